"""Change in words: prorated scores, conventions, other levels, and measures of no change."""

from __future__ import annotations

import pytest

from core.outcomes.definition import Threshold
from core.outcomes.model import Administration
from core.outcomes.sentences import change_words, recent_words
from core.outcomes.series import Series, find_series, series_of
from tests.people import MARA, TODAY, days_ago, filled_in, phq9


def course(*forms: str, of: str = "phq-9", **changes: object) -> Series:
    """A course of forms a week apart, of a measure with some of its file's figures changed."""
    taken = [filled_in(MARA, of, form, days_ago(70 - 7 * n)) for n, form in enumerate(forms)]
    found = find_series(series_of(taken), of)
    assert found is not None
    return found._replace(instrument=found.instrument.model_copy(update=changes))


def by(series: Series, **changes: object) -> Series:
    """The same course judged by a published figure that differs from the file's own."""
    one = series.instrument
    figure = one.reliable_change[0].model_copy(update=changes)
    return series._replace(instrument=one.model_copy(update={"reliable_change": (figure,)}))


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"status": "verified"}, "(6 is reliable)"),
        ({"status": "one source"}, "(6 is reliable, one source)"),
        ({"status": "verified", "confidence": 90}, "(6 is reliable at 90%)"),
        ({"status": "one source", "confidence": 90}, "(6 is reliable at 90%, one source)"),
    ],
)
def test_level_and_status_are_said_where_they_are_not_the_usual(
    changes: dict[str, object], said: str
) -> None:
    words = change_words(by(course("222222220", "111111110"), **changes))
    assert words.startswith(
        f"8 points lower than at the start (better): more than measurement error {said}"
    )


WHO_CONVENTION = {"scale": "percent", "value": 10, "rule": "", "kind": "convention"}


@pytest.mark.parametrize(
    ("latest", "said"),
    [
        ("22233", "12 points lower than at the start (worse): 10 points are called a significant "
         "change by convention, one source; measurement error is not known"),
        ("23333", "4 points lower than at the start (worse): too few to count (10 points are "
         "called a significant change by convention, one source; measurement error is not known)"),
    ],
)  # fmt: skip
def test_a_convention_says_nothing_of_measurement_error(latest: str, said: str) -> None:
    figures = (Threshold(**WHO_CONVENTION),)  # type: ignore[arg-type]
    words = change_words(course("33333", latest, of="who-5", reliable_change=figures))
    assert words.startswith(said)
    assert "more than" not in words
    assert "within" not in words


def test_a_prorated_score_is_told_with_the_verdict() -> None:
    """CORE-10 lets one answer be left out; the score is then the mean of nine, times ten."""
    series = course("3333333333", "-222222222", of="core-10")
    assert series.since_start is not None
    assert series.since_start.prorated
    assert change_words(series).endswith("; one of the scores is prorated.")


def test_of_two_full_forms_nothing_is_prorated() -> None:
    series = course("222222220", "111111110")
    assert series.since_start is not None
    assert not series.since_start.prorated
    assert "prorated" not in change_words(series)


class TestNoMeasureOfChange:
    def history(self) -> Series:
        forms = ("1110000000", "1111100000", "1111100000", "1111100000", "1111111110")
        return course(*forms, of="ace-10", tracks=False)

    def test_the_points_stand_without_better_or_worse(self) -> None:
        assert change_words(self.history()) == (
            "6 points higher than at the start. The ACE is not a measure of change, so no change "
            "is called better or worse."
        )

    def test_there_is_no_verdict_line_or_level(self) -> None:
        series = self.history()
        moved = series.since_start
        assert moved is not None
        assert (moved.reliable, moved.method, moved.percent) == (None, None, None)
        assert (moved.crossed, moved.needs, moved.cannot_show) == ("", "", None)
        assert series.since_best is None
        assert recent_words(series) == ""


def test_a_figure_of_children_gives_no_verdict_and_is_not_denied() -> None:
    """The ORS's 6.6 points are of children and young people (NHS England, CYP IAPT 2015)."""
    taken = [
        Administration(client_id=MARA.id, instrument="ors", instrument_version="1",
                       taken_on=days_ago(20 - n), total_only=total)
        for n, total in enumerate((10, 30))
    ]  # fmt: skip
    found = find_series(series_of(taken), "ors")
    assert found is not None
    words = change_words(found)
    assert words.startswith("20 points higher than at the start (better); no published reliable-")
    assert "figure of adults, so no verdict" in words


def test_a_change_since_the_score_before_is_told_with_points() -> None:
    taken = [phq9(MARA, total, days_ago(20 - n)) for n, total in enumerate((12, 12, 18))]
    found = find_series(series_of([*taken]), "phq-9")
    assert found is not None
    assert recent_words(found) == (
        "PHQ-9 went from 12 to 18 since the score before: 6 points worse, more than measurement "
        "error."
    )
    assert found.latest is not None
    assert found.latest.on < TODAY


def test_one_score_is_told_with_where_it_stands() -> None:
    """18 on the PHQ-9 and 9 on the GAD-7: cut-offs 10 (Kroenke 2001; Spitzer 2006) and NHS 8."""
    assert change_words(course("222222222")) == (
        "One score so far: 18, at or above 10 (screening line). Change needs two."
    )
    assert change_words(course("3330000", of="gad-7")) == (
        "One score so far: 9, below 10 (screening line), at or above 8 (NHS caseness). Change "
        "needs two."
    )


@pytest.mark.parametrize(
    ("measure", "form", "said"),
    [
        ("core-10", "00000-0000", "No score: item 6 was left out. It asks about risk, and a total "
         "is never worked out across a risk item."),
        ("core-10", "--00000000", "No score: items 1 and 2 were left out. The rule of the CORE-10 "
         "allows 1 left out."),
    ],
)  # fmt: skip
def test_why_there_is_no_score_is_short(measure: str, form: str, said: str) -> None:
    assert change_words(course(form, of=measure)) == said
