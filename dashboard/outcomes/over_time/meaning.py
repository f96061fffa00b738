"""What a number is: what it measures, which way is better, and on what its lines rest. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from core.outcomes.definition import Cutoff, Sourced
from core.outcomes.series import Point, Series
from dashboard.components.text import day
from dashboard.outcomes.over_time.scores import better_words, range_words, special_words
from dashboard.outcomes.over_time.view import File

_LONGEST = 90
_BARE = re.compile(r"https?://(www\.)?")  # an address is shown, not a link out of the file


def expected_words(file: File, series: Series) -> str:
    """What the norm group leads one to expect, or that the line is the person's own."""
    short, expected = series.instrument.short, file.expected(series)
    if expected is None:
        return (
            f"No published expected course is known for the {short}, so the line is this "
            "person's own trend."
        )
    if expected.why_not:
        return expected.why_not
    group = f"{expected.growth.norm_group} ({expected.growth.status})"
    said = expected.alert.reason if expected.alert else "The latest score is not outside it."
    return f"The strip is where four in five people of this group lie: {group}. {said}"


def latest_words(series: Series) -> str:
    """The latest score with its band, day and what is special about it."""
    latest = series.latest
    if latest is None:
        return "no score yet"
    said = [f"{latest.value:.3g}{_band(series, latest)} on {day(latest.on)}"]
    said += special_words(series, latest)
    newest = series.points[-1]
    if newest is not latest:
        said.append(f"filled in on {day(newest.on)} without a score")
    return ", ".join(said)


def _band(series: Series, point: Point) -> str:
    main = series.scale == series.instrument.main_scale.id
    return f" ({point.scored.band})" if main and point.scored.band else ""


def meaning(series: Series, drawn: Sequence[Cutoff]) -> list[tuple[str, str]]:
    """Short lines of (what, words) that say what a score of this scale is."""
    one, scale = series.instrument, series.instrument.scale(series.scale)
    lines = [
        ("What it is", f"{one.title}; {scale.title.lower()}, about the {one.recall}"),
        ("Direction", f"{better_words(series)} ({one.direction})"),
        ("Range", f"{range_words(series)}{f'; {scale.note}' if scale.note else ''}"),
        *_cutoffs(series, drawn),
        ("Reliable change", _reliable(series)),
        *_bands(series),
        ("Answers left out", _left_out(series)),
        *_algorithms(series),
        ("Licence", one.licence.status),
    ]
    if one.unverified:
        unverified = "; ".join(text.replace("_", " ") for text in one.unverified)
        lines.append(("Not verified, not used", _short(unverified, 160)))
    return lines


def _cutoffs(series: Series, drawn: Sequence[Cutoff]) -> Iterator[tuple[str, str]]:
    of_scale = [c for c in series.instrument.cutoffs if series.scale in (c.scale, *c.also)]
    for line in of_scale:
        if line in drawn:
            yield f"Cut-off {_at(line)}", _sourced(f"{line.label}: {line.meaning}", line)
    others = [f"{_at(c)} {c.label} ({c.status})" for c in of_scale if c not in drawn]
    if others:
        yield "Other lines, not drawn", "; ".join(others)
    if not of_scale:
        yield "Cut-off", "none was found in a source"


def _at(line: Cutoff) -> str:
    upper = f" to {line.value_to:g}" if line.value_to is not None else ""
    return f"{line.op} {line.value:g}{upper}"


def _reliable(series: Series) -> str:
    threshold = series.instrument.threshold(series.scale)
    if threshold is not None:
        return _sourced(f"{threshold.value:g} points or more: {threshold.rule}", threshold)
    moved = series.since_start
    return _short(moved.basis, 260) if moved else "no published figure was found"


def _left_out(series: Series) -> str:
    rule = series.instrument.missing
    most = f"a score stands with up to {rule.allowed} left out"
    said = most if rule.allowed and rule.usable else "no score when an item is left out"
    return f"{said}; {_short(rule.rule.split('. ')[0] or 'no rule was found', 120)} ({rule.status})"


def _bands(series: Series) -> Iterator[tuple[str, str]]:
    one = series.instrument
    if any(band.scale == series.scale for band in one.bands):
        yield "Bands", _sourced("names of ranges, no diagnosis", one.bands_source)
    elif one.bands_source.note:
        yield "Bands", one.bands_source.note


def _algorithms(series: Series) -> Iterator[tuple[str, str]]:
    latest = series.latest
    for rule in series.instrument.algorithms:
        met = latest.scored.algorithms.get(rule.id) if latest else None
        said = {True: "met", False: "not met", None: "not worked out"}[met]
        yield rule.title, f"{said} at the latest score; can disagree with the cut-off"


def _sourced(words: str, figure: Sourced) -> str:
    where = f": {_short(_BARE.sub('', figure.sources[0]))}" if figure.sources else ""
    return f"{_short(words, 200)} ({figure.status}{where})"


def _short(words: str, most: int = _LONGEST) -> str:
    return words if len(words) <= most else f"{words[:most].rsplit(' ', 1)[0]} …"
