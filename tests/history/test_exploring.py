"""What a history leaves open is listed to explore, never as a class or a score."""

from __future__ import annotations

from datetime import date

import pytest

from core.clients.model import Asked, Client
from core.history.exploring import HEADINGS, to_explore
from core.record import Record
from core.vocabulary import ids, terms
from tests.history.entries import adaptation, belief, event, figure, history, partner
from tests.people import MARA

TOPICS = [topic.id for topic in terms("history_asked_topics")]
EVERYTHING_ASKED = MARA.model_copy(
    update={"asked": tuple(Asked(topic=topic, state="asked") for topic in TOPICS)}
)


def found(*entries: Record, client: Client = EVERYTHING_ASKED) -> list[tuple[str, str]]:
    return [(one.kind, one.words) for one in to_explore(client, history(*entries))]


def test_a_word_without_a_memory_is_listed_with_its_figure() -> None:
    mam = figure("Mam", descriptors=[{"word": "funny"}, {"word": "soft", "memory": "The settee."}])
    assert found(mam) == [("no_memory", "Mam: “funny”")]


def test_a_memory_that_says_otherwise_is_listed_first() -> None:
    mam = figure(
        "Mam",
        descriptors=[
            {"word": "funny"},
            {"word": "always there", "memory": "Banging on the floor.", "contradicts": True},
        ],
    )
    assert found(mam) == [("contradiction", "Mam: “always there”"), ("no_memory", "Mam: “funny”")]


def test_a_rating_without_an_example_is_listed_with_period_and_rating() -> None:
    rated = {"period": "p26p", "quality": "responsive", "rating": "3"}
    example = {"period": "p0_2", "quality": "critical", "rating": "mixed", "example": "Soup."}
    assert found(figure("Gran", qualities=[rated, example])) == [
        ("no_example", "Gran, 26+: noticed and answered 3 of 4")
    ]


@pytest.mark.parametrize(("distress", "listed"), [(6, False), (7, True), (10, True), (None, False)])
def test_much_distress_without_a_meaning_now(distress: int | None, listed: bool) -> None:
    kinds = [kind for kind, _ in found(event("Dad left", distress_now=distress))]
    assert kinds == (["no_meaning"] if listed else [])


def test_a_meaning_now_closes_it() -> None:
    assert found(event("Dad left", distress_now=9, meaning_now="He was ill.")) == []


def test_of_a_parked_event_only_the_headline_is_named() -> None:
    parked = event("The summer at the lake", distress_now=9, detail="Secret.",
                   state="headline_only")  # fmt: skip
    assert found(parked) == [("parked", "The summer at the lake")]


@pytest.mark.parametrize("state", ["not_asked", "declined", "unknown"])
def test_silence_is_said(state: str) -> None:
    ((kind, words),) = found(partner("Jonas", state=state))
    assert kind == "not_told"
    assert words.startswith("Jonas: ")


def test_comfort_is_asked_about_for_caregivers_only() -> None:
    assert found(figure("Mam", role="primary"), figure("Mr Bevan", role="mentor")) == [
        ("comfort", "Mam")
    ]


def test_a_belief_with_exceptions_or_a_search_for_them_is_not_open() -> None:
    beliefs = (
        belief(words="I am too much"),
        belief(words="People leave", exceptions="Gran stayed."),
        belief(words="I do not count", looked_for_exceptions=True),
    )
    assert found(*beliefs) == [("exceptions", "I am too much")]


def test_what_protects_and_what_was_given() -> None:
    entries = (figure("Gran", protective=True), adaptation(behaviours="Goes quiet"))
    assert found(*entries) == [("gave", "Gran"), ("protects", "Goes quiet")]


def test_every_topic_is_open_until_it_was_asked() -> None:
    new = MARA.model_copy(update={"asked": ()})
    assert [kind for kind, _ in found(client=new)] == ["topic_not_asked"] * len(TOPICS)
    assert found(client=EVERYTHING_ASKED) == []


def test_a_declined_topic_says_when_and_why() -> None:
    declined = Asked(topic="losses", state="declined", on=date(2026, 3, 5), why="Not today")
    others = [one for one in EVERYTHING_ASKED.asked if one.topic != "losses"]
    client = MARA.model_copy(update={"asked": (*others, declined)})
    assert found(client=client) == [
        ("topic_declined", "Losses: client declined (5 Mar 2026: Not today)")
    ]


def test_no_heading_classes_or_scores_anybody() -> None:
    said = " ".join(HEADINGS.values()).lower()
    for word in ("style", "secure", "disorganis", "unresolved", "incoheren", "score", "risk"):
        assert word not in said


def test_what_is_listed_opens_an_entry_or_is_a_topic() -> None:
    mam = figure("Mam", role="primary")
    listed = to_explore(MARA, history(mam))
    assert {one.entry for one in listed} == {mam.id, None}
    assert all((one.entry is None) == one.kind.startswith("topic") for one in listed)
    assert set(TOPICS) <= set(ids("history_asked_topics"))
