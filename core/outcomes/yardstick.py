"""What a change of one scale is judged by: a published figure, or an index worked out. Pure.

Published thresholds come first (docs/adr/0007). Where a scale has none, the Jacobson-Truax
index is worked out from the reliability and the norm sample that the instrument's file marks
`for_change`; unverified figures are never used. A measure that is not one of change (`tracks`
is False in its file) is judged by nothing.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from decimal import Decimal
from functools import lru_cache
from statistics import NormalDist
from typing import Literal, NamedTuple, get_args

from core.errors import InvalidEntry
from core.outcomes import reliable_change
from core.outcomes.definition import Norm, Reliability, Sourced, Threshold
from core.outcomes.instrument import Instrument
from core.outcomes.reliable_change import Method, Reference, listed

Verdict = Literal["improved", "deteriorated", "unchanged"]
Way = Literal["published", "JT", "GLN", "HLL", "EN", "NK", "HA"]
WAYS: tuple[Way, ...] = get_args(Way)
_MIXED = ("two different samples: ", "different samples: ")
_VERDICTS: dict[int, Verdict] = {1: "improved", 0: "unchanged", -1: "deteriorated"}


class Yardstick(NamedTuple):
    """How a change is judged. `minimum`: smallest reliable change in points, if it is one.

    `inclusive`: a published whole number of points counts itself; a worked-out one is a line
    that has to be passed. `judge` takes the score before and the one after. `needs` says the
    minimum in words, with the level and the status of a published figure that is not the usual;
    a `convention` says nothing of measurement error.
    """

    way: Way
    minimum: float | None
    inclusive: bool
    judge: Callable[[float, float], Verdict]
    basis: str
    needs: str = ""
    convention: bool = False


class MeasurementError(NamedTuple):
    """The standard error of measurement of a scale in points, and what it rests on in words."""

    points: float
    basis: str


class _Same:
    """An instrument as a key: the very object, whose figures never change."""

    __slots__ = ("one",)

    def __init__(self, one: Instrument) -> None:
        self.one = one

    def __hash__(self) -> int:
        return id(self.one)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Same) and self.one is other.one


def yardstick(instrument: Instrument, scale_id: str, way: Way | None = None) -> Yardstick | None:
    """What changes of this scale are judged by; None when nothing was published or marked.

    Without `way`: the published figure, or JT worked out. With it: that one and no other.
    Raises InvalidEntry, naming the figures, when the file does not hold what `way` needs.
    """
    return _yardstick(_Same(instrument), scale_id, way)


@lru_cache(maxsize=512)
def _yardstick(same: _Same, scale_id: str, way: Way | None) -> Yardstick | None:
    instrument = same.one
    if not instrument.tracks:
        return None
    if way is not None and way != "published":
        return _computed(instrument, scale_id, way)
    threshold = instrument.threshold(scale_id)
    if threshold is not None:
        return _published(instrument, threshold)
    return None if way == "published" else _computed_if_marked(instrument, scale_id)


def reference(instrument: Instrument, scale_id: str) -> Reference:
    """The figures a file marks for working a change out; None where it marks none."""
    before, after = _norm_before(instrument, scale_id), _norm_after(instrument, scale_id)
    reliability = _reliability(instrument, scale_id)
    return Reference(
        sd_pre=before.sd if before else None,
        reliability=reliability.value if reliability else None,
        mean_pre=before.mean if before else None,
        mean_post=after.mean if after else None,
        sd_post=after.sd if after else None,
    )


def measurement_error(instrument: Instrument, scale_id: str) -> MeasurementError:
    """The standard error of measurement (SEM) that belongs to what judges this scale's changes.

    Of a published reliable change: points / (z * sqrt 2), with the z of its confidence (1.96 at
    95%), which is the Jacobson-Truax index solved for its error. Else worked out from the marked
    figures: SD * sqrt(1 - r). Raises InvalidEntry where neither says it (a convention, no figure).
    """
    threshold = instrument.threshold(scale_id)
    if threshold is None:
        found = reliable_change.standard_error(reference(instrument, scale_id))
        rests = _figures(instrument, scale_id, "JT")
        return MeasurementError(found, f"worked out from {rests}")
    if threshold.kind == "convention":
        raise InvalidEntry(f"{published_needs(threshold)}; measurement error is not known.")
    z = NormalDist().inv_cdf((1 + threshold.confidence / 100) / 2)
    rests = f"{threshold.value:g} is reliable at {threshold.confidence}% ({_seen(threshold)})"
    return MeasurementError(threshold.value / (z * math.sqrt(2)), f"as {rests}")


def published_needs(threshold: Threshold) -> str:
    """A published number of points in short: the usual is reliable at 95% and verified."""
    seen = "" if threshold.status == "verified" else f", {threshold.status}"
    if threshold.kind == "convention":
        return f"{threshold.value:g} points are called a significant change by convention{seen}"
    level = "" if threshold.confidence == 95 else f" at {threshold.confidence}%"
    return f"{threshold.value:g} is reliable{level}{seen}"


def published_basis(threshold: Threshold) -> str:
    """What a published figure says, with its status and first source, in one sentence."""
    return f"{threshold.value:g} points or more: {threshold.rule} ({_seen(threshold)})."


def _published(instrument: Instrument, threshold: Threshold) -> Yardstick:
    better_is = instrument.better(threshold.scale)

    def judge(pre: float, post: float) -> Verdict:
        difference = Decimal(str(post)) - Decimal(str(pre))
        if abs(difference) < Decimal(str(threshold.value)):
            return "unchanged"
        got_better = (difference < 0) == (better_is == "lower")
        return "improved" if got_better else "deteriorated"

    return Yardstick(
        "published",
        threshold.value,
        True,
        judge,
        published_basis(threshold),
        published_needs(threshold),
        threshold.kind == "convention",
    )


def _computed_if_marked(instrument: Instrument, scale_id: str) -> Yardstick | None:
    try:
        return _computed(instrument, scale_id, "JT")
    except InvalidEntry:
        return None


def _computed(instrument: Instrument, scale_id: str, method: Method) -> Yardstick:
    ref = reference(instrument, scale_id)
    missing = reliable_change.missing_figures(method, ref)
    if missing:
        raise InvalidEntry(
            f"{method} cannot be worked out for this scale of the {instrument.short}: its file "
            f"marks no figure to use for {listed(missing)}."
        )
    minimum = reliable_change.minimum_points(method, ref)
    better_is = instrument.better(scale_id)

    def judge(pre: float, post: float) -> Verdict:
        found = reliable_change.classes(method, pre, post, ref, better_is)
        return _VERDICTS[int(found)]

    basis = _computed_basis(instrument, scale_id, method, minimum)
    needs = "" if minimum is None else f"more than {minimum:.3g} is reliable"
    return Yardstick(method, minimum, False, judge, basis, needs)


def _computed_basis(
    instrument: Instrument, scale_id: str, method: Method, minimum: float | None
) -> str:
    beyond = f"an index beyond {reliable_change.critical(method):.3g}"
    line = beyond if minimum is None else f"more than {minimum:.3g} points"
    return f"Worked out, {line}: {method} from {_figures(instrument, scale_id, method)}."


def _figures(instrument: Instrument, scale_id: str, method: Method) -> str:
    """The figures of a file that an index rests on, and whether one sample gave them all."""
    reliability = _reliability(instrument, scale_id)
    before, after = _norm_before(instrument, scale_id), _norm_after(instrument, scale_id)
    norms = [norm for norm in (before, after) if norm]
    norms = norms if method in ("HLL", "HA") else norms[:1]
    said = [_norm_words(norm, method) for norm in norms]
    if reliability is None:
        return listed(said)
    said.insert(0, f"reliability {reliability.value:g} ({reliability.kind}; {_seen(reliability)})")
    apart = any(not set(norm.sources) & set(reliability.sources) for norm in norms)
    return f"{_MIXED[len(norms) > 1] if apart else ''}{listed(said)}"


def _norm_words(norm: Norm, method: Method) -> str:
    figures = f"SD {norm.sd:g}" if method == "JT" else f"mean {norm.mean:g} and SD {norm.sd:g}"
    people = f", n = {norm.n:,}" if norm.n else ""
    return f"{figures} ({norm.population}{people}; {_seen(norm)})"


def _seen(figure: Sourced) -> str:
    source = figure.sources[0] if figure.sources else "source not recorded"
    return f"{figure.status}: {source}"


def _reliability(instrument: Instrument, scale_id: str) -> Reliability | None:
    scales = (scale_id, "") if scale_id == instrument.main_scale.id else (scale_id,)
    marked = [r for r in instrument.reliability if r.for_change and r.usable]
    return next((r for scale in scales for r in marked if r.scale == scale), None)


def _norm_before(instrument: Instrument, scale_id: str) -> Norm | None:
    """The clinical sample: people in general differ less, which would call too much reliable."""
    clinical = (norm for norm in _norms(instrument, scale_id) if norm.role == "clinical")
    return next(clinical, None)


def _norm_after(instrument: Instrument, scale_id: str) -> Norm | None:
    after = (n for n in _norms(instrument, scale_id) if n.role == "after treatment")
    return next(after, None)


def _norms(instrument: Instrument, scale_id: str) -> Sequence[Norm]:
    return [n for n in instrument.norms if n.for_change and n.usable and n.scale == scale_id]
