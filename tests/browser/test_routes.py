"""Nothing but the open list answers without a sign-in: every route, every method."""

from __future__ import annotations

import asyncio
from collections.abc import Coroutine, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest
from starlette.routing import BaseRoute, Mount, Route, WebSocketRoute
from starlette.types import Message, Scope

from core.assembly import Practice, create_store, locked_practice
from dashboard.app import Dashboard, make_app
from dashboard.door.addresses import static_files
from tests.browser.knocking import PASSPHRASE

METHODS = ("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE", "CONNECT", "SPY")
OPEN = {
    ("/sign-in", "GET"), ("/sign-in", "HEAD"), ("/sign-in", "POST"),
    ("/_stcore/health", "GET"), ("/_stcore/health", "HEAD"),
    *((f"/havenline/{file}", method)
      for file in ("lock.js", "lock.css", "door.css") for method in ("GET", "HEAD")),
}  # fmt: skip
# What Streamlit 1.67 and this dashboard serve; a new route fails the test until it is weighed.
KNOWN = {
    "/", "/_stcore/agent/interact", "/_stcore/agent/mcp", "/_stcore/agent/openapi.json",
    "/_stcore/bidi-components/x", "/_stcore/health", "/_stcore/host-config", "/_stcore/metrics",
    "/_stcore/stream", "/_stcore/upload_file/x/x", "/account", "/account/passphrase",
    "/account/recovery-code", "/account/second-factor", "/account/sign-out",
    "/account/sign-out-everywhere", "/auth/login", "/auth/logout", "/component/x",
    "/havenline/activity", "/havenline/door.css", "/havenline/lock", "/havenline/lock.css",
    "/havenline/lock.js", "/havenline/printed", "/havenline/standing", "/havenline/unlock",
    "/media/x", "/oauth2callback", "/sign-in",
}  # fmt: skip
TRICKS = [
    "/static/../_stcore/metrics", "/static/..%2f_stcore/metrics", "/static/./../media/x",
    "/static//etc/passwd", "//static/js/x", "/static/", "/static", "/static/nothing.html",
    "/static/js/../../index.html", "/index.html", "/favicon.png/../media/x", "/STATIC/js/x",
    "/sign-in/../media/x", "/sign-in/", "/sign-in/x", "/sign-in;x", "/_stcore/health/",
    "/_stcore/health/../metrics", "/_stcore/health%00", "/havenline/", "/havenline/lock.py",
    "/havenline/../media/x", "/havenline/lock.js/../standing", "/app/static/x",
    "/map/_stcore/host-config", "/map", "/\\media\\x", "/.streamlit/config.toml", "/navigation.py",
]  # fmt: skip


@pytest.fixture(scope="module")
def practice(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Practice]:
    store: Path = tmp_path_factory.mktemp("routes") / "store"
    create_store(store, PASSPHRASE, "Dr Test")
    practice = locked_practice(store)
    yield practice
    practice.close()


@pytest.fixture(scope="module")
def app(practice: Practice) -> Dashboard:
    return make_app(practice)


def every_route(app: Dashboard) -> list[BaseRoute]:
    """The routes of the running app, Streamlit's own and what is mounted included."""
    return _opened_up(app.streamlit._build_starlette_app().routes)


def _opened_up(routes: Any) -> list[BaseRoute]:
    found: list[BaseRoute] = []
    for route in routes:
        inner = _opened_up(route.routes) if isinstance(route, Mount) and route.routes else []
        found += inner or [route]
    return found


def path_of(route: BaseRoute) -> str:
    """An address that this route would answer."""
    assert isinstance(route, Route | WebSocketRoute | Mount), f"weigh this kind: {route!r}"
    filled = route.path_format if not isinstance(route, Mount) else route.path
    for name in getattr(route, "param_convertors", {}):
        filled = filled.replace(f"{{{name}}}", "x").replace(f"{{{name}:path}}", "x")
    return filled or "/"


def in_a_loop(asked: Coroutine[Any, Any, None]) -> None:
    """Run it in a thread, because the browser's own event loop goes on in this one."""
    with ThreadPoolExecutor(1) as thread:
        thread.submit(asyncio.run, asked).result(timeout=30)


def knock(app: Dashboard, path: str, method: str, cookie: bytes = b"") -> tuple[int, Any]:
    """Ask the app straight, past a client that would tidy the path up. Status and headers."""
    headers = [(b"host", b"127.0.0.1:8501"), (b"accept", b"*/*")]
    headers += [(b"cookie", cookie)] if cookie else []
    scope: Scope = {
        "type": "http", "asgi": {"version": "3.0"}, "http_version": "1.1", "scheme": "http",
        "method": method, "path": path, "raw_path": path.encode(), "query_string": b"",
        "root_path": "", "headers": headers, "server": ("127.0.0.1", 8501),
        "client": ("127.0.0.1", 5), "state": {},
    }  # fmt: skip
    sent: list[Message] = []
    coming: list[Message] = [{"type": "http.request", "body": b"", "more_body": False}]

    async def receive() -> Message:
        return coming.pop() if coming else await asyncio.Future()

    async def send(message: Message) -> None:
        sent.append(message)

    in_a_loop(app._gate(scope, receive, send))
    start = next(m for m in sent if m["type"] == "http.response.start")
    return start["status"], dict(start["headers"])


def test_every_route_is_known(app: Dashboard) -> None:
    """A new version of Streamlit that brings a route is noticed here."""
    assert {path_of(route) for route in every_route(app)} == KNOWN


@pytest.mark.parametrize("method", METHODS)
def test_no_route_answers_without_a_sign_in(app: Dashboard, method: str) -> None:
    for path in sorted(KNOWN):
        status, headers = knock(app, path, method)
        if (path, method) in OPEN:
            assert status in (200, 403, 405), (path, method)
        elif path.startswith(("/_stcore/agent", "/_stcore/metrics")):
            assert status == 404, (path, method)
        else:
            assert status == 401, (path, method)
        assert headers[b"x-frame-options"] == b"DENY"
        assert b"frame-ancestors 'none'" in headers[b"content-security-policy"]


def test_a_made_up_cookie_opens_no_route(app: Dashboard) -> None:
    for path in sorted(KNOWN - {path for path, _ in OPEN}):
        status, _ = knock(app, path, "GET", b"havenline-8501=guess; havenline=guess")
        assert status in (401, 404), path


@pytest.mark.parametrize("path", TRICKS)
def test_no_trick_with_a_path_gets_past_the_gate(app: Dashboard, path: str) -> None:
    for method in ("GET", "POST"):
        status, _ = knock(app, path, method)
        assert status in (400, 401, 404), (path, method)


def test_the_websocket_refuses_without_a_sign_in(app: Dashboard) -> None:
    sent: list[Message] = []

    async def receive() -> Message:
        return {"type": "websocket.connect"}

    async def send(message: Message) -> None:
        sent.append(message)

    for path in ("/_stcore/stream", "/static/js/x", "/sign-in", "/_stcore/health"):
        scope: Scope = {"type": "websocket", "path": path, "query_string": b"",
                        "headers": [(b"host", b"127.0.0.1:8501")],
                        "server": ("127.0.0.1", 8501), "subprotocols": []}  # fmt: skip
        in_a_loop(app._gate(scope, receive, send))
    assert [m["type"] for m in sent] == ["websocket.close"] * 4


def test_static_files_hold_no_page_and_answer_only_to_reading(app: Dashboard) -> None:
    assert not [path for path in static_files() if path.endswith(".html")]
    for path in sorted(static_files())[:5]:
        assert knock(app, path, "GET")[0] == 200
        assert knock(app, path, "POST")[0] == 401


def test_while_locked_only_the_unlock_address_answers(app: Dashboard) -> None:
    token, _ = app.door.sign_ins.start("owner")
    cookie = f"havenline-8501={token}".encode()
    app.door.sign_ins.lock(token)
    for path in sorted(KNOWN - {path for path, _ in OPEN} - {"/havenline/unlock"}):
        for method in ("GET", "POST"):
            assert knock(app, path, method, cookie)[0] in (401, 404), (path, method)
    # Streamlit's own traffic aside, even a page of the account is closed.
    assert knock(app, "/account", "GET", cookie)[0] == 401
    assert knock(app, "/havenline/unlock", "POST", cookie)[0] == 401, "not without our mark"


def test_who_must_choose_a_passphrase_reaches_nothing_else(app: Dashboard) -> None:
    token, _ = app.door.sign_ins.start("owner", must_choose_passphrase=True)
    cookie = f"havenline-8501={token}".encode()
    reached = {"/account/passphrase", "/account/sign-out"}
    for path in sorted(KNOWN - {path for path, _ in OPEN} - reached):
        assert knock(app, path, "GET", cookie)[0] in (403, 404), path
