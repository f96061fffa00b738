"""The statements: filtered, a page at a time, the status first and the rest on demand."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from core.knowledge.claims import STATUSES, Claim, topic_label, topics
from core.knowledge.scenarios import scenarios_of
from core.knowledge.systems import systems_of
from core.vocabulary import label
from dashboard.components.text import escaped, plural
from dashboard.learn.going import BEHIND, PAGE_KEY, behind, go
from dashboard.learn.view import statement_line, statement_words
from dashboard.workspace import Workspace

PAGE_SIZE = 10


def statements(workspace: Workspace, searched: Sequence[Claim]) -> None:
    """Draw the statements that the search left, filtered by status and subject."""
    status, topic = _filters()
    held = _only_behind(workspace, searched)
    shown = [one for one in held if status in ("", one.status) and topic in ("", one.system)]
    st.caption(plural(len(shown), "statement"))
    if not shown:
        st.info("No statement fits. Widen the status or the subject.", icon=":material/search_off:")
    pages = max(1, -(-len(shown) // PAGE_SIZE))
    page = min(workspace.typed(PAGE_KEY, 1), pages)
    for one in shown[(page - 1) * PAGE_SIZE :][:PAGE_SIZE]:
        _statement(workspace, one)
    if pages > 1:
        st.pagination(pages, key=PAGE_KEY)


def _filters() -> tuple[str, str]:
    with st.container(horizontal=True, vertical_alignment="bottom"):
        status = st.selectbox(
            "Status", ["", *STATUSES], key="learn.status", width=220,
            format_func=lambda s: label("evidence_status", s) or "Any status",
        )  # fmt: skip
        topic = st.selectbox(
            "Subject", ["", *topics()], key="learn.topic", width=320,
            format_func=lambda s: topic_label(s) if s else "Any subject",
        )  # fmt: skip
    return status or "", topic or ""


def _only_behind(workspace: Workspace, searched: Sequence[Claim]) -> Sequence[Claim]:
    pick = workspace.opened(BEHIND)
    if not pick:
        return searched
    name, held = behind(pick)
    with st.container(horizontal=True, vertical_alignment="center"):
        st.markdown(f"Behind: **{escaped(name)}**", width="content")
        st.button("Show all", key="learn.behind.off", on_click=workspace.open, args=(BEHIND, ""))
    return [one for one in searched if one.id in held]


def _statement(workspace: Workspace, one: Claim) -> None:
    with st.expander(statement_line(one)):
        st.markdown(statement_words(one))
        with st.container(horizontal=True, vertical_alignment="center"):
            systems, scenarios = systems_of(one.id), scenarios_of(one.id)
            more = " · See also:" if systems or scenarios else ""
            st.caption(f"Subject: {escaped(one.topic)}{more}", width="content")
            for system in systems:
                _link(workspace, one, "systems", system.id, system.label)
            for scenario in scenarios:
                _link(workspace, one, "scenarios", scenario.id, scenario.title)


def _link(workspace: Workspace, one: Claim, part: str, pick: str, words: str) -> None:
    icon = ":material/neurology:" if part == "systems" else ":material/auto_stories:"
    st.button(words, key=f"learn.{one.id}.{pick}", icon=icon, type="tertiary",
              on_click=go, args=(workspace, part, pick))  # fmt: skip
