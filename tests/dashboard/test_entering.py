"""Adding and changing things on screen, as a therapist does it.

A dialog is a fragment, which AppTest cannot rerun by itself, so each form is put on a page
of its own here; that the buttons open them in a real browser is in tests/browser.
"""

from __future__ import annotations

from collections.abc import Callable

from streamlit.testing.v1 import AppTest

from core.assembly import Practice
from core.exchange.sample import sample_id
from core.outcomes.flags import still_open
from core.outcomes.model import Administration
from dashboard import workspace
from dashboard.components.words import own_words
from tests.dashboard.conftest import Screen

TOBIAS = sample_id("HL-107")
MAREN = sample_id("HL-101")


def form(practice: Practice, script: Callable[..., None], *args: object) -> AppTest:
    workspace.use(practice)
    return AppTest.from_function(script, args=args, default_timeout=30).run()


def press(at: AppTest, label: str) -> AppTest:
    return next(b for b in at.button if b.label == label).click().run()


def new_client() -> None:
    from dashboard.caseload.screen import _new_client
    from dashboard.workspace import start_run

    _new_client(start_run())


def new_episode(client_id: object) -> None:
    from dashboard.triggers.entering import quick_entry
    from dashboard.workspace import start_run

    quick_entry(start_run(), client_id)


def test_a_new_client_is_added_with_a_name_and_a_code(empty_practice: Practice) -> None:
    at = form(empty_practice, new_client)
    at.text_input(key="caseload.new.name").set_value("Ines Okafor")
    at.text_input(key="caseload.new.code").set_value("io-1")
    press(at, "Add")
    assert not at.error
    names = empty_practice.services().clients.names(empty_practice.actor)
    assert [(one.code, one.name) for one in names] == [("IO-1", "Ines Okafor")]


def test_a_code_in_use_is_refused_and_what_was_typed_stays(sample_practice: Practice) -> None:
    at = form(sample_practice, new_client)
    at.text_input(key="caseload.new.name").set_value("Somebody Else")
    at.text_input(key="caseload.new.code").set_value("HL-101")
    press(at, "Add")
    assert "another client has this code already" in at.error[0].value
    assert at.text_input(key="caseload.new.name").value == "Somebody Else"


def test_a_new_episode_shows_its_chain(screen: Screen, sample_practice: Practice) -> None:
    at = form(sample_practice, new_episode, TOBIAS)
    at.text_area(key=f"triggers.{TOBIAS}.new.what").set_value("Sister rang twice; let it ring.")
    at.multiselect(key=f"triggers.{TOBIAS}.new.cue").set_value(["demand_closeness"])
    at.multiselect(key=f"triggers.{TOBIAS}.new.did").set_value(["withdraw"])
    press(at, "Save the episode")
    assert not at.error
    screen.open("triggers", "HL-107")
    assert "Sister rang twice" in screen.words
    assert "Asked for more closeness → withdraw" in screen.words


def test_an_episode_without_a_situation_is_refused_in_a_sentence(
    sample_practice: Practice,
) -> None:
    at = press(form(sample_practice, new_episode, TOBIAS), "Save the episode")
    assert [error.value for error in at.error] == ["Situation: please fill this in."]


def test_two_people_editing_the_same_goal_lose_nothing(sample_practice: Practice) -> None:
    """The second to save sees both texts, and the first text stays saved."""
    services, actor = sample_practice.services(), sample_practice.actor
    goal = services.sessions.goals(actor, MAREN)[0]

    def edit(client_id: object, was: object) -> None:
        from dashboard.sessions.entering import edit_goal
        from dashboard.workspace import start_run

        edit_goal(start_run(), client_id, was)

    at = form(sample_practice, edit, MAREN, goal)
    services.sessions.save_goal(actor, goal.amended(words="Saved by a colleague"))
    at.text_area(key=f"sessions.goals.{MAREN}.{goal.id}.{goal.version}.words").set_value(
        "Typed here meanwhile"
    )
    press(at, "Save")
    assert "changed by someone else" in at.error[0].value
    both = "\n".join(text.value for text in at.text)
    assert "Typed here meanwhile" in both
    assert "Saved by a colleague" in both
    press(at, "Save")
    again = services.sessions.goals(actor, MAREN)
    assert "Typed here meanwhile" in [one.words for one in again]


def test_an_acknowledgement_closes_the_flag(sample_practice: Practice) -> None:
    services, actor = sample_practice.services(), sample_practice.actor
    ewan = sample_id("HL-106")
    flagged = next(f for f in services.outcomes.flags(actor, ewan) if f.acknowledged is None)

    def answer(one: object) -> None:
        from dashboard.outcomes.acknowledge import acknowledge
        from dashboard.workspace import start_run

        acknowledge(start_run(), one)

    at = press(form(sample_practice, answer, flagged), "Save and close the flag")
    assert "Say what was done" in at.error[0].value
    key = f"acknowledge.{flagged.administration.id}.{flagged.flag.item}"
    at.multiselect(key=f"{key}.actions").set_value(["discussed", "plan"])
    press(at, "Save and close the flag")
    after = services.outcomes.flags(actor, ewan)
    assert next(f for f in after if f.administration.id == flagged.administration.id).acknowledged


def test_one_acknowledgement_covers_the_ticked_flags_of_a_form(sample_practice: Practice) -> None:
    services, actor = sample_practice.services(), sample_practice.actor
    made = Administration(
        client_id=TOBIAS, instrument="c-ssrs-screener", instrument_version="1",
        taken_on=sample_practice.today(), answers=(1, 1, 1, 0, 0, 0),
    )  # fmt: skip
    services.outcomes.record(actor, made)
    first, *others = services.outcomes.flags(actor, TOBIAS)

    def answer(one: object, more: object) -> None:
        from dashboard.outcomes.acknowledge import acknowledge
        from dashboard.workspace import start_run

        acknowledge(start_run(), one, more)

    at = form(sample_practice, answer, first, others)
    assert [box.value for box in at.checkbox] == [True, True, True]
    at.checkbox[2].set_value(False)
    at.multiselect(key=f"acknowledge.{made.id}.1.actions").set_value(["discussed"])
    press(at, "Save and close the ticked flags")
    left = still_open(services.outcomes.flags(actor, TOBIAS))
    assert [flagged.flag.item for flagged in left] == [3]


def test_a_link_saved_with_fresh_eyes_is_reviewed_today(sample_practice: Practice) -> None:
    services, actor = sample_practice.services(), sample_practice.actor
    formulation = services.formulation.formulation(actor, MAREN)
    link = next(one for one in formulation.links if not one.evidence_for)

    def review(client_id: object, whole: object, one: object) -> None:
        from dashboard.map.entering import edit_link
        from dashboard.workspace import start_run

        edit_link(start_run(), client_id, whole, one)

    at = form(sample_practice, review, MAREN, formulation, link)
    at.text_area(key=f"map.link.{MAREN}.{link.id}.{link.version}.etext").set_value(
        "Said it again, unprompted."
    )
    press(at, "Save as reviewed today")
    saved = next(
        one for one in services.formulation.formulation(actor, MAREN).links if one.id == link.id
    )
    assert saved.reviewed_on == sample_practice.today()
    assert [evidence.text for evidence in saved.evidence_for] == ["Said it again, unprompted."]


def test_a_half_written_note_stays_with_its_own_client(sample_practice: Practice) -> None:
    """What was typed for one partner never appears in the other partner's form."""

    def write(client_id: object) -> None:
        from dashboard.sessions.entering import edit_session
        from dashboard.workspace import start_run

        edit_session(start_run(), client_id, None, planned=False)

    dafydd, leena = sample_id("HL-104"), sample_id("HL-105")
    first = form(sample_practice, write, dafydd)
    first.text_area(key=f"sessions.held.{dafydd}.new.note").set_value("For Dafydd only").run()
    keys = [area.key for area in form(sample_practice, write, leena).text_area]
    assert keys == [f"sessions.held.{leena}.new.note"]


def test_ones_own_words_are_kept_as_other() -> None:
    """AppTest cannot type a new option; what becomes of one is plain Python."""
    assert own_words("cue_types", "stuck between floors") == "other: stuck between floors"
    assert own_words("cue_types", "Slow or missing reply") == "reply_delay"
    assert own_words("cue_types", "other: rain") == "other: rain"
    assert own_words("cue_types", "declined") == "declined"


def test_making_a_couple_of_two_clients(sample_practice: Practice) -> None:
    def couple(client_id: object) -> None:
        from dashboard.map.coupling import edit_couple
        from dashboard.workspace import start_run

        edit_couple(start_run(), client_id, None)

    at = press(form(sample_practice, couple, TOBIAS), "Save")
    assert at.error[0].value.startswith("Partner: choose the partner")
    at.selectbox(key=f"map.couple.{TOBIAS}.new.partner").set_value(sample_id("HL-106"))
    at.text_input(key=f"map.couple.{TOBIAS}.new.name").set_value("The long corridor")
    press(at, "Save")
    services, actor = sample_practice.services(), sample_practice.actor
    made = services.clients.couple_of(actor, sample_id("HL-106"))
    assert made is not None
    assert made.cycle_name == "The long corridor"
