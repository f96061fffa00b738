"""The map as the page draws it: boxes, arrows and headings in pixels, with their words."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple
from uuid import UUID

from core.formulation.boxes import SCREEN, WORDED, Box
from core.formulation.drawing import Drawing, drawn
from core.formulation.finding import STATE_WORDS
from core.formulation.labels import Label
from core.formulation.model import Formulation, Link, VerdictState
from core.formulation.plot import kind_words, map_plot
from core.formulation.routes import Route
from core.vocabulary import label
from dashboard.components.text import day, escaped, plural

STATE_SIGNS: dict[str, str] = {"supported": "✓", "not_yet": "?", "contradicted": "✕"}
MARK_SIGNS = {"added": "+", "removed": "−", "surer": "↑", "less_sure": "↓", "changed": "~"}
MARK_WORDS = {
    "added": "added", "removed": "taken off", "surer": "surer now", "less_sure": "less sure now",
    "changed": "changed",
}  # fmt: skip
MARGIN, HEAD, FOOT = 8.0, 30.0, 26.0


class MapBox(NamedTuple):
    """A node as drawn; `mark` says how it differs from another version of the map."""

    id: str
    box: Box
    whole: str
    kind: str
    mark: str = ""


class MapArrow(NamedTuple):
    """A link as drawn: its way, its circle, its verb if there is room, and words to hover."""

    id: str
    route: Route
    badge: Label
    verb: Label | None
    confidence: str
    words: tuple[str, ...]
    state: str = ""
    mark: str = ""


class MapView(NamedTuple):
    """Everything the map shows. The drawing's corners are in pixels, headings included."""

    boxes: tuple[MapBox, ...]
    arrows: tuple[MapArrow, ...]
    drawing: Drawing
    legend: tuple[str, ...]

    @property
    def corners(self) -> tuple[float, float, float, float]:
        """Left, top, right, bottom, with room for the headings and the legend."""
        left, top, right, bottom = self.drawing.area
        foot = FOOT if self.legend else 0.0
        return left - MARGIN, top - HEAD, right + MARGIN, bottom + MARGIN + foot

    @property
    def width(self) -> int:
        """The least width in pixels at which no text leaves its box."""
        left, _, right, _ = self.corners
        return round(right - left)

    @property
    def height(self) -> int:
        """The height in pixels."""
        _, top, _, bottom = self.corners
        return round(bottom - top)

    @property
    def alt(self) -> str:
        """The map in sentences: every arrow, read aloud."""
        said = "; ".join(arrow.words[0] for arrow in self.arrows[:40])
        return f"Map with {plural(len(self.boxes), 'node')}. {said or 'No links yet'}."


def map_view(
    formulation: Formulation,
    *,
    states: Mapping[UUID, VerdictState] | None = None,
    marks: Mapping[UUID, str] | None = None,
    verbs: bool = False,
) -> MapView:
    """Lay the map out and put its arrows into words.

    `states` are the verdicts of the client's own data by link, `marks` the differences to
    another version by node and link; both are drawn as signs, never as colour alone.
    """
    states, marks = states or {}, marks or {}
    plot = map_plot(formulation)
    drawing = drawn(plot, WORDED if verbs else SCREEN)
    by_verb = {verb.arrow: verb for verb in drawing.verbs}
    links = {str(link.id): link for link in formulation.links}
    nodes = {str(node.id): node for node in formulation.nodes}
    names = {key: node.name for key, node in nodes.items()}
    boxes = tuple(
        MapBox(box.key, box, names[box.key], kind_words(nodes[box.key].kind),
               marks.get(nodes[box.key].id, ""))
        for box in drawing.boxes
    )  # fmt: skip
    arrows = []
    for number, way in enumerate(drawing.routes):
        link = links[way.arrow.key]
        arrow = _arrow(link, way, drawing.badges[number], by_verb.get(number), names)
        state, mark = states.get(link.id, ""), marks.get(link.id, "")
        arrows.append(_with_signs(arrow._replace(state=state, mark=mark)))
    legend = _legend(boxes, arrows) + _empty_circles(arrows, compared=bool(marks))
    return MapView(boxes, tuple(arrows), drawing, legend)


def _arrow(
    link: Link, way: Route, badge: Label, verb: Label | None, names: Mapping[str, str]
) -> MapArrow:
    words = (
        f"{names[way.arrow.source]} {way.arrow.label} {names[way.arrow.target]}",
        f"{label('confidence', link.confidence)}; {link_facts(link)}",
    )
    return MapArrow(str(link.id), way, badge, verb, way.arrow.confidence, words)


def _with_signs(arrow: MapArrow) -> MapArrow:
    more = []
    if arrow.state:
        more.append(f"Own data: {STATE_WORDS[arrow.state].lower()}")  # type: ignore[index]
    if arrow.mark:
        more.append(f"Compared: {MARK_WORDS.get(arrow.mark, arrow.mark)}")
    return arrow._replace(words=(*arrow.words, *more))


def link_facts(link: Link) -> str:
    """How much evidence a link has, and when it was last looked at."""
    seen = f"last looked at {day(link.reviewed_on)}" if link.reviewed_on else "not looked at again"
    return f"{len(link.evidence_for)} for, {len(link.evidence_against)} against; {seen}"


def _legend(boxes: Sequence[MapBox], arrows: Sequence[MapArrow]) -> tuple[str, ...]:
    states = {arrow.state for arrow in arrows}
    marks = {one.mark for one in (*boxes, *arrows)}
    found = [
        f"{sign} {words.lower()}"
        for state, words in STATE_WORDS.items()
        if state in states and (sign := STATE_SIGNS.get(state))
    ]
    return (*found, *(f"{s} {MARK_WORDS[m]}" for m, s in MARK_SIGNS.items() if m in marks))


def _empty_circles(arrows: Sequence[MapArrow], *, compared: bool) -> tuple[str, ...]:
    """What a circle without a sign means, where there is one."""
    if all(MARK_SIGNS.get(arrow.mark) or STATE_SIGNS.get(arrow.state) for arrow in arrows):
        return ()
    return ("○ unchanged",) if compared else ("○ untested or no prediction",)


def link_words(link: Link, formulation: Formulation) -> str:
    """A link as a sentence: "Criticism is read as being unwanted"."""
    start, end = formulation.node(link.from_node), formulation.node(link.to_node)
    first, last = (node.name if node else "?" for node in (start, end))
    return f"{escaped(first)} *{label('edge_types', link.kind)}* {escaped(last)}"


def sentences(view: MapView) -> str:
    """The whole map as a list of sentences, for those who do not see the drawing."""
    linked = {key for a in view.arrows for key in (a.route.arrow.source, a.route.arrow.target)}
    lines = [". ".join(arrow.words) + "." for arrow in view.arrows]
    lines += [
        f"{box.kind}: {box.whole}. Not linked yet." for box in view.boxes if box.id not in linked
    ]
    return "\n".join(f"- {escaped(line)}" for line in lines)
