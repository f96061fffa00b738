"""The command about many people at once: `cohort`."""

from __future__ import annotations

import argparse
import math
from collections.abc import Callable
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np

from core.cohort_questions import check_comparable, questions, store_question
from core.cohort_words import cohort_lines
from core.commands import Outcome, opened
from core.errors import InvalidEntry
from core.exchange.pairing import Columns, Measured, read_measured
from core.outcomes.cohort import Cohort, Question, Tally, by_group
from core.outcomes.cohort import cohort as judged
from core.outcomes.instrument import instrument
from core.outcomes.reliable_change import METHODS
from core.outcomes.significance import names

_GIVEN = "as given"
_COHORT_HELP = """\
Reads one row per person and time, or a store, and says how many people recovered, improved,
stayed unchanged, deteriorated or were harmed. With several --outcome, give --reliability,
--better and the norm figures once for all or once for each in the same order; --json then
holds the first outcome as for one, and all of them under "outcomes". A store is judged by
the measure's published figure, as a client's page is, unless --method, --reliability or
--sd-pre is given; where nothing is published, JT is worked out."""


def add_command(add: Callable[..., argparse.ArgumentParser], as_json: Any) -> None:
    """Add the command to the parser."""
    cohort = add(
        "cohort", parents=[as_json], description=_COHORT_HELP,
        help="reliable and clinically significant change of a group",
    )  # fmt: skip
    cohort.add_argument("file", nargs="?", type=Path, metavar="FILE.csv")
    cohort.add_argument("--store", type=Path, metavar="DIR", help="instead of a file")
    cohort.add_argument("--measure", metavar="ID", help="with --store: which measure, as phq-9")
    cohort.add_argument("--id", default="id", metavar="COLUMN")
    cohort.add_argument("--time", default="time", metavar="COLUMN")
    cohort.add_argument("--outcome", action="append", default=[], metavar="COLUMN")
    cohort.add_argument("--pre", metavar="TIME", help="the time before, as in the file")
    cohort.add_argument("--post", metavar="TIME", help="the time after")
    cohort.add_argument("--better", action="append", default=[], choices=["lower", "higher"])
    cohort.add_argument("--method", choices=METHODS, help="JT unless given; see above for a store")
    cohort.add_argument(
        "--cutoff",
        choices=["a", "b", "c"],
        help="with functional norms c, or b where the two samples do not overlap",
    )
    for option, what in (
        ("--reliability", "of the measure, above 0 and below 1"),
        ("--functional-mean", "of a sample that is not clinical"),
        ("--functional-sd", "of that sample"),
        ("--sd-pre", "of a clinical norm sample, instead of the group's own"),
        ("--mean-pre", "of a clinical norm sample, instead of the group's own"),
        ("--reliability-post", "at the end, for the NK method"),
    ):
        cohort.add_argument(
            option, action="append", default=[], type=_figure, metavar="X", help=what
        )
    cohort.add_argument("--group", metavar="COLUMN", help="tell these groups apart")
    cohort.add_argument("--people", action="store_true", help="list every person's change")


def _figure(text: str) -> float:
    try:
        number = float(text)
    except ValueError:
        raise argparse.ArgumentTypeError("this is not a number") from None
    if number and not 1e-6 <= abs(number) <= 1e6:
        raise argparse.ArgumentTypeError("this is no figure of a measure")
    return number


class Answered(NamedTuple):
    """One outcome with what it was asked and found, and the same by group."""

    outcome: str
    question: Question
    found: Cohort
    groups: dict[str, Tally]
    figures_from: str


def cohort(asked: argparse.Namespace) -> Outcome:
    """Reliable and clinically significant change of the people in a file or a store."""
    if (asked.file is None) == (asked.store is None):
        raise InvalidEntry("Name a CSV file, or a store with --store DIR and --measure ID.")
    figures_from = _GIVEN
    if asked.store:
        measured, question, figures_from = _from_store(asked)
        asked_of = [question]
    else:
        measured, asked_of = _from_file(asked)
    answers = [
        _answered(measured, outcome, question, figures_from)
        for outcome, question in zip(measured.scores, asked_of, strict=True)
    ]
    told = [_cohort_data(measured, one, people=asked.people) for one in answers]
    data = told[0] if len(told) == 1 else {**told[0], "outcomes": told}
    lines = [line for one in told for line in (*cohort_lines(one), "")]
    return Outcome(lines[:-1], data)


def _from_file(asked: argparse.Namespace) -> tuple[Measured, list[Question]]:
    outcomes = list(dict.fromkeys(asked.outcome))
    if not outcomes:
        raise InvalidEntry("Name the column of scores with --outcome.")
    for given, option in ((asked.better, "--better"), (asked.reliability, "--reliability")):
        if not given:
            raise InvalidEntry(f"A file does not say what {option} is: give {option}.")
    asked_of = questions(asked, len(outcomes), asked.better)
    columns = Columns(asked.id, asked.time, outcomes, asked.group)
    return read_measured(asked.file, columns, asked.pre, asked.post), asked_of


def _from_store(asked: argparse.Namespace) -> tuple[Measured, Question, str]:
    """First and latest score of every client of a store, how they are judged, and by whose figures.

    As on a client's page: by the published points of the measure, else by its norm figures.
    """
    if not asked.measure:
        raise InvalidEntry("Name the measure with --measure, as in '--measure phq-9'.")
    if asked.outcome or asked.group or asked.pre or asked.post or asked.better:
        raise InvalidEntry(
            "With --store the first and latest scores are compared: leave --outcome, --better, "
            "--group, --pre and --post out."
        )
    one = instrument(asked.measure)
    check_comparable(one)
    question, figures_from = store_question(asked, one)
    practice = opened(asked)
    try:
        pairs = practice.services().outcomes.caseload_pairs(practice.actor, one.id)
    finally:
        practice.close()
    if not pairs:
        raise InvalidEntry(f"No client of this store has a {one.short} score yet.")
    before = np.array([pair.pre for pair in pairs])
    after = np.array([pair.post if pair.has_change else np.nan for pair in pairs])
    measured = Measured(
        ids=[pair.code for pair in pairs], pre="first score", post="latest score",
        scores={one.short: (before, after)}, groups=[], group=None,
    )  # fmt: skip
    return measured, question, figures_from


def _answered(measured: Measured, outcome: str, question: Question, figures_from: str) -> Answered:
    found = judged(*measured.scores[outcome], question)
    groups = by_group(found, measured.group, measured.groups) if measured.group is not None else {}
    return Answered(outcome, question, found, groups, figures_from)


def _cohort_data(measured: Measured, one: Answered, *, people: bool) -> dict[str, Any]:
    found, question = one.found, one.question
    data = {
        "outcome": one.outcome,
        "pre": measured.pre,
        "post": measured.post,
        "better_is": found.better_is,
        "method": found.method,
        "reliability": question.reliability,
        "s_diff": found.s_diff,
        "minimum_points": found.minimum_points,
        "cutoff_kind": found.cutoff_kind,
        "cutoff": found.cutoff,
        **_tally_data(found.overall),
        "figures_from": one.figures_from,
        "norm_sd_pre": question.sd_pre,
        "norm_mean_pre": question.mean_pre,
    }
    if one.groups:
        data["groups"] = [
            {"group": name, **_tally_data(tally)} for name, tally in one.groups.items()
        ]
    if people:
        data["people"] = _people(measured, found)
        used = set(found.used.tolist())
        data["not_used"] = [one for at, one in enumerate(measured.ids) if at not in used]
    return data


def _tally_data(tally: Tally) -> dict[str, Any]:
    return {**tally._asdict(), "effect": tally.effect and tally.effect._asdict()}


def _people(measured: Measured, found: Cohort) -> list[dict[str, Any]]:
    # Rounded to what a score can hold: 2.2 - 8.2 is -6, not -5.999999999999999.
    changes = np.round(found.post - found.pre, 10)
    columns = (found.pre, found.post, changes, found.rci)
    return [
        {
            "id": measured.ids[at], "pre": pre, "post": post, "change": change,
            "rci": None if math.isnan(rci) else rci, "category": category,
        }
        for at, pre, post, change, rci, category in zip(
            found.used.tolist(), *(column.tolist() for column in columns), names(found.codes),
            strict=True,
        )
    ]  # fmt: skip
