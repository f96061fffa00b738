"""EFIT in a real browser: plan, worksheet, a session logged, a rating, seen where it is needed."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from tests.browser.test_journey import go_to, open_client

pytestmark = pytest.mark.browser

BLOCKED = "He rang in the middle of it"


def show(page: Page, view: str) -> None:
    page.get_by_test_id("stButtonGroup").first.get_by_text(view, exact=True).click()


def worksheet(page: Page, address: str) -> None:
    open_client(page, address, "Maren Tolliver")
    go_to(page, "Approach")
    show(page, "EFIT")
    expect(page.get_by_text("The cycle with oneself")).to_be_visible()


def test_a_session_is_logged_and_seen_on_the_brief(page: Page, demo_address: str) -> None:
    open_client(page, demo_address, "Maren Tolliver")
    go_to(page, "Approach")
    expect(page.get_by_text("EFIT for individuals").first).to_be_visible()  # its plan
    show(page, "EFIT")
    expect(page.get_by_text("Stage 3: Consolidate").first).to_be_visible()
    page.get_by_role("button", name="Log a session").click()
    dialog = page.get_by_role("dialog")
    dialog.get_by_role("combobox", name="Session").click()
    page.get_by_role("option", name="Another day").click()
    dialog.get_by_role("button", name="Set up the encounter").click()
    dialog.get_by_role("button", name="Mirror the present moment").click()
    dialog.get_by_label("By what").fill(BLOCKED)
    dialog.get_by_role("button", name="Save", exact=True).click()
    expect(page.get_by_text("Session logged.")).to_be_visible()
    expect(page.get_by_text(f"Blocked: {BLOCKED}")).to_be_visible()
    page.get_by_test_id("stSidebarNav").get_by_role("link", name="Client", exact=True).click()
    expect(page.get_by_text(BLOCKED).first).to_be_visible()


def test_writing_up_a_session_logs_it_too_and_the_sessions_page_tells_it(
    page: Page, demo_address: str
) -> None:
    open_client(page, demo_address, "Maren Tolliver")
    go_to(page, "Sessions")
    page.get_by_role("button", name="Write up a session").click()
    dialog = page.get_by_role("dialog")
    dialog.get_by_label("Note", exact=True).fill("Short hour; she brought the card.")
    dialog.get_by_text("Where the work was: EFIT for individuals (optional)").click()
    dialog.get_by_role("button", name="Integrate and validate").click()
    dialog.get_by_label("Note on the work").fill("The card is hers now.")
    dialog.get_by_role("button", name="Save the session").click()
    expect(page.get_by_text("Session saved.")).to_be_visible()
    expect(page.get_by_text("Integrate and validate").first).to_be_visible()
    go_to(page, "Approach")
    show(page, "EFIT")
    expect(page.get_by_text("The card is hers now.")).to_be_visible()


def test_a_rating_of_one_click_is_seen_on_the_history(page: Page, demo_address: str) -> None:
    worksheet(page, demo_address)
    rating = page.get_by_role("group", name="How true today?").or_(
        page.get_by_role("radiogroup", name="How true today?")
    )
    rating.first.get_by_text("20", exact=True).click()
    expect(page.get_by_text("Rated 20 of 100 today.")).to_be_visible()
    go_to(page, "History")
    expect(page.get_by_text("→ 20").or_(page.get_by_text("20 of 100")).first).to_be_visible()


def test_a_missing_node_is_added_in_place_and_put_into_the_cycle(
    page: Page, demo_address: str
) -> None:
    worksheet(page, demo_address)
    page.get_by_role("button", name="New node").last.click()
    dialog = page.get_by_role("dialog")
    dialog.get_by_role("textbox", name="Short name").fill("Scorn for herself")
    dialog.get_by_role("button", name="Save", exact=True).click()
    expect(page.get_by_text("Node saved.")).to_be_visible()
    page.get_by_role("button", name="Scorn for herself").click()
    expect(page.get_by_text("Scorn for herself is in the cycle now.")).to_be_visible()
