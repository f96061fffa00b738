"""Several episodes at once: lines are pasted or a table is chosen, looked over, then saved."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from hashlib import sha256
from typing import Any
from uuid import UUID

import pandas as pd
import streamlit as st

from core.errors import UserFacingError
from core.exchange.episodes import read_episodes
from core.triggers.drafts import Draft, is_twice, marked_twice
from core.triggers.moments import EARLIEST
from core.triggers.pasted import read_lines
from dashboard.components.closing import close_button, for_client
from dashboard.components.saving import save
from dashboard.components.text import escaped, plural, table
from dashboard.components.words import choose_word
from dashboard.triggers.several import view
from dashboard.triggers.several.edited import episodes_of
from dashboard.triggers.several.view import (
    choices,
    columns_table,
    preview_rows,
    problems_words,
    remarks_words,
    sorted_out,
)
from dashboard.workspace import Workspace

LEFT_OVER = "triggers.left_over"
_TURN = "triggers.turn"
WAYS = {"lines": "Paste lines", "file": "Import CSV"}
_ROW_HEIGHT = 62  # room for two themes
_EXAMPLE = (
    "14/03/2026 21:30 with Idris; No answer to the second message; cue: slow reply; "
    "theme: being left; arousal 80; did: check; tried: slow breathing, 10 min, after 45"
)


@st.dialog("Several episodes", width="large", dismissible=False)
def several(workspace: Workspace, client_id: UUID) -> None:
    """Paste lines or choose a table; nothing is saved before it was looked over."""
    for_client(workspace)
    key = f"triggers.{client_id}.several"
    way = st.segmented_control("From", list(WAYS), default="lines", required=True,
                               format_func=WAYS.__getitem__, key=f"{key}.way",
                               label_visibility="collapsed")  # fmt: skip
    text_key = f"{key}.text.{workspace.opened(f'{_TURN}.{client_id}') or '0'}"
    try:
        drafts = _lines(text_key) if way == "lines" else _file(key)
    except UserFacingError as error:
        st.error(error.sentence, icon=":material/error:")
        drafts = []
    if drafts:
        diary = workspace.services.triggers.episodes(workspace.actor, client_id)
        _preview(workspace, client_id, marked_twice(drafts, diary), key, lines=way == "lines")
    close_button("triggers.several")


def _lines(key: str) -> list[Draft]:
    st.caption(
        "One episode a line: the day, perhaps the time, then what happened. Parts with a label "
        "or such as “with Idris”, “arousal 80”, “SUD 7” are read; set them off by semicolons."
    )
    text = st.text_area("Lines", key=key, height=160, placeholder=_EXAMPLE)
    st.button("Read the lines", key=f"{key}.read")
    return read_lines(text or "", datetime.now().astimezone())


def _file(key: str) -> list[Draft]:
    sent = st.file_uploader("CSV file", type=["csv", "txt", "tsv"], max_upload_size=5,
                            key=f"{key}.file")  # fmt: skip
    with st.expander("Columns it may have"):
        st.caption("Needed: when and situation. Several words in a cell: with semicolons.")
        st.markdown(table(("Column", "Also called", "Holds"), columns_table()))
    if sent is None:
        return []
    found = read_episodes(sent.getvalue(), datetime.now().astimezone())
    days = "month before day" if found.month_first else "day before month"
    said = f"Days were read {days}."
    if found.left_out:
        said += f" Not read: {', '.join(found.left_out)}."
    st.caption(escaped(said))
    return list(found.drafts)


def _preview(
    workspace: Workspace, client_id: UUID, drafts: list[Draft], key: str, *, lines: bool
) -> None:
    good, bad = sorted_out(drafts)
    if bad:
        st.warning(f"{plural(len(bad), 'line')} cannot be saved yet.\n{problems_words(bad)}")
    if not good:
        return
    twice = sum(map(is_twice, good))
    rows = _table(preview_rows(good), f"{key}.table.{_mark(drafts)}")
    if said := remarks_words(good):
        st.caption(escaped(said).replace("\n", "  \n"))
    if twice:
        st.caption(f"{plural(twice, 'episode')} there already: not ticked.")
    source = choose_word("Entered by, where the line does not say", "entry_sources",
                         f"{key}.source", "client_recall")  # fmt: skip
    whole = bool(bad) and not st.toggle("Save only the lines that are right", True,
                                        key=f"{key}.only_good")  # fmt: skip
    count = sum(bool(row[view.SAVE]) for row in rows)
    if st.button(f"Save {plural(count, 'episode')}", type="primary", key=f"{key}.save",
                 disabled=whole or not count):  # fmt: skip
        left = [*bad, *_not_taken(good, rows)] if lines else []
        _save(workspace, client_id, (good, rows), source, key, sorted(left, key=_line_of))


def _not_taken(drafts: Sequence[Draft], rows: Sequence[dict[str, Any]]) -> list[Draft]:
    """Lines that were understood and not ticked; what is in the diary already may go."""
    pairs = zip(drafts, rows, strict=True)
    return [one for one, row in pairs if not row[view.SAVE] and not is_twice(one)]


def _line_of(draft: Draft) -> int:
    return draft.line


def _save(
    workspace: Workspace,
    client_id: UUID,
    looked_over: tuple[Sequence[Draft], Sequence[dict[str, Any]]],
    source: str,
    key: str,
    left: Sequence[Draft],
) -> None:
    drafts, rows = looked_over
    count = sum(bool(row[view.SAVE]) for row in rows)

    def act() -> None:
        made = episodes_of(client_id, drafts, rows, source, datetime.now().astimezone())
        workspace.services.triggers.save_all(workspace.actor, client_id, made)
        workspace.clear_inputs(key)
        _keep(workspace, client_id, key, left)

    said = f"{plural(count, 'episode')} saved."
    if left:
        said += f" Still in the box: {plural(len(left), 'line')}."
    save(workspace, act, said)


def _keep(workspace: Workspace, client_id: UUID, key: str, left: Sequence[Draft]) -> None:
    """Leave the lines that were not understood in the box, which opens again with them."""
    turn = int(workspace.opened(f"{_TURN}.{client_id}") or "0") + 1
    workspace.open(f"{_TURN}.{client_id}", str(turn))
    if left:
        workspace.put_input(f"{key}.text.{turn}", "\n".join(one.text for one in left))
        workspace.open(LEFT_OVER, str(client_id))


def _table(rows: list[dict[str, Any]], key: str) -> list[dict[str, Any]]:
    columns = st.column_config
    config = {
        view.SAVE: columns.CheckboxColumn(width=60),
        view.LINE: columns.NumberColumn(width=42, disabled=True),
        view.DAY: columns.DateColumn(format="ddd DD/MM/YY", required=True, width=100,
                                 min_value=date(EARLIEST, 1, 1)),
        view.TIME: columns.TimeColumn(format="HH:mm", step=60, width=70),
        view.WITH: columns.TextColumn(width=95),
        view.WHAT: columns.TextColumn(width=200, required=True),
        view.CUE: columns.SelectboxColumn(options=choices("cue_types", rows, view.CUE), width=105),
        view.THEMES: columns.MultiselectColumn(
            options=choices("threat_themes", rows, view.THEMES), width=115),
        view.DID: columns.SelectboxColumn(
            options=choices("action_tendencies", rows, view.DID), width=95),
        view.AROUSAL: columns.NumberColumn(min_value=0, max_value=100, step=1, width=80),
        view.SCALE: columns.SelectboxColumn(options=["0-100", "SUD 0-10"], required=True,
                                            width=70),
        view.ALSO: columns.TextColumn(disabled=True, width=120),
        view.REMARK: None,  # said in full below the table
    }  # fmt: skip
    frame = pd.DataFrame(rows)
    frame[view.AROUSAL] = frame[view.AROUSAL].astype("Float64").astype("Int64")
    edited = st.data_editor(frame, key=key, hide_index=True, num_rows="fixed",
                            column_config=config, row_height=_ROW_HEIGHT,
                            placeholder="")  # fmt: skip
    return [dict(row) for row in edited.astype(object).where(edited.notna(), None).to_dict(
        "records")]  # fmt: skip


def _mark(drafts: Sequence[Draft]) -> str:
    """Changes whenever the lines do, so that an edit never lands on another line's row."""
    return sha256("\n".join(one.text for one in drafts).encode()).hexdigest()[:16]
