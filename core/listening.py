"""Where the server may listen: on this computer, or beyond it only through an encrypted line."""

from __future__ import annotations

import ipaddress
import re
import ssl
from collections.abc import Iterable
from pathlib import Path
from typing import NamedTuple

from core.errors import InvalidEntry

_NAME = re.compile(r"(?!-)[a-z0-9-]{1,63}(\.(?!-)[a-z0-9-]{1,63})*")


class Tls(NamedTuple):
    """The certificate and its key, each a file in PEM form that was found to fit."""

    certificate: Path
    key: Path


class Listening(NamedTuple):
    """How the server is reached: everything `open_dashboard` needs to know about it."""

    host: str
    port: int
    tls: Tls | None = None
    public_hosts: tuple[str, ...] = ()
    proxied: bool = False


def is_loopback(host: str) -> bool:
    """Whether only this computer can reach an address."""
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def check_listening(
    host: str,
    port: int,
    *,
    certificate: Path | None = None,
    key: Path | None = None,
    proxied: bool = False,
    public_hosts: Iterable[str] = (),
) -> Listening:
    """Where to listen, checked. Raises InvalidEntry with what to do."""
    tls = _checked_tls(certificate, key)
    if tls and proxied:
        raise InvalidEntry("Give either --tls-cert with --tls-key or --behind-tls-proxy, not both.")
    if not is_loopback(host) and not tls and not proxied:
        raise InvalidEntry(
            "Havenline listens on this computer only, unless the line is encrypted. To listen on "
            f"{host}, add --tls-cert FILE and --tls-key FILE, or --behind-tls-proxy when a proxy "
            "encrypts it."
        )
    named = tuple(_checked_name(name) for name in public_hosts)
    return Listening(host, port, tls, (*named, *_own_name(host)), proxied)


def _checked_tls(certificate: Path | None, key: Path | None) -> Tls | None:
    if certificate is None and key is None:
        return None
    if certificate is None or key is None:
        raise InvalidEntry("A certificate and its key belong together: --tls-cert and --tls-key.")
    for file in (certificate, key):
        if not file.is_file():
            raise InvalidEntry(f"There is no file {file}. Check --tls-cert and --tls-key.")
    try:
        # An encrypted key would be asked for at the terminal; an empty answer is refused.
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(certificate, key, password="")
    except (OSError, ValueError, TypeError):  # ssl.SSLError is an OSError
        raise InvalidEntry(
            f"The files {certificate} and {key} are not a certificate and its unlocked key in "
            "PEM form that fit each other. Check --tls-cert and --tls-key."
        ) from None
    return Tls(certificate, key)


def _checked_name(name: str) -> str:
    wanted = name.strip().lower().removesuffix(".")
    if _is_address(wanted):
        return f"[{wanted}]" if ":" in wanted else wanted
    if not _NAME.fullmatch(wanted):
        raise InvalidEntry(
            "A public host is a name only, such as notes.example.org, without https:// or a port."
        )
    return wanted


def _own_name(host: str) -> tuple[str, ...]:
    everywhere = not _is_address(host) or ipaddress.ip_address(host).is_unspecified
    return () if everywhere else (_checked_name(host),)


def _is_address(name: str) -> bool:
    try:
        ipaddress.ip_address(name)
    except ValueError:
        return False
    return True
