"""What both partners may look at together: large, and nothing else on the page."""

from __future__ import annotations

from collections.abc import Mapping
from uuid import UUID

import streamlit as st

from core.clients.model import Couple, HalfCycle
from core.clients.sharing import couple_view
from core.formulation.lenses.eft import EftCycle, shared_cycle_of
from dashboard.approach.couple.people import names_of
from dashboard.approach.couple.view import together_lines
from dashboard.components.plot import CONFIG, Drawing, palette
from dashboard.components.scrolling import either_width
from dashboard.components.text import day, escaped
from dashboard.map.lenses.charts import eft_figure
from dashboard.map.lenses.view import cycle_alt
from dashboard.workspace import Workspace

_STILL_OPEN = "…"


def open_together(workspace: Workspace, client_id: UUID, *, show: bool = True) -> None:
    """Turn the screen to both partners, or back to the clinician."""
    workspace.open(_place(client_id), "yes" if show else "")
    # The page forgets which worksheet was open while only this is drawn.
    workspace.put_input(f"approach.view.{client_id}", "eft_couples")


def together(workspace: Workspace) -> bool:
    """Draw the couple view where it is open; True when it was, and nothing else may be drawn."""
    client_id = workspace.client_id
    if client_id is None or not workspace.opened(_place(client_id)):
        return False
    couple = workspace.services.clients.couple_of(workspace.actor, client_id)
    if couple is None:
        open_together(workspace, client_id, show=False)
        return False
    draw_together(workspace, couple)
    st.button("Back to the worksheet", icon=":material/arrow_back:", key="approach.couple.back",
              type="tertiary", on_click=open_together, args=(workspace, client_id),
              kwargs={"show": False})  # fmt: skip
    return True


def draw_together(workspace: Workspace, couple: Couple) -> None:
    """Draw what both may see; the worksheet shows no more than this on a shared screen."""
    shown = couple_view(couple)
    _draw(shown, names_of(workspace, shown))


def _place(client_id: UUID) -> str:
    return f"approach.couple.together.{client_id}"


def _draw(couple: Couple, names: Mapping[UUID, str]) -> None:
    st.title(escaped(couple.cycle_name) or "Our cycle")
    if couple.cycle_words:
        st.markdown(f"### {escaped(couple.cycle_words)}")
    halves = [half for half in couple.halves if half.agreed]
    if halves:
        _cycle(couple, names)
    _injuries(couple, names)
    if not halves and not couple.injuries and not couple.cycle_words:
        st.markdown("### Nothing is agreed to be shown yet.")


def _cycle(couple: Couple, names: Mapping[UUID, str]) -> None:
    """The loop where it can be drawn large, the same in large words where the page is narrow."""
    for size, scale in either_width("approach.couple.figure"):
        if size == "large" and len(names) == 2:
            _figure(couple, names, scale)
        else:
            for half in couple.halves:
                _half(half, names)


def _figure(couple: Couple, names: Mapping[UUID, str], scale: float) -> None:
    cycle = _open_ended(shared_cycle_of(couple, couple.client_id))
    called = [names[half.client_id] for half in cycle.halves if half.client_id]
    figure = eft_figure(cycle, called, palette(st.context.theme.type), scale=scale)
    st.plotly_chart(Drawing(figure), key="approach.couple.figure.large", config=CONFIG,
                    alt=cycle_alt(cycle, called))  # fmt: skip


def _open_ended(cycle: EftCycle) -> EftCycle:
    """A step that is not shown is left open; whether it is known does not show either."""
    halves = tuple(
        half._replace(
            steps=tuple(s._replace(said=_STILL_OPEN) if s.empty else s for s in half.steps)
        )
        for half in cycle.halves
    )
    return cycle._replace(halves=halves)


def _half(half: HalfCycle, names: Mapping[UUID, str]) -> None:
    lines = together_lines(half)
    if not lines:
        return
    st.markdown(f"## {escaped(names[half.client_id])}")
    for title, words in lines:
        st.caption(title)
        st.markdown(f"### {escaped(words)}")


def _injuries(couple: Couple, names: Mapping[UUID, str]) -> None:
    if couple.injuries:
        st.markdown("## Hurts we have named")
    for one in couple.injuries:
        when = f", {day(one.on, year=True)}" if one.on else ""
        repaired = " (repaired)" if one.repair == "repaired" else ""
        st.caption(f"{escaped(names[one.owner])}{when}{repaired}")
        st.markdown(f"### {escaped(one.headline)}")
