"""F02 to F05, F07 to F09 and F15: where it came from and what keeps it going.

What each check counts is clinical-model section 3 of the project's own notes; the cases are
small enough to be checked by eye.
"""

from __future__ import annotations

import random
import time
from datetime import date

import pytest

from core.formulation.checks import checks, in_state, top_gaps
from core.formulation.model import Link
from core.history.model import HistoryEvent
from core.vocabulary import terms
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
from tests.people import MARA, days_ago

LEARNED = arrow(NIGHT, BELIEF, "learned")


def test_f02_history_leads_to_a_belief() -> None:
    assert check("F02", case(NIGHT, BELIEF, links=(LEARNED,))).state == "met"
    alone = check("F02", case(NIGHT, BELIEF))
    assert alone.state == "gap"
    assert "“The night he left”" in alone.sentence
    assert alone.closings[0].opens == "link"
    assert check("F02", case(BELIEF)).closings[0].opens == "new:event"
    assert check("F02", case(NIGHT)).closings[0].opens == "new:belief"


def test_f02_an_arrow_that_contradicts_teaches_nothing() -> None:
    other = arrow(NIGHT, BELIEF, "contradicts")
    assert check("F02", case(NIGHT, BELIEF, links=(other,))).state == "gap"


MOVED = box("He moved out", "event", precipitating=True, on=days_ago(200))


def test_f03_what_came_before_is_marked_and_dated() -> None:
    began = TROUBLE.amended(on=days_ago(190))
    found = check("F03", case(MOVED, began))
    assert found.state == "met"
    assert found.sentence.endswith("came just before: 10 days before it began (3 Dec 2025).")
    undated = MOVED.amended(on=None)
    assert "without a date" in check("F03", case(undated, began)).sentence
    assert check("F03", case(NIGHT, began)).state == "gap"
    parked = MOVED.amended(parked_because="Later")
    assert check("F03", case(parked, began)).sentence.startswith("No node is marked")


@pytest.mark.parametrize("since", ["", "for three years", "since March"])
def test_f03_without_a_beginning_that_can_be_read_nothing_is_said(since: str) -> None:
    found = check("F03", case(MOVED, TROUBLE.amended(since=since)))
    assert found.state == "not_yet"
    assert "came just before" not in found.sentence


@pytest.mark.parametrize(("on", "since", "state", "words"), [
    ("1990-01-01", "2024", "gap", "dated before it began (2024), 34 years earlier"),
    ("2024-11-01", "March 2024", "gap", "after the problem began (March 2024)"),
    ("2024-11-01", "Mar 2025", "met", "at least 3 months before it began (March 2025)"),
    ("2024-11-01", "since the spring of 2024", "met", "about when it began (2024)"),
    ("2024-03-20", "2024-04", "met", "at least 12 days before it began (April 2024)"),
    ("2023-03-01", "March 2024", "gap", "1 year earlier"),
    ("2023-03-02", "March 2024", "met", "1 year before it began"),
    ("2019-06-01", "2010, worse since May 2019", "gap", "after the problem began (2010)"),
])  # fmt: skip
def test_f03_just_before_is_within_a_year(on: str, since: str, state: str, words: str) -> None:
    came = MOVED.amended(on=date.fromisoformat(on))
    found = check("F03", case(came, TROUBLE.amended(since=since)))
    assert (found.state, words in found.sentence) == (state, True), found.sentence


def test_f03_the_client_page_speaks_only_for_a_problem_without_a_beginning() -> None:
    split = MOVED.amended(on=date(2024, 11, 1))
    since = {"presenting_since": "since 2025"}
    assert check("F03", case(split, TROUBLE, about=since)).state == "met"
    old = TROUBLE.amended(since="2010")
    assert check("F03", case(split, old, about=since)).state == "gap"
    assert check("F03", case(split, old, TROUBLE.amended(id=MARA.id), about=since)).state == "met"


def test_f03_an_event_of_the_history_lends_its_date() -> None:
    event = HistoryEvent(client_id=MARA.id, kind="breakup", headline="He moved out", age=30)
    moved = box("He moved out", "event", precipitating=True, source_id=event.id)
    told = {"history": {"events": [event]}, "about": {"born": 1994}}
    found = check("F03", case(moved, TROUBLE.amended(since="2025"), **told))
    assert found.state == "met"
    assert "about 2024" in found.sentence


def test_f04_the_loop_goes_round_over_the_other() -> None:
    found = check("F04", case(*LOOP_BOXES, links=LOOP))
    assert found.state == "met"
    assert found.sentence.startswith("People go → Silence → ")
    assert found.sentence.endswith("He answers shorter → People go.")
    assert check("F04", case(*LOOP_BOXES, links=LOOP[:-1])).state == "gap"


def test_f04_names_what_is_missing_for_a_loop() -> None:
    found = check("F04", case(BELIEF, ASKS))
    assert found.sentence == "Not on the map: what the other does."
    assert [one.opens for one in found.closings] == ["new:response"]


def test_f04_two_circles_that_only_touch_are_no_loop() -> None:
    """Belief and cue in one circle, cue, action and response in another."""
    links = (
        arrow(BELIEF, SILENCE, "sensitises"), arrow(SILENCE, BELIEF, "confirms"),
        arrow(SILENCE, ASKS), arrow(ASKS, SHORT, "evokes"), arrow(SHORT, SILENCE, "maintains"),
    )  # fmt: skip
    assert check("F04", case(BELIEF, SILENCE, ASKS, SHORT, links=links)).state == "gap"


def test_f05_something_lies_between_then_and_now() -> None:
    links = (LEARNED, arrow(BELIEF, SILENCE, "sensitises"))
    assert check("F05", case(NIGHT, BELIEF, SILENCE, links=links)).state == "met"
    straight = (arrow(NIGHT, SILENCE, "sensitises"),)
    assert check("F05", case(NIGHT, BELIEF, SILENCE, links=straight)).state == "gap"
    assert check("F05", case(BELIEF)).state == "not_yet"


def test_f07_no_box_hangs_loose_unless_it_is_parked() -> None:
    assert check("F07", case(NIGHT, BELIEF, links=(LEARNED,))).state == "met"
    loose = check("F07", case(NIGHT, BELIEF, SILENCE, links=(LEARNED,)))
    assert loose.sentence == "1 of 3 nodes without a link: “Silence”."
    parked = SILENCE.amended(parked_because="After the move")
    assert check("F07", case(NIGHT, BELIEF, parked, links=(LEARNED,))).state == "met"


def test_f08_hard_events_are_on_the_map() -> None:
    hard = HistoryEvent(client_id=MARA.id, kind="death", headline="Nan died", distress_now=6)
    mild = hard.amended(id=MARA.id, headline="A move", distress_now=5)
    events = {"events": [hard, mild]}
    found = check("F08", case(NIGHT, history=events))
    assert found.state == "gap"
    assert "Nan died" in found.sentence
    assert "A move" not in found.sentence
    assert found.closings[0].opens == f"stand:{hard.id}"
    standing = NIGHT.amended(source_id=hard.id)
    loose = check("F08", case(standing, BELIEF, history=events))
    assert loose.closings[0].opens == f"node:{standing.id}"
    linked = case(standing, BELIEF, links=(LEARNED,), history=events)
    assert check("F08", linked).state == "met"
    parked = standing.amended(parked_because="Not before the summer")
    assert check("F08", case(parked, history=events)).state == "met"
    assert check("F08", case(NIGHT, history={"events": [mild]})).state == "met"
    assert check("F08", case(NIGHT)).state == "not_yet"


def test_f09_problems_are_joined() -> None:
    second = box("Rows", "problem")
    assert check("F09", case(TROUBLE)).state == "not_applicable"
    assert check("F09", case()).state == "not_yet"
    apart = check("F09", case(TROUBLE, second))
    assert apart.state == "gap"
    assert "2 problems in 2 groups" in apart.sentence
    joined = (arrow(ASKS, TROUBLE, "maintains"), arrow(ASKS, second, "maintains"))
    assert check("F09", case(TROUBLE, second, ASKS, links=joined)).state == "met"
    measure = box("PHQ-9", "measure")
    tracked = (arrow(TROUBLE, measure, "tracks"), arrow(second, measure, "tracks"))
    assert check("F09", case(TROUBLE, second, measure, links=tracked)).state == "gap"


def test_f15_most_ways_lead_through_a_belief_in_the_clients_words() -> None:
    links = (LEARNED, *LOOP)
    found = check("F15", case(NIGHT, *LOOP_BOXES, links=links))
    assert found.state == "met"
    assert "1 of 1 way " in found.sentence
    around = (*links, arrow(NIGHT, ASKS))  # a shorter way that leaves the belief out
    assert check("F15", case(NIGHT, *LOOP_BOXES, links=around)).state == "gap"
    wordless = BELIEF.amended(words="")
    without = case(NIGHT, wordless, *LOOP_BOXES[1:], links=links)
    assert check("F15", without).closings[0].opens == f"node:{BELIEF.id}"
    assert check("F15", case(BELIEF)).state == "not_yet"


def test_an_empty_map_says_so_and_breaks_nothing() -> None:
    found = checks(case())
    assert [one.id for one in found] == [f"F{number:02}" for number in range(1, 26)]
    assert len(in_state(found, "not_yet")) > 10
    assert top_gaps(found, 2)[0].id == "F13"


@pytest.mark.parametrize("seed", range(3))
def test_a_dense_map_is_checked_before_anybody_notices(seed: int) -> None:
    """150 links between 60 nodes have more loops than can be listed."""
    chance = random.Random(seed)  # noqa: S311
    kinds = [term.id for term in terms("node_types")]
    verbs = [term.id for term in terms("edge_types")]
    nodes = [box(str(number), chance.choice(kinds)) for number in range(60)]
    links: list[Link] = []
    for _ in range(150):
        start, end = chance.sample(nodes, 2)
        links.append(arrow(start, end, chance.choice(verbs)))
    dense = case(*nodes, links=tuple(links))
    began = time.perf_counter()
    assert len(checks(dense)) == 25
    assert time.perf_counter() - began < 2
