"""The approaches side by side: the same for each, nothing ranked, private things private."""

from __future__ import annotations

import pytest

from core.approaches.definitions import definitions
from core.approaches.model import Caution, Readiness, Weighing, weighing_id
from core.assembly import Practice
from core.exchange.sample import sample_id
from dashboard import workspace
from tests.dashboard.conftest import Screen

EVERYBODY = [f"HL-10{number}" for number in range(1, 8)]
NAMES = [one.label for one in definitions().values()]
FACTS = ["Would work on", "Speaks for it", "Cautions", "Readiness", "Evidence"]


def choosing(screen: Screen, code: str) -> Screen:
    screen.open("approach", code)
    screen.at.segmented_control(key=f"approach.view.{sample_id(code)}").set_value("choose").run()
    return screen


def closely(screen: Screen, code: str, approach: str, section: str = "Reasons") -> Screen:
    choosing(screen, code)
    screen.at.button(key=f"approach.look.{approach}").click().run()
    screen.at.segmented_control(key=f"approach.section.{sample_id(code)}").set_value(section).run()
    return screen


@pytest.mark.parametrize("code", EVERYBODY)
def test_every_approach_stands_there_with_the_same_lines(screen: Screen, code: str) -> None:
    choosing(screen, code)
    assert not screen.at.exception
    columns = [one.value for one in screen.at.markdown if "**Would work on**" in one.value]
    assert len(columns) == len(NAMES)
    for column in columns:
        places = [column.index(f":small[**{fact}**]") for fact in FACTS]
        assert places == sorted(places)


def test_the_order_is_that_of_the_definitions_for_everybody(screen: Screen) -> None:
    for code in ("HL-102", "HL-104", "HL-107"):
        choosing(screen, code)
        heads = [
            m.value for m in screen.at.markdown if m.value.strip("*").replace("\\", "") in NAMES
        ]
        assert [one.strip("*").replace("\\", "") for one in heads] == NAMES


def test_nothing_is_recommended(screen: Screen) -> None:
    said = choosing(screen, "HL-101").words.lower()
    for word in ("best", "we suggest", "suitable", "score of", "risk level", "most fitting"):
        assert word not in said
    assert "recommends nothing and ranks nothing" in said


def test_a_nearly_empty_file_says_what_is_not_there_yet(screen: Screen) -> None:
    said = choosing(screen, "HL-107").words
    assert "not asked yet" in said
    assert not screen.at.exception


def test_a_reason_names_the_record_it_rests_on_and_leads_there(screen: Screen) -> None:
    closely(screen, "HL-102", "emdr")
    opens = [b for b in screen.at.button if b.label.startswith("Open ")]
    assert {"Open Map", "Open History"} <= {b.label for b in opens}
    next(b for b in opens if b.label == "Open History").click().run()
    assert screen.at.title[0].value == "History"


def test_a_node_opens_on_the_map(screen: Screen, sample_practice: Practice) -> None:
    closely(screen, "HL-102", "emdr")
    pills = next(p for p in screen.at.button_group if p.key and p.key.startswith("approach.nodes."))
    formulation = sample_practice.services().formulation
    known = formulation.formulation(sample_practice.actor, sample_id("HL-102"))
    node = next(one for one in known.nodes if one.name == pills.options[0])
    pills.set_value(str(node.id)).run()
    assert screen.at.title[0].value == "Map"
    assert f"**{node.name}**" in screen.words


@pytest.mark.parametrize("approach", list(definitions()))
def test_evidence_comes_with_grade_words_numbers_and_sources(screen: Screen, approach: str) -> None:
    said = closely(screen, "HL-103", approach, "Evidence").words
    known = definitions()[approach]
    assert not screen.at.exception
    for card in known.evidence:
        assert f"**{card.indication}** · grade **{card.grade}**" in said
        assert card.numbers in said
        assert not card.sources or known.named(card.sources)[0].reference in said


def test_the_70_to_75_per_cent_is_explained_where_it_is_quoted(screen: Screen) -> None:
    said = closely(screen, "HL-104", "eft_couples", "Evidence").words
    assert "70-75%" in said
    assert "Comes from" in said
    assert "Later: Pooled" in said


def test_cautions_stand_with_reason_decision_and_day(screen: Screen) -> None:
    said = closely(screen, "HL-102", "emdr", "Cautions and readiness").words
    assert "**Eye problem**: decided: proceed with change" in said
    assert "Answer all" in [b.label for b in screen.at.button]


def kept(practice: Practice, code: str, approach: str, **fields: object) -> None:
    """Save a weighing of a client's own, on top of the one that is there."""
    approaches, client_id = practice.services().approaches, sample_id(code)
    was = approaches.weighing(practice.actor, client_id, approach)
    fresh = Weighing(id=weighing_id(client_id, approach), client_id=client_id, approach=approach,
                     version=was.version, **fields)  # fmt: skip
    approaches.save_weighing(practice.actor, fresh)


def test_of_the_partner_only_done_or_not_yet_is_told(
    screen: Screen, sample_practice: Practice
) -> None:
    kept(sample_practice, "HL-105", "eft_couples",
         readiness=(Readiness(check="violence_screen", state="met", note="Told of a push in May"),
                    Readiness(check="commitment", state="not_yet", note="Has a flat in mind")),
         cautions=(Caution(reason="partner_violence", found="present", decision="postpone",
                           why="Afraid when he drinks"),))  # fmt: skip
    kept(sample_practice, "HL-104", "eft_couples")
    said = closely(screen, "HL-104", "eft_couples", "Cautions and readiness").words
    theirs = said.partition("The other partner, in their own file")[2]
    assert "in a meeting alone: done" in theirs
    assert "stay and work" not in theirs
    for word in ("push", "flat", "Afraid", "ostpone", "**Violence, fear or control now**"):
        assert word not in said


def test_a_shared_screen_shows_nothing_of_cautions_and_screens(
    screen: Screen, sample_practice: Practice, monkeypatch: pytest.MonkeyPatch
) -> None:
    kept(sample_practice, "HL-104", "eft_couples",
         cautions=(Caution(reason="affair_ongoing", found="present"),))  # fmt: skip
    monkeypatch.setattr(workspace, "_covered", {""})  # the sign-in of a run without a door
    said = choosing(screen, "HL-104").words
    assert "not shown while the screen is shared" in said
    sections = screen.at.segmented_control(key=f"approach.section.{sample_id('HL-104')}")
    assert list(sections.options) == ["Reasons", "Evidence"]
    for word in (
        "Affair",
        "affair still",
        "Violence",
        "meeting alone",
        "not asked yet",
        "partner, in",
    ):
        assert word not in said
    screen.at.segmented_control(key=f"approach.view.{sample_id('HL-104')}").set_value("plan").run()
    assert "Cautions found" not in screen.words
    assert "alone" not in screen.words.partition("Stage 1")[2].partition("Stage 2")[0]
