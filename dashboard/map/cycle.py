"""A couple's shared cycle in words: two halves, each cueing the other."""

from __future__ import annotations

from typing import NamedTuple
from uuid import UUID

from core.clients.model import Couple, HalfCycle, HalfField
from core.clients.sharing import half_words
from core.vocabulary import inside, label
from dashboard.components.text import escaped


class SharedCycle(NamedTuple):
    """The cycle's name, the couple's words for it, and one text for each half."""

    title: str
    words: str
    halves: tuple[str, ...]


_STEPS: tuple[tuple[str, HalfField], ...] = (
    ("When", "cue"),
    ("reads the other as", "reading_of_other"),
    ("shows", "secondary_emotion"),
    ("does", "action"),
    ("and underneath feels", "primary_emotion"),
    ("fears", "fear"),
    ("longing", "longing"),
)


def shared_cycle(couple: Couple, names: dict[UUID, str]) -> SharedCycle:
    """Both halves as they are given; nothing of either partner's own file is read here.

    While the screen is shared the other's half comes with only what its owner agreed to show.
    """
    title = f"Shared cycle: {couple.cycle_name}" if couple.cycle_name else "Shared cycle"
    return SharedCycle(
        title,
        escaped(couple.cycle_words),
        tuple(_half(half, names.get(half.client_id, "Partner")) for half in couple.halves),
    )


def _half(half: HalfCycle, name: str) -> str:
    known = [f"- {step}: {escaped(words)}" for step, field in _STEPS
             if (words := half_words(half, field))]  # fmt: skip
    position = inside(label("couple_positions", half.position))
    return f"**{escaped(name)}** ({position})\n" + "\n".join(known)
