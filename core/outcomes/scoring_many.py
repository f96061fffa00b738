"""Scoring many forms of one instrument at once, by the same rules as scoring.py. Pure."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike, NDArray

from core.errors import InvalidAnswer
from core.outcomes.definition import Scale
from core.outcomes.instrument import Instrument

Forms = NDArray[np.float64]
_BLOCK = 8192  # forms at a time: what is worked out in between stays in the processor's cache


class ScoredMany(NamedTuple):
    """Scores of many forms: an array per scale id, NaN where a scale could not be scored.

    `missing` is how many items of each form were asked and left out.
    """

    scores: dict[str, Forms]
    missing: NDArray[np.intp]


def score_many(instrument: Instrument, answers: ArrayLike) -> ScoredMany:
    """Score forms by the instrument's own key and missing-answer rule.

    `answers` has one row a form and one column an item in the instrument's order, NaN for an
    answer left out. Raises InvalidAnswer for a wrong number of columns and for an answer out
    of range, with the row counted from 1.
    """
    forms = np.asarray(answers, dtype=float)
    if not instrument.items:
        raise InvalidAnswer(f"{instrument.short} is licensed: its items are not known here.")
    if forms.ndim != 2 or forms.shape[1] != len(instrument.items):
        raise InvalidAnswer(
            f"{instrument.short} has {len(instrument.items)} items: give one column for each."
        )
    ranges = np.array([instrument.item_range(item.number) for item in instrument.items], float)
    scores = {scale.id: np.empty(len(forms)) for scale in instrument.scales}
    missing = np.zeros(len(forms), dtype=np.intp)
    for start in range(0, len(forms), _BLOCK):
        rows = slice(start, start + _BLOCK)
        items = np.ascontiguousarray(forms[rows].T)
        _check_range(instrument, ranges, items, start)
        missing[rows] = np.isnan(items.sum(axis=0))
        for scale in instrument.scales:
            scores[scale.id][rows] = _complete(instrument, scale, items)
    odd = np.flatnonzero(missing)
    some, missing[odd] = _incomplete(instrument, forms[odd])
    for name, values in some.items():
        scores[name][odd] = values
    return ScoredMany(scores, missing)


def _check_range(instrument: Instrument, ranges: Forms, items: Forms, above: int) -> None:
    low, high = ranges[:, :1], ranges[:, 1:]
    alike = bool((ranges == ranges[0]).all())
    if alike and _within(items.ravel(), *ranges[0]):
        return
    outside = (items < low) | (items > high) | ((np.rint(items) != items) & ~np.isnan(items))
    if outside.any():
        row, column = np.argwhere(outside.T)[0]
        raise InvalidAnswer(
            f"{instrument.short} item {instrument.items[column].number} in row {above + row + 1}: "
            f"answers are whole numbers from {low[column, 0]:g} to {high[column, 0]:g}."
        )


def _within(answers: Forms, low: float, high: float) -> bool:
    """Whether all are whole numbers in one range; false also where that is not plain (NaN)."""
    fits = np.fmin.reduce(answers) >= low and np.fmax.reduce(answers) <= high
    whole = np.rint(answers) == answers
    return bool(fits and (whole.all() or (whole | np.isnan(answers)).all()))


def _complete(instrument: Instrument, scale: Scale, items: Forms) -> Forms:
    """A scale of every form, right where no answer is left out; one row an item."""
    reverse = [number for number in scale.items if number in scale.reverse]
    straight = [number for number in scale.items if number not in scale.reverse]
    total: Forms = items[[instrument.position(number) for number in straight]].sum(axis=0)
    if reverse:
        total += sum(sum(instrument.item_range(number)) for number in reverse)
        total -= items[[instrument.position(number) for number in reverse]].sum(axis=0)
    return _scaled(scale, total, len(scale.items))


def _scaled(scale: Scale, total: Forms, known: int) -> Forms:
    if scale.method in ("typed", "unscored"):
        return np.full(len(total), np.nan)
    return total / known if scale.method == "mean" else total * scale.factor


def _incomplete(instrument: Instrument, forms: Forms) -> tuple[dict[str, Forms], NDArray[np.intp]]:
    given, skipped = _skipped(instrument, forms)
    missing = np.count_nonzero(np.isnan(forms) & ~skipped, axis=1)
    return {scale.id: _scale(instrument, scale, given) for scale in instrument.scales}, missing


def _skipped(instrument: Instrument, forms: Forms) -> tuple[Forms, NDArray[np.bool_]]:
    """Answers with those filled in that a skipped item counts as, and which were skipped."""
    given, skipped = forms.copy(), np.zeros(forms.shape, dtype=bool)
    for skip in instrument.skips:
        if not skip.usable:
            continue
        jumped = given[:, instrument.position(skip.after)] == skip.answer
        for column in map(instrument.position, skip.items):
            left_out = jumped & np.isnan(given[:, column])
            skipped[left_out, column] = True
            if skip.counts_as is not None:
                given[left_out, column] = skip.counts_as
    return given, skipped


def _scale(instrument: Instrument, scale: Scale, given: Forms) -> Forms:
    if scale.method in ("typed", "unscored"):
        return np.full(len(given), np.nan)
    columns = [instrument.position(number) for number in scale.items]
    values = given[:, columns]
    for place, number in enumerate(scale.items):
        if number in scale.reverse:
            values[:, place] = sum(instrument.item_range(number)) - values[:, place]
    left_out = np.isnan(values)
    known = len(columns) - np.count_nonzero(left_out, axis=1)
    counts = (known == len(columns)) | _may_prorate(instrument, scale, left_out, known)
    total = np.where(counts, np.nansum(values, axis=1), np.nan)
    divisor = np.maximum(known, 1)
    mean: Forms = total / divisor
    if scale.method == "mean":
        return mean
    whole = known == len(columns)
    summed: Forms = np.where(whole, total, mean * len(columns)) * scale.factor
    return summed


def _may_prorate(
    instrument: Instrument, scale: Scale, left_out: NDArray[np.bool_], known: NDArray[np.intp]
) -> NDArray[np.bool_]:
    rule = instrument.missing
    allowed = (known > 0) & (len(scale.items) - known <= (rule.allowed if rule.usable else 0))
    risk = {one.item for one in instrument.risk_items if one.usable}
    for place, number in enumerate(scale.items):
        if number in risk:
            allowed &= ~left_out[:, place]
    return allowed
