"""Widgets for the field's controlled words."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, time

import streamlit as st

from core.vocabulary import DECLINED, NOT_ASKED, OTHER, ids, label, terms


def choose_word(
    title: str, words: str, key: str, value: str = NOT_ASKED, *, special: bool = True
) -> str:
    """One word of a list. With `special`, also "not asked", "declined" or one's own words."""
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
    return own_words(words, chosen) if chosen else start


def pick_word(title: str, words: str, key: str, value: str = NOT_ASKED) -> str:
    """One word of a list, or one's own; empty is "not asked".

    For forms that are filled in by keyboard: here Enter takes the word that fits what was
    typed, where a selectbox that allows own words would keep the letters typed so far.
    """
    options = [term for term in ids(words) if term not in (NOT_ASKED, OTHER)]
    start = [] if value in ("", NOT_ASKED) else [value]
    chosen = st.multiselect(
        title,
        options + [term for term in start if term not in options],
        default=start,
        max_selections=1,
        key=key,
        format_func=lambda term: label(words, term),
        placeholder=label(words, NOT_ASKED),
        accept_new_options=True,
    )
    return own_words(words, chosen[0]) if chosen else NOT_ASKED


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


def own_words(words: str, chosen: str) -> str:
    """The id of a known word or label; anything else is the person's own words."""
    if chosen in ids(words) or chosen.startswith(f"{OTHER}:"):
        return chosen
    by_label = {term.label.lower(): term.id for term in terms(words)}
    return by_label.get(chosen.strip().lower(), f"{OTHER}: {chosen.strip()}")


def choose_moment(title: str, key: str, value: datetime) -> datetime:
    """A day and a time, in the time zone of this computer."""
    day_box, time_box = st.columns(2)
    on: date = day_box.date_input(title, value=value.date(), key=f"{key}.day", format="DD/MM/YYYY")
    at: time = time_box.time_input("Time", value=value.time().replace(second=0), key=f"{key}.time")
    return datetime.combine(on, at).astimezone()
