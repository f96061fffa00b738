"""What a part waits for stands on the brief: backlash not met, follow-ups whose day has come."""

from __future__ import annotations

from core.approaches.model import Backlash, IfsPart
from core.approaches.parts import permitted, step_noted
from core.assembly import Services
from core.clients.model import Client
from core.formulation.model import Node
from core.sessions.parts import lines_on_parts
from tests.people import CLINICIAN, TODAY, days_ago


def kept(services: Services, mara: Client, name: str, **more: object) -> IfsPart:
    node = Node(client_id=mara.id, kind="part", name=name)
    services.formulation.save_node(CLINICIAN, node)
    part = IfsPart(client_id=mara.id, node_id=node.id, **more)  # type: ignore[arg-type]
    return services.approaches.save_part(CLINICIAN, part)


def lines(services: Services, mara: Client) -> list[str]:
    return list(lines_on_parts(services.file(CLINICIAN, mara.id)))


def test_nothing_waits_nothing_is_said(services: Services, mara: Client) -> None:
    kept(services, mara, "The Gatekeeper", follow_up="Ask again", follow_up_on=days_ago(-3))
    met = Backlash(on=days_ago(9), what="Slept badly", met_on=days_ago(2))
    kept(services, mara, "The Guard", backlash=(met,))
    assert lines(services, mara) == []


def test_backlash_not_met_comes_before_a_follow_up_that_is_due(
    services: Services, mara: Client
) -> None:
    kept(services, mara, "The Gatekeeper", follow_up="Ask again.", follow_up_on=days_ago(2))
    kept(services, mara, "The Guard", backlash=(Backlash(on=days_ago(9), what="Slept badly"),))
    first, second = lines(services, mara)
    assert first.startswith("Part “The Guard”: backlash of")
    assert first.endswith("not met yet (Slept badly).")
    assert second.startswith("Part “The Gatekeeper”: follow-up was due on")
    assert second.endswith(": Ask again.")


def test_many_are_counted_and_one_due_today_says_so(services: Services, mara: Client) -> None:
    for place in range(5):
        kept(services, mara, f"Part {place}", follow_up_on=TODAY)
    said = lines(services, mara)
    assert said[:1] == ["Part “Part 0”: follow-up is due today."]
    assert said[2:] == ["And 3 more waiting with parts, on the Approach page."]


def test_a_permission_is_one_fact_as_step_and_as_state(services: Services, mara: Client) -> None:
    part = kept(services, mara, "The Gatekeeper")
    by_step = step_noted(part, "permission", days_ago(3))
    assert (by_step.permission, by_step.permission_on) == ("given", days_ago(3))
    by_state = permitted(part, "given", days_ago(3))
    assert [(one.stage, one.on) for one in by_state.steps] == [("permission", days_ago(3))]
    assert permitted(by_state, "withdrawn", TODAY).permission == "withdrawn"
