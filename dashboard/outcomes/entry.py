"""The quick-entry component: type the digits and press Enter, or click.

It checks while one types, in the browser, because a wrong digit must be refused at once;
the service checks again before anything is saved (docs/adr/0006).
"""

from __future__ import annotations

from importlib.resources import files
from typing import Any

from streamlit.components.v2 import component

from core.outcomes.instrument import Instrument

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


def measure_entry(one: Instrument, submission: str, key: str) -> dict[str, str] | None:
    """Draw the entry of one instrument; returns what was recorded just now, or None.

    `submission` is the id the administration will get, so that a double press of Enter
    records it once.
    """
    ranges = [one.item_range(item.number) for item in one.items]
    data: dict[str, Any] = {
        "submission": submission,
        "label": f"{one.short} answers",
        "placeholder": _placeholder(one),
        "focus": True,
        "items": [
            {"number": item.number, "topic": item.topic, "min": low, "max": high}
            for item, (low, high) in zip(one.items, ranges, strict=True)
        ],
    }
    result = _entry(data=data, key=key, on_recorded_change=_noted)
    recorded: dict[str, str] | None = result.recorded
    return recorded


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
