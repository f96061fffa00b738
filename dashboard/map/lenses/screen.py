"""Other ways to look at the same map: 5 Ps, EFT cycle, IFS parts, EMDR, functional, client."""

from __future__ import annotations

from uuid import UUID

from core.formulation.model import Formulation
from dashboard.map.lenses.client_lens import client_lens
from dashboard.map.lenses.eft_lens import eft_lens
from dashboard.map.lenses.emdr_lens import emdr_lens
from dashboard.map.lenses.five_ps_lens import five_ps_lens
from dashboard.map.lenses.functional_lens import functional_lens
from dashboard.map.lenses.ifs_lens import ifs_lens
from dashboard.map.lenses.pieces import Lens
from dashboard.workspace import Workspace

LENSES: dict[str, str] = {
    "five_ps": "5 Ps",
    "eft": "Emotionally Focused cycle",
    "ifs": "Parts (IFS)",
    "emdr": "EMDR prongs",
    "functional": "Functional analysis",
    "client": "Client view",
}
"""The lenses by id, in the order they are offered."""

_DRAWN = {
    "five_ps": five_ps_lens,
    "eft": eft_lens,
    "ifs": ifs_lens,
    "emdr": emdr_lens,
    "functional": functional_lens,
    "client": client_lens,
}


def render(
    workspace: Workspace, client_id: UUID, formulation: Formulation, lens: str, selected: str
) -> None:
    """Draw the map through a lens. A click on a node opens it in the place "map.selected"."""
    _DRAWN[lens](Lens(workspace, client_id, lens, selected), formulation)
