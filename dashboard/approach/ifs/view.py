"""Parts in words: who is there, who waits, what is known about one, and where the work is."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import date
from typing import NamedTuple
from uuid import UUID

from core.approaches.definition import Definition
from core.approaches.model import IfsPart
from core.approaches.parts import (
    asks_permission,
    follow_ups,
    let_go_on,
    not_met,
    part_record,
    step_states,
    steps_for,
)
from core.formulation.lenses.ifs import ROLES, IfsMap, PartCard, role_of
from core.formulation.lenses.meeting import PERMISSIONS
from core.formulation.model import Formulation, Node
from core.vocabulary import inside, label
from dashboard.components.text import day, escaped, plural, spark

ROLE_NAMES = {
    "manager": "Manager", "firefighter": "Firefighter", "exile": "Exile", "self": "Self",
    "unknown": "Role not known yet",
}  # fmt: skip
SIX_FS = ("find", "focus", "flesh_out", "feel_toward", "befriend", "fears")
NOT_YET = "*not yet*"
MOST_ROWS = 10
RELATION_WORDS = (
    ("protects", "Guards"), ("protected_by", "Guarded by"), ("polarised", "In conflict with"),
    ("allied", "Works together with"), ("takes_over", "Takes over from"),
    ("taken_over_by", "Taken over by"),
)  # fmt: skip
AROUND_WORDS = (
    ("origins", "May have begun with"), ("feels", "Feels"), ("does", "Does"),
)  # fmt: skip


class PartRow(NamedTuple):
    """One part in the list of all: its node, its role in words, and where the work with it is."""

    node: Node
    role: str
    words: str


class Waiting(NamedTuple):
    """A follow-up or a backlash that waits: of which part, in words, and whether it is due."""

    node_id: UUID
    words: str
    due: bool


class StepRow(NamedTuple):
    """One step with a part: `words` say when it was noted last, `done` whether it was."""

    id: str
    words: str
    done: bool


def rows(parts: IfsMap, known: Sequence[IfsPart], definition: Definition) -> list[PartRow]:
    """Every part by role, with its latest Self-access, permission and steps."""
    return [_row(card, known, definition) for card in parts.cards]


def first_rows(
    found: Sequence[PartRow], chosen: str, known: Sequence[IfsPart], due: Collection[UUID]
) -> Sequence[PartRow]:
    """The parts to list before all are asked for, in their order.

    The open one comes first, then those that wait for somebody, then those that were worked with.
    """
    begun = {part.node_id for part in known if part.steps or part.self_access}
    ranked = sorted(found, key=lambda row: (
        str(row.node.id) != chosen, row.node.id not in due, row.node.id not in begun))  # fmt: skip
    wanted = {row.node.id for row in ranked[:MOST_ROWS]}
    return [row for row in found if row.node.id in wanted]


def _row(card: PartCard, known: Sequence[IfsPart], definition: Definition) -> PartRow:
    node = card.part
    if card.role == "self":
        return PartRow(node, ROLE_NAMES["self"], "Not a part: a node of the map stands for it")
    part = part_record(node.client_id, node.id, known)
    said = [_self_access(part), _reached(part, definition)]
    if shows_permission(card, part):
        said.insert(1, f"permission {PERMISSIONS[part.permission]}")
    return PartRow(node, ROLE_NAMES[card.role], " · ".join(said))


def shows_permission(card: PartCard, part: IfsPart) -> bool:
    """Whether a part's own permission is shown: it is asked of it, or was noted before."""
    return asks_permission(card.role) or part.permission != "not_asked"


def _self_access(part: IfsPart) -> str:
    if not part.self_access:
        return "Self-access not rated yet"
    values = [one.value for one in part.self_access]
    return f"Self-access {spark(values, (0, 10))} {values[-1]}".replace("  ", " ")


def _reached(part: IfsPart, definition: Definition) -> str:
    if not part.steps:
        return "no step yet"
    last = max(part.steps, key=lambda one: one.on)
    names = {stage.id: stage.label for stage in definition.stages}
    return f"last step: {names.get(last.stage, last.stage)}, {day(last.on)}"


def waiting(parts: Sequence[IfsPart], formulation: Formulation, today: date) -> list[Waiting]:
    """Who waits: follow-ups by their day, the overdue first, then backlash that was not met."""
    names = {node.id: escaped(node.name) for node in formulation.nodes}
    found = [
        Waiting(one.part.node_id, _follow_up(one.part, names[one.part.node_id], today),
                one.due in ("overdue", "today"))
        for one in follow_ups(parts, today) if one.part.node_id in names
    ]  # fmt: skip
    for part, place in not_met(parts):
        if part.node_id in names:
            one = part.backlash[place]
            words = (f"**{names[part.node_id]}**: backlash on {day(one.on)}, not met yet: "
                     f"{escaped(one.what)}")  # fmt: skip
            found.append(Waiting(part.node_id, words, due=True))
    return sorted(found, key=lambda one: not one.due)


def _follow_up(part: IfsPart, name: str, today: date) -> str:
    return f"**{name}**: {follow_up_words(part, today)}"


def follow_up_words(part: IfsPart, today: date) -> str:
    """What waits, and since or until when."""
    what = escaped(part.follow_up) or "follow up"
    on = part.follow_up_on
    if on is None:
        return f"{what} (no day set)"
    if on == today:
        return f"{what}, due today"
    days = plural(abs((today - on).days), "day")
    return f"{what}, due {day(on)}, {days} ago" if on < today else f"{what}, on {day(on)}"


def facts(card: PartCard, part: IfsPart) -> list[tuple[str, str]]:
    """Each thing that can be known about a part; what is not known yet says so."""
    burdens = [escaped(node.name) for node in card.burdens]
    if part.burden:
        burdens.append(escaped(part.burden))
    said = (
        ("Age", escaped(part.age)),
        ("Job", escaped(part.job)),
        ("Fears, if it stopped", escaped(part.fear)),
        ("In the body", "" if part.body_place == "not_asked" else _place(part.body_place)),
        (_burden_title(part), "; ".join(burdens)),
        ("Felt toward it", escaped(part.feeling_toward)),
    )
    return [(title, words or NOT_YET) for title, words in said]


def _burden_title(part: IfsPart) -> str:
    on = let_go_on(part)
    return f"Burden it carried (let go {day(on)})" if on else "Burden it carries"


def _place(word: str) -> str:
    return escaped(label("body_places", word))


def relations(card: PartCard, known: Sequence[IfsPart]) -> list[tuple[str, str]]:
    """How the part stands to others, and what lies beside it; only what there is.

    A guard is named with its permission, since it is the guard who is asked.
    """
    found = []
    for field, title in (*RELATION_WORDS, *AROUND_WORDS):
        names = [_guard(node, known) if field == "protected_by" else escaped(node.name)
                 for node in getattr(card, field)]  # fmt: skip
        if names:
            found.append((title, "; ".join(names)))
    return found


def _guard(node: Node, known: Sequence[IfsPart]) -> str:
    part = part_record(node.client_id, node.id, known)
    since = f" on {day(part.permission_on)}" if part.permission_on else ""
    return f"{escaped(node.name)} (permission {PERMISSIONS[part.permission]}{since})"


def permission_words(part: IfsPart) -> str:
    """The permission with its day."""
    since = f" on {day(part.permission_on, year=True)}" if part.permission_on else ""
    return f"Permission: {PERMISSIONS[part.permission]}{since}"


def steps(
    part: IfsPart, definition: Definition, role: str = "unknown"
) -> tuple[list[StepRow], list[StepRow]]:
    """The six Fs, and what follows them, as far as they fit the role; and every step noted."""
    names = {stage.id: stage.label for stage in definition.stages}
    fitting = steps_for(role, list(names))
    found = [
        StepRow(state.step, _step(names[state.step], state.on, state.times), state.on is not None)
        for state in step_states(part, list(names))
        if state.on or state.step in fitting
    ]
    first = [row for row in found if row.id in SIX_FS]
    return first, [row for row in found if row.id not in SIX_FS]


def _step(name: str, on: date | None, times: int) -> str:
    if on is None:
        return f"{name} · not yet"
    again = f", {times} times" if times > 1 else ""
    return f"{name} · {day(on)}{again}"


def backlash_words(part: IfsPart) -> list[tuple[int, str, bool]]:
    """Every backlash, newest first: its place, its words, and whether it was met."""
    found = []
    for place, one in reversed(list(enumerate(part.backlash))):
        met = f"met {day(one.met_on)}" if one.met_on else "**not met yet**"
        found.append((place, f"{day(one.on)}: {escaped(one.what)} · {met}", one.met_on is not None))
    return found


def may_be_parts(parts: IfsMap, formulation: Formulation) -> list[Node]:
    """Nodes that are no part yet and could be one: feelings and beliefs first, then the rest."""
    known = {part.id for part in parts.parts}
    order = {"prim_emotion": 0, "belief": 1, "sec_emotion": 2, "body": 3, "action": 4}
    rest = [n for n in formulation.nodes if n.id not in known and n.kind in order]
    return sorted(rest, key=lambda node: (order[node.kind], node.name))


def node_title(node: Node) -> str:
    """The node's name and its kind where that is not simply a part."""
    kind = "" if node.kind == "part" else f" ({inside(label('node_types', node.kind))})"
    return f"{node.name}{kind}"


def in_words(parts: IfsMap) -> str:
    """The picture in sentences, for those who do not see it."""
    names = {part.id: escaped(part.name) for part in parts.parts}
    lines = [f"- {ROLE_NAMES[role_of(part)]}: {escaped(part.name)}" for part in parts.parts]
    lines += [
        f"- {names[link.from_node]} *{label('edge_types', link.kind)}* {names[link.to_node]}"
        for link in parts.links
    ]
    return "\n".join(lines)


def alt(parts: IfsMap) -> str:
    """The picture in one sentence."""
    said = [f"{name.partition(':')[0]}: {', '.join(n.name for n in parts.slot(role).nodes)}"
            for role, name in ROLES if parts.slot(role).nodes]  # fmt: skip
    return f"Parts around Self. {'; '.join(said) or 'No part is named yet'}."
