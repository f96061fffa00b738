"""Fields for scores that are typed without their answers, one for each scale."""

from __future__ import annotations

from collections.abc import Mapping

import streamlit as st

from core.outcomes.definition import Scale
from core.outcomes.instrument import Instrument

_STEPS = {"sum": 1.0, "mean": 0.01, "typed": 0.1}


def typable(one: Instrument) -> list[Scale]:
    """The scales whose score may be typed, the main one first.

    A scale that is the main one on another footing (the raw sum behind a percentage) is left
    out: the same result would be asked for twice.
    """
    main = one.main_scale
    others = [
        scale
        for scale in one.scales
        if scale != main and not (scale.items and set(scale.items) == set(main.items))
    ]
    return [scale for scale in (main, *others) if scale.method != "unscored"]


def score_fields(one: Instrument, key: str) -> dict[str, float]:
    """Draw an empty number field a scale; returns the filled ones by scale id."""
    found: dict[str, float] = {}
    with st.container(horizontal=True):
        for scale in typable(one):
            value = st.number_input(
                _label(scale), scale.min, scale.max, value=None, step=_STEPS[scale.method],
                format="%g", key=f"{key}.{scale.id}", width=220, help=scale.note or None,
            )  # fmt: skip
            if value is not None:
                found[scale.id] = float(value)
    return found


def known_scores(one: Instrument, key: str, known: Mapping[str, float]) -> list[str]:
    """Draw the scores typed before as text, which can be cleared; returns words to read.

    A number field goes back to the number it started with when it is cleared.
    """
    words = []
    for scale in typable(one):
        now = repr(known[scale.id]).removesuffix(".0") if scale.id in known else ""
        typed = st.text_input(_label(scale), now, key=f"{key}.{scale.id}").strip()
        words += [f"{scale.id}={typed}"] if typed else []
    return words


def _label(scale: Scale) -> str:
    if scale.min is None:
        return scale.title
    if scale.max is None:
        return f"{scale.title} ({scale.min:g} or more)"
    return f"{scale.title} ({scale.range_words})"
