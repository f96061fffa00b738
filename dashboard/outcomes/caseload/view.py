"""First against latest score of every client, in words (Evans, Margison & Barkham 1998)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from core.outcomes.change import Change, change
from core.outcomes.definition import Cutoff
from core.outcomes.instrument import Instrument
from core.outcomes.lines import NOTHING_CHOSEN, lines
from core.outcomes.pairs import Pair
from dashboard.components.text import day, plural

VERDICTS = {
    "improved": "reliably better",
    "unchanged": "within measurement error",
    "deteriorated": "reliably worse",
    None: "no verdict",
}
# Where a source speaks of convention only, no measurement error is claimed (WHO-5).
BY_CONVENTION = {
    "improved": "better by convention",
    "unchanged": "too few points by convention",
    "deteriorated": "worse by convention",
    None: "no verdict",
}


class Dot(NamedTuple):
    """All clients with one first and one latest score: where they are and who they are."""

    pre: float
    post: float
    verdict: str
    who: tuple[str, ...]
    codes: tuple[str, ...]


class ClientLine(NamedTuple):
    """One client's line in the table."""

    who: str
    first: str
    latest: str
    change: str
    verdict: str


class Scatter(NamedTuple):
    """Everything the picture of a caseload shows."""

    title: str
    better: str
    low: float
    high: float
    dots: tuple[Dot, ...]
    lines: tuple[ClientLine, ...]
    reliable: float | None
    cutoff: tuple[float, str] | None
    sentence: str
    notes: tuple[str, ...]

    @property
    def alt(self) -> str:
        """The picture in words."""
        return f"{self.title}: first score across, latest score up. {self.sentence}"


def scatter(
    one: Instrument, pairs: Sequence[Pair], chosen: Mapping[str, str] = NOTHING_CHOSEN
) -> Scatter:
    """The caseload on one measure: clients with two scores drawn, the others counted.

    `chosen` are the lines the practice goes by (core/outcomes/lines.py).
    """
    compared = [
        (pair, change(one, pair.pre, pair.post, chosen=chosen)) for pair in pairs if pair.has_change
    ]
    scale, line = one.main_scale, next(iter(lines(one, one.main_scale.id, chosen)), None)
    known = [pair.pre for pair, _ in compared] + [pair.post for pair, _ in compared]
    points = {moved.minimum_reliable_change for _, moved in compared}
    return Scatter(
        title=one.title,
        better=one.better(scale.id),
        low=min(known, default=0) if scale.min is None else scale.min,
        high=max(known, default=1) if scale.max is None else scale.max,
        dots=tuple(_dots(compared)),
        lines=tuple(_client_line(pair, moved) for pair, moved in compared),
        reliable=next(iter(points)) if len(points) == 1 else None,
        cutoff=(line.value, f"{line.value:g}: {line.label}") if line else None,
        sentence=_sentence(one, pairs, compared),
        notes=tuple(_notes(compared, line)),
    )


def _dots(compared: Sequence[tuple[Pair, Change]]) -> list[Dot]:
    """Whole-number scores fall on each other: one dot carries everybody who is there."""
    there: dict[tuple[float, float], list[Pair]] = {}
    verdicts: dict[tuple[float, float], str] = {}
    for pair, moved in compared:
        there.setdefault((pair.pre, pair.post), []).append(pair)
        verdicts[pair.pre, pair.post] = _verdict(moved)
    return [
        Dot(*at, verdicts[at], tuple(p.name for p in found), tuple(p.code for p in found))
        for at, found in there.items()
    ]


def _verdict(moved: Change) -> str:
    return (BY_CONVENTION if moved.convention else VERDICTS)[moved.reliable]


def _client_line(pair: Pair, moved: Change) -> ClientLine:
    verdict = moved.cannot_show or _verdict(moved)
    if moved.crossed:
        verdict += f"; {moved.crossed}"
    return ClientLine(
        pair.name,
        f"{pair.pre:g} on {day(pair.first_on, year=True)}",
        f"{pair.post:g} on {day(pair.latest_on, year=True)}",
        f"{moved.change:+g}",
        verdict,
    )


def _sentence(
    one: Instrument, pairs: Sequence[Pair], compared: Sequence[tuple[Pair, Change]]
) -> str:
    counts = Counter(_verdict(moved) for _, moved in compared)
    order = [*VERDICTS.values(), *BY_CONVENTION.values()]
    said = ", ".join(f"{counts[v]} {v}" for v in dict.fromkeys(order) if counts[v])
    once = len(pairs) - len(compared)
    words = f"{plural(len(compared), 'client')} with two or more {one.short} scores"
    words += f": {said}." if said else "."
    if once:
        words += f" {once} with one score {'is' if once == 1 else 'are'} not drawn."
    return words


def _notes(compared: Sequence[tuple[Pair, Change]], line: Cutoff | None) -> list[str]:
    notes = [
        "On the diagonal nothing changed; between the dotted lines a change is within "
        "measurement error. First and latest score, whatever happened in between.",
        "A caseload is not a comparison: without people who had no therapy, part of a fall from "
        "a high first score is expected anyway (regression to the mean).",
    ]
    if compared:
        notes.append(f"Reliable change: {compared[0][1].basis}")
    if line is not None:
        source = line.sources[0] if line.sources else "source not recorded"
        notes.append(f"Line at {line.value:g}: {line.meaning} ({line.status}; {source}).")
    return notes
