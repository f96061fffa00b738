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


def check_practice(practice: Practice) -> Verification:
    """Everything verify_store checks, and that records read and scores agree. Reads only."""
    connection = practice.connection()
    found = verify_store(connection)
    problems = [*found.problems, *_unreadable(connection), *_wrong_scores(connection)]
    return found._replace(problems=tuple(problems))


def _unreadable(connection: Connection) -> list[str]:
    bad: Counter[str] = Counter()
    for (kind,) in connection.rows("SELECT DISTINCT kind FROM records ORDER BY kind"):
        if kind not in KINDS:
            bad[kind] += 1
            continue
        bad[kind] += RecordStore(connection, kind, KINDS[kind]).count_unreadable()
    return [f"{kind}: {count} entries that cannot be read." for kind, count in bad.items() if count]


def _wrong_scores(connection: Connection) -> list[str]:
    """Also where an instrument's file was changed since, or is not in this program."""
    stored: dict[tuple[object, int], dict[str, float]] = {}
    rows = connection.rows("SELECT administration_id, version, scale, value FROM scores")
    for administration_id, version, scale, value in rows:
        stored.setdefault((administration_id, version), {})[scale] = value
    wrong, unknown = 0, 0
    for one in RecordStore(connection, "administration", Administration).readable():
        if one.retired:
            continue
        try:
            scores = score_administration(one).scores
        except UserFacingError:
            unknown += 1
            continue
        known = {scale: value for scale, value in scores.items() if value is not None}
        wrong += known != stored.get((one.id, one.version), {})
    said = [f"scores: {wrong} differ from what the answers give."] if wrong else []
    if unknown:
        said.append(f"administration: {unknown} cannot be scored by the measures of this program.")
    return said
