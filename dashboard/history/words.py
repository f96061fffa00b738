"""The history in words that several of its pictures and cards share."""

from __future__ import annotations

from core.history.model import Figure, HistoryEvent
from core.vocabulary import label

SILENT = ("", "not_asked")


def known(words: str, term: str) -> str:
    """The label of a word of a list; empty for what was not asked."""
    return "" if term in SILENT else label(words, term)


def marks(figure: Figure) -> str:
    """What a figure was to the client: safe haven, secure base, protective."""
    given = (
        ("safe haven", figure.safe_haven),
        ("secure base", figure.secure_base),
        ("protective", figure.protective),
    )
    return ", ".join(word for word, yes in given if yes)


def event_facts(event: HistoryEvent) -> str:
    """The kind of an event and how distressing it is now."""
    words = label("history_events", event.kind)
    if event.distress_now is not None:
        words += f"; distress now {event.distress_now} of 10"
    return words


def state_words(state: str) -> str:
    """A state that is not simply "asked", in words; silence is not an answer."""
    return "" if state == "asked" else label("record_states", state)


def wrapped(text: str, width: int, most: int = 2) -> list[str]:
    """Words in lines of at most `width` letters, at most `most` lines, cut with an ellipsis."""
    lines: list[str] = [""]
    for word in text.split():
        if lines[-1] and len(lines[-1]) + 1 + len(word) > width:
            lines.append(word)
        else:
            lines[-1] = f"{lines[-1]} {word}".strip()
    kept = [_cut(line, width) for line in lines[:most]]
    if len(lines) > most:
        kept[-1] = _cut(f"{kept[-1]} …", width)
    return kept


def _cut(line: str, width: int) -> str:
    return line if len(line) <= width else f"{line[: width - 1].rstrip(' …')}…"
