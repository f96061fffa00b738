"""What the EMDR worksheet needs of a client's file, gathered once for a run."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import NamedTuple, TypeAlias
from uuid import UUID

from core.approaches.headline import headline_only
from core.approaches.model import Target, TargetWork
from core.approaches.target_course import About, TargetCourse, target_courses
from core.approaches.target_day import TargetDay, TargetEntries
from core.clients.model import Client
from core.formulation.model import Formulation
from core.history.model import History
from core.outcomes.series import Series
from core.sessions.model import Session
from dashboard.workspace import Workspace

_Gathered: TypeAlias = tuple[list[Target], list[TargetWork], list[Series], list[TargetCourse]]


class Worksheet(NamedTuple):
    """The targets as stored, and the same as they may be shown (`courses`).

    Only what is stored is saved again: what is left out of a headline stays in the store.
    """

    workspace: Workspace
    client: Client
    formulation: Formulation
    history: History
    targets: list[Target]
    work: list[TargetWork]
    measured: list[Series]
    courses: list[TargetCourse]

    def course(self, target_id: str) -> TargetCourse | None:
        """A target as it may be shown, or None when it is not in the sequence any more."""
        return next((one for one in self.courses if str(one.target.id) == target_id), None)

    def stored(self, target_id: UUID) -> Target:
        """A target as it is stored."""
        return next(one for one in self.targets if one.id == target_id)

    def headline(self, target: Target) -> bool:
        """Whether nothing but the headline may be asked for or shown."""
        return headline_only(target, self.formulation, self.history)

    def day(self, target: Target, on: date) -> TargetDay:
        """A target on one day, as stored, ready to be added to."""
        services, actor = self.workspace.services, self.workspace.actor
        work = next((w for w in self.work if w.target_id == target.id and w.on == on), None)
        measures = services.outcomes.administrations(actor, self.client.id)
        found = services.sessions.sessions(actor, self.client.id)
        return TargetDay(target, on, work, measures, _session(found, on))

    def newest(self, day: TargetDay, fields: Iterable[str]) -> TargetDay:
        """A day as it stands now, under a form that was opened earlier and writes `fields`.

        What others added meanwhile (a set) is kept. Where they changed one of the fields, the
        version stays the one the user has seen, so that saving raises StaleEdit.
        """
        fresh = gathered(self.workspace, self.client).day(day.target, day.on)
        opened, now = day.begun, fresh.begun
        if any(getattr(opened, one) != getattr(now, one) for one in fields):
            now = now.model_copy(update={"version": self.workspace.based(opened).version})
        return fresh._replace(work=now)

    def save(self, together: TargetEntries) -> None:
        """Save entries that belong together, on top of what the user has seen."""
        based = self.workspace.based
        self.workspace.services.approaches.save_sets(
            self.workspace.actor,
            TargetEntries(
                tuple(based(one) for one in together.targets),
                tuple(based(one) for one in together.work),
                tuple(based(one) for one in together.measures),
            ),
        )


def gathered(workspace: Workspace, client: Client) -> Worksheet:
    """Read everything once; the targets and their work are kept until something is saved."""
    services, actor = workspace.services, workspace.actor
    formulation = services.formulation.formulation(actor, client.id)
    history = services.history.history(actor, client.id)

    def work_out() -> _Gathered:
        targets = services.approaches.targets(actor, client.id)
        work = services.approaches.target_work(actor, client.id)
        measured = services.outcomes.courses(actor, client.id)
        courses = target_courses(targets, work, measured, About(formulation, history))
        return targets, work, measured, courses

    known = services.outcomes.worked_out(actor, client.id, "targets", work_out)
    return Worksheet(workspace, client, formulation, history, *known)


def _session(sessions: list[Session], on: date) -> UUID | None:
    """The one session of a day; None where there is none, or more than one."""
    same = [one.id for one in sessions if one.starts_at.astimezone().date() == on]
    return same[0] if len(same) == 1 else None
