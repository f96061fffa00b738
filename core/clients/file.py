"""One client's file, gathered once for a page or a document. Pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import NamedTuple
from uuid import UUID

from core.approaches.model import GateOverride, IfsPart, Plan, Target, TargetWork, Weighing
from core.clients.model import Client, Couple
from core.formulation.finding import Finding
from core.formulation.model import Consideration, Formulation, FormulationVersion, Verdict
from core.history.model import History
from core.outcomes.course import Growth
from core.outcomes.flags import FlaggedAnswer
from core.outcomes.series import Series
from core.sessions.model import Goal, Problem, Session
from core.sessions.safety import Concern
from core.triggers.model import Episode


class ClientFile(NamedTuple):
    """Everything recorded about one client, as of a day."""

    client: Client
    today: date
    history: History
    episodes: list[Episode]
    formulation: Formulation
    plans: list[Plan]
    targets: list[Target]
    sessions: list[Session]
    goals: list[Goal]
    problems: list[Problem]
    courses: list[Series]
    flags: list[FlaggedAnswer]
    growth: list[Growth]
    findings: Mapping[UUID, Finding]
    verdicts: list[Verdict]
    considerations: Sequence[Consideration] = ()
    reviews: Sequence[FormulationVersion] = ()
    couple: Couple | None = None
    weighings: Sequence[Weighing] = ()
    target_work: Sequence[TargetWork] = ()
    parts: Sequence[IfsPart] = ()
    overrides: Sequence[GateOverride] = ()
    concerns: Sequence[Concern] = ()
    risk_review_days: int = 90
    review_sessions: int = 6

    @property
    def held(self) -> list[Session]:
        """The sessions that took place, oldest first."""
        return [session for session in self.sessions if session.attendance == "attended"]

    @property
    def next_session(self) -> Session | None:
        """The next planned session from today on, or None."""
        ahead = [
            session
            for session in self.sessions
            if session.attendance == "planned" and session.starts_at.date() >= self.today
        ]
        return ahead[0] if ahead else None

    @property
    def plan(self) -> Plan | None:
        """The current plan, or None."""
        return next((plan for plan in self.plans if plan.status == "current"), None)

    @property
    def open_flags(self) -> list[FlaggedAnswer]:
        """Flagged answers that nobody has acknowledged yet."""
        return [flagged for flagged in self.flags if flagged.acknowledged is None]
