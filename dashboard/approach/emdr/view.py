"""EMDR targets in words: the three prongs, a target's sheet, its phases, what is left open."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple
from uuid import UUID

from core.approaches.definition import Definition
from core.approaches.model import Target
from core.approaches.target_course import CONVENTION, LeftOpen, TargetCourse, convention
from core.approaches.target_words import RANKS, again_words, day_sentences, left_words
from core.formulation.lenses.emdr import EmdrView, Prong
from core.outcomes.instrument import instrument
from core.vocabulary import label, note, terms
from dashboard.components.text import day, escaped, spark

MOST_OFFERS = 6
KINDS = ("negative", "positive")
MOST_CARDS = 8
_FIRST = {"incomplete": 0, "in_progress": 1, "planned": 2}
_EXTENT = {"sud": (0.0, 10.0), "voc": (1.0, 7.0)}
_ICONS = {"incomplete": "pending", "complete": "check_circle", "in_progress": "sync",
          "parked": "pause_circle"}  # fmt: skip
_MET = {"met": ":material/check: met", "not_yet": ":material/radio_button_unchecked: not yet",
        "not_asked": ":material/help: not asked"}  # fmt: skip


class Card(NamedTuple):
    """One target in the sequence: what it says, and its status."""

    id: UUID
    words: str
    status: str = "planned"


class Offer(NamedTuple):
    """Something on the map (or a goal) that no target works on yet."""

    name: str
    prong: str
    node_id: UUID | None
    key: str


class Column(NamedTuple):
    """One prong: its title, its targets in order, what could become one."""

    prong: str
    title: str
    cards: tuple[Card, ...]
    offers: tuple[Offer, ...]


def columns(courses: Sequence[TargetCourse], drawn: EmdrView) -> tuple[Column, ...]:
    """The three prongs with their targets in the planned order, numbered within the prong."""
    return tuple(_column(prong, courses) for prong in drawn.prongs)


def _column(prong: Prong, courses: Sequence[TargetCourse]) -> Column:
    name = prong.slot.id
    own = [one for one in courses if one.target.prong == name]
    taken = {one.target.node_id for one in own if one.target.node_id}
    titles = {one.target.title.casefold() for one in own}
    offers = [Offer(n.name, name, n.id, str(n.id)) for n in prong.slot.nodes if n.id not in taken]
    offers += [Offer(g.words, name, None, str(g.id)) for g in prong.goals
               if g.words.casefold() not in titles]  # fmt: skip
    cards = tuple(
        Card(one.target.id, card_words(one, at), one.target.status)
        for at, one in enumerate(own, start=1)
    )
    return Column(name, label("emdr_prongs", name), cards, tuple(offers))


def first_cards(cards: Sequence[Card]) -> Sequence[Card]:
    """The cards to show before all are asked for: left open and in work first, in their order."""
    ranked = sorted(cards, key=lambda one: _FIRST.get(one.status, len(_FIRST)))
    wanted = {one.id for one in ranked[:MOST_CARDS]}
    return [one for one in cards if one.id in wanted]


def more_open_words(found: Sequence[LeftOpen]) -> str:
    """Targets left open that have no card at the top, each by its headline."""
    names = ", ".join(f"“{escaped(one.course.target.title)}”" for one in found)
    return f"And {len(found)} more left open: {names}."


def card_words(course: TargetCourse, number: int) -> str:
    """A target by its headline, rank, status and the way its SUD went."""
    target = course.target
    icon = _ICONS.get(target.status, "radio_button_unchecked")
    head = f"**{number}. {escaped(target.title)}**"
    status = f":material/{icon}: {label('emdr_target_status', target.status)}"
    said = [RANKS[target.rank]] if target.rank else []
    said += ["headline only"] if course.headline else []
    return "  \n".join([head, " · ".join([status, *said]), rated_words(course, "sud", bars=False)])


def rated_words(course: TargetCourse, kind: str, *, bars: bool = True) -> str:
    """A SUD or VOC from first to last, as a small row of bars and in numbers."""
    name = instrument(kind).short
    rated = course.rated(kind)
    if not rated:
        return f"{name} not asked yet"
    values = [one.value for one in rated]
    if len(values) == 1:
        return f"{name} {values[0]:g} on {day(rated[0].on)}"
    drawn = f"{spark(values, _EXTENT[kind])} " if bars else ""
    return f"{name} {drawn}{values[0]:g} → {values[-1]:g} on {day(rated[-1].on)}"


def carried_words(left: LeftOpen, *, named: bool = True) -> str:
    """A target left open, to be read before anything else; its name may stand above already."""
    name = f"**{escaped(left.course.target.title)}**  \n" if named else ""
    return f"{name}{escaped(left_words(left))} {escaped(again_words(left))}"


def sheet_rows(course: TargetCourse, node_name: str) -> list[tuple[str, str]]:
    """The target sheet, line by line; what was not asked says so. At a headline: no detail."""
    target = course.target
    first = [("On the map", node_name or "no node yet"),
             ("Of its kind", RANKS.get(target.rank, "not said"))]  # fmt: skip
    if course.headline:
        return first
    return [
        *first,
        ("Image, as a headline", target.image or "not asked"),
        *((f"{kind.capitalize()} cognition", _cognition(target, kind)) for kind in KINDS),
        ("Emotions", _emotions(target.emotions)),
        ("Place in the body", target.body_place or "not asked"),
        *([("How it was closed", target.closure)] if target.closure else []),
    ]


def _cognition(target: Target, kind: str) -> str:
    words, theme = getattr(target, f"{kind}_cognition"), getattr(target, f"{kind}_theme")
    said = [f"“{words}”"] if words else ["not asked"]
    return " · ".join(said + ([theme_words(theme, kind)] if theme else []))


def theme_words(theme: str, kind: str) -> str:
    """A theme as it is called beside a cognition; beside a positive one, what it is about.

    "Blame / did wrong" would contradict "I did what I could".
    """
    named = label("cognition_themes", theme).removesuffix(" (added)")
    return str(note("cognition_themes", theme, "domain") or named) if kind == "positive" else named


def _emotions(emotions: Sequence[str]) -> str:
    return ", ".join(label("emotions_primary", one) for one in emotions) or "not asked"


def phase_lines(course: TargetCourse, known: Definition) -> list[str]:
    """The eight phases in order, each with the last day it was worked in, or not yet."""
    lines = []
    for stage in known.stages:
        on = course.phases.get(stage.id)
        if stage.id == course.phase_now:
            lines.append(f":material/radio_button_checked: **{stage.label}** {day(on)}")
        elif on:
            lines.append(f":material/check_circle: {stage.label} {day(on)}")
        else:
            lines.append(f":material/radio_button_unchecked: {stage.label}: not yet")
    return lines


def convention_lines(course: TargetCourse) -> list[str]:
    """What a completed target commonly shows; the source stands with it, nothing follows."""
    return [f"{words}: {_MET[met]}" for words, met in convention(course)]


def convention_source() -> str:
    """Where the convention comes from."""
    return CONVENTION


def earlier_days(course: TargetCourse) -> list[str]:
    """Every day of a target, newest first, in sentences."""
    said = []
    for one in reversed(course.days):
        sentences = [*day_sentences(one), *([one.work.note] if one.work and one.work.note else [])]
        phases = ", ".join(short_phase(phase) for phase in one.work.phases) if one.work else ""
        head = f"**{day(one.on, year=True)}**" + (f" · {phases}" if phases else "")
        said.append("  \n".join([head, *(escaped(sentence) for sentence in sentences)]))
    return said


def short_phase(phase: str) -> str:
    """ "4 Desensitise" for the id of a phase."""
    return label("stages", phase).removeprefix("Phase ")


def cognition_options(kind: str, beliefs: Sequence[str], was: str) -> list[str]:
    """What may be picked for a cognition: what stood, beliefs of the map, examples by theme."""
    examples = [str(words) for theme in terms("cognition_themes")
                for words in examples_of(theme.id, kind)]  # fmt: skip
    return list(dict.fromkeys([*([was] if was else []), *beliefs, *examples]))


def examples_of(theme: str, kind: str) -> list[str]:
    """The example wordings of a theme; `kind` is "negative" or "positive"."""
    found = note("cognition_themes", theme, kind)
    return [str(words) for words in found] if isinstance(found, list) else []


def theme_of(words: str, kind: str) -> str:
    """The theme an example wording belongs to, or an empty text for one's own words."""
    return next((theme.id for theme in terms("cognition_themes")
                 if words in examples_of(theme.id, kind)), "")  # fmt: skip


def option_words(words: str, kind: str, beliefs: Sequence[str]) -> str:
    """A wording with where it comes from: the map, or the theme it is an example of."""
    if words in beliefs:
        return f"{words} (on the map)"
    theme = theme_of(words, kind)
    return f"{words} ({theme_words(theme, kind)})" if theme else words
