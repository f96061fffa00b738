"""Setting a prediction on a link: one of a small set, then its direction, points or stage."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from core.approaches.model import Plan
from core.formulation.model import Formulation, Link, Prediction
from core.formulation.predicted import offered, stages_to_choose
from core.triggers.model import SCALE_TOP
from core.vocabulary import label
from dashboard.components.closing import close_button, for_client
from dashboard.components.saving import entry_key, made, save
from dashboard.map.hypotheses.view import NEVER_WHY, choice_words
from dashboard.map.hypotheses.words import link_says
from dashboard.workspace import Workspace

_SAME = {"set_on": None, "goes_with": "more", "points": 20, "scale": "0-100", "stage": ""}
_MORE = {"more": "more often", "less": "less often"}
_RARER = {"more": "rarer", "less": "more frequent"}


@st.dialog("Prediction", width="large", dismissible=False)
def edit_prediction(workspace: Workspace, link: Link, formulation: Formulation) -> None:
    """What the data should show if this link holds."""
    for_client(workspace)
    st.markdown(link_says(link, formulation))
    plans = workspace.services.approaches.plans(workspace.actor, link.client_id)
    choices = _choices(link, formulation, plans)
    key = entry_key("map.prediction", link.client_id, link)
    if not choices:
        st.info(
            "No prediction fits these two nodes. One is offered between things an episode can "
            "show (a cue, a meaning, a feeling, what they did), from a belief, or for a strategy."
        )
        close_button("map.edit_prediction", "Close")
        return
    chosen = _chosen(link, formulation, choices, key)
    prediction = _details(chosen, plans, link.prediction, key)
    st.markdown(f"**Predicted:** {choice_words(link, prediction, formulation)}")
    st.caption(f"Set it before the data it is tested on come in, if you can. {NEVER_WHY}")
    with st.container(horizontal=True):
        if st.button("Save prediction", type="primary", key=f"{key}.save"):
            _keep(workspace, link, _dated(workspace, link, prediction), "Prediction saved.", key)
        if link.prediction and st.button("Take the prediction back", key=f"{key}.remove"):
            _keep(workspace, link, None, "Prediction taken back; its verdicts are kept.", key)
        close_button("map.edit_prediction")


def _choices(
    link: Link, formulation: Formulation, plans: Sequence[Plan]
) -> list[Prediction]:  # fmt: skip
    """Those that fit the two ends; one that was set some other way stays to choose."""
    found, was = offered(link, formulation, plans), link.prediction
    if was is None:
        return found
    others = [one for one in found if _shape(one, link) != _shape(was, link)]
    place = next((n for n, one in enumerate(found) if one not in others), len(found))
    return [*others[:place], was, *others[place:]]


def _shape(prediction: Prediction, link: Link) -> Prediction:
    """A prediction without what is chosen below: its kind and its two nodes."""
    nodes = {"first": prediction.first or link.from_node,
             "second": prediction.second or link.to_node}  # fmt: skip
    return prediction.model_copy(update=_SAME | nodes | {"plan_id": None})


def _chosen(
    link: Link, formulation: Formulation, choices: Sequence[Prediction], key: str
) -> Prediction:  # fmt: skip
    shapes = [_shape(one, link) for one in choices]
    was = _shape(link.prediction, link) if link.prediction else shapes[0]
    place = st.radio(
        "What should show if this holds?",
        range(len(choices)),
        index=shapes.index(was),
        key=f"{key}.kind",
        format_func=lambda place: choice_words(link, choices[place], formulation),
    )
    return choices[place or 0]


def _details(
    chosen: Prediction, plans: Sequence[Plan], was: Prediction | None, key: str
) -> Prediction:  # fmt: skip
    kept = was if was and was.kind == chosen.kind else chosen
    if chosen.kind == "strategy_lowers":
        return chosen.model_copy(update=_points(kept, key))
    if chosen.kind == "after_phase":
        return chosen.model_copy(update=_stage(chosen, kept, plans, key))
    words = _RARER if chosen.kind == "belief_falls" else _MORE
    goes_with = st.segmented_control(
        "Direction",
        list(words),
        default=kept.goes_with,
        required=True,
        key=f"{key}.direction.{chosen.kind}",
        format_func=words.get,
    )
    return chosen.model_copy(update={"goes_with": goes_with or "more"})


def _points(kept: Prediction, key: str) -> dict[str, object]:
    left, right = st.columns(2)
    scale = left.selectbox("Scale", list(SCALE_TOP), list(SCALE_TOP).index(kept.scale),
                           key=f"{key}.scale")  # fmt: skip
    top = SCALE_TOP[scale]
    usual = kept.points if kept.scale == scale else top // 5
    points = right.number_input(f"Lower by at least (1 to {top})", 1, top, min(usual, top),
                                key=f"{key}.points.{top}")  # fmt: skip
    return {"scale": scale, "points": points}


def _stage(
    chosen: Prediction, kept: Prediction, plans: Sequence[Plan], key: str
) -> dict[str, object]:
    plan = next((one for one in plans if one.id == (kept.plan_id or chosen.plan_id)), None)
    options = stages_to_choose(plan) if plan else [kept.stage]
    at = options.index(kept.stage) if kept.stage in options else 0
    stage = st.selectbox("Since", options, at, key=f"{key}.stage",
                         format_func=lambda s: label("stages", s))  # fmt: skip
    reached = {one.stage: one.on for one in plan.stages} if plan else {}
    if stage not in reached:
        st.caption("The work has not reached this stage yet: untested until it has.")
    return {"stage": stage, "plan_id": plan.id if plan else None}


def _dated(workspace: Workspace, link: Link, prediction: Prediction) -> Prediction:
    """Set today, unless nothing about it was changed."""
    was = link.prediction
    if was and prediction.model_copy(update={"set_on": was.set_on}) == was:
        return was
    return prediction.model_copy(update={"set_on": workspace.services.today()})


def _keep(
    workspace: Workspace, link: Link, prediction: Prediction | None, said: str, key: str
) -> None:
    save(
        workspace,
        lambda: workspace.services.formulation.save_link(
            workspace.actor,
            made(workspace, Link, link.client_id, link, {"prediction": prediction}),
        ),
        said,
        inputs=key,
    )
