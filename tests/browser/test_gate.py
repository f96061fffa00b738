"""Nothing but sign-in, health and static files answers without a sign-in. Real server."""

from __future__ import annotations

import http.client
import os
import re
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlparse

import pytest
from playwright.sync_api import Page, expect
from websockets.exceptions import InvalidStatus
from websockets.sync.client import connect

from core.assembly import create_store
from tests.browser.conftest import free_port, wait_until_open

PASSPHRASE = "four unrelated words here"
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
Answer = tuple[int, dict[str, str], bytes]


def ask(address: str, path: str, method: str = "GET", **headers: str) -> Answer:
    line = http.client.HTTPConnection(urlparse(address).netloc, timeout=20)
    body = headers.pop("body", None)
    try:
        line.request(method, path, body=body, headers=headers)
        with line.getresponse() as answer:
            return answer.status, {k.lower(): v for k, v in answer.getheaders()}, answer.read()
    finally:
        line.close()


def sign_in(address: str, path: str, secret: str) -> Answer:
    """Type a secret into the sign-in page, waiting as the page asks after a wrong one."""
    for _ in range(40):
        answer = ask(address, path, "POST", body="secret=" + secret.replace(" ", "+"))
        if answer[0] != 429:
            return answer
        time.sleep(0.1)
    return answer


@pytest.fixture(scope="module")
def real_address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """`havenline serve` on a real store, opened with its passphrase."""
    store: Path = tmp_path_factory.mktemp("real") / "store"
    create_store(store, PASSPHRASE, "Dr Test")
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
    assert status in (400, 401, 403)


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
    status, _, page = sign_in(real_address, "/sign-in", "wrong")
    assert status == 401
    assert b"does not open this store" in page
    assert ask(real_address, "/sign-in", "POST", body="secret=again")[0] == 429
    status, headers, _ = sign_in(real_address, "/sign-in?next=/map", PASSPHRASE)
    assert status == 303
    assert headers["location"] == "/map"
    cookie = headers["set-cookie"]
    assert "HttpOnly" in cookie
    assert "SameSite=Strict" in cookie
    signed_in = cookie.split(";")[0]
    status, headers, _ = ask(real_address, "/", cookie=signed_in)
    assert status == 200
    assert headers["x-frame-options"] == "DENY"
    assert headers["referrer-policy"] == "no-referrer"
    assert headers["cache-control"] == "no-store"
    beside = f'other={{"a": 1}}; {signed_in}; more=x y'
    assert ask(real_address, "/", cookie=beside)[0] == 200, "a neighbour's cookie does no harm"
    for origin in ("http://localhost:3000", "https://evil.example", "null"):
        assert ask(real_address, "/", cookie=signed_in, origin=origin)[0] == 403


@pytest.mark.browser
def test_a_clinician_signs_in_with_a_real_browser(page: Page, real_address: str) -> None:
    """A wrong passphrase first, then the right one, and on to the page that was asked for."""
    page.goto(f"{real_address}/learn")
    page.get_by_label("Passphrase or recovery code").fill("wrong")
    page.get_by_role("button", name="Sign in").click()
    expect(page.get_by_text("does not open this store")).to_be_visible()
    page.wait_for_timeout(1200)
    page.get_by_label("Passphrase or recovery code").fill(PASSPHRASE)
    page.get_by_role("button", name="Sign in").click()
    expect(page.get_by_role("heading", name="Learn", exact=True)).to_be_visible()


def test_a_made_up_cookie_opens_nothing(real_address: str) -> None:
    assert ask(real_address, "/", cookie="havenline=guess")[0] == 401
    assert ask(real_address, "/", cookie="\x01;;=havenline=")[0] in (400, 401)


@pytest.mark.parametrize("away", ["https://evil.example", "//evil.example", "/\\evil", "/sign-in"])
def test_sign_in_never_leads_away(real_address: str, away: str) -> None:
    _, headers, _ = sign_in(real_address, f"/sign-in?next={away}", PASSPHRASE)
    assert headers["location"] == "/"


def test_another_host_name_is_refused(demo_address: str) -> None:
    """A page elsewhere cannot reach the loopback server by a name it controls."""
    assert ask(demo_address, "/", host="evil.example")[0] == 421


def test_the_demo_signs_in_by_itself_but_files_stay_closed(demo_address: str) -> None:
    status, headers, _ = ask(demo_address, "/sign-in?next=/map", accept="text/html")
    assert status == 303
    assert re.match(r"havenline-\d+=[\w-]{43};", headers["set-cookie"])
    assert ask(demo_address, "/media/0123456789abcdef.pdf")[0] == 401
