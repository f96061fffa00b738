"""Any record in plain words: a title, and each field that says something. Pure."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date, datetime
from typing import Any, Literal, get_args, get_origin
from uuid import UUID

from pydantic import AfterValidator
from pydantic.fields import FieldInfo

from core.access.assignments import Assignment, BreakGlass
from core.approaches.model import GateOverride, IfsPart, Plan, Target, TargetWork, Weighing
from core.clients.model import Client, Couple
from core.errors import UserFacingError
from core.formulation.model import (
    NODE_WORDS,
    Consideration,
    FormulationVersion,
    Frozen,
    Link,
    Node,
    Verdict,
)
from core.history.model import Adaptation, AdultRelationship, Figure, HistoryEvent, Period
from core.keeping.retention import day_words
from core.outcomes.instrument import instrument
from core.outcomes.model import Administration
from core.outcomes.naming import about_words
from core.outcomes.scoring import score_administration
from core.record import HEADER, Part, Record
from core.sessions.model import Acknowledgement, Goal, Problem, Session
from core.sessions.safety import Concern
from core.triggers.model import Episode
from core.vocabulary import label

Facts = list[tuple[str, str]]
Titles = Mapping[UUID, str]
_SILENT = (None, "", (), "not_asked", "not_recorded")
_NAMES = {
    "born": "Year of birth", "on": "On", "about": "About whom or what", "words": "In your words",
    "presenting": "What brought you, in your words", "node_id": "On the map as",
    "from_node": "From", "to_node": "To", "source_id": "Rests on", "session_id": "Session",
    "target_id": "Target", "owner": "Whose", "within": "Part of the plan", "causes": "Because of",
    "works_on": "Works on", "learned_from": "May have been learned from", "link_id": "Link",
    "frozen": "The map then", "nodes": "On the map",
    "administration_id": "Measure", "client_id": "Whose", "account": "Who", "read_by": "Read by",
}  # fmt: skip
_GATES = {"emdr_processing": "EMDR processing", "couple_enactment": "Enactments in couple work"}
_PEOPLE = ("account", "read_by")


def title(record: Record, titles: Titles) -> str:
    """What an entry is called, such as its headline or its day."""
    makers: dict[type[Record], Callable[[Any], str]] = {
        Client: lambda r: r.name,
        Couple: lambda r: r.cycle_name or "Shared cycle",
        Figure: lambda r: r.name,
        Period: lambda r: label("developmental_periods", r.period),
        HistoryEvent: lambda r: r.headline,
        AdultRelationship: lambda r: r.partner,
        Adaptation: lambda r: label("adaptation_strategies", r.strategy),
        Verdict: lambda r: f"{day_words(r.found_on)}, {titles.get(r.link_id, 'a link')}",
        FormulationVersion: lambda r: day_words(r.reviewed_on),
        Consideration: lambda r: r.topic.replace("_", " ").capitalize(),
        Episode: lambda r: _moment(r.happened_at) if r.time_known else day_words(r.day),
        Node: lambda r: r.name,
        Link: lambda r: f"{titles.get(r.from_node, '?')} to {titles.get(r.to_node, '?')}",
        Plan: lambda r: label("approaches", r.approach),
        Weighing: lambda r: label("approaches", r.approach),
        Target: lambda r: r.title,
        TargetWork: lambda r: f"{titles.get(r.target_id, 'a target')}, {day_words(r.on)}",
        IfsPart: lambda r: titles.get(r.node_id, "A part"),
        GateOverride: lambda r: f"{_GATES[r.gate]}, {day_words(r.on)}",
        Concern: lambda r: f"{label('risk_types', r.kind)}, {day_words(r.noted_on)}",
        Session: lambda r: _moment(r.starts_at),
        Goal: lambda r: _short(r.words),
        Problem: lambda r: _short(r.words),
        Administration: lambda r: f"{_short_name(r)}, {day_words(r.taken_on)}",
        Acknowledgement: lambda r: f"Item {r.item}, {day_words(r.seen_on)}",
        Assignment: lambda r: r.relation.capitalize(),
        BreakGlass: lambda r: f"Until {_moment(r.until)}",
    }
    maker = makers.get(type(record))
    said = maker(record) if maker else ""
    return said.strip() or (_moment(record.recorded_at) if record.recorded_at else "Entry")


def facts(record: Record, titles: Titles, people: Mapping[str, str]) -> Facts:
    """Every field that says something, with its name in words."""
    if isinstance(record, Administration):
        return _measure(record, titles)
    found = []
    for name, info in type(record).model_fields.items():
        value = getattr(record, name)
        if name in HEADER or value in _SILENT or value is False:
            continue
        if isinstance(record, Node) and name == "terms":
            listed = NODE_WORDS.get(record.kind)
            said = ", ".join(label(listed, term) if listed else term for term in value)
        elif name in _PEOPLE:
            said = people.get(value, value)
        else:
            said = _said(value, _reader(info), titles)
        if said:
            found.append((_field(name), said))
    return found


def texts(value: Any) -> Iterator[str]:
    """Every text somebody typed into a record or a part of one."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, Part):
        for name in type(value).model_fields:
            if name not in HEADER:
                yield from texts(getattr(value, name))
    elif isinstance(value, tuple | list):
        for one in value:
            yield from texts(one)


def _field(name: str) -> str:
    return _NAMES.get(name) or name.replace("_", " ").capitalize()


def _said(value: Any, read: Callable[[str], str], titles: Titles) -> str:
    if isinstance(value, tuple):
        if value and isinstance(value[0], Frozen):
            return f"{len(value)} nodes and links as they stood"
        said = (_said(one, read, titles) for one in value)
        return "\n".join(one for one in said if one)
    if isinstance(value, Part):
        return _part(value, titles)
    if isinstance(value, UUID):
        return titles.get(value, "")
    if isinstance(value, datetime):
        return _moment(value)
    if isinstance(value, date):
        return day_words(value)
    if isinstance(value, bool):
        return "Yes" if value else "No"
    if isinstance(value, str):
        return read(value)
    return f"{value:g}" if isinstance(value, float) else str(value)


def _part(part: Part, titles: Titles) -> str:
    said = []
    for name, info in type(part).model_fields.items():
        value = getattr(part, name)
        if value in _SILENT or value is False:
            continue
        words = _said(value, _reader(info), titles)
        if words:
            said.append(f"{_field(name)}: {words}")
    return "; ".join(said)


def _reader(info: FieldInfo) -> Callable[[str], str]:
    """How the stored words of a field are read: by its list, as a fixed word, or as typed."""
    listed = _list_of(info.annotation, info.metadata)
    if listed:
        return lambda term: label(listed, term)
    if _is_fixed(info.annotation):
        return lambda word: word.replace("_", " ").capitalize()
    return str


def _is_fixed(annotation: Any) -> bool:
    return get_origin(annotation) is Literal or any(map(_is_fixed, get_args(annotation)))


def _list_of(annotation: Any, metadata: Iterable[Any] = ()) -> str | None:
    """The vocabulary list that a field's words come from, or None for free text."""
    for mark in (*metadata, *getattr(annotation, "__metadata__", ())):
        if isinstance(mark, AfterValidator) and inspect.isfunction(mark.func):
            inner = inspect.getclosurevars(mark.func).nonlocals
            if "known" in inner:  # made by core.vocabulary.word
                return str(inner["name"])
    return next((found for one in get_args(annotation) if (found := _list_of(one))), None)


def _moment(moment: datetime) -> str:
    at = moment.astimezone()
    return f"{day_words(at.date())}, {at:%H:%M}"


def _short(words: str, most: int = 60) -> str:
    line = " ".join(words.split())
    return line if len(line) <= most else f"{line[: most - 1].rstrip()}…"


def _short_name(record: Administration) -> str:
    try:
        return instrument(record.instrument).short
    except UserFacingError:
        return record.instrument


def _measure(record: Administration, titles: Titles) -> Facts:
    found = [("Measure", _short_name(record)), ("Filled in on", day_words(record.taken_on))]
    if record.about:
        named = {str(id_): said for id_, said in titles.items()}
        found.append(("About", named.get(record.about) or about_words(record.about, ())))
    if record.answers is not None:
        found.append(("Answers", _answers(record)))
    if scores := _scores(record):
        found.append(("Scores", scores))
    if record.note:
        found.append(("Note", record.note))
    return found


def _answers(record: Administration) -> str:
    given = record.answers or ()
    try:
        asked = [f"{item.number}. {item.topic}" for item in instrument(record.instrument).items]
    except UserFacingError:
        asked = [f"{place}. item" for place in range(1, len(given) + 1)]
    return "\n".join(
        f"{words}: {'left out' if one is None else one}"
        for words, one in zip(asked, given, strict=False)
    )


def _scores(record: Administration) -> str:
    try:
        one, scored = instrument(record.instrument), score_administration(record)
    except UserFacingError:
        return "" if record.total_only is None else f"Total: {record.total_only:g}"
    known = [(one.scale(name).title, value) for name, value in scored.scores.items()]
    return "\n".join(f"{name}: {value:g}" for name, value in known if value is not None)
