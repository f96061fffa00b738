"""One measure over time: points in order, gaps kept, change between scores only."""

from __future__ import annotations

import pytest

from core.assembly import Services
from core.errors import InvalidAnswer, InvalidEntry, NotFound, StaleEdit
from core.outcomes.flags import flagged_answers
from core.outcomes.model import Administration
from core.outcomes.series import Series, find_series, in_order, series_of
from core.record import build
from tests.people import (
    CLINICIAN,
    JONAS,
    MARA,
    TODAY,
    acknowledged,
    days_ago,
    filled_in,
    phq9,
)


def course(*administrations: Administration, of: str = "phq-9", about: str = "") -> Series:
    found = find_series(series_of(administrations), of, about)
    assert found is not None
    return found


def test_points_stand_in_order_of_their_days_whatever_order_they_were_typed_in() -> None:
    found = course(
        phq9(MARA, 7, days_ago(7)), phq9(MARA, 16, days_ago(70)), phq9(MARA, 11, days_ago(35))
    )
    assert [point.value for point in found.points] == [16, 11, 7]


def test_several_on_one_day_keep_their_place_within_the_day() -> None:
    readings = [
        filled_in(MARA, "sud", mark, TODAY, about="t", order=n) for n, mark in enumerate("863")
    ]
    found = course(*reversed(readings), of="sud", about="t")
    assert [point.value for point in found.points] == [8, 6, 3]
    assert [one.order for one in in_order(reversed(readings))] == [0, 1, 2]


def test_change_runs_from_the_first_to_the_latest_score() -> None:
    found = course(
        phq9(MARA, 16, days_ago(70)), phq9(MARA, 13, days_ago(35)), phq9(MARA, 7, days_ago(7))
    )
    assert found.since_start is not None
    assert (found.since_start.change, found.since_start.reliable) == (-9, "improved")
    assert found.since_last is not None
    assert (found.since_last.change, found.since_last.reliable) == (-6, "improved")


def test_one_score_shows_no_change() -> None:
    found = course(phq9(MARA, 16, TODAY))
    assert (found.since_start, found.since_last) == (None, None)
    assert found.latest is not None


def test_a_point_without_a_score_stays_on_the_course_and_counts_in_no_change() -> None:
    left_out = filled_in(MARA, "phq-9", "22-211200", days_ago(1))
    found = course(phq9(MARA, 16, days_ago(70)), phq9(MARA, 7, days_ago(7)), left_out)
    assert [point.value for point in found.points] == [16, 7, None]
    assert found.latest is not None
    assert found.latest.on == days_ago(7)
    assert found.since_last is not None
    assert found.since_last.change == -9


def test_a_course_without_any_score_has_no_latest() -> None:
    found = course(filled_in(MARA, "phq-9", "---------", TODAY))
    assert (found.latest, found.since_start, found.scored_points) == (None, None, [])


def test_a_typed_total_is_a_point_that_is_marked_as_such() -> None:
    typed = Administration(
        client_id=MARA.id, instrument="phq-9", instrument_version="1", taken_on=TODAY,
        total_only=9, entered_as="total",
    )  # fmt: skip
    found = course(phq9(MARA, 16, days_ago(70)), typed)
    assert [point.total_only for point in found.points] == [False, True]
    assert found.since_start is not None
    assert found.since_start.reliable == "improved"


def test_every_scale_has_a_course_and_every_relationship_its_own() -> None:
    found = series_of([
        filled_in(MARA, "ecr-rs", "777711111", TODAY, about="partner"),
        filled_in(MARA, "ecr-rs", "111177777", TODAY, about="mother"),
        filled_in(MARA, "pcl-5", "2" * 20, TODAY),
    ])  # fmt: skip
    assert [(s.instrument.id, s.about, s.scale) for s in found] == [
        ("ecr-rs", "mother", "avoidance"), ("ecr-rs", "mother", "anxiety"),
        ("ecr-rs", "partner", "avoidance"), ("ecr-rs", "partner", "anxiety"),
        ("pcl-5", "", "total"), ("pcl-5", "", "B"), ("pcl-5", "", "C"), ("pcl-5", "", "D"),
        ("pcl-5", "", "E"),
    ]  # fmt: skip


def test_a_course_that_is_not_there_is_none() -> None:
    found = series_of([phq9(MARA, 7, TODAY)])
    assert find_series(found, "gad-7") is None
    assert find_series(found, "phq-9", "partner") is None
    assert series_of([]) == []


def test_flagged_answers_come_newest_first_with_what_was_done() -> None:
    first, second = phq9(MARA, 9, days_ago(20), item_9=1), phq9(MARA, 9, days_ago(2), item_9=2)
    left_out = filled_in(MARA, "phq-9", "22221120-", days_ago(9))
    done = acknowledged(first, 9, days_ago(19))
    found = flagged_answers([first, second, left_out], [done])
    assert [flagged.sentence for flagged in found] == [
        "PHQ-9 item 9 (death / self-harm thoughts) answered 2 on 9 Jun 2026",
        "PHQ-9 item 9 (death / self-harm thoughts) left unanswered (not asked, not a no) "
        "on 2 Jun 2026",
        "PHQ-9 item 9 (death / self-harm thoughts) answered 1 on 22 May 2026",
    ]
    assert [flagged.acknowledged for flagged in found] == [None, None, done]


class TestRecording:
    @pytest.mark.usefixtures("mara")
    def test_a_form_sent_twice_is_one_administration(self, services: Services) -> None:
        form = phq9(MARA, 12, TODAY)
        first = services.outcomes.record(CLINICIAN, form)
        assert services.outcomes.record(CLINICIAN, form) == first
        assert services.outcomes.administrations(CLINICIAN, MARA.id) == [first]

    @pytest.mark.usefixtures("mara")
    def test_a_correction_of_an_older_version_is_refused_with_both(
        self, services: Services
    ) -> None:
        first = services.outcomes.record(CLINICIAN, phq9(MARA, 12, TODAY))
        newer = services.outcomes.record(CLINICIAN, first.amended(note="Item 3 asked again"))
        with pytest.raises(StaleEdit) as stale:
            services.outcomes.record(CLINICIAN, first.amended(note="Something else"))
        assert stale.value.theirs == newer

    @pytest.mark.usefixtures("mara")
    def test_answers_out_of_range_are_refused_and_nothing_is_kept(self, services: Services) -> None:
        with pytest.raises(InvalidAnswer, match="PHQ-9 item 9: answers go from 0 to 3"):
            services.outcomes.record(CLINICIAN, filled_in(MARA, "phq-9", (0,) * 8 + (4,), TODAY))
        with pytest.raises(InvalidAnswer, match="PHQ-9: total goes from 0 to 27"):
            services.outcomes.record(
                CLINICIAN, phq9(MARA, 1, TODAY).amended(answers=None, total_only=28)
            )
        assert services.outcomes.administrations(CLINICIAN, MARA.id) == []

    @pytest.mark.usefixtures("mara")
    def test_an_unknown_measure_is_refused(self, services: Services) -> None:
        with pytest.raises(NotFound, match="See 'havenline instruments'"):
            services.outcomes.record(CLINICIAN, filled_in(MARA, "bdi-ii", (1,), TODAY))

    @pytest.mark.usefixtures("mara")
    def test_the_version_of_the_instrument_is_kept_with_the_answers(
        self, services: Services
    ) -> None:
        form = phq9(MARA, 12, TODAY).model_copy(update={"instrument_version": ""})
        assert services.outcomes.record(CLINICIAN, form).instrument_version == "1"

    @pytest.mark.usefixtures("mara")
    def test_a_retired_measure_leaves_the_course(self, services: Services) -> None:
        kept = services.outcomes.record(CLINICIAN, phq9(MARA, 12, days_ago(9)))
        wrong = services.outcomes.record(CLINICIAN, phq9(MARA, 27, TODAY, item_9=3))
        services.outcomes.retire(CLINICIAN, wrong, "Another person's form.")
        assert services.outcomes.administrations(CLINICIAN, MARA.id) == [kept]
        assert services.outcomes.flags(CLINICIAN, MARA.id) == []

    @pytest.mark.usefixtures("mara")
    def test_a_partner_s_answers_stay_in_the_partners_file(self, services: Services) -> None:
        services.clients.save(CLINICIAN, JONAS)
        services.outcomes.record(CLINICIAN, phq9(JONAS, 20, TODAY, item_9=2))
        assert services.outcomes.courses(CLINICIAN, MARA.id) == []
        assert services.outcomes.flags(CLINICIAN, MARA.id) == []


@pytest.mark.parametrize("given", [{}, {"answers": (0,) * 9, "total_only": 0}])
def test_a_measure_has_either_answers_or_a_total(given: dict[str, object]) -> None:
    with pytest.raises(InvalidEntry, match="either the answers or a total"):
        build(
            Administration, client_id=MARA.id, instrument="phq-9", instrument_version="1",
            taken_on=TODAY, **given,
        )  # fmt: skip
