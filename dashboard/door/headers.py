"""What every answer says about itself: what a page may load, and who may keep it."""

from __future__ import annotations

import re
from base64 import b64encode
from functools import cache
from hashlib import sha256
from pathlib import Path

from starlette.types import Message, Scope, Send
from streamlit import file_util

from dashboard.door.addresses import (
    ACCOUNT,
    CALLBACK,
    LOGIN,
    OURS,
    SIGN_IN,
    Reached,
    header,
    is_static,
)

Headers = list[tuple[bytes, bytes]]
_FOR_ALL: Headers = [
    (b"x-frame-options", b"DENY"),
    (b"x-content-type-options", b"nosniff"),
    (b"cross-origin-opener-policy", b"same-origin"),
    (b"cross-origin-resource-policy", b"same-origin"),
    (b"x-permitted-cross-domain-policies", b"none"),
    (
        b"permissions-policy",
        b"accelerometer=(), autoplay=(), browsing-topics=(), camera=(), display-capture=(), "
        b"encrypted-media=(), geolocation=(), gyroscope=(), hid=(), magnetometer=(), "
        b"microphone=(), midi=(), payment=(), publickey-credentials-get=(), "
        b"screen-wake-lock=(), serial=(), usb=(), xr-spatial-tracking=()",
    ),
]
_HSTS = (b"strict-transport-security", b"max-age=31536000")
_REPLACED = {b"cache-control", b"content-security-policy", *(name for name, _ in _FOR_ALL)}
# Pages of our own carry no script at all.
OWN_PAGES = (
    "default-src 'none'; style-src 'self'; img-src 'self' data:; form-action 'self'; "
    "base-uri 'none'; frame-ancestors 'none'"
)
_PAGE_BODY = b"text/html"


@cache
def index_page() -> bytes:
    """Streamlit's page with the lock screen in it, and without its pointer to the agent API."""
    page = (Path(file_util.get_static_dir()) / "index.html").read_text(encoding="utf-8")
    page = re.sub(r'<link rel="service-desc"[^>]*>', "", page)
    page = re.sub(r"<noscript>.*?</noscript>", _WITHOUT_SCRIPT, page, flags=re.DOTALL)
    page = page.replace("<title>Streamlit</title>", "<title>Havenline</title>")
    ours = f'<link rel="stylesheet" href="{OURS}lock.css"><script src="{OURS}lock.js"></script>'
    head, body = page.split("</head>", 1)
    return f"{head}{ours}</head>{body}".encode()


_WITHOUT_SCRIPT = (
    "<noscript><p>Havenline needs JavaScript. Allow it for this address and reload.</p></noscript>"
)


@cache
def _inline_scripts() -> str:
    found = re.findall(rb"<script>(.*?)</script>", index_page(), flags=re.DOTALL)
    hashes = [b64encode(sha256(script).digest()).decode() for script in found]
    return " ".join(f"'sha256-{one}'" for one in hashes)


def page_policy(host: str) -> str:
    """What a page of the dashboard may load: nothing from anywhere else.

    Streamlit brings its styles as <style> elements and a component's script as a blob.
    """
    return (
        f"default-src 'none'; script-src 'self' blob: {_inline_scripts()}; "
        "style-src 'self' 'unsafe-inline'; img-src 'self' data:; font-src 'self' data:; "
        f"connect-src 'self' ws://{host} wss://{host}; manifest-src 'self'; worker-src 'none'; "
        "frame-src 'none'; object-src 'none'; form-action 'self'; base-uri 'none'; "
        "frame-ancestors 'none'"
    )


def _policy(scope: Scope) -> bytes:
    if scope["path"].startswith((SIGN_IN, ACCOUNT, CALLBACK, LOGIN)):
        return OWN_PAGES.encode()
    return page_policy(header(scope, b"host")).encode("latin-1")


def headers_for(scope: Scope, reached: Reached) -> Headers:
    """The headers of one answer."""
    # Under no-referrer a browser sends "Origin: null" with a form, which the gate refuses, so
    # the pages with forms name their origin to themselves and to nobody else.
    forms = scope["path"].startswith((SIGN_IN, ACCOUNT))
    own = [(b"referrer-policy", b"same-origin" if forms else b"no-referrer")]
    own += [(b"content-security-policy", _policy(scope))]
    own += [] if is_static(scope["path"]) else [(b"cache-control", b"no-store")]
    own += [_HSTS] if reached.secure else []
    return [*_FOR_ALL, *own]


def with_headers(scope: Scope, send: Send, reached: Reached) -> Send:
    """A `send` that puts our headers on, and our index page in place of Streamlit's."""
    static = is_static(scope["path"])
    ours = headers_for(scope, reached)
    swapping = False

    async def sending(message: Message) -> None:
        nonlocal swapping
        if message["type"] == "http.response.start":
            given = _kept(message.get("headers", []), static=static, secure=reached.secure)
            swapping = message["status"] == 200 and _is_streamlits_page(scope, given)
            if swapping:
                given = _for_index(given)
            message = {**message, "headers": [*given, *ours]}
        elif message["type"] == "http.response.body" and swapping:
            if message.get("more_body"):
                return
            body = b"" if scope["method"] == "HEAD" else index_page()
            message = {"type": "http.response.body", "body": body}
        elif message["type"] == "http.response.pathsend" and swapping:
            message = {"type": "http.response.body", "body": index_page()}
        await send(message)

    return sending


def _kept(given: Headers, *, static: bool, secure: bool) -> Headers:
    dropped = _REPLACED - ({b"cache-control"} if static else set())
    kept = [(name, value) for name, value in given if name.lower() not in dropped]
    if secure:
        kept = [
            (name, value + b"; Secure")
            if name == b"set-cookie" and b"secure" not in value.lower()
            else (name, value)
            for name, value in kept
        ]
    return kept


def _is_streamlits_page(scope: Scope, given: Headers) -> bool:
    ours = scope["path"].startswith((SIGN_IN, ACCOUNT, OURS, CALLBACK, LOGIN))
    return not ours and any(n == b"content-type" and v.startswith(_PAGE_BODY) for n, v in given)


def _for_index(given: Headers) -> Headers:
    gone = {b"content-length", b"content-encoding", b"etag", b"last-modified", b"accept-ranges"}
    kept = [(name, value) for name, value in given if name not in gone]
    return [*kept, (b"content-length", str(len(index_page())).encode())]
