"""Parts on screen: the circle, what its signs mean, and each part with what it carries."""

from __future__ import annotations

import streamlit as st

from core.formulation.lenses.ifs import ROLES, IfsMap, PartCard, ifs_map
from core.formulation.lenses.slot import Slot
from core.formulation.model import Formulation
from core.vocabulary import label
from dashboard.components.plot import palette
from dashboard.components.text import escaped
from dashboard.map.lenses.parts_chart import parts_figure
from dashboard.map.lenses.parts_signs import LETTERS
from dashboard.map.lenses.pieces import Lens

_LINES = (
    ("protects", "Guards"), ("protected_by", "Guarded by"), ("polarised", "In conflict with"),
    ("allied", "Works together with"), ("takes_over", "Takes over from"),
    ("taken_over_by", "Taken over by"), ("burdens", "Carries"),
    ("origins", "May have begun with"), ("feels", "Feels"), ("does", "Does"),
)  # fmt: skip


def ifs_lens(lens: Lens, formulation: Formulation) -> None:
    """Internal Family Systems: parts by role around Self."""
    parts = ifs_map(formulation)
    left, right = st.columns((3, 2))
    with left:
        spec = parts_figure(parts, palette(st.context.theme.type), lens.selected)
        lens.figure(spec, _alt(parts))
    with right:
        st.markdown("\n".join(_legend(parts)))
        for role, _ in ROLES[:4]:
            _role(lens, parts.slot(role))
    columns = st.columns(2)
    for number, card in enumerate(parts.cards):
        with columns[number % 2]:
            _card(lens, card)
    burden = parts.slot("burden")
    lens.offered(burden, "Beliefs that no part carries yet:")
    lens.not_in_view(parts.elsewhere)


def _legend(parts: IfsMap) -> list[str]:
    """Every sign in words, so that nothing rests on the drawing."""
    used = [(role, name) for role, name in ROLES if parts.slot(role).nodes or role == "self"]
    return [f"- **{LETTERS[role]}** {name}" for role, name in used]


def _role(lens: Lens, slot: Slot) -> None:
    """An empty role; Self is not a part, so nothing is missing where no node stands for it."""
    if slot.id == "self":
        if slot.empty:
            st.caption("Self stands in the middle by itself. It is not a part, so none is missing.")
    elif slot.empty:
        st.markdown(f"**{slot.label.partition(':')[0]}**: none yet")
        lens.offered(slot)
        lens.gap(slot, "Add a part")


def _card(lens: Lens, card: PartCard) -> None:
    with st.container(border=True):
        with st.container(horizontal=True, vertical_alignment="center", gap="small"):
            lens.node(card.part, "card")
            st.caption(_role_name(card.role), width="content")
        for field, words in _LINES:
            if nodes := getattr(card, field):
                with st.container(horizontal=True, vertical_alignment="center", gap="xsmall"):
                    st.caption(words, width="content")
                    for node in nodes:
                        lens.node(node, f"{field}.{card.part.id}")
        if not card.burdens and card.role == "exile":
            st.caption("No burden linked yet: link the belief it carries on the map.")
        if card.part.words:
            st.markdown(f"“{escaped(card.part.words)}”")


def _role_name(role: str) -> str:
    return label("ifs_roles", role).partition(":")[0] if role != "unknown" else "Role not known yet"


def _alt(parts: IfsMap) -> str:
    said = [f"{name.partition(':')[0]}: {', '.join(n.name for n in parts.slot(role).nodes)}"
            for role, name in ROLES if parts.slot(role).nodes]  # fmt: skip
    return f"Parts around Self. {'; '.join(said) or 'No part is named yet'}."
