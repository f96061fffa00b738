"""Which approaches have work that is paused now, for the clinician alone."""

from __future__ import annotations

from core.approaches.definitions import definitions
from core.approaches.gates import GATES
from core.clients.model import Client
from dashboard.workspace import Workspace


def paused_approaches(workspace: Workspace, client: Client) -> frozenset[str]:
    """The approaches with a stage that a gate pauses now; none told on a shared screen."""
    if workspace.actor.screen_share:
        return frozenset()
    standing, actor = workspace.services.gates.standing, workspace.actor
    paused = {gate for gate in GATES if standing(actor, client.id, gate).paused}
    return frozenset(
        known.id for known in definitions().values()
        if any(stage.pausable in paused for stage in known.stages)
    )  # fmt: skip
