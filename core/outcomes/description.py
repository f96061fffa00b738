"""An instrument and a score in plain lines: every figure with its status and source. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from core.outcomes.definition import Algorithm, Cutoff, Norm, Reliability, Scale, Sourced, Threshold
from core.outcomes.instrument import Instrument
from core.outcomes.scoring import Scored

_USUAL = 95  # per cent: the level of a reliable change unless another is named
NOT_A_DIAGNOSIS = "a questionnaire, not a diagnosis"


_NOTHING_FLAGGED = "No answer is flagged; that is no assurance."


def size_words(one: Instrument) -> str:
    """How many items are answered, or that only scores are typed."""
    if one.entry == "score":
        return "score only"
    return f"{len(one.items)} item{'' if len(one.items) == 1 else 's'}"


def described(one: Instrument) -> list[str]:
    """Everything the file says about an instrument, a line a figure."""
    lines = [
        f"{one.title} ({one.id}, version {one.version})",
        f"Form: {one.form}",
        f"Asks about: {one.recall}. Direction: {one.direction}.",
    ]
    lines += [f"How often: {one.interval}"] if one.interval else []
    lines += [] if one.tracks else ["Not a measure of change: no change is called better or worse."]
    parts = (_items, _scales, _answers_left_out, _bands, _figures, _rules, _open_questions)
    return [*lines, *(line for part in parts for line in part(one))]


def _items(one: Instrument) -> Iterator[str]:
    if one.response is None:
        yield "Only scores are typed: the items are not known here."
        return
    note = f" ({one.response.note})" if one.response.note else ""
    yield f"Answers: {size_words(one)}, {one.response.min} to {one.response.max}{note}"
    for item in one.items:
        low, high = one.item_range(item.number)
        own = item.min is not None or item.max is not None
        yield f"Item {item.number}: {item.topic}{f', {low} to {high}' if own else ''}"


def _scales(one: Instrument) -> Iterator[str]:
    for scale in one.scales:
        yield _scale(one, scale)


def _scale(one: Instrument, scale: Scale) -> str:
    words = [scale.title]
    if scale.method != "unscored":
        words += [scale.range_words, f"better is {one.better(scale.id)}"]
    words += [_method(scale)] if scale.items else []
    words += [f"turned round: {_numbers(scale.reverse)}"] if scale.reverse else []
    words += ["0 is none of it"] if scale.true_zero else []
    words += ["shown first"] if len(one.scales) > 1 and scale == one.main_scale else []
    words += [scale.note] if scale.note else []
    return f"Scale {scale.id}: {'; '.join(words)}"


def _method(scale: Scale) -> str:
    times = f", times {scale.factor:g}" if scale.factor != 1 else ""
    how = {"sum": "sum of items", "mean": "mean of items"}.get(scale.method, "items")
    return f"{how} {_numbers(scale.items)}{times}"


def _answers_left_out(one: Instrument) -> Iterator[str]:
    if one.entry == "answers":
        many = f"up to {one.missing.allowed}" if one.missing.allowed else "none"
        rule = _sourced(one.missing.rule, one.missing)
        yield f"Answers that may be missing: {many}. {rule}"
    for skip in one.skips:
        then = "not asked" if skip.counts_as is None else f"not asked, counted as {skip.counts_as}"
        yield _sourced(
            f"After item {skip.after} answered {skip.answer}: items {_numbers(skip.items)} {then}",
            skip,
        )


def _bands(one: Instrument) -> Iterator[str]:
    for band in one.bands:
        yield _sourced(f"Band {band.label}: {band.min:g} to {band.max:g}", one.bands_source)
    if one.bands_source.note and not one.bands:
        yield _sourced(f"Bands: {one.bands_source.note}", one.bands_source, note=False)


def _figures(one: Instrument) -> Iterator[str]:
    many = len(one.scales) > 1
    for cutoff in one.cutoffs:
        yield _sourced(f"Cut-off {_line(cutoff, many)}: {cutoff.meaning}", cutoff)
    for title, thresholds in (
        ("Reliable change", one.reliable_change),
        ("Change that matters, not the same as reliable change,", one.meaningful_change),
    ):
        for threshold in thresholds:
            yield _sourced(f"{title} {_points(threshold, many)}: {threshold.rule}", threshold)
    for norm in one.norms:
        yield _sourced(_norm(norm, many), norm)
    for found in one.reliability:
        yield _sourced(_reliability(found, many), found)


def _line(cutoff: Cutoff, many: bool) -> str:
    end = f" to {cutoff.value_to:g}" if cutoff.value_to is not None else ""
    scales = " or ".join((cutoff.scale, *cutoff.also))
    of = ", of one population" if cutoff.for_population else ""
    return f"{f'{scales} ' if many else ''}{cutoff.op} {cutoff.value:g}{end}{of}"


def _points(threshold: Threshold, many: bool) -> str:
    words = [f"{threshold.scale} {threshold.value:g}" if many else f"{threshold.value:g}"]
    words += ["by convention"] if threshold.kind == "convention" else []
    words += [f"at {threshold.confidence}%"] if threshold.confidence != _USUAL else []
    words += [] if threshold.for_adults else ["of children, not used"]
    return ", ".join(words)


def _norm(norm: Norm, many: bool) -> str:
    scale = f"{norm.scale}, " if many else ""
    people = f", n {norm.n}" if norm.n else ""
    role = f", {norm.role}" if norm.role else ""
    use = ", used for computed change" if norm.for_change else ""
    figures = f"mean {norm.mean:g}, SD {norm.sd:g}"
    return f"Norm {scale}{norm.population}{people}: {figures}{role}{use}"


def _reliability(found: Reliability, many: bool) -> str:
    scale = f"{found.scale}, " if many and found.scale else ""
    use = ", used for computed change" if found.for_change else ""
    return f"Reliability {scale}{found.kind}: {found.value:g}{use}"


def _rules(one: Instrument) -> Iterator[str]:
    for risk in one.risk_items:
        words = f"Flagged item {risk.item} at {risk.at_least} or more, or not answered"
        yield _sourced(f"{words}: {risk.action}", risk)
    for rule in one.algorithms:
        yield _sourced(f"Rule {rule.title}: {rule.rule}", rule)


def _open_questions(one: Instrument) -> Iterator[str]:
    yield from (f"Sources disagree: {what}" for what in one.disagreements)
    yield from (f"Unverified: {what}" for what in one.unverified)
    yield f"Licence: {one.licence.status}. {one.licence.note}".rstrip()
    yield f"Official wording may be shown: {one.licence.ship_wording}"


def _sourced(words: str, figure: Sourced, *, note: bool = True) -> str:
    more = f" ({figure.note})" if figure.note and note else ""
    return f"{words}{more} [{figure.status}; {'; '.join(figure.sources)}]"


def _numbers(items: Sequence[int]) -> str:
    return ", ".join(str(number) for number in items)


def scored_words(one: Instrument, found: Scored) -> list[str]:
    """A score in lines: each scale, band, cut-offs, rules, flags, and why there is no score."""
    lines = [
        f"{one.short} {name}: {'no score' if value is None else format(value, 'g')}"
        for name, value in found.scores.items()
        if one.scale(name).method != "unscored" and (value is not None or one.entry == "answers")
    ]
    if one.main_scale.method == "unscored":
        lines += ["Answers only: no score." + ("" if found.flags else f" {_NOTHING_FLAGGED}")]
    lines += ["Prorated: the score stands on fewer answers."] if found.prorated else []
    lines += [f"Band: {found.band}"] if found.band else []
    met = [cutoff for cutoff in one.cutoffs if found.cutoffs.get(cutoff.id)]
    lines += [f"Meets {c.label} ({_line(c, many=len(one.scales) > 1)})" for c in met]
    lines += [_met(rule, found) for rule in one.algorithms if rule.id in found.algorithms]
    lines += [f"Not asked: items {_numbers(found.skipped)}"] if found.skipped else []
    lines += [f"Item {f.item} ({f.topic}): {f.kind}" for f in found.flags]
    return [*lines, found.why_no_score] if found.why_no_score else lines


def _met(rule: Algorithm, found: Scored) -> str:
    seen = f"{rule.status}: {rule.sources[0]}" if rule.sources else rule.status
    met = "met" if found.algorithms[rule.id] else "not met"
    return f"{rule.title}: {met} by the answers; {NOT_A_DIAGNOSIS} ({seen})"
