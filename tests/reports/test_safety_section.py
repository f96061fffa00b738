"""The safety section of the formulation report: what stands, never what is private."""

from __future__ import annotations

from core.clients.file import ClientFile
from core.formulation.model import Formulation
from core.history.model import History
from core.reports.document import Paragraph
from core.reports.work import safety_blocks
from core.sessions.safety import Concern
from tests.people import MARA, TODAY, days_ago


def told(*concerns: Concern) -> list[str]:
    fields = {name: [] for name in ClientFile._fields} | {
        "client": MARA, "today": TODAY, "formulation": Formulation(),
        "history": History(**{name: [] for name in History._fields}), "concerns": concerns,
    }  # fmt: skip
    blocks = safety_blocks(ClientFile(**fields))
    return [str(one.spans) for one in blocks if isinstance(one, Paragraph)]


def concern(kind: str, **more: object) -> Concern:
    return Concern(client_id=MARA.id, kind=kind, noted_on=days_ago(2), what="She said so", **more)


def test_what_stands_is_told_without_its_words() -> None:
    said = told(concern("suicide", acute=True, next_check=days_ago(-5)), concern("relapse"))
    assert said[:2] == [
        "Suicide thoughts or plans: acute, noted 9 Jun 2026; next check on 16 Jun 2026.",
        "Relapse: noted 9 Jun 2026; no next check set.",
    ]
    assert "She said so" not in repr(said)
    assert "No risk item" in said[2]


def test_what_is_closed_past_or_was_not_found_is_not_told_as_standing() -> None:
    closed = concern("suicide", closed_on=TODAY, closed_because="Talked through")
    said = told(closed, concern("child", state="past"), concern("adult", state="asked_none"))
    assert said == told()


def test_violence_leaves_no_trace() -> None:
    assert told(concern("partner_violence", acute=True)) == told()
