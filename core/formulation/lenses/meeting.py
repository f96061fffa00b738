"""Where the lenses meet: what each approach knows about one and the same node. Pure.

An exile, an EMDR target and a primary emotion that are the same thing are one node. These
facts are for the clinician, in the file of the client whose map it is: no couple view, report
or export of the other partner may hold them.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple, Protocol
from uuid import UUID

from core.approaches.headline import shown_targets
from core.approaches.model import IfsPart, Plan, Target
from core.approaches.parts import asks_permission
from core.clients.model import Couple, HalfField
from core.days import day_words
from core.formulation.lenses.eft import eft_cycle
from core.formulation.lenses.ifs import is_part, role_of
from core.formulation.lenses.slot import on_the_map
from core.formulation.model import Formulation, Node
from core.history.model import History
from core.history.on_map import sources
from core.outcomes.series import Series, find_series
from core.vocabulary import ApproachId, inside, label

HALF_WORDS: dict[HalfField, str] = {
    "position": "Position", "cue": "What sets it off", "action": "Does",
    "reading_of_other": "Reads the other as", "secondary_emotion": "Shows",
    "primary_emotion": "Feels underneath", "fear": "Fears", "longing": "Longs for",
}  # fmt: skip
"""The fields of one partner's half of the cycle, as they are called on screen."""

PERMISSIONS = {
    "not_asked": "not asked yet", "not_yet": "asked, not given yet", "given": "given",
    "withdrawn": "withdrawn",
}  # fmt: skip


class LensFact(NamedTuple):
    """One thing an approach knows about a node: a plain sentence, and where to see more.

    `sentence` may hold words of the client or the clinician as they were typed: escape it on
    screen. `approach` is also the view of the Approach page that shows it ("ifs", "emdr", ...).
    """

    approach: ApproachId
    sentence: str
    page: str = "approach"


class FileLike(Protocol):
    """What the facts rest on. A `ClientFile` has all of it, and so has `Inputs`."""

    @property
    def formulation(self) -> Formulation:
        """The map as it stands."""

    @property
    def history(self) -> History:
        """The history, which says what stays at its headline and what a belief is about."""

    @property
    def parts(self) -> Sequence[IfsPart]:
        """What is known about the parts."""

    @property
    def targets(self) -> Sequence[Target]:
        """The EMDR targets."""

    @property
    def courses(self) -> Sequence[Series]:
        """The measures over time; SUD and VOC are about a target."""

    @property
    def plans(self) -> Sequence[Plan]:
        """The plans, with the cycles of individual attachment work."""

    @property
    def couple(self) -> Couple | None:
        """The couple, if the client is one half of one."""


class Inputs(NamedTuple):
    """The same gathered one by one, for a page that does not need the whole file."""

    formulation: Formulation
    history: History
    parts: Sequence[IfsPart] = ()
    targets: Sequence[Target] = ()
    courses: Sequence[Series] = ()
    plans: Sequence[Plan] = ()
    couple: Couple | None = None


Told = tuple[UUID, LensFact]


def facts_about(node: Node, known: FileLike, without: str = "") -> tuple[LensFact, ...]:
    """What each approach knows about a node; what the worksheet `without` shows is left out."""
    return told(every_fact(known), node.id, without)


def told(
    facts: Mapping[UUID, tuple[LensFact, ...]], node_id: UUID | None, without: str = ""
) -> tuple[LensFact, ...]:
    """The facts about one node out of `every_fact`, without those of one approach."""
    found = facts.get(node_id, ()) if node_id else ()
    return tuple(fact for fact in found if fact.approach != without)


def every_fact(known: FileLike) -> Mapping[UUID, tuple[LensFact, ...]]:
    """The facts about every node of the map that has any: IFS, then EMDR, then EFT.

    A target that stays at its headline says its title, status and numbers only.
    """
    found: dict[UUID, list[LensFact]] = {}
    for told_of in (_parts(known), _targets(known), _cycle(known), _halves(known), _plans(known)):
        for node_id, fact in told_of:
            found.setdefault(node_id, []).append(fact)
    standing = {node.id for node in on_the_map(known.formulation)}
    return {node_id: tuple(facts) for node_id, facts in found.items() if node_id in standing}


def _parts(known: FileLike) -> Iterator[Told]:
    recorded = {part.node_id: part for part in known.parts if not part.retired}
    for node in on_the_map(known.formulation):
        if is_part(node):
            words = [_role_words(node), *_part_words(recorded.get(node.id), role_of(node))]
            yield node.id, LensFact("ifs", ". ".join(words) + ".")


def _role_words(node: Node) -> str:
    if role_of(node) == "unknown":
        return "A part whose role is not known yet"
    return f"A part: {inside(label('ifs_roles', node.part_role).partition(':')[0])}"


def _part_words(part: IfsPart | None, role: str) -> Iterator[str]:
    if part is None:
        return
    if part.self_access:
        latest = max(part.self_access, key=lambda one: one.on)
        yield f"Self-access {latest.value} of 10 on {day_words(latest.on)}"
    if part.permission == "not_asked" and not asks_permission(role):
        return
    since = f" ({day_words(part.permission_on)})" if part.permission_on else ""
    yield f"Permission {PERMISSIONS[part.permission]}{since}"


def _targets(known: FileLike) -> Iterator[Told]:
    standing = [one for one in known.targets if not one.retired]
    for target in shown_targets(standing, known.formulation, known.history):
        if target.node_id:
            yield target.node_id, LensFact("emdr", _target_words(target, known.courses))


def _target_words(target: Target, courses: Sequence[Series]) -> str:
    status = inside(label("emdr_target_status", target.status))
    said = [f"EMDR target “{target.title}”: {status}"]
    rated = [_course(courses, name, target) for name in ("sud", "voc")]
    said += [" · ".join(one for one in rated if one)] if any(rated) else ["No SUD or VOC yet"]
    if target.negative_cognition:
        said.append(f"Negative cognition “{target.negative_cognition}”")
    return ". ".join(said) + "."


def _course(courses: Sequence[Series], instrument: str, target: Target) -> str:
    found = find_series(courses, instrument, str(target.id))
    values = [p.value for p in found.scored_points if p.value is not None] if found else []
    if not values:
        return ""
    moved = f"{values[0]:g} → {values[-1]:g}" if len(values) > 1 else f"{values[0]:g}"
    return f"{instrument.upper()} {moved}"


def _cycle(known: FileLike) -> Iterator[Told]:
    """The step of the Emotionally Focused cycle in which a node of one's own stands."""
    view: ApproachId = "eft_couples" if known.couple else "efit"
    cycle = eft_cycle(known.formulation, (), sources(known.history))
    for half in cycle.halves:
        for step in half.steps:
            for node in step.slot.nodes:
                words = f"In the Emotionally Focused cycle: {inside(step.slot.label)}."
                yield node.id, LensFact(view, words)


def _halves(known: FileLike) -> Iterator[Told]:
    """The fields of the couple's cycle a node stands for; of this client's half only."""
    own = {node.client_id for node in known.formulation.nodes}
    couple = known.couple
    for half in couple.halves if couple else ():
        for one in half.nodes if half.client_id in own else ():
            words = f"In the couple's cycle, this partner's “{HALF_WORDS[one.field]}”."
            yield one.node_id, LensFact("eft_couples", words)
    for injury in couple.injuries if couple else ():
        if injury.owner in own and injury.node_id:
            words = f"Attachment injury “{injury.headline}”: {injury.repair.replace('_', ' ')}."
            yield injury.node_id, LensFact("eft_couples", words)


def _plans(known: FileLike) -> Iterator[Told]:
    for plan in known.plans:
        for cycle in plan.cycles if plan.status != "ended" else ():
            whom = "oneself" if cycle.with_whom == "self" else "others"
            for node_id in cycle.nodes:
                yield node_id, LensFact(plan.approach, f"In the cycle with {whom} of the plan.")
