"""The ten fields of the quick entry, in the order in which an episode is told."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime

import streamlit as st

from core.triggers.day_only import day_only
from core.triggers.model import Episode, StrategyTried
from core.triggers.moments import EARLIEST
from dashboard.triggers.picking import pick_word, pick_words

SCALES = ("0-100", "SUD 0-10")
Fields = dict[str, object]


def ten_fields(episode: Episode, key: str, often: Mapping[str, str]) -> Fields:
    """When, with whom, what happened, cue, meaning, themes, body, feelings, arousal, action.

    `often` is what a template supposes, by field: it stands in grey and is never saved.
    """
    return (
        _scene(episode, key)
        | _cue_and_meaning(episode, key, often)
        | _body_and_feelings(episode, key)
        | _arousal(episode, key)
        | {"action": pick_word("What they did", "action_tendencies", f"{key}.did",
                                 episode.action)}
    )  # fmt: skip


def _scene(episode: Episode, key: str) -> Fields:
    when, whom = st.columns([3, 2])
    with when:
        moment = _when(episode, f"{key}.when")
    with whom:
        with_whom = st.text_input("With whom", episode.with_whom, key=f"{key}.whom")
    situation = st.text_area("What happened, in plain words", episode.situation, key=f"{key}.what",
                             height=80)  # fmt: skip
    return moment | {"with_whom": with_whom, "situation": situation}


def _when(episode: Episode, key: str) -> Fields:
    """A day, and a time in the time zone of this computer unless it is not known."""
    at = episode.local
    day_box, time_box = st.columns(2)
    on = day_box.date_input("When", at.date(), key=f"{key}.day", format="DD/MM/YYYY",
                            min_value=date(EARLIEST, 1, 1))  # fmt: skip
    clock = at.time().replace(second=0, microsecond=0) if episode.time_known else None
    said = time_box.time_input("Time", clock, key=f"{key}.time")
    unknown = time_box.checkbox("Time not known", not episode.time_known, key=f"{key}.unknown")
    if said and not unknown:
        return {"happened_at": datetime.combine(on, said).astimezone(), "time_known": True}
    return {"happened_at": day_only(on, datetime.now().astimezone()), "time_known": False}


def _cue_and_meaning(episode: Episode, key: str, often: Mapping[str, str]) -> Fields:
    left, right = st.columns(2)
    with left:
        cue = pick_word("Cue: what was seen, heard or missing", "cue_types", f"{key}.cue",
                          episode.cue)  # fmt: skip
    with right:
        appraisal = st.text_input("It meant…", episode.appraisal, key=f"{key}.meant",
                                  placeholder=often.get("appraisal"))  # fmt: skip
    themes = pick_words("Threat themes", "threat_themes", f"{key}.themes", episode.themes,
                        often=often.get("themes", ""))  # fmt: skip
    return {"cue": cue, "appraisal": appraisal, "themes": themes}


def _body_and_feelings(episode: Episode, key: str) -> Fields:
    left, right = st.columns(2)
    with left:
        body = pick_words("In the body", "body_sensations", f"{key}.body", episode.body)
    with right:
        places = pick_words("Where in the body", "body_places", f"{key}.places",
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
