"""One approach closely: what it would work on, what speaks for it, what to weigh, evidence."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from uuid import UUID

import streamlit as st

from core.approaches.grounds import Ground
from core.approaches.model import Weighing
from core.approaches.selection import AimFound, Candidate, IndicationFound, for_others
from core.approaches.weighed import CautionFound
from core.clients.model import Client
from core.errors import NotFound, NotPermitted
from dashboard.approach.choosing import view
from dashboard.approach.choosing.entering import answer_check, weigh, weigh_caution
from dashboard.approach.choosing.going import PAGES, follow, to_node
from dashboard.components.text import escaped
from dashboard.workspace import Workspace

SECTIONS = ("Reasons", "Cautions and readiness", "Evidence")


def closely(workspace: Workspace, client: Client, candidate: Candidate) -> None:
    """Draw one approach; the same sections for each. Others see nothing of risk in it."""
    if workspace.actor.screen_share:
        candidate = for_others(candidate)
    st.caption(escaped(candidate.definition.summary))
    sections = [one for one in SECTIONS if one != SECTIONS[1] or not workspace.actor.screen_share]
    chosen = st.segmented_control(
        "Section", sections, default=sections[0], key=f"approach.section.{client.id}",
        label_visibility="collapsed", required=True,
    )  # fmt: skip
    if chosen == SECTIONS[1]:
        _to_weigh(workspace, client, candidate)
    elif chosen == SECTIONS[2]:
        _evidence(candidate)
    else:
        _reasons(workspace, candidate)


def _reasons(workspace: Workspace, candidate: Candidate) -> None:
    st.markdown("##### What it would work on")
    there = [aim for aim in candidate.aims if aim.nodes]
    for aim in there:
        _nodes(workspace, candidate, aim)
    if empty := [escaped(aim.label) for aim in candidate.aims if not aim.nodes]:
        st.caption(f"Nothing on the map yet: {'; '.join(empty)}.")
    st.markdown("##### What speaks for it")
    _indications(workspace, candidate, candidate.indications, "for")
    if candidate.outside:
        st.markdown("##### Outside its evidence")
        _indications(workspace, candidate, candidate.outside, "outside")


def _nodes(workspace: Workspace, candidate: Candidate, aim: AimFound) -> None:
    names = view.node_names(aim.nodes)
    key = f"approach.nodes.{candidate.definition.id}.{aim.label}"
    picked = st.pills(escaped(aim.label), list(names), key=key, format_func=names.__getitem__)
    if picked:
        to_node(workspace, picked)


def _indications(
    workspace: Workspace, candidate: Candidate, found: Sequence[IndicationFound], part: str
) -> None:
    for place, one in enumerate(found):
        st.markdown(view.indication_words(one))
        key = f"approach.ground.{candidate.definition.id}.{part}.{place}"
        _grounds(workspace, one.grounds, key)
        if not one.grounds:
            st.caption("Nothing on record." if not one.notes else "Nothing else on record.")


def _grounds(workspace: Workspace, grounds: Sequence[Ground], key: str) -> None:
    for place, ground in enumerate(grounds):
        with st.container(horizontal=True, vertical_alignment="center", wrap=False, gap="small"):
            st.markdown(f"- {escaped(ground.words)}", width="stretch")
            if ground.page in PAGES and st.button(
                f"Open {ground.page}", key=f"{key}.{place}", type="tertiary"
            ):
                follow(workspace, ground)


def _to_weigh(workspace: Workspace, client: Client, candidate: Candidate) -> None:
    services, approach = workspace.services, candidate.definition.id
    weighing = services.approaches.weighing(workspace.actor, client.id, approach)
    if not (candidate.cautions or candidate.readiness):
        st.caption("Its definition names no cautions and no checks.")
        return
    if workspace.may_change() and st.button(
        "Answer all", icon=":material/checklist:", key=f"approach.weigh.all.{approach}"
    ):
        weigh(workspace, weighing)
    if weighing.note:
        st.markdown(escaped(weighing.note))
    left, right = st.columns(2, gap="large")
    with left:
        _cautions(workspace, candidate, weighing)
    with right:
        _readiness(workspace, candidate, weighing)
        _partner(workspace, client, candidate)


def _cautions(workspace: Workspace, candidate: Candidate, weighing: Weighing) -> None:
    st.markdown("##### Cautions")
    by_state: dict[str, list[CautionFound]] = {
        "present": [], "against": [], "not_asked": [], "absent": [],
    }  # fmt: skip
    for one in candidate.cautions:
        by_state["against" if one.against else one.found].append(one)
    for one in by_state["present"]:
        _caution(workspace, weighing, one, view.caution_words(one),
                 "Decide" if one.decision == "not_asked" else "Change")  # fmt: skip
    for one in by_state["against"]:
        _caution(workspace, weighing, one, view.against_words(one), "Answer again")
    for one in by_state["not_asked"]:
        _caution(workspace, weighing, one, view.open_caution_words(one), "Answer")
    if by_state["absent"]:
        st.markdown(view.absent_words(by_state["absent"]))


def _caution(
    workspace: Workspace, weighing: Weighing, one: CautionFound, words: str, button: str
) -> None:
    reason = one.definition.reason
    key = f"approach.caution.{weighing.approach}.{reason}"
    with st.container(horizontal=True, wrap=False):
        st.markdown(words, width="stretch", help=view.cited(one.sources) or None)
        if workspace.may_change() and st.button(button, key=key, type="tertiary"):
            weigh_caution(workspace, weighing, reason)
    _grounds(workspace, one.against or (*one.elsewhere, *one.hints), f"{key}.ground")


def _readiness(workspace: Workspace, candidate: Candidate, weighing: Weighing) -> None:
    st.markdown("##### Readiness")
    for one in candidate.readiness:
        key = f"approach.check.{weighing.approach}.{one.definition.id}"
        with st.container(horizontal=True, wrap=False):
            sources = view.cited(one.sources) or None
            st.markdown(view.check_line(one), width="stretch", help=sources)
            button = "Answer" if one.state == "not_asked" else "Change"
            if workspace.may_change() and st.button(button, key=key, type="tertiary"):
                answer_check(workspace, weighing, one.definition.id)
        _grounds(workspace, one.grounds, f"{key}.ground")


def _partner(workspace: Workspace, client: Client, candidate: Candidate) -> None:
    """What the other partner is asked alone: done or not yet. Their answers are theirs."""
    couple = workspace.services.clients.couple_of(workspace.actor, client.id)
    if couple is None or couple.partner_id is None:
        return
    partner = couple.client_id if couple.partner_id == client.id else couple.partner_id
    states = _states(workspace, partner, candidate.definition.id)
    if not (lines := view.partner_lines(candidate, states or {})):
        return
    st.markdown("**The other partner, in their own file**")
    if states is None:
        st.caption("That file is not open to your account.")
    else:
        st.markdown("\n".join(f"- {line}" for line in lines))


def _states(workspace: Workspace, partner: UUID, approach: str) -> Mapping[str, str] | None:
    """The states of the other partner's checks; None where their file may not be read."""
    try:
        known = workspace.services.approaches.weighing(workspace.actor, partner, approach)
    except (NotFound, NotPermitted):
        return None
    return {one.check: one.state for one in known.readiness}


def _evidence(candidate: Candidate) -> None:
    with st.expander("What the letters mean"):
        st.markdown(view.legend())
    for one in candidate.explained:
        with st.container(border=True):
            st.markdown(view.quoted_words(one))
    left, right = st.columns(2)
    for place, card in enumerate(candidate.evidence):
        with right if place % 2 else left, st.container(border=True):
            st.markdown(view.card_words(card))
    guidelines = list(view.guideline_lines(candidate))
    if guidelines:
        st.markdown("##### Guidelines")
        st.markdown("\n".join(guidelines))
    if not (candidate.evidence or guidelines):
        st.caption("Its definition holds no evidence card and no guideline.")
