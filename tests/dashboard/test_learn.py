"""The learn page: browse, search, filter, and follow the ways between its parts."""

from __future__ import annotations

import pytest
import streamlit
from streamlit.testing.v1 import AppTest

from dashboard.learn.view import PARTS, found, source_link, statement_line, step_words
from tests.dashboard.conftest import Screen


def learn(screen: Screen, part: str = "", search: str = "") -> Screen:
    screen.open("learn")
    if search:
        screen.at.text_input(key="learn.search").set_value(search).run()
    if part:
        screen.at.button_group(key="learn.part").set_value(part).run()
    assert not screen.at.exception
    return screen


def lines(screen: Screen) -> list[str]:
    return [one.label.replace("\\", "") for one in screen.at.expander]


def test_it_opens_on_a_scenario_with_its_honest_label_and_what_may_change(screen: Screen) -> None:
    learn(screen)
    assert "this order of events has not been tested as a whole" in screen.words
    words = screen.words
    mark = words.index("how well research supports the explanation, not how real it feels")
    assert mark < words.index("**1** · ")
    told = "\n".join(one.value for one in screen.at.success).replace("\\", "")
    assert "What may change" in told
    assert ":red-badge[:material/cancel: Unsupported]" in screen.words


def test_a_status_stands_before_every_statement(screen: Screen) -> None:
    learn(screen, "statements")
    assert "136 statements" in screen.words
    assert len(lines(screen)) == 10
    assert all(one.startswith(":") and "-badge[:material/" in one for one in lines(screen))


def test_statements_are_filtered_by_status_and_subject(screen: Screen) -> None:
    learn(screen, "statements")
    screen.at.selectbox(key="learn.status").set_value("citation_not_found").run()
    assert "4 statements" in screen.words
    assert all("No source found" in one for one in lines(screen))
    screen.at.selectbox(key="learn.topic").set_value("EEG").run()
    assert "1 statement" in screen.words
    screen.at.selectbox(key="learn.topic").set_value("cortisol").run()
    assert "No statement fits" in screen.words


def test_a_page_holds_ten_and_turns(screen: Screen) -> None:
    learn(screen, "statements")
    first = lines(screen)
    screen.at.get_by_key("learn.page").set_value(2).run()
    assert lines(screen)[0] not in first


def test_a_search_counts_in_every_part(screen: Screen) -> None:
    learn(screen, search="hippocampus")
    options = screen.at.button_group(key="learn.part").options
    assert "Brain and body (1)" in options
    assert "Look under Brain and body (1), Statements (2)." in screen.words


def test_a_search_that_finds_nothing_says_what_to_try(screen: Screen) -> None:
    learn(screen, search="qwertz")
    assert "covers attachment and the brain, and statements about EFT, IFS and EMDR" in screen.words
    assert "Try fewer words" in screen.words


def test_from_a_system_to_its_statements_and_back(screen: Screen) -> None:
    learn(screen, "systems")
    screen.press("Read the 11 statements behind it")
    assert "Behind: **Amygdala**" in screen.words
    assert "11 statements" in screen.words
    screen.at.button(key="learn.A03.delayed_reply").click().run()
    assert "### A reply that does not come" in screen.words


def test_all_statements_come_back(screen: Screen) -> None:
    learn(screen, "systems")
    screen.press("Read the 11 statements behind it").press("Show all")
    assert "136 statements" in screen.words


def test_strategies_show_their_grade_and_what_was_measured(screen: Screen) -> None:
    learn(screen, "strategies")
    assert "223 studies" in screen.words
    assert "Not graded here" in screen.words


def test_a_sheet_can_be_read_before_it_is_handed_out(screen: Screen) -> None:
    learn(screen, "handouts")
    assert "Why closeness can feel unsafe" in screen.words
    assert len(screen.at.get("download_button")) == 3


@pytest.mark.parametrize(
    ("about", "seen"),
    [("uncertainty", "### Not knowing where one stands"), ("cortisol", "### Cortisol"),
     ("A39", "1 statement"), ("nothing-known", "### A reply that does not come")],
)  # fmt: skip
def test_an_address_opens_what_it_names(screen: Screen, about: str, seen: str) -> None:
    screen.at.switch_page("app_pages/learn.py")
    screen.at.query_params["about"] = about
    screen.at.run()
    assert not screen.at.exception
    assert seen in screen.words


def test_the_page_needs_no_client(empty_screen: Screen) -> None:
    assert "What may" in str(learn(empty_screen).at.success[0].value)


@pytest.mark.usefixtures("screen")
def test_the_dialog_of_an_episode_shows_the_scenario(monkeypatch: pytest.MonkeyPatch) -> None:
    def dialog() -> None:
        from dashboard.learn.scenario import open_scenario
        from dashboard.workspace import current

        open_scenario(current(), "perceived_distance")

    linked: list[object] = []
    monkeypatch.setattr(streamlit, "page_link", lambda *_, **named: linked.append(named))
    at = AppTest.from_function(dialog, default_timeout=30).run()
    assert not at.exception
    told = "\n".join(str(one.value) for one in at.markdown)
    assert "Someone close seems far away" in told
    assert len(at.get("download_button")) == 3
    assert "'about': 'perceived_distance'" in str(linked)
    assert at.markdown[0].value == "Nearest scenario, by its cue; it may not be this one."
    at.selectbox[0].set_value("uncertainty").run()
    assert "### Not knowing where one stands" in [one.value for one in at.markdown]


def test_the_words_of_the_page_keep_marks_and_addresses_whole() -> None:
    seen = found("A38")
    assert seen.counts["statements"] == 1
    assert set(seen.counts) == set(PARTS)
    assert statement_line(seen.statements[0]).startswith(":orange-badge[:material/contrast: Mixed]")
    link = source_link(seen.statements[0].sources[0])
    assert link.endswith("(https://doi.org/10.1016/S0065-2601%2803%2901002-5)")
    experience, explained = step_words(3, seen.scenarios[0].steps[4]).split("  \n")
    assert experience == "**3** · Earlier rejections may come to mind\\."
    assert explained.startswith(":small[The explanation:] :orange-badge[")
