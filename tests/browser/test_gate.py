"""Nothing but sign-in, health and static files answers without a sign-in. Real server."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect
from websockets.exceptions import InvalidStatus
from websockets.sync.client import connect

from core.assembly import create_store
from tests.browser.conftest import free_port, wait_until_open
from tests.browser.knocking import NAME, PASSPHRASE, ask, cookie_of, fill_in, sign_in

WRONG = "wrong words here"
CLOSED = [
    "/",
    "/outcomes",
    "/media/0123456789abcdef.pdf",
    "/_stcore/host-config",
    "/_stcore/metrics",
    "/_stcore/upload_file/a/b",
    "/_stcore/bidi-components/x",
    "/component/x/index.html",
    "/app/static/x",
    "/static/../_stcore/metrics",
]


@pytest.fixture(scope="module")
def real_address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """`havenline serve` on a real store, opened with its passphrase."""
    store: Path = tmp_path_factory.mktemp("real") / "store"
    create_store(store, PASSPHRASE, NAME)
    port = free_port()
    command = [
        sys.executable,
        "-m",
        "dashboard.command",
        "serve",
        "--store",
        str(store),
        "--port",
        str(port),
    ]
    environment = os.environ | {"HAVENLINE_PASSPHRASE": PASSPHRASE}
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, env=environment)
    address = f"http://127.0.0.1:{port}"
    try:
        wait_until_open(address, process)
        yield address
    finally:
        process.terminate()
        process.wait(timeout=20)


@pytest.mark.parametrize("path", CLOSED)
def test_nothing_answers_without_a_sign_in(real_address: str, path: str) -> None:
    status, _, _ = ask(real_address, path)
    assert status in (400, 401, 403, 404)


def test_the_websocket_refuses_without_a_sign_in(real_address: str) -> None:
    where = real_address.replace("http", "ws") + "/_stcore/stream"
    with pytest.raises(InvalidStatus) as refused:
        connect(where, origin=real_address, subprotocols=["streamlit"])  # type: ignore[arg-type]
    assert refused.value.response.status_code == 403


def test_a_page_asked_for_by_a_browser_leads_to_sign_in(real_address: str) -> None:
    status, headers, _ = ask(real_address, "/map?client=x", accept="text/html")
    assert status == 303
    assert headers["location"] == "/sign-in?next=%2Fmap%3Fclient%3Dx"


def test_a_wrong_passphrase_is_refused_and_the_right_one_signs_in(real_address: str) -> None:
    status, _, page = sign_in(real_address, secret=WRONG)
    assert status == 401
    assert b"does not open this store" in page
    answer = sign_in(real_address, "/sign-in?next=/map")
    assert answer.headers["location"] == "/map"
    given = answer.headers["set-cookie"]
    assert "HttpOnly" in given
    assert "SameSite=Strict" in given
    signed_in = cookie_of(answer)
    status, headers, page = ask(real_address, "/", cookie=signed_in)
    assert status == 200
    assert b"/havenline/lock.js" in page
    assert b"service-desc" not in page
    assert headers["x-frame-options"] == "DENY"
    assert headers["referrer-policy"] == "no-referrer"
    assert headers["cache-control"] == "no-store"
    beside = f'other={{"a": 1}}; {signed_in}; more=x y'
    assert ask(real_address, "/", cookie=beside)[0] == 200, "a neighbour's cookie does no harm"
    for origin in ("http://localhost:3000", "https://evil.example", "null"):
        assert ask(real_address, "/", cookie=signed_in, origin=origin)[0] == 403


def test_a_form_from_elsewhere_is_not_looked_at(real_address: str) -> None:
    """No token, a made-up one, or another browser's: nothing is checked."""
    typed = f"name={NAME}&secret={PASSPHRASE}"
    assert ask(real_address, "/sign-in", "POST", typed)[0] == 403
    assert ask(real_address, "/sign-in", "POST", f"{typed}&token=00")[0] == 403
    theirs = re.search(rb'name="token" value="(\w+)"', ask(real_address, "/sign-in").body)
    assert theirs is not None
    mine = ask(real_address, "/sign-in").headers["set-cookie"].split(";")[0]
    sent = f"{typed}&token={theirs[1].decode()}"
    assert ask(real_address, "/sign-in", "POST", sent, cookie=mine)[0] == 403
    for far in ("cross-site", "same-site"):
        refused = ask(real_address, "/sign-in", "POST", typed, sec_fetch_site=far)
        assert refused.status == 403


def test_every_address_answers_with_a_strict_policy(real_address: str) -> None:
    signed_in = cookie_of(sign_in(real_address))
    for path in ("/", "/map", "/media/x", "/_stcore/host-config", "/index.html"):
        policy = ask(real_address, path, cookie=signed_in).headers["content-security-policy"]
        assert "default-src 'none'" in policy
        scripts = re.search(r"script-src ([^;]*)", policy)
        assert scripts is not None
        assert "unsafe" not in scripts[1]
        assert "object-src 'none'" in policy
    for path in ("/sign-in", "/account", "/account/passphrase"):
        policy = ask(real_address, path, cookie=signed_in).headers["content-security-policy"]
        assert "script-src" not in policy
        assert "style-src 'self';" in policy


def test_parts_of_a_page_do_not_slip_past_the_lock_screen(real_address: str) -> None:
    signed_in = cookie_of(sign_in(real_address))
    for path in ("/", "/map", "/index.html", "/no/such/page"):
        answer = ask(real_address, path, cookie=signed_in, range="bytes=0-100000",
                     accept_encoding="gzip")  # fmt: skip
        assert answer.status == 200
        assert b"/havenline/lock.js" in answer.body
        assert int(answer.headers["content-length"]) == len(answer.body)


@pytest.mark.browser
def test_a_clinician_signs_in_with_a_real_browser(page: Page, real_address: str) -> None:
    """A wrong passphrase first, then the right one, and on to the page that was asked for."""
    page.goto(f"{real_address}/learn")
    page.get_by_label("Passphrase").fill("wrong")
    page.get_by_role("button", name="Sign in").click()
    expect(page.get_by_role("alert")).to_contain_text("does not open this store")
    page.get_by_label("Passphrase").fill(PASSPHRASE)
    page.get_by_role("button", name="Sign in").click()
    expect(page.get_by_role("heading", name="Learn", exact=True)).to_be_visible()


def test_a_made_up_cookie_opens_nothing(real_address: str) -> None:
    assert ask(real_address, "/", cookie="havenline=guess")[0] == 401
    assert ask(real_address, "/", cookie="\x01;;=havenline=")[0] in (400, 401)


@pytest.mark.parametrize("away", ["https://evil.example", "//evil.example", "/\\evil", "/sign-in"])
def test_sign_in_never_leads_away(real_address: str, away: str) -> None:
    _, headers, _ = fill_in(real_address, f"/sign-in?next={away}", name=NAME, secret=PASSPHRASE)
    assert headers["location"] == "/"


def test_another_host_name_is_refused(demo_address: str) -> None:
    """A page elsewhere cannot reach the loopback server by a name it controls."""
    assert ask(demo_address, "/", host="evil.example")[0] == 421


def test_the_demo_signs_in_by_itself_but_files_stay_closed(demo_address: str) -> None:
    status, headers, _ = ask(demo_address, "/sign-in?next=/map", accept="text/html")
    assert status == 303
    assert re.match(r"havenline-\d+=[\w-]{43};", headers["set-cookie"])
    assert ask(demo_address, "/media/0123456789abcdef.pdf")[0] == 401
