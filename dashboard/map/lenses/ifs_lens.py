"""Parts on screen: the circle, what its signs mean, and each part with what it carries."""

from __future__ import annotations

import streamlit as st

from core.approaches.model import IfsPart
from core.approaches.parts import let_go_on, part_record
from core.formulation.lenses.ifs import ROLES, IfsMap, PartCard, ifs_map
from core.formulation.lenses.slot import Slot
from core.formulation.model import Formulation
from core.vocabulary import label
from dashboard.components.plot import palette
from dashboard.components.text import day, escaped
from dashboard.map.lenses.parts_chart import parts_figure
from dashboard.map.lenses.parts_signs import LETTERS, line_of
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
    services, actor = lens.workspace.services, lens.workspace.actor
    known = services.approaches.parts(actor, lens.client_id)
    for number, card in enumerate(parts.cards):
        with columns[number % 2]:
            _card(lens, card, part_record(lens.client_id, card.part.id, known))
    burden = parts.slot("burden")
    lens.offered(burden, "Beliefs that no part carries yet:")
    lens.not_in_view(parts.elsewhere)


def _legend(parts: IfsMap) -> list[str]:
    """Every sign in words, so that nothing rests on the drawing."""
    used = [(role, name) for role, name in ROLES if parts.slot(role).nodes or role == "self"]
    lines = dict.fromkeys(line_of(link.kind) for link in parts.links)
    return [*(f"- **{LETTERS[role]}** {name}" for role, name in used),
            *(f"- {line.middle or '↔→'[line.headed]} {line.name}" for line in lines)]  # fmt: skip


def _role(lens: Lens, slot: Slot) -> None:
    """An empty role; Self is not a part, so nothing is missing where no node stands for it."""
    if slot.id == "self":
        if slot.empty:
            st.caption("Self stands in the middle by itself. It is not a part, so none is missing.")
    elif slot.empty:
        st.markdown(f"**{slot.label.partition(':')[0]}**: none yet")
        lens.offered(slot)
        lens.gap(slot, "Add a part")


def _card(lens: Lens, card: PartCard, part: IfsPart) -> None:
    with st.container(border=True):
        with st.container(horizontal=True, vertical_alignment="center", gap="small"):
            lens.node(card.part, "card")
            st.caption(_role_name(card.role), width="content")
        for field, words in _LINES:
            if nodes := getattr(card, field):
                with st.container(horizontal=True, vertical_alignment="center", gap="xsmall"):
                    st.caption(_carried(part) if field == "burdens" else words, width="content")
                    for node in nodes:
                        lens.node(node, f"{field}.{card.part.id}")
        if part.burden and not card.burdens:
            st.caption(f"{_carried(part)}: {escaped(part.burden)}")
        elif not card.burdens and card.role == "exile":
            st.caption("Burden: not known yet")
        if card.part.words:
            st.markdown(f"“{escaped(card.part.words)}”")


def _carried(part: IfsPart) -> str:
    on = let_go_on(part)
    return f"Carried (let go {day(on)})" if on else "Carries"


def _role_name(role: str) -> str:
    return label("ifs_roles", role).partition(":")[0] if role != "unknown" else "Role not known yet"


def _alt(parts: IfsMap) -> str:
    said = [f"{name.partition(':')[0]}: {', '.join(n.name for n in parts.slot(role).nodes)}"
            for role, name in ROLES if parts.slot(role).nodes]  # fmt: skip
    return f"Parts around Self. {'; '.join(said) or 'No part is named yet'}."
