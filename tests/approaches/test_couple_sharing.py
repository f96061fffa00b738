"""What one partner may see of the other: nothing by default, field by field once it is agreed."""

from __future__ import annotations

from datetime import date
from uuid import UUID, uuid4

import pytest

from core.approaches.log import SessionStep
from core.clients.couple_changes import half_of, with_event, with_half, with_injury, with_step
from core.clients.model import Agreed, Couple, CoupleEvent, HalfCycle, HalfField, HalfNode, Injury
from core.clients.sharing import (
    HALF_FIELDS,
    changed_half,
    couple_view,
    for_this_pair,
    half_words,
    own_part,
    readable,
    shared_with,
    with_agreed,
)
from core.errors import InvalidEntry
from tests.people import JONAS, MARA, TODAY, TOVE, days_ago

A, B = MARA.id, JONAS.id


def half(owner: UUID, mark: str, *agreed: HalfField, **more: object) -> HalfCycle:
    """A half with a word of its own in every field."""
    lists = ("position", "cue", "action", "secondary_emotion", "primary_emotion", "longing")
    fields: dict[str, object] = {name: f"other: {mark}-{name}" for name in lists}
    fields |= {name: f"{mark}-{name}" for name in ("reading_of_other", "fear")}
    nodes = tuple(HalfNode(field=name, node_id=uuid4()) for name in HALF_FIELDS)
    known = tuple(Agreed(field=name, on=days_ago(9), words=f"{mark}-{name}") for name in agreed)
    return HalfCycle(client_id=owner, nodes=nodes, agreed=known, **(fields | more))


def injury(owner: UUID, mark: str, agreed_on: date | None = None) -> Injury:
    agreed = {"agreed_on": agreed_on, "agreed_words": f"{mark}-injury" if agreed_on else ""}
    return Injury(owner=owner, headline=f"{mark}-injury", note=f"{mark}-told", **agreed)


def couple(*halves: HalfCycle, **more: object) -> Couple:
    fields: dict[str, object] = {
        "client_id": A, "partner_id": B, "halves": halves, "cycle_name": "The stairs",
        "log": (SessionStep(on=days_ago(7), step="step3", enactments=1, blocked_by="why-blocked",
                            note="note-on-both", session_id=uuid4()),),
        "events": (CoupleEvent(event="soften", on=days_ago(7), client_id=A, note="a-event"),
                   CoupleEvent(event="deescalated", on=days_ago(7), note="both-event")),
        "injuries": (injury(A, "a"), injury(B, "b", days_ago(3))),
    }  # fmt: skip
    return Couple(**(fields | more))


def test_nothing_is_agreed_by_itself() -> None:
    both = couple(half(A, "mara"), half(B, "jonas"))
    seen = shared_with(both, B).model_dump_json()
    assert "mara-" not in seen
    assert seen.count("jonas-") == len(HALF_FIELDS)
    assert "jonas-" not in couple_view(both).model_dump_json()


@pytest.mark.parametrize("field", HALF_FIELDS)
def test_each_field_is_shown_once_its_owner_agreed_and_no_other(field: HalfField) -> None:
    both = couple(half(A, "mara", field), half(B, "jonas"))
    for seen in (shared_with(both, B), couple_view(both)):
        shown = half_of(seen, A)
        assert half_words(shown, field) == f"mara-{field}"
        assert seen.model_dump_json().count("mara-") == 2, "the field, and what was agreed to"
        assert shown.nodes == ()
    assert shared_with(both, A).model_dump_json().count("mara-") == len(HALF_FIELDS) + 1


def test_an_agreement_can_be_taken_back() -> None:
    shown = with_agreed(half(A, "mara"), {"cue": "c", "fear": "f", "longing": ""}, days_ago(5))
    assert shown.agreed == (
        Agreed(field="cue", on=days_ago(5), words="c"),
        Agreed(field="fear", on=days_ago(5), words="f"),
    )
    again = with_agreed(shown, {"fear": "f", "longing": "l"}, TODAY)
    assert {one.field: one.on for one in again.agreed} == {"fear": days_ago(5), "longing": TODAY}
    other = with_agreed(again, {"fear": "in other words"}, TODAY)
    assert other.agreed == (Agreed(field="fear", on=TODAY, words="in other words"),)
    assert with_agreed(again, {}, TODAY).agreed == ()


def test_a_field_that_says_something_else_is_not_agreed_to_any_more() -> None:
    was = half(A, "mara", "fear", "cue", "action")
    now = changed_half(was, {"fear": "That I am too much"})
    assert [one.field for one in now.agreed] == ["cue", "action"]
    stands = {one.field: one.node_id for one in was.nodes}
    moved = changed_half(was, {}, stands | {"cue": uuid4()})
    assert [one.field for one in moved.agreed] == ["fear", "action"]
    assert changed_half(was, {}) == was


def test_a_word_that_does_not_fit_is_refused_without_repeating_it() -> None:
    with pytest.raises(InvalidEntry) as refused:
        changed_half(HalfCycle(client_id=A), {"cue": "zqsecret"})
    assert "zqsecret" not in str(refused.value)


def test_of_an_injury_the_other_sees_its_headline_once_agreed_and_never_the_note() -> None:
    both = couple()
    seen = shared_with(both, A).model_dump_json()
    assert "a-told" in seen
    assert "b-injury" in seen
    assert "b-told" not in seen
    assert "a-injury" not in shared_with(both, B).model_dump_json()
    together = couple_view(both)
    assert [one.headline for one in together.injuries] == ["b-injury"]
    assert together.injuries[0].note == ""


def test_what_was_written_about_the_sessions_passes_to_neither() -> None:
    both = couple()
    for who in (A, B):
        words = shared_with(both, who).model_dump_json()
        assert not [w for w in ("why-blocked", "note-on-both", "both-event") if w in words]
        assert [(one.step, one.enactments) for one in shared_with(both, who).log] == [("step3", 1)]
        assert ("a-event" in words) == (who == A)
    together = couple_view(both)
    assert (together.log, together.events) == ((), ())
    assert together.cycle_name == "The stairs"


def test_ones_own_copy_holds_nothing_of_the_other_even_what_was_agreed() -> None:
    both = couple(half(A, "mara", *HALF_FIELDS), half(B, "jonas"))
    own = own_part(both, B)
    assert [one.client_id for one in own.halves] == [B]
    assert [one.owner for one in own.injuries] == [B]
    assert [one.client_id for one in own.events] == [None]
    assert "mara" not in own.model_dump_json()


def test_who_may_read_one_file_only_sees_nothing_about_the_other() -> None:
    both = couple(half(A, "mara"), half(B, "jonas"))
    assert readable(both, {A, B}) == both
    words = readable(both, {B}).model_dump_json()
    assert not [w for w in ("mara-", "a-injury", "a-event", "note-on-both") if w in words]
    assert "jonas-fear" in words


def test_a_new_partner_begins_with_nothing_agreed_and_no_sessions() -> None:
    before = couple(half(A, "mara", "fear"), half(B, "jonas", "cue"))
    after = for_this_pair(before.amended(partner_id=TOVE.id), before)
    assert [one.client_id for one in after.halves] == [A]
    assert after.halves[0].agreed == ()
    assert (after.log, [one.owner for one in after.injuries]) == ((), [A])
    assert [one.client_id for one in after.events] == [A]
    assert for_this_pair(before, before) == before


class TestTwoWhoWriteAtOnce:
    """A piece that was changed meanwhile is not written over; other pieces do not matter."""

    def test_a_half(self) -> None:
        was = half(A, "mara")
        both = couple(was, half(B, "jonas"))
        now = changed_half(was, {"fear": "x"})
        meanwhile = with_half(both, half_of(both, B), changed_half(half_of(both, B), {"fear": "y"}))
        saved = with_half(meanwhile, was, now)
        assert [one.fear for one in saved.halves] == ["x", "y"]
        with pytest.raises(InvalidEntry, match="changed meanwhile"):
            with_half(saved, was, now)

    def test_of_somebody_who_is_not_one_of_the_two_any_more(self) -> None:
        was = half(B, "jonas")
        moved = couple(half(A, "mara")).amended(partner_id=TOVE.id)
        event = CoupleEvent(event="soften", on=TODAY, client_id=B)
        for act in (
            lambda: with_half(moved, HalfCycle(client_id=B), was),
            lambda: with_injury(moved, None, injury(B, "b")),
            lambda: with_event(moved, None, event),
        ):
            with pytest.raises(InvalidEntry, match="not one of this couple"):
                act()

    def test_a_first_half(self) -> None:
        empty = Couple(client_id=A, partner_id=B)
        blank = half_of(empty, B)
        saved = with_half(empty, blank, changed_half(blank, {"fear": "x"}))
        assert [one.client_id for one in saved.halves] == [B]

    def test_injuries_events_and_sessions(self) -> None:
        both = couple()
        step, event, hurt = both.log[0], both.events[0], both.injuries[0]
        bare = with_step(with_event(with_injury(both, hurt, None), event, None), step, None)
        assert (len(bare.log), len(bare.events), len(bare.injuries)) == (0, 1, 1)
        for again in (
            lambda: with_step(bare, step, step),
            lambda: with_event(bare, event, event),
            lambda: with_injury(bare, hurt, hurt),
        ):
            with pytest.raises(InvalidEntry, match="changed meanwhile"):
                again()
        many = both
        for days in range(300):
            many = with_step(many, None, SessionStep(on=days_ago(days), step="step1"))
        assert len(shared_with(many, B).log) == 301
