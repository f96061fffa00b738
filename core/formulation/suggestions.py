"""What could be put on the map next, each with its reason in words. Pure.

Nothing is ever added by itself: a suggestion is a node or a link that is already filled in,
so that adding it takes one press and nothing is entered twice.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import date
from typing import NamedTuple
from uuid import NAMESPACE_URL, UUID, uuid5

from core.approaches.model import Plan
from core.formulation.model import NODE_WORDS, Formulation, Node
from core.formulation.shown import recorded_words
from core.history.model import History, HistoryEvent, WorkingModel
from core.sessions.model import Goal, Problem
from core.triggers.model import Episode
from core.vocabulary import DECLINED, NOT_ASKED, OTHER, label

FEWEST_EPISODES = 2
_SILENT = (NOT_ASKED, DECLINED, OTHER, "unknown", "none", "")
_LONGEST = 120
_LEFT_ALONE = (DECLINED, "headline_only")
"""States of a history event that are no reason to put it on the map: it stays parked."""


class Basis(NamedTuple):
    """What suggestions are made from: one client's file. `measures` are ids and titles."""

    client_id: UUID
    formulation: Formulation
    history: History
    episodes: Sequence[Episode]
    problems: Sequence[Problem] = ()
    goals: Sequence[Goal] = ()
    plans: Sequence[Plan] = ()
    measures: Sequence[tuple[str, str]] = ()


class NodeSuggestion(NamedTuple):
    """A node that is not on the map yet. `key` is the same each time, for "not now"."""

    key: str
    node: Node
    reason: str


def key_of(words: str) -> str:
    """A stable id for a suggestion, which holds none of its words."""
    return str(uuid5(NAMESPACE_URL, f"havenline:suggestion:{words}"))


def suggested_nodes(basis: Basis, *, parked: bool = False) -> list[NodeSuggestion]:
    """Nodes from the history, problems, goals, plans, measures and the diary's words.

    In turn one of each kind, so that a long history does not hide the rest; of each kind the
    most distressing or most frequent first. Events of which only the headline is kept are left
    out unless `parked` asks for them, declined ones always.
    """
    found = [*_from_diary(basis), *_from_history(basis, parked), *_from_work(basis)]
    new = [one for one in found if not _is_on_map(one.node, basis.formulation)]
    before: Counter[str] = Counter()
    turns = []
    for one in new:
        turns.append(before[one.node.kind])
        before[one.node.kind] += 1
    return [one for _, one in sorted(zip(turns, new, strict=True), key=lambda pair: pair[0])]


def _is_on_map(new: Node, formulation: Formulation) -> bool:
    for node in formulation.nodes:
        if new.source_id and node.source_id == new.source_id:
            return True
        if node.kind == new.kind and node.name.lower() == new.name.lower():
            return True
        if node.kind == new.kind and set(new.terms) & {*node.terms, *node.themes}:
            return True
    return False


def _suggestion(basis: Basis, reason: str, kind: str, name: str, **more: object) -> NodeSuggestion:
    node = Node.model_validate(
        {"client_id": basis.client_id, "kind": kind, "name": name[:_LONGEST], **more}
    )
    return NodeSuggestion(key_of(f"{kind}:{more.get('source_id') or name}"), node, reason)


def _from_history(basis: Basis, parked: bool) -> Iterator[NodeSuggestion]:
    heaviest = sorted(basis.history.events, key=lambda event: -(event.distress_now or 0))
    for event in heaviest:
        if event.state not in ((DECLINED,) if parked else _LEFT_ALONE):
            yield _suggestion(basis, _event_reason(event), "event", event.headline,
                              source_id=event.id, on=event.on)  # fmt: skip
    for model in basis.history.working_models:
        if name := _belief_name(model):
            yield _suggestion(basis, "An expectation in the history", "belief", name,
                              source_id=model.id, words=model.words)  # fmt: skip
    for figure in basis.history.figures:
        if figure.protective or figure.resource:
            yield _suggestion(basis, "A protective figure in the history", "strength",
                              figure.name, source_id=figure.id, words=figure.gave)  # fmt: skip


def _event_reason(event: HistoryEvent) -> str:
    reason = "In the history"
    if event.age is not None:
        reason += f", at age {event.age:g}"
    if event.distress_now is not None:
        reason += f", distress now {event.distress_now} of 10"
    return reason


def _belief_name(model: WorkingModel) -> str:
    views = (("model_of_self", model.self_view), ("model_of_other", model.other_view))
    known = [label(words, term) for words, term in views if term not in _SILENT]
    return model.rule or "; ".join(known) or model.words


def _from_work(basis: Basis) -> Iterator[NodeSuggestion]:
    for problem in basis.problems:
        rated = max(problem.ratings, key=lambda rating: rating.on, default=None)
        yield _suggestion(basis, f"A problem{_since(problem.raised_on)}", "problem",
                          problem.words, source_id=problem.id,
                          severity=rated.value if rated else None)  # fmt: skip
    for goal in basis.goals:
        if goal.status == "open":
            reason = f"A goal{_since(goal.set_on)}"
            yield _suggestion(basis, reason, "goal", goal.words, source_id=goal.id)
    for plan in basis.plans:
        yield _suggestion(basis, "A chosen approach", "approach",
                          label("approaches", plan.approach), source_id=plan.id)  # fmt: skip
    for measure, title in basis.measures:
        yield _suggestion(basis, "A measure in use", "measure", title, terms=(measure,))


def _since(on: date | None) -> str:
    return f" since {on.day} {on:%b %Y}" if on else ""


def _from_diary(basis: Basis) -> list[NodeSuggestion]:
    """Words of the diary that keep coming back, the most frequent first."""
    counted: Counter[tuple[str, str]] = Counter()
    for episode in basis.episodes:
        counted.update((kind, term) for kind, term in words_of(episode))
    often = [pair for pair in counted.items() if pair[1] >= FEWEST_EPISODES]
    often.sort(key=lambda pair: (-pair[1], pair[0]))
    return [
        _word(basis, kind, term, f"In {count} of {len(basis.episodes)} episodes")
        for (kind, term), count in often
    ]


def words_of(episode: Episode) -> list[tuple[str, str]]:
    """Every kind of node and word that an episode records, in the order of the chain."""
    return [
        (kind, term)
        for kind in NODE_WORDS
        for term in dict.fromkeys(recorded_words(episode, kind) or ())
        if term not in _SILENT
    ]


def nodes_in_words(basis: Basis, episode: Episode) -> list[NodeSuggestion]:
    """A node for each word of one episode that the map does not have yet."""
    found = [_word(basis, kind, term, "In this episode") for kind, term in words_of(episode)]
    return [one for one in found if not _is_on_map(one.node, basis.formulation)]


def _word(basis: Basis, kind: str, term: str, reason: str) -> NodeSuggestion:
    name = label(NODE_WORDS[kind], term)
    themes = (term,) if kind == "theme" else ()
    found = _suggestion(basis, reason, kind, name, terms=(term,), themes=themes)
    return found._replace(key=key_of(f"{kind}:{term}"))
