"""What the client sees: a small loop in plain words, in a frame of its own."""

from __future__ import annotations

from uuid import UUID

import streamlit as st

from core.formulation.lenses.client_view import MOST, ClientView, client_view, plain
from core.formulation.model import Formulation
from dashboard.components.plot import palette
from dashboard.components.text import escaped
from dashboard.map.lenses.pieces import Lens
from dashboard.map.lenses.ring_chart import ring_figure
from dashboard.map.lenses.view import chosen_words, in_words


def client_lens(lens: Lens, formulation: Formulation) -> None:
    """Choose what is shown, then the frame that may be shown to the client."""
    view = client_view(formulation)
    if not view.offered:
        st.info(
            "Nothing may be shown yet. Open a node, mark it “May be shown to the client” and give "
            "it plain words; then it stands here."
        )
        return
    if view.left_out:
        view = client_view(formulation, _chosen(lens, view))
    _frame(lens, view)


def _chosen(lens: Lens, view: ClientView) -> list[UUID]:
    names = {node.id: plain(node) for node in view.offered}
    chosen: list[UUID] = st.multiselect(
        f"Shown to the client, at most {MOST}",
        list(names),
        default=[node.id for node in view.nodes],
        format_func=lambda one: names.get(one, ""),
        max_selections=MOST,
        key=lens.key("chosen"),
        help=chosen_words(view),
    )
    st.caption(chosen_words(view))
    return chosen


def _frame(lens: Lens, view: ClientView) -> None:
    with st.container(border=True, width=640):
        st.markdown("##### The pattern, as we see it so far")
        sentences = in_words(view)
        alt = "The pattern. " + ". ".join(sentences or [plain(node) for node in view.nodes])
        lens.figure(ring_figure(view, palette(st.context.theme.type), lens.selected), alt)
        if sentences:
            st.markdown("\n".join(f"- {escaped(words)}" for words in sentences))
        st.markdown("What would you change?")
