"""Two parts become one: what counts of one day, and what has no room is named before."""

from __future__ import annotations

import pytest

from core.approaches.model import IfsPart, SelfAccess
from core.approaches.parts import rated, rating_on
from core.formulation.merging import merged_parts, parts_left_behind
from tests.people import MARA, TODAY, days_ago, node

KEPT, GONE = node(MARA, "Guard", "part"), node(MARA, "Wall", "part")
SOON, LATER = days_ago(-2), days_ago(-9)


def part(of: object, **fields: object) -> IfsPart:
    return IfsPart(client_id=MARA.id, node_id=of.id, **fields)  # type: ignore[attr-defined]


def together(kept: IfsPart, gone: IfsPart) -> tuple[IfsPart, list[str]]:
    found = merged_parts([kept, gone], KEPT.id, GONE.id).kept
    assert found
    return found, parts_left_behind([kept, gone], KEPT.id, GONE.id)


@pytest.mark.parametrize("first", [SOON, LATER])
def test_a_long_follow_up_keeps_its_own_day_and_the_other_is_named(first: object) -> None:
    second = LATER if first == SOON else SOON
    kept = part(KEPT, follow_up="a" * 150, follow_up_on=first)
    gone = part(GONE, follow_up="b" * 150, follow_up_on=second)
    one, lost = together(kept, gone)
    stays, goes = ("a", "b") if first == SOON else ("b", "a")
    assert (one.follow_up, one.follow_up_on) == (stays * 150, SOON)
    assert lost == [f"the later follow-up, “{goes * 150}”"]


def test_of_two_long_ones_without_a_day_the_kept_nodes_stays() -> None:
    one, lost = together(part(KEPT, follow_up="a" * 150), part(GONE, follow_up="b" * 150))
    assert one.follow_up == "a" * 150
    assert lost == [f"the later follow-up, “{'b' * 150}”"]


def test_short_ones_stand_side_by_side_on_the_earlier_day() -> None:
    kept = part(KEPT, follow_up="Come back", follow_up_on=LATER, age="Seven")
    one, lost = together(kept, part(GONE, follow_up="Ask", follow_up_on=SOON, age="Nine"))
    assert (one.follow_up, one.follow_up_on) == ("Come back; Ask", SOON)
    assert (one.age, lost) == ("Seven; Nine", [])


def test_a_long_age_or_feeling_without_room_is_named() -> None:
    kept = part(KEPT, age="a" * 190, feeling_toward="c" * 190)
    one, lost = together(kept, part(GONE, age="b" * 190, feeling_toward="d" * 190))
    assert one.age == "a" * 190
    assert [words.partition(",")[0] for words in lost] == [
        "its age as a part", "its feeling toward it as a part"
    ]  # fmt: skip


@pytest.mark.parametrize("turned", [False, True])
@pytest.mark.parametrize(
    ("one", "other", "counts"),
    [("given", "withdrawn", "withdrawn"), ("given", "not_yet", "not_yet"),
     ("not_yet", "withdrawn", "withdrawn"), ("not_asked", "given", "given")],
)  # fmt: skip
def test_of_one_day_the_more_careful_permission_counts(
    one: str, other: str, counts: str, turned: bool
) -> None:
    first, second = (other, one) if turned else (one, other)
    kept = part(KEPT, permission=first, permission_on=TODAY)
    merged, _ = together(kept, part(GONE, permission=second, permission_on=TODAY))
    assert merged.permission == counts


def test_taking_one_of_two_ratings_of_a_day_back_leaves_the_other() -> None:
    def rate(of: object, value: int) -> IfsPart:
        return part(of, self_access=(SelfAccess(on=TODAY, value=value),))

    merged, _ = together(rate(KEPT, 3), rate(GONE, 8))
    assert rating_on(merged, TODAY) == 8
    assert [one.value for one in rated(merged, 5, TODAY).self_access] == [3, 5]
    once = rated(merged, None, TODAY)
    assert rating_on(once, TODAY) == 3
    assert rating_on(rated(once, None, TODAY), TODAY) is None
