"""The brief's lines about the hypotheses of the map: what turned, and what is stale. Pure."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from typing import NamedTuple

from core.clients.file import ClientFile
from core.formulation.finding import STATE_WORDS, Finding, quoted
from core.formulation.model import Link
from core.formulation.verdicts import turned_since
from core.vocabulary import label

REVIEW_AFTER = timedelta(days=42)
MOST_TURNS = 3


class Line(NamedTuple):
    """One fact about the map, a question one might ask, and what a verdict rests on."""

    text: str
    question: str = ""
    source: str = ""


def hypothesis_lines(file: ClientFile) -> Iterator[Line]:
    """Verdicts that turned since the last session first, then links not looked at for long."""
    names = {node.id: node.name for node in file.formulation.nodes}
    links = [link for link in file.formulation.links if link.from_node in names]
    yield from _turned(file)
    for link in sorted((one for one in links if _is_stale(one, file.today)), key=_seen)[:2]:
        seen = link.reviewed_on or link.proposed_on
        when = f"last looked at on {_day(seen)}" if seen else "never looked at again"
        verb = label("edge_types", link.kind)
        yield Line(f"{names[link.from_node]} {verb} {names[link.to_node]}: {when}.")
    if bare := sum(not link.evidence_for for link in links):
        yield Line(
            f"{bare} of {len(links)} links on the map have no evidence yet.",
            "What speaks for or against them?",
        )


def _turned(file: ClientFile) -> Iterator[Line]:
    since = file.held[-1].starts_at.date() if file.held else date.min
    names = {node.id: quoted(node.name) for node in file.formulation.nodes}
    links = {link.id: link for link in file.formulation.links}
    for one in turned_since(file.verdicts, since)[-MOST_TURNS:]:
        link, finding = links.get(one.link_id), file.findings.get(one.link_id)
        if link is not None:
            said = f"{names[link.from_node]} {label('edge_types', link.kind)} "
            turn = f"turned to {STATE_WORDS[one.state].lower()} on {_day(one.found_on)}"
            yield Line(
                f"{said}{names[link.to_node]}: {turn}. {one.sentence}",
                source=_source(finding) if finding else "",
            )


def _source(finding: Finding) -> str:
    """How it was tested, and what keeps it from being taken for more."""
    return " ".join(filter(None, (f"Map: {finding.tested.method}", finding.tested.caution)))


def _is_stale(link: Link, today: date) -> bool:
    return _seen(link)[0] < today - REVIEW_AFTER


def _seen(link: Link) -> tuple[date, str]:
    return link.reviewed_on or link.proposed_on or date.min, str(link.id)


def _day(on: date) -> str:
    return f"{on.day} {on:%b}"
