"""The handouts: one page, plain words, nothing unsupported, nobody's data."""

from __future__ import annotations

import re

import pytest

from core.access.settings import Settings
from core.knowledge.claims import claim, claims
from core.knowledge.handouts import Handout, handout_for, handouts
from core.knowledge.scenarios import scenarios
from core.reports.document import Bullets, Document, Heading, Paragraph, plain
from core.reports.handout import contact_line, handout_document, handout_file
from core.reports.render import Format
from tests.knowledge.reading_level import grade
from tests.reports.reading import reader, squeezed, text_of

PRACTICE = Settings(
    practice_name="Linden Practice", clinician="Dr Ada Reed",
    contact="01632 960 123, Monday to Friday, 9 to 17", report_footer="Confidential.",
)  # fmt: skip
HEDGES = re.compile(r"\b(may|might|can|some)\b", re.IGNORECASE)
JARGON = re.compile(
    r"amygdala|cortex|prefrontal|cortisol|oxytocin|dopamine|neural|rewir|hijack|addict|"
    r"dysregulat|hypervigilan|avoidant|anxious attachment|disorder",
    re.IGNORECASE,
)
EVERY = pytest.mark.parametrize("handout", handouts(), ids=lambda one: one.id)


def words_of(document: Document) -> str:
    told: list[str] = []
    for block in document.blocks:
        if isinstance(block, Paragraph):
            told.append(plain(block.spans))
        elif isinstance(block, Bullets):
            told += [plain(item) for item in block.items]
    return " ".join(told)


def test_there_is_one_for_each_scenario_and_a_general_one() -> None:
    told = {one.id for one in scenarios() if one.claims}
    assert {one.scenario for one in handouts() if one.scenario} == told
    assert handouts()[0].title == "Why closeness can feel unsafe"
    assert handout_for("we_need_to_talk") == handouts()[0]


@EVERY
def test_no_line_rests_on_an_unsupported_statement_or_one_without_a_source(
    handout: Handout,
) -> None:
    for line in handout.lines:
        held = {claim(one).status for one in line.claims}
        assert held <= {"supported", "mixed"}, line.text


@EVERY
def test_a_line_that_rests_on_mixed_evidence_is_hedged(handout: Handout) -> None:
    for line in handout.lines:
        if any(claim(one).status == "mixed" for one in line.claims):
            assert HEDGES.search(line.text), line.text


@EVERY
def test_no_unsupported_statement_appears_and_no_jargon(handout: Handout) -> None:
    told = words_of(handout_document(handout.id, PRACTICE))
    left_out = [one for one in claims() if one.status in ("unsupported", "citation_not_found")]
    assert not any(one.claim.rstrip(".").casefold() in told.casefold() for one in left_out)
    assert not JARGON.search(told)


@EVERY
def test_it_says_what_can_change_what_people_try_and_that_it_is_about_people(
    handout: Handout,
) -> None:
    document = handout_document(handout.id, PRACTICE)
    headings = [block.text for block in document.blocks if isinstance(block, Heading)]
    assert headings == ["What may happen", "What can change", "What some people try",
                        "To talk about"]  # fmt: skip
    assert "about people in general, so only some of it may fit you." in words_of(document)


@EVERY
def test_it_fits_on_one_page_with_the_longest_contact_line(handout: Handout) -> None:
    longest = Settings(practice_name="P" * 120, clinician="C" * 120, contact="9" * 200)
    for settings in (PRACTICE, Settings(), longest):
        assert len(reader(handout_file(handout.id, settings, "pdf")).pages) == 1


@EVERY
def test_it_is_read_with_ease_by_grade_eight(handout: Handout) -> None:
    assert grade(words_of(handout_document(handout.id, PRACTICE))) <= 8


@pytest.mark.parametrize("fmt", ["pdf", "docx", "html"])
def test_every_format_says_the_same(fmt: Format) -> None:
    text = squeezed(text_of(fmt, handout_file("delayed_reply", PRACTICE, fmt)))
    for said in ("You sent a message", "What can change", "Old hurts may come to mind."):
        assert squeezed(said) in text


def test_the_foot_names_the_practice_and_how_to_reach_it() -> None:
    foot = handout_document("general", PRACTICE).confidentiality
    assert foot == "Linden Practice · Dr Ada Reed · 01632 960 123, Monday to Friday, 9 to 17"
    assert contact_line(Settings()) == "Ask your therapist how to reach them."
