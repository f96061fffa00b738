"""The statements carry the facts of the fact base, and none of its sentences.

The fact base is shared/clinical/claims.json beside the repository, with the two articles in
shared/seeds. Where they are not there (a checkout of the repository alone), these tests are
skipped.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import pytest

from core.knowledge.claims import Claim, claims
from core.knowledge.tables import statement_tables, table

SHARED = Path(__file__).parents[3] / "shared"
FACTS = SHARED / "clinical" / "claims.json"
LONGEST_SHARED_RUN = 7
# The same paper at its own address: the fact base has it behind a stranger's proxy.
MOVED = {"B11"}
NUMBERS = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen "
    "fifteen sixteen seventeen eighteen nineteen twenty"
).split()

pytestmark = pytest.mark.skipif(not FACTS.is_file(), reason="the fact base is not beside us")
EVERY = pytest.mark.parametrize("one", claims(), ids=lambda one: one.id)


def facts() -> dict[str, dict[str, Any]]:
    found: list[dict[str, Any]] = json.loads(FACTS.read_text(encoding="utf-8"))
    return {fact["id"]: fact for fact in found}


def words(text: str) -> list[str]:
    return re.findall(r"[a-z0-9']+", text.lower().replace("’", "'"))


def figures(text: str) -> set[str]:
    """The numbers in a sentence, in digits or words; "one" is left out, it is an article too."""
    spelt = {str(NUMBERS.index(word)) for word in words(text) if word in NUMBERS}
    return (set(re.findall(r"\d*\.?\d+", text)) | spelt) - {"1"}


def runs(texts: Iterable[str]) -> set[tuple[str, ...]]:
    """Every stretch of words longer than may be shared."""
    length = LONGEST_SHARED_RUN + 1
    said = [words(text) for text in texts]
    return {tuple(w[i : i + length]) for w in said for i in range(len(w) - length + 1)}


def told(part: object, key: str = "") -> Iterator[str]:
    """Every sentence of a data file, without ids and references."""
    if isinstance(part, str):
        yield part
    elif isinstance(part, dict):
        for name, value in part.items():
            yield from told(value, name) if name not in ("sources", "claims") else ()
    elif isinstance(part, list):
        for value in part:
            yield from told(value, key)


def test_every_statement_of_the_fact_base_is_here_and_no_other() -> None:
    assert [one.id for one in claims()] == sorted(facts())


@EVERY
def test_subject_status_and_references_are_those_of_the_fact_base(one: Claim) -> None:
    fact = facts()[one.id]
    assert one.system == fact["system"]
    assert one.status == fact["status"].replace(" ", "_")
    assert one.citation == fact["citation"]


@EVERY
def test_addresses_are_those_of_the_fact_base(one: Claim) -> None:
    seen = "; ".join(source.address for source in one.sources)
    assert (seen == facts()[one.id]["address"]) is (one.id not in MOVED)


@EVERY
def test_every_figure_of_the_evidence_is_kept(one: Claim) -> None:
    assert figures(facts()[one.id]["evidence"]) <= figures(one.evidence)


@EVERY
def test_no_figure_is_new_without_being_in_the_reference(one: Claim) -> None:
    # A78 adds the pooled effects of Rathgeber 2019 (clinical model, section 4).
    known = figures(f"{facts()[one.id]['evidence']} {one.citation}")
    known |= {".73", ".53", "2"} if one.id == "A78" else {"2"}
    assert figures(one.evidence) <= known


def test_no_sentence_is_copied_from_the_fact_base_or_the_articles() -> None:
    known = facts().values()
    theirs = [fact[part] for fact in known for part in ("claim", "evidence")]
    theirs += [file.read_text(encoding="utf-8") for file in (SHARED / "seeds").glob("*.txt")]
    files = [*statement_tables(), *map(table, ("systems", "scenarios", "strategies", "handouts"))]
    ours = [text for file in files for text in told(file)]
    assert len(ours) > 300
    assert runs(ours) & runs(theirs) == set()
