"""What became of a group of people: reliable and clinically significant change. Pure.

Takes one score before and one after for each person and says how many recovered, improved,
stayed, deteriorated or were harmed, and how large the change of the group was. The
reference figures (mean and SD before, correlation) are those of the people with both
scores, as in Jacobson & Truax 1991 and the R package clinicalsignificance, unless norm
figures are given. People without both scores stay in `n_original`, because a rate among
completers alone flatters.
"""

from __future__ import annotations

import math
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from core.errors import InvalidEntry
from core.outcomes import reliable_change, significance, true_scores
from core.outcomes.effect_size import NEEDS, EffectSizes, Group, blocks, effect_sizes, group_of
from core.outcomes.published_points import classes_by_points
from core.outcomes.reliable_change import Better, Method, Reference
from core.outcomes.significance import CATEGORIES, CHANGE_ONLY, Kind, Norms, choice
from core.outcomes.yardstick import Way

Scores = NDArray[np.float64]
Codes = NDArray[np.int8]


class Question(NamedTuple):
    """How one outcome is judged. Norm figures in points of the scale; None: not known.

    `sd_pre` and `mean_pre` replace the group's own figures before treatment by those of a
    clinical norm sample. `cutoff` None: with functional norms c, or b where the two samples do
    not overlap (significance.choice); without them none.
    `points`, a published number that counts as change, itself included, replaces method and
    reliability.
    """

    better_is: Better
    reliability: float | None = None
    method: Method = "JT"
    cutoff: Kind | None = None
    functional_mean: float | None = None
    functional_sd: float | None = None
    sd_pre: float | None = None
    mean_pre: float | None = None
    reliability_post: float | None = None
    points: float | None = None


class Tally(NamedTuple):
    """Classes and change of one group of people. Percentages of `n_used` and `n_original`.

    SDs are sample SDs (n - 1), None for one person; `effect` is None for fewer than three
    people and where everybody starts alike.
    """

    n_original: int
    n_used: int
    counts: dict[str, int]
    percent_of_used: dict[str, float]
    percent_of_all: dict[str, float]
    mean_pre: float | None
    mean_post: float | None
    sd_pre: float | None
    sd_post: float | None
    correlation: float | None
    effect: EffectSizes | None


class Cohort(NamedTuple):
    """The answer for one outcome.

    `s_diff` is the standard error of a difference in points, None by published points;
    `minimum_points` the smallest reliable change (None for methods where it differs by
    person). `used` holds the positions of the people with both scores; `pre`, `post`, `rci`
    (the index of the method, NaN by published points) and `codes` (positions in
    significance.CATEGORIES) belong to them.
    """

    method: Way
    better_is: Better
    s_diff: float | None
    minimum_points: float | None
    cutoff_kind: Kind | None
    cutoff: float | None
    overall: Tally
    used: NDArray[np.intp]
    pre: Scores
    post: Scores
    rci: Scores
    codes: Codes


def cohort(pre: Scores, post: Scores, question: Question) -> Cohort:
    """Judge a cohort: arrays of one length, one entry per person, NaN where not measured.

    Raises InvalidEntry when nobody has both scores, and for figures a method or cut-off
    needs and does not have, or that cannot be.
    """
    n_original = pre.size
    used = np.flatnonzero(~np.isnan(pre + post))
    if not used.size:
        raise InvalidEntry("Nobody has a score both before and after.")
    if used.size < n_original:
        pre, post = pre[used], post[used]
    group = group_of(pre, post)
    kind = _kind(group, question)
    by_points = question.points is not None
    reference = Reference() if by_points and kind is None else _reference(group, question)
    line = _line(kind, group, reference, question)
    rci, codes = np.empty(pre.size), np.empty(pre.size, dtype=np.int8)
    for rows in blocks(pre.size):
        rci[rows], codes[rows] = _judged(pre[rows], post[rows], line, reference, question)
    return Cohort(
        method="published" if by_points else question.method,
        better_is=question.better_is,
        s_diff=None if by_points else reliable_change.difference_error(reference),
        minimum_points=question.points
        if by_points
        else reliable_change.minimum_points(question.method, reference),
        cutoff_kind=kind,
        cutoff=line,
        overall=_tally(codes, group, n_original, with_cutoff=line is not None),
        used=used,
        pre=pre,
        post=post,
        rci=rci,
        codes=codes,
    )


def _kind(group: Group, question: Question) -> Kind | None:
    functional = (question.functional_mean, question.functional_sd)
    if question.cutoff or functional == (None, None):
        return question.cutoff
    mean = group.mean_pre if question.mean_pre is None else question.mean_pre
    sd = group.sd_pre if question.sd_pre is None else question.sd_pre
    return "c" if None in functional else choice(Norms(mean, sd, *functional))


def by_group(found: Cohort, labels: NDArray[np.intp], names: list[str]) -> dict[str, Tally]:
    """The same people told apart by a group: `labels` holds each person's place in `names`.

    Everybody is judged by the whole cohort's reference figures and cut-off, so that the
    groups can be compared; means, SDs and effect sizes are each group's own.
    """
    of_used = labels[found.used]
    told: dict[str, Tally] = {}
    for place, name in enumerate(names):
        mine = of_used == place
        told[name] = _tally(
            found.codes[mine],
            group_of(found.pre[mine], found.post[mine]),
            int(np.count_nonzero(labels == place)),
            with_cutoff=found.cutoff is not None,
        )
    return told


def _reference(group: Group, question: Question) -> Reference:
    sd_pre = group.sd_pre if question.sd_pre is None else question.sd_pre
    if question.sd_pre is None and not sd_pre > 0:
        why = "one person has" if group.n == 1 else "everybody has the same first score, so has"
        raise InvalidEntry(
            f"The scores before have no spread ({why} none): give the standard deviation of a "
            "norm sample with --sd-pre."
        )
    return Reference(
        sd_pre=sd_pre,
        reliability=question.reliability,
        mean_pre=group.mean_pre if question.mean_pre is None else question.mean_pre,
        mean_post=group.mean_post,
        sd_post=_known(group.sd_post),
        reliability_post=question.reliability_post,
        correlation=_known(group.correlation),
    )


def _line(
    kind: Kind | None, group: Group, reference: Reference, question: Question
) -> float | None:
    if kind is None:
        return None
    if kind != "a" and (question.functional_mean is None or question.functional_sd is None):
        raise InvalidEntry(
            f"Cut-off {kind} needs the mean and standard deviation of a functional sample: give "
            "both --functional-mean and --functional-sd."
        )
    if group.n == 1 and question.mean_pre is None:
        raise InvalidEntry(
            "A cut-off cannot rest on one person's score: give the mean of a clinical norm "
            "sample with --mean-pre."
        )
    norms = Norms(
        clinical_mean=reference.mean_pre or 0.0,
        clinical_sd=reference.sd_pre or 0.0,
        functional_mean=question.functional_mean if kind != "a" else None,
        functional_sd=question.functional_sd if kind != "a" else None,
    )
    if question.method == "HA":
        return true_scores.true_cutoff(kind, norms, reference, question.better_is)
    return significance.cutoff(kind, norms, question.better_is)


def _judged(
    pre: Scores, post: Scores, line: float | None, ref: Reference, asked: Question
) -> tuple[Scores, Codes]:
    """Index and class of each person."""
    rci, change = _changed(pre, post, ref, asked)
    if line is None:
        return rci, significance.change_only(change)
    if asked.method != "HA":
        return rci, significance.combined(change, pre, post, line, asked.better_is)
    ended = true_scores.surely_functional(post, line, ref, asked.better_is)
    return rci, true_scores.combined(change, pre, post, ended, line, asked.better_is)


def _changed(pre: Scores, post: Scores, ref: Reference, asked: Question) -> tuple[Scores, Codes]:
    """Index of each person, and 1, 0 or -1 for better, neither and worse."""
    if asked.points is not None:
        no_index = np.full(pre.size, math.nan)
        return no_index, classes_by_points(pre, post, asked.points, asked.better_is)
    rci = reliable_change.index(asked.method, pre, post, ref)
    limit = reliable_change.critical(asked.method)
    return rci, reliable_change.classified(rci, limit, asked.better_is)


def _tally(codes: Codes, group: Group, n_original: int, *, with_cutoff: bool) -> Tally:
    counts = significance.counts(codes, with_cutoff)
    return Tally(
        n_original=n_original,
        n_used=group.n,
        counts=counts,
        percent_of_used={k: 100 * v / group.n for k, v in counts.items()} if group.n else {},
        percent_of_all={k: 100 * v / n_original for k, v in counts.items()} if n_original else {},
        mean_pre=_known(group.mean_pre),
        mean_post=_known(group.mean_post),
        sd_pre=_known(group.sd_pre),
        sd_post=_known(group.sd_post),
        correlation=_known(group.correlation),
        effect=_effect(group),
    )


def _effect(group: Group) -> EffectSizes | None:
    if group.n < NEEDS or not group.sd_pre > 0:
        return None
    return effect_sizes(group)


def _known(value: float) -> float | None:
    return None if math.isnan(value) else value


__all__ = ["CATEGORIES", "CHANGE_ONLY", "Cohort", "Question", "Tally", "by_group", "cohort"]
