"""The field's controlled words: ids that are stored, labels that are shown.

Every list also allows "other" (with the person's own words after a colon), "not asked"
and "declined", because an empty box must never pass for an answer. The approaches, their stages
and cautions of their own come from the definitions of approaches (core/approaches).
"""

from __future__ import annotations

import json
import re
from functools import cache
from importlib.resources import files
from typing import Annotated, NamedTuple

from pydantic import AfterValidator

NOT_ASKED = "not_asked"
DECLINED = "declined"
OTHER = "other"
DEFINED = ("approaches", "stages", "caution_reasons")
"""The lists that definitions of approaches add to. A file taken away leaves its ids in records."""
_WELL_FORMED = re.compile(r"[a-z][a-z0-9_]{0,39}")
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
def _rows(name: str) -> list[dict[str, object]]:
    """The rows of one list. Those of definitions are read here: definitions name our words."""
    if name not in DEFINED:
        return _lists()[name]
    from core.approaches.definitions import words_of_definitions

    defined = words_of_definitions()[name]
    shipped = _lists().get(name, [])
    return [*defined, *shipped] if name == "approaches" else [*shipped, *defined]


def forget() -> None:
    """Read the lists again: for after a file of definitions has changed."""
    for remembered in (_rows, terms, _labels):
        remembered.cache_clear()


def shipped(name: str) -> frozenset[str]:
    """The ids of a list that come with Havenline, without those of definitions."""
    return frozenset(str(row["id"]) for row in _lists()[name])


@cache
def terms(name: str) -> tuple[Term, ...]:
    """The words of one list, in clinical order. Raises KeyError for an unknown list."""
    return tuple(Term(str(row["id"]), str(row["label"])) for row in _rows(name))


@cache
def _labels(name: str) -> dict[str, str]:
    return dict(terms(name)) | {k: v for k, v in _SPECIAL.items() if k not in dict(terms(name))}


def ids(name: str) -> list[str]:
    """The ids a person can choose from, the special answers last."""
    return list(_labels(name))


def label(name: str, term: str | None) -> str:
    """What to show for a stored id. "other: his words" shows the words themselves.

    An id whose definition of an approach was taken away is shown as it is, in words.
    """
    if not term:
        return ""
    if term.startswith(f"{OTHER}:"):
        return term.partition(":")[2].strip() or "Other"
    unknown = term.replace("_", " ").capitalize() if name in DEFINED else term
    return _labels(name).get(term, unknown)


def inside(label: str) -> str:
    """A label in the middle of a sentence: its first letter small, unless it is "I"."""
    return label if label.startswith("I ") else label[:1].lower() + label[1:]


def note(name: str, term: str, key: str) -> object:
    """A further fact kept with a word, such as the evidence grade of a strategy, or None."""
    return next((row.get(key) for row in _rows(name) if row["id"] == term), None)


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


def defined(name: str) -> AfterValidator:
    """A pydantic check for a list that definitions add to: any well-formed id can be read.

    What is saved must be known (core/approaches/known.py); what was saved stays readable when
    the file of an approach was taken away.
    """

    def checked(term: str) -> str:
        return term if not term or _WELL_FORMED.fullmatch(term) else check(name, term)

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
ApproachId = Annotated[str, defined("approaches")]
IfsRole = Annotated[str, word("ifs_roles")]
EmdrProng = Annotated[str, word("emdr_prongs")]
TargetStatus = Annotated[str, word("emdr_target_status")]
ChangeEvent = Annotated[str, word("change_events")]
RiskAction = Annotated[str, word("risk_actions")]
CautionReason = Annotated[str, defined("caution_reasons")]
CautionDecision = Annotated[str, word("caution_decisions")]
HistoryTopic = Annotated[str, word("history_asked_topics")]
Stage = Annotated[str, defined("stages")]
CognitionTheme = Annotated[str, word("cognition_themes")]
EmdrStimulation = Annotated[str, word("emdr_stimulation")]
RiskType = Annotated[str, word("risk_types")]
