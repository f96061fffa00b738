"""The safety record in words: what stands, what was asked, what was not. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from core.sessions.safety import VIOLENCE, Concern, in_order
from core.vocabulary import inside, label, terms
from dashboard.components.text import day, escaped, in_lines

STATES = {
    "now": "It stands now",
    "past": "It was so in the past",
    "asked_none": "Asked, not found",
}
SAID = (
    "Discuss, assess needs, safety plan, act by your service's protocol. Nothing here is a score, "
    "and an empty record proves nothing."
)

NOTHING = "Nothing is recorded: neither what was found nor that it was asked. That is not a no."

COVERED = "Screen-share mode: what is private is not shown here, whether there is any or not."


class SafetyLine(NamedTuple):
    """One entry: its words, and the entry to open."""

    words: str
    concern: Concern


class SafetyPage(NamedTuple):
    """What stands, what else was recorded, and what nothing is recorded about.

    `covered` says that the screen is shared, so that what is private is left out of all three.
    """

    standing: tuple[SafetyLine, ...]
    others: tuple[SafetyLine, ...]
    not_recorded: str
    covered: bool


def safety_page(concerns: Sequence[Concern], today: date, *, covered: bool) -> SafetyPage:
    """Put the record into words; with `covered` as if violence had never been a question.

    On a shared screen the page looks the same whether or not something private is kept.
    """
    shown = [one for one in concerns if not (covered and one.private)]
    standing = in_order(shown)
    others = [one for one in shown if not one.stands]
    newest = sorted(others, key=lambda one: one.closed_on or one.noted_on, reverse=True)
    return SafetyPage(
        tuple(SafetyLine(_standing(one, today), one) for one in standing),
        tuple(SafetyLine(_other(one), one) for one in newest),
        _not_recorded(shown, covered=covered),
        covered,
    )


def _standing(one: Concern, today: date) -> str:
    acute = " · **acute**" if one.acute else ""
    noted = f"noted {day(one.noted_on, year=True)}"
    lines = [
        f"**{escaped(label('risk_types', one.kind))}**{acute} · {noted} · {_check(one, today)}"
    ]
    return "  \n".join([*lines, *_detail(one)])


def _check(one: Concern, today: date) -> str:
    if one.next_check is None:
        return "no next check set"
    on = day(one.next_check, year=True)
    if one.overdue(today):
        return f":material/priority_high: **next check was set for {on}**"
    return f"next check {on}"


def _detail(one: Concern) -> list[str]:
    listed = [action for action in one.actions if action != "told" or not one.told]
    done = [inside(label("risk_actions", action)) for action in listed]
    facts = [f"Done: {escaped(', '.join(done))}"] if done else []
    facts += [f"Told: {escaped(one.told)}"] if one.told else []
    eased = one.not_acute_because if not one.acute else ""
    said = f"No longer acute: {escaped(eased)}" if eased else ""
    return [words for words in (in_lines(one.what), said, " · ".join(facts)) if words]


def _other(one: Concern) -> str:
    name = f"**{escaped(label('risk_types', one.kind))}**"
    on = day(one.noted_on, year=True)
    if one.closed_on:
        closed = f"closed {day(one.closed_on, year=True)}: {escaped(one.closed_because)}"
        line = f"{name} · noted {on} · {closed}"
    elif one.state == "asked_none":
        line = f"{name} · asked on {on}, not found"
    else:
        line = f"{name} · in the past, noted {on}"
    return "  \n".join([line, *_detail(one)])


def _not_recorded(shown: Sequence[Concern], *, covered: bool) -> str:
    """Which kinds have no entry; violence is never among them on a shared screen."""
    known = {one.kind for one in shown} | ({VIOLENCE} if covered else set())
    missing = [inside(term.label) for term in terms("risk_types") if term.id not in known]
    return f"Not recorded as asked: {', '.join(missing)}." if missing else ""
