"""Paused work in words: why, since when, where it is recorded, what stays possible."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple
from uuid import UUID

from core.approaches.gates import Pause
from core.approaches.gating import Standing
from core.approaches.model import Gate, GateOverride
from core.outcomes.flags import FlaggedAnswer
from core.vocabulary import label
from dashboard.components.text import day, escaped

COVERED = "Paused. The reason is in the file."
DECIDE = (
    "Discuss, assess needs, safety plan, act by your service's protocol. Whether to go on is for "
    "you to decide, with your supervisor."
)
APART = (
    "Safety is talked about with each partner alone. The other partner's view, report and copy "
    "of the file hold none of this."
)
UNKNOWN = (
    "Whether anything in the partner's file pauses this is not known: you may not read that file."
)
_TITLES: dict[Gate, str] = {
    "emdr_processing": "EMDR from phase 3 on is paused",
    "couple_enactment": "Encounters between the partners are paused",
}
_WHAT: dict[Gate, str] = {
    "emdr_processing": "Paused{since}: assessing a target, sets, installing, body scan. Possible: "
    "preparation and resources, closing what is open, looking again, recording earlier days.",
    "couple_enactment": "Paused{since}: setting up encounters (enactments) and counting them in "
    "the log. Possible: the rest of this page, and recording earlier sessions.",
}


class GoingOn(NamedTuple):
    """A decision to go on: its words, and the title it is folded under.

    What lies in the partner's file is one click away: this page is of the other's file.
    """

    words: str
    folded: str = ""


class GateView(NamedTuple):
    """What stands over the work: a banner where it is paused, quiet lines, what is told beside.

    `banner` is empty where nothing pauses the work. `owners` are the files that causes lie in,
    `ways` the pages to open for them: page, client, words.
    """

    banner: str
    going_on: tuple[GoingOn, ...]
    beside: tuple[str, ...]
    owners: tuple[UUID, ...]
    ways: tuple[tuple[str, UUID, str], ...]


def gate_view(
    standing: Standing,
    client_id: UUID,
    names: Mapping[UUID, str],
    flags: Mapping[UUID, Sequence[FlaggedAnswer]],
) -> GateView:
    """Put a gate into words for the clinician alone.

    `names` are of the files that are not `client_id`'s; `flags` the open flags of each file.
    """
    owners = tuple(dict.fromkeys(one.client_id for one in standing.pauses))
    return GateView(
        _banner(standing, client_id, names) if standing.paused else "",
        tuple(_going_on(one, standing.overridden, client_id, names) for one in standing.overrides),
        tuple(_beside(standing, client_id, names, flags)),
        owners,
        tuple(dict.fromkeys(_ways(standing.pauses, client_id, names))),
    )


def _ways(
    found: Iterable[Pause], client_id: UUID, names: Mapping[UUID, str]
) -> Iterator[tuple[str, UUID, str]]:
    """Where each cause is kept; what this very page keeps needs no way to it."""
    for one in found:
        of = "" if one.client_id == client_id else f" of {escaped(names[one.client_id])}"
        if one.place == "safety":
            yield "Client", one.client_id, f"Open the safety record{of}"
        elif of:
            yield "Approach", one.client_id, f"Open the approaches{of}"


def _banner(standing: Standing, client_id: UUID, names: Mapping[UUID, str]) -> str:
    causes = [f"- {cause_words(one, client_id, names)}" for one in standing.pauses]
    days = [one.since for one in standing.pauses]
    known = [on for on in days if on]
    since = f" for work from {day(min(known), year=True)} on" if len(known) == len(days) else ""
    parts = [f"**{_TITLES[standing.gate]}**", "\n".join(causes)]
    parts += [_earlier(one) for one in standing.lapsed]
    parts += [_WHAT[standing.gate].format(since=since)]
    parts += [f"{APART} {DECIDE}" if standing.gate == "couple_enactment" else DECIDE]
    return "\n\n".join(parts)


def cause_words(pause: Pause, client_id: UUID, names: Mapping[UUID, str]) -> str:
    """One cause: what, since when, and where it is recorded."""
    kind = label("risk_types" if pause.place == "safety" else "caution_reasons", pause.kind)
    facts = [f"**{escaped(kind)}**"]
    if pause.acute and pause.place == "safety":
        facts[0] += ", acute"
    noted = "noted" if pause.place == "safety" else "found present"
    facts.append(
        f"{noted} {day(pause.since, year=True)}" if pause.since else f"{noted}, no day given"
    )
    return " · ".join([*facts, _where(pause, client_id, names)])


def _where(pause: Pause, client_id: UUID, names: Mapping[UUID, str]) -> str:
    approach = label("approaches", pause.approach)
    where = {
        "safety": "safety record",
        "weighing": f"weighing of {approach}",
        "plan": f"plan: {approach}",
    }[pause.place]
    if pause.client_id == client_id:
        return where
    return f"{where}, in the file of {escaped(names.get(pause.client_id, 'the partner'))}"


def _earlier(override: GateOverride) -> str:
    return (
        f"The decision of {day(override.on, year=True)} to go on does not count any more: "
        "something new stands, or what it was about was changed since."
    )


def _going_on(
    override: GateOverride,
    overridden: Iterable[Pause],
    client_id: UUID,
    names: Mapping[UUID, str],
) -> GoingOn:
    own = [one for one in overridden if one.client_id == override.client_id]
    causes = "; ".join(cause_words(one, client_id, names) for one in own)
    since = f"Going on since {day(override.on, year=True)}"
    words = f"{since} although this stands: {causes}. “{escaped(override.reason)}”"
    if override.client_id == client_id:
        return GoingOn(words)
    return GoingOn(words, f"{since}, with a reason in the file of {names[override.client_id]}")


def _beside(
    standing: Standing,
    client_id: UUID,
    names: Mapping[UUID, str],
    flags: Mapping[UUID, Sequence[FlaggedAnswer]],
) -> Iterable[str]:
    """What does not pause the work and is told all the same."""
    for owner in standing.files:
        for one in flags.get(owner, ()):
            if one.flag.kind == "endorsed":
                whose = "" if owner == client_id else f" (file of {escaped(names[owner])})"
                yield f"{escaped(one.sentence)}{whose}: not looked at yet. It pauses nothing."
    if standing.partner_unknown:
        yield UNKNOWN


def reason_title(owner: UUID, client_id: UUID, names: Mapping[UUID, str], *, several: bool) -> str:
    """The title of a reason's field; it says whose file keeps it where that matters."""
    if owner == client_id and not several:
        return "Why you go on"
    whose = "this file" if owner == client_id else f"the file of {escaped(names[owner])}"
    return f"Why you go on (kept in {whose} only)"
