"""Of a long list what is left open, waits or is in work is shown first, in its own order."""

from __future__ import annotations

from datetime import date
from uuid import uuid4

from core.approaches.definitions import definition
from core.approaches.model import IfsPart, SelfAccess
from core.formulation.lenses.ifs import ifs_map
from core.formulation.model import Formulation
from dashboard.approach.emdr.view import MOST_CARDS, Card, first_cards
from dashboard.approach.ifs.view import MOST_ROWS, first_rows, rows
from tests.people import MARA, node

STATUSES = ("complete", "parked", "planned", "in_progress", "incomplete")


def test_targets_left_open_are_never_behind_those_that_are_not() -> None:
    cards = [Card(uuid4(), f"{at}", STATUSES[at % 5]) for at in range(30)]
    shown = first_cards(cards)
    assert len(shown) == MOST_CARDS
    assert [one.status for one in shown].count("incomplete") == 6
    assert [one.status for one in shown].count("in_progress") == MOST_CARDS - 6
    assert [int(one.words) for one in shown] == sorted(int(one.words) for one in shown)


def test_few_targets_are_all_shown() -> None:
    cards = [Card(uuid4(), f"{at}") for at in range(MOST_CARDS)]
    assert list(first_cards(cards)) == cards


def test_the_open_part_and_those_that_wait_or_were_worked_with_are_listed() -> None:
    nodes = tuple(node(MARA, f"Part {at:02}", "part", part_role="exile") for at in range(60))
    begun = IfsPart(client_id=MARA.id, node_id=nodes[50].id,
                    self_access=(SelfAccess(on=date(2026, 3, 1), value=4),))  # fmt: skip
    every = rows(ifs_map(Formulation(nodes=nodes)), [begun], definition("ifs"))
    shown = first_rows(every, str(nodes[59].id), [begun], {nodes[55].id})
    assert len(shown) == MOST_ROWS
    assert {nodes[at].id for at in (50, 55, 59)} <= {row.node.id for row in shown}
    assert [every.index(row) for row in shown] == sorted(every.index(row) for row in shown)
