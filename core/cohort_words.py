"""What the commands about many people say to people: a table, and what it rests on."""

from __future__ import annotations

from typing import Any

from core.outcomes import talking_therapies
from core.outcomes.talking_therapies import Counts, Rates

_UNCONTROLLED = (
    "Without a comparison group the change may also be regression to the mean or natural recovery."
)


def cohort_lines(data: dict[str, Any]) -> list[str]:
    """One outcome of `havenline cohort`, from the data that --json prints."""
    lines = [
        f"{_plain(data['outcome'])}: {data['n_original']:,} people, {data['n_used']:,} with a "
        f"score both at {_plain(data['pre'])} and at {_plain(data['post'])}.",
        _judged(data),
        _cutoff(data),
        "",
        *_table(data),
    ]
    for group in data.get("groups", ()):
        lines += ["", f"{_plain(group['group'])}: {group['n_original']:,} people", *_table(group)]
    if data.get("people"):
        lines += ["", *_people(data)]
    return [*lines, "", _UNCONTROLLED]


def _judged(data: dict[str, Any]) -> str:
    if data["method"] == "published":
        return f"By the published figure, {data['better_is']} is better. {data['figures_from']}"
    whose = "a norm sample" if data["norm_sd_pre"] is not None else "these people"
    points = data["minimum_points"]
    least = "" if points is None else f" A change counts from more than {points:.2f} points."
    return (
        f"Method {data['method']}, {data['better_is']} is better; reliability "
        f"{data['reliability']:g}, spread before treatment that of {whose} (standard error of a "
        f"difference {data['s_diff']:.2f}). Figures {data['figures_from']}.{least}"
    )


def _cutoff(data: dict[str, Any]) -> str:
    if data["cutoff"] is None:
        why = "functional norms were not given"
        if data["method"] == "published":
            why = "the measure's file marks no clinical and functional norms"
        return f"No cut-off: {why}, so nobody is called recovered."
    return (
        f"Cut-off {data['cutoff_kind']}: {data['cutoff']:.2f} points; a score on it counts as "
        "clinical."
    )


def _table(tally: dict[str, Any]) -> list[str]:
    if not tally["n_used"]:
        return ["Nobody has both scores."]
    lines = [f"{'':<14}{'people':>8}{'of those with both':>20}{'of all':>9}"]
    lines += [
        f"{name:<14}{count:>8,}{tally['percent_of_used'][name]:>19.1f}%"
        f"{tally['percent_of_all'][name]:>8.1f}%"
        for name, count in tally["counts"].items()
    ]
    lines.append(
        f"Mean {_figure(tally['mean_pre'])} (SD {_figure(tally['sd_pre'])}) before, "
        f"{_figure(tally['mean_post'])} (SD {_figure(tally['sd_post'])}) after."
    )
    return [*lines, _effect(tally["effect"])]


def _effect(effect: dict[str, Any] | None) -> str:
    if effect is None:
        return "No effect size: it needs three people who do not all start alike."
    few = " Fewer than 20 people: read the interval, not the figure." if effect["few"] else ""
    return (
        f"After minus before, in SDs of the starting scores: {effect['smcr']:.2f} (95% interval "
        f"{effect['low']:.2f} to {effect['high']:.2f}, Hedges' correction); in SDs of the change "
        f"(d_z): {_figure(effect['d_z'])}.{few}"
    )


def _people(data: dict[str, Any]) -> list[str]:
    lines = [f"{'id':<16}{'before':>8}{'after':>8}{'change':>8}{'index':>8}  class"]
    lines += [
        f"{_plain(one['id']):<16}{one['pre']:>8g}{one['post']:>8g}{one['change']:>8g}"
        f"{'-' if one['rci'] is None else format(one['rci'], '.2f'):>8}  {one['category']}"
        for one in data["people"]
    ]
    return lines


def service_lines(counts: Counts, rates: Rates, unknown: int) -> list[str]:
    """The rates of `havenline services`, each with its numerator and denominator."""
    at_caseness = counts.finished - counts.not_at_caseness
    rows = (
        ("Reliable improvement", counts.improvement, counts.finished, rates.improvement),
        ("Reliable deterioration", counts.deterioration, counts.finished, rates.deterioration),
        ("No reliable change", counts.no_change, counts.finished, rates.no_change),
        ("Recovery", counts.recovery, at_caseness, rates.recovery),
        ("Reliable recovery", counts.reliable_recovery, at_caseness, rates.reliable_recovery),
    )
    lines = [
        f"{counts.total:,} people, {counts.finished:,} finished (two or more treatment sessions), "
        f"{counts.paired:,} of them with all four scores.",
        "",
        *(
            f"{name:<24}{part:>8,} of {whole:>8,}  {_percent(rate)}"
            for name, part, whole, rate in rows
        ),
        "",
        "Change is out of all who finished; recovery out of those, without the "
        f"{counts.not_at_caseness:,} known not to be at caseness at the start.",
        "People without all four scores stay in the denominators, as in the national figures.",
        f"Rules: {talking_therapies.SOURCE}; PHQ-9 and GAD-7 only.",
    ]
    if unknown:
        lines.append(f"No number of sessions, so counted as not finished: {unknown:,}.")
    return lines


def _percent(rate: float | None) -> str:
    return "not defined" if rate is None else f"{rate:.1f}%"


def _plain(text: str) -> str:
    """A word of the file without signs that would steer a terminal or break a line."""
    return "".join(sign if sign.isprintable() else "?" for sign in text)


def _figure(value: float | None) -> str:
    return "not known" if value is None else f"{value:.2f}"
