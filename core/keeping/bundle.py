"""The bundle for an access request: what a client is given, and what to check before. Pure.

A ZIP file with two folders. `for-the-client` holds the readable page and the same as JSON;
`for-the-practice-only` holds the list for review, and is never given away.
"""

from __future__ import annotations

import io
import json
import zipfile
from collections.abc import Mapping
from datetime import datetime
from typing import Any, Literal, NamedTuple
from uuid import UUID

from core.access.settings import Settings
from core.keeping.entry import Entry, kind_words
from core.keeping.third_party import ForReview
from core.record import HEADER, Record

FORMAT = "havenline-access-request-1"
Reason = Literal["third_party", "harm"]
LEFT_OUT: dict[str, str] = {
    "third_party": "[left out: third-party data]",
    "harm": "[left out: exempt from release]",
}
# What the clinical fact base says (P3, P4); rules differ by place.
TIME_LIMIT = {
    "uk_eu": "Time limit under UK and EU law: one month. Check for your place.",
    "us_hipaa": "Time limit under HIPAA: 30 days. Check for your place.",
    "other": "Time limit: look up what holds for your place.",
}
PAGE = "for-the-client/record.html"
DATA = "for-the-client/record.json"
REVIEW = "for-the-practice-only/review-before-release.html"


class Request(NamedTuple):
    """Everything a bundle is made from."""

    client_id: UUID
    name: str
    code: str
    at: datetime
    by: str
    settings: Settings
    entries: list[Entry]
    left_out: Mapping[UUID, str]
    listed: list[ForReview]
    notes_left_out: tuple[str, ...]
    people: Mapping[str, str]

    @property
    def released(self) -> int:
        """How many entries go out whole."""
        return len(self.entries) - self.held_back

    @property
    def held_back(self) -> int:
        """How many entries are marked as left out."""
        return sum(entry.id in self.left_out for entry in self.entries)


def as_data(request: Request) -> bytes:
    """The JSON file: every entry with every version, the fields as they are stored."""
    told = {
        "format": FORMAT,
        "made_at": request.at.isoformat(),
        "made_by": request.by,
        "practice": request.settings.practice_name or request.settings.clinician,
        "client": {"id": str(request.client_id), "code": request.code, "name": request.name},
        "counts": {"entries": request.released, "left_out": request.held_back},
        "not_included": list(not_included(request)),
        "entries": [_entry(entry, request) for entry in request.entries],
    }
    return json.dumps(told, ensure_ascii=False, indent=1).encode("utf-8")


def _entry(entry: Entry, request: Request) -> dict[str, Any]:
    if entry.id in request.left_out:
        return {"kind": entry.kind, "left_out": LEFT_OUT[request.left_out[entry.id]]}
    return {
        "kind": entry.kind,
        "what": kind_words(entry.kind),
        "id": str(entry.id),
        "versions": [_version(version, request.people) for version in entry.versions],
    }


def _version(record: Record, people: Mapping[str, str]) -> dict[str, Any]:
    return {
        "version": record.version,
        "recorded_at": record.recorded_at.isoformat() if record.recorded_at else None,
        "recorded_by": people.get(record.recorded_by, record.recorded_by),
        "taken_out_of_view": record.retired,
        "content": record.model_dump(mode="json", exclude=HEADER),
    }


def not_included(request: Request) -> tuple[str, ...]:
    """What a reader should know is not there."""
    said = list(request.notes_left_out)
    if any(entry.kind == "couple" for entry in request.entries):
        said.append("What belongs to a partner alone is in the partner's own file and not here.")
        said.append("What was written about the sessions of both is about both and not here.")
    if request.held_back:
        said.append(
            f"{request.held_back} {'entry is' if request.held_back == 1 else 'entries are'} left "
            "out and marked so where they would stand."
        )
    return tuple(said)


def packed(files: Mapping[str, bytes], at: datetime) -> bytes:
    """The files as one ZIP, made in memory."""
    out = io.BytesIO()
    moment = at.astimezone()
    stamp = (moment.year, moment.month, moment.day, moment.hour, moment.minute, moment.second)
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as zipped:
        for name, content in files.items():
            info = zipfile.ZipInfo(name, stamp)
            info.compress_type = zipfile.ZIP_DEFLATED
            zipped.writestr(info, content)
    return out.getvalue()
