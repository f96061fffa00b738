"""The readable page of an access request, and the page for the practice. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from core.keeping.bundle import LEFT_OUT, TIME_LIMIT, Request, not_included
from core.keeping.entry import WORDS, Entry, heading, kind_words, titles_of
from core.keeping.retention import day_words
from core.keeping.words import Titles, facts, title
from core.record import Record
from core.reports.document import (
    Block,
    Bullets,
    Document,
    Heading,
    KeyValues,
    Paragraph,
    Strong,
    Table,
)

_NOTHING = Paragraph("Nothing is recorded under this heading.")


def record_page(request: Request) -> Document:
    """Everything recorded about the client, in plain words, with earlier versions at the end."""
    titles = titles_of(request.entries, request.left_out)
    blocks: list[Block] = list(_opening(request))
    for kind, entries in _by_kind(request.entries):
        blocks.append(Heading(1, heading(kind)))
        for entry in entries:
            blocks += _now(entry, request, titles)
    blocks.append(Heading(1, "Annex: earlier versions and what was taken out of view"))
    blocks += list(_annex(request, titles)) or [Paragraph("There are none.")]
    return Document(
        title="What is recorded about you",
        subtitle=f"{request.name} ({request.code})",
        blocks=tuple(blocks),
        confidentiality="Personal data, put together for the person it is about.",
    )


def _opening(request: Request) -> Iterator[Block]:
    practice = request.settings.practice_name or request.settings.clinician
    day = day_words(request.at.astimezone().date())
    pairs = [("Put together on", day), ("By", request.by), ("Entries", str(request.released))]
    if practice:
        pairs.insert(0, ("Practice", practice))
    if request.held_back:
        pairs.append(("Left out", str(request.held_back)))
    yield KeyValues(tuple(pairs))
    yield Paragraph(
        "Links on the map and what follows from them are working hypotheses, not facts. The file "
        "record.json beside this page holds the same for machines to read."
    )
    if said := not_included(request):
        yield Bullets(said)


def _by_kind(entries: Iterable[Entry]) -> Iterator[tuple[str, list[Entry]]]:
    every = list(entries)
    order = [*WORDS, *sorted({one.kind for one in every} - set(WORDS))]
    for kind in order:
        if found := [one for one in every if one.kind == kind]:
            yield kind, found


def _now(entry: Entry, request: Request, titles: Titles) -> Iterator[Block]:
    if entry.id in request.left_out:
        yield Paragraph(LEFT_OUT[request.left_out[entry.id]])
    elif entry.newest.retired:
        yield Heading(2, f"{kind_words(entry.kind)}: taken out of view")
        yield Paragraph("What it said is in the annex.")
    else:
        yield Heading(2, f"{kind_words(entry.kind)}: {title(entry.newest, titles)}")
        yield from _said(entry.newest, request, titles)


def _said(record: Record, request: Request, titles: Titles) -> Iterator[Block]:
    pairs = [*facts(record, titles, request.people), ("Recorded", _recorded(record, request))]
    yield KeyValues(tuple(pairs))


def _recorded(record: Record, request: Request) -> str:
    who = request.people.get(record.recorded_by, record.recorded_by)
    if record.recorded_at is None:
        return who
    at = record.recorded_at.astimezone()
    return f"{day_words(at.date())}, {at:%H:%M}, by {who} (version {record.version})"


def _annex(request: Request, titles: Titles) -> Iterator[Block]:
    for entry in request.entries:
        earlier = entry.versions if entry.newest.retired else entry.versions[:-1]
        if not earlier or entry.id in request.left_out:
            continue
        yield Heading(2, f"{kind_words(entry.kind)}: {title(entry.newest, titles)}")
        for version in earlier:
            gone = ", taken out of view" if version.retired else ""
            yield Heading(3, f"Version {version.version}{gone}")
            yield from _said(version, request, titles)


def review_page(request: Request) -> Document:
    """What a person has to look at before anything is given to the client."""
    blocks: list[Block] = [
        Paragraph((Strong("For the practice only. Do not give this page away."),)),
        Paragraph(TIME_LIMIT[request.settings.legal_frame]),
        Paragraph(
            "The list is made by rules. It catches much that is harmless and cannot find "
            "everything: read the whole record before you release it."
        ),
        Heading(1, "May be about somebody else, or needs a decision"),
        *_listed(request),
        Heading(1, "Marked to be left out"),
        *_left_out(request),
        Heading(1, "Not in the bundle"),
        Bullets(not_included(request) or ("Everything recorded is in it.",)),
    ]
    return Document(
        title="Review before release",
        subtitle=f"Client {request.code}",
        blocks=tuple(blocks),
        confidentiality=request.settings.report_footer,
    )


def _listed(request: Request) -> Iterator[Block]:
    rows = tuple(
        (one.kind, one.summary, one.why, "left out" if one.id in request.left_out else "released")
        for one in request.listed
    )
    header = ("Entry", "What it says", "Why it is listed", "As marked")
    yield Table(header, rows) if rows else _NOTHING


def _left_out(request: Request) -> Iterator[Block]:
    titles = titles_of(request.entries, ())
    rows = tuple(
        (kind_words(entry.kind), titles[entry.id], LEFT_OUT[request.left_out[entry.id]])
        for entry in request.entries
        if entry.id in request.left_out
    )
    yield Table(("Entry", "What", "Shown instead"), rows) if rows else _NOTHING
