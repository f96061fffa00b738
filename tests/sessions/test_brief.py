"""The preparation brief: what to look at, in order, each line with its page."""

from __future__ import annotations

import pytest

from core.approaches.model import StageReached
from core.assembly import Services
from core.clients.file import ClientFile
from core.clients.model import Asked, Client
from core.formulation.model import Evidence
from core.history.model import Figure
from core.sessions.brief import Brief, BriefLine, brief
from core.sessions.model import Goal, GoalRating, Homework, Problem, ProblemRating
from core.triggers.model import StrategyTried
from tests.people import (
    CLINICIAN,
    MARA,
    TODAY,
    acknowledged,
    days_ago,
    episode,
    filled_in,
    link,
    node,
    phq9,
    plan,
    planned,
    seen,
    target,
)

PAGES = {"Client", "History", "Triggers", "Map", "Approach", "Outcomes", "Sessions"}


@pytest.fixture
def file(services: Services, mara: Client) -> ClientFile:
    """Mara's file before anything was recorded in it."""
    return services.file(CLINICIAN, mara.id)


def read(services: Services) -> Brief:
    return brief(services.file(CLINICIAN, MARA.id))


def under(found: Brief, heading: str) -> list[str]:
    return [line.text for s in found.sections if s.heading == heading for line in s.lines]


def lines(found: Brief) -> list[BriefLine]:
    return [line for section in found.sections for line in section.lines]


def test_an_empty_file_gives_questions_and_no_claims(file: ClientFile) -> None:
    found = brief(file._replace(client=file.client.amended(presenting="")))
    assert [section.heading for section in found.sections] == ["Not known yet"]
    assert [(line.text, line.page) for line in lines(found)] == [
        ("What brings them, in their own words, is not recorded.", "Client"),
        ("No attachment figure is recorded.", "History"),
    ]
    assert all(line.question.endswith("?") for line in lines(found))
    assert not found.empty


def test_a_file_with_nothing_to_say_is_empty(file: ClientFile) -> None:
    nan = Figure(client_id=MARA.id, name="Nan Peg", protective=True)
    found = brief(file._replace(history=file.history._replace(figures=[nan])))
    assert (found.empty, found.sections) == (True, ())


@pytest.mark.usefixtures("mara")
class TestOrder:
    def test_open_risk_answers_come_before_everything_and_press(self, services: Services) -> None:
        services.sessions.save(CLINICIAN, seen(MARA, days_ago(7), promised="A letter"))
        services.outcomes.record(CLINICIAN, phq9(MARA, 18, days_ago(2), item_9=1))
        found = read(services)
        assert found.sections[0].heading == "Risk answers to come back to"
        assert lines(found)[0] == BriefLine(
            "PHQ-9 item 9 (death / self-harm thoughts) answered 1 on 9 Jun 2026.", "Outcomes",
            pressing=True,
        )  # fmt: skip
        assert [line.pressing for line in lines(found)].count(True) == 1

    def test_an_unanswered_risk_item_is_told_as_not_asked(self, services: Services) -> None:
        services.outcomes.record(CLINICIAN, filled_in(MARA, "phq-9", "22221120-", days_ago(2)))
        assert "left unanswered (not asked, not a no)" in lines(read(services))[0].text

    def test_an_acknowledged_answer_is_not_repeated(self, services: Services) -> None:
        flagged = services.outcomes.record(CLINICIAN, phq9(MARA, 18, days_ago(2), item_9=1))
        services.outcomes.acknowledge(CLINICIAN, acknowledged(flagged, 9, TODAY))
        assert not any(line.pressing for line in lines(read(services)))

    def test_sections_follow_the_reading_order_and_every_line_names_its_page(
        self, services: Services
    ) -> None:
        fill(services)
        found = read(services)
        assert [section.heading for section in found.sections] == [
            "Risk answers to come back to", "Since last session", "From last session",
            "Where we are", "Hypotheses to look at again", "Not known yet",
        ]  # fmt: skip
        for line in lines(found):
            assert line.page in PAGES
            assert line.text[0].isupper() or not line.text[0].isalpha()
            assert line.text.endswith((".", "?", "…", "!")), line.text


def fill(services: Services) -> None:
    """Something for every section of Mara's brief."""
    services.outcomes.record(CLINICIAN, phq9(MARA, 16, days_ago(70)))
    services.outcomes.record(CLINICIAN, phq9(MARA, 7, days_ago(3), item_9=1))
    services.triggers.save(CLINICIAN, episode(MARA, days_ago(2), arousal=80))
    services.sessions.save(
        CLINICIAN,
        seen(MARA, days_ago(7), promised="Bring the letter.", note="Spoke of the landing.",
             homework=(Homework(text="Ask once.", outcome="partly"),)),
    )  # fmt: skip
    services.approaches.save_plan(CLINICIAN, plan(MARA, days_ago(1)))
    names = [services.formulation.save_node(CLINICIAN, node(MARA, n)) for n in ("One", "Two")]
    services.formulation.save_link(CLINICIAN, link(*names, proposed_on=days_ago(90)))


@pytest.mark.usefixtures("mara")
class TestSinceLastSession:
    def test_only_episodes_since_the_last_session_held_are_counted(
        self, services: Services
    ) -> None:
        services.sessions.save(CLINICIAN, seen(MARA, days_ago(7)))
        services.sessions.save(CLINICIAN, planned(MARA, days_ago(1)))
        services.triggers.save(CLINICIAN, episode(MARA, days_ago(9), arousal=95))
        services.triggers.save(CLINICIAN, episode(MARA, days_ago(5), arousal=40))
        services.triggers.save(CLINICIAN, episode(MARA, days_ago(2), arousal=70))
        assert under(read(services), "Since last session") == [
            "2 trigger episodes since 4 Jun; highest arousal 70 (0-100): "
            "No answer to the second message."
        ]

    @pytest.mark.parametrize(("days", "counted"), [(8, False), (7, True)])
    def test_an_episode_on_the_day_of_the_session_counts(
        self, services: Services, days: int, counted: bool
    ) -> None:
        services.sessions.save(CLINICIAN, seen(MARA, days_ago(7)))
        services.triggers.save(CLINICIAN, episode(MARA, days_ago(days)))
        assert bool(under(read(services), "Since last session")) == counted

    def test_change_is_told_with_its_reason(self, services: Services) -> None:
        services.outcomes.record(CLINICIAN, phq9(MARA, 16, days_ago(70)))
        services.outcomes.record(CLINICIAN, phq9(MARA, 7, days_ago(3)))
        assert under(read(services), "Since last session") == [
            "PHQ-9 7 on 8 Jun (mild); was 16 on 2 Apr. 9 points lower than at the start "
            "(better): more than measurement error (6 is reliable); now below 10 (screening line)."
        ]

    def test_a_change_within_error_is_told_as_such(self, services: Services) -> None:
        services.outcomes.record(CLINICIAN, phq9(MARA, 12, days_ago(70)))
        services.outcomes.record(CLINICIAN, phq9(MARA, 13, days_ago(3)))
        assert under(read(services), "Since last session")[0].endswith(
            "1 point higher than at the start (worse): within measurement error (6 is reliable); "
            "still at or above 10 (screening line)."
        )

    def test_arousal_on_two_scales_is_compared_by_its_share_of_the_scale(
        self, services: Services
    ) -> None:
        sud = episode(MARA, days_ago(1), arousal=9, arousal_scale="SUD 0-10", situation="A slam.")
        services.triggers.save(CLINICIAN, sud)
        services.triggers.save(CLINICIAN, episode(MARA, days_ago(2), arousal=40))
        assert "highest arousal 9 (SUD 0-10): A slam." in lines(read(services))[0].text

    @pytest.mark.parametrize(
        ("before", "after", "told"),
        [
            (80, 40, "80 to 40"),
            (80, 0, "80 to 0"),
            (80, None, None),
            (None, 40, None),
        ],
    )
    def test_a_strategy_is_told_with_its_effect_when_both_ends_are_known(
        self, services: Services, before: int | None, after: int | None, told: str | None
    ) -> None:
        use = StrategyTried(strategy="slow_breath", arousal_after=after)
        services.triggers.save(
            CLINICIAN, episode(MARA, days_ago(1), arousal=before, strategies=(use,))
        )
        assert under(read(services), "Since last session")[1] == (
            f"Tried: slow paced breathing{f', {told}' if told else ''}."
        )


@pytest.mark.usefixtures("mara")
class TestWhereWeAre:
    def test_the_plan_its_stage_and_an_overdue_review(self, services: Services) -> None:
        reached = (
            StageReached(stage="efit2", on=days_ago(20)),
            StageReached(stage="efit1", on=days_ago(60)),
        )
        services.approaches.save_plan(CLINICIAN, plan(MARA, days_ago(1), stages=reached))
        assert under(read(services), "Where we are") == [
            "EFIT for individuals: Stage 2: Restructure self and system.",
            "The plan was due for review on 10 Jun.",
        ]

    def test_a_review_due_today_is_not_overdue(self, services: Services) -> None:
        services.approaches.save_plan(CLINICIAN, plan(MARA, TODAY))
        assert len(under(read(services), "Where we are")) == 1

    def test_an_open_target_with_its_last_sud(self, services: Services) -> None:
        kept = services.approaches.save_target(CLINICIAN, target(MARA))
        for n, mark in enumerate("852"):
            services.outcomes.record(
                CLINICIAN,
                filled_in(MARA, "sud", mark, days_ago(7), about=str(kept.id), order=n),
            )
        said = under(read(services), "Targets left open")[0]
        assert "left incomplete on 4 Jun, at SUD 2. Not looked at again yet." in said

    def test_two_open_goals_with_their_latest_rating(self, services: Services) -> None:
        ratings = (GoalRating(on=days_ago(30), value=2), GoalRating(on=days_ago(2), value=5))
        for words in ("Ask once.", "Sleep through", "Ring Fitz"):
            services.sessions.save_goal(
                CLINICIAN, Goal(client_id=MARA.id, words=words, ratings=ratings)
            )
        assert under(read(services), "Where we are") == [
            "Goal “Ask once”: 2 to 5 since 12 May (higher is better).",
            "Goal “Sleep through”: 2 to 5 since 12 May (higher is better).",
        ]

    def test_a_problem_stands_before_the_goals_with_its_direction(self, services: Services) -> None:
        ratings = (ProblemRating(on=days_ago(100), value=8), ProblemRating(on=TODAY, value=5))
        services.sessions.save_goal(CLINICIAN, Goal(client_id=MARA.id, words="Ask once."))
        for status in ("open", "closed"):
            services.sessions.save_problem(
                CLINICIAN,
                Problem(
                    client_id=MARA.id,
                    words="I freeze when he raises his voice.",
                    status=status,
                    ratings=ratings,
                ),
            )
        assert under(read(services), "Where we are") == [
            "Problem “I freeze when he raises his voice”: 8 to 5 since 3 Mar (lower is better).",
            "Goal “Ask once”: not rated yet.",
        ]


@pytest.mark.usefixtures("mara")
class TestHypotheses:
    @pytest.fixture
    def ends(self, services: Services) -> list[object]:
        return [
            services.formulation.save_node(CLINICIAN, node(MARA, name))
            for name in ("No answer", "They leave")
        ]

    @pytest.mark.parametrize(("days", "stale"), [(42, False), (43, True), (400, True)])
    def test_one_not_looked_at_for_six_weeks_comes_back(
        self, services: Services, ends: list[object], days: int, stale: bool
    ) -> None:
        seen_once = (Evidence(kind="episode", text="Twice in May"),)
        arrow = link(*ends, reviewed_on=days_ago(days), evidence_for=seen_once)  # type: ignore[arg-type]
        services.formulation.save_link(CLINICIAN, arrow)
        assert bool(under(read(services), "Hypotheses to look at again")) == stale

    def test_links_without_evidence_are_counted_with_a_question(
        self, services: Services, ends: list[object]
    ) -> None:
        arrow = link(*ends, proposed_on=days_ago(1))  # type: ignore[arg-type]
        services.formulation.save_link(CLINICIAN, arrow)
        found = lines(read(services))
        assert found[0].text == "1 of 1 links on the map have no evidence yet."
        assert found[0].question.endswith("?")


@pytest.mark.usefixtures("mara")
class TestGaps:
    def test_topics_not_asked_yet_are_named_and_declined_ones_are_not(
        self, services: Services, mara: Client
    ) -> None:
        asked = (Asked(topic="threats"), Asked(topic="abuse", state="declined"))
        services.clients.save(CLINICIAN, mara.amended(asked=asked))
        told = " ".join(under(read(services), "Not known yet")).lower()
        assert told.count("not asked yet") == 1

    def test_after_a_session_a_diary_and_a_measure_are_missed(self, services: Services) -> None:
        assert "No trigger episode is recorded." not in under(read(services), "Not known yet")
        services.sessions.save(CLINICIAN, seen(MARA, days_ago(7)))
        told = under(read(services), "Not known yet")
        assert "No trigger episode is recorded." in told
        assert "No measure has been filled in yet." in told
