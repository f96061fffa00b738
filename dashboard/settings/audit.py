"""The audit trail: who did what, when, to whose file."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta

import streamlit as st

from core.access.auditing import GROUPS, AuditQuery
from dashboard.components.apart import told_apart
from dashboard.components.text import table
from dashboard.workspace import Workspace

SIZE = 25
PAGE_KEY = "settings.audit.page"


def audit(workspace: Workspace) -> None:
    """Draw the trail, newest first, with its filters."""
    query = _query(workspace)
    page = workspace.services.audit.page(workspace.actor, query)
    if page.found and not page.lines:  # a filter left fewer pages than before
        page = workspace.services.audit.page(workspace.actor, query._replace(page=1))
    events = "1 event" if page.found == 1 else f"{page.found:,} events"
    st.caption(f"{events}. Seal of the last event of the trail: `{page.seal}`")
    for sentence in page.lost:
        st.warning(sentence)
    if page.lines:
        rows = [
            (str(line.number), f"{line.at.astimezone():%d/%m/%Y %H:%M:%S}", line.who, line.what,
             line.client)
            for line in page.lines
        ]  # fmt: skip
        st.markdown(table(("No.", "When", "Who", "What", "Client"), rows))
    else:
        st.info("No event fits. Choose another group, person or day.")
    pages = -(-page.found // SIZE)
    if pages > 1:
        st.pagination(pages, key=PAGE_KEY)
    _export(workspace, query)


def _query(workspace: Workspace) -> AuditQuery:
    services, actor = workspace.services, workspace.actor
    names = told_apart({"": "Everybody"} | services.accounts.names())
    codes = {"": "Every client"} | {code: code for code in services.audit.codes(actor)}
    left, middle, right, last = st.columns([3, 3, 3, 4])
    group = left.selectbox("What", list(GROUPS), key="settings.audit.group")
    account = middle.selectbox("Who", list(names), key="settings.audit.who",
                               format_func=names.get)  # fmt: skip
    code = right.selectbox("Whose file", list(codes), key="settings.audit.client",
                           format_func=codes.get)  # fmt: skip
    days = last.date_input("Between", (workspace.services.today() - timedelta(days=30),
                                       workspace.services.today()),
                           key="settings.audit.days", format="DD/MM/YYYY")  # fmt: skip
    actions, kinds = GROUPS[group]
    since, until = _moments(days if isinstance(days, tuple) else (days,))
    client = services.audit.codes(actor).get(code) if code else None
    place = workspace.typed(PAGE_KEY, 1)
    return AuditQuery(account, client, actions, kinds, since, until, place, SIZE)


def _moments(days: tuple[date, ...]) -> tuple[datetime, datetime]:
    first = days[0] if days else date(1970, 1, 1)
    last = days[-1] if days else date(9998, 12, 31)
    begin = datetime.combine(first, time.min).astimezone(UTC)
    return begin, datetime.combine(last + timedelta(days=1), time.min).astimezone(UTC)


def _export(workspace: Workspace, query: AuditQuery) -> None:
    def made() -> bytes:
        services = workspace.own_services()
        return services.audit.export(workspace.actor, query).encode("utf-8-sig")

    st.download_button(
        "Export what is shown (CSV)", made, file_name="audit-trail.csv", mime="text/csv",
        key="settings.audit.export", icon=":material/download:", on_click="ignore",
    )  # fmt: skip
    st.caption(
        "Reading and exporting the trail are events too. Each event carries the hash of the one "
        "before it; “havenline verify” finds any that was altered, removed or moved. Keep the "
        "seal of an export somewhere else: it also shows whether the end was cut off."
    )
