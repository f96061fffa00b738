"""Drawing a map: 60 nodes cost, per node, at most twice what 10 nodes cost."""

from __future__ import annotations

import pytest

from core.formulation.boxes import SCREEN, WORDED, Sizes
from dashboard.components.plot import LIGHT
from dashboard.map.charts import map_figure
from dashboard.map.view import map_view
from tests.benchmarks.timing import quickest_of_each
from tests.formulation.drawn_maps import made_up

pytestmark = pytest.mark.benchmark
MOST = 2.0


@pytest.mark.parametrize("sizes", [SCREEN, WORDED], ids=["plain", "worded"])
def test_a_map_of_sixty_costs_per_node_at_most_twice_one_of_ten(sizes: Sizes) -> None:
    """Layout, ways, circles, words and the figure, with one and a half arrows per node."""
    few, many = made_up(10, 15), made_up(60, 90)

    def drawn(nodes: int) -> object:
        formulation = few if nodes == 10 else many
        return map_figure(map_view(formulation, verbs=sizes is WORDED), LIGHT)

    small, large = quickest_of_each(lambda: drawn(10), lambda: drawn(60), rounds=15)
    ratio = (large / 60) / (small / 10)
    print(f"map, {'worded' if sizes is WORDED else 'plain'}: {ratio:.2f} times per node")
    assert ratio <= MOST
