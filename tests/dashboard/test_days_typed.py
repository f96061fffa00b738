"""Days on the map's dialogs: a childhood can be dated, and a stored day opens as it was."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest
from streamlit.testing.v1 import AppTest

from core.assembly import Practice
from core.exchange.sample import sample_id
from core.formulation.model import Consideration, Evidence
from core.history.model import BeliefRating, WorkingModel
from core.reports.document import Quote
from core.reports.service import report_document
from tests.dashboard.test_checks import on_page

MAREN = sample_id("HL-101")
FIRST, LAST = date(1900, 1, 1), date(2100, 12, 31)


def node_dialog(client_id: object) -> None:
    from core.formulation.model import Node
    from dashboard.map.entering import edit_node
    from dashboard.workspace import start_run

    run = start_run()
    run.pick(client_id)
    edit_node(run, client_id, None, Node(client_id=client_id, name="He left", kind="event"))


def link_dialog(client_id: object, formulation: object, link: object) -> None:
    from dashboard.map.entering import edit_link
    from dashboard.workspace import start_run

    run = start_run()
    run.pick(client_id)
    edit_link(run, client_id, formulation, link)


def review_dialog(client_id: object) -> None:
    from dashboard.map.versions.reviewing import review
    from dashboard.workspace import start_run

    review(start_run(), client_id, None)


def consider_dialog(client_id: object, known: object) -> None:
    from dashboard.map.checks.considering import consider
    from dashboard.workspace import start_run

    consider(start_run(), client_id, "health", known)


def episode_dialog(client_id: object) -> None:
    from dashboard.triggers.entering import quick_entry
    from dashboard.workspace import start_run

    quick_entry(start_run(), client_id)


def reach(at: AppTest) -> set[tuple[date, date]]:
    assert not at.exception
    return {(one.min, one.max) for one in at.date_input}


@pytest.mark.parametrize("dialog", [node_dialog, review_dialog], ids=["node", "review"])
def test_every_day_of_a_life_can_be_typed(
    sample_practice: Practice, dialog: Callable[..., None]
) -> None:
    assert reach(on_page(sample_practice, dialog, MAREN)) == {(FIRST, LAST)}


def test_an_episode_may_be_of_any_day_since_1900(sample_practice: Practice) -> None:
    at = on_page(sample_practice, episode_dialog, MAREN)
    assert {first for first, _ in reach(at)} == {FIRST}


def test_evidence_of_long_ago_opens(sample_practice: Practice) -> None:
    services, actor = sample_practice.services(), sample_practice.actor
    formulation = services.formulation.formulation(actor, MAREN)
    link = formulation.links[0]
    old = Evidence(kind="observation", text="The photograph.", on=date(1951, 5, 1))
    dated = link.amended(evidence_for=(old,))
    at = on_page(sample_practice, link_dialog, MAREN, formulation, dated)
    assert reach(at) == {(FIRST, LAST)}
    assert at.date_input[0].value == date(1951, 5, 1)


@pytest.mark.parametrize("on", [date(2026, 1, 9), None])
def test_a_consideration_opens_with_its_own_day(sample_practice: Practice, on: date | None) -> None:
    known = Consideration(client_id=MAREN, topic="health", text="Asthma.", considered_on=on)
    at = on_page(sample_practice, consider_dialog, MAREN, known)
    assert reach(at) == {(FIRST, LAST)}
    assert at.date_input[0].value == (on or sample_practice.today())


def test_the_report_says_how_much_is_believed_by_the_latest_day(
    sample_practice: Practice,
) -> None:
    services, actor = sample_practice.services(), sample_practice.actor
    late, early = (
        BeliefRating(on=date(2026, 5, 1), percent=40),
        BeliefRating(on=date(2026, 3, 1), percent=90),
    )
    believed = WorkingModel(client_id=MAREN, words="They all go.", ratings=(late, early))
    services.history.save(actor, believed)
    blocks = report_document(sample_practice.services(), actor, MAREN, "formulation").blocks
    (quote,) = (b for b in blocks if isinstance(b, Quote) and b.text == "They all go.")
    assert quote.source == "what they came to expect; believed 40 of 100"
