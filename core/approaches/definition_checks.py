"""Whether everything a definition of an approach names is there. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import chain
from typing import NamedTuple

from core.approaches.definition import Definition, Rule
from core.outcomes.instrument import instruments
from core.vocabulary import NOT_ASKED, shipped

KINDS_OF = {
    "node": "node_types", "link": "node_types", "event": "history_events", "concern": "risk_types",
}  # fmt: skip
"""For each record a rule looks at: the list its `kinds` are words of."""


class Problem(NamedTuple):
    """The first thing that is wrong in a definition: where, and one sentence."""

    place: str
    sentence: str


def problem(definition: Definition) -> Problem | None:
    """The first name in a definition that leads nowhere, or None when all is well."""
    every = (_repeated, _unknown_sources, _unknown_stages, _unlabelled, _rules, _measures)
    return next(chain.from_iterable(check(definition) for check in every), None)


def _repeated(one: Definition) -> Iterator[Problem]:
    """An id that stands twice in its list; those of criteria are unique in the whole file."""
    lists: dict[str, Iterable[str]] = {
        name: [part.id for part in getattr(one, name)]
        for name in ("aims", "stages", "steps", "moves", "indications", "outside", "readiness",
                     "consents", "evidence", "explained", "guidelines")
    }  # fmt: skip
    lists["cautions"] = [caution.reason for caution in one.cautions]
    lists["criteria"] = [c.id for stage in one.stages for c in (*stage.entry, *stage.exit)]
    for name, ids in lists.items():
        seen: set[str] = set()
        for each in ids:
            if each in seen:
                yield Problem(f"{name} {each}", "this id stands there twice, give one another id")
            seen.add(each)


def _unknown_sources(one: Definition) -> Iterator[Problem]:
    for place, keys in cited(one):
        for key in keys:
            if key not in one.sources:
                yield Problem(place, f"the source {key} is not in the list of sources")


def cited(one: Definition) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Every entry that can name sources, by its place, with the keys it names."""
    for name in ("stages", "indications", "outside", "readiness", "consents", "evidence",
                 "explained", "guidelines"):  # fmt: skip
        for part in getattr(one, name):
            yield f"{name} {part.id}", part.sources
    for caution in one.cautions:
        yield f"cautions {caution.reason}", caution.sources
    for cadence in one.cadence:
        yield f"cadence {cadence.instrument}", cadence.sources


def _unknown_stages(one: Definition) -> Iterator[Problem]:
    for step in (*one.steps, *one.moves):
        if step.stage and one.stage(step.stage) is None:
            yield Problem(f"steps {step.id}", f"there is no stage {step.stage}")


def _unlabelled(one: Definition) -> Iterator[Problem]:
    for caution in one.cautions:
        if caution.reason not in shipped("caution_reasons") and not caution.label:
            yield Problem(f"cautions {caution.reason}", "a caution of its own needs a label")


def _rules(one: Definition) -> Iterator[Problem]:
    for aim in one.aims:
        yield from _unknown(f"aims {aim.id}", "ifs_roles", aim.roles)
    for name in ("indications", "outside", "readiness"):
        for part in getattr(one, name):
            yield from _rule_problems(f"{name} {part.id}", part.rules)
    for caution in one.cautions:
        yield from _rule_problems(f"cautions {caution.reason}", caution.rules)


def _rule_problems(place: str, rules: Iterable[Rule]) -> Iterator[Problem]:
    for rule in rules:
        if rule.record in KINDS_OF:
            yield from _unknown(place, KINDS_OF[rule.record], rule.kinds)
        yield from _unknown(place, "node_types", rule.to)
        yield from _unknown(place, "edge_types", rule.links)
        yield from _unknown(place, "ifs_roles", rule.roles)
        if rule.instrument and rule.instrument not in instruments():
            yield Problem(place, f"there is no measure {rule.instrument}")
        elif rule.scale and rule.scale not in _scales(rule.instrument):
            yield Problem(place, f"the measure has no scale {rule.scale}")
        if missing := _missing(rule):
            yield Problem(place, f"a rule about a {rule.record} needs {missing}")


def _scales(instrument: str) -> list[str]:
    return [one.id for one in instruments()[instrument].scales] if instrument else []


def _missing(rule: Rule) -> str:
    """What a rule must name to mean anything."""
    if rule.record == "link" and not (rule.kinds and rule.to):
        return "kinds and to"
    needed = {"measure": rule.instrument, "theme": rule.themes, "plan": rule.approaches}
    names = {"measure": "an instrument", "theme": "themes", "plan": "approaches"}
    return "" if needed.get(rule.record, True) else names[rule.record]


def _unknown(place: str, name: str, given: Iterable[str]) -> Iterator[Problem]:
    for term in given:
        if term not in shipped(name) | {NOT_ASKED}:
            yield Problem(place, f"{term} is not one of the words of {name.replace('_', ' ')}")


def _measures(one: Definition) -> Iterator[Problem]:
    for cadence in one.cadence:
        if cadence.instrument not in instruments():
            yield Problem(f"cadence {cadence.instrument}", "there is no measure with this name")
