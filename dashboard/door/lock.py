"""What the lock screen's script asks and tells: how things stand, lock, unlock, a page printed."""

from __future__ import annotations

import contextlib
from collections.abc import Awaitable, Callable
from importlib.resources import files
from uuid import UUID

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from core.errors import UserFacingError
from dashboard.door.addresses import OURS, header
from dashboard.door.door import Door
from dashboard.door.forms import sent
from dashboard.door.sign_in import unlock
from dashboard.door.sign_ins import SignIn
from dashboard.frame import PAGES

MARK = b"x-havenline"
KINDS = {"js": "text/javascript", "css": "text/css"}
PAGE_NAMES = frozenset(entry.name for entry in PAGES)
FILES = ("lock.js", "lock.css", "door.css")
Answer = Callable[[SignIn, dict[str, str]], Awaitable[dict[str, object]]]


def _file(name: str) -> bytes:
    return files("dashboard.door").joinpath(name).read_bytes()


async def _serve_file(request: Request) -> Response:
    name = request.url.path.rpartition("/")[2]
    # Asked for again with each page, so that a new version is never mixed with an old one.
    kept = {"cache-control": "no-cache"}
    return Response(_file(name), media_type=KINDS[name.rpartition(".")[2]], headers=kept)


class LockScreen:
    """The addresses of the lock screen's script. The gate has let the request through."""

    def __init__(self, door: Door) -> None:
        self._door = door

    def routes(self) -> list[Route]:
        """The Starlette routes of the script, its styles and what it asks."""
        served = [Route(f"{OURS}{name}", _serve_file, methods=["GET"]) for name in FILES]
        return [
            *served,
            Route(f"{OURS}standing", self._standing, methods=["GET"]),
            Route(f"{OURS}activity", self._asked(self._active), methods=["POST"]),
            Route(f"{OURS}lock", self._asked(self._lock), methods=["POST"]),
            Route(f"{OURS}unlock", self._unlock, methods=["POST"]),
            Route(f"{OURS}printed", self._asked(self._printed), methods=["POST"]),
        ]

    async def _standing(self, request: Request) -> Response:
        one = self._door.sign_in_of(request.scope)
        return _over() if one is None else JSONResponse(self._words(one))

    def _words(self, one: SignIn) -> dict[str, object]:
        return {
            "standing": "locked" if one.locked else "open",
            "account": one.account,
            "seconds": round(self._door.sign_ins.seconds_left(one), 1),
            "demo": self._door.practice.demo,
            **self._door.unlocks_by(one),
        }

    def _asked(
        self, act: Callable[[Request, SignIn], Awaitable[Response | None]]
    ) -> Callable[[Request], Awaitable[Response]]:
        async def answer(request: Request) -> Response:
            one = self._door.sign_in_of(request.scope)
            if one is None or header(request.scope, MARK) != "1":
                return _over()
            if (answer := await act(request, one)) is not None:
                return answer
            now = self._door.sign_in_of(request.scope)
            return _over() if now is None else JSONResponse(self._words(now))

        return answer

    async def _active(self, request: Request, _one: SignIn) -> None:
        self._door.sign_ins.touch(self._door.token_of(request.scope))

    async def _lock(self, request: Request, one: SignIn) -> None:
        self._door.sign_ins.lock(self._door.token_of(request.scope))
        await self._door.note("account.locked", one)

    async def _printed(self, request: Request, one: SignIn) -> Response | None:
        told = await sent(request)
        page, client = told.get("page", ""), told.get("client", "")
        # Only words of our own go into the trail; somebody may send what they like.
        known = page if page in PAGE_NAMES else ""
        await self._door.note("page.printed", one, _client(client), known)
        return None if known and (_client(client) or not client) else Response(status_code=204)

    async def _unlock(self, request: Request) -> Response:
        one = self._door.sign_in_of(request.scope)
        if one is None or header(request.scope, MARK) != "1":
            return _over()
        secret = (await sent(request)).get("secret", "")
        try:
            await unlock(self._door, self._door.token_of(request.scope), one, secret)
        except UserFacingError as error:
            return JSONResponse({"standing": "locked", "sentence": error.sentence}, 403)
        now = self._door.sign_in_of(request.scope)
        return _over() if now is None else JSONResponse(self._words(now))


def _client(typed: str) -> UUID | None:
    with contextlib.suppress(ValueError):
        return UUID(typed)
    return None


def _over() -> Response:
    return JSONResponse({"standing": "over"}, status_code=401)
