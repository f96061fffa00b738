"""Checks of what the explanation stands on: the client's words, strengths, evidence, doubt.

Pure. F01, F06, F10 to F12 and F16; each function says how its check is worked out.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple
from uuid import UUID

from core.formulation.checks_basis import (
    Case,
    Check,
    Closing,
    count,
    gap,
    link_names,
    listed,
    met,
    node_names,
    not_yet,
    on_map,
    open_link,
    open_node,
)
from core.formulation.model import Link, Node
from core.formulation.wording import only_a_diagnosis
from core.history.model import WorkingModel

GROUNDS = ("episode", "quote", "measure")
SURE = {"low": "only a hunch", "medium": "fairly sure", "high": "sure"}
_STRENGTHS = 2  # a proposal
_MAY_BE_LABELS = ("event", "care", "belief", "part", "theme", "context")
_Models = dict[UUID | None, WorkingModel]
_NO_LINK = "No link on the map yet."


class _Told(NamedTuple):
    """One problem as the file has it: in the client's words, how severe, since when."""

    name: str
    words: str
    severity: int | None
    since: str
    closing: Closing

    @property
    def missing(self) -> list[str]:
        """What is not there of the three."""
        gaps = {"the client's words": not self.words, "how severe": self.severity is None,
                "since when": not self.since}  # fmt: skip
        return [name for name, is_gap in gaps.items() if is_gap]


def own_words(case: Case) -> Check:
    """F01: at least one problem has the client's words, a severity and a beginning.

    A problem node counts with what it holds or what the problem it stands for holds; so does
    an open problem that is not on the map. "Since when" may be the one on the Client page.
    """
    told = list(_told(case))
    if not told:
        return gap("F01", "No problem is on the map or told in the client's words.",
                   on_map("Add a problem", "new:problem"))  # fmt: skip
    whole = [one for one in told if not one.missing]
    if whole:
        return met("F01", f"{listed(one.name for one in whole)}: in the client's words, with "
                   "severity and since when.")  # fmt: skip
    nearest = min(told, key=lambda one: len(one.missing))
    return gap("F01", f"“{nearest.name}” lacks {_and(nearest.missing)}.", nearest.closing)


def _told(case: Case) -> Iterator[_Told]:
    problems = {problem.id: problem for problem in case.file.problems}
    since = case.file.client.presenting_since
    nodes = case.web.of("problem")
    for node in nodes:
        of = problems.get(node.source_id) if node.source_id else None
        rated = of.ratings[-1].value if of and of.ratings else None
        severity = rated if node.severity is None else node.severity
        words = node.words or (of.words if of else "")
        began = node.since or (str(node.on) if node.on else since)
        yield _Told(node.name, words, severity, began, open_node(node))
    standing = {node.source_id for node in nodes}
    for problem in problems.values():
        if problem.status == "open" and problem.id not in standing:
            rated = problem.ratings[-1].value if problem.ratings else None
            closing = Closing("Open the details", "Client", "details")
            if rated is None:
                closing = Closing("Rate it", "Outcomes", f"problem:{problem.id}")
            yield _Told(problem.words, problem.words, rated, since, closing)


def _and(words: list[str]) -> str:
    return words[0] if len(words) == 1 else f"{', '.join(words[:-1])} and {words[-1]}"


def strengths(case: Case) -> Check:
    """F06: two strengths or more, and a link from at least one of them."""
    found = case.web.of("strength")
    used = [node for node in found if any(link.from_node == node.id for link in case.web.links)]
    if len(found) >= _STRENGTHS and used:
        return met("F06", f"{count(len(found), 'strength')}; with a link: {node_names(used)}.")
    if len(found) < _STRENGTHS:
        said = node_names(found) or "none"
        return gap("F06", f"Fewer than two strengths on the map: {said}.",
                   on_map("Add a strength", "new:strength"))  # fmt: skip
    return gap("F06", f"No link leads from a strength ({node_names(found)}).",
               on_map("Add a link", "link"))  # fmt: skip


def evidence(case: Case) -> Check:
    """F10: each link that is a hypothesis has an episode, a quote or a measure for it, with
    what it says or the record it rests on."""
    arrows = case.web.inferred
    if not arrows:
        return not_yet("F10", _NO_LINK)
    bare = [link for link in arrows if not _grounded(link)]
    if not bare:
        return met("F10", f"Each of {count(len(arrows), 'link')} rests on an episode, a quote or "
                   "a measure.")  # fmt: skip
    return gap("F10", f"{len(bare)} of {count(len(arrows), 'link')} without an episode, quote or "
               f"measure for it: {link_names(bare, case.web)}.", open_link(bare[0]))  # fmt: skip


def _grounded(link: Link) -> bool:
    return any(
        one.kind in GROUNDS and (one.text.strip() or one.source_id) for one in link.evidence_for
    )


def exceptions(case: Case) -> Check:
    """F11: each belief has an exception, or somebody looked for one and found none.

    A belief is a node of the map or an expectation of the history; a link "does not fit"
    to it counts as an exception too.
    """
    models: _Models = {model.id: model for model in case.file.history.working_models}
    nodes = case.web.of("belief")
    on_it = {node.source_id for node in nodes}
    left = [model for model in models.values() if model.id not in on_it]
    if not nodes and not left:
        return not_yet("F11", "No belief is recorded yet.")
    bare = [(node.name, _belief_closing(node, models)) for node in nodes
            if not _excepted(case, node, models)]  # fmt: skip
    bare += [
        (_model_name(model), Closing("Open the belief", "History", f"belief:{model.id}"))
        for model in left
        if not (model.exceptions or model.looked_for_exceptions)
    ]
    total = len(nodes) + len(left)
    if not bare:
        return met("F11", f"{count(total, 'belief')}: exceptions found, or looked for.")
    return gap("F11", f"{len(bare)} of {count(total, 'belief')} without an exception, or a note "
               f"that none was found: {listed(name for name, _ in bare)}.", bare[0][1])  # fmt: skip


def _excepted(case: Case, node: Node, models: _Models) -> bool:
    model = models.get(node.source_id)
    told = bool(model and (model.exceptions or model.looked_for_exceptions))
    return told or any(
        link.kind == "contradicts" and link.to_node == node.id for link in case.web.links
    )


def _belief_closing(node: Node, models: _Models) -> Closing:
    if node.source_id in models:
        return Closing("Open the belief", "History", f"belief:{node.source_id}")
    return on_map("Add a link", "link")


def _model_name(model: WorkingModel) -> str:
    return model.words or model.rule or "An expectation"


def sureness(case: Case) -> Check:
    """F12: each link that is a hypothesis says how sure it is. A hunch is what a new link
    starts with, so it counts once the link was looked at again."""
    arrows = case.web.inferred
    if not arrows:
        return not_yet("F12", _NO_LINK)
    unset = [link for link in arrows if link.confidence not in SURE]
    left = [link for link in arrows if link.confidence == "low" and link.reviewed_on is None]
    if bare := [*unset, *left]:
        why = [f"{len(unset)} without how sure"] if unset else []
        why += [f"{len(left)} left at hunch, not looked at"] if left else []
        return gap("F12", f"Of {count(len(arrows), 'link')}, {' and '.join(why)}: "
                   f"{link_names(bare, case.web)}.", open_link(bare[0]))  # fmt: skip
    by_state = ((sum(link.confidence == sure for link in arrows), words)
                for sure, words in SURE.items())  # fmt: skip
    said = ", ".join(f"{number} {words}" for number, words in by_state if number)
    return met("F12", f"{count(len(arrows), 'link')}: {said}.")


def not_only_a_diagnosis(case: Case) -> Check:
    """F16: no node that explains is only the name of a diagnosis (wording.toml).

    Looked at are history, beliefs, parts, themes and context, and problems from which a link
    leads on; a node with words of the client's own says more than its name, unless those words
    are no more than a diagnosis themselves.
    """
    leading = {link.from_node for link in case.web.inferred}
    explaining = case.web.of(*_MAY_BE_LABELS)
    explaining += [node for node in case.web.of("problem") if node.id in leading]
    if not explaining:
        return not_yet("F16", "Nothing on the map explains yet.")
    only = [node for node in explaining if _says_only_a_diagnosis(node)]
    if only:
        return gap("F16", f"Only a diagnosis: {node_names(only)}.", open_node(only[0]))
    return met("F16", f"None of {count(len(explaining), 'explaining box', 'explaining boxes')} is "
               "only a diagnosis.")  # fmt: skip


def _says_only_a_diagnosis(node: Node) -> bool:
    said = [text for text in (node.name, node.words) if text.strip()]
    return all(only_a_diagnosis(text) for text in said)
