"""The sign-in page: plain HTML, no script. The demo signs in by itself."""

from __future__ import annotations

import asyncio
import time
from html import escape
from typing import TYPE_CHECKING
from urllib.parse import parse_qs, quote

from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response
from starlette.routing import Route

from core.errors import UserFacingError, WrongSecret
from dashboard.gate import SIGN_IN, SignedIn, cookie_of, set_cookie

if TYPE_CHECKING:
    from core.assembly import Practice

WAIT_AFTER_WRONG = 1.0
LONGEST_BODY = 10_000
_PAGE = """<!doctype html><html lang="en"><head><meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Havenline: sign in</title><style>
:root {{ color-scheme: light dark; }}
body {{ font-family: system-ui, sans-serif; display: grid; place-items: center; min-height: 90vh; }}
form {{ width: min(22rem, 90vw); display: grid; gap: .8rem; }}
h1 {{ font-size: 1.4rem; font-weight: 600; margin: 0; }}
input, button {{ font: inherit; padding: .6rem .7rem; border-radius: .5rem; }}
input {{ border: 1px solid #7a8f8c; }}
button {{ background: #1f6f78; color: #fff; border: 0; cursor: pointer; }}
p {{ margin: 0; }} .problem {{ color: #b3261e; font-weight: 600; }}
</style></head><body><form method="post" action="{action}">
<h1>Havenline</h1><p>{sentence}</p>
<label for="secret">Passphrase or recovery code</label>
<input id="secret" name="secret" type="password" autocomplete="current-password" autofocus required>
<button type="submit">Sign in</button></form></body></html>"""


def safe_next(wanted: str) -> str:
    """A path inside this dashboard to go on to; anything else becomes the first page."""
    inside = wanted.startswith("/") and not wanted.startswith(("//", "/\\", SIGN_IN))
    return wanted if inside and "\n" not in wanted and "\r" not in wanted else "/"


async def _typed_secret(request: Request) -> str:
    body = b""
    async for chunk in request.stream():
        body += chunk
        if len(body) > LONGEST_BODY:
            return ""
    return parse_qs(body.decode("utf-8", "replace")).get("secret", [""])[0]


class SignIn:
    """Signs people in to one open practice."""

    def __init__(self, practice: Practice, signed_in: SignedIn) -> None:
        self._practice = practice
        self._signed_in = signed_in
        self._last_wrong = -WAIT_AFTER_WRONG
        self._one_at_a_time = asyncio.Lock()

    def route(self) -> Route:
        """The Starlette route of the page."""
        return Route(SIGN_IN, self.answer, methods=["GET", "POST"])

    async def answer(self, request: Request) -> Response:
        """Show the page, or check what was typed into it."""
        next_page = safe_next(request.query_params.get("next", "/"))
        if self._practice.demo:
            return self._let_in(request, next_page)
        if request.method == "GET":
            return self._page(next_page, "This store is locked.")
        if self._one_at_a_time.locked() or self._wait() > 0:
            return self._page(next_page, "Wait a moment, then try again.", 429)
        secret = await _typed_secret(request)
        async with self._one_at_a_time:
            try:
                await asyncio.to_thread(self._practice.check_secret, secret)
            except UserFacingError as error:
                if isinstance(error, WrongSecret):
                    self._last_wrong = time.monotonic()
                return self._page(next_page, error.sentence, 401)
        return self._let_in(request, next_page)

    def _wait(self) -> float:
        return self._last_wrong + WAIT_AFTER_WRONG - time.monotonic()

    def _let_in(self, request: Request, next_page: str) -> Response:
        self._signed_in.forget(cookie_of(request.scope))
        answer = RedirectResponse(next_page, status_code=303)
        answer.headers["set-cookie"] = set_cookie(request.scope, self._signed_in.new_token())
        return answer

    def _page(self, next_page: str, sentence: str, status: int = 200) -> Response:
        css = ' class="problem" role="alert"' if status != 200 else ""
        html = _PAGE.format(
            action=f"{SIGN_IN}?next={quote(next_page)}", sentence=escape(sentence)
        ).replace("<p>", f"<p{css}>", 1)
        return HTMLResponse(html, status_code=status, headers={"cache-control": "no-store"})
