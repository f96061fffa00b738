"""Which measures a plan asks for and how often; what is common is offered, never set."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

import streamlit as st

from core.approaches.model import Plan, PlannedMeasure
from core.approaches.plan_words import definition_of, rhythm_words
from core.outcomes.instrument import instruments
from core.vocabulary import inside
from dashboard.components.closing import close_button, for_client
from dashboard.components.saving import entry_key, save
from dashboard.components.text import escaped
from dashboard.workspace import Workspace

RHYTHMS = (
    *(("sessions", every) for every in (1, 2, 3, 4, 6, 8, 10, 12)),
    *(("month", every) for every in (1, 2, 3, 6, 12)),
    ("stage", 1), ("start_and_end", 1),
)  # fmt: skip
FREE_ROWS = 2


class Row(NamedTuple):
    """A measure that is planned, or offered because it is common with the approach."""

    instrument: str
    at: str
    every: int
    planned: bool
    why: str


def rows_of(plan: Plan) -> Iterator[Row]:
    """The planned measures, then those commonly kept with the approach that are not planned."""
    for one in plan.planned_measures:
        yield Row(one.instrument, one.at, one.every, planned=True, why="")
    known = definition_of(plan.approach)
    there = {one.instrument for one in plan.planned_measures}
    for cadence in known.cadence if known else ():
        if cadence.instrument in instruments() and cadence.instrument not in there:
            often = rhythm_words(cadence.at, cadence.every)
            why = f"commonly {often}: {inside(cadence.why)}" if cadence.why else f"commonly {often}"
            yield Row(cadence.instrument, cadence.at, cadence.every, planned=False, why=why)


@st.dialog("Measures of the plan", width="large", dismissible=False)
def plan_measures(workspace: Workspace, plan: Plan) -> None:
    """Tick what this plan asks for and say how often; the Outcomes page shows what is missed."""
    for_client(workspace)
    key = entry_key("approach.measures", plan.client_id, plan)
    with st.form(key, border=False, enter_to_submit=False):
        chosen = [_row(row, f"{key}.{place}") for place, row in enumerate(rows_of(plan))]
        st.caption("Other measures")
        chosen += [_free_row(f"{key}.free.{place}") for place in range(FREE_ROWS)]
        words = "\n".join(plan.measures)
        if plan.measures:
            words = st.text_area("In words, one a line (from before)", words, key=f"{key}.words",
                                 height=80)  # fmt: skip
        if st.form_submit_button("Save", type="primary"):
            planned = tuple(one for one in chosen if one)
            lines = tuple(line.strip() for line in words.splitlines() if line.strip())
            save(workspace, lambda: _keep(workspace, plan, planned, lines), "Measures saved.",
                 inputs=key)  # fmt: skip
    close_button("approach.plan_measures")


Asked = dict[str, object] | PlannedMeasure | None


def _row(row: Row, key: str) -> Asked:
    one = instruments().get(row.instrument)
    name = one.short if one else row.instrument
    with st.container(horizontal=True, vertical_alignment="center"):
        wanted = st.checkbox(escaped(name), row.planned, key=f"{key}.plan", width=130)
        at, every = _rhythm(row.at, row.every, key)
        if row.why:
            st.caption(escaped(row.why), width="stretch")
    return {"instrument": row.instrument, "at": at, "every": every} if wanted else None


def _free_row(key: str) -> Asked:
    known = {one.id: one.short for one in instruments().values()}
    with st.container(horizontal=True, vertical_alignment="center"):
        chosen = st.selectbox("Measure", list(known), None, key=f"{key}.one", width=130,
                              format_func=known.get, placeholder="None",
                              label_visibility="collapsed")  # fmt: skip
        at, every = _rhythm("sessions", 1, key)
    return {"instrument": chosen, "at": at, "every": every} if chosen else None


def _rhythm(at: str, every: int, key: str) -> tuple[str, int]:
    """How often, as one choice; a rhythm that is not in the list stays as it is."""
    known = {f"{one}:{number}": (one, number) for one, number in RHYTHMS}
    known |= {f"{at}:{every}": (at, every)}
    chosen = st.selectbox(
        "How often", list(known), list(known).index(f"{at}:{every}"), key=f"{key}.often", width=210,
        format_func=lambda one: rhythm_words(*known[one]), label_visibility="collapsed",
    )  # fmt: skip
    return known[chosen]


def _keep(
    workspace: Workspace, plan: Plan, planned: tuple[Asked, ...], lines: tuple[str, ...]
) -> None:
    changed = workspace.based(plan).amended(planned_measures=planned, measures=lines)
    workspace.services.approaches.save_plan(workspace.actor, changed)
