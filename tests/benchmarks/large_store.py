"""A store with 2,000 clients and 200,000 administrations, made with SQL in seconds.

One client's file holds a sample client's whole story besides, so that every page has a
full file to show.
"""

from __future__ import annotations

from pathlib import Path

from core.assembly import Practice, create_demo_store, open_practice
from core.exchange.demo import fill_with_samples

CLIENTS = 2_000
ADMINISTRATIONS_EACH = 100
SESSIONS_EACH = 12

_EVENT = "(SELECT id FROM audit_trail LIMIT 1)"
_COLUMNS = (
    "kind, id, version, client_id, filed_on, state, about, retired, recorded_at, recorded_by, "
    "event_id, body"
)
_PEOPLE = f"""
CREATE TEMP TABLE people AS
SELECT uuid() AS id, CAST(range AS INTEGER) AS number FROM range({CLIENTS})
"""
_CLIENTS = f"""
INSERT INTO records ({_COLUMNS})
SELECT 'client', id, 1, id, current_date - 700, 'active', 'BX-' || number, false, now(), 'demo',
    {_EVENT}, '{{"code": "BX-' || number || '", "name": "Person ' || number ||
    '", "status": "active", "main_measure": "phq-9"}}'
FROM people
"""
_SESSIONS = f"""
INSERT INTO records ({_COLUMNS})
SELECT 'session', uuid(), 1, p.id, CAST(moment AS DATE),
    CASE WHEN moment > now() THEN 'planned' ELSE 'attended' END, NULL, false, now(), 'demo',
    {_EVENT},
    '{{"starts_at": "' || strftime(moment, '%Y-%m-%dT%H:%M:%SZ') || '", "attendance": "' ||
    CASE WHEN moment > now() THEN 'planned' ELSE 'attended' END || '"}}'
FROM people p, (
    SELECT now()::TIMESTAMP + (range - {SESSIONS_EACH - 2}) * INTERVAL 7 DAY AS moment
    FROM range({SESSIONS_EACH})
)
"""
_TAKEN = f"""
CREATE TEMP TABLE taken AS
SELECT uuid() AS id, p.id AS client_id, current_date - 7 * CAST(n AS INTEGER) AS taken_on,
    CASE WHEN n % 2 = 0 THEN 'phq-9' ELSE 'gad-7' END AS instrument,
    [CAST(floor(random() * 4) AS INTEGER) FOR x IN range(CASE WHEN n % 2 = 0 THEN 8 ELSE 7 END)]
        AS answers
FROM people p, (SELECT range AS n FROM range({ADMINISTRATIONS_EACH}))
"""
_ADMINISTRATIONS = f"""
INSERT INTO records ({_COLUMNS})
SELECT 'administration', id, 1, client_id, taken_on, instrument, '', false, now(), 'demo', {_EVENT},
    '{{"instrument": "' || instrument || '", "instrument_version": "1", "taken_on": "' || taken_on
    || '", "answers": [' || array_to_string(answers, ',')
    || CASE WHEN instrument = 'phq-9' THEN ',0]}}' ELSE ']}}' END
FROM taken
"""
_SCORES = """
INSERT INTO scores
SELECT id, 1, client_id, taken_on, (taken_on - DATE '1970-01-01') * 100, instrument, '', 'total',
    list_sum(answers)
FROM taken
"""


def large_store(directory: Path) -> Practice:
    """Make and open the large store."""
    create_demo_store(directory, _fill)
    return open_practice(directory, lambda: "")


def _fill(practice: Practice) -> None:
    fill_with_samples(practice)
    connection = practice.connection()
    for statement in (_PEOPLE, _CLIENTS, _SESSIONS, _TAKEN, _ADMINISTRATIONS, _SCORES):
        connection.execute(statement)
