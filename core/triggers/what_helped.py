"""What the client tried, and arousal before and after it: the client's own record. Pure.

Before is the highest arousal of the episode, after is what was recorded once the strategy had
been tried. A fall after a strategy is not a fall because of it: arousal falls by itself too.
Values on the two scales (0-100 and SUD 0-10) are kept apart and never converted.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from statistics import median
from typing import NamedTuple

from core.triggers.model import SCALE_TOP, Episode, StrategyTried

FEWEST_FOR_PATTERNS = 5
FEWEST_MEASURED = 3


class Measured(NamedTuple):
    """The uses of one strategy with arousal before and after, on one scale.

    `median_drop` is before minus after, in points of the scale; it is None below three
    measured uses and below five episodes in the diary, where dots and n say enough.
    """

    scale: str
    pairs: tuple[tuple[int, int], ...]
    median_drop: float | None

    @property
    def drops(self) -> list[int]:
        """Before minus after of every measured use; below 0 where arousal rose."""
        return [before - after for before, after in self.pairs]


class StrategyRecord(NamedTuple):
    """How often a strategy was tried and what was recorded about it.

    `kept` and `given_up` count the answers to "worth keeping?"; `helped` holds the client's
    ratings 0 (not at all) to 4 (very much); `with_another` counts the measured uses in episodes
    in which something else was tried too, so that the fall cannot be put down to one of them.
    """

    strategy: str
    uses: int
    scales: tuple[Measured, ...]
    kept: int
    given_up: int
    helped: tuple[int, ...]
    with_another: int

    def on(self, scale: str) -> Measured | None:
        """The measured uses on one scale, or None when there are none."""
        return next((one for one in self.scales if one.scale == scale), None)

    @property
    def measured(self) -> int:
        """How many uses have arousal before and after on the 0-100 scale."""
        return len(found.pairs) if (found := self.on("0-100")) else 0

    @property
    def median_drop(self) -> float | None:
        """The median fall on the 0-100 scale, where there is enough to say one."""
        return found.median_drop if (found := self.on("0-100")) else None


def strategy_records(episodes: Sequence[Episode]) -> list[StrategyRecord]:
    """What was tried, the most used first."""
    enough = len(episodes) >= FEWEST_FOR_PATTERNS
    uses: dict[str, list[tuple[Episode, StrategyTried]]] = {}
    for episode in episodes:
        for tried in episode.strategies:
            uses.setdefault(tried.strategy, []).append((episode, tried))
    records = [_record(name, found, enough=enough) for name, found in uses.items()]
    return sorted(records, key=lambda one: (-one.uses, one.strategy))


def _record(
    name: str, uses: Sequence[tuple[Episode, StrategyTried]], *, enough: bool
) -> StrategyRecord:
    keep = Counter(tried.keep for _, tried in uses)
    both = [(episode, tried) for episode, tried in uses if _pair(episode, tried)]
    return StrategyRecord(
        strategy=name,
        uses=len(uses),
        scales=tuple(_measured(both, enough=enough)),
        kept=keep["yes"],
        given_up=keep["no"],
        helped=tuple(sorted(tried.helped for _, tried in uses if tried.helped is not None)),
        with_another=sum(len(episode.strategies) > 1 for episode, _ in both),
    )


def _measured(uses: Sequence[tuple[Episode, StrategyTried]], *, enough: bool) -> Iterable[Measured]:
    for scale in SCALE_TOP:
        pairs = sorted(
            pair
            for episode, tried in uses
            if episode.arousal_scale == scale and (pair := _pair(episode, tried))
        )
        if pairs:
            falls = [before - after for before, after in pairs]
            shown = enough and len(falls) >= FEWEST_MEASURED
            yield Measured(scale, tuple(pairs), median(falls) if shown else None)


def _pair(episode: Episode, tried: StrategyTried) -> tuple[int, int] | None:
    if episode.arousal is None or tried.arousal_after is None:
        return None
    return episode.arousal, tried.arousal_after
