"""What pauses a piece of work, and when a written reason lets it go on. Pure.

The rule is of clinical-model section 8, points 6 and 7: acute risk, and violence from a partner
whether acute or not, pause EMDR from phase 3 and enactments between partners until the clinician
goes on with a written reason. Nothing is scored and nothing is advised.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date, datetime
from typing import TYPE_CHECKING, Literal, NamedTuple, get_args
from uuid import UUID, uuid5

from core.approaches.model import Caution, Gate, GateOverride, Plan, TargetWork, Weighing
from core.sessions.safety import VIOLENCE, Concern

if TYPE_CHECKING:
    from core.access.audit import Actor
    from core.approaches.log import SessionStep

GateCheck = Callable[["Actor", UUID, Gate, date], None]
"""Raises NotAllowedNow where work of that day on that gate is paused in this client's file."""

GATES: tuple[Gate, ...] = get_args(Gate)
PAUSING_CAUTIONS = ("suicide_acute", VIOLENCE)
PROCESSING = ("ph3", "ph4", "ph5", "ph6")
"""The EMDR phases that are paused: assessing a target, desensitising, installing, body scan.

Closing (phase 7) and looking again (phase 8) stay possible, so that nobody is left open.
"""


def no_gate(actor: Actor, client_id: UUID, gate: Gate, on: date) -> None:
    """Pause nothing."""


class GateFile(NamedTuple):
    """What one client's file holds that a gate looks at. Nothing in it may be taken out."""

    client_id: UUID
    concerns: Sequence[Concern] = ()
    weighings: Sequence[Weighing] = ()
    plans: Sequence[Plan] = ()
    overrides: Sequence[GateOverride] = ()


class Pause(NamedTuple):
    """One standing reason to pause: what it is, whose file and which record holds it.

    `id` is what a GateOverride names: the concern's id, or for a caution one made of its record
    and its reason. `kind` is a word of risk_types or caution_reasons, as `place` says. `since` is
    the day it was noted, None where a caution was kept without one; `saved` is when its record
    last changed.
    """

    id: UUID
    client_id: UUID
    kind: str
    place: Literal["safety", "weighing", "plan"]
    approach: str = ""
    acute: bool = False
    since: date | None = None
    saved: datetime | None = None

    @property
    def violence(self) -> bool:
        """Whether it is about violence from a partner, which only the clinician may see."""
        return self.kind == VIOLENCE


def pauses(gate: Gate, files: Iterable[GateFile]) -> tuple[Pause, ...]:
    """Everything that pauses this work now, over the files that count for it.

    A file whose standing causes are all overridden for this gate adds none; one cause that is
    new or changed brings back every cause of that file, because the reason did not weigh it.
    """
    return tuple(
        cause for file in files if not counting(gate, file) for cause in standing_causes(file)
    )


def counting(gate: Gate, file: GateFile) -> GateOverride | None:
    """The newest override that still counts in a file, or None (also where nothing stands)."""
    causes = standing_causes(file)
    fitting = [one for one in file.overrides if _covers(one, gate, causes)] if causes else []
    return max(fitting, key=_written, default=None)


def lapsed(gate: Gate, file: GateFile) -> GateOverride | None:
    """The newest decision to go on that counts no longer while its gate is paused, or None."""
    causes = {cause.id for cause in standing_causes(file)}
    if not causes or counting(gate, file):
        return None
    before = [
        one
        for one in file.overrides
        if one.gate == gate and not one.retired and causes & set(one.causes)
    ]
    return max(before, key=_written, default=None)


def standing_causes(file: GateFile) -> tuple[Pause, ...]:
    """What stands in one file: concerns first, then cautions found present."""
    return (*_from_concerns(file), *_from_cautions(file))


def _from_concerns(file: GateFile) -> Iterator[Pause]:
    for one in file.concerns:
        if one.stands and not one.retired and (one.acute or one.kind == VIOLENCE):
            yield Pause(
                one.id, file.client_id, one.kind, "safety", acute=one.acute,
                since=one.noted_on, saved=one.recorded_at,
            )  # fmt: skip


class Answer(NamedTuple):
    """An answer to a caution, and the weighing or plan that holds it."""

    caution: Caution
    record: Weighing | Plan

    @property
    def day(self) -> date:
        """The day it is of: found without a day counts from when it was saved.

        Not found without a day is older than any answer, so that it takes nothing back.
        """
        saved = self.record.recorded_at
        undated = saved.astimezone().date() if saved and self.pauses else date.min
        return self.caution.on or undated

    @property
    def pauses(self) -> bool:
        """Whether it was found, so that work is paused while this is the newest answer."""
        return self.caution.found == "present"

    @property
    def rank(self) -> tuple[date, bool]:
        """Newest day first; of one day, present: to stop for nothing is the smaller mistake."""
        return self.day, self.pauses


def newest_answer(file: GateFile, reason: str) -> Answer | None:
    """The newest answer to a caution, wherever it was given; "not asked" is none."""
    records: tuple[Weighing | Plan, ...] = (*file.weighings, *file.plans)
    answers = [
        Answer(caution, record)
        for record in records
        for caution in record.cautions
        if not record.retired and caution.reason == reason and caution.found != "not_asked"
    ]
    return max(answers, key=lambda one: one.rank, default=None)


def _from_cautions(file: GateFile) -> Iterator[Pause]:
    for reason in PAUSING_CAUTIONS:
        newest = newest_answer(file, reason)
        if newest and newest.pauses:
            yield _caution_pause(file.client_id, newest)


def caution_id(record_id: UUID, reason: str) -> UUID:
    """What an override names a caution by: a weighing or a plan can hold several."""
    return uuid5(record_id, f"caution:{reason}")


def _caution_pause(client_id: UUID, answer: Answer) -> Pause:
    caution, record = answer
    return Pause(
        caution_id(record.id, caution.reason),
        client_id,
        caution.reason,
        "weighing" if isinstance(record, Weighing) else "plan",
        approach=record.approach,
        acute=caution.reason == "suicide_acute",
        since=caution.on,
        saved=record.recorded_at,
    )


def _covers(override: GateOverride, gate: Gate, causes: Iterable[Pause]) -> bool:
    return (
        not override.retired
        and override.gate == gate
        and all(one.id in override.causes and not _changed(one, override) for one in causes)
    )


def _changed(cause: Pause, override: GateOverride) -> bool:
    """Whether a cause was saved again after the override, and so was not weighed by it.

    A weighing or plan holds much besides the caution: saving it counts only where the caution
    was answered on the override's day or later, or bears no day.
    """
    if cause.saved is None or override.recorded_at is None:
        return (cause.since or override.on) > override.on
    if cause.saved <= override.recorded_at:
        return False
    return cause.place == "safety" or cause.since is None or cause.since >= override.on


def _written(override: GateOverride) -> tuple[date, float]:
    at = override.recorded_at
    return override.on, at.timestamp() if at else 0.0


def pauses_day(pause: Pause, on: date) -> bool:
    """Whether work of a day is paused by it: of the day it was noted, or later."""
    return pause.since is None or on >= pause.since


def adds_processing(worked: TargetWork, known: TargetWork | None) -> bool:
    """Whether a day of work holds processing that the stored version of it does not.

    Notes, closure and looking again can always be added to what is stored; so can a correction.
    Work moved to another day, or turned to another target, is new work.
    """
    if known is None or (known.on, known.target_id) != (worked.on, worked.target_id):
        return bool(worked.sets) or bool(set(PROCESSING) & set(worked.phases))
    more_phases = set(PROCESSING) & (set(worked.phases) - set(known.phases))
    return bool(more_phases) or len(worked.sets) > len(known.sets)


def enactments_added(log: Iterable[SessionStep], known: Iterable[SessionStep]) -> list[date]:
    """The days on which a log counts more enactments than the stored one, oldest first."""
    more = _enactments(log) - _enactments(known)
    return sorted(more)


def _enactments(log: Iterable[SessionStep]) -> Counter[date]:
    found: Counter[date] = Counter()
    for step in log:
        found[step.on] += step.enactments or 0
    return found
