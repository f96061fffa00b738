"""A target left open, and a day of work on it, as plain sentences, not escaped. Pure."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import date
from uuid import UUID

from core.approaches.model import Mark, TargetWork
from core.approaches.target_course import Day, LeftOpen, SetRow
from core.outcomes.model import Administration

MARKS: dict[Mark, str] = {
    "image_changed": "Image changed",
    "emotion_changed": "Emotion changed",
    "belief_changed": "Belief changed",
    "body_changed": "Body changed",
    "looping": "Looping",
    "blocked": "Blocked",
    "strong_reaction": "Strong reaction",
    "leaving_present": "Leaving the present",
}
"""What may be noted with a set; the last one are signs of it, as the clinician saw them."""
RANKS = {"first": "First", "worst": "Worst", "recent": "Most recent"}
"""Which of several memories of the same kind a target is."""
_STEADY = {
    "yes": "steady when leaving", "no": "not steady when leaving",
    "unknown": "not known whether steady when leaving",
    "declined": "did not want to say whether steady when leaving",
    "not_asked": "steady when leaving: not asked",
}  # fmt: skip


def left_words(left: LeftOpen) -> str:
    """Where a target was left and how: SUD, day, what it was closed with, steady or not asked."""
    sud = f"at SUD {left.sud.value:g}" if left.sud else "without a SUD"
    work = left.work
    on = work.on if work else left.sud.on if left.sud else None
    when = f" on {_day(on)}" if on else ""
    if left.why == "not_closed":
        unsteady = f"; {_STEADY['no']}" if work and work.steady == "no" else ""
        return f"Sets{when}, {sud}; how it was closed is not recorded{unsteady}."
    if left.why == "not_steady" and work:
        how = [f"closed {_closed_how(work)}"] if work.closure != "not_asked" else []
        return f"{'; '.join([f'Not steady when leaving{when}, {sud}', *how])}."
    said = [f"Left incomplete{when}, {sud}", *_closed(left)]
    return f"{'; '.join(said)}."


def _closed(left: LeftOpen) -> list[str]:
    if left.work is None:
        known = " ".join(left.course.target.closure.split()).strip(" .")
        return [f"closed: {known}"] if known else []
    closed = left.work.closed_with.strip(" .")
    return [f"closed with {closed}" if closed else "closed with: not recorded",
            _STEADY[left.work.steady]]  # fmt: skip


def again_words(left: LeftOpen) -> str:
    """Whether it was looked at again since, and the disturbance the client reported."""
    if left.asked_again is None:
        return "Not looked at again yet."
    since = left.work.disturbance if left.work else None
    said = "not asked" if since is None else f"{since} of 10"
    return (
        f"Looked at again on {_day(left.asked_again)}; disturbance since then: {said}"
        f"{_then_and_now(left)}."
    )


def _then_and_now(left: LeftOpen) -> str:
    """The SUD it was left at beside the newest one, each with its day."""
    if left.now is None:
        return ""
    then = f"{left.sud.value:g} on {_day(left.sud.on)}, " if left.sud else ""
    return f"; SUD {then}{left.now.value:g} on {_day(left.now.on)}"


def day_sentences(day: Day) -> list[str]:
    """A day of work: sets with their SUD, marks counted, body scan, closing, time between."""
    said = [_sets(day)] if day.sets else []
    besides = ", ".join(f"{one.instrument.upper()} {one.value:g}" for one in day.others)
    said += [f"Asked besides: {besides}."] if besides else []
    said += [f"{marks}."] if (marks := marks_words(day)) else []
    return said + (_closing(day.work) if day.work else [])


def _sets(day: Day) -> str:
    count = f"{len(day.sets)} set{'' if len(day.sets) == 1 else 's'}"
    asked = [rated_after(one) for one in day.sets]
    dash = " (– not asked)" if "–" in asked else ""
    return f"{count}, SUD after each: {' · '.join(asked)}{dash}."


def rated_after(row: SetRow) -> str:
    """What was asked after a set: a SUD by its number alone, a VOC by its name."""
    if row.voc is not None:
        return f"VOC {row.voc:g}"
    return "–" if row.sud is None else f"{row.sud:g}"


def marks_words(day: Day) -> str:
    """What was noted with the sets, each mark with the numbers of its sets."""
    found = Counter(mark for one in day.sets for mark in one.marks)
    numbers = {mark: ", ".join(str(one.number) for one in day.sets if mark in one.marks)
               for mark in found}  # fmt: skip
    return "; ".join(f"{MARKS[m]} (set {numbers[m]})" for m in MARKS if m in found)


def _closing(work: TargetWork) -> list[str]:
    scan = {"clear": ["Body scan clear."], "not_clear": ["Body scan not clear."]}
    said = list(scan.get(work.body_scan, []))
    if work.closure != "not_asked":
        said.append(f"Closed {_closed_how(work)}; {_STEADY[work.steady]}.")
    elif work.sets:
        said.append("How it was closed is not recorded.")
    if work.closure == "not_asked" and work.steady != "not_asked":
        said.append(f"{_STEADY[work.steady].capitalize()}.")
    if work.looked_again_on:
        since = "not asked" if work.disturbance is None else f"{work.disturbance} of 10"
        said.append(f"Disturbance until {_day(work.looked_again_on)}: {since}.")
    return said


def _closed_how(work: TargetWork) -> str:
    closed = work.closed_with.strip(" .")
    return work.closure + (f", closed with {closed}" if closed else "")


def asked_when(
    works: Sequence[TargetWork], measures: Sequence[Administration]
) -> dict[UUID, str]:  # fmt: skip
    """When on its day a SUD or VOC was asked, by the measure: "set 3", "after the last set".

    Said where the work of the day tells it: by the sets, or by looking again (phase 8).
    """
    by_day: dict[tuple[str, date], list[Administration]] = {}
    for one in measures:
        by_day.setdefault((one.about, one.taken_on), []).append(one)
    found: dict[UUID, str] = {}
    for work in works:
        rated = by_day.get((str(work.target_id), work.on), [])
        found |= _asked_on(work, sorted(rated, key=lambda one: one.order))
    return found


def _asked_on(work: TargetWork, rated: Sequence[Administration]) -> dict[UUID, str]:
    numbers = {one.administration_id: n for n, one in enumerate(work.sets, start=1)}
    in_sets = [at for at, one in enumerate(rated) if one.id in numbers]
    said = {one.id: f"set {numbers[one.id]}" if one.id in numbers else _beside(at, in_sets)
            for at, one in enumerate(rated)}  # fmt: skip
    if rated and work.phases[:1] == ("ph8",) and rated[0].id not in numbers:
        said[rated[0].id] = "looked at again"
    return said


def _beside(at: int, in_sets: Sequence[int]) -> str:
    """Where a rating outside of the sets stands among the ratings of its day."""
    if not in_sets:
        return ""
    if at < in_sets[0]:
        return "before the first set"
    return "after the last set" if at > in_sets[-1] else "between sets"


def _day(on: date) -> str:
    return f"{on.day} {on:%b}"
