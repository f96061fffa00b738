"""The file that names a practice's own login: what is wrong with it, in one sentence."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from core.assembly import create_store
from core.errors import InvalidEntry
from dashboard.door.login_settings import LoginSettings, read_login_settings
from tests.browser.knocking import NAME, PASSPHRASE

GOOD = {
    "client_id": "a", "client_secret": "b",
    "server_metadata_url": "https://login.example/.well-known/openid-configuration",
}  # fmt: skip
WELL_KNOWN = "login.example/.well-known/openid-configuration"
BAD: list[tuple[dict[str, object], str]] = [
    ({"client_secret": ""}, "client_secret is missing"),
    ({"server_metadata_url": f"http://{WELL_KNOWN}"}, "begins with https"),
    ({"server_metadata_url": "https://login.example/"}, "ends with"),
    ({"redirect_uri": "https://evil.example/oauth2callback"}, "redirect_uri is the address"),
    ({"redirect_uri": "https://x@notes.example/oauth2callback"}, "redirect_uri is the address"),
    ({"redirect_uri": "http://notes.example/oauth2callback"}, "redirect_uri is the address"),
    ({"redirect_uri": "https://notes.example/oauth2callback?x=1"}, "redirect_uri is the address"),
    ({"fresh_login": "no"}, "true or false"),
    ({"client_kwargs": "x"}, "client_kwargs is not known"),
]


def _read(file: Path, given: dict[str, object]) -> LoginSettings:
    lines = [f"{name} = {json.dumps(value)}" for name, value in given.items()]
    file.write_text("\n".join(["[auth]", *lines]))
    return read_login_settings(file, "https://notes.example", ("notes.example",))


@pytest.mark.parametrize(("wrong", "sentence"), BAD)
def test_a_file_that_will_not_do_is_one_sentence(
    tmp_path: Path, wrong: dict[str, object], sentence: str
) -> None:
    with pytest.raises(InvalidEntry, match=sentence):
        _read(tmp_path / "login.toml", GOOD | wrong)


def test_a_good_file_needs_three_lines(tmp_path: Path) -> None:
    found = _read(tmp_path / "login.toml", dict(GOOD))
    assert found.redirect_uri == "https://notes.example/oauth2callback"
    assert found.issuer == "https://login.example"
    assert found.fresh
    remembered = _read(tmp_path / "login.toml", GOOD | {"fresh_login": False})
    assert "authorize_params" not in remembered.as_secrets()["auth"]["practice"]


def test_a_demo_and_a_store_that_is_not_open_have_no_practice_login(tmp_path: Path) -> None:
    store = tmp_path / "store"
    create_store(store, PASSPHRASE, NAME)
    quiet = {k: v for k, v in os.environ.items() if not k.startswith("HAVENLINE_")}
    run = [sys.executable, "-m", "dashboard.command", "serve", "--store", str(store)]
    done = subprocess.run(
        [*run, "--oidc", str(tmp_path / "none.toml")], env=quiet, capture_output=True, text=True
    )
    assert done.returncode == 2
    assert "open from the start: set HAVENLINE_KEY_FILE" in done.stderr
