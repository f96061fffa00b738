"""Whether a trigger episode shows a node of the map. Pure.

An episode shows a node when it was linked to it by hand, or when the word it records is the
node's own (`Node.terms`). What was not asked is unknown, and unknown is not "no".
"""

from __future__ import annotations

from collections.abc import Callable

from core.formulation.model import Node
from core.triggers.model import Episode

_UNKNOWN = ("not_asked", "declined", "unknown", "")
_WORDS: dict[str, Callable[[Episode], tuple[str, ...]]] = {
    "cue": lambda one: (one.cue,),
    "theme": lambda one: one.themes,
    "prim_emotion": lambda one: (one.primary_emotion,),
    "sec_emotion": lambda one: (one.secondary_emotion,),
    "body": lambda one: one.body,
    "action": lambda one: (one.action,),
    "response": lambda one: (one.response,),
    "strategy": lambda one: tuple(tried.strategy for tried in one.strategies),
}


def shown(episode: Episode, node: Node) -> bool | None:
    """True or False, or None when the episode does not say.

    A node without a word of its own (a belief, a part, an event) is shown only by episodes
    that were linked to it by hand; the others count as not showing it.
    """
    if node.id in episode.nodes or node.id == episode.part:
        return True
    if node.source_id and node.source_id == episode.memory_event:
        return True
    return shown_by_word(episode, node)


def shown_by_word(episode: Episode, node: Node) -> bool | None:
    """The same by the words the episode records alone, whatever it was linked to by hand."""
    words, terms = recorded_words(episode, node.kind), words_of(node)
    if words is None or not terms:
        return False
    known = [word for word in words if word not in _UNKNOWN]
    return any(term in known for term in terms) if known else None


def words_of(node: Node) -> set[str]:
    """The words of the diary by which a node shows: its terms, and a theme's themes."""
    themes = set(node.themes) if node.kind == "theme" else set()
    return themes | set(node.terms)


def recorded_words(episode: Episode, kind: str) -> tuple[str, ...] | None:
    """The episode's own words of a kind of node, or None when the diary has none of it."""
    words = _WORDS.get(kind)
    return words(episode) if words else None
