"""Named people who mean the same thing in every test, and builders for what is in their files.

Mara texts and waits. Jonas, her partner, goes quiet. Tove comes with one memory. Piet has
finished. All are invented. Days count back from TODAY, a Thursday morning in Auckland,
where the calendar is a day ahead of UTC.
"""

from __future__ import annotations

from datetime import date, datetime, timedelta
from uuid import NAMESPACE_URL, UUID, uuid5
from zoneinfo import ZoneInfo

from core.access.audit import Actor
from core.approaches.model import Plan, Target
from core.clients.model import Client
from core.formulation.model import Link, Node
from core.outcomes.answers import read_answers
from core.outcomes.instrument import instrument
from core.outcomes.model import Administration
from core.sessions.model import Acknowledgement, Session
from core.triggers.model import Episode

AUCKLAND = ZoneInfo("Pacific/Auckland")
NOW = datetime(2026, 6, 11, 8, 30, tzinfo=AUCKLAND)  # still 10 June in UTC
TODAY = date(2026, 6, 11)
CLINICIAN = Actor("owner", "Dr Ines Falk", "owner")


def days_ago(days: int) -> date:
    """A day before TODAY; a negative number is a day ahead."""
    return TODAY - timedelta(days=days)


def at(day: date, hour: int = 10) -> datetime:
    """An hour of a day where the practice is."""
    return datetime(day.year, day.month, day.day, hour, tzinfo=AUCKLAND)


def _id(name: str) -> UUID:
    return uuid5(NAMESPACE_URL, f"havenline-tests:{name}")


def person(name: str, code: str, **more: object) -> Client:
    """A client whose id follows from the name."""
    fields = {"id": _id(name), "client_id": _id(name), "code": code, "name": name}
    return Client(**(fields | {"started_on": days_ago(120)} | more))


MARA = person("Mara Lindqvist", "MA-1", presenting="When he goes quiet I cannot think.")
JONAS = person("Jonas Lindqvist", "JO-2", presenting="She asks and I have nothing to say.")
TOVE = person("Tove Aaberg", "TO-3", main_measure="pcl-5")
PIET = person("Piet Okafor", "PI-4", status="ended")


def phq9_answers(total: int, item_9: int = 0) -> tuple[int, ...]:
    """PHQ-9 answers with this total; items 1 to 8 carry what item 9 does not."""
    rest = total - item_9
    return (*(max(0, min(3, rest - 3 * place)) for place in range(8)), item_9)


def filled_in(
    client: Client, measure: str, typed: str | tuple[int | None, ...], on: date, **more: object
) -> Administration:
    """A measure a client filled in; `typed` is one digit per item, or the answers."""
    answers = read_answers(instrument(measure), typed) if isinstance(typed, str) else typed
    return Administration(
        client_id=client.id, instrument=measure, instrument_version="1", taken_on=on,
        answers=tuple(answers), **more,
    )  # fmt: skip


def phq9(client: Client, total: int, on: date, item_9: int = 0, **more: object) -> Administration:
    """A PHQ-9 with this total."""
    return filled_in(client, "phq-9", phq9_answers(total, item_9), on, **more)


def seen(client: Client, on: date, **more: object) -> Session:
    """A session that was held."""
    return Session(client_id=client.id, starts_at=at(on), attendance="attended", **more)


def planned(client: Client, on: date) -> Session:
    """A session still to come."""
    return Session(client_id=client.id, starts_at=at(on), attendance="planned")


def episode(client: Client, on: date, hour: int = 21, **more: object) -> Episode:
    """A trigger episode of the diary."""
    fields = {"situation": "No answer to the second message.", "cue": "reply_delay"}
    return Episode(client_id=client.id, happened_at=at(on, hour), **(fields | more))


def plan(client: Client, review_on: date | None, **more: object) -> Plan:
    """A current plan with a review date."""
    return Plan(client_id=client.id, review_on=review_on, **({"approach": "efit"} | more))


def target(client: Client, status: str = "incomplete", **more: object) -> Target:
    """An EMDR target."""
    return Target(client_id=client.id, title="The kitchen door", status=status, **more)


def node(client: Client, name: str, kind: str = "cue", **more: object) -> Node:
    """A node of the map whose id follows from its name."""
    return Node(id=_id(f"{client.code}:{name}"), client_id=client.id, name=name, kind=kind, **more)


def link(start: Node, end: Node, kind: str = "drives", **more: object) -> Link:
    """An arrow between two nodes."""
    return Link(client_id=start.client_id, from_node=start.id, to_node=end.id, kind=kind, **more)


def acknowledged(administration: Administration, item: int, on: date) -> Acknowledgement:
    """What was done about one flagged answer."""
    return Acknowledgement(
        client_id=administration.client_id, administration_id=administration.id, item=item,
        value=(administration.answers or ())[item - 1],
        seen_on=on, discussed="Asked directly; no plan, no means.",
    )  # fmt: skip
