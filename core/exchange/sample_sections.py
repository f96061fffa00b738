"""The sections of a sample file, and which of its fields name another entry of the file."""

from __future__ import annotations

from core.approaches.model import IfsPart, Plan, Target, TargetWork, Weighing
from core.formulation.model import Consideration, FormulationVersion, Link, Node
from core.history.model import (
    Adaptation,
    AdultRelationship,
    Figure,
    HistoryEvent,
    Period,
    WorkingModel,
)
from core.outcomes.model import Administration
from core.record import Record
from core.sessions.model import Acknowledgement, Goal, Problem, Session
from core.sessions.safety import Concern
from core.triggers.model import Episode

KINDS: dict[str, type[Record]] = {
    "figures": Figure,
    "periods": Period,
    "history_events": HistoryEvent,
    "working_models": WorkingModel,
    "adult_relationships": AdultRelationship,
    "nodes": Node,
    "links": Link,
    "formulation_versions": FormulationVersion,
    "considerations": Consideration,
    "plans": Plan,
    "weighings": Weighing,
    "targets": Target,
    "target_work": TargetWork,
    "parts": IfsPart,
    "concerns": Concern,
    "sessions": Session,
    "episodes": Episode,
    "adaptations": Adaptation,
    "goals": Goal,
    "problems": Problem,
    "administrations": Administration,
    "acknowledgements": Acknowledgement,
}
# Fields that name another record of the same file by its key.
ONE = {
    "source": "source_id",
    "from": "from_node",
    "to": "to_node",
    "session": "session_id",
    "node": "node_id",
    "administration": "administration_id",
    "figure": "figure",
    "part": "part",
    "memory_event": "memory_event",
    "first": "first",
    "second": "second",
    "plan": "plan_id",
    "target": "target_id",
    "within": "within",
    "sud": "administration_id",
}
MANY = {"learned_from", "works_on", "goals", "nodes", "episodes"}
ON_THE_MAP = ("nodes", "links", "formulation_versions")
