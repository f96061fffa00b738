"""What changed between two versions of a map, in words and as marks."""

from __future__ import annotations

from core.formulation.model import Evidence, Formulation, FormulationVersion, Prediction
from core.formulation.versions import both, differences, fits, marks
from tests.formulation.cases import ASKS, BELIEF, LOOP, LOOP_BOXES, NIGHT, SILENCE, arrow
from tests.people import MARA, days_ago

BEFORE = Formulation(nodes=LOOP_BOXES, links=LOOP)


def with_link(**changed: object) -> Formulation:
    return Formulation(nodes=LOOP_BOXES, links=(LOOP[0].amended(**changed), *LOOP[1:]))


def said(before: Formulation, after: Formulation) -> list[str]:
    return [one.sentence for one in differences(before, after)]


def test_the_same_map_has_no_differences() -> None:
    assert differences(BEFORE, BEFORE) == []
    looked_at_again = with_link(reviewed_on=days_ago(1), version=4)
    assert differences(BEFORE, looked_at_again) == []


def test_boxes_come_and_go() -> None:
    after = Formulation(nodes=(*LOOP_BOXES[1:], NIGHT), links=LOOP[1:-1])
    found = said(BEFORE, after)
    assert "“The night he left” was added." in found
    assert "“People go” was taken off the map." in found
    assert "“People go” → “Silence”: taken off the map." in found


def test_an_arrow_becomes_surer_or_less_sure() -> None:
    surer = with_link(confidence="medium")
    assert said(BEFORE, surer) == ["“People go” → “Silence”: from hunch to fairly sure."]
    assert marks(differences(BEFORE, surer)) == {LOOP[0].id: "surer"}
    assert marks(differences(surer, BEFORE)) == {LOOP[0].id: "less_sure"}


def test_names_kinds_and_words_change() -> None:
    nodes = (BELIEF.amended(name="I am too much", words="Too much."), *LOOP_BOXES[1:])
    assert said(BEFORE, Formulation(nodes=nodes, links=LOOP)) == [
        "“People go” is now called “I am too much”.",
        "“I am too much”: changed the client's words.",
    ]
    part = SILENCE.amended(kind="action", terms=())
    kinds = (BELIEF, part, *LOOP_BOXES[2:])
    assert "“Silence”: from cue to action." in said(BEFORE, Formulation(nodes=kinds, links=LOOP))
    assert said(BEFORE, with_link(kind="drives")) == [
        "“People go” → “Silence”: from “may have made sensitive to” to “may lead to”."
    ]


def test_evidence_is_counted_on_each_side() -> None:
    more = Evidence(kind="episode", text="Tuesday.")
    added = with_link(evidence_for=(*LOOP[0].evidence_for, more, more), evidence_against=(more,))
    assert said(BEFORE, added) == [
        "“People go” → “Silence”: 2 more pieces of evidence for.",
        "“People go” → “Silence”: 1 more piece of evidence against.",
    ]
    assert said(BEFORE, with_link(evidence_for=())) == [
        "“People go” → “Silence”: 1 piece of evidence for taken out."
    ]


def test_a_prediction_is_set_changed_and_taken_back() -> None:
    first = with_link(prediction=Prediction(kind="same_episode"))
    second = with_link(prediction=Prediction(kind="next_day"))
    assert said(BEFORE, first)[0].endswith("prediction set.")
    assert said(first, second)[0].endswith("prediction changed.")
    assert said(first, BEFORE)[0].endswith("prediction taken back.")


def test_the_strongest_mark_is_drawn() -> None:
    changed = with_link(confidence="high", note="Seen again.", kind="drives")
    assert marks(differences(BEFORE, changed)) == {LOOP[0].id: "surer"}


def test_both_versions_are_drawn_as_one_with_what_was_taken_off() -> None:
    after = Formulation(nodes=(*LOOP_BOXES[1:], NIGHT), links=(*LOOP[1:-1], arrow(NIGHT, ASKS)))
    drawn = both(BEFORE, after)
    assert {node.id for node in drawn.nodes} == {one.id for one in (*LOOP_BOXES, NIGHT)}
    ends = {end for link in drawn.links for end in (link.from_node, link.to_node)}
    assert ends <= {node.id for node in drawn.nodes}
    assert len(drawn.links) == 8
    assert marks(differences(BEFORE, after))[BELIEF.id] == "removed"


def test_what_was_taken_off_is_drawn_in_its_last_words() -> None:
    renamed = Formulation(nodes=(BELIEF.amended(name="Now this"), *LOOP_BOXES[1:]), links=LOOP)
    assert both(BEFORE, renamed) == renamed


def test_fits_are_in_the_order_the_client_gave_them() -> None:
    def version(days: int, **more: object) -> FormulationVersion:
        return FormulationVersion(client_id=MARA.id, reviewed_on=days_ago(days), **more)

    found = fits([version(30, fit=4), version(20), version(10, fit=0, client_saw_on=days_ago(9))])
    assert [(fit.on, fit.value) for fit in found] == [(days_ago(30), 4), (days_ago(9), 0)]
