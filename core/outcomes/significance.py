"""Clinical significance: cut-offs a, b and c, and the five combined classes. Pure.

Jacobson & Truax 1991 (JCCP 59:12) for the cut-offs; Claus, Wager & Bonnet 2024 (JSS 111(1))
for "harmed". A score on the cut-off counts as clinical, as the NHS counts it.
"""

from __future__ import annotations

import math
from typing import Literal, NamedTuple

import numpy as np
from numpy.typing import ArrayLike, NDArray

from core.errors import InvalidEntry
from core.outcomes.reliable_change import Better

Kind = Literal["a", "b", "c"]
Category = Literal["recovered", "improved", "unchanged", "deteriorated", "harmed"]
CATEGORIES: tuple[Category, ...] = (
    "recovered",
    "improved",
    "unchanged",
    "deteriorated",
    "harmed",
)
CHANGE_ONLY: tuple[Category, ...] = ("improved", "unchanged", "deteriorated")


_PLACES = 9  # a line at 7 is not missed by a score of 7 for what binary fractions add to it


class Norms(NamedTuple):
    """Means and SDs of a clinical and a functional (not clinical) sample, in points."""

    clinical_mean: float
    clinical_sd: float
    functional_mean: float | None = None
    functional_sd: float | None = None

    @property
    def functional(self) -> tuple[float, float] | None:
        """Mean and SD of the functional sample; None when one of them is not known."""
        if self.functional_mean is None or self.functional_sd is None:
            return None
        return self.functional_mean, self.functional_sd


def choice(norms: Norms) -> Kind:
    """The cut-off Jacobson & Truax recommend for what is known.

    a without functional norms; c when the two samples overlap, b when they do not. Overlap
    is read as their ranges of mean plus and minus 2 SD meeting: the 2 SD of a and b.
    """
    if norms.functional is None:
        return "a"
    mean, sd = norms.functional
    apart = abs(mean - norms.clinical_mean)
    return "c" if apart < 2 * (sd + norms.clinical_sd) else "b"


def cutoff(kind: Kind, norms: Norms, better_is: Better) -> float:
    """The cut-off in points: a beyond the clinical range, b within the functional, c between.

    a = 2 SD from the clinical mean; b = 2 SD from the functional mean; c is where the two
    normal curves of unequal SD give way to each other (weighted by the other's SD). b uses
    the functional SD, as JTRCI, CECPfuns and the paper's wording do; the R package
    clinicalsignificance uses the clinical SD there, so its b can differ.
    Raises InvalidEntry when the norms a cut-off needs are missing or cannot be used.
    """
    _check_sample("clinical", norms.clinical_mean, norms.clinical_sd)
    sign = -1 if better_is == "lower" else 1
    if kind == "a":
        return round(norms.clinical_mean + 2 * sign * norms.clinical_sd, _PLACES)
    if norms.functional is None:
        raise InvalidEntry(
            f"Cut-off {kind} also needs the mean and standard deviation of a functional sample."
        )
    return round(_with_functional(kind, norms, norms.functional, sign), _PLACES)


def functional(scores: ArrayLike, line: float, better_is: Better) -> NDArray[np.bool_]:
    """Whether each score lies on the functional side; on the line itself counts as clinical."""
    values = np.asarray(scores, dtype=float)
    return values < line if better_is == "lower" else values > line


def combined(
    change: ArrayLike, pre: ArrayLike, post: ArrayLike, line: float, better_is: Better
) -> NDArray[np.int8]:
    """Class of each person, as the position in CATEGORIES.

    `change` is 1, 0 or -1 (reliable_change.classes). Recovered: reliable improvement from the
    clinical to the functional side. Harmed: reliable worsening from the functional to the
    clinical side. A crossing without reliable change stays unchanged.
    """
    moved = np.asarray(change, dtype=np.int8)
    well_before = functional(pre, line, better_is)
    well_after = functional(post, line, better_is)
    recovered = (moved == 1) & ~well_before & well_after
    harmed = (moved == -1) & well_before & ~well_after
    crossed: NDArray[np.int8] = harmed.astype(np.int8) - recovered.astype(np.int8)
    return change_only(moved) + crossed


def change_only(change: ArrayLike) -> NDArray[np.int8]:
    """The same without functional norms: improved, unchanged or deteriorated only."""
    return np.int8(2) - np.asarray(change, dtype=np.int8)


def counts(codes: NDArray[np.int8], with_cutoff: bool = True) -> dict[str, int]:
    """People in each class by name; without a cut-off only the three kinds of change."""
    found = np.bincount(np.ravel(codes), minlength=len(CATEGORIES))
    named: dict[str, int] = {name: int(n) for name, n in zip(CATEGORIES, found, strict=True)}
    return named if with_cutoff else {name: named[name] for name in CHANGE_ONLY}


def names(codes: NDArray[np.int8]) -> list[Category]:
    """The class of each person in words."""
    return [CATEGORIES[code] for code in np.ravel(codes)]


def _with_functional(
    kind: Kind, norms: Norms, functional_norm: tuple[float, float], sign: int
) -> float:
    mean, sd = functional_norm
    _check_sample("functional", mean, sd)
    if sign * (mean - norms.clinical_mean) <= 0:
        raise InvalidEntry(
            "The functional mean must lie on the better side of the clinical mean. "
            "Check the direction and the two means."
        )
    if kind == "b":
        return mean - 2 * sign * sd
    both = norms.clinical_sd + sd
    return (norms.clinical_sd * mean + sd * norms.clinical_mean) / both


def _check_sample(name: str, mean: float, sd: float) -> None:
    if not (math.isfinite(mean) and math.isfinite(sd)):
        raise InvalidEntry(f"The mean and standard deviation of the {name} sample must be numbers.")
    if sd <= 0:
        raise InvalidEntry(f"The standard deviation of the {name} sample must be above 0.")
