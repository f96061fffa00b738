"""Diaries with known counts, and the file they are tested in."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from core.formulation.finding import Finding, Material
from core.formulation.findings import findings
from core.formulation.model import Formulation, Link, Node, Prediction
from core.triggers.model import Episode
from tests.people import MARA, TODAY, days_ago, episode, link, node

SLOW = node(MARA, "Slow reply", terms=("reply_delay",))
CHECKS = node(MARA, "Checks his phone", "action", terms=("check",))
BREATHING = node(MARA, "Slow breathing", "strategy", terms=("slow_breath",))
LEFT = node(MARA, "Being left", "theme", themes=("abandonment",))


def moments(*groups: tuple[int, str, str], start: int = 200) -> list[Episode]:
    """One episode a day from `start` days ago: how many with this cue and this action."""
    pairs = [(cue, action) for count, cue, action in groups for _ in range(count)]
    return [
        episode(MARA, days_ago(start - day), cue=cue, action=action)
        for day, (cue, action) in enumerate(pairs)
    ]


def fourfold(both: int, first_only: int, second_only: int, neither: int) -> list[Episode]:
    """A diary with exactly these counts of slow replies and checking."""
    return moments(
        (both, "reply_delay", "check"), (first_only, "reply_delay", "withdraw"),
        (second_only, "conflict", "check"), (neither, "conflict", "withdraw"),
    )  # fmt: skip


def predicted(kind: str, start: Node = SLOW, end: Node = CHECKS, **more: object) -> Link:
    """A link with a prediction."""
    return link(start, end, prediction=Prediction(kind=kind, **more))


def material(
    links: Iterable[Link], episodes: Sequence[Episode] = (), **more: object
) -> Material:  # fmt: skip
    """A file with these links, and every node of this module."""
    nodes = (SLOW, CHECKS, BREATHING, LEFT, *more.pop("nodes", ()))
    fields = {"working_models": (), "courses": (), "plans": (), "today": TODAY} | more
    return Material(Formulation(nodes=nodes, links=tuple(links)), episodes, **fields)


def found(one: Link, episodes: Sequence[Episode] = (), **more: object) -> Finding:
    """What the data say about one link, tested alone."""
    return findings(material([one], episodes, **more))[one.id]
