"""Checks of what the client sees: that they saw it, that it is plain, that it is small.

Pure. F21 to F23; each function says how its check is worked out.
"""

from __future__ import annotations

from core.days import day_words
from core.formulation.checks_basis import (
    Case,
    Check,
    count,
    gap,
    met,
    not_yet,
    on_map,
    open_node,
)
from core.formulation.model import Node
from core.formulation.wording import FEWEST_WORDS, PLAIN_GRADE, Wording, found_in, wording

MOST_SHARED = 7
"""Nodes of a client view at most; a proposal, after Kuyken et al. 2015 ("as simple as the stage
allows")."""
_NOTHING = "No node is marked to be shown to the client."


def shared(case: Case) -> Check:
    """F21: at the last review the client saw it, rated its fit, and changed something or was
    asked and changed nothing."""
    review = case.last_review
    if review is None:
        return gap("F21", "Not reviewed with the client yet.",
                   on_map("Review the formulation", "review"))  # fmt: skip
    changed = review.client_changes or review.no_change
    if review.client_saw_on and review.fit is not None and changed:
        did = "changed something" if review.client_changes else "changed nothing"
        return met("F21", f"The client saw it on {day_words(review.client_saw_on)}, rated the fit "
                   f"{review.fit} of 10 and {did}.")  # fmt: skip
    parts = {
        "the day the client saw it": review.client_saw_on,
        "the client's rating of the fit": review.fit is not None,
        "what the client changed, or that they changed nothing": changed,
    }
    missing = ", ".join(words for words, there in parts.items() if not there)
    return gap("F21", f"The review of {day_words(review.reviewed_on)} lacks {missing}.",
               on_map("Add to the review", f"version:{review.id}"))  # fmt: skip


def shareable(case: Case) -> list[Node]:
    """The nodes the client may see: marked so, and not parked."""
    return [n for n in case.web.nodes.values() if n.shareable and not n.parked_because]


def shown_words(node: Node) -> str:
    """How the client view says a node."""
    return node.plain_words or node.name


def plain_words(case: Case) -> Check:
    """F22: what the client may see has a reading level up to grade 8 and no word of the jargon
    and blame lists. Beliefs, which are told in the first person, may be harsh. English only."""
    nodes = shareable(case)
    if not nodes:
        return not_yet("F22", _NOTHING)
    found = wording(shown_words(node) for node in nodes)
    again = [(node, words) for node in nodes if (words := _again(node))]
    hard = found.grade is not None and found.grade > PLAIN_GRADE
    level = _level(found)
    if again:
        named = "; ".join(
            f"{', '.join(words)} in “{shown_words(node)}”" for node, words in again[:3]
        )
        return gap("F22", f"To look at again: {named}. {level}", open_node(again[0][0]))
    if hard:
        longest = max(nodes, key=lambda node: wording([shown_words(node)]).words)
        return gap("F22", level, open_node(longest))
    return met("F22", f"{count(len(nodes), 'node', 'nodes')} read, no listed word. {level}")


def _again(node: Node) -> tuple[str, ...]:
    said = shown_words(node)
    blame = () if node.kind == "belief" else found_in(said, "blame")
    return (*found_in(said, "jargon"), *blame)


def _level(found: Wording) -> str:
    if found.grade is None:
        return (f"Too few words for a reading level ({found.words}; {FEWEST_WORDS} are needed; "
                "English only).")  # fmt: skip
    words = f"{found.words} words"
    return (f"Reading level: US school grade {max(0.0, found.grade):.0f}, up to "
            f"{PLAIN_GRADE:.0f} is plain (Flesch-Kincaid on {words}, English only).")  # fmt: skip


def small_enough(case: Case) -> Check:
    """F23: one to seven nodes are marked to be shown to the client."""
    nodes = shareable(case)
    if not nodes:
        return not_yet("F23", _NOTHING)
    if len(nodes) > MOST_SHARED:
        return gap("F23", f"{len(nodes)} nodes are marked to be shown; the client view takes "
                   f"{MOST_SHARED}.", open_node(nodes[-1]))  # fmt: skip
    return met("F23", f"{count(len(nodes), 'node', 'nodes')} marked to be shown, of "
               f"{len(case.web.nodes)}.")  # fmt: skip
