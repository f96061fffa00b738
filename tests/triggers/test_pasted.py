"""Pasted lines: what is understood, what stays in the words, what stays in the box."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.errors import InvalidEntry
from core.triggers.drafts import MOST, Draft, is_twice, marked_twice
from core.triggers.pasted import read_lines
from tests.people import AUCKLAND, MARA, NOW, at, days_ago, episode


def lines(text: str) -> list[Draft]:
    return read_lines(text, NOW, AUCKLAND)


def fields(line: str) -> dict[str, object]:
    [draft] = lines(line)
    assert not draft.problem, draft.problem
    when = ("happened_at", "time_known")
    return {name: value for name, value in draft.fields.items() if name not in when}


def test_a_full_line_fills_the_ten_fields() -> None:
    [draft] = lines(
        "03/06/2026 21:30 with Idris; No answer to the second message; cue: slow reply; "
        "meant: he has gone, for good; themes: being left, not mattering; body: tight chest; "
        "felt: panic; under: fear; arousal 80; did: check; other: came later; "
        "tried: slow breathing, 10 min, after 45, helped: 3, keep: yes"
    )
    made = draft.episode(MARA.id)
    assert made.happened_at.isoformat() == "2026-06-03T21:30:00+12:00"
    assert (made.with_whom, made.situation) == ("Idris", "No answer to the second message")
    assert (made.cue, made.appraisal) == ("reply_delay", "he has gone, for good")
    assert made.themes == ("abandonment", "not_mattering")
    assert (made.body, made.secondary_emotion, made.primary_emotion) == (
        ("tight_chest",), "panic", "fear",
    )  # fmt: skip
    assert (made.arousal, made.arousal_scale, made.action) == (80, "0-100", "check")
    assert made.response == "delayed"
    [tried] = made.strategies
    assert (tried.strategy, tried.minutes, tried.arousal_after) == ("slow_breath", 10, 45)
    assert (tried.helped, tried.keep) == (3, "yes")


@pytest.mark.parametrize(
    ("line", "found"),
    [
        ("1/6/2026 He went out, arousal 70", {"situation": "He went out", "arousal": 70}),
        ("1/6/2026 He went out. 70/100", {"situation": "He went out.", "arousal": 70}),
        ("1/6/2026 He went out; SUD 7",
         {"situation": "He went out", "arousal": 7, "arousal_scale": "SUD 0-10"}),
        ("1/6/2026 Argued with Idris about bins",
         {"situation": "Argued with Idris about bins", "with_whom": "Idris"}),
        ("1/6/2026 Left with no warning", {"situation": "Left with no warning"}),
        ("1/6/2026 He left, with no warning", {"situation": "He left, with no warning"}),
        ("1/6/2026 Rows again; Being left out; Shame",
         {"situation": "Rows again", "themes": ("exclusion",), "primary_emotion": "shame"}),
        ("1/6/2026 He said at 21:00: stay", {"situation": "He said at 21:00: stay"}),
        ("1/6/2026 x; cue: rain on the roof", {"situation": "x", "cue": "other: rain on the roof"}),
        ("1/6/2026 x; felt: fear", {"situation": "x", "primary_emotion": "fear"}),
        ("1/6/2026 x; under: jealousy", {"situation": "x", "primary_emotion": "other: jealousy"}),
        ("1/6/2026 x; arousal 70; arousal 80", {"situation": "x; arousal 80", "arousal": 70}),
    ],
)  # fmt: skip
def test_parts_are_taken_and_the_rest_stays_in_the_words(
    line: str, found: dict[str, object]
) -> None:
    assert fields(line) == found


def test_what_is_not_understood_stays_with_its_line_and_a_sentence() -> None:
    drafts = lines("1/6/2026 Good\n\nno day here\n12/6/2026 Ahead\n1/6/2026 20:00; arousal 50\n"
                   "1/6/2026 x; sud: 12\n1/6/2026 x; helped: 3")  # fmt: skip
    assert [draft.problem for draft in drafts] == [
        "",
        "Line 3: no day was understood; begin with one, such as 14/03/2026 21:30.",
        "Line 4: an episode cannot be in the future.",
        "Line 5: it does not say what happened.",
        "Line 6: column sud: this is not between 0 and 10.",
        "Line 7: it says how something tried went, and not what was tried.",
    ]
    assert [draft.text for draft in drafts][1] == "no day here"


def test_a_guess_is_said_beside_the_line() -> None:
    [draft] = lines("1/6/2026 x; cue: rain on the roof")
    assert draft.remarks == ("no time given", "own words for cue")


@pytest.mark.parametrize(
    ("line", "day"),
    [("Sat 9pm He left", "Saturday 6 June 2026"), ("7/10 21:00 He left", "Tuesday 7 October 2025")],
)
def test_a_day_that_was_guessed_is_said_beside_the_line(line: str, day: str) -> None:
    [draft] = lines(line)
    assert draft.remarks == (f"day taken: {day}",)


@pytest.mark.parametrize("day", ["0001-01-01 00:30", "1899-12-31", "0206-03-14 21:30"])
def test_years_before_1900_are_refused_in_a_sentence(day: str) -> None:
    [draft] = lines(f"{day} x")
    assert draft.problem == "Line 1: an episode cannot be before 1900."


def test_a_year_far_ahead_is_refused_in_a_sentence() -> None:
    [draft] = lines("9999-12-31 23:30 x")
    assert draft.problem == "Line 1: an episode cannot be in the future."


def test_the_same_episode_twice_is_noticed() -> None:
    known = episode(MARA, days_ago(10), situation="No answer!").amended(
        happened_at=at(days_ago(10), 21)
    )
    drafts = lines("1/6/2026 21:00 no  answer\n1/6/2026 21:00 no answer\n1/6/2026 21:01 no answer")
    marked = marked_twice(drafts, [known])
    assert [is_twice(draft) for draft in marked] == [True, True, False]
    assert marked[0].remarks == ("already in the diary",)
    fresh = marked_twice(drafts[:2], [])
    assert fresh[1].remarks == ("the same as line 1",)


def test_far_too_many_lines_are_refused_in_a_sentence() -> None:
    with pytest.raises(InvalidEntry, match="more than 2,000 lines"):
        lines("1/6/2026 x\n" * (MOST + 1))


@given(st.text(max_size=300))
def test_any_text_becomes_episodes_or_sentences(text: str) -> None:
    for draft in lines(text):
        if draft.problem:
            assert draft.problem.startswith(f"Line {draft.line}: ")
        else:
            assert draft.episode(MARA.id).situation


@given(st.text(st.characters(exclude_categories=["Cs", "Cc", "Zl", "Zp"]), min_size=1, max_size=80))
def test_no_word_of_a_line_is_lost(words: str) -> None:
    [draft] = lines(f"1/6/2026 10:00 Anna {words}")
    if not draft.problem:
        kept = " ".join(str(value) for value in draft.fields.values())
        for word in words.split():
            bare = "".join(sign for sign in word if sign.isalpha())
            assert bare.casefold() in "".join(s for s in kept if s.isalpha()).casefold()
