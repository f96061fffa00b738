"""The report's lines about predictions: what was predicted, and what the data say so far.

The data may fit a hypothesis or speak against it; they never show why.
"""

from __future__ import annotations

from collections.abc import Iterator

from core.clients.file import ClientFile
from core.formulation.cautions import DECIDED
from core.formulation.finding import Finding
from core.formulation.model import Link, VerdictState
from core.reports.document import Block, Bullets, Paragraph, Spans, Strong
from core.vocabulary import label

HEDGED: dict[VerdictState, str] = {
    "supported": "The client's own data may support this so far",
    "not_yet": "Not shown yet",
    "contradicted": "The data so far may speak against this",
    "untested": "Not tested: too little data yet",
}


def prediction_blocks(file: ClientFile) -> Iterator[Block]:
    """Each link with a prediction: the hypothesis, the prediction, the verdict, the counts."""
    lines = [
        _line(link, file.findings[link.id], file)
        for link in file.formulation.links
        if link.id in file.findings
    ]
    if not lines:
        return
    family = max(one.family for one in file.findings.values())
    corrected = f" Verdicts are corrected for {family} predictions tested." if family > 1 else ""
    yield Paragraph(
        "Predictions tested on the client's own diary and measures. The counts may fit a "
        f"hypothesis or speak against it; they do not show why.{corrected}"
    )
    yield Bullets(tuple(lines))


def _line(link: Link, finding: Finding, file: ClientFile) -> Spans:
    start, end = file.formulation.node(link.from_node), file.formulation.node(link.to_node)
    names = [node.name if node else "?" for node in (start, end)]
    tested = finding.tested
    said = [finding.predicted, f"{HEDGED[finding.state]}: {tested.sentence}"]
    if tested.caution and finding.state in DECIDED:
        said.append(tested.caution)
    if finding.after and finding.before:
        every = finding.before + finding.after
        said.append(f"{finding.after} of {every} came after the prediction was set.")
    hypothesis = f"{names[0]} {label('edge_types', link.kind)} {names[1]}"
    return (Strong(f"{hypothesis}: "), " ".join(said))
