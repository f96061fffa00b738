"""The safety record on the client page: adding, changing, closing, and a shared screen."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from core.assembly import Practice
from core.sessions.safety import Concern
from dashboard import workspace
from dashboard.client.safety_view import safety_page
from tests.dashboard.conftest import Screen, opened
from tests.dashboard.test_entering import form, press
from tests.people import CLINICIAN, MARA, TODAY, days_ago

KEY = f"client.safety.{MARA.id}"


@pytest.fixture
def practice(tmp_path: Path) -> Iterator[Practice]:
    """Mara alone, her safety record empty."""
    made = opened(tmp_path / "store", lambda p: _filled(p))
    workspace.use(made)
    yield made
    made.close()


def _filled(practice: Practice) -> None:
    practice.services().clients.save(practice.actor, MARA)


def page() -> Screen:
    screen = Screen()
    screen.at.switch_page("app_pages/client.py")
    screen.at.query_params["client"] = str(MARA.id)
    screen.at.run()
    assert not screen.at.exception
    return screen


def share(screen: Screen) -> None:
    next(t for t in screen.at.toggle if t.label == "Screen-share mode").set_value(True).run()


def unshare(screen: Screen) -> None:
    next(t for t in screen.at.toggle if t.label == "Screen-share mode").set_value(False).run()


def kept(practice: Practice) -> list[Concern]:
    return practice.services().sessions.concerns(CLINICIAN, MARA.id)


def keep(practice: Practice, **more: object) -> Concern:
    fields = {"client_id": MARA.id, "kind": "suicide", "noted_on": practice.today()}
    return practice.services().sessions.save_concern(CLINICIAN, Concern(**(fields | more)))


def concern(**more: object) -> Concern:
    return Concern(**({"client_id": MARA.id, "kind": "suicide", "noted_on": days_ago(10)} | more))


def add() -> None:
    from dashboard.client.safety import add_concern
    from dashboard.workspace import start_run
    from tests.people import MARA

    add_concern(start_run(), MARA.id)


def edit() -> None:
    from dashboard.client.safety import edit_concern
    from dashboard.workspace import start_run
    from tests.people import MARA

    workspace = start_run()
    edit_concern(workspace, workspace.services.sessions.concerns(workspace.actor, MARA.id)[0])


class TestEntering:
    def test_a_concern_is_added_and_stands(self, practice: Practice) -> None:
        assert "That is not a no." in page().words
        at = form(practice, add)
        at.selectbox(key=f"{KEY}.new.kind").set_value("suicide")
        at.radio(key=f"{KEY}.new.state").set_value("now")
        at.checkbox(key=f"{KEY}.new.acute").set_value(True)
        at.text_area(key=f"{KEY}.new.what").set_value("Thoughts <b>most</b> evenings.")
        press(at, "Save")
        (one,) = kept(practice)
        assert (one.kind, one.acute, one.stands) == ("suicide", True, True)
        words = page().words
        assert "Suicide thoughts or plans** · **acute**" in words
        assert "Thoughts <b>most</b> evenings." in words
        assert "act by your service's protocol" in words

    def test_asked_and_not_found_is_an_entry_and_does_not_stand(self, practice: Practice) -> None:
        at = form(practice, add)
        at.selectbox(key=f"{KEY}.new.kind").set_value("self_harm")
        at.radio(key=f"{KEY}.new.state").set_value("asked_none")
        press(at, "Save")
        assert [one.state for one in kept(practice)] == ["asked_none"]
        words = page().words
        assert "not found" in words
        assert "Not recorded as asked: suicide thoughts or plans, harm to others" in words

    @pytest.mark.parametrize(
        ("kind", "state", "acute", "says"),
        [
            (None, "now", False, "Choose what it is about"),
            ("suicide", None, False, "Choose what it is about"),
            ("suicide", "asked_none", True, "this is for what stands now"),
        ],
    )
    def test_half_an_entry_is_not_kept_and_nothing_typed_is_lost(
        self, practice: Practice, kind: str | None, state: str | None, acute: bool, says: str
    ) -> None:
        at = form(practice, add)
        at.selectbox(key=f"{KEY}.new.kind").set_value(kind)
        at.radio(key=f"{KEY}.new.state").set_value(state)
        at.checkbox(key=f"{KEY}.new.acute").set_value(acute)
        at.text_area(key=f"{KEY}.new.what").set_value("Long words.")
        press(at, "Save")
        assert says in at.error[0].value
        assert at.text_area(key=f"{KEY}.new.what").value == "Long words."
        assert kept(practice) == []

    def test_it_is_closed_with_a_reason_and_opened_again(self, practice: Practice) -> None:
        one = keep(practice, acute=True)
        at = form(practice, edit)
        at.checkbox(key=f"{KEY}.{one.id}.1.closed").set_value(True)
        press(at, "Save")
        assert "closed with a reason; say why" in at.error[0].value
        at.text_input(key=f"{KEY}.{one.id}.1.because").set_value("Reviewed twice.")
        press(at, "Save")
        (closed,) = kept(practice)
        assert (closed.stands, closed.closed_because) == (False, "Reviewed twice.")
        assert "Reviewed twice." in page().words
        at = form(practice, edit)
        at.checkbox(key=f"{KEY}.{one.id}.2.closed").set_value(False)
        press(at, "Save")
        (again,) = kept(practice)
        assert (again.stands, again.closed_because, again.acute) == (True, "", True)

    def test_a_reason_without_its_tick_is_asked_about(self, practice: Practice) -> None:
        one = keep(practice)
        at = form(practice, edit)
        at.text_input(key=f"{KEY}.{one.id}.1.because").set_value("Over.")
        press(at, "Save")
        assert "Tick that it does not stand any more" in at.error[0].value
        assert kept(practice)[0].stands

    def test_it_stops_being_acute_with_a_reason_that_is_shown(self, practice: Practice) -> None:
        one = keep(practice, acute=True)
        at = form(practice, edit)
        at.text_input(key=f"{KEY}.{one.id}.1.eased").set_value("Three *calm* weeks.")
        press(at, "Save")
        assert "Untick that it is acute" in at.error[0].value
        at.checkbox(key=f"{KEY}.{one.id}.1.acute").set_value(False)
        at.text_input(key=f"{KEY}.{one.id}.1.eased").set_value(" ")
        press(at, "Save")
        assert "say why it is no longer acute" in at.error[0].value
        at.text_input(key=f"{KEY}.{one.id}.1.eased").set_value("Three *calm* weeks.")
        press(at, "Save")
        (eased,) = kept(practice)
        assert (eased.stands, eased.acute, eased.version) == (True, False, 2)
        assert "No longer acute: Three" in page().words
        at = form(practice, edit)
        assert f"{KEY}.{one.id}.2.eased" not in {field.key for field in at.text_input}
        press(at, "Save")
        assert kept(practice)[0].not_acute_because == "Three *calm* weeks."


class TestSharedScreen:
    def test_violence_leaves_no_trace_and_the_rest_stays(self, practice: Practice) -> None:
        keep(practice, what="Alpenglow", next_check=practice.today())
        keep(practice, kind="partner_violence", what="Zwetschgenmus", acute=True)
        screen = page()
        assert "Zwetschgenmus" in screen.words
        share(screen)
        try:
            assert "Alpenglow" in screen.words
            assert "Zwetschgenmus" not in screen.words
            assert "iolence" not in screen.words
            assert "Open" not in {button.label for button in screen.at.button}
        finally:
            unshare(screen)

    def test_a_covered_page_never_says_that_nothing_is_recorded(self, practice: Practice) -> None:
        screen = page()
        share(screen)
        try:
            empty = screen.words
            keep(practice, kind="partner_violence")
            again = screen.at.run() and screen.words
        finally:
            unshare(screen)
        assert empty == again
        assert "Nothing is recorded" not in empty
        assert "whether there is any or not" in empty

    def test_with_and_without_a_private_entry_the_shared_page_is_the_same(self) -> None:
        shown = [concern(), concern(kind="relapse", state="asked_none")]
        for state in ("now", "past", "asked_none"):
            secret = concern(kind="partner_violence", state=state, next_check=days_ago(1))
            assert safety_page([*shown, secret], TODAY, covered=True) == safety_page(
                shown, TODAY, covered=True
            )
        assert safety_page([secret], TODAY, covered=True) == safety_page([], TODAY, covered=True)


def test_words_of_others_stay_words() -> None:
    nasty = "# big | `x` <script> $a$ :red[b] [c](d)"
    (line,) = safety_page([concern(what=nasty, told=nasty)], TODAY, covered=False).standing
    assert r"\# big \| \`x\` \<script\>" in line.words
    assert line.words.count(r"\$a\$ \:red\[b\]") == 2


def test_a_lot_of_entries_is_one_page() -> None:
    many = [concern(kind="relapse", state="past") for _ in range(400)]
    found = safety_page([*many, concern()], TODAY, covered=False)
    assert (len(found.standing), len(found.others)) == (1, 400)
    every: Callable[[str], bool] = found.not_recorded.__contains__
    assert every("violence from a partner")
    assert not every("relapse")
