"""The C-SSRS screener: answers and flags, and nothing that ranks a person.

HL7 us-behavioral-health-profiles, C-SSRS-example-1, answers every question with no.
"""

from __future__ import annotations

import pytest

from core.outcomes.answers import read_answers
from core.outcomes.description import described, scored_words
from core.outcomes.instrument import instrument
from core.outcomes.scoring import Scored, score
from tests.spec.table import Row, table

title = "The C-SSRS screener: answers and flags only"


def scored(typed: str) -> Scored:
    one = instrument("c-ssrs-screener")
    return score(one, read_answers(one, typed))


@pytest.mark.parametrize(
    "row",
    table("""
        answers | endorsed  | unanswered | not asked
        --------+-----------+------------+----------
        000000  |           |            |
        00---0  |           |            | 3 4 5
        10---0  | 1         |            | 3 4 5
        110000  | 1 2       |            |
        111111  | 1 2 3 4 5 6 |          |
        11---0  | 1 2       | 3 4 5      |
        0----0  |           | 2 3 4 5    |
        00---1  | 6         |            | 3 4 5
        00----  |           | 6          | 3 4 5
        00100-  | 3         | 6          |
    """),
)
def test_every_yes_and_every_question_left_open_is_flagged(row: Row) -> None:
    found = scored(row["answers"])
    by_kind = {
        kind: " ".join(str(flag.item) for flag in found.flags if flag.kind == kind)
        for kind in ("endorsed", "unanswered")
    }
    assert by_kind == {"endorsed": row["endorsed"], "unanswered": row["unanswered"]}
    assert " ".join(map(str, found.skipped)) == row["not asked"]
    assert found.complete == (not found.missing)


def test_no_answer_gives_a_score_a_band_or_a_line() -> None:
    for typed in ("000000", "110000", "111111"):
        found = scored(typed)
        assert found.scores == {"risk": None}
        assert (found.band, found.cutoffs, found.algorithms) == (None, {}, {})
        assert found.why_no_score is None


@pytest.mark.parametrize("word", ["high", "moderate", "low", "triage", "level"])
def test_no_rank_of_risk_is_said_anywhere(word: str) -> None:
    one = instrument("c-ssrs-screener")
    said = [*described(one), *scored_words(one, scored("111111"))]
    assert not [line for line in said if word in line.lower().split() and "higher" not in line]


def test_every_flag_says_the_same_neutral_thing() -> None:
    actions = {flag.action for flag in scored("111111").flags}
    assert actions == {"talk about it by your service's protocol"}
