"""What is said about attachment and the brain, and what was found when it was checked.

A claim carries its status and nearest source. "No source found" means not found, not false.
"""

from __future__ import annotations

import json
from functools import cache
from importlib.resources import files

from core.record import Part
from core.vocabulary import label


class Claim(Part):
    """One statement heard about attachment, with its status and the nearest source seen."""

    id: str
    system: str
    claim: str
    status: str
    evidence: str
    citation: str | None = None
    address: str | None = None

    @property
    def status_words(self) -> str:
        """The status in words."""
        return label("evidence_status", self.status)


@cache
def claims() -> tuple[Claim, ...]:
    """Every claim, in the order of the articles they were taken from."""
    text = files("core.knowledge").joinpath("claims.json").read_text(encoding="utf-8")
    return tuple(Claim(**row) for row in json.loads(text))


def find_claims(search: str = "", status: str = "") -> list[Claim]:
    """Claims whose text holds the words searched for, of one status or of any."""
    wanted = search.strip().lower()
    return [
        one
        for one in claims()
        if (not status or one.status == status)
        and wanted in f"{one.claim} {one.system} {one.evidence}".lower()
    ]
