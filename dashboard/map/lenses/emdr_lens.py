"""The three prongs of EMDR on screen, side by side."""

from __future__ import annotations

import streamlit as st

from core.approaches.headline import shown_targets
from core.approaches.model import Target
from core.approaches.target_words import RANKS
from core.formulation.lenses.emdr import EmdrView, PlacedTarget, Prong, emdr_view
from core.formulation.model import Formulation
from core.history.on_map import sources
from core.vocabulary import inside, label
from dashboard.components.text import escaped
from dashboard.map.lenses.pieces import Lens
from dashboard.map.lenses.view import shown_words


def emdr_lens(lens: Lens, formulation: Formulation) -> None:
    """Eye Movement Desensitisation and Reprocessing: past, present, future."""
    services, actor = lens.workspace.services, lens.workspace.actor
    history = services.history.history(actor, lens.client_id)
    targets = services.approaches.targets(actor, lens.client_id)
    view = emdr_view(
        formulation,
        shown_targets(targets, formulation, history),
        services.sessions.goals(actor, lens.client_id),
        services.triggers.episodes(actor, lens.client_id),
        sources(history),
    )
    for column, prong in zip(st.columns(3), view.prongs, strict=True):
        with column, st.container(border=True, height="stretch"):
            _prong(lens, prong, view)
    left, right = st.columns(2)
    with left, st.container(border=True, height="stretch"):
        lens.slot(view.cognitions)
        if view.about_others.nodes:
            lens.slot(view.about_others)
    with right, st.container(border=True, height="stretch"):
        lens.slot(view.resources)
    lens.not_in_view(view.elsewhere)


def _prong(lens: Lens, prong: Prong, view: EmdrView) -> None:
    st.markdown(f"**{prong.slot.label}**")
    for node in prong.slot.nodes:
        counted = shown_words(node, view.shown_in) if prong.slot.id == "present" else ""
        lens.node(node, prong.slot.id, counted)
    for goal in prong.goals:
        st.markdown(f"- Goal: {escaped(goal.words)}")
    if prong.targets:
        st.markdown("\n".join(["*Targets*", "", *(_target(one) for one in prong.targets)]))
    if prong.slot.empty:
        lens.gap(prong.slot)


def _target(one: PlacedTarget) -> str:
    target = one.target
    status = inside(label("emdr_target_status", target.status))
    loud = f":material/pending: **{status}**" if target.status == "incomplete" else status
    said = [RANKS[target.rank].lower()] if target.rank else []
    said += [loud, *_cognitions(target)]
    said += [f"on the map as “{escaped(one.node.name)}”"] if one.node else ["not on the map yet"]
    return f"- {escaped(target.title)}: {'; '.join(said)}"


def _cognitions(target: Target) -> list[str]:
    pairs = (("negative", target.negative_cognition), ("positive", target.positive_cognition))
    return [f"{words} cognition “{escaped(said)}”" for words, said in pairs if said]
