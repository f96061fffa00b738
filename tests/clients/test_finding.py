"""Finding clients: search, pages, order, codes and couples."""

from __future__ import annotations

from uuid import uuid4

import pytest

from core.assembly import Services
from core.clients.caseload import CaseloadQuery
from core.clients.model import Client, Couple
from core.errors import InvalidEntry, NotFound
from tests.people import (
    CLINICIAN,
    JONAS,
    MARA,
    PIET,
    TOVE,
    days_ago,
    filled_in,
    person,
    phq9,
    planned,
    target,
)


def codes(services: Services, **query: object) -> list[str]:
    page = services.clients.caseload(CLINICIAN, CaseloadQuery(**query))  # type: ignore[arg-type]
    return [row.facts.code for row in page.rows]


@pytest.fixture
def four(services: Services) -> None:
    for client in (TOVE, PIET, MARA, JONAS):
        services.clients.save(CLINICIAN, client)


@pytest.mark.usefixtures("four")
class TestSearch:
    @pytest.mark.parametrize(
        ("search", "found"),
        [
            ("", ["JO-2", "MA-1", "TO-3", "PI-4"]),
            ("lindqvist", ["JO-2", "MA-1"]),
            ("  MARA ", ["MA-1"]),
            ("to-3", ["TO-3"]),
            ("nobody", []),
            ("%", []),
            ("_", []),
            ("'", []),
            ("'; DROP TABLE records; --", []),
            ("\\", []),
        ],
    )
    def test_by_part_of_a_name_or_code_taken_literally(
        self, services: Services, search: str, found: list[str]
    ) -> None:
        assert codes(services, search=search, status="all") == found

    @pytest.mark.parametrize(
        ("name", "search"),
        [
            ("Ann-Sofie O'Brien", "o'b"),
            ("100% Marie", "100%"),
            ("Çağla Öz_türk", "öz_t"),
            ("ЕЛЕНА Иванова", "елена"),
            ("李小龍", "小"),
        ],
    )
    def test_names_of_every_kind_are_found(
        self, services: Services, name: str, search: str
    ) -> None:
        services.clients.save(CLINICIAN, person(name, "ZZ-9"))
        assert codes(services, search=search) == ["ZZ-9"]

    def test_by_status(self, services: Services) -> None:
        assert codes(services) == ["JO-2", "MA-1", "TO-3"]
        assert codes(services, status="ended") == ["PI-4"]
        assert codes(services, status="paused") == []

    def test_a_changed_name_and_status_count_from_the_change_on(self, services: Services) -> None:
        piet = services.clients.open(CLINICIAN, PIET.id)
        services.clients.save(CLINICIAN, piet.amended(name="Piet Svensson", status="active"))
        assert codes(services, search="okafor", status="all") == []
        assert codes(services, search="svensson") == ["PI-4"]
        assert codes(services, status="ended") == []


def test_pages_show_everyone_once_and_say_how_many_there_are(services: Services) -> None:
    for number in range(7):
        services.clients.save(CLINICIAN, person(f"Client {number}", f"C-{number}"))
    pages = [
        services.clients.caseload(CLINICIAN, CaseloadQuery(page=page, size=3)) for page in (1, 2, 3)
    ]
    assert [[row.facts.code for row in page.rows] for page in pages] == [
        ["C-0", "C-1", "C-2"], ["C-3", "C-4", "C-5"], ["C-6"],
    ]  # fmt: skip
    assert {page.found for page in pages} == {7}
    beyond = services.clients.caseload(CLINICIAN, CaseloadQuery(page=4, size=3))
    assert (beyond.rows, beyond.found) == ((), 0)


def test_an_empty_practice_has_an_empty_caseload(services: Services) -> None:
    page = services.clients.caseload(CLINICIAN, CaseloadQuery())
    assert (page.rows, page.found) == ((), 0)


def test_those_who_need_it_most_come_first(services: Services) -> None:
    names = ["ok", "soon", "none", "target", "unanswered", "worse", "risk"]
    people = {name: person(name, f"{name}-1"[:12]) for name in names}
    for client in people.values():
        services.clients.save(CLINICIAN, client)
        if client.name != "none":
            ahead = 1 if client.name == "soon" else 6
            services.sessions.save(CLINICIAN, planned(client, days_ago(-ahead)))
        services.outcomes.record(CLINICIAN, phq9(client, 10, days_ago(30)))
    services.outcomes.record(CLINICIAN, phq9(people["risk"], 10, days_ago(1), item_9=1))
    services.outcomes.record(CLINICIAN, phq9(people["worse"], 16, days_ago(1)))
    left_out = filled_in(people["unanswered"], "phq-9", "00000000-", days_ago(1))
    services.outcomes.record(CLINICIAN, left_out)
    services.approaches.save_target(CLINICIAN, target(people["target"]))
    assert codes(services) == [
        "RISK-1", "WORSE-1", "UNANSWERED-1", "TARGET-1", "NONE-1", "SOON-1", "OK-1",
    ]  # fmt: skip


@pytest.mark.usefixtures("four")
class TestCodes:
    def test_a_code_stands_for_one_client(self, services: Services) -> None:
        with pytest.raises(InvalidEntry, match="another client has this code already"):
            services.clients.save(CLINICIAN, person("Somebody else", "MA-1"))
        assert codes(services, search="somebody", status="all") == []

    def test_a_client_may_keep_or_change_their_own_code(self, services: Services) -> None:
        mara = services.clients.open(CLINICIAN, MARA.id)
        mara = services.clients.save(CLINICIAN, mara.amended(name="Mara L."))
        services.clients.save(CLINICIAN, mara.amended(code="MA-9"))
        assert codes(services, search="MA-") == ["MA-9"]
        # Printed documents carry the old code, so it stays hers.
        with pytest.raises(InvalidEntry, match="another client has this code already"):
            services.clients.save(CLINICIAN, person("Somebody else", "ma-1"))

    @pytest.mark.parametrize("code", ["", "M", "has space", "x" * 13, "MÄ-1", "a/b", "a\n"])
    def test_a_code_is_2_to_12_plain_letters_digits_and_hyphens(
        self, services: Services, code: str
    ) -> None:
        mara = services.clients.open(CLINICIAN, MARA.id)
        with pytest.raises(InvalidEntry) as refused:
            mara.amended(code=code)
        assert refused.value.sentence.startswith("Code: ")

    def test_the_picker_lists_everyone_by_code(self, services: Services) -> None:
        listed = [(n.code, n.name) for n in services.clients.names(CLINICIAN)]
        assert listed == [(c.code, c.name) for c in (JONAS, MARA, PIET, TOVE)]


def test_a_client_who_is_not_there_is_not_found(services: Services) -> None:
    with pytest.raises(NotFound, match="Pick one from the caseload"):
        services.clients.open(CLINICIAN, uuid4())


@pytest.mark.usefixtures("four")
class TestCouples:
    def test_a_couple_is_found_from_either_file(self, services: Services) -> None:
        couple = Couple(client_id=MARA.id, partner_id=JONAS.id, cycle_name="Knock and latch")
        kept = services.clients.save_couple(CLINICIAN, couple)
        assert services.clients.couple_of(CLINICIAN, MARA.id) == kept
        assert services.clients.couple_of(CLINICIAN, JONAS.id) == kept
        assert services.clients.couple_of(CLINICIAN, TOVE.id) is None

    def test_the_newest_words_of_the_cycle_are_shown_in_both_files(
        self, services: Services
    ) -> None:
        couple = Couple(client_id=MARA.id, partner_id=JONAS.id, cycle_name="Knock and latch")
        kept = services.clients.save_couple(CLINICIAN, couple)
        services.clients.save_couple(CLINICIAN, kept.amended(cycle_name="The stairs"))
        for client in (MARA, JONAS):
            found = services.clients.couple_of(CLINICIAN, client.id)
            assert found is not None
            assert found.cycle_name == "The stairs"

    def test_a_former_partner_sees_nothing_of_the_couple_any_more(self, services: Services) -> None:
        couple = Couple(client_id=MARA.id, partner_id=JONAS.id, cycle_name="Knock and latch")
        kept = services.clients.save_couple(CLINICIAN, couple)
        moved = services.clients.save_couple(CLINICIAN, kept.amended(partner_id=TOVE.id))
        assert services.clients.couple_of(CLINICIAN, JONAS.id) is None
        assert services.clients.couple_of(CLINICIAN, TOVE.id) == moved
        assert services.clients.couple_of(CLINICIAN, MARA.id) == moved


def test_amending_a_client_checks_the_changed_field(mara: Client) -> None:
    with pytest.raises(InvalidEntry) as refused:
        mara.amended(born=1800)
    assert refused.value.sentence == "Born: input should be greater than or equal to 1900."
    assert "1800" not in refused.value.sentence
