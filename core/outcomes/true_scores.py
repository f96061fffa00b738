"""Clinical significance on estimated true scores, after Hageman & Arrindell 1999. Pure.

The cut-offs are those of significance.py with the SDs of true scores, s * sqrt(r). A person
ends in the functional range only when their estimated true score lies beyond the cut-off by
more than its error (one-sided 5%), so fewer people count as recovered than with JT.
"""

from __future__ import annotations

import math

import numpy as np
from numpy.typing import NDArray

from core.errors import InvalidEntry
from core.outcomes import significance
from core.outcomes.reliable_change import Better, Reference, critical, standard_error
from core.outcomes.significance import Kind, Norms


def true_cutoff(kind: Kind, norms: Norms, reference: Reference, better_is: Better) -> float:
    """The cut-off in points between true scores. Raises InvalidEntry as significance.cutoff."""
    error = standard_error(reference)
    told = norms._replace(clinical_sd=_true_sd(norms.clinical_sd, error))
    if norms.functional_sd is not None:
        told = told._replace(functional_sd=_true_sd(norms.functional_sd, error))
    return significance.cutoff(kind, told, better_is)


def surely_functional(
    post: NDArray[np.float64], line: float, reference: Reference, better_is: Better
) -> NDArray[np.bool_]:
    """Whether each person's estimated true score at the end lies surely beyond the cut-off.

    [M2 + (y - M2) r2 - cut-off] / (sqrt(r2) SE) against 1.645, with r2 = (s2^2 - SE^2) / s2^2,
    the reliability at the end. Raises InvalidEntry when the end scores spread no more than
    error does.
    """
    error = standard_error(reference)
    mean, sd = reference.mean_post or 0.0, reference.sd_post or 0.0
    reliability = (_true_sd(sd, error) / sd) ** 2
    estimated = mean + (post - mean) * reliability
    sign = -1 if better_is == "lower" else 1
    found: NDArray[np.bool_] = sign * (estimated - line) > critical("HA") * error * math.sqrt(
        reliability
    )
    return found


def combined(
    change: NDArray[np.int8],
    pre: NDArray[np.float64],
    post: NDArray[np.float64],
    ended_functional: NDArray[np.bool_],
    line: float,
    better_is: Better,
) -> NDArray[np.int8]:
    """Class of each person, as the position in significance.CATEGORIES.

    As significance.combined, with "functional at the end" as `ended_functional` says. Harmed
    needs a score at the end on the clinical side of the line (Claus, Wager & Bonnet 2024): not
    being surely functional any more is not having crossed.
    """
    started_well = significance.functional(pre, line, better_is)
    recovered = (change == 1) & ~started_well & ended_functional
    ended_clinical = ~significance.functional(post, line, better_is)
    harmed = (change == -1) & started_well & ended_clinical
    codes: NDArray[np.int8] = (
        significance.change_only(change) - recovered.astype(np.int8) + harmed.astype(np.int8)
    )
    return codes


def _true_sd(sd: float, error: float) -> float:
    if not sd > error:
        raise InvalidEntry(
            "The HA method cannot be computed here: scores differ from each other by no more "
            "than measurement error. Use JT."
        )
    return math.sqrt(sd**2 - error**2)
