"""The list of instruments in the docs: what a change rests on, and what is never used."""

from __future__ import annotations

import pytest

from core.outcomes.library_page import library_page


def change(measure: str) -> str:
    """The cell of reliable change."""
    (row,) = [line for line in library_page().splitlines() if line.startswith(f"| {measure} |")]
    return row.replace("\\|", "/").split("|")[7].strip()


# Figures and their status as in the files; WSAS by hand: 1.96 * 9.4 * sqrt(2 * 0.18) = 11.05.
@pytest.mark.parametrize(
    ("measure", "cell"),
    [
        ("phq-9", "6 (verified)"),
        ("wsas", "more than 11.1 (worked out, JT)"),
        ("ors", "6.6 (one source, for children, not used)"),
        ("who-5", "10 (one source, by convention)"),
        ("core-10", "6 (one source, at 90%), 5 (one source, for children, not used)"),
        ("ace-10", "not a measure of change"),
        ("swls", "-"),
    ],
)
def test_what_a_change_rests_on(measure: str, cell: str) -> None:
    assert change(measure) == cell
