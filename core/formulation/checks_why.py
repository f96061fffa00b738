"""Checks of the explanation: where it came from, what keeps it going, whether it hangs together.

Pure. F02 to F05, F07 to F09 and F15; each function says how its check is worked out.
"""

from __future__ import annotations

import re
from datetime import date
from uuid import UUID

from core.formulation.checks_basis import (
    Case,
    Check,
    count,
    day_words,
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
_YEAR = re.compile(r"\b(?:19|20)\d\d\b")


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
    return gap("F02", f"No arrow leads from {node_names(past)} to a belief.",
               on_map("Add a link", "link"))  # fmt: skip


def came_before(case: Case) -> Check:
    """F03: a box marked as what came just before has a date that is not after the onset."""
    if not case.web.nodes:
        return not_yet("F03", _EMPTY)
    marked = [node for node in case.web.nodes.values() if node.precipitating]
    if not marked:
        return gap("F03", "No box is marked as what came just before the trouble began.",
                   on_map("Add what came before", "new:event"))  # fmt: skip
    dated = [(node, when) for node in marked if (when := _when(case, node))]
    if not dated:
        return gap("F03", f"{node_names(marked)}: marked, without a date.", open_node(marked[0]))
    onset = _latest_onset(case)
    fitting = [(node, when) for node, when in dated if onset is None or when <= onset]
    if not fitting:
        node, when = dated[0]
        return gap("F03", f"“{node.name}” ({_year_or_day(node, when)}) is dated after the "
                   f"problem began.", open_node(node))  # fmt: skip
    node, when = fitting[0]
    against = "" if onset else "; no dated beginning to compare it with"
    return met("F03", f"“{node.name}” ({_year_or_day(node, when)}) came just before{against}.")


def _year_or_day(node: Node, when: date) -> str:
    return day_words(when) if node.on else f"about {when.year}"


def _when(case: Case, node: Node) -> date | None:
    """The day of a node, or the first day of the year its event fell in."""
    if node.on:
        return node.on
    event = next((one for one in case.file.history.events if one.id == node.source_id), None)
    if event is None:
        return None
    if event.on or event.age is None or case.file.client.born is None:
        return event.on
    return date(min(case.file.client.born + int(event.age), date.max.year), 1, 1)


def _latest_onset(case: Case) -> date | None:
    """When the last of the problems began, as far as a date or a year says so."""
    problems = case.web.of("problem")
    known = [node.on for node in problems if node.on]
    said = [*(node.since for node in problems), case.file.client.presenting_since]
    known += [date(int(year), 12, 31) for text in said for year in _YEAR.findall(text)[:1]]
    return max(known, default=None)


def loop_closed(case: Case) -> Check:
    """F04: a closed loop of explaining arrows goes through a belief, an action, a response."""
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
    """F07: no box without an arrow, unless it is parked with a reason."""
    if not case.web.nodes:
        return not_yet("F07", _EMPTY)
    loose = [
        n for n in case.web.nodes.values() if n.id not in case.web.linked and not n.parked_because
    ]
    parked = sum(bool(node.parked_because) for node in case.web.nodes.values())
    aside = f", {parked} parked with a reason" if parked else ""
    if not loose:
        return met("F07", f"Every one of {count(len(case.web.nodes), 'box', 'boxes')} is linked"
                   f"{aside}.")  # fmt: skip
    return gap("F07", f"{len(loose)} of {count(len(case.web.nodes), 'box', 'boxes')} without an "
               f"arrow: {node_names(loose)}.", on_map("Add a link", "link"),
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
    """F09: explaining arrows join all problems into one group."""
    problems = case.web.of("problem")
    if not problems:
        return not_yet("F09", "No problem is on the map.")
    if len(problems) == 1:
        return not_applicable("F09", "One problem is on the map: there is nothing to relate.")
    groups = case.web.groups(problems)
    if len(groups) == 1:
        return met("F09", f"All {len(problems)} problems are joined by arrows.")
    apart = [group[0] for group in groups[1:]]
    names = node_names([groups[0][0], *apart])
    return gap("F09", f"{len(problems)} problems in {len(groups)} groups without an arrow between "
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
