"""The Emotionally Focused cycle on screen: the loop, and its steps beside it."""

from __future__ import annotations

from uuid import UUID

import streamlit as st

from core.clients.model import Couple
from core.formulation.lenses.eft import EftCycle, eft_cycle, shared_cycle_of
from core.formulation.model import Formulation
from core.history.on_map import sources
from dashboard.components.plot import palette
from dashboard.components.text import escaped
from dashboard.map.coupling import edit_couple
from dashboard.map.lenses.charts import eft_figure
from dashboard.map.lenses.pieces import Lens
from dashboard.map.lenses.view import counted_words, cycle_alt, half_title

ONE, TWO = "This client's map", "The couple's shared cycle"
_ASIDE = (3, 2)


def eft_lens(lens: Lens, formulation: Formulation) -> None:
    """One partner from this map, or both from what the couple shares."""
    services, actor = lens.workspace.services, lens.workspace.actor
    couple = services.clients.couple_of(actor, lens.client_id)
    with st.container(horizontal=True, vertical_alignment="center"):
        shown = ONE
        if couple:
            shown = st.segmented_control("Whose cycle", (ONE, TWO), default=ONE, required=True,
                                         key=lens.key("whose"), label_visibility="collapsed",
                                         wrap=True)  # fmt: skip
        _couple_button(lens, couple)
    if couple and shown == TWO:
        _shared(lens, couple)
    else:
        episodes = services.triggers.episodes(actor, lens.client_id)
        known = sources(services.history.history(actor, lens.client_id))
        _own(lens, eft_cycle(formulation, episodes, known))


def _couple_button(lens: Lens, couple: Couple | None) -> None:
    words = "Edit the shared cycle" if couple else "Link a partner"
    if lens.workspace.may_change() and st.button(
        words, icon=":material/group:", key=lens.key("couple"), type="tertiary"
    ):
        edit_couple(lens.workspace, lens.client_id, couple)


def _names(lens: Lens, cycle: EftCycle) -> list[str]:
    """The partners' names; a stranger's file stays closed and is "The other"."""
    return [_name(lens, half.client_id) for half in cycle.halves]


def _name(lens: Lens, client_id: UUID | None) -> str:
    known = None
    if client_id:
        known = lens.workspace.services.clients.code_and_name(lens.workspace.actor, client_id)
    return known[1] if known else "The other"


def _figure(lens: Lens, cycle: EftCycle, names: list[str], place: str) -> None:
    colours = palette(st.context.theme.type)
    lens.figure(eft_figure(cycle, names, colours, lens.selected), cycle_alt(cycle, names), place)


def _own(lens: Lens, cycle: EftCycle) -> None:
    names = [_name(lens, lens.client_id), "The other, as seen from here"]
    left, right = st.columns(_ASIDE)
    with left:
        _figure(lens, cycle, names, "own")
        st.caption("What the other feels inside is theirs to say.")
    with right:
        if words := counted_words("couple_positions", cycle.position, "Position most often noted"):
            st.markdown(escaped(words))
        own, other = cycle.halves
        for step in (*own.steps, other.steps[1]):
            with st.container(gap="xsmall"):
                lens.slot(step.slot)
                if step.said:
                    st.markdown(escaped(step.said))
    lens.not_in_view(cycle.elsewhere)


def _shared(lens: Lens, couple: Couple) -> None:
    cycle = shared_cycle_of(couple, lens.client_id)
    if len(cycle.halves) < 2:
        st.info("The partner's file was erased, and their half with it. Link a partner again.")
        return
    names = _names(lens, cycle)
    left, right = st.columns(_ASIDE)
    with left:
        _figure(lens, cycle, names, "shared")
    with right:
        if couple.cycle_name:
            st.markdown(f"**{escaped(couple.cycle_name)}**")
        if couple.cycle_words:
            st.markdown(escaped(couple.cycle_words))
        for half, name in zip(cycle.halves, names, strict=True):
            lines = [f"- {escaped(step.slot.label)}: {escaped(step.said) or '*not known yet*'}"
                     for step in half.steps]  # fmt: skip
            st.markdown(f"**{escaped(half_title(half, name))}**\n\n" + "\n".join(lines))
        st.caption("Only what both partners share stands here; neither's own file is shown.")
