"""Judging a cohort of 100,000, as a ratio to one aggregate scan of the same scores in DuckDB."""

from __future__ import annotations

from collections.abc import Iterator

import duckdb
import numpy as np
import pytest
from numpy.typing import NDArray

from core.outcomes.cohort import Question, cohort
from tests.benchmarks.timing import quickest_of_each

pytestmark = pytest.mark.benchmark
PEOPLE = 100_000
MOST = 3.0
# A hundred times the people may take a hundred times as long, and a little for the caches.
GROWTH = 100 * 1.5
QUESTION = Question("lower", 0.801, "JT", "c", functional_mean=7.69, functional_sd=7.52)
_SCAN = "SELECT time, avg(bdi), stddev(bdi), count(bdi) FROM scores GROUP BY time"
Scores = NDArray[np.float64]


def scores(people: int) -> tuple[Scores, Scores]:
    chance = np.random.default_rng(7)
    pre = np.clip(np.rint(chance.normal(35, 8, people)), 0, 63)
    return pre, np.clip(np.rint(pre * 0.6 + chance.normal(4, 9, people)), 0, 63)


@pytest.fixture
def database() -> Iterator[duckdb.DuckDBPyConnection]:
    pre, post = scores(PEOPLE)
    connection = duckdb.connect()
    connection.execute("CREATE TABLE scores (id INTEGER, time INTEGER, bdi DOUBLE)")
    rows = {"pre": pre, "post": post, "id": np.arange(PEOPLE)}
    connection.register("wide", rows)
    connection.execute(
        "INSERT INTO scores SELECT id, 1, pre FROM wide UNION ALL SELECT id, 2, post FROM wide"
    )
    yield connection
    connection.close()


def test_a_cohort_costs_at_most_three_scans(database: duckdb.DuckDBPyConnection) -> None:
    pre, post = scores(PEOPLE)
    scan, judged = quickest_of_each(
        lambda: database.execute(_SCAN).fetchall(), lambda: cohort(pre, post, QUESTION)
    )
    print(f"cohort of {PEOPLE:,}: {judged / scan:.2f} scans")
    assert judged <= MOST * scan


def test_time_grows_no_faster_than_the_number_of_people() -> None:
    few, many = scores(10_000), scores(1_000_000)
    short, long = quickest_of_each(
        lambda: cohort(*few, QUESTION), lambda: cohort(*many, QUESTION), rounds=7
    )
    print(f"cohort of 1,000,000: {long / short:.1f} times one of 10,000")
    assert long <= GROWTH * short
