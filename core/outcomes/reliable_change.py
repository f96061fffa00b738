"""Is a change more than measurement error? Six published indices, for one or many people. Pure.

Every index is in the direction post minus pre: its sign is never flipped, and which sign
is better is said by `better_is`. A change counts from beyond the critical value, not on it
(Jacobson & Truax 1991, JCCP 59:12). Scores are floats or numpy arrays of one shape.

Sources of the six: Jacobson & Truax 1991 (JT); Hsu 1989 after Gulliksen, Lord & Novick
(GLN); Hsu 1995 after Hsu, Linn & Lord (HLL); Speer 1992 after Edwards & Nunnally (EN);
Nunnally & Kotsch 1983 (NK); Hageman & Arrindell 1999 (HA).
"""

from __future__ import annotations

import math
from typing import Literal, NamedTuple, TypeVar, get_args

import numpy as np
from numpy.typing import NDArray

from core.errors import InvalidEntry

Method = Literal["JT", "GLN", "HLL", "EN", "NK", "HA"]
Better = Literal["lower", "higher"]
METHODS: tuple[Method, ...] = get_args(Method)

Z_TWO_SIDED = 1.959963984540054  # 97.5th centile of the standard normal
Z_ONE_SIDED = 1.6448536269514722  # 95th centile, as Hageman & Arrindell use it

Scores = TypeVar("Scores", float, NDArray[np.float64])


class Reference(NamedTuple):
    """Figures of the sample an index rests on, in points of the scale. None: not known."""

    sd_pre: float | None = None
    reliability: float | None = None
    mean_pre: float | None = None
    mean_post: float | None = None
    sd_post: float | None = None
    reliability_post: float | None = None
    correlation: float | None = None


_NEEDS: dict[Method, tuple[str, ...]] = {
    "JT": ("sd_pre", "reliability"),
    "GLN": ("sd_pre", "reliability", "mean_pre"),
    "HLL": ("sd_pre", "reliability", "mean_pre", "mean_post"),
    "EN": ("sd_pre", "reliability", "mean_pre"),
    "NK": ("sd_pre", "reliability", "mean_pre", "reliability_post"),
    "HA": ("sd_pre", "reliability", "mean_pre", "mean_post", "sd_post", "correlation"),
}
_NAMES = {
    "sd_pre": "the standard deviation at the start",
    "reliability": "the reliability",
    "mean_pre": "the mean at the start",
    "mean_post": "the mean at the end",
    "sd_post": "the standard deviation at the end",
    "reliability_post": "the reliability at the end",
    "correlation": "the correlation between start and end",
}


def critical(method: Method) -> float:
    """How far from 0 an index must lie: 1.96 (two-sided 5%), for HA 1.645 (one-sided 5%)."""
    return Z_ONE_SIDED if method == "HA" else Z_TWO_SIDED


def missing_figures(method: Method, ref: Reference) -> list[str]:
    """Names of the figures the method needs and `ref` does not hold, in plain words."""
    return [_NAMES[field] for field in _NEEDS[method] if getattr(ref, field) is None]


def listed(words: list[str]) -> str:
    """Words in a row as a sentence needs them: "a, b and c"."""
    return " and ".join([", ".join(words[:-1]), words[-1]] if len(words) > 1 else words)


def check(method: Method, ref: Reference) -> None:
    """Whether the method can be computed from `ref`.

    Raises InvalidEntry with one sentence that names what is missing or cannot be.
    """
    missing = missing_figures(method, ref)
    if missing:
        raise InvalidEntry(f"The {method} method also needs {listed(missing)}.")
    for field in _NEEDS[method]:
        _check_figure(field, getattr(ref, field))
    if method == "HA":
        _true_change_reliability(ref)


def standard_error(ref: Reference) -> float:
    """Standard error of measurement in points: s1 * sqrt(1 - r). Raises InvalidEntry."""
    check("JT", ref)
    return _sd(ref) * math.sqrt(1 - _r(ref))


def difference_error(ref: Reference) -> float:
    """Standard error of a difference of two scores, in points: SE * sqrt(2) (JT's S_diff).

    Raises InvalidEntry when SD or reliability is missing or cannot be used.
    """
    return standard_error(ref) * math.sqrt(2)


def minimum_points(method: Method, ref: Reference) -> float | None:
    """Smallest reliable change in points: 1.96 * S_diff (JT).

    None for the other methods, where it depends on the person's score or the sample's means.
    Raises InvalidEntry when a figure the method needs is missing or cannot be used.
    """
    check(method, ref)
    return critical("JT") * difference_error(ref) if method == "JT" else None


def index(method: Method, pre: Scores, post: Scores, ref: Reference) -> Scores:
    """Reliable change index: post minus pre in standard errors, corrected as the method says.

    GLN, HLL, EN and NK allow for regression to the mean. HA leans on the sample's mean
    change, so a person's index moves when the sample does.
    Raises InvalidEntry for missing figures and for scores that are missing or not finite.
    """
    check(method, ref)
    if not (np.isfinite(pre).all() and np.isfinite(post).all()):
        raise InvalidEntry("A score is missing or not a number. Leave that person out and count.")
    match method:
        case "JT":
            return (post - pre) / difference_error(ref)
        case "HA":
            return _hageman_arrindell(pre, post, ref)
        case "HLL":
            return (post - _mean_post(ref) - _r(ref) * (pre - _mean(ref))) / _residual_sd(ref)
        case "GLN":
            return (post - _true_pre(pre, ref)) / _residual_sd(ref)
        case "EN":
            return (post - _true_pre(pre, ref)) / standard_error(ref)
        case "NK":
            return (post - _true_pre(pre, ref)) / _two_form_error(ref)


def classes(
    method: Method, pre: Scores, post: Scores, ref: Reference, better_is: Better
) -> NDArray[np.int8]:
    """Class of each person: 1 improved, -1 deteriorated, 0 unchanged (within error).

    Shape as `pre`. Beyond the critical value counts, on it does not. Raises InvalidEntry.
    """
    return classified(index(method, pre, post, ref), critical(method), better_is)


def classified(
    found: float | NDArray[np.float64], line: float, better_is: Better
) -> NDArray[np.int8]:
    """Class of each index against a critical value: 1 better, -1 worse, 0 neither."""
    sign = -1 if better_is == "lower" else 1
    better = np.multiply(found, sign)
    return (better > line).astype(np.int8) - (better < -line).astype(np.int8)


def _check_figure(field: str, value: float) -> None:
    name = _NAMES[field].capitalize()
    if not math.isfinite(value):
        raise InvalidEntry(f"{name} must be a number.")
    if field.startswith("sd_") and value <= 0:
        raise InvalidEntry(
            f"{name} must be above 0. With one person, or everyone alike, use that of a norm group."
        )
    if field == "correlation" and not -1 <= value <= 1:
        raise InvalidEntry(f"{name} must lie between -1 and 1.")
    if field.startswith("reliability"):
        _check_reliability(name, value)


def _check_reliability(name: str, value: float) -> None:
    if not 0 < value <= 1:
        raise InvalidEntry(f"{name} must lie above 0 and below 1.")
    if value == 1:
        raise InvalidEntry(
            f"{name} cannot be 1: there would be no measurement error to compare with."
        )


def _hageman_arrindell(pre: Scores, post: Scores, ref: Reference) -> Scores:
    reliability = _true_change_reliability(ref)
    shared = (_mean_post(ref) - _mean(ref)) * (1 - reliability)
    return ((post - pre) * reliability + shared) / (math.sqrt(reliability) * difference_error(ref))


def _true_change_reliability(ref: Reference) -> float:
    """Reliability of the difference scores in the sample (Hageman & Arrindell 1999)."""
    s1, s2 = _sd(ref), ref.sd_post or math.nan
    shared = 2 * s1 * s2 * (ref.correlation if ref.correlation is not None else math.nan)
    error = s1**2 * (1 - _r(ref))
    spread = s1**2 + s2**2 - shared
    if spread <= 0 or spread - 2 * error <= 0:
        raise InvalidEntry(
            "The HA method cannot be computed here: people's changes differ from each other by "
            "no more than measurement error. Use JT."
        )
    return 1 - 2 * error / spread


def _true_pre(pre: Scores, ref: Reference) -> Scores:
    return _r(ref) * (pre - _mean(ref)) + _mean(ref)


def _residual_sd(ref: Reference) -> float:
    return _sd(ref) * math.sqrt(1 - _r(ref) ** 2)


def _two_form_error(ref: Reference) -> float:
    post = ref.reliability_post if ref.reliability_post is not None else math.nan
    return _sd(ref) * math.sqrt(_r(ref) ** 2 * (1 - _r(ref)) + 1 - post)


def _sd(ref: Reference) -> float:
    return ref.sd_pre if ref.sd_pre is not None else math.nan


def _r(ref: Reference) -> float:
    return ref.reliability if ref.reliability is not None else math.nan


def _mean(ref: Reference) -> float:
    return ref.mean_pre if ref.mean_pre is not None else math.nan


def _mean_post(ref: Reference) -> float:
    return ref.mean_post if ref.mean_post is not None else math.nan
