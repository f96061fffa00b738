"""The rows of a couple's sample file as the fields of a couple.

A row names its client by code, and a node by its key in that client's file; a session of the
log is named by its key in the first partner's file.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import UUID

OF_COUPLES = ("halves", "injuries", "events", "log")
"""The sections of a couple's file that hold rows."""

IdOf = Callable[..., UUID]
Row = dict[str, Any]


def couple_fields(name: str, rows: dict[str, list[Row]], first: str, id_of: IdOf) -> dict[str, Any]:
    """What a couple holds, with ids in the place of codes and keys.

    `id_of` makes the id of a record from a code and a key. Raises KeyError, TypeError or
    AttributeError for a row of another form.
    """
    return {
        "halves": [_half(row, id_of) for row in rows["halves"]],
        "injuries": [
            _injury(row, id_of(name, f"injury-{place}"), id_of)
            for place, row in enumerate(rows["injuries"])
        ],
        "events": [_event(row, id_of) for row in rows["events"]],
        "log": [_logged(row, first, id_of) for row in rows["log"]],
    }


def _half(row: Row, id_of: IdOf) -> Row:
    code = row["client"]
    nodes = [{"field": field, "node_id": id_of(code, key)}
             for field, key in row.get("nodes", {}).items()]  # fmt: skip
    agreed = [{"field": field} | said for field, said in row.get("agreed", {}).items()]
    return _without(row, "client") | {"client_id": id_of(code), "nodes": nodes, "agreed": agreed}


def _injury(row: Row, own_id: UUID, id_of: IdOf) -> Row:
    code = row["client"]
    node = {"node_id": id_of(code, row["node"])} if "node" in row else {}
    return _without(row, "client", "node") | node | {"id": own_id, "owner": id_of(code)}


def _event(row: Row, id_of: IdOf) -> Row:
    whose = {"client_id": id_of(row["client"])} if "client" in row else {}
    return _without(row, "client") | whose


def _logged(row: Row, code: str, id_of: IdOf) -> Row:
    session = {"session_id": id_of(code, row["session"])} if "session" in row else {}
    return _without(row, "session") | session


def _without(row: Row, *names: str) -> Row:
    return {name: value for name, value in row.items() if name not in names}
