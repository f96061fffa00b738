"""What a check of the formulation is: a tick or a gap with the counts behind it. Pure.

The checks put together ideas from published checklists; put together, they are a completeness
aid and not a validated quality score. Their numbers (two strengths, distress of 6, seven nodes)
are proposals.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Literal, NamedTuple

from core.clients.file import ClientFile
from core.clients.model import Couple
from core.formulation.checks_graph import Web
from core.formulation.model import Consideration, FormulationVersion, Link, Node
from core.vocabulary import label

CheckState = Literal["met", "gap", "not_yet", "not_applicable"]
LABEL = "completeness aid, not a validated quality score"
MOST_NAMED = 3
LONGEST_NAME = 90  # letters; an arrow with two long ends is cut at a word
_BPS = "British Psychological Society, Division of Clinical Psychology 2011"
_CCC = "Kuyken et al. 2015 (doi 10.1017/S1352465814000691)"
_EELLS = "Eells et al. 1998 (PMC3330487)"
_FIT = "Eells 2010"


class Rule(NamedTuple):
    """A check's short name, where the idea comes from, and a question one might ask."""

    name: str
    source: str
    question: str = ""


RULES: Mapping[str, Rule] = {
    "F01": Rule("Problems in the client's words", f"{_BPS}; {_CCC}",
                "What would you most like to be different?"),
    "F02": Rule("Where it may have been learned", _EELLS, "Where might you have learned that?"),
    "F03": Rule("What came just before", f"{_EELLS}: 16% of 56 write-ups had it",
                "What was going on just before it began?"),
    "F04": Rule("The loop is closed", "Emotionally Focused Therapy's cycle; Klintwall et al. 2021",
                "And what happens then?"),
    "F05": Rule("What links then and now", f"{_EELLS}: 43% of 56 write-ups had it"),
    "F06": Rule("Strengths in use", f"{_BPS}; {_CCC}", "What helps, even a little?"),
    "F07": Rule("Nothing left hanging", "Coherence, our own check"),
    "F08": Rule("Hard events accounted for", f"{_BPS}; the line of 6 in 10 is a proposal"),
    "F09": Rule("Problems hang together", _BPS),
    "F10": Rule("Evidence on links", f"Collaborative empiricism: {_CCC}",
                "What speaks for it, and what against?"),
    "F11": Rule("Exceptions looked for", f"Collaborative empiricism: {_CCC}",
                "When was it not like that?"),
    "F12": Rule("How sure, link by link", "Kuyken et al. 2005 (doi 10.1016/j.brat.2004.08.007)"),
    "F13": Rule("Trauma and abuse asked about", _BPS),
    "F14": Rule("Health, services, culture, social context", f"{_BPS}; {_EELLS}: 2% had it"),
    "F15": Rule("The client's meaning ties it together", f"{_BPS}; betweenness: Freeman 1977"),
    "F16": Rule("More than a diagnosis", _BPS),
    "F17": Rule("Goals touch what keeps it going", _FIT),
    "F18": Rule("The plan fits the map", _FIT),
    "F19": Rule("What to expect, and setbacks", _BPS, "What might get in the way?"),
    "F20": Rule("Risk considered", f"{_BPS}; the number of days is set on the Settings page"),
    "F21": Rule("Shared and corrected", f"{_CCC}; a trainee survey, acat.me.uk 2011",
                "Does this fit? What would you change?"),
    "F22": Rule("Plain words, no blame", f"{_BPS}; reading level: Kincaid et al. 1975; our lists"),
    "F23": Rule("Small enough to share", f"{_CCC}; seven nodes is a proposal"),
    "F24": Rule("Complete for the approach, and fresh",
                f"{_FIT}; the number of sessions is set on the Settings page"),
    "F25": Rule("Both halves of the couple", "Emotionally Focused Therapy's cycle"),
}  # fmt: skip


class Closing(NamedTuple):
    """What would close a gap: words for a button, the page it is on, and what opens there.

    `opens` is one of: "node:<id>", "link:<id>", "new:<kind>" (a node), "stand:<id>" (a node for
    a history event), "link", "asked", "consider:<topic>", "review", "version:<id>",
    "belief:<id>" (a working model), "problem:<id>" (in the client's words), "goal", "goal:<id>",
    "plan", "plan:<id>", "couple", "details" (of the client), "flags".
    """

    words: str
    page: str
    opens: str


class Check(NamedTuple):
    """One check: its state, one sentence with what it rests on, and what would close it."""

    id: str
    state: CheckState
    sentence: str
    closings: tuple[Closing, ...] = ()

    @property
    def name(self) -> str:
        """Our own short name for it."""
        return RULES[self.id].name

    @property
    def source(self) -> str:
        """Where the idea comes from."""
        return RULES[self.id].source

    @property
    def question(self) -> str:
        """A question one might ask to close it, or nothing."""
        return RULES[self.id].question


@dataclass(frozen=True)
class Case:
    """Everything the checks look at. `file.today` is the day they are made on.

    `risk_review_days` is how old what was considered about risk may be, `review_sessions` how
    many sessions may pass without a review; both are set by the practice.
    """

    file: ClientFile
    considerations: Sequence[Consideration] = ()
    versions: Sequence[FormulationVersion] = ()
    couple: Couple | None = None
    risk_review_days: int = 90
    review_sessions: int = 6

    @classmethod
    def of(cls, file: ClientFile) -> Case:
        """What there is to check in a client's file."""
        return cls(
            file,
            file.considerations,
            file.reviews,
            file.couple,
            file.risk_review_days,
            file.review_sessions,
        )

    @cached_property
    def web(self) -> Web:
        """The map as a graph."""
        return Web(self.file.formulation)

    @property
    def last_review(self) -> FormulationVersion | None:
        """The newest reviewed version, or None."""
        return self.versions[-1] if self.versions else None


def met(check: str, sentence: str) -> Check:
    """A tick."""
    return Check(check, "met", sentence)


def gap(check: str, sentence: str, *closings: Closing) -> Check:
    """A gap, and what would close it."""
    return Check(check, "gap", sentence, closings)


def not_yet(check: str, sentence: str) -> Check:
    """What cannot be judged yet, because what it looks at is not there."""
    return Check(check, "not_yet", sentence)


def not_applicable(check: str, sentence: str) -> Check:
    """What does not concern this client."""
    return Check(check, "not_applicable", sentence)


def on_map(words: str, opens: str) -> Closing:
    """Something that is closed on the Map page."""
    return Closing(words, "Map", opens)


def open_node(node: Node, words: str = "Open the node") -> Closing:
    """Open one node of the map."""
    return on_map(words, f"node:{node.id}")


def open_link(link: Link, words: str = "Open the link") -> Closing:
    """Open one link of the map."""
    return on_map(words, f"link:{link.id}")


def listed(names: Iterable[str]) -> str:
    """Up to three names in quotation marks, then how many more."""
    every = list(names)
    shown = ", ".join(f"“{_short(name)}”" for name in every[:MOST_NAMED])
    left = len(every) - MOST_NAMED
    return f"{shown} and {left} more" if left > 0 else shown


def _short(name: str) -> str:
    line = " ".join(name.split()).rstrip(".")
    return line if len(line) <= LONGEST_NAME else f"{line[:LONGEST_NAME].rsplit(' ', 1)[0]} …"


def node_names(nodes: Iterable[Node]) -> str:
    """The names of some nodes, as `listed` writes them."""
    return listed(node.name for node in nodes)


def link_names(links: Iterable[Link], web: Web) -> str:
    """Some links as "this may lead to that", as `listed` writes them."""
    return listed(
        f"{web.nodes[link.from_node].name} {label('edge_types', link.kind)} "
        f"{web.nodes[link.to_node].name}"
        for link in links
    )


def count(number: int, one: str, many: str = "") -> str:
    """A number with its word."""
    return f"{number} {one if number == 1 else many or one + 's'}"
