"""A figure that needs a certain width, in an area of its own that scrolls sideways.

Streamlit draws every chart as narrow as its place; on a phone the words of a map would then
stand on each other. The styles come with a component, the one place where Streamlit takes any.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import streamlit as st
from streamlit.components.v2 import component

_STEP = 20
_WIDEST = 4000
_WIDTHS = "\n".join(
    f'[class*="_at_least_{width}_"] {{ min-width: {width}px; }}'
    for width in range(_STEP, _WIDEST + 1, _STEP)
)
_styles = component(
    "havenline_scrolling",
    html="<span></span>",
    css=f"""
[class*="_scrolls_sideways"] {{ overflow-x: auto; touch-action: pan-x pan-y; }}
[class*="_scrolls_sideways"] .js-plotly-plot * {{ touch-action: pan-x pan-y !important; }}
{_WIDTHS}
""",
    isolate_styles=False,
)


@contextmanager
def scrolling(key: str, width: int) -> Iterator[None]:
    """Draw inside this: at least `width` pixels wide, scrolled where the page is narrower."""
    steps = min(-(-width // _STEP) * _STEP, _WIDEST)
    _styles(key=f"{key}.styles", height=1)
    with (
        st.container(key=f"{key}_scrolls_sideways"),
        st.container(key=f"{key}_at_least_{steps}_px"),
    ):
        yield
