"""`havenline cohort` and `havenline services`: the contract, and files from real life."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from core.outcomes.significance import CATEGORIES
from tests.command import havenline

DATA = Path(__file__).parent / "outcomes" / "data"
HAMD = str(DATA / "claus_2020_hamd.csv")
COUPLES = str(DATA / "jacobson_1989.csv")
ASKED = ("--id", "id", "--time", "time", "--outcome", "hamd", "--pre", "1", "--post", "4",
         "--better", "lower", "--reliability", "0.8")  # fmt: skip
NORMS = ("--functional-mean", "8", "--functional-sd", "8")
TWO = ("--id", "subject", "--outcome", "gds", "--outcome", "das", "--reliability", "0.8",
       "--better", "lower", "--better", "higher")  # fmt: skip
SERVICE = "id,phq9_first,phq9_last,gad7_first,gad7_last,treatment_sessions\n"


def written(folder: Path, text: str) -> str:
    file = folder / "file.csv"
    file.write_text(text, encoding="utf-8")
    return str(file)


class TestCohort:
    def test_the_fields_of_the_contract(self) -> None:
        """Counts: tests/testthat/_snaps/cs_combined.md of pedscience/clinicalsignificance."""
        told = havenline("cohort", HAMD, *ASKED, *NORMS, "--cutoff", "c", "--json").data
        assert (told["n_original"], told["n_used"], told["method"]) == (40, 40, "JT")
        assert told["counts"] == dict(zip(CATEGORIES, (26, 3, 10, 1, 0), strict=True))
        assert told["s_diff"] == pytest.approx(2.1125, abs=1e-4)
        assert told["cutoff"] == pytest.approx(19.887, abs=1e-3)
        assert "people" not in told

    def test_without_functional_norms_there_is_no_cutoff_and_nobody_recovers(
        self, here: Any
    ) -> None:
        told = here("cohort", HAMD, *ASKED, "--json").data
        assert told["cutoff"] is None
        assert told["counts"] == {"improved": 29, "unchanged": 10, "deteriorated": 1}

    def test_people_are_listed_on_request(self, here: Any, tmp_path: Path) -> None:
        file = written(tmp_path, "id,time,x\nb,1,8.2\nb,2,2.2\na,1,4\na,2,4\nc,1,9\n")
        asked = ("--outcome", "x", "--better", "lower", "--reliability", "0.9")
        told = here("cohort", file, *asked, "--people", "--json").data
        assert [set(one) for one in told["people"]] == [
            {"id", "pre", "post", "change", "rci", "category"}
        ] * 2
        first = told["people"][0]
        assert (first["id"], first["change"], first["category"]) == ("b", -6, "improved")
        assert told["people"][1]["category"] == "unchanged"
        assert (told["n_original"], told["n_used"], told["not_used"]) == (3, 2, ["c"])

    def test_several_outcomes_each_with_its_direction(self, here: Any) -> None:
        told = here("cohort", COUPLES, *TWO, "--cutoff", "a", "--json").data
        assert [one["outcome"] for one in told["outcomes"]] == ["gds", "das"]
        assert [one["n_used"] for one in told["outcomes"]] == [26, 30]
        assert told["counts"] == told["outcomes"][0]["counts"]
        assert list(told["counts"].values()) == [10, 4, 12, 0, 0]

    @pytest.mark.parametrize("method", ["JT", "GLN", "HLL", "EN", "NK", "HA"])
    def test_every_method_answers(self, here: Any, method: str) -> None:
        more = ("--method", method, "--reliability-post", "0.7", "--json")
        told = here("cohort", HAMD, *ASKED, *NORMS, *more).data
        assert told["method"] == method
        assert sum(told["counts"].values()) == 40

    def test_groups_are_told_apart(self, here: Any, tmp_path: Path) -> None:
        rows = [f"{n},{t},{30 - 5 * t * (n % 3)},{'ab'[n % 2]}" for n in range(12) for t in (1, 2)]
        file = written(tmp_path, "id,time,x,arm\n" + "\n".join(rows))
        asked = ("--outcome", "x", "--better", "lower", "--reliability", "0.9", "--sd-pre", "6")
        told = here("cohort", file, *asked, "--group", "arm", "--json").data
        assert [(one["group"], one["n_original"]) for one in told["groups"]] == [("a", 6), ("b", 6)]
        out = here("cohort", file, *asked, "--group", "arm").out
        assert "a: 6 people" in out

    def test_people_get_a_table_with_denominators(self, here: Any) -> None:
        out = here("cohort", COUPLES, *TWO, "--cutoff", "a", "--people").out
        assert "gds: 30 people, 26 with a score both at pre and at post." in out
        assert "a score on it counts as clinical" in out
        assert "recovered           10               38.5%    33.3%" in out
        assert "regression to the mean" in out

    def test_times_may_be_given_as_numbers_or_text(self, here: Any, tmp_path: Path) -> None:
        text = Path(HAMD).read_text(encoding="utf-8").replace(",1,", ",01,").replace(",4,", ",4.0,")
        told = here("cohort", written(tmp_path, text), *ASKED, "--json").data
        assert told["n_used"] == 40

    @pytest.mark.parametrize(
        ("times", "pre"),
        [(("1", "4"), "1"), (("10", "9"), "9"), (("post", "pre"), "pre"),
         (("2026-03-01", "2025-12-31"), "2025-12-31"), (("After", "Before"), "Before")],
    )  # fmt: skip
    def test_two_times_whose_order_is_plain_need_not_be_named(
        self, here: Any, tmp_path: Path, times: tuple[str, str], pre: str
    ) -> None:
        rows = [f"{n},{t},{n + at}" for n in range(4) for at, t in enumerate(times)]
        file = written(tmp_path, "id,time,x\n" + "\n".join(rows))
        told = here("cohort", file, "--outcome", "x", "--better", "lower", "--reliability", "0.8",
                    "--json").data  # fmt: skip
        assert told["pre"] == pre

    def test_first_person_without_a_first_row_turns_nothing_round(
        self, here: Any, tmp_path: Path
    ) -> None:
        """A published program then takes the later time for the earlier one, for everybody."""
        lines = Path(HAMD).read_text(encoding="utf-8").splitlines()
        del lines[1]
        told = here("cohort", written(tmp_path, "\n".join(lines)), *ASKED, "--json").data
        assert (told["n_original"], told["n_used"]) == (40, 39)
        assert told["counts"]["improved"] > told["counts"]["deteriorated"]

    @pytest.mark.parametrize(
        ("rows", "part"),
        [
            ("1,1,3\n1,4,3\n1,1,3\n", "Lines 2 and 4 are of the same person at the same time"),
            ("1,1,3\n1,01,5\n", "Lines 2 and 3 are of the same person at the same time"),
            ("1,1,x\n1,4,3\n", "Line 2, column 'hamd': this is not a number."),
            ("1,1,3\n1,2,3\n", "No row is at the time given with --post. The file has the times"),
            ("1,1,3\n2,4,3\n", "Nobody has a score both before and after."),
            ("1,1,3\n1,4,3\n", "give the standard deviation of a norm sample with --sd-pre"),
        ],
    )
    def test_what_cannot_be_right_is_one_sentence(
        self, here: Any, tmp_path: Path, rows: str, part: str
    ) -> None:
        assert part in here("cohort", written(tmp_path, "id,time,hamd\n" + rows), *ASKED).sentence

    @pytest.mark.parametrize(
        ("words", "part"),
        [
            ((), "Name a CSV file, or a store"),
            ((HAMD, "--store", "x"), "Name a CSV file, or a store"),
            ((HAMD,), "Name the column of scores with --outcome."),
            ((HAMD, "--outcome", "hamd"), "give --better"),
            ((HAMD, "--outcome", "hamd", "--better", "lower"), "give --reliability"),
            ((HAMD, "--outcome", "hamd", "--better", "up"), "invalid choice"),
            ((HAMD, *ASKED, "--reliability", "0.8"), "--reliability is given 2 times for 1 out"),
            ((HAMD, *ASKED[:-1], "1.1"), "must lie above 0 and below 1"),
            ((HAMD, *ASKED[:-1], "1"), "cannot be 1"),
            ((HAMD, *ASKED, "--cutoff", "b"), "--functional-mean and --functional-sd"),
            ((HAMD, *ASKED, "--method", "NK"), "the reliability at the end"),
            ((HAMD, *ASKED, "--group", "arm"), "There is no column 'arm' in the file."),
            ((HAMD, *ASKED, "--post", "1"), "are the same"),
            (("none.csv", *ASKED), "There is no file at that path"),
            ((str(DATA), *ASKED), "That path is a folder"),
        ],
    )
    def test_a_mistake_of_the_command_is_one_sentence(
        self, here: Any, words: tuple[str, ...], part: str
    ) -> None:
        assert part in here("cohort", *words, "--json").sentence

    def test_a_store_is_a_cohort_too(self, here: Any, demo_store: Path) -> None:
        asked = ("cohort", "--store", str(demo_store), "--measure", "phq-9")
        told = here(*asked, "--people", "--json").data
        assert told["n_original"] >= told["n_used"] == len(told["people"]) > 1
        assert all(one["id"].startswith("HL-") for one in told["people"])
        assert (told["better_is"], told["cutoff_kind"]) == ("lower", "c")
        assert "havenline instruments show phq-9" in told["figures_from"]
        assert "at first score and at latest score" in here(*asked).out

    def test_figures_that_are_given_go_before_those_of_the_measure(
        self, here: Any, demo_store: Path
    ) -> None:
        asked = ("cohort", "--store", str(demo_store), "--measure", "phq-9", "--json")
        told = here(*asked, "--reliability", "0.5", "--sd-pre", "8").data
        assert (told["reliability"], told["norm_sd_pre"]) == (0.5, 8)
        assert told["norm_mean_pre"] is None  # never half of one norm, half of another
        assert "--functional-sd" in here(*asked, "--functional-mean", "3").sentence

    @pytest.mark.parametrize(
        ("words", "part"),
        [((), "Name the measure with --measure"), (("--measure", "bdi-x"), "no instrument"),
         (("--measure", "phq-9", "--outcome", "x"), "leave --outcome")],
    )  # fmt: skip
    def test_a_store_without_what_it_needs_is_one_sentence(
        self, here: Any, demo_store: Path, words: tuple[str, ...], part: str
    ) -> None:
        assert part in here("cohort", "--store", str(demo_store), *words).sentence


class TestServices:
    def test_the_fields_of_the_contract(self, tmp_path: Path) -> None:
        file = written(tmp_path, SERVICE + "a,18,4,12,5,6\nb,9,9,7,,2\nc,20,12,15,15,1\n")
        told = havenline("services", file, "--json").data
        assert set(told["rates"]) == {
            "improvement", "deterioration", "recovery", "reliable_recovery", "no_change",
        }  # fmt: skip
        assert told["rates"]["recovery"] == 100
        assert told["rates"]["improvement"] == 50
        assert told["counts"] == {
            "total": 3, "finished": 2, "paired": 1, "caseness": 1, "not_at_caseness": 1,
            "recovery": 1, "reliable_recovery": 1, "improvement": 1, "deterioration": 0,
            "no_change": 0,
        }  # fmt: skip
        assert told["people"][1] == {
            "id": "b", "finished": True, "paired": False, "caseness": False, "recovery": None,
            "reliable_improvement": None, "reliable_deterioration": None,
            "no_reliable_change": None, "reliable_recovery": None,
        }  # fmt: skip
        assert told["people"][2]["finished"] is False
        assert told["people"][2]["reliable_improvement"] is True

    def test_people_get_each_rate_with_its_denominator(self, here: Any, tmp_path: Path) -> None:
        file = written(tmp_path, SERVICE.upper() + "a,18,4,12,5,6\nb,9,9,7,7,2\nc,9,9,7,7,\n")
        out = here("services", file).out
        assert "Recovery                       1 of        1  100.0%" in out
        assert "Reliable improvement           1 of        2  50.0%" in out
        assert "No number of sessions, so counted as not finished: 1." in out

    def test_a_service_where_nobody_finished_has_no_rates(self, here: Any, tmp_path: Path) -> None:
        file = written(tmp_path, SERVICE + "a,18,4,12,5,1\n")
        assert set(here("services", file, "--json").data["rates"].values()) == {None}
        assert "not defined" in here("services", file).out

    @pytest.mark.parametrize(
        ("rows", "part"),
        [
            ("a,28,4,12,5,6\n", "Line 2, column 'phq9_first': this is above 27"),
            ("a,18,4,12,22,6\n", "Line 2, column 'gad7_last': this is above 21"),
            ("a,18,-4,12,5,6\n", "Line 2, column 'phq9_last': this is below 0"),
            ("a,18.5,4,12,5,6\n", "this has to be a whole number"),
            ("a,18,4,12,5,-1\n", "column 'treatment_sessions': this is below 0"),
            ("a,18,4,12,5,6\nb,1,1,1,1,1\na,18,4,12,5,6\n", "Lines 2 and 4 have the same id"),
            ("", "no rows below"),
        ],
    )
    def test_what_cannot_be_right_is_one_sentence(
        self, here: Any, tmp_path: Path, rows: str, part: str
    ) -> None:
        assert part in here("services", written(tmp_path, SERVICE + rows), "--json").sentence

    def test_a_missing_column_is_named(self, here: Any, tmp_path: Path) -> None:
        file = written(tmp_path, SERVICE.replace("gad7_last,", "") + "a,1,1,1,1\n")
        sentence = here("services", file).sentence
        assert "There is no column 'gad7_last' in the file. It has " in sentence
        assert "'gad7_first'" in sentence


def test_json_is_one_document_without_a_word_that_is_no_json(here: Any) -> None:
    out = here("cohort", HAMD, *ASKED, *NORMS, "--people", "--json").out
    json.loads(out, parse_constant=lambda word: pytest.fail(word))
