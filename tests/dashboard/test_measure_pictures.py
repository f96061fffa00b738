"""The plane of attachment, the EMDR targets and the caseload: views and figures."""

from __future__ import annotations

from datetime import date

from core.outcomes.instrument import instrument
from core.outcomes.pairs import Pair
from core.outcomes.series import series_of
from dashboard.components.plot import DARK, LIGHT
from dashboard.outcomes.attachment.charts import plane_figure
from dashboard.outcomes.attachment.view import mean_name, moved_words, planes
from dashboard.outcomes.caseload.charts import scatter_figure
from dashboard.outcomes.caseload.view import VERDICTS, scatter
from dashboard.outcomes.targets.charts import target_figure
from dashboard.outcomes.targets.view import target_courses
from tests.people import MARA, days_ago, filled_in, target

DOOR = target(MARA, "in_progress")


def rated(name: str, value: str, ago: int, order: int = 0, about: str = str(DOOR.id)) -> object:
    return filled_in(MARA, name, (int(value),), days_ago(ago), about=about, order=order)


def pair(code: str, pre: float, post: float, scores: int = 2) -> Pair:
    return Pair(DOOR.id, code, code, date(2026, 1, 7), pre, date(2026, 5, 7), post, scores)


class TestPlane:
    def plane(self) -> object:
        taken = [
            filled_in(MARA, "ecr-rs", typed, days_ago(ago), about=whom)
            for whom, typed, ago in (
                ("partner", "444444777", 70), ("partner", "444444444", 7), ("mother", "1" * 9, 7),
            )
        ]  # fmt: skip
        (plane,) = planes(series_of(taken))
        return plane

    def test_a_move_is_said_with_its_direction_and_its_days(self) -> None:
        words = {trail.name: moved_words(trail) for trail in self.plane().trails}
        assert words["partner"] == (
            f"avoidance 4.0, anxiety 7.0 on {days_ago(70).day}\u00a0{days_ago(70):%b}, then 4.0 "
            f"and 4.0 on {days_ago(7).day}\u00a0{days_ago(7):%b}: avoidance the same, anxiety "
            "3.00 lower."
        )
        assert "change needs two" in words["mother"]

    def test_no_corner_of_the_plane_has_a_name(self) -> None:
        drawn = str(plane_figure(self.plane(), LIGHT)).lower()
        for style in ("fearful", "dismissing", "preoccupied", "secure", "style"):
            assert style not in drawn

    def test_without_a_verified_reliability_nothing_is_shaded_and_it_says_so(self) -> None:
        plane = self.plane()
        assert plane_figure(plane, LIGHT)["layout"]["shapes"] == []
        assert any("No verified reliability" in line for line in plane.notes)

    def test_paths_differ_by_more_than_colour(self) -> None:
        for colours in (LIGHT, DARK):
            lines = plane_figure(self.plane(), colours)["data"]
            assert len({line["line"]["dash"] for line in lines}) == len(lines)
            assert len({line["marker"]["symbol"][-1] for line in lines}) == len(lines)

    def test_a_mean_is_named_by_its_relationships(self) -> None:
        assert any(row[0] == "mean of mother and partner" for row in self.plane().rows)
        assert mean_name(("father", "mother", "partner")) == "mean of mother, father and partner"

    def test_at_most_three_means_are_drawn_those_rated_last(self) -> None:
        days = (("mother", "father"), ("mother", "partner"), ("father", "partner"),
                ("partner", "friend"))  # fmt: skip
        taken = [
            filled_in(MARA, "ecr-rs", "4" * 9, days_ago(90 - 7 * n), about=whom)
            for n, both in enumerate(days)
            for whom in both
        ]
        (plane,) = planes(series_of(taken))
        assert [trail.name for trail in plane.trails if trail.name.startswith("mean")] == [
            "mean of partner and close friend", "mean of father and partner",
            "mean of mother and partner",
        ]  # fmt: skip
        assert any("1 earlier mean of other relationships left out" in n for n in plane.notes)
        lines = plane_figure(plane, LIGHT)["data"]
        assert len({line["marker"]["symbol"][-1] for line in lines}) == len(lines)


class TestTargets:
    def course(self) -> object:
        taken = [rated("sud", "9", 14), rated("sud", "7", 7), rated("sud", "4", 7, 1),
                 rated("voc", "2", 14)]  # fmt: skip
        (course,) = target_courses(series_of(taken), [DOOR])
        return course

    def test_ratings_of_one_day_stay_in_their_order(self) -> None:
        course = self.course()
        assert [row[1:3] for row in course.rows] == [("9", "2"), ("7 → 4", "–")]
        assert course.title == "The kitchen door"
        assert course.status == "Past memories, in progress"

    def test_each_rating_names_its_direction(self) -> None:
        assert "lower is better" in self.course().sentence
        assert "higher is better" in self.course().sentence

    def test_both_panels_share_one_line_of_ratings(self) -> None:
        figure = target_figure(self.course(), LIGHT)
        assert [line["x"] for line in figure["data"]] == [[1, 2, 3], [1]]
        assert figure["layout"]["xaxis"]["tickvals"] == [1, 2]
        assert figure["layout"]["yaxis"]["range"] == [-0.5, 10.5]
        assert figure["layout"]["yaxis2"]["range"] == [0.5, 7.5]

    def test_a_rated_target_that_was_taken_out_is_still_shown(self) -> None:
        (course,) = target_courses(series_of([rated("sud", "9", 14, about="gone")]), [DOOR])
        assert course.title == "A target that was taken out"


class TestCaseload:
    def test_one_score_is_counted_and_not_drawn(self) -> None:
        view = scatter(instrument("phq-9"), [pair("A", 18, 6), pair("B", 11, 11, 1)])
        assert [(dot.pre, dot.post) for dot in view.dots] == [(18, 6)]
        assert "1 client with two or more PHQ-9 scores: 1 reliably better." in view.sentence
        assert "1 with one score is not drawn." in view.sentence

    # NHS Talking Therapies: 6 points are reliable and 10 is the line (outcome-stats section 4).
    def test_the_lines_are_the_published_ones(self) -> None:
        view = scatter(instrument("phq-9"), [pair("A", 18, 12), pair("B", 18, 13)])
        assert (view.reliable, view.cutoff[0]) == (6, 10)
        assert [line.verdict for line in view.lines] == [
            "reliably better; still at or above 10 (screening line)",
            "within measurement error; still at or above 10 (screening line)",
        ]

    def test_clients_at_one_place_share_a_dot_that_says_how_many(self) -> None:
        view = scatter(instrument("phq-9"), [pair("A", 18, 12), pair("B", 18, 12)])
        figure = scatter_figure(view, LIGHT)
        (drawn,) = [line for line in figure["data"] if line["x"]]
        assert (drawn["text"], drawn["customdata"]) == (["2 clients"], ["A, B"])

    def test_a_name_cannot_write_into_the_picture(self) -> None:
        view = scatter(instrument("phq-9"), [pair("<b>A</b>", 18, 12)])
        assert "<b>A" not in str(scatter_figure(view, LIGHT))

    def test_verdicts_differ_by_symbol(self) -> None:
        view = scatter(
            instrument("phq-9"), [pair("A", 18, 12), pair("B", 18, 17), pair("C", 10, 19)]
        )
        drawn = scatter_figure(view, LIGHT)["data"]
        assert [line["name"] for line in drawn] == list(VERDICTS.values())[:3]
        assert len({line["marker"]["symbol"] for line in drawn}) == 3
        assert [line["text"] for line in drawn] == [["A"], ["B"], ["C"]]

    def test_a_convention_is_no_measurement_error(self) -> None:
        view = scatter(instrument("who-5"), [pair("A", 40, 60), pair("B", 40, 44)])
        assert view.sentence.endswith("1 better by convention, 1 too few points by convention.")

    def test_nobody_is_an_empty_view_and_not_a_fault(self) -> None:
        view = scatter(instrument("phq-9"), [])
        assert view.dots == ()
        assert view.sentence == "0 clients with two or more PHQ-9 scores."


def test_nothing_rated_is_nothing_drawn() -> None:
    assert planes([]) == []
    assert target_courses([], [DOOR]) == []
