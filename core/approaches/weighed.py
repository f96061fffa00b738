"""What was found and decided about an approach's cautions and readiness checks. Pure.

An answer is the clinician's alone: records of the file are named beside it as something to look
at, and change nothing. Nothing here blocks, rates or advises.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Literal, NamedTuple

from core.approaches.definition import CautionDefinition, Check, Definition
from core.approaches.gates import GateFile, pauses
from core.approaches.grounds import Ground, asked, grounds
from core.approaches.measure_grounds import day_words
from core.approaches.model import Caution, Gate, Readiness, weighing_id
from core.approaches.plan_words import caution_label, weighed
from core.clients.file import ClientFile
from core.knowledge.tables import Source
from core.sessions.safety import VIOLENCE
from core.vocabulary import CautionDecision, label

Found = Literal["present", "absent", "not_asked"]
State = Literal["met", "not_yet", "not_asked", "not_relevant"]


class CautionFound(NamedTuple):
    """A caution of the approach: what was found, what was decided, and what the file hints at.

    `found` and `decision` are of the newest answer for this approach. `elsewhere` says when it
    was found in weighing another approach; `hints` are records to look at, never an answer.
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
    return CautionFound(
        one, caution_label(definition.id, one.reason), given.found, given.decision, given.why,
        given.on, tuple(_elsewhere(one.reason, definition.id, file)), grounds(one.rules, file),
        _paused(one, file), definition.named(one.sources),
    )  # fmt: skip


def _elsewhere(reason: str, approach: str, file: ClientFile) -> Iterator[Ground]:
    """The newest answers to this caution when other approaches were weighed."""
    every = [*(one.approach for one in file.weighings), *(one.approach for one in file.plans)]
    for other in dict.fromkeys(one for one in every if one != approach):
        for answer in weighed(other, file.plans, file.weighings):
            if answer.reason == reason:
                on = f", {day_words(answer.on)}" if answer.on else ""
                words = f"Found {answer.found} when {label('approaches', other)} was weighed{on}."
                record = weighing_id(file.client.id, other)
                yield Ground(words, "Approach", record, private=reason == VIOLENCE)


def _paused(one: CautionDefinition, file: ClientFile) -> Gate | None:
    """The gate of a caution while it is paused by this caution, or by a concern it names."""
    if one.gate is None:
        return None
    kept = GateFile(file.client.id, file.concerns, file.weighings, file.plans, file.overrides)
    kinds = {kind for rule in one.rules if rule.record == "concern" for kind in rule.kinds}
    causes = {cause.kind for cause in pauses(one.gate, [kept])}
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
