"""The measures: what each rests on, and which published line the practice goes by."""

from __future__ import annotations

import streamlit as st

from core.access.permissions import can
from core.outcomes.definition import Cutoff
from core.outcomes.description import described
from core.outcomes.instrument import Instrument, instrument, instruments
from core.outcomes.lines import usable_lines
from dashboard.components.saving import save
from dashboard.workspace import Workspace

VERIFIED = ""
_ALL = "All lines with two sources that are not of one population"


def measures(workspace: Workspace) -> None:
    """Choose a measure: its line, its figures with their sources, and its rights."""
    st.markdown("Every figure carries where it was seen. An unverified figure is never used.")
    chosen = st.selectbox(
        "Measure", list(instruments()), key="settings.measures.one",
        format_func=lambda name: f"{instrument(name).short}: {instrument(name).title}",
    )  # fmt: skip
    one = instrument(chosen)
    if can(workspace.actor, "settings.write"):
        _line(workspace, one)
    st.text("\n".join(described(one)))


def _line(workspace: Workspace, one: Instrument) -> None:
    usable = {c.id: c for c in usable_lines(one, one.main_scale.id)}
    if len(usable) < 2:
        return
    settings = workspace.services.settings.current(workspace.actor)
    options = [VERIFIED, *usable]
    standing = settings.cutoffs.get(one.id, VERIFIED)
    key = f"settings.measures.line.{one.id}"
    with st.form(key):
        picked = st.radio(
            "Line to draw and to speak of", options,
            options.index(standing) if standing in options else 0, key=f"{key}.picked",
            format_func=lambda name: _words(usable[name]) if name else _ALL,
        )  # fmt: skip
        st.caption("Which line fits depends on the people you see. It is a line, not a diagnosis.")
        if st.form_submit_button("Save", type="primary"):
            cutoffs = {name: line for name, line in settings.cutoffs.items() if name != one.id}
            cutoffs |= {one.id: picked} if picked else {}
            save(
                workspace,
                lambda: workspace.services.settings.save(
                    workspace.actor, workspace.based(settings).amended(cutoffs=cutoffs)
                ),
                f"The line of the {one.short} is set.",
                inputs=key,
            )


def _words(line: Cutoff) -> str:
    source = line.sources[0] if line.sources else "source not recorded"
    return f"{line.op} {line.value:g} ({line.status}): {line.meaning}. Source: {source}"
