"""What the file suggests for the map: each with its reason, nothing that is there already."""

from __future__ import annotations

import pytest

from core.formulation.arrows import (
    VERBS,
    arrows_between,
    seen_in,
    suggested_links,
    why_none_between,
)
from core.formulation.layout import LAYERS
from core.formulation.model import NODE_WORDS, Formulation
from core.formulation.suggestions import Basis, nodes_in_words, suggested_nodes
from core.history.model import Figure, History, HistoryEvent, WorkingModel
from core.sessions.model import Goal, Problem, ProblemRating
from core.triggers.model import StrategyTried
from core.vocabulary import ids
from tests.people import MARA, days_ago, episode, link, node, plan

NO_HISTORY = History([], [], [], [], [], [])
EPISODES = [
    episode(MARA, days_ago(n), themes=("abandonment",), primary_emotion="fear") for n in range(3)
]
CUE = node(MARA, "No answer", "cue", terms=("reply_delay",))
THEME = node(MARA, "Being left", "theme", terms=("abandonment",))


def basis(formulation: Formulation = Formulation(), **more: object) -> Basis:  # noqa: B008
    fields = {"history": NO_HISTORY, "episodes": ()} | more
    return Basis(MARA.id, formulation, **fields)  # type: ignore[arg-type]


def test_an_empty_file_suggests_nothing() -> None:
    assert suggested_nodes(basis()) == []
    assert suggested_links(basis()) == []


def test_words_that_come_back_in_the_diary_become_nodes_with_the_count() -> None:
    found = suggested_nodes(basis(episodes=EPISODES))
    assert {(one.node.kind, one.node.terms, one.reason) for one in found} == {
        ("cue", ("reply_delay",), "In 3 of 3 episodes"),
        ("theme", ("abandonment",), "In 3 of 3 episodes"),
        ("prim_emotion", ("fear",), "In 3 of 3 episodes"),
    }
    assert suggested_nodes(basis(episodes=EPISODES[:1])) == []


def test_what_the_map_has_is_not_suggested_again() -> None:
    found = suggested_nodes(basis(Formulation(nodes=(CUE, THEME)), episodes=EPISODES))
    assert [one.node.kind for one in found] == ["prim_emotion"]


def test_history_problems_goals_plans_and_measures_are_filled_in_once() -> None:
    event = HistoryEvent(client_id=MARA.id, kind="separation", headline="Dad left", age=7,
                         distress_now=8)  # fmt: skip
    belief = WorkingModel(client_id=MARA.id, rule="If I need too much, people leave")
    rated = ProblemRating(on=days_ago(3), value=7)
    problem = Problem(client_id=MARA.id, words="Rows by text", ratings=(rated,))
    goal = Goal(client_id=MARA.id, words="Wait ten minutes")
    whole = basis(history=History([], [], [event], [belief], [], []), problems=[problem],
                  goals=[goal], plans=[plan(MARA, None)],
                  measures=[("phq-9", "PHQ-9")])  # fmt: skip
    found = {one.node.kind: one for one in suggested_nodes(whole)}
    assert found["event"].node.source_id == event.id
    assert found["event"].reason == "In the history, at age 7, distress now 8 of 10"
    assert found["belief"].node.source_id == belief.id
    assert found["problem"].node.severity == 7
    assert found["measure"].node.terms == ("phq-9",)
    on_map = Formulation(nodes=tuple(one.node for one in found.values()))
    assert suggested_nodes(whole._replace(formulation=on_map)) == []


def test_an_arrow_is_suggested_where_episodes_show_both_ends_and_brings_them_along() -> None:
    (found,) = suggested_links(basis(Formulation(nodes=(CUE, THEME)), episodes=EPISODES))
    assert (found.link.from_node, found.link.to_node) == (CUE.id, THEME.id)
    assert found.link.kind == "appraised"
    assert found.link.confidence == "low"
    assert found.reasons == ("Both show in 3 of 3 episodes",)
    assert [one.source_id for one in found.link.evidence_for] == [e.id for e in EPISODES]


def test_a_pair_that_is_linked_either_way_is_left_alone() -> None:
    drawn = Formulation(nodes=(CUE, THEME), links=(link(THEME, CUE),))
    assert suggested_links(basis(drawn, episodes=EPISODES)) == []


def test_what_a_belief_was_learned_from_is_a_reason() -> None:
    event = HistoryEvent(client_id=MARA.id, kind="separation", headline="Dad left")
    belief = WorkingModel(client_id=MARA.id, rule="People leave", learned_from=(event.id,))
    past = node(MARA, "Dad left", "event", source_id=event.id)
    rule = node(MARA, "People leave", "belief", source_id=belief.id)
    history = NO_HISTORY._replace(events=[event], working_models=[belief])
    (found,) = suggested_links(basis(Formulation(nodes=(past, rule)), history=history))
    assert found.link.kind == "learned"
    assert found.reasons == ("The history says it may have been learned there",)


def test_shared_themes_figures_words_and_dates_are_reasons() -> None:
    problem = Problem(client_id=MARA.id, words="Rows", raised_on=days_ago(10))
    nan = Figure(client_id=MARA.id, name="Nan")
    nodes = (
        node(MARA, "Nan moved away", "event", on=days_ago(31), themes=("abandonment",),
             words="Nobody would explain anything"),
        node(MARA, "Like Nan, they go", "belief", themes=("abandonment",),
             words="They never explain, nobody does"),
        node(MARA, "Rows", "problem", source_id=problem.id),
    )  # fmt: skip
    found = suggested_links(
        basis(Formulation(nodes=nodes), history=NO_HISTORY._replace(figures=[nan]),
              problems=[problem])
    )  # fmt: skip
    by_end = {one.link.to_node: one.reasons for one in found}
    assert by_end[nodes[1].id] == (
        "Both carry the theme being left", "Both are about Nan",
        "Both use the words “explain”, “nobody”",
    )  # fmt: skip
    assert by_end[nodes[2].id] == ("It happened 3 weeks before the problem was raised",)


def test_the_usual_arrows_join_kinds_that_exist_with_verbs_that_exist() -> None:
    kinds = {kind for _, some in LAYERS for kind in some}
    assert {kind for pair in VERBS for kind in pair} <= kinds
    assert set(VERBS.values()) <= set(ids("edge_types"))


def test_one_episode_offers_its_own_words_and_the_arrows_between_them() -> None:
    words = nodes_in_words(basis(Formulation(nodes=(CUE,))), EPISODES[0])
    assert {one.node.kind for one in words} == {"theme", "prim_emotion"}
    nodes = [CUE, *(one.node for one in words)]
    drawn = arrows_between(nodes, Formulation(nodes=(CUE,)))
    assert [one.kind for one in drawn] == ["appraised", "felt_as"]


def test_an_episode_as_evidence_keeps_its_id_and_day() -> None:
    evidence = seen_in(EPISODES[1])
    assert (evidence.kind, evidence.source_id) == ("episode", EPISODES[1].id)
    assert evidence.on == EPISODES[1].happened_at.date()


def test_every_kind_the_diary_shows_has_its_words() -> None:
    for words in NODE_WORDS.values():
        assert ids(words)


@pytest.mark.parametrize("state", ["declined", "headline_only"])
def test_an_event_that_stays_parked_is_never_suggested_as_a_node(state: str) -> None:
    event = HistoryEvent(client_id=MARA.id, kind="separation", headline="x", state=state)
    parked = basis(history=NO_HISTORY._replace(events=[event]))
    assert suggested_nodes(parked) == []
    chosen_by_hand = [one.node.source_id for one in suggested_nodes(parked, parked=True)]
    assert chosen_by_hand == ([event.id] if state == "headline_only" else [])


class TestSoftens:
    """Only arousal before and after a strategy speaks for it; counted by hand."""

    walk = node(MARA, "Walk", "strategy", terms=("move",))
    anger = node(MARA, "Anger", "sec_emotion", terms=("anger",))

    def found(self, *after: int | None) -> list[str]:
        diary = [
            episode(MARA, days_ago(n), secondary_emotion="anger", arousal=70,
                    strategies=(StrategyTried(strategy="move", arousal_after=value),))
            for n, value in enumerate(after)
        ]  # fmt: skip
        drawn = Formulation(nodes=(self.walk, self.anger))
        found = suggested_links(basis(drawn, episodes=diary))
        assert arrows_between(drawn.nodes, Formulation()) == []
        return [reason for one in found for reason in one.reasons if one.link.kind == "buffers"]

    def test_being_there_together_is_no_ground(self) -> None:
        assert self.found(None, None, None, None) == []

    def test_two_measured_uses_or_no_fall_are_too_little(self) -> None:
        assert self.found(40, 40, None) == []
        assert self.found(70, 70, 40) == []
        assert self.found(80, 90, 10) == []

    def test_three_measured_uses_with_a_fall_are_told_with_their_numbers(self) -> None:
        assert self.found(60, 40, 50, None) == [
            "Arousal (0-100) fell by a median of 20 after it in 3 measured uses; "
            "it may fall by itself too"
        ]  # falls of 10, 30 and 20


def test_why_one_episode_offers_no_link_is_said() -> None:
    empty = Formulation(nodes=(CUE, THEME))
    linked = empty.model_copy(update={"links": (link(CUE, THEME),)})
    goal = node(MARA, "Wait", "goal")
    assert "two nodes" in why_none_between([CUE], empty)
    assert "already" in why_none_between([CUE, THEME], linked)
    assert "neighbours" in why_none_between([CUE, goal], empty)
    assert why_none_between([CUE, THEME], empty) == ""
