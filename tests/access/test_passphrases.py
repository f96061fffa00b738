"""A passphrase: long, unlike what is tried first, and the same on every keyboard."""

from __future__ import annotations

from pathlib import Path

import pytest

from core.access.passphrases import check_passphrase
from core.assembly import create_store, open_practice
from core.errors import InvalidEntry


@pytest.mark.parametrize(
    "common",
    ["passwordpassword", "123456789012", "qwertyuiopas", "iloveyou1234", "aaaaaaaaaaaaaaaa",
     "Havenline2026", "letmeinletmein", "password1234"],
)  # fmt: skip
def test_what_is_guessed_first_is_no_passphrase(common: str) -> None:
    with pytest.raises(InvalidEntry, match="guessed early"):
        check_passphrase(common)


def test_ones_own_name_is_no_passphrase() -> None:
    with pytest.raises(InvalidEntry, match="guessed early"):
        check_passphrase("InesFalk2026", "Dr Ines Falk")


def test_length_counts_and_no_mixture_of_signs_is_asked_for() -> None:
    assert check_passphrase("correct horse battery staple")
    with pytest.raises(InvalidEntry, match="at most 256"):
        check_passphrase("lamp river " * 40)


def test_a_passphrase_opens_however_a_keyboard_composes_its_letters(tmp_path: Path) -> None:
    composed, apart = "vier wörter für nützen", "vier wo\u0308rter fu\u0308r nu\u0308tzen"
    create_store(tmp_path / "practice", composed, "Dr Ines Falk")
    open_practice(tmp_path / "practice", lambda: apart).close()
