"""The certificate proves an erasure and says nothing about the person."""

from __future__ import annotations

import pytest

from core.assembly import Practice, Services
from core.reports.document import Document
from core.reports.render import FORMATS, render
from tests.keeping.planting import MARK
from tests.people import CLINICIAN, MARA


def text(document: Document) -> str:
    return render(document, "md").decode("utf-8")


@pytest.mark.usefixtures("planted_file")
def test_it_says_who_when_how_much_and_where_the_trail_has_it(
    services: Services, practice: Practice
) -> None:
    facts = services.keeping.before_erasing(CLINICIAN, MARA.id)
    made = text(services.keeping.erase(CLINICIAN, MARA.id, "MA-1"))
    connection = practice.connection()
    [(number, seal)] = connection.rows(
        "SELECT seq, hash FROM audit_trail WHERE action = 'client.erased'"
    )
    assert f"**Certificate:** 2026-{number}" in made
    assert "**Erased on:** 11 June 2026, 08:30" in made
    assert "**By:** Dr Ines Falk" in made
    assert "**Client code:** MA-1" in made
    assert f"**Entries erased:** {facts.entries} ({facts.versions} versions)" in made
    assert f"**Seal:** {seal}" in made
    assert "no entry holds it" in made


@pytest.mark.usefixtures("planted_file")
def test_it_names_nothing_clinical_and_not_the_name(services: Services) -> None:
    made = services.keeping.erase(CLINICIAN, MARA.id, "MA-1")
    for fmt in FORMATS:
        assert MARK.encode() not in render(made, fmt)
    for word in ("session", "diary", "measure", "episode", "PHQ", "Mara", "therapy"):
        assert word not in text(made)


@pytest.mark.parametrize(
    ("settings", "said"),
    [
        ({}, "cannot be told: no schedule of backups is set"),
        (
            {"backup_folder": "backups", "backup_every_days": 2, "backup_keep": 10},
            "10 kept, one every 2 days), the last of them goes by 1 July 2026",
        ),
    ],
)
def test_it_says_until_when_backups_still_hold_the_file(
    services: Services, settings: dict[str, object], said: str
) -> None:
    now = services.settings.current(CLINICIAN)
    services.settings.save(CLINICIAN, now.amended(practice_name="Falk & Co", **settings))
    services.clients.save(CLINICIAN, MARA)
    assert said in services.keeping.before_erasing(CLINICIAN, MARA.id).backups
    made = text(services.keeping.erase(CLINICIAN, MARA.id, "MA-1"))
    assert said in made
    assert "Falk & Co" in made.replace("\\", "")
