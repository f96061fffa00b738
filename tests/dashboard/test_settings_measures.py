"""Settings, Measures: what each rests on, and the line a practice goes by."""

from __future__ import annotations

from core.assembly import Practice
from dashboard import workspace
from tests.dashboard.conftest import Screen


def measures(practice: Practice, name: str) -> Screen:
    workspace.use(practice)
    screen = Screen().open("settings")
    screen.at.segmented_control(key="settings.part").set_value("Measures").run()
    screen.at.selectbox(key="settings.measures.one").set_value(name).run()
    return screen


def test_every_figure_stands_with_its_status_and_source(sample_practice: Practice) -> None:
    words = measures(sample_practice, "core-10").words
    assert "Reliable change 6" in words
    assert "one source; Barkham et al. 2013 abstract" in words
    assert "Unverified: test-retest" in words


def test_a_practice_chooses_the_line_it_goes_by(empty_practice: Practice) -> None:
    screen = measures(empty_practice, "pcl-5")
    lines = screen.at.radio(key="settings.measures.line.pcl-5.picked")
    assert lines.value == ""
    lines.set_value("uk_veterans")
    screen.press("Save")
    services = empty_practice.services()
    assert services.settings.current(empty_practice.actor).cutoffs == {"pcl-5": "uk_veterans"}


def test_a_measure_with_one_line_offers_no_choice(sample_practice: Practice) -> None:
    assert not measures(sample_practice, "csi-16").at.radio
