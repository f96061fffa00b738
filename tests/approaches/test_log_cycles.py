"""The cycle with others and the cycle with oneself over the same map."""

from __future__ import annotations

from uuid import uuid4

import pytest

from core.approaches.cycles import LABELS, Loop, loops, with_cycle
from core.approaches.model import Cycle, Plan
from core.formulation.lenses.meeting import LensFact
from core.formulation.model import Formulation, Node
from core.history.on_map import Sources
from dashboard.approach.efit.charts import loop_figure
from dashboard.approach.efit.view import fact_lines, loop_alt, loop_words, offered, step_lines
from dashboard.components.plot import LIGHT
from tests.people import MARA, node, plan

GREY = node(MARA, "Grey tick", words="The *little* tick.")
LEFT = node(MARA, "Being left", "theme", terms=("abandonment",))
SHAME = node(MARA, "Ashamed", "theme", terms=("shame",))
MUCH = node(MARA, "I am too much", "belief")
FEAR = node(MARA, "Fear", "prim_emotion")
CROSS = node(MARA, "Cross", "sec_emotion")
CALLS = node(MARA, "Calls", "action")
SHORT = node(MARA, "He answers shorter", "response")
BOARD = node(MARA, "Calm at the board", "strength")
EVERY = (GREY, LEFT, SHAME, MUCH, FEAR, CROSS, CALLS, SHORT, BOARD)


def mapped(*nodes: Node) -> Formulation:
    return Formulation(nodes=nodes or EVERY)


def kept(whom: str, *nodes: Node, words: str = "") -> Plan:
    return plan(
        MARA,
        None,
        cycles=(Cycle(with_whom=whom, nodes=tuple(one.id for one in nodes), words=words),),
    )


def names(loop: Loop) -> dict[str, list[str]]:
    return {step.id.partition(".")[2]: [n.name for n in step.nodes] for step in loop.steps}


class TestWithoutAChoice:
    def test_the_cycle_with_others_is_what_the_map_has(self) -> None:
        others, _ = loops(mapped(), None)
        assert names(others) == {
            "trigger": ["Grey tick"], "reading": ["Being left"], "primary": ["Fear"],
            "need": ["I am too much", "Ashamed"], "secondary": ["Cross"], "behaviour": ["Calls"],
            "answer": ["He answers shorter"],
        }  # fmt: skip
        assert not others.chosen
        assert loop_words(others, planned=False) == "As the whole map has it."

    def test_the_map_does_not_say_what_is_turned_on_oneself(self) -> None:
        _, oneself = loops(mapped(), None)
        assert not any(names(oneself).values())
        offered_there = {step.id: [n.name for n in step.may_fit] for step in oneself.steps}
        assert offered_there["self.reading"] == ["I am too much"]
        assert offered_there["self.need"] == ["Ashamed", "Being left"]  # about the self first

    def test_an_empty_map_is_two_loops_of_gaps(self) -> None:
        for loop in loops(Formulation(), None):
            assert all(step.empty for step in loop.steps)
            assert "not known yet" in loop_alt(loop)
            assert loop_figure(loop, LIGHT)["layout"]["height"] > 100


class TestChosen:
    def test_only_what_was_chosen_stands_and_the_rest_is_offered_for_gaps(self) -> None:
        others, oneself = loops(mapped(), kept("others", GREY, FEAR, CALLS, words="Louder."))
        assert [n.name for n in others.nodes] == ["Grey tick", "Fear", "Calls"]
        assert (others.words, others.chosen, oneself.chosen) == ("Louder.", True, False)
        by_id = {step.id: step for step in others.steps}
        assert offered(by_id["others.secondary"]) == (CROSS,)
        assert offered(by_id["others.primary"]) == ()

    def test_a_node_can_be_in_both(self) -> None:
        both = with_cycle(kept("others", GREY, FEAR), "self", [FEAR.id, MUCH.id], "")
        others, oneself = loops(mapped(), both)
        assert "- Fear *(in both cycles)*" in step_lines(others, oneself)
        assert names(oneself)["reading"] == ["I am too much"]

    def test_a_node_without_a_step_is_told_beside_it(self) -> None:
        _, oneself = loops(mapped(), kept("self", FEAR, BOARD))
        assert oneself.besides == (BOARD,)
        assert step_lines(oneself, oneself).endswith("without a step)*")

    def test_many_words_are_cut(self) -> None:
        cues = [node(MARA, f"Cue {number}", words="long " * 200) for number in range(40)]
        lines = step_lines(*loops(mapped(*cues), None)).splitlines()
        assert len(lines) == 11
        assert lines[-1].startswith("- and 30 more")
        assert max(len(line) for line in lines) < 220

    def test_a_node_taken_off_the_map_is_not_shown_and_not_forgotten(self) -> None:
        gone = CROSS.model_copy(update={"retired": True})
        others, _ = loops(mapped(GREY, gone), kept("others", GREY, CROSS))
        assert [n.name for n in others.nodes] == ["Grey tick"]
        everything_gone, _ = loops(mapped(gone), kept("others", CROSS))
        assert not everything_gone.chosen

    def test_ids_of_nothing_are_left_out(self) -> None:
        strange = kept("others", GREY).amended(
            cycles=(Cycle(with_whom="others", nodes=(uuid4(), GREY.id)),)
        )
        assert [n.name for n in loops(mapped(), strange)[0].nodes] == ["Grey tick"]

    def test_beliefs_about_others_are_how_the_other_is_read(self) -> None:
        people_go = node(MARA, "People go", "belief", source_id=uuid4())
        known = Sources(about_others=frozenset({people_go.source_id}))  # type: ignore[arg-type]
        others, _ = loops(mapped(people_go), kept("others", people_go), known)
        assert names(others)["reading"] == ["People go"]

    def test_choosing_one_cycle_leaves_the_other_and_no_node_stands_twice(self) -> None:
        found = with_cycle(kept("self", FEAR), "others", [GREY.id, GREY.id], "Again")
        assert [(c.with_whom, c.nodes) for c in found.cycles] == [
            ("self", (FEAR.id,)), ("others", (GREY.id,)),
        ]  # fmt: skip


class TestFigure:
    def test_it_closes_and_every_node_can_be_clicked(self) -> None:
        for loop in loops(mapped(), kept("others", *EVERY[:-1])):
            figure = loop_figure(loop, LIGHT, f"node:{FEAR.id}")
            heads = [one for one in figure["layout"]["annotations"] if one.get("showarrow")]
            assert len(heads) == len(loop.steps)
            keys = set(figure["data"][0]["customdata"]) - {""}
            assert keys == {f"node:{one.id}" for one in loop.nodes}

    def test_words_are_plain_text_and_many_are_counted(self) -> None:
        cues = [node(MARA, f"<b>cue</b> {number}") for number in range(60)]
        others, _ = loops(mapped(*cues), None)
        written = str(loop_figure(others, LIGHT)["layout"]["annotations"])
        assert "and 58 more" in written
        assert "&lt;b&gt;cue" in written
        assert len(offered(others.steps[1])) == 0

    @pytest.mark.parametrize("whom", ["others", "self"])
    def test_the_figure_is_read_aloud_in_order(self, whom: str) -> None:
        loop = next(one for one in loops(mapped(), None) if one.with_whom == whom)
        said = loop_alt(loop)
        places = [said.index(name) for name in LABELS[loop.with_whom].values()]
        assert places == sorted(places)


def test_what_other_lenses_know_is_told_once_for_each_node() -> None:
    found = loops(mapped(), kept("others", GREY, FEAR))
    facts = {FEAR.id: (LensFact("emdr", "Target “*Door*”"), LensFact("efit", "In the cycle"))}
    assert fact_lines(found, facts) == "- **Fear** · EMDR: Target “\\*Door\\*”"
    assert fact_lines(found, {}) == ""
