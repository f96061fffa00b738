"""Figures that need a certain width: scrolled sideways, or drawn larger where there is room.

Streamlit draws every chart as narrow as its place; on a phone the words of a map would then
stand on each other. The styles come with a component, the one place where Streamlit takes any.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import streamlit as st
from streamlit.components.v2 import component

SWIPE = "Swipe sideways to see the whole map."
LARGE = 1.6
_PHONE, _ROOM = 640, 700  # pixels: of the page, of the place of a large figure
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
[class*="_swipe_hint"] {{ display: none; }}
@media (max-width: {_PHONE}px) {{ [class*="_swipe_hint"] {{ display: flex; }} }}
[class*="_either_width"] {{ container-type: inline-size; }}
@container (max-width: {_ROOM - 1}px) {{ [class*="_where_wide"] {{ display: none; }} }}
@container (min-width: {_ROOM}px) {{ [class*="_where_narrow"] {{ display: none; }} }}
[class*="_whole_chips"] [data-baseweb="tag"] {{
  max-width: 100%; height: auto; min-height: 1.5rem;
}}
[class*="_whole_chips"] [data-baseweb="tag"] span {{
  max-width: 100%; white-space: normal; overflow: visible; overflow-wrap: anywhere;
}}
""",
    isolate_styles=False,
)


@contextmanager
def scrolling(key: str, width: int) -> Iterator[None]:
    """Draw inside this: at least `width` pixels wide, scrolled where the page is narrower."""
    steps = min(-(-width // _STEP) * _STEP, _WIDEST)
    _styles(key=f"{key}.styles", height=1)
    if width > _PHONE:
        with st.container(key=f"{key}_swipe_hint"):
            st.caption(SWIPE)
    with (
        st.container(key=f"{key}_scrolls_sideways"),
        st.container(key=f"{key}_at_least_{steps}_px"),
    ):
        yield


def either_width(key: str) -> Iterator[tuple[str, float]]:
    """Twice the same place, of which the page shows one: a name and how large to draw in it.

    Large where the place is wide enough to be read across a table, plain size on a phone.
    """
    _styles(key=f"{key}.styles", height=1)
    with st.container(key=f"{key}_either_width"):
        with st.container(key=f"{key}_where_wide"):
            yield "large", LARGE
        with st.container(key=f"{key}_where_narrow"):
            yield "plain", 1.0


@contextmanager
def whole_chips(key: str) -> Iterator[None]:
    """A multiselect inside this shows the whole words of what is chosen, over several lines."""
    _styles(key=f"{key}.styles", height=1)
    with st.container(key=f"{key}_whole_chips"):
        yield
