"""A case built by hand for the checks: Mara's file with just what a test puts into it."""

from __future__ import annotations

from typing import Any

from core.clients.file import ClientFile
from core.formulation.checks import Case, Check, checks
from core.formulation.model import Evidence, Formulation, Link, Node
from core.history.model import History
from tests.people import MARA, TODAY, link, node

SAID = (Evidence(kind="quote", text="It is my fault."),)


def box(name: str, kind: str, **more: object) -> Node:
    """A node of Mara's map."""
    return node(MARA, name, kind, **more)


def arrow(start: Node, end: Node, kind: str = "drives", **more: object) -> Link:
    """An arrow of Mara's map, with a quote for it unless told otherwise."""
    return link(start, end, kind, **({"evidence_for": SAID} | more))


NIGHT = box("The night he left", "event")
BELIEF = box("People go", "belief", words="Everybody goes.")
SILENCE = box("Silence", "cue", terms=("reply_delay",))
LEFT = box("I am being left", "theme", themes=("abandonment",))
FEAR = box("Fear", "prim_emotion")
CROSS = box("Crossness", "sec_emotion")
ASKS = box("Asks again and again", "action")
SHORT = box("He answers shorter", "response")
TROUBLE = box("Cannot sleep", "problem")
LOOP = (
    arrow(BELIEF, SILENCE, "sensitises"), arrow(SILENCE, LEFT, "appraised"),
    arrow(LEFT, FEAR, "felt_as"), arrow(FEAR, CROSS, "covered_by"), arrow(CROSS, ASKS),
    arrow(ASKS, SHORT, "evokes"), arrow(SHORT, BELIEF, "confirms"),
)  # fmt: skip
LOOP_BOXES = (BELIEF, SILENCE, LEFT, FEAR, CROSS, ASKS, SHORT)


def case(
    *nodes: Node, links: tuple[Link, ...] = (), about: dict[str, Any] | None = None,
    history: dict[str, Any] | None = None, **more: Any,
) -> Case:  # fmt: skip
    """A case with these nodes and links; `more` goes into the file or, by name, into the case."""
    own = {one: more.pop(one) for one in list(more) if one in Case.__dataclass_fields__}
    fields: dict[str, Any] = {name: [] for name in ClientFile._fields} | {
        "client": MARA.amended(**(about or {})),
        "today": TODAY,
        "history": History(**({name: [] for name in History._fields} | (history or {}))),
        "formulation": Formulation(nodes=nodes, links=links),
    }
    return Case(ClientFile(**(fields | more)), **own)


def check(number: str, of: Case) -> Check:
    """One check of a case."""
    return next(one for one in checks(of) if one.id == number)
