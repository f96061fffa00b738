"""The file that docs/how-to/add-an-approach.md shows is one that works."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from core.approaches.definitions import definitions, read_again, read_definition

PAGE = Path(__file__).parents[2] / "docs" / "how-to" / "add-an-approach.md"


def shown() -> str:
    found = re.search(r"```toml\n(.*?)```", PAGE.read_text(encoding="utf-8"), re.DOTALL)
    assert found
    return found[1]


def test_the_file_on_the_page_is_a_definition() -> None:
    made = read_definition("grief.toml", shown())
    assert made.id == "grief"
    assert [stage.id for stage in made.stages] == ["grief_begin"]
    assert made.indications[0].rules[0].record == "event"


def test_from_a_folder_of_ones_own_it_stands_beside_the_others(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    (tmp_path / "grief.toml").write_text(shown(), encoding="utf-8")
    monkeypatch.setenv("HAVENLINE_APPROACHES", str(tmp_path))
    read_again()
    try:
        assert "grief" in definitions()
    finally:
        monkeypatch.undo()
        read_again()
