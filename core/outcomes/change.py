"""Whether a change is more than measurement error, by published figures only. Pure.

Published thresholds come first (docs/adr/0007); computed indices follow with the change
engine. A change counts as reliable when it is at least the published number of points:
the published thresholds used here are whole points, read as inclusive.
"""

from __future__ import annotations

from decimal import Decimal
from typing import Literal

from core.outcomes.definition import Threshold
from core.outcomes.instrument import Instrument
from core.record import Part

Verdict = Literal["improved", "deteriorated", "unchanged"]


class Change(Part):
    """A change between two scores of one scale, in points (post minus pre).

    `reliable` is None when no published figure exists or when the scale cannot show it;
    `cannot_show` then says why in a sentence.
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


def change(instrument: Instrument, pre: float, post: float, scale_id: str = "") -> Change:
    """Compare two scores of one scale (the main one unless named).

    Raises NotFound for an unknown scale.
    """
    scale = instrument.scale(scale_id) if scale_id else instrument.main_scale
    difference = Decimal(str(post)) - Decimal(str(pre))
    threshold = instrument.threshold(scale.id)
    verdict = _verdict(instrument, difference, threshold)
    cannot = _cannot_show(instrument, pre, scale.min, scale.max, threshold, verdict)
    return Change(
        instrument=instrument.id,
        scale=scale.id,
        pre=pre,
        post=post,
        change=float(difference),
        minimum_reliable_change=threshold.value if threshold else None,
        reliable=None if cannot and verdict == "unchanged" else verdict,
        cannot_show=cannot if verdict == "unchanged" else None,
        basis=basis(instrument, threshold),
    )


def basis(instrument: Instrument, threshold: Threshold | None) -> str:
    """What a verdict on change rests on, in one sentence with its source."""
    if threshold is None:
        return (
            f"No published reliable-change figure was found for the {instrument.short}, "
            "so no verdict is given."
        )
    source = threshold.sources[0] if threshold.sources else "source not recorded"
    return f"{threshold.value:g} points or more: {threshold.rule} ({threshold.status}: {source})."


def _verdict(
    instrument: Instrument, difference: Decimal, threshold: Threshold | None
) -> Verdict | None:
    if threshold is None:
        return None
    if abs(difference) < Decimal(str(threshold.value)):
        return "unchanged"
    got_better = (difference < 0) == (instrument.better_is == "lower")
    return "improved" if got_better else "deteriorated"


def _cannot_show(
    instrument: Instrument,
    pre: float,
    low: float | None,
    high: float | None,
    threshold: Threshold | None,
    verdict: Verdict | None,
) -> str | None:
    if threshold is None or verdict != "unchanged":
        return None
    best, worst = (low, high) if instrument.better_is == "lower" else (high, low)
    sentences = []
    if best is not None and abs(pre - best) < threshold.value:
        sentences.append(f"an improvement of {threshold.value:g} cannot be shown from {pre:g}")
    if worst is not None and abs(pre - worst) < threshold.value:
        sentences.append(f"a worsening of {threshold.value:g} cannot be shown from {pre:g}")
    if not sentences:
        return None
    return f"On this scale {' and '.join(sentences)}."
