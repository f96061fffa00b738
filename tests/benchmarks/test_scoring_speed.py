"""Scoring 100,000 PHQ-9 forms, as a ratio to adding up their answers in the same process."""

from __future__ import annotations

import numpy as np
import pytest

from core.outcomes.instrument import instrument
from core.outcomes.scoring_many import score_many
from tests.benchmarks.timing import quickest_of_each

pytestmark = pytest.mark.benchmark
FORMS = 100_000
MOST = 5.0


@pytest.mark.parametrize("left_out", [0.0, 0.02])
def test_scoring_costs_at_most_five_row_sums(left_out: float) -> None:
    """Range checks, reverse keys and the missing rule included; some answers left out too."""
    one = instrument("phq-9")
    chance = np.random.default_rng(1)
    forms = chance.integers(0, 4, (FORMS, len(one.items))).astype(float)
    forms[chance.random(forms.shape) < left_out] = np.nan
    added, scored = quickest_of_each(lambda: forms.sum(axis=1), lambda: score_many(one, forms))
    print(f"scoring, {left_out:.0%} left out: {scored / added:.2f} row sums")
    assert scored <= MOST * added
