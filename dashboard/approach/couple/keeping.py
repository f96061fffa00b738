"""Saving a piece of the couple as it stands now, and putting a field on its owner's map."""

from __future__ import annotations

import textwrap
from collections.abc import Callable
from uuid import UUID, uuid4, uuid5

from core.clients.model import Couple, HalfCycle, HalfField
from core.errors import InvalidEntry, NotFound
from core.formulation.lenses.eft import FIELDS, STEPS, half_words
from core.formulation.model import NODE_WORDS, Node
from core.record import build
from dashboard.workspace import Workspace

NEW = "new"
"""Chosen in place of a node: make one of these words on the owner's map."""


def keep(workspace: Workspace, client_id: UUID, change: Callable[[Couple], Couple]) -> None:
    """Change the couple as it stands now. Raises NotFound, InvalidEntry or StaleEdit."""
    clients = workspace.services.clients
    couple = clients.couple_of(workspace.actor, client_id)
    if couple is None:
        raise NotFound("There is no partner linked any more. Load the page again.")
    clients.save_couple(workspace.actor, change(couple))


def on_the_map(
    workspace: Workspace, couple: Couple, half: HalfCycle, chosen: dict[HalfField, str]
) -> dict[HalfField, UUID]:
    """The nodes that the fields of a half stand for; those to be made are made first, all of
    them or none. Raises InvalidEntry for a field without words."""
    made = {field: _node(half, field) for field, one in chosen.items() if one == NEW}
    found = {field: UUID(one) for field, one in chosen.items() if one not in ("", NEW)}
    return found | {field: put_node(workspace, couple, node) for field, node in made.items()}


def put_node(workspace: Workspace, couple: Couple, node: Node) -> UUID:
    """Save a node on its owner's map, once however often Save is pressed; returns its id."""
    formulation = workspace.services.formulation
    wanted = uuid5(couple.id, f"{node.client_id}:{node.kind}:{node.name}:{node.words}")
    map_now = formulation.formulation(workspace.actor, node.client_id)
    if map_now.node(wanted):
        return wanted
    named = node.model_copy(update={"id": wanted})
    if formulation.earlier(workspace.actor, named):  # it was there and was taken off the map
        named = node.model_copy(update={"id": uuid4()})
    return formulation.save_node(workspace.actor, named).id


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
