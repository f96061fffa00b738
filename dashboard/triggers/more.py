"""Everything else that can be said about an episode; all of it optional."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple
from uuid import UUID

import streamlit as st

from core.formulation.lenses.ifs import is_part
from core.triggers.model import Episode
from core.vocabulary import label
from dashboard.components.apart import told_apart
from dashboard.triggers.picking import pick_word
from dashboard.workspace import Workspace

SETTINGS = {"not_asked": "Not asked yet", "text": "By text", "phone": "On the phone",
            "in_person": "In person", "alone": "Alone"}  # fmt: skip
REPAIRED = {"not_asked": "Not asked yet", "none": "Nobody yet", "client": "The client",
            "other": "The other", "both": "Both"}  # fmt: skip
GONE = "An entry that was taken out"
Fields = dict[str, object]


class Linked(NamedTuple):
    """What an episode can be linked to: nodes and parts of the map, history events, by id."""

    nodes: dict[UUID, str]
    parts: dict[UUID, str]
    events: dict[UUID, str]


def linked(workspace: Workspace, client_id: UUID) -> Linked:
    """What this client's map and history offer to link to."""
    services, actor = workspace.services, workspace.actor
    nodes = services.formulation.formulation(actor, client_id).nodes
    kinds = {node.id: label("node_types", node.kind).partition(" (")[0] for node in nodes}
    return Linked(
        {node.id: f"{node.name} ({kinds[node.id]})" for node in nodes},
        {node.id: node.name for node in nodes if is_part(node)},
        {one.id: one.headline for one in services.history.history(actor, client_id).events},
    )


def more_fields(episode: Episode, links: Linked, key: str, often: Mapping[str, str]) -> Fields:
    """The rest of the form, below the ten fields."""
    return (
        _around(episode, key)
        | _wish_and_answer(episode, key, often.get("urge", ""))
        | _over_time(episode, key)
        | _links(episode, links, key)
        | _provenance(episode, key)
    )


def _around(episode: Episode, key: str) -> Fields:
    left, middle, right = st.columns(3)
    return {
        "place": left.text_input("Where", episode.place, key=f"{key}.place"),
        "setting": _choice(middle, "How they were in touch", SETTINGS, f"{key}.setting",
                           episode.setting),
        "cue_certainty": right.number_input("How sure of the cue, 0 to 100", 0, 100,
                                            episode.cue_certainty, key=f"{key}.sure"),
    }  # fmt: skip


def _wish_and_answer(episode: Episode, key: str, often: str) -> Fields:
    left, right = st.columns(2)
    with left:
        urge = pick_word("Urge", "action_tendencies", f"{key}.urge", episode.urge, often=often)
        hoped = pick_word("Hoped for", "needs_longings", f"{key}.hoped", episode.hoped_for)
        after = pick_word("Afterwards", "aftermath", f"{key}.after", episode.aftermath)
    with right:
        response = pick_word("What the other did", "partner_responses", f"{key}.other",
                               episode.response)  # fmt: skip
        position = pick_word("Position in the couple's cycle", "couple_positions",
                               f"{key}.position", episode.position)  # fmt: skip
        repaired = _choice(st, "Who began to make up", REPAIRED, f"{key}.repaired",
                           episode.repaired)  # fmt: skip
    reading = st.text_input("How the client read the answer", episode.reading_of_response,
                            key=f"{key}.reading")  # fmt: skip
    return {
        "urge": urge, "hoped_for": hoped, "aftermath": after, "response": response,
        "position": position, "repaired": repaired, "reading_of_response": reading,
    }  # fmt: skip


def _over_time(episode: Episode, key: str) -> Fields:
    left, middle, right = st.columns(3)
    return {
        "minutes_to_peak": left.number_input("Minutes until its highest", 0, 43_200,
                                             episode.minutes_to_peak, key=f"{key}.peak"),
        "arousal_half_hour": middle.number_input("Arousal half an hour later", 0, 100,
                                                 episode.arousal_half_hour, key=f"{key}.half"),
        "minutes_to_recover": right.number_input("Minutes until calm again", 0, 43_200,
                                                 episode.minutes_to_recover,
                                                 key=f"{key}.calm"),
    }  # fmt: skip


def _links(episode: Episode, links: Linked, key: str) -> Fields:
    memory = st.text_input("Memory or image that came up", episode.memory, key=f"{key}.memory")
    left, right = st.columns(2)
    events, parts = {None: "None"} | links.events, {None: "None"} | links.parts
    shown = told_apart(_with_gone(links.nodes, *episode.nodes))
    nodes = st.multiselect(
        "Shows on the map", list(shown), list(episode.nodes),
        key=f"{key}.nodes", placeholder="Choose any",
        format_func=shown.__getitem__,
    )  # fmt: skip
    return {
        "memory": memory,
        "memory_event": _one_of(left, "It belongs to", events, f"{key}.event",
                                episode.memory_event),
        "part": _one_of(right, "Part that was active", parts, f"{key}.part", episode.part),
        "nodes": tuple(nodes),
    }  # fmt: skip


def _provenance(episode: Episode, key: str) -> Fields:
    learning = st.text_area("Another way to read it", episode.learning, key=f"{key}.learning",
                            height=70)  # fmt: skip
    left, right = st.columns(2)
    with left:
        source = pick_word("Entered by", "entry_sources", f"{key}.source", episode.source)
    delay = right.number_input(
        "Hours between it and its being written down", 0.0, None, episode.recall_delay_hours,
        key=f"{key}.delay", placeholder="" if episode.version else "counted when left empty",
    )  # fmt: skip
    shareable = st.checkbox("The client agrees to see it on shared views", episode.shareable,
                            key=f"{key}.share")  # fmt: skip
    return {
        "learning": learning, "source": source, "recall_delay_hours": delay,
        "shareable": shareable,
    }  # fmt: skip


def _choice(where: object, title: str, options: Mapping[str, str], key: str, value: str) -> object:
    return where.selectbox(title, list(options), list(options).index(value), key=key,  # type: ignore[attr-defined]
                           format_func=options.__getitem__)  # fmt: skip


def _one_of(
    where: object, title: str, options: Mapping[UUID | None, str], key: str, value: UUID | None
) -> object:
    known = told_apart(_with_gone(options, value))
    return where.selectbox(title, list(known), list(known).index(value), key=key,  # type: ignore[attr-defined]
                           format_func=known.__getitem__)  # fmt: skip


def _with_gone(options: Mapping[UUID | None, str], *values: UUID | None) -> dict[UUID | None, str]:
    """The options, and what the episode is linked to although it was taken out meanwhile."""
    return {one: GONE for one in values if one not in options} | dict(options)
