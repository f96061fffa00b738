"""The Outcomes page as a whole: its views, what they hold, and nothing to show."""

from __future__ import annotations

import re

import pytest
from streamlit.testing.v1.element_tree import ButtonGroup

from tests.dashboard.conftest import Screen


def view_of(screen: Screen, name: str) -> Screen:
    screen.at.segmented_control(key="outcomes.view").set_value(name).run()
    assert not screen.at.exception
    assert not screen.at.error
    return screen


def opened(screen: Screen, code: str = "HL-101") -> Screen:
    screen.open("outcomes", code)
    assert not screen.at.exception
    return screen


def read(screen: Screen) -> str:
    return screen.words.replace("**", "")


def test_flags_and_what_changed_stand_above_the_views(screen: Screen) -> None:
    words = opened(screen, "HL-106").words
    assert words.index("PHQ-9 item 9") < words.index("Since the start, by more than measurement")
    assert words.index("Since the start") < words.index("points higher than at the start")


@pytest.mark.parametrize(
    ("code", "views"),
    [
        ("HL-101", ["time", "own", "attachment", "table", "caseload"]),
        ("HL-102", ["time", "own", "attachment", "targets", "table", "caseload"]),
    ],
)
def test_only_views_with_something_in_them_are_offered(
    screen: Screen, code: str, views: list[str]
) -> None:
    control = opened(screen, code).at.segmented_control(key="outcomes.view")
    assert control.value == "time"
    for name in views:
        view_of(screen, name)
    assert len(control.options) == len(views)


def test_over_time_is_one_figure_with_words_for_those_who_cannot_see_it(screen: Screen) -> None:
    figures = opened(screen).at.get("plotly_chart")
    assert len(figures) == 1
    assert "stacked on one time axis" in figures[0].proto.alt


def test_each_measure_has_its_status_with_a_reason_and_says_what_its_number_is(
    screen: Screen,
) -> None:
    words = read(opened(screen))
    assert re.search(r"PHQ-9 5 \(mild\) on \d", words)
    assert "12 points lower than at the start (better): more than measurement error" in words
    screen.at.session_state["outcomes.meaning.phq-9"] = True  # the popover stands open
    screen.at.run()
    words = read(screen)
    assert "Direction and range: lower is better, 0 to 27" in words
    assert "All figures and sources: Settings, Measures" in words


def shown_in(screen: Screen) -> ButtonGroup[str]:
    return next(pills for pills in screen.at.pills if pills.label == "Measures shown")


def test_a_choice_of_panels_stays_with_its_client(screen: Screen) -> None:
    opened(screen, "HL-106")
    shown_in(screen).set_value(["gad-7"]).run()
    opened(screen, "HL-101")
    assert "phq-9" in shown_in(screen).value
    assert "PHQ-9 5 (mild)" in read(screen)


def test_panels_can_be_left_out_and_added(screen: Screen) -> None:
    at = opened(screen).at
    shown_in(screen).set_value(["gad-7"]).run()
    assert "PHQ-9 5 (mild)" not in read(screen)
    assert "GAD-7 5 (mild)" in read(screen)
    shown_in(screen).set_value([]).run()
    assert "Choose at least one measure" in read(screen)
    assert not at.get("plotly_chart")


def test_the_time_shown_can_be_narrowed(screen: Screen) -> None:
    at = opened(screen).at
    before = at.get("plotly_chart")[0].proto.alt
    at.segmented_control(key="outcomes.period").set_value("weeks").run()
    assert at.get("plotly_chart")[0].proto.alt != before
    assert not at.exception


def test_trends_are_worked_out_only_when_opened(screen: Screen) -> None:
    at = opened(screen).at
    assert "Own trend" not in screen.words
    at.session_state["outcomes.trends"] = True
    at.run()
    words = screen.words
    assert "Own trend" in words
    assert "No published expected course is known for the PHQ-9" in words
    assert "no p value or interval is given" in words


def test_everything_is_a_table_of_text(screen: Screen) -> None:
    words = view_of(opened(screen), "table").words
    assert "newest first" in words
    assert "ECR-RS" in words
    assert "below 10: screening line, NHS caseness" in words
    assert not screen.at.dataframe
    chosen = next(box for box in screen.at.selectbox if box.label == "Measure")
    chosen.set_value("landmarks").run()
    assert "Stage 2: Restructure self and system" in screen.words
    assert "| GAD-7" not in screen.words


def test_without_any_measure_the_page_says_what_to_do(screen: Screen) -> None:
    words = opened(screen, "HL-107").words
    assert "No measure has been filled in yet" in words
    for name in ("own", "table", "caseload"):
        view_of(screen, name)
