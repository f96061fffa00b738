"""Everything that was measured, as a table of fifty rows a page."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

import streamlit as st

from core.approaches.model import Target
from dashboard.components.text import plural, table
from dashboard.outcomes.everything.view import (
    ALL,
    HEADER,
    all_rows,
    filters,
    narrowed,
    page_of,
    pages,
)
from dashboard.outcomes.over_time.risk import risk_rows
from dashboard.outcomes.over_time.view import File


def everything(client_id: UUID, file: File, targets: Sequence[Target]) -> None:
    """Draw the filter, the page of rows, and every risk answer in words."""
    rows = all_rows(file, targets)
    if not rows:
        return  # the page says already that nothing was filled in
    named = filters(file, rows)
    with st.container(horizontal=True, vertical_alignment="bottom"):
        measure = st.selectbox(
            "Measure",
            list(named),
            key=f"outcomes.table.measure.{client_id}",
            format_func=named.__getitem__,
            width=320,
        )
        shown = narrowed(rows, measure or ALL)
        last = pages(shown)
        page = 1
        if last > 1:
            page = st.number_input(
                f"Page (of {last})",
                1,
                last,
                1,
                key=f"outcomes.table.page.{client_id}.{measure}",
                width=160,
            )
    st.caption(f"{plural(len(shown), 'row')}, newest first.")
    st.markdown(table(HEADER, page_of(shown, page)))
    _risk_answers(file)


def _risk_answers(file: File) -> None:
    rows = risk_rows(file.courses)
    if not rows:
        return
    with st.expander("Risk answers, apart from the totals"):
        said = [(row.title, answer.words) for row in rows for answer in reversed(row.answers)]
        st.markdown(table(("Item", "Answer"), said))
