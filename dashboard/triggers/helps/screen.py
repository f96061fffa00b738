"""What helps: strategies by kind, the client's own record first."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

import streamlit as st

from core.triggers.model import Episode
from core.triggers.what_helped import FEWEST_FOR_PATTERNS, FEWEST_MEASURED, strategy_records
from dashboard.triggers.helps.view import KindOfStrategy, helps_view
from dashboard.workspace import Workspace


def helps(workspace: Workspace, client_id: UUID, episodes: Sequence[Episode]) -> None:
    """Strategies by kind; those this client used first, with what was recorded about them."""
    kinds = workspace.services.outcomes.worked_out(
        workspace.actor,
        client_id,
        "what helps",
        lambda: helps_view(strategy_records(episodes)),
    )
    st.caption(
        "A drop is arousal at its highest minus arousal after. It is the client's record, not "
        f"proof: arousal also falls by itself. No median below {FEWEST_MEASURED} measured uses "
        f"or {FEWEST_FOR_PATTERNS} episodes."
    )
    if not any(kind.used for kind in kinds):
        st.info(
            "Nothing tried is recorded yet. In an episode, fill in “Tried” and “Arousal after "
            "it”: the client's own record then stands here before any study."
        )
    for kind in kinds:
        _kind(kind)


def _kind(kind: KindOfStrategy) -> None:
    st.markdown(f"##### {kind.title}")
    for one in kind.used:
        with st.container(border=True, gap="small"):
            st.markdown(f"**{one.name}**: {one.own}")
            st.caption(one.evidence)
    if kind.unused:
        with st.expander(f"Not tried yet ({len(kind.unused)})", expanded=False):
            st.markdown("\n\n".join(f"**{one.name}**: {one.evidence}" for one in kind.unused))
