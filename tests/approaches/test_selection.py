"""What the selection says for one client: reasons with their records, and nothing ranked.

The cut-offs named here are those of core/outcomes/instruments (PHQ-9 screening line 10: Kroenke
2001; DES-II 30: Carlson & Putnam 1993), with their sources there.
"""

from __future__ import annotations

import pytest

from core.approaches.definitions import definitions
from core.approaches.grounds import Ground
from core.approaches.model import Caution, Plan, Readiness, Weighing, weighing_id
from core.approaches.selection import NO_COUPLE, Candidate, IndicationFound, selection
from core.approaches.weighed import CautionFound, CheckFound
from core.assembly import Services
from core.clients.file import ClientFile
from core.clients.model import Client, Couple
from core.formulation.model import Formulation
from core.history.model import AdultRelationship, Figure, HistoryEvent
from core.outcomes.series import series_of
from core.sessions.safety import Concern
from tests.people import CLINICIAN, JONAS, MARA, days_ago, episode, filled_in, link, node, phq9

DES = (100,) * 28  # every experience all of the time


@pytest.fixture
def file(services: Services, mara: Client) -> ClientFile:
    """Mara's file before anything was recorded in it."""
    return services.file(CLINICIAN, mara.id)


def of(file: ClientFile, approach: str) -> Candidate:
    return next(one for one in selection(file) if one.definition.id == approach)


def indication(file: ClientFile, approach: str, words: str) -> IndicationFound:
    found = of(file, approach)
    return next(one for one in (*found.indications, *found.outside) if words in one.words)


def said(grounds: tuple[Ground, ...]) -> list[tuple[str, str]]:
    return [(one.words, one.page) for one in grounds]


def caution(file: ClientFile, approach: str, reason: str) -> CautionFound:
    return next(one for one in of(file, approach).cautions if one.definition.reason == reason)


def check(file: ClientFile, approach: str, name: str) -> CheckFound:
    return next(one for one in of(file, approach).readiness if one.definition.id == name)


def with_events(file: ClientFile, *events: HistoryEvent) -> ClientFile:
    return file._replace(history=file.history._replace(events=list(events)))


def weighed(approach: str, *cautions: Caution, **more: object) -> Weighing:
    made = weighing_id(MARA.id, approach)
    return Weighing(id=made, client_id=MARA.id, approach=approach, cautions=cautions, **more)


def memory_map() -> Formulation:
    """A memory that taught a belief, which made sensitive to a cue; and a cue on its own."""
    memory, care = node(MARA, "The night at the station", "event"), node(MARA, "Hurried", "care")
    belief, cue = node(MARA, "I am left", "belief"), node(MARA, "No reply", "cue")
    alone = node(MARA, "Rain", "cue")
    links = (link(memory, belief, "learned"), link(belief, cue, "sensitises"))
    return Formulation(nodes=(memory, care, belief, cue, alone), links=links)


def test_an_empty_file_says_nothing_on_record_and_nothing_asked(file: ClientFile) -> None:
    found = selection(file)
    assert [one.definition.id for one in found] == list(definitions())
    for one in found:
        assert not any(each.on_record for each in (*one.indications, *one.outside))
        assert {each.found for each in one.cautions} == {"not_asked"}
        assert {each.state for each in one.readiness} == {"not_asked"}
        assert all(aim.nodes == () for aim in one.aims)
        assert one.plans == ()


def test_couple_work_is_laid_out_for_one_person_too_and_says_so(file: ClientFile) -> None:
    assert of(file, "eft_couples").note == NO_COUPLE
    assert of(file, "emdr").note == ""
    paired = file._replace(couple=Couple(client_id=MARA.id, partner_id=JONAS.id))
    assert of(paired, "eft_couples").note == ""
    distressed = indication(paired, "eft_couples", "A couple in distress")
    assert said(distressed.grounds) == [], "being a couple is not being in distress"


def test_a_memory_that_the_map_links_to_a_cue_of_today(file: ClientFile) -> None:
    found = indication(file._replace(formulation=memory_map()), "emdr", "Specific memories")
    assert said(found.grounds) == [
        ("On the map: “The night at the station” may lead to “No reply”.", "Map")
    ]


def test_the_nodes_an_approach_would_work_on_stand_under_what_it_calls_them(
    file: ClientFile,
) -> None:
    gate = node(MARA, "The checker", "part", part_role="manager")
    unknown = node(MARA, "Someone small", "part")
    drawn = file._replace(formulation=Formulation(nodes=(*memory_map().nodes, gate, unknown)))
    emdr = {
        aim.label.split(":")[0]: [name for _, name in aim.nodes] for aim in of(drawn, "emdr").aims
    }
    assert emdr["Past"] == ["The night at the station", "Hurried"]
    assert emdr["Present"] == ["No reply", "Rain"]
    ifs = {aim.label: [name for _, name in aim.nodes] for aim in of(drawn, "ifs").aims}
    assert ifs["Managers"] == ["The checker"]
    assert ifs["Parts whose role is not known yet"] == ["Someone small"]


def test_a_measure_speaks_only_where_it_was_beyond_its_published_line(file: ClientFile) -> None:
    def words(*totals: int) -> list[str]:
        forms = [phq9(MARA, total, days_ago(20 - n)) for n, total in enumerate(totals)]
        measured = file._replace(courses=series_of(forms))
        return [one.words for one in indication(measured, "efit", "Depression").grounds]

    assert words(9) == []
    assert words(10) == ["PHQ-9 filled in on 22 May 2026, 10, at or above 10 (screening line)."]
    assert words(18, 5) == []


def test_a_high_des_prompts_an_interview_and_is_no_diagnosis(file: ClientFile) -> None:
    form = filled_in(MARA, "des-ii", DES, days_ago(3))
    high = file._replace(courses=series_of([form]))
    (hint,) = caution(high, "emdr", "dissociation").hints
    assert hint.words.endswith("30 and over prompts a clinical interview, not a diagnosis.")
    assert caution(high, "emdr", "dissociation").found == "not_asked"
    assert check(high, "emdr", "dissociation_screened").grounds[0].page == "Outcomes"
    low = file._replace(courses=series_of([filled_in(MARA, "des-ii", (0,) * 28, days_ago(3))]))
    assert caution(low, "emdr", "dissociation").hints == ()
    assert check(low, "emdr", "dissociation_screened").grounds != ()


def test_the_detail_of_what_was_left_at_its_headline_never_appears(file: ClientFile) -> None:
    told = {"kind": "abuse_phys", "distress_now": 9, "detail": "the belt", "client_id": MARA.id}
    parked = HistoryEvent(headline="The cellar", state="headline_only", **told)
    silent = HistoryEvent(headline="Uncle Tor", state="declined", **told)
    spoken = HistoryEvent(headline="The train", **told)
    full = with_events(file, parked, silent, spoken)
    found = indication(full, "emdr", "Events that still distress").grounds
    assert [one.words for one in found] == [
        "“The cellar”, left at its headline.",
        "An event the client did not speak of.",
        "“The train”, distress now 9 of 10.",
    ]
    named = node(MARA, "Not now", "event", source_id=silent.id)
    drawn = full._replace(formulation=Formulation(nodes=(named,)))
    everything = repr(selection(drawn))
    assert "“Not now”, left at its headline." in everything
    assert "the belt" not in everything
    assert "Uncle Tor" not in everything


def test_the_newest_answer_counts_wherever_it_was_kept(file: ClientFile) -> None:
    before = Caution(reason="seizure", found="absent", decision="proceed", on=days_ago(60))
    now = Caution(reason="seizure", found="present", decision="refer", why="Asked her doctor.",
                  on=days_ago(2))  # fmt: skip
    plan = Plan(client_id=MARA.id, approach="emdr", cautions=(now,), chosen_on=days_ago(30))
    kept = file._replace(plans=[plan], weighings=[weighed("emdr", before)])
    found = caution(kept, "emdr", "seizure")
    assert (found.found, found.decision, found.why) == ("present", "refer", "Asked her doctor.")
    assert of(kept, "emdr").plans == ("current since 12 May 2026",)


def test_what_was_found_for_another_approach_is_told_and_decides_nothing(file: ClientFile) -> None:
    told = Caution(reason="psychosis", found="present", decision="supervise", on=days_ago(5))
    kept = file._replace(weighings=[weighed("emdr", told)])
    found = caution(kept, "ifs", "psychosis")
    assert found.found == "not_asked"
    assert said(found.elsewhere) == [
        ("Found present when EMDR was weighed, 6 Jun 2026.", "Approach")
    ]
    assert caution(kept, "emdr", "psychosis").elsewhere == ()


def test_a_caution_the_definition_does_not_have_is_shown_too(file: ClientFile) -> None:
    own = Caution(reason="other: Night shifts", found="present", on=days_ago(5))
    kept = file._replace(weighings=[weighed("emdr", own)])
    last = of(kept, "emdr").cautions[-1]
    assert (last.label, last.found, last.sources) == ("Night shifts", "present", ())


def test_the_safety_record_is_a_hint_and_pauses_what_its_caution_pauses(file: ClientFile) -> None:
    acute = Concern(client_id=MARA.id, kind="suicide", acute=True, noted_on=days_ago(1),
                    what="named a day")  # fmt: skip
    kept = file._replace(concerns=[acute])
    found = caution(kept, "emdr", "suicide_acute")
    assert said(found.hints) == [
        ("Suicide thoughts or plans: present now, acute, noted on 10 Jun 2026.", "Client")
    ]
    assert (found.found, found.paused) == ("not_asked", "emdr_processing")
    assert caution(kept, "ifs", "suicide_acute").paused is None
    assert "named a day" not in repr(selection(kept))
    calm = file._replace(concerns=[acute.amended(acute=False)])
    assert caution(calm, "emdr", "suicide_acute").paused is None


def test_violence_is_marked_as_for_the_clinician_only(file: ClientFile) -> None:
    noted = Concern(client_id=MARA.id, kind="partner_violence", noted_on=days_ago(1))
    known = AdultRelationship(client_id=MARA.id, partner="J", current=True, violence="threw it")
    history = file.history._replace(relationships=[known])
    found = caution(file._replace(concerns=[noted], history=history), "eft_couples",
                    "partner_violence")  # fmt: skip
    assert [one.private for one in found.hints] == [True, True]
    assert "threw it" not in repr(found)
    assert found.paused == "couple_enactment"


def test_a_flag_nobody_acknowledged_is_a_hint(services: Services, mara: Client) -> None:
    services.outcomes.record(CLINICIAN, phq9(mara, 12, days_ago(2), item_9=2))
    (hint,) = caution(services.file(CLINICIAN, mara.id), "emdr", "suicide_acute").hints
    assert hint.words.startswith("PHQ-9 item 9")
    assert hint.words.endswith("answered 2 on 9 Jun 2026, not yet acknowledged.")


def test_a_check_shows_its_state_and_what_was_asked_and_not_found(file: ClientFile) -> None:
    asked = Concern(client_id=MARA.id, kind="suicide", state="asked_none", noted_on=days_ago(9))
    done = Readiness(check="risk_reviewed", state="met", on=days_ago(9), by="Dr Falk")
    nan = Figure(client_id=MARA.id, name="Nan", safe_haven=True)
    kept = file._replace(
        concerns=[asked], weighings=[weighed("emdr", readiness=(done,))],
        history=file.history._replace(figures=[nan]),
    )  # fmt: skip
    found = check(kept, "emdr", "risk_reviewed")
    assert (found.state, found.on, found.by) == ("met", days_ago(9), "Dr Falk")
    assert said(found.grounds) == [
        ("Suicide thoughts or plans: asked, not found, noted on 2 Jun 2026.", "Client")
    ]
    assert caution(kept, "emdr", "suicide_acute").hints == ()
    assert check(kept, "emdr", "support_person").grounds[0].words == "“Nan”: a safe haven."


def test_a_great_deal_on_record_changes_neither_order_nor_length(file: ClientFile) -> None:
    nodes = tuple(node(MARA, f"Cue {n}", "cue") for n in range(200))
    memory = node(MARA, "First", "event")
    drawn = Formulation(
        nodes=(memory, *nodes),
        links=tuple(link(memory, cue, "sensitises") for cue in nodes),
    )
    diary = [episode(MARA, days_ago(n % 300), themes=("shame",)) for n in range(900)]
    full = file._replace(formulation=drawn, episodes=diary)
    assert [one.definition.id for one in selection(full)] == list(definitions())
    (ground,) = indication(full, "emdr", "Specific memories").grounds
    assert ground.words.count("may lead to") == 4
    assert ground.words.endswith("and 196 more.")
    (shame,) = indication(full, "ifs", "Shame").grounds
    assert shame.words.startswith("900 of 900 diary episodes hold one of ")


def test_nothing_in_the_words_advises_ranks_or_scores(file: ClientFile) -> None:
    text = repr([candidate.definition for candidate in selection(file)]).casefold()
    for word in (
        "recommended for this client",
        "best choice",
        "should choose",
        "high risk",
        "tier",
    ):
        assert word not in text
