"""A target left open, and a day of work on it, as plain sentences, not escaped. Pure."""

from __future__ import annotations

from collections import Counter
from datetime import date

from core.approaches.model import Mark, TargetWork
from core.approaches.target_course import Day, LeftOpen

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
        return f"Sets{when}, {sud}; how it was closed is not recorded."
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
    return f"Looked at again on {_day(left.asked_again)}; disturbance since then: {said}."


def day_sentences(day: Day) -> list[str]:
    """A day of work: sets with their SUD, marks counted, body scan, closing, time between."""
    said = [_sets(day)] if day.sets else []
    besides = ", ".join(f"{one.instrument.upper()} {one.value:g}" for one in day.others)
    said += [f"Asked besides: {besides}."] if besides else []
    said += [f"{marks}."] if (marks := marks_words(day)) else []
    return said + (_closing(day.work) if day.work else [])


def _sets(day: Day) -> str:
    count = f"{len(day.sets)} set{'' if len(day.sets) == 1 else 's'}"
    asked = [f"{one.sud:g}" if one.sud is not None else "–" for one in day.sets]
    dash = " (– not asked)" if "–" in asked else ""
    return f"{count}, SUD after each: {' · '.join(asked)}{dash}."


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
        closed = work.closed_with.strip(" .")
        how = f", closed with {closed}" if closed else ""
        said.append(f"Closed {work.closure}{how}; {_STEADY[work.steady]}.")
    elif work.sets:
        said.append("How it was closed is not recorded.")
    if work.looked_again_on:
        since = "not asked" if work.disturbance is None else f"{work.disturbance} of 10"
        said.append(f"Disturbance until {_day(work.looked_again_on)}: {since}.")
    return said


def _day(on: date) -> str:
    return f"{on.day} {on:%b}"
