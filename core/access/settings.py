"""What a practice sets once: who the clinician is and what stands on documents."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Literal
from uuid import NAMESPACE_URL, UUID, uuid5

from pydantic import Field

from core.access.audit import Actor, act
from core.record import Record

if TYPE_CHECKING:
    from core.access.admission import Admission
    from core.store.records import RecordStore

SETTINGS_ID = uuid5(NAMESPACE_URL, "havenline:settings")


class Settings(Record):
    """The practice's own settings; one record, versioned like any other."""

    id: UUID = SETTINGS_ID
    client_id: UUID = SETTINGS_ID
    clinician: Annotated[str, Field(max_length=120)] = ""
    practice_name: Annotated[str, Field(max_length=120)] = ""
    contact: Annotated[str, Field(max_length=200)] = ""  # on what is handed to clients
    report_footer: Annotated[str, Field(max_length=200)] = (
        "Confidential. For the named reader only."
    )
    session_minutes: Annotated[int, Field(ge=5, le=600)] = 50
    idle_minutes: Annotated[int, Field(ge=1, le=120)] = 15
    backup_folder: Annotated[str, Field(max_length=500)] = ""
    backup_every_days: Annotated[int, Field(ge=0, le=31)] = 0
    backup_keep: Annotated[int, Field(ge=1, le=365)] = 14
    legal_frame: Literal["uk_eu", "us_hipaa", "other"] = "uk_eu"
    keep_years: Annotated[int, Field(ge=0, le=50)] = 0
    keep_years_source: Annotated[str, Field(max_length=300)] = ""
    risk_review_days: Annotated[int, Field(ge=1, le=366)] = 90
    formulation_review_sessions: Annotated[int, Field(ge=1, le=52)] = 6
    cutoffs: dict[str, str] = Field(default_factory=dict)  # the line chosen for each measure


class SettingsService:
    """Reading and changing the practice's settings."""

    def __init__(self, settings: RecordStore[Settings], admission: Admission) -> None:
        self._settings = settings
        self._admission = admission

    def current(self, actor: Actor) -> Settings:  # noqa: ARG002
        """The settings as they stand, the defaults before anything was set."""
        known = self._settings.connection.remembered_by_store(
            "settings", lambda: self._settings.get(SETTINGS_ID)
        )
        return known or Settings()

    def save(self, actor: Actor, settings: Settings) -> Settings:
        """Save changed settings. Raises StaleEdit when they were changed meanwhile."""
        self._admission.check(actor, "settings.write")
        return self._settings.save(settings, act(actor, "settings.saved"))
