"""The moment kept for an episode of which only the day is known. Pure."""

from __future__ import annotations

from datetime import date, datetime, time

from core.triggers.moments import NOON


def day_only(on: date, now: datetime) -> datetime:
    """Midday of the day by this computer's clock, its beginning while midday is still ahead.

    It puts the episode in its place among others and says nothing about the time, so it goes
    with `time_known=False`.
    """
    midday = datetime.combine(on, NOON).astimezone()
    return midday if midday <= now else datetime.combine(on, time(0)).astimezone()
