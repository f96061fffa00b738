"""One part read closely and changed in place: a rating, a step or a permission is one click."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from typing import get_args

import streamlit as st

from core.approaches.definition import Definition
from core.approaches.model import IfsPart
from core.approaches.parts import (
    Permission,
    backlash_met,
    followed_up,
    part_record,
    permitted,
    rated,
    rating_on,
    step_pressed,
    step_taken_back,
)
from core.formulation.lenses.ifs import IfsMap, PartCard
from core.formulation.model import Formulation
from core.vocabulary import inside, label
from dashboard.approach.ifs import view
from dashboard.approach.ifs.charts import self_access_figure
from dashboard.approach.ifs.entering import (
    edit_part,
    keep_part,
    note_backlash,
    plan_follow_up,
    relate,
)
from dashboard.approach.ifs.taking_out import take_out
from dashboard.components.plot import CONFIG, Drawing, palette
from dashboard.components.saving import save
from dashboard.components.text import day, escaped
from dashboard.map.lenses.meeting import other_lenses
from dashboard.map.merging import same_button
from dashboard.workspace import Workspace


def one_part(
    workspace: Workspace,
    formulation: Formulation,
    parts: IfsMap,
    card: PartCard,
    definition: Definition,
    known: Sequence[IfsPart],
) -> None:
    """Draw the open part: what it is, what was reached with it, and the buttons to note more."""
    node = card.part
    part = part_record(node.client_id, node.id, known)
    with st.container(border=True, key="ifs.part"):
        st.markdown(f"#### {escaped(node.name)} · {view.ROLE_NAMES[card.role]}")
        if node.kind != "part":
            kind = inside(label("node_types", node.kind))
            st.caption(f"On the map: {kind}. It is one node, seen here as a part.")
        if node.words:
            st.markdown(f"“{escaped(node.words)}”")
        if card.role == "self":
            st.caption("Self is not a part: no steps and no permission. Access to it is rated "
                       "with each part.")  # fmt: skip
        left, right = st.columns(2, gap="large")
        with left:
            _about(card, part, known)
        if card.role != "self":
            with right:
                on = _day_noted(workspace, part)
                _self_access(workspace, part, on)
                if view.shows_permission(card, part):
                    _permission(workspace, part, on)
                _follow_up(workspace, part)
            _steps(workspace, part, view.steps(part, definition, card.role), on)
            _backlash(workspace, part, on)
        other_lenses(workspace, node.client_id, node.id, without="ifs")
        _foot(workspace, formulation, parts, card, part)


def _about(card: PartCard, part: IfsPart, known: Sequence[IfsPart]) -> None:
    said = [*view.facts(card, part), *view.relations(card, known)]
    st.markdown("  \n".join(f"**{title}:** {words}" for title, words in said))


def _day_noted(workspace: Workspace, part: IfsPart) -> date:
    """The day that a press on this page is noted for; a session may be written up later."""
    today = workspace.services.today()
    if not workspace.may_change():
        return today
    chosen: date | None = st.date_input("What is noted here was on", today, max_value=today,
                                        min_value="1900-01-01", format="DD/MM/YYYY",
                                        key=f"ifs.day.{part.client_id}", width=220)  # fmt: skip
    return chosen or today


def _self_access(workspace: Workspace, part: IfsPart, on: date) -> None:
    """Eleven numbers: one press rates the day, another corrects it, the same takes it back."""
    st.markdown("**Self-access** · 0 blended, 10 fully in Self")
    if workspace.may_change():
        was = rating_on(part, on)
        value = st.pills("Self-access", range(11), default=was, key=_key(f"self.{on}", part),
                         label_visibility="collapsed", wrap=True)  # fmt: skip
        if value != was:
            said = "Self-access noted." if value is not None else "The rating is taken back."
            _change(workspace, lambda: rated(workspace.based(part), value, on), said)
    if len(part.self_access) > 1:
        st.plotly_chart(
            Drawing(self_access_figure(part, palette(st.context.theme.type))),
            key=f"ifs.course.{part.id}", config=CONFIG,
            alt="Self-access: " + ", ".join(f"{day(o.on)} {o.value}" for o in part.self_access),
        )  # fmt: skip
    elif part.self_access:
        st.caption(f"{part.self_access[0].value} of 10 on {day(part.self_access[0].on)}")
    else:
        st.caption("Not rated yet.")


def _permission(workspace: Workspace, part: IfsPart, on: date) -> None:
    words = view.permission_words(part)
    if part.permission == "withdrawn":
        st.warning(words, icon=":material/front_hand:")
    else:
        st.markdown(f"**{words.partition(':')[0]}:**{words.partition(':')[2]}")
    if not workspace.may_change():
        return
    states: tuple[Permission, ...] = get_args(Permission)
    chosen = st.segmented_control(
        "Permission", states, default=part.permission, required=True, wrap=True,
        key=_key("permission", part), label_visibility="collapsed",
        format_func=lambda one: one.replace("_", " ").capitalize(),
    )  # fmt: skip
    if chosen and chosen != part.permission:
        _change(workspace, lambda: permitted(workspace.based(part), chosen, on),
                "Permission noted.")  # fmt: skip


def _follow_up(workspace: Workspace, part: IfsPart) -> None:
    waits = bool(part.follow_up or part.follow_up_on)
    with st.container(horizontal=True, vertical_alignment="center"):
        words = view.follow_up_words(part, workspace.services.today()) if waits else "none"
        st.markdown(f"**Follow-up:** {words}")
        if not workspace.may_change():
            return
        if waits and st.button("Done", key=_key("followed", part), type="tertiary"):
            _change(workspace, lambda: followed_up(workspace.based(part)), "Follow-up done.")
        if st.button("Change" if waits else "Plan one", key=_key("follow", part), type="tertiary"):
            plan_follow_up(workspace, part)


def _steps(
    workspace: Workspace,
    part: IfsPart,
    groups: tuple[list[view.StepRow], list[view.StepRow]],
    on: date,
) -> None:
    """Each step with the day it was noted last; a press notes it, a second takes it back."""
    titled = zip(("The six Fs", "Then" if groups[0] else "The work with it"), groups, strict=True)
    shown = [(title, rows) for title, rows in titled if rows]
    for column, (title, rows) in zip(st.columns(2, gap="large"), shown, strict=False):
        with column:
            st.markdown(f"**{title}**")
            with st.container(gap=None):
                for row in rows:
                    _step(workspace, part, row, on)
    if part.steps and workspace.may_change():
        last = part.steps[-1]
        name = label("stages", last.stage)
        if st.button(f"Take back: {escaped(name)}, {day(last.on)}", icon=":material/undo:",
                     key=_key("back", part), type="tertiary"):  # fmt: skip
            _change(workspace, lambda: step_taken_back(workspace.based(part)), "Taken back.")


def _step(workspace: Workspace, part: IfsPart, row: view.StepRow, on: date) -> None:
    icon = ":material/check_circle:" if row.done else ":material/radio_button_unchecked:"
    if not workspace.may_change():
        st.markdown(f"{icon} {escaped(row.words)}")
    elif st.button(escaped(row.words), icon=icon, key=_key(f"step.{row.id}", part),
                   type="tertiary", wrap=True,
                   help="Notes it for the day above; pressed again, takes it back"):  # fmt: skip
        again = any((one.stage, one.on) == (row.id, on) for one in part.steps)
        _change(workspace, lambda: step_pressed(workspace.based(part), row.id, on),
                "Step taken back." if again else "Step noted.")  # fmt: skip


def _backlash(workspace: Workspace, part: IfsPart, on: date) -> None:
    with st.container(horizontal=True, vertical_alignment="center"):
        st.markdown("**Backlash between sessions**" + ("" if part.backlash else ": none noted"))
        if workspace.may_change() and st.button("Note one", key=_key("backlash", part),
                                                type="tertiary"):  # fmt: skip
            note_backlash(workspace, part)
    for at, words, met in view.backlash_words(part):
        with st.container(horizontal=True, vertical_alignment="center"):
            st.markdown(words, width="stretch")
            if not met:
                _meet(workspace, part, at, on)


def _meet(workspace: Workspace, part: IfsPart, at: int, on: date) -> None:
    if workspace.may_change() and st.button("It was met", key=_key(f"met.{at}", part),
                                            type="tertiary"):  # fmt: skip
        _change(workspace, lambda: backlash_met(workspace.based(part), at, on),
                "Noted as met.")  # fmt: skip


def _foot(
    workspace: Workspace,
    formulation: Formulation,
    parts: IfsMap,
    card: PartCard,
    part: IfsPart,
) -> None:
    if not workspace.may_change():
        return
    with st.container(horizontal=True):
        if st.button("Edit this part", icon=":material/edit:", key=_key("edit", part)):
            edit_part(workspace, card.part, part)
        if card.role != "self" and st.button("Relate it", icon=":material/swap_horiz:",
                                             key=_key("relate", part)):  # fmt: skip
            relate(workspace, parts, formulation, card.part)
        same_button(workspace, formulation, card.part, "ifs")
        if st.button("Take out", icon=":material/playlist_remove:", key=_key("out", part),
                     type="tertiary", help="A relation, or the part itself"):  # fmt: skip
            take_out(workspace, parts, formulation, card.part)


def _key(what: str, part: IfsPart) -> str:
    """A widget key of this part and version, so that nothing pressed lands on a newer one."""
    return f"ifs.{what}.{part.client_id}.{part.id}.{part.version}"


def _change(workspace: Workspace, changed: Callable[[], IfsPart], said: str) -> None:
    save(workspace, lambda: keep_part(workspace, changed()), said)
