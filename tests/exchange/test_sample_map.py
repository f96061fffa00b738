"""The map of a sample client is saved as it grew, review by review."""

from __future__ import annotations

from datetime import date

import pytest

from core.assembly import Practice
from core.errors import DefinitionError
from core.exchange.demo import save_all
from core.exchange.sample import SampleClient, client_from

TODAY = date(2026, 6, 11)
FILE = {
    "as_of": date(2026, 6, 8),
    "client": {"code": "XX-1", "name": "Ada Sample"},
    "nodes": [
        {"key": "a", "kind": "cue", "name": "Silence", "earlier": {"name": "Quiet"}},
        {"key": "b", "kind": "action", "name": "Checks", "since_review": 1},
        {"key": "c", "kind": "theme", "name": "Old idea", "removed_after": 1},
    ],
    "links": [{"from": "a", "to": "b", "kind": "drives", "since_review": 1}],
    "formulation_versions": [{"reviewed_on": date(2026, 5, 1)}, {"reviewed_on": date(2026, 6, 1)}],
}


def loaded(**changes: object) -> SampleClient:
    return client_from("x.yaml", FILE | changes, TODAY)


def test_each_review_holds_the_map_of_its_day(practice: Practice) -> None:
    sample, services = loaded(), practice.services()
    save_all(services, practice, [sample.client, *sample.records])
    first, second = services.formulation.versions(practice.actor, sample.client.id)
    then = services.formulation.as_of(practice.actor, first)
    now = services.formulation.as_of(practice.actor, second)
    assert [node.name for node in then.nodes] == ["Quiet", "Old idea"]
    assert [node.name for node in now.nodes] == ["Silence", "Checks"]
    assert (len(then.links), len(now.links)) == (0, 1)


@pytest.mark.parametrize("row", ["x", {"earlier": 3}, {"since_review": [1]}, {"name": None}])
def test_a_step_without_form_is_one_sentence(row: object) -> None:
    with pytest.raises(DefinitionError):
        loaded(nodes=[row], links=[], formulation_versions=[])
