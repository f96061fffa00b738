"""Whatever is sent to a service is saved as it was typed or refused in one sentence."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import uuid4

import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from core.access import second_factor
from core.access.audit import Actor
from core.approaches.model import Cycle, weighing_id
from core.assembly import Practice, Services
from core.checking import check_practice
from core.clients.caseload import CaseloadQuery
from core.clients.model import CoupleEvent, HalfCycle, Injury
from core.errors import UserFacingError
from core.keeping.kinds import KINDS
from core.outcomes.instrument import instruments
from core.record import Record, build
from core.sessions.safety import Concern
from core.store.records import RecordStore
from tests.people import CLINICIAN, JONAS, MARA, NOW, TODAY, node, phq9, target
from tests.proof.nasty import Strategy, entries, fitting, nasty_text
from tests.proof.saying import as_typed, check_sentence
from tests.proof.sizes import SIZES

CUE, FEAR = node(MARA, "No answer"), node(MARA, "Afraid", "prim_emotion")
STAIRS = target(MARA)
NODES = st.sampled_from([CUE.id, FEAR.id])
Save = Callable[[Services, Any], Any]
ANSWERS = st.lists(st.sampled_from([0, 1, 2, 3, None, -1, 4]), min_size=9, max_size=9)
PARTNERS = st.sampled_from([MARA.id, JONAS.id])
RIGHT = st.lists(st.integers(0, 3), min_size=9, max_size=9)
TYPED = st.dictionaries(st.sampled_from(["total", "anxiety", "none"]), st.floats(-5, 30))
GIVEN: dict[str, dict[str, Strategy]] = {
    "administration": {
        "instrument": st.sampled_from(["phq-9", *instruments()]),
        "answers": st.one_of(RIGHT, RIGHT, ANSWERS, st.none()),
        "total_only": st.one_of(st.none(), st.none(), st.floats(0, 30)),
        "typed": st.one_of(st.just({}), st.just({}), TYPED),
        "instrument_version": nasty_text,
    },
    "settings": {"cutoffs": st.dictionaries(st.sampled_from([*instruments()]), nasty_text)},
    # What belongs to neither of the two is left out of a couple: tests/clients says so.
    "couple": {
        "partner_id": st.just(JONAS.id),
        "halves": st.lists(fitting(HalfCycle, client_id=PARTNERS), max_size=3),
        "injuries": st.lists(fitting(Injury, owner=PARTNERS), max_size=3),
        "events": st.lists(
            fitting(CoupleEvent, client_id=st.one_of(st.none(), PARTNERS)), max_size=3
        ),
    },
    # What is of another file is refused: tests/approaches/test_pointing.py says so.
    "plan": {
        "works_on": st.lists(NODES, max_size=2),
        "goals": st.just([]),
        "cycles": st.lists(fitting(Cycle, nodes=st.lists(NODES, max_size=2)), max_size=2),
    },
    "weighing": {"approach": st.just("emdr")},
    "target": {"node_id": st.one_of(st.none(), NODES)},
    "target_work": {"target_id": st.just(STAIRS.id)},
    "ifs_part": {"node_id": NODES},
    "link": {"from_node": st.just(CUE.id), "to_node": st.sampled_from([FEAR.id, CUE.id])},
}
DOORS: dict[str, Save] = {
    "client": lambda s, r: s.clients.save(CLINICIAN, r),
    "couple": lambda s, r: s.clients.save_couple(CLINICIAN, r),
    "figure": lambda s, r: s.history.save(CLINICIAN, r),
    "period": lambda s, r: s.history.save(CLINICIAN, r),
    "history_event": lambda s, r: s.history.save(CLINICIAN, r),
    "working_model": lambda s, r: s.history.save(CLINICIAN, r),
    "episode": lambda s, r: s.triggers.save(CLINICIAN, r),
    "node": lambda s, r: s.formulation.save_node(CLINICIAN, r),
    "link": lambda s, r: s.formulation.save_link(CLINICIAN, r),
    "plan": lambda s, r: s.approaches.save_plan(CLINICIAN, r),
    "target": lambda s, r: s.approaches.save_target(CLINICIAN, r),
    "weighing": lambda s, r: s.approaches.save_weighing(CLINICIAN, r),
    "target_work": lambda s, r: s.approaches.save_target_work(CLINICIAN, r),
    "ifs_part": lambda s, r: s.approaches.save_part(CLINICIAN, r),
    "concern": lambda s, r: s.sessions.save_concern(CLINICIAN, r),
    "adult_relationship": lambda s, r: s.history.save(CLINICIAN, r),
    "adaptation": lambda s, r: s.history.save(CLINICIAN, r),
    "formulation_version": lambda s, r: s.formulation.review(CLINICIAN, r),
    "consideration": lambda s, r: s.formulation.save_consideration(CLINICIAN, r),
    "session": lambda s, r: s.sessions.save(CLINICIAN, r),
    "goal": lambda s, r: s.sessions.save_goal(CLINICIAN, r),
    "problem": lambda s, r: s.sessions.save_problem(CLINICIAN, r),
    "administration": lambda s, r: s.outcomes.record(CLINICIAN, r),
    "acknowledgement": lambda s, r: s.outcomes.acknowledge(CLINICIAN, r),
    "private_note": lambda s, r: s.private_notes.save(CLINICIAN, r),
    "settings": lambda s, r: s.settings.save(CLINICIAN, r),
}
# Made by acts that take words and not a record; they are tried below.
BY_ACT = {"account", "assignment", "break_glass", "gate_override", "hold", "growth", "verdict"}
EACH = -(-SIZES.inputs_to_services // (len(DOORS) + 2))


def tried(what: Strategy, act: Callable[[Any], object], times: int = EACH) -> int:
    """Try an act with as many made-up inputs; anything but a sentence of ours is a failure."""
    count = 0

    @settings(max_examples=times, phases=[Phase.generate, Phase.shrink])
    @given(what)
    def one(given_: Any) -> None:
        nonlocal count
        count += 1
        try:
            act(given_)
        except UserFacingError as error:
            check_sentence(error.sentence, given_)

    one()
    return count


def in_the_store(practice: Practice, kind: str) -> dict[object, Record]:
    """What a later start of the program would read of this kind."""
    practice.store.forget()
    found = RecordStore(practice.connection(), kind, KINDS[kind]).select("true", {})
    return {record.id: record for record in found}


@pytest.fixture
def on_the_books(practice: Practice, services: Services) -> Practice:
    """A practice with Mara and Jonas, and two nodes on Mara's map."""
    services.clients.save(CLINICIAN, MARA)
    services.clients.save(CLINICIAN, JONAS)
    services.formulation.save_node(CLINICIAN, CUE)
    services.formulation.save_node(CLINICIAN, FEAR)
    services.approaches.save_target(CLINICIAN, STAIRS)
    return practice


def test_no_kind_of_record_is_left_out() -> None:
    assert set(DOORS) | BY_ACT == set(KINDS)


@pytest.mark.parametrize("kind", DOORS)
def test_what_is_accepted_comes_back_as_typed_and_the_rest_is_a_sentence(
    on_the_books: Practice, kind: str
) -> None:
    services, model, saved = on_the_books.services(), KINDS[kind], {}

    def act(fields: dict[str, Any]) -> None:
        made = build(model, **header(services, kind, saved), **fields)
        kept = DOORS[kind](services, made)
        # What is frozen is taken from the map, not from what was typed.
        typed = {name: value for name, value in fields.items() if name != "frozen"}
        assert as_typed(typed, kept.model_dump()) or kind == "administration"
        saved[kept.id] = kept

    count = tried(entries(model, **GIVEN.get(kind, {})), act)
    assert count >= EACH
    found = in_the_store(on_the_books, kind)
    assert saved, "some of it was fit to save"
    assert {known: found[known] for known in saved} == saved
    assert check_practice(on_the_books).problems == ()


def header(services: Services, kind: str, saved: dict[Any, Any]) -> dict[str, Any]:
    """A new entry of Mara's file, or the next version of the one saved last."""
    if kind == "settings":
        now = services.settings.current(CLINICIAN)
        return {"version": now.version}
    last = saved[list(saved)[-1]] if saved else None
    if last and (last.version < 4 or kind == "weighing"):
        return {"id": last.id, "version": last.version, "client_id": last.client_id}
    own = weighing_id(MARA.id, "emdr") if kind == "weighing" else uuid4()
    return {"id": own, "client_id": own if kind == "client" else MARA.id}


def gone_on(services: Services, reason: str) -> None:
    """Go on with Mara's EMDR although it is paused, and pause it again."""
    standing = services.gates.standing(CLINICIAN, MARA.id, "emdr_processing")
    reasons = {MARA.id: reason}
    [kept] = services.gates.go_on(CLINICIAN, MARA.id, standing.gate, standing.pauses, reasons)
    assert as_typed(reason, kept.reason)
    assert not services.gates.standing(CLINICIAN, MARA.id, standing.gate).paused
    services.gates.pause_again(CLINICIAN, MARA.id, standing.gate)


def test_acts_that_take_words_answer_in_sentences(on_the_books: Practice) -> None:
    """A search, a reason, a code, a relation, a role, a filter of the trail."""
    services = on_the_books.services()
    services.sessions.save_concern(
        CLINICIAN, Concern(client_id=MARA.id, kind="suicide", acute=True, noted_on=TODAY)
    )
    administration = services.outcomes.record(CLINICIAN, phq9(MARA, 5, MARA.started_on))
    stranger = Actor("other", "Somebody Else", "clinician")
    secret = second_factor.new_secret()
    acts: list[Callable[[str], object]] = [
        lambda w: services.clients.caseload(CLINICIAN, CaseloadQuery(search=w)),
        lambda w: services.keeping.hold(CLINICIAN, MARA.id, w),
        lambda w: services.keeping.erase(CLINICIAN, MARA.id, w),
        lambda w: services.assignments.find_by_code(stranger, w),
        lambda w: services.assignments.assign(CLINICIAN, MARA.id, w, "clinician"),
        lambda w: services.assignments.break_glass(stranger, JONAS.id, w, 1),
        lambda w: services.outcomes.record(CLINICIAN, administration.amended(about=w, note=w)),
        lambda w: services.accounts.one(w),
        lambda w: services.outcomes.retire(CLINICIAN, administration, w),
        lambda w: on_the_books.check_again(w, w),
        lambda w: gone_on(services, w),
        lambda w: second_factor.checked(secret, (), w, NOW, -1),
    ]
    several = st.tuples(st.integers(0, len(acts) - 1), nasty_text)
    assert tried(several, lambda pair: acts[pair[0]](pair[1])) >= EACH
    assert check_practice(on_the_books).problems == ()


def test_the_header_of_a_record_cannot_be_used_to_break_a_file(on_the_books: Practice) -> None:
    """A version out of order, another's id, an owner that does not exist: sentences."""
    services = on_the_books.services()
    goal = {"words": nasty_text, "version": st.integers(-3, 9), "retired": st.booleans(),
            "recorded_by": nasty_text, "client_id": st.sampled_from([MARA.id, JONAS.id]),
            "id": st.sampled_from([MARA.id, JONAS.id, uuid4(), uuid4()])}  # fmt: skip
    fields = st.fixed_dictionaries(goal)

    def act(header_: dict[str, Any]) -> None:
        services.sessions.save_goal(CLINICIAN, build(KINDS["goal"], **header_))

    assert tried(fields, act) >= EACH
    assert check_practice(on_the_books).problems == ()
