"""What the client sees when the laptop is turned: one card with a loop in plain words."""

from __future__ import annotations

from uuid import UUID

import streamlit as st

from core.formulation.lenses.client_view import MOST, ClientView, client_view, plain
from core.formulation.model import Formulation
from dashboard.components.apart import told_apart
from dashboard.components.plot import palette
from dashboard.components.scrolling import either_width, whole_chips
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
        _frame(lens, client_view(formulation, _last_chosen(lens, view)))
        with st.expander("What is shown"), whole_chips(lens.key("chips")):
            _choose(lens, view)
    else:
        _frame(lens, view)


def _last_chosen(lens: Lens, view: ClientView) -> list[UUID]:
    """What was chosen further down the page."""
    return lens.workspace.typed(lens.key("chosen"), [node.id for node in view.nodes])


def _choose(lens: Lens, view: ClientView) -> None:
    names = told_apart({node.id: plain(node) for node in view.offered})
    st.multiselect(
        f"At most {MOST}",
        list(names),
        default=[node.id for node in view.nodes],
        format_func=lambda one: names.get(one, ""),
        max_selections=MOST,
        key=lens.key("chosen"),
    )
    st.caption(chosen_words(view))


def _frame(lens: Lens, view: ClientView) -> None:
    with st.container(border=True):
        st.markdown("### The pattern, as we see it so far")
        sentences = in_words(view)
        alt = "The pattern. " + ". ".join(sentences or [plain(node) for node in view.nodes])
        colours = palette(st.context.theme.type)
        for place, scale in either_width(lens.key("card")):
            lens.figure(ring_figure(view, colours, lens.selected, scale), alt, place)
        if sentences:
            st.markdown("\n".join(f"- {escaped(words)}" for words in sentences))
        st.markdown("#### What would you change?")
