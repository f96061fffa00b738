"""A small made-up approach in a folder of one's own, for tests."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from core.approaches.definitions import OWN_FOLDER, read_again

WALKS = """
id = "lantern_walks"
label = "Lantern walks"
full_name = "Lantern walks (made up for a test)"
summary = "Talks while walking after dark."
order = 45

[[aims]]
id = "places"
label = "Places that comfort"
kinds = ["strength"]

[[stages]]
id = "walk_out"
label = "Walking out"
exit = [{ id = "walk_turned", words = "The turning point was reached" }]

[[stages]]
id = "walk_home"
label = "Walking home"

[[indications]]
id = "likes_walking"
words = "The client likes walking"
rules = [{ record = "node", kinds = ["strength"] }]
sources = ["made_up"]

[[cautions]]
reason = "icy_path"
label = "Icy path"
why = "Wait for thaw."
sources = ["made_up"]

[[readiness]]
id = "shoes"
words = "Has good shoes"
sources = ["made_up"]

[[evidence]]
id = "calm"
indication = "Restless evenings"
grade = "E"
said = "Nobody has counted yet."
sources = ["made_up"]

[sources]
made_up = { reference = "Made up for a test", address = "" }
"""


@pytest.fixture
def own_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A folder of one's own, empty; call `read_again` after a file was put in or taken out."""
    folder = tmp_path / "approaches"
    folder.mkdir()
    monkeypatch.setenv(OWN_FOLDER, str(folder))
    yield folder
    monkeypatch.undo()
    read_again()


def put(folder: Path, text: str, name: str = "walks.toml") -> None:
    """Write a file into the folder and read the definitions again."""
    (folder / name).write_text(text, encoding="utf-8")
    read_again()
