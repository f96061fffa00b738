"""What each role finds in the dashboard, on a practice with several people."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

import pytest

from core.access.actor import Role
from core.access.assignments import Assignment, assignment_id
from core.access.audit import act
from core.assembly import Practice
from core.exchange.demo import fill_with_samples
from core.exchange.sample import sample_id
from core.record import build
from core.store.records import RecordStore
from dashboard import workspace
from dashboard.frame import PAGES
from tests.access.cast import OWNER, actor_of, staffed
from tests.dashboard.conftest import Screen, opened

CODE = "HL-101"
NAMES = ("Maren", "Tolliver")
READING = ("client", "history", "triggers", "map", "approach", "outcomes", "sessions", "reports")


class SignIn(NamedTuple):
    """A sign-in, as the door hands it over."""

    id: str
    account: str


@pytest.fixture(scope="module")
def staffed_practice(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Practice]:
    """The sample clients, with a supervisor and an assistant for one of them."""
    practice = opened(tmp_path_factory.mktemp("staffed") / "store", fill_with_samples)
    staffed(practice)
    practice.demo = False
    store = RecordStore(practice.connection(), "assignment", Assignment)
    client = sample_id(CODE)
    for relation in ("supervisor", "assistant"):
        account = f"the{relation}"
        made = build(
            Assignment, id=assignment_id(client, account), client_id=client, account=account,
            relation=relation,
        )  # fmt: skip
        store.save(made, act(OWNER, "assignment.saved", client))
    yield practice
    practice.close()


def screen_of(practice: Practice, role: Role, sign_in: str = "") -> Screen:
    one = SignIn(sign_in or f"of-{role}", actor_of(role).account)
    workspace.use(practice, lambda: one)
    return Screen()


def everything(screen: Screen) -> str:
    """Also what stands in charts, tables, inputs and links."""
    at = screen.at
    figures = [str(one.proto) for one in at.get("plotly_chart")]
    inputs = [str(one.value) for kind in ("text_input", "text_area") for one in at.get(kind)]
    return "\n".join([screen.words, *figures, *inputs, str(at.main)])


@pytest.mark.parametrize("page", READING)
def test_a_supervisor_reads_every_page_under_the_code(
    staffed_practice: Practice, page: str
) -> None:
    screen = screen_of(staffed_practice, "supervisor").open(page, CODE)
    assert not screen.at.exception
    shown = everything(screen)
    assert CODE in shown
    for name in NAMES:
        assert name not in shown, page
    labels = {button.label for button in screen.at.button}
    assert not labels & {"Add an episode", "Add a node", "Edit details", "Add a goal", "This file"}


@pytest.mark.parametrize("page", READING)
def test_screen_share_mode_shows_no_name_on_any_page(staffed_practice: Practice, page: str) -> None:
    screen = screen_of(staffed_practice, "owner", "sharing").open(page, CODE)
    toggle = next(t for t in screen.at.toggle if t.label == "Screen-share mode")
    toggle.set_value(True).run()
    screen.open(page, CODE)
    shown = everything(screen)
    assert CODE in shown
    for name in NAMES:
        assert name not in shown, page
    toggle = next(t for t in screen.at.toggle if t.label == "Screen-share mode")
    toggle.set_value(False).run()
    assert NAMES[0] in everything(screen.open(page, CODE))


def test_screen_share_mode_is_on_in_every_tab_of_a_sign_in(staffed_practice: Practice) -> None:
    first = screen_of(staffed_practice, "owner", "two tabs").open("client", CODE)
    second = Screen().open("client", CODE)
    next(t for t in first.at.toggle if t.label == "Screen-share mode").set_value(True).run()
    second.at.run()
    assert NAMES[0] not in everything(second)
    assert NAMES[0] not in everything(first.open("caseload"))


def test_an_assistant_finds_dates_and_measures_and_no_notes(staffed_practice: Practice) -> None:
    screen = screen_of(staffed_practice, "assistant")
    for page in ("caseload", "outcomes", "sessions"):
        screen.open(page, CODE if page != "caseload" else "")
        assert not screen.at.exception
        assert not screen.at.error, [error.value for error in screen.at.error]
    shown = everything(screen)
    assert "Steady week" not in shown
    assert "Plan a session" in {button.label for button in screen.at.button}
    assert "Write up a session" not in {button.label for button in screen.at.button}


@pytest.mark.parametrize("role", ["assistant", "auditor"])
def test_a_page_of_no_use_to_a_role_is_not_in_the_navigation(
    staffed_practice: Practice, role: Role
) -> None:
    hidden = [page.name for page in PAGES if role not in page.roles]
    assert "map" in hidden
    for page in hidden:
        screen = screen_of(staffed_practice, role)
        with pytest.raises(ValueError, match="Could not find"):
            screen.at.switch_page(f"app_pages/{page}.py")


def test_an_auditor_reads_the_trail_under_codes(staffed_practice: Practice) -> None:
    screen = screen_of(staffed_practice, "auditor").open("settings")
    shown = everything(screen)
    assert "Seal of the last event" in shown
    for name in NAMES:
        assert name not in shown


def test_a_closed_account_sees_nothing_at_its_next_click(staffed_practice: Practice) -> None:
    screen = screen_of(staffed_practice, "clinician").open("caseload")
    services = staffed_practice.services()
    account = services.accounts.one(actor_of("clinician").account)
    changed = account.amended(active=False)
    services.accounts._accounts.save(changed, act(OWNER, "account.closed"))
    screen.at.run()
    assert "You are signed out" in screen.words
    assert not screen.at.title


@pytest.mark.parametrize("part", ["Practice", "Accounts", "Backup", "Keeping records",
                                  "Audit trail", "Measures", "Expected course",
                                  "Privacy"])  # fmt: skip
def test_every_part_of_the_settings_draws(staffed_practice: Practice, part: str) -> None:
    screen = screen_of(staffed_practice, "owner").open("settings")
    screen.at.segmented_control(key="settings.part").set_value(part).run()
    assert not screen.at.exception
    assert not screen.at.error
