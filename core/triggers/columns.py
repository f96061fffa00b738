"""The columns in which episodes come from elsewhere, and the labels of pasted lines. Pure.

One set of names for both: a line "cue: slow reply; arousal 80" says what a row of a table
with the columns cue and arousal says.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal, NamedTuple

Reads = Literal["when", "text", "line", "word", "words", "number", "choice", "yes"]


class Column(NamedTuple):
    """One column: the field it fills, how it is read, other names for it, what it holds."""

    name: str
    reads: Reads
    holds: str
    others: tuple[str, ...] = ()
    words: str = ""
    choices: tuple[str, ...] = ()
    most: int = 0


COLUMNS = (
    Column("when", "when", "day and time, as 2026-03-14 21:30 or 14/03/2026 21:30",
           ("happened_at", "date", "day", "datetime", "date and time", "timestamp", "happened")),
    Column("time", "when", "the time, where it has a column of its own", ("time of day", "hour")),
    Column("with_whom", "line", "who was there",
           ("with", "who", "person", "people", "who with", "who was there")),
    Column("situation", "text", "what happened, in plain words",
           ("what happened", "what", "event", "description", "episode",
            "what was happening")),
    Column("cue", "word", "what was seen, heard or missing",
           ("trigger", "cue type", "what set it off"), words="cue_types"),
    Column("cue_certainty", "number", "how sure of the cue, 0 to 100", ("sure", "certainty"),
           most=100),
    Column("appraisal", "text", "what it seemed to mean",
           ("meant", "meaning", "means", "thought", "thoughts", "it meant", "automatic thought",
            "i thought", "what i thought", "what it meant", "what it meant to me", "my thoughts")),
    Column("themes", "words", "threat themes, several with semicolons",
           ("theme", "threat", "threats", "threat theme", "threat themes"),
           words="threat_themes"),
    Column("body", "words", "body sensations, several with semicolons",
           ("body sensation", "body sensations", "sensation", "sensations"),
           words="body_sensations"),
    Column("body_places", "words", "where in the body",
           ("body place", "where in the body", "body part"), words="body_places"),
    Column("secondary_emotion", "word", "the feeling on the surface",
           ("felt", "feeling", "feelings", "emotion", "surface", "surface feeling", "emotions",
            "i felt", "what i felt", "how i felt", "my feelings"),
           words="emotions_secondary"),
    Column("primary_emotion", "word", "the feeling underneath",
           ("under", "underneath", "primary", "deeper", "feeling underneath"),
           words="emotions_primary"),
    Column("arousal", "number", "arousal at its highest",
           ("intensity", "distress", "peak", "arousal before", "before", "arousal 0-100",
            "intensity 0-100", "distress 0-100", "how strong", "how bad", "strength"),
           most=100),
    Column("sud", "number", "arousal at its highest as SUD, 0 to 10",
           ("suds", "sud 0-10", "suds 0-10", "intensity 0-10", "distress 0-10", "arousal 0-10"),
           most=10),
    Column("arousal_scale", "choice", "0-100 or SUD 0-10", ("scale",),
           choices=("0-100", "SUD 0-10")),
    Column("urge", "word", "what they wanted to do",
           ("wanted", "impulse", "i wanted to", "what i wanted to do"), words="action_tendencies"),
    Column("action", "word", "what they did",
           ("did", "behaviour", "behavior", "reaction", "i did", "what i did", "what they did",
            "my reaction"),
           words="action_tendencies"),
    Column("hoped_for", "word", "what they hoped for", ("hoped", "need", "longing"),
           words="needs_longings"),
    Column("response", "word", "what the other did",
           ("other", "the other", "partner", "they did", "partner response",
            "what the other did", "what he did", "what she did"),
           words="partner_responses"),
    Column("aftermath", "word", "how it was afterwards", ("afterwards", "outcome"),
           words="aftermath"),
    Column("strategy", "word", "what was tried",
           ("tried", "strategies", "used", "coping", "i tried", "what i tried", "what helped"),
           words="regulation_strategies"),
    Column("minutes", "number", "for how many minutes it was tried", ("min", "mins"), most=1440),
    Column("arousal_after", "number", "arousal after it", ("after", "calmer"), most=100),
    Column("helped", "number", "how much it helped, 0 to 4", (), most=4),
    Column("keep", "choice", "worth keeping: yes or no", ("kept",), choices=("yes", "no")),
    Column("minutes_to_recover", "number", "minutes until calm again",
           ("recovery", "recovered", "calm after", "recovery minutes"), most=43_200),
    Column("place", "line", "where it was", ("where", "location")),
    Column("setting", "choice", "text, phone, in person or alone", ("by",),
           choices=("text", "phone", "in_person", "alone")),
    Column("learning", "text", "another way to read it",
           ("learned", "learnt", "note", "notes", "another reading", "alternative")),
    Column("source", "word", "who entered it", ("entered by",), words="entry_sources"),
    Column("recall_delay_hours", "number", "hours between it and its being written down",
           ("recall delay", "delay hours"), most=1_000_000),
    Column("shareable", "yes", "whether the client agreed to see it on shared views: yes or no",
           ("share", "shared")),
)  # fmt: skip

BY_NAME = {column.name: column for column in COLUMNS}


def plain(name: str) -> str:
    """A name as far as spelling matters: small letters and figures only."""
    return "".join(sign for sign in name.casefold() if sign.isalnum())


_KNOWN = {plain(name): column.name for column in COLUMNS for name in (*column.others, column.name)}


def column_of(name: str) -> Column | None:
    """The column that a header or a label means, or None."""
    known = _KNOWN.get(plain(name))
    return BY_NAME[known] if known else None


def columns_of(names: Sequence[str]) -> list[Column | None]:
    """The column that each header of a table means.

    A "trigger" is the cue; where nothing else of the table says what happened, it is that.
    """
    known = [column_of(name) for name in names]
    if BY_NAME["situation"] in known:
        return known
    return [
        BY_NAME["situation"] if plain(name) == "trigger" else column
        for name, column in zip(names, known, strict=True)
    ]
