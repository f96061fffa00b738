"""A hash of one version of a record, kept in the event that explains it.

`verify` finds a version that was changed behind the trail's back. The hash needs a random
salt that lies beside the record: once the record is erased, what the event keeps says
nothing about it.
"""

from __future__ import annotations

import secrets
from hashlib import sha256
from typing import Any

_SEPARATOR = "\x1f"
# The same text, made by SQL from a row and by Python from what is about to be inserted.
ROW_TEXT = "concat_ws(chr(31), r.salt, r.kind, CAST(r.id AS VARCHAR), CAST(r.version AS VARCHAR), \
CAST(r.client_id AS VARCHAR), coalesce(CAST(r.filed_on AS VARCHAR), '-'), \
coalesce(r.state, '-'), coalesce(r.about, '-'), CAST(r.retired AS VARCHAR), r.recorded_by, \
CAST(r.body AS VARCHAR))"


def sealed(row: dict[str, Any]) -> str:
    """Put a salt into the row and return the hash that fits it."""
    row["salt"] = secrets.token_hex(16)
    parts = (
        row["salt"], row["kind"], str(row["id"]), str(row["version"]), str(row["client_id"]),
        str(row["filed_on"] or "-"), row["state"] if row["state"] is not None else "-",
        row["about"] if row["about"] is not None else "-", str(row["retired"]).lower(),
        row["recorded_by"], row["body"],
    )  # fmt: skip
    return sha256(_SEPARATOR.join(parts).encode("utf-8", "surrogatepass")).hexdigest()
