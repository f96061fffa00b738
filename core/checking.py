"""Checks that every record of a store can be read and every score is still what it was."""

from __future__ import annotations

from collections import Counter

from core.assembly import Practice
from core.errors import UserFacingError
from core.keeping.kinds import KINDS
from core.outcomes.model import Administration
from core.outcomes.scoring import score_administration
from core.store.connection import Connection
from core.store.records import RecordStore
from core.store.verify import Verification, verify_store

Row = tuple[object, ...]
_HEAD = "SELECT administration_id, version, client_id, taken_on, instrument"
_SCORES = f"{_HEAD}, scale, value FROM scores"
_FLAGS = f"{_HEAD}, item, value, kind FROM flags"


def check_practice(practice: Practice) -> Verification:
    """Everything verify_store checks, and that records read and scores agree. Reads only."""
    connection = practice.connection()
    found = verify_store(connection)
    problems = [*found.problems, *_unreadable(connection), *_wrong_figures(connection)]
    return found._replace(problems=tuple(problems))


def _unreadable(connection: Connection) -> list[str]:
    bad: Counter[str] = Counter()
    for (kind,) in connection.rows("SELECT DISTINCT kind FROM records ORDER BY kind"):
        if kind not in KINDS:
            bad[kind] += 1
            continue
        bad[kind] += RecordStore(connection, kind, KINDS[kind]).count_unreadable()
    return [f"{kind}: {count} entries that cannot be read." for kind, count in bad.items() if count]


def _wrong_figures(connection: Connection) -> list[str]:
    """Also where an instrument's file was changed since, or is not in this program."""
    scores, flags = _stored(connection, _SCORES), _stored(connection, _FLAGS)
    wrong: Counter[str] = Counter()
    for one in RecordStore(connection, "administration", Administration).readable():
        key = (one.id, one.version)
        try:
            known = _derived(one)
        except UserFacingError:
            wrong["unknown"] += 1
            continue
        wrong["scores"] += known[0] != scores.get(key, set())
        wrong["flags"] += known[1] != flags.get(key, set())
    said = {
        "scores": "scores: {} differ from what the answers give.",
        "flags": "flags: {} measures have other flags than the answers give.",
        "unknown": "administration: {} cannot be scored by the measures of this program.",
    }
    return [sentence.format(wrong[what]) for what, sentence in said.items() if wrong[what]]


def _stored(connection: Connection, sql: str) -> dict[object, set[Row]]:
    found: dict[object, set[Row]] = {}
    for administration_id, version, *rest in connection.rows(sql):
        found.setdefault((administration_id, version), set()).add(tuple(rest))
    return found


def _derived(one: Administration) -> tuple[set[Row], set[Row]]:
    """The scores and the flags that have to be stored for this version."""
    if one.retired:
        return set(), set()
    result = score_administration(one)
    head = (one.client_id, one.taken_on, one.instrument)
    scores: set[Row] = {
        (*head, name, value) for name, value in result.scores.items() if value is not None
    }
    return scores, {(*head, flag.item, flag.value, flag.kind) for flag in result.flags}
