"""Parts entered and changed: a name and a role are enough."""

from __future__ import annotations

from datetime import date
from uuid import UUID

import streamlit as st

from core.approaches.model import IfsPart
from core.approaches.parts import with_backlash
from core.errors import InvalidEntry
from core.formulation.lenses.ifs import IfsMap, role_of
from core.formulation.model import Formulation, Link, Node
from core.record import build
from dashboard.approach.ifs.view import ROLE_NAMES, may_be_parts, node_title
from dashboard.components.apart import told_apart
from dashboard.components.closing import close_button, for_client
from dashboard.components.saving import entry_key, made, save
from dashboard.components.words import ANY_DAY, choose_word
from dashboard.workspace import Workspace

CARRIES = "carries"
NEW_SELF = UUID(int=0)
"""Stands for Self in a list while no node of the map does."""
RELATIONS = {
    "protects": "guards", "polarised": "is in conflict with", "allied": "works together with",
    "blended": "takes over from", CARRIES: "carries the belief",
}  # fmt: skip
NEW_ROLES = ("manager", "firefighter", "exile", "unknown")


def place(client_id: UUID) -> str:
    """Where the tab remembers which part is open."""
    return f"ifs.part.{client_id}"


@st.dialog("Add a part", dismissible=False)
def add_part(workspace: Workspace, client_id: UUID) -> None:
    """A new part: its name and, when it is known, its role."""
    for_client(workspace)
    key = entry_key("ifs.new", client_id, None)
    with st.form(key, border=False):
        name = st.text_input("What the client calls it", key=f"{key}.name")
        role = st.radio("Role", NEW_ROLES, len(NEW_ROLES) - 1, key=f"{key}.role", horizontal=True,
                        format_func=ROLE_NAMES.__getitem__)  # fmt: skip
        if st.form_submit_button("Save", type="primary"):
            save(workspace, lambda: _add(workspace, client_id, name, role), "Part added.",
                 inputs=key)  # fmt: skip
    close_button("ifs.add_part")


def _add(workspace: Workspace, client_id: UUID, name: str, role: str) -> None:
    fields: dict[str, object] = {"kind": "part", "name": name, "part_role": _role(role)}
    saved = workspace.services.formulation.save_node(
        workspace.actor, made(workspace, Node, client_id, None, fields)
    )
    workspace.open(place(client_id), str(saved.id))


def _role(role: str) -> str:
    return "" if role == "unknown" else role


@st.dialog("A node of the map is a part", dismissible=False)
def adopt_node(
    workspace: Workspace, client_id: UUID, parts: IfsMap, formulation: Formulation
) -> None:
    """Say which part a feeling, belief or action of the map is; the node is not copied."""
    for_client(workspace)
    offered = {node.id: node for node in may_be_parts(parts, formulation)}
    if not offered:
        st.info("No feeling, belief or action on the map is left that is not a part already.")
        close_button("ifs.adopt_node", "Close")
        return
    key = entry_key("ifs.adopt", client_id, None)
    roles = ("exile", "manager", "firefighter", "self")
    names = told_apart({one: node_title(node) for one, node in offered.items()})
    with st.form(key, border=False):
        chosen = st.selectbox("This node of the map", list(offered), None, key=f"{key}.node",
                              format_func=names.__getitem__,
                              placeholder="Choose")  # fmt: skip
        role = st.radio("is", roles, key=f"{key}.role", horizontal=True,
                        format_func=ROLE_NAMES.__getitem__)  # fmt: skip
        st.caption("It stays what it is for every other view: one node, seen as a part here.")
        if st.form_submit_button("Save", type="primary"):
            node = offered.get(chosen) if chosen else None
            save(workspace, lambda: give_role(workspace, node, role), "Noted as a part.",
                 inputs=key)  # fmt: skip
    close_button("ifs.adopt_node")


def give_role(workspace: Workspace, node: Node | None, role: str) -> None:
    """Save a node with the role of a part. Raises InvalidEntry when none is chosen."""
    if node is None:
        raise InvalidEntry("Choose the node of the map first.")
    workspace.services.formulation.save_node(
        workspace.actor, workspace.based(node).amended(part_role=_role(role))
    )
    workspace.open(place(node.client_id), str(node.id))


@st.dialog("What is known about this part", dismissible=False)
def edit_part(workspace: Workspace, node: Node, part: IfsPart) -> None:
    """Everything about a part that changes seldom; each field may stay empty."""
    for_client(workspace)
    key = f"{entry_key('ifs.edit', node.client_id, part)}.{node.version}"
    with st.form(key, border=False, enter_to_submit=False):
        left, right = st.columns(2)
        name = left.text_input("Name", node.name, key=f"{key}.name")
        roles = list(ROLE_NAMES)
        names = ROLE_NAMES if node.kind == "part" else ROLE_NAMES | {"unknown": "Not a part"}
        role = right.selectbox("Role", roles, roles.index(role_of(node)), key=f"{key}.role",
                               format_func=names.__getitem__)  # fmt: skip
        age = left.text_input("Age", part.age, key=f"{key}.age",
                              help="As it seems to the client, in their words")  # fmt: skip
        with right:
            body = choose_word("Where in the body", "body_places", f"{key}.body", part.body_place)
        fields: dict[str, object] = {
            "age": age,
            "body_place": body,
            "job": st.text_area("Job", part.job, key=f"{key}.job", height=70),
            "fear": st.text_area("What it fears would happen if it stopped", part.fear,
                                 key=f"{key}.fear", height=70),
            "burden": st.text_area("Burden, in words", part.burden, key=f"{key}.burden", height=70,
                                   help="A belief of the map is linked with “Add a relation”"),
            "feeling_toward": st.text_input("What the client feels toward it", part.feeling_toward,
                                            key=f"{key}.toward"),
        }  # fmt: skip
        if st.form_submit_button("Save", type="primary"):
            save(workspace, lambda: _keep(workspace, node, part, fields, name, role), "Part saved.",
                 inputs=key)  # fmt: skip
    close_button("ifs.edit_part")


def _keep(
    workspace: Workspace,
    node: Node,
    part: IfsPart,
    fields: dict[str, object],
    name: str,
    role: str,
) -> None:
    changed = workspace.based(part).amended(**fields)
    if (name, role) != (node.name, role_of(node)):
        workspace.services.formulation.save_node(
            workspace.actor, workspace.based(node).amended(name=name, part_role=_role(role))
        )
    if changed != part:
        workspace.services.approaches.save_part(workspace.actor, changed)


@st.dialog("Add a relation", dismissible=False)
def relate(
    workspace: Workspace, parts: IfsMap, formulation: Formulation, start: Node | None
) -> None:
    """How a part stands to another, or which belief it carries: a link of the map."""
    for_client(workspace)
    known = {card.part.id: card.part for card in parts.cards if card.role != "self"}
    client_id = parts.parts[0].client_id
    key = entry_key("ifs.relate", client_id, None) + (f".{start.id}" if start else "")
    names = told_apart({one: part.name for one, part in known.items()})
    first = st.selectbox("Part", list(known), key=f"{key}.from", placeholder="Choose",
                         index=list(known).index(start.id) if start else None,
                         format_func=names.__getitem__)  # fmt: skip
    kind = st.radio("How", list(RELATIONS), None, key=f"{key}.kind",
                    format_func=RELATIONS.__getitem__)  # fmt: skip
    ends = _ends(parts, formulation, kind, client_id)
    other = None
    if kind:
        titles = told_apart({one: node_title(node) for one, node in ends.items()})
        other = st.selectbox("The belief" if kind == CARRIES else "The other part", list(ends),
                             None, key=f"{key}.to.{kind}", placeholder="Choose",
                             format_func=titles.__getitem__)  # fmt: skip
    if other == NEW_SELF:
        st.caption("Self is put on the map as a node of its own, which is not a part.")
    if st.button("Save", type="primary", key=f"{key}.save"):
        today = workspace.services.today()
        save(workspace, lambda: _relate(workspace, known | ends, (first, kind, other), today),
             "Relation saved as a link of the map.", inputs=key)  # fmt: skip
    close_button("ifs.relate")


def _ends(
    parts: IfsMap, formulation: Formulation, kind: str | None, client_id: UUID
) -> dict[UUID, Node]:
    """What a part can be related to so: beliefs it carries, other parts, Self it blends with."""
    known = {card.part.id: card.part for card in parts.cards}
    if kind == CARRIES:
        return {n.id: n for n in formulation.nodes if n.kind == "belief" and n.id not in known}
    own = {card.part.id: card.part for card in parts.cards if card.role == "self"}
    if kind != "blended":
        return {one: node for one, node in known.items() if one not in own}
    return known if own else {NEW_SELF: _self_node(client_id)} | known


def _self_node(client_id: UUID) -> Node:
    return build(Node, client_id=client_id, kind="part", name="Self", part_role="self")


def _relate(
    workspace: Workspace,
    ends: dict[UUID, Node],
    chosen: tuple[UUID | None, str | None, UUID | None],
    today: date,
) -> None:
    first, kind, other = chosen
    if first not in ends or other not in ends or kind is None:
        raise InvalidEntry("Choose all three: the part, how, and what it is related to.")
    start, end = ends[first], ends[other]
    entries = [end] if other == NEW_SELF else []
    if kind == CARRIES:
        start, end = end, start
    fields: dict[str, object] = {
        "from_node": start.id, "to_node": end.id, "kind": "felt_as" if kind == CARRIES else kind,
        "proposed_on": today,
    }  # fmt: skip
    link = made(workspace, Link, start.client_id, None, fields)
    workspace.services.formulation.save_all(workspace.actor, start.client_id, [*entries, link])


@st.dialog("Follow-up", dismissible=False)
def plan_follow_up(workspace: Workspace, part: IfsPart) -> None:
    """What to come back to with this part, and from which day it is due."""
    for_client(workspace)
    key = entry_key("ifs.follow", part.client_id, part)
    with st.form(key, border=False):
        what = st.text_input("What to come back to", part.follow_up, key=f"{key}.what")
        on = st.date_input("On", part.follow_up_on, key=f"{key}.on", format="DD/MM/YYYY",
                           **ANY_DAY)  # fmt: skip
        if st.form_submit_button("Save", type="primary"):
            fields: dict[str, object] = {"follow_up": what, "follow_up_on": on}
            save(workspace, lambda: keep_part(workspace, workspace.based(part).amended(**fields)),
                 "Follow-up noted.", inputs=key)  # fmt: skip
    close_button("ifs.plan_follow_up")


@st.dialog("Backlash", dismissible=False)
def note_backlash(workspace: Workspace, part: IfsPart) -> None:
    """A reaction of the part between sessions: what, and when."""
    for_client(workspace)
    key = entry_key("ifs.backlash", part.client_id, part)
    today = workspace.services.today()
    with st.form(key, border=False):
        what = st.text_input("What happened", key=f"{key}.what")
        on = st.date_input("On", today, max_value=today, key=f"{key}.on", format="DD/MM/YYYY")
        if st.form_submit_button("Save", type="primary"):
            save(workspace, lambda: _backlash(workspace, part, what, on), "Backlash noted.",
                 inputs=key)  # fmt: skip
    close_button("ifs.note_backlash")


def _backlash(workspace: Workspace, part: IfsPart, what: str, on: date) -> None:
    if not what.strip():
        raise InvalidEntry("What happened: please fill this in.")
    keep_part(workspace, with_backlash(workspace.based(part), what, on))


def keep_part(workspace: Workspace, part: IfsPart) -> None:
    """Save what is known about a part. Raises StaleEdit when it was changed meanwhile."""
    workspace.services.approaches.save_part(workspace.actor, part)
