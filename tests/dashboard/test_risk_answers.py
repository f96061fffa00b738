"""Risk answers on the time axis: each for itself, none of them taken for another."""

from __future__ import annotations

from tests.dashboard.test_over_time import a_file, own, shown, total
from tests.people import MARA, days_ago, filled_in, phq9


def test_risk_answers_stand_apart_and_none_is_never_a_no() -> None:
    left_out = filled_in(MARA, "phq-9", "11111111-", days_ago(14))
    found = shown(
        a_file(
            phq9(MARA, 12, days_ago(21), item_9=2),
            left_out,
            total(9, 7),
            phq9(MARA, 9, days_ago(0)),
        )
    )
    (row,) = found.risks
    assert [(a.text, a.state) for a in row.answers] == [
        ("2", "endorsed"), ("–", "not asked"), ("–", "not asked"), ("0", "answered"),
    ]  # fmt: skip
    assert "not asked, not a no" in row.answers[1].words
    assert "only a total was typed" in row.answers[2].words


def test_answers_of_one_day_stand_side_by_side() -> None:
    twice = [phq9(MARA, 9, days_ago(7), item_9=n, order=n) for n in (0, 1)]
    (row,) = shown(a_file(*twice)).risks
    assert [answer.text for answer in row.answers] == ["0", "1"]
    assert row.answers[0].at < row.answers[1].at


def test_questions_answered_no_every_time_share_one_row() -> None:
    """The screener asks 3 to 5 only after a yes to 2; what was not asked is no 0."""
    file = a_file(*(filled_in(MARA, "c-ssrs-screener", "00---0", days_ago(n)) for n in (9, 2)))
    (row,) = shown(file._replace(own=(own((9, 3)),))).risks
    assert row.title == "C-SSRS items 1, 2, 6: all 0 (items 3 to 5 not asked)"
    assert [answer.text for answer in row.answers] == ["0", "0"]


def test_a_question_once_left_out_keeps_a_row_of_its_own() -> None:
    left_out = filled_in(MARA, "c-ssrs-screener", "0----0", days_ago(2))
    file = a_file(left_out, own=(own((9, 3)),))
    titles = [row.title for row in shown(file).risks]
    assert titles[0] == "C-SSRS items 1, 6: all 0"
    assert "C-SSRS item 2: " in titles[1]
