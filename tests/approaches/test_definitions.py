"""The definitions hold what the clinical source says: stages, grades, numbers, cautions, sources.

The clinical source is shared/clinical/clinical-model.md beside the repository. Where it is not
there (a checkout of the repository alone), the tests that read it are skipped.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from core.approaches.definition import Definition
from core.approaches.definition_checks import cited
from core.approaches.definitions import definition, shipped_definitions
from core.approaches.reference_page import reference_page
from core.outcomes.instrument import instruments
from core.vocabulary import label, note, terms

SHARED = Path(__file__).parents[3] / "shared" / "clinical"
PAGE = Path(__file__).parents[2] / "docs" / "reference" / "approaches.md"
beside_us = pytest.mark.skipif(not SHARED.is_dir(), reason="the clinical source is not beside us")
EVERY = pytest.mark.parametrize("one", shipped_definitions().values(), ids=lambda one: one.id)
NUMBER = re.compile(r"\d*\.?\d+")

# The rows of the table of section 4, and the cards that carry each.
ROWS = {
    "EFT couples x relationship distress": (
        "eft_couples",
        ("distress", "distress_spengler", "distress_beasley", "distress_bodenmann"),
    ),
    "EFT couples x attachment insecurity": ("eft_couples", ("attachment",)),
    "EFT x attachment injury/affair ended": ("eft_couples", ("injury",)),
    "EFIT x depression + anxiety": ("efit", ("low_mood",)),
    "EMDR x PTSD": ("emdr", ("ptsd", "ptsd_patient_level", "ptsd_small")),
    "EMDR x depression": ("emdr", ("depression",)),
    "EMDR x attachment insecurity without PTSD": ("emdr", ("attachment",)),
    "IFS x PTSD": ("ifs", ("ptsd", "ptsd_group")),
    "IFS x depression": ("ifs", ("depression",)),
    "IFS x rheumatoid arthritis pain": ("ifs", ("arthritis",)),
    "IFS x attachment": ("ifs", ("attachment",)),
    "any therapy focused on relationships x low security": ("efit", ("relational_focus",)),
}


def rows() -> Iterator[tuple[str, str, str]]:
    """Each row of the table: approach and target, grade, evidence line."""
    text = (SHARED / "clinical-model.md").read_text(encoding="utf-8")
    table = text.partition("| approach x target | grade |")[2].partition("\n\n")[0]
    for line in table.splitlines()[2:]:
        name, grade, evidence = (cell.strip() for cell in line.strip("|").split("|"))
        yield name, grade, evidence


def said_in(one: Definition, ids: tuple[str, ...]) -> str:
    """All that these cards and their sources say."""
    cards = [card for card in one.evidence if card.id in ids]
    sources = [source for card in cards for source in one.named(card.sources)]
    return " ".join(map(str, (*cards, *sources)))


@beside_us
def test_every_row_of_the_evidence_table_is_there_with_its_grade() -> None:
    found = {name: grade for name, grade, _ in rows()}
    assert set(found) == set(ROWS)
    for name, (approach, ids) in ROWS.items():
        cards = {card.id: card for card in definition(approach).evidence}
        for each in ids:
            grade, _, quality = found[name].partition(" (")
            assert cards[each].grade == grade, (name, each)
            assert quality.strip(")") in ("", *cards[each].caveats), (name, each)


@beside_us
def test_every_number_of_a_row_is_on_its_cards() -> None:
    for name, _, evidence in rows():
        approach, ids = ROWS[name]
        there = set(NUMBER.findall(said_in(definition(approach), ids)))
        missing = set(NUMBER.findall(evidence)) - there
        assert not missing, (name, missing)


@beside_us
def test_ids_of_stages_and_moves_are_those_of_the_vocabulary() -> None:
    lists = json.loads((SHARED / "vocab.json").read_text(encoding="utf-8"))
    named = {"eft_couples": "eft_stages", "efit": "efit_stages", "ifs": "ifs_steps",
             "emdr": "emdr_phases"}  # fmt: skip
    for approach, name in named.items():
        stages = [stage.id for stage in definition(approach).stages]
        assert stages == [row["id"] for row in lists[name]]
    steps = [(s["id"], stage["id"]) for stage in lists["eft_stages"] for s in stage["steps"]]
    assert [(one.id, one.stage) for one in definition("eft_couples").steps] == steps
    for approach in ("eft_couples", "efit"):
        moves = [one.id for one in definition(approach).moves]
        assert moves == [row["id"] for row in lists["eft_tango"]]


@EVERY
def test_every_entry_names_where_it_comes_from(one: Definition) -> None:
    for place, keys in cited(one):
        assert keys, f"{one.id}: {place} names no source"
    used = {key for _, keys in cited(one) for key in keys}
    assert used == set(one.sources), "a source that nothing cites"


@EVERY
def test_what_no_source_says_is_marked_as_practice(one: Definition) -> None:
    assert one.sources["practice"].reference == "Practice convention, no source seen"
    for source in one.sources.values():
        assert source.address == "" or source.link, source.reference


@EVERY
def test_every_indication_caution_and_figure_stands_beside_its_source_on_the_page(
    one: Definition,
) -> None:
    page = PAGE.read_text(encoding="utf-8")
    for card in one.evidence:
        assert card.said in page
        assert card.numbers in page
    for source in one.sources.values():
        assert source.reference in page


def test_the_page_in_the_docs_is_made_from_the_files() -> None:
    assert PAGE.read_text(encoding="utf-8") == reference_page(), (
        "Run: python -m core.approaches.reference_page > docs/reference/approaches.md"
    )


@EVERY
def test_no_line_repeats_the_wording_of_a_questionnaire(one: Definition) -> None:
    """Our files hold topics only; a long run of one of them would be an item."""
    text = str(one).casefold()
    for measure in instruments().values():
        for item in measure.items:
            assert len(item.topic.split()) < 5 or item.topic.casefold() not in text


def test_what_must_not_be_printed_unchecked_is_not_printed() -> None:
    """Section 4: Division 12 stands in secondary pages only. Section 8, 5: no percentage."""
    for one in shipped_definitions().values():
        assert "Division 12" not in str(one)
        assert "strong support" not in str(one)


def test_where_the_seventy_five_per_cent_come_from() -> None:
    (told,) = definition("eft_couples").explained
    assert "70-75%" in told.quoted
    assert {"1999", "1.3", "70", "73", "90"} <= set(NUMBER.findall(told.comes_from))
    assert "relationship satisfaction" in told.means
    assert ".73" in told.later
    assert "no superiority" in told.later


def test_acute_risk_and_violence_pause_the_work_section_8_names() -> None:
    gates = {
        one.id: {caution.reason: caution.gate for caution in one.cautions if caution.gate}
        for one in shipped_definitions().values()
    }
    assert gates["emdr"] == dict.fromkeys(("suicide_acute", "partner_violence"), "emdr_processing")
    assert gates["eft_couples"] == dict.fromkeys(
        ("partner_violence", "suicide_acute"), "couple_enactment"
    )
    assert gates["efit"] == gates["ifs"] == gates["support"] == {}
    paused = [stage.id for stage in definition("emdr").stages if stage.pausable]
    assert paused == ["ph3", "ph4", "ph5", "ph6"]


def test_two_sided_notes_are_told_with_the_caution() -> None:
    whys = {one.reason: one.why for one in definition("emdr").cautions}
    assert "contested" in whys["dissociation"]
    assert "Not an automatic bar" in whys["psychosis"]


def test_each_partner_is_screened_alone() -> None:
    alone = {c.id for c in definition("eft_couples").readiness if c.whose == "each_partner_alone"}
    assert alone == {"violence_screen", "secrets", "commitment"}


def test_the_lists_of_approaches_and_stages_come_from_the_definitions() -> None:
    assert [term.id for term in terms("approaches")] == [*shipped_definitions(), "other"]
    assert label("approaches", "emdr") == "EMDR"
    assert note("stages", "ph4", "approach") == "emdr"
    assert label("stages", "witness") == "8 Witness the exile's story"
