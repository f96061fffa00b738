"""Evidence for and against a link, as rows that can be changed or taken out."""

from __future__ import annotations

from datetime import date
from uuid import UUID

import streamlit as st

from core.formulation.model import Evidence, Link
from dashboard.components.apart import told_apart
from dashboard.components.text import escaped
from dashboard.components.words import ANY_DAY
from dashboard.map.sources import Source

KINDS = ("quote", "episode", "measure", "session", "observation")
NOWHERE = "Nothing in the file"
Fields = dict[str, object]


def evidence_rows(link: Link | None, key: str, sources: dict[UUID, Source]) -> Fields:
    """Every piece of evidence of a link, each on a row; what is not ticked is taken out."""
    if link is None or not (link.evidence_for or link.evidence_against):
        return {"evidence_for": (), "evidence_against": ()}
    with st.expander("Evidence so far: change it or take it out"):
        return {
            "evidence_for": _rows("For", link.evidence_for, f"{key}.for", sources),
            "evidence_against": _rows("Against", link.evidence_against, f"{key}.against", sources),
        }


def _rows(
    title: str, evidence: tuple[Evidence, ...], key: str, sources: dict[UUID, Source]
) -> tuple[Fields, ...]:
    if not evidence:
        return ()
    st.markdown(f"**{title}**")
    rows = [_row(one, f"{key}.{place}", sources) for place, one in enumerate(evidence)]
    return tuple(row for row in rows if row is not None)


def _row(one: Evidence, key: str, sources: dict[UUID, Source]) -> Fields | None:
    words, kind_box, when, keep_box = st.columns((5, 2, 2, 1), vertical_alignment="bottom")
    text = words.text_area("In a sentence", one.text, key=f"{key}.text", height=70)
    kind = kind_box.selectbox("Kind", KINDS, KINDS.index(one.kind), key=f"{key}.kind",
                              format_func=str.capitalize)  # fmt: skip
    on: date | None = when.date_input("Day", one.on, key=f"{key}.on", format="DD/MM/YYYY",
                                      **ANY_DAY)  # fmt: skip
    keep = keep_box.checkbox("Keep", value=True, key=f"{key}.keep")
    if one.source_id:
        known = sources.get(one.source_id)
        words.caption(f"Rests on {escaped(known.words)}" if known else "Rests on an older entry")
    if not keep:
        return None
    return {"kind": kind, "text": text, "on": on, "source_id": one.source_id}


def new_evidence(key: str, sources: dict[UUID, Source], today: date) -> tuple[str, Fields | None]:
    """One more piece of evidence: the side it speaks for, and its fields or None."""
    text = st.text_area("New evidence, in a sentence (optional)", key=f"{key}.etext", height=70)
    left, middle, right = st.columns((2, 2, 4))
    side: str = left.radio("It speaks", ("for", "against"), horizontal=True, key=f"{key}.side")
    kind = middle.selectbox("New evidence: kind", KINDS, key=f"{key}.ekind",
                            format_func=str.capitalize)  # fmt: skip
    names = told_apart({one: source.words for one, source in sources.items()})
    rests = right.selectbox(
        "It rests on",
        list(sources),
        None,
        key=f"{key}.esource",
        format_func=names.__getitem__,
        placeholder=NOWHERE,
    )
    if rests is not None:
        source = sources[rests]
        return side, {"kind": source.kind, "text": text, "on": source.on, "source_id": rests}
    if text.strip():
        return side, {"kind": kind, "text": text, "on": today}
    return side, None
