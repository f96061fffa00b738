"""What the formulation report tells of a plan, and what it can never tell."""

from __future__ import annotations

from core.approaches.model import Caution, Consent, CriterionMet, PlannedMeasure, Weighing
from core.clients.file import ClientFile
from core.formulation.model import Formulation
from core.history.model import History
from core.reports.document import Bullets, KeyValues
from core.reports.plans import plans_blocks
from core.sessions.model import Goal
from core.sessions.safety import Concern
from tests.people import MARA, TODAY, days_ago, plan

GOAL = Goal(client_id=MARA.id, words="Ask once, and wait.")


def file(**more: object) -> ClientFile:
    fields = {name: [] for name in ClientFile._fields} | {
        "client": MARA, "today": TODAY, "formulation": Formulation(),
        "history": History(**{name: [] for name in History._fields}),
    }  # fmt: skip
    return ClientFile(**(fields | more))


def told(**more: object) -> str:
    lines = []
    for block in plans_blocks(file(**more)):
        if isinstance(block, KeyValues):
            lines += [f"{name}: {text}" for name, text in block.pairs]
        elif isinstance(block, Bullets):
            lines += [str(item) for item in block.items]
    return "\n".join(lines)


def weighing(*cautions: Caution, approach: str = "efit") -> Weighing:
    return Weighing(client_id=MARA.id, approach=approach, cautions=cautions)


def test_no_plan_says_nothing() -> None:
    assert told() == ""


def test_goals_measures_consents_and_what_was_seen_as_met() -> None:
    said = told(
        goals=[GOAL],
        plans=[plan(
            MARA, days_ago(-20), goals=(GOAL.id,),
            planned_measures=(PlannedMeasure(instrument="phq-9", every=2),),
            consents=(Consent(item="Recording of sessions", state="declined", on=days_ago(30)),
                      Consent(item="Letters", state="not_asked")),
            criteria=(CriterionMet(criterion="can_settle", on=days_ago(9)),),
        )],
    )  # fmt: skip
    assert "Goals: Ask once, and wait." in said
    assert "Measures: PHQ-9 every 2 sessions" in said
    assert "Consent: recording of sessions: declined on 12 May 2026" in said
    assert "Letters" not in said
    assert "Seen as met: can settle (2 Jun 2026)" in said


def test_a_plan_inside_another_says_so_and_follows_it() -> None:
    outer = plan(MARA, None)
    inner = plan(MARA, None, approach="emdr", within=outer.id)
    said = told(plans=[inner, outer])
    assert "within EFIT" in said
    assert said.index("EFIT") < said.index("EMDR")


def test_cautions_found_are_told_with_the_decision_and_the_rest_in_one_line() -> None:
    said = told(
        plans=[plan(MARA, None)],
        weighings=[weighing(
            Caution(reason="addiction_active", found="present", on=days_ago(3)),
            Caution(reason="psychosis", found="absent", on=days_ago(3)),
            Caution(reason="leaving"),
        )],
    )  # fmt: skip
    assert "Found present. Active untreated addiction: no decision yet" in said
    assert "not found: psychosis now or past year (8 Jun 2026)" in said
    assert "leave" not in said


def test_what_is_newer_than_not_found_takes_the_place_of_it() -> None:
    asked = weighing(Caution(reason="suicide_acute", found="absent", on=days_ago(9)),
                     Caution(reason="psychosis", found="absent", on=days_ago(9)))  # fmt: skip
    acute = Concern(client_id=MARA.id, kind="suicide", acute=True, noted_on=days_ago(2))
    said = told(plans=[plan(MARA, None)], weighings=[asked], concerns=[acute])
    assert "acute suicide risk" not in said
    assert "Acute suicide risk: something newer is on record, see Safety" in said
    assert "not found: psychosis now or past year (2 Jun 2026)" in said
    found = weighing(Caution(reason="psychosis", found="present", on=days_ago(1)), approach="ifs")
    said = told(plans=[plan(MARA, None)], weighings=[asked, found])
    assert "Psychosis now or past year: found present when IFS was weighed, 10 Jun 2026" in said
    assert "not found: acute suicide risk (2 Jun 2026)" in said


def test_cautions_stand_under_their_own_plan() -> None:
    first, second = plan(MARA, None), plan(MARA, None, approach="emdr")
    here = Caution(reason="psychosis", found="present", on=days_ago(3))
    said = told(plans=[first, second], weighings=[weighing(here)])
    assert said.index("Found present") < said.index("EMDR")


def test_violence_is_never_told_however_it_was_recorded() -> None:
    caution = Caution(reason="partner_violence", found="present", decision="postpone",
                      why="Afraid at home", on=days_ago(3))  # fmt: skip
    for found in ("present", "absent"):
        one = caution.model_copy(update={"found": found})
        said = told(
            plans=[plan(MARA, None, cautions=(one,)), plan(MARA, None, approach="eft_couples")],
            weighings=[weighing(one), weighing(one, approach="eft_couples")],
            concerns=[Concern(client_id=MARA.id, kind="partner_violence", noted_on=days_ago(3))],
        )
        for word in ("iolence", "control", "afraid", "Afraid", "postpone", "Found", "not found"):
            assert word not in said


def test_criteria_of_couple_work_stay_out_because_some_were_told_alone() -> None:
    met = (CriterionMet(criterion="s1_seen_alone", on=days_ago(9)),
           CriterionMet(criterion="s2_safe", on=days_ago(9)))  # fmt: skip
    said = told(plans=[plan(MARA, None, approach="eft_couples", criteria=met)])
    assert "Seen as met" not in said
    assert "alone" not in said
