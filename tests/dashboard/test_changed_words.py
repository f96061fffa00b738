"""What changed, at the top of the Outcomes page: by how many points and what they are judged by."""

from __future__ import annotations

from core.outcomes.model import Administration
from core.outcomes.series import series_of
from dashboard.outcomes.view import changed
from tests.people import MARA, days_ago, filled_in, phq9


def said(**forms: tuple[str, str]) -> list[str]:
    """The lines for two forms of each measure, named by its id with _ for -."""
    taken: list[Administration] = []
    for measure, (first, latest) in forms.items():
        name = measure.replace("_", "-")
        taken += [filled_in(MARA, name, first, days_ago(60)), filled_in(MARA, name, latest,
                                                                      days_ago(3))]  # fmt: skip
    return changed(series_of(taken), ())


def test_each_measure_is_told_with_its_points_and_what_they_are_judged_by() -> None:
    assert said(phq_9=("222222220", "111100000"), gad_7=("0000000", "3330000")) == [
        "Since the start, by more than measurement error: GAD-7 worse (9 points, 4 is reliable); "
        "PHQ-9 better (12 points, 6 is reliable)."
    ]


def test_a_figure_of_one_source_and_a_level_are_told() -> None:
    (line,) = said(pcl_5=("3" * 20, "1" * 20))
    assert "PCL-5 better (40 points, 15 is reliable, one source)" in line


def test_a_convention_stands_apart_from_measurement_error() -> None:
    assert said(who_5=("33333", "44444")) == [
        "Since the start, by a convention: WHO-5 percentage score better (20 points, 10 points "
        "are called a significant change by convention, one source)."
    ]


def test_a_prorated_score_is_told() -> None:
    (line,) = said(core_10=("3333333333", "-000000000"))
    assert line.endswith("; one of the scores is prorated).")


def test_history_is_never_better_or_worse() -> None:
    assert said(ace_10=("0000000000", "1111111111")) == []


def test_what_did_not_move_is_named_together() -> None:
    assert said(phq_9=("222222220", "222222210"), gad_7=("2222222", "2222221")) == [
        "Nothing beyond measurement error since the start: GAD-7, PHQ-9."
    ]


def test_without_a_published_figure_the_points_stand_without_a_verdict() -> None:
    (line,) = said(csi_16=("2" * 16, "3" * 16))
    assert line == "CSI-16 16 points higher (better); no published figure, so no verdict."


def test_a_relapse_after_gains_is_seen_at_the_top() -> None:
    """8 was held three times and is 7 points away; since the start nothing is reliable."""
    totals = (16, 8, 8, 8, 10, 15)
    taken = [phq9(MARA, total, days_ago(70 - 7 * n)) for n, total in enumerate(totals)]
    first, second = changed(series_of(taken), ())
    assert first.startswith("PHQ-9 is 7 points worse than its best level (8 or lower three times")
    assert second == "Nothing beyond measurement error since the start: PHQ-9."
