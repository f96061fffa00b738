"""Every kind of record a store can hold, and the model that reads it."""

from __future__ import annotations

from core.access.accounts import Account
from core.access.assignments import Assignment, BreakGlass
from core.access.settings import Settings
from core.approaches.model import GateOverride, IfsPart, Plan, Target, TargetWork, Weighing
from core.clients.model import Client, Couple
from core.formulation.model import (
    Consideration,
    FormulationVersion,
    Link,
    Node,
    Verdict,
)
from core.history.model import (
    Adaptation,
    AdultRelationship,
    Figure,
    HistoryEvent,
    Period,
    WorkingModel,
)
from core.keeping.model import Hold, PrivateNote
from core.outcomes.growth_file import GrowthFile
from core.outcomes.model import Administration
from core.record import Record
from core.sessions.model import Acknowledgement, Goal, Problem, Session
from core.sessions.safety import Concern
from core.triggers.model import Episode

KINDS: dict[str, type[Record]] = {
    "client": Client, "couple": Couple, "figure": Figure, "period": Period,
    "history_event": HistoryEvent, "working_model": WorkingModel, "episode": Episode,
    "node": Node, "link": Link, "plan": Plan, "target": Target, "session": Session,
    "goal": Goal, "problem": Problem, "administration": Administration,
    "acknowledgement": Acknowledgement,
    "private_note": PrivateNote, "settings": Settings, "account": Account,
    "assignment": Assignment, "break_glass": BreakGlass, "hold": Hold,
    "growth": GrowthFile, "adult_relationship": AdultRelationship, "adaptation": Adaptation,
    "verdict": Verdict, "formulation_version": FormulationVersion,
    "consideration": Consideration, "weighing": Weighing, "target_work": TargetWork,
    "ifs_part": IfsPart, "gate_override": GateOverride, "concern": Concern,
}  # fmt: skip
