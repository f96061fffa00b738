"""The parts of an instrument's description. Every figure carries its source and status."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from core.record import Part

Status = Literal["verified", "one source", "unverified"]


class Sourced(Part):
    """A figure with where it was seen. An unverified one is shown as such, never used."""

    sources: tuple[str, ...] = ()
    status: Status = "one source"
    note: str = ""

    @property
    def usable(self) -> bool:
        """Whether a computation may use this figure."""
        return self.status != "unverified"


class Item(Part):
    """One question, known by a topic in our own words; the wording is never shipped."""

    number: int
    topic: str
    min: int | None = None
    max: int | None = None


class Scale(Part):
    """A score made from items: their sum or mean, some items turned round first.

    A scale without items is typed as a score (a licensed instrument); `min` and `max` are
    None where the range was not found in a source. An "unscored" one is answers and flags
    only: no figure is worked out. `factor` multiplies a sum (WHO-5 percentage: 4). `better_is`
    stands where a scale's direction differs from its instrument's (AAS-R anxiety). Of a scale
    with a `true_zero`, 0 means none of it, so that per cent mean something.
    """

    id: str
    title: str
    items: tuple[int, ...] = ()
    reverse: tuple[int, ...] = ()
    method: Literal["sum", "mean", "typed", "unscored"]
    factor: float = 1
    better_is: Literal["lower", "higher"] | None = None
    true_zero: bool = False
    min: float | None = None
    max: float | None = None
    note: str = ""

    @property
    def range_words(self) -> str:
        """The range in words, also when it is not known."""
        if self.min is None or self.max is None:
            return "range not found in a source"
        return f"{self.min:g} to {self.max:g}"


class Band(Part):
    """A named range of a scale, both ends included; it reaches up to where the next begins."""

    scale: str
    label: str
    min: float
    max: float


class Cutoff(Sourced):
    """A published line on a scale. `op` and `value` say which side is the marked one.

    `also` names further scales with the same line: it is met when any of them meets it.
    `value_to` is the upper end where a source gives a range (PCL-5: 31 to 33). One made
    `for_population` (men, women, one country) is drawn only when the practice chose it.
    """

    id: str
    label: str
    scale: str
    also: tuple[str, ...] = ()
    op: Literal[">=", "<=", "<", ">"]
    value: float
    value_to: float | None = None
    for_population: bool = False
    meaning: str


class Threshold(Sourced):
    """A published number of points: reliable change, or change that matters to people.

    `confidence` is the level of an index in per cent where it is not the usual 95; a
    "convention" is called a change by its source without resting on measurement error.
    `for_adults` is False for a figure made for children: carried and shown, never used.
    """

    scale: str
    value: float
    rule: str
    kind: Literal["reliable", "convention"] = "reliable"
    confidence: int = 95
    for_adults: bool = True


class Norm(Sourced):
    """Mean and SD of a published sample.

    `role` says which population it stands for; `for_change` marks the one whose SD, or whose
    mean and SD, computed change rests on (one clinical and one functional for a scale).
    """

    scale: str
    population: str
    n: int | None = None
    mean: float
    sd: float
    role: Literal["clinical", "after treatment", "functional", ""] = ""
    for_change: bool = False


class Reliability(Sourced):
    """A published reliability coefficient; `for_change` marks the one computed change uses."""

    kind: str
    value: float
    scale: str = ""
    for_change: bool = False


class RiskItem(Sourced):
    """An item that needs a person whatever the total: at `at_least` or more, or unanswered."""

    item: int
    at_least: int
    action: str


class Cluster(Part):
    """Some items of which at least so many have to be endorsed."""

    items: tuple[int, ...]
    at_least: int = 1


class Algorithm(Sourced):
    """A published rule over clusters, reported beside the cut-off; the two can disagree.

    Met when every cluster is endorsed, every algorithm in `all_of` is met and none in
    `none_of` is.
    """

    id: str
    title: str
    rule: str
    endorsed_at: int = 0
    clusters: tuple[Cluster, ...] = ()
    all_of: tuple[str, ...] = ()
    none_of: tuple[str, ...] = ()


class Skip(Sourced):
    """Items that the form does not ask after an answer.

    `counts_as` is what they then add to a sum; None when they are simply not asked.
    """

    after: int
    answer: int
    items: tuple[int, ...]
    counts_as: int | None = None


class Licence(Part):
    """Who holds the rights, and whether the official wording may be shown."""

    status: str
    note: str = ""
    ship_wording: str
    sources: tuple[str, ...] = ()


class Response(Part):
    """Range of the answers, unless an item has its own."""

    min: int
    max: int
    note: str = ""


class Missing(Sourced):
    """How many answers may be missing for a score to stand, and the rule's words.

    A score from fewer answers is the mean of those given, times the number of items for a
    sum; it is marked as prorated. Never across a risk item.
    """

    allowed: int
    rule: str


class Codes(Part):
    """LOINC and SNOMED CT codes, where verified."""

    loinc_panel: str = ""
    loinc_total: str = ""
    loinc_items: tuple[str, ...] = ()
    snomed: str = ""


class WorkedExample(Part):
    """Answers, or typed scores, whose result is known: published or derived by hand."""

    answers: tuple[int | None, ...] = ()
    typed: dict[str, float] = Field(default_factory=dict)
    scores: dict[str, float | None]
    band: str = ""
    algorithms: dict[str, bool] = Field(default_factory=dict)
    source: str
    published: bool
