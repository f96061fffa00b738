"""Secrets are compared without telling by the time it takes how much of them was right."""

from __future__ import annotations

import ast
import re
import time
from collections.abc import Iterator
from pathlib import Path
from statistics import median

import pytest

import core
import dashboard
from core.access.keys import KeyFile, new_data_key, new_recovery_code
from core.errors import WrongSecret
from tests.proof.sizes import SIZES

FOLDERS = (Path(core.__file__).parent / "access", Path(dashboard.__file__).parent / "door")
MORE = (Path(core.__file__).parent / "practice.py",)
SECRET = re.compile(
    r"token|secret|csrf|otp|hash|digest|passphrase|password|cookie|\bcode\b|_code\b"
)
# Compared openly because nothing secret is tried on a secret: a client's code typed to confirm
# an erasure, two spellings of what was typed, whether a list was changed, whose copy it was.
OPEN = {
    "typed_code.strip().upper() != code", "secret != as_typed(secret, 'passphrase')",
    "hashes != account.one_time_hashes", "self._keys.open(secret, account.name).account != key",
}  # fmt: skip


def files() -> list[Path]:
    return [*MORE, *(file for folder in FOLDERS for file in sorted(folder.glob("*.py")))]


def open_comparisons(file: Path) -> Iterator[str]:
    """Comparisons by == of something called like a secret with something that is not ours."""
    for part in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
        if not isinstance(part, ast.Compare):
            continue
        sides = [part.left, *part.comparators]
        plain = any(isinstance(one, ast.Eq | ast.NotEq) for one in part.ops)
        if plain and not any(map(_is_no_secret, sides)) and any(map(_is_called_secret, sides)):
            yield ast.unparse(part)


def _is_called_secret(side: ast.expr) -> bool:
    return bool(SECRET.search(ast.unparse(side).lower()))


def _is_no_secret(side: ast.expr) -> bool:
    counted = isinstance(side, ast.Call) and ast.unparse(side.func) == "len"
    ours = isinstance(side, ast.Name) and side.id.lstrip("_").isupper()
    return isinstance(side, ast.Constant) or counted or ours


@pytest.mark.parametrize("file", files(), ids=lambda file: f"{file.parent.name}/{file.name}")
def test_no_secret_is_compared_letter_by_letter(file: Path) -> None:
    found = {one for one in open_comparisons(file) if one not in OPEN}
    assert found == set()


@pytest.mark.parametrize(
    "written", ["given == token", "cookie != self._cookie", "code == known_code", "a.hash == b"]
)
def test_the_search_would_find_one(tmp_path: Path, written: str) -> None:
    file = tmp_path / "x.py"
    file.write_text(written)
    assert list(open_comparisons(file)) == [written]


@pytest.mark.parametrize(
    "place",
    ["access/second_factor.py", "door/forms.py", "door/sign_ins.py"],
)
def test_what_has_to_be_compared_goes_through_hmac(place: str) -> None:
    (file,) = [one for one in files() if f"{one.parent.name}/{one.name}" == place]
    assert "compare_digest" in file.read_text(encoding="utf-8")


@pytest.fixture
def keys(tmp_path: Path) -> KeyFile:
    """The key file of a practice with two accounts."""
    file, data_key = KeyFile(tmp_path), new_data_key()
    for account in ("owner", "other"):
        file.lock_up(data_key, account, f"Dr {account}", {
            "passphrase": "four unrelated words here", "recovery": new_recovery_code(),
        })  # fmt: skip
    return file


def cost(keys: KeyFile, name: str, secret: str) -> float:
    """Processor time of one refused sign-in: other programs do not count."""
    begin = time.process_time()
    with pytest.raises(WrongSecret):
        keys.open(secret, name)
    return time.process_time() - begin


@pytest.mark.parametrize(
    "secret", ["wrong words altogether here", "AAAA-BBBB-CCCC-DDDD-EEEE-FFFF-GGGG-HHHH"],
    ids=["a passphrase", "a code"],
)  # fmt: skip
def test_a_name_that_nobody_has_costs_as_much_as_a_wrong_secret(keys: KeyFile, secret: str) -> None:
    """Coarse on purpose: a factor of two would tell who works here."""
    known, unknown = [], []
    for _ in range(SIZES.tries_of_time):
        known.append(cost(keys, "Dr owner", secret))
        unknown.append(cost(keys, "Dr Nobody", secret))
    assert 0.6 < median(known) / median(unknown) < 1.6
