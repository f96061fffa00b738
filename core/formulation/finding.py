"""What a test of a prediction says, before and after correction for the other predictions."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import NamedTuple
from uuid import UUID

from core.approaches.model import Plan
from core.formulation.counts import Mark
from core.formulation.model import Formulation, Prediction, VerdictState
from core.history.model import WorkingModel
from core.outcomes.series import Series
from core.triggers.model import Episode

STATE_WORDS: dict[VerdictState, str] = {
    "supported": "Supported", "not_yet": "Not yet", "contradicted": "Contradicted",
    "untested": "Untested",
}  # fmt: skip
LIMIT = 0.05


class Material(NamedTuple):
    """Everything predictions are tested on: one client's file as of a day."""

    formulation: Formulation
    episodes: Sequence[Episode]
    working_models: Sequence[WorkingModel]
    courses: Sequence[Series]
    plans: Sequence[Plan]
    today: date


class Bar(NamedTuple):
    """How many of a group: "with a slow reply", 7, 9."""

    name: str
    hits: int
    of: int


class Tested(NamedTuple):
    """One prediction against the data, on its own.

    `sentence` holds the counts. `p` is the exact two-sided probability, None while there is
    too little for a verdict; `needed` then says what is missing. `direction` is 1 as
    predicted, -1 the other way, 0 neither. `n` units are counted (`unit`: episode, day, use,
    with its plural s left off). `bars` and `marks` are the same counts for a picture; a
    mark's group True is the first bar.
    """

    sentence: str
    n: int = 0
    unit: str = "episode"
    direction: int = 0
    p: float | None = None
    interval: str = ""
    left_out: tuple[str, ...] = ()
    needed: tuple[str, ...] = ()
    caution: str = ""
    bars: tuple[Bar, ...] = ()
    marks: tuple[Mark, ...] = ()
    method: str = ""
    source: str = ""


class Finding(NamedTuple):
    """What the client's own data say about one link now; never more than "may".

    `corrected` is p after Holm's correction for the `family` predictions of this client that
    have enough data. `after` of the counted units came after the day the prediction was set,
    `before` on it or before; both are None when that day is not known.
    """

    link_id: UUID
    prediction: Prediction
    predicted: str
    state: VerdictState
    tested: Tested
    corrected: float | None = None
    family: int = 0
    before: int | None = None
    after: int | None = None

    @property
    def sentence(self) -> str:
        """The counts the state rests on."""
        return self.tested.sentence

    @property
    def leaning(self) -> str:
        """Why there is no verdict: what is missing, or which way too little points."""
        if self.state == "untested":
            return f"needs {'; '.join(self.tested.needed)}" if self.tested.needed else ""
        if self.state != "not_yet":
            return ""
        if (self.tested.p or 0) >= LIMIT or not self.tested.direction:
            return "no clear difference"
        way = "this way" if self.tested.direction > 0 else "the other way"
        return f"points {way}, too weakly while {self.family} predictions are tested together"

    @property
    def word(self) -> str:
        """The state in a word."""
        return STATE_WORDS[self.state]


def share(count: int, of: int) -> float:
    """A share, 0 when there is nothing to count."""
    return count / of if of else 0.0


def counted(number: int, thing: str) -> str:
    """ "1 episode", "2 episodes"."""
    return f"{number} {thing}{'' if number == 1 else 's'}"


def quoted(name: str) -> str:
    """A node's name inside a sentence."""
    return f"“{name.strip(' .“”')}”"
