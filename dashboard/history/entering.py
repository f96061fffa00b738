"""The forms of the history in one place: which form belongs to which kind of entry."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import UUID

from core.history.model import (
    Adaptation,
    AdultRelationship,
    Figure,
    HistoryEvent,
    HistoryRecord,
    Period,
    WorkingModel,
)
from dashboard.history.entering_adult import edit_adaptation, edit_relationship
from dashboard.history.entering_belief import edit_belief
from dashboard.history.entering_event import edit_event, edit_period
from dashboard.history.entering_figure import edit_figure
from dashboard.workspace import Workspace

FORMS: dict[type[HistoryRecord], Callable[[Workspace, UUID, Any], None]] = {
    Figure: edit_figure,
    HistoryEvent: edit_event,
    AdultRelationship: edit_relationship,
    WorkingModel: edit_belief,
    Adaptation: edit_adaptation,
    Period: edit_period,
}


def edit_entry(workspace: Workspace, entry: HistoryRecord) -> None:
    """Open the form of an entry."""
    FORMS[type(entry)](workspace, entry.client_id, entry)
