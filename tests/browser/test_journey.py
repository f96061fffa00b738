"""The main job in a real browser: prepare, measure, see it, take the report along."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect
from pypdf import PdfReader

pytestmark = pytest.mark.browser


def open_client(page: Page, address: str, name: str) -> None:
    page.goto(address)
    page.get_by_role("link", name=name).click()
    expect(page.get_by_role("heading", name="Prepare the next session")).to_be_visible()


def go_to(page: Page, label: str) -> None:
    page.get_by_test_id("stSidebarNav").get_by_role("link", name=label, exact=True).click()
    expect(page.get_by_role("heading", name=label, exact=True)).to_be_visible()


def test_a_therapist_prepares_measures_and_takes_the_report_along(
    page: Page, demo_address: str
) -> None:
    """From the caseload to a PDF that holds the score typed a minute ago."""
    open_client(page, demo_address, "Maren Tolliver")
    go_to(page, "Outcomes")
    page.get_by_role("radio", name="PHQ-9").or_(
        page.get_by_role("button", name="PHQ-9")
    ).first.click()
    typed = page.get_by_label("PHQ-9 answers")
    typed.press_sequentially("11230")
    expect(page.locator(".item.lit")).to_have_count(5)
    typed.press_sequentially("9")
    expect(page.get_by_text("Item 6 takes 0 to 3")).to_be_visible()
    expect(typed).to_have_value("11230")
    typed.press_sequentially("1100")
    expect(page.get_by_text("All answered")).to_be_visible()
    typed.press("Enter")
    expect(page.get_by_text("PHQ-9 recorded: 9 (mild).")).to_be_visible()
    expect(page.get_by_text("PHQ-9 9 (mild) on")).to_be_visible()

    go_to(page, "Reports")
    with page.expect_download() as download:
        page.get_by_role("button", name="Save as PDF").click()
    content = Path(download.value.path()).read_bytes()
    text = "\n".join(sheet.extract_text() for sheet in PdfReader(BytesIO(content)).pages)
    assert "Maren Tolliver" in text
    assert "9 (mild)" in " ".join(text.split())


def test_the_picked_client_survives_pages_and_a_refresh(page: Page, demo_address: str) -> None:
    """The address holds the id only, on every page, also after a reload."""
    open_client(page, demo_address, "Gethin Rourke")
    go_to(page, "Map")
    expect(page.get_by_text("Gethin Rourke").first).to_be_visible()
    assert "client=" in page.url
    assert "Gethin" not in page.url
    page.reload()
    expect(page.get_by_role("heading", name="Map", exact=True)).to_be_visible()
    expect(page.get_by_text("Gethin Rourke").first).to_be_visible()
    assert "Gethin" not in page.title()


def test_a_measure_is_recorded_once_when_enter_is_pressed_twice(
    page: Page, demo_address: str
) -> None:
    open_client(page, demo_address, "Tobias Wren")
    go_to(page, "Outcomes")
    page.get_by_role("radio", name="GAD-7").or_(
        page.get_by_role("button", name="GAD-7")
    ).first.click()
    typed = page.get_by_label("GAD-7 answers")
    for answer in "2222222":
        typed.press(answer)
    for _ in range(2):
        page.keyboard.press("Enter")
    expect(page.get_by_text("GAD-7 14 (moderate) on")).to_have_count(1)
    expect(page.get_by_text("One score so far")).to_have_count(1)


def test_an_unknown_client_in_the_address_gets_one_clear_sentence(
    page: Page, demo_address: str
) -> None:
    for wrong in ("00000000-0000-0000-0000-000000000000", "not-an-id"):
        page.goto(f"{demo_address}/outcomes?client={wrong}")
        expect(page.get_by_text("There is no client at this address.")).to_be_visible()


def test_nothing_is_fetched_from_anywhere_but_this_computer(page: Page, demo_address: str) -> None:
    """Fonts, icons and scripts all come from the server on loopback."""
    elsewhere: list[str] = []
    page.on(
        "request",
        lambda request: (
            elsewhere.append(request.url)
            if not request.url.startswith((demo_address, "data:", "blob:", "ws://127.0.0.1"))
            else None
        ),
    )
    open_client(page, demo_address, "Maren Tolliver")
    for label in ("History", "Triggers", "Map", "Approach", "Outcomes", "Sessions", "Learn"):
        go_to(page, label)
    assert elsewhere == []


def test_a_link_on_the_map_is_reviewed_by_clicking_its_circle(
    page: Page, demo_address: str
) -> None:
    open_client(page, demo_address, "Maren Tolliver")
    go_to(page, "Map")
    circles = page.locator(".scatterlayer .trace").nth(1).locator(".point")
    circles.first.click(force=True)
    page.get_by_role("button", name="Review or edit this link").click()
    page.get_by_label("New evidence, in a sentence (optional)").fill("She said so again today.")
    page.get_by_role("button", name="Save as reviewed today").click()
    expect(page.get_by_text("Link saved.")).to_be_visible()
    expect(page.get_by_text("She said so again today.")).to_be_visible()


def test_an_episode_is_added_in_the_quick_form(page: Page, demo_address: str) -> None:
    open_client(page, demo_address, "Tobias Wren")
    go_to(page, "Triggers")
    page.get_by_role("button", name="Add an episode").click()
    page.get_by_label("What happened, in plain words").fill("Sister rang twice; let it ring.")
    page.get_by_role("button", name="Save the episode").click()
    expect(page.get_by_text("Episode saved.")).to_be_visible()
    expect(page.get_by_text("Sister rang twice; let it ring.")).to_be_visible()


def test_clicks_and_keys_fill_the_same_answers(page: Page, demo_address: str) -> None:
    """A click ahead is kept when typing goes on, and the key fills the first open answer."""
    open_client(page, demo_address, "Devika Marlowe")
    go_to(page, "Outcomes")
    page.get_by_role("radio", name="PHQ-9").or_(
        page.get_by_role("button", name="PHQ-9")
    ).first.click()
    typed = page.get_by_label("PHQ-9 answers")
    typed.press_sequentially("222222")
    page.locator(".item").nth(8).get_by_role("radio", name="0").click()
    expect(typed).to_have_value("222222__0")
    typed.press("End")
    typed.press_sequentially("21")
    expect(typed).to_have_value("222222210")
    typed.press("Enter")
    expect(page.get_by_text("PHQ-9 15 (moderately severe) on")).to_be_visible()
    page.get_by_test_id("stSidebarNav").get_by_role("link", name="Client", exact=True).click()
    expect(page.get_by_text("went from 8 to 15 since the score before")).to_be_visible()
