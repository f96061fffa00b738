"""The panel of a prediction, the list of all, and the form that sets one."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from plotly.graph_objects import Figure
from streamlit.testing.v1 import AppTest

from core.approaches.model import Plan, StageReached
from core.assembly import Practice
from core.formulation.findings import findings
from core.formulation.model import Link, Prediction, Verdict
from dashboard import workspace
from dashboard.components.plot import DARK, LIGHT
from dashboard.map.hypotheses.charts import counts_figure
from dashboard.map.hypotheses.view import overview_words, panel_view
from tests.dashboard.conftest import opened
from tests.formulation.diary import BREATHING, CHECKS, LEFT, SLOW, fourfold, material, predicted
from tests.people import MARA, days_ago, link, node

# Convictions of like-sex twins (R's ?fisher.test): 2 of 12 against 15 of 18, p = 0.0005367.
TWINS = (2, 10, 15, 3)
PLAN = Plan(
    client_id=MARA.id, approach="efit", stages=(StageReached(stage="efit1", on=days_ago(90)),)
)
GOAL = node(MARA, "Ask once", "goal")
LESS, BARE = link(SLOW, CHECKS), link(CHECKS, LEFT)
BUFFERS = link(BREATHING, GOAL, "buffers")


@pytest.fixture
def practice(tmp_path: Path) -> Iterator[Practice]:
    """Mara's map with one prediction that the diary supports, and links without one."""

    def fill(filled: Practice) -> None:
        services, actor = filled.services(), filled.actor
        services.clients.save(actor, MARA)
        services.approaches.save_plan(actor, PLAN)
        for one in (SLOW, CHECKS, BREATHING, LEFT, GOAL):
            services.formulation.save_node(actor, one)
        for moment in fourfold(*TWINS):
            services.triggers.save(actor, moment)
        less = Prediction(kind="same_episode", goes_with="less", set_on=days_ago(190))
        for one in (LESS, BARE, BUFFERS):
            kept = one.model_copy(update={"prediction": less if one is LESS else None})
            services.formulation.save_link(actor, kept)

    made = opened(tmp_path / "store", fill)
    workspace.use(made)
    yield made
    made.close()


def page(link_id: str, client_id: str) -> None:
    from uuid import UUID

    from dashboard import workspace
    from dashboard.map.hypotheses.screen import overview, panel

    now = workspace.start_run()
    now.pick(UUID(client_id))
    formulation = now.services.formulation.formulation(now.actor, UUID(client_id))
    shown = [one for one in formulation.links if str(one.id) == link_id]
    if shown:
        panel(now, shown[0], formulation)
    else:
        overview(now, UUID(client_id), formulation)


def tab(one: Link | None = None) -> AppTest:
    known = {"link_id": str(one.id) if one else "", "client_id": str(MARA.id)}
    return AppTest.from_function(page, kwargs=known, default_timeout=30).run()


def form_page(link_id: str, client_id: str) -> None:
    from uuid import UUID

    from dashboard import workspace
    from dashboard.map.hypotheses.setting import edit_prediction

    now = workspace.start_run()
    now.pick(UUID(client_id))
    formulation = now.services.formulation.formulation(now.actor, UUID(client_id))
    shown = [one for one in formulation.links if str(one.id) == link_id]
    edit_prediction(now, shown[0], formulation)


def form(one: Link) -> AppTest:
    """The form on a page of its own: AppTest cannot rerun a dialog."""
    known = {"link_id": str(one.id), "client_id": str(MARA.id)}
    return AppTest.from_function(form_page, kwargs=known, default_timeout=30).run()


def words(at: AppTest) -> str:
    found = [one.value for kind in ("markdown", "caption", "info") for one in at.get(kind)]
    return "\n".join(found).replace("\\", "").replace("\u00a0", " ")


def press(at: AppTest, label: str) -> AppTest:
    return next(b for b in at.button if b.label == label).click().run()


def saved(practice: Practice, one: Link) -> Prediction | None:
    formulation = practice.services().formulation.formulation(practice.actor, MARA.id)
    return next(link.prediction for link in formulation.links if link.id == one.id)


class TestPanel:
    def test_it_shows_state_counts_interval_and_how_many_came_later(
        self,
        practice: Practice,  # noqa: ARG002
    ) -> None:
        said = words(tab(LESS))
        for expected in (
            "Episodes with “Slow reply” show “Checks his phone” less often than the rest.",
            ":material/check_circle: **Supported**",
            "in 2 of 12 episodes with “Slow reply”, and in 15 of 18 without it.",
            "95% interval",
            "p < 0.001; the only prediction with enough data.",
            "came after the prediction was set on",
            "Newcombe 1998",
            "it does not say why",
            "shifts of the order, chance did as well. Read it as a hint.",
            "tested again after every entry",
        ):
            assert expected in said

    def test_earlier_verdicts_are_listed_newest_first(self, practice: Practice) -> None:
        (finding,) = practice.services().hypotheses.findings(practice.actor, MARA.id).values()
        verdicts = [
            Verdict(client_id=MARA.id, link_id=LESS.id, prediction=finding.prediction,
                    state=state, sentence="Counts.", found_on=date(2026, month, 3))
            for month, state in ((3, "untested"), (4, "supported"))
        ]  # fmt: skip
        lines = [line.replace("\u00a0", " ") for line in panel_view(finding, verdicts).verdicts]
        assert lines[0].startswith("3 Apr 2026: supported")
        assert lines[1].startswith("3 Mar 2026: untested")

    def test_without_a_prediction_it_says_what_one_is(
        self,
        practice: Practice,  # noqa: ARG002
    ) -> None:
        at = tab(BARE)
        assert "A prediction says what the diary" in words(at)
        assert [b.label for b in at.button] == ["Set a prediction"]


class TestSetting:
    def test_a_prediction_is_chosen_from_those_that_fit_and_tested_at_once(
        self, practice: Practice
    ) -> None:
        at = form(BARE)
        offered = [one.replace("\\", "") for one in at.radio[0].options]
        assert offered == [
            "Episodes with “Checks his phone” show “Being left” more often than the rest.",
            "The day after a day with “Checks his phone” shows “Being left” more often than "
            "other days.",
            "Since “Stage 1: Stabilise” began, “Being left” is rarer.",
            "Since “Stage 1: Stabilise” began, “Checks his phone” is rarer.",
        ]
        at.segmented_control[0].set_value("less").run()
        assert "show “Being left” less often" in words(at)
        press(at, "Save prediction")
        kept = saved(practice, BARE)
        assert kept is not None
        assert (kept.kind, kept.goes_with) == ("same_episode", "less")
        assert kept.set_on == practice.today()
        verdicts = practice.services().hypotheses.every_verdict(practice.actor, MARA.id)
        assert verdicts[-1].link_id == BARE.id

    def test_a_strategy_asks_for_the_points_and_the_scale(self, practice: Practice) -> None:
        at = form(BUFFERS)
        at.selectbox[0].select("SUD 0-10").run()
        assert at.number_input[0].max == 10
        at.number_input[0].set_value(3).run()
        press(at, "Save prediction")
        kept = saved(practice, BUFFERS)
        assert kept is not None
        assert (kept.kind, kept.points, kept.scale) == ("strategy_lowers", 3, "SUD 0-10")

    def test_a_stage_of_the_plan_is_chosen_also_one_not_reached(self, practice: Practice) -> None:
        at = form(BARE)
        at.radio[0].set_value(2).run()
        at.selectbox[0].select("efit2").run()
        assert "has not reached this stage yet" in words(at)
        press(at, "Save prediction")
        kept = saved(practice, BARE)
        assert kept is not None
        assert (kept.kind, kept.stage, kept.plan_id) == ("after_phase", "efit2", PLAN.id)

    def test_saving_without_a_change_keeps_the_day_it_was_set(self, practice: Practice) -> None:
        press(form(LESS), "Save prediction")
        kept = saved(practice, LESS)
        assert kept is not None
        assert kept.set_on == days_ago(190)

    def test_taken_back_its_verdicts_stay(self, practice: Practice) -> None:
        press(form(LESS), "Take the prediction back")
        assert saved(practice, LESS) is None
        states = [v.state for v in practice.services().hypotheses.verdicts(practice.actor, LESS)]
        assert states == ["supported", "untested"]

    def test_where_none_fits_it_says_so(self, practice: Practice) -> None:
        (plan,) = practice.services().approaches.plans(practice.actor, MARA.id)
        practice.services().approaches.save_plan(
            practice.actor, plan.amended(approach="other", stages=())
        )
        odd = link(GOAL, node(MARA, "Sleep", "context"), "targets")
        services = practice.services()
        services.formulation.save_node(practice.actor, node(MARA, "Sleep", "context"))
        services.formulation.save_link(practice.actor, odd)
        assert "No prediction fits these two nodes" in words(form(odd))


class TestOverview:
    def test_every_prediction_is_listed_with_its_state(
        self,
        practice: Practice,  # noqa: ARG002
    ) -> None:
        said = words(tab())
        assert (
            "1 prediction, 1 with enough data for a verdict. Predictions are tested again" in said
        )
        assert "a chance finding is likelier than p says" in said
        assert "Read it as a hint." in said
        assert "**Supported** · Slow reply *may lead to* Checks his phone" in said

    def test_it_says_that_several_are_corrected_together(self) -> None:
        links = [predicted("same_episode"), predicted("same_episode", goes_with="less")]
        said = overview_words(findings(material(links, fourfold(*TWINS))))
        assert said.startswith(
            "2 predictions, 2 with enough data for a verdict. The more are tested"
        )

    def test_before_the_first_it_says_what_a_prediction_is(self, practice: Practice) -> None:
        formulation = practice.services().formulation
        known = formulation.formulation(practice.actor, MARA.id)
        (one,) = [link for link in known.links if link.prediction]
        formulation.save_link(practice.actor, one.amended(prediction=None))
        assert "Open a link of the map to set one." in words(tab())


class TestPicture:
    def figure(self, colours: object = LIGHT) -> dict[str, object]:
        one = predicted("same_episode", set_on=days_ago(180))
        return counts_figure(
            panel_view(findings(material([one], fourfold(*TWINS)))[one.id], []), colours
        )

    @pytest.mark.parametrize("colours", [LIGHT, DARK])
    def test_plotly_takes_every_property(self, colours: object) -> None:
        Figure(self.figure(colours))

    def test_every_episode_is_a_mark_and_showing_is_more_than_a_colour(self) -> None:
        bars, hollow, filled = self.figure()["data"]
        assert (len(filled["x"]), len(hollow["x"])) == (17, 13)
        assert filled["marker"]["color"] != hollow["marker"]["color"]
        assert "● showed" in str(self.figure()["layout"])
        assert bars["x"] == [pytest.approx(2 / 12), pytest.approx(15 / 18)]
