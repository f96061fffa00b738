"""What was measured for each regulation strategy, with its grade.

Names and grades are words of the list "regulation_strategies" (core/vocabulary.json). The
client's own record comes first; this comes second.
"""

from __future__ import annotations

from functools import cache
from typing import Any

from core.knowledge.tables import Source, sources, table
from core.record import Part
from core.vocabulary import note, terms

_LIST = "regulation_strategies"
_NOT_GRADED = "not graded here"
_WORDS = {
    "A": "Many studies agree",
    "B": "Pooled or repeated studies, with limits",
    "C": "Few or small studies",
    "D": "No comparison group",
    "E": "Agreed practice, no trial",
}
KINDS = {
    "bottom_up": "Starting with the body",
    "top_down": "Starting with thought",
    "relational": "Between people",
    "identity": "Trust in oneself",
    "lifestyle": "Everyday life",
    "safety": "Safety",
}


class StrategyEvidence(Part):
    """One strategy: its grade, what was measured, and whether it suits high arousal.

    `grade` is A to E as in the fact base, with "(lab)" for laboratory findings; "not graded
    here" says that no evidence was looked up, not that there is none.
    """

    strategy: str
    label: str
    kind: str
    grade: str
    high_arousal_ok: bool
    measured: str
    note: str
    sources: tuple[Source, ...] = ()
    claims: tuple[str, ...] = ()

    @property
    def source(self) -> str:
        """The references in one line, or why there is none."""
        named = "; ".join(one.reference for one in self.sources)
        return named or ("no source found" if self.graded else "not looked up")

    @property
    def graded(self) -> bool:
        """Whether evidence was looked up for it."""
        return self.grade[:1] in _WORDS

    @property
    def grade_words(self) -> str:
        """The grade in words, such as "A: many studies agree, with weak points"."""
        if not self.graded:
            return "A protocol, not graded" if self.grade == "protocol" else "Not graded here"
        more = ", with weak points" if "-" in self.grade else ""
        lab = ", in the laboratory" if "(lab)" in self.grade else ""
        return f"{self.grade[0]}: {_WORDS[self.grade[0]].lower()}{more}{lab}"

    @property
    def arousal_words(self) -> str:
        """Whether it can be used when arousal is high."""
        return "Also at high arousal" if self.high_arousal_ok else "Needs room to think"


@cache
def strategies() -> tuple[StrategyEvidence, ...]:
    """Every strategy of the vocabulary, in its order."""
    found = table("strategies")
    return tuple(_evidence(term.id, term.label, found.get(term.id)) for term in terms(_LIST))


def _evidence(strategy: str, label: str, row: dict[str, Any] | None) -> StrategyEvidence:
    grade = str(note(_LIST, strategy, "evidence") or _NOT_GRADED)
    known = row or {
        "measured": "Not graded here: no evidence was looked up for it.",
        "note": "What it does for this person shows in their own record.",
        "sources": [],
    }
    return StrategyEvidence(
        **known | {"sources": sources(known["sources"])},
        strategy=strategy,
        label=label,
        kind=str(note(_LIST, strategy, "kind")),
        grade=grade,
        high_arousal_ok=bool(note(_LIST, strategy, "high_arousal_ok")),
    )


@cache
def _by_id() -> dict[str, StrategyEvidence]:
    return {one.strategy: one for one in strategies()}


def strategy_evidence(strategy_id: str) -> StrategyEvidence | None:
    """What was measured for a strategy; None for one's own words or no answer."""
    return _by_id().get(strategy_id)
