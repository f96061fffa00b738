"""The learn page: what is said about attachment and the brain, and what was found."""

from __future__ import annotations

import streamlit as st

from core.knowledge.claims import Claim, find_claims
from core.vocabulary import ids, label
from dashboard.components.text import escaped, plural
from dashboard.workspace import Workspace

STATUSES = ["", *(s for s in ids("evidence_status") if s not in ("other", "not_asked", "declined"))]
PAGE_SIZE = 10
PAGE_KEY = "learn.page"


def render(workspace: Workspace) -> None:
    """Draw the page."""
    st.title("Learn")
    st.markdown(
        "Statements often heard about attachment and the brain, each with what was found when "
        "it was checked. Most studies are small and correlational; patterns can change. "
        "“Source could not be found” is not proof that a statement is false."
    )
    with st.container(horizontal=True, vertical_alignment="bottom"):
        search = st.text_input("Search", key="learn.search", type="search")
        status = st.selectbox(
            "Status", STATUSES, key="learn.status", width=260,
            format_func=lambda s: label("evidence_status", s) or "Any status",
        )  # fmt: skip
    found = find_claims(search or "", status or "")
    st.caption(plural(len(found), "statement"))
    pages = max(1, -(-len(found) // PAGE_SIZE))
    page = min(workspace.typed(PAGE_KEY, 1), pages)
    st.markdown("\n\n".join(_words(one) for one in found[(page - 1) * PAGE_SIZE :][:PAGE_SIZE]))
    if pages > 1:
        st.pagination(pages, key=PAGE_KEY)


def _words(one: Claim) -> str:
    source = escaped(one.citation) if one.citation else "no source found"
    return (
        f"**{escaped(one.claim)}**  \n"
        f"{escaped(one.status_words)} · {escaped(one.system)} · {escaped(one.evidence)}  \n"
        f"*Nearest source: {source}*"
    )
