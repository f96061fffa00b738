"""The formulation report: hypotheses marked as such, person first, two to three pages.

Headings follow clinical-model section 7. "May have shaped", never "caused".
"""

from __future__ import annotations

from collections.abc import Iterator

from core.access.settings import Settings
from core.clients.file import ClientFile
from core.formulation.layout import loops
from core.formulation.model import Link, Node
from core.formulation.plot import map_plot
from core.history.beliefs import latest_rating, ratings_in_order
from core.history.exploring import belief_name
from core.history.model import Descriptor, WorkingModel
from core.history.on_map import sources
from core.reports.couple import couple_blocks
from core.reports.document import (
    Block,
    Bullets,
    Document,
    Figure,
    Heading,
    KeyValues,
    Paragraph,
    Quote,
    Spans,
    Strong,
    Table,
)
from core.reports.figures import map_figure
from core.reports.hypotheses import prediction_blocks
from core.reports.left_out import without_parked
from core.reports.plotting import map_in_words
from core.reports.work import measures_blocks, plan_blocks, safety_blocks
from core.triggers.patterns import FEWEST_FOR_PATTERNS, patterns
from core.vocabulary import inside, label

_NOTHING = Paragraph("Not recorded yet.")
_FORMATIVE = ("learned", "sensitises")


def formulation_report(file: ClientFile, settings: Settings, *, parked: bool = False) -> Document:
    """The whole report on one client as of today.

    Events that the client declined or left at a headline stand in it only with `parked`;
    otherwise it says nothing about them. The fields about violence are never in it.
    """
    file = file if parked else without_parked(file)
    blocks: list[Block] = [KeyValues(_facts(file, settings))]
    for heading, made in (
        ("What brings them", _presenting(file)),
        ("History, in headlines", _history(file)),
        ("What may have shaped the pattern", _shaped(file)),
        ("What sets it off now", _triggers(file)),
        ("What keeps it going", _going(file)),
        *([("The couple's cycle", couple_blocks(file))] if file.couple else []),
        ("Strengths and what helps", _strengths(file)),
        ("Plan, and why", plan_blocks(file)),
        ("Measures", measures_blocks(file)),
        ("Safety", safety_blocks(file)),
        ("What is uncertain", _uncertain(file)),
    ):
        blocks.append(Heading(1, heading))
        blocks += list(made) or [_NOTHING]
    blocks += list(_map(file))
    return Document(
        title="Formulation report",
        subtitle=f"{file.client.name} ({file.client.code})",
        blocks=tuple(blocks),
        confidentiality=settings.report_footer,
    )


def long_day(file: ClientFile) -> str:
    """The day of the document, written out."""
    return f"{file.today.day} {file.today:%B %Y}"


def _facts(file: ClientFile, settings: Settings) -> tuple[tuple[str, Spans], ...]:
    facts: list[tuple[str, Spans]] = [("Date", long_day(file))]
    if settings.clinician:
        practice = f", {settings.practice_name}" if settings.practice_name else ""
        facts.append(("Clinician", settings.clinician + practice))
    if file.client.pronouns:
        facts.append(("Pronouns", file.client.pronouns))
    facts.append(("Sessions held", str(len(file.held))))
    facts.append(("Status", "Working hypotheses, to be revised with the client"))
    return tuple(facts)


def _presenting(file: ClientFile) -> Iterator[Block]:
    if file.client.presenting:
        yield Quote(file.client.presenting.strip('“”"'), "in their own words")
    if file.client.presenting_since:
        yield Paragraph(f"Since: {file.client.presenting_since}")
    problems = [node.name for node in file.formulation.nodes if node.kind == "problem"]
    if problems:
        yield Paragraph(("Problems on the map: ", Strong("; ".join(problems)), "."))


def _history(file: ClientFile) -> Iterator[Block]:
    lines: list[Spans] = []
    for figure in file.history.figures:
        words = ", ".join(map(_word, figure.descriptors))
        relation = f" ({figure.relation})" if figure.relation else ""
        lines.append((Strong(figure.name), f"{relation}: {words or 'not yet described'}"))
    for event in file.history.events:
        age = f", age {event.age:g}" if event.age is not None else ""
        parked = ""
        if event.state in ("headline_only", "declined"):
            parked = f" ({event.state.replace('_', ' ')})"
        lines.append(f"{event.headline}{age}{parked}")
    if lines:
        yield Bullets(tuple(lines))


def _word(said: Descriptor) -> str:
    """A word for a relationship, and whether a memory stands behind it."""
    if not said.memory:
        return f"“{said.word}” (no memory given yet)"
    return f"“{said.word}”" + (" (the memory says otherwise)" if said.contradicts else "")


def _shaped(file: ClientFile) -> Iterator[Block]:
    good = sources(file.history).kind_to_self
    for model in file.history.working_models:
        if model.id in good:
            continue
        if model.words:
            latest = latest_rating(model)
            rated = f"; believed {latest.percent} of 100" if latest else ""
            yield Quote(model.words.strip('“”"'), f"what they came to expect{rated}")
        if model.rule:
            yield Paragraph(f"Rule: {model.rule}")
    said = [_said(link, file) for link in _formative(file, good=False)]
    if said:
        yield Paragraph("These links are hypotheses; earlier experience may have shaped them:")
        yield Bullets(tuple(said))


def _formative(file: ClientFile, *, good: bool) -> Iterator[Link]:
    """What may have shaped beliefs that are kind to the self (`good`), or everything else."""
    kind = sources(file.history).kind_to_self
    for link in file.formulation.links:
        end = file.formulation.node(link.to_node)
        leads = end is not None and end.source_id in kind
        if link.kind in _FORMATIVE and leads == good:
            yield link


def _said(link: Link, file: ClientFile) -> str:
    start, end = file.formulation.node(link.from_node), file.formulation.node(link.to_node)
    names = [node.name if node else "?" for node in (start, end)]
    sure = inside(label("confidence", link.confidence))
    evidence = f"{len(link.evidence_for)} for, {len(link.evidence_against)} against"
    return f"{names[0]} {label('edge_types', link.kind)} {names[1]} ({sure}; evidence: {evidence})"


def _triggers(file: ClientFile) -> Iterator[Block]:
    found = patterns(file.episodes)
    if not found.episodes:
        return
    yield Paragraph(
        f"{found.episodes} trigger episodes are recorded; "
        f"{found.completed_chains} with the whole chain from cue to the other's response."
    )
    rows = [
        ("Threat themes", _counts("threat_themes", found.themes)),
        ("Cues", _counts("cue_types", found.cues)),
        ("What they did", _counts("action_tendencies", found.actions)),
    ]
    yield Table(("What recurs", "How often"), tuple((a, b) for a, b in rows if b))
    if found.episodes < FEWEST_FOR_PATTERNS:
        yield Paragraph("So few episodes show counts only, not a pattern.")


def _counts(words: str, counted: list[tuple[str, int]]) -> str:
    return ", ".join(f"{inside(label(words, term))} ({count})" for term, count in counted[:5])


def _going(file: ClientFile) -> Iterator[Block]:
    if not file.formulation.nodes:
        return
    yield Paragraph(
        "The map on the last page shows how the parts may hold together. Every link is a "
        "hypothesis: dotted, a hunch; dashed, fairly sure; solid, sure."
    )
    for loop in loops(file.formulation)[:3]:
        yield Paragraph((Strong("A loop: "), " → ".join([*loop, loop[0]]), "."))
    yield from prediction_blocks(file)


def _map(file: ClientFile) -> Iterator[Block]:
    if not file.formulation.nodes:
        return
    svg, png = map_figure(map_plot(file.formulation))
    yield Figure(svg, png, alt=map_in_words(file.formulation), caption="The map", wide=True)


def _named(file: ClientFile, *kinds: str) -> list[Node]:
    return [node for node in file.formulation.nodes if node.kind in kinds]


def _strengths(file: ClientFile) -> Iterator[Block]:
    lines: list[Spans] = [
        node.name + (f": “{node.words}”" if node.words else "")
        for node in _named(file, "strength", "strategy")
    ]
    lines += [
        f"{figure.name}: a protective figure"
        for figure in file.history.figures
        if figure.protective
    ]
    lines += _kind_beliefs(file)
    for use in patterns(file.episodes).strategies[:3]:
        drop = ""
        if use.median_drop is not None:
            drop = f", median drop in arousal {use.median_drop:g} (n = {use.measured})"
        lines.append(f"{label('regulation_strategies', use.strategy)}: {use.uses} uses{drop}")
    if lines:
        yield Bullets(tuple(lines))


def _kind_beliefs(file: ClientFile) -> Iterator[Spans]:
    """Beliefs that are kind to the self: how their ratings moved, and what may have fed them."""
    good = sources(file.history).kind_to_self
    for model in file.history.working_models:
        if model.id in good:
            name = belief_name(model).strip('“”"')
            rule = f". Rule: {model.rule}" if model.rule and model.words else ""
            yield f"A kinder belief about the self: “{name}”{_course(model)}{rule}"
    yield from (f"May have fed it: {_said(one, file)}" for one in _formative(file, good=True))


def _course(model: WorkingModel) -> str:
    """How true it felt, 0-100, on the first day it was rated and on the last."""
    rated = ratings_in_order(model)
    said = [f"{one.percent} of 100 on {one.on.day} {one.on:%b %Y}" for one in rated]
    return f", believed {', then '.join(dict.fromkeys((said[0], said[-1])))}" if said else ""


def _uncertain(file: ClientFile) -> Iterator[Block]:
    links = file.formulation.links
    lines: list[Spans] = []
    bare = [_said(link, file) for link in links if not link.evidence_for]
    if bare:
        lines.append(f"{len(bare)} of {len(links)} links have no evidence yet.")
    against = [link for link in links if link.evidence_against]
    lines += [f"Speaks against it: {_said(link, file)}" for link in against[:5]]
    asked = [a for a in file.client.asked if a.state in ("not_asked", "declined", "unknown")]
    lines += [
        f"{label('history_asked_topics', a.topic)}: {label('record_states', a.state).lower()}"
        for a in asked
    ]
    if lines:
        yield Bullets(tuple(lines))
