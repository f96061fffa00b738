"""Risk answers that need a person, and what was done about each. Pure.

A flag is an answer, never a score: it lists, it does not rate. Its absence proves nothing.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from core.outcomes.instrument import instrument
from core.outcomes.model import Administration
from core.outcomes.scoring import Flag
from core.outcomes.series import ScoredAdministration, scored_in_order
from core.sessions.model import Acknowledgement


class FlaggedAnswer(NamedTuple):
    """A flagged answer, and what was done about it if anything was."""

    administration: Administration
    flag: Flag
    acknowledged: Acknowledgement | None

    @property
    def sentence(self) -> str:
        """The item, the answer, the measure and the day, in words."""
        one = instrument(self.administration.instrument)
        day = self.administration.taken_on
        said = "left unanswered (not asked, not a no)"
        if self.flag.value is not None:
            said = f"answered {self.flag.value}"
        return (
            f"{one.short} item {self.flag.item} ({self.flag.topic}) {said} on {day.day} {day:%b %Y}"
        )


def flagged_answers(
    administrations: Iterable[Administration], acknowledgements: Iterable[Acknowledgement]
) -> list[FlaggedAnswer]:
    """Every flagged answer, newest first, with its acknowledgement if there is one."""
    return flags_in(scored_in_order(administrations), acknowledgements)


def flags_in(
    scored: Sequence[ScoredAdministration], acknowledgements: Iterable[Acknowledgement]
) -> list[FlaggedAnswer]:
    """The same from administrations that are scored and in order already."""
    done = {(k.administration_id, k.item, k.value): k for k in acknowledgements}
    return [
        FlaggedAnswer(one, flag, done.get((one.id, flag.item, flag.value)))
        for one, result in reversed(scored)
        for flag in result.flags
    ]
