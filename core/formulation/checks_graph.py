"""The map as a graph, for the checks: what leads to what, and what goes round. Pure.

Links that explain (learned, felt as, evokes, ...) make up the graph that is followed; links
that soften, contradict, aim or measure do not explain anything and are left out of it. So are
nodes that are parked, with their links.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cached_property
from itertools import islice, product
from uuid import UUID

import networkx

from core.formulation.model import Formulation, Link, Node

EXPLAINING = (
    "learned", "sensitises", "appraised", "felt_as", "covered_by", "drives", "evokes",
    "confirms", "maintains", "protects",
)  # fmt: skip
NOT_INFERRED = ("targets", "tracks")
"""Links that say what is aimed at or measured; all others are hypotheses."""
MOST_TRIED = 400  # combinations of belief, action and response looked at for a loop


def _among(links: Iterable[Link], known: set[UUID]) -> list[Link]:
    return [link for link in links if {link.from_node, link.to_node} <= known]


class Web:
    """The graph of one map. `nodes` are all of them; `standing` and `links` leave out what is
    parked."""

    def __init__(self, formulation: Formulation) -> None:
        self.nodes: dict[UUID, Node] = {node.id: node for node in formulation.nodes}
        self.standing: list[Node] = [n for n in self.nodes.values() if not n.parked_because]
        self._every_link = _among(formulation.links, set(self.nodes))
        self.links: list[Link] = _among(self._every_link, {node.id for node in self.standing})
        self._graph: networkx.DiGraph[UUID] = networkx.DiGraph()
        self._graph.add_nodes_from(node.id for node in self.standing)
        self._graph.add_edges_from(
            (link.from_node, link.to_node) for link in self.links if link.kind in EXPLAINING
        )

    def of(self, *kinds: str) -> list[Node]:
        """The nodes of these kinds that are not parked."""
        return [node for node in self.standing if node.kind in kinds]

    @property
    def standing_map(self) -> Formulation:
        """The map without what is parked."""
        return Formulation(nodes=tuple(self.standing), links=tuple(self.links))

    @property
    def inferred(self) -> list[Link]:
        """The links that are hypotheses."""
        return [link for link in self.links if link.kind not in NOT_INFERRED]

    @cached_property
    def linked(self) -> set[UUID]:
        """The nodes that any link touches, to or from a parked one too."""
        return {end for link in self._every_link for end in (link.from_node, link.to_node)}

    def after(self, starts: Iterable[Node]) -> set[UUID]:
        """What explaining links lead to from any of these, themselves left out."""
        found: set[UUID] = set()
        for node in starts:
            found |= networkx.descendants(self._graph, node.id)
        return found

    def before(self, ends: Iterable[Node]) -> set[UUID]:
        """What leads to any of these along explaining links."""
        found: set[UUID] = set()
        for node in ends:
            found |= networkx.ancestors(self._graph, node.id)
        return found

    @cached_property
    def round_and_round(self) -> set[UUID]:
        """The nodes that lie on a closed loop of explaining links."""
        parts = networkx.strongly_connected_components(self._graph)
        return {node for part in parts if len(part) > 1 for node in part}

    @cached_property
    def maintaining(self) -> set[UUID]:
        """The nodes that may keep it going: on a loop, or with a link that says so."""
        said = {link.from_node for link in self.links if link.kind in ("maintains", "confirms")}
        return self.round_and_round | said

    def groups(self, nodes: Iterable[Node]) -> list[list[Node]]:
        """Some nodes, grouped by whether explaining links join them in any direction."""
        wanted = {node.id: node for node in nodes}
        parts = networkx.connected_components(self._graph.to_undirected(as_view=True))
        found = [[wanted[one] for one in part if one in wanted] for part in parts]
        return sorted((part for part in found if part), key=len, reverse=True)

    @cached_property
    def loop(self) -> list[Node]:
        """A short closed loop from a belief over what they do and what others do back to it.

        Looked for among the first 400 combinations in one strongly connected part, each by
        shortest ways that do not cross, because a dense map has more loops than can be listed.
        Empty when there is none.
        """
        found = (self._loop(*three) for three in islice(self._threes(), MOST_TRIED))
        loops = [loop for loop in found if loop]
        shortest = min(loops, key=len) if loops else []
        return [self.nodes[one] for one in shortest]

    def _threes(self) -> Iterator[tuple[UUID, ...]]:
        for part in networkx.strongly_connected_components(self._graph):
            kinds = [
                sorted((one for one in part if self.nodes[one].kind == kind), key=str)
                for kind in ("belief", "action", "response")
            ]
            yield from product(*kinds)

    def _loop(self, *stops: UUID) -> list[UUID]:
        way: list[UUID] = []
        for start, end in zip(stops, (*stops[1:], stops[0]), strict=True):
            elsewhere = {*way, *stops} - {start, end}
            free = networkx.restricted_view(self._graph, elsewhere, ())
            try:
                way += networkx.shortest_path(free, start, end)[:-1]
            except networkx.NetworkXNoPath:
                return []
        return way

    def ways_through(
        self, starts: Iterable[Node], ends: Iterable[Node], through: Iterable[Node]
    ) -> tuple[int, int]:
        """Of the pairs of a start and an end with a way between them: how many have every
        shortest way through one of these nodes, and how many such pairs there are."""
        avoiding = networkx.restricted_view(self._graph, [node.id for node in through], ())
        targets = [node.id for node in ends]
        passing = pairs = 0
        for start in starts:
            direct = networkx.single_source_shortest_path_length(self._graph, start.id)
            around = (
                networkx.single_source_shortest_path_length(avoiding, start.id)
                if start.id in avoiding
                else {}
            )
            for target in targets:
                if target in direct and target != start.id:
                    pairs += 1
                    passing += around.get(target) != direct[target]
        return passing, pairs
