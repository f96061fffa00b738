"""What is newer on record than an answer "not found", and what others may see of the reasons."""

from __future__ import annotations

import pytest

from core.approaches.gates import GateFile
from core.approaches.model import Caution, Weighing, weighing_id
from core.approaches.selection import Candidate, for_others, selection
from core.approaches.weighed import CautionFound, not_recorded
from core.assembly import Services
from core.clients.file import ClientFile
from core.clients.model import Client, Couple, Injury
from core.history.model import AdultRelationship, HistoryEvent
from core.outcomes.series import series_of
from core.sessions.safety import Concern
from tests.people import CLINICIAN, JONAS, MARA, days_ago, phq9


@pytest.fixture
def file(services: Services, mara: Client) -> ClientFile:
    """Mara's file before anything was recorded in it."""
    return services.file(CLINICIAN, mara.id)


def of(file: ClientFile, approach: str) -> Candidate:
    return next(one for one in selection(file) if one.definition.id == approach)


def caution(file: ClientFile, approach: str, reason: str) -> CautionFound:
    return next(one for one in of(file, approach).cautions if one.definition.reason == reason)


def weighed(approach: str, *cautions: Caution) -> Weighing:
    made = weighing_id(MARA.id, approach)
    return Weighing(id=made, client_id=MARA.id, approach=approach, cautions=cautions)


def absent(reason: str, days: int, approach: str = "emdr") -> Weighing:
    return weighed(approach, Caution(reason=reason, found="absent", on=days_ago(days)))


def concern(kind: str = "suicide", days: int = 1, **more: object) -> Concern:
    return Concern(client_id=MARA.id, kind=kind, noted_on=days_ago(days), **more)


def test_a_newer_concern_stands_against_an_answer_not_found(file: ClientFile) -> None:
    asked = file._replace(weighings=[absent("suicide_acute", 9)])
    assert caution(asked, "emdr", "suicide_acute").against == ()
    newer = asked._replace(concerns=[concern(days=2, acute=True)])
    (against,) = caution(newer, "emdr", "suicide_acute").against
    assert (against.words, against.page) == (
        "Suicide thoughts or plans: present now, acute, noted on 9 Jun 2026.", "Client",
    )  # fmt: skip
    older = asked._replace(concerns=[concern(days=30)])
    assert caution(older, "emdr", "suicide_acute").against == ()
    closed = concern(days=2, closed_on=days_ago(1), closed_because="Talked through")
    assert caution(asked._replace(concerns=[closed]), "emdr", "suicide_acute").against == ()


def test_of_one_day_the_record_stands_against_the_answer(file: ClientFile) -> None:
    same = file._replace(weighings=[absent("suicide_acute", 2)], concerns=[concern(days=2)])
    assert len(caution(same, "emdr", "suicide_acute").against) == 1


def test_a_newer_flag_and_a_finding_in_another_weighing_stand_against_it_too(
    services: Services, mara: Client
) -> None:
    services.outcomes.record(CLINICIAN, phq9(mara, 12, days_ago(2), item_9=2))
    found = Caution(reason="suicide_acute", found="present", on=days_ago(3))
    file = services.file(CLINICIAN, mara.id)._replace(
        weighings=[absent("suicide_acute", 9), weighed("efit", found)]
    )
    told = [one.words for one in caution(file, "emdr", "suicide_acute").against]
    assert any(words.startswith("PHQ-9 item 9") for words in told)
    assert "Found present when EFIT for individuals was weighed, 8 Jun 2026." in told
    older = found.model_copy(update={"on": days_ago(20)})
    file = file._replace(weighings=[absent("suicide_acute", 9), weighed("efit", older)], flags=[])
    assert caution(file, "emdr", "suicide_acute").against == ()


def test_something_found_or_not_asked_has_nothing_against_it(file: ClientFile) -> None:
    kept = file._replace(concerns=[concern()])
    assert caution(kept, "emdr", "suicide_acute").against == ()


def test_others_see_no_reason_that_rests_on_risk(services: Services, mara: Client) -> None:
    services.outcomes.record(CLINICIAN, phq9(mara, 12, days_ago(2), item_9=2))
    known = AdultRelationship(client_id=MARA.id, partner="J", current=True, violence="threw it")
    file = services.file(CLINICIAN, mara.id)
    file = file._replace(
        concerns=[concern(), concern("partner_violence"), concern("relapse")],
        history=file.history._replace(relationships=[known]),
    )
    crisis = next(o for o in of(file, "support").indications if o.words.startswith("A crisis"))
    assert crisis.on_record
    for one in selection(file):
        seen = for_others(one)
        assert (seen.cautions, seen.readiness) == ((), ())
        shown = repr((seen.indications, seen.outside))
        for word in ("uicide", "iolence", "item 9", "Relapse", "written"):
            assert word not in shown
        assert not [o for o in seen.indications if o.words.startswith("A crisis") and o.on_record]
    every = [g for one in selection(file) for c in one.cautions for g in c.hints]
    assert every
    assert all(ground.private for ground in every)


def test_what_is_written_about_violence_is_worded_as_a_place_to_look(file: ClientFile) -> None:
    known = AdultRelationship(client_id=MARA.id, partner="J", current=True, violence="none at all")
    full = file._replace(history=file.history._replace(relationships=[known]))
    (ground,) = caution(full, "eft_couples", "partner_violence").hints
    assert ground.words == "Something is written in the private field of a present relationship."


@pytest.mark.parametrize(
    ("reason", "kind"), [("suicide_acute", "suicide"), ("partner_violence", "partner_violence")]
)
def test_a_risk_found_in_a_weighing_and_not_in_the_safety_record_is_named(
    reason: str, kind: str
) -> None:
    found = weighed("emdr", Caution(reason=reason, found="present", on=days_ago(3)))
    (one,) = not_recorded(GateFile(MARA.id, weighings=[found]))
    assert (one.kind, one.on) == (kind, days_ago(3))
    kept = GateFile(MARA.id, concerns=[concern(kind)], weighings=[found])
    assert not_recorded(kept) == ()
    other = GateFile(MARA.id, concerns=[concern("child")], weighings=[found])
    assert len(not_recorded(other)) == 1
    assert not_recorded(GateFile(MARA.id, weighings=[absent(reason, 2)])) == ()


def test_an_injury_of_the_couple_speaks_and_a_childhood_event_does_not(file: ClientFile) -> None:
    event = HistoryEvent(client_id=MARA.id, kind="betrayal", headline="My brother told")
    child = file._replace(history=file.history._replace(events=[event]))
    wanted = "An attachment injury"
    (found,) = [o for o in of(child, "eft_couples").indications if o.words.startswith(wanted)]
    assert not found.on_record
    hurt = [Injury(owner=MARA.id, headline="The hospital night"),
            Injury(owner=MARA.id, headline="The move", repair="repaired")]  # fmt: skip
    couple = Couple(client_id=MARA.id, partner_id=JONAS.id, injuries=tuple(hurt))
    paired = child._replace(couple=couple)
    (found,) = [o for o in of(paired, "eft_couples").indications if o.words.startswith(wanted)]
    assert [one.words for one in found.grounds] == [
        "An injury of the couple: “The hospital night”."
    ]


def test_a_score_that_is_over_its_line_no_more_is_told_and_is_no_reason(file: ClientFile) -> None:
    """The screening line of the PHQ-9 is 10: Kroenke 2001."""
    forms = [phq9(MARA, total, days_ago(20 - n)) for n, total in enumerate((17, 12, 5))]
    measured = file._replace(courses=series_of(forms))
    (found,) = [o for o in of(measured, "efit").indications if o.words.startswith("Depression")]
    assert not found.on_record
    assert found.notes == (
        "PHQ-9 is now below 10 (screening line): 5 on 24 May 2026. It was 17 at the start, and "
        "last at or above 10 (screening line) on 23 May 2026 (12).",
    )
