"""The map page: read closely, changed in place, built from an episode and from suggestions."""

from __future__ import annotations

from itertools import combinations

import pytest

from core.assembly import Practice
from core.exchange.sample import sample_id
from core.formulation.lettering import screen_width
from core.formulation.model import Formulation, VerdictState
from dashboard.components.plot import LIGHT
from dashboard.map.charts import TEXT, map_figure
from dashboard.map.facts import history_lines, link_closely, node_shown
from dashboard.map.view import MapView, map_view, sentences
from tests.dashboard.conftest import Screen
from tests.dashboard.test_entering import form, press
from tests.formulation.drawn_maps import made_up, sample_maps
from tests.people import MARA, days_ago, episode, link, node

MAREN = sample_id("HL-101")
SAMPLES = sample_maps()


def of_maren(practice: Practice) -> Formulation:
    return practice.services().formulation.formulation(practice.actor, MAREN)


def text_areas(view: MapView) -> list[tuple[float, float, float, float]]:
    """The ground of each box's text, read off the figure's own coordinates."""
    words = map_figure(view, LIGHT)["data"][4]
    found = []
    for x, y, text in zip(words["x"], words["y"], words["text"], strict=True):
        lines = text.split("<br>")[1:]
        wide = max(screen_width(line, TEXT) for line in lines)
        tall = 1.3 * TEXT * (len(lines) + 1)  # plotly's line height
        found.append((x - wide / 2, y - tall / 2, x + wide / 2, y + tall / 2))
    return found


@pytest.mark.parametrize("verbs", [False, True], ids=["plain", "worded"])
@pytest.mark.parametrize("name", SAMPLES)
def test_no_text_of_a_sample_map_covers_another_or_leaves_the_figure(
    name: str, verbs: bool
) -> None:
    view = map_view(SAMPLES[name], verbs=verbs)
    left, top, right, bottom = view.corners
    areas = text_areas(view)
    for a, b in combinations(areas, 2):
        assert min(a[2], b[2]) <= max(a[0], b[0]) or min(a[3], b[3]) <= max(a[1], b[1])
    for x0, y0, x1, y1 in areas:
        assert left <= x0 <= x1 <= right
        assert top <= y0 <= y1 <= bottom


def test_signs_are_told_in_words_too_and_never_by_colour_alone() -> None:
    drawn = made_up(6, 5)
    kinds: list[VerdictState] = ["supported", "not_yet", "contradicted", "untested"]
    states = {one.id: state for one, state in zip(drawn.links, kinds, strict=False)}
    view = map_view(drawn, states=states, marks={drawn.nodes[0].id: "removed"})
    circles = map_figure(view, LIGHT)["data"][1]["text"]
    assert sorted(circles) == ["", "", "<b>?</b>", "<b>✓</b>", "<b>✕</b>"]
    assert sorted(a.words[2] for a in view.arrows if a.state) == [
        "Own data: contradicted", "Own data: not yet", "Own data: supported",
        "Own data: untested",
    ]  # fmt: skip
    assert set(view.legend) == {
        "✓ supported",
        "? not yet",
        "✕ contradicted",
        "− taken off",
        "○ unchanged",
    }
    assert map_view(drawn).legend == ("○ untested or no prediction",)


def test_every_link_and_every_lone_node_is_a_sentence() -> None:
    lone = node(MARA, "Nobody asks", "context")
    first, second = node(MARA, "No answer", "cue"), node(MARA, "Fear", "prim_emotion")
    drawn = Formulation(nodes=(first, second, lone), links=(link(first, second),))
    words = sentences(map_view(drawn))
    assert "No answer may lead to Fear" in words
    assert "Nobody asks\\. Not linked yet" in words


def test_episodes_that_do_not_say_are_counted_apart() -> None:
    fear = node(MARA, "Fear", "prim_emotion", terms=("fear",))
    diary = [episode(MARA, days_ago(n), primary_emotion=felt)
             for n, felt in enumerate(("fear", "shame", "not_asked"))]  # fmt: skip
    assert node_shown(fear, diary).words == "Shown in 1 of 2 episodes; 1 other does not say"


def test_the_history_of_an_arrow_says_who_changed_what() -> None:
    first, second = node(MARA, "a", "cue"), node(MARA, "b", "body")
    was = link(first, second, version=1, recorded_by="owner")
    now = was.model_copy(update={"version": 2, "confidence": "high"})
    assert history_lines([was, now], {"owner": "Dr Falk"}, {}) == [
        "- Version 2, saved by Dr Falk: confidence: Hunch → Sure",
        "- Version 1, saved by Dr Falk: first saved",
    ]


def test_a_link_read_closely_counts_the_episodes_that_show_both_ends() -> None:
    first = node(MARA, "No answer", "cue", terms=("reply_delay",))
    second = node(MARA, "Fear", "prim_emotion", terms=("fear",))
    drawn = Formulation(nodes=(first, second), links=(link(first, second),))
    diary = [episode(MARA, days_ago(n), primary_emotion=felt)
             for n, felt in enumerate(("fear", "shame"))]  # fmt: skip
    closely = link_closely(drawn.links[0], drawn, diary)
    assert closely.shown.words == "Both ends show in 1 of 2 episodes; the first alone in 1"


def opened(screen: Screen, selected: str) -> Screen:
    """The map page with an entry picked, as a click on it does."""
    screen.open("map", "HL-101")
    screen.at.session_state["havenline"].opened["map.selected"] = selected
    screen.at.run()
    return screen


def test_a_link_is_reviewed_in_place(screen: Screen, sample_practice: Practice) -> None:
    one = of_maren(sample_practice).links[0]
    opened(screen, f"link:{one.id}")
    key = f"map.place.{MAREN}.{one.id}.{one.version}"
    screen.at.text_input(key=f"{key}.note").set_value("Looked at together.")
    screen.press("Reviewed today")
    assert "Link reviewed." in str([toast.value for toast in screen.at.toast]) + screen.words
    after = next(each for each in of_maren(sample_practice).links if each.id == one.id)
    assert (after.note, after.reviewed_on) == ("Looked at together.", sample_practice.today())
    assert (after.evidence_for, after.evidence_against) == (one.evidence_for, one.evidence_against)


def test_a_suggestion_is_added_only_when_taken_up(
    screen: Screen, sample_practice: Practice
) -> None:
    before = of_maren(sample_practice)
    screen.open("map", "HL-101").press("Suggestions")
    assert "grounds to look, not findings" in screen.words
    assert of_maren(sample_practice) == before
    leave = next(b for b in screen.at.button if str(b.key).startswith("map.leave."))
    leave.click().run()
    assert leave.key not in [b.key for b in screen.at.button]
    next(b for b in screen.at.button if str(b.key).startswith("map.take.")).click().run()
    after = of_maren(sample_practice)
    assert len(after.nodes) + len(after.links) == len(before.nodes) + len(before.links) + 1


def test_an_episode_is_linked_to_a_node_by_ticking_it(sample_practice: Practice) -> None:
    services, actor = sample_practice.services(), sample_practice.actor
    newest = services.triggers.episodes(actor, MAREN)[0]
    belief = next(n for n in of_maren(sample_practice).nodes if n.kind == "belief")

    def link_one(client_id: object) -> None:
        from dashboard.map.building import link_episode
        from dashboard.workspace import start_run

        link_episode(start_run(), client_id)

    at = form(sample_practice, link_one, MAREN)
    box = at.multiselect(key=f"map.episode.{MAREN}.{newest.id}.nodes")
    box.set_value([*box.value, belief.id]).run()
    offered = [one.label for one in at.multiselect]
    said = [one.value for one in at.caption if one.value.startswith("No new link: ")]
    assert bool(said) != ("New links, as hunches" in offered)
    press(at, "Save")
    assert belief.id in sample_practice.services().triggers.episodes(actor, MAREN)[0].nodes


def test_turned_to_the_client_the_page_holds_the_card_and_the_way_back(screen: Screen) -> None:
    screen.open("map", "HL-101")
    screen.at.segmented_control(key="map.lens").set_value("client").run()
    assert "I am frightened → then → I message and check" in screen.words
    for word in ("hypothes", "Completeness", "Look at it as", "5 Ps", "Swipe"):
        assert word not in screen.words + str(screen.at.get("button_group"))
    assert [one.label for one in screen.at.expander] == ["What is shown"]
    assert not screen.at.expander[0].proto.expanded
    screen.press("Back to the map")
    assert "Every link is a hypothesis" in screen.words


def test_suggestions_have_no_heading_without_anything_under_it(screen: Screen) -> None:
    screen.open("map", "HL-107").press("Suggestions")
    while left := [b for b in screen.at.button if str(b.key).startswith("map.leave.")]:
        left[0].click().run()
    shown = screen.words.splitlines()
    assert "Links" not in shown
    assert "Nodes" not in shown
    assert "Nothing more to suggest from what is recorded." in shown
