"""What is typed into the door's own forms, and the token that ties a form to its browser."""

from __future__ import annotations

import hmac
import json
import secrets
from hashlib import sha256
from urllib.parse import parse_qs

from starlette.requests import Request

LONGEST_BODY = 10_000
TOO_OLD = "This page was too old, so nothing was looked at. Please try once more."


class FormTokens:
    """Tokens that only a page of this server, shown in this browser, can carry."""

    def __init__(self) -> None:
        self._key = secrets.token_bytes(32)

    def token(self, cookie: str) -> str:
        """The token of a browser that holds this cookie."""
        return hmac.new(self._key, cookie.encode(), sha256).hexdigest()

    def fits(self, cookie: str, token: str) -> bool:
        """Whether a form came from a page that was given to the holder of this cookie."""
        given = token.encode("utf-8", "replace")
        return bool(cookie) and hmac.compare_digest(self.token(cookie).encode(), given)


async def body_of(request: Request) -> bytes:
    """The body of a request, or nothing when it is longer than any form of ours."""
    body = b""
    async for chunk in request.stream():
        body += chunk
        if len(body) > LONGEST_BODY:
            return b""
    return body


async def typed(request: Request) -> dict[str, str]:
    """The fields of a form, each once."""
    body = (await body_of(request)).decode("utf-8", "replace")
    try:
        fields = parse_qs(body, keep_blank_values=True, max_num_fields=20)
    except ValueError:
        return {}
    return {name: values[0] for name, values in fields.items()}


async def sent(request: Request) -> dict[str, str]:
    """The fields a script of ours sent as JSON."""
    try:
        found = json.loads(await body_of(request) or b"{}")
    except (ValueError, RecursionError):
        return {}
    if not isinstance(found, dict):
        return {}
    return {str(name): value for name, value in found.items() if isinstance(value, str)}
