"""Fields that several forms about a target share: a rating, and whether it was asked."""

from __future__ import annotations

import streamlit as st

ANSWERS = {"not_asked": "Not asked", "yes": "Yes", "no": "No", "unknown": "Not known",
           "declined": "Did not want to say"}  # fmt: skip


def rate(title: str, low: int, high: int, key: str, value: int | None = None) -> int | None:
    """A whole number on a scale, or None where it was not asked."""
    return st.pills(title, range(low, high + 1), default=value, key=key)


def answer(title: str, key: str, value: str) -> str:
    """Yes, no, not known, did not want to say, or not asked yet."""
    return st.radio(title, list(ANSWERS), list(ANSWERS).index(value), key=key, horizontal=True,
                    format_func=ANSWERS.__getitem__)  # fmt: skip


def note_field(title: str, key: str, value: str, *, headline: bool) -> str:
    """A note, which is not asked for (and stays as it was) where a target is at its headline."""
    if headline:
        st.caption("Headline only: no note is asked for.")
        return value
    return st.text_area(title, value, key=key, height=80)
