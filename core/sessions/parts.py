"""The parts on the brief: follow-ups that were promised, backlash nobody has met yet. Pure."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from core.approaches.parts import follow_ups, not_met
from core.clients.file import ClientFile
from core.sessions.brief_lines import short


def lines_on_parts(file: ClientFile, most: int = 2) -> Iterator[str]:
    """What a part waits for: backlash not met first, then follow-ups whose day has come."""
    names = {node.id: node.name for node in file.formulation.nodes if not node.retired}
    said = []
    for part, place in not_met(file.parts):
        if part.node_id in names:
            one = part.backlash[place]
            on, what = _day(one.on), short(one.what)
            said.append(f"Part “{names[part.node_id]}”: backlash of {on} not met yet ({what})")
    for waiting in follow_ups(file.parts, file.today):
        part = waiting.part
        if part.node_id in names and waiting.due in ("overdue", "today") and part.follow_up_on:
            what = f": {short(part.follow_up.strip(' .'))}" if part.follow_up else ""
            due = f"follow-up was due on {_day(part.follow_up_on)}"
            if waiting.due == "today":
                due = "follow-up is due today"
            said.append(f"Part “{names[part.node_id]}”: {due}{what}")
    yield from (f"{one}." for one in said[:most])
    if len(said) > most:
        yield f"And {len(said) - most} more waiting with parts, on the Approach page."


def _day(on: date) -> str:
    return f"{on.day} {on:%b}"
