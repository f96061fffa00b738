"""Large buttons for a number, for a finger on a tablet or one key."""

from __future__ import annotations

import streamlit as st
from streamlit.components.v2 import component

TEN, NOT_ASKED = "T", "N"
TOP = 10  # where a SUD ends
_styles = component(
    "havenline_set_pad",
    html="<span></span>",
    css="""
[class*="_set_pad"] button { min-height: 3.5rem; min-width: 3.5rem; }
[class*="_set_pad"] button p { font-size: 1.35rem; }
[class*="_set_pad"] button kbd { font-size: 0.75rem; }
[class*="_digit_"] button kbd { display: none; }
[class*="_set_pad"] [class*="_words"] button p { font-size: 1rem; }
[class*="_set_marks"] button { min-height: 2.75rem; }
""",
    isolate_styles=False,
)


def sud_pad(key: str) -> int | str | None:
    """Draw 0 to 10 and "not asked"; what was pressed just now, or None.

    The keys 0 to 9 press the same numbers, T presses ten and N "not asked".
    """
    _styles(key=f"{key}.styles", height=1)
    pressed: int | str | None = None
    with st.container(horizontal=True, key=f"{key}_set_pad", gap="xsmall"):
        for number in range(11):
            shortcut = TEN if number == TOP else str(number)
            name = f"{key}_{'ten' if number == TOP else 'digit'}_{number}"
            wide = 84 if number == TOP else 62
            if st.button(str(number), key=name, shortcut=shortcut, width=wide):
                pressed = number
        if st.button("Set, SUD not asked", key=f"{key}_words", shortcut=NOT_ASKED):
            pressed = NOT_ASKED
    return pressed
