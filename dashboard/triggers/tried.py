"""What was tried: for how long, the arousal after it, whether it helped and is worth keeping."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from core.errors import InvalidEntry
from core.triggers.model import StrategyTried
from dashboard.triggers.picking import pick_word

SPARE = 1
_HELPED = {None: "Not asked yet", 0: "0 not at all", 1: "1", 2: "2", 3: "3", 4: "4 very much"}
_KEEP = {"": "Not asked yet", "yes": "Yes", "no": "No"}
Row = dict[str, object]


def rows_shown(tried: Sequence[StrategyTried], wanted: str) -> int:
    """How many rows the form shows: those there are, one to spare, and those asked for."""
    return max(1, len(tried)) + SPARE + (int(wanted) if wanted.isdigit() else 0)


def strategy_rows(
    tried: Sequence[StrategyTried], first: tuple[str, int | None], rows: int, key: str
) -> tuple[Row, ...]:
    """Every strategy of the form; the first row's name and arousal stand in the quick entry.

    Raises nothing: a row without a strategy's name is refused when the episode is made.
    """
    found = []
    for place in range(rows):
        one = tried[place] if place < len(tried) else StrategyTried(strategy="not_asked")
        found.append(_row(one, place, first if place == 0 else None, f"{key}.{place}"))
    blank = StrategyTried(strategy="not_asked").model_dump()
    return tuple(row for row in found if row != blank)


def check_named(rows: Sequence[Row]) -> None:
    """Raises InvalidEntry when it is said how something went and not what was tried."""
    if any(row["strategy"] == "not_asked" for row in rows):
        raise InvalidEntry("Tried: say what was tried, or leave the boxes beside it empty.")


def _row(one: StrategyTried, place: int, first: tuple[str, int | None] | None, key: str) -> Row:
    if first is None:
        left, right = st.columns(2)
        with left:
            strategy = pick_word(f"Tried ({place + 1})", "regulation_strategies", f"{key}.tried",
                                   one.strategy)  # fmt: skip
        with right:
            after = st.number_input("Arousal after it", 0, 100, one.arousal_after,
                                    key=f"{key}.calmer")  # fmt: skip
    else:
        strategy, after = first
        st.caption("About what was tried first")
    return {"strategy": strategy, "arousal_after": after} | _details(one, key)


def _details(one: StrategyTried, key: str) -> Row:
    minutes, helped, keep = st.columns(3)
    return {
        "minutes": minutes.number_input("For how many minutes", 0, 1440, one.minutes,
                                        key=f"{key}.minutes"),
        "helped": helped.selectbox("Helped, 0 to 4", list(_HELPED),
                                   list(_HELPED).index(one.helped), key=f"{key}.helped",
                                   format_func=_HELPED.__getitem__),
        "keep": keep.selectbox("Worth keeping", list(_KEEP), list(_KEEP).index(one.keep),
                               key=f"{key}.keep", format_func=_KEEP.__getitem__),
    }  # fmt: skip
