"""The table of everything: every scale of every form, own words and landmarks, in plain words."""

from __future__ import annotations

from core.approaches.model import StageReached
from core.outcomes.model import Administration
from core.outcomes.personal import PersonalCourse
from core.outcomes.series import series_of
from dashboard.outcomes.everything.view import (
    ALL,
    HEADER,
    ROWS_A_PAGE,
    all_rows,
    filters,
    narrowed,
    page_of,
    pages,
)
from dashboard.outcomes.over_time.view import File
from tests.people import MARA, TODAY, days_ago, filled_in, phq9, plan, seen


def a_file(*taken: Administration, **more: object) -> File:
    parts: dict[str, object] = {"own": (), "sessions": (), "plans": ()} | more
    return File(series_of(taken), **parts)


def test_every_scale_has_a_row_and_the_newest_stands_first() -> None:
    about = filled_in(MARA, "ecr-rs", "444444777", days_ago(3), about="partner")
    rows = all_rows(a_file(phq9(MARA, 9, days_ago(7)), about), ())
    assert [row.measure for row in rows] == ["ecr-rs", "ecr-rs", "phq-9"]
    assert {row.cells[2] for row in rows[:2]} == {"partner"}
    assert all(len(row.cells) == len(HEADER) for row in rows)


def test_a_row_in_words() -> None:
    rows = all_rows(a_file(phq9(MARA, 16, days_ago(14)), phq9(MARA, 9, days_ago(7), 1)), ())
    assert rows[0].cells == (
        f"{days_ago(7):%d/%m/%Y}", "PHQ-9", "", "9", "7 lower",
        "mild; below 10: screening line, NHS caseness", "Total, 0 to 27, lower is better",
        "risk item 9 flagged",
    )  # fmt: skip


def test_answers_left_out_are_named_and_never_scored_around() -> None:
    (row,) = all_rows(a_file(filled_in(MARA, "phq-9", "2-2222220", TODAY)), ())
    assert row.cells[3] == "no score"
    assert "item 2 left out" in row.cells[7]


def test_own_words_and_landmarks_are_rows_too() -> None:
    own = PersonalCourse(MARA.id, "Sleep", "goal", "higher", ((TODAY, 4.0),), "open")
    asked = plan(MARA, None, chosen_on=days_ago(9),
                 stages=(StageReached(stage="efit1", on=days_ago(9)),))  # fmt: skip
    held = seen(MARA, days_ago(5), change_events=("soften",))
    file = a_file(own=(own,), plans=(asked,), sessions=(held,))
    rows = all_rows(file, ())
    assert [row.cells[1] for row in rows] == ["“Sleep”", "Event", "Stage"]
    assert list(filters(file, rows).values()) == [
        "All", "In the client's own words", "Plans, stages and events",
    ]  # fmt: skip
    assert len(narrowed(rows, "own")) == 1


def test_fifty_rows_a_page() -> None:
    rows = all_rows(a_file(*(phq9(MARA, n % 27, days_ago(n)) for n in range(120))), ())
    assert pages(rows) == 3
    assert len(page_of(rows, 1)) == ROWS_A_PAGE
    assert len(page_of(rows, 3)) == 20
    assert len(narrowed(rows, ALL)) == 120
    assert pages([]) == 1
