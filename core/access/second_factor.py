"""A second factor for sign-in: a six-digit code from a phone (TOTP), or a one-time code.

Codes are made by RFC 6238 (`pyotp`). A second factor guards the way in through the running
program; the store at rest is guarded by the passphrase alone (SECURITY.md).
"""

from __future__ import annotations

import hmac
import secrets
from base64 import b32encode
from datetime import datetime
from hashlib import sha256

import pyotp

from core.errors import SecondFactorNeeded, WrongCode

STEP_SECONDS = 30
ONE_TIME_CODES = 8
_ONE_TIME_BYTES = 10


def new_secret() -> str:
    """A random secret for an authenticator app."""
    return pyotp.random_base32()


def address(secret: str, name: str) -> str:
    """The address an authenticator app reads from a QR code."""
    return pyotp.TOTP(secret).provisioning_uri(name=name, issuer_name="Havenline")


def fitting_step(secret: str, code: str, now: datetime) -> int | None:
    """The time step this code belongs to, one step early or late allowed; else None."""
    typed = "".join(letter for letter in code if letter.isascii() and letter.isdigit())
    step = int(now.timestamp()) // STEP_SECONDS
    totp = pyotp.TOTP(secret)
    fitting = None
    for near in (step - 1, step, step + 1):
        if hmac.compare_digest(totp.generate_otp(near), typed):
            fitting = near
    return fitting


def new_one_time_codes() -> list[str]:
    """Codes for the day the phone is gone: 80 random bits each."""
    made = (b32encode(secrets.token_bytes(_ONE_TIME_BYTES)).decode() for _ in range(ONE_TIME_CODES))
    return [f"{code[:4]}-{code[4:8]}-{code[8:12]}-{code[12:]}" for code in made]


def one_time_hash(code: str) -> str:
    """What is kept of a one-time code."""
    plain = "".join(letter for letter in code.upper() if letter.isalnum())
    return sha256(plain.encode()).hexdigest()


def checked(
    secret: str, one_time_hashes: tuple[str, ...], code: str, now: datetime, last_step: int
) -> tuple[tuple[str, ...], int]:
    """Check a code; returns the one-time hashes that are left and the step last used.

    Raises SecondFactorNeeded without a code, WrongCode for one that does not fit or that
    was used before.
    """
    if not code.strip():
        raise SecondFactorNeeded("Now the six-digit code from your authenticator app.")
    step = fitting_step(secret, code, now)
    if step is not None and step > last_step:
        return one_time_hashes, step
    spent = one_time_hash(code)
    for kept in one_time_hashes:
        if hmac.compare_digest(kept, spent):
            return tuple(h for h in one_time_hashes if h != kept), last_step
    raise WrongCode(
        "That code does not fit, or was used already. Wait for the next one in your app, or "
        "use one of your printed one-time codes."
    )
