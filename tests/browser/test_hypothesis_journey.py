"""From one episode to a verdict: log, link, predict, log more until the verdict turns."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from tests.browser.test_journey import go_to, open_client

pytestmark = pytest.mark.browser

FIRST = "2/3/2026 21:00; No answer till late; cue: slow reply; theme: being left"


def lines(count: int, start: int, cue: str, theme: str) -> list[str]:
    return [
        f"{start + n}/3/2026 20:00; Evening {start + n}; cue: {cue}; theme: {theme}"
        for n in range(count)
    ]


def paste(page: Page, several: list[str]) -> None:
    go_to(page, "Triggers")
    page.get_by_role("button", name="Paste or import several").click()
    page.get_by_label("Lines", exact=True).fill("\n".join(several))
    page.get_by_role("button", name="Read the lines").click()
    count = len(several)
    words = f"{count} episode{'' if count == 1 else 's'}"
    page.get_by_role("button", name=f"Save {words}").click()
    expect(page.get_by_text(f"{words} saved.")).to_be_visible()


def choose(page: Page, title: str, *options: str) -> None:
    box = page.get_by_role("dialog").get_by_role("combobox", name=title)
    for option in options:
        box.click()
        page.get_by_role("option", name=option).first.click()
    box.press("Escape")


def test_a_prediction_turns_from_untested_to_supported(page: Page, demo_address: str) -> None:
    open_client(page, demo_address, "Tobias Wren")
    paste(page, [FIRST])
    go_to(page, "Map")
    page.get_by_role("button", name="Link an episode").click()
    choose(page, "New nodes from its words", "Slow or missing reply", "Being left")
    choose(page, "New links, as hunches", "Slow or missing reply")
    page.get_by_role("dialog").get_by_role("button", name="Save", exact=True).click()
    expect(page.get_by_text("Episode linked to the map.")).to_be_visible()

    page.locator(".js-plotly-plot .scatterlayer .point").last.click(force=True)
    page.get_by_role("button", name="Set a prediction").click()
    page.get_by_role("button", name="Save prediction").click()
    expect(page.get_by_text("Untested").first).to_be_visible()
    expect(page.get_by_text("4 more episodes with").first).to_be_visible()

    paste(page, [*lines(7, 3, "slow reply", "being left"), *lines(8, 12, "criticism", "shame")])
    go_to(page, "Map")
    expect(page.get_by_text("Supported").first).to_be_visible()
    expect(page.get_by_text("in 8 of 8 episodes").first).to_be_visible()
