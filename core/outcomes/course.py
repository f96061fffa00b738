"""The course to expect after a starting score, from a growth model of a named group. Pure.

No parameters ship with the product: a practice that has some (its own cohort, or a licensed
norm) writes them into a TOML file. The model is that of the expected-response literature
(Lambert; Lutz; Saunders 2009, Psychother Res 19:502):

    y(s) = b0 + b1 g(s) [+ b2 g(s)^2 ...] + e,  b ~ N(mu, T),  e ~ N(0, sigma^2)

with g(s) the session number or its logarithm. Given the score at the start y0,

    E(s) = mu(s) + C(s,0)/C(0,0) (y0 - mu(0)),  V(s) = C(s,s) - C(s,0)^2/C(0,0),
    C(s,u) = z(s)' T z(u) + [s = u] sigma^2,

and four people in five of that group stay within E +- 1.2816 sqrt(V). Few people follow the
mean line, so the band and the person's own scores are shown, never the line alone.
"""

from __future__ import annotations

import math
import re
import tomllib
from collections.abc import Sequence
from datetime import date
from typing import Any, Literal, NamedTuple

import numpy as np
from numpy.typing import NDArray
from pydantic import Field, ValidationError, field_validator, model_validator

from core.errors import DefinitionError, InvalidEntry
from core.outcomes.definition import Sourced
from core.outcomes.reliable_change import Better
from core.record import entry_problem

NEEDS = 2  # scores: the one at the start and a later one
Z_80 = 1.2815515655446004  # 90th centile of the standard normal: the middle 80%

SessionScore = tuple[int, float, date]
Ends = tuple[float | None, float | None]  # lowest and highest score of a scale, where known


class Growth(Sourced):
    """A growth model of one scale in one group of `n` people; `s` is the session number.

    `mu`: mean coefficients (start, then per g(s), per its square ...), in points. `T`:
    covariance of people's coefficients. `sigma`: SD of a score around its person's curve.
    """

    instrument: str = Field(min_length=1)
    scale: str = Field(min_length=1)
    norm_group: str = Field(min_length=1)
    n: int | None = Field(default=None, ge=1)
    g: Literal["log", "linear"]
    mu: tuple[float, ...] = Field(min_length=1, max_length=4)
    T: tuple[tuple[float, ...], ...]
    sigma: float
    first_session: int = Field(ge=0)
    last_session: int

    @field_validator("mu")
    @classmethod
    def _mu_finite(cls, mu: tuple[float, ...]) -> tuple[float, ...]:
        if not all(math.isfinite(value) for value in mu):
            raise ValueError("every value must be a number")
        return mu

    @field_validator("sigma")
    @classmethod
    def _sigma_positive(cls, sigma: float) -> float:
        if not (math.isfinite(sigma) and sigma > 0):
            raise ValueError("must be above 0")
        return sigma

    @field_validator("T")
    @classmethod
    def _covariance(cls, rows: tuple[tuple[float, ...], ...]) -> tuple[tuple[float, ...], ...]:
        if {len(row) for row in rows} != {len(rows)}:
            raise ValueError("must be a square table of numbers")
        _check_covariance(np.array(rows, dtype=float))
        return rows

    @model_validator(mode="after")
    def _fits_together(self) -> Growth:
        if len(self.T) != len(self.mu):
            raise ValueError("give T one row for each coefficient in mu")
        if self.last_session <= self.first_session:
            raise ValueError("last session must come after first session")
        if self.g == "log" and self.first_session < 1:
            raise ValueError("the logarithm of the session number starts at session 1")
        return self

    def covers(self, session: int) -> bool:
        """Whether the model was made for this session."""
        return self.first_session <= session <= self.last_session


class Band(NamedTuple):
    """What to expect at one session, in points: mean and the middle 80% of people."""

    expected: float
    low: float
    high: float


class Alert(NamedTuple):
    """A latest score outside the band on the worse side, with one sentence that says why."""

    session: int
    on: date
    value: float
    band: Band
    reason: str


def growth_from(file: str, text: str) -> Growth:
    """Read one growth model. Raises DefinitionError naming file and key."""
    try:
        fields: dict[str, Any] = tomllib.loads(text)
        return Growth(**fields)
    except tomllib.TOMLDecodeError as error:
        place = re.search(r"at line \d+, column \d+", str(error))  # never the text itself
        where = f" ({place[0]})" if place else ""
        raise DefinitionError(file, "syntax", f"this is not readable TOML{where}") from None
    except ValidationError as error:
        key = ".".join(str(step) for step in error.errors()[0]["loc"]) or "file"
        problem = entry_problem(error).partition(": ")[2]  # the key is named already
        raise DefinitionError(file, key, problem) from None


def expected(
    growth: Growth, baseline: float, session: int, since: int | None = None
) -> Band | None:
    """The band at a session, for someone who scored `baseline` at session `since`.

    `since` is the model's first session unless named. None outside the sessions the model
    was made for, before the baseline, and for a model whose figures are unverified. Not cut
    off at the ends of the scale. Raises InvalidEntry for a baseline that is not a number.
    """
    start = growth.first_session if since is None else since
    if not math.isfinite(baseline):
        raise InvalidEntry("The score at the start is missing or not a number.")
    if not (growth.usable and growth.covers(start) and growth.covers(session)):
        return None
    if session < start:
        return None
    pull = _shared(growth, session, start) / _shared(growth, start, start)
    mean = _mean(growth, session) + pull * (baseline - _mean(growth, start))
    variance = _shared(growth, session, session) - pull * _shared(growth, session, start)
    half = Z_80 * math.sqrt(max(0.0, variance))
    return Band(mean, mean - half, mean + half)


def off_course(
    growth: Growth,
    scores: Sequence[SessionScore],
    better_is: Better,
    ends: Ends = (None, None),
) -> Alert | None:
    """An alert when the latest score is worse than the band expected from the first one.

    `scores` are (session, value, day). None with fewer than two scores in the model's
    sessions, when the latest score lies outside them, and anywhere inside the band. The
    sentence names no score beyond the `ends` of the scale, the lowest and the highest.
    """
    in_order = sorted(scores, key=lambda one: (one[2], one[0]))
    seen = [one for one in in_order if growth.covers(one[0])]
    if len(seen) < NEEDS or seen[-1] != in_order[-1] or seen[-1][0] <= seen[0][0]:
        return None
    since, baseline, _ = seen[0]
    session, value, on = seen[-1]
    band = expected(growth, baseline, session, since)
    if band is None or not _worse(value, band, better_is):
        return None
    return Alert(session, on, value, band, _reason(growth, seen, band, ends))


def _reason(growth: Growth, seen: Sequence[SessionScore], band: Band, ends: Ends) -> str:
    session, value, on = seen[-1]
    low, high = _within(band.low, ends), _within(band.high, ends)
    return (
        f"The score of {on.day} {on:%B %Y} (session {session}) is {value:.3g}, worse than for most "
        f"who start at {seen[0][1]:.3g} in the norm group ({growth.norm_group}): four in five "
        f"score between {low:.1f} and {high:.1f} there; {len(seen)} scores so far."
    )


def _within(value: float, ends: Ends) -> float:
    """A value of the band, or the end of the scale where the band reaches beyond it."""
    lowest, highest = ends
    value = value if lowest is None else max(value, lowest)
    return value if highest is None else min(value, highest)


def _worse(value: float, band: Band, better_is: Better) -> bool:
    return value > band.high if better_is == "lower" else value < band.low


def _terms(growth: Growth, session: int) -> NDArray[np.float64]:
    step = math.log(session) if growth.g == "log" else float(session)
    return np.array([step**power for power in range(len(growth.mu))], dtype=float)


def _mean(growth: Growth, session: int) -> float:
    return float(_terms(growth, session) @ np.array(growth.mu, dtype=float))


def _shared(growth: Growth, one: int, other: int) -> float:
    """Covariance of the scores at two sessions."""
    between = _terms(growth, one) @ np.array(growth.T, dtype=float) @ _terms(growth, other)
    return float(between) + (growth.sigma**2 if one == other else 0.0)


def _check_covariance(table: NDArray[np.float64]) -> None:
    if not np.isfinite(table).all():
        raise ValueError("every value must be a number")
    if not np.allclose(table, table.T, rtol=1e-9, atol=1e-12):
        raise ValueError("a covariance table must be the same above and below its diagonal")
    values = np.linalg.eigvalsh(table)
    if values.min() < -1e-9 * max(1.0, float(values.max())):
        raise ValueError("this is not a covariance table: a variance in it would be negative")
