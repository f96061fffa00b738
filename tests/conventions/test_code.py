"""What the code never does, and where the few exceptions live."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
LONGEST = 300
CORE = sorted((ROOT / "core").rglob("*.py"))
DASHBOARD = sorted((ROOT / "dashboard").rglob("*.py"))
TESTS = sorted((ROOT / "tests").rglob("*.py"))


def name_of(file: Path) -> str:
    return str(file.relative_to(ROOT))


def mentioning(files: list[Path], pattern: str) -> list[str]:
    """The files in which a pattern occurs, tests of the tree as it stands."""
    wanted = re.compile(pattern)
    return [name_of(f) for f in files if wanted.search(f.read_text(encoding="utf-8"))]


def test_no_file_is_longer_than_a_person_reads_in_one_go() -> None:
    lengths = {
        name_of(f): len(f.read_text(encoding="utf-8").splitlines())
        for f in (*CORE, *DASHBOARD, *TESTS)
    }
    assert {name: lines for name, lines in lengths.items() if lines > LONGEST} == {}


def test_modules_are_named_after_what_they_know() -> None:
    vague = re.compile(r"(^|_)(utils?|helpers?|managers?|misc|common)($|_)")
    assert [name_of(f) for f in (*CORE, *DASHBOARD) if vague.search(f.stem)] == []


def test_nothing_is_drawn_as_raw_html() -> None:
    assert mentioning([*CORE, *DASHBOARD], r"unsafe_allow_html|unsafe_allow_javascript") == []


def test_nothing_about_a_client_can_be_shared_by_a_cache() -> None:
    assert mentioning(DASHBOARD, r"cache_data|cache_resource") == []


@pytest.mark.parametrize("file", DASHBOARD, ids=name_of)
def test_what_a_screen_remembers_depends_on_nothing_it_is_given(file: Path) -> None:
    """functools.cache is shared by every tab, so it may hold no client's data."""
    for function in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
        if isinstance(function, ast.FunctionDef):
            marks = " ".join(ast.unparse(mark) for mark in function.decorator_list)
            assert "cache" not in marks or not ast.unparse(function.args), function.name


def test_only_the_workspace_touches_the_session_state() -> None:
    assert mentioning(DASHBOARD, r"session_state") == ["dashboard/workspace.py"]


def test_only_the_store_imports_duckdb() -> None:
    users = mentioning([*CORE, *DASHBOARD], r"(?m)^\s*(import|from) duckdb")
    assert users == ["core/store/connection.py"]


def test_outside_migrations_and_erasure_nothing_is_ever_updated_or_deleted() -> None:
    changing = r"(?i)\b(UPDATE\s+\w+\s+SET|DELETE\s+FROM|DROP\s+TABLE|TRUNCATE|ON\s+CONFLICT)\b"
    sql = sorted((ROOT / "core").rglob("*.sql"))
    may = ("core/store/migrations/", "core/store/erasure.py")
    found = mentioning([*CORE, *sql], changing)
    assert [name for name in found if not name.startswith(may)] == []


def test_no_query_counts_over_a_window() -> None:
    """DuckDB 1.5 fails at random on it and gives the database up (duckdb issue 22352)."""
    sql = sorted((ROOT / "core").rglob("*.sql"))
    assert mentioning([*CORE, *sql], r"(?im)^(?!\s*(--|#)).*\bOVER\s*\(") == []


def test_the_readme_names_no_machine_path() -> None:
    text = (ROOT / "README.md").read_text(encoding="utf-8")
    assert not re.search(r"(?m)(^|[\s`\"'(=])(/(work|home|root|Users|tmp|var|opt)/|[A-Z]:\\)", text)


def test_every_page_of_the_dashboard_has_its_file_and_no_file_is_left_over() -> None:
    pytest.importorskip("streamlit")
    from dashboard.frame import PAGES

    files = {f"app_pages/{file.name}" for file in (ROOT / "dashboard" / "app_pages").glob("*.py")}
    assert {page.file for page in PAGES} == files
    assert len({page.label for page in PAGES}) == len(PAGES)


def test_the_pages_stand_in_the_order_of_the_contract() -> None:
    from dashboard.frame import PAGES

    assert [page.label for page in PAGES] == [
        "Caseload", "Client", "History", "Triggers", "Map", "Approach", "Outcomes", "Sessions",
        "Reports", "Learn", "Settings",
    ]  # fmt: skip


@pytest.mark.parametrize(
    "file", sorted((ROOT / "dashboard" / "app_pages").glob("*.py")), ids=name_of
)
def test_a_page_file_is_a_few_lines(file: Path) -> None:
    assert len(file.read_text(encoding="utf-8").splitlines()) <= 12
