"""More of what is derived from the diary: weekdays, recovery, themes over weeks, the chain."""

from __future__ import annotations

from datetime import timedelta

from core.triggers.patterns import FEWEST_WEEKS_FOR_A_TREND, patterns
from dashboard.components.plot import LIGHT
from dashboard.triggers.patterns.before_after import before_after_figure
from dashboard.triggers.patterns.charts import (
    count_figure,
    matrix_figure,
    recovery_figure,
    trend_figure,
)
from dashboard.triggers.patterns.view import minutes_words, patterns_view
from tests.people import MARA, TODAY, days_ago, episode

# TODAY is Thursday 11 June 2026, so 3 days ago is a Monday.


def test_weekdays_are_counted_from_monday() -> None:
    found = patterns([episode(MARA, days_ago(day)) for day in (3, 10, 4)])
    counted = [count for _, count in found.weekdays]
    assert [name for name, _ in found.weekdays][::6] == ["monday", "sunday"]
    assert counted == [2, 0, 0, 0, 0, 0, 1]


def test_minutes_until_calm_have_a_median_from_five_episodes_on() -> None:
    four = [episode(MARA, days_ago(n), minutes_to_recover=m) for n, m in enumerate((30, 90, 60, 9))]
    assert (patterns(four).recovery.n, patterns(four).recovery.median) == (4, None)
    five = [*four, episode(MARA, days_ago(9))]
    assert (patterns(five).recovery.n, patterns(five).recovery.median) == (4, 45)
    assert patterns_view(patterns(five)).recovery == (
        "Time to calm: median 45 min, from 9 min to 90 min (n = 4)."
    )


def test_a_theme_is_counted_once_an_episode_in_its_week() -> None:
    themed = [
        episode(MARA, days_ago(day), themes=("abandonment",)) for day in (3, 3, 10, 24)
    ]  # fmt: skip
    found = patterns([*themed, episode(MARA, days_ago(17), themes=("shame",))])
    by_theme = {one.theme: one for one in found.theme_weeks}
    assert by_theme["abandonment"].counts == (1, 0, 1, 2)
    assert by_theme["shame"].counts == (0, 1, 0, 0)
    assert by_theme["abandonment"].trend == (1.0,)


def test_there_is_no_trend_line_below_four_weeks() -> None:
    assert FEWEST_WEEKS_FOR_A_TREND == 4
    three = [episode(MARA, days_ago(day), themes=("shame",)) for day in (3, 10, 17)]
    [theme] = patterns(three).theme_weeks
    assert (theme.counts, theme.trend) == ((1, 1, 1), ())
    trend = patterns_view(patterns(three)).trend
    assert trend is not None
    assert trend.note.endswith(" No line below 4 weeks that are over.")
    assert [one["type"] for one in trend_figure(trend, LIGHT)["data"]] == ["bar"]


def test_the_week_that_is_still_running_is_left_out_of_the_line() -> None:
    """TODAY is a Thursday: its week has a bar and no part in the mean of the four before it."""
    made = [episode(MARA, days_ago(day), themes=("shame",)) for day in (1, 1, 1, 10, 17, 24, 31)]
    made.append(episode(MARA, days_ago(2)))
    [theme] = patterns(made, TODAY).theme_weeks
    assert (theme.counts, theme.trend) == ((1, 1, 1, 1, 3), (1.0,))
    assert patterns(made).theme_weeks[0].trend == (1.0, 1.5)
    after_sunday = TODAY + timedelta(days=4)
    assert patterns(made, after_sunday).theme_weeks[0].trend == (1.0, 1.5)
    trend = patterns_view(patterns(made, TODAY)).trend
    assert trend is not None
    assert trend.note.startswith("n = 8 episodes;")
    bars, line = trend_figure(trend, LIGHT)["data"]
    assert bars["customdata"] == [1, 1, 1, 1, 4]
    assert line["x"] == [days_ago(10).isoformat()]


def test_a_response_not_known_is_a_step_not_known() -> None:
    whole = {"themes": ("shame",), "primary_emotion": "fear", "action": "pursue"}
    found = patterns([episode(MARA, days_ago(1), response="unknown", **whole)])
    assert found.completed_chains == 0
    assert dict(found.known_steps)["response"] == 0


def test_the_steps_of_the_chain_are_counted() -> None:
    whole = {
        "themes": ("abandonment",), "primary_emotion": "fear", "action": "pursue",
        "response": "withdrew",
    }  # fmt: skip
    found = patterns([
        episode(MARA, days_ago(1), **whole),
        episode(MARA, days_ago(2), **(whole | {"response": "not_asked"})),
        episode(MARA, days_ago(3), cue="declined"),
    ])  # fmt: skip
    assert found.completed_chains == 1
    assert dict(found.known_steps) == {
        "cue": 2, "themes": 2, "primary_emotion": 2, "action": 2, "response": 1,
    }  # fmt: skip
    assert patterns_view(found).chain.startswith("The whole chain is known in 1 of 3: cue in 2")


def test_arousal_on_each_scale_has_its_own_summary() -> None:
    on_10 = [episode(MARA, days_ago(1), arousal=a, arousal_scale="SUD 0-10") for a in (9, 5, 7)]
    on_100 = [episode(MARA, days_ago(2), arousal=a) for a in (80, 60)]
    found = patterns([*on_10, *on_100])
    assert (found.arousal["0-100"].median, found.arousal["SUD 0-10"].median) == (70, 7)
    said = patterns_view(found).summary
    assert "(0 to 100): median 70, from 60 to 80 (n = 2)" in said
    assert "(SUD 0 to 10): median 7, from 5 to 9 (n = 3)" in said


def test_below_five_episodes_the_page_says_that_only_counts_are_shown() -> None:
    few = patterns_view(patterns([episode(MARA, days_ago(1), minutes_to_recover=9)] * 4))
    assert few.summary == "4 episodes. Below 5 episodes only counts are shown."
    assert few.recovered == ()


def test_the_matrix_holds_every_count_in_its_cell() -> None:
    made = [
        episode(MARA, days_ago(1), themes=("abandonment", "shame"), action="pursue"),
        episode(MARA, days_ago(2), themes=("abandonment",), action="pursue"),
        episode(MARA, days_ago(3), themes=("abandonment",), action="withdraw"),
    ]
    matrix = patterns_view(patterns(made)).matrix
    assert matrix is not None
    assert matrix.rows == ("Being left", "Being seen as bad, too much or defective")
    assert matrix.columns == ("Pursue or chase", "Withdraw")
    assert matrix.counts == ((2, 1), (1, 0))
    [cells] = matrix_figure(matrix, LIGHT)["data"]
    assert cells["text"] == [["2", "1"], ["1", ""]]


def test_dots_are_drawn_for_a_strategy_used_twice_and_no_median() -> None:
    made = [
        episode(MARA, days_ago(1), arousal=80,
                strategies=({"strategy": "music", "arousal_after": after},))
        for after in (40, 60)
    ]  # fmt: skip
    made += [episode(MARA, days_ago(2), arousal=50)] * 3
    [(scale, [row])] = patterns_view(patterns(made)).tried
    assert (scale, row.before, row.after, row.medians) == ("0-100", (80, 80), (40, 60), None)
    assert row.note == "n = 2, too few for a median"
    assert len(before_after_figure([row], LIGHT)["data"]) == 2


def test_every_bar_and_every_dot_carries_its_number() -> None:
    view = patterns_view(patterns([episode(MARA, days_ago(n), minutes_to_recover=30 * n)
                                   for n in range(1, 7)]))  # fmt: skip
    for bars in (*view.words, *view.times):
        drawn = count_figure(bars, LIGHT)
        said = [one["text"] for one in drawn["layout"]["annotations"]]
        assert all(any(f"<b>{count}</b>" in one for one in said) for count in bars.counts)
    assert recovery_figure(view.recovered, LIGHT)["data"][0]["y"] == [180, 150, 120, 90, 60, 30]


def test_minutes_are_said_as_a_person_says_them() -> None:
    assert [minutes_words(m) for m in (45, 119, 120, 150, 1440, 4320)] == [
        "45 min", "119 min", "2 h", "2.5 h", "24 h", "3 days",
    ]  # fmt: skip
