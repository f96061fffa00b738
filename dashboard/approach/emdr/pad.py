"""Large buttons for a number, for a finger on a tablet or one key."""

from __future__ import annotations

import streamlit as st
from streamlit.components.v2 import component

from core.approaches.target_day import RatedAs
from core.outcomes.instrument import instrument

TEN, NOT_ASKED = "T", "N"
EXTENT: dict[RatedAs, tuple[int, int]] = {"sud": (0, 10), "voc": (1, 7)}
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


def rating_pad(key: str, kind: RatedAs, *, keys: bool) -> int | str | None:
    """Draw the numbers of a SUD or VOC and "not asked"; what was pressed just now, or None.

    With `keys`, the keys 0 to 9 press the same numbers, T presses ten and N "not asked".
    Streamlit hears them behind an open dialog too, so they are left out while one is open.
    """
    _styles(key=f"{key}.styles", height=1)
    pressed: int | str | None = None
    with st.container(horizontal=True, key=f"{key}_set_pad", gap="xsmall"):
        low, high = EXTENT[kind]
        for number in range(low, high + 1):
            if _number(number, f"{key}_{kind}", keys=keys):
                pressed = number
        if st.button(f"Set, {instrument(kind).short} not asked", key=f"{key}_{kind}_words",
                     shortcut=NOT_ASKED if keys else None):  # fmt: skip
            pressed = NOT_ASKED
    return pressed


def _number(number: int, key: str, *, keys: bool) -> bool:
    ten = number > 9
    return st.button(
        str(number), key=f"{key}_{'ten' if ten else 'digit'}_{number}", width=84 if ten else 62,
        shortcut=(TEN if ten else str(number)) if keys else None,
    )  # fmt: skip
