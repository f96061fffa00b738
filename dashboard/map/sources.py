"""What a node may stand for and what a piece of evidence may rest on, as choices."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple
from uuid import UUID

from core.formulation.model import Node
from core.formulation.suggestions import Basis, suggested_nodes
from core.outcomes.instrument import instrument
from core.triggers.model import Episode
from core.vocabulary import label
from dashboard.components.apart import told_apart
from dashboard.components.text import day
from dashboard.workspace import Workspace


class Source(NamedTuple):
    """A record that evidence rests on: its kind, its words and its day."""

    kind: str
    words: str
    on: date


def evidence_sources(workspace: Workspace, client_id: UUID) -> dict[UUID, Source]:
    """Episodes, sessions and measures of this client by id, each kind newest first."""
    services, actor = workspace.services, workspace.actor
    found = {
        one.id: Source("episode", episode_words(one), one.day)
        for one in services.triggers.episodes(actor, client_id)
    }
    for session in services.sessions.sessions(actor, client_id):
        if session.attendance == "attended":
            on = session.starts_at.date()
            found[session.id] = Source("session", f"Session of {day(on, year=True)}", on)
    if workspace.may("measures.read"):
        taken = services.outcomes.administrations(actor, client_id)
        for one in sorted(taken, key=lambda one: one.taken_on, reverse=True):
            words = f"{instrument(one.instrument).short}, {day(one.taken_on, year=True)}"
            found[one.id] = Source("measure", words, one.taken_on)
    return found


def episode_words(episode: Episode) -> str:
    """An episode in one line: the day and how it began."""
    text = " ".join(episode.situation.split())
    short = text if len(text) <= 70 else f"{text[:70].rsplit(' ', 1)[0]} …"
    return f"{day(episode.day, year=True)}: {short}"


def basis_of(workspace: Workspace, client_id: UUID) -> Basis:
    """The client's file as suggestions are made from it."""
    services, actor = workspace.services, workspace.actor
    measures: dict[str, str] = {}
    if workspace.may("measures.read"):
        taken = services.outcomes.administrations(actor, client_id)
        measures = {one.instrument: instrument(one.instrument).short for one in taken}
    return Basis(
        client_id,
        services.formulation.formulation(actor, client_id),
        services.history.history(actor, client_id),
        services.triggers.episodes(actor, client_id),
        services.sessions.problems(actor, client_id),
        services.sessions.goals(actor, client_id),
        services.approaches.plans(actor, client_id),
        tuple(sorted(measures.items())),
    )


def node_sources(workspace: Workspace, client_id: UUID, node: Node | None) -> dict[UUID, str]:
    """Entries of the file a node can stand for: those not on the map, and its own."""
    basis = basis_of(workspace, client_id)
    free = suggested_nodes(basis, parked=True)
    found = {
        one.node.source_id: f"{label('node_types', one.node.kind)}: {one.node.name}"
        for one in free
        if one.node.source_id
    }
    if node and node.source_id and node.source_id not in found:
        found[node.source_id] = _own_source(basis, node)
    return told_apart(found)


def _own_source(basis: Basis, node: Node) -> str:
    alone = basis._replace(formulation=basis.formulation.model_copy(update={"nodes": ()}))
    free = suggested_nodes(alone, parked=True)
    names = (one.node.name for one in free if one.node.source_id == node.source_id)
    return next(names, "An entry of this file")
