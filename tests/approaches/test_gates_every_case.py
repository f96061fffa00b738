"""Every combination of what may pause work, compared with the clinical rule written out again.

The rule is clinical-model section 8. Point 7: "acute risk suspends EMDR phase 3+ and couple
enactment prompts, clinician may override with reason". Point 6: violence is a flag of its own,
acute or not. What is past, closed, not found or not asked is no risk of now. An enactment takes
two, so either partner's file counts, as far as it may be read; processing is one person's.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from itertools import product
from typing import Any, NamedTuple
from uuid import UUID, uuid4

import pytest

from core.access.actor import Actor
from core.approaches.gates import GATES, caution_id
from core.approaches.gating import GateService, GateStores
from core.approaches.model import Caution, Gate, GateOverride, Plan, Weighing
from core.clients.model import Couple
from core.record import Record
from core.sessions.safety import Concern
from core.vocabulary import terms
from tests.people import CLINICIAN, JONAS, MARA, NOW, TODAY, days_ago

CONCERNS = [term.id for term in terms("risk_types")]
STATES = ("now", "past", "asked_none", "closed")
CAUTIONS = [term.id for term in terms("caution_reasons")]
FOUND = ("present", "absent", "not_asked", "absent later")
WHOSE = ("own", "partner", "not readable")
OVERRIDES = ("none", "matching", "older", "other gate", "withdrawn", "other cause", "other file")
EARLY, NOTED, LATE = (NOW + timedelta(hours=h) for h in (-2, -1, 0))


class Kept:
    """The records of one kind, without a store around them."""

    def __init__(self, *records: Record) -> None:
        self._records = records

    def for_client(self, client_id: UUID) -> list[Any]:
        return [one for one in self._records if one.client_id == client_id]


class Couples:
    """Mara and Jonas are a couple."""

    def of(self, client_id: UUID) -> Couple:  # noqa: ARG002
        return Couple(client_id=MARA.id, partner_id=JONAS.id)


class Doors:
    """Opens the files of `readable`."""

    def __init__(self, *readable: UUID) -> None:
        self._readable = readable

    def can(self, actor: Actor, action: str, client_id: UUID) -> bool:  # noqa: ARG002
        return client_id in self._readable

    def read(self, actor: Actor, action: str, client_id: UUID, look: Callable[[], Any]) -> Any:
        assert self.can(actor, action, client_id)
        return look()


class Case(NamedTuple):
    """One combination."""

    gate: Gate
    whose: str
    override: str


def owner(case: Case) -> UUID:
    return MARA.id if case.whose == "own" else JONAS.id


def override_of(case: Case, cause: UUID) -> list[GateOverride]:
    if case.override == "none":
        return []
    (other,) = [gate for gate in GATES if gate != case.gate]
    at: datetime = EARLY if case.override == "older" else LATE
    somebody = JONAS.id if case.whose == "own" else MARA.id
    return [
        GateOverride(
            client_id=somebody if case.override == "other file" else owner(case),
            gate=other if case.override == "other gate" else case.gate,
            causes=(uuid4() if case.override == "other cause" else cause,),
            reason="Talked through with the supervisor.", on=TODAY,
            recorded_at=at, version=1, retired=case.override == "withdrawn",
        )
    ]  # fmt: skip


def paused(case: Case, cause: UUID, *records: Record) -> bool:
    """What the software says, from Mara's page."""
    readable = (MARA.id,) if case.whose == "not readable" else (MARA.id, JONAS.id)
    every = (*records, *override_of(case, cause))
    kinds = (Concern, Weighing, Plan, GateOverride)
    kept = [Kept(*(one for one in every if isinstance(one, kind))) for kind in kinds]
    stores: Any = GateStores(*kept, Couples())  # type: ignore[arg-type]
    doors: Any = Doors(*readable)
    standing = GateService(stores, doors, lambda: TODAY).standing(CLINICIAN, MARA.id, case.gate)
    unknown = case.whose == "not readable" and case.gate == "couple_enactment"
    assert standing.partner_unknown == unknown
    return standing.paused


def looked_at(case: Case) -> bool:
    """Whether this gate looks into the file at all: the clinical rule, once more."""
    if case.whose == "own":
        return True
    return case.whose == "partner" and case.gate == "couple_enactment"


def cases() -> Iterator[Case]:
    return (Case(*one) for one in product(GATES, WHOSE, OVERRIDES))


@pytest.mark.parametrize("kind", CONCERNS)
def test_a_concern_pauses_exactly_where_the_rule_says(kind: str) -> None:
    for case, state, acute in product(cases(), STATES, (True, False)):
        closed = {"closed_on": TODAY, "closed_because": "It is over."} if state == "closed" else {}
        concern = Concern(
            client_id=owner(case), kind=kind, state="now" if state == "closed" else state,
            acute=acute, noted_on=days_ago(3), recorded_at=NOTED, version=1, **closed,
        )  # fmt: skip
        risk_of_now = state == "now" and (acute or kind == "partner_violence")
        expected = risk_of_now and looked_at(case) and case.override != "matching"
        assert paused(case, concern.id, concern) == expected, (case, state, acute)


@pytest.mark.parametrize("kind", CAUTIONS)
@pytest.mark.parametrize("place", ["weighing", "plan"])
def test_a_caution_pauses_exactly_where_the_rule_says(kind: str, place: str) -> None:
    for case, found in product(cases(), FOUND):
        answer = "present" if found == "absent later" else found
        record = answered(place, "emdr", owner(case), kind, answer, days_ago(0))
        later = answered("weighing", "efit", owner(case), kind, "absent", days_ago(-1))
        records = [record, later] if found == "absent later" else [record]
        risk_of_now = found == "present" and kind in ("suicide_acute", "partner_violence")
        expected = risk_of_now and looked_at(case) and case.override != "matching"
        cause = caution_id(record.id, kind)
        assert paused(case, cause, *records) == expected, (case, found)


def answered(
    place: str, approach: str, client_id: UUID, kind: str, found: str, on: object
) -> Weighing | Plan:
    model = Weighing if place == "weighing" else Plan
    caution = Caution(reason=kind, found=found, on=on)  # type: ignore[arg-type]
    return model(
        client_id=client_id, approach=approach, cautions=(caution,), recorded_at=NOTED, version=1
    )


def test_the_cases_are_as_many_as_they_should_be() -> None:
    """So that no list above is emptied without a test failing."""
    assert len(list(cases())) == 2 * 3 * 7
    assert (len(CONCERNS), len(STATES), len(FOUND)) == (9, 4, 4)
    assert {"suicide_acute", "partner_violence"} < set(CAUTIONS)
