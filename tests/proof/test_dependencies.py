"""What the program is made of: pinned with hashes, from no named index, and each looked at."""

from __future__ import annotations

import re
import tomllib
from datetime import date
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
PAGE = (ROOT / "docs" / "reference" / "dependencies.md").read_text(encoding="utf-8")
LOCKS = ("requirements.lock", "requirements-dev.lock")
RUNS_ON, ONLY_TESTS = PAGE.split("## What only building and testing needs")
PIN = re.compile(r"^([A-Za-z0-9._-]+)==([^\s;\\]+)")


def direct(requirements: list[str]) -> set[str]:
    return {re.split(r"[><=\[; ]", one)[0] for one in requirements}


def rows(page: str) -> list[list[str]]:
    """The cells of every row of the tables of a page."""
    lines = [line for line in page.splitlines() if line.startswith("| ")]
    return [[cell.strip() for cell in line.strip("|").split("|")]
            for line in lines if not line.startswith("| package")]  # fmt: skip


def pins(lock: str) -> dict[str, list[str]]:
    """Each pinned package with the lines that follow it."""
    found: dict[str, list[str]] = {}
    for line in (ROOT / lock).read_text(encoding="utf-8").splitlines():
        if pinned := PIN.match(line):
            found[f"{_plain(pinned[1])}=={pinned[2]}"] = lines = []
        else:
            lines.append(line.strip())
    return found


def _plain(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()


@pytest.mark.parametrize("lock", LOCKS)
def test_every_pin_carries_hashes_and_names_no_index(lock: str) -> None:
    held = pins(lock)
    assert len(held) > 30
    for name, lines in held.items():
        assert lines, name
        assert all(re.fullmatch(r"--hash=sha256:[0-9a-f]{64}( \\)?", line) for line in lines), name
    text = (ROOT / lock).read_text(encoding="utf-8")
    for word in ("://", "--index", "--extra", "--find-links", "--trusted", " @ ", "-e ", "git+"):
        assert word not in text


def test_the_page_lists_exactly_the_direct_dependencies() -> None:
    assert {row[0] for row in rows(RUNS_ON)} == direct(PROJECT["dependencies"])
    assert {row[0] for row in rows(ONLY_TESTS)} == direct(PROJECT["optional-dependencies"]["dev"])


def test_each_row_says_version_purpose_licence_and_a_day() -> None:
    held = pins(LOCKS[1])
    for name, version, purpose, licence, reviewed in rows(PAGE):
        assert f"{_plain(name)}=={version}" in held, f"{name}: another version is pinned"
        assert purpose
        assert licence
        assert date.fromisoformat(reviewed)
