"""The handout to hand to a client: one page, plain words, nothing about the client in it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from core.access.settings import Settings
from core.knowledge.handouts import Handout, Line, handout
from core.reports.document import Block, Bullets, Document, Emphasis, Heading, Paragraph
from core.reports.render import Format, render

SUBTITLE = "A page to read together"
_LIMITS = (
    "What this page says about people was checked against research. It does not take the place "
    "of talking with your therapist. If you are in danger or cannot wait, call the emergency "
    "number where you live."
)


def handout_document(handout_id: str, settings: Settings) -> Document:
    """One handout with the practice's contact at the foot. Raises KeyError for an unknown id."""
    shown = handout(handout_id)
    return Document(
        title=shown.title,
        subtitle=SUBTITLE,
        blocks=tuple(_blocks(shown)),
        confidentiality=contact_line(settings),
    )


def handout_file(handout_id: str, settings: Settings, fmt: Format) -> bytes:
    """The handout as a file. It holds no client's data, so nothing is noted in the audit trail."""
    return render(handout_document(handout_id, settings), fmt)


def contact_line(settings: Settings) -> str:
    """How to reach the practice, as far as the settings say."""
    known = (settings.practice_name, settings.clinician, settings.contact)
    return " · ".join(one for one in known if one) or "Ask your therapist how to reach them."


def _blocks(handout: Handout) -> Iterator[Block]:
    yield Paragraph(handout.opening)
    yield Heading(1, "What may happen")
    yield _bullets(handout.may_happen)
    yield Heading(1, "What can change")
    yield _bullets(handout.may_change)
    yield Heading(1, "What some people try")
    yield _bullets(handout.tries)
    yield Paragraph("Try one thing. Write down what it did for you. Your own notes count most.")
    yield Heading(1, "To talk about")
    yield Bullets(handout.to_talk_about)
    yield Paragraph(Emphasis(_LIMITS))


def _bullets(lines: Iterable[Line]) -> Bullets:
    return Bullets(tuple(one.text for one in lines))
