"""The caseload in words."""

from __future__ import annotations

from typing import NamedTuple
from uuid import UUID

from core.clients.caseload import CaseloadPage, CaseloadQuery, CaseloadRow
from core.outcomes.instrument import instruments
from dashboard.components.text import day, escaped, plural, spark

ICONS = {
    "risk_item": ":material/priority_high:",
    "concern_acute": ":material/priority_high:",
    "concern_check": ":material/event_repeat:",
    "risk_unanswered": ":material/question_mark:",
    "worse": ":material/trending_down:",
    "target_incomplete": ":material/pending:",
    "no_session": ":material/event_busy:",
    "review": ":material/rate_review:",
    "long_gap": ":material/hourglass_empty:",
    "no_measure": ":material/checklist:",
}


class ClientLine(NamedTuple):
    """One client: the name to click, the Markdown beside it, and where its figures are from."""

    id: UUID
    name: str
    detail: str
    sources: str = ""


class CaseloadView(NamedTuple):
    """The list, and the sentence above it."""

    summary: str
    lines: tuple[ClientLine, ...]
    pages: int


def caseload_view(page: CaseloadPage, query: CaseloadQuery) -> CaseloadView:
    """Put one page of the caseload into words."""
    shown = f" matching “{escaped(query.search)}”" if query.search.strip() else ""
    kind = "" if query.status == "all" else f"{query.status} "
    need = " who need attention" if query.needs_attention else ""
    return CaseloadView(
        f"{plural(page.found, f'{kind}client')}{need}{shown}, those to look at first on top.",
        tuple(_line(row) for row in page.rows),
        max(1, -(-page.found // query.size)),
    )


def _line(row: CaseloadRow) -> ClientLine:
    facts = row.facts
    seen = f"last {day(facts.last_session)} · next {day(facts.next_session)}"
    head = f"{escaped(facts.code)} · {plural(facts.sessions, 'session')} · {seen}"
    if facts.status != "active":
        head += f" · {facts.status}"
    why = [f"{ICONS[reason.kind]} {escaped(reason.sentence)}" for reason in row.reasons]
    sources = "  \n".join(escaped(reason.source) for reason in row.reasons if reason.source)
    return ClientLine(facts.id, facts.name, "  \n".join([head + _course(row), *why]), sources)


def _course(row: CaseloadRow) -> str:
    if not row.scores:
        return ""
    one = instruments().get(row.facts.main_measure or "phq-9")
    name = one.short if one else ""
    moved = " → ".join(f"{score:.3g}" for score in (row.scores[0], *row.scores[1:][-1:]))
    low, high = (one.main_scale.min, one.main_scale.max) if one else (None, None)
    ends = None if low is None or high is None else (low, high)
    return f" · {name} {spark(row.scores, ends)} {moved}"
