"""The lines of the brief, and those of the safety record, which stand on no paper. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from typing import NamedTuple

from core.sessions.safety import Concern, in_order, standing_words

SAFETY = "Safety record"
ON_PAPER = "Safety: see the safety record."
MOST_LINES = 5


class BriefLine(NamedTuple):
    """One fact, the page to open for it, and a question one might ask, if there is a gap.

    `source` says what a verdict in it rests on. A `private` line is of the safety record: it
    stands on no paper and on no shared screen.
    """

    text: str
    page: str
    question: str = ""
    pressing: bool = False
    source: str = ""
    private: bool = False


class BriefSection(NamedTuple):
    """A heading and its lines; a section without lines is not shown."""

    heading: str
    lines: tuple[BriefLine, ...]


def safety_lines(concerns: Sequence[Concern], today: date) -> Iterator[BriefLine]:
    """What stands in the safety record; acute, or due to be looked at again, it presses."""
    standing = in_order(concerns)
    for one in standing[:MOST_LINES]:
        pressing = one.acute or one.overdue(today)
        words = standing_words(one, today)
        yield BriefLine(words, "Client", pressing=pressing, private=True)
    if len(standing) > MOST_LINES:
        more = len(standing) - MOST_LINES
        yield BriefLine(f"And {more} more in the safety record.", "Client", private=True)


def on_paper(section: BriefSection) -> BriefSection:
    """A section as it may be printed: its private lines become one that names no content."""
    shown = [one for one in section.lines if not one.private]
    if len(shown) < len(section.lines):
        shown.insert(0, BriefLine(ON_PAPER, "Client"))
    return section._replace(lines=tuple(shown))
