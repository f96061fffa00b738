"""Entering an episode: ten fields first, the full form unfolds from them."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

import streamlit as st

from core.errors import InvalidEntry
from core.triggers.model import SCALE_TOP, Episode, StrategyTried
from dashboard.components.closing import close_button, for_client
from dashboard.components.saving import entry_key, made, save
from dashboard.components.words import choose_moment, choose_word, choose_words
from dashboard.workspace import Workspace

SOURCES = "entry_sources"


@st.dialog("Add an episode", width="large", dismissible=False)
def quick_entry(workspace: Workspace, client_id: UUID) -> None:
    """A new episode."""
    for_client(workspace)
    blank = Episode.model_construct(
        client_id=client_id,
        happened_at=datetime.now().astimezone().replace(minute=0, second=0, microsecond=0),
        situation="",
    )
    _form(workspace, blank, entry_key("triggers", client_id, None))
    close_button("triggers.quick_entry")


@st.dialog("Episode", width="large", dismissible=False)
def edit_episode(workspace: Workspace, episode: Episode) -> None:
    """Read or change one episode. A change is a new version; the old one is kept."""
    for_client(workspace)
    key = entry_key("triggers", episode.client_id, episode)
    _form(workspace, episode, key)
    if st.button("Take out of the diary", key=f"{key}.retire", type="tertiary"):
        save(
            workspace,
            lambda: workspace.services.triggers.retire(workspace.actor, episode),
            "Episode taken out; its versions stay in the store.",
            inputs=key,
        )
    close_button("triggers.edit_episode")


def _form(workspace: Workspace, episode: Episode, key: str) -> None:
    with st.form(key, border=False, enter_to_submit=False):
        fields = _ten(episode, key)
        with st.expander("More about it (all optional)"):
            fields |= _more(episode, key)
        if st.form_submit_button("Save the episode", type="primary"):
            save(
                workspace,
                lambda: workspace.services.triggers.save(
                    workspace.actor, _made(workspace, episode, fields)
                ),
                "Episode saved.",
                inputs=key,
            )


def _made(workspace: Workspace, episode: Episode, fields: dict[str, object]) -> Episode:
    tried = fields["strategies"]
    if any(one["strategy"] == "not_asked" for one in tried):  # type: ignore[attr-defined]
        raise InvalidEntry("Tried: say what was tried, or leave the arousal after it empty.")
    if fields["happened_at"] > datetime.now().astimezone():  # type: ignore[operator]
        raise InvalidEntry("When: an episode cannot be in the future.")
    was = episode if episode.version else None
    return made(workspace, Episode, episode.client_id, was, fields)


def _ten(episode: Episode, key: str) -> dict[str, object]:
    local = episode.happened_at.astimezone()
    happened_at = choose_moment("When", f"{key}.when", local)
    situation = st.text_area("What happened, in plain words", episode.situation, key=f"{key}.what",
                             height=80)  # fmt: skip
    left, right = st.columns(2)
    with left:
        cue = choose_word("Cue: what was seen, heard or missing", "cue_types", f"{key}.cue",
                          episode.cue)  # fmt: skip
        themes = choose_words("Threat themes", "threat_themes", f"{key}.themes", episode.themes)
        body = choose_words("In the body", "body_sensations", f"{key}.body", episode.body)
        secondary = choose_word("Feeling on the surface", "emotions_secondary", f"{key}.second",
                                episode.secondary_emotion)  # fmt: skip
        primary = choose_word("Feeling underneath", "emotions_primary", f"{key}.primary",
                              episode.primary_emotion)  # fmt: skip
    with right:
        with_whom = st.text_input("With whom", episode.with_whom, key=f"{key}.whom")
        appraisal = st.text_input("It meant…", episode.appraisal, key=f"{key}.meant")
        top = SCALE_TOP[episode.arousal_scale]
        arousal = st.number_input(f"Arousal at its highest (0 to {top})", 0, top, episode.arousal,
                                  step=5 if top == 100 else 1, key=f"{key}.arousal")  # fmt: skip
        action = choose_word("What they did", "action_tendencies", f"{key}.did", episode.action)
        response = choose_word("What the other did", "partner_responses", f"{key}.other",
                               episode.response)  # fmt: skip
    return {
        "happened_at": happened_at, "situation": situation, "cue": cue, "themes": themes,
        "body": body, "secondary_emotion": secondary, "primary_emotion": primary,
        "with_whom": with_whom, "appraisal": appraisal, "arousal": arousal, "action": action,
        "response": response,
    }  # fmt: skip


def _more(episode: Episode, key: str) -> dict[str, object]:
    left, right = st.columns(2)
    tried = episode.strategies[0] if episode.strategies else StrategyTried(strategy="not_asked")
    with left:
        place = st.text_input("Where", episode.place, key=f"{key}.place")
        urge = choose_word("Urge", "action_tendencies", f"{key}.urge", episode.urge)
        hoped = choose_word("Hoped for", "needs_longings", f"{key}.hoped", episode.hoped_for)
        after = choose_word("Afterwards", "aftermath", f"{key}.after", episode.aftermath)
    with right:
        strategy = choose_word("Tried", "regulation_strategies", f"{key}.tried", tried.strategy)
        top = SCALE_TOP[episode.arousal_scale]
        calmer = st.number_input("Arousal after it", 0, top, tried.arousal_after,
                                 key=f"{key}.calmer")  # fmt: skip
        source = choose_word("Entered by", SOURCES, f"{key}.source", episode.source)
        shareable = st.checkbox("The client agrees to see it on shared views", episode.shareable,
                                key=f"{key}.share")  # fmt: skip
    learning = st.text_area("Another way to read it", episode.learning, key=f"{key}.learning",
                            height=70)  # fmt: skip
    strategies = [one.model_dump() for one in episode.strategies[1:]]
    if strategy != "not_asked" or calmer is not None:
        strategies.insert(0, tried.model_dump() | {"strategy": strategy, "arousal_after": calmer})
    return {
        "place": place, "urge": urge, "hoped_for": hoped, "aftermath": after,
        "strategies": tuple(strategies), "source": source, "shareable": shareable,
        "learning": learning,
    }  # fmt: skip
