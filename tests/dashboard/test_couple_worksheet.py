"""The couple's worksheet: halves, what may be shown, sessions, injuries and change events."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from core.assembly import Practice
from core.clients.couple_changes import half_of
from core.clients.model import Agreed, Couple, HalfCycle, Injury
from core.sessions.safety import Concern
from dashboard import workspace
from tests.dashboard.conftest import Screen, opened
from tests.dashboard.test_entering import form, press
from tests.people import JONAS, MARA, TOVE, days_ago, node, seen

NAMES = {MARA.id: MARA.name, JONAS.id: JONAS.name}


@pytest.fixture
def practice(tmp_path: Path) -> Iterator[Practice]:
    """Mara and Jonas as a couple with nothing noted; Tove without a partner."""
    made = opened(tmp_path / "store", _filled)
    yield made
    workspace.use(made)
    workspace.current().share_screen(False)
    made.close()


def _filled(practice: Practice) -> None:
    services = practice.services()
    for client in (MARA, JONAS, TOVE):
        services.clients.save(practice.actor, client)
    services.clients.save_couple(practice.actor, Couple(client_id=MARA.id, partner_id=JONAS.id))


def now(practice: Practice) -> Couple:
    found = practice.services().clients.couple_of(practice.actor, MARA.id)
    assert found is not None
    return found


def change(practice: Practice, **more: object) -> Couple:
    return practice.services().clients.save_couple(practice.actor, now(practice).amended(**more))


def dialog(name: str, owner: object = None, place: int | None = None) -> None:
    """Open one dialog of the worksheet on Mara's page."""
    from dashboard.approach.couple import agreeing, entering, events, logging_sessions
    from dashboard.approach.couple.people import nodes_of
    from dashboard.workspace import start_run
    from tests.people import JONAS, MARA

    space = start_run()
    space.pick(MARA.id)
    couple = space.services.clients.couple_of(space.actor, MARA.id)
    names = {MARA.id: MARA.name, JONAS.id: JONAS.name}
    if name == "half":
        entering.edit_half(space, MARA.id, couple, owner, names[owner])
    elif name == "agree":
        agreeing.agree(space, MARA.id, couple, owner, names, nodes_of(space, couple, MARA.id))
    elif name == "name":
        entering.name_cycle(space, MARA.id, couple)
    elif name == "log":
        logging_sessions.log_couple_session(space, MARA, couple)
    elif name == "logged":
        logging_sessions.edit_couple_session(space, MARA, couple, couple.log[place])
    elif name == "injury":
        was = None if place is None else couple.injuries[place]
        events.edit_injury(space, MARA.id, couple, names, was)
    else:
        was = None if place is None else couple.events[place]
        events.edit_event(space, MARA.id, couple, names, was)


def widget(at: AppTest, kind: str, ending: str) -> object:
    return next(one for one in at.get(kind) if str(one.key).endswith(ending))


def fill(at: AppTest, kind: str, ending: str, value: object) -> None:
    widget(at, kind, ending).set_value(value)  # type: ignore[attr-defined]


def test_a_half_is_filled_in_for_its_owner_and_a_field_put_on_the_owners_map(
    practice: Practice,
) -> None:
    at = form(practice, dialog, "half", JONAS.id)
    fill(at, "text_input", ".fear", "That I get it wrong again")
    fill(at, "selectbox", ".fear.node", "new")
    fill(at, "selectbox", ".cue", "demand_closeness")
    press(at, "Save")
    assert not at.error
    half = half_of(now(practice), JONAS.id)
    assert (half.cue, half.agreed) == ("demand_closeness", ())
    made = practice.services().formulation.formulation(practice.actor, JONAS.id).nodes
    assert [(one.kind, one.name, one.shareable) for one in made] == [
        ("belief", "That I get it wrong again", False)
    ]
    assert [(one.field, one.node_id) for one in half.nodes] == [("fear", made[0].id)]
    assert practice.services().formulation.formulation(practice.actor, MARA.id).nodes == ()


def test_a_field_can_stand_for_a_node_that_is_there(practice: Practice) -> None:
    cue = practice.services().formulation.save_node(practice.actor, node(MARA, "No answer"))
    at = form(practice, dialog, "half", MARA.id)
    fill(at, "selectbox", ".cue.node", str(cue.id))
    press(at, "Save")
    assert [one.node_id for one in half_of(now(practice), MARA.id).nodes] == [cue.id]


def test_nothing_is_put_on_the_map_without_words(practice: Practice) -> None:
    at = form(practice, dialog, "half", MARA.id)
    fill(at, "selectbox", ".action.node", "new")
    press(at, "Save")
    assert "say the words first" in at.error[0].value
    assert now(practice).halves == ()


def test_what_may_be_shown_is_ticked_by_field_and_falls_away_with_other_words(
    practice: Practice,
) -> None:
    change(practice, halves=(HalfCycle(client_id=JONAS.id, fear="Alone", action="stonewall"),))
    at = form(practice, dialog, "agree", JONAS.id)
    assert [box.value for box in at.checkbox] == [False, False]
    widget(at, "checkbox", ".fear").check()  # type: ignore[attr-defined]
    press(at, "Save")
    agreed = half_of(now(practice), JONAS.id).agreed
    assert agreed == (Agreed(field="fear", on=practice.today(), words="Alone"),)

    at = form(practice, dialog, "half", JONAS.id)
    fill(at, "text_input", ".fear", "Ashamed")
    press(at, "Save")
    assert half_of(now(practice), JONAS.id).agreed == ()


def test_a_half_changed_by_somebody_else_meanwhile_is_not_written_over(practice: Practice) -> None:
    at = form(practice, dialog, "half", JONAS.id)
    fill(at, "text_input", ".fear", "Mine")
    services = practice.services()
    original = services.clients.save_couple
    couple = now(practice)
    original(practice.actor, couple.amended(halves=(HalfCycle(client_id=JONAS.id, fear="Theirs"),)))
    press(at, "Save")
    assert half_of(now(practice), JONAS.id).fear == "Theirs"


def test_a_session_is_logged_with_its_step_and_enactments(practice: Practice) -> None:
    session = seen(MARA, days_ago(2000))
    for one in (session, seen(JONAS, days_ago(2000)), seen(MARA, days_ago(1990))):
        practice.services().sessions.save(practice.actor, one)
    at = form(practice, dialog, "log")
    fill(at, "number_input", ".enactments", 2)
    fill(at, "selectbox", ".step.", "step2")
    press(at, "Save")
    assert not at.error
    entry = now(practice).log[0]
    assert (entry.step, entry.enactments, entry.session_id) == ("step2", 2, session.id)


def test_a_log_entry_needs_a_word_and_can_be_taken_out(practice: Practice) -> None:
    at = form(practice, dialog, "log")
    press(at, "Save")
    assert "Say at least one thing" in at.error[0].value
    fill(at, "text_area", ".note", "Short hour.")
    press(at, "Save")
    at = form(practice, dialog, "logged", None, 0)
    press(at, "Take out of the log")
    assert now(practice).log == ()


def test_enactments_are_not_asked_for_while_they_are_paused(practice: Practice) -> None:
    concern = Concern(client_id=JONAS.id, kind="partner_violence", noted_on=practice.today())
    practice.services().sessions.save_concern(practice.actor, concern)
    at = form(practice, dialog, "log")
    fill(at, "selectbox", ".session", "day")
    at.run()
    assert not at.number_input
    assert any("paused on this day" in one.value for one in at.caption)


def test_an_injury_belongs_to_one_and_is_not_agreed_to_by_itself(practice: Practice) -> None:
    at = form(practice, dialog, "injury")
    fill(at, "text_input", ".headline", "The ward, alone")
    fill(at, "selectbox", ".owner", JONAS.id)
    fill(at, "selectbox", ".node", "new")
    press(at, "Save")
    assert not at.error
    hurt = now(practice).injuries[0]
    assert (hurt.owner, hurt.agreed_on) == (JONAS.id, None)
    events = practice.services().formulation.formulation(practice.actor, JONAS.id).nodes
    assert [(one.kind, one.id) for one in events] == [("event", hurt.node_id)]

    at = form(practice, dialog, "agree", JONAS.id)
    next(b for b in at.checkbox if "ward" in b.label).check()
    press(at, "Save")
    assert now(practice).injuries[0].agreed_on == practice.today()
    at = form(practice, dialog, "injury", None, 0)
    fill(at, "text_input", ".headline", "The ward, and you at work")
    press(at, "Save")
    assert now(practice).injuries[0].agreed_on is None


def test_an_injury_needs_a_headline_and_an_event_its_kind(practice: Practice) -> None:
    assert "fill this in" in press(form(practice, dialog, "injury"), "Save").error[0].value
    assert "choose one" in press(form(practice, dialog, "event"), "Save").error[0].value


def test_a_change_event_is_entered_and_changed(practice: Practice) -> None:
    at = form(practice, dialog, "event")
    fill(at, "selectbox", ".event", "reengage")
    fill(at, "selectbox", ".whose", JONAS.id)
    press(at, "Save")
    assert [(e.event, e.client_id) for e in now(practice).events] == [("reengage", JONAS.id)]
    at = form(practice, dialog, "event", None, 0)
    fill(at, "text_input", ".note", "Stayed in the room")
    press(at, "Save")
    assert [one.note for one in now(practice).events] == ["Stayed in the room"]


def worksheet(practice: Practice, client_id: object) -> Screen:
    workspace.use(practice)
    screen = Screen()
    screen.at.session_state[f"approach.view.{client_id}"] = "eft_couples"
    screen.at.switch_page("app_pages/approach.py")
    screen.at.query_params["client"] = str(client_id)
    screen.at.run()
    return screen


@pytest.mark.parametrize("fill_it", [lambda _: None, lambda p: _a_lot(p)], ids=["empty", "a lot"])
def test_the_worksheet_is_drawn_with_nothing_and_with_a_lot(
    practice: Practice, fill_it: Callable[[Practice], None]
) -> None:
    fill_it(practice)
    screen = worksheet(practice, JONAS.id)
    assert not screen.at.exception
    assert [one.value for one in screen.at.error] == []
    assert "Stages, steps and sessions" in screen.words


def _a_lot(practice: Practice) -> None:
    from core.approaches.log import SessionStep

    injuries = tuple(Injury(owner=MARA.id, headline=f"Hurt {n}" * 20) for n in range(40))
    log = tuple(SessionStep(on=days_ago(n), step=f"step{n % 9 + 1}") for n in range(300))
    change(practice, injuries=injuries, log=log)


def test_somebody_without_a_partner_is_told_how_to_begin(practice: Practice) -> None:
    at = form(practice, _alone)
    assert "No partner is linked" in at.info[0].value
    assert [b.label for b in at.button] == ["Link a partner"]


def _alone() -> None:
    from dashboard.approach.couple.screen import couple_worksheet
    from dashboard.workspace import start_run
    from tests.people import TOVE

    space = start_run()
    space.pick(TOVE.id)
    couple_worksheet(space, TOVE)


def test_a_session_one_came_to_alone_is_never_offered_for_the_log_of_both(
    practice: Practice,
) -> None:
    practice.services().sessions.save(practice.actor, seen(MARA, days_ago(3)))
    practice.services().sessions.save(practice.actor, seen(JONAS, days_ago(4)))
    at = form(practice, dialog, "log")
    assert widget(at, "selectbox", ".session").options == ["Another day"]
