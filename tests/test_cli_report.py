"""`havenline report`, as a script would call it."""

from __future__ import annotations

import subprocess
import sys
from io import BytesIO
from pathlib import Path

import pytest
from pypdf import PdfReader

from core.assembly import create_demo_store
from core.exchange.demo import fill_with_samples


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder: Path = tmp_path_factory.mktemp("cli") / "store"
    create_demo_store(folder, fill_with_samples)
    return folder


def havenline(*words: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "core.cli", "report", *words]
    return subprocess.run(command, capture_output=True, text=True, check=False)


def test_a_formulation_report_is_written_as_pdf_and_html(store: Path, tmp_path: Path) -> None:
    common = ("--store", str(store), "--client", "HL-101", "--kind", "formulation")
    for fmt in ("pdf", "html"):
        out = tmp_path / f"report.{fmt}"
        done = havenline(*common, "--format", fmt, "--out", str(out))
        assert (done.returncode, done.stderr) == (0, "")
        assert list(tmp_path.glob(".*")) == []
    sheets = PdfReader(BytesIO((tmp_path / "report.pdf").read_bytes())).pages
    assert "Maren Tolliver" in sheets[0].extract_text()
    assert "Maren Tolliver" in (tmp_path / "report.html").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("changed", "sentence"),
    [
        ({"--client": "HL-999"}, "There is no client with that id or code."),
        ({"--kind": "letter"}, "The document 'letter' is not yet available in this version."),
        ({"--format": "rtf"}, "Argument --format: invalid choice: 'rtf'"),
        ({"--store": "nowhere"}, "There is no Havenline store in nowhere."),
        ({"--out": "no/such/folder/report.pdf"}, "No such file or directory."),
    ],
)
def test_anything_wrong_is_one_sentence_and_nothing_is_written(
    store: Path, tmp_path: Path, changed: dict[str, str], sentence: str
) -> None:
    words = {
        "--store": str(store),
        "--client": "HL-101",
        "--kind": "formulation",
        "--format": "pdf",
        "--out": str(tmp_path / "report.pdf"),
    } | changed
    done = havenline(*(word for pair in words.items() for word in pair))
    assert done.returncode == 2
    assert done.stdout == ""
    assert done.stderr.startswith(sentence)
    assert done.stderr.count("\n") == 1
    assert list(tmp_path.iterdir()) == []
