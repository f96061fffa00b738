"""The records of a client's file that a rule of a definition speaks of. Pure.

A ground is a reminder of what is on record, never proof that an approach fits. Entries of the
history left at a headline, or declined, appear by name only.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from datetime import date
from typing import NamedTuple
from uuid import UUID

from core.approaches.definition import Rule
from core.approaches.headline import PARKED
from core.approaches.map_grounds import led_to, matching, themes_of
from core.approaches.measure_grounds import measured
from core.clients.file import ClientFile
from core.days import day_words
from core.formulation.lenses.slot import on_the_map
from core.history.model import Figure, HistoryEvent
from core.sessions.safety import Concern
from core.vocabulary import inside, label

MOST_NAMED = 4
_STATES = {"now": "present now", "past": "in the past", "asked_none": "asked, not found"}


class Ground(NamedTuple):
    """A record something rests on: a sentence, the page it is on, and the record.

    `page` is the label of a page ("Map", "History", "Triggers", "Outcomes", "Approach",
    "Client"). The sentence may hold the client's words: escape it. A `private` one is for the
    clinician only: it stands on no shared screen and on no paper. Whatever has to do with risk
    is private, not violence alone: else a gap would tell. `on` is the day it was noted, where
    that is known.
    """

    words: str
    page: str
    record: UUID | None = None
    private: bool = False
    on: date | None = None


def grounds(rules: Iterable[Rule], file: ClientFile) -> tuple[Ground, ...]:
    """What the file holds of the records these rules look for, in the order of the rules."""
    found = (_said(rule, ground) for rule in rules for ground in _FINDERS[rule.record](rule, file))
    return tuple(dict.fromkeys(found))


def asked(rules: Iterable[Rule], file: ClientFile) -> tuple[Ground, ...]:
    """The same for a readiness check: a concern that was asked about and not found counts too."""
    found: list[Ground] = []
    for rule in rules:
        if rule.record == "concern":
            known = (one for one in file.concerns if not one.retired and one.kind in rule.kinds)
            found += [_said(rule, concern_ground(one)) for one in known]
        else:
            found += grounds([rule], file)
    return tuple(dict.fromkeys(found))


def _said(rule: Rule, ground: Ground) -> Ground:
    return ground._replace(words=f"{ground.words}{f': {rule.says}' if rule.says else ''}.")


def named(names: Iterable[str]) -> str:
    """The first few names, in quotation marks, and how many more there are."""
    every = [f"“{name}”" for name in names]
    more = len(every) - MOST_NAMED
    shown = ", ".join(every[:MOST_NAMED])
    return f"{shown} and {more} more" if more > 0 else shown


def _couple(_: Rule, file: ClientFile) -> Iterator[Ground]:
    if file.couple:
        yield Ground("In a couple on record", "Approach", file.couple.id)


def _nodes(rule: Rule, file: ClientFile) -> Iterator[Ground]:
    found = matching(rule, on_the_map(file.formulation))
    if found and len(found) >= rule.at_least:
        words = f"On the map: {named(node.name for node in found)}"
        yield Ground(words, "Map", found[0].id if len(found) == 1 else None)


def _links(rule: Rule, file: ClientFile) -> Iterator[Ground]:
    pairs = led_to(rule, file.formulation)
    if pairs and len(pairs) >= rule.at_least:
        verb = f"“{label('edge_types', rule.links[0])}”" if len(rule.links) == 1 else "may lead to"
        ways = [f"“{start.name}” {verb} “{end.name}”" for start, end in pairs]
        more = f"; and {len(ways) - MOST_NAMED} more" if len(ways) > MOST_NAMED else ""
        yield Ground(f"On the map: {'; '.join(ways[:MOST_NAMED])}{more}", "Map")


def _themes(rule: Rule, file: ClientFile) -> Iterator[Ground]:
    wanted = set(rule.themes)
    nodes = [node for node in on_the_map(file.formulation) if wanted & themes_of(node)]
    if nodes:
        yield Ground(f"On the map: {named(node.name for node in nodes)}", "Map")
    held = [one for one in file.episodes if wanted & set(one.themes)]
    if len(held) >= max(rule.at_least, 1):
        names = named(label("threat_themes", theme) for theme in rule.themes)
        one_of = "one of " if len(rule.themes) > 1 else ""
        words = f"{len(held)} of {len(file.episodes)} diary episodes hold {one_of}{names}"
        yield Ground(words, "Triggers")


def _episodes(rule: Rule, file: ClientFile) -> Iterator[Ground]:
    count = len(file.episodes)
    if count >= max(rule.at_least, 1):
        yield Ground(f"{count} {'episode' if count == 1 else 'episodes'} in the diary", "Triggers")


def _measures(rule: Rule, file: ClientFile) -> Iterator[Ground]:
    for words, form, on in measured(rule, file):
        yield Ground(words, "Outcomes", form, on=on)


def _events(rule: Rule, file: ClientFile) -> Iterator[Ground]:
    for event in file.history.events:
        fits = not rule.kinds or event.kind in rule.kinds
        felt = rule.at_least <= 1 or (event.distress_now or 0) >= rule.at_least
        if fits and felt and not event.retired:
            yield Ground(_event_words(event, file), "History", event.id)


def _event_words(event: HistoryEvent, file: ClientFile) -> str:
    node = next((one for one in on_the_map(file.formulation) if one.source_id == event.id), None)
    if event.state in PARKED:
        own = event.headline if event.state == "headline_only" else ""
        name = node.name if node else own
        return f"“{name}”, left at its headline" if name else "An event the client did not speak of"
    felt = event.distress_now
    return f"“{event.headline}”" + (f", distress now {felt} of 10" if felt is not None else "")


def _figures(_: Rule, file: ClientFile) -> Iterator[Ground]:
    for figure in file.history.figures:
        if not figure.retired and (role := _comfort(figure)):
            yield Ground(f"“{figure.name}”: {role}", "History", figure.id)


def _comfort(figure: Figure) -> str:
    roles = (
        (figure.resource, "can be used as a resource"), (figure.safe_haven, "a safe haven"),
        (figure.secure_base, "a secure base"), (figure.protective, "protective"),
    )  # fmt: skip
    return ", ".join(words for is_so, words in roles if is_so)


def _concerns(rule: Rule, file: ClientFile) -> Iterator[Ground]:
    for one in file.concerns:
        if one.stands and not one.retired and (not rule.kinds or one.kind in rule.kinds):
            yield concern_ground(one)


def concern_ground(one: Concern) -> Ground:
    """A concern by its kind, state and day; what was written about it is never shown here."""
    state = "closed" if one.closed_on else _STATES[one.state]
    acute = ", acute" if one.acute and one.stands else ""
    words = f"{label('risk_types', one.kind)}: {state}{acute}, noted on {day_words(one.noted_on)}"
    return Ground(words, "Client", one.id, private=True, on=one.noted_on)


def _flags(rule: Rule, file: ClientFile) -> Iterator[Ground]:
    for flagged in file.open_flags:
        if not rule.instrument or flagged.administration.instrument == rule.instrument:
            form = flagged.administration
            words = f"{flagged.sentence}, not yet acknowledged"
            yield Ground(words, "Outcomes", form.id, private=True, on=form.taken_on)


def _violence(_: Rule, file: ClientFile) -> Iterator[Ground]:
    for one in file.history.relationships:
        if one.current and one.violence and not one.retired:
            words = "Something is written in the private field of a present relationship"
            on = one.recorded_at.date() if one.recorded_at else None
            yield Ground(words, "History", one.id, private=True, on=on)


def _injuries(_: Rule, file: ClientFile) -> Iterator[Ground]:
    """Those between the partners that are not repaired; set aside, they still stand."""
    for one in file.couple.injuries if file.couple else ():
        if one.repair != "repaired":
            yield Ground(f"An injury of the couple: “{one.headline}”", "Approach", one.id)


def _problems(rule: Rule, file: ClientFile) -> Iterator[Ground]:
    open_ones = [one for one in file.problems if one.status == "open"]
    if open_ones and len(open_ones) >= rule.at_least:
        yield Ground(f"Problems: {named(one.words for one in open_ones)}", "Outcomes")


def _goals(rule: Rule, file: ClientFile) -> Iterator[Ground]:
    open_ones = [one for one in file.goals if one.status == "open"]
    if open_ones and len(open_ones) >= rule.at_least:
        yield Ground(f"Goals: {named(one.words for one in open_ones)}", "Outcomes")


def _plans(rule: Rule, file: ClientFile) -> Iterator[Ground]:
    for plan in file.plans:
        if plan.approach in rule.approaches and plan.status != "ended":
            words = f"A plan with {label('approaches', plan.approach)}, {inside(plan.status)}"
            yield Ground(words, "Approach", plan.id)


_FINDERS: dict[str, Callable[[Rule, ClientFile], Iterator[Ground]]] = {
    "couple": _couple, "node": _nodes, "link": _links, "theme": _themes, "episodes": _episodes,
    "measure": _measures, "event": _events, "figure": _figures, "concern": _concerns,
    "flag": _flags, "violence": _violence, "injury": _injuries, "problem": _problems,
    "goal": _goals, "plan": _plans,
}  # fmt: skip
