"""Tables from elsewhere: whatever program wrote them, the same numbers come out."""

from __future__ import annotations

import codecs
import math
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.exchange.numbers import number_in
from core.exchange.table import read_table
from tests.exchange.writing import csv_file

PLAIN = "id,time,bdi\n1,1,30\n1,2,8.5\n2,1,NA\n"
EXPECTED = [30.0, 8.5, math.nan]


@pytest.mark.parametrize(
    "content",
    [
        PLAIN.encode(),
        codecs.BOM_UTF8 + PLAIN.encode(),
        PLAIN.encode("utf-16"),
        codecs.BOM_UTF16_BE + PLAIN.encode("utf-16-be"),
        PLAIN.replace("\n", "\r\n").encode(),
        PLAIN.replace("\n", "\r").encode(),
        PLAIN.replace("\n", "\n\n").encode() + b"\n,,\n \n",
        PLAIN.rstrip("\n").encode(),
        PLAIN.replace(",", ";").replace("8.5", "8,5").encode(),
        PLAIN.replace(",", "\t").replace("8.5", "8,5").encode(),
        PLAIN.replace(",", "\t").encode(),
        PLAIN.replace(",", ";").encode(),
        b"sep=;\r\n" + PLAIN.replace(",", ";").replace("8.5", "8,5").encode(),
        PLAIN.replace("30", '"30"').replace("NA", '""').encode(),
        PLAIN.replace("30", " 30 ").replace("8.5", "+8.50").encode(),
        PLAIN.replace("8.5", "85e-1").replace("NA", "null").encode(),
        b'id,time,bdi,"note, with a comma"\n1,1,30,"two\nlines"\n1,2,8.5,x\n2,1,NA,\n',
        b"id,time,bdi\n1,1,30,,\n1,2,8.5\n2,1,NA,\n",
    ],
)  # fmt: skip
def test_any_encoding_separator_and_line_end_gives_the_same_numbers(
    tmp_path: Path, content: bytes
) -> None:
    table = read_table(csv_file(tmp_path, content), ["id", "time", "bdi"])
    assert len(table) == 3
    assert table.text("id") == ["1", "1", "2"]
    np.testing.assert_array_equal(table.numbers("bdi"), EXPECTED)


def test_letters_of_windows_are_read_where_the_file_is_not_utf_8(tmp_path: Path) -> None:
    content = "id,time,größe\nÄrztin,1,3\n".encode("cp1252")
    table = read_table(csv_file(tmp_path, content), ["id", "größe"])
    assert table.text("id") == ["Ärztin"]


def test_names_of_columns_may_differ_in_capitals_spaces_and_hyphens(tmp_path: Path) -> None:
    file = csv_file(tmp_path, b" ID ,PHQ-9 first,gad7_LAST\n7,12,3\n")
    table = read_table(file, ["id", "phq9_first", "gad7_last"])
    assert [table.numbers(one)[0] for one in ("phq9_first", "gad7_last")] == [12, 3]


def test_an_exact_name_wins_over_a_similar_one(tmp_path: Path) -> None:
    file = csv_file(tmp_path, b"Time,time\n1,2\n")
    assert read_table(file, ["time"]).numbers("time")[0] == 2


def test_a_decimal_comma_of_three_places_is_one_between_semicolons(tmp_path: Path) -> None:
    file = csv_file(tmp_path, b"id;mean\n1;1,333\n")
    assert read_table(file, ["mean"]).numbers("mean")[0] == 1.333


def test_a_row_is_found_by_its_line_also_below_empty_lines_and_long_cells(tmp_path: Path) -> None:
    file = csv_file(tmp_path, b'id,x\n\n"a\nb",1\n\n,,\nc,2\n')
    table = read_table(file, ["id", "x"])
    assert [table.line(0), table.line(1)] == [4, 7]


@given(st.floats(min_value=-1e9, max_value=1e9))
def test_every_number_python_writes_is_read_back(value: float) -> None:
    assert number_in(repr(value)) == (value, None)


@pytest.mark.parametrize("text", ["1e10", "-1e200", "1e308", "1e999"])
def test_a_number_that_no_score_can_be_is_refused(text: str) -> None:
    assert number_in(text)[1] == "this is too large."


@given(st.text(max_size=8))
def test_any_text_is_a_number_missing_or_a_problem(text: str) -> None:
    value, problem = number_in(text)
    assert math.isfinite(value) or math.isnan(value)
    assert problem is None or math.isnan(value)


@pytest.mark.parametrize("text", ["1_000", "٣", "0x10", "inf", "1e400", "--1", "1.2.3", "1 2"])
def test_what_only_a_program_calls_a_number_is_none(text: str) -> None:
    assert number_in(text)[1] is not None
