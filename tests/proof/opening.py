"""What each form is opened with: a new entry (place -1), or the entry at a place of the file."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import timedelta
from typing import Any, NamedTuple
from uuid import UUID

from core.access.audit import Actor
from core.approaches.cycles import loops
from core.approaches.definitions import definitions
from core.approaches.log import SessionStep
from core.approaches.model import Plan
from core.approaches.parts import part_record
from core.approaches.target_course import LeftOpen, left_open
from core.assembly import Practice, Services
from core.exchange.sample import sample_id
from core.formulation.lenses.ifs import ifs_map
from core.sessions.safety import Concern
from dashboard.approach.couple.people import names_of, nodes_of, partners
from dashboard.approach.emdr.entering import Begun
from dashboard.approach.emdr.gathered import Worksheet, gathered
from dashboard.workspace import Workspace

COUPLED = sample_id("HL-104")
FLAGGED = sample_id("HL-106")
GATES = ("emdr_processing", "couple_enactment")
OF_MODULES = {
    "dashboard.approach.couple": COUPLED, "dashboard.approach.gates": COUPLED,
    "dashboard.approach.emdr": sample_id("HL-102"), "dashboard.approach.ifs": sample_id("HL-103"),
    "dashboard.client.safety": FLAGGED, "dashboard.outcomes.acknowledge": FLAGGED,
    "dashboard.map.coupling": COUPLED,
}  # fmt: skip
Given = dict[str, Any]


class Opened(NamedTuple):
    """Which form is opened, by whom, for whose file and at which of its entries."""

    workspace: Workspace
    name: str
    client_id: UUID
    place: int

    @property
    def services(self) -> Services:
        return self.workspace.services

    @property
    def actor(self) -> Actor:
        return self.workspace.actor

    def entry(self, entries: Sequence[Any]) -> Any:
        """The entry at the place, or None for a new one."""
        return entries[self.place] if 0 <= self.place < len(entries) else None

    def some(self, entries: Sequence[Any]) -> Any:
        """The entry at the place, or else the first: for a form that is never of a new one."""
        return self.entry(entries) or entries[0]

    def read(self, method: Callable[[Actor, UUID], Any]) -> Any:
        """What a service answers about this client."""
        return method(self.actor, self.client_id)


def whose(module: str) -> UUID:
    """The sample client who has what the forms of a module are about."""
    found = [one for begin, one in OF_MODULES.items() if module.startswith(begin)]
    return found[0] if found else sample_id("HL-101")


def made_ready(practice: Practice, module: str, client_id: UUID) -> None:
    """Something that pauses the work, in both files of the couple, before going on with it."""
    if not module.startswith("dashboard.approach.gates"):
        return
    services, actor = practice.services(), practice.actor
    for one in partners(services.clients.couple_of(actor, client_id), client_id):
        services.sessions.save_concern(
            actor, Concern(client_id=one, kind="suicide", acute=True, noted_on=services.today())
        )


def about(module: str, opened: Opened) -> Given:
    """What the form called `opened.name` is opened with."""
    given = _entries(opened) | _always(opened)
    for begin, more in BY_MODULE.items():
        if module.startswith(begin):
            given |= more(opened)
    return given | {"workspace": opened.workspace, "client_id": opened.client_id,
                    "planned": opened.place % 2 == 0}  # fmt: skip


def _entries(of: Opened) -> Given:
    """The entry a form is about, under the name it has for it."""
    services, read = of.services, of.read
    formulation, history = read(services.formulation.formulation), read(services.history.history)
    files: dict[str, list[Any]] = {
        "edit_figure": history.figures, "edit_event": history.events,
        "edit_belief": history.working_models, "edit_period": history.periods,
        "edit_relationship": history.relationships, "edit_adaptation": history.adaptations,
        "review": read(services.formulation.versions),
        "edit_node": list(formulation.nodes), "edit_link": list(formulation.links),
        "edit_goal": read(services.sessions.goals),
        "edit_session": read(services.sessions.sessions),
        "edit_plan": read(services.approaches.plans),
        "edit_episode": read(services.triggers.episodes),
        "edit_words": read(services.sessions.problems),
    }  # fmt: skip
    names = ("entry", "node", "link", "goal", "session", "plan", "episode", "couple", "note",
             "version", "begun")  # fmt: skip
    given: Given = dict.fromkeys(names, of.entry(files.get(of.name, [])))
    if of.name == "edit_episode":
        given["episode"] = of.some(files["edit_episode"])
    if of.name == "edit_prediction":
        given["link"] = formulation.links[max(0, of.place)]
    if of.name == "same_thing":
        given["node"] = formulation.nodes[-1]
    if of.name == "edit_couple":
        given["couple"] = read(services.clients.couple_of)
    return given


def _always(of: Opened) -> Given:
    """What any form may ask for besides its entry."""
    services, read = of.services, of.read
    flags = read(services.outcomes.flags)
    return {
        "formulation": read(services.formulation.formulation),
        "client": read(services.clients.open),
        "kind": "problem",
        "topic": "health",
        "known": None,
        "scenario_id": "delayed_reply",
        "by": "cue",
        "place": "",
        "flagged": flags[0] if flags else None,
        "others": [f for f in flags[1:] if f.administration.id == flags[0].administration.id],
        "every": services.accounts.every(of.actor),
    }


def _safety(of: Opened) -> Given:
    return {"concern": of.some(of.read(of.services.sessions.concerns))}


def _planning(of: Opened) -> Given:
    """The plan, what was weighed, the goal: a new plan may have nothing of its own yet."""
    plans = of.read(of.services.approaches.plans)
    if of.name == "edit_plan":
        return {"plan": of.entry(plans)}
    goals = of.read(of.services.sessions.goals)
    return {"plan": of.some(plans)} | ({"goal": of.some(goals)} if goals else {})


def _logging(of: Opened) -> Given:
    """A plan with a log: the first one begun, or one that was never logged under."""
    plans = of.read(of.services.approaches.plans)
    begun = [plan for plan in plans if plan.log]
    if of.name == "log_session":
        return {"plan": of.some(plans)}
    return {"plan": begun[0], "entry": of.some(begun[0].log)}


def _choosing(of: Opened) -> Given:
    known = list(definitions().values())[of.place % len(definitions())]
    return {
        "weighing": of.services.approaches.weighing(of.actor, of.client_id, known.id),
        "reason": known.cautions[0].reason if known.cautions else "crisis",
        "check": known.readiness[0].id if known.readiness else "window",
    }


def _gates(of: Opened) -> Given:
    couple = of.read(of.services.clients.couple_of)
    gate: Any = GATES[of.place % 2]
    return {
        "standing": of.services.gates.standing(of.actor, of.client_id, gate),
        "names": names_of(of.workspace, couple),
    }


def _efit(of: Opened) -> Given:
    plan: Plan = of.read(of.services.approaches.plans)[0]
    found = loops(of.read(of.services.formulation.formulation), plan)
    return {"plan": plan, "loop": found[of.place % 2]}


def _emdr(of: Opened) -> Given:
    client = of.read(of.services.clients.open)
    sheet = gathered(of.workspace, client)
    if of.name == "edit_target":
        node = sheet.formulation.nodes[0]
        return {"sheet": sheet, "target": of.entry(sheet.targets), "on_hold": of.place == 1,
                "begun": Begun(node.name, "past", node.id)}  # fmt: skip
    if of.name == "look_again":
        left = _left(of, sheet)
        return {"sheet": sheet, "left": left, "target": sheet.stored(left.course.target.id)}
    known = [one for one in sheet.work if one.sets or of.name != "correct_set"]
    known = [one for one in known if any(one.target_id == t.id for t in sheet.targets)]
    if of.place < 0 and of.name != "correct_set":
        on = of.services.today() - timedelta(days=1)
        return {"sheet": sheet, "day": sheet.day(sheet.targets[0], on)}
    one = of.some(known)
    return {"sheet": sheet, "day": sheet.day(sheet.stored(one.target_id), one.on)}


def _left(of: Opened, sheet: Worksheet) -> LeftOpen:
    """A target that was left open; one that was not, as a page opened earlier still has it."""
    found = left_open(sheet.courses, of.services.today())
    course = of.some(sheet.courses)
    return of.some(found) if found else LeftOpen(course, "incomplete", None, None, None)


def _ifs(of: Opened) -> Given:
    formulation = of.read(of.services.formulation.formulation)
    parts = ifs_map(formulation)
    node = of.some(parts.parts)
    known = of.read(of.services.approaches.parts)
    return {
        "parts": parts, "formulation": formulation, "node": node,
        "part": part_record(of.client_id, node.id, known),
        "start": node if of.place >= 0 else None,
    }  # fmt: skip


def _couple(of: Opened) -> Given:
    couple = of.read(of.services.clients.couple_of)
    both, names = partners(couple, of.client_id), names_of(of.workspace, couple)
    owner = both[of.place % 2]
    entries = {"edit_injury": couple.injuries, "edit_event": couple.events}.get(of.name, ())
    return {
        "couple": couple, "owner": owner, "owner_name": names[owner], "names": names,
        "nodes": nodes_of(of.workspace, couple, of.client_id), "was": of.entry(entries),
        "entry": of.some(couple.log or (SessionStep(on=of.services.today()),)),
    }  # fmt: skip


BY_MODULE: dict[str, Callable[[Opened], Given]] = {
    "dashboard.client.safety": _safety,
    "dashboard.approach.plan": _planning,
    "dashboard.approach.log": _logging,
    "dashboard.approach.choosing": _choosing,
    "dashboard.approach.gates": _gates,
    "dashboard.approach.efit": _efit,
    "dashboard.approach.emdr": _emdr,
    "dashboard.approach.ifs": _ifs,
    "dashboard.approach.couple": _couple,
}
