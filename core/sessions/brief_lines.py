"""The lines of the brief, and those of the safety record, which stand on no paper. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from typing import NamedTuple

from core.approaches.gates import pauses
from core.approaches.weighed import NotRecorded, gate_file, not_recorded
from core.clients.file import ClientFile
from core.days import day_words
from core.sessions.safety import Concern, in_order, standing_words
from core.vocabulary import inside, label

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


def weighed_lines(file: ClientFile) -> Iterator[BriefLine]:
    """What a weighing found that no safety entry holds, and which work is paused now.

    Work is named where the client has to do with it. The partner's file is not looked into.
    """
    kept = gate_file(file)
    for one in not_recorded(kept):
        yield BriefLine(not_recorded_words(one), "Approach", pressing=True, private=True)
    emdr = any(one.approach == "emdr" and one.status != "ended" for one in file.plans)
    if (emdr or file.targets) and pauses("emdr_processing", [kept]):
        yield BriefLine("EMDR from phase 3 on is paused.", "Approach", private=True)
    if file.couple and pauses("couple_enactment", [kept]):
        words = "Encounters between the partners are paused."
        yield BriefLine(words, "Approach", private=True)


def not_recorded_words(one: NotRecorded) -> str:
    """That a weighing found a risk which no safety entry holds, for the clinician alone."""
    on = f" on {day_words(one.on)}" if one.on else ""
    kind, where = inside(label("risk_types", one.kind)), label("approaches", one.approach)
    return f"A caution found{on} is not in the safety record yet: {kind} ({where})."


def on_paper(section: BriefSection) -> BriefSection:
    """A section as it may be printed: its private lines become one that names no content."""
    shown = [one for one in section.lines if not one.private]
    if len(shown) < len(section.lines):
        shown.insert(0, BriefLine(ON_PAPER, "Client"))
    return section._replace(lines=tuple(shown))


def short(text: str, most: int = 90) -> str:
    """A text in one line, cut at a word when it is long."""
    line = " ".join(text.split())
    return line if len(line) <= most else f"{line[: most - 1].rsplit(' ', 1)[0]}…"
