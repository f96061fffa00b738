"""Coming in: the first sign-in opens the store, wrong tries wait, the second step, the account."""

from __future__ import annotations

import re
import statistics
import time
from collections.abc import Iterator
from pathlib import Path

import pyotp
import pytest
from playwright.sync_api import Browser, Page, expect

from core.assembly import create_store
from tests.browser.knocking import (
    NAME,
    PASSPHRASE,
    Server,
    ask,
    cookie_of,
    fill_in,
    serving,
    sign_in,
    sign_in_page,
)

WRONG = "wrong words here"
NEW = "seven quiet herons wading"


@pytest.fixture
def fresh(tmp_path: Path) -> Iterator[tuple[Server, str]]:
    """A server on a store of its own, and the store's recovery code."""
    code = create_store(tmp_path / "store", PASSPHRASE, NAME)
    with serving(tmp_path / "store") as server:
        yield server, code


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    store = tmp_path_factory.mktemp("door") / "store"
    create_store(store, PASSPHRASE, NAME)
    with serving(store) as running:
        yield running


def test_the_first_sign_in_opens_the_store(server: Server) -> None:
    assert ask(server.address, "/_stcore/health").status == 200
    cookie = cookie_of(sign_in(server.address))
    assert ask(server.address, "/", cookie=cookie).status == 200


def test_an_unknown_name_takes_as_long_and_says_the_same(server: Server) -> None:
    sign_in(server.address)
    took: dict[str, list[float]] = {NAME: [], "Nobody Here": []}
    told: dict[str, set[bytes]] = {NAME: set(), "Nobody Here": set()}
    for _ in range(7):
        for name in took:
            server.later(86_401)
            began = time.perf_counter()
            answer = fill_in(server.address, "/sign-in", name=name, secret=WRONG)
            took[name].append(time.perf_counter() - began)
            sentence = re.search(rb'role="alert">([^<]*)', answer.body)
            assert sentence is not None
            told[name].add(sentence[1])
    assert told[NAME] == told["Nobody Here"]
    known, unknown = (statistics.median(times) for times in took.values())
    assert 0.6 < known / unknown < 1.67, (known, unknown)


def test_too_many_wrong_tries_wait_and_the_wait_is_told(server: Server) -> None:
    for name in (NAME, "Nobody Here"):
        server.later(86_401)
        for _ in range(5):
            assert fill_in(server.address, "/sign-in", name=name, secret=WRONG).status == 401
        answer = fill_in(server.address, "/sign-in", name=name, secret=PASSPHRASE)
        assert answer.status == 429
        assert re.search(rb"Too many wrong tries\. Wait (29|30) seconds\.", answer.body)
        assert 28 <= int(answer.headers["retry-after"]) <= 31
        server.later(31)
        assert fill_in(server.address, "/sign-in", name=name, secret=WRONG).status == 401
        answer = fill_in(server.address, "/sign-in", name=name, secret=WRONG)
        assert b"Wait 60 seconds" in answer.body or b"Wait 59 seconds" in answer.body
    assert sign_in(server.address).status == 303, "somebody else's mistakes are their own"


@pytest.mark.browser
def test_the_second_step_is_turned_on_and_asked_for(
    page: Page, browser: Browser, fresh: tuple[Server, str]
) -> None:
    """With the app's code, then with a one-time code; the passphrase is never in a page."""
    address = fresh[0].address
    sign_in_page(page, address)
    page.get_by_role("link", name="Account", exact=True).click()
    page.get_by_role("link", name="Turn the second step on").click()
    page.get_by_label("Passphrase").fill(PASSPHRASE)
    page.get_by_role("button", name="Go on").click()
    expect(page.get_by_alt_text("QR code")).to_be_visible()
    key = page.locator(".code").inner_text().replace(" ", "")
    page.get_by_label("The six digits it shows now").fill("000000")
    page.get_by_role("button", name="Turn the second step on").click()
    expect(page.get_by_role("alert")).to_contain_text("does not fit")
    page.get_by_label("The six digits it shows now").fill(pyotp.TOTP(key).now())
    page.get_by_role("button", name="Turn the second step on").click()
    expect(page.get_by_text("The second step is on.")).to_be_visible()
    codes = page.locator("li").all_inner_texts()
    assert len(codes) >= 8

    elsewhere = browser.new_context().new_page()
    elsewhere.goto(f"{address}/map")
    elsewhere.get_by_label("Passphrase").fill(PASSPHRASE)
    elsewhere.get_by_role("button", name="Sign in").click()
    expect(elsewhere.get_by_role("heading", name="Second step")).to_be_visible()
    assert PASSPHRASE not in elsewhere.content()
    elsewhere.get_by_label("Code").fill("123456")
    elsewhere.get_by_role("button", name="Sign in").click()
    expect(elsewhere.get_by_role("alert")).to_contain_text("does not fit")
    elsewhere.get_by_label("Code").fill(codes[0])
    elsewhere.get_by_role("button", name="Sign in").click()
    elsewhere.wait_for_url(f"{address}/map")
    elsewhere.context.close()

    again = fill_in(address, "/sign-in", name=NAME, secret=PASSPHRASE)
    assert b"Second step" in again.body
    assert "havenline-" not in again.headers.get("set-cookie", "").replace("havenline-form", "")


@pytest.mark.browser
def test_a_new_passphrase_signs_other_browsers_out(
    page: Page, browser: Browser, fresh: tuple[Server, str]
) -> None:
    address = fresh[0].address
    sign_in_page(page, address)
    other = browser.new_context().new_page()
    sign_in_page(other, address, "/learn")
    page.goto(f"{address}/account/passphrase")
    page.get_by_label("Passphrase now").fill(PASSPHRASE)
    page.get_by_label("New passphrase", exact=True).fill("short")
    page.get_by_label("New passphrase, once more").fill("short")
    page.get_by_role("button", name="Change the passphrase").click()
    expect(page.get_by_role("alert")).to_contain_text("too short")
    page.get_by_label("Passphrase now").fill(PASSPHRASE)
    page.get_by_label("New passphrase", exact=True).fill(NEW)
    page.get_by_label("New passphrase, once more").fill(NEW)
    page.get_by_role("button", name="Change the passphrase").click()
    expect(page.get_by_text("Your passphrase is changed.")).to_be_visible()
    other.wait_for_url(re.compile("/sign-in"))
    other.context.close()
    assert sign_in(address).status == 401
    assert sign_in(address, secret=NEW).status == 303


@pytest.mark.browser
def test_whoever_lost_the_passphrase_comes_in_by_the_recovery_code(
    page: Page, fresh: tuple[Server, str]
) -> None:
    """And may do nothing before a new passphrase is chosen."""
    server, code = fresh
    page.goto(f"{server.address}/map")
    page.get_by_label("Passphrase").fill(code)
    page.get_by_role("button", name="Sign in").click()
    expect(page.get_by_role("heading", name="Choose a passphrase")).to_be_visible()
    for path in ("/", "/map", "/account"):
        page.goto(f"{server.address}{path}")
        expect(page.get_by_role("heading", name="Choose a passphrase")).to_be_visible()
    page.get_by_label("New passphrase", exact=True).fill(NEW)
    page.get_by_label("New passphrase, once more").fill(NEW)
    page.get_by_role("button", name="Change the passphrase").click()
    expect(page.get_by_role("heading", name="Caseload")).to_be_visible()
    assert sign_in(server.address, secret=NEW).status == 303


@pytest.mark.browser
def test_a_new_recovery_code_is_shown_once(page: Page, fresh: tuple[Server, str]) -> None:
    server, old = fresh
    sign_in_page(page, server.address)
    page.goto(f"{server.address}/account/recovery-code")
    page.get_by_label("Passphrase").fill(PASSPHRASE)
    page.get_by_role("button", name="Make a new recovery code").click()
    new = page.locator(".code").inner_text()
    page.goto(f"{server.address}/account")
    assert new not in page.content()
    assert sign_in(server.address, secret=old).status == 401
    assert sign_in(server.address, secret=new).status == 303


@pytest.mark.browser
def test_the_sign_in_page_works_by_keyboard_and_in_a_narrow_window(
    page: Page, server: Server
) -> None:
    server.later(86_401)
    page.set_viewport_size({"width": 320, "height": 640})
    page.goto(server.address)
    expect(page.get_by_label("Name")).to_have_value(NAME)
    expect(page.get_by_label("Passphrase")).to_be_focused()
    assert page.evaluate("document.documentElement.scrollWidth") <= 320
    page.keyboard.type(PASSPHRASE)
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="Caseload")).to_be_visible()
