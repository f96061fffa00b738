"""Ways between the parts of the learn page, and into it from elsewhere."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from core.knowledge.claims import claims
from core.knowledge.scenarios import scenario, scenarios
from core.knowledge.systems import brain_system, brain_systems
from dashboard.workspace import Workspace

PART_KEY = "learn.part"
SEARCH_KEY = "learn.search"
PAGE_KEY = "learn.page"
BEHIND = "learn.behind"


def pick_key(part: str) -> str:
    """The key of the widget that picks one entry of a part."""
    return f"learn.{part}.pick"


def kept(workspace: Workspace, key: str, options: Sequence[str]) -> None:
    """Make sure that a widget drawn next holds one of its options, the first if need be."""
    if workspace.typed(key, None) not in options:
        workspace.put_input(key, options[0])


def go(workspace: Workspace, part: str, pick: str) -> None:
    """Turn to one entry of a part; for statements, to those behind a system or a scenario."""
    workspace.put_input(PART_KEY, part)
    workspace.put_input(SEARCH_KEY, "")
    if part == "statements":
        _behind(workspace, pick)
    else:
        workspace.put_input(pick_key(part), pick)


def _behind(workspace: Workspace, pick: str) -> None:
    workspace.open(BEHIND, pick)
    for key in ("learn.status", "learn.topic"):
        workspace.put_input(key, "")
    workspace.put_input(PAGE_KEY, 1)


def behind(pick: str) -> tuple[str, tuple[str, ...]]:
    """What stands behind a system or a scenario: its name and the ids of its statements."""
    if pick in {one.id for one in scenarios()}:
        shown = scenario(pick)
        return shown.title, shown.claims
    system = brain_system(pick)
    return system.label, system.claims


def follow_address(workspace: Workspace) -> None:
    """Open what the address names ("?about=delayed_reply", "cortisol" or "A36"), once."""
    about = st.query_params.pop("about", "")
    if about in {one.id for one in scenarios()}:
        go(workspace, "scenarios", about)
    elif about in {one.id for one in brain_systems()}:
        go(workspace, "systems", about)
    elif about in {one.id for one in claims()}:
        workspace.put_input(PART_KEY, "statements")
        workspace.put_input(SEARCH_KEY, about)
