"""An instrument: one data file, read once into a frozen description.

No instrument is named in code. Everything that differs between PHQ-9 and ECR-RS is in
its TOML file, every figure with its source and status.
"""

from __future__ import annotations

import tomllib
from difflib import get_close_matches
from functools import cache, cached_property
from importlib.resources import files
from itertools import pairwise
from typing import Any, Literal

from pydantic import Field, ValidationError, model_validator

from core.errors import DefinitionError, NotFound
from core.outcomes.definition import (
    Algorithm,
    Band,
    Codes,
    Cutoff,
    Item,
    Licence,
    Missing,
    Norm,
    Reliability,
    Response,
    RiskItem,
    Scale,
    Skip,
    Sourced,
    Threshold,
    WorkedExample,
)
from core.record import Part, entry_problem


class Instrument(Part):
    """One instrument and version. `about` says what an administration is about.

    `entry` is "score" for a licensed instrument whose items are not known here: only its
    scores are typed. `tracks` is False where a score is history or has no better direction
    (ACE-10, RSQ): it is shown, and no change of it is called better or worse. `main` names
    the scale shown first, the first one unless given.
    """

    id: str
    version: str
    short: str
    title: str
    form: str
    entry: Literal["answers", "score"] = "answers"
    main: str = ""
    better_is: Literal["lower", "higher"]
    direction: str
    recall: str
    interval: str = ""
    about: Literal["client", "relationship", "target"] = "client"
    tracks: bool = True
    sources: tuple[str, ...]
    disagreements: tuple[str, ...] = ()
    unverified: tuple[str, ...] = ()
    licence: Licence
    response: Response | None = None
    missing: Missing
    items: tuple[Item, ...] = ()
    scales: tuple[Scale, ...] = Field(min_length=1)
    bands: tuple[Band, ...] = ()
    bands_source: Sourced = Sourced()
    cutoffs: tuple[Cutoff, ...] = ()
    reliable_change: tuple[Threshold, ...] = ()
    meaningful_change: tuple[Threshold, ...] = ()
    norms: tuple[Norm, ...] = ()
    reliability: tuple[Reliability, ...] = ()
    risk_items: tuple[RiskItem, ...] = ()
    algorithms: tuple[Algorithm, ...] = ()
    skips: tuple[Skip, ...] = ()
    codes: Codes = Codes()
    worked_examples: tuple[WorkedExample, ...] = Field(min_length=1)

    @model_validator(mode="after")
    def _scales_use_known_items(self) -> Instrument:
        numbers = [item.number for item in self.items]
        if any(low >= high for low, high in pairwise(numbers)):
            raise ValueError("items must be numbered upwards, each number once")
        if any(not set(scale.items) <= set(numbers) for scale in self.scales):
            raise ValueError("a scale names an item that does not exist")
        if (self.entry == "answers") != bool(self.items) or bool(self.items) != bool(self.response):
            raise ValueError("items and their response range go with entry by answers")
        if self.main and self.main not in {scale.id for scale in self.scales}:
            raise ValueError("the main scale does not exist")
        return self

    def scale(self, scale_id: str) -> Scale:
        """The scale with this id. Raises NotFound."""
        found = next((scale for scale in self.scales if scale.id == scale_id), None)
        if found is None:
            raise NotFound(f"{self.short} has no scale of that name.")
        return found

    def better(self, scale_id: str) -> Literal["lower", "higher"]:
        """Which way a scale gets better: its own direction, or the instrument's."""
        return self.scale(scale_id).better_is or self.better_is

    @property
    def main_scale(self) -> Scale:
        """The scale charts and lists show first."""
        return self.scale(self.main) if self.main else self.scales[0]

    def position(self, number: int) -> int:
        """Where an item's answer stands among the answers, from 0."""
        return self._positions[number]

    @cached_property
    def _positions(self) -> dict[int, int]:
        return {item.number: place for place, item in enumerate(self.items)}

    def item_range(self, number: int) -> tuple[int, int]:
        """Lowest and highest answer to an item."""
        item = self.items[self.position(number)]
        assert self.response is not None  # noqa: S101 (an instrument with items has one)
        low = self.response.min if item.min is None else item.min
        return low, self.response.max if item.max is None else item.max

    def threshold(self, scale_id: str) -> Threshold | None:
        """The published change used for a scale of adults: the first usable one, or None."""
        found = (t for t in self.reliable_change if t.scale == scale_id)
        return next((t for t in found if t.usable and t.for_adults), None)


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
def _library() -> dict[tuple[str, str], Instrument]:
    folder = files("core.outcomes").joinpath("instruments")
    found = [f for f in folder.iterdir() if f.name.endswith(".toml")]
    read = [instrument_from(f.name, f.read_text(encoding="utf-8")) for f in found]
    return {(one.id, one.version): one for one in read}


@cache
def instruments() -> dict[str, Instrument]:
    """The newest version of every instrument by id, in the order clinicians list them."""
    newest: dict[str, Instrument] = {}
    for one in sorted(_library().values(), key=lambda one: (one.about, one.id, int(one.version))):
        newest[one.id] = one
    return newest


def instrument(instrument_id: str, version: str = "") -> Instrument:
    """The instrument with this id, in its newest version unless one is named.

    Raises NotFound with the nearest names and what to do.
    """
    wanted = instrument_id.lower()
    found = _library().get((wanted, version)) if version else instruments().get(wanted)
    if found is None:
        near = get_close_matches(wanted, instruments(), n=3, cutoff=0.5)
        meant = f" Did you mean {' or '.join(near)}?" if near else ""
        raise NotFound(
            f"There is no instrument of that name here.{meant} "
            "See 'havenline instruments' for the list."
        )
    return found
