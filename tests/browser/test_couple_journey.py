"""A couple in a real browser: both halves, what may be shown, a session, an injury, an event."""

from __future__ import annotations

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.test_journey import go_to, open_client

pytestmark = pytest.mark.browser

SLOW = 20_000  # milliseconds: a page with two maps on a busy machine
FEAR, HERS = "That the house goes quiet for good", "That I have no right answer left"
HURT, REASON = "The Sunday you both went without me", "Held back by the week she had"


def worksheet(page: Page, address: str, name: str = "Dafydd Prosser") -> None:
    open_client(page, address, name)
    go_to(page, "Approach")
    page.get_by_test_id("stButtonGroup").first.get_by_text("EFT couple", exact=True).click()
    expect(page.get_by_text("Stages, steps and sessions")).to_be_visible(timeout=SLOW)


def dialog(page: Page, button: str, place: int = 0) -> Locator:
    page.get_by_role("button", name=button, exact=True).nth(place).click()
    shown = page.get_by_role("dialog")
    expect(shown).to_be_visible(timeout=SLOW)
    return shown


def keep(page: Page, said: str) -> None:
    page.get_by_role("dialog").get_by_role("button", name="Save", exact=True).click()
    expect(page.get_by_text(said).first).to_be_visible(timeout=SLOW)
    expect(page.get_by_role("dialog")).to_have_count(0, timeout=SLOW)


def choose(page: Page, title: str, option: str) -> None:
    page.get_by_role("dialog").get_by_role("combobox", name=title).click()
    page.get_by_role("option", name=option).first.click()


def agree(page: Page, place: int, words: str) -> None:
    """Tick a field of a half, or take the tick away."""
    shown = dialog(page, "What may be shown", place)
    shown.get_by_text(words).click()
    keep(page, "What may be shown is noted.")


def together(page: Page) -> str:
    """What both look at, then back to the worksheet."""
    page.get_by_role("button", name="Couple view").click()
    back = page.get_by_role("button", name="Back to the worksheet")
    expect(back).to_be_visible(timeout=SLOW)
    expect(page.get_by_text("Stages, steps and sessions")).to_have_count(0, timeout=SLOW)
    page.wait_for_timeout(1500)  # what was drawn before is gone only after the run
    words = page.get_by_test_id("stMain").text_content() or ""
    back.click()
    expect(page.get_by_text("Stages, steps and sessions")).to_be_visible(timeout=SLOW)
    return words


def test_both_halves_are_filled_in_and_shown_only_once_agreed(
    page: Page, demo_address: str
) -> None:
    worksheet(page, demo_address)
    for place, words in enumerate((FEAR, HERS)):
        shown = dialog(page, "Edit this half", place)
        shown.get_by_role("textbox", name="Fears").fill(words)
        keep(page, "Half saved.")
        expect(page.get_by_text(words).first).to_be_visible(timeout=SLOW)
    seen = together(page)
    assert FEAR not in seen
    assert HERS not in seen

    agree(page, 0, FEAR)
    seen = together(page)
    assert "The knock and the latch" in seen
    assert FEAR in seen
    assert HERS not in seen
    agree(page, 0, FEAR)
    assert FEAR not in together(page)


def test_a_session_an_injury_and_a_change_event_are_noted(page: Page, demo_address: str) -> None:
    worksheet(page, demo_address)
    shown = dialog(page, "Log a session")
    choose(page, "Session", "Another day")
    expect(shown.get_by_test_id("stDateInput")).to_be_visible(timeout=SLOW)
    page.wait_for_timeout(1000)  # the form is drawn anew, and would close a list that is open
    choose(page, "Step", "7 Ask for needs")
    shown.get_by_role("spinbutton", name="Enactments").fill("3")
    shown.get_by_label("By what").fill(REASON)
    keep(page, "Session logged.")
    expect(page.get_by_text(REASON).first).to_be_visible(timeout=SLOW)
    expect(page.get_by_text("3 enactments").first).to_be_visible(timeout=SLOW)

    shown = dialog(page, "Add an injury")
    shown.get_by_role("textbox", name="Headline only").fill(HURT)
    keep(page, "Attachment injury saved.")
    expect(page.get_by_text(HURT)).to_be_visible(timeout=SLOW)
    assert HURT not in together(page)

    dialog(page, "Add a change event")
    choose(page, "What changed", "Cycle named and slowing")
    keep(page, "Change event saved.")
    expect(
        page.get_by_text("Of both").or_(page.get_by_text("slowing at home")).first
    ).to_be_visible(timeout=SLOW)


def test_the_other_partners_shared_screen_and_report_hold_nothing_of_it(
    page: Page, demo_address: str
) -> None:
    worksheet(page, demo_address)
    shown = dialog(page, "Edit this half", 0)
    shown.get_by_role("textbox", name="Fears").fill("Zwetschgen in the cellar")
    keep(page, "Half saved.")
    worksheet(page, demo_address, "Leena Varghese")
    expect(page.get_by_text("Zwetschgen").first).to_be_visible(
        timeout=SLOW
    )  # the clinician's own screen
    page.get_by_text("Screen-share mode").click()
    expect(page.get_by_text("Zwetschgen")).to_have_count(0, timeout=SLOW)
    go_to(page, "Map")
    expect(page.get_by_text("Shared cycle")).to_be_visible(timeout=SLOW)
    expect(page.get_by_text("Zwetschgen")).to_have_count(0, timeout=SLOW)
    page.get_by_text("Screen-share mode").click()
    go_to(page, "Reports")
    expect(page.get_by_role("heading", name="Reports")).to_be_visible(timeout=SLOW)
    page.wait_for_timeout(1500)
    expect(page.get_by_text("Zwetschgen")).to_have_count(0, timeout=SLOW)
