"""What a number is: what it measures, which way is better, and on what its lines rest. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from core.outcomes.change import basis
from core.outcomes.definition import Cutoff, Sourced
from core.outcomes.description import NOT_A_DIAGNOSIS
from core.outcomes.instrument import Instrument
from core.outcomes.series import Point, Series
from core.outcomes.yardstick import yardstick
from dashboard.components.text import day
from dashboard.outcomes.over_time.scores import better_words, range_words, special_words
from dashboard.outcomes.over_time.view import File

_LONGEST = 60
_BARE = re.compile(r"https?://(www\.)?|@[0-9a-f]{7,40}| \(.*")  # a source by its name alone
_USUAL = {"higher = worse", "higher = better"}
_LEVELS = {">=": "{} or more", "<=": "{} or less", "<": "below {}", ">": "above {}"}


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
        return "No score yet."
    said = [f"{latest.value:.3g}{_band(series, latest)} on {day(latest.on)}"]
    words = f"{', '.join([*said, *special_words(series, latest)])}."
    newest = series.points[-1]
    if newest is latest:
        return words
    why = newest.scored.why_no_score or "No score of this scale was typed."
    return f"{words} Filled in again on {day(newest.on)}. {why}"


def _band(series: Series, point: Point) -> str:
    main = series.scale == series.instrument.main_scale.id
    return f" ({point.scored.band})" if main and point.scored.band else ""


def meaning(series: Series, drawn: Sequence[Cutoff]) -> list[tuple[str, str]]:
    """What a score of this scale is, in at most seven short lines of (what, words)."""
    return [
        ("What it is", _what(series)),
        ("Direction and range", _direction(series)),
        ("Lines drawn", _lines(series, drawn)),
        ("Reliable change", _reliable(series)),
        *_bands(series),
        ("Answers left out", _left_out(series.instrument)),
        *_patterns(series),
        ("All figures and sources", "Settings, Measures"),
    ]


def _what(series: Series) -> str:
    one, scale = series.instrument, series.instrument.scale(series.scale)
    name = one.title if len(one.scales) == 1 else f"{one.title}: {scale.title}"
    return name if one.recall.startswith("not seen") else f"{name}. Asks about: {one.recall}"


def _direction(series: Series) -> str:
    one, scale = series.instrument, series.instrument.scale(series.scale)
    said = f"{better_words(series)}, {range_words(series)}"
    said += "" if one.direction in _USUAL or not one.tracks else f" ({one.direction})"
    return f"{said}; {scale.note}" if scale.note else said


def _lines(series: Series, drawn: Sequence[Cutoff]) -> str:
    of_scale = [c for c in series.instrument.cutoffs if series.scale in (c.scale, *c.also)]
    said = [_sourced(f"{_at(line)}: {line.label}", line) for line in of_scale if line in drawn]
    others = [line for line in of_scale if line not in drawn]
    if others:
        said.append(f"not drawn: {', '.join(f'{c.label} {_at(c)}' for c in others)}")
    return "; ".join(said) or "none was found in a source"


def _at(line: Cutoff) -> str:
    upper = f" to {line.value_to:g}" if line.value_to is not None else ""
    return _LEVELS[line.op].format(f"{line.value:g}{upper}")


def _reliable(series: Series) -> str:
    one = series.instrument
    by, threshold = yardstick(one, series.scale), one.threshold(series.scale)
    if by is None:
        children = [t for t in one.reliable_change if t.scale == series.scale and not t.for_adults]
        only = f" The {children[0].value:g} points published are for children." if children else ""
        return f"{basis(one, None)}{only}"
    if threshold is None:
        return f"{by.needs}, worked out from {_worked_out_from(one, series.scale)}"
    said = f"{threshold.value:g} points or more: {_short(threshold.rule, 110)}"
    return _sourced(said, threshold)


def _worked_out_from(one: Instrument, scale: str) -> str:
    """The marked figures in short: of two samples where their sources differ."""
    alphas = [r for r in one.reliability if r.for_change and r.scale in (scale, "")]
    norms = [n for n in one.norms if n.for_change and n.scale == scale and n.role == "clinical"]
    said = [_sourced(f"reliability {r.value:g}", r) for r in alphas[:1]]
    said += [_sourced(f"SD {n.sd:g} of {n.population}", n) for n in norms[:1]]
    return " and ".join(said)


def _left_out(one: Instrument) -> str:
    rule = one.missing
    if one.entry == "score":
        return "only scores are typed"
    if rule.allowed and rule.usable:
        return _sourced(f"a score stands with up to {rule.allowed} left out", rule)
    return "no score when an answer is left out"


def _bands(series: Series) -> Iterator[tuple[str, str]]:
    one = series.instrument
    if not any(band.scale == series.scale for band in one.bands):
        return
    said, note = "names of ranges, not diagnoses", one.bands_source.note
    said += f"; not shaded: {note}" if note else ""
    yield "Bands", _sourced(said, one.bands_source)


def _patterns(series: Series) -> Iterator[tuple[str, str]]:
    """The published rules at the latest score, without those that are parts of another."""
    rules, latest = series.instrument.algorithms, series.latest
    parts = {part for rule in rules for part in (*rule.all_of, *rule.none_of)}
    said = []
    for rule in (rule for rule in rules if rule.id not in parts):
        met = latest.scored.algorithms.get(rule.id) if latest else None
        words = {
            True: "met by the answers",
            False: "not met by the answers",
            None: "not worked out",
        }
        said.append(f"{rule.title}: {words[met]}")
    if said:
        yield "At the latest score", _sourced(f"{'; '.join(said)}; {NOT_A_DIAGNOSIS}", rules[0])


def _sourced(words: str, figure: Sourced) -> str:
    first = figure.sources[0].split(";")[0] if figure.sources else ""
    where = f": {_short(_BARE.sub('', first))}" if first else ""
    return f"{words} ({figure.status}{where})"


def _short(words: str, most: int = _LONGEST) -> str:
    return words if len(words) <= most else f"{words[:most].rsplit(' ', 1)[0]} …"
