"""Reviewed versions of the map in words."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from core.formulation.model import AgreedBy, Formulation, FormulationVersion
from core.formulation.versions import Difference, Fit
from core.vocabulary import label
from dashboard.components.text import day, escaped, plural

NOW = "now"
WHAT_A_REVIEW_IS = (
    "Not reviewed yet. A review keeps the map as it stands on a day, with who agreed and how "
    "well the client says it fits; later you can see what changed since."
)
AGREED: dict[AgreedBy, str] = {
    "client": "the client",
    "partner": "the partner",
    "supervisor": "the supervisor",
    "team": "the team",
}
COMPARED = {
    "since": "What changed since",
    "then": "What that review changed",
    "plain": "As it stood",
}


def version_name(version: FormulationVersion) -> str:
    """A version by its day."""
    return day(version.reviewed_on, year=True).replace("\u00a0", " ")


def stop_names(versions: Sequence[FormulationVersion]) -> dict[str, str]:
    """The stops of the slider, oldest first and now last: id and words, each word once."""
    names: dict[str, str] = {}
    for place, version in enumerate(versions, start=1):
        name = version_name(version)
        twice = name in names.values()
        names[str(version.id)] = f"{name} ({place})" if twice else name
    return {**names, NOW: "Now"}


def version_lines(version: FormulationVersion) -> list[str]:
    """What was said at a review, as Markdown lines."""
    agreed = ", ".join(AGREED[one] for one in version.agreed_by) or "nobody yet"
    fit = "not asked" if version.fit is None else f"{version.fit} of 10"
    saw = "has not seen it" if version.client_saw_on is None else (
        f"saw it on {day(version.client_saw_on, year=True)}")  # fmt: skip
    lines = [
        f"**Reviewed {day(version.reviewed_on, year=True)}**. Agreed by {agreed}; "
        f"fit, by the client: {fit}; the client {saw}."
    ]
    if version.client_changes:
        lines.append(f"Client's changes: {escaped(version.client_changes)}")
    elif version.no_change:
        lines.append("The client was asked and changed nothing.")
    if version.note:
        lines.append(f"Note: {escaped(version.note)}")
    return lines


def change_lines(found: Sequence[Difference]) -> str:
    """What changed, as bullets; a sentence when nothing did."""
    if not found:
        return "Nothing on the map changed."
    return "\n".join(f"- {escaped(one.sentence)}" for one in found)


def in_words(formulation: Formulation) -> str:
    """A version read aloud: every node by name, then every link."""
    names = {node.id: node.name for node in formulation.nodes}
    boxes = [
        f"- {escaped(node.name)} ({label('node_types', node.kind).partition(' (')[0]})"
        for node in formulation.nodes
    ]
    arrows = [
        f"- {_name(names, link.from_node)} *{label('edge_types', link.kind)}* "
        f"{_name(names, link.to_node)} ({label('confidence', link.confidence).lower()})"
        for link in formulation.links
    ]
    return "\n".join([*boxes, *arrows]) or "The map was empty."


def _name(names: dict[UUID, str], node_id: UUID) -> str:
    return escaped(names.get(node_id, "a node that was taken out"))


def fit_words(rated: Sequence[Fit]) -> str:
    """The client's ratings of the fit in one line, with how many there are."""
    if not rated:
        return "The client has not rated the fit yet."
    said = ", ".join(f"{fit.value} ({day(fit.on, year=True)})" for fit in rated)
    return f"Fit, rated by the client from 0 to 10 ({plural(len(rated), 'rating')}): {said}."
