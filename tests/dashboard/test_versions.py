"""Reviewing a formulation, looking at an earlier version, and what changed since."""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID

import pytest
from streamlit.testing.v1 import AppTest

from core.assembly import Practice
from core.exchange.sample import sample_id
from core.formulation.model import FormulationVersion
from core.formulation.versions import Fit
from dashboard.components.plot import LIGHT
from dashboard.map.versions.charts import fit_figure
from dashboard.map.versions.view import WHAT_A_REVIEW_IS, stop_names, version_lines
from tests.dashboard.test_checks import on_page, press, words
from tests.people import MARA, days_ago

MAREN = sample_id("HL-101")
EWAN = sample_id("HL-106")
TOBIAS = sample_id("HL-107")


def versions_page(client_id: object) -> None:
    import streamlit as st

    from dashboard.map.versions.screen import comparison, render
    from dashboard.workspace import start_run

    run = start_run()
    run.pick(client_id)
    formulation = run.services.formulation.formulation(run.actor, client_id)
    shown = comparison(run, client_id, formulation)
    if shown:
        st.text(f"{shown.title}|{len(shown.formulation.nodes)}|{sorted(shown.marks.values())}")
    render(run, client_id, formulation)


def reviewing(client_id: object, version: object) -> None:
    from dashboard.map.versions.reviewing import review
    from dashboard.workspace import start_run

    review(start_run(), client_id, version)


def versions(practice: Practice, client_id: UUID) -> list[FormulationVersion]:
    return practice.services().formulation.versions(practice.actor, client_id)


def looked_at(practice: Practice, client_id: UUID, place: int) -> AppTest:
    at = on_page(practice, versions_page, client_id)
    known = versions(practice, client_id)[place]
    return at.select_slider(key=f"map.versions.{client_id}.stop").set_value(str(known.id)).run()


def test_without_a_review_the_page_says_what_one_is(sample_practice: Practice) -> None:
    at = on_page(sample_practice, versions_page, TOBIAS)
    assert not at.exception
    assert WHAT_A_REVIEW_IS in words(at)
    assert not at.select_slider
    assert not at.button  # an empty map has nothing to keep


def test_a_review_keeps_the_map_as_it_stands(sample_practice: Practice) -> None:
    at = on_page(sample_practice, reviewing, EWAN, None)
    key = f"map.review.{EWAN}.new"
    at.multiselect(key=f"{key}.by").set_value(["client", "supervisor"])
    at.number_input(key=f"{key}.fit").set_value(0)
    at.date_input(key=f"{key}.saw").set_value(sample_practice.today())
    at.text_area(key=f"{key}.changes").set_value("Not every day.")
    at.date_input(key=f"{key}.on").set_value(sample_practice.today() + timedelta(days=1))
    at.checkbox(key=f"{key}.none").set_value(False)
    press(at, "Save the review")
    assert at.error[0].value == "Reviewed on: this day is in the future."
    at.date_input(key=f"{key}.on").set_value(sample_practice.today())
    at.checkbox(key=f"{key}.none").set_value(True)
    press(at, "Save the review")
    assert at.error[0].value.startswith("Either the client changed something, or nothing")
    at.checkbox(key=f"{key}.none").set_value(False)
    press(at, "Save the review")
    assert not at.error
    kept = versions(sample_practice, EWAN)[-1]
    assert (kept.fit, kept.agreed_by) == (0, ("client", "supervisor"))
    services, actor = sample_practice.services(), sample_practice.actor
    now = services.formulation.formulation(actor, EWAN)
    assert services.formulation.as_of(actor, kept) == now
    shown = words(on_page(sample_practice, versions_page, EWAN))
    assert "0 of 10" in shown
    assert "Not every day." in shown


def test_an_earlier_version_stays_as_it_was_and_says_what_changed(
    sample_practice: Practice,
) -> None:
    services, actor = sample_practice.services(), sample_practice.actor
    services.formulation.review(
        actor, FormulationVersion(client_id=MAREN, reviewed_on=sample_practice.today())
    )
    place = len(versions(sample_practice, MAREN)) - 1
    before = services.formulation.formulation(actor, MAREN)
    gone = next(node for node in before.nodes if node.name == "PHQ-9")
    services.formulation.retire(actor, gone)
    link = next(one for one in before.links if one.confidence == "low"
                and gone.id not in (one.from_node, one.to_node))  # fmt: skip
    services.formulation.save_link(actor, link.amended(confidence="high"))
    at = looked_at(sample_practice, MAREN, place)
    assert not at.exception
    shown = words(at)
    assert "“PHQ-9” was taken off the map." in shown
    assert "from hunch to sure." in shown
    title, nodes, marked = at.text[0].value.split("|")
    assert title.endswith("and what changed since")
    assert int(nodes) == len(before.nodes)
    assert "'removed'" in marked
    assert "'surer'" in marked


def test_a_box_that_was_taken_out_can_still_be_read_in_an_old_version(
    sample_practice: Practice,
) -> None:
    services, actor = sample_practice.services(), sample_practice.actor
    services.formulation.review(
        actor, FormulationVersion(client_id=EWAN, reviewed_on=sample_practice.today())
    )
    gone = services.formulation.formulation(actor, EWAN).nodes[0]
    services.formulation.retire(actor, gone)
    at = looked_at(sample_practice, EWAN, -1)
    at.segmented_control(key=f"map.versions.{EWAN}.compared").set_value("plain").run()
    assert gone.name in words(at)
    assert at.text[0].value.startswith("As it stood on ")
    assert "may have taught" in words(at)


def test_the_first_version_has_none_before_it(sample_practice: Practice) -> None:
    first = looked_at(sample_practice, MAREN, 0)
    assert len(first.segmented_control[0].options) == 2
    second = looked_at(sample_practice, MAREN, 1)
    second.segmented_control[0].set_value("then").run()
    assert "what changed since" in second.text[0].value


def test_now_is_the_map_itself(sample_practice: Practice) -> None:
    at = on_page(sample_practice, versions_page, MAREN)
    assert not at.text
    assert at.select_slider[0].value == "now"


def test_what_was_said_at_a_review_can_be_mended_and_its_map_stays(
    sample_practice: Practice,
) -> None:
    was = versions(sample_practice, MAREN)[0]
    at = on_page(sample_practice, reviewing, MAREN, was)
    key = f"map.review.{MAREN}.{was.id}.{was.version}"
    at.text_area(key=f"{key}.note").set_value("Seen again.")
    press(at, "Save the review")
    assert not at.error
    now = versions(sample_practice, MAREN)[0]
    assert now.note == "Seen again."
    assert now.frozen == was.frozen


def version(**more: object) -> FormulationVersion:
    return FormulationVersion(client_id=MARA.id, **({"reviewed_on": days_ago(3)} | more))


def test_two_reviews_of_one_day_have_a_stop_each() -> None:
    names = stop_names([version(), version()])
    assert len(set(names.values())) == 3
    assert list(names)[-1] == "now"


def test_what_nobody_said_is_not_made_up() -> None:
    assert version_lines(version()) == [
        "**Reviewed 8\u00a0Jun\u00a02026**. Agreed by nobody yet; fit, by the client: not asked; "
        "the client has not seen it."
    ]


@pytest.mark.parametrize(("number", "line"), [(3, False), (4, True), (40, True)])
def test_a_line_is_drawn_from_four_ratings_on(number: int, line: bool) -> None:
    rated = [Fit(days_ago(number - place), place % 11) for place in range(number)]
    figure = fit_figure(rated, LIGHT)
    assert ("lines" in figure["data"][0]["mode"]) is line
    assert len(figure["layout"]["xaxis"]["tickvals"]) <= 6
