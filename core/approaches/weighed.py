"""What was found and decided about an approach's cautions and readiness checks. Pure.

An answer is the clinician's alone: records of the file are named beside it as something to look
at, and change nothing. Nothing here blocks, rates or advises.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from typing import Literal, NamedTuple

from core.approaches.definition import CautionDefinition, Check, Definition
from core.approaches.gates import GateFile, pauses, standing_causes
from core.approaches.grounds import Ground, asked, grounds
from core.approaches.model import Caution, Gate, Readiness, weighing_id
from core.approaches.plan_words import caution_label, definition_of, weighed
from core.clients.file import ClientFile
from core.days import day_words
from core.knowledge.tables import Source
from core.sessions.safety import VIOLENCE
from core.vocabulary import CautionDecision, label

Found = Literal["present", "absent", "not_asked"]
State = Literal["met", "not_yet", "not_asked", "not_relevant"]


class CautionFound(NamedTuple):
    """A caution of the approach: what was found, what was decided, and what the file hints at.

    `found` and `decision` are of the newest answer for this approach. `elsewhere` says when it
    was found in weighing another approach; `hints` are records to look at, never an answer.
    Where it was not found, `against` are those of both that are newer and say otherwise.
    `paused` is set where something of this caution pauses the work now, in this client's file.
    """

    definition: CautionDefinition
    label: str
    found: Found
    decision: CautionDecision
    why: str
    on: date | None
    elsewhere: tuple[Ground, ...]
    hints: tuple[Ground, ...]
    paused: Gate | None
    sources: tuple[Source, ...]
    against: tuple[Ground, ...] = ()


class CheckFound(NamedTuple):
    """A readiness check and its state; `grounds` are records that have to do with it."""

    definition: Check
    state: State
    on: date | None
    by: str
    note: str
    grounds: tuple[Ground, ...]
    sources: tuple[Source, ...]


def cautions_found(definition: Definition, file: ClientFile) -> tuple[CautionFound, ...]:
    """Every caution of the definition, then those the clinician recorded besides."""
    answers = {one.reason: one for one in weighed(definition.id, file.plans, file.weighings)}
    own = {one.reason for one in definition.cautions}
    added = [_added(reason) for reason in answers if reason not in own]
    return tuple(
        _caution(one, definition, answers.get(one.reason), file)
        for one in (*definition.cautions, *added)
    )


def _added(reason: str) -> CautionDefinition:
    """A caution the definition does not have; it may be in words, so its id is not checked."""
    return CautionDefinition.model_construct(
        reason=reason, why="Recorded for this client; the definition does not have it."
    )


def _caution(
    one: CautionDefinition, definition: Definition, answer: Caution | None, file: ClientFile
) -> CautionFound:
    given = answer or Caution(reason=one.reason)
    answers = tuple(elsewhere(one.reason, definition.id, file))
    told = tuple(_ground(each, file) for each in answers)
    found = tuple(_ground(each, file) for each in answers if each.answer.found == "present")
    hints = grounds(one.rules, file)
    return CautionFound(
        one, caution_label(definition.id, one.reason), given.found, given.decision, given.why,
        given.on, told, hints, _paused(one, file), definition.named(one.sources),
        _against(given, (*found, *hints)),
    )  # fmt: skip


def _against(given: Caution, grounds: Iterable[Ground]) -> tuple[Ground, ...]:
    """What says otherwise, of the day of the answer or later: of one day, the record stands."""
    if given.found != "absent":
        return ()
    asked_on = given.on or date.min
    return tuple(one for one in grounds if one.on is None or one.on >= asked_on)


class Elsewhere(NamedTuple):
    """The answer to a caution that was given when another approach was weighed."""

    approach: str
    answer: Caution


def elsewhere(reason: str, approach: str, kept: ClientFile | GateFile) -> Iterator[Elsewhere]:
    """The newest answers to this caution when other approaches were weighed."""
    every = [*(one.approach for one in kept.weighings), *(one.approach for one in kept.plans)]
    for other in dict.fromkeys(one for one in every if one != approach):
        for answer in weighed(other, kept.plans, kept.weighings):
            if answer.reason == reason:
                yield Elsewhere(other, answer)


def _ground(given: Elsewhere, file: ClientFile) -> Ground:
    other, answer = given
    on = f", {day_words(answer.on)}" if answer.on else ""
    found = "Found present" if answer.found == "present" else "Not found"
    words = f"{found} when {label('approaches', other)} was weighed{on}."
    record = weighing_id(file.client.id, other)
    return Ground(words, "Approach", record, private=True, on=answer.on)


def contradicted(approach: str, file: ClientFile) -> dict[str, tuple[Ground, ...]]:
    """By caution, what is newer than an answer "not found" and says otherwise."""
    known = definition_of(approach)
    found = cautions_found(known, file) if known else ()
    return {one.definition.reason: one.against for one in found if one.against}


class NotRecorded(NamedTuple):
    """A risk that was found in weighing an approach and stands in no safety record: which kind
    of entry it would be, in which approach it was found, and when."""

    kind: str
    approach: str
    on: date | None


RECORD_KINDS = {"suicide_acute": "suicide", VIOLENCE: VIOLENCE}
"""For each caution that pauses work: the kind of safety entry that would hold it."""


def not_recorded(kept: GateFile) -> tuple[NotRecorded, ...]:
    """The cautions about acute risk or violence found present with no such entry that stands."""
    standing = {one.kind for one in kept.concerns if one.stands and not one.retired}
    causes = (one for one in standing_causes(kept) if one.place != "safety")
    found = (NotRecorded(RECORD_KINDS[one.kind], one.approach, one.since) for one in causes)
    return tuple(one for one in found if one.kind not in standing)


def gate_file(file: ClientFile) -> GateFile:
    """What a gate looks at, of a client's own file."""
    return GateFile(file.client.id, file.concerns, file.weighings, file.plans, file.overrides)


def _paused(one: CautionDefinition, file: ClientFile) -> Gate | None:
    """The gate of a caution while it is paused by this caution, or by a concern it names."""
    if one.gate is None:
        return None
    kinds = {kind for rule in one.rules if rule.record == "concern" for kind in rule.kinds}
    causes = {cause.kind for cause in pauses(one.gate, [gate_file(file)])}
    return one.gate if causes & {one.reason, *kinds} else None


def checks_found(definition: Definition, file: ClientFile) -> tuple[CheckFound, ...]:
    """Every readiness check of the definition with its newest answer."""
    answers = {
        one.check: one
        for weighing in file.weighings if weighing.approach == definition.id
        for one in sorted(weighing.readiness, key=lambda one: one.on or date.min)
    }  # fmt: skip
    return tuple(_check(one, definition, answers.get(one.id), file) for one in definition.readiness)


def _check(
    one: Check, definition: Definition, answer: Readiness | None, file: ClientFile
) -> CheckFound:
    given = answer or Readiness(check=one.id)
    return CheckFound(
        one, given.state, given.on, given.by, given.note, asked(one.rules, file),
        definition.named(one.sources),
    )  # fmt: skip
