"""A risk answer that was corrected or taken out stays readable, with what became of it."""

from __future__ import annotations

import pytest

from core.assembly import Services
from core.clients.model import Client
from core.errors import InvalidEntry, NotAllowedNow
from core.outcomes.flags import flagged_answers, still_open, vanished_flags
from core.outcomes.model import Administration
from tests.people import (
    CLINICIAN,
    MARA,
    TODAY,
    acknowledged,
    days_ago,
    filled_in,
    phq9,
    phq9_answers,
)

ITEM_9 = "PHQ-9 item 9 (death / self-harm thoughts)"


def gone(services: Services) -> list[str]:
    return [one.sentence for one in services.outcomes.vanished_flags(CLINICIAN, MARA.id)]


@pytest.fixture
def flagged(services: Services, mara: Client) -> Administration:
    """A PHQ-9 whose item 9 was answered 1."""
    return services.outcomes.record(CLINICIAN, phq9(mara, 12, days_ago(3), item_9=1))


def test_an_answer_corrected_to_none_is_told(services: Services, flagged: Administration) -> None:
    assert gone(services) == []
    mended = flagged.amended(answers=phq9_answers(11))
    saved = services.outcomes.record(CLINICIAN, mended)
    (found,) = services.outcomes.vanished_flags(CLINICIAN, MARA.id)
    assert (found.flag.item, found.flag.value, found.after.version) == (9, 1, saved.version)
    assert found.sentence.startswith(f"{ITEM_9} answered 1 on 8 Jun 2026 was corrected to 0 on ")
    assert services.outcomes.flags(CLINICIAN, MARA.id) == []


def test_an_entry_taken_out_is_told_with_the_reason(
    services: Services, flagged: Administration
) -> None:
    services.outcomes.retire(CLINICIAN, flagged, " Another person's form. ")
    (words,) = gone(services)
    assert words.startswith(f"{ITEM_9} answered 1 on 8 Jun 2026 was taken out on ")
    assert words.endswith(": Another person's form")


def test_a_risk_answer_is_not_taken_out_without_a_reason(
    services: Services, flagged: Administration
) -> None:
    with pytest.raises(InvalidEntry, match="say why it is taken out"):
        services.outcomes.retire(CLINICIAN, flagged, "  ")
    assert len(services.outcomes.flags(CLINICIAN, MARA.id)) == 1


@pytest.mark.usefixtures("mara")
def test_a_form_without_one_needs_no_reason_and_leaves_no_line(services: Services) -> None:
    wrong = services.outcomes.record(CLINICIAN, phq9(MARA, 12, days_ago(3)))
    services.outcomes.retire(CLINICIAN, wrong)
    assert gone(services) == []


def test_corrected_and_later_taken_out_says_both(
    services: Services, flagged: Administration
) -> None:
    mended = services.outcomes.record(CLINICIAN, flagged.amended(answers=phq9_answers(11)))
    services.outcomes.retire(CLINICIAN, mended, "Filled in twice.")
    (words,) = gone(services)
    assert "was corrected to 0 on" in words
    assert words.endswith(": Filled in twice")


def test_a_flag_that_another_version_brought_back_is_not_gone(
    services: Services, flagged: Administration
) -> None:
    mended = services.outcomes.record(CLINICIAN, flagged.amended(answers=phq9_answers(11)))
    services.outcomes.record(CLINICIAN, mended.amended(answers=flagged.answers))
    assert gone(services) == []


def test_yes_and_no_are_said_where_the_form_asks_so() -> None:
    asked = filled_in(MARA, "c-ssrs-screener", (1, 1, 0, 0, 0, 0), days_ago(2))
    asked = asked.model_copy(update={"version": 1})
    mended = asked.model_copy(update={"version": 2, "answers": (1, 0, None, None, None, 0)})
    (found,) = vanished_flags([mended, asked])
    assert "answered yes on 9 Jun 2026 was corrected to no" in found.sentence


def test_open_flags_are_endorsed_before_unanswered_and_newest_first() -> None:
    left_out = filled_in(MARA, "phq-9", "22221120-", days_ago(2))
    older, newer = phq9(MARA, 9, days_ago(20), item_9=1), phq9(MARA, 9, days_ago(9), item_9=2)
    closed = phq9(MARA, 9, days_ago(1), item_9=3)
    flags = flagged_answers([older, newer, left_out, closed], [acknowledged(closed, 9, TODAY)])
    assert [one.administration for one in still_open(flags)] == [newer, older, left_out]


class TestAcknowledgingSeveral:
    def test_all_flags_of_a_form_are_closed_at_once(self, services: Services, mara: Client) -> None:
        form = filled_in(mara, "c-ssrs-screener", (1, 1, 0, 0, 0, 0), days_ago(2))
        saved = services.outcomes.record(CLINICIAN, form)
        done = [acknowledged(saved, item, TODAY) for item in (1, 2)]
        services.outcomes.acknowledge_all(CLINICIAN, done)
        assert still_open(services.outcomes.flags(CLINICIAN, MARA.id)) == []

    def test_when_one_cannot_be_saved_none_is(
        self, services: Services, flagged: Administration
    ) -> None:
        good = acknowledged(flagged, 9, TODAY)
        changed_meanwhile = acknowledged(flagged, 9, TODAY).model_copy(update={"version": 1})
        covered = CLINICIAN._replace(screen_share=True)  # adds, and changes nothing
        with pytest.raises(NotAllowedNow):
            services.outcomes.acknowledge_all(covered, [good, changed_meanwhile])
        assert len(still_open(services.outcomes.flags(CLINICIAN, MARA.id))) == 1
