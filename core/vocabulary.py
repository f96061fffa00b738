"""The field's controlled words: ids that are stored, labels that are shown.

Every list also allows "other" (with the person's own words after a colon), "not asked"
and "declined", because an empty box must never pass for an answer.
"""

from __future__ import annotations

import json
from functools import cache
from importlib.resources import files
from typing import Annotated, NamedTuple

from pydantic import AfterValidator

NOT_ASKED = "not_asked"
DECLINED = "declined"
OTHER = "other"
_SPECIAL = {OTHER: "Other", NOT_ASKED: "Not asked yet", DECLINED: "Client declined"}


class Term(NamedTuple):
    """One word of a list: the stored id and the label shown."""

    id: str
    label: str


@cache
def _lists() -> dict[str, list[dict[str, object]]]:
    text = files("core").joinpath("vocabulary.json").read_text(encoding="utf-8")
    loaded: dict[str, list[dict[str, object]]] = json.loads(text)
    return loaded


@cache
def terms(name: str) -> tuple[Term, ...]:
    """The words of one list, in clinical order. Raises KeyError for an unknown list."""
    return tuple(Term(str(row["id"]), str(row["label"])) for row in _lists()[name])


@cache
def _labels(name: str) -> dict[str, str]:
    return dict(terms(name)) | {k: v for k, v in _SPECIAL.items() if k not in dict(terms(name))}


def ids(name: str) -> list[str]:
    """The ids a person can choose from, the special answers last."""
    return list(_labels(name))


def label(name: str, term: str | None) -> str:
    """What to show for a stored id. "other: his words" shows the words themselves."""
    if not term:
        return ""
    if term.startswith(f"{OTHER}:"):
        return term.partition(":")[2].strip() or "Other"
    return _labels(name).get(term, term)


def inside(label: str) -> str:
    """A label in the middle of a sentence: its first letter small, unless it is "I"."""
    return label if label.startswith("I ") else label[:1].lower() + label[1:]


def note(name: str, term: str, key: str) -> object:
    """A further fact kept with a word, such as the evidence grade of a strategy, or None."""
    return next((row.get(key) for row in _lists()[name] if row["id"] == term), None)


def check(name: str, term: str) -> str:
    """Return the id when the list knows it; raises ValueError otherwise."""
    if term in _labels(name) or term.startswith(f"{OTHER}:"):
        return term
    raise ValueError(f"is not one of the words of the list {name.replace('_', ' ')}")


def word(name: str) -> AfterValidator:
    """A pydantic check that a field holds a word of the list `name` (an empty field is fine)."""
    known: dict[str, str] = {}

    def checked(term: str) -> str:
        if not known:
            known.update(_labels(name))
        return term if not term or term in known else check(name, term)

    return AfterValidator(checked)


def _any_word(term: str) -> str:
    """A word of whichever list: checked where it is known which one it belongs to."""
    return term


AnyWord = Annotated[str, AfterValidator(_any_word)]
ThreatTheme = Annotated[str, word("threat_themes")]
Need = Annotated[str, word("needs_longings")]
CueType = Annotated[str, word("cue_types")]
CaregivingQuality = Annotated[str, word("caregiving_qualities")]
QualityRating = Annotated[str, word("quality_scale")]
CaregiverRole = Annotated[str, word("caregiver_roles")]
DevelopmentalPeriod = Annotated[str, word("developmental_periods")]
HistoryEventKind = Annotated[str, word("history_events")]
BondLine = Annotated[str, word("bond_lines")]
ModelOfSelf = Annotated[str, word("model_of_self")]
ModelOfOther = Annotated[str, word("model_of_other")]
AdaptationStrategy = Annotated[str, word("adaptation_strategies")]
PrimaryEmotion = Annotated[str, word("emotions_primary")]
SecondaryEmotion = Annotated[str, word("emotions_secondary")]
BodySensation = Annotated[str, word("body_sensations")]
BodyPlace = Annotated[str, word("body_places")]
ActionTendency = Annotated[str, word("action_tendencies")]
PartnerResponse = Annotated[str, word("partner_responses")]
Aftermath = Annotated[str, word("aftermath")]
CouplePosition = Annotated[str, word("couple_positions")]
RegulationStrategy = Annotated[str, word("regulation_strategies")]
RecordState = Annotated[str, word("record_states")]
EntrySource = Annotated[str, word("entry_sources")]
NodeType = Annotated[str, word("node_types")]
LinkType = Annotated[str, word("edge_types")]
Confidence = Annotated[str, word("confidence")]
HypothesisAuthor = Annotated[str, word("hypothesis_author")]
ApproachId = Annotated[str, word("approaches")]
IfsRole = Annotated[str, word("ifs_roles")]
EmdrProng = Annotated[str, word("emdr_prongs")]
TargetStatus = Annotated[str, word("emdr_target_status")]
ChangeEvent = Annotated[str, word("change_events")]
RiskAction = Annotated[str, word("risk_actions")]
CautionReason = Annotated[str, word("caution_reasons")]
CautionDecision = Annotated[str, word("caution_decisions")]
HistoryTopic = Annotated[str, word("history_asked_topics")]
Stage = Annotated[str, word("stages")]
