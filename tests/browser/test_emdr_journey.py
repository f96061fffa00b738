"""One EMDR session in the browser: look again, sets by key, close incomplete, seen everywhere."""

from __future__ import annotations

from datetime import date

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.test_journey import go_to, open_client

pytestmark = pytest.mark.browser

TARGET = "The accident in the workshop"


def worksheet(page: Page) -> None:
    go_to(page, "Approach")
    page.get_by_test_id("stButtonGroup").get_by_text("EMDR", exact=True).click()
    expect(page.get_by_text("Target sequence")).to_be_visible()


def pick(form: Locator, place: int, number: int) -> None:
    """Press a number of the form's scale at this place."""
    scale = form.get_by_test_id("stButtonGroup").nth(place)
    scale.get_by_text(str(number), exact=True).click()


def saved(page: Page, said: str) -> None:
    page.get_by_role("dialog").get_by_role("button", name="Save", exact=True).click()
    expect(page.get_by_text(said, exact=True).first).to_be_visible()


def keys_do_nothing(page: Page) -> None:
    """Press the pad's keys over an open dialog, where a hand may rest on a button of it."""
    expect(page.get_by_role("dialog")).to_be_visible()
    expect(page.get_by_text("One press a set. Saved at once.")).to_be_visible()
    for key in ("7", "t", "n"):
        page.keyboard.press(key)
    page.wait_for_timeout(700)
    expect(page.get_by_role("dialog")).to_be_visible()
    expect(page.get_by_text("after set 5")).to_have_count(0)


def test_a_target_left_open_is_worked_on_and_closed_incomplete(
    page: Page, demo_address: str
) -> None:
    open_client(page, demo_address, "Gethin Rourke")
    worksheet(page)
    expect(page.get_by_text("Not looked at again yet").first).to_be_visible()

    page.get_by_role("button", name="Look at it again").first.click()
    form = page.get_by_role("dialog")
    pick(form, 0, 3)
    pick(form, 1, 5)
    expect(form.get_by_text("Headline only: no note is asked for.")).to_be_visible()
    saved(page, "Looked at again.")
    expect(page.get_by_text("disturbance since then: 3 of 10").first).to_be_visible()

    page.get_by_role("button", name="Open the target").first.click()
    expect(page.get_by_text("SUD after set 1")).to_be_visible()
    expect(page.get_by_text("Negative cognition")).to_have_count(0)
    page.keyboard.press("5")
    expect(page.get_by_text("SUD after set 2")).to_be_visible()
    page.keyboard.press("n")
    expect(page.get_by_text("SUD after set 3")).to_be_visible()
    page.keyboard.press("4")
    expect(page.get_by_text("3 sets: 5 · – · 4").first).to_be_visible()
    page.get_by_role("button", name="Body changed").click()
    expect(page.get_by_text("Body changed (set 3)").first).to_be_visible()

    page.get_by_role("button", name="Correct a set").click()
    keys_do_nothing(page)
    page.get_by_role("dialog").get_by_role("button", name="Close without saving").click()
    expect(page.get_by_role("dialog")).to_have_count(0)
    page.get_by_text("Install: VOC").click()
    expect(page.get_by_text("VOC after set 4")).to_be_visible()
    page.keyboard.press("6")
    expect(page.get_by_text("4 sets: 5 · – · 4 · VOC 6").first).to_be_visible()
    page.get_by_role("button", name="Take back the last set").click()
    expect(page.get_by_text("3 sets: 5 · – · 4").first).to_be_visible()

    page.get_by_role("button", name="Close the day").click()
    form = page.get_by_role("dialog")
    form.get_by_text("Incomplete", exact=True).first.click()
    keys_do_nothing(page)
    form.get_by_role("combobox", name="Closed with").fill("The shed and ten slow minutes")
    page.keyboard.press("Enter")
    form.get_by_text("Yes", exact=True).click()
    saved(page, "Closed.")

    today = date.today()
    left = f"Left incomplete on {today.day} {today:%b}, at SUD 4; closed with The shed"
    expect(page.get_by_text(left).first).to_be_visible()
    page.get_by_role("button", name="Ratings on the Outcomes page").click()
    expect(page.get_by_text(left).first).to_be_visible()
    page.get_by_role("button", name="Open on the Approach page").nth(1).click()
    expect(page.get_by_text("SUD after set 4")).to_be_visible()

    page.get_by_test_id("stSidebarNav").get_by_role("link", name="Client", exact=True).click()
    expect(page.get_by_text("Targets left open").first).to_be_visible()
    expect(page.get_by_text("closed with The shed and ten slow minutes").first).to_be_visible()
    go_to(page, "Caseload")
    expect(page.get_by_text("An EMDR target was closed incomplete").first).to_be_visible()
    expect(page.get_by_text(TARGET)).to_have_count(0)
