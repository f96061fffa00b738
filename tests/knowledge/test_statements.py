"""The statements hang together: nothing dangles, nothing is said that its source does not carry."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from core import vocabulary
from core.knowledge.claims import STATUSES, claim, claims, find_claims, topics, weakest
from core.knowledge.reference_page import reference_page
from core.knowledge.scenarios import scenarios
from core.knowledge.strategies import KINDS, strategies, strategy_evidence
from core.knowledge.systems import brain_systems, systems_of
from core.knowledge.tables import statement_tables, table

ROOT = Path(__file__).parents[2]
DATA = sorted((ROOT / "core" / "knowledge").rglob("*.toml"))
SYSTEMS = (
    "amygdala", "prefrontal", "hpa", "hippocampus", "cortisol", "oxytocin", "dopamine",
    "social_pain", "default_mode", "salience", "epigenetics", "plasticity",
)  # fmt: skip


def test_there_are_95_statements_of_one_article_and_41_of_the_other() -> None:
    known = [one.id for one in claims()]
    assert known == [f"A{n:02}" for n in range(1, 96)] + [f"B{n:02}" for n in range(1, 42)]


def test_the_counts_of_each_status_are_those_of_the_clinical_model() -> None:
    """Clinical model, section 6: S supported 17, M mixed 77, U unsupported 38, CNF 4."""
    held = [one.status for one in claims()]
    assert [held.count(status) for status in STATUSES] == [17, 77, 38, 4]


def test_a_status_is_one_of_four_words() -> None:
    words = {one.status: one.status_words for one in claims()}
    assert words == {
        "supported": "Supported", "mixed": "Mixed", "unsupported": "Unsupported",
        "citation_not_found": "No source found",
    }  # fmt: skip


def test_every_statement_has_evidence_a_subject_and_is_told_once() -> None:
    told = [text for one in claims() for text in (one.claim, one.evidence)]
    assert all(text.endswith(".") for text in told)
    assert {one.system for one in claims()} == set(topics())
    assert len({one.claim for one in claims()}) == len(claims())


def test_a_statement_without_a_source_is_never_called_supported() -> None:
    assert {one.status for one in claims() if not one.sources} == {"unsupported"}
    assert claim("A17").citation == "no source found"


def test_every_source_is_used_and_has_an_address_or_says_where() -> None:
    used = {key for file in statement_tables() for row in file["statement"]
            for key in row["sources"]}  # fmt: skip
    used |= {key for row in table("strategies").values() for key in row["sources"]}
    assert used == set(table("sources")["sources"])


def test_each_system_says_what_is_not_known_and_rests_on_statements() -> None:
    assert tuple(one.id for one in brain_systems()) == SYSTEMS
    for one in brain_systems():
        assert all((one.said, one.known, one.not_known, one.can_change))
        assert [claim(held).id for held in one.claims] == list(one.claims)


def test_the_thin_coverage_of_the_hippocampus_is_said() -> None:
    thin = next(one for one in brain_systems() if one.id == "hippocampus")
    assert set(thin.claims) == {"A68", "B01"}
    assert "Only two studies" in thin.not_known


@pytest.mark.parametrize(
    ("scenario", "first", "last"),
    [("delayed_reply", 36, 39), ("perceived_distance", 40, 43), ("uncertainty", 44, 48)],
)
def test_a_scenario_names_every_statement_of_its_article(
    scenario: str, first: int, last: int
) -> None:
    """Clinical model, section 2: delayed text A36-A39, distance A40-A43, uncertainty A44-A48."""
    shown = next(one for one in scenarios() if one.id == scenario)
    assert {f"A{n}" for n in range(first, last + 1)} <= set(shown.claims)
    assert shown.honest.startswith("A teaching story")
    assert "may" in shown.can_change


def test_the_opening_hook_claims_nothing_about_the_brain() -> None:
    hook = scenarios()[-1]
    assert (hook.id, hook.claims) == ("we_need_to_talk", ())
    assert {step.status for step in hook.steps} == {None}


def test_every_step_is_hedged_and_no_surer_than_what_it_rests_on() -> None:
    for step in (step for one in scenarios() for step in one.steps):
        assert re.search(r"\bmay\b", step.text), step.text
        assert step.status == weakest(step.claims)
    assert weakest(("A29", "A37")) == "mixed"
    assert weakest(("A01", "A39", "A06")) == "citation_not_found"


def test_what_helps_and_what_was_measured_are_words_of_the_vocabulary() -> None:
    known = {term.id for term in vocabulary.terms("regulation_strategies")}
    assert {one for scenario in scenarios() for one in scenario.helps} <= known
    assert set(table("strategies")) <= known
    assert {one.strategy for one in strategies()} == known
    assert {one.kind for one in strategies()} == set(KINDS)


def test_a_graded_strategy_says_what_was_measured_and_another_that_it_was_not_graded() -> None:
    breath = strategy_evidence("slow_breath")
    assert breath is not None
    assert breath.grade == "A-"
    assert "223 studies" in breath.measured
    assert breath.high_arousal_ok
    cold = strategy_evidence("cold_touch")
    assert cold is not None
    assert (cold.grade_words, cold.source) == ("Not graded here", "not looked up")
    assert {one.strategy for one in strategies() if one.graded} <= set(table("strategies"))
    assert strategy_evidence("other: cold shower") is None


def test_a_search_looks_at_words_references_and_ids() -> None:
    assert [one.id for one in find_claims("a36")] == ["A36"]
    assert {one.id for one in find_claims("Bartz 2010")} == {"A18", "A19", "A21", "A22", "B16"}
    assert {one.status for one in find_claims("amygdala", "unsupported")} == {"unsupported"}
    assert find_claims("", system="cortisol") == [claim(f"A{n}") for n in (14, 15, 16, 17)]
    assert find_claims("word that nobody wrote") == []


def test_a_statement_leads_to_its_systems() -> None:
    assert [one.id for one in systems_of("A68")] == ["hippocampus"]


def test_nothing_says_caused_and_no_file_is_too_long_to_read() -> None:
    for file in DATA:
        text = file.read_text(encoding="utf-8")
        assert not re.search(r"\bcaused\b", text), file.name
        assert len(text.splitlines()) <= 300, file.name


def test_the_page_of_the_docs_is_up_to_date() -> None:
    page = ROOT / "docs" / "reference" / "knowledge.md"
    assert page.read_text(encoding="utf-8") == reference_page()
