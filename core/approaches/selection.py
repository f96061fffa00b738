"""What a client's own file says about each approach, side by side. Pure.

It lays reasons out, in the fixed order of the definitions. Nothing is ranked, scored or advised:
that a record speaks for an indication is no reason to choose the approach.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple
from uuid import UUID

from core.approaches.definition import (
    Aim,
    Definition,
    EvidenceCard,
    Explained,
    Guideline,
    Indication,
)
from core.approaches.definitions import definitions
from core.approaches.grounds import Ground, grounds
from core.approaches.map_grounds import matching
from core.approaches.measure_grounds import no_longer
from core.approaches.weighed import CautionFound, CheckFound, cautions_found, checks_found
from core.clients.file import ClientFile
from core.days import day_words
from core.formulation.lenses.slot import on_the_map
from core.knowledge.tables import Source

NO_COUPLE = "This is work with a couple. No couple is on record for this client."


class AimFound(NamedTuple):
    """One kind of thing the approach works on, and the nodes of this map that are of it.

    Each node is its id and its name, which is the client's words.
    """

    label: str
    nodes: tuple[tuple[UUID, str], ...]


class IndicationFound(NamedTuple):
    """An indication, and the records it rests on; without any, nothing is on record for it.

    `notes` are measures that were beyond their line and are not any more: no reason, only told.
    """

    words: str
    grounds: tuple[Ground, ...]
    sources: tuple[Source, ...]
    notes: tuple[str, ...] = ()

    @property
    def on_record(self) -> bool:
        """Whether something in the file speaks for it."""
        return bool(self.grounds)


class Card(NamedTuple):
    """An evidence card with its sources."""

    card: EvidenceCard
    sources: tuple[Source, ...]


class Quoted(NamedTuple):
    """A figure people quote, explained, with its sources."""

    explained: Explained
    sources: tuple[Source, ...]


class GuidelineCard(NamedTuple):
    """What a guideline says, with how far it was checked and its sources."""

    guideline: Guideline
    sources: tuple[Source, ...]


class Candidate(NamedTuple):
    """One approach for this client. `note` says when it is for couples and there is no couple;
    `plans` says which plans of it there are ("current since 3 Feb 2026").
    """

    definition: Definition
    note: str
    plans: tuple[str, ...]
    aims: tuple[AimFound, ...]
    indications: tuple[IndicationFound, ...]
    outside: tuple[IndicationFound, ...]
    cautions: tuple[CautionFound, ...]
    readiness: tuple[CheckFound, ...]
    evidence: tuple[Card, ...]
    explained: tuple[Quoted, ...]
    guidelines: tuple[GuidelineCard, ...]


def selection(file: ClientFile) -> tuple[Candidate, ...]:
    """Every approach for this client, in the order of the definitions."""
    return tuple(_candidate(one, file) for one in definitions().values())


def for_others(one: Candidate) -> Candidate:
    """An approach as others may see it: no caution, no check, no reason that rests on risk.

    An indication stays in the list either way; of one without a record nothing is told.
    """
    return one._replace(
        indications=tuple(map(_for_others, one.indications)),
        outside=tuple(map(_for_others, one.outside)), cautions=(), readiness=(),
    )  # fmt: skip


def _for_others(found: IndicationFound) -> IndicationFound:
    return found._replace(grounds=tuple(one for one in found.grounds if not one.private))


def _candidate(one: Definition, file: ClientFile) -> Candidate:
    return Candidate(
        one,
        NO_COUPLE if one.for_whom == "couple" and file.couple is None else "",
        tuple(_plans(one, file)),
        tuple(_aim(aim, file) for aim in one.aims),
        tuple(_indication(each, one, file) for each in one.indications),
        tuple(_indication(each, one, file) for each in one.outside),
        cautions_found(one, file),
        checks_found(one, file),
        tuple(Card(each, one.named(each.sources)) for each in one.evidence),
        tuple(Quoted(each, one.named(each.sources)) for each in one.explained),
        tuple(GuidelineCard(each, one.named(each.sources)) for each in one.guidelines),
    )


def _plans(one: Definition, file: ClientFile) -> Iterator[str]:
    for plan in file.plans:
        if plan.approach == one.id:
            since = f" since {day_words(plan.chosen_on)}" if plan.chosen_on else ""
            yield f"{plan.status}{since if plan.status == 'current' else ''}"


def _aim(aim: Aim, file: ClientFile) -> AimFound:
    nodes = matching(aim, on_the_map(file.formulation))
    return AimFound(aim.label, tuple((node.id, node.name) for node in nodes))


def _indication(each: Indication, one: Definition, file: ClientFile) -> IndicationFound:
    found = grounds(each.rules, file)
    return IndicationFound(each.words, found, one.named(each.sources), no_longer(each.rules, file))
