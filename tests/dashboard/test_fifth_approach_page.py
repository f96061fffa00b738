"""An approach from a file of one's own on the Approach page, and a file that is wrong."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from core.approaches.definitions import read_again
from core.approaches.model import Plan, StageReached
from core.assembly import Practice
from dashboard import workspace
from tests.approaches.own_folder import WALKS, own_folder, put
from tests.dashboard.conftest import Screen, opened
from tests.people import MARA, days_ago

__all__ = ["own_folder"]


def fill(practice: Practice) -> None:
    """Mara, with a plan of the approach of one's own."""
    services = practice.services()
    services.clients.save(practice.actor, MARA)
    reached = (StageReached(stage="walk_home", on=days_ago(3)),)
    plan = Plan(client_id=MARA.id, approach="lantern_walks", stages=reached)
    services.approaches.save_plan(practice.actor, plan)


@pytest.fixture
def page(own_folder: Path, tmp_path: Path) -> Iterator[Screen]:
    """A tab on Mara's file, whose approach is a file in a folder of one's own."""
    put(own_folder, WALKS)
    practice = opened(tmp_path / "store", fill)
    workspace.use(practice)
    yield Screen()
    practice.close()


def shown(page: Screen, view: str) -> str:
    page.at.switch_page("app_pages/approach.py")
    page.at.query_params["client"] = str(MARA.id)
    page.at.session_state[f"approach.view.{MARA.id}"] = view
    page.at.run()
    assert not page.at.exception
    return page.words


def test_it_stands_beside_the_others_and_has_a_worksheet(page: Screen) -> None:
    words = shown(page, "choose")
    assert "Lantern walks (made up for a test)" in words
    assert "Restless evenings: E" in words
    assert "Walking home" in shown(page, "plan")
    shown(page, "lantern_walks")


def test_without_its_file_the_plan_is_still_read(page: Screen, own_folder: Path) -> None:
    (own_folder / "walks.toml").unlink()
    read_again()
    assert "Lantern walks (made up for a test)" not in shown(page, "choose")
    assert "Walk home" in shown(page, "plan")
    shown(page, "lantern_walks")


def test_a_file_that_is_wrong_is_named_and_the_others_are_there(
    page: Screen, own_folder: Path
) -> None:
    put(own_folder, WALKS.replace("[[stages]]", "[[stage]]", 1))
    words = shown(page, "choose")
    assert "walks.toml" in words
    assert "the others work" in words
    assert "Eye movement desensitisation and reprocessing" in words
