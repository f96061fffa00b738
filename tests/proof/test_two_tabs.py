"""Two tabs, or eight threads, on one session note: nothing anybody wrote is lost."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from uuid import UUID

from streamlit.testing.v1 import AppTest

from core.assembly import Practice
from core.checking import check_practice
from core.errors import StaleEdit
from core.exchange.sample import sample_id
from core.sessions.model import Session
from tests.dashboard.conftest import empty_practice, sample_practice
from tests.dashboard.test_entering import form, press
from tests.dashboard.test_round_trip import session as session_form

__all__ = ["empty_practice", "sample_practice"]
MAREN = sample_id("HL-101")
FIRST = "First tab: she said it at the door, <b>twice</b>."
SECOND = "Second tab: he came back after an hour."


def a_note(practice: Practice) -> Session:
    """The newest session of Maren's that was held."""
    held = practice.services().sessions.sessions(practice.actor, MAREN)
    return [one for one in held if one.attendance == "attended"][-1]


def tab_on(practice: Practice, note: Session) -> AppTest:
    return form(practice, session_form, "edit_session", MAREN, note)


def write(tab: AppTest, note: Session, words: str) -> AppTest:
    area = tab.text_area(key=f"sessions.held.{MAREN}.{note.id}.{note.version}.note")
    area.set_value(words).run()
    return tab


def kept(practice: Practice, note_id: UUID) -> list[str]:
    return [one.note for one in practice.services().sessions._sessions.versions(note_id)]


def test_the_second_tab_to_save_sees_both_texts_and_both_stay(sample_practice: Practice) -> None:
    note = a_note(sample_practice)
    before = kept(sample_practice, note.id)
    one, two = tab_on(sample_practice, note), tab_on(sample_practice, note)
    write(one, note, FIRST)
    write(two, note, SECOND)
    press(one, "Save the session")
    assert not one.error
    press(two, "Save the session")
    assert [error.value.split(".")[0] for error in two.error] == [
        "This entry was changed by someone else while you were editing"
    ]
    both = "\n".join(text.value for text in two.text)
    assert f"Yours: {SECOND}" in both
    assert f"Saved: {FIRST}" in both
    assert two.text_area[0].value == SECOND, "what was typed is still in the form"
    assert kept(sample_practice, note.id) == [*before, FIRST]
    press(two, "Save the session")
    assert not two.error
    assert kept(sample_practice, note.id) == [*before, FIRST, SECOND]
    assert check_practice(sample_practice).problems == ()


def test_a_tab_that_closes_after_the_warning_has_changed_nothing(
    sample_practice: Practice,
) -> None:
    note = a_note(sample_practice)
    one, two = tab_on(sample_practice, note), tab_on(sample_practice, note)
    press(write(one, note, "Saved by the first."), "Save the session")
    press(write(two, note, "Given up."), "Save the session")
    press(two, "Close and keep what is typed")
    assert kept(sample_practice, note.id)[-1] == "Saved by the first."


def saved_by_others(error: StaleEdit, words: str) -> Session:
    """The newer text, handed over together with one's own."""
    yours, theirs = error.yours, error.theirs
    assert isinstance(yours, Session)
    assert isinstance(theirs, Session)
    assert yours.note == words
    return theirs


def test_eight_at_the_same_moment_each_get_their_text_in_once(sample_practice: Practice) -> None:
    note = a_note(sample_practice)
    before = kept(sample_practice, note.id)

    def save(words: str) -> int:
        services, base, refused = sample_practice.services(), note, 0
        while True:
            try:
                services.sessions.save(sample_practice.actor, base.amended(note=words))
            except StaleEdit as error:
                refused, base = refused + 1, saved_by_others(error, words)
            else:
                return refused

    with ThreadPoolExecutor(8) as people:
        refused = list(people.map(save, [f"Person {number}" for number in range(8)]))
    after = kept(sample_practice, note.id)
    assert after[: len(before)] == before
    assert sorted(after[len(before) :]) == [f"Person {number}" for number in range(8)]
    assert sum(refused) >= 7
    assert check_practice(sample_practice).problems == ()
