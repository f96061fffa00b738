"""Answering cautions and readiness checks: all at once in rows, or one closely."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import TypeVar

import streamlit as st

from core.approaches.definition import CautionDefinition, Check
from core.approaches.model import Caution, Readiness, Weighing
from core.approaches.plan_words import caution_label, check_words, definition_of, weighed
from core.errors import InvalidEntry
from core.record import Part
from dashboard.approach.choosing.earlier import (
    earlier_answers,
    none_of_the_medical,
    take_over,
    together,
    with_earlier,
)
from dashboard.approach.choosing.view import FOUND, STATES, WHOSE, answers_to
from dashboard.components.closing import close_button, for_client
from dashboard.components.saving import entry_key, save
from dashboard.components.text import escaped
from dashboard.components.words import ANY_DAY, choose_word
from dashboard.workspace import Workspace

P = TypeVar("P", bound=Part)


@st.dialog("Cautions and readiness", width="large", dismissible=False)
def weigh(workspace: Workspace, weighing: Weighing) -> None:
    """Every caution and check of an approach, a click each; the day counts for what changed."""
    for_client(workspace)
    known = definition_of(weighing.approach)
    if known is None or not (known.cautions or known.readiness):
        st.info("This approach has no cautions or checks of its own here.")
        close_button("approach.weigh", "Close")
        return
    key = entry_key("approach.weigh", weighing.client_id, weighing)
    cautions, checks = answers(workspace, weighing), _checks(weighing)
    with st.form(key, border=False, enter_to_submit=False):
        st.markdown(f"**{escaped(known.label)}**")
        first, second = st.tabs(["Cautions", "Readiness"])
        with first:
            found = {one.reason: _caution_row(one, weighing.approach, cautions, key)
                     for one in known.cautions}  # fmt: skip
            medical = none_of_the_medical(known, found, key)
            earlier = earlier_answers(workspace, weighing, cautions, key)
            if other := choose_word("Another caution that was found (optional)", "caution_reasons",
                                    f"{key}.other", "", special=False):  # fmt: skip
                found[other] = "present"
        with second:
            states = {one.id: _check_row(one, checks, key) for one in known.readiness}
        on, by = _when_and_who(workspace, key)
        note = st.text_area("Note", weighing.note, key=f"{key}.note", height=70)
        if st.form_submit_button("Save", type="primary"):
            found = together(found, medical, earlier)
            changed = {
                "cautions": with_earlier(_with_found(weighing, cautions, found, on), earlier),
                "readiness": _with_states(weighing, checks, states, on, by), "note": note,
            }  # fmt: skip
            save(workspace, lambda: _keep_all(workspace, weighing, changed, by),
                 "Cautions and readiness saved.", inputs=key)  # fmt: skip
    close_button("approach.weigh")


def answers(workspace: Workspace, weighing: Weighing) -> dict[str, Caution]:
    """The newest answer to each caution, those kept in older plans too."""
    plans = workspace.services.approaches.plans(workspace.actor, weighing.client_id)
    return {one.reason: one for one in weighed(weighing.approach, plans, [weighing])}


def _checks(weighing: Weighing) -> dict[str, Readiness]:
    return {one.check: one for one in weighing.readiness}


def _caution_row(
    one: CautionDefinition, approach: str, known: Mapping[str, Caution], key: str
) -> str:
    was = known[one.reason].found if one.reason in known else "not_asked"
    words = escaped(caution_label(approach, one.reason))
    return _row(words, one.why, answers_to(one.reason, was), was, f"{key}.{one.reason}")


def _check_row(one: Check, known: Mapping[str, Readiness], key: str) -> str:
    was = known[one.id].state if one.id in known else "not_asked"
    return _row(f"{WHOSE[one.whose]}{one.words}", one.why, STATES, was, f"{key}.check.{one.id}")


def _row(words: str, why: str, options: Mapping[str, str], was: str, key: str) -> str:
    with st.container(horizontal=True, vertical_alignment="center"):
        st.markdown(words, width="stretch", help=why or None)
        chosen = st.pills(
            words, list(options), default=was, key=key, format_func=options.get, required=True,
            label_visibility="collapsed", width="content",
        )  # fmt: skip
    return chosen or was


def _when_and_who(workspace: Workspace, key: str) -> tuple[date, str]:
    today = workspace.services.today()
    with st.container(horizontal=True):
        on = st.date_input("Answers changed here count from", today, key=f"{key}.on", width=220,
                           min_value=ANY_DAY["min_value"], max_value=today,
                           format="DD/MM/YYYY")  # fmt: skip
        by = st.text_input("By", workspace.actor.name, key=f"{key}.by", width=220)
    return on, by


def _with_found(
    weighing: Weighing, known: Mapping[str, Caution], found: Mapping[str, str], on: date
) -> tuple[object, ...]:
    """The weighing's cautions with what changed; a decision belongs to the answer it followed."""
    changed = {}
    for reason, said in found.items():
        was = known.get(reason)
        if said != (was.found if was else "not_asked"):
            why = was.why if was else ""
            changed[reason] = {"reason": reason, "found": said, "on": on, "why": why}
    kept = [one for one in weighing.cautions if one.reason not in changed]
    return (*kept, *changed.values())


def _with_states(
    weighing: Weighing, known: Mapping[str, Readiness], states: Mapping[str, str], on: date, by: str
) -> tuple[object, ...]:
    changed = {}
    for check, said in states.items():
        was = known.get(check)
        if said != (was.state if was else "not_asked"):
            note = was.note if was else ""
            changed[check] = {"check": check, "state": said, "on": on, "by": by, "note": note}
    kept = [one for one in weighing.readiness if one.check not in changed]
    return (*kept, *changed.values())


def _keep_all(
    workspace: Workspace, weighing: Weighing, changed: Mapping[str, object], by: str
) -> None:
    """A name goes with a readiness answer; one that goes with nothing is not dropped silently."""
    if by.strip() not in ("", workspace.actor.name) and changed["readiness"] == weighing.readiness:
        raise InvalidEntry("By: this goes with a readiness answer. Change one, or leave it empty.")
    _keep(workspace, weighing, changed)


def _keep(workspace: Workspace, weighing: Weighing, changed: Mapping[str, object]) -> None:
    workspace.services.approaches.save_weighing(
        workspace.actor, workspace.based(weighing).amended(**changed)
    )


@st.dialog("Weigh a caution", dismissible=False)
def weigh_caution(workspace: Workspace, weighing: Weighing, reason: str) -> None:
    """Whether one caution was found, what was decided and why; the newest answer stands."""
    for_client(workspace)
    was = answers(workspace, weighing).get(reason) or Caution.model_construct(reason=reason)
    key = f"{entry_key('approach.caution', weighing.client_id, weighing)}.{reason}"
    with st.form(key, border=False, enter_to_submit=False):
        st.markdown(f"**{escaped(caution_label(weighing.approach, reason))}**")
        offered = list(answers_to(reason, was.found))
        found = st.pills("Found", offered, default=was.found, key=f"{key}.found",
                         format_func=FOUND.get, required=True)  # fmt: skip
        decision = choose_word("Decided", "caution_decisions", f"{key}.decision", was.decision)
        why = st.text_area("Why, and what will be different", was.why, key=f"{key}.why", height=80)
        on = _asked_on(workspace, was.on, key)
        if st.form_submit_button("Save", type="primary"):
            caution = {"reason": reason, "found": found, "decision": decision, "why": why,
                       "on": on}  # fmt: skip
            kept = [one for one in weighing.cautions if one.reason != reason]
            save(workspace, lambda: _keep(workspace, weighing, {"cautions": (*kept, caution)}),
                 "Caution saved.", inputs=key)  # fmt: skip
    if given := take_over(workspace, weighing, was, key):
        others = [one for one in weighing.cautions if one.reason != reason]
        save(workspace, lambda: _keep(workspace, weighing, {"cautions": (*others, given)}),
             "Caution saved.", inputs=key)  # fmt: skip
    close_button("approach.weigh_caution")


@st.dialog("Readiness", dismissible=False)
def answer_check(workspace: Workspace, weighing: Weighing, check: str) -> None:
    """One readiness check: its state, the day, by whom, and a note."""
    for_client(workspace)
    was = _checks(weighing).get(check) or Readiness.model_construct(check=check)
    key = f"{entry_key('approach.check', weighing.client_id, weighing)}.{check}"
    with st.form(key, border=False, enter_to_submit=False):
        st.markdown(f"**{escaped(check_words(weighing.approach, check))}**")
        state = st.pills("State", list(STATES), default=was.state, key=f"{key}.state",
                         format_func=STATES.get, required=True)  # fmt: skip
        on = _asked_on(workspace, was.on, key)
        by = st.text_input("By", was.by or workspace.actor.name, key=f"{key}.by")
        note = st.text_area("Note", was.note, key=f"{key}.note", height=80)
        if st.form_submit_button("Save", type="primary"):
            answer = {"check": check, "state": state, "on": on, "by": by, "note": note}
            kept = [one for one in weighing.readiness if one.check != check]
            save(workspace, lambda: _keep(workspace, weighing, {"readiness": (*kept, answer)}),
                 "Readiness saved.", inputs=key)  # fmt: skip
    close_button("approach.answer_check")


def _asked_on(workspace: Workspace, was: date | None, key: str) -> date:
    today = workspace.services.today()
    return st.date_input("Asked on", was or today,
                         key=f"{key}.on", format="DD/MM/YYYY", min_value=ANY_DAY["min_value"],
                         max_value=max(was or today, today))  # fmt: skip
