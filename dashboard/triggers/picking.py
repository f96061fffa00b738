"""Picking words by keyboard: type a few letters, Tab takes the word that fits and goes on.

Streamlit's own list drops the letters when Tab is pressed, puts "Select all" before the first
word, and has a button in the tab order that empties the field. So Tab presses Enter first
here, there is no "Select all", and the button is gone: each word has its own cross, and
Backspace takes the last one out.
"""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st
from streamlit.components.v2 import component

from core.vocabulary import DECLINED, NOT_ASKED, OTHER, ids, label
from dashboard.components.words import own_words

_keys = component(
    "havenline_picking",
    html="<span></span>",
    css="""
[data-testid="stForm"] .stMultiSelect button[aria-label="Clear all"] {
  display: none;
}
""",
    js="""
export default function () {
  const taken = (event) => {
    const box = event.target;
    if (event.key !== "Tab" || event.shiftKey || !box.value || !box.matches) return;
    if (!box.matches('[data-testid="stForm"] .stMultiSelect input')) return;
    box.dispatchEvent(new KeyboardEvent("keydown", {
      key: "Enter", code: "Enter", bubbles: true, cancelable: true,
    }));
  };
  window.addEventListener("keydown", taken, true);
  return () => window.removeEventListener("keydown", taken, true);
}
""",
    isolate_styles=False,
)


def picked_by_keyboard(key: str) -> None:
    """Put once beside a form: from now on Tab takes the word that fits what was typed."""
    _keys(key=f"{key}.picking", height=1)


def pick_word(title: str, words: str, key: str, value: str = NOT_ASKED, *, often: str = "") -> str:
    """One word of a list, or one's own; empty is "not asked". `often` stands in the empty field."""
    options = [term for term in ids(words) if term not in (NOT_ASKED, OTHER)]
    start = () if value in ("", NOT_ASKED) else (value,)
    chosen = _several(title, words, key, options, start, often or label(words, NOT_ASKED), 1)
    return chosen[0] if chosen else NOT_ASKED


def pick_words(
    title: str, words: str, key: str, value: Sequence[str] = (), *, often: str = ""
) -> tuple[str, ...]:
    """Any number of words of a list, one's own words too; what was stored is kept."""
    options = [term for term in ids(words) if term not in (NOT_ASKED, DECLINED, OTHER)]
    return _several(
        title, words, key, options, value, often or "Choose any, or type your own", None
    )


def _several(
    title: str,
    words: str,
    key: str,
    options: Sequence[str],
    value: Sequence[str],
    empty: str,
    most: int | None,
) -> tuple[str, ...]:
    chosen = st.multiselect(
        title,
        [*options, *(term for term in value if term not in options)],
        default=list(value),
        max_selections=most,
        key=key,
        format_func=lambda term: label(words, term),
        placeholder=empty,
        accept_new_options=True,
        filter_mode="contains",
        select_all=False,
    )
    return tuple(own_words(words, term) for term in chosen)
