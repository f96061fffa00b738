"""The diary in words: finding episodes, and each as it is listed."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from typing import NamedTuple
from uuid import UUID

from core.formulation.model import Node
from core.formulation.shown import shown
from core.triggers.model import SCALE_TOP, Episode
from core.triggers.templates import scenario_for
from core.vocabulary import inside, label
from dashboard.components.text import escaped

PER_PAGE = 6


class Wanted(NamedTuple):
    """What is looked for: words, a theme, a cue, a node of the map, days; empty is anything."""

    words: str = ""
    theme: str = ""
    cue: str = ""
    node: Node | None = None
    first: date | None = None
    last: date | None = None


class EpisodeLine(NamedTuple):
    """One episode of the diary: its chain on one line, the situation below.

    `nearest_by` is what its scenario was found by: its cue, or a theme.
    """

    id: UUID
    words: str
    scenario: str | None
    nearest_by: str = "cue"


def found(episodes: Sequence[Episode], wanted: Wanted) -> list[Episode]:
    """The episodes that fit everything that is looked for, in the order they came."""
    return [episode for episode in episodes if _fits(episode, wanted)]


def _fits(episode: Episode, wanted: Wanted) -> bool:
    on = episode.day
    return (
        (not wanted.theme or wanted.theme in episode.themes)
        and (not wanted.cue or wanted.cue == episode.cue)
        and (wanted.node is None or bool(shown(episode, wanted.node)))
        and (wanted.first is None or on >= wanted.first)
        and (wanted.last is None or on <= wanted.last)
        and all(word in _said(episode) for word in wanted.words.casefold().split())
    )


def _said(episode: Episode) -> str:
    """Every word of an episode that a person could look for."""
    own = (episode.situation, episode.with_whom, episode.place, episode.appraisal,
           episode.memory, episode.learning, episode.reading_of_response)  # fmt: skip
    return " ".join((*own, *_chain(episode), *_tried(episode))).casefold()


def words_used(episodes: Iterable[Episode], field: str) -> list[str]:
    """The themes or cues that occur in the diary, the most used first."""
    counts: dict[str, int] = {}
    for episode in episodes:
        value = getattr(episode, field)
        for one in value if isinstance(value, tuple) else (value,):
            if one not in ("not_asked", "declined"):
                counts[one] = counts.get(one, 0) + 1
    return sorted(counts, key=lambda one: (-counts[one], one))


def episode_lines(episodes: Sequence[Episode]) -> list[EpisodeLine]:
    """The diary, as it is listed."""
    return [
        EpisodeLine(one.id, _words(one), scenario_for(one), _nearest_by(one)) for one in episodes
    ]


def _nearest_by(episode: Episode) -> str:
    bare = episode.model_copy(update={"themes": ()})
    return "cue" if scenario_for(bare) else "theme"


def _known(words: str, term: str) -> str:
    return "" if term == "not_asked" else label(words, term)


def _words(episode: Episode) -> str:
    at = episode.local
    year = "" if at.year == date.today().year else f" {at.year}"
    clock = f" {at:%H:%M}" if episode.time_known else ""
    head = f"**{at:%a} {at.day} {at:%b}{year}{clock}**"
    if episode.with_whom:
        head += f" · with {escaped(episode.with_whom)}"
    if episode.arousal is not None:
        head += f" · arousal {episode.arousal} of {_top(episode)}"
    chain = " → ".join(escaped(step) for step in _chain(episode))
    tried = "; ".join(escaped(one) for one in _tried(episode))
    lines = (head, escaped(episode.situation), f"*{chain}*", f"Tried: {tried}" if tried else "")
    return "  \n".join(line for line in lines if line)


def _top(episode: Episode) -> str:
    top = SCALE_TOP[episode.arousal_scale]
    return f"{top}, SUD" if episode.arousal_scale == "SUD 0-10" else str(top)


def _chain(episode: Episode) -> list[str]:
    steps = (
        _known("cue_types", episode.cue),
        ", ".join(inside(label("threat_themes", theme)) for theme in episode.themes),
        inside(_known("emotions_primary", episode.primary_emotion))
        or inside(_known("emotions_secondary", episode.secondary_emotion)),
        inside(_known("action_tendencies", episode.action)),
        f"the other: {inside(other)}"
        if (other := _known("partner_responses", episode.response))
        else "",
    )
    return [step for step in steps if step] or ["only the situation is recorded"]


def _tried(episode: Episode) -> list[str]:
    return [
        inside(label("regulation_strategies", one.strategy))
        + (f" (arousal after: {one.arousal_after})" if one.arousal_after is not None else "")
        for one in episode.strategies
    ]
