"""The timeline: who stands on it, where, and that no two labels touch on a phone."""

from __future__ import annotations

import random
from datetime import date
from itertools import combinations

import plotly.graph_objects as go
import pytest

from core.approaches.model import Plan
from core.history.model import History
from core.vocabulary import terms
from dashboard.components.plot import DARK, LIGHT
from dashboard.history.timeline.charts import timeline_figure
from dashboard.history.timeline.places import NARROW, places
from dashboard.history.timeline.view import Timeline, age_on, timeline
from tests.history.entries import event, figure, history, partner
from tests.people import MARA, TODAY

BORN = MARA.model_copy(update={"born": 1984, "started_on": date(2026, 2, 12)})
PERIODS = [term.id for term in terms("developmental_periods")]
QUALITIES = [term.id for term in terms("caregiving_qualities")]
HEADLINES = (
    "Dad left",
    "Moved to the coast and changed school again, twice",
    "Gran died",
    "Three weeks in hospital without visits",
    "Otorhinolaryngologische-Klinik",
)


def crowd(figures: int, events: int, seed: int = 1) -> History:
    dice = random.Random(seed)  # noqa: S311
    people = [
        figure(
            dice.choice(("Mam", "Otto Sebastian Wilhelm von und zu Habichtswald", "Gran")),
            from_age=dice.choice((0, 3, 15.5, None)),
            to_age=dice.choice((None, 20, 31)),
            safe_haven=dice.random() < 0.5,
            protective=dice.random() < 0.5,
            qualities=[
                {"period": p, "quality": dice.choice(QUALITIES), "rating": dice.choice("01234")}
                for p in dice.sample(PERIODS, dice.randrange(4))
            ],
        )
        for _ in range(figures)
    ]
    happened = [
        event(f"{dice.choice(HEADLINES)} {n}", age=round(dice.uniform(0, 42), 1),
              approximate=dice.random() < 0.3)
        for n in range(events)
    ]  # fmt: skip
    return history(*people, *happened, partner("Jonas", from_age=30, current=True))


def drawn(entries: History) -> Timeline:
    return timeline(BORN, entries, today=TODAY)


def apart(a: tuple[float, ...], b: tuple[float, ...]) -> bool:
    return a[1] <= b[0] or b[1] <= a[0] or a[3] <= b[2] or b[3] <= a[2]


@pytest.mark.parametrize("figures", range(26))
def test_no_two_labels_touch_however_many_there_are(figures: int) -> None:
    at = places(drawn(crowd(figures, figures * 3, seed=figures)))
    touching = [
        (one.lines, other.lines)
        for one, other in combinations(at.labels, 2)
        if not apart(at.box(one), at.box(other))
    ]
    assert touching == []


def test_sixty_events_keep_inside_a_phone() -> None:
    at = places(drawn(crowd(20, 60)))
    for label in at.headlines:
        left, right, top, bottom = at.box(label)
        assert left >= -1
        assert right <= NARROW + 1
        assert top >= 0
        assert bottom <= at.height


@pytest.mark.parametrize("colours", [LIGHT, DARK])
def test_the_figure_is_one_that_plotly_accepts(colours: object) -> None:
    plans = [Plan(client_id=BORN.id, approach="efit", chosen_on=date(2026, 3, 1))]
    view = timeline(BORN, crowd(4, 9), plans, TODAY)
    go.Figure(timeline_figure(view, colours))


def test_nothing_recorded_draws_nothing() -> None:
    view = drawn(history())
    assert view.empty
    go.Figure(timeline_figure(view, LIGHT))


def test_what_has_no_age_is_listed_and_not_drawn() -> None:
    view = drawn(history(figure("Gran"), event("Something at school"), partner("Sioned")))
    assert [one.words for one in view.unplaced] == ["Something at school", "Gran", "Sioned"]
    assert view.empty


def test_a_figure_without_ages_still_shows_its_ratings() -> None:
    rated = {"period": "p6_11", "quality": "responsive", "rating": "3"}
    view = drawn(history(figure("Gran", qualities=[rated])))
    (lane,) = [one for one in view.lanes if one.section == "Figures"]
    assert (lane.start, lane.cells[0].gave, lane.cells[0].start) == (None, 3, 6)
    assert [one.words for one in view.unplaced] == ["Gran"]


def test_a_date_gives_an_age_when_the_year_of_birth_is_known() -> None:
    entries = history(event("Appendix out", on=date(1993, 7, 2)))
    (dot,) = drawn(entries).events
    assert (dot.age, dot.about) == (9.0, True)  # between 8 and 9 and a half: "about 9"
    unknown = timeline(MARA.model_copy(update={"born": None}), entries, today=TODAY)
    assert unknown.events == ()


def test_nobody_is_younger_than_nothing() -> None:
    assert age_on(date(1984, 1, 1), 1984) == 0.0


def test_a_partner_who_is_a_figure_has_one_lane_with_both() -> None:
    rated = {"period": "p26p", "quality": "responsive", "rating": "2"}
    leena = figure("Leena", from_age=30, safe_haven=True, qualities=[rated])
    together = partner("Leena", figure=leena.id, current=True, position="pursuer")
    (lane,) = [one for one in drawn(history(leena, together)).lanes if one.section != "Therapy"]
    assert (lane.entry, lane.rated, lane.start) == (together.id, leena.id, 30)
    assert lane.marks == "current, pursuer, safe haven"
    assert lane.cells[0].gave == 2


def test_the_therapy_has_its_lane_and_plans_that_were_chosen() -> None:
    plans = [
        Plan(client_id=BORN.id, approach="efit", chosen_on=date(2026, 3, 1)),
        Plan(client_id=BORN.id, approach="emdr", status="planned", chosen_on=date(2026, 3, 1)),
    ]
    view = timeline(BORN, history(), plans, TODAY)
    assert [one.name for one in view.lanes] == ["This therapy", "EFIT for individuals"]


def test_every_mark_that_can_be_clicked_names_its_entry() -> None:
    entries = crowd(5, 8)
    known = {str(one.id) for group in entries for one in group} | {""}
    data = timeline_figure(drawn(entries), LIGHT)["data"]
    clicked = {one for trace in data for one in trace["customdata"]}
    assert clicked <= known
    assert {str(one.id) for one in entries.events} <= clicked


def test_somebodys_words_cannot_draw_anything() -> None:
    view = drawn(history(figure("<b>Mam</b>", from_age=0), event("<a href='x'>y</a>", age=3)))
    drawn_words = str(timeline_figure(view, LIGHT))
    assert "<b>Mam" not in drawn_words
    assert "<a href" not in drawn_words


def care(period: str, quality: str = "responsive", rating: str = "3") -> dict[str, str]:
    return {"period": period, "quality": quality, "rating": rating}


def test_ratings_are_drawn_only_while_the_figure_was_there() -> None:
    """Present from 4 to 8: 3-5 begins at 4, 6-11 ends at 8, the teens are not drawn."""
    rated = [care("p3_5"), care("p6_11"), care("p12_17")]
    view = drawn(history(figure("Gran", from_age=4, to_age=8, qualities=rated)))
    cells = view.lanes[0].cells
    assert [(cell.start, cell.end) for cell in cells] == [(4, 6), (6, 8)]


def test_several_ratings_of_a_period_are_said() -> None:
    one, two = [care("p6_11")], [care("p6_11"), care("p6_11", "critical", "1")]
    assert not drawn(history(figure("Gran", qualities=one))).several
    assert drawn(history(figure("Gran", qualities=two))).several


def test_a_relationship_that_ended_nobody_knows_when_is_not_drawn_to_now() -> None:
    lane = drawn(history(partner("Sioned", from_age=22))).lanes[0]
    assert (lane.start, lane.end, lane.marks) == (22, 22, "ended, age not known")
    assert "Sioned from 22;" in drawn(history(partner("Sioned", from_age=22))).alt
