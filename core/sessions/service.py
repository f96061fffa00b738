"""Therapy sessions, goals and problems as screens use them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from typing import TYPE_CHECKING
from uuid import UUID

from core.access.audit import Actor, act
from core.errors import NotFound, StaleEdit
from core.record import build
from core.sessions.model import Goal, GoalRating, Problem, ProblemRating, Session
from core.sessions.safety import Concern, check_concern

if TYPE_CHECKING:
    from core.access.admission import Admission
    from core.store.records import RecordStore

# What is left of a session for somebody who looks after dates only.
_NOTES: dict[str, object] = {"note": "", "promised": "", "homework": (), "change_events": ()}


class SessionService:
    """Everything a screen may do with therapy sessions, goals and problems."""

    def __init__(
        self,
        sessions: RecordStore[Session],
        goals: RecordStore[Goal],
        problems: RecordStore[Problem],
        concerns: RecordStore[Concern],
        admission: Admission,
        today: Callable[[], date],
    ) -> None:
        self._today = today
        self._concerns = concerns
        self._sessions = sessions
        self._goals = goals
        self._problems = problems
        self._admission = admission

    def sessions(self, actor: Actor, client_id: UUID) -> list[Session]:
        """All sessions, planned ones included, oldest first; without notes for an assistant."""
        found = self._admission.read(
            actor, "schedule.read", client_id, lambda: self._sessions.for_client(client_id)
        )
        if not self._admission.can(actor, "file.read", client_id):
            found = [session.model_copy(update=_NOTES) for session in found]
        return sorted(found, key=lambda s: s.starts_at)

    def save(self, actor: Actor, session: Session) -> Session:
        """Save a new or changed session. Raises StaleEdit when it was changed meanwhile.

        Who may only plan sessions leaves the notes of one as they were.
        """
        self._admission.check_write(actor, "schedule.write", session)
        event = act(actor, "session.saved", session.client_id)
        if self._admission.can(actor, "file.write", session.client_id):
            return self._sessions.save(session, event)
        try:
            saved = self._sessions.save(self._with_notes_kept(actor, session), event)
        except StaleEdit as error:
            raise StaleEdit(session, _without_notes(error.theirs)) from None
        return saved.model_copy(update=_NOTES)

    def _with_notes_kept(self, actor: Actor, session: Session) -> Session:
        known = self._sessions.get(session.id)
        kept = {name: getattr(known, name) for name in _NOTES} if known else dict(_NOTES)
        if {name: getattr(session, name) for name in _NOTES} not in (kept, _NOTES):
            self._admission.check(actor, "file.write", session.client_id)
        return session.model_copy(update=kept)

    def goals(self, actor: Actor, client_id: UUID) -> list[Goal]:
        """The client's goals, open ones first."""
        found = self._admission.read(
            actor, "file.read", client_id, lambda: self._goals.for_client(client_id)
        )
        return sorted(found, key=lambda goal: goal.status != "open")

    def save_goal(self, actor: Actor, goal: Goal) -> Goal:
        """Save a new or changed goal."""
        self._admission.check_write(actor, "file.write", goal)
        return self._goals.save(goal, act(actor, "goal.saved", goal.client_id))

    def problems(self, actor: Actor, client_id: UUID) -> list[Problem]:
        """The client's problems in their own words, open ones first."""
        found = self._admission.read(
            actor, "file.read", client_id, lambda: self._problems.for_client(client_id)
        )
        return sorted(found, key=lambda problem: problem.status != "open")

    def save_problem(self, actor: Actor, problem: Problem) -> Problem:
        """Save a new or changed problem. Raises StaleEdit when it was changed meanwhile."""
        self._admission.check_write(actor, "file.write", problem)
        return self._problems.save(problem, act(actor, "problem.saved", problem.client_id))

    def concerns(self, actor: Actor, client_id: UUID) -> list[Concern]:
        """The safety record: what stands first, then the newest."""
        found = self._admission.read(
            actor, "file.read", client_id, lambda: self._concerns.for_client(client_id)
        )
        newest = sorted(found, key=lambda concern: concern.noted_on, reverse=True)
        return sorted(newest, key=lambda concern: not concern.stands)

    def save_concern(self, actor: Actor, concern: Concern) -> Concern:
        """Save a safety concern. It is closed or eased with a reason and never taken out.

        Raises InvalidEntry where `check_concern` does, StaleEdit when it was changed meanwhile.
        """
        self._admission.check_write(actor, "file.write", concern)
        check_concern(concern, self._concerns.get(concern.id), self._today())
        return self._concerns.save(concern, act(actor, "concern.saved", concern.client_id))

    def rate(self, actor: Actor, client_id: UUID, on: date, ratings: Mapping[UUID, int]) -> None:
        """Add one day's ratings (0-10, by goal or problem) to what stands now: all or none.

        A rating is added to the newest version, so two people rating at once lose nothing.
        Raises InvalidEntry outside 0-10 and NotFound for what is not in this file any more.
        """
        self._admission.check(actor, "file.write", client_id)
        with self._goals.connection.transaction():
            for record_id, value in ratings.items():
                self._rate(actor, client_id, record_id, {"on": on, "value": value})

    def _rate(
        self, actor: Actor, client_id: UUID, record_id: UUID, rated: Mapping[str, object]
    ) -> None:
        goal, problem = self._goals.get(record_id), self._problems.get(record_id)
        known = goal or problem
        if known is None or known.retired or known.client_id != client_id:
            raise NotFound("This goal or problem is not in the file any more. Load the page again.")
        if goal:
            new = (*goal.ratings, build(GoalRating, **rated))
            self.save_goal(actor, goal.amended(ratings=new))
        elif problem:
            added = (*problem.ratings, build(ProblemRating, **rated))
            self.save_problem(actor, problem.amended(ratings=added))


def _without_notes(theirs: object) -> object:
    return theirs.model_copy(update=_NOTES) if isinstance(theirs, Session) else theirs
