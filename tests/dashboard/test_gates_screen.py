"""The banner over paused work: what the clinician reads, and what a shared screen never shows."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

from core.approaches.model import Caution, Weighing, weighing_id
from core.assembly import Practice
from core.clients.model import Client, Couple
from core.sessions.safety import Concern
from dashboard import workspace
from tests.dashboard.conftest import opened
from tests.dashboard.test_entering import form, press
from tests.people import CLINICIAN, JONAS, MARA, phq9

EMDR, COUPLE = "emdr_processing", "couple_enactment"
SECRET = "Zwetschgenmus"


@pytest.fixture
def practice(tmp_path: Path) -> Iterator[Practice]:
    """Mara and Jonas, a couple, each with an empty safety record."""
    made = opened(tmp_path / "store", _filled)
    yield made
    workspace.use(made)
    workspace.current().share_screen(False)
    made.close()


@pytest.fixture(autouse=True)
def _links(monkeypatch: pytest.MonkeyPatch) -> None:
    """A script without navigation cannot link to a page; its links are drawn as words."""
    monkeypatch.setattr("dashboard.approach.gates.screen.page_link", lambda *to: st.text(to[-1]))


def _filled(practice: Practice) -> None:
    services = practice.services()
    for client in (MARA, JONAS):
        services.clients.save(practice.actor, client)
    services.clients.save_couple(practice.actor, Couple(client_id=MARA.id, partner_id=JONAS.id))


def keep(practice: Practice, client: Client, **more: object) -> Concern:
    fields = {"client_id": client.id, "kind": "suicide", "acute": True, "what": SECRET,
              "noted_on": practice.today()}  # fmt: skip
    return practice.services().sessions.save_concern(CLINICIAN, Concern(**(fields | more)))


def banner(gate: str, share: bool) -> None:
    import streamlit as st

    from dashboard.approach.gates.screen import paused
    from dashboard.workspace import start_run
    from tests.people import MARA

    workspace = start_run()
    workspace.share_screen(share)
    st.query_params["client"] = str(MARA.id)
    workspace.follow_address()
    held = paused(workspace, MARA, gate)
    st.text("PAUSED" if held else "FREE")


def writing(gate: str) -> None:
    import streamlit as st

    from dashboard.approach.gates.entering import go_on
    from dashboard.workspace import start_run
    from tests.people import JONAS, MARA

    workspace = start_run()
    standing = workspace.services.gates.standing(workspace.actor, MARA.id, gate)
    if standing.paused:
        go_on(workspace, MARA, standing, {JONAS.id: JONAS.name})
    st.text("PAUSED" if standing.paused else "FREE")


def drawn(practice: Practice, gate: str, *, share: bool = False) -> AppTest:
    at = form(practice, banner, gate, share)
    assert not at.exception
    return at


def words(at: AppTest) -> str:
    kinds = ("markdown", "caption", "warning", "text", "info")
    found = [str(one.value) for kind in kinds for one in at.get(kind)]
    found += [button.label for button in at.button]
    return "\n".join(found).replace("\\", "").replace("\u00a0", " ")


def test_nothing_recorded_draws_nothing(practice: Practice) -> None:
    for gate in (EMDR, COUPLE):
        assert words(drawn(practice, gate)) == "FREE"


def test_it_says_why_since_when_where_and_what_stays_possible(practice: Practice) -> None:
    keep(practice, MARA)
    caution = Caution(reason="suicide_acute", found="present", on=practice.today())
    practice.services().approaches.save_weighing(
        CLINICIAN,
        Weighing(
            id=weighing_id(MARA.id, "efit"), client_id=MARA.id, approach="efit", cautions=(caution,)
        ),
    )
    said = words(drawn(practice, EMDR))
    on = f"{practice.today().day} {practice.today():%b %Y}"
    for part in (
        "EMDR from phase 3 on is paused",
        f"**Suicide thoughts or plans**, acute · noted {on} · safety record",
        f"**Acute suicide risk** · found present {on} · weighing of ",
        f"Paused for work from {on} on: assessing a target, sets, installing, body scan.",
        "closing what is open, looking again, recording earlier days",
        "act by your service's protocol",
        "Go on, with a reason", "Open the safety record", "PAUSED",
    ):  # fmt: skip
        assert part in said
    assert SECRET not in said


def test_a_partners_violence_is_named_to_the_clinician_with_whose_file(practice: Practice) -> None:
    keep(practice, JONAS, kind="partner_violence", acute=False)
    said = words(drawn(practice, COUPLE))
    assert "Violence from a partner" in said
    assert "in the file of Jonas Lindqvist" in said
    assert "The other partner's view, report and copy of the file hold none of this." in said
    assert words(drawn(practice, EMDR)) == "FREE"


@pytest.mark.parametrize("kind", ["partner_violence", "suicide"])
@pytest.mark.parametrize("whose", [MARA, JONAS])
def test_a_shared_screen_shows_neither_cause_nor_nature_of_any(
    practice: Practice, kind: str, whose: Client
) -> None:
    """The same words for every cause: a gap for violence alone would tell."""
    keep(practice, whose, kind=kind)
    practice.services().outcomes.record(CLINICIAN, phq9(MARA, 12, practice.today(), item_9=2))
    said = words(drawn(practice, COUPLE, share=True))
    assert said == "Paused. The reason is in the file.\nPAUSED"


def test_a_shared_screen_does_not_tell_that_one_went_on(practice: Practice) -> None:
    keep(practice, MARA)
    at = form(practice, writing, EMDR)
    at.text_area(key=f"approach.gates.{MARA.id}.{EMDR}.{MARA.id}").set_value("Supervised.")
    press(at, "Go on")
    assert words(drawn(practice, EMDR, share=True)) == "FREE"


def test_an_answer_nobody_looked_at_is_told_beside_it_and_pauses_nothing(
    practice: Practice,
) -> None:
    record = practice.services().outcomes.record
    record(CLINICIAN, phq9(MARA, 12, practice.today(), item_9=2))
    said = words(drawn(practice, EMDR))
    assert "answered 2 on" in said
    assert "not looked at yet. It pauses nothing." in said
    assert "FREE" in said


class TestGoingOn:
    def test_a_blank_reason_is_refused(self, practice: Practice) -> None:
        keep(practice, MARA)
        at = form(practice, writing, EMDR)
        press(at, "Go on")
        assert "write why you go on" in at.error[0].value
        assert "PAUSED" in words(drawn(practice, EMDR))

    def test_after_it_a_quiet_line_says_so_and_pauses_again(self, practice: Practice) -> None:
        keep(practice, MARA)
        at = form(practice, writing, EMDR)
        at.text_area(key=f"approach.gates.{MARA.id}.{EMDR}.{MARA.id}").set_value("*Seen* with GP.")
        press(at, "Go on")
        at = drawn(practice, EMDR)
        assert "Going on since" in words(at)
        assert "“*Seen* with GP.”" in words(at)
        assert not at.warning
        press(at, "Pause again")
        assert at.warning
        assert practice.services().approaches.overrides(CLINICIAN, MARA.id) == []

    def test_two_files_ask_for_a_reason_each_and_say_where_it_is_kept(
        self, practice: Practice
    ) -> None:
        for client in (MARA, JONAS):
            keep(practice, client, kind="partner_violence")
        at = form(practice, writing, COUPLE)
        titles = [area.label.replace("\\", "") for area in at.text_area]
        assert titles == [
            "Why you go on (kept in this file only)",
            "Why you go on (kept in the file of Jonas Lindqvist only)",
        ]
        for client, why in ((MARA, "Hers."), (JONAS, "His.")):
            at.text_area(key=f"approach.gates.{MARA.id}.{COUPLE}.{client.id}").set_value(why)
        press(at, "Go on")
        for client, why in ((MARA, "Hers."), (JONAS, "His.")):
            (kept,) = practice.services().approaches.overrides(CLINICIAN, client.id)
            assert kept.reason == why
        (folded,) = drawn(practice, COUPLE).expander
        assert folded.label.endswith("with a reason in the file of Jonas Lindqvist")
        assert "His." in folded.markdown[0].value.replace("\\", "")

    def test_a_later_change_says_that_the_decision_counts_no_more(self, practice: Practice) -> None:
        one = keep(practice, MARA)
        at = form(practice, writing, EMDR)
        at.text_area(key=f"approach.gates.{MARA.id}.{EMDR}.{MARA.id}").set_value("Supervised.")
        press(at, "Go on")
        practice.services().sessions.save_concern(CLINICIAN, one.amended(what="Worse since."))
        said = words(drawn(practice, EMDR))
        assert "does not count any more: something new stands" in said
        assert "Supervised." not in said
