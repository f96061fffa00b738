"""How the command `cohort` judges: by figures given, or by those of a measure's file."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from typing import Any, TypeVar

from core.errors import InvalidEntry
from core.outcomes import yardstick
from core.outcomes.cohort import Question
from core.outcomes.definition import Norm
from core.outcomes.instrument import Instrument
from core.outcomes.yardstick import Yardstick

T = TypeVar("T")
_OWN = "as given, else from the measure's file ('havenline instruments show {}' has the sources)"
_LINE = "The figures of the cut-off are {}."


def questions(asked: argparse.Namespace, count: int, better: Sequence[Any]) -> list[Question]:
    """How each of `count` outcomes is judged by the figures that were given.

    Raises InvalidEntry when an option is given neither once nor once for each.
    """
    figures = zip(
        _each(better, count, "--better"),
        _each(asked.reliability, count, "--reliability"),
        _each(asked.functional_mean, count, "--functional-mean"),
        _each(asked.functional_sd, count, "--functional-sd"),
        _each(asked.sd_pre, count, "--sd-pre"),
        _each(asked.mean_pre, count, "--mean-pre"),
        _each(asked.reliability_post, count, "--reliability-post"),
        strict=True,
    )
    return [
        Question(
            better_is=better_is, reliability=r, method=asked.method or "JT", cutoff=asked.cutoff,
            functional_mean=mean, functional_sd=sd, sd_pre=sd_pre, mean_pre=mean_pre,
            reliability_post=r_post,
        )
        for better_is, r, mean, sd, sd_pre, mean_pre, r_post in figures
    ]  # fmt: skip


def _each(given: Sequence[T], count: int, option: str) -> list[T | None]:
    """One value for each outcome: none, one for all, or one each."""
    if len(given) in (0, 1):
        return [given[0] if given else None] * count
    if len(given) != count:
        raise InvalidEntry(
            f"{option} is given {len(given)} times for {count} outcomes: give it once, or once "
            "for each."
        )
    return list(given)


def check_comparable(one: Instrument) -> None:
    """Raises InvalidEntry for a measure that gives no one score about each client."""
    if one.main_scale.method == "unscored":
        raise InvalidEntry(f"The {one.short} is kept as answers; it has no score to compare.")
    if one.about != "client":
        raise InvalidEntry(
            f"The {one.short} is about a {one.about}, so a client has several courses of it side "
            "by side; a cohort compares measures about the client."
        )
    if not one.tracks:
        raise InvalidEntry(
            f"No change of the {one.short} is called better or worse, so there is no cohort of it."
        )


def store_question(asked: argparse.Namespace, one: Instrument) -> tuple[Question, str]:
    """How a measure's main scale is judged, and in words where its figures are from."""
    published = _published(asked, one)
    wants_line = asked.cutoff or asked.functional_mean or asked.functional_sd
    _fill_in(asked, one)
    if not (published or asked.reliability):
        raise InvalidEntry(
            f"No published change of the {one.short} was found and no reliability is marked for "
            "working it out: give --reliability."
        )
    [question] = questions(asked, 1, [one.better(one.main_scale.id)])
    own = _OWN.format(one.id)
    if published is None:
        return question, own
    question = question._replace(points=published.minimum, reliability=None)
    if not wants_line and None in (question.sd_pre, question.mean_pre):
        question = question._replace(functional_mean=None, functional_sd=None)
    line = f" {_LINE.format(own)}" if question.functional_mean is not None else ""
    return question, f"{published.basis}{line}"


def _published(asked: argparse.Namespace, one: Instrument) -> Yardstick | None:
    """The published figure a client's page goes by; None where a method or its figure is given."""
    if asked.method or asked.reliability or asked.sd_pre:
        return None
    found = yardstick.yardstick(one, one.main_scale.id)
    return found if found is not None and found.way == "published" else None


def _fill_in(asked: argparse.Namespace, one: Instrument) -> None:
    """Put the figures that the instrument's file marks for change where none were given."""
    scale = one.main_scale.id
    known = yardstick.reference(one, scale)
    norm = _functional_norm(one, scale)
    own = {
        "reliability": known.reliability,
        "sd_pre": known.sd_pre,
        "mean_pre": known.mean_pre,
        "functional_mean": norm.mean if norm else None,
        "functional_sd": norm.sd if norm else None,
    }
    # Never half of one norm, half of another.
    if asked.functional_mean or asked.functional_sd:
        own |= {"functional_mean": None, "functional_sd": None}
    if asked.sd_pre or asked.mean_pre:
        own |= {"sd_pre": None, "mean_pre": None}
    for name, figure in own.items():
        if not getattr(asked, name) and figure is not None:
            setattr(asked, name, [figure])


def _functional_norm(one: Instrument, scale: str) -> Norm | None:
    marked = (n for n in one.norms if n.scale == scale and n.for_change and n.usable)
    return next((norm for norm in marked if norm.role == "functional"), None)
