"""What is said under a verdict, so that it is not taken for more than it is. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from core.formulation.counts import Mark
from core.formulation.exact import circular_shifts
from core.formulation.finding import LIMIT, Finding, quoted
from core.formulation.model import NODE_WORDS, Node
from core.formulation.shown import words_of

FEWEST_IN_ORDER = 21  # with fewer, no shift of the order reaches .05
DECIDED = ("supported", "contradicted")


def cautioned(finding: Finding, nodes: Iterable[Node | None]) -> Finding:
    """The finding with every caution that holds for it, in `tested.caution`.

    `nodes` are those that episodes were counted by.
    """
    tested = finding.tested
    said = [tested.caution] if tested.caution else []
    said += [*_by_hand(nodes), *_fitted(finding)] if tested.n else []
    said += _in_runs(finding)
    return finding._replace(tested=tested._replace(caution=" ".join(said)))


def _by_hand(nodes: Iterable[Node | None]) -> Iterator[str]:
    for node in nodes:
        if node and not (node.kind in NODE_WORDS and words_of(node)):
            yield (
                f"{quoted(node.name)} is linked by hand; episodes not linked count as not "
                "showing it."
            )


def _fitted(finding: Finding) -> Iterator[str]:
    """A prediction that nothing new has tested yet."""
    if finding.before and not finding.after:
        fits = "it fits the data it was made from" if finding.state == "supported" else (
            "nothing has come since to test it"
        )  # fmt: skip
        yield f"All of these came before the prediction was set: {fits}."


def _in_runs(finding: Finding) -> Iterator[str]:
    """Whether runs of alike episodes or days may explain a verdict that takes each as new."""
    if finding.state not in DECIDED or finding.prediction.kind not in ("same_episode", "next_day"):
        return
    unit = finding.tested.unit
    pairs = _said(finding.tested.marks)
    if len(pairs) < FEWEST_IN_ORDER:
        yield f"Too few {unit}s to see whether runs of similar days explain it."
        return
    shifts = circular_shifts([one for one, _ in pairs], [other for _, other in pairs])
    if shifts.p >= LIMIT:
        yield (
            f"The {unit}s may come in runs: in {shifts.as_well} of {shifts.of} shifts of the "
            "order, chance did as well. Read it as a hint."
        )


def _said(marks: Sequence[Mark]) -> list[tuple[bool, bool]]:
    """Marks that say both, in order of time."""
    return [
        (mark.group, mark.hit) for mark in marks if mark.group is not None and mark.hit is not None
    ]
