"""Expected course: the parameter files a practice has added, with what each rests on."""

from __future__ import annotations

from typing import Protocol

import streamlit as st

from core.errors import DefinitionError, InvalidEntry
from core.outcomes.growth_file import LARGEST, GrowthFile, template
from core.outcomes.instrument import instrument
from dashboard.components.saving import save
from dashboard.components.text import escaped
from dashboard.workspace import Workspace

PLACE = "settings.growth"


class Uploaded(Protocol):
    """What the browser sent."""

    name: str

    def getvalue(self) -> bytes:
        """The whole file."""


def expected_course(workspace: Workspace) -> None:
    """Draw what is in use, and for who may change settings a way to add a file."""
    known = workspace.services.outcomes.growth_files(workspace.actor)
    if known:
        st.markdown(
            "The Outcomes page draws the middle 80% of the norm group around a person's course, "
            "and says when a score lies outside it on the worse side."
        )
    else:
        st.info(
            "No expected course is in use, and none ships with Havenline: the figures other "
            "systems use belong to their owners, and one group's course need not hold for "
            "another. Until you add one, each chart shows the person's own trend."
        )
    for one in known:
        _one(workspace, one)
    if workspace.may("settings.write"):
        _adding(workspace)


def _one(workspace: Workspace, one: GrowthFile) -> None:
    with st.container(horizontal=True, border=True, vertical_alignment="center"):
        st.markdown("  \n".join(in_words(one)), width="stretch")
        if workspace.may("settings.write") and st.button("Take out", key=f"{PLACE}.{one.id}"):
            save(
                workspace,
                lambda: workspace.services.outcomes.take_out_growth(workspace.actor, one),
                "Taken out; its versions stay in the store.",
            )


def in_words(one: GrowthFile) -> list[str]:
    """What a file says about itself, as Markdown lines."""
    try:
        growth, measure = one.growth, instrument(one.instrument)
    except DefinitionError as error:
        return [f"**{escaped(one.name)}**", f"Cannot be read: {escaped(error.sentence)}"]
    scale = measure.scale(one.scale).title
    used = "" if growth.usable else "; not used, because nothing rests on an unverified figure"
    lines = [
        f"**{escaped(measure.short)}**, {escaped(scale)}",
        f"Norm group: {escaped(growth.norm_group)} (n = {growth.n:,})",
        f"Sessions {growth.first_session} to {growth.last_session}; "
        + ("steepest at first" if growth.g == "log" else "the same change at every session"),
        f"Source: {escaped('; '.join(growth.sources))} ({growth.status}{used})",
        f"File: {escaped(one.name)}",
    ]
    return [*lines, f"Note: {escaped(growth.note)}"] if growth.note else lines


def _adding(workspace: Workspace) -> None:
    st.subheader("Add a file")
    turn = workspace.opened(PLACE) or "0"  # a new uploader after each file that was kept
    with st.form(f"{PLACE}.add"):
        sent = st.file_uploader("Parameter file (TOML)", type=["toml"], max_upload_size=1,
                                key=f"{PLACE}.file.{turn}")  # fmt: skip
        if st.form_submit_button("Check and use", type="primary"):
            save(workspace, lambda: _keep(workspace, sent, turn),
                 "The file was checked and is in use.")  # fmt: skip
    st.caption(
        "A file takes the place of an earlier one for the same scale. The template explains each "
        "line; its figures are made up, and it is refused until source, norm group and figures "
        "are yours."
    )
    st.download_button(
        "Template", template, file_name="expected-course.toml", mime="application/toml",
        icon=":material/download:", key=f"{PLACE}.template", on_click="ignore",
    )  # fmt: skip


def _keep(workspace: Workspace, sent: Uploaded | None, turn: str) -> None:
    if sent is None:
        raise InvalidEntry("Choose a file first.")
    given = sent.getvalue()
    if len(given) > 4 * LARGEST:
        raise InvalidEntry("This file is too long for an expected course. Choose another one.")
    try:
        text = given.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise InvalidEntry(
            "This file is not plain text in UTF-8. Save it so and try again."
        ) from None
    workspace.services.outcomes.add_growth(workspace.actor, sent.name, text)
    workspace.open(PLACE, str(int(turn) + 1))
