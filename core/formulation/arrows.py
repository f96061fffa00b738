"""Arrows that could be drawn between two nodes of the map, each with its reasons. Pure.

Reasons come from the file only: episodes that show both ends, themes, figures and words that
both ends share, dates, what the history says a belief was learned from, what a goal or an
approach says it works on. They are grounds to look, not findings.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from statistics import median
from typing import NamedTuple
from uuid import UUID

from core.formulation.model import Evidence, Formulation, Link, Node
from core.formulation.shown import shown
from core.formulation.suggestions import FEWEST_EPISODES, Basis, key_of
from core.triggers.model import SCALE_TOP, Episode
from core.triggers.what_helped import FEWEST_MEASURED, strategy_records
from core.vocabulary import inside, label

VERBS: dict[tuple[str, str], str] = {
    ("event", "belief"): "learned", ("care", "belief"): "learned", ("context", "belief"): "learned",
    ("event", "cue"): "sensitises", ("event", "theme"): "sensitises",
    ("belief", "cue"): "sensitises", ("belief", "theme"): "sensitises",
    ("cue", "theme"): "appraised", ("theme", "prim_emotion"): "felt_as",
    ("theme", "sec_emotion"): "felt_as", ("prim_emotion", "body"): "felt_as",
    ("prim_emotion", "sec_emotion"): "covered_by", ("prim_emotion", "action"): "drives",
    ("sec_emotion", "action"): "drives", ("part", "action"): "drives",
    ("action", "response"): "evokes", ("action", "problem"): "maintains",
    ("response", "belief"): "confirms", ("event", "problem"): "drives",
    ("strategy", "sec_emotion"): "buffers", ("strategy", "prim_emotion"): "buffers",
    ("strength", "belief"): "buffers",
}  # fmt: skip
"""The usual verb between two kinds of node, along the chain of the clinical model (section 3)."""

SOFTENS = "buffers"
"""Being there together says nothing about softening; only arousal before and after does."""

_MOST_EVIDENCE = 3
_DAYS_BEFORE = 90
_EPISODE_WORDS = 160
_COMMON = frozenset(
    "about after again always because before being could doing every going never other should"
    " something their there these thing think those until when where which while would".split()
)


class LinkSuggestion(NamedTuple):
    """An arrow that is not on the map yet, with its reasons and the evidence it would bring."""

    key: str
    link: Link
    reasons: tuple[str, ...]
    weight: int


class _Facts(NamedTuple):
    """What is asked of every pair, worked out once."""

    basis: Basis
    shows: dict[UUID, frozenset[UUID]]
    words: dict[UUID, frozenset[str]]
    figures: dict[UUID, frozenset[str]]


def suggested_links(basis: Basis, most: int = 12) -> list[LinkSuggestion]:
    """The best grounded arrows first; a pair that is linked already is left out."""
    facts = _facts(basis)
    linked = {frozenset((one.from_node, one.to_node)) for one in basis.formulation.links}
    found = [
        one
        for start in basis.formulation.nodes
        for end in basis.formulation.nodes
        if start.id != end.id and frozenset((start.id, end.id)) not in linked
        if (one := _suggested(start, end, facts))
    ]
    return sorted(found, key=lambda one: (-one.weight, one.key))[:most]


def arrows_between(nodes: Sequence[Node], formulation: Formulation) -> list[Link]:
    """The usual arrows between these nodes that are not on the map yet; none that softens."""
    linked = {frozenset((one.from_node, one.to_node)) for one in formulation.links}
    return [
        Link(client_id=start.client_id, from_node=start.id, to_node=end.id, kind=verb)
        for start in nodes
        for end in nodes
        if (verb := VERBS.get((start.kind, end.kind)))
        and verb != SOFTENS
        and frozenset((start.id, end.id)) not in linked
    ]


def why_none_between(nodes: Sequence[Node], formulation: Formulation) -> str:
    """Why `arrows_between` has nothing to offer, in one sentence; empty when it has."""
    if arrows_between(nodes, formulation):
        return ""
    if len(nodes) < 2:
        return "No new link: a link needs two nodes that the episode shows."
    if arrows_between(nodes, Formulation()):
        return "No new link: the usual ones between these nodes are on the map already."
    return "No new link: no two of these nodes are neighbours on the usual chain."


def seen_in(episode: Episode) -> Evidence:
    """An episode as a piece of evidence."""
    text = " ".join(episode.situation.split())
    short = text if len(text) <= _EPISODE_WORDS else f"{text[:_EPISODE_WORDS].rsplit(' ', 1)[0]} …"
    return Evidence(kind="episode", text=short, on=episode.day, source_id=episode.id)


def _facts(basis: Basis) -> _Facts:
    names = {name.lower() for figure in basis.history.figures for name in (figure.name,)}
    shows, words, figures = {}, {}, {}
    for node in basis.formulation.nodes:
        shows[node.id] = frozenset(e.id for e in basis.episodes if shown(e, node))
        said = f"{node.name} {node.words}".lower()
        words[node.id] = frozenset(re.findall(r"[^\W\d_]{5,}", said)) - _COMMON
        figures[node.id] = frozenset(n for n in names if re.search(rf"\b{re.escape(n)}\b", said))
    return _Facts(basis, shows, words, figures)


def _suggested(start: Node, end: Node, facts: _Facts) -> LinkSuggestion | None:
    verb = VERBS.get((start.kind, end.kind))
    told = _told(start, end, facts.basis)
    if not (verb or told):
        return None
    both = facts.shows[start.id] & facts.shows[end.id]
    grounds = _grounds(start, end, both, facts) if verb else []
    reasons = [*told, *grounds]
    if not reasons:
        return None
    seen = [seen_in(e) for e in facts.basis.episodes if e.id in both][:_MOST_EVIDENCE]
    link = Link(client_id=start.client_id, from_node=start.id, to_node=end.id,
                kind=verb if verb and (grounds or verb != SOFTENS) else "targets",
                evidence_for=tuple(seen))  # fmt: skip
    weight = len(both) + 3 * len(told) + len(reasons)
    return LinkSuggestion(key_of(f"{start.id}:{end.id}"), link, tuple(reasons), weight)


def _grounds(start: Node, end: Node, both: frozenset[UUID], facts: _Facts) -> list[str]:
    """What the diary and the words of both nodes say for the usual link between them."""
    episodes = facts.basis.episodes
    if VERBS[start.kind, end.kind] == SOFTENS:
        return _fell(start, [one for one in episodes if one.id in both])
    counted = f"Both show in {len(both)} of {len(episodes)} episodes"
    return [*([counted] if len(both) >= FEWEST_EPISODES else []), *_shared(start, end, facts)]


def _fell(strategy: Node, episodes: Sequence[Episode]) -> list[str]:
    """By how much arousal fell after a strategy, per scale, where enough uses say so.

    Before is the highest arousal of the episode (core.triggers.what_helped); arousal falls by
    itself too, so this is a ground to look and no more.
    """
    own = [one for one in strategy_records(episodes) if one.strategy in strategy.terms]
    found = []
    for scale in SCALE_TOP:
        drops = [drop for one in own if (some := one.on(scale)) for drop in some.drops]
        if len(drops) >= FEWEST_MEASURED and median(drops) > 0:
            found.append(f"Arousal ({scale}) fell by a median of {median(drops):g} after it in "
                         f"{len(drops)} measured uses; it may fall by itself too")  # fmt: skip
    return found if strategy.kind == "strategy" else []


def _told(start: Node, end: Node, basis: Basis) -> list[str]:
    """What the file says outright: learned from, works on."""
    reasons = [
        "The history says it may have been learned there"
        for model in basis.history.working_models
        if model.id == end.source_id and start.source_id in model.learned_from
    ]
    reasons += [
        "The goal says it works on this" for goal in basis.goals
        if goal.id == start.source_id and end.id in goal.works_on
    ]  # fmt: skip
    reasons += [
        "The plan says it works on this" for plan in basis.plans
        if plan.id == start.source_id and end.id in plan.works_on
    ]  # fmt: skip
    return reasons


def _shared(start: Node, end: Node, facts: _Facts) -> list[str]:
    reasons = []
    themes = _themes(start) & _themes(end)
    if themes:
        said = ", ".join(inside(label("threat_themes", theme)) for theme in sorted(themes))
        reasons.append(f"Both carry the theme {said}")
    if figures := facts.figures[start.id] & facts.figures[end.id]:
        reasons.append(f"Both are about {', '.join(sorted(f.title() for f in figures))}")
    words = facts.words[start.id] & facts.words[end.id]
    if len(words) >= 2:
        reasons.append("Both use the words " + ", ".join(f"“{word}”" for word in sorted(words)))
    return [*reasons, *_dates(start, end, facts.basis)]


def _themes(node: Node) -> set[str]:
    return set(node.themes) | (set(node.terms) if node.kind == "theme" else set())


def _dates(start: Node, end: Node, basis: Basis) -> Iterable[str]:
    raised = next((p.raised_on for p in basis.problems if p.id == end.source_id), None)
    if start.kind == "event" and start.on and raised:
        days = (raised - start.on).days
        if 0 <= days <= _DAYS_BEFORE:
            when = "in the week" if days < 7 else f"{days // 7} weeks before"
            yield f"It happened {when} the problem was raised"
