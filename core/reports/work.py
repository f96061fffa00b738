"""The sections of the formulation report about the work: plan, measures, safety."""

from __future__ import annotations

from collections.abc import Iterator

from core.clients.file import ClientFile
from core.outcomes.expected import course_words, expected_course, growth_for
from core.outcomes.naming import series_name
from core.outcomes.personal import moved_words, personal_courses
from core.outcomes.sentences import change_words, origin_words
from core.outcomes.series import Series
from core.reports.document import (
    Block,
    Bullets,
    Figure,
    Paragraph,
    Quote,
    Table,
    paragraphs,
)
from core.reports.figures import score_figure
from core.reports.plans import plans_blocks
from core.reports.plotting import course_in_words, score_caption, score_plot
from core.sessions.safety import in_order, standing_words
from core.vocabulary import label


def plan_blocks(file: ClientFile) -> Iterator[Block]:
    """What was chosen and why, cautions weighed, targets, problems and goals."""
    yield from plans_blocks(file)
    if file.targets:
        yield Paragraph("EMDR targets, by headline:")
        yield Bullets(
            tuple(f"{t.title} ({label('emdr_target_status', t.status)})" for t in file.targets)
        )
    for course in personal_courses(file.goals, file.problems):
        said = f"{course.kind}, {course.status}: {moved_words(course)}"
        yield Quote(course.words.strip('“”"'), said)


def main_courses(file: ClientFile) -> list[Series]:
    """The courses about the client themselves, main scale only, that have scores."""
    return [
        series
        for series in file.courses
        if series.about == ""
        and series.scale == series.instrument.main_scale.id
        and series.scored_points
    ]


def measures_blocks(file: ClientFile) -> Iterator[Block]:
    """Latest scores, their change with its reason, and a chart each."""
    rows = [row for series in file.courses if (row := _measure_row(series, file))]
    if rows:
        yield Table(("Measure", "Latest", "On", "Change since the start"), tuple(rows))
    for series in main_courses(file):
        if len(series.points) > 1:
            svg, png = score_figure(score_plot(series, file.sessions))
            yield Figure(svg, png, alt=course_in_words(series), caption=score_caption(series))
            if series.since_start:
                yield Paragraph(f"Reliable change: {series.since_start.basis}")
        if growth := growth_for(series, file.growth):
            course = course_words(expected_course(series, file.sessions, growth))
            yield Paragraph(f"Expected course of the {series.instrument.short}: {course}")


def _measure_row(series: Series, file: ClientFile) -> tuple[str, str, str, str] | None:
    latest = series.latest
    on_main = series.scale == series.instrument.main_scale.id
    if latest is None or latest.value is None or not (on_main or series.about):
        return None
    band = f" ({latest.scored.band})" if latest.scored.band and on_main else ""
    score = ", ".join([f"{latest.value:.3g}{band}", *origin_words(series, latest)])
    return (
        series_name(series, file.targets),
        score,
        f"{latest.on.day} {latest.on:%b %Y}",
        change_words(series),
    )


def safety_blocks(file: ClientFile) -> Iterator[Block]:
    """What stands in the safety record, then flagged answers; silence is not called safety.

    Of a concern its kind, whether it is acute, since when and the next check; never what was
    written about it. Violence from a partner is in no report.
    """
    for concern in in_order(one for one in file.concerns if not one.private):
        yield Paragraph(standing_words(concern, file.today))
    if not file.flags:
        yield Paragraph(_no_flag_words(file))
        return
    for flagged in file.flags:
        done = flagged.acknowledged
        what = "not yet acknowledged"
        if done:
            what = ", ".join(label("risk_actions", action) for action in done.actions)
            what = f"acknowledged on {done.seen_on.day} {done.seen_on:%b %Y}: {what}"
        yield from paragraphs(f"{flagged.sentence}; {what}.")


def _no_flag_words(file: ClientFile) -> str:
    answered = {
        point.administration.id
        for series in file.courses
        for point in series.points
        if any(risk.usable for risk in series.instrument.risk_items) and not point.total_only
    }
    if not answered:
        return (
            "No risk item has been answered here: no measure with one was filled in, or only "
            "its total is known."
        )
    times = "time" if len(answered) == 1 else "times"
    return (
        f"Risk items were answered {len(answered)} {times} and never endorsed. "
        "That proves nothing by itself."
    )
