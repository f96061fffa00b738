"""Templates use only words of the lists, and the teaching stories they point to exist."""

from __future__ import annotations

import pytest

from core.knowledge.scenarios import scenario
from core.triggers.templates import Template, scenario_for, template, templates
from core.vocabulary import ids
from tests.people import MARA, days_ago, episode


@pytest.mark.parametrize("one", templates(), ids=lambda one: one.id)
def test_a_template_uses_words_of_the_lists_only(one: Template) -> None:
    assert one.cue in ids("cue_types")
    assert one.urge in ids("action_tendencies")
    assert one.themes
    assert set(one.themes) <= set(ids("threat_themes"))
    assert one.name
    assert one.appraisal
    made = episode(MARA, days_ago(1), **one.fields())
    assert (made.cue, made.setting) == (one.cue, one.setting)


@pytest.mark.parametrize("one", templates(), ids=lambda one: one.id)
def test_what_a_template_supposes_is_offered_and_never_part_of_an_episode(one: Template) -> None:
    made = episode(MARA, days_ago(1), **one.fields())
    assert (made.themes, made.appraisal, made.urge) == ((), "", "not_asked")
    assert set(one.often()) == {"themes", "appraisal", "urge"}
    assert one.often()["appraisal"] == f"Often: {one.appraisal}"


def test_a_template_says_what_is_often_there_in_the_words_of_the_lists() -> None:
    assert templates()[0].often()["themes"] == "Often: being left; not mattering / not a priority"


def test_the_three_scenarios_of_the_articles_come_first() -> None:
    first = templates()[:3]
    assert [one.id for one in first] == ["delayed_reply", "perceived_distance", "uncertainty"]
    assert [one.scenario for one in first] == [one.id for one in first]


def test_every_template_has_an_id_of_its_own() -> None:
    named = [one.id for one in templates()]
    assert len(set(named)) == len(named)
    assert template("delayed_reply") == templates()[0]
    assert template("") is None


def test_every_story_a_template_names_can_be_opened() -> None:
    for one in templates():
        if one.scenario:
            assert scenario(one.scenario).title


@pytest.mark.parametrize(
    ("fields", "story"),
    [
        ({"cue": "reply_delay"}, "delayed_reply"),
        ({"cue": "reply_delay", "themes": ("uncertainty",)}, "delayed_reply"),
        ({"cue": "emotional_distance"}, "perceived_distance"),
        ({"cue": "tone_shift"}, "perceived_distance"),
        ({"cue": "status_unclear"}, "uncertainty"),
        ({"cue": "ambiguous_message", "themes": ("uncertainty",)}, "uncertainty"),
        ({"cue": "criticism", "themes": ("shame",)}, None),
        ({"cue": "not_asked"}, None),
        ({"cue": "other: the lift stopped"}, None),
    ],
)
def test_an_episode_leads_to_the_story_of_its_cue(
    fields: dict[str, object], story: str | None
) -> None:
    assert scenario_for(episode(MARA, days_ago(1), **fields)) == story
