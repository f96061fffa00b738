"""Whether a change is more than measurement error, and whether it crossed a cut-off. Pure.

What it is judged by stands in yardstick.py: a published figure first (at least so many
points, read as inclusive), else an index worked out from the instrument's own figures.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal

from core.outcomes.definition import Cutoff, Scale, Threshold
from core.outcomes.instrument import Instrument
from core.outcomes.lines import NOTHING_CHOSEN, lines
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
    `crossed`: cut-offs of two sources crossed or still not reached, "" for none.
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

    @property
    def needs(self) -> str:
        """The smallest reliable change in words, "" when it is not one number of points."""
        if self.minimum_reliable_change is None:
            return ""
        if self.method == "published":
            return f"{self.minimum_reliable_change:g} is reliable"
        return f"more than {self.minimum_reliable_change:.3g} is reliable"


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
    cannot = _cannot_show(scale, better_is, by, pre) if verdict == "unchanged" else None
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
        percent=percentage_change(pre, post, better_is, true_zero=scale.min == 0),
        crossed=_crossed(instrument, scale, (pre, post), lines(instrument, scale.id, chosen)),
    )


def basis(instrument: Instrument, threshold: Threshold | None) -> str:
    """What a verdict by a published figure rests on, in one sentence with its source."""
    if threshold is None:
        return (
            f"No published reliable-change figure was found for the {instrument.short}, "
            "so no verdict is given."
        )
    return published_basis(threshold)


def _cannot_show(scale: Scale, better_is: Better, by: Yardstick | None, pre: float) -> str | None:
    """What the scale has no room for from this starting score, in a sentence."""
    if by is None:
        return None
    best, worst = scale.min, scale.max
    if better_is == "higher":
        best, worst = worst, best
    sentences = []
    if best is not None and by.judge(pre, best) != "improved":
        sentences.append(f"{_much(by, 'improvement')} cannot be shown from {pre:g}")
    if worst is not None and by.judge(pre, worst) != "deteriorated":
        sentences.append(f"{_much(by, 'worsening')} cannot be shown from {pre:g}")
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
    worse = (">=", ">") if instrument.better(scale.id) == "lower" else ("<=", "<")
    one_each = {(line.op, line.value): line for line in drawn if line.op in worse}
    said = (_line_words(line, *scores) for line in one_each.values())
    return ", ".join(words for words in said if words)


def _line_words(cutoff: Cutoff, pre: float, post: float) -> str:
    marked_side, other_side = _SIDES[cutoff.op]
    before, after = beyond(cutoff, pre), beyond(cutoff, post)
    if not (before or after):
        return ""
    still = "still" if before and after else "now"
    return f"{still} {marked_side if after else other_side} {cutoff.value:g}"
