"""What is counted in the diary for a prediction. Pure.

Days are calendar days where the episode happened. What an episode does not say (None) is
left out and never counted as "no" (core/formulation/shown.py).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from typing import NamedTuple
from uuid import UUID

from core.formulation.model import Node
from core.formulation.shown import shown
from core.triggers.model import Episode

Said = bool | None


class Mark(NamedTuple):
    """One episode, day or use: its day, which of the two groups it is in, and the outcome."""

    on: date
    group: Said
    hit: Said


class Table(NamedTuple):
    """A fourfold table of counts; `group` is with or without the first node."""

    both: int
    first_only: int
    second_only: int
    neither: int

    @property
    def margins(self) -> tuple[int, int, int, int]:
        """How many with the first, without it, with the second, without it."""
        return (
            self.both + self.first_only,
            self.second_only + self.neither,
            self.both + self.second_only,
            self.first_only + self.neither,
        )


class Drop(NamedTuple):
    """One use of a strategy: its day and how far arousal fell (below 0: it rose)."""

    on: date
    fell: int


class Stretch(NamedTuple):
    """The time from one rating to the next: the rating, episodes that say, and that show."""

    on: date
    rating: float
    showed: int
    of: int


class Diary:
    """A client's episodes in order of time, and which of them show which node.

    Whether an episode shows a node is looked up once, however many predictions ask.
    """

    def __init__(self, episodes: Iterable[Episode]) -> None:
        self.episodes = sorted(episodes, key=lambda one: (one.happened_at, str(one.id)))
        self.days = [one.day for one in self.episodes]
        self._known: dict[UUID, list[Said]] = {}

    def shows(self, node: Node) -> list[Said]:
        """For each episode in order: whether it shows the node, None when it does not say."""
        if node.id not in self._known:
            self._known[node.id] = [shown(one, node) for one in self.episodes]
        return self._known[node.id]

    def episode_marks(self, first: Node, second: Node) -> list[Mark]:
        """Every episode: whether it shows the first node, and the second."""
        pairs = zip(self.days, self.shows(first), self.shows(second), strict=True)
        return [Mark(*one) for one in pairs]

    def day_marks(self, first: Node, second: Node) -> list[Mark]:
        """Days with an entry that have one on the next day too: the first on it, the second then.

        Days without an entry are in neither group: a diary is kept more in some weeks than in
        others, and comparing with weeks in which nothing was written down would show that and
        nothing else. A next day without an entry is unknown, so its day before is not there
        either. A day on which one episode shows a node shows it, else it is unknown when one
        does not say.
        """
        one, other = self._by_day(first), self._by_day(second)
        after = timedelta(days=1)
        return [Mark(on, one[on], other[on + after]) for on in sorted(one) if on + after in other]

    def _by_day(self, node: Node) -> dict[date, Said]:
        found: dict[date, Said] = {}
        for on, says in zip(self.days, self.shows(node), strict=True):
            found[on] = _either(found.get(on, False), says)
        return found


def _either(one: Said, other: Said) -> Said:
    if one or other:
        return True
    return None if one is None or other is None else False


def table(marks: Iterable[Mark]) -> Table:
    """The four counts of the marks that say both."""
    counted = {(group, hit): 0 for group in (True, False) for hit in (True, False)}
    for _, group, hit in marks:
        if group is not None and hit is not None:
            counted[group, hit] += 1
    return Table(
        counted[True, True], counted[True, False], counted[False, True], counted[False, False]
    )


class Uses(NamedTuple):
    """Uses of a strategy: those measured on the scale asked for, and what was left out.

    `untreated` is how far arousal fell by half an hour after its height in the episodes with
    no strategy recorded, on the same scale.
    """

    drops: tuple[Drop, ...]
    not_measured: int
    other_scale: int
    untreated: tuple[int, ...] = ()


def uses(episodes: Sequence[Episode], strategies: Sequence[str], scale: str) -> Uses:
    """How far arousal fell, by episode, from its height to after one of the strategies.

    Used twice in one episode, the first use with both numbers counts: the height before is
    the same for both.
    """
    drops, not_measured, other_scale = [], 0, 0
    for episode in episodes:
        tried = [one for one in episode.strategies if one.strategy in strategies]
        if not tried:
            continue
        after = next((one.arousal_after for one in tried if one.arousal_after is not None), None)
        if episode.arousal is None or after is None:
            not_measured += 1
        elif episode.arousal_scale != scale:
            other_scale += 1
        else:
            drops.append(Drop(episode.day, episode.arousal - after))
    return Uses(tuple(drops), not_measured, other_scale, _untreated(episodes, scale))


def _untreated(episodes: Sequence[Episode], scale: str) -> tuple[int, ...]:
    return tuple(
        one.arousal - one.arousal_half_hour
        for one in episodes
        if not one.strategies
        and one.arousal_scale == scale
        and one.arousal is not None
        and one.arousal_half_hour is not None
    )


def stretches(ratings: Sequence[tuple[date, float]], marks: Sequence[Mark]) -> list[Stretch]:
    """Episodes between ratings: each from the day of a rating to the day before the next.

    After the last rating the stretch goes on to the end. Of two ratings of one day the later
    counts. Stretches without an episode that says are left out.
    """
    by_day = dict(ratings)
    days = sorted(by_day)
    ends = [*days[1:], date.max]
    found = []
    for start, end in zip(days, ends, strict=True):
        said = [mark.hit for mark in marks if start <= mark.on < end and mark.hit is not None]
        if said:
            found.append(Stretch(start, by_day[start], sum(said), len(said)))
    return found
