"""Which published lines are drawn: the verified ones, or the one a practice chose."""

from __future__ import annotations

from core.outcomes.change import change
from core.outcomes.instrument import instrument
from core.outcomes.lines import lines, usable_lines

PCL5 = instrument("pcl-5")


# The statuses are those of the fact base: 31 in two sources, 34, 43 and 28 in one each.
def test_without_a_choice_the_verified_lines_stand() -> None:
    assert [(c.id, c.value) for c in lines(PCL5, "total")] == [("probable_ptsd", 31)]


def test_a_practice_can_go_by_another_published_line() -> None:
    chosen = {"pcl-5": "uk_veterans"}
    assert [(c.id, c.value) for c in lines(PCL5, "total", chosen)] == [("uk_veterans", 34)]
    assert [c.value for c in lines(instrument("phq-9"), "total", chosen)] == [10, 10]


def test_an_unverified_or_unknown_choice_is_not_followed() -> None:
    assert [c.id for c in lines(PCL5, "total", {"pcl-5": "invented"})] == ["probable_ptsd"]
    voc = instrument("voc")
    assert usable_lines(voc, "voc") == ()
    assert lines(voc, "voc", {"voc": "target"}) == ()


def test_the_sentence_speaks_of_the_line_that_was_chosen() -> None:
    assert change(PCL5, 50, 32).crossed == "still at or above 31 (screening line)"
    assert (
        change(PCL5, 50, 32, chosen={"pcl-5": "uk_veterans"}).crossed
        == "now below 34 (UK veterans)"
    )
