"""The key to the store: two ways in, no third, and never in the clear."""

from __future__ import annotations

import json
from base64 import b64decode
from collections.abc import Callable
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from core.access import keys
from core.assembly import create_demo_store, create_store, new_store, open_practice
from core.errors import InvalidEntry, StoreUnusable, WrongSecret
from core.store.connection import DATABASE_FILE
from tests.people import CLINICIAN, MARA

PASSPHRASE = "four unrelated wörds 日本"


class Locked(NamedTuple):
    """A real store and the two secrets that open it."""

    directory: Path
    recovery_code: str


@pytest.fixture(scope="module")
def locked(tmp_path_factory: pytest.TempPathFactory) -> Locked:
    directory = tmp_path_factory.mktemp("locked") / "practice"
    return Locked(directory, create_store(directory, PASSPHRASE, "Dr Ines Falk"))


@pytest.fixture
def key_file(locked: Locked, tmp_path: Path) -> Path:
    """A copy of the key file that a test may damage."""
    copy = tmp_path / keys.KEYS_FILE
    copy.write_bytes((locked.directory / keys.KEYS_FILE).read_bytes())
    return copy


def test_the_passphrase_opens_the_store(locked: Locked) -> None:
    practice = open_practice(locked.directory, lambda: PASSPHRASE)
    assert not practice.demo
    assert practice.services().settings.current(CLINICIAN).clinician == "Dr Ines Falk"
    practice.close()


def test_the_recovery_code_opens_the_same_store(locked: Locked) -> None:
    key_file = keys.KeyFile(locked.directory)
    by_code, by_passphrase = key_file.open(locked.recovery_code), key_file.open(PASSPHRASE)
    assert (by_code.account, by_code.data_key) == (by_passphrase.account, by_passphrase.data_key)


@pytest.mark.parametrize(
    "typed",
    [str.lower, lambda code: code.replace("-", " "), lambda code: f" {code.replace('-', '')}\n"],
    ids=["in lower case", "with spaces", "in one piece with blanks around"],
)
def test_the_recovery_code_may_be_typed_as_people_type(
    locked: Locked, typed: Callable[[str], str]
) -> None:
    assert keys.KeyFile(locked.directory).open(typed(locked.recovery_code)).data_key


@pytest.mark.parametrize("typed", ["", "wrong", PASSPHRASE.upper(), f"{PASSPHRASE} ", "\ud800"])
def test_anything_else_opens_nothing(locked: Locked, typed: str) -> None:
    with pytest.raises(WrongSecret) as refused:
        open_practice(locked.directory, lambda: typed)
    assert refused.value.sentence == (
        "That passphrase or recovery code does not open this store. Try again."
    )


def test_the_right_secret_for_another_store_opens_nothing(locked: Locked, tmp_path: Path) -> None:
    other: dict[keys.Lock, str] = {
        "passphrase": "some other passphrase", "recovery": keys.new_recovery_code(),
    }  # fmt: skip
    keys.KeyFile(tmp_path).lock_up(keys.new_data_key(), "owner", "Dr Ines Falk", other)
    with pytest.raises(WrongSecret):
        keys.KeyFile(tmp_path).open(locked.recovery_code)


def test_a_recovery_code_has_160_random_bits_in_groups_of_four() -> None:
    codes = {keys.new_recovery_code() for _ in range(50)}
    assert len(codes) == 50
    for code in codes:
        groups = code.split("-")
        assert [len(group) for group in groups] == [4] * 8


def test_the_data_key_and_the_secrets_are_in_no_file_of_the_store(locked: Locked) -> None:
    data_key = keys.KeyFile(locked.directory).open(PASSPHRASE).data_key
    assert len(data_key) == 32
    for file in locked.directory.iterdir():
        held = file.read_bytes()
        assert data_key not in held
        assert PASSPHRASE.encode() not in held
        assert locked.recovery_code.encode() not in held
    sealed = json.loads((locked.directory / keys.KEYS_FILE).read_text(encoding="utf-8"))
    for copy in sealed["copies"]:
        assert data_key.hex() not in json.dumps(copy)
        for part in ("salt", "nonce", "sealed"):
            assert data_key not in b64decode(copy[part])


def test_each_copy_is_stretched_on_its_own_by_the_second_option_of_rfc_9106(
    locked: Locked,
) -> None:
    copies = json.loads((locked.directory / keys.KEYS_FILE).read_text(encoding="utf-8"))["copies"]
    assert [copy["lock"] for copy in copies] == ["passphrase", "recovery"]
    for copy in copies:
        assert (copy["kdf"], copy["time_cost"], copy["memory_cost"], copy["parallelism"]) == (
            "argon2id", 3, 65536, 4,
        )  # fmt: skip
    for part in ("salt", "nonce", "sealed"):
        assert copies[0][part] != copies[1][part]


def change(**parts: object) -> Callable[[dict[str, Any]], object]:
    return lambda sealed: [copy.update(parts) for copy in sealed["copies"]]


@pytest.mark.parametrize(
    "damage",
    [
        change(time_cost=0),
        change(memory_cost=1),
        change(parallelism="four"),
        change(salt="short"),
        change(nonce=""),
        change(lock="door"),
        lambda sealed: sealed.pop("copies"),
        lambda sealed: sealed["copies"].clear(),
        lambda sealed: sealed["copies"][0].pop("sealed"),
        lambda sealed: sealed.update(copies=["a", "b"]),
        lambda sealed: sealed.update(copies=7),
    ],
)
def test_a_damaged_key_file_is_called_damaged(
    key_file: Path, damage: Callable[[dict[str, Any]], object]
) -> None:
    sealed = json.loads(key_file.read_text(encoding="utf-8"))
    damage(sealed)
    key_file.write_text(json.dumps(sealed), encoding="utf-8")
    with pytest.raises(StoreUnusable, match=r"^The key file keys\.json of this store is missing"):
        keys.KeyFile(key_file.parent).open(PASSPHRASE)


@pytest.mark.parametrize("content", [b"", b"{", b"[]", b"null", b"\xff\xfe", b'"copies"'])
def test_a_key_file_that_is_no_key_file_is_called_damaged(key_file: Path, content: bytes) -> None:
    key_file.write_bytes(content)
    with pytest.raises(StoreUnusable, match="missing or damaged"):
        keys.KeyFile(key_file.parent).open(PASSPHRASE)


def test_a_missing_key_file_says_where_to_get_it(tmp_path: Path) -> None:
    with pytest.raises(StoreUnusable, match="Restore it from a backup"):
        keys.KeyFile(tmp_path).open(PASSPHRASE)


def test_a_damaged_demo_key_is_called_damaged(directory: Path) -> None:
    (directory / keys.DEMO_KEY_FILE).write_text("no key", encoding="ascii")
    with pytest.raises(StoreUnusable):
        open_practice(directory, lambda: "")


@pytest.mark.parametrize("passphrase", ["", "short", "eleven char", " " * 30, "   padded     "])
def test_a_short_passphrase_makes_no_store(tmp_path: Path, passphrase: str) -> None:
    with pytest.raises(InvalidEntry, match="at least 12 characters"):
        create_store(tmp_path / "practice", passphrase, "Dr Ines Falk")
    assert list(tmp_path.iterdir()) == []


def test_twelve_characters_are_enough() -> None:
    assert keys.check_passphrase("twelve chars") == "twelve chars"


@pytest.mark.parametrize("there", ["a file in the folder", "a file of that name"])
def test_a_place_that_is_taken_is_left_as_it_is(tmp_path: Path, there: str) -> None:
    place = tmp_path / "practice"
    taken = place / "letter.txt" if there == "a file in the folder" else place
    taken.parent.mkdir(exist_ok=True)
    taken.write_text("Dear Mara", encoding="utf-8")
    with pytest.raises(InvalidEntry, match=r"is not empty\. Choose a new folder"):
        create_store(place, PASSPHRASE, "Dr Ines Falk")
    assert taken.read_text(encoding="utf-8") == "Dear Mara"
    assert list(tmp_path.iterdir()) == [place]


def test_a_clinician_name_that_is_too_long_is_refused_and_makes_no_store(tmp_path: Path) -> None:
    with pytest.raises(InvalidEntry, match="Clinician: "):
        create_store(tmp_path / "practice", PASSPHRASE, "x" * 121)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("empty_folder", [True, False])
def test_a_failure_on_the_way_leaves_nothing_half_made(tmp_path: Path, empty_folder: bool) -> None:
    place = tmp_path / "practice"
    if empty_folder:
        place.mkdir()
    before = list(tmp_path.rglob("*"))
    with pytest.raises(ZeroDivisionError), new_store(place) as scratch:  # noqa: PT012
        (scratch / DATABASE_FILE).write_bytes(b"half")
        raise ZeroDivisionError
    assert list(tmp_path.rglob("*")) == before


def test_a_demo_store_whose_filling_fails_leaves_nothing_half_made(tmp_path: Path) -> None:
    with pytest.raises(ZeroDivisionError):
        create_demo_store(tmp_path / "demo", lambda practice: 1 // 0)  # noqa: ARG005
    assert list(tmp_path.iterdir()) == []


def test_a_new_store_may_take_the_place_of_an_empty_folder(tmp_path: Path) -> None:
    (tmp_path / "demo").mkdir()
    create_demo_store(
        tmp_path / "demo", lambda practice: practice.services().clients.save(CLINICIAN, MARA)
    )
    practice = open_practice(tmp_path / "demo", lambda: pytest.fail("a demo asks for nothing"))
    assert practice.demo
    assert [name.code for name in practice.services().clients.names(CLINICIAN)] == ["MA-1"]
    practice.close()


def test_a_store_folder_is_closed_to_other_accounts(locked: Locked) -> None:
    assert locked.directory.stat().st_mode & 0o077 == 0
