"""What a stranger, or a page gone wrong, cannot do at the door of a running server."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from uuid import uuid4

import pytest

from core.assembly import create_store, open_practice
from tests.browser.knocking import (
    NAME,
    PASSPHRASE,
    Server,
    ask,
    cookie_of,
    fill_in,
    serving,
    sign_in,
)

WRONG = "wrong words here"


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    store = tmp_path_factory.mktemp("strangers") / "store"
    create_store(store, PASSPHRASE, NAME)
    return store


@pytest.fixture
def server(store: Path) -> Iterator[Server]:
    with serving(store) as running:
        yield running


def told(server: Server, cookie: str, where: str, **words: str) -> int:
    body = json.dumps(words)
    return ask(server.address, where, "POST", body, cookie=cookie, x_havenline="1").status


def test_somebody_who_guesses_on_and_on_keeps_nobody_out(server: Server) -> None:
    cookie = cookie_of(sign_in(server.address))
    for n in range(45):
        assert fill_in(server.address, "/sign-in", name=f"guess {n}", secret=WRONG).status == 401
    for _ in range(6):
        answer = fill_in(server.address, "/sign-in", name=NAME, secret=WRONG)
    assert answer.status == 429, "the name itself waits"
    assert told(server, cookie, "/havenline/lock") == 200
    assert told(server, cookie, "/havenline/unlock", secret=WRONG) == 403
    assert told(server, cookie, "/havenline/unlock", secret=PASSPHRASE) == 200
    page = "/account/recovery-code"
    assert fill_in(server.address, page, cookie, secret=PASSPHRASE).status == 200
    server.later(31)
    assert sign_in(server.address).status == 303


def test_only_words_of_our_own_go_into_the_trail(store: Path) -> None:
    client, printed = str(uuid4()), "/havenline/printed"
    with serving(store) as server:
        cookie = cookie_of(sign_in(server.address))
        assert told(server, cookie, printed, page="map", client=client) == 200
        assert told(server, cookie, printed, page="learn", client="") == 200
        for page in ("maralindqvist", "Settings", "", "map/../x"):
            assert told(server, cookie, printed, page=page, client=client) == 204
        assert told(server, cookie, printed, page="map", client="Mara Lindqvist") == 204
    practice = open_practice(store, lambda: PASSPHRASE)
    rows = practice.connection().rows(
        "SELECT detail, client_id FROM audit_trail WHERE action = 'page.printed' ORDER BY seq"
    )
    practice.close()
    expected = [("map", client), ("learn", None), *[("", client)] * 4, ("map", None)]
    assert [(word, str(one) if one else None) for word, one in rows] == expected
