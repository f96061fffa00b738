"""The map of a sample client as it grew: what stood at each review of the formulation.

A node or link of a sample file may say `since_review: 1` (added after the first review),
`earlier: {confidence: low}` (how it stood until the first review, or until the one named by
`changed_after`) and `removed_after: 1` (taken off the map after the first review).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from core.errors import DefinitionError
from core.record import Record

_STEPS = ("since_review", "earlier", "changed_after", "removed_after")
Make = Callable[[str, int, dict[str, Any]], Any]


def map_records(name: str, data: dict[str, Any], make: Make) -> list[Record]:
    """Nodes, links and reviews in the order they were saved.

    `make` turns one row into a record: section, place in it, row. Raises DefinitionError for a
    step that is not of the form described above.
    """
    try:
        return list(_in_order(data, make))
    except (AttributeError, TypeError):
        raise DefinitionError(name, "nodes or links", "a step has no form we know") from None


def _in_order(data: dict[str, Any], make: Make) -> Iterator[Record]:
    reviews = data.get("formulation_versions") or []
    for row in [*(data.get("nodes") or []), *(data.get("links") or [])]:
        _check_steps(row, len(reviews))
    for stage in range(len(reviews) + 1):
        for section in ("nodes", "links"):
            for place, row in enumerate(data.get(section) or [], start=1):
                yield from _saved_at(stage, row, lambda fields: make(section, place, fields))  # noqa: B023
        if stage < len(reviews):
            yield make("formulation_versions", stage + 1, reviews[stage])


def _check_steps(row: Any, reviews: int) -> None:
    steps = row if isinstance(row, dict) else {}
    for name in ("since_review", "changed_after", "removed_after"):
        if steps.get(name, 0) not in range(reviews + 1):
            raise TypeError(name)


def _saved_at(stage: int, row: Any, make: Callable[[Any], Any]) -> Iterator[Record]:
    """The versions of one node or link that were saved at this stage."""
    if not isinstance(row, dict):
        yield make(row)  # says in a sentence what is wrong with it
        return
    steps = {name: row[name] for name in _STEPS if name in row}
    now = {name: value for name, value in row.items() if name not in _STEPS}
    since, removed = steps.get("since_review", 0), steps.get("removed_after")
    changed = steps.get("changed_after", 1) if "earlier" in steps else None
    if stage == since:
        yield make(now | steps.get("earlier", {}))
    elif stage == changed:
        yield make(now).model_copy(update={"version": 1})
    elif stage == removed:
        version = 2 if changed is not None and changed < removed else 1
        yield make(now).model_copy(update={"version": version, "retired": True})
