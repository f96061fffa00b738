"""Verdicts are written when they turn, kept for good, and found on the file, brief and report."""

from __future__ import annotations

import pytest

from core.assembly import Practice, Services
from core.clients.model import Client
from core.errors import NotFound, NotPermitted
from core.formulation.model import Link, Prediction, Verdict
from core.formulation.verdicts import TAKEN_BACK, turns
from core.sessions.brief import brief
from tests.access.cast import ELSE, OWNER, actor_of, related, staffed
from tests.formulation.diary import CHECKS, SLOW, fourfold, material, predicted
from tests.people import CLINICIAN, MARA, days_ago, episode, filled_in, link, node, seen

# Convictions of like-sex twins (R's ?fisher.test): 2 of 12 against 15 of 18, p = 0.0005367.
TWINS = (2, 10, 15, 3)
LESS = Prediction(kind="same_episode", goes_with="less", set_on=days_ago(190))


def on_the_map(services: Services, prediction: Prediction | None = LESS) -> Link:
    for one in (SLOW, CHECKS):
        services.formulation.save_node(CLINICIAN, one)
    return services.formulation.save_link(CLINICIAN, link(SLOW, CHECKS, prediction=prediction))


def told(services: Services, one: Link) -> list[tuple[str, int]]:
    return [(v.state, v.episodes) for v in services.hypotheses.verdicts(CLINICIAN, one)]


def test_episodes_are_added_until_the_verdict_turns(services: Services, mara: Client) -> None:
    one = on_the_map(services)
    for moment in fourfold(*TWINS):
        services.triggers.save(CLINICIAN, moment)
    # At the 17th episode, 2 of 12 against 5 of 5: p = 66 of the 19,448 ways to pick 7 of 17.
    assert told(services, one) == [("untested", 0), ("supported", 17)]
    finding = services.hypotheses.findings(CLINICIAN, mara.id)[one.id]
    assert (finding.state, finding.tested.n) == ("supported", 30)


def test_a_verdict_says_its_counts_as_they_were_on_the_day(
    services: Services,
    mara: Client,  # noqa: ARG001
) -> None:
    one = on_the_map(services)
    for moment in fourfold(*TWINS):
        services.triggers.save(CLINICIAN, moment)
    last = services.hypotheses.verdicts(CLINICIAN, one)[-1]
    assert last.sentence == (
        "“Checks his phone” showed in 2 of 12 episodes with “Slow reply”, and in 5 of 5 without it."
    )
    assert last.found_on == services.today()
    assert last.p == pytest.approx(66 / 19_448)


def test_taking_an_episode_out_turns_it_back(services: Services, mara: Client) -> None:
    one = on_the_map(services)
    saved = [services.triggers.save(CLINICIAN, moment) for moment in fourfold(4, 3, 1, 6)]
    services.triggers.retire(CLINICIAN, saved[0])
    assert told(services, one) == [("untested", 0), ("not_yet", 12), ("untested", 13)]
    assert services.hypotheses.findings(CLINICIAN, mara.id)[one.id].state == "untested"


def test_a_prediction_taken_back_leaves_it_untested_and_its_history_stays(
    services: Services,
    mara: Client,
) -> None:
    one = on_the_map(services)
    for moment in fourfold(*TWINS):
        services.triggers.save(CLINICIAN, moment)
    bare = services.formulation.save_link(CLINICIAN, one.amended(prediction=None))
    verdicts = services.hypotheses.verdicts(CLINICIAN, bare)
    assert [v.state for v in verdicts] == ["untested", "supported", "untested"]
    assert verdicts[-1].sentence == TAKEN_BACK
    assert services.hypotheses.findings(CLINICIAN, mara.id) == {}
    services.triggers.save(CLINICIAN, episode(MARA, days_ago(1)))
    assert len(services.hypotheses.verdicts(CLINICIAN, bare)) == 3


def test_a_node_taken_off_the_map_leaves_it_untested(services: Services, mara: Client) -> None:
    one = on_the_map(services)
    for moment in fourfold(*TWINS):
        services.triggers.save(CLINICIAN, moment)
    known = services.formulation.formulation(CLINICIAN, mara.id).node(CHECKS.id)
    assert known is not None
    services.formulation.retire(CLINICIAN, known)
    assert told(services, one)[-1][0] == "untested"


def test_another_prediction_on_the_link_is_a_verdict_of_its_own(
    services: Services,
    mara: Client,  # noqa: ARG001
) -> None:
    one = on_the_map(services)
    services.formulation.save_link(
        CLINICIAN, one.amended(prediction=LESS.model_copy(update={"goes_with": "more"}))
    )
    verdicts = services.hypotheses.verdicts(CLINICIAN, one)
    assert [v.prediction.goes_with for v in verdicts] == ["less", "more"]


def test_without_a_prediction_nothing_is_written(services: Services, mara: Client) -> None:
    on_the_map(services, None)
    services.triggers.save(CLINICIAN, episode(MARA, days_ago(1)))
    assert services.hypotheses.every_verdict(CLINICIAN, mara.id) == []


def test_an_assistant_who_records_a_measure_turns_a_verdict_but_reads_none(
    practice: Practice,
) -> None:
    services = practice.services()
    services.clients.save(OWNER, MARA)
    staffed(practice)
    related(practice, ELSE, "none")
    services.assignments.assign(ELSE, MARA.id, "theassistant", "assistant")
    low = node(MARA, "Low mood", "measure", terms=("phq-9",))
    falls = predicted("belief_falls", low)
    for one in (low, CHECKS):
        services.formulation.save_node(ELSE, one)
    services.formulation.save_link(ELSE, falls)
    for place in range(5):
        for action in ["check"] * place + ["withdraw"] * (5 - place):
            moment = episode(MARA, days_ago(95 - 20 * place), action=action)
            services.triggers.save(ELSE, moment)
    assistant = actor_of("assistant")
    for place in range(5):
        answers = (3,) * place + (0,) * (9 - place)
        taken = filled_in(MARA, "phq-9", answers, days_ago(100 - 20 * place))
        practice.services().outcomes.record(assistant, taken)
    asked = practice.services().hypotheses
    assert [v.state for v in asked.verdicts(ELSE, falls)] == ["untested", "supported"]
    for refused in (asked.findings, asked.every_verdict):
        with pytest.raises((NotPermitted, NotFound)):
            refused(assistant, MARA.id)


def test_replaying_the_days_gives_the_turns_that_living_through_them_gave(
    services: Services,
    mara: Client,  # noqa: ARG001
) -> None:
    one = on_the_map(services)
    for moment in fourfold(*TWINS):
        services.triggers.save(CLINICIAN, moment)
    replayed = turns(material([one], fourfold(*TWINS)))
    assert [(v.state, v.episodes) for v in replayed] == [
        ("untested", 11), ("supported", 17),
    ]  # fmt: skip
    lived = services.hypotheses.verdicts(CLINICIAN, one)
    assert [v.sentence for v in replayed[1:]] == [v.sentence for v in lived[1:]]
    assert replayed[0].found_on == LESS.set_on
    assert replayed[1].found_on == days_ago(200 - 16)


def test_a_turn_since_the_last_session_leads_the_hypotheses_of_the_brief(
    services: Services, mara: Client
) -> None:
    services.sessions.save(CLINICIAN, seen(MARA, days_ago(7)))
    on_the_map(services)
    for moment in fourfold(*TWINS):
        services.triggers.save(CLINICIAN, moment)
    made = brief(services.file(CLINICIAN, mara.id))
    lines = next(s for s in made.sections if "Hypotheses" in s.heading).lines
    assert lines[0].text == (
        "“Slow reply” may lead to “Checks his phone”: turned to supported on 11 Jun. “Checks "
        "his phone” showed in 2 of 12 episodes with “Slow reply”, and in 5 of 5 without it."
    )
    assert "Fisher" in lines[0].source
    assert "Read it as a hint." in lines[0].source


def test_verdicts_of_one_link_are_not_those_of_another(services: Services, mara: Client) -> None:
    one = on_the_map(services)
    other = services.formulation.save_link(CLINICIAN, link(CHECKS, SLOW, prediction=LESS))
    found: list[Verdict] = services.hypotheses.every_verdict(CLINICIAN, mara.id)
    assert {v.link_id for v in found} == {one.id, other.id}
    assert len(services.hypotheses.verdicts(CLINICIAN, other)) == 1
