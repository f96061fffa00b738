"""What helps, in words: the client's own record of a strategy first, the evidence second."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from core.knowledge.strategies import strategy_evidence
from core.triggers.what_helped import Measured, StrategyRecord
from core.vocabulary import label, note, terms
from dashboard.components.text import escaped, plural

WORDS = "regulation_strategies"
KINDS = {
    "bottom_up": "Bottom-up: through the body",
    "top_down": "Top-down: through thinking and attention",
    "relational": "Relational: with somebody",
    "identity": "Identity: who I am when it happens",
    "lifestyle": "Lifestyle: between the moments",
    "safety": "Safety",
    "own": "In the client's own words",
}


class StrategyWords(NamedTuple):
    """One strategy: its name, the client's own record (empty when never used), the evidence."""

    name: str
    own: str
    evidence: str


class KindOfStrategy(NamedTuple):
    """The strategies of one kind: those the client used, the most used first, then the rest."""

    title: str
    used: tuple[StrategyWords, ...]
    unused: tuple[StrategyWords, ...]


def helps_view(records: Sequence[StrategyRecord]) -> list[KindOfStrategy]:
    """Every strategy by kind. Nothing is recommended: the order is the client's own uses."""
    by_id = {one.strategy: one for one in records}
    known = [term.id for term in terms(WORDS)]
    own = [one.strategy for one in records if one.strategy not in known]
    found = []
    for kind, title in KINDS.items():
        those = own if kind == "own" else [s for s in known if note(WORDS, s, "kind") == kind]
        used = sorted((s for s in those if s in by_id), key=lambda s: -by_id[s].uses)
        if those:
            found.append(
                KindOfStrategy(
                    title,
                    tuple(_words(s, by_id[s]) for s in used),
                    tuple(_words(s, None) for s in those if s not in by_id),
                )
            )
    return found


def _words(strategy: str, record: StrategyRecord | None) -> StrategyWords:
    return StrategyWords(
        escaped(label(WORDS, strategy)),
        escaped(own_record(record)) if record else "",
        escaped(_evidence(strategy)),
    )


def own_record(record: StrategyRecord) -> str:
    """The client's own record of a strategy in one line: uses, measured, drop, kept."""
    said = [plural(record.uses, "use")]
    if not record.scales:
        said.append("arousal before and after never recorded")
    said += [_measured(one) for one in record.scales]
    if record.with_another:
        said.append(f"{record.with_another} of them together with something else")
    if record.helped:
        ratings = ", ".join(map(str, record.helped))
        said.append(f"helped, 0 to 4: {ratings}")
    if record.kept:
        said.append(f"kept {_times(record.kept)}")
    if record.given_up:
        said.append(f"given up {_times(record.given_up)}")
    return ", ".join(said)


def _measured(one: Measured) -> str:
    on = "" if one.scale == "0-100" else " on SUD 0 to 10"
    if one.median_drop is None:
        pairs = "; ".join(f"{before} to {after}" for before, after in one.pairs)
        return f"{len(one.pairs)} measured{on} (arousal {pairs})"
    low, high = min(one.drops), max(one.drops)
    return f"{len(one.pairs)} measured{on}, median drop {one.median_drop:g} (from {low} to {high})"


def _times(count: int) -> str:
    return "once" if count == 1 else "twice" if count == 2 else f"{count} times"


def _evidence(strategy: str) -> str:
    """Grade, room to think, what was found, and the studies it rests on."""
    found = strategy_evidence(strategy)
    if found is None:
        return "The client's own words; no evidence was looked up."
    said = [f"{found.grade_words}.", f"{found.arousal_words}."]
    if found.graded:
        said += [found.measured, found.note, f"Source: {found.source}."]
    return " ".join(said)
