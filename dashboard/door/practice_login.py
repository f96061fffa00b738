"""Signing in and unlocking through a practice's own login (docs/adr/0012).

The browser goes from our sign-in page to Streamlit's /auth/login, to the provider, and back to
/oauth2callback, where we stop it. Our cookies are SameSite=Strict and so are missing on a way
that began elsewhere: a page of ours, which then opens itself, is the step back to our own site.
"""

from __future__ import annotations

import asyncio
import secrets
import time
from typing import TYPE_CHECKING, NamedTuple

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route
from starlette.types import ASGIApp, Message, Receive, Scope, Send
from streamlit.auth_util import encode_provider_token

from core.errors import UserFacingError, WrongSecret
from dashboard.door.addresses import (
    ARRIVAL_COOKIE,
    ARRIVED,
    BEGIN,
    CALLBACK,
    FORM_COOKIE,
    LOGIN,
    SIGN_IN,
    comes_from_elsewhere,
    safe_next,
)
from dashboard.door.came_back import NOT_DONE, Arrival, arrival, kept_cookies
from dashboard.door.login_settings import PROVIDER, LoginSettings
from dashboard.door.pages import link, page, words
from dashboard.door.waiting import Waiting

if TYPE_CHECKING:
    from dashboard.door.door import Door
    from dashboard.door.sign_in import SignInPage

AWAY_SECONDS = 600.0
ARRIVAL_SECONDS = 60.0
SKEW = 120.0  # how far the provider's clock may be from ours
BY_LOGIN = "practice login"
TOO_LATE = "That took too long, or began in another browser. Please try once more."
REMEMBERED = (
    "Your practice's login remembered you and did not ask again, so nobody was signed in. "
    "Sign out there first, or use your passphrase."
)
OUT_OF_REACH = "Your practice's login cannot be reached just now. Use your passphrase, or wait."


class Going(NamedTuple):
    """Where somebody who went to the provider wants to go on to; empty: back to another tab."""

    next: str
    began: float


class LoginTrips:
    """Who is on the way to the provider, and who has come back but not yet come in."""

    def __init__(self, settings: LoginSettings) -> None:
        self.settings = settings
        self.away: Waiting[Going] = Waiting(AWAY_SECONDS)
        self.back: Waiting[Arrival] = Waiting(ARRIVAL_SECONDS)

    def is_fresh(self, came: Arrival, going: Going) -> bool:
        """Whether the person signed in at the provider for this, as far as that was asked for."""
        if not self.settings.fresh:
            return True
        return came.auth_time is not None and came.auth_time >= going.began - SKEW


class PracticeLoginPages:
    """Setting out to the provider, and coming in after it."""

    def __init__(self, door: Door, trips: LoginTrips, sign_in: SignInPage) -> None:
        self._door = door
        self._trips = trips
        self._sign_in = sign_in

    def routes(self) -> list[Route]:
        """The Starlette routes of both."""
        return [
            Route(BEGIN, self._begin, methods=["GET"]),
            Route(ARRIVED, self._arrived, methods=["GET"]),
        ]

    async def _begin(self, request: Request) -> Response:
        if comes_from_elsewhere(request.scope):
            return RedirectResponse(SIGN_IN, status_code=303)
        scope, reached = request.scope, self._door.reached
        held = reached.cookie_of(scope, FORM_COOKIE)
        browser = held or secrets.token_urlsafe(24)
        wanted = request.query_params.get("next")
        onward = "" if wanted is None else safe_next(wanted)
        self._trips.away.put(browser, Going(onward, time.time()))
        answer = RedirectResponse(
            f"{LOGIN}?provider={encode_provider_token(PROVIDER)}", status_code=303
        )
        if not held:
            answer.headers.append("set-cookie", reached.set_cookie(scope, browser, FORM_COOKIE))
        return answer

    async def _arrived(self, request: Request) -> Response:
        scope, reached = request.scope, self._door.reached
        browser = reached.cookie_of(scope, FORM_COOKIE)
        ticket = reached.cookie_of(scope, ARRIVAL_COOKIE)
        came, going = self._trips.back.take(ticket), self._trips.away.take(browser)
        answer = await self._outcome(request, browser, came, going)
        answer.headers.append("set-cookie", reached.set_cookie(scope, "", ARRIVAL_COOKIE))
        return answer

    async def _outcome(
        self, request: Request, browser: str, came: Arrival | None, going: Going | None
    ) -> Response:
        if came is None or going is None:
            return self._sign_in.first_page(request, TOO_LATE, 401)
        request.state.next = going.next or "/"
        wrong = came.wrong or ("" if self._trips.is_fresh(came, going) else REMEMBERED)
        try:
            if wrong:
                await self._refuse(came, wrong)
            if await self._unlocked(request, came.email):
                return _unlocked_page() if not going.next else RedirectResponse(going.next, 303)
            return await self._sign_in.by_login(request, came.email, browser)
        except UserFacingError as error:
            return self._sign_in.first_page(request, error.sentence, 403)

    async def _refuse(self, came: Arrival, sentence: str) -> None:
        # Anybody can come back with nothing; that must not fill the trail without a limit.
        if came.wrong != NOT_DONE or not self._door.tries.begin(BY_LOGIN):
            await asyncio.to_thread(self._door.practice.by_login.refused)
        raise WrongSecret(sentence)

    async def _unlocked(self, request: Request, email: str) -> bool:
        door, one = self._door, self._door.sign_in_of(request.scope)
        account = await asyncio.to_thread(door.practice.by_login.account_of, email)
        if one is None or account is None or one.account != account.key:
            return False
        if one.must_choose_passphrase:  # came in with a code; signs in afresh without one
            return False
        if one.locked:
            door.sign_ins.unlock(door.token_of(request.scope))
            await door.note("account.unlocked", one, detail=BY_LOGIN)
        return True


def _unlocked_page() -> Response:
    told = "Go back to the tab you came from: your work is as you left it. You can close this one."
    return page("Unlocked", words(told) + link("/", "Or go on here"))


class StreamlitLogin:
    """ASGI middleware before Streamlit: its login answers us, not the browser."""

    def __init__(self, app: ASGIApp, door: Door, trips: LoginTrips) -> None:
        self._app = app
        self._door = door
        self._trips = trips

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass everything on but what Streamlit's login says."""
        if scope["type"] != "http" or scope["path"] not in (LOGIN, CALLBACK):
            await self._app(scope, receive, send)
            return
        said: list[Message] = []
        await self._app(scope, receive, _into(said))
        start = next(m for m in said if m["type"] == "http.response.start")
        if scope["path"] == CALLBACK:
            await self._came_back(scope, start["headers"])(scope, receive, send)
        elif start["status"] >= 400:
            body = words(OUT_OF_REACH) + link(SIGN_IN, "Back to sign-in")
            await page("Sign in", body, status=503)(scope, receive, send)
        else:
            for message in said:
                await send(message)

    def _came_back(self, scope: Scope, headers: list[tuple[bytes, bytes]]) -> Response:
        ticket = secrets.token_urlsafe(32)
        self._trips.back.put(ticket, arrival(headers, self._trips.settings))
        told = words("One moment: you are being signed in.") + link(ARRIVED, "Go on")
        answer = page("Sign in", told)
        answer.headers["refresh"] = f"0; url={ARRIVED}"
        ours = self._door.reached.set_cookie(scope, ticket, ARRIVAL_COOKIE)
        for cookie in (ours, *kept_cookies(headers)):
            answer.headers.append("set-cookie", cookie)
        return answer


def _into(said: list[Message]) -> Send:
    async def send(message: Message) -> None:
        said.append(message)

    return send
