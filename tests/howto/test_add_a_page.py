"""Follows "How to add a page" in CONTRIBUTING.md, in a copy of the dashboard."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import dashboard
from tests.howto.reading import blocks

HERE = Path(dashboard.__file__).parent
TRY_IT = """
import sys
from pathlib import Path
from streamlit.testing.v1 import AppTest
from core.assembly import create_demo_store, open_practice
from core.exchange.demo import fill_with_samples
from core.exchange.sample import sample_id
from dashboard import workspace

store = Path(sys.argv[1])
create_demo_store(store, fill_with_samples)
workspace.use(open_practice(store, lambda: ""))
at = AppTest.from_file("dashboard/navigation.py", default_timeout=60).run()
at.switch_page("app_pages/strengths.py")
at.query_params["client"] = str(sample_id("HL-101"))
at.run()
assert not at.exception and not at.error
print(at.title[0].value, len(at.main.markdown) - 1)
"""


def test_the_page_of_the_how_to_opens_with_a_sample_client(tmp_path: Path) -> None:
    view, screen, stub = blocks("How to add a page", "python")
    for package in ("core", "sample_data", "dashboard"):
        shutil.copytree(HERE.parent / package, tmp_path / package)
    pages = tmp_path / "dashboard"
    (pages / "strengths").mkdir()
    (pages / "strengths" / "__init__.py").touch()
    (pages / "strengths" / "view.py").write_text(view)
    (pages / "strengths" / "screen.py").write_text(screen)
    (pages / "app_pages" / "strengths.py").write_text(stub)
    frame = pages / "frame.py"
    entry = 'PageEntry("strengths", "Strengths", ":material/star:"),'
    frame.write_text(frame.read_text().replace("PAGES = (", f"PAGES = (\n    {entry}"))
    (tmp_path / "try_it.py").write_text(TRY_IT)
    run = subprocess.run(
        [sys.executable, "try_it.py", str(tmp_path / "store")],
        cwd=tmp_path, capture_output=True, text=True, check=False,
        env={"PYTHONPATH": str(tmp_path), "PATH": "", "HOME": str(tmp_path)},
    )  # fmt: skip
    assert run.returncode == 0, run.stderr[-2000:]
    title, count = run.stdout.split()
    assert title == "Strengths"
    assert int(count) >= 2
