"""The door's own rounds, who is told a name, and whose cookie counts."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from starlette.requests import Request

from core.access.accounts import Account
from core.assembly import Practice, create_store
from core.errors import StorageError
from dashboard.door.addresses import Reached
from dashboard.door.door import Door
from dashboard.door.sign_in import SignInPage

PASSPHRASE, NAME = "four unrelated words here", "Dr Ines Falk"


@pytest.fixture
def practice(tmp_path: Path) -> Iterator[Practice]:
    create_store(tmp_path / "store", PASSPHRASE, NAME)
    practice = Practice.shut(tmp_path / "store")
    yield practice
    practice.close()


def test_one_note_that_fails_does_not_lose_the_others(
    practice: Practice, monkeypatch: pytest.MonkeyPatch
) -> None:
    practice.sign_in(NAME, PASSPHRASE)
    now = [0.0]
    door = Door(practice, Reached(), lambda: now[0])
    ids = [door.sign_ins.start("owner")[1].id for _ in range(3)]
    now[0] += 3600
    real, asked, threads = practice.note, [], []

    def note(action: str, account: str, sign_in: str, **more: object) -> None:
        asked.append(sign_in)
        if len(asked) == 1:
            raise StorageError("The disk is full.")
        real(action, account, sign_in, **more)  # type: ignore[arg-type]

    def account(key: str) -> Account | None:
        threads.append(threading.current_thread())
        return Practice.account(practice, key)

    monkeypatch.setattr(practice, "note", note)
    monkeypatch.setattr(practice, "account", account)
    # In a thread of its own: a browser test before this one leaves a loop in the main thread.
    with ThreadPoolExecutor(1) as elsewhere:
        loop_thread = elsewhere.submit(threading.current_thread).result()
        elsewhere.submit(asyncio.run, door.make_round()).result()
    assert asked == ids
    told = practice.connection().rows(
        "SELECT sign_in FROM audit_trail WHERE action = 'account.locked' ORDER BY seq"
    )
    assert [one for (one,) in told] == ids[1:]
    assert threads
    assert loop_thread not in threads, "nobody waits while the store is read"


@pytest.mark.parametrize(
    ("reached", "filled_in"),
    [
        (Reached(), True),
        (Reached(frozenset({"127.0.0.1"})), True),
        (Reached(frozenset({"practice.example"})), False),
        (Reached(frozenset({"practice.example"}), secure=True), False),
        (Reached(secure=True), False),
    ],
)
def test_the_only_name_is_filled_in_on_this_computer_only(
    practice: Practice, reached: Reached, filled_in: bool
) -> None:
    scope = {"type": "http", "method": "GET", "path": "/sign-in", "query_string": b"",
             "headers": [], "server": ("127.0.0.1", 8501)}  # fmt: skip
    answer = SignInPage(Door(practice, reached)).first_page(Request(scope))
    page = bytes(answer.body).decode()
    assert (NAME in page) is filled_in
    assert 'name="name"' in page


def test_the_door_knows_the_cookie_of_its_own_port_only(practice: Practice) -> None:
    door = Door(practice, Reached())
    assert door.cookie_name == ""
    scope = {"server": ("127.0.0.1", 8501), "headers": [(b"cookie", b"havenline-9=x")]}
    assert door.token_of(scope) == ""
    assert door.cookie_name == "havenline-8501"
