"""The map: typed nodes, and typed links that are hypotheses."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Literal
from uuid import UUID

from pydantic import Field, model_validator

from core.clients.model import Line, Text
from core.record import Filing, Part, Record
from core.vocabulary import (
    Confidence,
    HypothesisAuthor,
    IfsRole,
    LinkType,
    NodeType,
    ThreatTheme,
)

EvidenceKind = Literal["episode", "quote", "measure", "session", "observation"]


class Evidence(Part):
    """One thing that speaks for or against a link; `source_id` is the record it rests on."""

    kind: EvidenceKind
    text: Text = ""
    on: date | None = None
    source_id: UUID | None = None


class Node(Record):
    """One thing on the map. `words` are the client's; `source_id` is the history record,
    measure or target that the node stands for, so that it is entered only once."""

    kind: NodeType
    name: Annotated[str, Field(min_length=1, max_length=120)]
    words: Text = ""
    themes: tuple[ThreatTheme, ...] = ()
    part_role: IfsRole = ""
    source_id: UUID | None = None
    shareable: bool = False
    parked_because: Line = ""

    def filing(self) -> Filing:
        """Filed by its kind."""
        return Filing(state=self.kind)


class Link(Record):
    """An arrow from one node to another: always a hypothesis, never "causes".

    It has an author, a confidence, evidence for and against, and the day it was last
    looked at with fresh eyes.
    """

    from_node: UUID
    to_node: UUID
    kind: LinkType
    author: HypothesisAuthor = "therapist"
    confidence: Confidence = "low"
    evidence_for: tuple[Evidence, ...] = ()
    evidence_against: tuple[Evidence, ...] = ()
    proposed_on: date | None = None
    reviewed_on: date | None = None
    note: Text = ""

    @model_validator(mode="after")
    def _goes_somewhere(self) -> Link:
        if self.from_node == self.to_node:
            raise ValueError("a link needs two different ends")
        return self

    def filing(self) -> Filing:
        """Filed under the day it was last reviewed."""
        return Filing(self.reviewed_on or self.proposed_on, self.confidence)


class Formulation(Part):
    """All nodes and links of one client's map."""

    nodes: tuple[Node, ...] = ()
    links: tuple[Link, ...] = ()

    def node(self, node_id: UUID) -> Node | None:
        """The node with this id, or None."""
        return next((node for node in self.nodes if node.id == node_id), None)
