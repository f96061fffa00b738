"""Tables that cannot be right: one sentence with the line and the column, never the value."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.errors import InvalidEntry
from core.exchange import opening, table
from core.exchange.table import read_table
from tests.exchange.writing import csv_file

HEAD = b"id,time,bdi\n"


def read(file: Path) -> None:
    found = read_table(file, ("id", "time", "bdi"))
    found.text("id")
    found.numbers("bdi", low=0, high=63)


def problem(file: Path) -> str:
    with pytest.raises(InvalidEntry) as caught:
        read(file)
    return caught.value.sentence


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"", "The file is empty: it needs a line of column names and then rows."),
        (b"\n \n\n", "The file is empty: it needs a line of column names and then rows."),
        (HEAD, "The file has column names and no rows below them."),
        (b"1,1,30\n1,2,20\n", "Line 1 should hold the names of the columns, and holds numbers."),
        (HEAD + b"1,1,30\n1,2,many\n", "Line 3, column 'bdi': this is not a number."),
        (HEAD + b"1,1,-5\n", "Line 2, column 'bdi': this is below 0, the lowest there is."),
        (HEAD + b"1,1,64\n", "Line 2, column 'bdi': this is above 63, the highest there is."),
        (HEAD + b"1,1,1e999\n", "Line 2, column 'bdi': this is too large."),
        (HEAD + b",1,30\n", "Line 2, column 'id': this is empty, and every row needs it."),
        (HEAD + b"1,1,30\n\n1,2\n",
         "Line 4 has too few values: 2, where the header has 3 columns."),
        (HEAD + b"1,1,30,9\n", "Line 2 has too many values: 4, where the header has 3 columns."),
        (b"id,time,bdi,bdi\n1,1,1,2\n", "Column 'bdi' is there 2 times; leave one in."),
        (b"id,time,BDI,b d i\n1,1,1,2\n", "Column 'bdi' is there 2 times; leave one in."),
        (b"id,time,bdi2,age\n1,1,1,2\n", "There is no column 'bdi' in the file. It has 'bdi2'."),
        (b"x,y\n1,1\n", "There is no column 'id' in the file. It has 'x', 'y'."),
        (HEAD + b'1,1,"30\n', "Line 2: a quotation mark is not closed, or something stands behind "
         "it."),
        (b"PK\x03\x04\x00\x00", "The file is not text. Save the table as CSV and name that file."),
        (HEAD + b"\x81\x8d,1,3\n",
         "The file is text in no encoding known here. Save it as CSV in UTF-8."),
    ],
)  # fmt: skip
def test_a_mistake_is_one_sentence(tmp_path: Path, content: bytes, sentence: str) -> None:
    assert problem(csv_file(tmp_path, content)) == sentence


@pytest.mark.parametrize(
    ("separator", "cells"),
    [
        (",", ['"1,234"']), (",", ['"1,5"']), ("\t", ["1,234"]), (";", ["1,5", "1.5"]),
        ("\t", ["1,5", "1.5"]),
    ],
)  # fmt: skip
def test_a_comma_that_can_mean_two_things_is_refused(
    tmp_path: Path, separator: str, cells: list[str]
) -> None:
    rows = "".join(f"1{separator}{at}{separator}{cell}\n" for at, cell in enumerate(cells))
    content = HEAD.decode().replace(",", separator) + rows
    assert "a comma in a number can mean two things" in problem(
        csv_file(tmp_path, content.encode())
    )


def test_the_line_is_right_beyond_the_first_part_of_a_large_file(tmp_path: Path) -> None:
    rows = [f"{n},1,{n % 60}" for n in range(40_000)]
    rows[31_234] = "31234,1,ten"
    file = csv_file(tmp_path, HEAD + "\n".join(rows).encode())
    assert problem(file) == "Line 31236, column 'bdi': this is not a number."


def test_what_is_no_file_is_one_sentence(tmp_path: Path) -> None:
    assert problem(tmp_path) == "That path is a folder; name the CSV file in it."
    missing = "There is no file at that path that can be read; check it."
    for path in (tmp_path / "none.csv", Path("a\0b"), tmp_path / ("x" * 5000)):
        assert problem(path) == missing
    os.mkfifo(tmp_path / "pipe")
    assert problem(tmp_path / "pipe") == "That path is no ordinary file; name a CSV file."


def test_more_rows_than_can_be_held_are_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(table, "MOST_ROWS", 3)
    file = csv_file(tmp_path, HEAD + b"1,1,3\n" * 4)
    assert problem(file).startswith("The file has more than 3 rows. Split it")


def test_a_gigabyte_is_refused_at_once_and_without_reading_it(tmp_path: Path) -> None:
    file = csv_file(tmp_path, HEAD)
    os.truncate(file, 1024**3)
    assert problem(file) == (
        "The file has 1,024 MB, and up to 256 MB are read. Split it, or keep only the columns "
        "you need."
    )


def test_the_largest_file_of_one_endless_line_needs_no_endless_memory(tmp_path: Path) -> None:
    """As in a file that is no table at all: a sentence, within 2 GB, and no MemoryError."""
    file = csv_file(tmp_path, HEAD)
    with file.open("ab") as out:
        for _ in range(64):
            out.write(b"1," * 1024**2)
    code = (
        "import resource, sys\n"
        "from pathlib import Path\n"
        "from core.errors import InvalidEntry\n"
        "from core.exchange.table import read_table\n"
        f"resource.setrlimit(resource.RLIMIT_AS, ({2 * 1024**3}, {2 * 1024**3}))\n"
        "try:\n    read_table(Path(sys.argv[1]), ['id'])\n"
        "except InvalidEntry as error:\n    print(error.sentence)\n"
    )
    ran = subprocess.run(
        [sys.executable, "-c", code, str(file)], cwd=Path(__file__).parents[2],
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert ran.stderr == ""
    assert ran.stdout == "Line 2 is too long to be a row of a table.\n"


def test_the_limit_is_what_the_sentence_says() -> None:
    assert opening.LARGEST == 256 * 1024**2


@settings(max_examples=300)
@given(st.binary(max_size=200))
def test_any_bytes_at_all_are_a_table_or_a_sentence(
    tmp_path_factory: pytest.TempPathFactory, content: bytes
) -> None:
    file = csv_file(tmp_path_factory.getbasetemp(), content)
    for start in (b"", HEAD):
        file.write_bytes(start + content)
        said = "."
        try:
            read(file)
        except InvalidEntry as error:
            said = error.sentence
        assert said.endswith(".")
        assert "\n" not in said
