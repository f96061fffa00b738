"""Coming to the door without a browser: requests, the sign-in form, a server with a clock."""

from __future__ import annotations

import http.client
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple
from urllib.parse import urlencode, urlparse

from playwright.sync_api import Page, expect

from tests.browser.conftest import free_port, wait_until_open

PASSPHRASE = "four unrelated words here"
NAME = "Dr Test"


class Answer(NamedTuple):
    """What came back."""

    status: int
    headers: dict[str, str]
    body: bytes


class Server(NamedTuple):
    """A running server, and the file that moves its clock on."""

    address: str
    ahead: Path

    def later(self, seconds: float) -> None:
        """Move the server's clock on."""
        scratch = self.ahead.with_suffix(".new")
        scratch.write_text(str(float(self.ahead.read_text()) + seconds))
        scratch.replace(self.ahead)


def ask(address: str, path: str, method: str = "GET", body: str = "", **headers: str) -> Answer:
    """One request; header names with an underscore for the dash."""
    line = http.client.HTTPConnection(urlparse(address).netloc, timeout=20)
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    try:
        line.request(method, path, body=body or None, headers=named)
        with line.getresponse() as answer:
            given = {k.lower(): v for k, v in answer.getheaders()}
            return Answer(answer.status, given, answer.read())
    finally:
        line.close()


def fill_in(address: str, path: str, cookie: str = "", **fields: str) -> Answer:
    """Open a page with a form, fill it in and send it, as a browser does."""
    opened = ask(address, path, cookie=cookie)
    given = opened.headers.get("set-cookie", "").split(";")[0]
    cookies = "; ".join(part for part in (cookie, given) if part)
    found = re.search(rb'name="token" value="(\w+)"', opened.body)
    typed = urlencode({"token": found[1].decode() if found else "", **fields})
    return ask(address, path, "POST", typed, cookie=cookies)


def sign_in(address: str, path: str = "/sign-in", secret: str = PASSPHRASE) -> Answer:
    """Type the name and a secret into the sign-in page."""
    return fill_in(address, path, name=NAME, secret=secret)


def cookie_of(answer: Answer) -> str:
    """The sign-in cookie an answer gives."""
    assert answer.status == 303, answer.body
    return answer.headers["set-cookie"].split(";")[0]


def sign_in_page(page: Page, address: str, path: str = "/") -> None:
    """Sign in with a real browser and wait for the dashboard."""
    page.goto(f"{address}{path}")
    page.get_by_label("Passphrase").fill(PASSPHRASE)
    page.get_by_role("button", name="Sign in").click()
    expect(page.get_by_test_id("stSidebarNav").first).to_be_attached()


@contextmanager
def serving(store: Path) -> Iterator[Server]:
    """A server on a real store that nobody has opened yet."""
    ahead, port = store.parent / "ahead", free_port()
    ahead.write_text("0")
    command = [sys.executable, "-m", "tests.browser.clocked", str(store), str(port), str(ahead)]
    quiet = {k: v for k, v in os.environ.items() if k != "HAVENLINE_PASSPHRASE"}
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, env=quiet)
    address = f"http://127.0.0.1:{port}"
    try:
        wait_until_open(address, process)
        yield Server(address, ahead)
    finally:
        process.terminate()
        process.wait(timeout=20)
