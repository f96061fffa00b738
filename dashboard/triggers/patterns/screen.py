"""What recurs in the diary, drawn."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

import streamlit as st

from core.triggers.model import Episode
from core.triggers.patterns import patterns
from dashboard.components.plot import CONFIG, Drawing, Palette, Spec, palette
from dashboard.components.text import escaped, plural
from dashboard.triggers.patterns.before_after import before_after_figure
from dashboard.triggers.patterns.charts import (
    count_figure,
    matrix_figure,
    recovery_figure,
    trend_figure,
)
from dashboard.triggers.patterns.view import (
    BeforeAfter,
    CountBars,
    PatternsView,
    Trend,
    patterns_view,
)
from dashboard.workspace import Workspace

MOST_TRIED = 6


def recurring(workspace: Workspace, client_id: UUID, episodes: Sequence[Episode]) -> None:
    """Counts first; what needs five episodes says so."""
    today = workspace.services.today()
    view = workspace.services.outcomes.worked_out(
        workspace.actor,
        client_id,
        ("patterns", today),
        lambda: patterns_view(patterns(episodes, today)),
    )
    st.markdown(f"{escaped(view.summary)}  \n{escaped(view.chain)}")
    colours = palette(st.context.theme.type)
    if view.matrix:
        st.markdown("##### What the threat was, and what they did")
        _draw(matrix_figure(view.matrix, colours), "matrix", _matrix_alt(view))
        if view.matrix.left_out:
            st.caption(f"{plural(view.matrix.left_out, 'rarer word')} not drawn.")
    _counts("What comes back", view.words, "words", colours)
    _counts("When", view.times, "times", colours)
    _tried(view, colours)
    _recovery(view, colours)
    if view.trend:
        _trend(view.trend, colours)


def _draw(figure: Spec, name: str, alt: str) -> None:
    st.plotly_chart(Drawing(figure), key=f"triggers.patterns.{name}", config=CONFIG, alt=alt)


def _counts(title: str, bars: Sequence[CountBars], name: str, colours: Palette) -> None:
    if not bars:
        return
    st.markdown(f"##### {title}")
    for column, (place, one) in zip(st.columns(len(bars)), enumerate(bars), strict=True):
        alt = ", ".join(f"{n} {c}" for n, c in zip(one.names, one.counts, strict=True))
        with column:
            _draw(count_figure(one, colours), f"{name}.{place}", f"{one.title}: {alt}")


def _matrix_alt(view: PatternsView) -> str:
    matrix = view.matrix
    if matrix is None:
        return ""
    said = [
        f"{theme} with {action}: {count}"
        for theme, counts in zip(matrix.rows, matrix.counts, strict=True)
        for action, count in zip(matrix.columns, counts, strict=True)
        if count
    ]
    return "; ".join(said)


def _tried(view: PatternsView, colours: Palette) -> None:
    for scale, rows in view.tried:
        st.markdown(f"##### Arousal before and after what they tried ({scale})")
        st.caption(
            "Hollow: at its highest. Filled: after. Upright bar: median. Arousal also falls by "
            "itself, so a fall is no proof that something worked."
        )
        _before_after(rows[:MOST_TRIED], f"tried.{scale}", colours)
        if more := rows[MOST_TRIED:]:
            with st.expander(f"The other {len(more)}, used less"):
                _before_after(more, f"tried.{scale}.more", colours)


def _before_after(rows: Sequence[BeforeAfter], name: str, colours: Palette) -> None:
    alt = "; ".join(f"{row.name}: {row.note}" for row in rows)
    _draw(before_after_figure(rows, colours), name, alt)


def _recovery(view: PatternsView, colours: Palette) -> None:
    if not view.recovery:
        return
    st.markdown(f"##### Time to calm\n{escaped(view.recovery)}")
    if len(view.recovered) > 1:
        _draw(recovery_figure(view.recovered, colours), "recovery", view.recovery)


def _trend(trend: Trend, colours: Palette) -> None:
    st.markdown("##### Themes from week to week")
    st.caption(trend.note)
    alt = "; ".join(f"{one.name}: {', '.join(map(str, one.counts))}" for one in trend.themes)
    _draw(trend_figure(trend, colours), "trend", alt)
