"""What is done with a part in Internal Family Systems work, each act on a day. Pure.

Every function returns the part's record as it is to be saved; nothing that was noted on an
earlier day is lost. They raise InvalidEntry for a rating outside 0 to 10 or words that are too
long. The steps are the stages of the approach's definition: the six Fs, then permission and
the work with the exile (clinical-model section 4c).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Literal, NamedTuple
from uuid import UUID, uuid5

from core.approaches.model import Backlash, IfsPart, SelfAccess, StageReached
from core.record import build

PERMISSION = "permission"
UNBURDEN = "unburden"
_WITH_THE_EXILE = ("witness", "retrieve", UNBURDEN, "invite")
_FOR_BOTH = ("integrate",)
Due = Literal["overdue", "today", "ahead", "no_day"]
Permission = Literal["not_asked", "not_yet", "given", "withdrawn"]


class FollowUp(NamedTuple):
    """A part waiting for a follow-up, and how that day stands to today."""

    part: IfsPart
    due: Due


class StepState(NamedTuple):
    """One step with a part: its id, the latest day it was noted, and how often; None: not yet."""

    step: str
    on: date | None
    times: int


def part_record(client_id: UUID, node_id: UUID, parts: Iterable[IfsPart]) -> IfsPart:
    """What is known about the part a node of the map stands for; a blank record before that.

    A blank one has the id every other screen would give it, so two of them cannot be saved.
    """
    found = next((part for part in parts if part.node_id == node_id), None)
    return found or IfsPart(id=uuid5(node_id, "ifs_part"), client_id=client_id, node_id=node_id)


def rated(part: IfsPart, value: int | None, on: date) -> IfsPart:
    """Self-access toward the part on a day, 0 (blended) to 10; None takes that day's back.

    A day has one; only where two parts were made one it may have two, and then the one that
    counts (`rating_on`) is changed or taken back, and no other.
    """
    places = [place for place, one in enumerate(part.self_access) if one.on == on]
    others = [one for place, one in enumerate(part.self_access) if place not in places[-1:]]
    new = [build(SelfAccess, on=on, value=value)] if value is not None else []
    return part.amended(self_access=tuple(sorted([*others, *new], key=lambda one: one.on)))


def rating_on(part: IfsPart, on: date) -> int | None:
    """The Self-access rated on this day, the last of them, or None."""
    return next((one.value for one in reversed(part.self_access) if one.on == on), None)


def step_noted(part: IfsPart, step: str, on: date) -> IfsPart:
    """The step reached, or done again, on a day; twice on the same day is noted once.

    A protector's permission is a step and a state: noting the step gives the permission, unless
    a later day already says how it stands.
    """
    if any((one.stage, one.on) == (step, on) for one in part.steps):
        return part
    noted = part.amended(steps=(*part.steps, build(StageReached, stage=step, on=on)))
    later = part.permission_on is not None and part.permission_on > on
    if step != PERMISSION or part.permission == "given" or later:
        return noted
    return noted.amended(permission="given", permission_on=on)


def step_pressed(part: IfsPart, step: str, on: date) -> IfsPart:
    """The step noted on a day; where it was noted on that day already, taken back."""
    found = next((one for one in part.steps if (one.stage, one.on) == (step, on)), None)
    return _without(part, found) if found else step_noted(part, step, on)


def step_taken_back(part: IfsPart) -> IfsPart:
    """Without the step that was noted last."""
    return _without(part, part.steps[-1]) if part.steps else part


def _without(part: IfsPart, gone: StageReached) -> IfsPart:
    """Without one step; a permission that rested on it goes with it."""
    less = part.amended(steps=tuple(one for one in part.steps if one != gone))
    if gone.stage != PERMISSION or part.permission != "given" or part.permission_on != gone.on:
        return less
    left = max((one.on for one in less.steps if one.stage == PERMISSION), default=None)
    return less.amended(permission="given" if left else "not_asked", permission_on=left)


def steps_for(role: str, steps: Sequence[str]) -> list[str]:
    """The steps that fit a role: up to permission with a protector, then the work with an exile.

    A part whose role is not known yet may be either, so it has all of them.
    """
    if role == "exile":
        return [step for step in steps if step in (*_WITH_THE_EXILE, *_FOR_BOTH)]
    if role in ("manager", "firefighter"):
        return [step for step in steps if step not in _WITH_THE_EXILE]
    return list(steps)


def asks_permission(role: str) -> bool:
    """Whether permission is asked of a part: not of an exile, which is guarded, nor of Self."""
    return role not in ("exile", "self")


def let_go_on(part: IfsPart) -> date | None:
    """The latest day the part let its burden go, or None while it is carried."""
    return max((one.on for one in part.steps if one.stage == UNBURDEN), default=None)


def step_states(part: IfsPart, steps: Sequence[str]) -> tuple[StepState, ...]:
    """Each step of the approach with this part, in the approach's order."""
    days = {step: [one.on for one in part.steps if one.stage == step] for step in steps}
    return tuple(StepState(one, max(days[one], default=None), len(days[one])) for one in steps)


def permitted(part: IfsPart, state: Permission, on: date) -> IfsPart:
    """The permission as it stands since a day; "not asked" has no day.

    Given, it is noted as the step of that day too; a "given" put right the same day, or never
    asked for after all, leaves no step. One that is withdrawn was still given then.
    """
    since = None if state == "not_asked" else on
    if part.permission == "given" and part.permission_on and (
        state == "not_asked" or (state == "not_yet" and part.permission_on == on)
    ):  # fmt: skip
        given = (PERMISSION, part.permission_on)
        part = part.amended(steps=tuple(s for s in part.steps if (s.stage, s.on) != given))
    stands = part.amended(permission=state, permission_on=since)
    return step_noted(stands, PERMISSION, on) if state == "given" else stands


def followed_up(part: IfsPart) -> IfsPart:
    """The follow-up done: it no longer waits. Its earlier version says what it was."""
    return part.amended(follow_up="", follow_up_on=None)


def with_backlash(part: IfsPart, what: str, on: date) -> IfsPart:
    """A reaction of the part between sessions, not met yet."""
    noted = (*part.backlash, build(Backlash, on=on, what=what))
    return part.amended(backlash=tuple(sorted(noted, key=lambda one: one.on)))


def backlash_met(part: IfsPart, place: int, on: date) -> IfsPart:
    """The reaction at this place of the list was met on a day."""
    met = part.backlash[place].model_copy(update={"met_on": on})
    return part.amended(backlash=(*part.backlash[:place], met, *part.backlash[place + 1 :]))


def follow_ups(parts: Iterable[IfsPart], today: date) -> tuple[FollowUp, ...]:
    """The parts waiting for a follow-up, the earliest day first, those without a day last."""
    waiting = [part for part in parts if part.follow_up or part.follow_up_on]
    ordered = sorted(waiting, key=lambda part: part.follow_up_on or date.max)
    return tuple(FollowUp(part, _due(part.follow_up_on, today)) for part in ordered)


def _due(on: date | None, today: date) -> Due:
    if on is None:
        return "no_day"
    if on == today:
        return "today"
    return "overdue" if on < today else "ahead"


def not_met(parts: Iterable[IfsPart]) -> tuple[tuple[IfsPart, int], ...]:
    """Every backlash that was not met yet: the part and its place in the list, oldest first."""
    found = [
        (part, place)
        for part in parts
        for place, one in enumerate(part.backlash)
        if one.met_on is None
    ]
    return tuple(sorted(found, key=lambda pair: pair[0].backlash[pair[1]].on))
