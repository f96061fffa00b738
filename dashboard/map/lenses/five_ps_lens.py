"""The 5 Ps on screen: a row for each P, its domains side by side."""

from __future__ import annotations

import streamlit as st

from core.formulation.lenses.five_ps import PS, five_ps
from core.formulation.model import Formulation
from core.history.on_map import sources
from dashboard.map.lenses.pieces import Lens
from dashboard.map.lenses.view import DOMAIN_WORDS


def five_ps_lens(lens: Lens, formulation: Formulation) -> None:
    """The grid. A node without a domain stands above the four until one is chosen for it."""
    history = lens.workspace.services.history.history(lens.workspace.actor, lens.client_id)
    view = five_ps(formulation, sources(history))
    for p, title, _ in PS:
        unsorted, *domains = view.row(p)
        with st.container(border=True):
            st.markdown(f"**{title}**")
            if unsorted.nodes:
                st.caption(f"{DOMAIN_WORDS['']}: open one and choose it")
                lens.nodes(unsorted.nodes, unsorted.id)
            lens.offered(unsorted, "Dated events that may belong here:")
            for column, slot in zip(st.columns(4), domains, strict=True):
                with column:
                    if slot.empty:
                        lens.gap(slot, DOMAIN_WORDS[slot.domain])
                    else:
                        st.caption(DOMAIN_WORDS[slot.domain])
                        lens.nodes(slot.nodes, slot.id)
    lens.not_in_view(view.elsewhere)
