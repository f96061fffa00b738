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
    box.press("Tab")  # Escape twice would hide the screen


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


def new_client(page: Page, address: str, name: str, code: str) -> None:
    page.goto(address)
    page.get_by_role("button", name="Add a client").click()
    page.get_by_role("dialog").get_by_label("Name", exact=True).fill(name)
    page.get_by_role("dialog").get_by_role("textbox", name="Code").fill(code)
    page.get_by_role("dialog").get_by_role("button", name="Add", exact=True).click()
    expect(page.get_by_text("Client added.")).to_be_visible()


def dialog_save(page: Page, said: str) -> None:
    page.get_by_role("dialog").get_by_role("button", name="Save", exact=True).click()
    expect(page.get_by_text(said).first).to_be_visible()


def click_circle(page: Page) -> None:
    """Click the circle on the one link of the map; it is the only mark of its size."""
    for point in page.locator(".js-plotly-plot .scatterlayer .point").all():
        box = point.bounding_box()
        if box and 12 <= box["width"] <= 15:
            point.click(force=True)
            return
    raise AssertionError("no link is drawn")


def test_a_prediction_about_a_belief_turns_as_episodes_are_linked_to_it(
    page: Page, demo_address: str
) -> None:
    new_client(page, demo_address, "Wilma Test", "WT-1")
    paste(page, [FIRST])
    go_to(page, "Map")
    page.get_by_role("button", name="Add a node").click()
    choose(page, "Kind", "Belief or rule")
    page.get_by_role("dialog").get_by_role("textbox", name="Short name").fill("I am too much")
    dialog_save(page, "Node saved.")

    page.get_by_role("button", name="Link an episode").click()
    choose(page, "It also shows these nodes", "I am too much")
    choose(page, "New nodes from its words", "Slow or missing reply")
    choose(page, "New links, as hunches", "I am too much")
    dialog_save(page, "Episode linked to the map.")
    expect(page.get_by_text("untested or no prediction")).to_be_visible()  # the link is drawn
    click_circle(page)
    page.get_by_role("button", name="Set a prediction").click()
    page.get_by_role("button", name="Save prediction").click()
    expect(page.get_by_text("Linked by hand").first).to_be_visible()
    expect(page.get_by_text("Untested").first).to_be_visible()

    paste(page, [*lines(4, 3, "slow reply", "being left"), *lines(8, 12, "criticism", "shame")])
    go_to(page, "Map")
    for evening in range(3, 7):
        page.get_by_role("button", name="Link an episode").first.click()
        which = page.get_by_role("dialog").get_by_role("combobox", name="Episode", exact=True)
        which.fill(f"Evening {evening}")
        which.press("Enter")
        expect(page.get_by_text("Its words show already: Slow or missing reply")).to_be_visible()
        choose(page, "It also shows these nodes", "I am too much")
        dialog_save(page, "Episode linked to the map.")
    expect(page.get_by_text("Supported").first).to_be_visible()
    expect(page.get_by_text("in 5 of 5 episodes").first).to_be_visible()
