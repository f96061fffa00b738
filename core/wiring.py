"""The one place that builds services from stores."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime
from typing import Any, NamedTuple
from uuid import UUID

from core.access.accounts import Account, AccountService
from core.access.admission import Admission, Reads
from core.access.assigning import AssignmentService
from core.access.assignments import Assignment, BreakGlass
from core.access.audit import Actor
from core.access.auditing import AuditService
from core.access.keeper import Keeper
from core.access.settings import Settings, SettingsService
from core.approaches.gates import GateCheck, no_gate
from core.approaches.gating import GateService, GateStores
from core.approaches.model import GateOverride, IfsPart, Plan, Target, TargetWork, Weighing
from core.approaches.service import ApproachService
from core.approaches.service import Stores as ApproachStores
from core.clients.file import ClientFile
from core.clients.service import ClientService
from core.clients.store import ClientStore, CoupleStore, names_in_file
from core.formulation.hypotheses import Asked, HypothesisService, Retest, Tests
from core.formulation.model import Consideration, FormulationVersion, Link, Node, Verdict
from core.formulation.service import FormulationService, Mentions
from core.history.model import (
    Adaptation,
    AdultRelationship,
    Figure,
    HistoryEvent,
    Period,
    WorkingModel,
)
from core.history.service import HistoryService
from core.keeping.erasing import Eraser
from core.keeping.model import Hold, PrivateNote
from core.keeping.private_notes import PrivateNoteService
from core.keeping.service import KeepingService, Place, Stores
from core.keeping.store import KeepingStore
from core.outcomes.growth_file import GrowthFile
from core.outcomes.service import OutcomeService
from core.outcomes.store import AdministrationStore
from core.record import no_recheck
from core.sessions.model import Acknowledgement, Goal, Problem, Session
from core.sessions.safety import Concern
from core.sessions.service import SessionService
from core.store.audit import AuditStore
from core.store.connection import Connection
from core.store.records import RecordStore
from core.store.trail import write_event
from core.triggers.model import Episode
from core.triggers.service import TriggerService


class Services(NamedTuple):
    """Everything a screen may call, on one connection: one set per script run."""

    clients: ClientService
    history: HistoryService
    triggers: TriggerService
    formulation: FormulationService
    approaches: ApproachService
    gates: GateService
    outcomes: OutcomeService
    hypotheses: HypothesisService
    sessions: SessionService
    settings: SettingsService
    admission: Admission
    accounts: AccountService
    assignments: AssignmentService
    audit: AuditService
    keeping: KeepingService
    private_notes: PrivateNoteService
    today: Callable[[], date]

    def file(self, actor: Actor, client_id: UUID) -> ClientFile:
        """Everything recorded about one client. Raises NotFound for an unknown id."""
        settings = self.settings.current(actor)
        return ClientFile(
            client=self.clients.open(actor, client_id),
            today=self.today(),
            history=self.history.history(actor, client_id),
            episodes=self.triggers.episodes(actor, client_id),
            formulation=self.formulation.formulation(actor, client_id),
            plans=self.approaches.plans(actor, client_id),
            targets=self.approaches.targets(actor, client_id),
            weighings=self.approaches.weighings(actor, client_id),
            target_work=self.approaches.target_work(actor, client_id),
            parts=self.approaches.parts(actor, client_id),
            overrides=self.approaches.overrides(actor, client_id),
            concerns=self.sessions.concerns(actor, client_id),
            sessions=self.sessions.sessions(actor, client_id),
            goals=self.sessions.goals(actor, client_id),
            problems=self.sessions.problems(actor, client_id),
            courses=self.outcomes.courses(actor, client_id),
            flags=self.outcomes.flags(actor, client_id),
            growth=self.outcomes.growth(actor),
            findings=self.hypotheses.findings(actor, client_id),
            verdicts=self.hypotheses.every_verdict(actor, client_id),
            considerations=self.formulation.considerations(actor, client_id),
            reviews=self.formulation.versions(actor, client_id),
            couple=self.clients.shared_couple(actor, client_id),
            risk_review_days=settings.risk_review_days,
            review_sessions=settings.formulation_review_sessions,
        )


class Surroundings(NamedTuple):
    """What services need of the process they run in, besides a connection."""

    today: Callable[[], date]
    now: Callable[[], datetime]
    reads: Reads | None = None
    keeper: Keeper | None = None
    ended: Callable[[str], None] = lambda _: None
    rewrite: Callable[[], bool] = lambda: False
    erased: Callable[[UUID], None] = lambda _: None
    retest: bool = True


def services_on(
    connection: Connection, today: Callable[[], date], *, retest: bool = True
) -> Services:
    """The services on one connection, without accounts to sign in with.

    Without `retest`, saves do not test predictions again: for writing a whole file at once.
    """
    return wired(connection, Surroundings(today, lambda: datetime.now(UTC), retest=retest))


class _Work(NamedTuple):
    """The services of one file whose saves may turn a verdict on the map."""

    history: HistoryService
    triggers: TriggerService
    formulation: FormulationService
    approaches: ApproachService
    outcomes: OutcomeService


def _of_a_file(
    connection: Connection,
    of: Callable[[str, type], Any],
    figures: RecordStore[Figure],
    settings: SettingsService,
    admission: Admission,
    around: Surroundings,
    gate_check: GateCheck,
) -> _Work:
    nodes, links, plans = of("node", Node), of("link", Link), of("plan", Plan)
    episodes, models = of("episode", Episode), of("working_model", WorkingModel)
    measures, verdicts = AdministrationStore(connection), of("verdict", Verdict)
    tests = Tests(nodes, links, episodes, models, measures, plans, verdicts)
    retest = Retest(tests, around.today) if around.retest else no_recheck
    outcomes = OutcomeService(
        measures,
        of("acknowledgement", Acknowledgement),
        of("growth", GrowthFile),
        settings,
        admission,
        retest,
    )
    return _Work(
        history=HistoryService(
            figures,
            of("period", Period),
            of("history_event", HistoryEvent),
            models,
            of("adult_relationship", AdultRelationship),
            of("adaptation", Adaptation),
            admission,
            retest,
        ),
        triggers=TriggerService(episodes, admission, retest),
        formulation=FormulationService(
            nodes,
            links,
            of("formulation_version", FormulationVersion),
            of("consideration", Consideration),
            Mentions(
                of("ifs_part", IfsPart),
                of("target", Target),
                plans,
                of("goal", Goal),
                episodes,
                CoupleStore(connection),
            ),
            admission,
            retest,
        ),
        approaches=ApproachService(
            ApproachStores(
                plans,
                of("target", Target),
                of("weighing", Weighing),
                of("target_work", TargetWork),
                of("ifs_part", IfsPart),
                of("gate_override", GateOverride),
                of("node", Node),
                of("link", Link),
                of("goal", Goal),
            ),
            outcomes,
            admission,
            around.today,
            retest,
            gate_check,
        ),
        outcomes=outcomes,
    )


def wired(connection: Connection, around: Surroundings) -> Services:
    """Wire the services to one connection."""

    def of(kind: str, model: type) -> RecordStore:  # type: ignore[type-arg]
        return RecordStore(connection, kind, model)

    clients, couples = ClientStore(connection), CoupleStore(connection)
    figures, assignments = of("figure", Figure), of("assignment", Assignment)
    reads = around.reads or Reads()

    def names_in(client_id: UUID) -> dict[str, str]:
        return names_in_file(clients, couples, figures, client_id)

    admission = Admission(
        connection,
        assignments,
        openings := of("break_glass", BreakGlass),
        account_records := of("account", Account),
        write_event,
        names_in,
        reads,
        around.now,
    )
    accounts = AccountService(account_records, admission, around.keeper, around.ended)
    settings = SettingsService(of("settings", Settings), admission)
    gates = GateService(
        GateStores(
            of("concern", Concern),
            of("weighing", Weighing),
            of("plan", Plan),
            of("gate_override", GateOverride),
            couples,
        ),
        admission,
        around.today,
    )
    # A whole file that is written at once is of days gone by: nothing in it is work of now.
    gate_check = gates.check if around.retest else no_gate
    work = _of_a_file(connection, of, figures, settings, admission, around, gate_check)
    asked = Asked(work.formulation, work.triggers, work.history, work.approaches, work.outcomes)
    return Services(
        clients=ClientService(
            clients, couples, assignments, admission, around.today, work.formulation, gate_check
        ),
        **work._asdict(),
        gates=gates,
        hypotheses=HypothesisService(asked, of("verdict", Verdict), admission, around.today),
        sessions=SessionService(
            of("session", Session),
            of("goal", Goal),
            of("problem", Problem),
            of("concern", Concern),
            admission,
            around.today,
        ),
        settings=settings,
        admission=admission,
        accounts=accounts,
        assignments=AssignmentService(
            assignments,
            openings,
            accounts,
            admission,
            around.now,
            clients.owner_of_code,
            clients.names,
        ),
        audit=AuditService(AuditStore(connection), accounts, admission),
        keeping=KeepingService(
            Stores(KeepingStore(connection), Eraser(connection), of("hold", Hold), clients),
            settings,
            accounts,
            admission,
            Place(around.today, around.now, around.rewrite, around.erased, names_in),
        ),
        private_notes=PrivateNoteService(of("private_note", PrivateNote), admission, reads),
        today=around.today,
    )
