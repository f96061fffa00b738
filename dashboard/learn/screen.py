"""The learn page: scenarios, brain and body, strategies, statements, handouts."""

from __future__ import annotations

import streamlit as st

from core.knowledge.handouts import handout
from core.knowledge.scenarios import scenario
from core.knowledge.strategies import KINDS
from core.knowledge.systems import brain_system
from core.reports.handout import handout_document
from dashboard.components.text import escaped
from dashboard.learn.going import PART_KEY, SEARCH_KEY, follow_address, go, kept, pick_key
from dashboard.learn.handout import handout_downloads
from dashboard.learn.scenario import draw_scenario
from dashboard.learn.statements import statements
from dashboard.learn.view import (
    PARTS,
    Found,
    chip_count,
    elsewhere,
    found,
    strategy_words,
    system_words,
)
from dashboard.reports.preview import preview
from dashboard.workspace import Workspace


def render(workspace: Workspace) -> None:
    """Draw the page."""
    follow_address(workspace)
    st.title("Learn")
    st.markdown(
        "What is said about attachment and the brain, and what was found when it was checked. "
        "Most studies are small and correlational. “No source found” does not mean false."
    )
    search = st.text_input(
        "Search everything here", key=SEARCH_KEY, type="search",
        placeholder="A word, an author, or an id such as A36",
    )  # fmt: skip
    seen = found(search or "")
    part = _part(workspace, seen.counts)
    if not seen.counts[part]:
        st.info(elsewhere(seen.counts, part), icon=":material/search_off:")
        return
    _DRAWN[part](workspace, seen)


def _part(workspace: Workspace, counts: dict[str, int]) -> str:
    kept(workspace, PART_KEY, list(PARTS))
    part = st.segmented_control(
        "Show", list(PARTS), key=PART_KEY, required=True, label_visibility="collapsed",
        format_func=lambda one: f"{PARTS[one]} ({counts[one]})",
    )  # fmt: skip
    return part or "scenarios"


def _picked(workspace: Workspace, part: str, names: dict[str, str]) -> str:
    """One entry of a part, picked by name."""
    kept(workspace, pick_key(part), list(names))
    picked = st.pills(
        PARTS[part], list(names), key=pick_key(part), format_func=names.get, required=True,
        label_visibility="collapsed",
    )  # fmt: skip
    return picked or next(iter(names))


def _scenarios(workspace: Workspace, seen: Found) -> None:
    shown = scenario(_picked(workspace, "scenarios", {one.id: one.title for one in seen.scenarios}))
    with st.container(border=True):
        st.markdown(f"### {escaped(shown.title)}")
        draw_scenario(workspace, shown, "scenario")
        if shown.claims:
            _behind(workspace, shown.id, shown.claims)


def _systems(workspace: Workspace, seen: Found) -> None:
    shown = brain_system(_picked(workspace, "systems", {s.id: s.label for s in seen.systems}))
    with st.container(border=True):
        st.markdown(f"### {escaped(shown.label)}\n\n{system_words(shown)}")
        st.markdown(chip_count(shown.claims))
        _behind(workspace, shown.id, shown.claims)


def _behind(workspace: Workspace, pick: str, claims: tuple[str, ...]) -> None:
    st.button(
        f"Read the {len(claims)} statements behind it", key=f"learn.behind.{pick}",
        icon=":material/rule:", on_click=go, args=(workspace, "statements", pick),
    )  # fmt: skip


def _strategies(workspace: Workspace, seen: Found) -> None:
    held = {one.kind for one in seen.strategies}
    kind = _picked(workspace, "strategies", {k: name for k, name in KINDS.items() if k in held})
    st.caption(
        "Grades are for the strategy in general, not for attachment. The client's own record "
        "comes first."
    )
    shown = [one for one in seen.strategies if one.kind == kind]
    st.markdown("\n\n".join(map(strategy_words, shown)))


def _handouts(workspace: Workspace, seen: Found) -> None:
    picked = _picked(workspace, "handouts", {one.id: one.title for one in seen.handouts})
    handout_downloads(workspace, handout(picked).id, "handout")
    with st.container(border=True):
        settings = workspace.services.settings.current(workspace.actor)
        preview(handout_document(picked, settings))


_DRAWN = {
    "scenarios": _scenarios,
    "systems": _systems,
    "strategies": _strategies,
    "statements": lambda workspace, seen: statements(workspace, seen.statements),
    "handouts": _handouts,
}
