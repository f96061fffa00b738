"""The gate in front of everything Streamlit serves (docs/adr/0004).

Streamlit answers /media/<hash> to anyone who knows the address, so nothing but sign-in,
health and static files passes without a sign-in, on http and on websockets. While a sign-in
is locked, nothing passes but the request to unlock it. Requests that name another host are
refused, so that a foreign page cannot reach a loopback server by a rebound name.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple
from urllib.parse import urlencode

from starlette.responses import JSONResponse, PlainTextResponse, RedirectResponse, Response
from starlette.types import ASGIApp, Receive, Scope, Send

from dashboard.door.addresses import (
    ACCOUNT,
    CHOOSE_PASSPHRASE,
    OURS,
    SIGN_IN,
    header,
    is_static,
    never_answered,
    open_to_all,
    part_of_login,
)
from dashboard.door.door import Door
from dashboard.door.headers import with_headers
from dashboard.door.line import Line, Standing
from dashboard.door.sign_ins import SignIn

UNLOCK = f"{OURS}unlock"
# A page is answered whole and new each time; files to download may be read in parts.
_PARTS = {b"range", b"if-range", b"if-none-match", b"if-modified-since"}


class Refusal(NamedTuple):
    """Why a request is not passed on."""

    status: int
    sentence: str
    standing: str = ""


class Gate:
    """ASGI middleware that lets only signed-in requests through."""

    def __init__(self, app: ASGIApp, door: Door) -> None:
        self.app = app
        self.door = door

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on, or refuse it here."""
        if scope["type"] == "http":
            send = with_headers(scope, send, self.door.reached)
            await self._answer(scope, receive, send)
        elif scope["type"] == "websocket":
            await self._connect(scope, receive, send)
        else:
            await self.app(scope, receive, send)

    async def _answer(self, scope: Scope, receive: Receive, send: Send) -> None:
        refusal = self._refusal(scope)
        if refusal is not None:
            await _refuse(scope, refusal)(scope, receive, send)
            return
        one = self.door.sign_in_of(scope)
        if one is not None and _goes_to_a_page(scope):
            self.door.sign_ins.touch(self.door.token_of(scope))
        await self.app(_whole(scope), receive, send)

    async def _connect(self, scope: Scope, receive: Receive, send: Send) -> None:
        if self._refusal(scope) is not None:
            await send({"type": "websocket.close", "code": 1008})
            return
        token = self.door.token_of(scope)
        await Line(receive, send, self._standing_of(token)).run(self.app, scope)

    def _standing_of(self, token: str) -> Callable[[], Standing]:
        def standing() -> Standing:
            one = self.door.sign_ins.find(token)
            if one is None:
                return Standing.OVER
            return Standing.LOCKED if one.locked else Standing.OPEN

        return standing

    def _refusal(self, scope: Scope) -> Refusal | None:
        reached, path = self.door.reached, scope["path"]
        if not reached.host_is_ours(scope):
            return Refusal(421, "Open Havenline at its own address, for example 127.0.0.1.")
        if not reached.origin_is_ours(scope):
            return Refusal(403, "Only this dashboard's own pages may ask.")
        if never_answered(path):
            return Refusal(404, "There is nothing here.")
        if open_to_all(scope) or (self.door.practice_login and part_of_login(scope)):
            return None
        return _closed(scope, self.door.sign_in_of(scope))


def _closed(scope: Scope, one: SignIn | None) -> Refusal | None:
    path = scope["path"]
    if one is None:
        return Refusal(401, "Please sign in.", "over")
    if one.locked and path != UNLOCK:
        return Refusal(401, "Havenline is locked. Unlock it first.", "locked")
    leaves = path in (CHOOSE_PASSPHRASE, f"{ACCOUNT}/sign-out")
    if one.must_choose_passphrase and not leaves:
        return Refusal(403, "Choose a passphrase first.", "choose")
    return None


def _refuse(scope: Scope, refusal: Refusal) -> Response:
    if scope["path"].startswith(OURS) and refusal.standing:
        return JSONResponse({"standing": refusal.standing}, status_code=refusal.status)
    if refusal.standing == "choose" and _wants_a_page(scope):
        return RedirectResponse(CHOOSE_PASSPHRASE, status_code=303)
    if refusal.standing and _wants_a_page(scope):
        return RedirectResponse(f"{SIGN_IN}?{_back_to(scope)}", status_code=303)
    return PlainTextResponse(refusal.sentence, status_code=refusal.status)


def _wants_a_page(scope: Scope) -> bool:
    return scope["method"] == "GET" and "text/html" in header(scope, b"accept")


def _goes_to_a_page(scope: Scope) -> bool:
    # Streamlit's own traffic never asks for a page; a person who opens one is there.
    return _wants_a_page(scope) and header(scope, b"sec-fetch-mode") in ("navigate", "")


def _back_to(scope: Scope) -> str:
    query = scope.get("query_string", b"").decode("latin-1")
    return urlencode({"next": f"{scope['path']}?{query}" if query else scope["path"]})


def _whole(scope: Scope) -> Scope:
    if is_static(scope["path"]) or scope["path"].startswith("/media/"):
        return scope
    return {**scope, "headers": [h for h in scope["headers"] if h[0] not in _PARTS]}
