"""The safety record: what was found or asked about risk, and what was agreed."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Literal

from core.days import day_words
from core.errors import InvalidEntry
from core.record import Filing, Line, Record, Text
from core.vocabulary import RiskAction, RiskType, label

VIOLENCE = "partner_violence"
"""Violence from a partner, as a kind of concern and as a caution: for the clinician's eyes only."""


class Concern(Record):
    """One safety concern, as the clinician judges it: present now, past, or asked and not found.

    No score and no tier: `acute` is the clinician's own word that it cannot wait, and
    `not_acute_because` why it can again, of the last time that was so. It stands
    until it is closed with a reason; it cannot be deleted. Violence from a partner is for the
    clinician only: it is on no couple view, and in no report or export of the partner.
    """

    kind: RiskType
    state: Literal["now", "past", "asked_none"] = "now"
    acute: bool = False
    not_acute_because: Line = ""
    noted_on: date
    what: Text = ""
    actions: tuple[RiskAction, ...] = ()
    told: Line = ""
    next_check: date | None = None
    closed_on: date | None = None
    closed_because: Line = ""

    @property
    def stands(self) -> bool:
        """Whether it is present now and not closed."""
        return self.state == "now" and self.closed_on is None

    @property
    def private(self) -> bool:
        """Whether it is for the clinician's eyes only: violence from a partner."""
        return self.kind == VIOLENCE

    def overdue(self, today: date) -> bool:
        """Whether it stands and the day it was to be looked at again has come."""
        return self.stands and self.next_check is not None and self.next_check <= today

    def filing(self) -> Filing:
        """Filed under the day it is to be looked at again, by its kind."""
        return Filing(self.next_check or self.noted_on, self.state, self.kind)


def check_concern(concern: Concern, known: Concern | None, today: date) -> None:
    """What stands is closed with a reason, and by nothing else; so is what is acute eased.

    `known` is the stored version, None for a new entry. Raises InvalidEntry where an entry would
    be taken out, close, stop standing or stop being acute without a reason, turn into something
    else, or be of a day that cannot be.
    """
    _check_days(concern, known, today)
    if concern.retired:
        raise InvalidEntry("A safety entry is never taken out. Close it with a reason instead.")
    if concern.closed_on and not concern.closed_because:
        raise InvalidEntry("A safety concern is closed with a reason; say why.")
    if concern.closed_on and concern.closed_on < concern.noted_on:
        raise InvalidEntry("Closed on: this is before the day it was noted.")
    if not concern.kind or concern.kind in ("not_asked", "declined"):
        raise InvalidEntry("What it is about: choose one.")
    if known and concern.kind != known.kind:
        raise InvalidEntry(
            "What a safety entry is about stays as it is. Close it with a reason and add another."
        )
    if known and known.stands and not concern.stands and not concern.closed_on:
        raise InvalidEntry("A safety concern that stands is closed with a reason; say why.")
    if known and known.acute and concern.stands and not concern.acute:
        _check_eased(concern, known)


def _check_eased(concern: Concern, known: Concern) -> None:
    if concern.not_acute_because in ("", known.not_acute_because):
        raise InvalidEntry("Acute: say why it is no longer acute; the reason stays in the record.")


def _check_days(concern: Concern, known: Concern | None, today: date) -> None:
    """Neither noted nor closed on a day to come; what stands was not noted later than it was."""
    if concern.noted_on > today and not (known and known.noted_on == concern.noted_on):
        raise InvalidEntry("Noted on: this day is still to come. Give the day it was noted.")
    closed = concern.closed_on
    if closed and closed > today and not (known and known.closed_on == closed):
        raise InvalidEntry("Closed on: this day is still to come. Close it when it has come.")
    if known and known.stands and concern.noted_on > known.noted_on:
        raise InvalidEntry(
            "Noted on: what stands is not moved to a later day. Close it with a reason and add "
            "another."
        )


def standing_words(concern: Concern, today: date) -> str:
    """A standing concern in a sentence: what, acute or not, since when, the next check."""
    facts = ["acute"] if concern.acute else []
    facts.append(f"noted {day_words(concern.noted_on)}")
    words = f"{label('risk_types', concern.kind)}: {', '.join(facts)}"
    if concern.next_check is None:
        return f"{words}; no next check set."
    was = "was set for" if concern.overdue(today) else "on"
    return f"{words}; next check {was} {day_words(concern.next_check)}."


def in_order(concerns: Iterable[Concern]) -> list[Concern]:
    """Those that stand: acute ones first, then by the next check, then the newest."""
    standing = [one for one in concerns if one.stands]
    newest = sorted(standing, key=lambda one: one.noted_on, reverse=True)
    return sorted(newest, key=lambda one: (not one.acute, one.next_check or date.max))
