"""Everyday scenes told step by step, each step with what it rests on.

A cascade is a way to talk about a moment, not a finding: `honest` says what was tested.
"""

from __future__ import annotations

from functools import cache
from typing import Any

from core.knowledge.claims import Status, weakest
from core.knowledge.tables import table
from core.record import Part


class Step(Part):
    """One step of a scene: what may happen, what was found, and the ids of the statements."""

    text: str
    detail: str
    claims: tuple[str, ...]

    @property
    def status(self) -> Status | None:
        """The weakest status of what the step rests on; None when it claims nothing."""
        return weakest(self.claims)


class Cascade(Part):
    """A scene with its steps, an honest label, what may change and the strategies to try.

    `label_claim` is the statement behind the label, if there is one; `helps` are words of
    the list of regulation strategies.
    """

    id: str
    title: str
    scene: str
    honest: str
    label_claim: str
    can_change: str
    helps: tuple[str, ...]
    steps: tuple[Step, ...]

    @property
    def claims(self) -> tuple[str, ...]:
        """The ids of every statement the scene rests on, in order, each once."""
        named = (one for step in self.steps for one in step.claims)
        return tuple(dict.fromkeys((*filter(None, (self.label_claim,)), *named)))


@cache
def cascades() -> tuple[Cascade, ...]:
    """The scenes; the last one makes no claim about the brain."""
    return tuple(_cascade(row) for row in table("cascades")["cascade"])


def _cascade(row: dict[str, Any]) -> Cascade:
    steps = tuple(Step(**step) for step in row["step"])
    return Cascade(**{key: value for key, value in row.items() if key != "step"}, steps=steps)


@cache
def _by_id() -> dict[str, Cascade]:
    return {one.id: one for one in cascades()}


def cascade(cascade_id: str) -> Cascade:
    """The scene with this id. Raises KeyError for an unknown one."""
    return _by_id()[cascade_id]


def cascades_of(claim_id: str) -> tuple[Cascade, ...]:
    """The scenes in which a statement is used."""
    return tuple(one for one in cascades() if claim_id in one.claims)
