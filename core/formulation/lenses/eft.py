"""The negative cycle of Emotionally Focused Therapy as an infinity loop. Pure.

Six steps for each partner, after Johnson's cycle as worksheets draw it (clinical-model
section 3): what sets it off, how the other is read, what is felt underneath, the fear or
longing, what shows, what is done; and what one does is what sets the other off. The other
half belongs to the other: of it this map knows only what can be seen.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple
from uuid import UUID

from core.clients.model import Couple, HalfCycle, HalfField
from core.clients.sharing import SILENT, half_words
from core.formulation.lenses.slot import NO_SOURCES, Slot, elsewhere, of_kind, on_the_map
from core.formulation.model import Formulation, Node
from core.formulation.shown import words_of
from core.history.on_map import Sources
from core.triggers.model import Episode
from core.vocabulary import inside, label

STEPS: tuple[tuple[str, str, str], ...] = (
    ("trigger", "What sets it off", "cue"),
    ("reading", "Reads the other as", "theme"),
    ("primary", "Feels underneath", "prim_emotion"),
    ("need", "Fear or longing", "belief"),
    ("secondary", "Shows", "sec_emotion"),
    ("behaviour", "Does", "action"),
)
"""Along the loop: the step, what it is called, and the kind of node that fills it."""

ABOUT_SELF = ("shame", "failure")
"""Themes that judge oneself: what is feared, not how the other is read."""


class Counted(NamedTuple):
    """A word of the diary: in how many episodes, of how many that say."""

    word: str
    episodes: int
    of: int


class Step(NamedTuple):
    """One step of a half: nodes of the map, or the couple's shared words."""

    slot: Slot
    said: str = ""

    @property
    def empty(self) -> bool:
        """Whether the step is still unknown."""
        return self.slot.empty and not self.said


class HalfLoop(NamedTuple):
    """One partner's way round. `client_id` is None for the other, seen from this map."""

    client_id: UUID | None
    steps: tuple[Step, ...]
    position: str = ""


class EftCycle(NamedTuple):
    """Both halves, this client's first, and what the diary counts beside them."""

    halves: tuple[HalfLoop, ...]
    elsewhere: tuple[Node, ...] = ()
    longing: Counted | None = None
    position: Counted | None = None

    @property
    def slots(self) -> tuple[Slot, ...]:
        """All places of both halves."""
        return tuple(step.slot for half in self.halves for step in half.steps)


def eft_cycle(
    formulation: Formulation, episodes: Sequence[Episode], known: Sources = NO_SOURCES
) -> EftCycle:
    """The cycle as this client's map has it; the other's inner steps stay the other's own.

    Themes and beliefs are filed by whom they are about: a belief about others is how the other
    is read, one about oneself a fear; so is a theme of shame or failure. The longing and the
    position in the cycle are counted from the diary, when it says; the longing is said in its
    step.
    """
    nodes = on_the_map(formulation)
    longing = _most(episode.hoped_for for episode in episodes)
    said = {"need": _longing_words(longing)} if longing else {}
    own = tuple(Step(Slot(f"own.{step}", name, _in_step(step, kind, nodes, known), kind),
                     said.get(step, "")) for step, name, kind in STEPS)  # fmt: skip
    other = (
        Step(Slot("other.trigger", "What reaches the other", of_kind(nodes, "action"), "action")),
        Step(Slot("other.behaviour", "The other does", of_kind(nodes, "response"), "response")),
    )
    halves = (HalfLoop(formulation.nodes[0].client_id if nodes else None, own),
              HalfLoop(None, other))  # fmt: skip
    slots = [step.slot for step in (*own, *other)]
    return EftCycle(
        halves,
        elsewhere(nodes, slots),
        longing,
        _most(episode.position for episode in episodes),
    )


def _in_step(step: str, kind: str, nodes: Sequence[Node], known: Sources) -> tuple[Node, ...]:
    if step == "reading":
        return tuple(n for n in nodes if _reads_the_other(n, known))
    if step == "need":
        return tuple(n for n in nodes if _is_feared(n, known))
    return of_kind(nodes, kind)


def _reads_the_other(node: Node, known: Sources) -> bool:
    """A belief only about others; a theme with a word that is not about the self, or with none."""
    if node.kind == "belief":
        return node.source_id in known.about_others - known.about_self
    themes = words_of(node)
    return node.kind == "theme" and (not themes or bool(themes - set(ABOUT_SELF)))


def _is_feared(node: Node, known: Sources) -> bool:
    """A belief that is neither only about others nor good to the self; a theme of shame or
    failure."""
    if node.kind == "belief":
        return node.source_id not in (known.about_others - known.about_self) | known.kind_to_self
    return node.kind == "theme" and bool(words_of(node) & set(ABOUT_SELF))


def _longing_words(longing: Counted) -> str:
    """What is most often hoped for, with its count."""
    word = inside(_word("needs_longings", longing.word))
    return f"Hoped for most often: {word} ({longing.episodes} of {longing.of})"


def shared_cycle_of(couple: Couple, client_id: UUID, nodes: Iterable[Node] = ()) -> EftCycle:
    """The cycle the couple shares, this client's half first.

    A field that stands for one of `nodes` is said by that node; neither map is read here.
    """
    known = {half.client_id: half for half in couple.halves}
    ids = [one for one in (couple.client_id, couple.partner_id) if one and one != client_id]
    halves = [known.get(one, HalfCycle(client_id=one)) for one in (client_id, *ids)]
    on_map = {node.id: node for node in nodes}
    return EftCycle(tuple(_shared_half(half, on_map) for half in halves))


FIELDS: dict[str, tuple[HalfField, ...]] = {
    "trigger": ("cue",), "reading": ("reading_of_other",), "primary": ("primary_emotion",),
    "need": ("fear", "longing"), "secondary": ("secondary_emotion",), "behaviour": ("action",),
}  # fmt: skip
"""The fields of a shared half that each step of the loop says."""


def nodes_for(
    field: HalfField, formulation: Formulation, known: Sources = NO_SOURCES
) -> tuple[Node, ...]:
    """The nodes of the owner's map that a field of the half can stand for.

    Those of the step of the loop it belongs to; a position and a longing are no node.
    """
    step = next((name for name, fields in FIELDS.items() if fields[0] == field), "")
    kind = {name: kind for name, _, kind in STEPS}.get(step, "")
    return _in_step(step, kind, on_the_map(formulation), known) if step else ()


def _shared_half(half: HalfCycle, on_map: Mapping[UUID, Node]) -> HalfLoop:
    stands = {
        one.field: node
        for one in half.nodes
        if (node := on_map.get(one.node_id)) and node.client_id == half.client_id
    }
    steps = []
    for step, name, kind in STEPS:
        here = tuple(stands[field] for field in FIELDS[step] if field in stands)
        said = [half_words(half, field) for field in FIELDS[step] if field not in stands]
        slot = Slot(f"shared.{half.client_id}.{step}", name, here, kind)
        steps.append(Step(slot, "; ".join(words.rstrip(".") for words in said if words)))
    position = half.position if half.position not in SILENT else ""
    return HalfLoop(half.client_id, tuple(steps), position)


def _word(words: str, term: str) -> str:
    return "" if term in SILENT else label(words, term)


def _most(words: object) -> Counted | None:
    known = [word for word in words if word not in SILENT]  # type: ignore[attr-defined]
    if not known:
        return None
    word, times = min(Counter(known).items(), key=lambda pair: (-pair[1], pair[0]))
    return Counted(word, times, len(known))
