"""`havenline cohort --store` by published figures: the same verdicts as on a client's page."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from core.assembly import Practice, create_demo_store, open_practice
from core.outcomes.instrument import instrument
from core.outcomes.model import Administration
from core.outcomes.series import find_series
from tests.people import days_ago, person

# Five invented pairs each: just enough, one point too few, none, worse by just enough, worse by
# one too few. The points: PHQ-9 6 and GAD-7 4 (NHS Talking Therapies), PCL-5 15 (Marx et al.
# 2022), CORE-10 6 (Barkham et al. 2013).
PAIRS: dict[str, tuple[tuple[float, float], ...]] = {
    "phq-9": ((18, 12), (18, 13), (11, 11), (10, 16), (10, 15)),
    "gad-7": ((14, 10), (14, 11), (9, 9), (8, 12), (8, 11)),
    "pcl-5": ((48, 33), (48, 34), (40, 40), (30, 45), (30, 44)),
    "core-10": ((22, 16), (22, 17), (15, 15), (12, 18), (12, 17)),
}
OTHERS = {"wsas": ((30.0, 10.0),) * 5, "ace-10": ((3.0, 3.0),) * 5}
VERDICTS = ("improved", "unchanged", "unchanged", "deteriorated", "unchanged")
POINTS = {"phq-9": 6, "gad-7": 4, "pcl-5": 15, "core-10": 6}
OF_CHANGE = {"recovered": "improved", "harmed": "deteriorated"}
PEOPLE = [person(f"Person {n}", f"PE-{n}") for n in range(5)]


def filled(practice: Practice) -> None:
    services = practice.services()
    for n, client in enumerate(PEOPLE):
        services.clients.save(practice.actor, client)
        for measure, pairs in (PAIRS | OTHERS).items():
            for ago, value in zip((70, 7), pairs[n], strict=True):
                services.outcomes.record(
                    practice.actor,
                    Administration(
                        client_id=client.id, instrument=measure, instrument_version="1",
                        taken_on=days_ago(ago), total_only=value, entered_as="total",
                    ),
                )  # fmt: skip


@pytest.fixture(scope="module")
def five(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("five") / "store"
    create_demo_store(folder, filled)
    return folder


def by_page(folder: Path, measure: str) -> list[str | None]:
    """The verdict of each client's own course since its start."""
    practice = open_practice(folder, lambda: "")
    try:
        courses = [practice.services().outcomes.courses(practice.actor, p.id) for p in PEOPLE]
    finally:
        practice.close()
    found = [find_series(course, measure) for course in courses]
    return [s.since_start.reliable if s and s.since_start else None for s in found]


@pytest.mark.parametrize("measure", PAIRS)
def test_page_and_cohort_agree(here: Any, five: Path, measure: str) -> None:
    told = here("cohort", "--store", str(five), "--measure", measure, "--people", "--json").data
    people = sorted(told["people"], key=lambda one: one["id"])
    cohort = [OF_CHANGE.get(one["category"], one["category"]) for one in people]
    assert cohort == list(VERDICTS) == by_page(five, measure)
    assert (told["method"], told["minimum_points"]) == ("published", POINTS[measure])
    assert (told["s_diff"], told["reliability"]) == (None, None)
    assert {one["rci"] for one in people} == {None}


@pytest.mark.parametrize("measure", PAIRS)
def test_the_figures_name_their_source_and_status(here: Any, five: Path, measure: str) -> None:
    asked = ("cohort", "--store", str(five), "--measure", measure)
    figures = here(*asked, "--json").data["figures_from"]
    known = instrument(measure)
    threshold = known.threshold(known.main_scale.id)
    assert threshold is not None
    assert f"({threshold.status}: {threshold.sources[0]})" in figures
    out = here(*asked, "--people").out
    assert f"By the published figure, lower is better. {figures}" in out


@pytest.mark.parametrize(
    "asked", [("--method", "JT"), ("--reliability", "0.8"), ("--sd-pre", "6")], ids=" ".join
)
def test_a_method_or_a_figure_for_it_is_worked_out(
    here: Any, five: Path, asked: tuple[str, ...]
) -> None:
    told = here("cohort", "--store", str(five), "--measure", "phq-9", *asked, "--json").data
    assert told["method"] == "JT"
    assert told["s_diff"] > 0
    assert "as given, else from the measure's file" in told["figures_from"]


def test_where_nothing_is_published_it_is_worked_out_from_the_file(here: Any, five: Path) -> None:
    told = here("cohort", "--store", str(five), "--measure", "wsas", "--json").data
    assert (told["method"], told["counts"]["improved"]) == ("JT", 5)


def test_a_measure_of_history_has_no_cohort(here: Any, five: Path) -> None:
    sentence = here("cohort", "--store", str(five), "--measure", "ace-10").sentence
    assert "No change of the ACE is called better or worse" in sentence
