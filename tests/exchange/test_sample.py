"""The sample clients: they load, their dates stay fresh, and a typo is named by its place."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from core.assembly import open_practice
from core.clients.caseload import CaseloadQuery
from core.errors import DefinitionError
from core.exchange.sample import (
    KINDS,
    client_from,
    couple_from,
    parse,
    read_file,
    sample_files,
    sample_id,
)
from core.outcomes.model import Administration
from core.outcomes.scoring import score_administration
from core.sessions.model import Session
from core.store.verify import verify_store
from core.triggers.model import Episode
from tests.people import CLINICIAN, TODAY

READ = {name: read_file(name) for name in sample_files()}
CLIENTS = [name for name, data in READ.items() if "partners" not in data]
COUPLES = [name for name in READ if name not in CLIENTS]
ANY_DAY = st.dates(date(2026, 1, 1), date(2060, 12, 31))


def local(session: Session) -> date:
    return session.starts_at.astimezone().date()


def test_there_are_clients_and_a_couple() -> None:
    assert "06_two_sessions_in.yaml" in CLIENTS
    assert COUPLES


@pytest.mark.parametrize("name", CLIENTS)
def test_every_client_file_loads_whole(name: str) -> None:
    sample = client_from(name, READ[name], TODAY)
    entries = sum(len(READ[name].get(section) or []) for section in KINDS)
    assert len({record.id for record in sample.records}) == entries
    assert {record.client_id for record in sample.records} <= {sample.client.id}
    assert len({record.id for record in sample.records}) == entries


@pytest.mark.parametrize("name", COUPLES)
def test_every_couple_joins_two_clients_of_the_samples(name: str) -> None:
    couple = couple_from(name, READ[name])
    known = {client_from(one, READ[one], TODAY).client.id for one in CLIENTS}
    assert {couple.client_id, couple.partner_id} <= known
    assert {half.client_id for half in couple.halves} == {couple.client_id, couple.partner_id}


def test_codes_are_unique_and_ids_follow_from_them() -> None:
    samples = [client_from(name, READ[name], TODAY) for name in CLIENTS]
    assert len({sample.client.code for sample in samples}) == len(samples)
    for sample in samples:
        assert sample.client.id == sample_id(sample.client.code)


@pytest.mark.parametrize("name", CLIENTS)
def test_every_measure_of_a_sample_can_be_scored(name: str) -> None:
    for record in client_from(name, READ[name], TODAY).records:
        if isinstance(record, Administration):
            score_administration(record)


@pytest.mark.parametrize("name", CLIENTS)
@settings(max_examples=20)
@given(today=ANY_DAY)
def test_on_any_day_the_last_session_is_recent_and_the_next_is_ahead(
    name: str, today: date
) -> None:
    sessions = [r for r in client_from(name, READ[name], today).records if isinstance(r, Session)]
    held = [local(one) for one in sessions if one.attendance == "attended"]
    ahead = [local(one) for one in sessions if one.attendance == "planned"]
    assert today - timedelta(days=14) <= max(held) <= today
    assert ahead
    assert today <= min(ahead) <= today + timedelta(days=14)


@pytest.mark.parametrize("name", CLIENTS)
@settings(max_examples=10)
@given(today=ANY_DAY)
def test_on_any_day_nothing_has_happened_in_the_future(name: str, today: date) -> None:
    for record in client_from(name, READ[name], today).records:
        if isinstance(record, Episode):
            assert record.happened_at.astimezone().date() <= today
        if isinstance(record, Administration):
            assert record.taken_on <= today


def test_dates_move_by_whole_weeks_so_that_weekdays_stay() -> None:
    name = "06_two_sessions_in.yaml"
    for days in range(15):
        today = date(2026, 6, 1) + timedelta(days=days)
        sample = client_from(name, READ[name], today)
        first, second, _ = (local(r) for r in sample.records if isinstance(r, Session))
        assert {first.weekday(), second.weekday()} == {0}
        assert second - first == timedelta(days=7)
        assert sample.client.started_on == first


STORY = """
as_of: 2026-06-01
story: A page with a mistake in it.
client: {code: HL-199, name: Mara Secret}
figures:
  - {key: nan, name: Nan Secret, role: primary}
history_events:
  - {key: e1, kind: death, headline: The secret day, "on": 2001-02-03}
nodes:
  - {key: n1, kind: event, name: Secret node, source: e1}
  - {key: n2, kind: belief, name: Another}
links:
  - {from: n1, to: n2, kind: learned}
administrations:
  - {instrument: phq-9, taken_on: 2026-05-25, answers: "222211200"}
"""

Break = Callable[[dict[str, Any]], object]


def test_the_story_without_a_mistake_loads() -> None:
    assert len(client_from("x.yaml", parse("x.yaml", STORY), TODAY).records) == 6


@pytest.mark.parametrize(
    ("mistake", "place"),
    [
        pytest.param(lambda d: d.update(figuress=[]), "figuress", id="section misspelt"),
        pytest.param(lambda d: d.update({True: []}), "True", id="section that is no word"),
        pytest.param(lambda d: d.pop("as_of"), "as_of", id="no day it stands for"),
        pytest.param(lambda d: d.update(as_of="secret"), "as_of", id="day that is no day"),
        pytest.param(lambda d: d.pop("client"), "client", id="no client"),
        pytest.param(lambda d: d.update(client="secret"), "client", id="client without fields"),
        pytest.param(lambda d: d["client"].update(code="secret!"), "client", id="bad code"),
        pytest.param(lambda d: d["client"].update({True: "secret"}), "client", id="on in client"),
        pytest.param(lambda d: d["client"].update(nmae="secret"), "client", id="field misspelt"),
        pytest.param(lambda d: d["client"].pop("name"), "client", id="field missing"),
        pytest.param(
            lambda d: d["figures"][0].update(role="secret"), "figures[1]", id="word not in list"
        ),
        pytest.param(lambda d: d["figures"].append("secret"), "figures[2]", id="no entry at all"),
        pytest.param(lambda d: d.update(figures={"a": "secret"}), "figures", id="no list"),
        pytest.param(lambda d: d.update(figures=7), "figures", id="a number for a list"),
        pytest.param(
            lambda d: d["history_events"][0].update({True: "secret"}),
            "history_events[1]",
            id="on without quotes",
        ),
        pytest.param(lambda d: d["nodes"][0].update(source="secret"), "nodes[1]", id="unknown key"),
        pytest.param(
            lambda d: d["nodes"][0].update(source=["e1"]), "nodes[1]", id="several for one key"
        ),
        pytest.param(lambda d: d["links"][0].update(to=None), "links[1]", id="no end"),
        pytest.param(
            lambda d: d.update(working_models=[{"learned_from": 7}]),
            "working_models[1]",
            id="number for several keys",
        ),
        pytest.param(lambda d: d["links"][0].update(to="n1"), "links[1]", id="link to itself"),
        pytest.param(
            lambda d: d["administrations"][0].update(answers="22secret"),
            "administrations[1]",
            id="letters for answers",
        ),
        pytest.param(
            lambda d: d["administrations"][0].update(about=["secret"]),
            "administrations[1]",
            id="several for one relationship",
        ),
    ],
)
def test_a_mistake_is_named_by_file_and_place_and_never_by_its_text(
    mistake: Break, place: str
) -> None:
    data = parse("x.yaml", STORY)
    mistake(data)
    with pytest.raises(DefinitionError) as refused:
        client_from("x.yaml", data, TODAY)
    assert (refused.value.file, refused.value.key) == ("x.yaml", place)
    assert refused.value.sentence.startswith(f"x.yaml: {place}: ")
    assert "secret" not in refused.value.sentence.lower()


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("client: {code: secret", "line 1"),
        ("client:\n  code: a\n bad: secret\n", "line 3"),
        ("client: &a [*b]", "line 1"),
        ("a: 'secret\nb: c", "line 2"),
        ("secret", "top level"),
        ("- secret", "top level"),
        ("", "top level"),
        ("as_of: 2026-13-45", "text"),
        ("client: \x07secret", "text"),
        ("client: !!python/object:os.system secret", "line 1"),
    ],
)
def test_text_that_is_not_yaml_is_named_by_its_line(text: str, place: str) -> None:
    with pytest.raises(DefinitionError) as refused:
        parse("x.yaml", text)
    assert (refused.value.file, refused.value.key) == ("x.yaml", place)
    assert "secret" not in refused.value.sentence


@pytest.mark.parametrize(
    "mistake",
    [
        lambda d: d.update(partners=["HL-104"]),
        lambda d: d.update(partners=7),
        lambda d: d["halves"][0].pop("client"),
        lambda d: d["halves"][0].update(position="secret"),
        lambda d: d.update(halves=["secret"]),
    ],
)
def test_a_mistake_in_a_couple_file_is_named_too(mistake: Break) -> None:
    data = yaml.safe_load(yaml.safe_dump(READ[COUPLES[0]]))
    mistake(data)
    with pytest.raises(DefinitionError) as refused:
        couple_from("x.yaml", data)
    assert refused.value.file == "x.yaml"
    assert "secret" not in refused.value.sentence


def test_the_demo_store_holds_every_sample_and_is_sound(demo_store: object) -> None:
    practice = open_practice(demo_store, lambda: "")  # type: ignore[arg-type]
    services = practice.services()
    assert practice.demo
    assert len(services.clients.names(CLINICIAN)) == len(CLIENTS)
    everyone = services.clients.caseload(CLINICIAN, CaseloadQuery(status="all", size=99))
    assert everyone.found == len(CLIENTS)
    for row in everyone.rows:
        assert services.file(CLINICIAN, row.facts.id).client.code == row.facts.code
        assert row.facts.next_session is not None
    assert verify_store(practice.connection()).problems == ()
    practice.close()
