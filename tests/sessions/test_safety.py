"""The safety record: what stands, closing with a reason, the brief on screen and on paper."""

from __future__ import annotations

import pytest

from core.approaches.model import Caution, Weighing, weighing_id
from core.assembly import Services
from core.clients.model import Client
from core.errors import InvalidEntry, StaleEdit
from core.reports.service import document_file
from core.sessions.brief import Brief, brief
from core.sessions.brief_lines import BriefLine
from core.sessions.safety import Concern, check_concern, in_order, standing_words
from tests.people import CLINICIAN, MARA, TODAY, days_ago, plan


def concern(**more: object) -> Concern:
    fields = {"client_id": MARA.id, "kind": "suicide", "noted_on": days_ago(10)}
    return Concern(**(fields | more))


def read(services: Services) -> Brief:
    return brief(services.file(CLINICIAN, MARA.id))


def safety(found: Brief) -> list[BriefLine]:
    return [line for s in found.sections if s.heading == "Safety record" for line in s.lines]


def on_paper(services: Services) -> str:
    return document_file(services, CLINICIAN, MARA.id, "brief", "md").decode()


@pytest.mark.parametrize(
    ("more", "stands", "overdue"),
    [
        ({}, True, False),
        ({"next_check": days_ago(-1)}, True, False),
        ({"next_check": TODAY}, True, True),
        ({"next_check": days_ago(9)}, True, True),
        ({"state": "past", "next_check": days_ago(9)}, False, False),
        ({"state": "asked_none", "next_check": days_ago(9)}, False, False),
        ({"closed_on": TODAY, "closed_because": "x", "next_check": days_ago(9)}, False, False),
    ],
)
def test_only_what_stands_can_be_overdue(
    more: dict[str, object], stands: bool, overdue: bool
) -> None:
    one = concern(**more)
    assert (one.stands, one.overdue(TODAY)) == (stands, overdue)


@pytest.mark.parametrize(
    ("more", "says"),
    [
        ({"retired": True}, "never taken out"),
        ({"closed_on": TODAY}, "with a reason"),
        ({"closed_on": TODAY, "closed_because": "   "}, "with a reason"),
        ({"closed_on": days_ago(11), "closed_because": "x"}, "before the day it was noted"),
        ({"kind": ""}, "choose one"),
        ({"kind": "not_asked"}, "choose one"),
        ({"state": "asked_none"}, "with a reason"),
        ({"state": "past"}, "with a reason"),
        ({"kind": "relapse"}, "stays as it is"),
        ({"noted_on": days_ago(9)}, "moved to a later day"),
        ({"noted_on": days_ago(-1)}, "still to come"),
        ({"closed_on": days_ago(-1), "closed_because": "x"}, "still to come"),
    ],
)
def test_nothing_stops_standing_without_a_reason(more: dict[str, object], says: str) -> None:
    known = concern()
    with pytest.raises(InvalidEntry, match=says):
        check_concern(known.amended(**more), known, TODAY)


def test_it_can_be_closed_changed_and_opened_again() -> None:
    known = concern()
    closed = known.amended(closed_on=TODAY, closed_because="Reviewed twice, nothing since.")
    check_concern(closed, known, TODAY)
    check_concern(closed.amended(closed_on=None, closed_because=""), closed, TODAY)
    check_concern(known.amended(acute=True, what="Worse."), known, TODAY)
    check_concern(concern(state="asked_none"), None, TODAY)


def test_a_day_that_was_to_come_when_it_was_kept_does_not_hold_up_a_change() -> None:
    known = concern(noted_on=days_ago(-5), closed_on=days_ago(-9), closed_because="x")
    check_concern(known.amended(what="More."), known, TODAY)


@pytest.mark.parametrize("why", ["", "  ", "Calm since May."])
def test_it_eases_with_a_reason_of_its_own(why: str) -> None:
    known = concern(acute=True, not_acute_because="Calm since May.")
    with pytest.raises(InvalidEntry, match="no longer acute"):
        check_concern(known.amended(acute=False, not_acute_because=why), known, TODAY)
    check_concern(known.amended(acute=False, not_acute_because="Again."), known, TODAY)
    closed = known.amended(acute=False, closed_on=TODAY, closed_because="Over.")
    check_concern(closed, known, TODAY)
    opened = known.amended(acute=False, not_acute_because="Again.")
    check_concern(opened, closed, TODAY)


def test_acute_comes_first_then_the_next_check() -> None:
    late = concern(kind="relapse", next_check=days_ago(1))
    soon = concern(kind="child", next_check=days_ago(-3))
    open_end, acute = concern(kind="adult"), concern(acute=True)
    past = concern(state="past")
    assert in_order([open_end, soon, past, late, acute]) == [acute, late, soon, open_end]


def test_words_say_what_is_known_and_rate_nothing() -> None:
    said = standing_words(concern(acute=True, next_check=days_ago(-2)), TODAY)
    assert said == "Suicide thoughts or plans: acute, noted 1 Jun 2026; next check on 13 Jun 2026."
    assert standing_words(concern(), TODAY).endswith("noted 1 Jun 2026; no next check set.")
    own = standing_words(concern(kind="other: A court date"), TODAY)
    assert own.startswith("A court date: noted")


@pytest.mark.usefixtures("mara")
class TestBrief:
    def test_an_overdue_check_presses_and_comes_first(self, services: Services) -> None:
        services.sessions.save_concern(CLINICIAN, concern(next_check=days_ago(1)))
        found = read(services)
        assert found.sections[0].heading == "Safety record"
        (line,) = safety(found)
        assert (line.pressing, line.page, line.private) == (True, "Client", True)
        assert line.text.endswith("next check was set for 10 Jun 2026.")

    def test_what_does_not_stand_is_not_on_it(self, services: Services) -> None:
        for state in ("past", "asked_none"):
            services.sessions.save_concern(CLINICIAN, concern(state=state))
        assert safety(read(services)) == []

    def test_many_are_cut_and_counted_and_none_presses_by_number(self, services: Services) -> None:
        for _ in range(8):
            services.sessions.save_concern(CLINICIAN, concern(kind="relapse"))
        lines = safety(read(services))
        assert (len(lines), lines[-1].text) == (6, "And 3 more in the safety record.")
        assert not any(line.pressing for line in lines)

    @pytest.mark.parametrize("kind", ["partner_violence", "suicide", "child"])
    def test_paper_says_only_that_there_is_a_record(self, services: Services, kind: str) -> None:
        """The same for every kind, so that the paper does not tell violence by its silence."""
        marker = "Zwetschgenmus"
        one = concern(kind=kind, what=marker, told=marker, acute=True, next_check=days_ago(1))
        services.sessions.save_concern(CLINICIAN, one)
        printed = on_paper(services)
        assert "Safety: see the safety record." in printed
        for word in (marker, "acute", "iolence", "uicide", "Child at risk", "10 Jun"):
            assert word not in printed

    def test_paper_says_nothing_where_nothing_stands(self, services: Services) -> None:
        services.sessions.save_concern(CLINICIAN, concern(kind="partner_violence", state="past"))
        assert "afety" not in on_paper(services)


class TestKeeping:
    def test_each_save_is_kept_as_a_version_and_audited(
        self, services: Services, mara: Client
    ) -> None:
        first = services.sessions.save_concern(CLINICIAN, concern())
        closed = first.amended(closed_on=TODAY, closed_because="Reviewed.")
        services.sessions.save_concern(CLINICIAN, closed)
        (kept,) = services.sessions.concerns(CLINICIAN, mara.id)
        assert (kept.version, kept.stands, kept.closed_because) == (2, False, "Reviewed.")
        with pytest.raises(StaleEdit):
            services.sessions.save_concern(CLINICIAN, first.amended(what="Too late."))

    def test_taking_one_out_is_refused(self, services: Services, mara: Client) -> None:
        kept = services.sessions.save_concern(CLINICIAN, concern())
        with pytest.raises(InvalidEntry):
            services.sessions.save_concern(CLINICIAN, kept.amended(retired=True))
        assert len(services.sessions.concerns(CLINICIAN, mara.id)) == 1


def weighed(reason: str, **more: object) -> Weighing:
    found = Caution(reason=reason, found="present", on=days_ago(3))
    made = weighing_id(MARA.id, "emdr")
    return Weighing(id=made, client_id=MARA.id, approach="emdr", cautions=(found,), **more)


@pytest.mark.usefixtures("mara")
class TestWhatAWeighingFound:
    def test_the_brief_says_that_work_is_paused_on_the_screen_only(
        self, services: Services
    ) -> None:
        services.sessions.save_concern(CLINICIAN, concern(acute=True))
        paused = "EMDR from phase 3 on is paused."
        assert paused not in [line.text for line in safety(read(services))]
        services.approaches.save_plan(CLINICIAN, plan(MARA, None, approach="emdr"))
        line = next(one for one in safety(read(services)) if one.text == paused)
        assert (line.private, line.page) == (True, "Approach")
        assert "paused" not in on_paper(services)

    def test_a_risk_that_a_weighing_found_and_the_record_does_not_hold(
        self, services: Services
    ) -> None:
        services.approaches.save_weighing(CLINICIAN, weighed("suicide_acute"))
        told = [line.text for line in safety(read(services))]
        assert told == [
            "A caution found on 8 Jun 2026 is not in the safety record yet: suicide thoughts or "
            "plans (EMDR)."
        ]
        assert "caution" not in on_paper(services)
        services.sessions.save_concern(CLINICIAN, concern())
        assert "not in the safety record" not in repr(read(services))
