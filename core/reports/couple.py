"""The section of the formulation report about the couple's cycle, as this client may see it.

The own half is told whole; of the other's half and injuries only the words the other agreed to.
Nothing of the other's file is read, and nothing says that there is more.
"""

from __future__ import annotations

from collections.abc import Iterator

from core.clients.file import ClientFile
from core.clients.model import Couple, HalfCycle, HalfField
from core.clients.sharing import half_words, shared_with
from core.reports.document import Block, Bullets, KeyValues, Paragraph, Quote, Spans, Strong

_FIELDS: tuple[tuple[HalfField, str], ...] = (
    ("position", "Position in this cycle"), ("cue", "What sets it off"), ("action", "Does"),
    ("reading_of_other", "Reads the other as"), ("secondary_emotion", "Shows"),
    ("primary_emotion", "Feels underneath"), ("fear", "Fears"), ("longing", "Longs for"),
)  # fmt: skip
_REPAIR = {
    "open": "open", "in_work": "being worked on", "repaired": "repaired",
    "set_aside": "set aside for now", "not_asked": "repair not asked about yet",
}  # fmt: skip


def couple_blocks(file: ClientFile) -> Iterator[Block]:
    """The cycle by the couple's own name, both halves, and injuries by their headlines.

    Nothing when no partner is linked. What `ClientFile.couple` holds beyond what this client may
    see is left out here as well.
    """
    if file.couple is None:
        return
    couple = shared_with(file.couple, file.client.id)
    if couple.cycle_name:
        yield Paragraph(("Their own name for it: ", Strong(couple.cycle_name), "."))
    if couple.cycle_words:
        yield Quote(couple.cycle_words.strip('“”"'), "in the couple's words")
    for half in sorted(couple.halves, key=lambda one: one.client_id != file.client.id):
        own = half.client_id == file.client.id
        yield from _half(file, half, "This client" if own else "The partner, as agreed to show")
    if injuries := _injuries(file, couple):
        yield Paragraph("Attachment injuries, by headline:")
        yield Bullets(tuple(injuries))


def _half(file: ClientFile, half: HalfCycle, whose: str) -> Iterator[Block]:
    facts: list[tuple[str, Spans]] = [
        (name, words) for field, name in _FIELDS if (words := _words(file, half, field))
    ]
    if facts:
        yield Paragraph((Strong(whose), "."))
        yield KeyValues(tuple(facts))


def _words(file: ClientFile, half: HalfCycle, field: HalfField) -> str:
    """The node of this client's own map that the field stands for, or the half's own words."""
    stands = next((one.node_id for one in half.nodes if one.field == field), None)
    node = file.formulation.node(stands) if stands else None
    return node.name if node else half_words(half, field)


def _injuries(file: ClientFile, couple: Couple) -> list[Spans]:
    return [
        f"{one.headline} ({'this client' if one.owner == file.client.id else 'the partner'}; "
        f"{_REPAIR[one.repair]})"
        for one in couple.injuries
    ]
