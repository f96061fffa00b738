"""From answers to scores, bands, cut-offs and flags. Pure; knows no instrument by name."""

from __future__ import annotations

import operator
from collections.abc import Sequence
from typing import Literal

from pydantic import Field

from core.errors import InvalidAnswer
from core.outcomes.instrument import Cutoff, Instrument, Scale, instrument
from core.outcomes.model import Administration
from core.record import Part

Answers = Sequence[int | None]
MISSING_MARK = "-"
_SIDES = {">=": operator.ge, "<=": operator.le, ">": operator.gt, "<": operator.lt}


class Flag(Part):
    """A risk item that needs a person: endorsed, or not answered (never read as "no")."""

    item: int
    value: int | None
    kind: Literal["endorsed", "unanswered"]
    topic: str
    action: str


class Scored(Part):
    """What one administration says. A scale that could not be scored is None."""

    instrument: str
    version: str
    scores: dict[str, float | None]
    band: str | None
    missing: tuple[int, ...]
    prorated: bool = False
    complete: bool
    flags: tuple[Flag, ...]
    cutoffs: dict[str, bool]
    algorithms: dict[str, bool] = Field(default_factory=dict)
    why_no_score: str | None = None


def read_answers(measure: Instrument, typed: str) -> list[int | None]:
    """Answers from one line of digits ("112301102") or of numbers ("1 1 2 -").

    Raises InvalidAnswer naming the first item that does not fit.
    """
    marks = typed.replace(",", " ").split()
    if len(marks) == 1 and len(measure.items) > 1:
        marks = list(marks[0])
    answers: list[int | None] = []
    for number, mark in enumerate(marks, start=1):
        if mark != MISSING_MARK and not (mark.isascii() and mark.isdigit() and len(mark) < 10):
            raise InvalidAnswer(
                f"Item {number}: type a number or '{MISSING_MARK}' for an answer left out."
            )
        answers.append(None if mark == MISSING_MARK else int(mark))
    return check_answers(measure, answers)


def check_answers(instrument: Instrument, answers: Answers) -> list[int | None]:
    """Return the answers when there is one per item and each is in range.

    Raises InvalidAnswer naming the item and the range, never another person's answer.
    """
    if len(answers) != len(instrument.items):
        raise InvalidAnswer(
            f"{instrument.short} has {len(instrument.items)} items, and {len(answers)} answers "
            f"were given. Type '{MISSING_MARK}' for an answer that was left out."
        )
    for number, answer in enumerate(answers, start=1):
        low, high = instrument.item_range(number)
        if answer is not None and not low <= answer <= high:
            raise InvalidAnswer(
                f"{instrument.short} item {number}: answers go from {low} to {high}."
            )
    return list(answers)


def score(instrument: Instrument, answers: Answers) -> Scored:
    """Score one administration by the instrument's own key and missing-answer rule."""
    given = check_answers(instrument, answers)
    missing = tuple(n for n, answer in enumerate(given, start=1) if answer is None)
    scores = {scale.id: _scale_score(instrument, scale, given) for scale in instrument.scales}
    # Built from parts checked above; checking them again takes as long as scoring.
    return Scored.model_construct(
        instrument=instrument.id,
        version=instrument.version,
        scores=scores,
        band=band(instrument, scores),
        missing=missing,
        complete=not missing,
        flags=_flags(instrument, given),
        cutoffs=cutoffs(instrument, scores),
        algorithms=_algorithms(instrument, given),
        why_no_score=_why_no_score(instrument, missing, scores),
    )


def score_total(instrument: Instrument, total: float) -> Scored:
    """Read a total that was typed without its items: no item, no flag can be known."""
    scale = instrument.main_scale
    if not scale.min <= total <= scale.max:
        raise InvalidAnswer(
            f"{instrument.short}: {scale.title.lower()} goes from {scale.min:g} to {scale.max:g}."
        )
    if scale.method == "sum" and total != int(total):
        raise InvalidAnswer(f"{instrument.short}: the total is a whole number.")
    scores: dict[str, float | None] = {one.id: None for one in instrument.scales}
    scores[scale.id] = float(total)
    return Scored(
        instrument=instrument.id,
        version=instrument.version,
        scores=scores,
        band=band(instrument, scores),
        missing=(),
        complete=False,
        flags=(),
        cutoffs=cutoffs(instrument, scores),
        why_no_score=None,
    )


def score_administration(administration: Administration) -> Scored:
    """What a recorded administration says, by the key of its own instrument."""
    one = instrument(administration.instrument)
    if administration.answers is not None:
        return score(one, administration.answers)
    return score_total(one, administration.total_only or 0.0)


def _scale_score(instrument: Instrument, scale: Scale, answers: Answers) -> float | None:
    values = [_keyed(instrument, scale, number, answers[number - 1]) for number in scale.items]
    known = [value for value in values if value is not None]
    if len(values) - len(known) > instrument.missing.allowed:
        return None
    total = sum(known)
    return float(total) if scale.method == "sum" else total / len(known)


def _keyed(instrument: Instrument, scale: Scale, number: int, answer: int | None) -> int | None:
    if answer is None or number not in scale.reverse:
        return answer
    low, high = instrument.item_range(number)
    return low + high - answer


def band(instrument: Instrument, scores: dict[str, float | None]) -> str | None:
    """The label of the band that the main scale's score lies in, or None."""
    value = scores.get(instrument.main_scale.id)
    if value is None or not instrument.bands_source.usable:
        return None
    within = (b.label for b in instrument.bands if b.min <= value <= b.max)
    return next(within, None)


def beyond(cutoff: Cutoff, value: float) -> bool:
    """Whether a score lies on the marked side of a published line."""
    return bool(_SIDES[cutoff.op](value, cutoff.value))


def cutoffs(instrument: Instrument, scores: dict[str, float | None]) -> dict[str, bool]:
    """Each usable cut-off of a scored scale, and whether the score meets it."""
    found: dict[str, bool] = {}
    for cutoff in instrument.cutoffs:
        value = scores.get(cutoff.scale)
        if cutoff.usable and value is not None:
            found[cutoff.id] = beyond(cutoff, value)
    return found


def _flags(instrument: Instrument, answers: Answers) -> tuple[Flag, ...]:
    flags = []
    for risk in instrument.risk_items:
        answer = answers[risk.item - 1]
        if risk.usable and (answer is None or answer >= risk.at_least):
            flags.append(
                Flag(
                    item=risk.item,
                    value=answer,
                    kind="unanswered" if answer is None else "endorsed",
                    topic=instrument.items[risk.item - 1].topic,
                    action=risk.action,
                )
            )
    return tuple(flags)


def _algorithms(instrument: Instrument, answers: Answers) -> dict[str, bool]:
    met: dict[str, bool] = {}
    for rule in instrument.algorithms:
        if not rule.usable or any(answer is None for answer in answers):
            continue
        met[rule.id] = all(
            sum((answers[n - 1] or 0) >= rule.endorsed_at for n in instrument.scale(s).items)
            >= needed
            for s, needed in rule.needs.items()
        )
    return met


def _why_no_score(
    instrument: Instrument, missing: tuple[int, ...], scores: dict[str, float | None]
) -> str | None:
    if not missing or all(value is not None for value in scores.values()):
        return None
    items = ", ".join(str(number) for number in missing)
    return (
        f"No score for the scales that use item {items}: it was left out, and no published "
        f"rule for missing answers of the {instrument.short} was found."
    )
