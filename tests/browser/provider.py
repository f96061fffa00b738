"""A small OpenID Connect provider on loopback: discovery, login page, token, keys (RS256).

What it says about a person, and how it misbehaves, a test sets before somebody signs in.
"""

from __future__ import annotations

import base64
import secrets
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from hashlib import sha256
from html import escape
from typing import Any
from urllib.parse import parse_qs, urlencode

import uvicorn
from joserfc import jwt
from joserfc.jwk import RSAKey
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, RedirectResponse, Response
from starlette.routing import Route

from tests.browser.conftest import free_port

CLIENT, SECRET = "havenline-test", "a secret of the test"


class Provider:
    """The provider: `says` goes into the next logins; `asked` is what it was asked for."""

    def __init__(self, address: str) -> None:
        self.address = address
        self.says: dict[str, Any] = {}
        self.signs_with: RSAKey | None = None
        self.out_of_order = False
        self.asked: dict[str, str] = {}
        self.codes: dict[str, dict[str, str]] = {}
        self._key = RSAKey.generate_key(2048, {"kid": "one"})

    def is_about(self, email: str, /, **claims: Any) -> None:
        """Whom the next login is about; a claim of None is left out."""
        self.says = {"email": email, "email_verified": True} | claims
        self.signs_with, self.out_of_order = None, False

    def app(self) -> Starlette:
        return Starlette(routes=[
            Route("/.well-known/openid-configuration", self._discovery),
            Route("/authorize", self._authorize),
            Route("/login", self._login),
            Route("/token", self._token, methods=["POST"]),
            Route("/jwks", self._jwks),
        ])  # fmt: skip

    async def _discovery(self, _: Request) -> Response:
        here = self.address
        if self.out_of_order:
            return Response(status_code=500)
        return JSONResponse({
            "issuer": here, "authorization_endpoint": f"{here}/authorize",
            "token_endpoint": f"{here}/token", "jwks_uri": f"{here}/jwks",
            "id_token_signing_alg_values_supported": ["RS256"],
            "code_challenge_methods_supported": ["S256"],
        })  # fmt: skip

    async def _authorize(self, request: Request) -> Response:
        self.asked = dict(request.query_params)
        onward = escape(f"/login?{urlencode(self.asked)}")
        return HTMLResponse(f'<h1>The practice</h1><a href="{onward}">Sign in here</a>')

    async def _login(self, request: Request) -> Response:
        asked = dict(request.query_params)
        code = secrets.token_urlsafe(16)
        self.codes[code] = asked
        back = urlencode({"code": code, "state": asked["state"]})
        return RedirectResponse(f"{asked['redirect_uri']}?{back}", 302)

    async def _token(self, request: Request) -> Response:
        given = {k: v[0] for k, v in parse_qs((await request.body()).decode()).items()}
        asked = self.codes.pop(given.get("code", ""), None)
        basic = base64.b64encode(f"{CLIENT}:{SECRET}".encode()).decode()
        hashed = sha256(given.get("code_verifier", "").encode()).digest()
        proof = base64.urlsafe_b64encode(hashed).decode().rstrip("=")
        if (
            asked is None
            or request.headers.get("authorization") != f"Basic {basic}"
            or asked["code_challenge"] != proof
        ):
            return JSONResponse({"error": "invalid_grant"}, 400)
        token = jwt.encode({"alg": "RS256", "kid": "one"}, self._claims(asked), self._signer())
        return JSONResponse({"access_token": "x", "token_type": "Bearer", "id_token": token})

    def _signer(self) -> RSAKey:
        return self.signs_with or self._key

    def _claims(self, asked: dict[str, str]) -> dict[str, Any]:
        now = int(time.time())
        every = {"iss": self.address, "aud": CLIENT, "sub": "one", "iat": now, "exp": now + 300,
                 "nonce": asked["nonce"], "auth_time": now} | self.says  # fmt: skip
        return {name: value for name, value in every.items() if value is not None}

    async def _jwks(self, _: Request) -> Response:
        return JSONResponse({"keys": [self._key.as_dict(private=False)]})


@contextmanager
def providing() -> Iterator[Provider]:
    """A provider that runs in a thread of the test."""
    port = free_port()
    provider = Provider(f"http://localhost:{port}")
    config = uvicorn.Config(provider.app(), port=port, log_level="error", ws="none")
    server = uvicorn.Server(config)
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    while not server.started:
        time.sleep(0.02)
    try:
        yield provider
    finally:
        server.should_exit = True
        thread.join(timeout=10)
