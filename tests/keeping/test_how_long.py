"""How long a file is kept, and holds that keep it longer. The program only lists."""

from __future__ import annotations

from datetime import date
from uuid import uuid4

import pytest

from core.access.actor import Actor
from core.assembly import Practice, Services
from core.checking import check_practice
from core.errors import InvalidEntry, NotAllowedNow, NotFound, NotPermitted
from core.keeping.retention import PRESETS, EndedFile, due_files, keep_until, years_later
from tests.people import CLINICIAN, MARA, PIET, days_ago, person, seen

STRANGER = Actor("else", "Dr Else", "clinician")


def ended(last: date | None, *, born: int | None = None, holds: int = 0) -> EndedFile:
    return EndedFile(uuid4(), "MA-1", born, last, date(2020, 5, 4), holds)


@pytest.mark.parametrize(
    ("file", "until"),
    [
        (ended(date(2015, 6, 1)), date(2022, 6, 1)),
        (ended(date(2016, 2, 29)), date(2023, 3, 1)),
        (ended(None), date(2027, 5, 4)),  # no session was held: the last entry counts
        (ended(date(2015, 6, 1), born=1980), date(2022, 6, 1)),
        (ended(date(2015, 6, 1), born=2004), date(2025, 12, 31)),  # eleven then
        (ended(date(2015, 6, 1), born=1997), date(2022, 6, 1)),  # seventeen or eighteen then
        (ended(date(2015, 6, 1), born=2010), date(2031, 12, 31)),
    ],
)
def test_a_file_is_kept_until_this_day_when_seven_years_are_set(
    file: EndedFile, until: date
) -> None:
    assert keep_until(file, 7) == until


def test_a_leap_day_never_ends_a_day_too_early() -> None:
    assert years_later(date(2024, 2, 29), 4) == date(2028, 2, 29)
    assert years_later(date(2024, 2, 29), 1) == date(2025, 3, 1)


def test_a_file_is_due_on_the_day_after_and_not_before() -> None:
    file = ended(date(2015, 6, 1))
    assert due_files([file], 7, "", date(2022, 6, 1)) == []
    assert len(due_files([file], 7, "", date(2022, 6, 2))) == 1


def test_nothing_is_due_while_the_practice_has_set_no_time() -> None:
    assert due_files([ended(date(1990, 1, 1))], 0, "", date(2026, 1, 1)) == []


def test_the_reminder_says_why_and_where_the_figure_is_from() -> None:
    due = due_files([ended(date(2015, 6, 1), born=1998)], 7, "APA", date(2026, 1, 1))
    assert due[0].sentence == (
        "Kept until 1 June 2022: 7 years after the last session on 1 June 2015 (APA). They may "
        "have been under 18 then; 3 years after coming of age are counted from the year of birth "
        "alone, to the end of the year. It may be erased now."
    )
    held = due_files([ended(None, holds=1)], 1, "", date(2026, 1, 1))[0]
    assert held.held
    assert held.sentence.endswith("On legal hold, so it stays.")


def test_every_preset_names_its_source_and_asks_to_be_verified() -> None:
    assert [preset.years for preset in PRESETS] == [7, 5, None]
    for preset in PRESETS:
        assert "apaservices.org" in preset.source or "bacp.co.uk/gdpr" in preset.source
        assert preset.caution.startswith("Verify for your place")


class TestTheList:
    """What the owner sees: ended files only, under their codes."""

    def set_years(self, services: Services, years: int) -> None:
        settings = services.settings.current(CLINICIAN)
        services.settings.save(CLINICIAN, settings.amended(keep_years=years))

    def test_it_names_ended_clients_whose_time_is_over(self, services: Services) -> None:
        self.set_years(services, 7)
        services.clients.save(CLINICIAN, MARA)  # still in therapy
        for who, last in ((PIET, 3000), (person("Ada Brandt", "AD-5", status="ended"), 100)):
            services.clients.save(CLINICIAN, who)
            services.sessions.save(CLINICIAN, seen(who, days_ago(last)))
        services.sessions.save(CLINICIAN, seen(MARA, days_ago(4000)))
        due = services.keeping.due(CLINICIAN)
        assert [(one.code, one.last_on, one.held) for one in due] == [
            ("PI-4", days_ago(3000), False)
        ]
        services.keeping.hold(CLINICIAN, PIET.id, "A complaint is open.")
        assert [one.held for one in services.keeping.due(CLINICIAN)] == [True]

    def test_a_client_who_came_back_is_not_on_it(self, services: Services) -> None:
        self.set_years(services, 1)
        saved = services.clients.save(CLINICIAN, PIET)
        services.sessions.save(CLINICIAN, seen(PIET, days_ago(3000)))
        services.clients.save(CLINICIAN, saved.amended(status="active"))
        assert services.keeping.due(CLINICIAN) == []

    def test_only_the_owner_sees_it(self, services: Services) -> None:
        with pytest.raises(NotPermitted):
            services.keeping.due(STRANGER)


class TestHolds:
    """A file on hold stays, whoever asks."""

    def test_no_file_is_erased_while_one_hold_stands(
        self, services: Services, practice: Practice
    ) -> None:
        services.clients.save(CLINICIAN, MARA)
        first = services.keeping.hold(CLINICIAN, MARA.id, "A complaint is open.")
        second = services.keeping.hold(CLINICIAN, MARA.id, "The insurer asked.")
        assert services.keeping.before_erasing(CLINICIAN, MARA.id).holds == 2
        services.keeping.lift(CLINICIAN, first.id)
        with pytest.raises(NotAllowedNow, match="legal hold"):
            services.keeping.erase(CLINICIAN, MARA.id, "MA-1")
        lifted = services.keeping.lift(CLINICIAN, second.id)
        assert services.keeping.lift(CLINICIAN, second.id) == lifted, "twice changes nothing"
        assert [one.stands for one in services.keeping.holds(CLINICIAN, MARA.id)] == [False, False]
        services.keeping.erase(CLINICIAN, MARA.id, "MA-1")
        assert check_practice(practice).problems == ()

    def test_setting_and_lifting_are_in_the_audit_trail(
        self, services: Services, practice: Practice
    ) -> None:
        services.clients.save(CLINICIAN, MARA)
        held = services.keeping.hold(CLINICIAN, MARA.id, "A complaint is open.")
        services.keeping.lift(CLINICIAN, held.id)
        told = practice.connection().rows("SELECT action, detail FROM audit_trail ORDER BY seq")
        assert ("hold.set", "") in told
        assert ("hold.lifted", "") in told
        assert "complaint" not in str(told)

    def test_a_hold_needs_a_reason_and_a_client(self, services: Services) -> None:
        services.clients.save(CLINICIAN, MARA)
        with pytest.raises(InvalidEntry, match="Reason"):
            services.keeping.hold(CLINICIAN, MARA.id, "  ")
        with pytest.raises(NotFound):
            services.keeping.hold(CLINICIAN, uuid4(), "A complaint is open.")

    def test_a_stranger_sets_and_reads_none(self, services: Services) -> None:
        services.clients.save(CLINICIAN, MARA)
        with pytest.raises(NotFound):
            services.keeping.hold(STRANGER, MARA.id, "A complaint is open.")
        with pytest.raises(NotFound):
            services.keeping.holds(STRANGER, MARA.id)


class TestAskingToErase:
    """Who may, and what is asked first."""

    def test_the_code_has_to_be_typed(self, services: Services) -> None:
        services.clients.save(CLINICIAN, MARA)
        for typed in ("", "MA", "JO-2", "Mara Lindqvist"):
            with pytest.raises(NotAllowedNow, match="Type the client's code"):
                services.keeping.erase(CLINICIAN, MARA.id, typed)
        assert services.clients.open(CLINICIAN, MARA.id)

    def test_only_an_owner_may(self, services: Services) -> None:
        services.clients.save(CLINICIAN, MARA)
        for role in ("clinician", "supervisor", "assistant"):
            with pytest.raises(NotFound):
                services.keeping.erase(Actor("else", "Else", role), MARA.id, "MA-1")
        with pytest.raises(NotPermitted):
            services.keeping.erase(Actor("else", "Else", "auditor"), MARA.id, "MA-1")

    def test_nobody_is_erased_twice(self, services: Services) -> None:
        services.clients.save(CLINICIAN, MARA)
        services.keeping.erase(CLINICIAN, MARA.id, " ma-1 ")
        for ask in (
            lambda: services.keeping.before_erasing(CLINICIAN, MARA.id),
            lambda: services.keeping.erase(CLINICIAN, MARA.id, "MA-1"),
        ):
            with pytest.raises(NotFound):
                ask()
