"""The top of the Outcomes page in words: flags, what changed, and which views there are."""

from __future__ import annotations

from collections.abc import Sequence

from core.approaches.model import Target
from core.outcomes.change import Change
from core.outcomes.flags import FlaggedAnswer
from core.outcomes.naming import series_name
from core.outcomes.relationships import two_dimensional
from core.outcomes.sentences import PRORATED, points_words, recent_words, way_words
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
    """What changed by more than measurement error: since the start in short, then lately.

    By how many points and what they are judged by; changes by a convention stand apart. Then
    which main scores did not, and which have no figure to judge them by.
    """
    found = [(series_name(s, targets), moved) for s in courses if (moved := s.since_start)]
    error = [_moved(*one) for one in found if not one[1].convention]
    convention = [_moved(*one) for one in found if one[1].convention]
    return [
        *_together("Since the start, by more than measurement error: ", error),
        *_together("Since the start, by a convention: ", convention),
        *(words for series in courses if (words := recent_words(series))),
        *_not_moved(courses),
    ]


def _not_moved(courses: Sequence[Series]) -> list[str]:
    """Main scores about the client that stayed within error, and those without a verdict."""
    found = [(series, moved) for series in courses if (moved := _main_change(series))]
    stayed = [(s, moved) for s, moved in found if moved.reliable == "unchanged"]
    error = [s.instrument.short for s, moved in stayed if not moved.convention]
    convention = [s.instrument.short for s, moved in stayed if moved.convention]
    unjudged = [
        f"{s.instrument.short} {points_words(moved)} {way_words(s, moved.change, '')}"
        for s, moved in found
        if moved.reliable is None and not moved.cannot_show
    ]
    said = {
        f"Nothing beyond measurement error since the start: {', '.join(error)}.": error,
        f"Too few points by a convention since the start: {', '.join(convention)}.": convention,
        f"{', '.join(unjudged)}; no published figure, so no verdict.": unjudged,
    }
    limited = [f"{s.instrument.short}: {m.cannot_show}" for s, m in found if m.cannot_show]
    return [*(words for words, there in said.items() if there), *limited]


def _main_change(series: Series) -> Change | None:
    one = series.instrument
    main = series.scale == one.main_scale.id and not series.about
    shown = main and one.tracks and one.about == "client" and not two_dimensional(one)
    return series.since_start if shown else None


def _together(start: str, said: Sequence[str]) -> list[str]:
    kept = "; ".join(words for words in said if words)
    return [f"{start}{kept}."] if kept else []


def _moved(name: str, moved: Change) -> str:
    """One measure: "PHQ-9 better (12 points, 6 is reliable)"; nothing without a verdict."""
    way = {"improved": "better", "deteriorated": "worse"}.get(moved.reliable or "")
    if way is None:
        return ""
    prorated = f"; {PRORATED}" if moved.prorated else ""
    needs = f", {moved.needs}" if moved.needs else ""
    return f"{name} {way} ({points_words(moved)}{needs}{prorated})"


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
