"""What recurs in the diary: counts, never causes, and no averages of a few."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.assembly import Services
from core.errors import InvalidEntry
from core.formulation.counts import Diary
from core.record import build
from core.triggers.model import Episode, StrategyTried
from core.triggers.patterns import FEWEST_FOR_PATTERNS, MOST_WEEKS, patterns
from dashboard.triggers.patterns.view import patterns_view
from tests.people import CLINICIAN, JONAS, MARA, days_ago, episode

pytestmark = pytest.mark.usefixtures("auckland")  # days and hours are counted by its clock


def felt(*arousals: int) -> list[Episode]:
    return [episode(MARA, days_ago(day), arousal=a) for day, a in enumerate(arousals)]


def tried(before: int, after: int | None, scale: str = "0-100") -> Episode:
    use = StrategyTried(strategy="slow_breath", arousal_after=after)
    return episode(MARA, days_ago(1), arousal=before, arousal_scale=scale, strategies=(use,))


def test_an_empty_diary_has_nothing_to_count() -> None:
    found = patterns([])
    assert (found.episodes, found.themes, found.weeks, found.median_arousal) == (0, [], [], None)
    assert found.parts_of_day == [("morning", 0), ("afternoon", 0), ("evening", 0), ("night", 0)]


def test_below_five_episodes_there_are_counts_and_no_average() -> None:
    assert FEWEST_FOR_PATTERNS == 5
    four, five = patterns(felt(80, 60, 40, 90)), patterns(felt(80, 60, 40, 90, 70))
    assert (four.episodes, four.median_arousal) == (4, None)
    assert (five.episodes, five.median_arousal) == (5, 70)
    assert four.cues == [("reply_delay", 4)]


def test_below_five_episodes_no_average_drop_is_given_for_a_strategy() -> None:
    use = patterns([tried(80, 50)]).strategies[0]
    assert (use.uses, use.measured, use.median_drop) == (1, 1, None)


def test_a_strategy_is_summarised_by_its_median_drop() -> None:
    found = patterns([tried(80, 50), tried(60, 50), tried(70, None), tried(90, 20), tried(50, 50)])
    use = found.strategies[0]
    assert (use.uses, use.measured, use.median_drop) == (5, 4, 20)


def test_drops_on_two_scales_are_never_averaged_together() -> None:
    found = patterns([*(tried(80, 40) for _ in range(5)), *(tried(8, 4, "SUD 0-10"),) * 5])
    assert found.strategies[0].median_drop == 40


def test_arousal_on_the_sud_scale_is_not_mixed_into_the_median() -> None:
    sud = [episode(MARA, days_ago(1), arousal=9, arousal_scale="SUD 0-10") for _ in range(3)]
    assert patterns([*felt(80, 70), *sud]).median_arousal == 75
    assert patterns(sud * 2).median_arousal is None


def test_what_was_not_asked_is_not_counted_as_an_answer() -> None:
    found = patterns([
        episode(MARA, days_ago(1), cue="not_asked", action="declined"),
        episode(MARA, days_ago(2), action="pursue", themes=("abandonment",)),
        episode(MARA, days_ago(3), action="pursue", themes=("abandonment", "not_mattering")),
    ])  # fmt: skip
    assert found.cues == [("reply_delay", 2)]
    assert found.actions == [("pursue", 2)]
    assert found.themes == [("abandonment", 2), ("not_mattering", 1)]
    assert found.theme_by_action == {("abandonment", "pursue"): 2, ("not_mattering", "pursue"): 1}


@pytest.mark.parametrize(
    ("hour", "part"),
    [(0, "night"), (5, "night"), (6, "morning"), (11, "morning"), (12, "afternoon"),
     (17, "afternoon"), (18, "evening"), (23, "evening")],
)  # fmt: skip
def test_an_hour_belongs_to_the_part_of_day_it_starts(hour: int, part: str) -> None:
    counted = dict(patterns([episode(MARA, days_ago(1), hour)]).parts_of_day)
    assert counted[part] == 1
    assert sum(counted.values()) == 1


def test_a_moment_in_utc_is_counted_by_this_computers_clock() -> None:
    """21:30 UTC on Tuesday 9 June 2026 is 9:30 on Wednesday in Auckland (UTC+12)."""
    late = build(Episode, client_id=MARA.id, happened_at="2026-06-09T21:30:00Z", situation="x",
                 minutes_to_recover=30)  # fmt: skip
    found = patterns([late])
    assert [name for name, count in found.weekdays if count] == ["wednesday"]
    assert [name for name, count in found.parts_of_day if count] == ["morning"]
    assert found.recovered_on == [(date(2026, 6, 10), 30)]
    assert late.local.hour == 9
    assert late.day == Diary([late]).days[0] == date(2026, 6, 10)


def test_one_episode_of_long_ago_is_no_century_of_weeks() -> None:
    found = patterns([episode(MARA, date(1901, 3, 14)), episode(MARA, days_ago(3))])
    assert len(found.weeks) == MOST_WEEKS == 520
    assert (found.weeks[-1].starts_on, found.episodes) == (date(2026, 6, 8), 2)


def test_weeks_start_on_monday_and_quiet_weeks_are_shown() -> None:
    found = patterns([
        episode(MARA, days_ago(3), arousal=60),  # Monday 8 June
        episode(MARA, days_ago(4), arousal=80),  # Sunday 7 June
        episode(MARA, days_ago(18), arousal=30),  # Sunday 24 May
    ]).weeks  # fmt: skip
    assert [(f"{w.starts_on:%a %d %b}", w.episodes, w.highest_arousal) for w in found] == [
        ("Mon 18 May", 1, 30), ("Mon 25 May", 0, None), ("Mon 01 Jun", 1, 80),
        ("Mon 08 Jun", 1, 60),
    ]  # fmt: skip


def test_a_chain_is_complete_when_every_link_is_known() -> None:
    whole = {
        "themes": ("abandonment",), "primary_emotion": "fear", "action": "pursue",
        "response": "withdrew",
    }  # fmt: skip
    assert patterns([episode(MARA, days_ago(1), **whole)]).completed_chains == 1
    for missing in ("primary_emotion", "action", "response"):
        part = episode(MARA, days_ago(1), **(whole | {missing: "not_asked"}))
        assert patterns([part]).completed_chains == 0
    assert patterns([episode(MARA, days_ago(1), **(whole | {"themes": ()}))]).completed_chains == 0


@given(st.lists(st.tuples(st.integers(0, 400), st.none() | st.integers(0, 100)), max_size=30))
def test_every_episode_is_counted_once(drawn: list[tuple[int, int | None]]) -> None:
    episodes = [episode(MARA, days_ago(day), arousal=arousal) for day, arousal in drawn]
    found = patterns(episodes)
    assert sum(week.episodes for week in found.weeks) == len(episodes)
    assert sum(count for _, count in found.parts_of_day) == len(episodes)
    assert found == patterns(list(reversed(episodes)))


@pytest.mark.parametrize(
    ("scale", "arousal", "after"), [("SUD 0-10", 11, 5), ("SUD 0-10", 9, 50), ("0-100", 101, 5)]
)
def test_arousal_beyond_its_scale_is_refused(scale: str, arousal: int, after: int) -> None:
    with pytest.raises(InvalidEntry):
        build(
            Episode, client_id=MARA.id, happened_at="2026-06-01T10:00:00+12:00", situation="x",
            arousal=arousal, arousal_scale=scale,
            strategies=({"strategy": "slow_breath", "arousal_after": after},),
        )  # fmt: skip


@pytest.mark.usefixtures("mara")
def test_the_diary_is_newest_first_and_one_persons_own(services: Services) -> None:
    services.clients.save(CLINICIAN, JONAS)
    services.triggers.save(CLINICIAN, episode(JONAS, days_ago(1)))
    for day, hour in ((3, 9), (1, 21), (3, 22)):
        services.triggers.save(CLINICIAN, episode(MARA, days_ago(day), hour))
    found = services.triggers.episodes(CLINICIAN, MARA.id)
    assert [(e.happened_at.day, e.happened_at.hour) for e in found] == [(10, 21), (8, 22), (8, 9)]


def test_an_episode_of_which_only_the_day_is_known_has_no_time_of_day() -> None:
    """By hand: one evening counted, one day without a time left out, both on weekdays."""
    timed = episode(MARA, days_ago(3), 21)
    untimed = episode(MARA, days_ago(2), 12, time_known=False)
    found = patterns([timed, untimed])
    assert sum(count for _, count in found.parts_of_day) == found.without_time == 1
    assert sum(count for _, count in found.weekdays) == 2
    assert patterns_view(found).times[0].title == "Time of day (1 without a time left out)"
