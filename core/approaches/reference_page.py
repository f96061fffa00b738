"""The definitions of approaches in the docs, made from their data files.

Run: python -m core.approaches.reference_page > docs/reference/approaches.md
"""

from __future__ import annotations

import sys
from collections.abc import Iterator

from core.approaches.definition import Definition, EvidenceCard
from core.approaches.definitions import shipped_definitions
from core.approaches.plan_words import rhythm_words
from core.knowledge.tables import Source
from core.outcomes.instrument import instruments
from core.vocabulary import label

_HEAD = """# The approaches

Made from `core/approaches/definitions/*.toml` by `python -m core.approaches.reference_page`. A
grade belongs to an approach and one indication: A several randomised trials and a guideline, B a
meta-analysis of trials with bias or no better than rivals, C few or small trials or a waiting list
only, D no control group, E consensus or none, X contradicted. Most sources were read as an
abstract or an excerpt. "Practice convention" means that no source was seen. Nothing here
recommends an approach.

A file of your own in the folder that the environment variable `HAVENLINE_APPROACHES` names is
read as one more approach when the program starts. A file that is wrong is left out, and the
Approach page says where it is wrong.
"""
_LISTS = (
    ("stages", "Stages"), ("indications", "Used for"), ("outside", "Outside its evidence"),
    ("cautions", "Cautions"), ("readiness", "Readiness"), ("consents", "Consent"),
)  # fmt: skip


def reference_page() -> str:
    """The page as Markdown: every approach that comes with Havenline, with its sources."""
    known = shipped_definitions().values()
    return "\n".join((_HEAD, *(line for one in known for line in _approach(one)))) + "\n"


def _approach(one: Definition) -> Iterator[str]:
    yield f"## {one.label}\n\n{one.full_name} (`{one.id}`). {one.summary}\n"
    yield from _evidence(one)
    yield from _guidelines(one)
    for name, heading in _LISTS:
        if parts := getattr(one, name):
            yield f"\n### {heading}: {one.label}\n"
            yield from (_entry(part, one) for part in parts)
    yield from _cadence(one)


def _evidence(one: Definition) -> Iterator[str]:
    yield f"### Evidence: {one.label}\n"
    yield "| for | grade | found | numbers | compared with | follow-up | caveats | source |"
    yield "|---|---|---|---|---|---|---|---|"
    yield from (_card(card, one) for card in one.evidence)
    for each in one.explained:
        yield f"\n**“{each.quoted}”** {each.comes_from} {each.means} {each.later}"
        yield f"({_cited(one.named(each.sources))})"


def _card(card: EvidenceCard, one: Definition) -> str:
    caveats = (*card.caveats, *([card.allegiance] if card.allegiance else []))
    cells = (card.indication, card.grade, card.said, card.numbers, card.comparator, card.follow_up,
             "; ".join(caveats), _cited(one.named(card.sources)))  # fmt: skip
    return f"| {' | '.join(cells)} |"


def _guidelines(one: Definition) -> Iterator[str]:
    if one.guidelines:
        yield f"\n### Guidelines: {one.label}\n"
    for each in one.guidelines:
        yield f"- {each.words} ({each.status}; {_cited(one.named(each.sources))})"


def _entry(part: object, one: Definition) -> str:
    """A stage, indication, caution, check or consent item in one line."""
    sources = _cited(one.named(getattr(part, "sources", ())))
    reason = getattr(part, "reason", "")
    name = getattr(part, "label", "") or getattr(part, "words", "")
    name = name or label("caution_reasons", reason)
    more = getattr(part, "why", "") or getattr(part, "aim", "")
    gate = getattr(part, "gate", None) or getattr(part, "pausable", None)
    paused = f" Pauses: {gate.replace('_', ' ')}." if gate else ""
    return f"- {name}{f'. {more}' if more else ''}{paused} ({sources})"


def _cadence(one: Definition) -> Iterator[str]:
    if one.cadence:
        yield f"\n### Measures: {one.label}\n"
    for each in one.cadence:
        short = instruments()[each.instrument].short
        how_often = rhythm_words(each.at, each.every)
        yield f"- {short}, {how_often}: {each.why} ({_cited(one.named(each.sources))})"
    yield ""


def _cited(sources: tuple[Source, ...]) -> str:
    return "; ".join(f"[{s.reference}]({s.link})" if s.link else s.reference for s in sources)


if __name__ == "__main__":
    sys.stdout.write(reference_page())
