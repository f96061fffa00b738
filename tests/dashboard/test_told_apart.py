"""Two options with the same words: Streamlit gives back the words, so no two may be the same."""

from __future__ import annotations

from dashboard.components.apart import told_apart


def test_different_names_stay_as_they_are() -> None:
    assert told_apart({1: "The lift", 2: "The drive"}, {1: "set 3"}) == {
        1: "The lift", 2: "The drive",
    }  # fmt: skip


def test_what_else_is_known_tells_them_apart() -> None:
    assert told_apart({1: "SUD 6", 2: "SUD 6"}, {1: "set 3", 2: "set 4"}) == {
        1: "SUD 6, set 3", 2: "SUD 6, set 4",
    }  # fmt: skip


def test_what_is_still_the_same_is_numbered_and_no_number_is_used_twice() -> None:
    names = dict(enumerate(["A", "A", "A (1)", "A", "B"]))
    apart = told_apart(names)
    assert list(apart) == list(names)
    assert len(set(apart.values())) == len(names)
    assert (apart[2], apart[4]) == ("A (1)", "B")


def test_nothing_and_a_thousand_of_one_name() -> None:
    assert told_apart({}) == {}
    assert len(set(told_apart(dict.fromkeys(range(1000), "x")).values())) == 1000
