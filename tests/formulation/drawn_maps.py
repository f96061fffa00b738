"""Maps to draw in tests: those of the sample clients, and made-up ones of any size."""

from __future__ import annotations

import random
from datetime import date

from hypothesis import strategies as st

from core.exchange.sample import client_from, read_file, sample_files
from core.formulation.layout import LAYERS
from core.formulation.model import Formulation, Link, Node
from tests.people import MARA, link, node

KINDS = [kind for _, kinds in LAYERS for kind in kinds]
VERBS = ["learned", "sensitises", "drives", "buffers", "targets"]
WORDS = (
    "fear of being left alone again calls many times goes quiet works later "
    "Donaudampfschifffahrtsgesellschaft 沉默 Ærø why".split()
)


def sample_maps() -> dict[str, Formulation]:
    """The map of each sample client, by file name."""
    found = {}
    for name in sample_files():
        data = read_file(name)
        if "client" in data:
            records = client_from(name, data, date(2026, 6, 11)).records
            nodes = tuple(one for one in records if isinstance(one, Node))
            links = tuple(one for one in records if isinstance(one, Link))
            found[name] = Formulation(nodes=nodes, links=links)
    return found


def made_up(nodes: int, links: int, seed: int = 7, kinds: list[str] = KINDS) -> Formulation:
    """A map of this size with names of one to eight words; arrows go any way."""
    chance = random.Random(seed)  # noqa: S311 - a fixed example, no secret
    boxes = [
        node(
            MARA,
            " ".join([str(n), *chance.choices(WORDS, k=1 + n % 8)])[:120],
            kinds[n % len(kinds)],
        )
        for n in range(nodes)
    ]
    pairs: dict[tuple[int, int], None] = {}
    while len(pairs) < links:
        first, second = chance.sample(range(nodes), 2)
        pairs[first, second] = None
    arrows = [link(boxes[a], boxes[b], chance.choice(VERBS)) for a, b in pairs]
    return Formulation(nodes=tuple(boxes), links=tuple(arrows))


@st.composite
def maps(draw: st.DrawFn) -> Formulation:
    """A map with 5 to 60 nodes of any kinds and any arrows between them."""
    count = draw(st.integers(5, 60))
    kinds = draw(st.lists(st.sampled_from(KINDS), min_size=1, max_size=18))
    links = draw(st.integers(0, min(80, count * (count - 1) // 2)))
    return made_up(count, links, draw(st.integers(0, 10_000)), kinds)
