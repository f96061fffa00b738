"""Checks of the explanation: where it came from, what keeps it going, whether it hangs together.

Pure. F02 to F05, F07 to F09 and F15; each function says how its check is worked out.
"""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import date
from typing import NamedTuple
from uuid import UUID

from core.days import day_words
from core.formulation.checks_basis import (
    Case,
    Check,
    count,
    gap,
    listed,
    met,
    node_names,
    not_applicable,
    not_yet,
    on_map,
    open_node,
)
from core.formulation.model import Node
from core.history.model import HistoryEvent

HISTORY = ("event", "care")
HARD = 6  # distress now, 0-10, from which an event is looked for on the map; a proposal
_EMPTY = "The map is empty."
YEAR = 365
JUST_BEFORE = YEAR
"""Days before a problem began within which something counts as just before; a proposal, after
the year that interviews about life events usually ask for."""
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_MONTH_NAME = (
    "jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?"
    "|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?"
)
_YEAR = re.compile(
    rf"(?:\b(?:(?P<name>{_MONTH_NAME})\b\W*(?:\d{{1,2}}(?:st|nd|rd|th)?\W+)?(?:of\W+)?"
    r"|(?P<before>\d{1,2})[/.]))?\b(?P<year>(?:19|20)\d\d)\b(?:-(?P<after>\d\d)\b)?",
    re.IGNORECASE,
)


class Span(NamedTuple):
    """The days a date may stand for (one, a month's, a year's), and how it is said."""

    first: date
    last: date
    words: str

    def days_before(self, onset: Span) -> int:
        """At least so many days lie between this and the onset; below 1 when they may meet."""
        return (onset.first - self.last).days


def learned(case: Case) -> Check:
    """F02: at least one event or care experience has a path to a belief."""
    if not case.web.nodes:
        return not_yet("F02", _EMPTY)
    past, beliefs = case.web.of(*HISTORY), case.web.of("belief")
    leading = [node for node in past if case.web.after([node]) & {one.id for one in beliefs}]
    if leading:
        return met("F02", f"{node_names(leading)}: on the way to a belief.")
    if not past:
        return gap("F02", "No event or care experience is on the map.",
                   on_map("Add what happened", "new:event"))  # fmt: skip
    if not beliefs:
        return gap("F02", "No belief is on the map.", on_map("Add a belief", "new:belief"))
    return gap("F02", f"No link leads from {node_names(past)} to a belief.",
               on_map("Add a link", "link"))  # fmt: skip


def came_before(case: Case) -> Check:
    """F03: a node marked as what came just before is dated no more than a year before a problem
    began, and not after it. A problem without a beginning of its own has the one on the Client
    page."""
    if not case.web.nodes:
        return not_yet("F03", _EMPTY)
    marked = [node for node in case.web.standing if node.precipitating]
    if not marked:
        return gap("F03", "No node is marked as what came just before the trouble began.",
                   on_map("Add what came before", "new:event"))  # fmt: skip
    dated = [(node, when) for node in marked if (when := _when(case, node))]
    if not dated:
        return gap("F03", f"{node_names(marked)}: marked, without a date.", open_node(marked[0]))
    onsets = _onsets(case)
    if not onsets:
        return not_yet("F03", f"{node_names(node for node, _ in dated)}: dated; no problem has a "
                       "beginning, with its year, to compare it with.")  # fmt: skip
    pairs = [(node, when, onset) for node, when in dated for onset in onsets]
    for node, when, onset in pairs:
        if when.first <= onset.last and when.days_before(onset) <= JUST_BEFORE:
            return met("F03", f"“{node.name}” ({when.words}) came just before: "
                       f"{_how_long_before(when, onset)}.")  # fmt: skip
    node, when, onset = min(pairs, key=lambda one: abs(one[1].days_before(one[2])))
    if when.first > onset.last:
        return gap("F03", f"“{node.name}” ({when.words}) is dated after the problem began "
                   f"({onset.words}).", open_node(node))  # fmt: skip
    return gap("F03", f"“{node.name}” ({when.words}) is dated before it began ({onset.words}), "
               f"{_length(when.days_before(onset))} earlier: not just before.",
               open_node(node))  # fmt: skip


def _how_long_before(when: Span, onset: Span) -> str:
    days = when.days_before(onset)
    if days <= 0:
        return f"about when it began ({onset.words})"
    exact = when.first == when.last and onset.first == onset.last
    return f"{'' if exact else 'at least '}{_length(days)} before it began ({onset.words})"


def _length(days: int) -> str:
    """A time in the largest unit of which there are two, or in years from one year on."""
    if days >= YEAR:
        return count(int(days / 365.25 + 0.01), "year")
    if days >= 61:
        return count(int(days / 30.4), "month")
    return count(days // 7, "week") if days >= 14 else count(days, "day")


def _when(case: Case, node: Node) -> Span | None:
    """The day of a node or of its event, or the year or so the event's age stands for."""
    event = next((one for one in case.file.history.events if one.id == node.source_id), None)
    if on := node.on or (event.on if event else None):
        return Span(on, on, day_words(on))
    if event is None or event.age is None or case.file.client.born is None:
        return None
    year = case.file.client.born + int(event.age)
    if year + 1 > date.max.year:
        return None
    return Span(date(year, 1, 1), date(year + 1, 12, 31), f"about {year}")


def _onsets(case: Case) -> list[Span]:
    """When the problems began, as far as a date, a month or a year says so."""
    problems = case.web.of("problem")
    found = [_began(node) for node in problems]
    if not all(found) or not found:
        found.append(_in_words(case.file.client.presenting_since))
    return [onset for onset in found if onset]


def _began(node: Node) -> Span | None:
    return Span(node.on, node.on, day_words(node.on)) if node.on else _in_words(node.since)


def _in_words(text: str) -> Span | None:
    """The first year of a text with the month before it ("March 2024", "2024-03", "03/2024"),
    or the whole year."""
    if not (said := _YEAR.search(text)):
        return None
    year = int(said["year"])
    number = int(said["before"] or said["after"] or 0)
    month = _MONTHS.index(said["name"][:3].lower()) + 1 if said["name"] else number
    if not 1 <= month <= 12:
        return Span(date(year, 1, 1), date(year, 12, 31), str(year))
    first = date(year, month, 1)
    return Span(first, date(year, month, monthrange(year, month)[1]), f"{first:%B %Y}")


def loop_closed(case: Case) -> Check:
    """F04: a closed loop of explaining links goes through a belief, an action, a response."""
    if not case.web.nodes:
        return not_yet("F04", _EMPTY)
    if loop := case.web.loop:
        names = " → ".join(node.name for node in [*loop, loop[0]])
        return met("F04", f"{names}.")
    kinds = {"belief": "a belief", "action": "what they do", "response": "what the other does"}
    missing = [kind for kind in kinds if not case.web.of(kind)]
    if missing:
        words = ", ".join(kinds[kind] for kind in missing)
        return gap("F04", f"Not on the map: {words}.",
                   *(on_map(f"Add {kinds[kind]}", f"new:{kind}") for kind in missing))  # fmt: skip
    return gap("F04", "No loop leads from a belief over what they do and what the other does back "
               "to it.", on_map("Add a link", "link"))  # fmt: skip


def mechanism(case: Case) -> Check:
    """F05: a belief, part or emotion lies on a path from history to a cue or theme."""
    past, now = case.web.of(*HISTORY), case.web.of("cue", "theme")
    if not past or not now:
        return not_yet("F05", "The map needs something from the past, and a cue or theme, first.")
    between = case.web.after(past) & case.web.before(now)
    kinds = ("belief", "part", "prim_emotion", "sec_emotion")
    found = [node for node in case.web.of(*kinds) if node.id in between]
    if found:
        return met("F05", f"{node_names(found)}: between history and what sets it off.")
    return gap("F05", "No belief, part or feeling lies between history and what sets it off.",
               on_map("Add a link", "link"), on_map("Add a belief", "new:belief"))  # fmt: skip


def nothing_hanging(case: Case) -> Check:
    """F07: no node without a link, unless it is parked with a reason."""
    if not case.web.nodes:
        return not_yet("F07", _EMPTY)
    loose = [
        n for n in case.web.nodes.values() if n.id not in case.web.linked and not n.parked_because
    ]
    parked = sum(bool(node.parked_because) for node in case.web.nodes.values())
    aside = f", {parked} parked with a reason" if parked else ""
    if not loose:
        return met("F07", f"Every one of {count(len(case.web.nodes), 'node', 'nodes')} is linked"
                   f"{aside}.")  # fmt: skip
    return gap("F07", f"{len(loose)} of {count(len(case.web.nodes), 'node', 'nodes')} without a "
               f"link: {node_names(loose)}.", on_map("Add a link", "link"),
               open_node(loose[0], "Open it, or park it"))  # fmt: skip


def hard_events(case: Case) -> Check:
    """F08: every event with distress of 6 or more now is linked on the map, or parked."""
    rated = [event for event in case.file.history.events if event.distress_now is not None]
    if not rated:
        return not_yet("F08", "No event of the history has a distress rating yet.")
    hard = [event for event in rated if (event.distress_now or 0) >= HARD]
    if not hard:
        return met("F08", f"None of {count(len(rated), 'rated event')} is at {HARD} or more now.")
    standing = {event.id: _stands_for(case, event.id) for event in hard}
    open_ones = [event for event in hard if not _accounted(case, standing[event.id])]
    if not open_ones:
        return met("F08", f"{len(hard)} of {count(len(rated), 'rated event')} at {HARD} or more "
                   "now: each is linked or parked.")  # fmt: skip
    first = open_ones[0]
    nodes = standing[first.id]
    closing = open_node(nodes[0]) if nodes else on_map("Put it on the map", f"stand:{first.id}")
    return gap("F08", f"{len(open_ones)} of {count(len(hard), 'event')} at {HARD} or more now not "
               f"linked on the map or parked: {_headlines(open_ones)}.", closing)  # fmt: skip


def _headlines(events: list[HistoryEvent]) -> str:
    return listed(event.headline for event in events)


def _stands_for(case: Case, source: UUID) -> list[Node]:
    return [node for node in case.web.nodes.values() if node.source_id == source]


def _accounted(case: Case, nodes: list[Node]) -> bool:
    return any(node.id in case.web.linked or node.parked_because for node in nodes)


def problems_together(case: Case) -> Check:
    """F09: explaining links join all problems into one group."""
    problems = case.web.of("problem")
    if not problems:
        return not_yet("F09", "No problem is on the map.")
    if len(problems) == 1:
        return not_applicable("F09", "One problem is on the map: there is nothing to relate.")
    groups = case.web.groups(problems)
    if len(groups) == 1:
        return met("F09", f"All {len(problems)} problems are joined by links.")
    apart = [group[0] for group in groups[1:]]
    names = node_names([groups[0][0], *apart])
    return gap("F09", f"{len(problems)} problems in {len(groups)} groups without a link between "
               f"them: {names}.", on_map("Add a link", "link"))  # fmt: skip


def meaning(case: Case) -> Check:
    """F15: a belief in the client's words lies on more than half of the shortest ways from
    history to what they do or suffer (a form of betweenness, Freeman 1977). What came just
    before need not pass through it."""
    if not case.web.nodes:
        return not_yet("F15", _EMPTY)
    beliefs = case.web.of("belief")
    quoted = [node for node in beliefs if node.words or _own_words(case, node)]
    if not quoted:
        closing = open_node(beliefs[0]) if beliefs else on_map("Add a belief", "new:belief")
        return gap("F15", "No belief on the map has the client's own words.", closing)
    past = [node for node in case.web.of(*HISTORY) if not node.precipitating]
    now = case.web.of("action", "problem")
    passing, pairs = case.web.ways_through(past, now, quoted)
    if not pairs:
        return not_yet("F15", "No way leads from history to what they do or suffer yet.")
    said = f"{passing} of {count(pairs, 'way')} from history to what they do or suffer"
    if passing * 2 > pairs:
        return met("F15", f"{said} lead through {node_names(quoted)}.")
    return gap("F15", f"Only {said} lead through a belief in the client's words "
               f"({node_names(quoted)}).", on_map("Add a link", "link"))  # fmt: skip


def _own_words(case: Case, node: Node) -> str:
    models = case.file.history.working_models
    return next((one.words for one in models if one.id == node.source_id), "")
