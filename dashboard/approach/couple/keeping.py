"""Saving a piece of the couple as it stands now, and putting a field on its owner's map."""

from __future__ import annotations

import textwrap
from collections.abc import Callable, Sequence
from uuid import UUID

from core.clients.model import Couple, HalfCycle, HalfField
from core.clients.sharing import half_words
from core.errors import InvalidEntry, NotFound
from core.formulation.lenses.eft import FIELDS, STEPS
from core.formulation.model import NODE_WORDS, Node
from core.record import build
from dashboard.workspace import Workspace

NEW = "new"
"""Chosen in place of a node: make one of these words on the owner's map."""


def keep(
    workspace: Workspace,
    client_id: UUID,
    change: Callable[[Couple], Couple],
    nodes: Sequence[Node] = (),
) -> None:
    """Change the couple as it stands now, with nodes it stands for: all is saved, or nothing.

    Raises NotFound, InvalidEntry or StaleEdit.
    """
    clients = workspace.services.clients
    couple = clients.couple_of(workspace.actor, client_id)
    if couple is None:
        raise NotFound("There is no partner linked any more. Load the page again.")
    clients.save_couple(workspace.actor, change(couple), nodes)


def made_nodes(half: HalfCycle, chosen: dict[HalfField, str]) -> dict[HalfField, Node]:
    """The nodes to be made of a half's words, for the owner's map; not saved yet.

    Raises InvalidEntry for a field without words.
    """
    return {field: _node(half, field) for field, one in chosen.items() if one == NEW}


def stood_for(chosen: dict[HalfField, str], made: dict[HalfField, Node]) -> dict[HalfField, UUID]:
    """What the fields of a half stand for: nodes that are there already, and those just made."""
    there = {field: UUID(one) for field, one in chosen.items() if one not in ("", NEW)}
    return there | {field: node.id for field, node in made.items()}


def _node(half: HalfCycle, field: HalfField) -> Node:
    words = half_words(half, field)
    if not words:
        raise InvalidEntry("On the map: say the words first, then put them on the map.")
    step = next(name for name, fields in FIELDS.items() if fields[0] == field)
    kind = next(kind for name, _, kind in STEPS if name == step)
    term: str = getattr(half, field)
    name = textwrap.shorten(words, 120, placeholder=" …")
    return build(
        Node, client_id=half.client_id, kind=kind, name=name, words="" if name == words else words,
        terms=(term,) if kind in NODE_WORDS and kind != "theme" else (),
    )  # fmt: skip
