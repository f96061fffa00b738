"""What a report leaves out unless it is asked for: events declined or parked. Pure."""

from __future__ import annotations

from uuid import UUID

from core.clients.file import ClientFile
from core.clients.model import Couple
from core.formulation.model import Formulation, Link

PARKED = ("declined", "headline_only")
"""States after which a report is silent unless it is made with them on purpose."""


def without_parked(file: ClientFile) -> ClientFile:
    """The file without events the client declined or left at a headline, nor anything that
    names them: their nodes and links, EMDR targets on those nodes with their ratings, attachment
    injuries that stand for one, words for a figure that was parked, and topics that were
    declined. Nothing says that they are missing.
    """
    parked = {event.id for event in file.history.events if event.state in PARKED}
    gone = {node.id for node in file.formulation.nodes if node.source_id in parked}
    targets = {target.id for target in file.targets if target.node_id in gone}
    about = {str(target) for target in targets}
    asked = tuple(one for one in file.client.asked if one.state not in PARKED)
    return file._replace(
        client=file.client.model_copy(update={"asked": asked}),
        history=file.history._replace(
            figures=[
                one.model_copy(update={"descriptors": ()}) if one.state in PARKED else one
                for one in file.history.figures
            ],
            events=[one for one in file.history.events if one.id not in parked],
        ),
        formulation=_without(file.formulation, gone),
        couple=_without_injuries(file.couple, gone),
        targets=[one for one in file.targets if one.id not in targets],
        target_work=[one for one in file.target_work if one.target_id not in targets],
        courses=[one for one in file.courses if one.about not in about],
    )


def _without_injuries(couple: Couple | None, gone: set[UUID]) -> Couple | None:
    if couple is None:
        return None
    injuries = tuple(one for one in couple.injuries if one.node_id not in gone)
    return couple.model_copy(update={"injuries": injuries})


def _without(formulation: Formulation, gone: set[UUID]) -> Formulation:
    return Formulation(
        nodes=tuple(one for one in formulation.nodes if one.id not in gone),
        links=tuple(one for one in formulation.links if not _touches(one, gone)),
    )


def _touches(link: Link, gone: set[UUID]) -> bool:
    """Whether a link, or its prediction, is about a node that is left out."""
    named = {link.from_node, link.to_node}
    if link.prediction:
        named |= {one for one in (link.prediction.first, link.prediction.second) if one}
    return bool(named & gone)
