"""From answers to scores, bands, cut-offs and flags. Pure; knows no instrument by name."""

from __future__ import annotations

import operator
from collections.abc import Mapping
from typing import Literal

from pydantic import Field

from core.outcomes.answers import Answers, check_answers, check_scores
from core.outcomes.definition import Algorithm, Cutoff, RiskItem, Scale
from core.outcomes.instrument import Instrument, instrument
from core.outcomes.model import Administration
from core.record import Part

_SIDES = {">=": operator.ge, "<=": operator.le, ">": operator.gt, "<": operator.lt}


class Flag(Part):
    """A risk item that needs a person: endorsed, or not answered (never read as "no")."""

    item: int
    value: int | None
    kind: Literal["endorsed", "unanswered"]
    topic: str
    action: str


class Scored(Part):
    """What one administration says. A scale that could not be scored is None.

    `missing` are items that were asked and left out; `skipped` those that the form does not
    ask after an earlier answer. `prorated` says that a score stands on fewer answers.
    """

    instrument: str
    version: str
    scores: dict[str, float | None]
    band: str | None
    missing: tuple[int, ...]
    skipped: tuple[int, ...] = ()
    prorated: bool = False
    complete: bool
    flags: tuple[Flag, ...]
    cutoffs: dict[str, bool]
    algorithms: dict[str, bool] = Field(default_factory=dict)
    why_no_score: str | None = None


def score(instrument: Instrument, answers: Answers) -> Scored:
    """Score one administration by the instrument's own key and missing-answer rule.

    `answers` has one entry an item in the instrument's order, None for one left out.
    A score from fewer than half of the main scale's items has no band, however many the rule
    allows to be missing (BRS: any number): our own cautious choice, not a published rule.
    Raises InvalidAnswer when one is out of range or the count is wrong.
    """
    given = _by_item(instrument, check_answers(instrument, answers))
    skipped = _skipped(instrument, given)
    missing = tuple(n for n, a in given.items() if a is None and n not in skipped)
    scores = {scale.id: _scale_score(instrument, scale, given) for scale in instrument.scales}
    enough = not missing or _half_answered(instrument, given)
    # Built from parts checked above; checking them again takes as long as scoring.
    return Scored.model_construct(
        instrument=instrument.id,
        version=instrument.version,
        scores=scores,
        band=band(instrument, scores) if enough else None,
        missing=missing,
        skipped=skipped,
        prorated=any(_prorated(scale, scores, missing) for scale in instrument.scales),
        complete=not missing,
        flags=tuple(_flags(instrument, given, skipped)),
        cutoffs=cutoffs(instrument, scores),
        algorithms=_algorithms(instrument, given),
        why_no_score=_why_no_score(instrument, missing, scores),
    )


def score_typed(instrument: Instrument, typed: Mapping[str, float]) -> Scored:
    """Read scores that were typed without their items: no item, no flag can be known.

    `typed` holds a score a scale id. Raises InvalidAnswer when one is out of range.
    """
    scores: dict[str, float | None] = {one.id: None for one in instrument.scales}
    scores |= {name: float(value) for name, value in check_scores(instrument, typed).items()}
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


def score_total(instrument: Instrument, total: float) -> Scored:
    """Read a total of the main scale that was typed without its items."""
    return score_typed(instrument, {instrument.main_scale.id: total})


def score_administration(administration: Administration) -> Scored:
    """What a recorded administration says, by the key of its own instrument and version."""
    one = instrument(administration.instrument, administration.instrument_version)
    if administration.answers is not None:
        return score(one, administration.answers)
    return score_typed(one, administration.scores_typed(one.main_scale.id))


def _by_item(instrument: Instrument, answers: Answers) -> dict[int, int | None]:
    return {item.number: answer for item, answer in zip(instrument.items, answers, strict=True)}


Given = Mapping[int, int | None]


def _skipped(instrument: Instrument, given: dict[int, int | None]) -> tuple[int, ...]:
    """Items the form does not ask after an earlier answer; those that count are filled in."""
    skipped: list[int] = []
    for skip in instrument.skips:
        if skip.usable and given[skip.after] == skip.answer:
            left_out = [number for number in skip.items if given[number] is None]
            skipped += left_out
            given |= {number: skip.counts_as for number in left_out}
    return tuple(sorted(skipped))


def _scale_score(instrument: Instrument, scale: Scale, given: Given) -> float | None:
    """Raw sum or mean after turning round; prorated only as far as the instrument's rule goes."""
    if scale.method in ("typed", "unscored"):
        return None
    values = [_keyed(instrument, scale, number, given[number]) for number in scale.items]
    known = [value for value in values if value is not None]
    left_out = len(values) - len(known)
    if left_out and (not known or not _may_prorate(instrument, scale, given, left_out)):
        return None
    total = sum(known)
    if scale.method == "mean":
        return total / len(known)
    return float(total if not left_out else total / len(known) * len(values)) * scale.factor


def _may_prorate(instrument: Instrument, scale: Scale, given: Given, left_out: int) -> bool:
    risk = {one.item for one in instrument.risk_items if one.usable}
    rule = instrument.missing
    return (
        rule.usable
        and left_out <= rule.allowed
        and not any(given[number] is None for number in risk & set(scale.items))
    )


def _half_answered(instrument: Instrument, given: Given) -> bool:
    items = instrument.main_scale.items
    return 2 * sum(given[number] is not None for number in items) >= len(items)


def _prorated(scale: Scale, scores: dict[str, float | None], missing: tuple[int, ...]) -> bool:
    return scores[scale.id] is not None and not set(scale.items).isdisjoint(missing)


def _keyed(instrument: Instrument, scale: Scale, number: int, answer: int | None) -> int | None:
    if answer is None or number not in scale.reverse:
        return answer
    low, high = instrument.item_range(number)
    return low + high - answer


def band(instrument: Instrument, scores: Mapping[str, float | None]) -> str | None:
    """The label of the band that the main scale's score lies in, or None.

    A band reaches up to where the next one begins: a prorated or mean score between two
    printed ends (2.495 between 2.49 and 2.5) belongs to the lower one.
    """
    value = scores.get(instrument.main_scale.id)
    if value is None or not instrument.bands_source.usable:
        return None
    below = [b for b in instrument.bands if b.min <= value]
    return max(below, key=lambda b: b.min).label if below else None


def beyond(cutoff: Cutoff, value: float) -> bool:
    """Whether a score lies on the marked side of a published line."""
    return bool(_SIDES[cutoff.op](value, cutoff.value))


def cutoffs(instrument: Instrument, scores: Mapping[str, float | None]) -> dict[str, bool]:
    """Each usable cut-off of a scored scale, and whether the score meets it."""
    found: dict[str, bool] = {}
    for cutoff in instrument.cutoffs:
        values = [scores.get(name) for name in (cutoff.scale, *cutoff.also)]
        known = [value for value in values if value is not None]
        if cutoff.usable and known and len(known) == len(values):
            found[cutoff.id] = any(beyond(cutoff, value) for value in known)
    return found


def _flags(instrument: Instrument, given: Given, skipped: tuple[int, ...]) -> list[Flag]:
    asked = [r for r in instrument.risk_items if r.usable and r.item not in skipped]
    return [_flag(instrument, r, given[r.item]) for r in asked if _needs_a_person(r, given[r.item])]


def _needs_a_person(risk: RiskItem, answer: int | None) -> bool:
    return answer is None or answer >= risk.at_least


def _flag(instrument: Instrument, risk: RiskItem, answer: int | None) -> Flag:
    return Flag(
        item=risk.item,
        value=answer,
        kind="unanswered" if answer is None else "endorsed",
        topic=instrument.items[instrument.position(risk.item)].topic,
        action=risk.action,
    )


def _algorithms(instrument: Instrument, given: Given) -> dict[str, bool]:
    """Each rule whose items were all answered, in the file's order: later ones build on earlier."""
    met: dict[str, bool] = {}
    for rule in instrument.algorithms:
        items = [number for cluster in rule.clusters for number in cluster.items]
        known = all(given[n] is not None for n in items)
        if rule.usable and known and set(rule.all_of + rule.none_of) <= set(met):
            met[rule.id] = _met(rule, given, met)
    return met


def _met(rule: Algorithm, given: Given, met: Mapping[str, bool]) -> bool:
    clusters = all(
        sum((given[number] or 0) >= rule.endorsed_at for number in cluster.items)
        >= cluster.at_least
        for cluster in rule.clusters
    )
    others = all(met[name] for name in rule.all_of) and not any(met[n] for n in rule.none_of)
    return clusters and others


def _why_no_score(
    instrument: Instrument, missing: tuple[int, ...], scores: Mapping[str, float | None]
) -> str | None:
    scored = [scale for scale in instrument.scales if scale.method in ("sum", "mean")]
    without = [scale for scale in scored if scores[scale.id] is None]
    left_out = [n for n in missing if any(n in scale.items for scale in without)]
    if not without:
        return None
    return f"{_left_out_words(left_out, len(without) == len(scored))} {_why(instrument, left_out)}"


def _left_out_words(left_out: list[int], every_scale: bool) -> str:
    first = ", ".join(str(number) for number in left_out[:-1])
    items = f"items {first} and {left_out[-1]}" if first else f"item {left_out[-1]}"
    was = "were" if first else "was"
    if every_scale:
        return f"No score: {items} {was} left out."
    return f"No score for the scales with {items}, which {was} left out."


def _why(instrument: Instrument, left_out: list[int]) -> str:
    risk = [r.item for r in instrument.risk_items if r.usable and r.item in left_out]
    if risk and len(left_out) <= instrument.missing.allowed:
        what = "It" if len(left_out) == 1 else f"Item {risk[0]}"
        return f"{what} asks about risk, and a total is never worked out across a risk item."
    if instrument.missing.usable and instrument.missing.allowed:
        allowed = instrument.missing.allowed
        return f"The rule of the {instrument.short} allows {allowed} left out."
    return f"No published rule for missing answers of the {instrument.short} was found."
