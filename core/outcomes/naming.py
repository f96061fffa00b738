"""What a course is called: the measure, the scale when there are several, and about whom."""

from __future__ import annotations

from collections.abc import Sequence

from core.approaches.model import Target
from core.outcomes.series import Series

RELATIONSHIPS = {
    "mother": "mother",
    "father": "father",
    "partner": "partner",
    "friend": "close friend",
    "other": "another person",
}


def about_words(about: str, targets: Sequence[Target]) -> str:
    """Whom or what a measure is about, in words; empty for the client."""
    titles = {str(target.id): target.title for target in targets}
    return titles.get(about) or RELATIONSHIPS.get(about, about)


def series_name(series: Series, targets: Sequence[Target]) -> str:
    """The name of one course: measure, scale when there are several, and about whom."""
    name = series.instrument.short
    if len(series.instrument.scales) > 1 and series.scale != "total":
        name += f" {series.instrument.scale(series.scale).title.split('(')[0].strip().lower()}"
    about = about_words(series.about, targets)
    return f"{name} ({about})" if about else name
