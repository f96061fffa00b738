"""Who needs attention, and why: reasons in words, never a score or a tier. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Literal, NamedTuple
from uuid import UUID

from core.outcomes.instrument import instrument
from core.outcomes.sentences import best_level_words
from core.outcomes.yardstick import yardstick

ReasonKind = Literal[
    "risk_item",
    "concern_acute",
    "concern_check",
    "worse",
    "risk_unanswered",
    "target_incomplete",
    "no_session",
    "review",
    "long_gap",
    "no_measure",
]
LONG_GAP = timedelta(days=28)
MEASURE_GAP = timedelta(days=42)


class CaseloadFacts(NamedTuple):
    """The facts the store gathers for one client (see caseload.sql)."""

    id: UUID
    code: str
    name: str
    status: str
    main_measure: str
    sessions: int
    last_session: date | None
    next_session: date | None
    endorsed: int
    endorsed_on: date | None
    endorsed_what: list[str] | None  # instrument, item and answer of the newest one
    unanswered: int
    unanswered_on: date | None
    unanswered_what: list[str] | None
    worse: list[list[str]] | None  # instrument, from, to, than what ("start" or "level")
    last_measure: date | None
    review_due: date | None
    incomplete_targets: int
    acute_on: date | None  # a safety concern that stands and is acute
    check_on: date | None  # the next check of one, when its day has come
    found: int


class Reason(NamedTuple):
    """One reason to look at a client, in a sentence; `source` is where its figure is from."""

    kind: ReasonKind
    sentence: str
    source: str = ""


class CaseloadRow(NamedTuple):
    """One client on the caseload, with the reasons to look and the main measure's scores."""

    facts: CaseloadFacts
    reasons: tuple[Reason, ...]
    scores: tuple[float, ...] = ()


class CaseloadPage(NamedTuple):
    """One page of the caseload and how many clients the search found in all."""

    rows: tuple[CaseloadRow, ...]
    found: int


class CaseloadQuery(NamedTuple):
    """What the caseload should show."""

    search: str = ""
    status: Literal["active", "paused", "ended", "all"] = "active"
    needs_attention: bool = False
    page: int = 1
    size: int = 20


def attention(facts: CaseloadFacts, today: date) -> tuple[Reason, ...]:
    """The reasons to look at one client, most pressing kind first."""
    return tuple(
        reason
        for reason in (
            *_about_answers(facts),
            *_about_safety(facts),
            *_about_course(facts),
            *_about_work(facts, today),
        )
        if reason
    )


def _day(day: date | None) -> str:
    return f"{day.day} {day:%b}" if day else "no date"


def _about_answers(facts: CaseloadFacts) -> list[Reason]:
    found = []
    if facts.endorsed_what:
        item, answer = _item(facts.endorsed_what), facts.endorsed_what[2]
        said = f"{item} answered {answer} on {_day(facts.endorsed_on)}, not yet acknowledged"
        found.append(Reason("risk_item", f"{said}{_more(facts.endorsed)}."))
    if facts.unanswered_what:
        said = f"{_item(facts.unanswered_what)} left unanswered on {_day(facts.unanswered_on)}"
        more = _more(facts.unanswered)
        found.append(Reason("risk_unanswered", f"{said} (not asked, not a no){more}."))
    return found


def _about_safety(facts: CaseloadFacts) -> list[Reason]:
    """That something stands, never of which kind: a caseload is read in company."""
    found = []
    if facts.acute_on:
        said = f"A safety concern noted on {_day(facts.acute_on)} is marked acute."
        found.append(Reason("concern_acute", said))
    if facts.check_on:
        said = f"A safety concern was to be looked at again on {_day(facts.check_on)}."
        found.append(Reason("concern_check", said))
    return found


def _item(what: Sequence[str]) -> str:
    """The measure, the item's number and its topic."""
    one, item = instrument(what[0]), int(what[1])
    return f"{one.short} item {item} ({one.items[one.position(item)].topic})"


def _more(flags: int) -> str:
    return f"; and {flags - 1} more" if flags > 1 else ""


def _about_course(facts: CaseloadFacts) -> list[Reason]:
    return [_got_worse(*course) for course in facts.worse or []]


def _got_worse(measure: str, earlier: str, latest: str, than: str) -> Reason:
    one = instrument(measure)
    published = yardstick(one, one.main_scale.id, "published")
    before, now = float(earlier), float(latest)
    when, course = "at the start", f"{before:.3g} to {now:.3g}"
    if than == "level":
        side = "lower" if now > before else "higher"
        when, course = "its best level", best_level_words(before, now, side)
    needs = f"; {published.needs}" if published else ""
    return Reason(
        "worse",
        f"{one.short} is {abs(now - before):.3g} points worse than {when} ({course}{needs}).",
        f"{one.short}: {published.basis}" if published else "",
    )


def _about_work(facts: CaseloadFacts, today: date) -> list[Reason]:
    found = []
    if facts.incomplete_targets:
        found.append(Reason("target_incomplete", "An EMDR target was closed incomplete."))
    if facts.status != "active":
        return found
    if facts.next_session is None:
        found.append(Reason("no_session", "No next session is planned."))
    if facts.review_due:
        found.append(Reason("review", f"The plan was due for review on {_day(facts.review_due)}."))
    if facts.last_session and today - facts.last_session > LONG_GAP:
        found.append(Reason("long_gap", f"Last seen on {_day(facts.last_session)}."))
    if facts.sessions >= 2 and facts.last_measure is None:
        found.append(Reason("no_measure", "No measure has a score yet."))
    elif facts.last_measure and today - facts.last_measure > MEASURE_GAP:
        found.append(Reason("no_measure", f"Last scored measure on {_day(facts.last_measure)}."))
    return found
