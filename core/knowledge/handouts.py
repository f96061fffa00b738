"""The words of the handouts that can be handed to a client. About people, never about one."""

from __future__ import annotations

from functools import cache

from core.knowledge.tables import table
from core.record import Part


class Line(Part):
    """One plain sentence or two, and the statements they rest on; none for everyday sense."""

    text: str
    claims: tuple[str, ...]


class Try(Line):
    """Something people try: a strategy of the vocabulary in plain words."""

    strategy: str


class Handout(Part):
    """One handout: what may happen, what may change, what people try, what to talk about.

    `scenario` is the scenario it goes with, or empty. Only supported statements, or mixed ones
    with a hedge, stand behind its lines.
    """

    id: str
    title: str
    scenario: str
    opening: str
    may_happen: tuple[Line, ...]
    may_change: tuple[Line, ...]
    tries: tuple[Try, ...]
    to_talk_about: tuple[str, ...]

    @property
    def lines(self) -> tuple[Line, ...]:
        """Every line that may rest on research."""
        return (*self.may_happen, *self.may_change, *self.tries)


@cache
def handouts() -> tuple[Handout, ...]:
    """The handouts; the general one first."""
    return tuple(Handout(**row) for row in table("handouts")["handout"])


@cache
def _by_id() -> dict[str, Handout]:
    return {one.id: one for one in handouts()}


def handout(handout_id: str) -> Handout:
    """The handout with this id. Raises KeyError for an unknown one."""
    return _by_id()[handout_id]


def handout_for(scenario_id: str) -> Handout:
    """The handout that goes with a scenario; the general one where there is none."""
    return _by_id().get(scenario_id) or handouts()[0]
