"""How a practice's own login (OpenID Connect) is reached: one TOML file, read at the start."""

from __future__ import annotations

import secrets
import tomllib
from collections.abc import Iterable
from importlib.util import find_spec
from pathlib import Path
from typing import Any, NamedTuple
from urllib.parse import urlsplit

from core.errors import InvalidEntry
from dashboard.door.addresses import CALLBACK, LOCAL_HOSTS

PROVIDER = "practice"  # Streamlit's name for the one provider; no underscore, it says
DISCOVERY = "/.well-known/openid-configuration"
NEEDED = ("client_id", "client_secret", "server_metadata_url")
# A cookie_secret, which Streamlit's own files have, is not used: ours is new at each start.
KNOWN = {*NEEDED, "redirect_uri", "cookie_secret", "fresh_login"}


class LoginSettings(NamedTuple):
    """What is agreed with the provider. With `fresh`, a login it remembers does not count."""

    client_id: str
    client_secret: str
    server_metadata_url: str
    redirect_uri: str
    fresh: bool = True

    @property
    def issuer(self) -> str:
        """Who must have issued a login (OpenID Connect Discovery, section 4.3)."""
        return self.server_metadata_url.removesuffix(DISCOVERY).rstrip("/")

    @property
    def origin(self) -> str:
        """The address people have to open, because cookies belong to it."""
        parts = urlsplit(self.redirect_uri)
        return f"{parts.scheme}://{parts.netloc}"

    def as_secrets(self) -> dict[str, Any]:
        """The same in the words of Streamlit's secrets. The address is all that is asked for."""
        asks: dict[str, Any] = {"scope": "openid email"}
        asks |= {"prompt": "login"} if self.fresh else {}
        provider = {
            "client_id": self.client_id,
            "client_secret": self.client_secret,
            "server_metadata_url": self.server_metadata_url,
            "client_kwargs": asks,
        }
        # With max_age a provider has to say when the person last signed in there.
        provider |= {"authorize_params": {"max_age": "0"}} if self.fresh else {}
        auth = {
            "redirect_uri": self.redirect_uri,
            "cookie_secret": secrets.token_urlsafe(48),
            PROVIDER: provider,
        }
        return {"auth": auth}


def read_login_settings(file: Path, address: str, public_hosts: Iterable[str]) -> LoginSettings:
    """What the file says, checked. Raises InvalidEntry with what to do."""
    client = find_spec("httpx2") or find_spec("httpx")  # Authlib takes either
    if find_spec("authlib") is None or client is None:
        raise InvalidEntry(
            "A practice's own login needs two more packages: pip install 'havenline[oidc]'."
        )
    given = _table(file)
    if unknown := sorted(set(given) - KNOWN):
        raise InvalidEntry(f"{file}: {unknown[0]} is not known under [auth]. Take it out.")
    for name in NEEDED:
        if not isinstance(given.get(name), str) or not given[name].strip():
            raise InvalidEntry(f"{file}: {name} is missing under [auth]. Write it as a text.")
    fresh, back = given.get("fresh_login", True), given.get("redirect_uri", address + CALLBACK)
    if not isinstance(fresh, bool):
        raise InvalidEntry(f"{file}: fresh_login is true or false.")
    found = LoginSettings(*(given[name] for name in NEEDED), str(back), fresh)
    _check_provider(file, found.server_metadata_url)
    _check_way_back(file, found.redirect_uri, public_hosts)
    return found


def _table(file: Path) -> dict[str, Any]:
    try:
        table = tomllib.loads(file.read_text(encoding="utf-8")).get("auth")
    except (OSError, ValueError):
        raise InvalidEntry(f"{file} cannot be read as a TOML file. Check --oidc.") from None
    if not isinstance(table, dict):
        raise InvalidEntry(f"{file} has no table [auth]. See docs/how-to/practice-login.md.")
    return table


def _check_provider(file: Path, address: str) -> None:
    if not address.endswith(DISCOVERY) or not _is_private(address):
        raise InvalidEntry(
            f"{file}: server_metadata_url begins with https:// and ends with {DISCOVERY}."
        )


def _check_way_back(file: Path, address: str, public_hosts: Iterable[str]) -> None:
    name = _host(address)
    if not _is_private(address) or name not in (*LOCAL_HOSTS, *public_hosts) or (
        urlsplit(address)[2:] != (CALLBACK, "", "")
    ):  # fmt: skip
        raise InvalidEntry(
            f"{file}: redirect_uri is the address people open Havenline by, with {CALLBACK} "
            "after it. Check it, --public-host, and that it begins with https://."
        )


def _is_private(address: str) -> bool:
    """Whether nobody on the way can read along: https, or this computer itself."""
    scheme = address.partition("://")[0]
    return scheme == "https" or (scheme == "http" and _host(address) in LOCAL_HOSTS)


def _host(address: str) -> str:
    try:
        parts = urlsplit(address)
        name = parts.hostname or ""
    except ValueError:
        return ""
    if parts.username is not None:
        return ""
    return f"[{name}]" if ":" in name else name
