"""The ten fields of the quick entry, in the order in which an episode is told."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from core.triggers.model import Episode, StrategyTried
from dashboard.components.words import choose_moment, choose_words, pick_word

SCALES = ("0-100", "SUD 0-10")
Fields = dict[str, object]


def ten_fields(episode: Episode, key: str) -> Fields:
    """When, with whom, what happened, cue, meaning, themes, body, feelings, arousal, action."""
    return (
        _scene(episode, key)
        | _cue_and_meaning(episode, key)
        | _body_and_feelings(episode, key)
        | _arousal(episode, key)
        | {"action": pick_word("What they did", "action_tendencies", f"{key}.did",
                                 episode.action)}
    )  # fmt: skip


def _scene(episode: Episode, key: str) -> Fields:
    local = episode.happened_at.astimezone()
    when, whom = st.columns([3, 2])
    with when:
        happened_at = choose_moment("When", f"{key}.when", local)
    with whom:
        with_whom = st.text_input("With whom", episode.with_whom, key=f"{key}.whom")
    situation = st.text_area("What happened, in plain words", episode.situation, key=f"{key}.what",
                             height=80)  # fmt: skip
    return {"happened_at": happened_at, "with_whom": with_whom, "situation": situation}


def _cue_and_meaning(episode: Episode, key: str) -> Fields:
    left, right = st.columns(2)
    with left:
        cue = pick_word("Cue: what was seen, heard or missing", "cue_types", f"{key}.cue",
                          episode.cue)  # fmt: skip
    with right:
        appraisal = st.text_input("It meant…", episode.appraisal, key=f"{key}.meant")
    themes = choose_words("Threat themes", "threat_themes", f"{key}.themes", episode.themes)
    return {"cue": cue, "appraisal": appraisal, "themes": themes}


def _body_and_feelings(episode: Episode, key: str) -> Fields:
    left, right = st.columns(2)
    with left:
        body = choose_words("In the body", "body_sensations", f"{key}.body", episode.body)
    with right:
        places = choose_words("Where in the body", "body_places", f"{key}.places",
                              episode.body_places)  # fmt: skip
    left, right = st.columns(2)
    with left:
        secondary = pick_word("Feeling on the surface", "emotions_secondary", f"{key}.second",
                                episode.secondary_emotion)  # fmt: skip
    with right:
        primary = pick_word("Feeling underneath", "emotions_primary", f"{key}.primary",
                              episode.primary_emotion)  # fmt: skip
    return {
        "body": body, "body_places": places, "secondary_emotion": secondary,
        "primary_emotion": primary,
    }  # fmt: skip


def _arousal(episode: Episode, key: str) -> Fields:
    left, right = st.columns(2)
    with left:
        arousal = st.number_input("Arousal at its highest", 0, 100, episode.arousal,
                                  key=f"{key}.arousal")  # fmt: skip
    with right:
        scale = st.radio("Scale", SCALES, SCALES.index(episode.arousal_scale), horizontal=True,
                         key=f"{key}.scale")  # fmt: skip
    return {"arousal": arousal, "arousal_scale": scale}


def first_tried(tried: Sequence[StrategyTried], key: str) -> tuple[str, int | None]:
    """The strategy tried first, and the arousal after it."""
    one = tried[0] if tried else StrategyTried(strategy="not_asked")
    left, right = st.columns(2)
    with left:
        strategy = pick_word("Tried", "regulation_strategies", f"{key}.tried", one.strategy)
    with right:
        after = st.number_input("Arousal after it", 0, 100, one.arousal_after,
                                key=f"{key}.calmer")  # fmt: skip
    return strategy, after
