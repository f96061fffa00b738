"""The lock screen and the quick hide, in a real browser."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from core.assembly import create_store
from tests.browser.knocking import NAME, PASSPHRASE, Server, ask, serving, sign_in_page

pytestmark = pytest.mark.browser
IDLE = 15 * 60 + 1
HALF = "She said that the first ten minutes"


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    store = tmp_path_factory.mktemp("lock") / "store"
    create_store(store, PASSPHRASE, NAME)
    with serving(store) as running:
        yield running


@pytest.fixture
def signed_in(page: Page, server: Server) -> Page:
    server.later(86_401)  # wrong tries of an earlier test are forgotten
    sign_in_page(page, server.address)
    expect(page.get_by_role("heading", name="Caseload")).to_be_visible()
    return page


def the_form(page: Page) -> Locator:
    """The dialog of Streamlit's that a form is in."""
    return page.get_by_test_id("stDialog")


def begin_a_client(page: Page, code: str) -> None:
    """Open the form of a new client and type half of it."""
    page.get_by_role("button", name="Add a client").click()
    the_form(page).get_by_label("Code", exact=True).fill(code)


def unlock(page: Page, secret: str = PASSPHRASE) -> None:
    page.locator("#havenline-secret").fill(secret)
    page.get_by_role("button", name="Unlock").click()


def expect_covered(page: Page, heading: str) -> None:
    """Nothing of the page is to be seen, reached by Tab, or named to a screen reader."""
    expect(page.get_by_role("heading", name=heading)).to_be_visible()
    expect(page.get_by_role("heading", name="Caseload")).to_have_count(0)
    expect(page.get_by_role("button", name="Add a client")).to_have_count(0)
    assert page.title() == "Havenline"
    seen = set()
    for _ in range(12):
        page.keyboard.press("Tab")
        seen.add(page.evaluate("document.activeElement.closest('#havenline-cover') !== null "
                               "|| document.activeElement === document.body"))  # fmt: skip
    assert seen == {True}
    top = page.evaluate(
        "[[200, 100], [640, 60], [640, 850], [1200, 20]].map(([x, y]) => "
        "document.elementFromPoint(x, y).closest('#havenline-cover') !== null)"
    )
    assert all(top)
    shade = page.evaluate("getComputedStyle(document.querySelector('#root')).filter")
    assert shade == "blur(40px)"


def test_a_screen_left_alone_locks_and_goes_on_where_it_was(
    signed_in: Page, server: Server
) -> None:
    """Half a form is typed, the clinician is called away, comes back, and types on."""
    begin_a_client(signed_in, "HL-777")
    name = the_form(signed_in).get_by_label("Name", exact=True)
    name.fill(HALF)
    server.later(IDLE)
    expect_covered(signed_in, "Locked")
    cookie = "; ".join(f"{c['name']}={c['value']}" for c in signed_in.context.cookies())
    assert ask(server.address, "/", cookie=cookie).status == 401
    assert ask(server.address, "/media/x", cookie=cookie).status == 401
    unlock(signed_in, "wrong")
    expect(signed_in.get_by_role("alert").last).to_contain_text("does not open this store")
    unlock(signed_in)
    expect(signed_in.get_by_role("heading", name="Caseload")).to_be_visible()
    expect(name).to_have_value(HALF)
    name.press("End")
    name.press_sequentially(" were quiet")
    signed_in.get_by_role("button", name="Add", exact=True).click()
    expect(signed_in.get_by_text(f"{HALF} were quiet").first).to_be_visible()


def test_activity_keeps_the_screen_open_and_streamlits_own_traffic_does_not(
    signed_in: Page, server: Server
) -> None:
    server.later(IDLE / 2)
    signed_in.evaluate("Date.now = (real => () => real() + 31000)(Date.now)")
    signed_in.mouse.move(300, 300)
    signed_in.mouse.move(320, 320)
    signed_in.wait_for_timeout(800)
    server.later(IDLE * 0.7)
    signed_in.wait_for_timeout(3500)
    expect(signed_in.get_by_role("heading", name="Caseload")).to_be_visible()
    server.later(IDLE * 0.7)
    expect(signed_in.get_by_role("heading", name="Locked")).to_be_visible()


def test_lock_now_holds_what_was_sent_and_what_was_to_be_shown(signed_in: Page) -> None:
    frames: list[int] = []
    signed_in.on(
        "websocket", lambda line: line.on("framereceived", lambda data: frames.append(len(data)))
    )
    signed_in.reload()
    expect(signed_in.get_by_role("heading", name="Caseload")).to_be_visible()
    signed_in.get_by_role("button", name="Lock").click()
    expect_covered(signed_in, "Locked")
    signed_in.wait_for_timeout(500)
    before = len(frames)
    signed_in.evaluate(
        "document.querySelector('[data-testid=stSidebarNav] a[href*=learn]').click()"
    )
    signed_in.wait_for_timeout(1500)
    assert len(frames) == before, "a click made under the cover got an answer"
    unlock(signed_in)
    expect(signed_in.get_by_role("heading", name="Learn", exact=True)).to_be_visible()


def test_a_reload_does_not_get_past_the_lock(signed_in: Page, server: Server) -> None:
    with signed_in.expect_response("**/havenline/lock"):
        signed_in.get_by_role("button", name="Lock").click()
    expect(signed_in.get_by_role("heading", name="Locked")).to_be_visible()
    signed_in.goto(f"{server.address}/learn")
    expect(signed_in.get_by_text(f"Signed in as {NAME}.")).to_be_visible()
    signed_in.get_by_label("Passphrase").fill(PASSPHRASE)
    signed_in.get_by_role("button", name="Unlock").click()
    expect(signed_in.get_by_role("heading", name="Learn", exact=True)).to_be_visible()


def test_wrong_tries_at_the_lock_screen_wait_too(signed_in: Page, server: Server) -> None:
    signed_in.get_by_role("button", name="Lock").click()
    for _ in range(5):
        unlock(signed_in, "wrong")
        expect(signed_in.locator("#havenline-cover .wrong")).to_contain_text("does not open")
    unlock(signed_in)
    expect(signed_in.locator("#havenline-cover .wrong")).to_contain_text("Too many wrong tries.")
    server.later(31)
    unlock(signed_in)
    expect(signed_in.get_by_role("heading", name="Caseload")).to_be_visible()


def test_a_lock_in_one_tab_covers_the_other(signed_in: Page, server: Server) -> None:
    second = signed_in.context.new_page()
    second.goto(server.address)
    expect(second.get_by_role("heading", name="Caseload")).to_be_visible()
    signed_in.get_by_role("button", name="Lock").click()
    expect(second.get_by_role("heading", name="Locked")).to_be_visible()
    unlock(signed_in)
    expect(second.get_by_role("heading", name="Caseload")).to_be_visible()


def test_the_page_is_hidden_by_escape_twice_and_back_by_escape_or_a_click(
    signed_in: Page,
) -> None:
    begin_a_client(signed_in, "HL-778")
    signed_in.keyboard.press("Escape")
    signed_in.keyboard.press("Escape")
    expect_covered(signed_in, "Hidden")
    signed_in.keyboard.press("Escape")
    expect(signed_in.get_by_role("heading", name="Caseload")).to_be_visible()
    signed_in.wait_for_timeout(700)
    signed_in.get_by_role("button", name="Hide").click()
    expect_covered(signed_in, "Hidden")
    signed_in.mouse.click(50, 500)
    expect(signed_in.get_by_role("heading", name="Caseload")).to_be_visible()


def test_hiding_in_a_form_keeps_what_was_typed(signed_in: Page) -> None:
    begin_a_client(signed_in, "HL-779")
    signed_in.get_by_role("button", name="Hide").click()
    expect_covered(signed_in, "Hidden")
    signed_in.keyboard.press("Escape")
    expect(the_form(signed_in).get_by_label("Code", exact=True)).to_have_value("HL-779")


def test_signing_out_everywhere_closes_the_other_browser(
    signed_in: Page, browser: Browser, server: Server
) -> None:
    other = browser.new_context().new_page()
    closed: list[str] = []
    other.on("websocket", lambda line: line.on("close", lambda _: closed.append(line.url)))
    sign_in_page(other, server.address)
    signed_in.goto(f"{server.address}/account")
    expect(signed_in.get_by_text("Another browser")).to_have_count(1)
    signed_in.get_by_role("button", name="Sign out everywhere else").click()
    expect(signed_in.get_by_text("Your other browsers were signed out.")).to_be_visible()
    other.wait_for_timeout(1200)
    assert closed, "the connection is closed within about a second"
    other.wait_for_url(re.compile("/sign-in"))
    expect(other.get_by_text("Caseload")).to_have_count(0)
    other.context.close()


def test_after_twelve_hours_the_page_leads_to_the_sign_in(signed_in: Page, server: Server) -> None:
    server.later(12 * 3600 + 1)
    signed_in.wait_for_url(re.compile("/sign-in"))
    expect(signed_in.get_by_role("heading", name="Sign in")).to_be_visible()


def test_nothing_of_the_page_is_kept_in_the_browser(signed_in: Page) -> None:
    begin_a_client(signed_in, "HL-780")
    signed_in.get_by_role("button", name="Hide").dispatch_event("click")
    stored = signed_in.evaluate(
        "JSON.stringify([Object.entries(localStorage), Object.entries(sessionStorage)])"
    )
    assert "HL-780" not in stored


def test_the_buttons_sit_on_nothing_of_streamlits(signed_in: Page) -> None:
    for width in (1280, 820, 390):
        signed_in.set_viewport_size({"width": width, "height": 800})
        signed_in.wait_for_timeout(500)
        boxes = signed_in.evaluate("""() => {
            const bar = document.querySelector('#havenline-bar').getBoundingClientRect();
            const others = [...document.querySelectorAll('#root :is(button, a, input)')];
            return others.map(e => e.getBoundingClientRect()).filter(r => r.width && r.height
                && r.left < bar.right && r.right > bar.left
                && r.top < bar.bottom && r.bottom > bar.top).length;
        }""")
        assert boxes == 0, width


def test_the_demo_is_unlocked_by_a_button(page: Page, demo_address: str) -> None:
    page.goto(demo_address)
    expect(page.get_by_role("heading", name="Caseload")).to_be_visible()
    page.get_by_role("button", name="Lock").click()
    expect_covered(page, "Locked")
    page.get_by_role("button", name="Unlock").click()
    expect(page.get_by_role("heading", name="Caseload")).to_be_visible()
