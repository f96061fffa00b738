"""The preparation brief in words."""

from __future__ import annotations

from typing import NamedTuple

from core.clients.file import ClientFile
from core.sessions.brief import Brief, brief
from core.sessions.brief_lines import SAFETY, BriefLine, BriefSection
from dashboard.components.text import day, escaped, plural

LEFT = ("Risk answers to come back to", "Since last session", "From last session")


class BriefPage(NamedTuple):
    """What the page shows: the facts in one line, and two columns of sections.

    `paused` says which work is paused now, for the clinician alone.
    """

    facts: str
    presenting: str
    left: tuple[BriefSection, ...]
    right: tuple[BriefSection, ...]
    paused: tuple[str, ...]
    empty: bool


def brief_page(file: ClientFile) -> BriefPage:
    """Lay the brief out on one screen; the safety record has a place of its own there."""
    made: Brief = brief(file)
    return BriefPage(
        _facts(file),
        escaped(file.client.presenting),
        tuple(section for section in made.sections if section.heading in LEFT),
        tuple(section for section in made.sections if section.heading not in (*LEFT, SAFETY)),
        tuple(
            escaped(line.text)
            for section in made.sections if section.heading == SAFETY
            for line in section.lines if line.page == "Approach" and not line.pressing
        ),
        made.empty,
    )  # fmt: skip


def _facts(file: ClientFile) -> str:
    coming = file.next_session
    next_words = "no next session planned"
    if coming:
        at = coming.starts_at.astimezone()
        next_words = f"next session **{at:%a} {at.day} {at:%b}, {at:%H:%M}**"
    facts = [next_words, plural(len(file.held), "session")]
    if file.held:
        facts.append(f"last {day(file.held[-1].starts_at.date())}")
    missed = [s for s in file.sessions if s.attendance == "missed"]
    if missed:
        facts.append(f"{len(missed)} missed")
    return " · ".join(facts)


def line_words(line: BriefLine) -> str:
    """One line of the brief as a bullet, its question under it."""
    mark = ":material/priority_high: " if line.pressing else ""
    asks = f"  \n  *Could ask: {escaped(line.question)}*" if line.question else ""
    return f"- {mark}{escaped(line.text)}{asks}"


def source_words(section: BriefSection) -> str:
    """What the verdicts of a section rest on, each source once; empty without one."""
    return "  \n".join(dict.fromkeys(escaped(line.source) for line in section.lines if line.source))
