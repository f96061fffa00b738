"""The certificate of an erasure. It names nothing clinical, and not even the name. Pure."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import NamedTuple

from core.access.settings import Settings
from core.keeping.retention import day_words
from core.reports.document import Block, Document, Heading, KeyValues, Paragraph

_SEAL = 16


class Erased(NamedTuple):
    """The facts of one erasure."""

    at: datetime
    by: str
    code: str
    entries: int
    versions: int
    rows_left: int
    rewritten: bool
    event: int
    seal: str


def certificate(erased: Erased, settings: Settings) -> Document:
    """A document that says that, when and by whom a client was erased, and what remains."""
    return Document(
        title="Certificate of erasure",
        subtitle=f"No. {number(erased)}",
        blocks=(
            KeyValues(_facts(erased, settings)),
            Heading(1, "What was done"),
            Paragraph(
                "Every entry about this client was taken out of the store, in all its versions, "
                "with scores and flags that were worked out from them."
            ),
            *_rewritten(erased),
            Heading(1, "What remains"),
            Paragraph(
                f"The audit trail keeps that this was done (event {erased.event}, seal "
                f"{erased.seal[:_SEAL]}) and when the file was read and written before, under a "
                "number that belongs to nobody any more. It holds nothing of what was recorded."
            ),
            Paragraph(backups_sentence(settings, erased.at)),
            Paragraph(
                "Papers, files and messages that were made from this client's file before are "
                "outside the store and were not touched."
            ),
        ),
        confidentiality=settings.report_footer,
    )


def number(erased: Erased) -> str:
    """The number of the certificate: the year and the event of the audit trail."""
    return f"{erased.at.astimezone().year}-{erased.event}"


def _facts(erased: Erased, settings: Settings) -> tuple[tuple[str, str], ...]:
    at = erased.at.astimezone()
    practice = settings.practice_name or settings.clinician or "Not named in the settings"
    return (
        ("Practice", practice),
        ("Certificate", number(erased)),
        ("Erased on", f"{day_words(at.date())}, {at:%H:%M}"),
        ("By", erased.by),
        ("Client code", erased.code),
        ("Entries erased", f"{erased.entries} ({erased.versions} versions)"),
        ("Audit event", str(erased.event)),
        ("Seal", erased.seal),
    )


def _rewritten(erased: Erased) -> tuple[Block, ...]:
    if erased.rewritten and not erased.rows_left:
        said = (
            "The store was then written into a new encrypted file, which was compared with the "
            "old one and put in its place, and searched for the client's number: no entry holds it."
        )
    else:
        said = (
            "The store could not yet be written into a new file. Until that is done, remains can "
            "lie in the free space of the encrypted file. Havenline tries again at its next start."
        )
    return (Paragraph(said),)


def backups_sentence(settings: Settings, at: datetime) -> str:
    """What is still in backups, and until when if the schedule tells."""
    said = (
        "Backups made before this day still hold the file until they are rotated out or deleted; "
        "restoring one brings it back."
    )
    days = settings.backup_every_days * settings.backup_keep
    if not (days and settings.backup_folder):
        return f"{said} When that is cannot be told: no schedule of backups is set."
    gone = at.astimezone().date() + timedelta(days=days)
    return (
        f"{said} As the schedule is set now ({settings.backup_keep} kept, one every "
        f"{settings.backup_every_days} days), the last of them goes by {day_words(gone)}. "
        "Copies kept elsewhere have to be deleted by hand."
    )
