"""The couple view and a shared screen: every page of one partner is searched for the other."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest

from core.access.assignments import Assignment
from core.approaches.definitions import definitions
from core.assembly import Practice
from core.sessions.safety import Concern
from dashboard import workspace
from dashboard.frame import PAGES
from tests.clients.test_couple_private import Planted
from tests.dashboard.conftest import Screen, opened
from tests.keeping.planting import MARK, save
from tests.people import JONAS, MARA, plan

ELSEWHERE = ("caseload", "settings", "learn")


@pytest.fixture(scope="module")
def planted_couple(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Practice]:
    """Mara's file full of markers, and violence noted in it; Jonas in couple work."""
    practice = opened(tmp_path_factory.mktemp("couple") / "store", _fill)
    yield practice
    practice.close()


def _fill(practice: Practice) -> None:
    Planted(practice, MARA)
    assigned = Assignment(client_id=MARA.id, account=practice.actor.account, relation="clinician")
    save(practice.connection(), "assignment", assigned.model_copy(update={"named": True}))
    services = practice.services()
    services.approaches.save_plan(practice.actor, plan(JONAS, None, status="current"))
    services.sessions.save_concern(
        practice.actor,
        Concern(client_id=MARA.id, kind="partner_violence", noted_on=practice.today(),
                what=f"{MARK}999999"),
    )  # fmt: skip


@pytest.fixture
def screen(planted_couple: Practice) -> Iterator[Screen]:
    workspace.use(planted_couple)
    made = Screen()
    yield made
    workspace.current().share_screen(False)


def show(screen: Screen, page: str, view: str = "") -> str:
    """Everything that is sent to the browser for a page of Jonas, figures and tables too."""
    if view:
        screen.at.session_state[f"approach.view.{JONAS.id}"] = view
    screen.at.switch_page(f"app_pages/{page}.py")
    screen.at.query_params["client"] = str(JONAS.id)
    screen.at.run()
    assert not screen.at.exception
    return everything(screen)


def everything(screen: Screen) -> str:
    return "\n".join(str(element.proto) for element in screen.at.main) + screen.words


def marks(text: str) -> set[str]:
    return set(re.findall(rf"{MARK}\d+", text))


@pytest.mark.parametrize("page", [one.name for one in PAGES if one.name not in ELSEWHERE])
def test_no_page_of_one_partner_shows_the_other_on_a_shared_screen(
    screen: Screen, page: str
) -> None:
    workspace.current().share_screen(True)
    assert marks(show(screen, page)) == set()


@pytest.mark.parametrize("view", ["choose", "plan", *definitions()])
def test_no_view_of_the_approach_page_does_either(screen: Screen, view: str) -> None:
    workspace.current().share_screen(True)
    words = show(screen, "approach", view)
    assert marks(words) == set()
    assert "violence" not in words.lower() or view == "choose"


HIDDEN = ("His own fear", "violence", "Paused", "not agreed", "Log a session")


def test_the_couple_view_shows_what_both_agreed_to_and_nothing_else(
    planted_couple: Practice, screen: Screen
) -> None:
    show(screen, "approach", "eft_couples")
    screen.press("Couple view")
    words = everything(screen)
    known = planted_couple.services().clients.code_and_name(planted_couple.actor, MARA.id)
    assert marks(words) <= marks(str(known)), "whose half it is"
    assert marks(words)
    assert all(agreed in words for agreed in ("zqagreed", "zqshown", "Words of both"))
    assert not any(hidden in words for hidden in HIDDEN)
    assert [b.label for b in screen.at.button if b.label] == ["Back to the worksheet"]
    screen.press("Back to the worksheet")
    assert "Stages, steps and sessions" in screen.words


def test_on_a_shared_screen_the_worksheet_is_the_couple_view(screen: Screen) -> None:
    workspace.current().share_screen(True)
    words = show(screen, "approach", "eft_couples")
    assert marks(words) == set()
    assert all(agreed in words for agreed in ("zqagreed", "zqshown", "Words of both"))
    assert not any(hidden in words for hidden in HIDDEN)
