"""Whether a change is more than measurement error, and whether it crossed a cut-off. Pure.

What it is judged by stands in yardstick.py: a published figure first (at least so many
points, read as inclusive), else an index worked out from the instrument's own figures.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal

from core.outcomes.definition import Cutoff, Scale, Threshold
from core.outcomes.instrument import Instrument
from core.outcomes.lines import NOTHING_CHOSEN, lines, short_label
from core.outcomes.percentage import percentage_change
from core.outcomes.reliable_change import Better
from core.outcomes.scoring import beyond
from core.outcomes.yardstick import Verdict, Way, Yardstick, published_basis, yardstick
from core.record import Part

_SIDES = {
    ">=": ("at or above", "below"),
    ">": ("above", "at or below"),
    "<=": ("at or below", "above"),
    "<": ("below", "at or above"),
}


class Change(Part):
    """A change between two scores of one scale, in points (post minus pre).

    `reliable` is None when there is nothing to judge by or when the scale cannot show it;
    `cannot_show` then says why in a sentence. `method`: what it was judged by, "" for
    nothing. `percent` of the starting score, above 0 is better; None where it means nothing.
    `crossed`: cut-offs of two sources crossed or still not reached, "" for none. `needs`: the
    smallest reliable change in words, "" when it is not one number of points. By a `convention`
    the points say nothing of measurement error. `prorated`: a score stands on fewer answers.
    """

    instrument: str
    scale: str
    pre: float
    post: float
    change: float
    minimum_reliable_change: float | None
    reliable: Verdict | None
    cannot_show: str | None
    basis: str
    method: Way | None = None
    percent: float | None = None
    crossed: str = ""
    needs: str = ""
    convention: bool = False
    prorated: bool = False


def change(
    instrument: Instrument,
    pre: float,
    post: float,
    scale_id: str = "",
    method: Way | None = None,
    chosen: Mapping[str, str] = NOTHING_CHOSEN,
) -> Change:
    """Compare two scores of one scale (the main one unless named), by one method or the best.

    `chosen` are the published lines the practice goes by (core/outcomes/lines.py).

    Raises NotFound for an unknown scale, InvalidEntry when the instrument's file does not
    hold the figures that `method` needs.
    """
    scale = instrument.scale(scale_id) if scale_id else instrument.main_scale
    by = yardstick(instrument, scale.id, method)
    verdict = by.judge(pre, post) if by else None
    better_is = instrument.better(scale.id)
    cannot = None
    if by and verdict == "unchanged":
        cannot = _cannot_show(scale, better_is, by, (pre, post))
    return Change(
        instrument=instrument.id,
        scale=scale.id,
        pre=pre,
        post=post,
        change=float(Decimal(str(post)) - Decimal(str(pre))),
        minimum_reliable_change=by.minimum if by else None,
        reliable=None if cannot else verdict,
        cannot_show=cannot,
        basis=by.basis if by else basis(instrument, None),
        method=by.way if by else None,
        percent=_percent(scale, better_is, pre, post) if instrument.tracks else None,
        crossed=_crossed(instrument, scale, (pre, post), lines(instrument, scale.id, chosen)),
        needs=by.needs if by else "",
        convention=by.convention if by else False,
    )


def basis(instrument: Instrument, threshold: Threshold | None) -> str:
    """What a verdict by a published figure rests on, in one sentence with its source."""
    if not instrument.tracks:
        return not_tracked(instrument)
    if threshold is None:
        return (
            f"No {reliable_figure(instrument)} was found for the {instrument.short}, "
            "so no verdict is given."
        )
    return published_basis(threshold)


def reliable_figure(instrument: Instrument) -> str:
    """What is missing where a measure has no verdict: a figure of adults, if one of children is."""
    adults = "" if all(t.for_adults for t in instrument.reliable_change) else " of adults"
    return f"published reliable-change figure{adults}"


def not_tracked(instrument: Instrument) -> str:
    """That a score is history or has no better direction (ACE, RSQ), in one sentence."""
    return (
        f"The {instrument.short} is not a measure of change, so no change is called better or "
        "worse."
    )


def _percent(scale: Scale, better_is: Better, pre: float, post: float) -> float | None:
    """Of symptoms only: where 0 means none of it and lower is better."""
    means = scale.true_zero and better_is == "lower"
    return percentage_change(pre, post, better_is, true_zero=means)


def _cannot_show(
    scale: Scale, better_is: Better, by: Yardstick, scores: tuple[float, float]
) -> str | None:
    """What the scale has no room for from the first of two scores, the way the score moved."""
    pre, post = scores
    low, high = scale.min, scale.max
    downwards, upwards = post <= pre, post >= pre
    down, up = "improvement", "worsening"
    if better_is == "higher":
        down, up = up, down
    sentences = []
    if downwards and low is not None and by.judge(pre, low) == "unchanged":
        sentences.append(f"{_much(by, down)} cannot be shown from {pre:g}")
    if upwards and high is not None and by.judge(pre, high) == "unchanged":
        sentences.append(f"{_much(by, up)} cannot be shown from {pre:g}")
    return f"On this scale {' and '.join(sentences)}." if sentences else None


def _much(by: Yardstick, what: str) -> str:
    if by.minimum is None:
        return f"a reliable {what}"
    article = "an" if what == "improvement" else "a"
    points = f"{by.minimum:g}" if by.inclusive else f"more than {by.minimum:.3g}"
    return f"{article} {what} of {points}"


def _crossed(
    instrument: Instrument, scale: Scale, scores: tuple[float, float], drawn: Sequence[Cutoff]
) -> str:
    """Where the score now stands to each published line that marks the worse side."""
    if not instrument.tracks:
        return ""
    said: list[str] = []
    state = ""
    for line in _worse_lines(instrument, scale, drawn):
        before, after = (beyond(line, value) for value in scores)
        if before or after:
            known, state = state, "still" if before and after else "now"
            said.append(
                side(line, scores[1]) if state == known else f"{state} {side(line, scores[1])}"
            )
    return ", ".join(said)


def standing(instrument: Instrument, scale: Scale, value: float, drawn: Sequence[Cutoff]) -> str:
    """On which side of each published line one score lies, "" where none is known."""
    return ", ".join(side(line, value) for line in _worse_lines(instrument, scale, drawn))


def side(line: Cutoff, value: float) -> str:
    """A score's side of one published line, by its name: "below 10 (screening line)"."""
    marked, other = _SIDES[line.op]
    name = f" ({short_label(line)})" if line.label else ""
    return f"{marked if beyond(line, value) else other} {line.value:g}{name}"


def _worse_lines(instrument: Instrument, scale: Scale, drawn: Sequence[Cutoff]) -> list[Cutoff]:
    """The lines that mark the worse side, of several on one value the first."""
    worse = (">=", ">") if instrument.better(scale.id) == "lower" else ("<=", "<")
    one_each: dict[tuple[str, float], Cutoff] = {}
    for line in drawn:
        if line.op in worse:
            one_each.setdefault((line.op, line.value), line)
    return list(one_each.values())
