"""Every page: with data, with none, for a client that does not exist."""

from __future__ import annotations

import pytest

from dashboard.frame import PAGES
from tests.dashboard.conftest import Screen

NAMES = [page.name for page in PAGES]
ABOUT_A_CLIENT = [name for name in NAMES if name not in ("caseload", "learn", "settings")]
CODES = ["HL-101", "HL-102", "HL-103", "HL-104", "HL-105", "HL-106", "HL-107"]


@pytest.mark.parametrize("code", CODES)
@pytest.mark.parametrize("name", ABOUT_A_CLIENT)
def test_every_page_opens_for_every_sample_client(screen: Screen, name: str, code: str) -> None:
    screen.open(name, code)
    assert not screen.at.exception
    assert not screen.at.error
    assert code in screen.words


@pytest.mark.parametrize("name", NAMES)
def test_every_page_opens_on_an_empty_store(empty_screen: Screen, name: str) -> None:
    empty_screen.open(name)
    assert not empty_screen.at.exception
    assert not empty_screen.at.error
    if name in ABOUT_A_CLIENT:
        assert "No client is picked yet" in empty_screen.words


@pytest.mark.parametrize("address", ["00000000-0000-0000-0000-000000000000", "x", "'; DROP"])
@pytest.mark.parametrize("name", ABOUT_A_CLIENT)
def test_an_unknown_client_gets_one_sentence(screen: Screen, name: str, address: str) -> None:
    screen.at.switch_page(f"app_pages/{name}.py")
    screen.at.query_params["client"] = address
    screen.at.run()
    assert [error.value for error in screen.at.error] == [
        "There is no client at this address. Pick one from the caseload."
    ]
    assert not screen.at.exception


def test_the_caseload_puts_those_to_look_at_first(screen: Screen) -> None:
    """Ewan's endorsed risk item comes before everything else, with its day and its reason."""
    screen.open("caseload")
    words = screen.words
    assert "7 active clients" in words
    assert "PHQ-9 item 9 (death / self-harm thoughts) answered 1 on" in words
    assert "PHQ-9 is 9 points worse than at the start (10 to 19; 6 is reliable)" in words
    assert words.index("HL-106") < words.index("HL-101")


def test_the_caseload_finds_by_name_and_says_when_nobody_fits(screen: Screen) -> None:
    screen.open("caseload")
    screen.at.text_input(key="caseload.search").set_value("maren").run()
    assert "HL-101" in screen.words
    assert "HL-102" not in screen.words
    screen.at.text_input(key="caseload.search").set_value("nobody of that name").run()
    assert "Nobody fits this search" in screen.words


def test_the_brief_starts_with_risk_answers(screen: Screen) -> None:
    screen.open("client", "HL-106")
    words = screen.words
    assert words.index("Risk answers to come back to") < words.index("Since last session")
    assert "PHQ-9 item 9" in words


def test_a_client_picked_once_stays_picked(screen: Screen) -> None:
    screen.open("client", "HL-103")
    screen.at.query_params.clear()
    screen.open("map")
    assert "HL-103" in screen.words


def test_the_shared_cycle_shows_on_both_partners_maps(screen: Screen) -> None:
    for code in ("HL-104", "HL-105"):
        screen.open("map", code)
        assert "The knock and the latch" in screen.words


def test_learn_shows_a_status_with_every_claim(screen: Screen) -> None:
    screen.open("learn")
    screen.at.text_input(key="learn.search").set_value("surge of cortisol").run()
    screen.at.button_group(key="learn.part").set_value("statements").run()
    assert "1 statement" in screen.words
    assert "Mixed" in screen.at.expander[0].label
