"""Signing in through a practice's own login: a real provider, server and browser, on loopback."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

import pyotp
import pytest
from joserfc.jwk import RSAKey
from playwright.sync_api import Browser, Page, expect

from core.access.permissions import Role
from core.assembly import OWNER, Practice, create_store, open_practice
from tests.browser.conftest import free_port, wait_until_open
from tests.browser.knocking import NAME, PASSPHRASE, ask
from tests.browser.provider import CLIENT, SECRET, Provider, providing

pytestmark = pytest.mark.browser
OWNERS, INVITED, PHONES, CLOSED = (f"{who}@practice.example" for who in "abcd")
LINK = "Sign in with your practice account"
HALF = "She said that the first ten minutes"


class House(NamedTuple):
    """A practice with a login of its own."""

    address: str
    provider: Provider
    store: Path
    phone: str


def people(practice: Practice) -> str:
    """An owner with a passphrase, somebody invited, one with a second step, one who left."""
    accounts = practice.services().accounts
    accounts.change(OWNER, accounts.one("owner"), role="owner", email=OWNERS)
    role: Role = "clinician"
    accounts.invite(OWNER, "Dr Invited", role, INVITED)
    careful = accounts.invite(OWNER, "Dr Careful", role, PHONES)[0]
    gone = accounts.invite(OWNER, "Dr Gone", role, CLOSED)[0]
    accounts.close(OWNER, accounts.one(gone.key))
    address = practice.own.begin_second_factor(careful.key)
    phone = pyotp.parse_uri(address).secret
    practice.own.confirm_second_factor(careful.key, pyotp.TOTP(phone).at(time.time() - 30))
    return phone


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    """`havenline serve`, opened by its own key, beside a provider."""
    folder: Path = tmp_path_factory.mktemp("house")
    store, key, toml = folder / "store", folder / "server.key", folder / "login.toml"
    create_store(store, PASSPHRASE, NAME)
    practice = open_practice(store, lambda: PASSPHRASE)
    phone = people(practice)
    practice.close()
    run = [sys.executable, "-m", "dashboard.command"]
    with_passphrase = os.environ | {"HAVENLINE_PASSPHRASE": PASSPHRASE}
    make = [*run, "keyfile", "--store", str(store), "--to", str(key)]
    subprocess.run(make, env=with_passphrase, check=True, capture_output=True)
    port = free_port()
    address = f"http://localhost:{port}"
    with providing() as provider:
        toml.write_text(
            f'[auth]\nclient_id = "{CLIENT}"\nclient_secret = "{SECRET}"\n'
            f'server_metadata_url = "{provider.address}/.well-known/openid-configuration"\n'
            f'redirect_uri = "{address}/oauth2callback"\n'
        )
        quiet = {k: v for k, v in os.environ.items() if k != "HAVENLINE_PASSPHRASE"}
        quiet |= {"HAVENLINE_KEY_FILE": str(key), "NO_PROXY": "localhost,127.0.0.1"}
        serve = [*run, "serve", "--store", str(store), "--port", str(port), "--oidc", str(toml)]
        process = subprocess.Popen(serve, stdout=subprocess.DEVNULL, env=quiet)
        try:
            wait_until_open(address, process)
            yield House(address, provider, store, phone)
        finally:
            process.terminate()
            process.wait(timeout=20)


def come(page: Page, house: House, path: str = "/") -> None:
    """Sign in as a person does: our page, the provider's page, and back."""
    page.goto(f"{house.address}{path}")
    page.get_by_role("link", name=LINK).click()
    page.get_by_role("link", name="Sign in here").click()


def expect_inside(page: Page, heading: str = "Caseload") -> None:
    expect(page.get_by_role("heading", name=heading, exact=True)).to_be_visible()


def test_an_invited_person_comes_in_by_the_practices_login_without_a_passphrase(
    page: Page, house: House
) -> None:
    """On to the page that was asked for; only our own cookie stays, and it is a strict one."""
    house.provider.is_about(INVITED.upper())
    come(page, house, "/learn")
    expect_inside(page, "Learn")
    ours = [c for c in page.context.cookies() if c["name"].startswith("havenline-")]
    assert {c["name"].rsplit("-", 1)[0] for c in ours} == {"havenline", "havenline-form"}
    assert all(c["httpOnly"] and c["sameSite"] == "Strict" for c in ours)
    names = {c["name"] for c in page.context.cookies(house.address)}
    assert not [name for name in names if name.startswith("_streamlit_user")]
    assert "_streamlit_session" not in names, "state and nonce are gone once they were used"
    asked = house.provider.asked
    assert asked["prompt"] == "login"
    assert asked["max_age"] == "0"
    assert asked["scope"] == "openid email"
    assert asked["code_challenge_method"] == "S256"
    assert asked["redirect_uri"] == f"{house.address}/oauth2callback"
    assert len(asked["state"]) >= 20
    assert len(asked["nonce"]) >= 16


REFUSED: dict[str, tuple[dict[str, Any], str]] = {
    "another issuer": ({"iss": "https://elsewhere.example"}, "was not completed"),
    "another program's token": ({"aud": "somebody-else"}, "was not completed"),
    "another audience with our name beside it": (
        {"aud": "somebody-else", "azp": CLIENT}, "somebody else's program",
    ),
    "a token that is over": ({"exp": int(time.time()) - 600}, "was not completed"),
    "an answer to another question": ({"nonce": "another"}, "was not completed"),
    "an address nobody confirmed": ({"email_verified": False}, "has not confirmed"),
    "an address it calls false in a word": ({"email_verified": "false"}, "has not confirmed"),
    "no address": ({"email": None}, "has not confirmed"),
    "an address we do not know": ({"email": "x@practice.example"}, "does not belong to an open"),
    "no address but blanks": ({"email": " "}, "does not belong to an open"),
    "the address of somebody who left": ({"email": CLOSED}, "does not belong to an open"),
    "a login it only remembered": ({"auth_time": int(time.time()) - 3600}, "remembered you"),
    "a login it does not say the time of": ({"auth_time": None}, "remembered you"),
}  # fmt: skip


@pytest.mark.parametrize("what", REFUSED)
def test_who_the_provider_does_not_vouch_for_is_told_so_and_stays_outside(
    browser: Browser, house: House, what: str
) -> None:
    claims, sentence = REFUSED[what]
    house.provider.is_about(OWNERS, **claims)
    context = browser.new_context()
    page = context.new_page()
    come(page, house)
    expect(page.get_by_role("alert")).to_contain_text(sentence)
    expect(page.get_by_label("Passphrase")).to_be_visible()
    cookies = {c["name"] for c in context.cookies(house.address)}
    assert not [name for name in cookies if re.match(r"havenline-\d|_streamlit_user", name)]
    page.goto(house.address)
    expect(page.get_by_role("link", name=LINK)).to_be_visible()
    context.close()


def test_a_signature_by_another_key_is_refused(page: Page, house: House) -> None:
    house.provider.is_about(OWNERS)
    house.provider.signs_with = RSAKey.generate_key(2048, {"kid": "one"})
    come(page, house)
    expect(page.get_by_role("alert")).to_contain_text("was not completed")


def test_a_provider_that_is_out_of_order_is_said_calmly(page: Page, house: House) -> None:
    house.provider.is_about(OWNERS)
    house.provider.out_of_order = True
    page.goto(house.address)
    page.get_by_role("link", name=LINK).click()
    expect(page.get_by_text("cannot be reached just now")).to_be_visible()
    page.get_by_role("link", name="Back to sign-in").click()
    expect(page.get_by_label("Passphrase")).to_be_visible()


def test_a_second_step_is_asked_for_all_the_same(page: Page, house: House) -> None:
    house.provider.is_about(PHONES)
    come(page, house, "/learn")
    expect(page.get_by_role("heading", name="Second step")).to_be_visible()
    page.get_by_label("Code").fill("000000")
    page.get_by_role("button", name="Sign in").click()
    expect(page.get_by_role("alert")).to_be_visible()
    page.get_by_label("Code").fill(pyotp.TOTP(house.phone).now())
    page.get_by_role("button", name="Sign in").click()
    expect_inside(page, "Learn")


def test_who_has_no_passphrase_unlocks_by_the_practices_login_and_goes_on_typing(
    page: Page, house: House
) -> None:
    house.provider.is_about(INVITED)
    come(page, house)
    expect_inside(page)
    page.get_by_role("button", name="Add a client").click()
    name = page.get_by_test_id("stDialog").get_by_label("Name", exact=True)
    name.fill(HALF)
    page.get_by_role("button", name="Lock").click()
    expect(page.get_by_role("heading", name="Locked")).to_be_visible()
    expect(page.locator("#havenline-secret")).to_be_hidden()
    with page.context.expect_page() as opened:
        page.get_by_role("link", name="Unlock with your practice account").click()
    beside = opened.value
    beside.get_by_role("link", name="Sign in here").click()
    expect(beside.get_by_role("heading", name="Unlocked")).to_be_visible()
    expect(name).to_have_value(HALF)
    expect_inside(page)


def test_somebody_elses_login_does_not_open_a_locked_screen(page: Page, house: House) -> None:
    """They get a sign-in of their own, and nothing of the other person's page stays."""
    house.provider.is_about(INVITED)
    come(page, house)
    expect_inside(page)
    page.get_by_role("button", name="Lock").click()
    page.reload()
    expect(page.get_by_text("Signed in as Dr Invited.")).to_be_visible()
    expect(page.get_by_label("Passphrase")).to_have_count(0)
    house.provider.is_about(OWNERS)
    page.get_by_role("link", name="Unlock with your practice account").click()
    page.get_by_role("link", name="Sign in here").click()
    expect_inside(page)
    page.goto(f"{house.address}/account")
    expect(page.get_by_text(f"Signed in as {NAME}.")).to_be_visible()


def test_who_has_a_passphrase_may_still_use_it(page: Page, house: House) -> None:
    house.provider.is_about(OWNERS)
    come(page, house)
    expect_inside(page)
    page.get_by_role("button", name="Lock").click()
    page.locator("#havenline-secret").fill(PASSPHRASE)
    page.get_by_role("button", name="Unlock").click()
    expect_inside(page)


def test_a_way_back_that_began_elsewhere_signs_nobody_in(
    browser: Browser, page: Page, house: House
) -> None:
    """Somebody lures a person onto a way back that the lurer set out on."""
    house.provider.is_about(OWNERS)
    page.goto(house.address)
    page.get_by_role("link", name=LINK).click()
    back: list[str] = []
    page.on("request", lambda one: back.append(one.url) if "oauth2callback" in one.url else None)
    page.route("**/oauth2callback*", lambda route: route.abort())
    page.get_by_role("link", name="Sign in here").click(no_wait_after=True)
    page.wait_for_timeout(500)
    context = browser.new_context()
    lured = context.new_page()
    lured.goto(back[0])
    expect(lured.get_by_role("alert")).to_contain_text("took too long")
    context.close()


def test_only_the_steps_of_the_login_answer_a_stranger(house: House) -> None:
    """Nothing leads away, and nothing leads in."""
    assert ask(house.address, "/auth/logout").status == 401
    assert ask(house.address, "/auth/login", "POST").status == 401
    assert ask(house.address, "/oauth2callback", "POST").status == 401
    for far in ("cross-site", "same-site"):
        assert ask(house.address, "/auth/login?provider=x", sec_fetch_site=far).status == 401
        begun = ask(house.address, "/sign-in/practice", sec_fetch_site=far)
        assert begun.headers["location"] == "/sign-in"
    for path in ("/auth/login?provider=x", "/auth/login", "/auth/login?provider=https://evil"):
        assert ask(house.address, path).headers["location"] == "/"
    came = ask(house.address, "/oauth2callback?code=x&state=y&error=z&redirect=//evil.example")
    assert came.headers["refresh"] == "0; url=/sign-in/arrived"
    assert "script-src" not in came.headers["content-security-policy"]
    assert came.headers["cache-control"] == "no-store"
    assert came.headers["referrer-policy"] == "no-referrer"
    cookie = came.headers["set-cookie"]
    assert "HttpOnly; SameSite=Strict" in cookie
    assert ask(house.address, "/sign-in/arrived", cookie=cookie.split(";")[0]).status == 401
    for away in ("https://evil.example", "//evil.example", "/\\evil"):
        begun = ask(house.address, f"/sign-in/practice?next={away}")
        assert begun.headers["location"].startswith("/auth/login?provider=")


def test_a_cookie_of_streamlits_own_login_opens_nothing(house: House) -> None:
    for name in ("_streamlit_user", "_streamlit_user_tokens", "_streamlit_session"):
        assert ask(house.address, "/", cookie=f"{name}=eyJlbWFpbCI6ImEifQ.x.y").status == 401


def test_the_trail_tells_who_came_by_the_practices_login(page: Page, house: House) -> None:
    house.provider.is_about(OWNERS, email_verified=False)
    come(page, house)
    expect(page.get_by_role("alert")).to_be_visible()
    house.provider.is_about(OWNERS)
    come(page, house)
    expect_inside(page)
    page.goto(f"{house.address}/settings")
    page.get_by_role("radio", name="Audit trail").click()
    expect(page.get_by_text("signed in (practice login)").first).to_be_visible()
    expect(page.get_by_text("was refused at sign-in (practice login)").first).to_be_visible()
