"""The gate in front of everything Streamlit serves (docs/adr/0004).

Streamlit answers /media/<hash> to anyone who knows the address, so nothing but sign-in,
health and static assets passes without our cookie, on http and on websockets. The cookie
is HttpOnly and SameSite=Strict; the server keeps only a hash of it. Requests that name
another host are refused, so that a foreign page cannot reach a loopback server by a
rebound name.
"""

from __future__ import annotations

import hmac
import secrets
from hashlib import sha256
from urllib.parse import urlencode

from starlette.requests import cookie_parser
from starlette.responses import PlainTextResponse, RedirectResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

COOKIE = "havenline"
SIGN_IN = "/sign-in"
OPEN_PATHS = (SIGN_IN, "/_stcore/health")
# Streamlit's own scripts, fonts and styles: the same for everyone, no client data.
OPEN_PREFIXES = ("/static/",)
LOCAL_HOSTS = ("127.0.0.1", "localhost", "[::1]")
HEADERS = (
    (b"x-frame-options", b"DENY"),
    (b"x-content-type-options", b"nosniff"),
)


def _hash(token: str) -> str:
    return sha256(token.encode()).hexdigest()


class SignedIn:
    """The sign-ins of this run of the server: hashes of tokens, forgotten when it stops."""

    def __init__(self) -> None:
        self._hashes: set[str] = set()

    def new_token(self) -> str:
        """Sign in: a fresh random token, of which only the hash is kept."""
        token = secrets.token_urlsafe(32)
        self._hashes.add(_hash(token))
        return token

    def knows(self, token: str) -> bool:
        """Whether this token was given out by this run of the server."""
        wanted = _hash(token)
        return any(hmac.compare_digest(wanted, kept) for kept in self._hashes)

    def forget(self, token: str) -> None:
        """Sign out."""
        self._hashes.discard(_hash(token))


def cookie_of(scope: Scope) -> str:
    """The sign-in token of a request, or an empty text."""
    return cookie_parser(_header(scope, b"cookie")).get(cookie_name(scope), "")


def cookie_name(scope: Scope) -> str:
    """One name for each port: browsers share cookies between the ports of one computer."""
    server = scope.get("server") or ("", 0)
    return f"{COOKIE}-{server[1]}"


def set_cookie(scope: Scope, token: str) -> str:
    """The header that gives a browser its token until it closes."""
    return f"{cookie_name(scope)}={token}; Path=/; HttpOnly; SameSite=Strict"


class Gate:
    """ASGI middleware that lets only signed-in requests through."""

    def __init__(self, app: ASGIApp, signed_in: SignedIn) -> None:
        self.app = app
        self.signed_in = signed_in

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer 401 or 421 here, or pass the request on."""
        if scope["type"] not in ("http", "websocket"):
            await self.app(scope, receive, send)
        elif not _origin_is_ours(scope):
            await _refuse(scope, receive, send, 403, "Only this dashboard's own pages may ask.")
        elif not _host_is_local(scope):
            await _refuse(scope, receive, send, 421, "Open Havenline at 127.0.0.1.")
        elif _open_to_all(scope) or self.signed_in.knows(cookie_of(scope)):
            await self.app(scope, receive, _with_headers(scope, send))
        elif scope["type"] == "http" and _wants_a_page(scope):
            page = RedirectResponse(f"{SIGN_IN}?{_back_to(scope)}", status_code=303)
            await page(scope, receive, _with_headers(scope, send))
        else:
            await _refuse(scope, receive, send, 401, "Please sign in.")


def _header(scope: Scope, wanted: bytes) -> str:
    found = (value for name, value in scope.get("headers", []) if name == wanted)
    return next(found, b"").decode("latin-1")


def _origin_is_ours(scope: Scope) -> bool:
    origin = _header(scope, b"origin")
    return not origin or origin.partition("://")[2] == _header(scope, b"host")


def _host_is_local(scope: Scope) -> bool:
    host = _header(scope, b"host")
    return host in LOCAL_HOSTS or host.rpartition(":")[0] in LOCAL_HOSTS


def _open_to_all(scope: Scope) -> bool:
    path = scope["path"]
    return path in OPEN_PATHS or path.startswith(OPEN_PREFIXES)


def _wants_a_page(scope: Scope) -> bool:
    return scope["method"] == "GET" and "text/html" in _header(scope, b"accept")


def _back_to(scope: Scope) -> str:
    query = scope.get("query_string", b"").decode("latin-1")
    return urlencode({"next": f"{scope['path']}?{query}" if query else scope["path"]})


async def _refuse(scope: Scope, receive: Receive, send: Send, status: int, why: str) -> None:
    if scope["type"] == "websocket":
        await send({"type": "websocket.close", "code": 1008, "reason": why})
    else:
        await PlainTextResponse(why, status_code=status)(scope, receive, send)


def _with_headers(scope: Scope, send: Send) -> Send:
    static = scope["path"].startswith(OPEN_PREFIXES)
    # Under no-referrer a browser sends "Origin: null" with a form, which the gate refuses, so
    # the one page with a form names its origin to itself and to nobody else.
    policy = b"same-origin" if scope["path"] == SIGN_IN else b"no-referrer"
    headers = [*HEADERS, (b"referrer-policy", policy)]
    headers += [] if static else [(b"cache-control", b"no-store")]

    async def sending(message: Message) -> None:
        if message["type"] == "http.response.start":
            given = [h for h in message.get("headers", []) if static or h[0] != b"cache-control"]
            message["headers"] = [*given, *headers]
        await send(message)

    return sending
