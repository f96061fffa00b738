"""Where a target stays at its headline, nothing else of it is shown, and nothing is lost."""

from __future__ import annotations

import pytest

from core.approaches.headline import bare, bare_work, headline_only, shown_targets
from core.approaches.model import SetDone, Target, TargetWork
from core.formulation.model import Formulation
from core.history.model import Figure, History, HistoryEvent
from tests.people import TOVE, days_ago, node

DETAIL = {
    "image": "A door in the dark", "negative_theme": "control",
    "negative_cognition": "I am powerless", "positive_theme": "control",
    "positive_cognition": "I have choices now", "emotions": ("fear",), "body_place": "Knees",
    "closure": "The shed",
}  # fmt: skip


def event(state: str) -> HistoryEvent:
    return HistoryEvent(client_id=TOVE.id, kind="other: x", headline="The door", state=state)


def file_of(*entries: HistoryEvent | Figure) -> tuple[Formulation, History]:
    nodes = tuple(node(TOVE, f"n{at}", "event", source_id=e.id) for at, e in enumerate(entries))
    figures = [one for one in entries if isinstance(one, Figure)]
    events = [one for one in entries if isinstance(one, HistoryEvent)]
    return Formulation(nodes=nodes), History(figures, [], events, [], [], [])


def on_node(formulation: Formulation | None, **more: object) -> Target:
    node_id = formulation.nodes[0].id if formulation else None
    return Target(client_id=TOVE.id, title="The door", node_id=node_id, **(DETAIL | more))


@pytest.mark.parametrize(
    ("state", "only"),
    [("asked", False), ("headline_only", True), ("declined", True), ("not_asked", False)],
)
def test_the_state_of_the_event_decides(state: str, only: bool) -> None:
    formulation, history = file_of(event(state))
    assert headline_only(on_node(formulation), formulation, history) is only


def test_so_does_the_state_of_a_figure_and_the_mark_on_the_target() -> None:
    known = file_of(Figure(client_id=TOVE.id, name="Ray", state="headline_only"))
    assert headline_only(on_node(known[0]), *known)
    assert headline_only(on_node(None, headline_only=True), *known)
    assert not headline_only(on_node(None), *known)


def test_nothing_but_the_headline_is_left_to_show() -> None:
    formulation, history = file_of(event("headline_only"))
    (shown,) = shown_targets([on_node(formulation)], formulation, history)
    assert {name: getattr(shown, name) for name in DETAIL} == {
        name: () if name == "emotions" else "" for name in DETAIL
    }
    assert (shown.title, shown.node_id) == ("The door", formulation.nodes[0].id)


def test_every_field_of_a_target_is_either_shown_or_detail() -> None:
    """A new field of a target has to be thought about here."""
    place = {"title", "prong", "rank", "status", "order", "headline_only", "node_id"}
    header = {"id", "client_id", "version", "recorded_at", "recorded_by", "retired"}
    assert set(Target.model_fields) == place | header | set(DETAIL)


def test_notes_of_a_day_go_and_the_way_back_stays() -> None:
    worked = TargetWork(
        client_id=TOVE.id, target_id=TOVE.id, on=days_ago(1), note="What he saw",
        sets=(SetDone(note="the door", marks=("looping",)),), closed_with="The shed",
    )  # fmt: skip
    shown = bare_work(worked)
    assert (shown.note, shown.sets[0].note) == ("", "")
    assert (shown.closed_with, shown.sets[0].marks) == ("The shed", ("looping",))


def test_the_stored_target_is_not_touched() -> None:
    kept = on_node(None, headline_only=True)
    bare(kept)
    assert kept.negative_cognition == "I am powerless"
