"""A practice's own file of an expected course: checked when it is added, kept as it was given.

No parameters ship with Havenline: the sets in use elsewhere belong to their owners, and the
course of one group need not be that of another. A file is filed under the practice, as its
settings are.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterable
from functools import cache
from importlib.resources import files
from typing import Annotated
from uuid import NAMESPACE_URL, UUID, uuid5

from pydantic import Field

from core.access.settings import SETTINGS_ID
from core.errors import DefinitionError
from core.outcomes.course import Growth, growth_from
from core.outcomes.instrument import instruments
from core.record import Filing, Line, Record, build

LARGEST = 20_000  # letters; a file of this form has about 2,000
TO_FILL_IN = "FILL IN"
_FIGURES = ("mu", "T", "sigma")


class GrowthFile(Record):
    """One file of parameters as it was given; one for each scale of a measure."""

    client_id: UUID = SETTINGS_ID
    name: Line
    text: Annotated[str, Field(min_length=1, max_length=LARGEST)]
    instrument: str
    scale: str

    def filing(self) -> Filing:
        """Filed under the measure and its scale."""
        return Filing(None, self.instrument, self.scale)

    @property
    def growth(self) -> Growth:
        """What the file says. Raises DefinitionError when this program cannot read it."""
        return growth_from(self.name, self.text)


def growth_file(name: str, text: str) -> GrowthFile:
    """The record of a file somebody gave. Raises DefinitionError naming file and key."""
    growth = checked_growth(name, text)
    return build(
        GrowthFile,
        id=uuid5(NAMESPACE_URL, f"havenline:growth:{growth.instrument}:{growth.scale}"),
        name=name,
        text=text,
        instrument=growth.instrument,
        scale=growth.scale,
    )


def checked_growth(name: str, text: str) -> Growth:
    """Read a file and ask for all that a reader of the chart needs to judge it by.

    Besides what the model itself needs: a measure and a scale that exist here, whom the
    figures come from, how many people, where they were seen, and no figure of the template.
    Raises DefinitionError naming file and key.
    """
    if len(text) > LARGEST:
        raise DefinitionError(name, "file", f"is longer than {LARGEST:,} letters")
    growth = growth_from(name, text)
    _check_scale(name, growth)
    if _is_blank([growth.norm_group]):
        raise DefinitionError(name, "norm_group", "fill in whom the figures come from")
    if growth.n is None:
        raise DefinitionError(name, "n", "fill in how many people the figures come from")
    if _is_blank(growth.sources):
        raise DefinitionError(name, "sources", "fill in where the figures were seen")
    if all(getattr(growth, key) == getattr(_example(), key) for key in _FIGURES):
        raise DefinitionError(
            name, "mu", "these are the example's figures; put those of your source in their place"
        )
    return growth


def template() -> str:
    """A commented file to start from; it is refused until it is filled in."""
    return files("core.outcomes").joinpath("growth_template.toml").read_text(encoding="utf-8")


@cache
def _example() -> Growth:
    return Growth(**tomllib.loads(template()))


def _is_blank(said: Iterable[str]) -> bool:
    """Whether nothing is said, or something is still to be filled in."""
    every = [one.strip() for one in said]
    return not every or any(not one or one.upper().startswith(TO_FILL_IN) for one in every)


def _check_scale(name: str, growth: Growth) -> None:
    one = instruments().get(growth.instrument)
    if one is None:
        raise DefinitionError(
            name, "instrument", "no measure here has this id; see 'havenline instruments'"
        )
    scored = [scale.id for scale in one.scales if scale.method != "unscored"]
    if growth.scale not in scored:
        raise DefinitionError(name, "scale", f"{one.short} has {' and '.join(scored) or 'none'}")
