"""What Streamlit's own login found out, read and checked before a browser gets any of it.

Streamlit (with Authlib) checks state, nonce, signature, expiry and PKCE, and would then give the
browser a cookie that is good for 30 days. We read that cookie out of its answer exactly as
Streamlit reads it, and drop it: only one of our own sign-ins ever reaches a browser.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from http.cookies import CookieError, SimpleCookie
from typing import Any, NamedTuple

from streamlit.auth_util import get_cookie_with_chunks
from streamlit.web.server.server_util import get_cookie_secret
from streamlit.web.server.starlette.starlette_app_utils import decode_signed_value
from streamlit.web.server.starlette.starlette_server_config import (
    SESSION_COOKIE_NAME,
    USER_COOKIE_NAME,
)

from dashboard.door.login_settings import PROVIDER, LoginSettings

NOT_DONE = (
    "Your practice's login was not completed. Try again, or sign in with your passphrase."
)  # fmt: skip
NOT_OURS = "Your practice's login answered for somebody else's program. Nobody was signed in."
UNCONFIRMED = (
    "Your practice's login has not confirmed your e-mail address. Ask whoever looks after it."
)
Headers = Iterable[tuple[bytes, bytes]]


class Arrival(NamedTuple):
    """Who came back from the provider, or in one sentence why nobody did."""

    email: str = ""
    auth_time: float | None = None
    wrong: str = ""


def arrival(headers: Headers, login: LoginSettings) -> Arrival:
    """Who came back, by the headers of Streamlit's answer."""
    claims = _claims(headers)
    if not claims or not claims.get("is_logged_in"):
        return Arrival(wrong=NOT_DONE)
    if not _is_for_us(claims, login):
        return Arrival(wrong=NOT_OURS)
    email, when = claims.get("email"), claims.get("auth_time")
    # Providers that confirm no addresses leave the claim out; then the practice gives them out.
    if not isinstance(email, str) or claims.get("email_verified", True) not in (True, "true"):
        return Arrival(wrong=UNCONFIRMED)
    told = isinstance(when, int | float) and not isinstance(when, bool)
    return Arrival(email, float(when) if told else None)


def _is_for_us(claims: dict[str, Any], login: LoginSettings) -> bool:
    # Authlib takes a foreign audience when "azp" is ours, and any issuer its own metadata names.
    audience, issuer = claims.get("aud"), claims.get("iss")
    named = audience if isinstance(audience, list) else [audience]
    return (
        login.client_id in named
        and isinstance(issuer, str)
        and issuer.rstrip("/") == login.issuer
        and claims.get("origin") == login.origin
        and claims.get("provider") == PROVIDER
    )


def _claims(headers: Headers) -> dict[str, Any]:
    given = _cookies(headers)

    def one(name: str) -> bytes | None:
        return decode_signed_value(get_cookie_secret(), name, given.get(name, ""))

    held = get_cookie_with_chunks(one, USER_COOKIE_NAME)
    try:
        found = json.loads(held or b"{}")
    except ValueError:
        return {}
    return found if isinstance(found, dict) else {}


def _cookies(headers: Headers) -> dict[str, str]:
    found: dict[str, str] = {}
    for name, value in headers:
        if name.lower() == b"set-cookie":
            try:
                cookies = SimpleCookie(value.decode("latin-1"))
            except CookieError:
                continue
            found |= {key: morsel.value for key, morsel in cookies.items()}
    return found


def kept_cookies(headers: Headers) -> list[str]:
    """The one cookie of Streamlit's that is passed on: what it waits for, now empty."""
    given = [value.decode("latin-1") for name, value in headers if name.lower() == b"set-cookie"]
    return [value for value in given if value.startswith(f"{SESSION_COOKIE_NAME}=")]
