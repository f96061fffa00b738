"""What the data say about a prediction, as it is shown. Pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple
from uuid import UUID

from core.formulation.cautions import DECIDED
from core.formulation.finding import STATE_WORDS, Bar, Finding
from core.formulation.model import Formulation, Link, Prediction, Verdict, VerdictState
from core.formulation.predicted import predicted
from dashboard.components.text import day, escaped, plural
from dashboard.map.hypotheses.words import link_says

WHAT_IT_IS = (
    "A prediction says what the diary or a measure should show if a link holds; the client's "
    "own data then support it, contradict it, or do neither yet."
)
NEVER_WHY = "Whatever shows, it does not say why."
AGAIN = (
    "Predictions are tested again after every entry, so a chance finding is likelier than p says."
)
ICONS: dict[VerdictState, str] = {
    "supported": ":material/check_circle:", "not_yet": ":material/hourglass_empty:",
    "contradicted": ":material/cancel:", "untested": ":material/help:",
}  # fmt: skip
LONGEST = 38
_ORDER = ("supported", "contradicted", "not_yet", "untested")


class Row(NamedTuple):
    """One group in the picture: its name, its count in words, its share, and its marks.

    A mark is (day, whether it showed).
    """

    name: str
    counted: str
    share: float
    marks: tuple[tuple[str, bool], ...]


class PanelView(NamedTuple):
    """One prediction, read closely."""

    predicted: str
    state: str
    sentence: str
    caution: str
    facts: tuple[str, ...]
    rows: tuple[Row, ...]
    key: tuple[str, str]
    set_on: str
    alt: str
    verdicts: tuple[str, ...]
    method: tuple[str, ...]


def panel_view(finding: Finding, verdicts: Sequence[Verdict]) -> PanelView:
    """A finding with its counts, what is missing for a verdict, and the verdicts before."""
    tested, set_on = finding.tested, finding.prediction.set_on
    return PanelView(
        predicted=escaped(finding.predicted),
        state=_state(finding),
        sentence=escaped(tested.sentence),
        caution=escaped(tested.caution),
        facts=tuple(_unbroken(escaped(one)) for one in _facts(finding)),
        rows=tuple(_row(finding, bar, place == 0) for place, bar in enumerate(tested.bars)),
        key=("fell so far", "fell less") if tested.unit == "use" else ("showed", "did not"),
        set_on=set_on.isoformat() if set_on else "",
        alt=f"{finding.word}. {tested.sentence}",
        verdicts=tuple(_verdict(one) for one in reversed(verdicts)),
        method=tuple(escaped(one) for one in _method(finding)),
    )


def state_words(state: VerdictState) -> str:
    """The state as a symbol and a word."""
    return f"{ICONS[state]} **{STATE_WORDS[state]}**"


def _state(finding: Finding) -> str:
    """The state, and where there is no verdict what is missing or which way it points."""
    leaning = f": {escaped(finding.leaning)}" if finding.leaning else ""
    return f"{state_words(finding.state)}{leaning}"


def _facts(finding: Finding) -> list[str]:
    facts = [f"{one}." for one in finding.tested.left_out]
    if since := _since(finding):
        facts.append(since)
    return facts


def _p_words(finding: Finding) -> str:
    corrected, alone = finding.corrected or 0.0, finding.tested.p or 0.0
    if finding.family < 2:
        return f"{_p(corrected)}; the only prediction with enough data."
    return f"{_p(corrected)} after correction for {finding.family} predictions; {_p(alone)} alone."


def _p(value: float) -> str:
    return "p < 0.001" if value < 0.001 else f"p = {min(value, 1):.3f}"


def _unbroken(words: str) -> str:
    """A probability does not break over two lines."""
    for sign in ("=", "\\<"):
        words = words.replace(f"p {sign} ", f"p\u00a0{sign}\u00a0")
    return words


def _since(finding: Finding) -> str:
    """How many came after the prediction was set; one made from the same data is weaker."""
    before, after, set_on = finding.before, finding.after, finding.prediction.set_on
    if before is None or after is None or not before + after:
        return ""
    if not after:
        return f"The prediction was set on {day(set_on, year=True)}."
    unit = finding.tested.unit
    said = f"{plural(after, unit)} came after the prediction was set on {day(set_on, year=True)}"
    if not before:
        return f"{said}, none before."
    weaker = " it may have been made from those, which counts for less"
    return f"{said}, {before} before:{weaker}."


def _row(finding: Finding, bar: Bar, first: bool) -> Row:
    marks = tuple(
        (mark.on.isoformat(), mark.hit)
        for mark in finding.tested.marks
        if mark.group is first and mark.hit is not None
    )
    return Row(
        _short(bar.name), f"{bar.hits} of {bar.of}", bar.hits / bar.of if bar.of else 0.0, marks
    )


def _short(name: str) -> str:
    """A name that fits above its bar on a phone."""
    return name if len(name) <= LONGEST else f"{name[: LONGEST - 2].rstrip()}…”"


def _verdict(one: Verdict) -> str:
    said = f"{day(one.found_on, year=True)}: {STATE_WORDS[one.state].lower()}"
    return f"{said}. {escaped(one.sentence)}"


def _method(finding: Finding) -> list[str]:
    tested = finding.tested
    figures = [tested.interval] if tested.interval else []
    if finding.corrected is not None:
        figures.append(_p_words(finding))
    return [
        *figures,
        "Supported: as predicted, with p below .05 after correction for every prediction of "
        "this client that has enough data (Holm). Contradicted: the same the other way round. "
        f"Not yet: neither. {AGAIN} {NEVER_WHY}",
        *([tested.method] if tested.method else []),
        *([f"Source: {tested.source}"] if tested.source else []),
    ]


class OverviewLine(NamedTuple):
    """One prediction of the map in a list."""

    link_id: str
    words: str


def overview_lines(
    formulation: Formulation, findings: Mapping[UUID, Finding]
) -> tuple[OverviewLine, ...]:
    """Every prediction with its state, what was found first."""
    links = [link for link in formulation.links if link.id in findings]
    links.sort(key=lambda link: _ORDER.index(findings[link.id].state))
    return tuple(
        OverviewLine(
            str(link.id),
            f"{_state(findings[link.id])} · {link_says(link, formulation)}  \n"
            f"{escaped(findings[link.id].predicted)}  \n{_with_caution(findings[link.id])}",
        )
        for link in links
    )


def _with_caution(finding: Finding) -> str:
    """The counts, and under a verdict what it may not be taken for."""
    caution = finding.tested.caution if finding.state in DECIDED else ""
    return "  \n".join(escaped(one) for one in (finding.sentence, caution) if one)


def overview_words(findings: Mapping[UUID, Finding]) -> str:
    """How many predictions there are, and how many are corrected for together."""
    family = max((one.family for one in findings.values()), default=0)
    said = plural(len(findings), "prediction")
    if not family:
        return f"{said}, none with enough data for a verdict yet."
    together = " The more are tested together, the clearer each has to be." if family > 1 else ""
    return f"{said}, {family} with enough data for a verdict.{together} {AGAIN} {NEVER_WHY}"


def choice_words(link: Link, prediction: Prediction, formulation: Formulation) -> str:
    """A prediction as one of the choices."""
    return escaped(predicted(link, prediction, formulation))
