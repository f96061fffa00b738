"""The couple in words and figures: not yet is said so, each event once, and any number of rows."""

from __future__ import annotations

import pytest
from plotly.graph_objects import Figure

from core.approaches.definitions import definition
from core.approaches.log import SessionStep
from core.clients.model import Agreed, Couple, CoupleEvent, HalfCycle, HalfNode, Injury
from core.clients.sharing import agreed_part
from core.formulation.lenses.eft import nodes_for, shared_cycle_of
from core.formulation.model import Formulation, Node
from dashboard.approach.couple.charts import MOST, shown_sessions, steps_alt, steps_figure
from dashboard.approach.couple.view import (
    FIELDS,
    OWN,
    SHOWN,
    event_lines,
    field_words,
    half_view,
    injury_lines,
    step_lines,
    together_lines,
    where_now,
    words_for_both,
)
from dashboard.components.plot import DARK, LIGHT
from tests.people import JONAS, MARA, days_ago, node, seen

A, B = MARA.id, JONAS.id
NAMES = {A: "Mara", B: "Jonas"}
EFT = definition("eft_couples")


def couple(**more: object) -> Couple:
    return Couple(**({"client_id": A, "partner_id": B} | more))  # type: ignore[arg-type]


def test_an_empty_half_says_not_yet_in_every_field() -> None:
    view = half_view(HalfCycle(client_id=A), "Mara", {})
    assert len(view.lines) == len(FIELDS)
    assert all(line.endswith("*not yet*") for line in view.lines)
    assert (view.agreed, view.said) == (0, 0)


def test_a_field_shows_what_it_says_and_whether_the_other_may_see_it() -> None:
    half = HalfCycle(
        client_id=A,
        cue="reply_delay",
        fear="a *bold* fear",
        agreed=(Agreed(field="cue", on=days_ago(9), words="Slow or missing reply"),),
    )
    view = half_view(half, "Mara", {})
    lines = {line.split("**")[1]: line for line in view.lines}
    assert SHOWN in lines["What sets it off"]
    assert OWN in lines["Fears"]
    assert "\\*bold\\*" in lines["Fears"]
    assert (view.agreed, view.said) == (1, 2)


def test_a_field_that_stands_for_a_node_follows_the_map() -> None:
    stands = node(MARA, "No answer by ten")
    half = HalfCycle(client_id=A, cue="reply_delay",
                     nodes=(HalfNode(field="cue", node_id=stands.id),))  # fmt: skip
    assert "No answer by ten" in half_view(half, "Mara", {stands.id: stands}).lines[1]
    renamed = stands.amended(name="Nothing by eleven")
    assert "Nothing by eleven" in half_view(half, "Mara", {stands.id: renamed}).lines[1]
    assert "Slow or missing reply" in half_view(half, "Mara", {}).lines[1]
    whole = shared_cycle_of(couple(halves=(half,)), A, [renamed])
    assert [one.id for one in whole.halves[0].steps[0].slot.nodes] == [stands.id]


def standing_for(stands: Node, *agreed: Agreed) -> HalfCycle:
    return HalfCycle(client_id=A, cue="reply_delay", agreed=agreed,
                     nodes=(HalfNode(field="cue", node_id=stands.id),))  # fmt: skip


def test_who_is_asked_agrees_to_plain_words_or_the_halfs_own() -> None:
    open_one = node(MARA, "Jargon", shareable=True, plain_words="When the phone is quiet")
    private = node(MARA, "Private")
    parked = node(MARA, "Parked", shareable=True, parked_because="x")
    theirs = node(JONAS, "Not on the owner's map", shareable=True)
    asked = [
        words_for_both(standing_for(one), "cue", {one.id: one})
        for one in (open_one, private, parked, theirs)
    ]
    assert asked == ["When the phone is quiet", *["Slow or missing reply"] * 3]
    assert field_words(standing_for(theirs), "cue", {theirs.id: theirs}) == "Slow or missing reply"


def test_what_was_agreed_in_other_words_is_said_so_and_no_more() -> None:
    agreed = Agreed(field="cue", on=days_ago(9), words="When the phone is quiet")
    stands = node(MARA, "Jargon", shareable=True, plain_words="When the phone is quiet")
    half = standing_for(stands, agreed)
    same = half_view(half, "Mara", {stands.id: stands}).lines[1]
    assert "Jargon" in same
    assert "as “When the phone is quiet”" in same
    changed = stands.amended(plain_words="He hit me")
    for nodes in ({stands.id: changed}, {}):
        line = half_view(half, "Mara", nodes).lines[1]
        assert "agreed in other words on" in line
        assert "When the phone is quiet" in line
    assert together_lines(agreed_part(half)) == [("What sets it off", "When the phone is quiet")]
    unsaid = standing_for(stands, Agreed(field="cue", on=days_ago(9)))
    assert together_lines(agreed_part(unsaid)) == []
    assert OWN in half_view(unsaid, "Mara", {stands.id: stands}).lines[1]


def test_a_field_can_stand_for_the_nodes_of_its_step() -> None:
    cue, belief, theme = (node(MARA, kind, kind=kind) for kind in ("cue", "belief", "theme"))
    shown = Formulation(nodes=(cue, belief, theme))
    assert nodes_for("cue", shown) == (cue,)
    assert nodes_for("fear", shown) == (belief,)
    assert nodes_for("reading_of_other", shown) == (theme,)
    assert nodes_for("longing", shown) == nodes_for("position", shown) == ()


def test_an_event_of_one_day_stands_once_wherever_it_was_noted() -> None:
    on = days_ago(14)
    both = couple(events=(CoupleEvent(event="soften", on=on, client_id=A),))
    hers = [seen(MARA, on, change_events=("soften", "rupture", "unburdened"))]
    his = [seen(JONAS, on, change_events=("rupture",))]
    lines = event_lines(both, {A: hers, B: his}, NAMES)
    assert [bool(line.entry) for line in lines] == [True, False]
    assert "Pursuer softens" in lines[0].words
    assert "session of Mara and Jonas" in lines[1].words
    assert event_lines(couple(), {}, NAMES) == []


def test_injuries_still_open_come_first_and_repair_is_said() -> None:
    both = couple(injuries=(
        Injury(owner=A, headline="Old", repair="repaired", repaired_on=days_ago(5)),
        Injury(owner=B, headline="New", agreed_on=days_ago(3), agreed_words="New")))  # fmt: skip
    new, old = (line.words for line in injury_lines(both, NAMES))
    assert "New" in new
    assert "agreed" in new
    assert "Repaired on" in old
    assert OWN in old


def test_where_the_work_is_counts_only_sessions_that_say() -> None:
    assert where_now(couple()) == "No session is logged yet."
    log = (SessionStep(on=days_ago(7), step="step2", enactments=2),
           SessionStep(on=days_ago(1), stage="s1", step="step3"))  # fmt: skip
    words = where_now(couple(log=log)).replace("\\", "")
    assert "2 enactments in 1 session that say" in words
    assert "3 " in words
    assert [line.entry.on for line in step_lines(couple(log=log))] == [days_ago(1), days_ago(7)]


@pytest.mark.parametrize("count", [0, 1, MOST, 400])
@pytest.mark.parametrize("colours", [LIGHT, DARK])
def test_the_steps_are_drawn_for_any_number_of_sessions(count: int, colours: object) -> None:
    log = [
        SessionStep(
            on=days_ago(n), step=f"step{n % 9 + 1}", enactments=n % 4,
            blocked_step="step5" if n % 7 == 0 else "",
        )
        for n in range(count)
    ]  # fmt: skip
    drawn = steps_figure(log, EFT, colours)  # type: ignore[arg-type]
    Figure(drawn)
    assert len(drawn["data"][0]["x"]) == min(count, MOST) == len(shown_sessions(log))
    assert steps_alt(log, EFT).startswith("Steps by session.")


def test_a_step_the_definition_does_not_have_any_more_is_left_out_of_the_figure() -> None:
    drawn = steps_figure([SessionStep(on=days_ago(1), step="gone")], EFT, LIGHT)
    assert drawn["data"][0]["x"] == []
