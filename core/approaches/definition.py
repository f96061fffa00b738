"""What a definition of an approach holds. A definition is a data file; a new one needs no code."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from core.approaches.model import Gate
from core.knowledge.tables import Source
from core.record import Part
from core.vocabulary import NodeType, ThreatTheme

Id = Annotated[str, Field(pattern=r"^[a-z][a-z0-9_]{0,39}$")]
Words = Annotated[str, Field(min_length=1, max_length=400)]
Grade = Literal["A", "B", "C", "D", "E", "X", "C/D", "D/E"]


class Rule(Part):
    """When something of the client's own record speaks for an indication or a check.

    `record` names where to look: "couple" (the client is one half of a couple), "node" (a node
    of `kinds` or with one of `roles`), "link" (one of `kinds` leads to one of `to`, by way of
    two other nodes at most; where `links` are given, a link of one of these kinds joins them),
    "theme" (a node or at least `at_least` episodes with one of `themes`), "episodes" (at least
    `at_least`), "measure" (`instrument` was filled in), "event" (a history event of `kinds`
    with distress now of at least `at_least`), "problem", "goal", "plan" (one of `approaches`),
    "figure" (someone protective or a safe haven), "concern" (a safety concern of `kinds` that
    stands), "flag" (a flagged answer nobody has acknowledged, of `instrument` where it is given),
    "violence" (something written under violence in a relationship of today; clinician only),
    "injury" (an attachment injury of the couple that is not repaired).
    A measure speaks by its main scale, or the `scale` that is named. It counts however it came
    out; with `over_line` only while its newest score is on the marked side of a published line
    (where the measure has one), with `from_score` only from this score on. `says` is added to
    what is shown.
    """

    record: Literal[
        "couple", "node", "link", "theme", "episodes", "measure", "event", "problem", "goal",
        "plan", "figure", "concern", "flag", "violence", "injury",
    ]  # fmt: skip
    kinds: tuple[str, ...] = ()
    to: tuple[str, ...] = ()
    links: tuple[str, ...] = ()
    roles: tuple[str, ...] = ()
    themes: tuple[ThreatTheme, ...] = ()
    instrument: str = ""
    scale: str = ""
    approaches: tuple[str, ...] = ()
    at_least: int = 1
    from_score: float | None = None
    over_line: bool = False
    says: str = ""


class Aim(Part):
    """What the approach works on: kinds of node (and roles or themes), and its name for them.

    A node is meant that has one of each that is given.
    """

    id: Id
    label: Words
    kinds: tuple[NodeType, ...] = ()
    roles: tuple[str, ...] = ()
    themes: tuple[ThreatTheme, ...] = ()


class Criterion(Part):
    """Something to see before a stage is entered or left. The clinician says when it is met."""

    id: Id
    words: Words


class StageDefinition(Part):
    """A stage or phase, in order. `pausable` names the gate that pauses it, if one does."""

    id: Id
    label: Words
    aim: str = ""
    entry: tuple[Criterion, ...] = ()
    exit: tuple[Criterion, ...] = ()
    pausable: Gate | None = None
    sources: tuple[str, ...] = ()


class Step(Part):
    """A step inside a stage, or a move made within one session (then `stage` is empty)."""

    id: Id
    label: Words
    stage: str = ""


class Indication(Part):
    """Something for which the approach is used, and when the client's record speaks for it."""

    id: Id
    words: Words
    rules: tuple[Rule, ...] = ()
    sources: tuple[str, ...] = ()


class CautionDefinition(Part):
    """A caution of this approach and why; `reason` is a word of the caution list or a new id.

    A new id needs a `label`. `rules` name records to look at: a hint, never an answer. `gate` is
    what it pauses where it is present now.
    """

    reason: Id
    why: Words
    label: str = ""
    gate: Gate | None = None
    rules: tuple[Rule, ...] = ()
    sources: tuple[str, ...] = ()


class Check(Part):
    """A readiness check. In couple work `whose` says that each partner is asked alone."""

    id: Id
    words: Words
    why: str = ""
    whose: Literal["client", "each_partner_alone", "both"] = "client"
    rules: tuple[Rule, ...] = ()
    sources: tuple[str, ...] = ()


class ConsentItem(Part):
    """Something the client is told and agrees to before this work."""

    id: Id
    words: Words
    sources: tuple[str, ...] = ()


class Cadence(Part):
    """A measure commonly kept with this approach, and how often: a proposal, never set."""

    instrument: str
    at: Literal["sessions", "month", "stage", "start_and_end"] = "sessions"
    every: Annotated[int, Field(ge=1, le=52)] = 1
    why: str = ""
    sources: tuple[str, ...] = ()


class EvidenceCard(Part):
    """What was measured for this approach and one indication. A grade belongs to the pair.

    Numbers, comparator, follow-up and allegiance are words, empty where the source did not say.
    `in_general` is for what was measured of therapies of a wider kind: no grade of this approach.
    """

    id: Id
    indication: Words
    grade: Grade
    said: Words
    numbers: str = ""
    comparator: str = ""
    follow_up: str = ""
    allegiance: str = ""
    caveats: tuple[str, ...] = ()
    in_general: bool = False
    sources: tuple[str, ...] = ()


class Explained(Part):
    """A figure people quote, where it comes from, what it means, and what came later."""

    id: Id
    quoted: Words
    comes_from: str
    means: str
    later: str
    sources: tuple[str, ...] = ()


class Guideline(Part):
    """What a guideline says of this approach, and how far that was checked here."""

    id: Id
    words: Words
    status: Literal["source seen", "secondary source", "wording not checked"]
    sources: tuple[str, ...] = ()


class Definition(Part):
    """One approach. Everything a selection page, a plan and a plain worksheet need of it."""

    id: Id
    label: Words
    full_name: Words
    summary: Words
    order: int = 50
    for_whom: Literal["one", "couple"] = "one"
    aims: tuple[Aim, ...] = ()
    stages: tuple[StageDefinition, ...] = ()
    steps: tuple[Step, ...] = ()
    moves: tuple[Step, ...] = ()
    indications: tuple[Indication, ...] = ()
    outside: tuple[Indication, ...] = ()
    cautions: tuple[CautionDefinition, ...] = ()
    readiness: tuple[Check, ...] = ()
    consents: tuple[ConsentItem, ...] = ()
    cadence: tuple[Cadence, ...] = ()
    evidence: tuple[EvidenceCard, ...] = ()
    explained: tuple[Explained, ...] = ()
    guidelines: tuple[Guideline, ...] = ()
    sources: dict[str, Source] = Field(default_factory=dict)

    def stage(self, stage_id: str) -> StageDefinition | None:
        """The stage with this id, or None."""
        return next((one for one in self.stages if one.id == stage_id), None)

    def named(self, keys: tuple[str, ...]) -> tuple[Source, ...]:
        """The sources with these keys, in this order. Raises KeyError for an unknown key."""
        return tuple(self.sources[key] for key in keys)
