"""The map: typed nodes, and typed links that are hypotheses."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Literal
from uuid import UUID

from pydantic import Field, model_validator

from core.record import Filing, Line, Part, Record, Text, ZeroToTen
from core.triggers.model import ArousalScale
from core.vocabulary import (
    AnyWord,
    Confidence,
    HypothesisAuthor,
    IfsRole,
    LinkType,
    NodeType,
    Stage,
    ThreatTheme,
    check,
)

NODE_WORDS = {
    "cue": "cue_types", "theme": "threat_themes", "prim_emotion": "emotions_primary",
    "sec_emotion": "emotions_secondary", "body": "body_sensations", "action": "action_tendencies",
    "response": "partner_responses", "strategy": "regulation_strategies",
}  # fmt: skip
"""For each kind of node that the diary can show by itself: the list its `terms` come from."""

SYMMETRICAL = ("polarised", "allied")
"""Links between two parts that go both ways: drawn without a head, and no step of a loop."""

Domain = Literal["", "biological", "psychological", "social", "cultural"]
PredictionKind = Literal[
    "same_episode", "next_day", "strategy_lowers", "belief_falls", "after_phase"
]
VerdictState = Literal["supported", "not_yet", "contradicted", "untested"]
AgreedBy = Literal["client", "partner", "supervisor", "team"]
ConsideredTopic = Literal["health", "services", "culture", "social_context", "risk"]
EvidenceKind = Literal["episode", "quote", "measure", "session", "observation"]


class Evidence(Part):
    """One thing that speaks for or against a link; `source_id` is the record it rests on."""

    kind: EvidenceKind
    text: Text = ""
    on: date | None = None
    source_id: UUID | None = None


class Node(Record):
    """One thing on the map. `words` are the client's; `source_id` is the history record,
    measure or target that the node stands for, so that it is entered only once.

    `terms` are the words of the diary's list for this kind (see NODE_WORDS): an episode with one
    of them shows the node without being linked by hand. A measure's one term is the id of its
    instrument, or "id:scale". `on` dates an event; `since` and `severity` (0-10) belong to a
    problem; `precipitating` marks what came just before the trouble began; `plain_words` is how
    the client view says it.
    """

    kind: NodeType
    name: Annotated[str, Field(min_length=1, max_length=120)]
    terms: tuple[AnyWord, ...] = ()
    words: Text = ""
    plain_words: Line = ""
    on: date | None = None
    since: Line = ""
    severity: ZeroToTen | None = None
    domain: Domain = ""
    precipitating: bool = False
    themes: tuple[ThreatTheme, ...] = ()
    part_role: IfsRole = ""
    source_id: UUID | None = None
    shareable: bool = False
    parked_because: Line = ""

    @model_validator(mode="after")
    def _terms_fit_the_kind(self) -> Node:
        for term in self.terms:
            if self.kind in NODE_WORDS:
                check(NODE_WORDS[self.kind], term)
        return self

    def filing(self) -> Filing:
        """Filed by its kind."""
        return Filing(state=self.kind)


class Prediction(Part):
    """What should show in the data if a link holds; chosen from a small set, never "causes".

    - same_episode, next_day: episodes (days) that show the first node show the second more
      (or less) often than the others do;
    - strategy_lowers: after using the first node's strategy, arousal is at least `points`
      lower, on `scale`; uses rated on the other scale are left out;
    - belief_falls: while the first node's belief or measure is lower, the second is rarer;
    - after_phase: from `stage` of the plan `plan_id` on, the second is rarer.

    `first` and `second` are ids of nodes; empty, they are the two ends of the link.
    """

    kind: PredictionKind
    goes_with: Literal["more", "less"] = "more"
    first: UUID | None = None
    second: UUID | None = None
    points: Annotated[int, Field(ge=1, le=100)] = 20
    scale: ArousalScale = "0-100"
    plan_id: UUID | None = None
    stage: Stage = ""
    set_on: date | None = None


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
    prediction: Prediction | None = None

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


class Verdict(Record):
    """What the client's own data said about a link on a day; kept whenever it turned.

    `sentence` holds the counts it rests on, `prediction` what was tested, `p` the exact
    probability after correction for the number of predictions, where one was worked out.
    """

    link_id: UUID
    prediction: Prediction
    state: VerdictState
    sentence: Text
    found_on: date
    episodes: Annotated[int, Field(ge=0)] = 0
    p: Annotated[float, Field(ge=0, le=1)] | None = None

    def filing(self) -> Filing:
        """Filed under the day it turned, about the link."""
        return Filing(self.found_on, self.state, str(self.link_id))


class Frozen(Part):
    """A node or link as it was: its id and the version that stood."""

    id: UUID
    version: Annotated[int, Field(ge=1)]


class FormulationVersion(Record):
    """A formulation as it stood on the day it was reviewed, and who agreed with it.

    `fit` is the client's own rating of how well it fits, 0-10; `client_changes` what the
    client corrected, or `no_change` when they were asked and changed nothing.
    """

    reviewed_on: date
    agreed_by: tuple[AgreedBy, ...] = ()
    fit: ZeroToTen | None = None
    client_saw_on: date | None = None
    client_changes: Text = ""
    no_change: bool = False
    note: Text = ""
    frozen: tuple[Frozen, ...] = ()

    def filing(self) -> Filing:
        """Filed under the day of the review."""
        return Filing(self.reviewed_on)


class Consideration(Record):
    """Something a formulation should have considered, in a text or with a reason why not."""

    topic: ConsideredTopic
    text: Text = ""
    not_relevant_because: Line = ""
    considered_on: date | None = None

    def filing(self) -> Filing:
        """Filed by its topic."""
        return Filing(self.considered_on, self.topic)
