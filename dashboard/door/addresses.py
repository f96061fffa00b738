"""Whose requests are answered: host names, origins, cookies and the paths open to everybody."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from urllib.parse import urlsplit

from starlette.requests import cookie_parser
from starlette.types import Scope
from streamlit import file_util

from core.listening import is_loopback

SIGN_IN = "/sign-in"
ACCOUNT = "/account"
CHOOSE_PASSPHRASE = "/account/passphrase"  # noqa: S105
# A practice's own login: our two steps, and Streamlit's two.
BEGIN = "/sign-in/practice"
ARRIVED = "/sign-in/arrived"
LOGIN = "/auth/login"
CALLBACK = "/oauth2callback"
HEALTH = "/_stcore/health"
OURS = "/havenline/"
COOKIE = "havenline"
FORM_COOKIE = "havenline-form"
ARRIVAL_COOKIE = "havenline-arrival"
LOCAL_HOSTS = ("127.0.0.1", "localhost", "[::1]")
# Streamlit answers these; nobody here needs them, so nobody gets them, signed in or not.
NEVER = ("/_stcore/agent", "/_stcore/metrics", "/_stcore/script-health-check", "/app/static")


@dataclass(frozen=True)
class Reached:
    """How this server is reached: its further host names, and whether https is in front."""

    public_hosts: frozenset[str] = field(default_factory=frozenset)
    secure: bool = False

    @property
    def only_here(self) -> bool:
        """Whether nobody but this computer can reach the server (core/listening.py)."""
        local = all(is_loopback(name.strip("[]")) for name in self.public_hosts)
        return local and not self.secure

    def host_is_ours(self, scope: Scope) -> bool:
        """Whether the Host header names this server, so that no rebound name reaches it."""
        name = _without_port(header(scope, b"host"))
        return name in LOCAL_HOSTS or name in self.public_hosts

    def origin_is_ours(self, scope: Scope) -> bool:
        """Whether the page that asks, if one does, is one of this dashboard's own."""
        if comes_from_elsewhere(scope) and _acts(scope):
            return False
        origin = header(scope, b"origin")
        if not origin:
            return True
        named = origin.partition("://")[2]
        behind_a_proxy = self.secure and origin.startswith("https://")
        return named == header(scope, b"host") or (
            behind_a_proxy and _without_port(named) in self.public_hosts
        )

    def cookie_name(self, scope: Scope, cookie: str = COOKIE) -> str:
        """One name for each port: browsers share cookies between the ports of one computer."""
        server = scope.get("server") or ("", 0)
        return f"{'__Host-' if self.secure else ''}{cookie}-{server[1]}"

    def cookie_of(self, scope: Scope, cookie: str = COOKIE) -> str:
        """The value of one of our cookies, or an empty text."""
        return cookie_parser(header(scope, b"cookie")).get(self.cookie_name(scope, cookie), "")

    def set_cookie(self, scope: Scope, value: str, cookie: str = COOKIE) -> str:
        """The header that gives a browser a cookie until it closes; an empty value takes it."""
        attributes = "; Path=/; HttpOnly; SameSite=Strict"
        attributes += "; Secure" if self.secure else ""
        attributes += "" if value else "; Max-Age=0"
        return f"{self.cookie_name(scope, cookie)}={value}{attributes}"


def header(scope: Scope, wanted: bytes) -> str:
    """One header of a request, or an empty text."""
    found = (value for name, value in scope.get("headers", []) if name == wanted)
    return next(found, b"").decode("latin-1")


def _acts(scope: Scope) -> bool:
    return scope["type"] == "websocket" or scope["method"] not in ("GET", "HEAD")


def _without_port(host: str) -> str:
    name, colon, port = host.rpartition(":")
    return (name if colon and port.isdigit() else host).lower().removesuffix(".")


@cache
def static_files() -> frozenset[str]:
    """The paths of Streamlit's own scripts, fonts and styles: no client data in any."""
    root = Path(file_util.get_static_dir())
    inside = {f"/{p.relative_to(root).as_posix()}" for p in root.rglob("*") if p.is_file()}
    return frozenset(path for path in inside if not path.endswith(".html"))


def open_to_all(scope: Scope) -> bool:
    """Whether a request is answered without a sign-in."""
    path = scope["path"]
    if scope["type"] != "http":
        return False
    if path == SIGN_IN:
        return scope["method"] in ("GET", "HEAD", "POST")
    static = path == HEALTH or path in static_files() or is_our_file(path)
    return static and scope["method"] in ("GET", "HEAD")


def part_of_login(scope: Scope) -> bool:
    """Whether a request is a step of a practice's own login, which a stranger may take."""
    if scope["type"] != "http" or scope["method"] != "GET":
        return False
    if scope["path"] == LOGIN:
        return not comes_from_elsewhere(scope)
    return scope["path"] in (BEGIN, ARRIVED, CALLBACK)


def comes_from_elsewhere(scope: Scope) -> bool:
    """Whether a page that is not ours led a browser here."""
    return header(scope, b"sec-fetch-site") in ("cross-site", "same-site")


def is_static(path: str) -> bool:
    """Whether a browser may keep what is at this path."""
    return path in static_files() or is_our_file(path)


def is_our_file(path: str) -> bool:
    """Whether this is one of the door's own scripts and styles."""
    return path in (f"{OURS}lock.js", f"{OURS}lock.css", f"{OURS}door.css")


def never_answered(path: str) -> bool:
    """Whether this is a part of Streamlit that Havenline does not use."""
    return any(path == part or path.startswith(f"{part}/") for part in NEVER)


def safe_next(wanted: str) -> str:
    """A path inside this dashboard to go on to; anything else becomes the first page."""
    inside = wanted.startswith("/") and not wanted.startswith(("//", "/\\", SIGN_IN))
    plain = not any(ord(letter) < 32 for letter in wanted) and "\\" not in wanted
    return wanted if inside and plain and not urlsplit(wanted).netloc else "/"
