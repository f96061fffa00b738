"""An EMDR target as its days of work and its ratings tell it. Pure.

SUD (0-10, lower is better) and VOC (1-7, higher is better) are measures about the target; a day
of work names only which of them belong to a set. So a correction on the Outcomes page shows here.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Literal, NamedTuple
from uuid import UUID

from core.approaches.headline import bare, bare_work, parked_nodes
from core.approaches.model import Mark, SetDone, Target, TargetWork
from core.formulation.model import Formulation
from core.history.model import History
from core.outcomes.series import Series

CONVENTION = (
    "A convention of the standard protocol (Shapiro 2018, third edition) as it is commonly "
    "taught, carried from general professional knowledge and not checked in the original. "
    "Nothing is closed or kept open because of it."
)
Met = Literal["met", "not_yet", "not_asked"]
Why = Literal["incomplete", "not_closed", "not_steady"]
RATED = ("sud", "voc")


class Rating(NamedTuple):
    """One SUD or VOC: its value, when it was asked, and the measure it is."""

    instrument: str
    value: float
    on: date
    order: int
    id: UUID


class SetRow(NamedTuple):
    """One set: its number on the day, the SUD after it (None: not asked or taken out).

    A set of the installation has a VOC in its place.
    """

    number: int
    sud: float | None
    marks: tuple[Mark, ...] = ()
    note: str = ""
    voc: float | None = None


class Day(NamedTuple):
    """One day of a target: the work, its sets, and the ratings asked outside of a set."""

    on: date
    work: TargetWork | None
    sets: tuple[SetRow, ...]
    others: tuple[Rating, ...]

    @property
    def suds(self) -> tuple[float, ...]:
        """Every SUD after a set, in order."""
        return tuple(one.sud for one in self.sets if one.sud is not None)


class TargetCourse(NamedTuple):
    """One target with all its days and ratings, oldest first, as it may be shown.

    `headline` says that it stays at its headline: its detail is left out here, not forgotten.
    """

    target: Target
    days: tuple[Day, ...] = ()
    ratings: tuple[Rating, ...] = ()
    headline: bool = False

    def rated(self, instrument: str) -> tuple[Rating, ...]:
        """The ratings of one kind, in the order they were asked."""
        return tuple(one for one in self.ratings if one.instrument == instrument)

    def last(self, instrument: str) -> Rating | None:
        """The newest SUD or VOC, or None."""
        found = self.rated(instrument)
        return found[-1] if found else None

    @property
    def works(self) -> tuple[TargetWork, ...]:
        """The days of work, oldest first."""
        return tuple(day.work for day in self.days if day.work)

    @property
    def phases(self) -> dict[str, date]:
        """Each phase reached, with the latest day it was worked in; closing is phase 7."""
        return {phase: work.on for work in self.works for phase in worked_in(work)}

    @property
    def phase_now(self) -> str:
        """The last phase named on the newest day that names one, or an empty text."""
        named = [worked_in(work) for work in self.works if worked_in(work)]
        return named[-1][-1] if named else ""


class LeftOpen(NamedTuple):
    """A target to come back to before anything else: where it was left, and how.

    `why` is "incomplete" (it was closed so), "not_closed" (sets, and no word of closing) or
    "not_steady" (however it was closed, the client was not steady when leaving).
    `asked_again` is the day of the next session on which it was looked at again, if it was;
    `now` is the newest SUD asked since.
    """

    course: TargetCourse
    why: Why
    work: TargetWork | None
    sud: Rating | None
    asked_again: date | None
    now: Rating | None = None


class About(NamedTuple):
    """What of a client's file says whether a target stays at its headline."""

    formulation: Formulation
    history: History


def target_courses(
    targets: Iterable[Target],
    works: Sequence[TargetWork],
    measured: Iterable[Series],
    about: About,
) -> list[TargetCourse]:
    """Every target with its work and ratings, in the order given, as they may be shown.

    Where a target stays at its headline its detail and the notes on its work are left out. So
    are ratings and work about a target that is not among them, and a rating that cannot be
    scored. `measured` are the courses of the client's file.
    """
    parked = parked_nodes(*about)
    rated, worked = _ratings(measured), _by_target(works)
    return [
        _course(one, worked.get(one.id, []), rated.get(str(one.id), []),
                headline=one.headline_only or one.node_id in parked)
        for one in targets
    ]  # fmt: skip


def _course(
    target: Target, works: list[TargetWork], ratings: list[Rating], *, headline: bool
) -> TargetCourse:
    if headline:
        target, works = bare(target), [bare_work(one) for one in works]
    return TargetCourse(target, _days(works, ratings), tuple(ratings), headline)


def left_open(courses: Iterable[TargetCourse], today: date) -> list[LeftOpen]:
    """The targets left incomplete, those with sets of an earlier day that nobody closed, and
    those the client was not steady after, whatever their status, until they are looked at again.
    """
    return [found for one in courses if (found := _left(one, today))]


def _left(course: TargetCourse, today: date) -> LeftOpen | None:
    sat = [one for one in course.works if one.closure != "not_asked"
           or (one.sets and one.on < today) or _unsteady(one)]  # fmt: skip
    last = sat[-1] if sat else None
    why = None if course.target.retired else _why(course.target.status, last, today)
    return LeftOpen(course, why, last, *_where(course, last)) if why else None


def _why(status: str, last: TargetWork | None, today: date) -> Why | None:
    if status not in ("complete", "parked"):
        if status == "incomplete" or (last and last.closure == "incomplete"):
            return "incomplete"
        if last and last.closure == "not_asked" and last.sets and last.on < today:
            return "not_closed"
    return "not_steady" if last and _unsteady(last) else None


def _unsteady(work: TargetWork) -> bool:
    """Whether the client left not steady, and nobody asked how it was after."""
    return work.steady == "no" and work.looked_again_on is None


def _where(
    course: TargetCourse, last: TargetWork | None
) -> tuple[Rating | None, date | None, Rating | None]:
    """The SUD it was left at, the day it was asked about again, and the newest SUD since."""
    if last is None:
        return course.last("sud"), None, None
    rated = course.rated("sud")
    until = [one for one in rated if one.on <= last.on]
    now = rated[-1] if rated and rated[-1].on > last.on else None
    return (until[-1] if until else None), last.looked_again_on, now


def convention(course: TargetCourse) -> tuple[tuple[str, Met], ...]:
    """What a completed target commonly shows, each met, not yet or not asked; see CONVENTION."""
    sud, voc = course.last("sud"), course.last("voc")
    works = course.works
    scan = next((w.body_scan for w in reversed(works) if w.body_scan != "not_asked"), "")
    fits = next((w.fits for w in reversed(works) if w.fits != "not_asked"), "")
    return (
        ("SUD 0, or what is left fits the situation",
         _met(sud and (sud.value == 0 or fits == "yes"))),
        ("VOC 7", _met(voc and voc.value == 7)),
        ("Body scan clear", _met(scan == "clear" if scan else None)),
    )  # fmt: skip


def _met(found: object) -> Met:
    if found is None:
        return "not_asked"
    return "met" if found else "not_yet"


def worked_in(work: TargetWork) -> tuple[str, ...]:
    """The phases of a day in its order; one that was closed had its closing, named or not."""
    if work.closure == "not_asked" or "ph7" in work.phases:
        return work.phases
    return (*work.phases, "ph7")


def _ratings(measured: Iterable[Series]) -> dict[str, list[Rating]]:
    found: dict[str, list[Rating]] = {}
    for series in measured:
        kind = series.instrument.id
        for point in series.scored_points if kind in RATED else ():
            rated = Rating(kind, point.value or 0.0, point.on, point.administration.order,
                           point.administration.id)  # fmt: skip
            found.setdefault(series.about, []).append(rated)
    return {about: sorted(of, key=lambda r: (r.on, r.order, r.instrument, str(r.id)))
            for about, of in found.items()}  # fmt: skip


def _by_target(works: Sequence[TargetWork]) -> dict[UUID, list[TargetWork]]:
    found: dict[UUID, list[TargetWork]] = {}
    for work in works:
        if not work.retired:
            found.setdefault(work.target_id, []).append(work)
    return found


def _days(works: list[TargetWork], ratings: list[Rating]) -> tuple[Day, ...]:
    """A day for each piece of work; ratings of other days stand on a day of their own."""
    values = {one.id: one for one in ratings}
    in_sets = {one.administration_id for work in works for one in work.sets}
    rest = [one for one in ratings if one.id not in in_sets]
    days, told = [], set()
    for work in sorted(works, key=lambda work: (work.on, str(work.id))):
        own = () if work.on in told else tuple(one for one in rest if one.on == work.on)
        told.add(work.on)
        days.append(Day(work.on, work, set_rows(work, values), own))
    for on in sorted({one.on for one in rest} - told):
        days.append(Day(on, None, (), tuple(one for one in rest if one.on == on)))
    return tuple(sorted(days, key=lambda day: day.on))


def set_rows(work: TargetWork, rated: Mapping[UUID, Rating]) -> tuple[SetRow, ...]:
    """The sets of a day with their SUD or VOC; one that was taken out is not known any more."""
    return tuple(_row(number, one, rated) for number, one in enumerate(work.sets, start=1))


def _row(number: int, one: SetDone, rated: Mapping[UUID, Rating]) -> SetRow:
    found = rated.get(one.administration_id) if one.administration_id else None
    row = SetRow(number, None, one.marks, one.note)
    if found is None:
        return row
    return (
        row._replace(voc=found.value)
        if found.instrument == "voc"
        else row._replace(sud=found.value)
    )
