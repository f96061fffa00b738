"""Keeping records: how long, which files are due, what is on hold."""

from __future__ import annotations

import streamlit as st

from core.access.settings import Settings
from core.keeping.retention import PRESETS, VERIFY
from dashboard.components.saving import save
from dashboard.components.text import escaped
from dashboard.frame import page_link
from dashboard.workspace import Workspace


def records(workspace: Workspace) -> None:
    """Draw the practice's keeping time and the files it is over for."""
    settings = workspace.services.settings.current(workspace.actor)
    _unfinished(workspace)
    _time(workspace, settings)
    with st.expander("Published figures to start from"):
        for preset in PRESETS:
            st.markdown(f"- {escaped(preset.words)}  \n  Source: {escaped(preset.source)}")
        st.caption(VERIFY)
    st.subheader("Files whose time is over")
    if not settings.keep_years:
        st.info("No keeping time is set, so no file is listed. Set one above, with its source.")
        return
    due = workspace.services.keeping.due(workspace.actor)
    if not due:
        st.caption("None today. Only files of clients whose therapy has ended are listed.")
    for file in due:
        with st.container(horizontal=True, border=True, vertical_alignment="center"):
            st.markdown(f"**{escaped(file.code)}**  \n{escaped(file.sentence)}", width="stretch")
            page_link("Client", file.client_id, "Open")
    st.caption("Havenline only lists. Holding or erasing a file is done on the client's page.")


def _unfinished(workspace: Workspace) -> None:
    keeping, actor = workspace.services.keeping, workspace.actor
    if not keeping.rewrite_is_due(actor):
        return
    st.warning(
        "A client was erased, and the store could not be rewritten since, so traces may be left "
        "in its file. Make room on the disk and finish it.",
        icon=":material/delete_sweep:",
    )
    if st.button("Finish erasing now", key="settings.records.finish"):
        save(workspace, lambda: keeping.rewrite(actor), "The store was rewritten.")


def _time(workspace: Workspace, settings: Settings) -> None:
    with st.form("settings.records"):
        left, right = st.columns([1, 3])
        years = left.number_input("Years to keep a file (0: not set)", 0, 50, settings.keep_years,
                                  key="settings.records.years")  # fmt: skip
        source = right.text_input("Where this comes from", settings.keep_years_source,
                                  key="settings.records.source",
                                  placeholder="the law, insurer or body, and when")  # fmt: skip
        if st.form_submit_button("Save", type="primary"):
            fields = {"keep_years": years, "keep_years_source": source}
            save(
                workspace,
                lambda: workspace.services.settings.save(
                    workspace.actor, workspace.based(settings).amended(**fields)
                ),
                "Keeping time saved.",
                inputs="settings.records.",
            )
