"""What makes a passphrase good enough: length, and that nobody would try it early."""

from __future__ import annotations

import unicodedata
from itertools import pairwise

from zxcvbn import zxcvbn

from core.errors import InvalidEntry

SHORTEST_PASSPHRASE = 12
LONGEST_PASSPHRASE = 256
_LEAST_GUESSES_LOG10 = 8.0  # at the five tries a minute that sign-in allows: 38 years


def normal(secret: str) -> str:
    """The same letters however a keyboard composed them (Unicode NFKC)."""
    return unicodedata.normalize("NFKC", secret)


def _parts(name: str) -> list[str]:
    parts = name.split()
    pairs = [first + second for first, second in pairwise(parts)]
    return [name, "".join(parts), *parts, *pairs]


def check_passphrase(passphrase: str, *about: str) -> str:
    """Return the passphrase when it is good enough; raises InvalidEntry with what to do.

    Length counts, not a mixture of signs (NIST SP 800-63B, 5.1.1.2). Common passwords,
    keyboard rows, repetitions, dates and the words in `about` (the person's own name, the
    practice) are weighed by zxcvbn, which carries the lists of leaked passwords.
    """
    given = normal(passphrase)
    if len(given.strip()) < SHORTEST_PASSPHRASE:
        raise InvalidEntry(
            f"The passphrase is too short: use at least {SHORTEST_PASSPHRASE} characters, "
            "for example four unrelated words."
        )
    if len(given) > LONGEST_PASSPHRASE:
        raise InvalidEntry(
            f"The passphrase is too long: use at most {LONGEST_PASSPHRASE} characters."
        )
    words = [part.lower() for one in about for part in _parts(one) if part]
    weighed = zxcvbn(given[:72], user_inputs=[*words, "havenline"])
    if float(weighed["guesses_log10"]) < _LEAST_GUESSES_LOG10:
        raise InvalidEntry(
            "This passphrase would be guessed early: it is close to a common password, a name "
            "or a pattern on the keyboard. Choose four unrelated words, for example."
        )
    return given
