"""What is said about attachment and the brain, and what was found when it was checked.

Each statement carries its status and nearest source. "No source found" means not found,
not false; "supported" may rest on general physiology and not on attachment.
"""

from __future__ import annotations

from functools import cache
from typing import Any, Literal

from core.knowledge.tables import Source, sources, statement_tables, table
from core.record import Part
from core.vocabulary import label

Status = Literal["supported", "mixed", "unsupported", "citation_not_found"]
STATUSES: tuple[Status, ...] = ("supported", "mixed", "unsupported", "citation_not_found")


class Claim(Part):
    """One statement heard about attachment, what was measured, and the nearest sources seen.

    `can_change` is a sentence to say with it, so that biology does not read as fate
    (neurobiological explanations alone raised pessimism: Loughman & Haslam 2018).
    """

    id: str
    system: str
    status: Status
    claim: str
    evidence: str
    can_change: str = ""
    sources: tuple[Source, ...] = ()

    @property
    def status_words(self) -> str:
        """The status in words."""
        return label("evidence_status", self.status)

    @property
    def citation(self) -> str:
        """The references in one line, or that there is none."""
        return "; ".join(one.reference for one in self.sources) or "no source found"

    @property
    def topic(self) -> str:
        """The subject as it is called on screen."""
        return topic_label(self.system)

    @property
    def searched(self) -> str:
        """All the words a search looks through, in small letters."""
        words = (self.id, self.claim, self.topic, self.system, self.evidence, self.citation,
                 self.can_change, self.status_words)  # fmt: skip
        return " ".join(words).casefold()


@cache
def _topics() -> dict[str, str]:
    labels: dict[str, str] = table("systems")["topics"]
    return labels


def topics() -> tuple[str, ...]:
    """The subjects of the statements, in the order they are offered."""
    return tuple(_topics())


def topic_label(system: str) -> str:
    """What a subject is called on screen. Raises KeyError for an unknown one."""
    return _topics()[system]


@cache
def claims() -> tuple[Claim, ...]:
    """Every statement, by id: A from an article on anxious attachment, B from one on couples."""
    rows = (row for one in statement_tables() for row in one["statement"])
    return tuple(sorted((_claim(row) for row in rows), key=lambda one: one.id))


def _claim(row: dict[str, Any]) -> Claim:
    status = row["status"].replace(" ", "_")
    return Claim(**row | {"sources": sources(row["sources"]), "status": status})


@cache
def _by_id() -> dict[str, Claim]:
    return {one.id: one for one in claims()}


def claim(claim_id: str) -> Claim:
    """The statement with this id. Raises KeyError for an unknown one."""
    return _by_id()[claim_id]


@cache
def _searched() -> dict[str, str]:
    return {one.id: one.searched for one in claims()}


def find_claims(search: str = "", status: str = "", system: str = "") -> list[Claim]:
    """Statements that hold every word searched for, of one status and subject or of any."""
    wanted = search.casefold().split()
    return [
        one
        for one in claims()
        if (not status or one.status == status)
        and (not system or one.system == system)
        and all(word in _searched()[one.id] for word in wanted)
    ]


def weakest(claim_ids: tuple[str, ...]) -> Status | None:
    """The lowest status among statements: a step is no surer than what it rests on.

    None when nothing is claimed.
    """
    held = [_by_id()[one].status for one in claim_ids]
    return max(held, key=STATUSES.index) if held else None
