"""The two partners of a couple: what they are called, and the nodes of their maps."""

from __future__ import annotations

from uuid import UUID

from core.clients.model import Couple
from core.formulation.model import Node
from core.sessions.model import Session
from dashboard.workspace import Workspace

_STRANGER = "The partner"


def partners(couple: Couple, client_id: UUID) -> list[UUID]:
    """Both partners, the one whose page it is first."""
    both = [one for one in (couple.client_id, couple.partner_id) if one]
    return sorted(both, key=lambda one: one != client_id)


def names_of(workspace: Workspace, couple: Couple) -> dict[UUID, str]:
    """What both are called; a code on a shared screen, "The partner" for a stranger's client."""
    known = workspace.services.clients
    found = {}
    for one in partners(couple, couple.client_id):
        name = known.code_and_name(workspace.actor, one)
        found[one] = name[1] if name else _STRANGER
    return found


def nodes_of(workspace: Workspace, couple: Couple, client_id: UUID) -> dict[UUID, Node]:
    """The nodes of both maps, where they may be read; on a shared screen only those of this
    page's client, since of the other half no more than the agreed words is shown."""
    shown = [client_id] if workspace.actor.screen_share else partners(couple, client_id)

    def work() -> dict[UUID, Node]:
        return {node.id: node for one in shown for node in _map_of(workspace, one)}

    known = workspace.services.outcomes.worked_out
    return known(workspace.actor, client_id, ("couple: nodes", *shown), work)


def _map_of(workspace: Workspace, client_id: UUID) -> tuple[Node, ...]:
    if not workspace.services.admission.can(workspace.actor, "file.read", client_id):
        return ()
    return workspace.services.formulation.formulation(workspace.actor, client_id).nodes


def sessions_of(workspace: Workspace, couple: Couple, client_id: UUID) -> dict[UUID, list[Session]]:
    """The sessions of both that were held; on a shared screen only those of this page's client."""
    found = {}
    for one in partners(couple, client_id):
        covered = workspace.actor.screen_share and one != client_id
        if not covered and workspace.services.admission.can(workspace.actor, "file.read", one):
            every = workspace.services.sessions.sessions(workspace.actor, one)
            found[one] = [session for session in every if session.attendance == "attended"]
    return found
