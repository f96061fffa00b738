"""Risk answers that need a person, and what was done about each. Pure.

A flag is an answer, never a score: it lists, it does not rate. Its absence proves nothing.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple
from uuid import UUID

from core.days import day_words
from core.outcomes.instrument import Instrument, instrument
from core.outcomes.model import Administration
from core.outcomes.scoring import Flag, score_administration
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
        return f"{self.item_words} on {day_words(self.administration.taken_on)}"

    @property
    def item_words(self) -> str:
        """The measure, the item and the answer, without the day."""
        one = instrument(self.administration.instrument)
        said = "left unanswered (not asked, not a no)"
        if self.flag.value is not None:
            said = f"answered {answer_words(one, self.flag.item, self.flag.value)}"
        return f"{one.short} item {self.flag.item} ({self.flag.topic}) {said}"


class VanishedFlag(NamedTuple):
    """A flagged answer that an earlier version of an entry had and the newest has not.

    `before` is the last version with the flag, `after` the one that followed it, `newest` the
    version that counts now (often the same as `after`).
    """

    before: Administration
    flag: Flag
    after: Administration
    newest: Administration

    @property
    def sentence(self) -> str:
        """What was answered, and when and how it went, with the reason that was given."""
        said = FlaggedAnswer(self.before, self.flag, None).sentence
        steps = []
        if not self.after.retired:
            steps.append(f"was corrected to {self._now} on {_saved(self.after)}")
        if self.newest.retired:
            reason = f": {self.newest.note.rstrip('.')}" if self.newest.note else ""
            steps.append(f"was taken out on {_saved(self.newest)}{reason}")
        return f"{said} {' and '.join(steps)}"

    @property
    def _now(self) -> str:
        if self.after.answers is None:
            return "a score without answers"
        one = instrument(self.after.instrument)
        given = self.after.answers[one.position(self.flag.item)]
        return "not asked" if given is None else answer_words(one, self.flag.item, given)


def answer_words(one: Instrument, item: int, value: int) -> str:
    """An answer as it is said: yes or no where the form asks so (0 or 1), else the number."""
    if one.item_range(item) == (0, 1):
        return "yes" if value else "no"
    return str(value)


def still_open(flags: Iterable[FlaggedAnswer]) -> list[FlaggedAnswer]:
    """Those nobody has acknowledged: endorsed before unanswered, each in the order given."""
    left = [flagged for flagged in flags if flagged.acknowledged is None]
    return sorted(left, key=lambda flagged: flagged.flag.kind != "endorsed")


def vanished_flags(versions: Iterable[Administration]) -> list[VanishedFlag]:
    """Flagged answers that a correction or taking out removed, the newest form first.

    `versions` are all versions of entries that have more than one, in any order.
    """
    by_entry: dict[UUID, list[Administration]] = {}
    for one in sorted(versions, key=lambda one: one.version):
        by_entry.setdefault(one.id, []).append(one)
    found = [gone for entry in by_entry.values() for gone in _vanished(entry)]
    return sorted(found, key=lambda gone: (gone.before.taken_on, gone.before.order), reverse=True)


def _vanished(entry: Sequence[Administration]) -> Iterator[VanishedFlag]:
    """What went missing between the versions of one entry, oldest first, by item."""
    flags = [_flags_by_item(version) for version in entry]
    for item in sorted(set().union(*flags)):
        last = max(place for place, found in enumerate(flags) if item in found)
        if last + 1 < len(entry):
            yield VanishedFlag(entry[last], flags[last][item], entry[last + 1], entry[-1])


def _flags_by_item(version: Administration) -> dict[int, Flag]:
    if version.retired:
        return {}
    return {flag.item: flag for flag in score_administration(version).flags}


def _saved(version: Administration) -> str:
    """The day a version was saved, on the clock of this computer."""
    at = version.recorded_at
    return day_words(at.astimezone().date()) if at else "an unknown day"


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
