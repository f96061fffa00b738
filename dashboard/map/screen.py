"""The map page: draw it, read a node or a link closely, add to it, look at it another way."""

from __future__ import annotations

from uuid import UUID

import streamlit as st

from core.clients.model import Couple
from core.formulation.model import Formulation
from dashboard.components.picked import picked_client
from dashboard.components.plot import CONFIG, Drawing, Spec, palette
from dashboard.components.scrolling import scrolling
from dashboard.components.text import escaped
from dashboard.map import building, detail
from dashboard.map.charts import map_figure
from dashboard.map.checks import screen as checks
from dashboard.map.coupling import edit_couple
from dashboard.map.cycle import shared_cycle
from dashboard.map.entering import edit_link, edit_node
from dashboard.map.hypotheses import screen as hypotheses
from dashboard.map.lenses import screen as lenses
from dashboard.map.versions import screen as versions
from dashboard.map.view import MapView, map_view, sentences
from dashboard.workspace import Workspace

FIGURE = "map.figure"
_WHOLE, _FOR_CLIENT = "map", "client"


def render(workspace: Workspace) -> None:
    """Draw the page."""
    client = picked_client(workspace, "Map")
    if client is None:
        return
    formulation = workspace.services.formulation.formulation(workspace.actor, client.id)
    if workspace.opened(_turned(client.id)):
        _for_client(workspace, client.id, formulation)
        return
    lens = _top(workspace, client.id, formulation)
    if workspace.opened(building.OPEN):
        building.suggestions(workspace, client.id)
    if not formulation.nodes and lens == _WHOLE:
        st.info(
            "The map is empty. Start anywhere on the chain: a cue from last week, a belief in "
            "the client's words, or what they do when it happens. Then link them."
        )
    elif lens == _WHOLE:
        _map(workspace, client.id, formulation)
    else:
        selected = workspace.opened(detail.PLACE)
        lenses.render(workspace, client.id, formulation, lens, selected)
    if lens != _WHOLE:
        detail.show(workspace, formulation, workspace.opened(detail.PLACE))
    _sections(workspace, client.id, formulation)
    _couple(workspace, client.id)


def _turned(client_id: UUID) -> str:
    """The place that says whether the client looks at the screen."""
    return f"map.turned.{client_id}"


def _for_client(workspace: Workspace, client_id: UUID, formulation: Formulation) -> None:
    """Only what the client may look at, and the way back."""
    st.button("Back to the map", icon=":material/arrow_back:", key="map.turn_back",
              on_click=workspace.open, args=(_turned(client_id), ""))  # fmt: skip
    lenses.render(workspace, client_id, formulation, _FOR_CLIENT, "")


def _top(workspace: Workspace, client_id: UUID, formulation: Formulation) -> str:
    """The lens, and what can be added. Returns the lens that is looked through."""
    offered = {_WHOLE: "Map"} | lenses.LENSES
    chosen = st.segmented_control(
        "Look at it as",
        list(offered),
        default=_WHOLE,
        key="map.lens",
        format_func=offered.__getitem__,
        label_visibility="collapsed",
    )
    if chosen == _FOR_CLIENT:
        workspace.open(_turned(client_id), "yes")
        st.rerun()
    if workspace.may("file.write"):
        _adding(workspace, client_id, formulation)
    return chosen or _WHOLE


def _adding(workspace: Workspace, client_id: UUID, formulation: Formulation) -> None:
    with st.container(horizontal=True):
        if st.button("Add a node", icon=":material/add:", type="primary", key="map.add_node"):
            edit_node(workspace, client_id, None)
        if st.button("Add a link", icon=":material/arrow_forward:", key="map.add_link",
                     disabled=len(formulation.nodes) < 2):  # fmt: skip
            edit_link(workspace, client_id, formulation, None)
        if workspace.may_change() and st.button(
            "Link an episode", icon=":material/bolt:", key="map.link_episode"
        ):
            building.link_episode(workspace, client_id)
        shown = bool(workspace.opened(building.OPEN))
        words = "Hide suggestions" if shown else "Suggestions"
        if st.button(words, icon=":material/lightbulb:", key="map.suggest"):
            workspace.open(building.OPEN, "" if shown else "yes")
            st.rerun()


def _map(workspace: Workspace, client_id: UUID, formulation: Formulation) -> None:
    earlier = versions.comparison(workspace, client_id, formulation)
    verbs = bool(workspace.typed("map.verbs", False))
    if earlier:
        view = map_view(earlier.formulation, marks=earlier.marks, verbs=verbs)
        st.markdown(f"**{escaped(earlier.title)}**")
    else:
        view = _view(workspace, client_id, formulation, verbs)
    _figure(workspace, view, None if earlier else client_id)
    detail.show(
        workspace,
        earlier.formulation if earlier else formulation,
        workspace.opened(detail.PLACE),
        fixed=earlier is not None,
    )
    with st.expander("The map in sentences"):
        st.markdown(sentences(view))


def _view(workspace: Workspace, client_id: UUID, formulation: Formulation, verbs: bool) -> MapView:
    """The map as it stands, laid out once until something is saved."""
    services, actor = workspace.services, workspace.actor
    found = services.hypotheses.findings(actor, client_id)
    states = {link_id: finding.state for link_id, finding in found.items()}

    def work() -> MapView:
        return map_view(formulation, states=states, verbs=verbs)

    name = ("map view", verbs, tuple(sorted(states.items())))
    return services.outcomes.worked_out(actor, client_id, name, work)


def _drawn(workspace: Workspace, view: MapView, client_id: UUID | None, selected: str) -> Spec:
    """The figure; that of the map as it stands is drawn once until something is saved."""
    theme = st.context.theme.type

    def work() -> Spec:
        return map_figure(view, palette(theme), selected)

    if client_id is None:
        return work()
    states = tuple((link.id, link.state) for link in view.arrows)
    verbs = bool(workspace.typed("map.verbs", False))
    name = ("map figure", theme, selected, verbs, states)
    return workspace.services.outcomes.worked_out(workspace.actor, client_id, name, work)


def _figure(workspace: Workspace, view: MapView, client_id: UUID | None) -> None:
    selected = _selected(workspace)
    with scrolling("map.area", view.width):
        st.plotly_chart(
            Drawing(_drawn(workspace, view, client_id, selected)),
            key=FIGURE,
            on_select="rerun",
            selection_mode="points",
            config=CONFIG,
            alt=view.alt,
        )
    with st.container(horizontal=True, vertical_alignment="center"):
        st.caption(
            "Every link is a hypothesis: dotted, a hunch; dashed, fairly sure; solid, "
            "sure. Click a node or a link to read it closely.",
            width="stretch",
        )
        st.toggle("Words on the links", key="map.verbs")


def _selected(workspace: Workspace) -> str:
    """What was clicked last; it stays open until something else is clicked or it is closed."""
    chosen = workspace.typed(FIGURE, None)
    points = chosen["selection"]["points"] if chosen else []
    found = points[0].get("customdata", "") if points else ""
    clicked = str(found[0] if isinstance(found, list) else found)
    if clicked and clicked != workspace.opened("map.clicked"):
        workspace.open(detail.PLACE, clicked)
    workspace.open("map.clicked", clicked)
    return workspace.opened(detail.PLACE)


def _sections(workspace: Workspace, client_id: UUID, formulation: Formulation) -> None:
    titles = ("Hypotheses", "Completeness", "Versions")
    chosen = st.segmented_control("Section", titles, default=titles[0], key="map.section",
                                  label_visibility="collapsed")  # fmt: skip
    match chosen:
        case "Completeness":
            checks.render(workspace, client_id)
        case "Versions":
            versions.render(workspace, client_id, formulation)
        case _:
            hypotheses.overview(workspace, client_id, formulation)


def _couple(workspace: Workspace, client_id: UUID) -> None:
    couple = workspace.services.clients.couple_of(workspace.actor, client_id)
    if couple:
        _cycle(workspace, couple)
    words = "Edit the shared cycle" if couple else "Link a partner"
    if workspace.may_change() and st.button(
        words, icon=":material/group:", key="map.couple", type="tertiary"
    ):
        edit_couple(workspace, client_id, couple)


def _cycle(workspace: Workspace, couple: Couple) -> None:
    names = {
        half.client_id: known[1]
        for half in couple.halves
        if (known := workspace.services.clients.code_and_name(workspace.actor, half.client_id))
    }
    cycle = shared_cycle(couple, names)
    st.subheader(escaped(cycle.title))
    if cycle.words:
        st.markdown(cycle.words)
    if not cycle.halves:
        st.caption("Neither half is filled in yet.")
        return
    for column, half in zip(st.columns(len(cycle.halves)), cycle.halves, strict=True):
        with column, st.container(border=True):
            st.markdown(half)
