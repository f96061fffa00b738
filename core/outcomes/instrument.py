"""An instrument: one data file, read once into a frozen description.

No instrument is named in code. Everything that differs between PHQ-9 and ECR-RS is in
its TOML file, every figure with its source and status.
"""

from __future__ import annotations

import tomllib
from functools import cache
from importlib.resources import files
from typing import Any, Literal

from pydantic import Field, ValidationError, model_validator

from core.errors import DefinitionError, NotFound
from core.record import Part, entry_problem

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
    """A score made from items: their sum or mean, some items turned round first."""

    id: str
    title: str
    items: tuple[int, ...]
    reverse: tuple[int, ...] = ()
    method: Literal["sum", "mean"]
    min: float
    max: float


class Band(Part):
    """A named range of a scale, both ends included."""

    scale: str
    label: str
    min: float
    max: float


class Cutoff(Sourced):
    """A published line on a scale. `op` and `value` say which side is the marked one."""

    id: str
    label: str
    scale: str
    op: Literal[">=", "<=", "<", ">"]
    value: float
    meaning: str


class Threshold(Sourced):
    """A published number of points: reliable change, or change that matters to people."""

    scale: str
    value: float
    rule: str


class Norm(Sourced):
    """Mean and SD of a published sample."""

    scale: str
    population: str
    n: int | None = None
    mean: float
    sd: float


class Reliability(Sourced):
    """A published reliability coefficient."""

    kind: str
    value: float


class RiskItem(Sourced):
    """An item that needs a person whatever the total: at `at_least` or more, or unanswered."""

    item: int
    at_least: int
    action: str


class Algorithm(Sourced):
    """A published rule over clusters, reported beside the cut-off; the two can disagree."""

    id: str
    title: str
    rule: str
    endorsed_at: int
    needs: dict[str, int]


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
    """How many answers may be missing for a score to stand, and the rule's words."""

    allowed: int
    rule: str


class Codes(Part):
    """LOINC and SNOMED CT codes, where verified."""

    loinc_panel: str = ""
    loinc_total: str = ""
    loinc_items: tuple[str, ...] = ()
    snomed: str = ""


class WorkedExample(Part):
    """Answers whose scores are known, published or derived by hand."""

    answers: tuple[int | None, ...]
    scores: dict[str, float]
    band: str = ""
    source: str
    published: bool


class Instrument(Part):
    """One instrument and version. `about` says what an administration is about."""

    id: str
    version: str
    short: str
    title: str
    form: str
    better_is: Literal["lower", "higher"]
    direction: str
    recall: str
    about: Literal["client", "relationship", "target"] = "client"
    sources: tuple[str, ...]
    disagreements: tuple[str, ...] = ()
    unverified: tuple[str, ...] = ()
    licence: Licence
    response: Response
    missing: Missing
    items: tuple[Item, ...]
    scales: tuple[Scale, ...]
    bands: tuple[Band, ...] = ()
    bands_source: Sourced = Sourced()
    cutoffs: tuple[Cutoff, ...] = ()
    reliable_change: tuple[Threshold, ...] = ()
    meaningful_change: tuple[Threshold, ...] = ()
    norms: tuple[Norm, ...] = ()
    reliability: tuple[Reliability, ...] = ()
    risk_items: tuple[RiskItem, ...] = ()
    algorithms: tuple[Algorithm, ...] = ()
    codes: Codes = Codes()
    worked_examples: tuple[WorkedExample, ...] = Field(min_length=1)

    @model_validator(mode="after")
    def _scales_use_known_items(self) -> Instrument:
        numbers = [item.number for item in self.items]
        if numbers != list(range(1, len(numbers) + 1)):
            raise ValueError("items must be numbered from 1 without a gap")
        if any(not set(scale.items) <= set(numbers) for scale in self.scales):
            raise ValueError("a scale names an item that does not exist")
        return self

    def scale(self, scale_id: str) -> Scale:
        """The scale with this id. Raises NotFound."""
        found = next((scale for scale in self.scales if scale.id == scale_id), None)
        if found is None:
            raise NotFound(f"{self.short} has no scale of that name.")
        return found

    @property
    def main_scale(self) -> Scale:
        """The scale charts and lists show first."""
        return self.scales[0]

    def item_range(self, number: int) -> tuple[int, int]:
        """Lowest and highest answer to an item."""
        item = self.items[number - 1]
        low = self.response.min if item.min is None else item.min
        return low, self.response.max if item.max is None else item.max

    def threshold(self, scale_id: str) -> Threshold | None:
        """The published reliable change used for a scale: the first usable one, or None."""
        usable = (t for t in self.reliable_change if t.scale == scale_id and t.usable)
        return next(usable, None)


def instrument_from(file: str, text: str) -> Instrument:
    """Read one definition. Raises DefinitionError naming file and key."""
    try:
        fields: dict[str, Any] = tomllib.loads(text)
        return Instrument(**fields)
    except tomllib.TOMLDecodeError:
        raise DefinitionError(file, "syntax", "this is not readable TOML") from None
    except ValidationError as error:
        key = ".".join(str(step) for step in error.errors()[0]["loc"]) or "file"
        raise DefinitionError(file, key, entry_problem(error)) from None


@cache
def instruments() -> dict[str, Instrument]:
    """Every instrument of the library by id, in the order clinicians list them."""
    folder = files("core.outcomes").joinpath("instruments")
    found = [f for f in folder.iterdir() if f.name.endswith(".toml")]
    read = [instrument_from(f.name, f.read_text(encoding="utf-8")) for f in found]
    return {one.id: one for one in sorted(read, key=lambda one: (one.about, one.id))}


def instrument(instrument_id: str) -> Instrument:
    """The instrument with this id. Raises NotFound with what to do."""
    found = instruments().get(instrument_id.lower())
    if found is None:
        raise NotFound(
            "There is no instrument of that name here. See 'havenline instruments' for the list."
        )
    return found
