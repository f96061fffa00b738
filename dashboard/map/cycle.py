"""A couple's shared cycle in words: two halves, each cueing the other."""

from __future__ import annotations

from typing import NamedTuple
from uuid import UUID

from core.clients.model import Couple, HalfCycle
from core.vocabulary import inside, label
from dashboard.components.text import escaped


class SharedCycle(NamedTuple):
    """The cycle's name, the couple's words for it, and one text for each half."""

    title: str
    words: str
    halves: tuple[str, ...]


def shared_cycle(couple: Couple, names: dict[UUID, str]) -> SharedCycle:
    """Only the shared fields; nothing of either partner's own file is read here."""
    title = f"Shared cycle: {couple.cycle_name}" if couple.cycle_name else "Shared cycle"
    return SharedCycle(
        title,
        escaped(couple.cycle_words),
        tuple(_half(half, names.get(half.client_id, "Partner")) for half in couple.halves),
    )


def _half(half: HalfCycle, name: str) -> str:
    steps = (
        ("When", label("cue_types", half.cue)),
        ("reads the other as", half.reading_of_other),
        ("shows", label("emotions_secondary", half.secondary_emotion)),
        ("does", label("action_tendencies", half.action)),
        ("and underneath feels", label("emotions_primary", half.primary_emotion)),
        ("longing", label("needs_longings", half.longing)),
    )
    known = [f"- {step}: {escaped(words)}" for step, words in steps
             if words and words != "Not asked yet"]  # fmt: skip
    position = inside(label("couple_positions", half.position))
    return f"**{escaped(name)}** ({position})\n" + "\n".join(known)
