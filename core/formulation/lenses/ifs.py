"""Parts as Internal Family Systems names them: managers, firefighters, exiles, Self. Pure.

A role is what the clinician and the client gave a part. Any node may have one: an exile that is
also a primary emotion is one node, and a part here like any other. Where no part stands yet,
actions are offered as something a protector may do, feelings as something an exile may carry.
"""

from __future__ import annotations

from typing import NamedTuple
from uuid import UUID

from core.formulation.lenses.slot import Neighbours, Slot, arrows, each_once, elsewhere, on_the_map
from core.formulation.model import Formulation, Link, Node

ROLES: tuple[tuple[str, str], ...] = (
    ("manager", "Managers: keep things under control ahead of time"),
    ("firefighter", "Firefighters: put out pain once it flares"),
    ("exile", "Exiles: carry hurt, fear or shame"),
    ("self", "Self: the calm, curious centre"),
    ("unknown", "Parts whose role is not known yet"),
)
RELATIONS = ("protects", "polarised", "allied", "blended")
"""The kinds of link that say how two parts stand to each other."""

_PART_ROLES = ("manager", "firefighter", "exile", "self", "polarised")
_BURDENS = ("belief",)
_ORIGINS = ("event", "care")


class PartCard(NamedTuple):
    """One part with what the map says about it, all of them nodes of the map.

    `burdens` are beliefs linked with the part; `origins` events linked with the part or
    with one of its burdens; `does` and `feels` actions, emotions and body beside it. The parts it
    is `polarised` or `allied` with stand on both cards; `takes_over` are those it blends with.
    """

    part: Node
    role: str
    protects: tuple[Node, ...]
    protected_by: tuple[Node, ...]
    burdens: tuple[Node, ...]
    origins: tuple[Node, ...]
    feels: tuple[Node, ...]
    does: tuple[Node, ...]
    polarised: tuple[Node, ...] = ()
    allied: tuple[Node, ...] = ()
    takes_over: tuple[Node, ...] = ()
    taken_over_by: tuple[Node, ...] = ()


class IfsMap(NamedTuple):
    """The parts by role, what they carry, the links between them, and all other nodes."""

    slots: tuple[Slot, ...]
    cards: tuple[PartCard, ...]
    links: tuple[Link, ...]
    elsewhere: tuple[Node, ...]

    def slot(self, name: str) -> Slot:
        """One of the slots: a role, `burden`, `origin`, `feeling` or `doing`."""
        return next(slot for slot in self.slots if slot.id == name)

    @property
    def parts(self) -> tuple[Node, ...]:
        """Every part, by role."""
        return tuple(card.part for card in self.cards)


def is_part(node: Node) -> bool:
    """Whether Internal Family Systems sees a part in a node, of whatever kind the node is.

    A node of the kind "part", unless it is marked as what a part carries; and any other node
    that was given the role of a part (`Node.part_role`).
    """
    if node.kind == "part":
        return node.part_role != "burden"
    return node.part_role in _PART_ROLES or node.part_role.startswith("other:")


def ifs_map(formulation: Formulation) -> IfsMap:
    """File the parts by role and gather what is linked with them."""
    nodes = on_the_map(formulation)
    near = Neighbours(formulation)
    parts = tuple(node for node in nodes if is_part(node))
    order = [role for role, _ in ROLES]
    cards = sorted((_card(part, near) for part in parts), key=lambda card: order.index(card.role))
    known = {part.id for part in parts}
    links = tuple(link for link in arrows(formulation) if {link.from_node, link.to_node} <= known)
    slots = (*_by_role(nodes, parts, tuple(cards)), *_around(nodes, tuple(cards)))
    return IfsMap(slots, tuple(cards), links, elsewhere(nodes, slots))


def role_of(part: Node) -> str:
    """The role as a slot of the lens; a pair in conflict is two roles not yet known."""
    return part.part_role if part.part_role in dict(ROLES) else "unknown"


def _card(part: Node, near: Neighbours) -> PartCard:
    beside = tuple(n for n in near.beside(part) if not is_part(n))
    burdens = tuple(n for n in beside if n.kind in _BURDENS or n.part_role == "burden")
    around = each_once([beside, *(near.before(burden) for burden in burdens)])
    return PartCard(
        part,
        role_of(part),
        protects=near.after(part, "protects"),
        protected_by=near.before(part, "protects"),
        burdens=burdens,
        origins=tuple(node for node in around if node.kind in _ORIGINS and not is_part(node)),
        feels=tuple(n for n in beside if n.kind in ("prim_emotion", "sec_emotion", "body")),
        does=tuple(n for n in beside if n.kind == "action"),
        polarised=_both_ways(part, near, "polarised"),
        allied=_both_ways(part, near, "allied"),
        takes_over=near.after(part, "blended"),
        taken_over_by=near.before(part, "blended"),
    )


def _both_ways(part: Node, near: Neighbours, kind: str) -> tuple[Node, ...]:
    return tuple(each_once([near.after(part, kind), near.before(part, kind)]))


def _by_role(
    nodes: tuple[Node, ...], parts: tuple[Node, ...], cards: tuple[PartCard, ...]
) -> list[Slot]:
    """A role's parts; while it has none, what on the map may belong to such a part."""
    beside = _linked(cards) | {part.id for part in parts}
    slots = []
    for role, name in ROLES:
        found = tuple(part for part in parts if role_of(part) == role)
        offered = {"exile": ("prim_emotion",), "manager": ("action",), "firefighter": ("action",)}
        may_fit = tuple(n for n in nodes if n.kind in offered.get(role, ()) and n.id not in beside)
        kept_role = "" if role == "unknown" else role
        slots.append(Slot(role, name, found, "part", role=kept_role,
                          may_fit=() if found else may_fit))  # fmt: skip
    return slots


def _linked(cards: tuple[PartCard, ...]) -> set[UUID]:
    return {node.id for card in cards for node in (*card.feels, *card.does)}


def _around(nodes: tuple[Node, ...], cards: tuple[PartCard, ...]) -> tuple[Slot, ...]:
    """What the parts carry; a belief that no part carries yet is offered as a burden."""
    burdens = {node.id for card in cards for node in card.burdens}
    origins = {node.id for card in cards for node in card.origins}
    linked = _linked(cards)

    def among(*ids: set[UUID]) -> tuple[Node, ...]:
        return tuple(node for node in nodes if any(node.id in some for some in ids))

    own = {node.id for node in nodes if node.part_role == "burden"}
    left = tuple(n for n in nodes if n.kind in _BURDENS and n.id not in burdens and not is_part(n))
    return (
        Slot("burden", "Burdens: beliefs a part carries", among(burdens, own), "belief",
             may_fit=left),
        Slot("origin", "Where a burden may have begun", among(origins), "event"),
        Slot("beside", "Felt or done beside a part", among(linked), "prim_emotion"),
    )  # fmt: skip
