"""What is saved together when a target is worked on: the day, its ratings, the target. Pure.

Each function takes the day as it stands and gives back what to save; nothing is saved here.
A SUD or VOC is a measure about the target, in the order it was asked on the day.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Literal, NamedTuple
from uuid import UUID, uuid5

from core.approaches.model import Mark, SetDone, Target, TargetWork
from core.errors import InvalidEntry
from core.outcomes.model import Administration
from core.record import HEADER, build

MOST_SETS = 60
LAST_ORDER = 99
RatedAs = Literal["sud", "voc"]
SET_PHASES: dict[RatedAs, str] = {"sud": "ph4", "voc": "ph5"}
"""The phase a set belongs to, by what is asked after it."""


class TargetEntries(NamedTuple):
    """Entries about targets that belong together: all are saved, or none is.

    A measure marked as retired is taken out.
    """

    targets: tuple[Target, ...] = ()
    work: tuple[TargetWork, ...] = ()
    measures: tuple[Administration, ...] = ()


class TargetDay(NamedTuple):
    """A target on one day: the work so far (None before it), every SUD and VOC of the client."""

    target: Target
    on: date
    work: TargetWork | None
    measures: Sequence[Administration]
    session_id: UUID | None = None

    @property
    def begun(self) -> TargetWork:
        """The work of the day, new and blank before there is any.

        Its id follows from target and day: of two people who begin at once, one is told.
        """
        return self.work or TargetWork(
            id=uuid5(self.target.id, f"work:{self.on}"), client_id=self.target.client_id,
            target_id=self.target.id, on=self.on, session_id=self.session_id,
        )  # fmt: skip

    @property
    def known(self) -> dict[UUID, Administration]:
        """The measures about this target by their id."""
        about = str(self.target.id)
        return {one.id: one for one in self.measures if one.about == about}

    def rating(self, instrument: str, value: int, after: int = 0) -> Administration:
        """A SUD or VOC of this day, after those there are (and `after` more of the same save).

        Raises InvalidEntry when the day has no place left, or when the value does not fit.
        """
        taken = [one.order for one in self.known.values() if one.taken_on == self.on]
        order = max(taken, default=-1) + 1 + after
        if order > LAST_ORDER:
            raise InvalidEntry("This target has 100 ratings on that day; no more can be kept.")
        _check_value(instrument, value)
        return build(
            Administration, client_id=self.target.client_id, instrument=instrument,
            instrument_version="1", taken_on=self.on, order=order, answers=(value,),
            about=str(self.target.id), session_id=self.begun.session_id,
        )  # fmt: skip


def _check_value(instrument: str, value: int) -> None:
    low, high = (0, 10) if instrument == "sud" else (1, 7)
    if not low <= value <= high:
        raise InvalidEntry(f"{instrument.upper()}: choose a whole number from {low} to {high}.")


def set_done(day: TargetDay, value: int | None, kind: RatedAs = "sud") -> TargetEntries:
    """One more set, with the SUD asked after it (while installing: the VOC), or None.

    With the first set rated so, its phase is noted: desensitising (4), or installing (5). A
    target only planned or assessed is in progress from then on. Raises InvalidEntry above 60
    sets a day.
    """
    work = day.begun
    if len(work.sets) >= MOST_SETS:
        raise InvalidEntry("This day has 60 sets. Close it, or write the rest into its note.")
    rated = (day.rating(kind, value),) if value is not None else ()
    done = SetDone(administration_id=rated[0].id if rated else None)
    phase = SET_PHASES[kind]
    phases = work.phases if phase in work.phases else (*work.phases, phase)
    return TargetEntries(
        _in_progress(day.target), (work.amended(sets=(*work.sets, done), phases=phases),), rated
    )


def _in_progress(target: Target) -> tuple[Target, ...]:
    if target.status in ("planned", "ready"):
        return (target.amended(status="in_progress"),)
    return ()


def last_set_taken_back(day: TargetDay) -> TargetEntries:
    """The last set and its rating taken out. Raises InvalidEntry when the day has none.

    A day that had nothing else is taken out with it.
    """
    work = day.begun
    if not work.sets:
        raise InvalidEntry("There is no set on this day to take back.")
    rated = day.known.get(work.sets[-1].administration_id or UUID(int=0))
    gone = (rated.amended(retired=True),) if rated else ()
    left = work.amended(sets=work.sets[:-1])
    return TargetEntries((), (left.amended(retired=True) if _nothing_in(left) else left,), gone)


def _nothing_in(work: TargetWork) -> bool:
    """Whether a day says no more than the phases its sets had noted."""
    own = set(work.phases) <= set(SET_PHASES.values())
    blank = TargetWork(id=work.id, client_id=work.client_id, target_id=work.target_id, on=work.on)
    said = set(TargetWork.model_fields) - set(HEADER) - {"session_id", "phases"}
    return own and all(getattr(work, one) == getattr(blank, one) for one in said)


def marked(day: TargetDay, mark: Mark) -> TargetEntries:
    """A mark put on the last set, or taken off it. Raises InvalidEntry before the first set."""
    work = day.begun
    if not work.sets:
        raise InvalidEntry("There is no set on this day to mark.")
    *earlier, last = work.sets
    marks = tuple(m for m in last.marks if m != mark) if mark in last.marks else (*last.marks, mark)
    changed = (*earlier, last.model_copy(update={"marks": marks}))
    return TargetEntries(work=(work.amended(sets=changed),))


def set_corrected(
    day: TargetDay, number: int, value: int | None, marks: Sequence[Mark], note: str
) -> TargetEntries:
    """Another SUD (or VOC), other marks or a note on the set with this number (from 1).

    It is corrected in its measure; None takes the measure out. Raises InvalidEntry for a
    number there is no set of.
    """
    work = day.begun
    if not 1 <= number <= len(work.sets):
        raise InvalidEntry("There is no set with this number on that day.")
    was = work.sets[number - 1]
    measure, kept = _corrected_rating(day, was, value)
    now = build(SetDone, administration_id=kept, marks=tuple(marks), note=note)
    sets = (*work.sets[: number - 1], now, *work.sets[number:])
    return TargetEntries(work=(work.amended(sets=sets),), measures=measure)


def _corrected_rating(
    day: TargetDay, was: SetDone, value: int | None
) -> tuple[tuple[Administration, ...], UUID | None]:
    rated = day.known.get(was.administration_id or UUID(int=0))
    if rated is None:
        new = (day.rating("sud", value),) if value is not None else ()
        return new, new[0].id if new else None
    if value is None:
        return (rated.amended(retired=True),), None
    _check_value(rated.instrument, value)
    same = rated.answers == (value,)
    return () if same else (rated.amended(answers=(value,), total_only=None, typed={}),), rated.id


def rated_now(day: TargetDay, sud: int | None, voc: int | None) -> tuple[Administration, ...]:
    """SUD and VOC asked outside of a set, in this order; what was not asked is left out."""
    asked = [(kind, value) for kind, value in (("sud", sud), ("voc", voc)) if value is not None]
    return tuple(day.rating(kind, value, after) for after, (kind, value) in enumerate(asked))


def looked_at_again(
    day: TargetDay,
    before: TargetWork | None,
    disturbance: int | None,
    sud: int | None,
    came_up: str,
    status: str,
) -> TargetEntries:
    """Re-evaluation (phase 8): disturbance since goes to the day it was left, the rest to today.

    `before` is the day the target was left; None when no work was noted then. Raises
    InvalidEntry when nothing was answered: it would read as looked at.
    """
    if disturbance is None and sud is None and not came_up.strip():
        raise InvalidEntry(
            "Nothing was answered. Give the disturbance, a SUD or what came up, or close this "
            "without saving."
        )
    work = day.begun
    phases = work.phases if "ph8" in work.phases else ("ph8", *work.phases)
    note = "\n".join(text for text in (work.note, came_up) if text)
    today = work.amended(phases=phases, note=note)
    left = _asked_about(before, today, day.on, disturbance)
    target = () if status == day.target.status else (day.target.amended(status=status),)
    return TargetEntries(target, left, rated_now(day, sud, None))


def _asked_about(
    before: TargetWork | None, today: TargetWork, on: date, disturbance: int | None
) -> tuple[TargetWork, ...]:
    if before is None:
        return (today,)
    found = {"looked_again_on": on, "disturbance": disturbance}
    if before.id == today.id:
        return (today.amended(**found),)
    return (before.amended(**found), today)


def closed(
    day: TargetDay, fields: Mapping[str, object], status: str, sud: int | None, voc: int | None
) -> TargetEntries:
    """A day with how it was closed, the ratings when leaving, and the target's status.

    An empty `status` follows the day: incomplete where the day was, in progress where an
    incomplete target had a day that was closed complete, otherwise as it was. A target is
    complete only where that is chosen.
    """
    now = status or _follows(str(fields["closure"]), day.target.status)
    target = () if now == day.target.status else (day.target.amended(status=now),)
    return TargetEntries(target, (day.begun.amended(**fields),), rated_now(day, sud, voc))


def _follows(closure: str, was: str) -> str:
    if closure == "incomplete":
        return "incomplete"
    return "in_progress" if closure == "complete" and was == "incomplete" else was


def reordered(targets: Sequence[Target], moved: Target, step: int) -> TargetEntries:
    """One target moved before (-1) or after (1) its neighbour of the same prong.

    The others keep their places; only targets whose number changes are saved.
    """
    ordered = sorted(targets, key=lambda one: one.order)
    own = [one.id for one in ordered if one.prong == moved.prong]
    at = own.index(moved.id) + step
    if 0 <= at < len(own):
        here = next(n for n, one in enumerate(ordered) if one.id == moved.id)
        there = next(n for n, one in enumerate(ordered) if one.id == own[at])
        ordered[here], ordered[there] = ordered[there], ordered[here]
    numbered = enumerate(ordered, start=1)
    return TargetEntries(tuple(one.amended(order=n) for n, one in numbered if one.order != n))
