"""The stacked charts: what they show (plain Python) and how they are drawn (the figure's spec)."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

import pytest

from core.approaches.model import StageReached
from core.outcomes.course import Growth
from core.outcomes.model import Administration
from core.outcomes.personal import PersonalCourse
from core.outcomes.series import series_of
from dashboard.components.plot import DARK, LIGHT, Spec
from dashboard.outcomes.over_time.charts import stack_figure
from dashboard.outcomes.over_time.meaning import expected_words
from dashboard.outcomes.over_time.panels import Panel
from dashboard.outcomes.over_time.view import (
    File,
    Stack,
    choices,
    chosen_at_first,
    key_words,
    never_filled_in,
    periods,
    stack,
)
from tests.people import MARA, TODAY, days_ago, filled_in, phq9, plan, seen

FALLING = (17, 16, 17, 11, 9, 8)
WORDS = "I freeze when he raises his voice, and then I cannot find a single word"


def gad7(total: int, ago: int) -> Administration:
    answers = tuple(max(0, min(3, total - 3 * place)) for place in range(7))
    return filled_in(MARA, "gad-7", answers, days_ago(ago))


def total(value: float, ago: int) -> Administration:
    return Administration(
        client_id=MARA.id,
        instrument="phq-9",
        instrument_version="1",
        taken_on=days_ago(ago),
        total_only=value,
    )


def own(*points: tuple[int, float]) -> PersonalCourse:
    dated = tuple((days_ago(ago), value) for ago, value in points)
    return PersonalCourse(MARA.id, WORDS, "problem", "lower", dated, "open")


def a_file(*taken: Administration, **more: object) -> File:
    parts: dict[str, object] = {"own": (), "sessions": (), "plans": ()} | more
    return File(series_of(taken), **parts)


def full_file() -> File:
    """Six PHQ-9 a week apart, three GAD-7, own words, a plan with a stage and an event."""
    weeks = [42, 35, 28, 21, 14, 7]
    return a_file(
        *(phq9(MARA, score, days_ago(ago)) for score, ago in zip(FALLING, weeks, strict=True)),
        *(gad7(score, ago) for score, ago in ((14, 42), (12, 28), (6, 7))),
        own=(own((42, 8), (28, 6), (28, 5), (7, 3)),),
        sessions=[
            seen(MARA, days_ago(ago), change_events=("soften",) if ago == 21 else ())
            for ago in weeks
        ],
        plans=[
            plan(
                MARA,
                None,
                chosen_on=days_ago(35),
                measures=("PHQ-9 and GAD-7 each session",),
                stages=(StageReached(stage="efit1", on=days_ago(35)),),
            )
        ],
    )


def shown(file: File, period: str = "all", keys: Sequence[str] = ()) -> Stack:
    named = choices(file, "")
    return stack(file, keys or chosen_at_first(list(named)), period, TODAY)


def panel_of(found: Stack, name: str) -> Panel:
    return next(panel for panel in found.panels if panel.name == name)


class TestView:
    def test_a_panel_names_its_direction_and_both_ends_of_its_scale(self) -> None:
        panel = panel_of(shown(full_file()), "PHQ-9")
        assert panel.title == "PHQ-9 · lower is better · 0 to 27"
        assert (panel.low, panel.high) == (0, 27)

    def test_sessions_without_a_measure_stay_in_sight_after_the_last_score(self) -> None:
        weekly = [*range(63, 28, -7)]
        file = a_file(
            *(phq9(MARA, 14, days_ago(ago)) for ago in weekly),
            sessions=[seen(MARA, days_ago(ago)) for ago in (*weekly, 28, 21, 14)],
        )
        found = shown(file)
        hollows = [hollow.on for hollow in panel_of(found, "PHQ-9").hollows]
        assert days_ago(14) in hollows
        assert found.end == days_ago(14)

    def test_what_a_dot_says(self) -> None:
        """NHS caseness at 10 and reliable change of 6: the manual as restated in the file."""
        dots = panel_of(shown(full_file()), "PHQ-9").scores
        assert "first score" in dots[0].hover
        said = dots[-1].hover.split("\n")
        assert said[:2] == ["PHQ-9", "8 on a scale of 0 to 27"]
        assert "mild" in said
        assert "below 10: screening line, NHS caseness" in said
        assert "9 lower than the first (6 is reliable, verified)" in said

    def test_from_where_a_change_is_reliable_is_drawn_on_both_sides(self) -> None:
        edges = panel_of(shown(full_file()), "PHQ-9").edges
        assert [edge.words for edge in edges] == ["reliable: 11 or less", "reliable: 23 or more"]

    def test_an_edge_beyond_the_scale_is_not_drawn(self) -> None:
        (edge,) = panel_of(shown(a_file(phq9(MARA, 5, days_ago(7)))), "PHQ-9").edges
        assert edge.value == 11

    def test_a_missed_measure_breaks_the_line_and_says_by_which_rule(self) -> None:
        panel = panel_of(shown(full_file()), "GAD-7")
        assert [dot.on for dot in panel.dots if dot.value is None] == [
            days_ago(ago) for ago in (35, 21, 14)
        ]
        assert {hollow.left_out for hollow in panel.hollows} == {False}
        assert all("the plan asks for it" in hollow.hover for hollow in panel.hollows)

    def test_a_form_without_a_score_breaks_the_line_too(self) -> None:
        left_out = filled_in(MARA, "phq-9", "22222222-", days_ago(14))
        found = shown(a_file(phq9(MARA, 16, days_ago(21)), left_out, phq9(MARA, 9, days_ago(7))))
        panel = panel_of(found, "PHQ-9")
        assert [dot.value for dot in panel.dots] == [16, None, 9]
        (hollow,) = panel.hollows
        assert hollow.left_out
        assert "item 9" in hollow.hover

    def test_a_total_and_a_flagged_answer_are_told_apart(self) -> None:
        found = shown(a_file(total(12, 21), phq9(MARA, 12, days_ago(14), item_9=1)))
        assert [dot.kind for dot in panel_of(found, "PHQ-9").dots] == ["total", "flagged"]
        assert "only the total is known" in key_words(found)
        assert "a risk answer is flagged" in key_words(found)

    def test_two_forms_of_a_day_stand_side_by_side(self) -> None:
        twice = [phq9(MARA, score, days_ago(7), order=order) for order, score in enumerate((9, 8))]
        dots = panel_of(shown(a_file(*twice)), "PHQ-9").dots
        assert dots[0].at < dots[1].at
        assert "number 2 on that day" in dots[1].hover
        assert dots[0].on == dots[1].on

    @pytest.mark.parametrize(("scores", "drawn"), [(3, False), (4, True)])
    def test_an_own_trend_needs_four_scores(self, scores: int, drawn: bool) -> None:
        taken = [phq9(MARA, 16 - n, days_ago(70 - 7 * n)) for n in range(scores)]
        assert bool(panel_of(shown(a_file(*taken)), "PHQ-9").trend) is drawn

    def test_long_own_words_are_cut_at_a_word_and_full_on_hover(self) -> None:
        (panel,) = [p for p in shown(full_file()).panels if p.key.startswith("own.")]
        assert panel.name == "“I freeze when he raises …”"
        assert "0 not at all troubling" in panel.dots[0].hover

    def test_letters_are_stages_and_numbers_are_events(self) -> None:
        assert [(m.sign, m.landmark.kind) for m in shown(full_file()).marks] == [
            ("A", "stage"), ("1", "event"),
        ]  # fmt: skip

    def test_the_period_narrows_dots_and_marks(self) -> None:
        found = shown(full_file(), "plan")
        assert found.start == days_ago(35)
        assert [dot.value for dot in panel_of(found, "PHQ-9").scores] == list(FALLING[1:])
        assert periods(a_file()) == ["all", "weeks"]

    def test_a_measure_of_the_plan_that_was_never_filled_in_is_named(self) -> None:
        asked = plan(MARA, None, chosen_on=days_ago(35), measures=("gad-7", "phq-9"))
        assert never_filled_in(a_file(phq9(MARA, 9, TODAY), plans=[asked])) == ["GAD-7"]

    def test_the_alternative_text_holds_first_and_latest_of_each(self) -> None:
        alt = shown(full_file()).alt
        assert "PHQ-9 17 on" in alt
        assert "to 8 on" in alt
        assert "(6 scores)" in alt


class TestFigure:
    @pytest.fixture
    def figure(self) -> Spec:
        return stack_figure(shown(full_file()), LIGHT)

    def axes(self, figure: Spec) -> list[Spec]:
        names = [name for name in figure["layout"] if name.startswith("yaxis")]
        return [figure["layout"][name] for name in names]

    def test_one_time_axis_for_every_panel_and_none_overlaps_another(self, figure: Spec) -> None:
        axes = self.axes(figure)
        assert len(axes) == 1 + 1 + 3  # landmarks, one risk item, three panels
        assert {axis["anchor"] for axis in axes} == {"x"}
        domains = [axis["domain"] for axis in axes]
        assert all(upper[0] > lower[1] for upper, lower in pairwise(domains))
        assert all(0 <= low < high <= 1 for low, high in domains)
        assert not any("xaxis" in trace for trace in figure["data"])

    def test_the_whole_scale_is_drawn(self, figure: Spec) -> None:
        low, high = self.axes(figure)[3]["range"]
        assert low < 0
        assert high > 27

    def test_stages_and_events_cross_every_panel_in_different_dashes(self, figure: Spec) -> None:
        lines = [s for s in figure["layout"]["shapes"] if s.get("yref") == "paper"]
        assert [line["line"]["dash"] for line in lines] == ["solid", "dashdot"]
        assert all((line["y0"], line["y1"]) == (0, 1) for line in lines)

    def test_lines_are_named_and_differ_by_dash(self, figure: Spec) -> None:
        words = [note["text"] for note in figure["layout"]["annotations"]]
        assert "10: screening line" in words
        assert not any("…" in one for one in words if "line" in one)
        assert "reliable: 11 or less" in words
        dashes = [s["line"].get("dash") for s in figure["layout"]["shapes"] if s["type"] == "line"]
        assert {"dash", "dashdot"} <= set(dashes)

    def test_a_missed_measure_is_a_hole_in_the_line(self, figure: Spec) -> None:
        (trace,) = [t for t in figure["data"] if t.get("name") == "GAD-7"]
        assert None in trace["y"]
        assert not trace.get("connectgaps")

    def test_across_the_hole_a_faint_line_joins_the_scores(self, figure: Spec) -> None:
        faint = [t for t in figure["data"] if t.get("opacity")]
        assert len(faint) == 1
        assert faint[0]["y"] == [14, 12, 6]

    def test_risk_answers_are_never_joined_by_a_line(self, figure: Spec) -> None:
        (trace,) = [t for t in figure["data"] if t["yaxis"] == "y2"]
        assert trace["mode"] == "markers+text"

    def test_what_somebody_typed_is_never_markup(self) -> None:
        course = own((7, 3))._replace(words="<b>x</b>")
        assert "<b>x" not in str(stack_figure(shown(a_file(own=(course,))), DARK))

    def test_words_at_the_right_do_not_touch(self, figure: Spec) -> None:
        """Ten and eight are close together on the GAD-7: one stands above, one below its line."""
        of_gad7 = next(
            t["yaxis"] for t in figure["data"] if t.get("name") == "GAD-7" and "yaxis" in t
        )
        notes = {n["text"]: n for n in figure["layout"]["annotations"] if n["yref"] == of_gad7}
        assert notes["10: screening line"]["yanchor"] == "bottom"
        assert notes["8: NHS caseness"]["yanchor"] == "top"

    def test_a_norm_group_of_the_practice_is_a_strip_between_two_edges(self) -> None:
        """Nothing is known about people here, so the strip is the group's mean and 1.28 sigma."""
        file = full_file()._replace(
            growth=[
                Growth(
                    instrument="phq-9",
                    scale="total",
                    norm_group="made up",
                    n=9,
                    g="linear",
                    mu=(20, -1),
                    T=((0, 0), (0, 0)),
                    sigma=2,
                    first_session=1,
                    last_session=20,
                )
            ]
        )
        panel = panel_of(shown(file), "PHQ-9")
        assert len(panel.expected) == 6
        figure = stack_figure(shown(file), LIGHT)
        assert [t.get("fill") for t in figure["data"]].count("toself") == 1
        words = expected_words(file, next(s for s in file.courses if s.instrument.id == "phq-9"))
        assert "four in five people of this group" in words
        assert "made up" in words

    def test_a_year_of_scores_and_no_landmark_is_drawn(self) -> None:
        taken = [phq9(MARA, n % 27, days_ago(n)) for n in range(400)]
        figure = stack_figure(shown(a_file(*taken)), LIGHT)
        assert len(self.axes(figure)) == 2
