"""Attachment in two dimensions: places of one day, a path each, and an equal mean."""

from __future__ import annotations

import pytest

from core.outcomes.definition import Norm, Reliability
from core.outcomes.instrument import Instrument, instrument
from core.outcomes.model import Administration
from core.outcomes.relationships import error_box, mean_paths, paths, two_dimensional
from core.outcomes.series import series_of
from tests.people import MARA, TODAY, days_ago, filled_in

# Fraley's key (fact base, ecr-rs): avoidance is the mean of items 1-6 with 1-4 turned round,
# anxiety of 7-9. The most secure answers are the worked example: 7777 11 111 gives 1 and 1;
# the least secure 1111 77 777 gives 7 and 7; the midpoint 4 gives 4 and 4.
SECURE, INSECURE, MIDDLE = "777711111", "111177777", "444444444"


def about(whom: str, typed: str, ago: int, order: int = 0) -> Administration:
    return filled_in(MARA, "ecr-rs", typed, days_ago(ago), about=whom, order=order)


def test_each_relationship_has_a_path_in_order_of_its_days() -> None:
    found = paths(series_of([about("partner", SECURE, 7), about("partner", INSECURE, 70)]))
    assert [(path.about, len(path.places)) for path in found] == [("partner", 2)]
    places = found[0].places
    assert [(p.on, p.avoidance, p.anxiety) for p in places] == [
        (days_ago(70), 7, 7),
        (days_ago(7), 1, 1),
    ]


def test_the_mean_counts_each_relationship_of_the_day_equally() -> None:
    found = paths(
        series_of([
            about("mother", INSECURE, 7), about("father", INSECURE, 7), about("partner", SECURE, 7),
        ])
    )  # fmt: skip
    (mean,) = mean_paths(found)
    (place,) = mean.places
    assert (place.avoidance, place.anxiety) == (5, 5)  # (7 + 7 + 1) / 3
    assert mean.mean_of == ("father", "mother", "partner")


def test_means_of_different_relationships_are_never_one_path() -> None:
    rated = [
        about("mother", INSECURE, 90), about("partner", SECURE, 90),
        about("mother", INSECURE, 60), about("father", INSECURE, 60), about("partner", SECURE, 60),
        about("mother", MIDDLE, 30), about("partner", MIDDLE, 30),
        about("partner", SECURE, 7),
    ]  # fmt: skip
    means = {mean.mean_of: mean.places for mean in mean_paths(paths(series_of(rated)))}
    assert list(means) == [("mother", "partner"), ("father", "mother", "partner")]
    pair, all_three = means.values()
    assert [(p.on, p.avoidance) for p in pair] == [(days_ago(90), 4), (days_ago(30), 4)]
    assert [(p.on, p.avoidance) for p in all_three] == [(days_ago(60), 5)]


def test_a_relationship_rated_twice_on_a_day_counts_once_with_its_last_rating() -> None:
    rated = [
        about("mother", INSECURE, 7, 0), about("mother", MIDDLE, 7, 1), about("partner", MIDDLE, 7)
    ]  # fmt: skip
    (mean,) = mean_paths(paths(series_of(rated)))
    assert [p.avoidance for p in mean.places] == [4]
    assert mean.mean_of == ("mother", "partner")


def test_one_relationship_on_a_day_is_no_mean() -> None:
    alone = [about("mother", MIDDLE, 30), about("partner", MIDDLE, 7)]
    assert mean_paths(paths(series_of(alone))) == []
    assert mean_paths([]) == []


def test_a_form_with_an_answer_left_out_has_no_place() -> None:
    assert paths(series_of([about("partner", "77771111-", 7)])) == []


def test_only_measures_with_both_dimensions_have_a_plane() -> None:
    flat = [filled_in(MARA, "phq-9", "111111111", TODAY)]
    assert paths(series_of(flat)) == []
    assert two_dimensional(instrument("ecr-rs"))
    assert not two_dimensional(instrument("phq-9"))


def with_figures(status: str) -> Instrument:
    figures = {"sources": ("Jacobson & Truax 1991",), "for_change": True}
    scales = ("anxiety", "avoidance")
    return instrument("ecr-rs").model_copy(
        update={
            "reliability": tuple(
                Reliability(kind="test-retest", value=0.8, scale=s, status=status, **figures)
                for s in scales
            ),
            "norms": tuple(
                Norm(population="couples", mean=40, sd=7.5, scale=s, **figures) for s in scales
            ),
        }
    )


# Jacobson & Truax 1991: SD 7.5 and reliability .80 need 9.2969 points (the R package
# CECPfuns tests for 9.296925484568419).
def test_an_area_of_error_is_drawn_only_where_the_reliability_is_verified() -> None:
    assert error_box(with_figures("verified")) == pytest.approx((9.296925484568419,) * 2)
    assert error_box(with_figures("one source")) is None
    assert error_box(instrument("ecr-rs")) is None
