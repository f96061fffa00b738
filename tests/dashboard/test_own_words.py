"""Rating what the client put in their own words: one form, one save, nothing typed is lost."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from uuid import UUID

import pytest
from streamlit.testing.v1 import AppTest

from core.assembly import Practice
from core.errors import StorageError
from core.sessions.model import Goal, GoalRating, Problem, ProblemRating
from core.sessions.service import SessionService
from dashboard import workspace
from tests.dashboard.conftest import opened
from tests.dashboard.test_entering import press
from tests.people import MARA

Words = tuple[Problem, Goal]


@pytest.fixture
def practice(tmp_path: Path) -> Iterator[Practice]:
    """Mara's file, open for every test anew."""
    made = opened(tmp_path / "store", lambda p: p.services().clients.save(p.actor, MARA) and None)
    workspace.use(made)
    yield made
    made.close()


@pytest.fixture
def words(practice: Practice) -> Words:
    sessions, actor, on = (
        practice.services().sessions,
        practice.actor,
        practice.today(),
    )
    rated = (ProblemRating(on=on, value=8), ProblemRating(on=on, value=6))
    freeze = Problem(client_id=MARA.id, words="I freeze when he *raises* his voice.", ratings=rated)
    ask = Goal(client_id=MARA.id, words="Ask once.", ratings=(GoalRating(on=on, value=2),))
    return sessions.save_problem(actor, freeze), sessions.save_goal(actor, ask)


def page() -> None:
    from dashboard.outcomes.personal import own_words
    from dashboard.workspace import start_run
    from tests.people import MARA

    run = start_run()
    run.pick(MARA.id)
    own_words(run, run.services.clients.open(run.actor, MARA.id))


def edit(kind: str, was: object) -> None:
    from dashboard.outcomes.personal import edit_words
    from dashboard.workspace import start_run
    from tests.people import MARA

    edit_words(start_run(), MARA.id, kind, was)


def drawn(script: Callable[..., None] = page, *args: object) -> AppTest:
    at = AppTest.from_function(script, args=args, default_timeout=30).run()
    assert not at.exception
    return at


def read(at: AppTest) -> str:
    kinds = ("markdown", "caption", "info", "error")
    said = "\n".join(str(e.value) for kind in kinds for e in at.get(kind))
    return said.replace("\\", "")


def ratings(practice: Practice) -> dict[UUID, list[int]]:
    sessions, actor = practice.services().sessions, practice.actor
    every = [*sessions.problems(actor, MARA.id), *sessions.goals(actor, MARA.id)]
    return {one.id: [rating.value for rating in one.ratings] for one in every}


def scale(at: AppTest, record_id: UUID, turn: int = 0) -> object:
    return at.segmented_control(key=f"outcomes.own.{MARA.id}.{turn}.{record_id}")


def test_an_empty_section_says_what_to_do(practice: Practice) -> None:
    at = drawn()
    assert "Add what troubles them most" in read(at)
    assert [b.label for b in at.button] == ["Add a problem", "Add a goal"]
    assert ratings(practice) == {}


def test_both_ends_and_the_direction_are_written_at_every_scale(words: Words) -> None:
    at = drawn()
    problem, goal = (scale(at, one.id) for one in words)
    assert (problem.options[0], problem.options[-1]) == (
        "0 not at all troubling", "10 as bad as it can be",
    )  # fmt: skip
    assert (goal.options[0], goal.options[-1]) == ("0 not at all", "10 reached")
    assert problem.label.endswith("(lower is better)")
    assert goal.label.endswith("(higher is better)")
    assert "no verdict" in read(at)
    assert "8 to 6 since" in read(at)


def test_one_save_keeps_what_was_asked_and_leaves_the_rest(
    practice: Practice, words: Words
) -> None:
    problem, goal = words
    at = drawn()
    scale(at, problem.id).set_value(3)
    press(at, "Save the ratings")
    assert ratings(practice) == {problem.id: [8, 6, 3], goal.id: [2]}
    assert scale(at, problem.id, turn=1).value is None


def test_nothing_chosen_is_told_and_nothing_saved(practice: Practice, words: Words) -> None:
    at = press(drawn(), "Save the ratings")
    assert "Nothing is rated yet" in at.error[0].value
    assert ratings(practice) == {words[0].id: [8, 6], words[1].id: [2]}


def test_what_was_chosen_stays_when_it_cannot_be_saved(
    practice: Practice, words: Words, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> None:
        raise StorageError("The disk is full. Make room and save again.")

    problem, goal = words
    at = drawn()
    scale(at, problem.id).set_value(3)
    with monkeypatch.context() as patch:
        patch.setattr(SessionService, "rate", full)
        press(at, "Save the ratings")
    assert "The disk is full" in at.error[0].value
    assert scale(at, problem.id).value == 3
    press(at, "Save the ratings")
    assert ratings(practice) == {problem.id: [8, 6, 3], goal.id: [2]}


def test_a_closed_problem_is_asked_about_no_more(words: Words) -> None:
    problem, goal = words
    at = drawn(edit, "problem", problem)
    at.selectbox(key=f"outcomes.problem.{MARA.id}.{problem.id}.1.status").set_value("closed")
    press(at, "Save")
    again = drawn()
    assert [one.key.rpartition(".")[2] for one in again.segmented_control] == [str(goal.id)]
    assert "Problem, closed" in read(again)
    assert [e.label for e in again.expander] == ["Not asked about any more (1)"]


def test_a_wrong_rating_is_taken_out_and_its_version_stays(
    practice: Practice, words: Words
) -> None:
    problem, _ = words
    at = drawn(edit, "problem", problem)
    at.selectbox(key=f"outcomes.problem.{MARA.id}.{problem.id}.1.wrong").set_value(0)
    at.text_input(key=f"outcomes.problem.{MARA.id}.{problem.id}.1.note").set_value("After the row")
    press(at, "Save")
    (kept,) = practice.services().sessions.problems(practice.actor, MARA.id)
    assert [(r.value, r.note) for r in kept.ratings] == [(6, "After the row")]
    assert kept.version == 2


@pytest.mark.parametrize("kind", ["problem", "goal"])
def test_a_new_one_needs_words(practice: Practice, kind: str) -> None:
    at = press(drawn(edit, kind, None), "Save")
    assert at.error[0].value == "Words: please fill this in."
    at.text_area(key=f"outcomes.{kind}.{MARA.id}.new.words").set_value("The post on the mat.")
    press(at, "Save")
    assert not at.error
    assert list(ratings(practice).values()) == [[]]


def test_who_may_only_read_sees_the_courses_and_no_form(
    practice: Practice, words: Words, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(workspace.Workspace, "may", lambda _, action: action == "file.read")
    at = drawn()
    assert (len(at.button), len(at.segmented_control)) == (0, 0)
    assert "Ask once." in read(at)
    assert ratings(practice).keys() == {one.id for one in words}
