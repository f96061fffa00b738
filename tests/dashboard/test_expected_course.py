"""Adding an expected course under Settings: checked first, then shown with what it rests on."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from core.assembly import Practice
from core.outcomes.growth_file import template
from dashboard import workspace
from tests.dashboard.conftest import Screen, opened
from tests.outcomes.test_growth_file import OWN


@pytest.fixture
def practice(tmp_path: Path) -> Iterator[Practice]:
    made = opened(tmp_path / "store", lambda _: None)
    workspace.use(made)
    yield made
    made.close()


@pytest.fixture
def screen(practice: Practice) -> Screen:  # noqa: ARG001
    found = Screen().open("settings")
    found.at.segmented_control(key="settings.part").set_value("Expected course").run()
    assert not found.at.exception
    return found


def send(screen: Screen, content: bytes, turn: int = 0) -> Screen:
    screen.at.file_uploader(key=f"settings.growth.file.{turn}").set_value(
        ("own.toml", content, "application/toml")
    )
    return screen.press("Check and use")


def test_without_a_file_the_page_says_why_there_is_none(screen: Screen) -> None:
    assert "none ships with Havenline" in screen.words
    assert "the person's own trend" in screen.words


def test_a_file_is_shown_with_what_it_rests_on(screen: Screen, practice: Practice) -> None:
    send(screen, OWN.encode())
    for said in (
        "PHQ-9", "adults of one practice, 2019 to 2024 (n = 412)", "Sessions 1 to 20",
        "own analysis, table 2 (one source)", "own.toml",
    ):  # fmt: skip
        assert said in screen.words
    assert len(practice.services().outcomes.growth(practice.actor)) == 1
    screen.press("Take out")
    assert "none ships with Havenline" in screen.words
    assert practice.services().outcomes.growth(practice.actor) == []


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (template().encode(), "own.toml: norm_group: fill in whom the figures come from"),
        (OWN.replace("sigma = 3.1", "sigma = -1").encode(), "own.toml: sigma: must be above 0"),
        (b"\xff\xfe\x00", "not plain text in UTF-8"),
        (b"#" * 100_000, "too long for an expected course"),
        (b"", "own.toml: instrument: "),
    ],
)
def test_a_mistake_is_told_in_a_sentence_and_nothing_is_kept(
    screen: Screen, practice: Practice, content: bytes, said: str
) -> None:
    send(screen, content)
    assert said in screen.words
    assert practice.services().outcomes.growth(practice.actor) == []


def test_nothing_chosen_is_told(screen: Screen) -> None:
    assert "Choose a file first." in screen.press("Check and use").words
