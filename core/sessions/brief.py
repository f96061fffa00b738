"""The session preparation brief: one screen, read in two minutes. Pure.

It lists, links, counts and reminds. Every line names the page it comes from; nothing is
inferred without "may", and nothing is advised.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

from core.approaches.log_words import last_logged
from core.approaches.logged import newest_first
from core.clients.file import ClientFile
from core.formulation.checks import Case, checks, top_gaps
from core.outcomes.expected import expected_course, growth_for
from core.outcomes.personal import moved_words, personal_courses
from core.outcomes.sentences import (
    change_words,
    origin_words,
    recent_words,
    series_worse,
    standing_words,
)
from core.outcomes.series import Series
from core.sessions.brief_lines import (
    MOST_LINES,
    SAFETY,
    BriefLine,
    BriefSection,
    on_paper,
    safety_lines,
    short,
    weighed_lines,
)
from core.sessions.hypotheses import hypothesis_lines
from core.sessions.model import Session
from core.sessions.parts import lines_on_parts
from core.sessions.targets import LOOK_AGAIN, lines_left_open, lines_on_targets
from core.triggers.model import SCALE_TOP, Episode
from core.vocabulary import inside, label

MOST_GAPS = 1
SAID_ALREADY = ("F10", "F12", "F13")  # evidence, how sure and what was asked have their lines


class Brief(NamedTuple):
    """Everything to look at before the next session, in reading order."""

    sections: tuple[BriefSection, ...]

    @property
    def empty(self) -> bool:
        """Whether there is nothing to prepare from yet."""
        return not any(section.lines for section in self.sections)

    @property
    def on_paper(self) -> tuple[BriefSection, ...]:
        """The sections as they may be printed: of the safety record only that there is one.

        All of it, not violence alone: else the gap would tell what it is about.
        """
        return tuple(on_paper(section) for section in self.sections)


def brief(file: ClientFile) -> Brief:
    """Put the brief together from a client's file."""
    sections = (
        (SAFETY, (*safety_lines(file.concerns, file.today), *weighed_lines(file))),
        ("Risk answers to come back to", _open_flags(file)),
        ("Targets left open", _left_open(file)),
        ("Since last session", _since_last(file)),
        ("From last session", _last_session(file)),
        ("Where we are", _where_we_are(file)),
        ("Hypotheses to look at again", _hypotheses(file)),
        ("Not known yet", _gaps(file)),
    )
    made = (BriefSection(heading, tuple(lines)) for heading, lines in sections)
    return Brief(tuple(section for section in made if section.lines))


def day_words(day: date) -> str:
    """A day as clinicians write it."""
    return f"{day.day} {day:%b}"


def _open_flags(file: ClientFile) -> Iterator[BriefLine]:
    for flagged in file.open_flags[:MOST_LINES]:
        yield BriefLine(f"{flagged.sentence}.", "Outcomes", pressing=True)
    for flagged in file.flags:
        done = flagged.acknowledged
        if (
            done
            and done.next_check
            and done.next_check <= file.today
            and not _asked_since(file, flagged.administration.instrument, done.next_check)
        ):
            yield BriefLine(
                f"Next check was set for {day_words(done.next_check)}: {flagged.sentence}.",
                "Outcomes",
                pressing=True,
            )
            break
    if len(file.open_flags) > MOST_LINES:
        more = len(file.open_flags) - MOST_LINES
        yield BriefLine(f"And {more} more, all on the Outcomes page.", "Outcomes", pressing=True)


def _left_open(file: ClientFile) -> Iterator[BriefLine]:
    """EMDR targets left incomplete, which come before anything new."""
    for said, asked in lines_left_open(file, MOST_LINES):
        yield BriefLine(said, "Approach", "" if asked else LOOK_AGAIN, pressing=not asked)


def _asked_since(file: ClientFile, instrument: str, day: date) -> bool:
    """Whether the measure was filled in again, item by item, on that day or later."""
    return any(
        point.on >= day and not point.total_only
        for series in file.courses
        if series.instrument.id == instrument
        for point in series.points
    )


def _since_last(file: ClientFile) -> Iterator[BriefLine]:
    last = file.held[-1] if file.held else None
    since = last.starts_at.date() if last else None
    recent = [e for e in file.episodes if since is None or e.day >= since]
    yield from _episode_lines(recent, since, 1 if _crowded(file) else 2)
    for series in file.courses:
        if series.scale == series.instrument.main_scale.id and series.about == "":
            yield from _course_lines(series)
            yield from _off_course(file, series)


def _episode_lines(
    recent: list[Episode], since: date | None, most_tried: int
) -> Iterator[BriefLine]:
    if not recent:
        return
    when = f" since {day_words(since)}" if since else ""
    count = f"{len(recent)} trigger episode{'' if len(recent) == 1 else 's'}{when}"
    felt = [e for e in recent if e.arousal is not None]
    if felt:
        worst = max(felt, key=lambda e: (e.arousal or 0) / SCALE_TOP[e.arousal_scale])
        scale = worst.arousal_scale
        count += f"; highest arousal {worst.arousal} ({scale}): {short(worst.situation)}"
    yield BriefLine(_ended(count), "Triggers")
    tried = [(e, t) for e in recent for t in e.strategies]
    for episode, use in tried[:most_tried]:
        known = episode.arousal is not None and use.arousal_after is not None
        after = f", {episode.arousal} to {use.arousal_after}" if known else ""
        yield BriefLine(
            f"Tried: {inside(label('regulation_strategies', use.strategy))}{after}.", "Triggers"
        )


def _course_lines(series: Series) -> Iterator[BriefLine]:
    latest, moved = series.latest, series.since_start
    if latest is None or latest.value is None:
        return
    text = f"{series.instrument.short} {latest.value:.3g} on {day_words(latest.on)}"
    if latest.scored.band:
        text += f" ({latest.scored.band})"
    text = ", ".join([text, *origin_words(series, latest)])
    if moved is None:
        stands = standing_words(series)
        yield BriefLine(f"{text}; first score{f', {stands}' if stands else ''}.", "Outcomes")
        return
    if recent := recent_words(series):
        worse = series_worse(series.since_best) or series_worse(series.since_last)
        yield BriefLine(recent, "Outcomes", pressing=worse, source=_basis(series))
    start = series.scored_points[0]
    text += f"; was {moved.pre:.3g} on {day_words(start.on)}"
    yield BriefLine(f"{text}. {change_words(series)}", "Outcomes", source=_basis(series))


def _basis(series: Series) -> str:
    moved = series.since_start
    return f"{series.instrument.short}: {moved.basis}" if moved else ""


def _off_course(file: ClientFile, series: Series) -> Iterator[BriefLine]:
    """A score outside the practice's expected course; nothing when it has none."""
    growth = growth_for(series, file.growth)
    alert = expected_course(series, file.sessions, growth).alert if growth else None
    if growth and alert:
        name = series.instrument.short
        source = f"{name}: expected course from {'; '.join(growth.sources)} ({growth.status})."
        yield BriefLine(
            f"{name} is outside the expected course. {alert.reason}",
            "Outcomes", pressing=True, source=source,
        )  # fmt: skip


def _last_session(file: ClientFile) -> Iterator[BriefLine]:
    if not file.held:
        return
    last: Session = file.held[-1]
    when = day_words(last.starts_at.date())
    if last.promised:
        yield BriefLine(f"Promised on {when}: {last.promised}", "Sessions")
    for task in last.homework:
        state = label_outcome(task.outcome)
        yield BriefLine(f"Homework: {task.text.rstrip('.')} ({state}).", "Sessions")
    if last.note:
        yield BriefLine(f"Note of {when}: {short(last.note, 160)}", "Sessions")


def label_outcome(outcome: str) -> str:
    """What to show for how homework went."""
    return {"open": "not yet asked about", "not_done": "not done"}.get(outcome, outcome)


def _where_we_are(file: ClientFile) -> Iterator[BriefLine]:
    if file.plan:
        where = label("approaches", file.plan.approach)
        if file.plan.stage_now:
            where += f": {label('stages', file.plan.stage_now)}"
        yield BriefLine(f"{where}.", "Approach")
        if file.plan.review_on and file.plan.review_on < file.today:
            yield BriefLine(
                f"The plan was due for review on {day_words(file.plan.review_on)}.", "Approach"
            )
        if file.plan.log and not _crowded(file) and (logged := last_logged(file.plan)):
            on = day_words(newest_first(file.plan.log)[0].on)
            yield BriefLine(_ended(f"Logged on {on}: {short(logged, 160)}"), "Approach")
    yield from (BriefLine(said, "Approach") for said in lines_on_targets(file, MOST_LINES))
    yield from (BriefLine(said, "Approach") for said in lines_on_parts(file))
    yield from _own_words(file)


def _crowded(file: ClientFile) -> bool:
    """Whether what cannot wait takes room: one page is all, so the rest says less."""
    waiting = any(target.status == "incomplete" for target in file.targets)
    return waiting or bool(file.open_flags) or any(one.stands for one in file.concerns)


def _own_words(file: ClientFile) -> Iterator[BriefLine]:
    """The first open problems and goals, how they were rated and which way is better."""
    most = 1 if _crowded(file) else 2
    courses = [one for one in personal_courses(file.goals, file.problems) if one.open]
    problems = [one for one in courses if one.kind == "problem"][:most]
    goals = [one for one in courses if one.kind == "goal"][:most]
    for course in [*problems, *goals][:3]:
        said = short(course.words.strip(" .“”\"'"))
        page = "Outcomes" if course.kind == "problem" else "Sessions"
        yield BriefLine(f"{course.kind.capitalize()} “{said}”: {moved_words(course)}.", page)


def _hypotheses(file: ClientFile) -> Iterator[BriefLine]:
    found = list(hypothesis_lines(file))
    for line in found[:1] if _crowded(file) else found:
        yield BriefLine(line.text, "Map", line.question, source=line.source)


def _gaps(file: ClientFile) -> Iterator[BriefLine]:
    if not file.client.presenting:
        yield BriefLine(
            "What brings them, in their own words, is not recorded.",
            "Client",
            "What would you most like to be different?",
        )
    if not file.history.figures:
        yield BriefLine(
            "No attachment figure is recorded.",
            "History",
            "Who did you go to when you were upset, hurt or ill?",
        )
    elif not any(figure.protective for figure in file.history.figures):
        yield BriefLine(
            "No protective figure is recorded.", "History", "Who, if anyone, was on your side?"
        )
    most = 1 if file.formulation.nodes else 2  # the map has gaps of its own, and one page is all
    for asked in [a for a in file.client.asked if a.state == "not_asked"][:most]:
        topic = label("history_asked_topics", asked.topic)
        yield BriefLine(f"Not asked yet: {inside(topic)}.", "History")
    if file.held and not file.episodes:
        yield BriefLine(
            "No trigger episode is recorded.",
            "Triggers",
            "When was the last time it happened, and what came just before?",
        )
    if file.held and not file.courses:
        yield BriefLine("No measure has been filled in yet.", "Outcomes")
    if file.formulation.nodes and not _crowded(file):
        found = (one for one in checks(Case.of(file)) if one.id not in SAID_ALREADY)
        for gap in top_gaps(list(found), MOST_GAPS):
            page = gap.closings[0].page if gap.closings else "Map"
            source = f"{gap.name}: {gap.source}"
            yield BriefLine(short(gap.sentence, 110), page, gap.question, source=source)


def _ended(sentence: str) -> str:
    return sentence if sentence.endswith(("…", ".", "!", "?")) else f"{sentence}."
