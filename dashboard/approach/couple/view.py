"""The couple in words: halves, what is agreed to be shown, injuries, sessions, change events."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import NamedTuple
from uuid import UUID

from core.approaches.log import SessionStep
from core.approaches.log_words import blocked_words, worked_on
from core.approaches.logged import newest_first
from core.clients.model import Agreed, Couple, CoupleEvent, HalfCycle, HalfField, Injury
from core.clients.sharing import half_words, is_agreed
from core.formulation.lenses.client_view import plain
from core.formulation.model import Node
from core.sessions.model import Session
from core.vocabulary import label
from dashboard.components.text import day, escaped, in_lines, plural

APPROACH = "eft_couples"
FIELDS: dict[HalfField, str] = {
    "position": "Position", "cue": "What sets it off", "action": "Does",
    "reading_of_other": "Reads the other as", "secondary_emotion": "Shows",
    "primary_emotion": "Feels underneath", "fear": "Fears", "longing": "Longs for",
}  # fmt: skip
"""The fields of a half in the order they are asked for, and what each is called."""

REPAIR: dict[str, str] = {
    "open": "Open", "in_work": "Being worked on", "repaired": "Repaired",
    "set_aside": "Set aside for now", "not_asked": "Not asked yet",
}  # fmt: skip
OF_A_COUPLE = ("reengage", "soften", "injury_work", "deescalated", "rupture", "rupture_repair")
"""The change events that happen between two partners, or with them."""

SHOWN, OWN = ":material/visibility:", ":material/lock:"
LEGEND = (
    f"{SHOWN} agreed to be shown to the other  ·  {OWN} the owner's alone  ·  "
    ":material/account_tree: a node of the owner's map"
)


class HalfView(NamedTuple):
    """One partner's half as the clinician reads it."""

    client_id: UUID
    name: str
    lines: tuple[str, ...]
    agreed: int
    said: int


class EventLine(NamedTuple):
    """A change event: its words, and the entry where it was entered here."""

    on: date
    words: str
    entry: CoupleEvent | None


class InjuryLine(NamedTuple):
    """An attachment injury in words."""

    injury: Injury
    words: str


class StepLine(NamedTuple):
    """One session of the log in words."""

    entry: SessionStep
    words: str


def half_view(half: HalfCycle, name: str, nodes: Mapping[UUID, Node]) -> HalfView:
    """A half with every field, "not yet" where nothing is said, and what is agreed."""
    agreed = agreed_by_field(half)
    said = [field for field in FIELDS if field_words(half, field, nodes) or field in agreed]
    lines = tuple(_field_line(half, field, nodes, agreed.get(field)) for field in FIELDS)
    return HalfView(half.client_id, name, lines, len(agreed), len(said))


def agreed_by_field(half: HalfCycle) -> dict[HalfField, Agreed]:
    """What may be shown of a half: what was agreed to in words."""
    return {one.field: one for one in half.agreed if one.words}


def words_for_both(half: HalfCycle, field: HalfField, nodes: Mapping[UUID, Node]) -> str:
    """What the owner is asked to agree to: the words of a node that may be shown, as the client
    says them, or the half's own words."""
    node = node_of(half, field, nodes)
    if node and node.shareable and not node.parked_because:
        return plain(node)
    return half_words(half, field)


def field_words(half: HalfCycle, field: HalfField, nodes: Mapping[UUID, Node]) -> str:
    """What a field says: the name of the node it stands for, or the half's own words."""
    node = node_of(half, field, nodes)
    return node.name if node else half_words(half, field)


def node_of(half: HalfCycle, field: HalfField, nodes: Mapping[UUID, Node]) -> Node | None:
    """The node of the owner's own map a field stands for, where it is still on it."""
    stands = {one.field: one.node_id for one in half.nodes}
    node = nodes.get(stands[field]) if field in stands else None
    return node if node and node.client_id == half.client_id else None


def _field_line(
    half: HalfCycle,
    field: HalfField,
    nodes: Mapping[UUID, Node],
    agreed: Agreed | None,
) -> str:
    words = field_words(half, field, nodes)
    shown = _shown_words(agreed, words, words_for_both(half, field, nodes)) if agreed else OWN
    if not words:
        return f"**{FIELDS[field]}**: *not yet*{f' {shown}' if agreed else ''}"
    on_map = " :material/account_tree:" if node_of(half, field, nodes) else ""
    return f"**{FIELDS[field]}**: {escaped(words)}{on_map} {shown}"


def _shown_words(agreed: Agreed, words: str, now: str) -> str:
    """What was agreed to and when, with its words where they are not those that stand here."""
    if agreed.words != now:
        return f"{SHOWN} {in_other_words(agreed.words, agreed.on)}"
    as_said = "" if agreed.words == words else f"as “{escaped(agreed.words)}”"
    when = day(agreed.on) if agreed.on else ""
    return " ".join(part for part in (SHOWN, when, as_said) if part)


def in_other_words(words: str, on: date | None) -> str:
    """That something was agreed to in words that do not stand here any more."""
    when = f" on {day(on)}" if on else ""
    return f"agreed in other words{when}: “{escaped(words)}”"


def together_lines(half: HalfCycle) -> list[tuple[str, str]]:
    """What both look at of one half of a couple view: title and words of each agreed field."""
    agreed = agreed_by_field(half)
    return [(title, agreed[field].words) for field, title in FIELDS.items() if field in agreed]


def injury_lines(couple: Couple, names: Mapping[UUID, str]) -> list[InjuryLine]:
    """The injuries, those still open first, each with whose it is and what is agreed."""
    closed = ("repaired", "set_aside")
    ordered = sorted(couple.injuries, key=lambda one: (one.repair in closed, one.on or date.max))
    return [InjuryLine(one, _injury(one, names)) for one in ordered]


def _injury(one: Injury, names: Mapping[UUID, str]) -> str:
    mark = OWN
    if one.agreed_on and is_agreed(one):
        mark = f"{SHOWN} agreed {day(one.agreed_on, year=True)}"
        if one.agreed_words != one.headline:
            mark = f"{SHOWN} {in_other_words(one.agreed_words, one.agreed_on)}"
    state = REPAIR[one.repair]
    if one.repaired_on:
        state += f" on {day(one.repaired_on, year=True)}"
    facts = [escaped(names.get(one.owner, "The partner")), day(one.on, year=True) if one.on else "",
             state, mark]  # fmt: skip
    lines = [f"**{escaped(one.headline)}**", " · ".join(fact for fact in facts if fact)]
    return "  \n".join([*lines, in_lines(one.note)] if one.note else lines)


def event_lines(
    couple: Couple, sessions: Mapping[UUID, Sequence[Session]], names: Mapping[UUID, str]
) -> list[EventLine]:
    """Change events, newest first: those entered here, and those noted with a session.

    An event of one day stands once, wherever and however often it was noted.
    """
    found = [EventLine(one.on, _event(one, names), one) for one in couple.events]
    known = {(one.event, one.on) for one in couple.events}
    noted: dict[tuple[str, date], list[UUID]] = {}
    for client_id, held in sessions.items():
        for session in held:
            for event in session.change_events:
                key = (event, session.starts_at.date())
                if key not in known and _is_between(event):
                    noted.setdefault(key, []).append(client_id)
    for (event, on), whose in noted.items():
        who = " and ".join(escaped(names.get(one, "a partner")) for one in whose)
        words = f"**{day(on, year=True)}**  {_name(event)}  \nNoted with the session of {who}"
        found.append(EventLine(on, words, None))
    return sorted(found, key=lambda line: line.on, reverse=True)


def _is_between(event: str) -> bool:
    return event in OF_A_COUPLE


def _name(event: str) -> str:
    return escaped(label("change_events", event))


def _event(one: CoupleEvent, names: Mapping[UUID, str]) -> str:
    who = f" · {escaped(names.get(one.client_id, 'a partner'))}" if one.client_id else ""
    words = f"**{day(one.on, year=True)}**  {_name(one.event)}{who}"
    return f"{words}  \n{escaped(one.note)}" if one.note else words


def step_lines(couple: Couple, most: int | None = None) -> list[StepLine]:
    """The log, newest first; the latest `most` entries of it, or all."""
    return [StepLine(one, _step(one)) for one in newest_first(couple.log)[:most]]


def _step(entry: SessionStep) -> str:
    lines = [f"**{day(entry.on, year=True)}**"]
    worked = worked_on(APPROACH, entry)
    count = "" if entry.enactments is None else plural(entry.enactments, "enactment")
    if said := " · ".join(part for part in (worked, count) if part):
        lines.append(escaped(said))
    if blocked := blocked_words(APPROACH, entry):
        lines.append(f":material/block: {escaped(blocked)}")
    if entry.note:
        lines.append(in_lines(entry.note))
    return "  \n".join(lines)


def where_now(couple: Couple) -> str:
    """The latest stage and step, with the day and the enactments so far, or that none is noted."""
    if not couple.log:
        return "No session is logged yet."
    newest = newest_first(couple.log)[0]
    worked = worked_on(APPROACH, newest)
    counted = [one.enactments for one in couple.log if one.enactments is not None]
    total = f"{plural(sum(counted), 'enactment')} in {plural(len(counted), 'session')} that say"
    said = f"{escaped(worked)}, on {day(newest.on, year=True)}." if worked else ""
    logged = f"{plural(len(couple.log), 'session')} logged"
    return f"{said} {logged}{f'; {total}' if counted else ''}.".strip()
