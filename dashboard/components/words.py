"""Widgets for the field's controlled words."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, time

import streamlit as st

from core.vocabulary import DECLINED, NOT_ASKED, OTHER, ids, label, terms

ANY_DAY = {"min_value": "1900-01-01", "max_value": "2100-12-31"}
"""The days a person may type; without these a date field reaches ten years either way."""

_FEWEST_LETTERS = 3


def choose_word(
    title: str, words: str, key: str, value: str = NOT_ASKED, *, special: bool = True
) -> str:
    """One word of a list. With `special`, also "not asked", "declined" or one's own words.

    A selectbox that allows own words gives back the letters typed so far when Enter is
    pressed; where they begin exactly one word of the list, that word is meant.
    """
    options = ids(words) if special else [term.id for term in terms(words)]
    options = options if value in options or not value else [value, *options]
    start = value or (NOT_ASKED if special else "")
    chosen = st.selectbox(
        title,
        options,
        index=options.index(start) if start in options else None,
        placeholder="Choose",
        key=key,
        format_func=lambda term: label(words, term),
        accept_new_options=special,
    )
    return own_words(words, finished(words, chosen)) if chosen else start


def choose_words(title: str, words: str, key: str, value: Sequence[str] = ()) -> tuple[str, ...]:
    """Any number of words of a list, one's own words too; what was stored is kept."""
    options = [term for term in ids(words) if term not in (NOT_ASKED, DECLINED, OTHER)]
    options += [term for term in value if term not in options]
    chosen = st.multiselect(
        title,
        options,
        default=list(value),
        key=key,
        format_func=lambda term: label(words, term),
        placeholder="Choose any, or type your own",
        accept_new_options=True,
    )
    return tuple(own_words(words, term) for term in chosen)


def finished(words: str, typed: str) -> str:
    """The word of a list whose label alone begins with what was typed, else what was typed."""
    begun = typed.strip().lower()
    known = typed in ids(words) or typed.startswith(f"{OTHER}:")
    if known or len(begun) < _FEWEST_LETTERS:
        return typed
    labels = {term.id: term.label.lower() for term in terms(words)}
    fits = [term for term, shown in labels.items() if shown.startswith(begun)]
    return fits[0] if len(fits) == 1 else typed


def own_words(words: str, chosen: str) -> str:
    """The id of a known word or label; anything else is the person's own words."""
    if chosen in ids(words) or chosen.startswith(f"{OTHER}:"):
        return chosen
    by_label = {term.label.lower(): term.id for term in terms(words)}
    return by_label.get(chosen.strip().lower(), f"{OTHER}: {chosen.strip()}")


def choose_moment(title: str, key: str, value: datetime) -> datetime:
    """A day and a time, in the time zone of this computer."""
    day_box, time_box = st.columns(2)
    on: date = day_box.date_input(
        title, value=value.date(), key=f"{key}.day", format="DD/MM/YYYY",
        min_value=min(value.date(), date(1900, 1, 1)), max_value=ANY_DAY["max_value"],
    )  # fmt: skip
    at: time = time_box.time_input("Time", value=value.time().replace(second=0), key=f"{key}.time")
    return datetime.combine(on, at).astimezone()
