"""The knowledge base in the docs, made from its data files.

Run: python -m core.knowledge.reference_page > docs/reference/knowledge.md
"""

from __future__ import annotations

import sys
from collections.abc import Iterator

from core.knowledge.claims import STATUSES, Claim, claims, topic_label, topics
from core.knowledge.strategies import StrategyEvidence, strategies
from core.vocabulary import label

_HEAD = """# The knowledge base

Made from `core/knowledge/` by `python -m core.knowledge.reference_page`. A status says what a
search found, mostly in abstracts: "supported" may rest on general physiology, "no source found"
does not mean false. The statements are as heard, in our words; the evidence is what was measured.
"""


def reference_page() -> str:
    """The page as Markdown: counts, strategies, then every statement under its subject."""
    return "\n".join((_HEAD, *_counts(), *_strategy_rows(), *_statements())) + "\n"


def _counts() -> Iterator[str]:
    held = [one.status for one in claims()]
    named = (f"{label('evidence_status', one).lower()} {held.count(one)}" for one in STATUSES)
    yield f"{len(held)} statements: {', '.join(named)}.\n"


def _strategy_rows() -> Iterator[str]:
    yield "## Regulation strategies\n\n| strategy | grade | measured | source |\n|---|---|---|---|"
    yield from map(_strategy, strategies())


def _strategy(one: StrategyEvidence) -> str:
    cells = (one.label, one.grade_words, f"{one.measured} {one.note}", one.source)
    return f"| {' | '.join(cells)} |"


def _statements() -> Iterator[str]:
    for system in topics():
        yield f"\n## {topic_label(system)}\n\n| id | status | statement | evidence | source |"
        yield "|---|---|---|---|---|"
        yield from (_row(one) for one in claims() if one.system == system)


def _row(one: Claim) -> str:
    cells = (one.id, one.status_words, one.claim, one.evidence, one.citation)
    return f"| {' | '.join(cells)} |"


if __name__ == "__main__":
    sys.stdout.write(reference_page())
