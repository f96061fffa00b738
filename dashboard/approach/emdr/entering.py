"""A target and its sheet: headline, node of the map, cognitions, emotions, place in the body."""

from __future__ import annotations

from typing import NamedTuple
from uuid import UUID

import streamlit as st

from core.approaches.model import Target
from core.approaches.target_day import TargetEntries
from core.approaches.target_words import RANKS
from core.formulation.lenses.emdr import PRONGS
from core.formulation.model import Node
from core.vocabulary import label, terms
from dashboard.approach.emdr.gathered import Worksheet
from dashboard.approach.emdr.going import opened_place
from dashboard.approach.emdr.view import cognition_options, option_words, theme_of, theme_words
from dashboard.components.apart import told_apart
from dashboard.components.closing import close_button, for_client
from dashboard.components.saving import entry_key, made, save
from dashboard.components.words import choose_word, choose_words
from dashboard.workspace import Workspace

_TITLE = 120


class Begun(NamedTuple):
    """What a new target begins with: a node of the map, or a goal, and its prong."""

    name: str = ""
    prong: str = "past"
    node_id: UUID | None = None


@st.dialog("EMDR target", width="large", dismissible=False)
def edit_target(sheet: Worksheet, target: Target | None, begun: Begun, *, on_hold: bool) -> None:
    """A target by its headline; the sheet below it where detail is open. Every field may wait."""
    for_client(sheet.workspace)
    was = target or Target.model_construct(
        title=begun.name[:_TITLE], prong=begun.prong, node_id=begun.node_id
    )
    key = f"{entry_key('approach.target', sheet.client.id, target)}.{begun.node_id or begun.name}"
    parked = sheet.headline(was.model_copy(update={"headline_only": False}))
    only = st.checkbox(
        "Headline only: ask for nothing more, show nothing more", was.headline_only or parked,
        key=f"{key}.only", disabled=parked,
    )  # fmt: skip
    if parked:
        st.caption("Its entry on the History page is kept at a headline, so this target is too.")
    with st.form(key, border=False, enter_to_submit=False):
        fields = _place(sheet, was, key) | {"headline_only": was.headline_only if parked else only}
        if on_hold:
            st.caption("Assessing a target (phase 3) is paused; the headline can be changed.")
        elif not only:
            fields |= _detail(sheet, was, key)
        if st.form_submit_button("Save", type="primary"):
            save(sheet.workspace, lambda: _keep(sheet, target, fields), "Target saved.",
                 inputs=key)  # fmt: skip
    if target:
        _taking_out(sheet, target, key)
    close_button("approach.edit_target")


def _place(sheet: Worksheet, was: Target, key: str) -> dict[str, object]:
    title = st.text_input("Headline", was.title, key=f"{key}.title", max_chars=_TITLE)
    left, right = st.columns(2)
    with left:
        prong = choose_word("Prong", "emdr_prongs", f"{key}.prong", was.prong, special=False)
        ranks = ["", *RANKS]
        rank = st.selectbox(
            "Of several of its kind", ranks, ranks.index(was.rank), key=f"{key}.rank",
            format_func=lambda one: RANKS.get(one, "Not said"),
        )  # fmt: skip
    with right:
        node = _node(sheet, was, key)
        status = choose_word(
            "Status", "emdr_target_status", f"{key}.status", was.status, special=False
        )
    return {"title": title, "prong": prong, "rank": rank, "node_id": node, "status": status}


def _node(sheet: Worksheet, was: Target, key: str) -> UUID | None:
    """The node it stands for; those that fit a prong come first, the node it has is kept."""
    kinds = [kind for _, _, of_prong in PRONGS for kind in of_prong]
    known = {n.id: n for n in sheet.formulation.nodes if not n.retired}
    fitting = sorted(known.values(), key=lambda n: (n.kind not in kinds, n.kind, n.name))
    options: list[UUID | None] = [None, *(n.id for n in fitting)]
    options += [was.node_id] if was.node_id and was.node_id not in known else []
    kinds_of = {n.id: label("node_types", n.kind).partition(" (")[0].lower() for n in fitting}
    names = told_apart({one: _node_words(known, one) for one in options}, kinds_of)
    return st.selectbox(
        "Stands for this node of the map", options, options.index(was.node_id), key=f"{key}.node",
        format_func=names.__getitem__,
    )  # fmt: skip


def _node_words(known: dict[UUID, Node], node_id: UUID | None) -> str:
    if node_id is None:
        return "No node yet"
    return known[node_id].name if node_id in known else "A node taken off the map"


def _detail(sheet: Worksheet, was: Target, key: str) -> dict[str, object]:
    image = st.text_input("Image, as a headline", was.image, key=f"{key}.image", max_chars=200)
    left, right = st.columns(2)
    with left:
        negative = _cognition(sheet, "negative", was, key)
    with right:
        positive = _cognition(sheet, "positive", was, key)
    emotions = choose_words("Emotions", "emotions_primary", f"{key}.emotions", was.emotions)
    places = [term.label for term in terms("body_places")]
    places = list(dict.fromkeys([*([was.body_place] if was.body_place else []), *places]))
    body = st.selectbox(
        "Place in the body", places, 0 if was.body_place else None, key=f"{key}.body",
        placeholder="Choose, or type the client's words", accept_new_options=True,
    )  # fmt: skip
    return {"image": image, **negative, **positive, "emotions": emotions, "body_place": body or ""}


def _cognition(sheet: Worksheet, kind: str, was: Target, key: str) -> dict[str, object]:
    """The words first: those of an example bring its theme, unless one was chosen."""
    beliefs = [n.words or n.name for n in sheet.formulation.nodes
               if n.kind == "belief" and not n.retired and not n.parked_because]  # fmt: skip
    words = getattr(was, f"{kind}_cognition")
    options = cognition_options(kind, beliefs, words)
    said = st.selectbox(
        f"{kind.capitalize()} cognition", options, 0 if words else None, key=f"{key}.{kind}",
        placeholder="Choose, or type the client's words", accept_new_options=True,
        format_func=lambda one: option_words(one, kind, beliefs),
    )  # fmt: skip
    themes, theme_was = (
        [term.id for term in terms("cognition_themes")],
        getattr(was, f"{kind}_theme"),
    )
    theme = st.selectbox(
        f"Its theme ({kind})", themes, themes.index(theme_was) if theme_was in themes else None,
        key=f"{key}.{kind}.theme", placeholder="Choose",
        format_func=lambda one: theme_words(one, kind),
    ) or ""  # fmt: skip
    if said != words:
        theme = theme or theme_of(said or "", kind)
    return {f"{kind}_cognition": said or "", f"{kind}_theme": theme}


def _keep(sheet: Worksheet, target: Target | None, fields: dict[str, object]) -> None:
    workspace: Workspace = sheet.workspace
    if target is None:
        fields["order"] = max((one.order for one in sheet.targets), default=0) + 1
    entry = made(workspace, Target, sheet.client.id, target, fields)
    saved = workspace.services.approaches.save_target(workspace.actor, entry)
    if target is None:
        workspace.open(opened_place(sheet.client.id), str(saved.id))


def _taking_out(sheet: Worksheet, target: Target, key: str) -> None:
    if sheet.workspace.may_change() and st.button(
        "Take it out of the sequence", key=f"{key}.retire", type="tertiary"
    ):
        gone = TargetEntries((target.amended(retired=True),))
        save(sheet.workspace, lambda: sheet.save(gone),
             "Taken out; its ratings stay on the Outcomes page.", inputs=key)  # fmt: skip
