"""Carrying the sample client of Internal Family Systems on: a part, a rating, a step, a merge."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from tests.browser.test_journey import go_to, open_client

pytestmark = pytest.mark.browser


def worksheet(page: Page, address: str) -> None:
    open_client(page, address, "Devika Marlowe")
    go_to(page, "Approach")
    page.get_by_role("radio", name="IFS", exact=True).or_(
        page.get_by_role("button", name="IFS", exact=True)
    ).first.click()
    expect(page.get_by_role("button", name="Add a part")).to_be_visible()


def save(page: Page, said: str) -> None:
    page.get_by_role("dialog").get_by_role("button", name="Save", exact=True).click()
    expect(page.get_by_text(said).first).to_be_visible()


def test_a_part_is_added_rated_moved_on_and_found_on_the_map(page: Page, demo_address: str) -> None:
    worksheet(page, demo_address)
    expect(page.get_by_text("Waiting for a follow-up")).to_be_visible()

    page.get_by_role("button", name="Add a part").click()
    page.get_by_role("dialog").get_by_label("What the client calls it").fill("The Lamplighter")
    page.get_by_role("dialog").get_by_text("Exile", exact=True).click()
    save(page, "Part added.")
    expect(page.get_by_role("heading", name="The Lamplighter · Exile")).to_be_visible()
    expect(page.get_by_text("Not rated yet.")).to_be_visible()

    page.get_by_role("button", name="4", exact=True).or_(
        page.get_by_role("radio", name="4", exact=True)
    ).first.click()
    expect(page.get_by_text("Self-access noted.").first).to_be_visible()
    page.get_by_role("button", name="8 Witness the exile's story · not yet").click()
    expect(page.get_by_text("Step noted.").first).to_be_visible()
    expect(page.get_by_text("last step: 8 Witness the exile's story").first).to_be_visible()

    page.get_by_role("button", name="Same as another node").click()
    box = page.get_by_role("dialog").get_by_role("combobox")
    box.click()
    page.get_by_role("option", name="Longing, with fright in it").click()
    page.get_by_role("dialog").get_by_text("Longing, with fright in it (primary").last.click()
    page.get_by_role("button", name="Make them one").click()
    expect(page.get_by_text("The two are one node now.").first).to_be_visible()
    expect(page.get_by_role("heading", name="Longing, with fright in it · Exile")).to_be_visible()
    expect(page.get_by_text("Feels underneath", exact=False).first).to_be_visible()

    go_to(page, "Map")
    page.get_by_text("Parts (IFS)").first.click()
    expect(page.get_by_role("button", name="Longing, with fright in it").first).to_be_visible()
    expect(page.get_by_role("button", name="The Lamplighter")).to_have_count(0)
