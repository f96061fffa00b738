"""The quick-entry component: type the digits and press Enter, or click.

It checks while one types, in the browser, because a wrong digit must be refused at once;
the service checks again before anything is saved (docs/adr/0006).
"""

from __future__ import annotations

from collections.abc import Sequence
from importlib.resources import files
from typing import Any

from streamlit.components.v2 import component

from core.outcomes.definition import Skip
from core.outcomes.flags import answer_words
from core.outcomes.instrument import Instrument
from dashboard.outcomes.entry_words import numbers_words

_HTML = """
<div class="entry">
  <div class="line">
    <input class="typed" type="text" inputmode="numeric" autocomplete="off" spellcheck="false">
    <button class="record" type="button">Record</button>
    <span class="status" role="status" aria-live="polite"></span>
  </div>
  <div class="refusal" role="alert"></div>
  <div class="items"></div>
</div>
"""
_FOLDER = files("dashboard.outcomes")
_entry = component(
    "havenline_measure_entry",
    html=_HTML,
    css=_FOLDER.joinpath("entry.css").read_text(encoding="utf-8"),
    js=_FOLDER.joinpath("entry.js").read_text(encoding="utf-8"),
)


def measure_entry(
    one: Instrument,
    submission: str,
    key: str,
    *,
    known: Sequence[int | None] | None = None,
    button: str = "Record",
) -> dict[str, str] | None:
    """Draw the entry of one instrument; returns what was recorded just now, or None.

    `submission` is the id the administration will get, so that a double press of Enter
    records it once. `known` are the answers to start with when an entry is corrected; `button`
    says what pressing it does.
    """
    result = _entry(data=_data(one, submission, known, button), key=key, on_recorded_change=_noted)
    recorded: dict[str, str] | None = result.recorded
    return recorded


def _data(
    one: Instrument, submission: str, known: Sequence[int | None] | None, button: str
) -> dict[str, Any]:
    ranges = [one.item_range(item.number) for item in one.items]
    return {
        "submission": submission,
        "label": f"{one.short} answers",
        "placeholder": _placeholder(one),
        "focus": known is None,
        "button": button,
        "enter": "Enter records" if known is None else "Enter saves",
        "known": ["-" if answer is None else str(answer) for answer in known or ()],
        "items": [
            {"number": item.number, "topic": item.topic, "min": low, "max": high}
            for item, (low, high) in zip(one.items, ranges, strict=True)
        ],
        "skips": [_skip(one, skip) for skip in one.skips],
    }


def _skip(one: Instrument, skip: Skip) -> dict[str, Any]:
    """Answers that go ill together, by place, and what is said then; nothing is refused."""
    items = numbers_words(skip.items)
    are = "is" if len(skip.items) == 1 else "are"
    answer = answer_words(one, skip.after, skip.answer)
    return {
        "after": one.position(skip.after),
        "answer": skip.answer,
        "items": [one.position(number) for number in skip.items],
        "said": f"Item {skip.after} is {answer}, {items} {are} usually not asked then: check",
    }


def _noted() -> None:
    """Streamlit wants a callback for a trigger; the value is read from the result."""


def _placeholder(one: Instrument) -> str:
    assert one.response is not None  # noqa: S101 (a measure with answers has a range)
    low, high = one.response.min, one.response.max
    count = len(one.items)
    if count == 1:
        return f"{low} to {high}, then Enter"
    if high > 9:
        return f"{count} numbers, {low} to {high}, with spaces; - if left out"
    return f"{count} digits, {low} to {high}; - if left out"
