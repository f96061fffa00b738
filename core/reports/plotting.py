"""From a client's file to what the figures of a document show. Pure."""

from __future__ import annotations

from collections.abc import Sequence

from core.formulation.model import Formulation
from core.outcomes.instrument import Instrument
from core.outcomes.series import Series
from core.outcomes.yardstick import Yardstick, yardstick
from core.reports.plots import (
    CutOff,
    NoChange,
    ScoreBand,
    ScorePlot,
    ScorePoint,
    SessionEvent,
)
from core.sessions.model import Session
from core.vocabulary import label


def score_plot(series: Series, sessions: Sequence[Session]) -> ScorePlot:
    """One measure over time with the first of the published lines the practice goes by.

    A change is judged as on the page, by the published points or by those worked out.
    """
    one = series.instrument
    scale = one.scale(series.scale)
    lines = series.lines
    by = yardstick(one, scale.id)
    return ScorePlot(
        measure=one.title,
        low=series.extent[0],
        high=series.extent[1],
        points=tuple(ScorePoint(p.on, p.value, p.total_only) for p in series.points),
        better=one.better(scale.id) if one.tracks else None,
        bands=_bands(one, scale.id),
        cut_off=CutOff(lines[0].value, f"{lines[0].label} {lines[0].value:g}") if lines else None,
        no_change=_no_change(by) if by else None,
        events=tuple(
            SessionEvent(
                session.starts_at.date(),
                ", ".join(label("change_events", event) for event in session.change_events),
            )
            for session in sessions
            if session.change_events
        ),
    )


def _no_change(by: Yardstick) -> NoChange | None:
    """The points that do not count as change: fewer than published, or up to those worked out."""
    if by.minimum is None:
        return None
    much = f"less than {by.minimum:g}" if by.inclusive else f"up to {by.minimum:.3g}"
    verdict = "no change by convention" if by.convention else "not reliable"
    return NoChange(by.minimum, f"{much} from the first score: {verdict}")


def score_caption(series: Series) -> str:
    """The measure, and in short what counts as a change and on what ground."""
    title = series.instrument.title
    by = yardstick(series.instrument, series.scale)
    if by is None or not by.needs:
        return title
    ground = "published" if by.way == "published" else f"worked out ({by.way})"
    return f"{title}. Change in points, {ground}: {by.needs}."


def _bands(one: Instrument, scale_id: str) -> tuple[ScoreBand, ...]:
    """Bands to shade: none where the source itself has reservations (PSS-10, UCLA-3)."""
    if one.bands_source.note:
        return ()
    return tuple(ScoreBand(b.min, b.max, b.label) for b in one.bands if b.scale == scale_id)


def map_in_words(formulation: Formulation) -> str:
    """Every arrow of the map as a sentence, for those who cannot see it."""
    names = {node.id: node.name for node in formulation.nodes}
    said = [
        f"{names[link.from_node]} {label('edge_types', link.kind)} {names[link.to_node]}"
        for link in formulation.links
    ]
    return f"Map of {len(names)} nodes. {'; '.join(said) or 'No links yet'}."


def course_in_words(series: Series) -> str:
    """A measure's scores in one sentence."""
    said = ", ".join(f"{p.value:g} on {p.on.day} {p.on:%b %Y}" for p in series.scored_points)
    return f"{series.instrument.short} over time: {said}."
