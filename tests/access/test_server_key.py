"""The server's own key opens the store at start, and signs nobody in."""

from __future__ import annotations

import json
import os
import stat
from collections.abc import Callable
from pathlib import Path

import pytest

from core import cli
from core.access.auditing import AuditQuery
from core.access.keys import KEYS_FILE, KeyFile
from core.assembly import OWNER, Practice, create_store, open_practice
from core.errors import WrongSecret
from core.store.audit import AuditStore
from core.store.trail import Told

PASSPHRASE = "four unrelated words here"
NAME = "Dr Ines Falk"
Run = Callable[..., int]


@pytest.fixture
def store(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("HAVENLINE_PASSPHRASE", PASSPHRASE)
    create_store(tmp_path / "store", PASSPHRASE, NAME)
    return tmp_path / "store"


@pytest.fixture
def key(store: Path) -> Path:
    file = store.parent / "server.key"
    assert cli.main(["keyfile", "--store", str(store), "--to", str(file)]) == 0
    return file


def served(store: Path, *more: str) -> tuple[int, list[bool]]:
    """How `havenline serve` ended, and whether the store it handed on was still locked."""
    found: list[bool] = []

    def opener(practice: Practice, **_: object) -> None:
        found.append(practice.locked)
        practice.close()

    return cli.main(["serve", "--store", str(store), *more], opener), found


def trail(store: Path) -> list[Told]:
    practice = open_practice(store, lambda: PASSPHRASE)
    found = AuditStore(practice.connection()).page(AuditQuery(size=500))[0]
    practice.close()
    return found


def test_the_key_file_is_for_the_server_only(store: Path, key: Path) -> None:
    assert stat.S_IMODE(key.stat().st_mode) == 0o600
    code = key.read_text().strip()
    assert code not in (store / KEYS_FILE).read_text()
    assert "account.server_key_made" in [event.action for event in trail(store)]


@pytest.mark.parametrize("by", ["file", "code"])
def test_the_server_opens_the_store_by_its_key(
    store: Path, key: Path, monkeypatch: pytest.MonkeyPatch, by: str
) -> None:
    monkeypatch.delenv("HAVENLINE_PASSPHRASE")
    assert served(store) == (0, [True])
    if by == "file":
        monkeypatch.setenv("HAVENLINE_KEY_FILE", str(key))
    else:
        monkeypatch.setenv("HAVENLINE_KEY", key.read_text())
    assert served(store) == (0, [False])
    assert not {"HAVENLINE_KEY", "HAVENLINE_KEY_FILE"} & set(os.environ), "no child is handed it"


def test_nobody_signs_in_with_the_servers_key(store: Path, key: Path) -> None:
    code = key.read_text().strip()
    with pytest.raises(WrongSecret):
        open_practice(store, lambda: code)
    practice = Practice.shut(store)
    assert practice.account_names() == [NAME], "the server is not a person"
    for name in (NAME, "server", ""):
        with pytest.raises(WrongSecret):
            practice.sign_in(name, code)
        assert practice.locked
    practice.close()


@pytest.mark.parametrize("wrong", ["", "wrong", "ABCD-" * 7 + "ABCD", PASSPHRASE, "\udcff"])
def test_a_wrong_key_is_one_sentence(
    store: Path, key: Path, wrong: str, monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:  # fmt: skip
    assert key.exists()
    monkeypatch.setenv("HAVENLINE_KEY", wrong)
    assert served(store) == (2, [])
    told = capsys.readouterr().err
    assert told == (
        "The server's key does not open this store. Make a new one with 'havenline keyfile'.\n"
    )


@pytest.mark.parametrize("content", [None, b"\xff\xfe", b"", b"x" * 5000])
def test_a_key_file_that_will_not_do_is_one_sentence(
    store: Path, tmp_path: Path, content: bytes | None, monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:  # fmt: skip
    file = tmp_path / "some.key"
    if content is not None:
        file.write_bytes(content)
    monkeypatch.setenv("HAVENLINE_KEY_FILE", str(file))
    assert served(store) == (2, [])
    assert capsys.readouterr().err.count("\n") == 1


def test_two_keys_at_once_are_refused(
    store: Path, key: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("HAVENLINE_KEY_FILE", str(key))
    monkeypatch.setenv("HAVENLINE_KEY", "x")
    assert served(store) == (2, [])
    assert "not both" in capsys.readouterr().err


def test_a_key_taken_away_opens_nothing_and_the_people_come_in_as_before(
    store: Path, key: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert cli.main(["keyfile", "--store", str(store), "--revoke"]) == 0
    monkeypatch.setenv("HAVENLINE_KEY_FILE", str(key))
    assert served(store) == (2, [])
    open_practice(store, lambda: PASSPHRASE).close()
    assert "account.server_key_revoked" in [event.action for event in trail(store)]
    capsys.readouterr()
    assert cli.main(["keyfile", "--store", str(store), "--revoke"]) == 2
    assert "none to take away" in capsys.readouterr().err


def test_a_new_key_replaces_the_one_before(store: Path, key: Path) -> None:
    second = key.with_name("second.key")
    assert cli.main(["keyfile", "--store", str(store), "--to", str(second)]) == 0
    keys = KeyFile(store)
    assert keys.open_for_server(second.read_text())
    with pytest.raises(WrongSecret):
        keys.open_for_server(key.read_text())


@pytest.mark.parametrize("where", ["there already", "a dangling link", "in the store", "no folder"])
def test_a_place_that_will_not_do_is_refused_and_no_key_is_made(
    store: Path, where: str, capsys: pytest.CaptureFixture[str]
) -> None:
    file = store.parent / "taken.key"
    if where == "there already":
        file.write_text("a letter")
    elif where == "a dangling link":
        file.symlink_to(store.parent / "nowhere")
    elif where == "in the store":
        file = store / ".." / store.name / "server.key"
    else:
        file = store.parent / "none" / "server.key"
    before = (store / KEYS_FILE).read_bytes()
    assert cli.main(["keyfile", "--store", str(store), "--to", str(file)]) == 2
    assert capsys.readouterr().err.count("\n") == 1
    assert (store / KEYS_FILE).read_bytes() == before
    assert not file.exists() or file.read_text() == "a letter"


def test_only_an_owner_makes_or_takes_away_a_key(
    store: Path, key: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    practice = open_practice(store, lambda: PASSPHRASE)
    account, code = practice.services().accounts.invite(OWNER, "Dr Jonas Reed", "clinician")
    practice.own.set_password(account.key, code, "another four plain words")
    practice.close()
    monkeypatch.setenv("HAVENLINE_PASSPHRASE", "another four plain words")
    before = json.loads((store / KEYS_FILE).read_text())
    other = key.with_name("other.key")
    assert cli.main(["keyfile", "--store", str(store), "--to", str(other)]) == 2
    assert cli.main(["keyfile", "--store", str(store), "--revoke"]) == 2
    assert not other.exists()
    assert json.loads((store / KEYS_FILE).read_text()) == before


def test_an_address_opens_one_active_account_only(store: Path) -> None:
    practice = open_practice(store, lambda: PASSPHRASE)
    accounts = practice.services().accounts
    one = accounts.invite(OWNER, "Dr Jonas Reed", "clinician", "Jonas@practice.example")[0]
    found = practice.by_login.account_of(" jonas@PRACTICE.example ")
    assert found is not None
    assert found.key == one.key
    for nobody in ("", " ", "jonas@practice", "jona\u017f@practice.example"):
        assert practice.by_login.account_of(nobody) is None
    second = accounts.invite(OWNER, "Dr Jonas Two", "clinician", "jonas@practice.example")[0]
    assert practice.by_login.account_of("jonas@practice.example") is None, "whose is it?"
    accounts.close(OWNER, accounts.one(second.key))
    assert practice.by_login.sign_in("jonas@practice.example").key == one.key
    practice.close()
    assert Practice.shut(store).by_login.account_of("jonas@practice.example") is None
