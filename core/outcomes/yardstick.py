"""What a change of one scale is judged by: a published figure, or an index worked out. Pure.

Published thresholds come first (docs/adr/0007). Where a scale has none, the Jacobson-Truax
index is worked out from the reliability and the norm sample that the instrument's file marks
`for_change`; unverified figures are never used.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from decimal import Decimal
from typing import Literal, NamedTuple, get_args

from core.errors import InvalidEntry
from core.outcomes import reliable_change
from core.outcomes.definition import Norm, Reliability, Sourced, Threshold
from core.outcomes.instrument import Instrument
from core.outcomes.reliable_change import Method, Reference, listed

Verdict = Literal["improved", "deteriorated", "unchanged"]
Way = Literal["published", "JT", "GLN", "HLL", "EN", "NK", "HA"]
WAYS: tuple[Way, ...] = get_args(Way)
_VERDICTS: dict[int, Verdict] = {1: "improved", 0: "unchanged", -1: "deteriorated"}


class Yardstick(NamedTuple):
    """How a change is judged. `minimum`: smallest reliable change in points, if it is one.

    `inclusive`: a published whole number of points counts itself; a worked-out one is a line
    that has to be passed. `judge` takes the score before and the one after.
    """

    way: Way
    minimum: float | None
    inclusive: bool
    judge: Callable[[float, float], Verdict]
    basis: str


def yardstick(instrument: Instrument, scale_id: str, way: Way | None = None) -> Yardstick | None:
    """What changes of this scale are judged by; None when nothing was published or marked.

    Without `way`: the published figure, or JT worked out. With it: that one and no other.
    Raises InvalidEntry, naming the figures, when the file does not hold what `way` needs.
    """
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

    return Yardstick("published", threshold.value, True, judge, published_basis(threshold))


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
    return Yardstick(method, minimum, False, judge, basis)


def _computed_basis(
    instrument: Instrument, scale_id: str, method: Method, minimum: float | None
) -> str:
    beyond = f"an index beyond {reliable_change.critical(method):.3g}"
    line = beyond if minimum is None else f"more than {minimum:.3g} points"
    parts = []
    reliability = _reliability(instrument, scale_id)
    if reliability:
        parts.append(
            f"reliability {reliability.value:g} ({reliability.kind}; {_seen(reliability)})"
        )
    before, after = _norm_before(instrument, scale_id), _norm_after(instrument, scale_id)
    norms = [before, after] if method in ("HLL", "HA") else [before]
    parts += [_norm_words(norm, method) for norm in norms if norm]
    return f"Worked out, {line}: {method} from {listed(parts)}."


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
    """The clinical sample; where none is marked, any marked sample that is not after treatment."""
    marked = _norms(instrument, scale_id)
    clinical = (norm for norm in marked if norm.role == "clinical")
    other = (norm for norm in marked if norm.role != "after treatment")
    return next(clinical, next(other, None))


def _norm_after(instrument: Instrument, scale_id: str) -> Norm | None:
    after = (n for n in _norms(instrument, scale_id) if n.role == "after treatment")
    return next(after, None)


def _norms(instrument: Instrument, scale_id: str) -> Sequence[Norm]:
    return [n for n in instrument.norms if n.for_change and n.usable and n.scale == scale_id]
