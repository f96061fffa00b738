"""Answers and typed scores, read from what somebody typed and checked. Pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from core.errors import InvalidAnswer
from core.outcomes.definition import Scale
from core.outcomes.instrument import Instrument

Answers = Sequence[int | None]
MISSING_MARK = "-"
LARGEST = 1000  # no score of any measure is beyond it, also where the range is not known


def read_answers(measure: Instrument, typed: str) -> list[int | None]:
    """Answers from one line of digits ("112301102") or of numbers ("1 1 2 -").

    Raises InvalidAnswer naming the first item that does not fit.
    """
    marks = typed.replace(",", " ").split()
    if len(marks) == 1 and len(measure.items) > 1:
        marks = list(marks[0])
    answers: list[int | None] = []
    numbers = [item.number for item in measure.items]
    for place, mark in enumerate(marks):
        if mark != MISSING_MARK and not (mark.isascii() and mark.isdigit() and len(mark) < 10):
            name = numbers[place] if place < len(numbers) else place + 1
            raise InvalidAnswer(
                f"Item {name}: type a number or '{MISSING_MARK}' for an answer left out."
            )
        answers.append(None if mark == MISSING_MARK else int(mark))
    return check_answers(measure, answers)


def check_answers(instrument: Instrument, answers: Answers) -> list[int | None]:
    """Return the answers when there is one per item and each is in range.

    Raises InvalidAnswer naming the item and the range, never another person's answer.
    """
    if not instrument.items:
        raise InvalidAnswer(
            f"{instrument.short} is licensed: its items are not known here, only a score can be "
            "recorded."
        )
    if len(answers) != len(instrument.items):
        raise InvalidAnswer(
            f"{instrument.short} has {len(instrument.items)} items, and {len(answers)} answers "
            f"were given. Type '{MISSING_MARK}' for an answer that was left out."
        )
    for item, answer in zip(instrument.items, answers, strict=True):
        low, high = instrument.item_range(item.number)
        if answer is not None and not low <= answer <= high:
            raise InvalidAnswer(
                f"{instrument.short} item {item.number}: answers go from {low} to {high}."
            )
    return list(answers)


def read_scores(measure: Instrument, words: Sequence[str]) -> dict[str, float]:
    """Typed scores from words: "82" for the main scale, "sd=50" for one named.

    Raises InvalidAnswer for a word that is no score and NotFound for an unknown scale.
    """
    found: dict[str, float] = {}
    for word in words:
        name, _, figure = word.rpartition("=")
        scale = measure.scale(name) if name else measure.main_scale
        try:
            value = float(figure)
        except ValueError:
            raise InvalidAnswer(
                f"{measure.short}: a score is a number, as in '82' or 'scale=82'."
            ) from None
        if scale.id in found:
            raise InvalidAnswer(f"{measure.short}: {scale.title} is given twice.")
        found[scale.id] = value
    return check_scores(measure, found)


def check_scores(instrument: Instrument, typed: Mapping[str, float]) -> dict[str, float]:
    """Return typed scores when each belongs to a scale and lies in its range, where known.

    Raises InvalidAnswer naming the scale and its range, NotFound for an unknown scale.
    """
    if not typed:
        raise InvalidAnswer(f"{instrument.short}: type at least one score.")
    for name, value in typed.items():
        scale = instrument.scale(name)
        words = f"{instrument.short}: {scale.title[0].lower()}{scale.title[1:]}"
        if scale.method == "unscored":
            raise InvalidAnswer(f"{instrument.short} is kept as answers; it has no score.")
        if scale.min is not None and not value >= scale.min:
            raise InvalidAnswer(f"{words} {_range(scale)}.")
        if scale.max is not None and not value <= scale.max:
            raise InvalidAnswer(f"{words} {_range(scale)}.")
        if not abs(value) <= LARGEST:
            raise InvalidAnswer(f"{words} is a number.")
        whole = scale.method == "sum" and not (
            instrument.missing.usable and instrument.missing.allowed
        )
        if whole and value != int(value):
            raise InvalidAnswer(f"{words} is a whole number.")
    return dict(typed)


def _range(scale: Scale) -> str:
    if scale.max is None:
        return f"starts at {scale.min:g}"
    return f"goes from {scale.min:g} to {scale.max:g}"
