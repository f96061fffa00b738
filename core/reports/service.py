"""Which documents there are, and how one is made."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import UUID

from core.access.audit import Actor, act
from core.errors import NotYetAvailable
from core.reports.document import Bullets, Document, Emphasis, Heading, Paragraph
from core.reports.formulation import formulation_report, long_day
from core.reports.render import Format, render
from core.sessions.brief import brief

if TYPE_CHECKING:
    from core.access.settings import Settings
    from core.assembly import Services
    from core.clients.file import ClientFile

KINDS = ("formulation", "progress", "letter", "client", "brief")
MADE_NOW = ("formulation", "brief")


def report_document(
    services: Services, actor: Actor, client_id: UUID, kind: str, *, parked: bool = False
) -> Document:
    """One document about one client, as of today.

    With `parked` the formulation report names events that were declined or left at a headline.

    Raises NotFound for an unknown client, NotYetAvailable for a kind that comes later.
    """
    if kind not in MADE_NOW:
        raise NotYetAvailable(f"The document '{kind}' is not yet available in this version.")
    file = services.file(actor, client_id)
    settings = services.settings.current(actor)
    if kind == "brief":
        return brief_document(file, settings)
    return formulation_report(file, settings, parked=parked)


def document_file(
    services: Services, actor: Actor, client_id: UUID, kind: str, fmt: Format, *,
    parked: bool = False,
) -> bytes:  # fmt: skip
    """A document to take away, and the audit event that says so.

    Raises NotPermitted for who may only read, besides what report_document raises.
    """
    services.admission.check(actor, "document.make", client_id)
    made = render(report_document(services, actor, client_id, kind, parked=parked), fmt)
    services.admission.tell(act(actor, "document.made", client_id, f"{kind} {fmt}"))
    return made


def brief_document(file: ClientFile, settings: Settings) -> Document:
    """The preparation brief on paper."""
    blocks: list[Heading | Paragraph | Bullets] = [Paragraph(f"As of {long_day(file)}.")]
    coming = file.next_session
    if coming:
        at = coming.starts_at.astimezone()
        blocks.append(Paragraph(f"Next session: {at:%A} {at.day} {at:%B}, {at:%H:%M}."))
    for section in brief(file).on_paper:
        blocks.append(Heading(1, section.heading))
        blocks.append(
            Bullets(
                tuple(
                    (line.text, Emphasis(f" Could ask: {line.question}"))
                    if line.question
                    else line.text
                    for line in section.lines
                )
            )
        )
    return Document(
        title="Session preparation",
        subtitle=f"{file.client.name} ({file.client.code})",
        blocks=tuple(blocks),
        confidentiality=settings.report_footer,
    )
