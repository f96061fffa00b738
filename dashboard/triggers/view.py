"""The diary in words: the list and what recurs in it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple
from uuid import UUID

from core.triggers.model import Episode
from core.triggers.patterns import FEWEST_FOR_PATTERNS, Patterns
from core.vocabulary import inside, label
from dashboard.components.text import escaped, plural


class EpisodeLine(NamedTuple):
    """One episode of the diary: its chain on one line, the situation below."""

    id: UUID
    words: str


class CountBars(NamedTuple):
    """One bar chart of counts."""

    title: str
    names: tuple[str, ...]
    counts: tuple[int, ...]


class PatternsView(NamedTuple):
    """What recurs, in words and bars."""

    summary: str
    bars: tuple[CountBars, ...]
    helped: tuple[str, ...]
    weeks: tuple[tuple[str, int], ...]


def episode_lines(episodes: Sequence[Episode]) -> list[EpisodeLine]:
    """The diary, as it is listed."""
    return [EpisodeLine(episode.id, _words(episode)) for episode in episodes]


def _known(words: str, term: str) -> str:
    return "" if term == "not_asked" else label(words, term)


def _words(episode: Episode) -> str:
    at = episode.happened_at.astimezone()
    head = f"**{at:%a} {at.day} {at:%b %H:%M}**"
    if episode.with_whom:
        head += f" · with {escaped(episode.with_whom)}"
    if episode.arousal is not None:
        top = "100" if episode.arousal_scale == "0-100" else "10, SUD"
        head += f" · arousal {episode.arousal} of {top}"
    chain = " → ".join(escaped(step) for step in _chain(episode))
    return "  \n".join(line for line in (head, escaped(episode.situation), f"*{chain}*") if line)


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


def patterns_view(found: Patterns) -> PatternsView:
    """What recurs. Below five episodes counts only, and the page says so."""
    bars = (
        _bars("Threat themes", "threat_themes", found.themes),
        _bars("Cues", "cue_types", found.cues),
        _bars("What they did", "action_tendencies", found.actions),
    )
    return PatternsView(
        _summary(found),
        tuple(one for one in bars if one.names),
        tuple(_strategy(use.strategy, use.uses, use.measured, use.median_drop)
              for use in found.strategies[:5]),
        tuple((f"{w.starts_on.day} {w.starts_on:%b}", w.episodes) for w in found.weeks),
    )  # fmt: skip


def _summary(found: Patterns) -> str:
    text = f"{plural(found.episodes, 'episode')}; {found.completed_chains} with the whole chain."
    if found.episodes < FEWEST_FOR_PATTERNS:
        return f"{text} Below {FEWEST_FOR_PATTERNS} episodes only counts are shown."
    if found.median_arousal is not None:
        text += f" Median arousal {found.median_arousal:g} of 100."
    return text


def _bars(title: str, words: str, counted: Sequence[tuple[str, int]]) -> CountBars:
    shown = list(counted[:6])
    return CountBars(
        title,
        tuple(label(words, term) for term, _ in shown),
        tuple(count for _, count in shown),
    )


def _strategy(term: str, uses: int, measured: int, drop: float | None) -> str:
    name = label("regulation_strategies", term)
    if drop is None:
        return f"{name}: {plural(uses, 'use')}, arousal after not recorded"
    moved = f"median change {-drop:+g}" if drop else "median change 0"
    return f"{name}: {plural(uses, 'use')}, {moved} (n = {measured})"
