"""Which published lines are drawn and spoken of. Pure.

Several cut-offs depend on the population (PCL-5: 31 to 33 at first, 34 in UK veterans, 43 in
service users), so a practice can choose one for each measure. Without a choice the verified
ones stand, those that two sources give, but not those made for one population (AUDIT-C: men,
women).
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from core.outcomes.definition import Cutoff
from core.outcomes.instrument import Instrument

NOTHING_CHOSEN: Mapping[str, str] = {}
_FOR_WHAT = re.compile(r" (?:for|of|in|\().*")


def short_label(line: Cutoff) -> str:
    """A cut-off's label without what it is for: "screening line", where two words are left."""
    short = _FOR_WHAT.sub("", line.label)
    return short if " " in short else line.label


def usable_lines(one: Instrument, scale_id: str) -> tuple[Cutoff, ...]:
    """The cut-offs of a scale that a practice can choose from: all but the unverified."""
    return tuple(c for c in one.cutoffs if c.usable and scale_id in (c.scale, *c.also))


def lines(
    one: Instrument, scale_id: str, chosen: Mapping[str, str] = NOTHING_CHOSEN
) -> tuple[Cutoff, ...]:
    """The cut-offs drawn for a scale: the practice's choice, or the verified ones.

    `chosen` holds a cut-off id by instrument id; a choice that is not usable is not followed.
    """
    usable = usable_lines(one, scale_id)
    picked = tuple(c for c in usable if c.id == chosen.get(one.id))
    return picked or tuple(c for c in usable if c.status == "verified" and not c.for_population)
