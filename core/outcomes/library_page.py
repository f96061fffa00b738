"""The list of instruments in the docs, made from the instrument files.

Run: python -m core.outcomes.library_page > docs/reference/instruments.md
"""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator

from core.outcomes.definition import Cutoff, Threshold
from core.outcomes.description import size_words
from core.outcomes.instrument import Instrument, instruments
from core.outcomes.yardstick import yardstick

_HEAD = """# The instruments

Made from `core/outcomes/instruments/*.toml` by `python -m core.outcomes.library_page`. Each figure
stands with its status: verified (two or more sources seen), one source, or unverified (carried,
never computed with). Where no reliable change is published, the page goes by one worked out
(Jacobson-Truax, JT) from a reliability and a clinical sample in the file. A figure for children
is carried and never used. `havenline instruments show ID` prints everything with its sources.
"""
_COLUMNS = (
    "id", "measure", "entered as", "range", "direction", "cut-offs", "reliable change",
    "answers that may be missing", "official wording may be shown",
)  # fmt: skip


def library_page() -> str:
    """The page as Markdown: a table with one instrument a row."""
    rows = [_COLUMNS, tuple("---" for _ in _COLUMNS), *map(_row, instruments().values())]
    table = "\n".join(f"| {' | '.join(row)} |" for row in rows)
    return f"{_HEAD}\n{table}\n"


def _row(one: Instrument) -> tuple[str, ...]:
    cells = (
        one.id, one.title, size_words(one), _range(one), one.direction,
        _listed(_cutoff(one, cutoff) for cutoff in one.cutoffs),
        _change(one),
        _missing(one), f"{one.licence.ship_wording} ({one.licence.status})",
    )  # fmt: skip
    return tuple(cell.replace("|", "\\|") for cell in cells)


def _range(one: Instrument) -> str:
    main = one.main_scale
    if main.method == "unscored":
        return "answers and flags only"
    name = f"{main.id}: " if len(one.scales) > 1 else ""
    return f"{name}{main.range_words}"


def _cutoff(one: Instrument, cutoff: Cutoff) -> str:
    end = f" to {cutoff.value_to:g}" if cutoff.value_to is not None else ""
    scales = (cutoff.scale, *cutoff.also)
    name = "" if scales == (one.main_scale.id,) else f"{' or '.join(scales)} "
    return f"{name}{cutoff.op} {cutoff.value:g}{end} ({cutoff.status})"


def _change(one: Instrument) -> str:
    if not one.tracks:
        return "not a measure of change"
    published = (_threshold(one, threshold) for threshold in one.reliable_change)
    return _listed((*published, *_worked_out(one)))


def _threshold(one: Instrument, threshold: Threshold) -> str:
    level = "" if threshold.confidence == 95 else f", at {threshold.confidence}%"
    kind = ", by convention" if threshold.kind == "convention" else ""
    whom = "" if threshold.for_adults else ", for children, not used"
    name = _scale_name(one, threshold.scale)
    return f"{name}{threshold.value:g} ({threshold.status}{level}{kind}{whom})"


def _worked_out(one: Instrument) -> Iterator[str]:
    """The verdict of each scale that has no published one, as the page gives it."""
    for scale in one.scales:
        by = yardstick(one, scale.id)
        if by is not None and by.way != "published" and by.minimum is not None:
            yield f"{_scale_name(one, scale.id)}more than {by.minimum:.3g} (worked out, {by.way})"


def _scale_name(one: Instrument, scale: str) -> str:
    return "" if scale == one.main_scale.id else f"{scale} "


def _missing(one: Instrument) -> str:
    if one.entry == "score" or one.main_scale.method == "unscored":
        return "-"
    if not one.missing.allowed:
        return "none"
    return f"up to {one.missing.allowed} ({one.missing.status})"


def _listed(words: Iterable[str]) -> str:
    return ", ".join(words) or "-"


if __name__ == "__main__":
    sys.stdout.write(library_page())
