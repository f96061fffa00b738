"""The course to expect from a growth model, against the joint distribution it implies."""

from __future__ import annotations

import math
from datetime import date, timedelta

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.errors import DefinitionError, InvalidEntry
from core.outcomes.course import (
    NEEDS,
    Band,
    Growth,
    SessionScore,
    expected,
    growth_from,
    off_course,
)

START = date(2026, 3, 2)

# Made up for these tests; no parameters ship with the product.
TEXT = """
instrument = "bdi"
scale = "total"
norm_group = "made-up group, n = 400"
status = "one source"
sources = ["made up for a test"]
g = "linear"
mu = [20, -1]
T = [[9, 0], [0, 1]]
sigma = 4
first_session = 0
last_session = 12
"""


def model(**changes: str) -> Growth:
    """The model above with some lines changed."""
    lines = dict(line.split(" = ", 1) for line in TEXT.strip().splitlines())
    return growth_from("own.toml", "\n".join(f"{k} = {v}" for k, v in (lines | changes).items()))


def scores(*sessions: tuple[int, float]) -> list[SessionScore]:
    return [(s, value, START + timedelta(weeks=s)) for s, value in sessions]


# By hand: C(0,0) = 9 + 16 = 25, C(4,0) = 9, C(4,4) = 9 + 16 * 1 + 16 = 41.
# From 30: 16 + 9/25 * 10 = 19.6; V = 41 - 81/25 = 37.76, 1.2816 * sqrt(37.76) = 7.875.
def test_band_by_hand() -> None:
    found = expected(model(), 30, 4)
    assert found is not None
    assert found.expected == pytest.approx(19.6)
    assert found.high - found.expected == pytest.approx(7.875, abs=5e-4)
    assert found.expected - found.low == pytest.approx(7.875, abs=5e-4)


LOGS = model(
    g='"log"', mu="[23.5, -3.1]", T="[[30.2, -4.4], [-4.4, 6.1]]", sigma="3.7", first_session="1"
)


def joint(growth: Growth, last: int) -> tuple[np.ndarray, np.ndarray]:
    """Mean and covariance of one person's scores at all sessions 1 to `last` together."""
    g = np.log(np.arange(1, last + 1))
    design = np.column_stack([np.ones(last), g])
    cov = design @ np.array(growth.T) @ design.T + growth.sigma**2 * np.eye(last)
    return design @ np.array(growth.mu), cov


# Independent route: the conditional distribution read off the precision matrix of the joint
# normal of the two scores (mean - K12/K22 (y - mu), variance 1/K11), Bishop 2006 section 2.3.
@pytest.mark.parametrize("session", [2, 5, 10])
@pytest.mark.parametrize("baseline", [10.0, 23.5, 41.0])
def test_band_is_the_conditional_normal_of_the_joint_distribution(
    session: int, baseline: float
) -> None:
    mean, cov = joint(LOGS, 10)
    pair = [session - 1, 0]
    precision = np.linalg.inv(cov[np.ix_(pair, pair)])
    found = expected(LOGS, baseline, session)
    assert found is not None
    at = mean[pair[0]] - precision[0, 1] / precision[0, 0] * (baseline - mean[0])
    assert found.expected == pytest.approx(at)
    assert found.high - found.low == pytest.approx(2 * 1.2815516 / math.sqrt(precision[0, 0]))


def test_four_in_five_simulated_people_stay_within_the_band() -> None:
    rng = np.random.default_rng(20260302)
    mean, cov = joint(LOGS, 8)
    people = rng.multivariate_normal(mean, cov, size=20_000)
    bands = [expected(LOGS, start, 8) for start in people[:, 0]]
    inside = [
        band.low <= y <= band.high for band, y in zip(bands, people[:, 7], strict=True) if band
    ]
    assert np.mean(inside) == pytest.approx(0.80, abs=0.01)


def test_a_later_first_score_is_taken_at_its_own_session() -> None:
    mean, cov = joint(LOGS, 10)
    found = expected(LOGS, 30, 9, since=3)
    assert found is not None
    assert found.expected == pytest.approx(mean[8] + cov[8, 2] / cov[2, 2] * (30 - mean[2]))


def test_at_the_start_the_band_is_the_score_itself() -> None:
    assert expected(model(), 30, 0) == Band(30, 30, 30)


@pytest.mark.parametrize(("session", "since"), [(13, None), (-1, None), (2, 3), (5, 13)])
def test_outside_its_sessions_a_model_says_nothing(session: int, since: int | None) -> None:
    assert expected(model(), 30, session, since) is None


def test_an_unverified_model_says_nothing() -> None:
    assert expected(model(status='"unverified"'), 30, 4) is None
    assert off_course(model(status='"unverified"'), scores((0, 30), (4, 60)), "lower") is None


def test_a_missing_baseline_is_refused() -> None:
    with pytest.raises(InvalidEntry, match="score at the start"):
        expected(model(), math.nan, 4)


def test_an_alert_says_group_count_date_and_band() -> None:
    """The band from 30 at session 4 runs from 11.7 to 27.5 (worked out above)."""
    found = off_course(model(), scores((0, 30), (2, 29), (4, 28)), "lower")
    assert found is not None
    assert (found.session, found.on, found.value) == (4, date(2026, 3, 30), 28)
    assert found.reason == (
        "The score of 30 March 2026 (session 4) is 28, worse than for most who start at 30 in "
        "the norm group (made-up group, n = 400): four in five score between 11.7 and 27.5 "
        "there; 3 scores so far."
    )


def test_the_sentence_of_an_alert_names_no_score_that_the_scale_does_not_have() -> None:
    """From 10 at session 4: 16 + 9/25 * -10 = 12.4, so 4.5 to 20.3; from 30 up to 27.5."""
    for start, ends, words in (
        (10, (5, 27), "between 5.0 and 20.3"), (30, (0, 27), "between 11.7 and 27.0"),
        (10, (None, None), "between 4.5 and 20.3"),
    ):  # fmt: skip
        found = off_course(model(), scores((0, start), (4, 28)), "lower", ends)
        assert found is not None
        assert words in found.reason


@pytest.mark.parametrize(
    ("seen", "better"),
    [
        (scores((0, 30)), "lower"),
        (scores((0, 30), (4, 27)), "lower"),
        (scores((0, 30), (4, 5)), "lower"),
        (scores((0, 30), (4, 60), (13, 60)), "lower"),
        (scores((13, 30), (14, 60)), "lower"),
        (scores((4, 30), (4, 60)), "lower"),
        (scores((0, 30), (4, 28)), "higher"),
    ],
)
def test_no_alert_on_one_score_in_the_band_or_outside_the_sessions(
    seen: list[SessionScore], better: str
) -> None:
    assert NEEDS == 2
    assert off_course(model(), seen, better) is None  # type: ignore[arg-type]


def test_where_higher_is_better_a_low_score_alerts() -> None:
    assert off_course(model(), scores((0, 30), (4, 11)), "higher") is not None


@given(st.floats(0, 63), st.floats(0, 63), st.integers(1, 12))
def test_an_alert_never_stands_inside_the_band(start: float, value: float, session: int) -> None:
    band = expected(model(), start, session)
    assert band is not None
    alert = off_course(model(), scores((0, start), (session, value)), "lower")
    assert (alert is not None) == (value > band.high)


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"sigma": "0"}, "own.toml: sigma: must be above 0."),
        ({"sigma": "nan"}, "own.toml: sigma: must be above 0."),
        ({"mu": "[20, inf]"}, "own.toml: mu: every value must be a number."),
        ({"T": "[[9, 1], [0, 1]]"}, "own.toml: T: a covariance table must be the same above "
                                    "and below its diagonal."),
        ({"T": "[[1, 2], [2, 1]]"}, "own.toml: T: this is not a covariance table: a variance "
                                    "in it would be negative."),
        ({"T": "[[9, 0]]"}, "own.toml: T: must be a square table of numbers."),
        ({"T": "[[9]]"}, "own.toml: file: give T one row for each coefficient in "
                         "mu."),
        ({"g": '"square"'}, "own.toml: g: input should be 'log' or 'linear'."),
        ({"g": '"log"'}, "own.toml: file: the logarithm of the session number starts "
                         "at session 1."),
        ({"last_session": "0"}, "own.toml: file: last session must come after first "
                                "session."),
        ({"norm_group": '""'}, "own.toml: norm_group: please fill this in."),
    ],
)  # fmt: skip
def test_a_model_that_cannot_be_is_refused_by_file_and_key(
    changes: dict[str, str], said: str
) -> None:
    with pytest.raises(DefinitionError) as refused:
        model(**changes)
    assert refused.value.sentence == said


def test_text_that_is_not_toml_is_refused() -> None:
    with pytest.raises(DefinitionError, match="not readable TOML"):
        growth_from("own.toml", "mu = [")
