"""The client's own record of what was tried: counted, never mixed, no median of a few."""

from __future__ import annotations

from core.triggers.model import Episode, StrategyTried
from core.triggers.what_helped import FEWEST_MEASURED, strategy_records
from dashboard.triggers.helps.view import KINDS, helps_view, own_record
from tests.people import MARA, days_ago, episode

Use = tuple[str, int | None]


def tried(before: int | None, *uses: Use, scale: str = "0-100", **more: object) -> Episode:
    made = tuple(StrategyTried(strategy=s, arousal_after=after, **more) for s, after in uses)
    return episode(MARA, days_ago(1), arousal=before, arousal_scale=scale, strategies=made)


BREATHING = [
    tried(80, ("slow_breath", 50), keep="yes", helped=3),
    tried(70, ("slow_breath", 60), keep="yes"),
    tried(90, ("slow_breath", 45), ("music", 45)),
    tried(60, ("slow_breath", None), keep="no"),
    tried(None, ("slow_breath", 20)),
]


def test_uses_and_measured_uses_are_counted_apart() -> None:
    record = strategy_records(BREATHING)[0]
    assert (record.strategy, record.uses, record.measured) == ("slow_breath", 5, 3)
    assert (record.kept, record.given_up, record.helped) == (2, 1, (3,))


def test_the_median_drop_has_its_range_beside_it() -> None:
    """Drops of 30, 10 and 45: the middle one is 30."""
    record = strategy_records(BREATHING)[0]
    measured = record.on("0-100")
    assert measured is not None
    assert sorted(measured.drops) == [10, 30, 45]
    assert record.median_drop == 30
    assert own_record(record).startswith("5 uses, 3 measured, median drop 30 (from 10 to 45)")


def test_a_use_together_with_something_else_is_said() -> None:
    record = strategy_records(BREATHING)[0]
    assert record.with_another == 1
    assert "1 of them together with something else" in own_record(record)


def test_below_three_measured_uses_there_is_no_median() -> None:
    assert FEWEST_MEASURED == 3
    record = next(one for one in strategy_records(BREATHING) if one.strategy == "music")
    assert (record.uses, record.measured, record.median_drop) == (1, 1, None)
    assert "1 measured (arousal 90 to 45)" in own_record(record)


def test_below_five_episodes_there_is_no_median_however_many_were_measured() -> None:
    four = [tried(80, ("slow_breath", 40)) for _ in range(4)]
    assert strategy_records(four)[0].median_drop is None
    assert strategy_records([*four, four[0]])[0].median_drop == 40


def test_the_two_scales_are_summarised_apart() -> None:
    on_100 = [tried(80, ("slow_breath", 40)) for _ in range(3)]
    on_10 = [tried(8, ("slow_breath", 6), scale="SUD 0-10") for _ in range(3)]
    record = strategy_records(on_100 + on_10)[0]
    assert [(one.scale, one.median_drop) for one in record.scales] == [
        ("0-100", 40), ("SUD 0-10", 2),
    ]  # fmt: skip
    assert "3 measured on SUD 0 to 10, median drop 2 (from 2 to 2)" in own_record(record)


def test_arousal_that_rose_is_a_drop_below_nothing() -> None:
    rose = [tried(50, ("delay", 70)) for _ in range(5)]
    assert strategy_records(rose)[0].median_drop == -20


def test_what_helps_lists_every_strategy_once_the_most_used_first() -> None:
    kinds = helps_view(strategy_records(BREATHING))
    body = kinds[0]
    assert body.title == KINDS["bottom_up"]
    assert [one.name for one in body.used] == ["Slow paced breathing", "Music or rhythm"]
    assert all(one.own for one in body.used)
    assert not any(one.own for one in body.unused)
    names = [one.name for kind in kinds for one in (*kind.used, *kind.unused)]
    assert len(names) == len(set(names)) == 28


def test_ones_own_strategy_stands_under_ones_own_words() -> None:
    kinds = helps_view(strategy_records([tried(60, ("other: walk the dog", 40))]))
    assert kinds[-1].title == KINDS["own"]
    assert [one.name for one in kinds[-1].used] == ["walk the dog"]
    assert "no evidence was looked up" in kinds[-1].used[0].evidence


def test_the_evidence_has_its_grade_and_its_source() -> None:
    [body, top, *_] = helps_view([])
    said = {one.name: one.evidence for one in (*body.unused, *top.unused)}
    assert "Laborde" in said["Slow paced breathing"]
    assert "Also at high arousal" in said["Slow paced breathing"]
    assert "Needs room to think" in said["Look for another reading"]
    assert said["Music or rhythm"].startswith("Not graded here")
