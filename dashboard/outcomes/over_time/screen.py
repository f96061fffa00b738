"""Measures over time: all on one time axis, a line of words each, and what the numbers are."""

from __future__ import annotations

import streamlit as st

from core.clients.model import Client
from core.outcomes.personal import NO_VERDICT, PersonalCourse, moved_words
from core.outcomes.sentences import change_words
from core.outcomes.series import Series
from dashboard.components.plot import CONFIG, Drawing, palette
from dashboard.components.text import escaped
from dashboard.outcomes.over_time.charts import stack_figure
from dashboard.outcomes.over_time.meaning import latest_words, meaning
from dashboard.outcomes.over_time.trends import trends
from dashboard.outcomes.over_time.view import (
    PERIODS,
    File,
    Stack,
    choices,
    chosen_at_first,
    forms,
    key_words,
    never_filled_in,
    not_shown,
    periods,
    shown_here,
    stack,
    with_new,
)
from dashboard.workspace import Workspace


def over_time(workspace: Workspace, client: Client, file: File) -> None:
    """Draw the chosen panels, then a line of words for each."""
    named = choices(file, client.main_measure)
    if not named:
        if file.courses:  # without any the page says so already
            st.info(
                "Nothing to draw yet: no measure about the client has a score. What was filled "
                "in stands under “Everything as a table”."
            )
        return
    keys, period = _chosen(workspace, client, file, named)
    if not keys:
        st.info("Choose at least one measure above to draw it.")
        return
    today = workspace.services.today()
    shown = workspace.services.outcomes.worked_out(
        workspace.actor, client.id, ("stack", *keys, period, today),
        lambda: stack(file, keys, period, today),
    )  # fmt: skip
    _figure(shown)
    if asked := never_filled_in(file):
        st.caption(f"The plan asks for {', '.join(asked)}: not filled in yet.")
    _rows(file, keys)
    trends(client.id, file, keys, named)


def _rows(file: File, keys: list[str]) -> None:
    by_key = {series.instrument.id: series for series in shown_here(file)}
    for key in keys:
        if key in by_key:
            _measure_row(file, by_key[key])
    own = [course for course in file.own if f"own.{course.id}" in keys]
    if own:
        st.markdown("\n\n".join(_own_lines(course) for course in own))
        st.caption(f"In the client's own words. {NO_VERDICT}")


def _own_lines(course: PersonalCourse) -> str:
    words = f"{moved_words(course)}. {course.anchors}."
    return f"**“{escaped(course.words)}”**  \n{escaped(words)}"


def _chosen(
    workspace: Workspace, client: Client, file: File, named: dict[str, str]
) -> tuple[list[str], str]:
    key = f"outcomes.shown.{client.id}"
    _with_new(workspace, key, file, named)
    keys = st.pills(
        "Measures shown",
        list(named),
        selection_mode="multi",
        key=key,
        format_func=named.__getitem__,
        wrap=True,
    )
    if left := not_shown(named, keys):
        st.caption(left)
    period = st.segmented_control(
        "Time",
        periods(file),
        default="all",
        required=True,
        key="outcomes.period",
        format_func=PERIODS.__getitem__,
        label_visibility="collapsed",
    )
    return [key for key in named if key in keys], period or "all"


def _with_new(workspace: Workspace, key: str, file: File, named: dict[str, str]) -> None:
    """What is shown at first, later with any measure that was filled in since."""
    nothing: list[str] | None = None
    now, chosen = forms(file), workspace.typed(key, nothing)
    if chosen is None:
        shown = chosen_at_first(list(named))
    else:
        kept = [one for one in chosen if one in named]
        shown = with_new(kept, workspace.typed(f"{key}.forms", now), now)
    workspace.put_input(key, shown)
    workspace.put_input(f"{key}.forms", now)


def _figure(shown: Stack) -> None:
    st.plotly_chart(
        Drawing(stack_figure(shown, palette(st.context.theme.type))),
        key="outcomes.figure",
        config=CONFIG,
        alt=shown.alt,
    )
    lines = [key_words(shown)]
    if shown.marks:
        listed = " · ".join(f"**{m.sign}** {escaped(m.words)}" for m in shown.marks)
        lines.insert(0, f"Letters are plans and stages, numbers are events in therapy: {listed}")
    if any(lines):
        st.caption("\n\n".join(lines))


def _measure_row(file: File, series: Series) -> None:
    short, expected = series.instrument.short, file.expected(series)
    said = [f"**{escaped(short)}** {escaped(latest_words(series))}", escaped(change_words(series))]
    if expected and (expected.alert or expected.why_not):
        said.append(escaped(expected.alert.reason if expected.alert else expected.why_not))
    words, number = st.columns((4, 1), vertical_alignment="center")  # one below the other if narrow
    words.markdown("  \n".join(said))
    with number:
        box = st.popover(
            "What is this number?", type="tertiary", help=f"About the {short}",
            key=f"outcomes.meaning.{series.instrument.id}", on_change="rerun",
        )  # fmt: skip
    if box.open:  # worked out only while somebody reads it
        box.markdown(_listed(meaning(series, series.lines)))


def _listed(lines: list[tuple[str, str]]) -> str:
    return "  \n".join(f"**{escaped(what)}**: {escaped(words)}" for what, words in lines)
