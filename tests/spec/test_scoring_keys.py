"""Keys that are easy to get wrong: reversed items, item order, scales that share a form.

Rows with a source come from other people's tests or test data. The others are profiles whose
result follows from the published key by hand: every item at the end that the scale's name
stands for, so that one item keyed the wrong way round moves the score.
"""

from __future__ import annotations

import pytest

from core.outcomes.answers import read_answers
from core.outcomes.instrument import instrument
from core.outcomes.scoring import Scored, score
from tests.spec.table import Row, table

title = "Keys that are easy to get wrong"


def scored(measure: str, typed: str) -> Scored:
    one = instrument(measure)
    return score(one, read_answers(one, typed))


def scores_in(cell: str) -> dict[str, float]:
    return {name: float(value) for name, value in (part.split("=") for part in cell.split())}


# psytools test/new-inventories.test.ts (ECR-R: 30 and 90 over 18 items, 72 at the middle) and
# test/free-inventories.test.ts (RSES, SWLS); gdl-lang IES-R case_2; hl7dk KLToolsCareWHO5.
@pytest.mark.parametrize(
    "row",
    table("""
        measure | answers                              | band    | scores
        --------+--------------------------------------+---------+-------
        ecr-r   | 111111111111111111111111111111111111 |         | anxiety=1.667 avoidance=5
        ecr-r   | 444444444444444444444444444444444444 |         | anxiety=4 avoidance=4
        rses    | 3333333333                           | normal  | total=15
        rses    | 3033003003                           | high    | total=30
        rses    | 0300330330                           | low     | total=0
        swls    | 44444                                | neutral | total=20
        swls    | 77764                                | extremely satisfied | total=31
        who-5   | 53555                                | adequate | raw=23 percent=92
        ies-r   | 1111111111111111111111 |  | intrusion=1 avoidance=1 hyperarousal=1 total=22
    """),
)
def test_published_examples_of_sensitive_keys(row: Row) -> None:
    found = scored(row["measure"], row["answers"])
    assert found.scores == pytest.approx(scores_in(row["scores"]), abs=0.0005)
    assert found.band == (row["band"] or None)


# gdl-lang common-clinical-models, AUDIT-C.v1.test.yml (totals, and its grade for women: 1 or
# more from 3) and PHQ9.v1.test.yml (cases 1 to 4).
@pytest.mark.parametrize(
    "row",
    table("""
        measure | answers   | total | us_women
        --------+-----------+-------+---------
        audit-c | 000       | 0     | no
        audit-c | 001       | 1     | no
        audit-c | 011       | 2     | no
        audit-c | 111       | 3     | yes
        audit-c | 123       | 6     | yes
        audit-c | 234       | 9     | yes
        audit-c | 432       | 9     | yes
        audit-c | 321       | 6     | yes
        audit-c | 444       | 12    | yes
        phq-9   | 000000000 | 0     |
        phq-9   | 111111111 | 9     |
        phq-9   | 222222222 | 18    |
        phq-9   | 333333333 | 27    |
    """),
)
def test_totals_of_published_test_data(row: Row) -> None:
    found = scored(row["measure"], row["answers"])
    assert found.scores == {"total": float(row["total"])}
    if row["us_women"]:
        assert found.cutoffs["us_women"] == (row["us_women"] == "yes")


# The published keys: reversed items as listed in shared/clinical/instruments.json, each with
# its sources. "Least" and "most" are of what the scale is named after.
@pytest.mark.parametrize(
    "row",
    table("""
        measure | answers                              | scores
        --------+--------------------------------------+----------------------------------------
        ecr-r   | 111111117171111111171711177777717777 | anxiety=1 avoidance=1
        ecr-r   | 777777771717777777717177711111171111 | anxiety=7 avoidance=7
        ecr-r   | 777777771717777777171711177777717777 | anxiety=7 avoidance=1
        ecr-s   | 711171177111                         | anxiety=1 avoidance=1
        ecr-s   | 177717711777                         | anxiety=7 avoidance=7
        ecr-s   | 771777117717                         | anxiety=7 avoidance=1
        aas-r   | 511155111115151111                   | close=5 depend=5 anxiety=1
        pss-10  | 0004404400                           | total=0
        pss-10  | 4440040044                           | total=40
        scs-sf  | 155155511511                         | total=5 sk=5 sj=5 ch=5 iso=5 mi=5 oi=5
        scs-sf  | 511511155155                         | total=1 sk=1 sj=1 ch=1 iso=1 mi=1 oi=1
        core-10 | 0440000000                           | clinical_score=0
        core-10 | 4004444444                           | clinical_score=40
        brs     | 515151                               | mean=5
        csi-4   | 6555                                 | total=21
        csi-32  | 65555555555555555555555555555555     | total=161
        rdas    | 55555555554555  | consensus=30 satisfaction=20 cohesion=19 total=69
        wai-sr  | 553131313515                         | task=20 bond=12 goal=4 total=36
        isi     | 4444444                              | total=28
    """),
)
def test_profiles_at_the_ends_of_a_key(row: Row) -> None:
    assert scored(row["measure"], row["answers"]).scores == pytest.approx(
        scores_in(row["scores"]), abs=0.0005
    )


# The rule of the International Trauma Questionnaire (Cloitre et al. 2018): one item of each
# pair and one of impact at 2 or more; complex PTSD takes both sets, and then is not PTSD.
@pytest.mark.parametrize(
    "row",
    table("""
        answers            | ptsd | cptsd | why
        -------------------+------+-------+-----------------------------------------
        202020200000000000 | yes  | no    | PTSD criteria alone
        200321020300222004 | no   | yes   | both sets of criteria
        000000000202020200 | no   | no    | DSO criteria alone
        202020000000000000 | no   | no    | no impact on life
        112020200000000000 | no   | no    | re-experiencing below 2
        444444444444444111 | yes  | no    | DSO without impact
    """),
)
def test_itq_tells_ptsd_from_complex_ptsd_and_never_both(row: Row) -> None:
    found = scored("itq", row["answers"]).algorithms
    assert (found["ptsd"], found["cptsd"]) == (row["ptsd"] == "yes", row["cptsd"] == "yes")


def test_phq_4_screens_by_either_pair() -> None:
    # NINDS CDE F2495: either two-item scale at 3 or more, whatever the total.
    assert scored("phq-4", "1201").cutoffs == {"subscale_screen": True}
    assert scored("phq-4", "0021").cutoffs == {"subscale_screen": True}
    assert scored("phq-4", "1111").cutoffs == {"subscale_screen": False}


def test_core_10_stands_on_nine_answers_but_never_across_its_risk_item() -> None:
    # CORE System Trust: 10 x the mean of the answered items, at most one left out.
    nine = scored("core-10", "233110-000")
    assert nine.scores["clinical_score"] == pytest.approx(10 * (2 + 1 + 1 + 1 + 1) / 9)
    assert (nine.prorated, nine.complete, nine.missing) == (True, False, (7,))
    assert scored("core-10", "23311--000").scores == {"clinical_score": None}
    risk = scored("core-10", "23311-0000")
    assert risk.scores == {"clinical_score": None}
    assert risk.why_no_score is not None
    assert "It asks about risk" in risk.why_no_score
    assert [(flag.item, flag.kind) for flag in risk.flags] == [(6, "unanswered")]


def test_brs_divides_by_the_number_answered() -> None:
    # PhenX 251401: the sum divided by the number of items answered.
    found = scored("brs", "5-4---")
    assert (found.scores, found.prorated) == ({"mean": 4.5}, True)


def test_fewer_than_half_of_the_answers_have_no_band() -> None:
    # Our own cautious choice; the bands are those of Smith et al. 2013 (high from 4.31).
    assert scored("brs", "5-4---").band is None
    assert scored("brs", "524---").band == "high"  # item 2 is turned round: 5, 4 and 4


def test_audit_c_counts_what_is_not_asked_of_somebody_who_never_drinks() -> None:
    # psytools, AUDIT: after "never" to the first question the others score 0.
    found = scored("audit-c", "0--")
    assert (found.scores, found.skipped, found.complete) == ({"total": 0}, (2, 3), True)
    assert not found.prorated
    assert scored("audit-c", "1--").scores == {"total": None}


def test_des_takes_percentages() -> None:
    assert scored("des-t", "30 20 40 10 50 30 20 0").scores == {"taxon_mean": 25}
    assert scored("des-ii", " ".join(["20", "40"] * 14)).scores == {"total": 30}
