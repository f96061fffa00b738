"""Verdicts: what the data said about a link, written down whenever it turned. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from uuid import UUID

from core.formulation.finding import Finding, Material
from core.formulation.findings import findings
from core.formulation.model import Formulation, Link, Verdict

TAKEN_BACK = "Not tested any more: the prediction was taken back, or a node is off the map."


def in_order(verdicts: Iterable[Verdict]) -> list[Verdict]:
    """Oldest first: by day, then in the order they were saved (the order given)."""
    return sorted(verdicts, key=lambda one: one.found_on)


def latest(verdicts: Iterable[Verdict]) -> dict[UUID, Verdict]:
    """The newest verdict on each link, by the link's id."""
    return {one.link_id: one for one in in_order(verdicts)}


def turned(
    links: Sequence[Link],
    found: Mapping[UUID, Finding],
    known: Mapping[UUID, Verdict],
    on: date,
) -> list[Verdict]:
    """New verdicts for links whose state or prediction differs from the newest one known.

    A link that is no longer tested, its prediction or a node gone, turns untested, once.
    """
    new = []
    for link in links:
        finding, last = found.get(link.id), known.get(link.id)
        if finding and (last is None or _differs(finding, last)):
            new.append(_verdict(link, finding, on))
        elif finding is None and last and last.state != "untested":
            kept = {"client_id": link.client_id, "link_id": link.id, "found_on": on}
            new.append(Verdict(**kept, prediction=last.prediction, state="untested",
                               sentence=TAKEN_BACK))  # fmt: skip
    return new


def _differs(finding: Finding, last: Verdict) -> bool:
    return (finding.state, finding.prediction) != (last.state, last.prediction)


def _verdict(link: Link, finding: Finding, on: date) -> Verdict:
    return Verdict(
        client_id=link.client_id, link_id=link.id, prediction=finding.prediction,
        state=finding.state, sentence=finding.sentence, found_on=on,
        episodes=finding.tested.n, p=finding.corrected,
    )  # fmt: skip


def turns(material: Material) -> list[Verdict]:
    """The verdicts as they would have been written, had each day been lived through.

    Replays the file day by day: on each day on which an episode, rating, score or stage
    came, or a prediction was set, everything up to that day is tested again. A prediction
    without a day counts as set before the first. Used for the sample clients.
    """
    known: dict[UUID, Verdict] = {}
    new: list[Verdict] = []
    for on in _days(material):
        now = _as_of(material, on)
        for one in turned(now.formulation.links, findings(now), known, on):
            known[one.link_id] = one
            new.append(one)
    return new


def _days(material: Material) -> list[date]:
    days = {one.day for one in material.episodes}
    days |= {rated.on for model in material.working_models for rated in model.ratings}
    days |= {point.on for series in material.courses for point in series.points}
    days |= {reached.on for plan in material.plans for reached in plan.stages}
    predictions = (link.prediction for link in material.formulation.links)
    days |= {one.set_on for one in predictions if one and one.set_on}
    return sorted(day for day in days if day <= material.today)


def _as_of(material: Material, on: date) -> Material:
    links = (_if_set(link, on) for link in material.formulation.links)
    return Material(
        formulation=Formulation(nodes=material.formulation.nodes, links=tuple(links)),
        episodes=[one for one in material.episodes if one.day <= on],
        working_models=[
            one.model_copy(update={"ratings": tuple(r for r in one.ratings if r.on <= on)})
            for one in material.working_models
        ],
        courses=[
            one._replace(points=tuple(point for point in one.points if point.on <= on))
            for one in material.courses
        ],
        plans=material.plans,
        today=on,
    )


def _if_set(link: Link, on: date) -> Link:
    later = link.prediction and link.prediction.set_on and link.prediction.set_on > on
    return link.model_copy(update={"prediction": None}) if later else link


def turned_since(verdicts: Iterable[Verdict], since: date) -> list[Verdict]:
    """The newest verdict of each link whose state is not what it was before that day.

    A prediction that is only set, and untested as yet, has not turned. Oldest first.
    """
    stood: dict[UUID, str] = {}
    newest: dict[UUID, Verdict] = {}
    for one in in_order(verdicts):
        if one.found_on < since:
            stood[one.link_id] = one.state
        else:
            newest.pop(one.link_id, None)
            newest[one.link_id] = one
    return [one for one in newest.values() if one.state != stood.get(one.link_id, "untested")]
