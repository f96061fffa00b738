"""F01, F06, F10 to F14, F16, F20 and F25: what a formulation stands on and has to consider."""

from __future__ import annotations

import pytest

from core.clients.model import Asked, Couple, HalfCycle
from core.formulation.checks import in_state, top_gaps
from core.formulation.model import Consideration, Evidence
from core.history.model import WorkingModel
from core.outcomes.flags import flags_in
from core.outcomes.series import scored_in_order
from core.sessions.model import Problem
from tests.formulation.cases import (
    ASKS,
    BELIEF,
    LOOP,
    LOOP_BOXES,
    NIGHT,
    SHORT,
    SILENCE,
    TROUBLE,
    arrow,
    box,
    case,
    check,
)
from tests.people import JONAS, MARA, TODAY, days_ago, phq9, plan

WHOLE = {"words": "I lie awake.", "severity": 7, "since": "since March"}
FILLED = {
    "cue": "reply_delay", "action": "pursue", "reading_of_other": "He has gone.",
    "secondary_emotion": "anger", "primary_emotion": "fear", "longing": "reassurance",
}  # fmt: skip


def considered(topic: str, days: int = 10, **more: str) -> Consideration:
    fields = {"text": "Asked about."} | more
    return Consideration(
        client_id=MARA.id, topic=topic, considered_on=days_ago(days), **fields
    )  # fmt: skip


def test_f01_a_problem_with_words_severity_and_beginning() -> None:
    assert check("F01", case(TROUBLE.amended(**WHOLE))).state == "met"
    found = check("F01", case(TROUBLE.amended(words="I lie awake.")))
    assert found.sentence == "“Cannot sleep” lacks how severe and since when."
    assert found.closings[0].opens == f"node:{TROUBLE.id}"
    assert check("F01", case()).closings[0].opens == "new:problem"


def test_f01_a_problem_told_on_the_outcomes_page_is_not_entered_twice() -> None:
    rating = {"on": days_ago(3), "value": 6}
    told = Problem(client_id=MARA.id, words="I lie awake.", ratings=(rating,))
    since = {"presenting_since": "since March"}
    assert check("F01", case(problems=[told], about=since)).state == "met"
    standing = TROUBLE.amended(source_id=told.id)
    assert check("F01", case(standing, problems=[told], about=since)).state == "met"
    unrated = told.amended(ratings=())
    found = check("F01", case(problems=[unrated], about=since))
    assert found.closings[0].page == "Outcomes"


def test_f06_two_strengths_and_an_arrow_from_one() -> None:
    nan, work = box("Nan", "strength"), box("Steady hands", "strength")
    used = (arrow(nan, BELIEF, "buffers"),)
    assert check("F06", case(nan, work, BELIEF, links=used)).state == "met"
    assert "No link leads" in check("F06", case(nan, work)).sentence
    assert "Fewer than two" in check("F06", case(nan, BELIEF, links=used)).sentence


def test_f10_each_hypothesis_rests_on_an_episode_a_quote_or_a_measure() -> None:
    assert check("F10", case(*LOOP_BOXES, links=LOOP)).state == "met"
    seen = (Evidence(kind="observation", text="Looked away."),)
    bare = LOOP[0].amended(evidence_for=seen)
    found = check("F10", case(*LOOP_BOXES, links=(bare, *LOOP[1:])))
    assert found.sentence.startswith("1 of 7 links without")
    assert "People go may have made sensitive to Silence" in found.sentence
    assert found.closings[0].opens == f"link:{bare.id}"


@pytest.mark.parametrize(("text", "source", "state"), [
    ("", None, "gap"), (" ", None, "gap"), ("He said so.", None, "met"), ("", MARA.id, "met"),
])  # fmt: skip
def test_f10_evidence_says_something_or_names_a_record(
    text: str, source: object, state: str
) -> None:
    said = (Evidence(kind="quote", text=text, source_id=source),)
    assert check("F10", case(NIGHT, BELIEF, links=(
        arrow(NIGHT, BELIEF, "learned", evidence_for=said),))).state == state  # fmt: skip


def test_f10_what_is_aimed_at_or_measured_is_no_hypothesis() -> None:
    wait = box("Wait", "strategy")
    aimed = arrow(wait, ASKS, "targets", evidence_for=())
    assert check("F10", case(wait, ASKS, links=(aimed,))).state == "not_yet"


def test_f11_each_belief_has_an_exception_or_a_note_that_none_was_found() -> None:
    model = WorkingModel(client_id=MARA.id, words="Everybody goes.")
    standing = BELIEF.amended(source_id=model.id)
    bare = check("F11", case(standing, history={"working_models": [model]}))
    assert bare.state == "gap"
    assert bare.closings[0].opens == f"belief:{model.id}"
    for told in ({"exceptions": "Nan stayed."}, {"looked_for_exceptions": True}):
        models = {"working_models": [model.amended(**told)]}
        assert check("F11", case(standing, history=models)).state == "met"
    nan = box("Nan", "strength")
    on_map = case(nan, BELIEF, links=(arrow(nan, BELIEF, "contradicts"),))
    assert check("F11", on_map).state == "met"
    assert check("F11", case()).state == "not_yet"


def test_f12_each_hypothesis_says_how_sure() -> None:
    left = check("F12", case(*LOOP_BOXES, links=LOOP))
    assert left.state == "gap"
    assert left.sentence.startswith("Of 7 links, 7 left at hunch, not looked at: “People go may")
    looked_at = tuple(one.amended(reviewed_on=days_ago(3)) for one in LOOP)
    found = check("F12", case(*LOOP_BOXES, links=looked_at))
    assert (found.state, found.sentence) == ("met", "7 links: 7 only a hunch.")
    raised = (LOOP[0].amended(confidence="medium"), *looked_at[1:])
    assert check("F12", case(*LOOP_BOXES, links=raised)).state == "met"
    unset = LOOP[0].amended(confidence="not_asked")
    other = check("F12", case(*LOOP_BOXES, links=(unset, *looked_at[1:])))
    assert other.state == "gap"
    assert other.sentence.startswith("Of 7 links, 1 without how sure: ")


def test_f13_trauma_topics_have_a_dated_answer() -> None:
    states = (("abuse", "declined"), ("threats", "not_asked"), ("losses", "asked"))
    asked = tuple(Asked(topic=topic, state=state, on=TODAY) for topic, state in states)
    found = check("F13", case(about={"asked": asked}))
    assert found.state == "met"
    assert "Abuse or neglect: declined on 11 Jun 2026" in found.sentence
    undated = (*asked[:1], Asked(topic="threats", state="not_asked"), asked[2])
    found = check("F13", case(about={"asked": undated}))
    assert found.state == "gap"
    assert "Without a dated answer: frightening moments." in found.sentence
    assert found.closings[0].opens == "asked"


def test_f14_four_things_are_considered_in_a_text_or_with_a_reason_why_not() -> None:
    three = [considered(topic) for topic in ("health", "services", "culture")]
    found = check("F14", case(considerations=three))
    assert found.state == "gap"
    assert [one.opens for one in found.closings] == ["consider:social_context"]
    why_not = considered("social_context", text="", not_relevant_because="Asked, nothing bears.")
    assert check("F14", case(considerations=[*three, why_not])).state == "met"


def test_f16_a_diagnosis_is_no_explanation() -> None:
    label = box("Severe recurrent depression", "context")
    found = check("F16", case(label, NIGHT))
    assert found.state == "gap"
    assert found.closings[0].opens == f"node:{label.id}"
    assert check("F16", case(label.amended(words="The grey blanket."))).state == "met"
    assert check("F16", case(NIGHT)).state == "met"
    told = check("F16", case(label.amended(words="I have depression"), NIGHT))
    assert told.state == "gap"
    presenting = box("Depression", "problem")
    assert check("F16", case(presenting, NIGHT)).state == "met"
    leading = (arrow(presenting, ASKS, "maintains"),)
    assert check("F16", case(presenting, NIGHT, ASKS, links=leading)).state == "gap"


def test_f20_risk_was_considered_within_the_practices_days() -> None:
    fresh = case(considerations=[considered("risk", 90)])
    assert check("F20", fresh).state == "met"
    stale = check("F20", case(considerations=[considered("risk", 91)]))
    assert "91 days ago" in stale.sentence
    longer = case(considerations=[considered("risk", 91)], risk_review_days=120)
    assert check("F20", longer).state == "met"
    assert check("F20", case()).closings[0].opens == "consider:risk"
    to_come = check("F20", case(considerations=[considered("risk", -400)]))
    assert to_come.state == "gap"
    assert "16 Jul 2027, a day still to come" in to_come.sentence
    waved_off = considered("risk", text="", not_relevant_because="x")
    assert check("F20", case(considerations=[waved_off])).state == "gap"


def test_f20_an_open_flagged_answer_comes_before_any_tick() -> None:
    flags = flags_in(scored_in_order([phq9(MARA, 12, days_ago(1), item_9=1)]), [])
    of = case(considerations=[considered("risk")], flags=flags)
    found = check("F20", of)
    assert found.state == "gap"
    assert found.closings[0].opens == "flags"


def test_gaps_about_risk_and_trauma_come_first() -> None:
    from core.formulation.checks import checks

    found = checks(case(NIGHT))
    assert [one.id for one in top_gaps(found, 3)] == ["F13", "F20", "F01"]
    assert in_state(found, "gap")[0].question == ""


def couple(**second: str) -> Couple:
    halves = (
        HalfCycle(client_id=MARA.id, **FILLED),
        HalfCycle(client_id=JONAS.id, **(FILLED | second)),
    )
    return Couple(client_id=MARA.id, partner_id=JONAS.id, halves=halves)


def test_f25_both_halves_are_filled_in() -> None:
    assert check("F25", case(couple=couple())).state == "met"
    empty = check("F25", case(couple=couple(primary_emotion="not_asked")))
    assert empty.sentence == (
        "Not filled in: in the partner's half, what is felt underneath (or not agreed to be shown)."
    )  # fmt: skip
    assert empty.closings[0].opens == "couple"


def test_f25_what_the_other_does_does_not_stand_alone() -> None:
    alone = check("F25", case(SHORT, BELIEF, couple=couple()))
    assert alone.state == "gap"
    assert "“He answers shorter”" in alone.sentence
    answered = case(ASKS, SHORT, links=(arrow(ASKS, SHORT, "evokes"),), couple=couple())
    assert check("F25", answered).state == "met"


@pytest.mark.parametrize(
    ("approach", "state"), [("efit", "not_applicable"), ("eft_couples", "gap")]
)
def test_f25_without_a_partner(approach: str, state: str) -> None:
    chosen = plan(MARA, None).amended(approach=approach)
    assert check("F25", case(plans=[chosen])).state == state


def test_f25_a_half_that_may_not_be_read_is_not_judged() -> None:
    both = couple()
    mine = both.model_copy(update={"halves": both.halves[:1]})
    assert check("F25", case(couple=mine)).state == "not_yet"
    erased = both.model_copy(update={"partner_id": None})
    assert check("F25", case(couple=erased)).state == "not_applicable"


def test_parked_boxes_explain_nothing() -> None:
    parked = SILENCE.amended(parked_because="Later")
    assert check("F05", case(NIGHT, parked)).state == "not_yet"


def test_parked_boxes_and_their_arrows_are_left_out_of_the_graph() -> None:
    parked = BELIEF.amended(parked_because="Not now")
    whole = case(parked, *LOOP_BOXES[1:], links=LOOP)
    assert check("F04", whole).sentence == "Not on the map: a belief."
    nan, work = box("Nan", "strength"), box("Steady hands", "strength")
    used = (arrow(nan, parked, "buffers"),)
    assert "No link leads" in check("F06", case(nan, work, parked, links=used)).sentence
    aim = box("Ask once", "goal")
    aimed = (*LOOP, arrow(aim, ASKS, "targets"))
    round_ = case(*LOOP_BOXES, aim, links=aimed)
    assert check("F17", round_).state == "met"
    broken = case(parked, *LOOP_BOXES[1:], aim, links=(*aimed[:-2], aimed[-1]))
    assert check("F17", broken).state == "not_yet"
    came_before = NIGHT.amended(precipitating=True, parked_because="Later")
    assert "precipitating" in check("F24", case(came_before, TROUBLE)).sentence
    assert check("F07", case(parked, NIGHT, links=(arrow(NIGHT, parked),))).state == "met"
