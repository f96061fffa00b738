"""Everyday scenarios told step by step, each step with what it rests on.

A scenario is a way to talk about a moment, not a finding: `honest` says what was tested.
"""

from __future__ import annotations

from functools import cache
from typing import Any

from core.knowledge.claims import Status, weakest
from core.knowledge.tables import table
from core.record import Part


class Step(Part):
    """One step of a scenario: what may happen, what was found, and the ids of the statements."""

    text: str
    detail: str
    claims: tuple[str, ...]

    @property
    def status(self) -> Status | None:
        """The weakest status of what the step rests on; None when it claims nothing."""
        return weakest(self.claims)


class Scenario(Part):
    """A scenario with its steps, an honest label, what may change and the strategies to try.

    `label_claim` is the statement behind the label, if there is one; `helps` are words of
    the list of regulation strategies.
    """

    id: str
    title: str
    opening: str
    honest: str
    label_claim: str
    can_change: str
    helps: tuple[str, ...]
    steps: tuple[Step, ...]

    @property
    def claims(self) -> tuple[str, ...]:
        """The ids of every statement the scenario rests on, in order, each once."""
        named = (one for step in self.steps for one in step.claims)
        return tuple(dict.fromkeys((*filter(None, (self.label_claim,)), *named)))


@cache
def scenarios() -> tuple[Scenario, ...]:
    """The scenarios; the last one makes no claim about the brain."""
    return tuple(_scenario(row) for row in table("scenarios")["scenario"])


def _scenario(row: dict[str, Any]) -> Scenario:
    steps = tuple(Step(**step) for step in row["step"])
    return Scenario(**{key: value for key, value in row.items() if key != "step"}, steps=steps)


@cache
def _by_id() -> dict[str, Scenario]:
    return {one.id: one for one in scenarios()}


def scenario(scenario_id: str) -> Scenario:
    """The scenario with this id. Raises KeyError for an unknown one."""
    return _by_id()[scenario_id]


def scenarios_of(claim_id: str) -> tuple[Scenario, ...]:
    """The scenarios in which a statement is used."""
    return tuple(one for one in scenarios() if claim_id in one.claims)
