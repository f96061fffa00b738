"""Reviewed versions of the map, and what changed between them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple
from uuid import UUID

import streamlit as st

from core.formulation.model import Formulation, FormulationVersion
from core.formulation.versions import Difference, Mark, both, differences, fits, marks
from dashboard.components.plot import CONFIG, Drawing, palette
from dashboard.map.versions.charts import fit_figure
from dashboard.map.versions.reviewing import review
from dashboard.map.versions.view import (
    COMPARED,
    NOW,
    WHAT_A_REVIEW_IS,
    change_lines,
    fit_words,
    in_words,
    stop_names,
    version_lines,
    version_name,
)
from dashboard.workspace import Workspace


class Comparison(NamedTuple):
    """What the map shows in place of itself: what to draw, how to mark it, and its title."""

    formulation: Formulation
    marks: dict[UUID, Mark]
    title: str


class _Looked(NamedTuple):
    """An earlier version that is looked at, and what it is compared with."""

    version: FormulationVersion
    before: Formulation
    after: Formulation
    title: str
    first: bool

    @property
    def found(self) -> list[Difference]:
        return differences(self.before, self.after)


def _key(client_id: UUID, what: str) -> str:
    return f"map.versions.{client_id}.{what}"


def comparison(
    workspace: Workspace, client_id: UUID, formulation: Formulation
) -> Comparison | None:
    """What to draw while an earlier version is looked at; None while it is the map of now.

    An earlier version is read only; what was taken off since is drawn too, marked.
    """
    looked = _looked(workspace, client_id, formulation)
    if looked is None:
        return None
    return Comparison(both(looked.before, looked.after), marks(looked.found), looked.title)


def _looked(workspace: Workspace, client_id: UUID, formulation: Formulation) -> _Looked | None:
    chosen = workspace.typed(_key(client_id, "stop"), NOW)
    if chosen == NOW:
        return None
    versions = workspace.services.formulation.versions(workspace.actor, client_id)
    place = next((n for n, one in enumerate(versions) if str(one.id) == chosen), None)
    if place is None:
        return None
    version, stood = versions[place], _as_of(workspace, versions[place])
    name = version_name(version)
    match workspace.typed(_key(client_id, "compared"), "since"):
        case "plain":
            return _Looked(version, stood, stood, f"As it stood on {name}", place == 0)
        case "then" if place:
            title = f"{name}: what changed since {version_name(versions[place - 1])}"
            return _Looked(version, _as_of(workspace, versions[place - 1]), stood, title, False)
    return _Looked(version, stood, formulation, f"{name}, and what changed since", place == 0)


def _as_of(workspace: Workspace, version: FormulationVersion) -> Formulation:
    service, actor = workspace.services.formulation, workspace.actor
    return workspace.services.outcomes.worked_out(
        actor,
        version.client_id,
        ("as of", version.id, version.version),
        lambda: service.as_of(actor, version),
    )


def render(workspace: Workspace, client_id: UUID, formulation: Formulation) -> None:
    """Review the formulation, look at an earlier version, and read what changed."""
    versions = workspace.services.formulation.versions(workspace.actor, client_id)
    if not versions:
        st.markdown(WHAT_A_REVIEW_IS)
    if (
        workspace.may("file.write")
        and formulation.nodes
        and st.button(
            "Review the formulation", icon=":material/rate_review:", key="map.versions.review"
        )
    ):
        review(workspace, client_id, None)
    if not versions:
        return
    _fit(versions)
    _slider(client_id, versions)
    looked = _looked(workspace, client_id, formulation)
    if looked is None:
        st.markdown("\n\n".join(version_lines(versions[-1])))
        st.caption("Move the slider to an earlier version; the map above then shows it.")
        return
    _earlier(workspace, client_id, looked)


def _fit(versions: Sequence[FormulationVersion]) -> None:
    rated = fits(versions)
    st.markdown(fit_words(rated))
    if len(rated) > 1:
        st.plotly_chart(
            Drawing(fit_figure(rated, palette(st.context.theme.type))),
            key="map.versions.fit",
            config=CONFIG,
            alt=fit_words(rated).replace("\u00a0", " "),
        )


def _slider(client_id: UUID, versions: Sequence[FormulationVersion]) -> None:
    names = stop_names(versions)
    st.select_slider(
        "The map as reviewed",
        list(names),
        value=NOW,
        format_func=names.__getitem__,
        key=_key(client_id, "stop"),
    )


def _earlier(workspace: Workspace, client_id: UUID, looked: _Looked) -> None:
    st.segmented_control(
        "Show",
        [one for one in COMPARED if one != "then" or not looked.first],
        default="since",
        required=True,
        format_func=COMPARED.__getitem__,
        key=_key(client_id, "compared"),
        label_visibility="collapsed",
    )
    st.markdown("\n\n".join(version_lines(looked.version)))
    if workspace.may_change() and st.button(
        "Change what was said", key="map.versions.mend", type="tertiary"
    ):
        review(workspace, client_id, looked.version)
    if looked.before is looked.after:
        st.markdown(in_words(looked.before))
    else:
        st.markdown(f"**{looked.title}**\n\n{change_lines(looked.found)}")
    st.caption("An earlier version is read only. Set the slider to Now to go on with the map.")
