"""One entry of a list: its words, and one button beside them."""

from __future__ import annotations

import streamlit as st


def card(words: str, button: str, key: str) -> bool:
    """Draw an entry; True when its button was pressed just now. No words, no button."""
    with st.container(horizontal=True, border=True, wrap=False):
        st.markdown(words, width="stretch")
        return bool(button) and st.button(button, key=key, type="tertiary")
