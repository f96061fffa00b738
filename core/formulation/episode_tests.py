"""Predictions about what shows together: in the same episode, or on the next day. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from core.formulation.counts import Diary, Mark, Table, table
from core.formulation.exact import difference_interval, fisher
from core.formulation.finding import Bar, Tested, counted, quoted, share
from core.formulation.model import Node, Prediction

FEWEST = 5  # outcome-stats.md section 8: no verdict while a total of the fourfold table is lower
_SOURCE = (
    "Fisher 1935, The Design of Experiments; Newcombe 1998, Statistics in Medicine 17:873; "
    "Holm 1979, Scandinavian Journal of Statistics 6:65."
)
_METHOD = (
    "Fisher's exact test, two-sided, on four counts; the interval is Newcombe's hybrid score "
    f"interval (method 10). No verdict while one of the four totals is below {FEWEST} (a rule "
    "of this program). "
)
_ALIKE = "It takes {} as independent of each other, which in one diary they need not be."
NOT_ASKED = {
    "cue": "the cue", "theme": "what it meant", "prim_emotion": "the feeling underneath",
    "sec_emotion": "the feeling on top", "body": "what the body did",
    "action": "what they did", "response": "what the other did", "strategy": "what they tried",
}  # fmt: skip


class Words(NamedTuple):
    """How the counts of one kind of prediction are said."""

    unit: str
    with_first: str
    without: str
    sentence: str


_EPISODE = Words(
    "episode", "With {first}", "Without it",
    "{second} showed in {both} of {with_first} episodes with {first}, and in {other} of "
    "{without} without it.",
)  # fmt: skip
_DAY = Words(
    "day", "After a day with {first}", "After other days",
    "{second} showed on the day after {both} of {with_first} days with {first}, and after "
    "{other} of {without} other days.",
)  # fmt: skip


def same_episode(prediction: Prediction, first: Node, second: Node, diary: Diary) -> Tested:
    """Whether episodes that show the first node show the second more (or less) often."""
    tested = _tested(prediction, first, second, diary.episode_marks(first, second), _EPISODE)
    return tested._replace(method=_METHOD + _ALIKE.format("episodes"))


def next_day(prediction: Prediction, first: Node, second: Node, diary: Diary) -> Tested:
    """Whether days with the first node are followed by days with the second more often."""
    marks = diary.day_marks(first, second)
    tested = _tested(prediction, first, second, marks, _DAY)
    alone = len(set(diary.days)) - len(marks)
    why = f"{counted(alone, 'day')} left out: no entry on the next day"
    return tested._replace(
        method=_METHOD + _ALIKE.format("days"),
        left_out=(*tested.left_out, why) if alone else tested.left_out,
        caution="Only days whose next day has an entry too are counted: a day without one is "
        "unknown, not a no.",
    )


def _tested(
    prediction: Prediction, first: Node, second: Node, marks: Sequence[Mark], words: Words
) -> Tested:
    four = table(marks)
    with_first, without, _, _ = four.margins
    names = {"first": quoted(first.name), "second": quoted(second.name)}
    numbers = {"both": four.both, "with_first": with_first, "other": four.second_only}
    needed = _needed(four, names, words.unit)
    tested = Tested(
        sentence=words.sentence.format(**names, **numbers, without=without),
        n=sum(four), unit=words.unit, needed=needed,
        left_out=left_out(marks, first, second, words.unit),
        bars=(Bar(words.with_first.format(**names), four.both, with_first),
              Bar(words.without, four.second_only, without)),
        marks=tuple(marks), source=_SOURCE,
    )  # fmt: skip
    if needed:
        return tested
    wanted = 1 if prediction.goes_with == "more" else -1
    apart = share(four.both, with_first) - share(four.second_only, without)
    return tested._replace(
        p=fisher(*four),
        direction=wanted * ((apart > 0) - (apart < 0)),
        interval=_interval(four, apart),
    )


def _interval(four: Table, apart: float) -> str:
    with_first, without, _, _ = four.margins
    low, high = difference_interval(four.both, with_first, four.second_only, without)
    return (
        f"The difference is {100 * apart:.0f} percentage points "
        f"(95% interval {100 * low:.0f} to {100 * high:.0f})."
    )


def _needed(four: Table, names: dict[str, str], unit: str) -> tuple[str, ...]:
    """What is missing for a verdict, total by total."""
    groups = (
        f"with {names['first']}", f"without {names['first']}",
        f"with {names['second']}", f"without {names['second']}",
    )  # fmt: skip
    missing = zip(four.margins, groups, strict=True)
    return tuple(
        f"{counted(FEWEST - has, f'more {unit}')} {group}" for has, group in missing if has < FEWEST
    )


def left_out(marks: Sequence[Mark], first: Node, second: Node, unit: str) -> tuple[str, ...]:
    """How many do not count because the diary does not say, with the reason."""
    silent = sum(mark.group is None for mark in marks)
    other = sum(mark.group is not None and mark.hit is None for mark in marks)
    return tuple(
        f"{counted(number, unit)} left out: {NOT_ASKED.get(node.kind, 'it')} was not asked or "
        "is not known"
        for number, node in ((silent, first), (other, second))
        if number
    )
