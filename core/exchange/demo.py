"""Put the sample clients into a new demo store, through the same doors as real entries."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import UUID

from core.access.settings import Settings
from core.approaches.model import IfsPart, Plan, Target, TargetWork, Weighing
from core.assembly import Practice, Services, services_on
from core.clients.model import Client
from core.exchange.sample import client_from, couple_from, read_file, sample_files
from core.formulation.model import Consideration, FormulationVersion, Link, Node
from core.formulation.verdicts import turns
from core.history.model import (
    Adaptation,
    AdultRelationship,
    Figure,
    HistoryEvent,
    Period,
    WorkingModel,
)
from core.outcomes.model import Administration
from core.record import Record
from core.sessions.model import Acknowledgement, Goal, Problem, Session
from core.sessions.safety import Concern
from core.triggers.model import Episode

_NAMED_BY_OTHERS = (Client, Node, Link, FormulationVersion, Goal)


def fill_with_samples(practice: Practice) -> None:
    """Save every sample file, all or nothing. Raises DefinitionError for a typo in one."""
    connection = practice.connection()
    services = services_on(connection, practice.today, retest=False)
    files = [(name, read_file(name)) for name in sample_files()]
    with connection.transaction():
        services.settings.save(practice.actor, Settings(clinician="Demo clinician"))
        for name, data in files:
            if "partners" not in data:
                sample = client_from(name, data, practice.today())
                save_all(services, practice, [sample.client, *sample.records])
                keep_verdicts(services, practice, sample.client.id)
        for name, data in files:
            if "partners" in data:
                couple = couple_from(name, data, practice.today())
                services.clients.save_couple(practice.actor, couple)


def save_all(services: Services, practice: Practice, records: list[Record]) -> None:
    """Save records of any kind through the service that owns the kind: first what others name."""
    for record in sorted(records, key=lambda one: not isinstance(one, _NAMED_BY_OTHERS)):
        _door(services, type(record))(practice.actor, record)


def keep_verdicts(services: Services, practice: Practice, client_id: UUID) -> None:
    """Write down the verdicts as they would have turned, had each day been lived through."""
    material = services.hypotheses.material(practice.actor, client_id)
    services.hypotheses.keep(practice.actor, client_id, turns(material))


def _door(services: Services, kind: type[Record]) -> Callable[[Any, Any], Any]:
    doors: dict[type[Record], Callable[[Any, Any], Any]] = {
        Client: services.clients.save,
        Figure: services.history.save,
        Period: services.history.save,
        HistoryEvent: services.history.save,
        WorkingModel: services.history.save,
        AdultRelationship: services.history.save,
        Adaptation: services.history.save,
        FormulationVersion: services.formulation.review,
        Consideration: services.formulation.save_consideration,
        Node: services.formulation.save_node,
        Link: services.formulation.save_link,
        Plan: services.approaches.save_plan,
        Weighing: services.approaches.save_weighing,
        Target: services.approaches.save_target,
        TargetWork: services.approaches.save_target_work,
        IfsPart: services.approaches.save_part,
        Concern: services.sessions.save_concern,
        Session: services.sessions.save,
        Episode: services.triggers.save,
        Goal: services.sessions.save_goal,
        Problem: services.sessions.save_problem,
        Administration: services.outcomes.record,
        Acknowledgement: services.outcomes.acknowledge,
    }
    return doors[kind]
