"""The top of the Outcomes page in words: flags, what changed, and which views there are."""

from __future__ import annotations

from collections.abc import Sequence

from core.approaches.model import Target
from core.outcomes.flags import FlaggedAnswer
from core.outcomes.naming import series_name
from core.outcomes.relationships import two_dimensional
from core.outcomes.sentences import recent_words
from core.outcomes.series import Series
from core.vocabulary import label
from dashboard.components.text import day, escaped

VIEWS = {
    "time": "Over time",
    "own": "In their own words",
    "attachment": "Attachment",
    "targets": "EMDR targets",
    "table": "Everything as a table",
    "caseload": "Caseload",
}


def views(courses: Sequence[Series], *, own: bool) -> list[str]:
    """The views there is something for. `own`: whether the file may be read."""
    there = {
        "own": own,
        "attachment": any(
            s.instrument.about == "relationship" or two_dimensional(s.instrument) for s in courses
        ),
        "targets": any(s.instrument.about == "target" for s in courses),
    }
    return [name for name in VIEWS if there.get(name, True)]


def changed(courses: Sequence[Series], targets: Sequence[Target]) -> list[str]:
    """What changed by more than measurement error: since the start in short, then lately."""
    ways: dict[str, list[str]] = {"improved": [], "deteriorated": []}
    for series in courses:
        moved = series.since_start
        if moved and moved.reliable in ways:
            ways[moved.reliable].append(series_name(series, targets))
    names = (("better", ways["improved"]), ("worse", ways["deteriorated"]))
    said = [f"{', '.join(found)} {way}" for way, found in names if found]
    start = "Since the start, by more than measurement error: "
    return [start + "; ".join(said) + "."] * bool(said) + [
        words for series in courses if (words := recent_words(series))
    ]


def flag_words(flagged: FlaggedAnswer) -> str:
    """A flagged answer that nobody has acknowledged yet."""
    return f"{escaped(flagged.sentence)}."


def acknowledged_words(flagged: FlaggedAnswer) -> str:
    """What was done about a flagged answer, as it was written down."""
    done = flagged.acknowledged
    if done is None:
        return flag_words(flagged)
    actions = ", ".join(label("risk_actions", action) for action in done.actions)
    lines = [f"**{escaped(flagged.sentence)}**", f"{day(done.seen_on, year=True)}: {actions}"]
    for title, text in (("Discussed", done.discussed), ("Told", done.told),
                        ("Why enough for now", done.rationale)):  # fmt: skip
        if text:
            lines.append(f"{title}: {escaped(text)}")
    if done.next_check:
        lines.append(f"Next check: {day(done.next_check, year=True)}")
    return "  \n".join(lines)
