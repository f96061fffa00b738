"""Who needs attention and why: each reason when it is due, and not a day before."""

from __future__ import annotations

from datetime import date

import pytest

from core.assembly import Services
from core.clients.caseload import CaseloadQuery, CaseloadRow
from core.clients.model import Client
from core.outcomes.model import Administration
from tests.people import (
    CLINICIAN,
    JONAS,
    MARA,
    PIET,
    TODAY,
    TOVE,
    acknowledged,
    days_ago,
    filled_in,
    phq9,
    plan,
    planned,
    seen,
    target,
)


@pytest.fixture
def settled(services: Services, mara: Client) -> Client:
    """Mara with nothing that needs attention: seen last week, measured, planned, reviewed."""
    services.sessions.save(CLINICIAN, seen(mara, days_ago(7)))
    services.sessions.save(CLINICIAN, planned(mara, days_ago(-7)))
    services.outcomes.record(CLINICIAN, phq9(mara, 12, days_ago(60)))
    services.outcomes.record(CLINICIAN, phq9(mara, 12, days_ago(7)))
    services.approaches.save_plan(CLINICIAN, plan(mara, TODAY))
    return mara


def row(services: Services, client: Client = MARA) -> CaseloadRow:
    everyone = services.clients.caseload(CLINICIAN, CaseloadQuery(status="all"))
    return next(one for one in everyone.rows if one.facts.id == client.id)


def sentences(services: Services, client: Client = MARA) -> list[str]:
    return [reason.sentence for reason in row(services, client).reasons]


def kinds(services: Services, client: Client = MARA) -> list[str]:
    return [reason.kind for reason in row(services, client).reasons]


def record(services: Services, administration: Administration) -> Administration:
    return services.outcomes.record(CLINICIAN, administration)


def test_a_client_for_whom_everything_is_in_hand_has_no_reason(
    services: Services, settled: Client
) -> None:
    assert sentences(services) == []
    assert row(services, settled).scores == (12, 12)


def test_a_new_client_only_has_no_session_planned(services: Services, mara: Client) -> None:
    assert sentences(services, mara) == ["No next session is planned."]


@pytest.mark.usefixtures("settled")
class TestRiskAnswers:
    def test_an_endorsed_item_is_a_reason_with_its_day(self, services: Services) -> None:
        record(services, phq9(MARA, 12, days_ago(3), item_9=1))
        assert sentences(services) == [
            "PHQ-9 item 9 (death / self-harm thoughts) answered 1 on 8 Jun, not yet acknowledged."
        ]

    def test_an_item_left_out_is_a_reason_of_its_own(self, services: Services) -> None:
        record(services, filled_in(MARA, "phq-9", "22221120-", days_ago(3)))
        assert sentences(services) == [
            "PHQ-9 item 9 (death / self-harm thoughts) left unanswered on 8 Jun (not asked, not a "
            "no)."
        ]

    def test_an_acknowledged_answer_is_no_reason_any_more(self, services: Services) -> None:
        flagged = record(services, phq9(MARA, 12, days_ago(3), item_9=1))
        services.outcomes.acknowledge(CLINICIAN, acknowledged(flagged, 9, TODAY))
        assert sentences(services) == []

    def test_acknowledging_one_answer_leaves_the_other_open(self, services: Services) -> None:
        first = record(services, phq9(MARA, 12, days_ago(5), item_9=1))
        record(services, phq9(MARA, 12, days_ago(3), item_9=2))
        services.outcomes.acknowledge(CLINICIAN, acknowledged(first, 9, TODAY))
        assert sentences(services) == [
            "PHQ-9 item 9 (death / self-harm thoughts) answered 2 on 8 Jun, not yet acknowledged."
        ]

    def test_the_newest_is_named_and_the_others_are_counted(self, services: Services) -> None:
        record(services, phq9(MARA, 12, days_ago(5), item_9=1))
        record(services, filled_in(MARA, "core-10", "2222232222", days_ago(3)))
        record(services, filled_in(MARA, "phq-9", "22221120-", days_ago(4)))
        assert sentences(services) == [
            "CORE-10 item 6 (plans to end life) answered 3 on 8 Jun, not yet acknowledged; and 1 "
            "more.",
            "PHQ-9 item 9 (death / self-harm thoughts) left unanswered on 7 Jun (not asked, not a "
            "no).",
        ]

    def test_acknowledging_another_item_does_not_close_it(self, services: Services) -> None:
        flagged = record(services, phq9(MARA, 12, days_ago(3), item_9=1))
        services.outcomes.acknowledge(CLINICIAN, acknowledged(flagged, 8, TODAY))
        assert kinds(services) == ["risk_item"]

    def test_an_answer_corrected_to_none_is_no_reason_any_more(self, services: Services) -> None:
        flagged = record(services, phq9(MARA, 12, days_ago(3), item_9=1))
        record(services, flagged.amended(answers=phq9(MARA, 12, TODAY).answers))
        assert sentences(services) == []

    def test_a_measure_entered_by_mistake_counts_no_more(self, services: Services) -> None:
        flagged = record(services, phq9(MARA, 27, days_ago(3), item_9=3))
        assert kinds(services) == ["risk_item", "worse"]
        services.outcomes.retire(CLINICIAN, flagged, "Another person's form.")
        assert sentences(services) == []
        assert row(services).scores == (12, 12)


@pytest.mark.usefixtures("settled")
class TestGettingWorse:
    @pytest.mark.parametrize(("total", "worse"), [(17, False), (18, True), (19, True)])
    def test_it_takes_the_published_number_of_points(
        self, services: Services, total: int, worse: bool
    ) -> None:
        record(services, phq9(MARA, total, TODAY))
        assert kinds(services) == (["worse"] if worse else [])

    def test_it_says_how_far_from_where(self, services: Services) -> None:
        record(services, phq9(MARA, 18, TODAY))
        assert sentences(services) == [
            "PHQ-9 is 6 points worse than at the start (12 to 18; 6 is reliable)."
        ]

    def test_every_measure_that_got_worse_is_named(self, services: Services) -> None:
        record(services, phq9(MARA, 18, TODAY))
        record(services, filled_in(MARA, "gad-7", "0000000", days_ago(40)))
        record(services, filled_in(MARA, "gad-7", "3333330", TODAY))
        assert sentences(services) == [
            "GAD-7 is 18 points worse than at the start (0 to 18; 4 is reliable).",
            "PHQ-9 is 6 points worse than at the start (12 to 18; 6 is reliable).",
        ]

    def test_one_good_score_is_no_level_and_three_are(self, services: Services) -> None:
        """The single best of several scores is good by chance (tests/outcomes/test_best_level)."""
        for days, total in ((55, 4), (50, 11), (0, 17)):
            record(services, phq9(MARA, total, days_ago(days)))
        assert sentences(services) == []
        for days, total in ((54, 5), (53, 6)):
            record(services, phq9(MARA, total, days_ago(days)))
        assert sentences(services) == [
            "PHQ-9 is 11 points worse than its best level (6 or lower three times, now 17; "
            "6 is reliable)."
        ]

    def test_a_measure_where_higher_is_better_and_no_figure_exists_is_never_worse(
        self, services: Services
    ) -> None:
        record(services, filled_in(MARA, "csi-16", "6" + "5" * 15, days_ago(40)))
        record(services, filled_in(MARA, "csi-16", "0" * 16, TODAY))
        assert sentences(services) == []

    def test_two_on_one_day_keep_their_order(self, services: Services) -> None:
        record(services, phq9(MARA, 20, TODAY, order=0))
        record(services, phq9(MARA, 13, TODAY, order=1))
        assert sentences(services) == []
        assert row(services).scores == (12, 12, 20, 13)


@pytest.mark.usefixtures("settled")
class TestWorkThatIsDue:
    def test_a_target_closed_incomplete(self, services: Services) -> None:
        kept = services.approaches.save_target(CLINICIAN, target(MARA))
        assert sentences(services) == ["An EMDR target was closed incomplete."]
        services.approaches.save_target(CLINICIAN, kept.amended(status="complete"))
        assert sentences(services) == []

    def test_what_was_taken_out_of_view_counts_no_more(self, services: Services) -> None:
        kept = services.approaches.save_target(CLINICIAN, target(MARA))
        services.approaches.save_target(CLINICIAN, kept.model_copy(update={"retired": True}))
        assert sentences(services) == []

    @pytest.mark.parametrize(("review", "due"), [(1, True), (0, False), (-1, False)])
    def test_a_review_is_due_once_its_day_has_passed(
        self, services: Services, review: int, due: bool
    ) -> None:
        services.approaches.save_plan(CLINICIAN, plan(MARA, days_ago(review)))
        assert sentences(services) == (["The plan was due for review on 10 Jun."] if due else [])

    def test_a_plan_that_has_ended_needs_no_review(self, services: Services) -> None:
        services.approaches.save_plan(CLINICIAN, plan(MARA, days_ago(9), status="ended"))
        assert sentences(services) == []


@pytest.mark.parametrize(("days", "due"), [(28, False), (29, True)])
def test_four_weeks_without_a_session_are_a_long_gap(
    services: Services, mara: Client, days: int, due: bool
) -> None:
    services.sessions.save(CLINICIAN, seen(mara, days_ago(days)))
    services.sessions.save(CLINICIAN, planned(mara, TODAY))
    expected = [f"Last seen on {13 if days == 29 else 14} May."]
    assert sentences(services) == (expected if due else [])


@pytest.mark.parametrize(("day", "due"), [(0, False), (-9, False), (1, True)])
def test_a_session_planned_for_today_is_still_ahead(
    services: Services, mara: Client, day: int, due: bool
) -> None:
    services.sessions.save(CLINICIAN, planned(mara, days_ago(day)))
    assert kinds(services) == (["no_session"] if due else [])


@pytest.mark.parametrize(("days", "due"), [(42, False), (43, True)])
def test_six_weeks_without_a_measure_are_a_reason(
    services: Services, mara: Client, days: int, due: bool
) -> None:
    services.sessions.save(CLINICIAN, planned(mara, TODAY))
    record(services, phq9(mara, 12, days_ago(days)))
    assert sentences(services) == (["Last scored measure on 29 Apr."] if due else [])


def test_two_sessions_without_any_measure_are_a_reason(services: Services, mara: Client) -> None:
    services.sessions.save(CLINICIAN, planned(mara, TODAY))
    services.sessions.save(CLINICIAN, seen(mara, days_ago(14)))
    assert sentences(services) == []
    services.sessions.save(CLINICIAN, seen(mara, days_ago(7)))
    assert sentences(services) == ["No measure has a score yet."]


def test_a_measure_that_could_not_be_scored_is_not_called_unrecorded(
    services: Services, mara: Client
) -> None:
    services.sessions.save(CLINICIAN, planned(mara, TODAY))
    for days in (14, 7):
        services.sessions.save(CLINICIAN, seen(mara, days_ago(days)))
    record(services, filled_in(mara, "phq-9", "22-211200", days_ago(7)))
    assert sentences(services) == ["No measure has a score yet."]


def test_an_ended_therapy_has_no_work_that_is_due(services: Services) -> None:
    services.clients.save(CLINICIAN, PIET)
    for days in (90, 80):
        services.sessions.save(CLINICIAN, seen(PIET, days_ago(days)))
    assert sentences(services, PIET) == []
    record(services, phq9(PIET, 12, days_ago(80), item_9=1))
    assert kinds(services, PIET) == ["risk_item"]


def test_one_clients_reasons_are_never_anothers(services: Services, settled: Client) -> None:
    services.clients.save(CLINICIAN, JONAS)
    record(services, phq9(JONAS, 20, days_ago(2), item_9=2))
    services.approaches.save_target(CLINICIAN, target(JONAS))
    assert sentences(services, settled) == []


@pytest.mark.parametrize("trouble", ["nothing", "flag", "unanswered", "worse", "target",
                                     "review", "gap", "no measure", "old measure"])  # fmt: skip
def test_the_filter_shows_exactly_those_with_a_reason(
    services: Services, mara: Client, trouble: str
) -> None:
    far: date = days_ago(50)
    services.sessions.save(CLINICIAN, planned(mara, TODAY))
    last = far if trouble == "gap" else days_ago(7)
    for day in (last, last):
        services.sessions.save(CLINICIAN, seen(mara, day))
    if trouble != "no measure":
        record(services, phq9(mara, 12, far if trouble == "old measure" else days_ago(9)))
    if trouble in ("flag", "worse"):
        record(services, phq9(mara, 18, days_ago(8), item_9=int(trouble == "flag")))
    if trouble == "unanswered":
        record(services, filled_in(mara, "phq-9", "22221120-", days_ago(8)))
    if trouble == "target":
        services.approaches.save_target(CLINICIAN, target(mara))
    if trouble == "review":
        services.approaches.save_plan(CLINICIAN, plan(mara, days_ago(1)))
    assert bool(kinds(services)) == (trouble != "nothing")
    filtered = services.clients.caseload(CLINICIAN, CaseloadQuery(needs_attention=True))
    assert filtered.found == int(trouble != "nothing")


def test_tove_is_measured_by_her_own_main_measure(services: Services) -> None:
    services.clients.save(CLINICIAN, TOVE)
    record(services, phq9(TOVE, 3, days_ago(7)))
    record(services, filled_in(TOVE, "pcl-5", "2" * 20, days_ago(7)))
    assert row(services, TOVE).scores == (40,)
