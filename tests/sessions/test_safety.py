"""The safety record: what stands, closing with a reason, the brief on screen and on paper."""

from __future__ import annotations

import pytest

from core.assembly import Services
from core.clients.model import Client
from core.errors import InvalidEntry, StaleEdit
from core.reports.service import document_file
from core.sessions.brief import Brief, brief
from core.sessions.brief_lines import BriefLine
from core.sessions.safety import Concern, check_concern, in_order, standing_words
from tests.people import CLINICIAN, MARA, TODAY, days_ago


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
    ],
)
def test_nothing_stops_standing_without_a_reason(more: dict[str, object], says: str) -> None:
    known = concern()
    with pytest.raises(InvalidEntry, match=says):
        check_concern(known.amended(**more), known)


def test_it_can_be_closed_changed_and_opened_again() -> None:
    known = concern()
    closed = known.amended(closed_on=TODAY, closed_because="Reviewed twice, nothing since.")
    check_concern(closed, known)
    check_concern(closed.amended(closed_on=None, closed_because=""), closed)
    check_concern(known.amended(acute=True, what="Worse."), known)
    check_concern(concern(state="asked_none"), None)


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
