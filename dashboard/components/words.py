"""Widgets for the field's controlled words."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, time

import streamlit as st

from core.vocabulary import NOT_ASKED, ids, label


def choose_word(title: str, words: str, key: str, value: str = NOT_ASKED) -> str:
    """One word of a list; "not asked" is always a choice and the start."""
    options = ids(words)
    at = options.index(value) if value in options else options.index(NOT_ASKED)
    return st.selectbox(
        title, options, index=at, key=key, format_func=lambda term: label(words, term)
    )


def choose_words(title: str, words: str, key: str, value: Sequence[str] = ()) -> tuple[str, ...]:
    """Any number of words of a list."""
    special = ("not_asked", "declined")
    options = [term for term in ids(words) if term not in special]
    return tuple(
        st.multiselect(
            title,
            options,
            default=[term for term in value if term in options],
            key=key,
            format_func=lambda term: label(words, term),
            placeholder="Choose any",
        )
    )


def choose_moment(title: str, key: str, value: datetime) -> datetime:
    """A day and a time, in the time zone of this computer."""
    day_box, time_box = st.columns(2)
    on: date = day_box.date_input(title, value=value.date(), key=f"{key}.day", format="DD/MM/YYYY")
    at: time = time_box.time_input("Time", value=value.time().replace(second=0), key=f"{key}.time")
    return datetime.combine(on, at).astimezone()
