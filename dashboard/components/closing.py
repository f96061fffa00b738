"""Closing a form on purpose. A click beside it or Escape must not lose what was typed."""

from __future__ import annotations

import streamlit as st


def close_button(key: str, label: str = "Close without saving") -> None:
    """Draw the button that closes a dialog; nothing else closes one that can be typed into."""
    if st.button(label, key=f"{key}.close", type="tertiary"):
        st.rerun()
