"""Two nodes that are the same thing become one: what the kept node takes over. Pure.

Nothing is lost: the other node and every dropped link stay in the store with all their
versions, taken off the map.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from itertools import chain
from typing import Any, NamedTuple, TypeVar
from uuid import UUID

from core.approaches.model import IfsPart
from core.errors import InvalidEntry
from core.formulation.lenses.ifs import is_part
from core.formulation.model import SYMMETRICAL, Link, Node
from core.record import HEADER, Part, Record

R = TypeVar("R", bound=Record)
P = TypeVar("P", bound=Part)
LONGEST = 200  # letters of a line
NO_ROLE_YET = "other: role not known yet"
"""The role of a node that is a part only because it was made one with a part without a role."""

_FILLED = ("plain_words", "on", "since", "severity", "domain", "part_role", "source_id")
_LINES = ("age", "feeling_toward")
_TEXTS = ("job", "fear", "burden")
_CARE = ("not_asked", "given", "not_yet", "withdrawn")
"""Permissions from the least to the most careful: of one day the most careful counts."""


class MergedLinks(NamedTuple):
    """The links that change because of a merge, and those to take off the map.

    `replaced` are ids of dropped links, each with the link that says the same.
    """

    changed: tuple[Link, ...]
    dropped: tuple[Link, ...]
    replaced: tuple[tuple[UUID, UUID], ...] = ()


class MergedParts(NamedTuple):
    """What is known about the part in one record, and the record that is not needed any more."""

    kept: IfsPart | None
    dropped: IfsPart | None


def check_same_thing(keep: Node, other: Node) -> None:
    """Raises InvalidEntry in a sentence when these two cannot become one."""
    if keep.id == other.id:
        raise InvalidEntry("Choose two different nodes.")
    if keep.client_id != other.client_id:
        raise InvalidEntry("Both nodes have to be on the same client's map.")
    if keep.source_id and other.source_id and keep.source_id != other.source_id:
        raise InvalidEntry(
            "Each of the two stands for another entry of the file. Open one of them, choose "
            "nothing under “Stands for”, and save it first."
        )


def merged_node(keep: Node, other: Node) -> Node:
    """The kept node with what the other one held.

    Its own name and kind stand. Words, themes and (of the same kind) diary words are joined; what
    it did not say is taken from the other. The client may see it only if both could be seen.
    """
    check_same_thing(keep, other)
    changes: dict[str, object] = {
        name: getattr(keep, name) if getattr(keep, name) not in ("", None) else getattr(other, name)
        for name in _FILLED
    }
    if is_part(other) and not is_part(keep.model_copy(update=changes)):
        changes["part_role"] = NO_ROLE_YET
    same_kind = keep.kind == other.kind
    return keep.amended(
        **changes,
        terms=_each_once((*keep.terms, *(other.terms if same_kind else ()))),
        themes=_each_once((*keep.themes, *other.themes)),
        words=_texts(keep.words, other.words),
        precipitating=keep.precipitating or other.precipitating,
        shareable=keep.shareable and other.shareable,
    )


def left_behind(keep: Node, other: Node) -> list[str]:
    """What of the other node does not stay on the map, as pieces of a sentence."""
    found = []
    if other.name.strip().casefold() != keep.name.strip().casefold():
        found.append(f"its name, “{other.name}”")
    if other.terms and other.kind != keep.kind:
        found.append("its words of the diary, which belong to another kind of node")
    if other.plain_words and keep.plain_words and other.plain_words != keep.plain_words:
        found.append(f"its words for the client view, “{other.plain_words}”")
    if other.part_role and keep.part_role and other.part_role != keep.part_role:
        found.append("its role as a part")
    if other.parked_because and not keep.parked_because:
        found.append("that it was parked")
    return found


def parts_left_behind(parts: Sequence[IfsPart], keep: UUID, other: UUID) -> list[str]:
    """What was noted of the other as a part and has no room beside what the kept one says."""
    kept, gone = _of_both(parts, keep, other)
    if kept is None or gone is None:
        return []
    found = [
        f"its {words} as a part, “{getattr(gone, name)}”"
        for name, words in (("age", "age"), ("feeling_toward", "feeling toward it"))
        if not _fits(getattr(kept, name), getattr(gone, name))
    ]
    if not _fits(kept.follow_up, gone.follow_up):
        left = gone if min(kept, gone, key=_waits) is kept else kept
        found.append(f"the later follow-up, “{left.follow_up}”")
    return found


def _of_both(
    parts: Sequence[IfsPart], keep: UUID, other: UUID
) -> tuple[IfsPart | None, IfsPart | None]:
    known = {part.node_id: part for part in reversed(parts)}
    return known.get(keep), known.get(other)


def merged_links(keep: UUID, other: UUID, links: Iterable[Link]) -> MergedLinks:
    """Every link of the other node turned to the kept one.

    A link between the two is dropped, and so is one that would then be there twice; its
    evidence joins the one that stays. A polarised or allied pair is the same either way round.
    """
    standing = {_ends(link): link for link in links if other not in (link.from_node, link.to_node)}
    before = dict(standing)
    dropped: list[Link] = []
    replaced: list[tuple[UUID, UUID]] = []
    for link in links:
        ends = {link.from_node, link.to_node}
        if other not in ends:
            continue
        if ends == {keep, other}:
            dropped.append(link)
            continue
        moved = repointed(link, other, keep)
        if there := standing.get(_ends(moved)):
            dropped.append(link)
            replaced.append((link.id, there.id))
            standing[_ends(moved)] = _joined(there, moved)
        else:
            standing[_ends(moved)] = moved
    changed = [link for ends, link in standing.items() if before.get(ends) != link]
    return MergedLinks(tuple(changed), tuple(dropped), tuple(replaced))


def _ends(link: Link) -> tuple[str, frozenset[UUID] | tuple[UUID, UUID]]:
    ends = (link.from_node, link.to_node)
    return link.kind, frozenset(ends) if link.kind in SYMMETRICAL else ends


def _joined(kept: Link, same: Link) -> Link:
    return kept.amended(
        evidence_for=_each_once((*kept.evidence_for, *same.evidence_for)),
        evidence_against=_each_once((*kept.evidence_against, *same.evidence_against)),
        note=_texts(kept.note, same.note),
        prediction=kept.prediction or same.prediction,
    )


def repointed(record: R, was: UUID, now: UUID) -> R:
    """The record with every mention of one id turned to another; itself when it has none.

    A list that would hold the same thing twice holds it once.
    """
    changes = {
        name: moved
        for name in type(record).model_fields
        if name not in HEADER
        and (moved := _moved(value := getattr(record, name), was, now)) != value
    }
    return record.amended(**changes) if changes else record


def _moved(value: Any, was: UUID, now: UUID) -> Any:
    if isinstance(value, UUID):
        return now if value == was else value
    if isinstance(value, tuple):
        moved = [_moved(one, was, now) for one in value]
        kept = [one for one, before in zip(moved, value, strict=True) if one == before]
        turned = _each_once(one for one, before in zip(moved, value, strict=True) if one != before)
        new = [one for one in turned if one not in kept]
        return tuple(_in_order(moved, kept, new))
    if isinstance(value, Part):
        return _moved_part(value, was, now)
    return value


def _moved_part(part: P, was: UUID, now: UUID) -> P:
    fields = {name: getattr(part, name) for name in type(part).model_fields}
    moved = {name: _moved(value, was, now) for name, value in fields.items()}
    return part if moved == fields else part.model_copy(update=moved)


def _in_order(moved: Sequence[Any], kept: list[Any], new: list[Any]) -> Iterable[Any]:
    """What stays, in the order it was in; a turned one stands where it first stood."""
    left = [*kept, *new]
    for one in moved:
        if one in left:
            left.remove(one)
            yield one


def merged_parts(parts: Sequence[IfsPart], keep: UUID, other: UUID) -> MergedParts:
    """What is known about both as parts, in one record about the kept node.

    What the kept node's record does not say is taken from the other; ratings, steps and
    backlash stand side by side in order of their days; the latest permission counts, of one day
    the more careful. Where two follow-ups do not fit into one line, the earlier stays whole.
    """
    of_keep, of_other = _of_both(parts, keep, other)
    if of_keep is None or of_other is None:
        moved = of_other.amended(node_id=keep) if of_other else None
        return MergedParts(moved, None)
    return MergedParts(of_keep.amended(**_said_by_both(of_keep, of_other)), of_other)


def _said_by_both(kept: IfsPart, other: IfsPart) -> dict[str, object]:
    lasting = _latest_permission(kept, other)
    changes: dict[str, object] = {
        name: _lines(getattr(kept, name), getattr(other, name)) for name in _LINES
    }
    changes |= {name: _texts(getattr(kept, name), getattr(other, name)) for name in _TEXTS}
    changes |= {
        name: tuple(sorted(chain(getattr(kept, name), getattr(other, name)), key=lambda o: o.on))
        for name in ("self_access", "steps", "backlash")
    }
    return changes | {
        "body_place": kept.body_place if kept.body_place != "not_asked" else other.body_place,
        "permission": lasting.permission,
        "permission_on": lasting.permission_on,
        **_follow_up(kept, other),
    }


def _follow_up(kept: IfsPart, other: IfsPart) -> dict[str, object]:
    """Both follow-ups on the earlier day; where they do not fit, the earlier with its own day."""
    first = min(kept, other, key=_waits)
    words = first.follow_up
    if _fits(kept.follow_up, other.follow_up):
        words = _lines(kept.follow_up, other.follow_up)
    return {"follow_up": words, "follow_up_on": first.follow_up_on}


def _waits(part: IfsPart) -> tuple[bool, date]:
    return not (part.follow_up or part.follow_up_on), part.follow_up_on or date.max


def _latest_permission(kept: IfsPart, other: IfsPart) -> IfsPart:
    said = [one for one in (kept, other) if one.permission != "not_asked"]
    return max(said, key=_newest_and_careful, default=kept)


def _newest_and_careful(part: IfsPart) -> tuple[str, int]:
    return str(part.permission_on or ""), _CARE.index(part.permission)


def _texts(first: str, second: str) -> str:
    return first if not second or second in first else f"{first}\n\n{second}".strip()


def _lines(first: str, second: str) -> str:
    if not second or second in first:
        return first
    both = f"{first}; {second}" if first else second
    return both if _fits(first, second) else first


def _fits(first: str, second: str) -> bool:
    """Whether two lines can stand in one."""
    return second in first or not first or len(f"{first}; {second}") <= LONGEST


def _each_once(values: Iterable[Any]) -> tuple[Any, ...]:
    found: list[Any] = []
    for value in values:
        if value not in found:
            found.append(value)
    return tuple(found)
