"""Each EMDR target with its SUD and VOC in the order they were asked, and the work they go with."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from itertools import groupby
from types import MappingProxyType
from typing import NamedTuple
from uuid import UUID

from core.approaches.model import Target
from core.approaches.target_course import LeftOpen, SetRow, left_open
from core.approaches.target_course import TargetCourse as WorkedTarget
from core.approaches.target_words import MARKS, again_words, day_sentences, left_words
from core.outcomes.instrument import instrument
from core.outcomes.series import Series
from core.vocabulary import label
from dashboard.components.text import day, plural

RATINGS = ("sud", "voc")


class Rating(NamedTuple):
    """One rating, at its place among all ratings of the target; the set it was asked after."""

    place: int
    on: date
    value: float
    after: str = ""
    marked: bool = False
    id: UUID | None = None


class Ratings(NamedTuple):
    """The ratings of one kind: SUD (lower is better) or VOC (higher is better)."""

    name: str
    low: float
    high: float
    better: str
    ratings: tuple[Rating, ...]


class TargetCourse(NamedTuple):
    """One target: what it is, how many ratings, and both courses on one line of days."""

    title: str
    status: str
    kinds: tuple[Ratings, ...]
    days: tuple[tuple[int, date], ...]
    about: str = ""
    phase: str = ""
    left: str = ""
    noted: Mapping[date, str] = MappingProxyType({})
    in_plan: bool = False

    @property
    def sentence(self) -> str:
        """Where each rating began and is now, with its direction."""
        return " ".join(_moved(kind) for kind in self.kinds if kind.ratings)

    @property
    def alt(self) -> str:
        """The picture in words."""
        return f"{self.title}, {self.status.lower()}. {self.sentence}"

    @property
    def rows(self) -> list[tuple[str, str, str, str]]:
        """A line a day: every rating in the order it was asked, sets, marks and closing."""
        return [
            (day(on, year=True), _on_day(self.kinds[0], on), _on_day(self.kinds[1], on),
             self.noted.get(on, ""))
            for _, on in self.days
        ]  # fmt: skip


def target_courses(
    courses: Sequence[Series],
    targets: Sequence[Target],
    worked: Sequence[WorkedTarget] = (),
    today: date = date.max,
) -> list[TargetCourse]:
    """Every target that was rated, in the order of the plan; those taken out come last.

    `worked` adds what the worksheet knows: phase, where it was left open, sets and marks.
    """
    known = {str(target.id): target for target in targets}
    of_work = {str(one.target.id): one for one in worked}
    left = {str(one.course.target.id): one for one in left_open(worked, today)}
    order = {about: target.order for about, target in known.items()}
    rated = {one.about for one in courses if one.instrument.id in RATINGS and one.scored_points}
    return [
        _with_work(
            _course(known.get(about), [one for one in courses if one.about == about]),
            about, of_work.get(about), left.get(about),
        )
        for about in sorted(rated, key=lambda about: (order.get(about, 1000), about))
    ]  # fmt: skip


def _with_work(
    course: TargetCourse, about: str, work: WorkedTarget | None, left: LeftOpen | None
) -> TargetCourse:
    if work is None:
        return course._replace(about=about)
    noted: dict[date, str] = {}
    for one in work.days:
        said = " ".join(day_sentences(one._replace(others=())))
        noted[one.on] = " ".join([noted[one.on], said]) if one.on in noted else said
    return course._replace(
        about=about, noted=noted, kinds=tuple(_after_sets(kind, work) for kind in course.kinds),
        phase=label("stages", work.phase_now) if work.phase_now else "",
        left=f"{left_words(left)} {again_words(left)}" if left else "",
    )  # fmt: skip


def _after_sets(kind: Ratings, work: WorkedTarget) -> Ratings:
    """Each rating with the set it was asked after, by the measure it is."""
    sets = {done.administration_id: row for one in work.days if one.work
            for done, row in zip(one.work.sets, one.sets, strict=True)}  # fmt: skip
    return kind._replace(ratings=tuple(_after(one, sets.get(one.id)) for one in kind.ratings))


def _after(rating: Rating, row: SetRow | None) -> Rating:
    if row is None:
        return rating
    marks = ", ".join(MARKS[mark].lower() for mark in row.marks)
    words = f"after set {row.number}" + (f": {marks}" if marks else "")
    return rating._replace(after=words, marked=bool(marks))


def _course(target: Target | None, courses: Sequence[Series]) -> TargetCourse:
    asked = sorted({
        (p.on, p.administration.order)
        for one in courses if one.instrument.id in RATINGS for p in one.scored_points
    })  # fmt: skip
    places = {moment: place for place, moment in enumerate(asked, start=1)}
    days = tuple((places[next(of)], on) for on, of in groupby(asked, key=lambda moment: moment[0]))
    prong = label("emdr_prongs", target.prong) if target else ""
    status = label("emdr_target_status", target.status) if target else "Not in the plan any more"
    return TargetCourse(
        target.title if target else "A target that was taken out",
        f"{prong}, {status.lower()}" if prong else status,
        tuple(_ratings(name, courses, places) for name in RATINGS),
        days,
        in_plan=target is not None,
    )


def _ratings(name: str, courses: Sequence[Series], places: dict[tuple[date, int], int]) -> Ratings:
    one = instrument(name)
    low, high = one.main_scale.min or 0.0, one.main_scale.max or 0.0
    found = tuple(
        Rating(places[p.on, p.administration.order], p.on, p.value or 0.0, id=p.administration.id)
        for series in courses if series.instrument.id == name for p in series.scored_points
    )  # fmt: skip
    return Ratings(one.short, low, high, one.better(one.main_scale.id), found)


def _on_day(kind: Ratings, on: date) -> str:
    return " → ".join(f"{r.value:g}" for r in kind.ratings if r.on == on) or "–"


def _moved(kind: Ratings) -> str:
    """First, best where the last is worse again, and last: a target that comes back is seen."""
    first, last = kind.ratings[0], kind.ratings[-1]
    scale = f"{kind.low:g} to {kind.high:g}, {kind.better} is better"
    if len(kind.ratings) == 1:
        return f"{kind.name} {first.value:g} on {day(first.on)} ({scale})."
    count = plural(len(kind.ratings), "rating")
    return (
        f"{kind.name} {first.value:g} on {day(first.on)},{_best_between(kind)} {last.value:g} on "
        f"{day(last.on)}, {count} ({scale})."
    )


def _best_between(kind: Ratings) -> str:
    sign = -1 if kind.better == "lower" else 1
    best = max(kind.ratings, key=lambda rating: (sign * rating.value, rating.place))
    if sign * kind.ratings[-1].value >= sign * best.value:
        return ""
    return f" {best.value:g} on {day(best.on)}, then"
