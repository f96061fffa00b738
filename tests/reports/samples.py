"""A report as a clinician might write it, and text that would like to be markup."""

from __future__ import annotations

from datetime import date, timedelta
from functools import cache

from core.reports.document import (
    Block,
    Bullets,
    Document,
    Emphasis,
    Figure,
    Heading,
    KeyValues,
    Paragraph,
    Quote,
    Strong,
    Table,
)
from core.reports.figures import (
    CutOff,
    MapArrow,
    MapNode,
    MapPlot,
    NoChange,
    ScoreBand,
    ScorePlot,
    ScorePoint,
    SessionEvent,
    map_figure,
    score_figure,
)

CONFIDENTIAL = "Confidential: for Dr Brontë only. Client R-104 & <partner>."
ALT = 'PHQ-9 on twelve occasions: 18 at the start, 6 at the end. "Zoë" <b>'
MAP_ALT = "Map: lateness is read as abandonment, which is felt as fear."
HOSTILE = (
    "#set page(fill: red)",
    '#read("/etc/passwd")',
    "<script>alert(1)</script>",
    "</style></title><img src=x onerror=alert(1)>",
    "[x](javascript:alert(1)) ![y](http://example.org/z.png)",
    "$x$ and \\(y\\) and \\\\ and \\",
    "@ref [@cite] [^1] <label>",
    "*bold* **strong** _it_ __is__ ~~gone~~ `code` ```",
    "| a | b |",
    "# not a heading",
    "- not a bullet",
    "1. not a list (1) nor a) this",
    "> not a quote",
    "===",
    "--- -- ... 'single' \"double\" don't",
    "&amp; &lt; &#65; \\&amp;",
    "http://example.org/a_b_c www.example.org a.b@example.org :smile:",
    "{{template}} ${dollar} $title %percent% {=html}",
    "https://example.org/" + "very-long-" * 12 + "address",
    "W" * 300,
    "Renée, Zoë and Jürgen said “maybe” – 5 € ½",
)
LONG = "She waited by the door and counted the minutes. " * 105


def every_kind_of_block(text: str) -> tuple[Block, ...]:
    """The text in each place where a report can hold text."""
    return (
        Heading(1, text),
        Paragraph((text, " ", Strong(text), " ", Emphasis(text))),
        Bullets((text, (Strong(text), ": ", text))),
        Quote(text, text),
        KeyValues(((text, text),)),
        Table((text, "Second"), ((text, text), ("1", (Emphasis(text), "."))), text),
    )


def hostile_document() -> Document:
    blocks = tuple(block for text in HOSTILE for block in every_kind_of_block(text))
    return Document("Title " + HOSTILE[0], (*blocks, Paragraph(LONG)), HOSTILE[2], "en", HOSTILE[3])


def score_plot() -> ScorePlot:
    """Mara's PHQ-9: a total typed in at the start, two occasions missed, then below 10."""
    values = (18, 17, None, 15, 16, 12, None, 9, 10, 7, 6)
    start = date(2026, 1, 12)
    return ScorePlot(
        measure="PHQ-9",
        low=0,
        high=27,
        points=tuple(
            ScorePoint(start + timedelta(days=14 * index), value, total_only=index == 0)
            for index, value in enumerate(values)
        ),
        better="lower",
        bands=(
            ScoreBand(0, 4, "minimal"),
            ScoreBand(5, 9, "mild"),
            ScoreBand(10, 14, "moderate"),
            ScoreBand(15, 19, "moderately severe"),
            ScoreBand(20, 27, "severe"),
        ),
        cut_off=CutOff(10, "clinical cut-off 10"),
        no_change=NoChange(6, "less than 6 from the first score: not reliable"),
        events=(
            SessionEvent(start + timedelta(days=20), "cycle named"),
            SessionEvent(start + timedelta(days=24), "withdrawer re-engages"),
        ),
    )


def map_plot() -> MapPlot:
    """Mara's map: the loop closes from her partner's silence back to the belief."""
    nodes = (
        MapNode("care", "Mother warm one day, silent for a week the next", 0, 0, "Care experience"),
        MapNode("belief", "“If I need too much, people leave”", 1, 0, "Belief or rule"),
        MapNode("cue", "Partner comes home late without calling", 2, 0, "Cue"),
        MapNode("theme", "Abandonment", 2, 1, "Threat theme"),
        MapNode("fear", "Fear of being left", 3, 0, "Primary emotion"),
        MapNode("anger", "Anger", 3, 1, "Secondary emotion"),
        MapNode("calls", "Calls many times, demands an answer", 3, 2, "Action"),
        MapNode("silence", "Partner goes quiet and works later", 4, 1, "Response of others"),
    )
    arrows = (
        MapArrow("care", "belief", "taught", "high"),
        MapArrow("belief", "theme", "made sensitive to", "medium"),
        MapArrow("care", "calls", "taught", "low"),
        MapArrow("cue", "theme", "is read as", "high"),
        MapArrow("theme", "fear", "is felt as", "high"),
        MapArrow("fear", "anger", "is covered by", "medium"),
        MapArrow("fear", "calls", "leads to", "low"),
        MapArrow("calls", "silence", "brings out", "high"),
        MapArrow("silence", "belief", "seems to confirm", "medium"),
    )
    return MapPlot(nodes, arrows, ("History", "Expectation", "Trigger", "Response", "The other"))


@cache
def score() -> Figure:
    return Figure(*score_figure(score_plot()), alt=ALT, caption="PHQ-9, January to June 2026.")


@cache
def the_map() -> Figure:
    return Figure(*map_figure(map_plot()), alt=MAP_ALT, caption="The map today.", wide=True)


def report() -> Document:
    """Three to four pages with every kind of block."""
    rows = tuple((f"Episode {number}", "late, no call", "fear, then anger") for number in range(50))
    return Document(
        title="Formulation report",
        subtitle="Mara Voss (R-104)",
        language="en-GB",
        confidentiality=CONFIDENTIAL,
        blocks=(
            KeyValues((("Client", "R-104"), ("Approach", ("EFIT, ", Emphasis("stage 2"))))),
            Heading(1, "What brings her here"),
            Paragraph("Arguments with her partner had become frequent and frightening."),
            Quote("When he goes quiet I am seven again.", "session 3"),
            Heading(2, "What keeps it going"),
            Bullets(("Silence is read as abandonment.", (Strong("Fear"), " is hidden by anger."))),
            Heading(1, "Measures"),
            score(),
            Heading(1, "Diary"),
            Table(("Moment", "Cue", "Emotion"), rows, "All episodes", ("left", "left", "right")),
            the_map(),
        ),
    )
