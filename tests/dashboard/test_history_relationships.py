"""The relationship map: rings, bonds and comfort, and no two labels that touch."""

from __future__ import annotations

import random
from itertools import combinations

import plotly.graph_objects as go
import pytest

from core.history.model import Figure
from core.vocabulary import terms
from dashboard.components.plot import DARK, LIGHT
from dashboard.history.relationships.charts import STYLES, relationship_figure
from dashboard.history.relationships.places import HALF, ring_places
from dashboard.history.relationships.view import BONDS, relationship_map
from dashboard.history.view import card_of
from dashboard.history.words import wrapped
from tests.dashboard.test_history_timeline import apart
from tests.history.entries import figure, partner

BOND_LINES = [term.id for term in terms("bond_lines")]


def crowd(count: int, seed: int) -> list[Figure]:
    dice = random.Random(seed)  # noqa: S311
    return [
        figure(
            dice.choice(("Mam", "Otto Sebastian Wilhelm", "Foster mother", "Donaudampfschiff")),
            bond_now=dice.choice([*BOND_LINES, "not_asked", "other: like the weather"]),
            closeness=dice.choice((None, 1, 2, 3)),
            comforts=dice.choice(("they_comfort", "client_comforts", "both", "neither")),
            safe_haven=dice.random() < 0.5,
            secure_base=dice.random() < 0.5,
            alive=dice.choice(("yes", "no", "not_asked")),
        )
        for _ in range(count)
    ]


@pytest.mark.parametrize("count", range(1, 26))
def test_no_two_labels_touch_and_none_leaves_a_phone(count: int) -> None:
    for seed in range(3):
        at = ring_places(relationship_map(crowd(count, seed)))
        touching = [pair for pair in combinations(at.boxes, 2) if not apart(*pair)]
        assert touching == []
        assert all(-HALF <= box[0] and box[1] <= HALF for box in at.boxes)


@pytest.mark.parametrize("closeness", [None, 1, 2, 3])
def test_all_on_one_ring_still_fit(closeness: int | None) -> None:
    at = ring_places(relationship_map([figure(f"F{n}", closeness=closeness) for n in range(25)]))
    assert [pair for pair in combinations(at.boxes, 2) if not apart(*pair)] == []
    assert len(at.rings) == 1


def test_the_closer_stand_nearer_to_the_middle() -> None:
    people = [figure(f"F{n}", closeness=1 + n % 3) for n in range(9)]
    rings = ring_places(relationship_map(people)).rings
    assert [ring.words for ring in rings] == ["closest", "close", "further out"]
    assert [r.across for r in rings] == sorted(r.across for r in rings)
    assert [r.high for r in rings] == sorted(r.high for r in rings)


def test_closeness_that_was_not_asked_has_a_ring_of_its_own() -> None:
    view = relationship_map([figure("Gran"), figure("Mam", closeness=3)])
    assert [person.name for person in view.people] == ["Mam", "Gran"]
    assert [ring.words for ring in ring_places(view).rings] == ["further out", "not asked yet"]
    assert "closeness not asked yet; bond not asked yet" in view.alt


def test_every_bond_of_the_list_has_a_style_of_its_own() -> None:
    assert list(BONDS) == BOND_LINES
    assert set(STYLES) == set(BOND_LINES)
    assert len(set(STYLES.values())) == len(STYLES)


def test_the_legend_says_in_words_what_is_drawn_and_nothing_else() -> None:
    view = relationship_map([figure("Mam", bond_now="ambivalent", comforts="both")])
    words = [note["text"] for note in relationship_figure(view, LIGHT)["layout"]["annotations"]]
    assert "Warm and wary" in words
    assert "Comfort goes this way" in words
    assert "Conflictual" not in words


@pytest.mark.parametrize(
    ("comforts", "heads"),
    [("they_comfort", 1), ("client_comforts", 1), ("both", 2), ("neither", 0)],
)
def test_an_arrow_points_to_whoever_is_comforted(comforts: str, heads: int) -> None:
    view = relationship_map([figure("Mam", closeness=1, comforts=comforts)])
    notes = relationship_figure(view, LIGHT)["layout"]["annotations"]
    arrows = [note for note in notes if note["showarrow"] and note["y"] > -20]
    assert len(arrows) == heads
    if comforts in ("they_comfort", "client_comforts"):
        inward = abs(arrows[0]["x"]) < abs(arrows[0]["ax"])
        assert inward == (comforts == "they_comfort")


@pytest.mark.parametrize("colours", [LIGHT, DARK])
def test_the_figure_is_one_that_plotly_accepts(colours: object) -> None:
    go.Figure(relationship_figure(relationship_map(crowd(12, 1)), colours))


def test_a_point_that_is_clicked_names_its_figure() -> None:
    people = crowd(6, 2)
    data = relationship_figure(relationship_map(people), LIGHT)["data"]
    clicked = {one for trace in data for one in trace.get("customdata", ())}
    assert clicked == {str(one.id) for one in people}


def test_long_names_are_wrapped_and_cut() -> None:
    assert wrapped("Otto Sebastian Wilhelm", 10) == ["Otto", "Sebastian…"]
    assert wrapped("Donaudampfschiff", 10) == ["Donaudamp…"]
    assert wrapped("", 10) == [""]


def test_a_current_partner_who_is_no_figure_stands_on_it_too() -> None:
    mam = figure("Mam", closeness=1)
    partners = [
        partner("Jonas", current=True, bond="ambivalent"),
        partner("Sioned"),
        partner("Mam again", figure=mam.id, current=True),
    ]
    view = relationship_map([mam], partners)
    assert [one.name for one in view.people] == ["Mam", "Jonas"]
    assert view.people[1].entry == partners[0].id
    assert "together now; closeness not asked yet; bond: warm and wary" in view.alt


@pytest.mark.parametrize(
    ("more", "said"),
    [
        ({"from_age": 22}, "from age 22 · ended, age not known"),
        ({}, "ended, age not known"),
        ({"from_age": 22, "to_age": 30}, "age 22 to 30"),
        ({"from_age": 22, "current": True}, "together now · age 22 to now"),
    ],
)
def test_the_card_does_not_say_that_an_ended_relationship_lasts(
    more: dict[str, object], said: str
) -> None:
    assert said == card_of(partner("Sioned", **more), {}, ()).detail.removeprefix("- ")
