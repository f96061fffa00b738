"""From answers to a score, a band, a cut-off and a flag.

Expected numbers come from the sources named in each table (the ids are those of
shared/clinical/instruments.json), or are small enough to add up by hand.
"""

from __future__ import annotations

import pytest

from core.outcomes.answers import read_answers
from core.outcomes.instrument import instrument
from core.outcomes.scoring import Scored, score, score_total
from tests.spec.table import Row, number, table

title = "From answers to a score, a band, a cut-off and a flag"


def scored(measure: str, typed: str) -> Scored:
    one = instrument(measure)
    return score(one, read_answers(one, typed))


@pytest.mark.parametrize(
    "row",
    table("""
        measure | answers   | total | band     | source
        --------+-----------+-------+----------+-----------------------------------------------
        phq-9   | 222211200 | 12    | moderate | HL7 us-behavioral-health-profiles, phq-9-example-1
        gad-7   | 0000000   | 0     | minimal  | gdl-lang common-clinical-models, test Negative
        gad-7   | 1102020   | 6     | mild     | gdl-lang common-clinical-models, test Mild
        gad-7   | 3232021   | 13    | moderate | gdl-lang common-clinical-models, test Moderate
        gad-7   | 3233323   | 19    | severe   | gdl-lang common-clinical-models, test Severe
    """),
)
def test_published_examples_score_as_published(row: Row) -> None:
    found = scored(row["measure"], row["answers"])
    assert found.scores == {"total": float(row["total"])}
    assert found.band == row["band"]
    assert found.complete
    assert not found.prorated


# Kroenke, Spitzer & Williams 2001 (JGIM 16:606) for the PHQ-9; for the GAD-7 the bands of
# psytools and camcops. 15 is the score that the GDL2 GAD-7 guideline leaves without a band
# (its severe rule is '>15'; instruments.json, disagreements).
@pytest.mark.parametrize(
    "row",
    table("""
        measure | total | band              | caseness
        --------+-------+-------------------+---------
        phq-9   | 4     | none-minimal      | no
        phq-9   | 5     | mild              | no
        phq-9   | 9     | mild              | no
        phq-9   | 10    | moderate          | yes
        phq-9   | 14    | moderate          | yes
        phq-9   | 15    | moderately severe | yes
        phq-9   | 19    | moderately severe | yes
        phq-9   | 20    | severe            | yes
        phq-9   | 27    | severe            | yes
        gad-7   | 4     | minimal           | no
        gad-7   | 5     | mild              | no
        gad-7   | 7     | mild              | no
        gad-7   | 8     | mild              | yes
        gad-7   | 9     | mild              | yes
        gad-7   | 10    | moderate          | yes
        gad-7   | 14    | moderate          | yes
        gad-7   | 15    | severe            | yes
        gad-7   | 16    | severe            | yes
        gad-7   | 21    | severe            | yes
    """),
)
def test_a_score_on_a_line_belongs_to_the_band_and_side_the_source_gives(row: Row) -> None:
    found = score_total(instrument(row["measure"]), float(row["total"]))
    assert found.band == row["band"]
    assert found.cutoffs["nhs_caseness"] == (row["caseness"] == "yes")


@pytest.mark.parametrize(
    "row",
    table("""
        measure | total | cutoff           | met | source
        --------+-------+------------------+-----+---------------------------------------------
        phq-9   | 4     | remission        | yes | HEDIS/NCQA, below 5
        phq-9   | 5     | remission        | no  | HEDIS/NCQA, below 5
        phq-9   | 9     | orig_csc         | yes | McMillan, Gilbody & Richards 2010, 9 or less
        phq-9   | 10    | orig_csc         | no  | McMillan, Gilbody & Richards 2010, 9 or less
        gad-7   | 9     | gad_screen       | no  | Spitzer et al. 2006, 10 or more
        gad-7   | 10    | gad_screen       | yes | Spitzer et al. 2006, 10 or more
        pcl-5   | 30    | probable_ptsd    | no  | VA text, 31 is the most sensitive of 31-33
        pcl-5   | 31    | probable_ptsd    | yes | VA text, 31 is the most sensitive of 31-33
        pcl-5   | 33    | uk_veterans      | no  | doi 10.1080/20008198.2017.1398001
        pcl-5   | 34    | uk_veterans      | yes | doi 10.1080/20008198.2017.1398001
        pcl-5   | 28    | csc              | yes | Marx et al. 2022, 28 or less
        pcl-5   | 29    | csc              | no  | Marx et al. 2022, 28 or less
        csi-16  | 51    | distress         | yes | psytools, couples-research.com: below 51.5
        csi-16  | 52    | distress         | no  | psytools, couples-research.com: below 51.5
        sud     | 1     | target           | yes | emdrmaster.com: processing goes on to 0 (or 1)
        sud     | 2     | target           | no  | emdrmaster.com: processing goes on to 0 (or 1)
    """),
)
def test_each_cut_off_is_met_exactly_from_its_published_line(row: Row) -> None:
    found = score_total(instrument(row["measure"]), float(row["total"]))
    assert found.cutoffs[row["cutoff"]] == (row["met"] == "yes")


# Hand-made: 8 - x on items 1 to 4 (Fraley et al. 2011), then the mean of 1-6 and of 7-9.
@pytest.mark.parametrize(
    "row",
    table("""
        answers   | avoidance | anxiety | what it says
        ----------+-----------+---------+----------------------------------------------------
        777711111 | 1         | 1       | turns to them freely, worries about nothing
        111177777 | 7         | 7       | never turns to them, worries about everything
        444444444 | 4         | 4       | the middle of every item
        177711111 | 2         | 1       | only item 1 moved: 6 points turned round, over six items
        777771111 | 2         | 1       | only item 5 moved: 6 points as they stand, over six items
        777711117 | 1         | 3       | only item 9 moved: 6 points over three items
    """),
)
def test_ecr_rs_turns_items_1_to_4_round_and_no_other(row: Row) -> None:
    found = scored("ecr-rs", row["answers"])
    assert found.scores == {
        "avoidance": number(row["avoidance"]),
        "anxiety": number(row["anxiety"]),
    }
    assert found.band is None
    assert found.cutoffs == {}


# psytools test asserts the range 0-81; item 1 alone goes to 6.
def test_csi_16_reaches_81_because_item_1_goes_to_6() -> None:
    assert scored("csi-16", "6555555555555555").scores == {"total": 81}
    assert scored("csi-16", "5555555555555555").scores == {"total": 80}
    assert scored("csi-16", "0000000000000000").scores == {"total": 0}


# Derived in instruments.json: two clusters at the needed level with a total of only 12.
def test_pcl_5_algorithm_can_be_met_far_below_the_cut_off() -> None:
    found = scored("pcl-5", "20000202200000220000")
    assert found.scores == {"total": 12, "B": 2, "C": 2, "D": 4, "E": 4}
    assert found.algorithms == {"provisional_dsm5": True}
    assert found.cutoffs["probable_ptsd"] is False


@pytest.mark.parametrize(
    "row",
    table("""
        answers              | met | why (>=2 counts; 1 of B, 1 of C, 2 of D, 2 of E are needed)
        ---------------------+-----+------------------------------------------------------------
        44444004444444444444 | no  | 72 points and no avoidance
        20000202000000220000 | no  | one of D
        20000202200000200000 | no  | one of E
        10000202200000220000 | no  | B at 1, which does not count
        02000022000002002002 | yes | the least that is needed, other items
    """),
)
def test_pcl_5_algorithm_needs_every_cluster_whatever_the_total(row: Row) -> None:
    assert scored("pcl-5", row["answers"]).algorithms["provisional_dsm5"] == (row["met"] == "yes")


def test_pcl_5_has_no_severity_bands_because_none_were_derived() -> None:
    assert {score_total(instrument("pcl-5"), total).band for total in range(81)} == {None}


@pytest.mark.parametrize(
    "row",
    table("""
        measure | answers              | missing | scored             | not scored
        --------+----------------------+---------+--------------------+-----------
        phq-9   | 22-211200            | 3       |                    | total
        gad-7   | ------0              | 1 to 6  |                    | total
        pcl-5   | 2-000202200000220000 | 2       | C=2 D=4 E=4        | total B
        ecr-rs  | 7777111-1            | 8       | avoidance=1        | anxiety
        csi-16  | 655555555555555-     | 16      |                    | total
        sud     | -                    | 1       |                    | sud
    """),
)
def test_a_missing_answer_means_no_score_and_a_sentence_that_says_so(row: Row) -> None:
    found = scored(row["measure"], row["answers"])
    known = dict(cell.split("=") for cell in row["scored"].split())
    assert {k: v for k, v in found.scores.items() if v is not None} == {
        name: float(value) for name, value in known.items()
    }
    assert {k for k, v in found.scores.items() if v is None} == set(row["not scored"].split())
    assert not found.complete
    assert found.why_no_score is not None
    assert "left out" in found.why_no_score
    assert found.why_no_score.endswith("was found.")


def test_a_missing_answer_leaves_no_band_no_cut_off_and_no_algorithm() -> None:
    found = scored("pcl-5", "44444444444444444-44")
    assert found.band is None
    assert found.cutoffs == {}
    assert found.algorithms == {}


def test_a_complete_measure_gives_no_reason_for_a_missing_score() -> None:
    assert scored("phq-9", "222211200").why_no_score is None


# SPiER-Project/adoption-guide PHQ-9/README.md: any endorsement of item 9.
@pytest.mark.parametrize(
    "row",
    table("""
        answers   | flag       | total
        ----------+------------+------
        222211200 |            | 12
        000000001 | endorsed   | 1
        000000003 | endorsed   | 3
        22221120- | unanswered |
        333333330 |            | 24
    """),
)
def test_phq_9_item_9_is_flagged_by_its_answer_and_never_by_the_total(row: Row) -> None:
    found = scored("phq-9", row["answers"])
    assert [flag.kind for flag in found.flags] == ([row["flag"]] if row["flag"] else [])
    assert found.scores["total"] == number(row["total"])
    assert all(flag.item == 9 for flag in found.flags)


def test_an_unanswered_item_9_has_no_value_and_is_not_read_as_a_no() -> None:
    flag = scored("phq-9", "22221120-").flags[0]
    assert flag.value is None
    assert flag.kind == "unanswered"


def test_pcl_5_item_16_never_flags_because_its_threshold_was_not_verified() -> None:
    assert instrument("pcl-5").risk_items[0].status == "unverified"
    for mark in "01234-":
        assert scored("pcl-5", f"{'4' * 15}{mark}{'4' * 4}").flags == ()


def test_voc_meets_no_cut_off_because_its_target_was_only_remembered() -> None:
    assert instrument("voc").cutoffs[0].status == "unverified"
    assert scored("voc", "7").cutoffs == {}


def test_a_typed_total_knows_no_item_no_flag_and_is_not_complete() -> None:
    found = score_total(instrument("phq-9"), 27)
    assert (found.scores, found.band, found.flags) == ({"total": 27}, "severe", ())
    assert not found.complete


def test_a_typed_total_leaves_the_other_scales_unknown() -> None:
    found = score_total(instrument("pcl-5"), 40)
    assert found.scores == {"total": 40, "B": None, "C": None, "D": None, "E": None}
