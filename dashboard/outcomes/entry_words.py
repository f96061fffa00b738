"""What the entry of a measure says: what is asked, what is there already, what was recorded."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from core.approaches.model import Target, TargetWork
from core.approaches.target_words import asked_when
from core.outcomes.instrument import Instrument, instrument
from core.outcomes.model import Administration
from core.outcomes.naming import about_words
from core.outcomes.scoring import Scored, score_administration
from dashboard.components.apart import told_apart
from dashboard.components.text import day
from dashboard.outcomes.typed_scores import typable

_LONGEST_NOTE = 110  # letters; a longer note is the file's own documentation, not a caption


def numbers_words(numbers: Sequence[int]) -> str:
    """Item numbers in words: "item 9", "items 2 and 3", "items 3 to 5", "items 1, 3 and 6"."""
    if len(numbers) == 1:
        return f"item {numbers[0]}"
    if len(numbers) > 2 and list(numbers) == list(range(numbers[0], numbers[-1] + 1)):
        return f"items {numbers[0]} to {numbers[-1]}"
    first = ", ".join(str(number) for number in numbers[:-1])
    return f"items {first} and {numbers[-1]}"


def explained(one: Instrument, *, scores_only: bool) -> list[str]:
    """What is asked about, which way is better, and how the answers are typed."""
    lines = [" ".join([f"{one.title}.", *_asked(one), _direction(one)])]
    if one.response and not scores_only:
        lines += [_answers(one), *_reversed(one)]
        for skip in one.skips:
            items = ", ".join(str(number) for number in skip.items)
            lines.append(
                f"After {skip.answer} for item {skip.after}, items {items} are not asked: type -."
            )
    return lines


def _asked(one: Instrument) -> list[str]:
    return [] if one.recall.startswith("not seen") else [f"Asks about: {one.recall}."]


def _direction(one: Instrument) -> str:
    if one.main_scale.method == "unscored":
        return "Answers and flags only: no score is worked out."
    return f"{one.direction[0].upper()}{one.direction[1:]}."


def _answers(one: Instrument) -> str:
    """The range and what its ends stand for; the range alone where the note is no caption."""
    assert one.response is not None  # noqa: S101 (asked for measures with answers only)
    low, high, note = one.response.min, one.response.max, one.response.note.rstrip(".")
    if note and len(note) <= _LONGEST_NOTE and "LOINC" not in note:
        return f"Answers {low} to {high}: {note}."
    own = [
        f"item {item.number} {bounds[0]} to {bounds[1]}"
        for item in one.items
        if (bounds := one.item_range(item.number)) != (low, high)
    ]
    return f"{'; '.join([f'Answers {low} to {high}', *own])}."


def _reversed(one: Instrument) -> list[str]:
    """Which items the program turns round itself, so that nobody does it twice."""
    turned = sorted({number for scale in one.scales for number in scale.reverse})
    if not turned:
        return []
    are = "is" if len(turned) == 1 else "are"
    return [
        "Type what is ticked, counted the same way in every item; "
        f"{numbers_words(turned)} {are} turned round by the program."
    ]


def entry_name(one: Administration, targets: Sequence[Target]) -> str:
    """One entry in a list: "ECR-RS (partner), 22 Nov 2026: avoidance 6, anxiety 3.33"."""
    measure = instrument(one.instrument)
    about = about_words(one.about, targets)
    name = f"{measure.short} ({about})" if about else measure.short
    return f"{name}, {day(one.taken_on, year=True)}: {_result(measure, one)}"


def entry_names(
    taken: Sequence[Administration], targets: Sequence[Target], works: Sequence[TargetWork]
) -> dict[UUID, str]:
    """Every entry by its name, no two the same, in the order given (oldest first).

    A SUD or VOC says when it was asked ("set 3"); what is still the same is numbered.
    """
    when = asked_when(works, taken)
    names = {one.id: ", ".join(filter(None, (entry_name(one, targets), when.get(one.id))))
             for one in taken}  # fmt: skip
    return told_apart(names)


def _result(measure: Instrument, one: Administration) -> str:
    """The scores in a word or two, also where there are none."""
    if measure.main_scale.method == "unscored":
        return "answers only"
    scored = score_administration(one)
    shown = [f"{name}{value:.3g}" for name, value in _scores(measure, scored)]
    return ", ".join(shown) or "no score"


def _scale_name(measure: Instrument, scale: str) -> str:
    """The scale's name with a space after it; nothing where a total speaks for itself."""
    if len(typable(measure)) < 2 or scale == "total":
        return ""
    return f"{measure.scale(scale).title.split('(')[0].strip().lower()} "


def recorded_words(saved: Administration) -> str:
    """What is said after recording: the score in words, and which items were flagged."""
    measure = instrument(saved.instrument)
    scored = score_administration(saved)
    words = ", ".join(f"{name}{value:.3g}" for name, value in _scores(measure, scored))
    band = f" ({scored.band})" if scored.band else ""
    said = f"{measure.short} recorded" + (f": {words}{band}" if words else "")
    if scored.flags:
        items = numbers_words([flag.item for flag in scored.flags])
        said += f"; {items} {'is' if len(scored.flags) == 1 else 'are'} flagged above"
    return f"{said}."


def _scores(measure: Instrument, scored: Scored) -> list[tuple[str, float]]:
    """The total; without one, or where it is not known, every scale, each after its name."""
    main = measure.main_scale
    alone = main.id == "total" and scored.scores[main.id] is not None
    shown = [main] if alone else typable(measure)
    return [
        (_scale_name(measure, scale.id), value)
        for scale in shown
        if (value := scored.scores[scale.id]) is not None
    ]


def there_already(one: Instrument, forms: Sequence[Administration]) -> str:
    """That the day has a form of this measure; nothing where several a day are usual.

    `forms` are those of the same day and about the same, in order. A SUD or VOC is rated
    several times in a session.
    """
    if not forms or one.about == "target":
        return ""
    last = forms[-1]
    further = "second" if len(forms) == 1 else "further"
    which = "first" if len(forms) == 1 else "earlier ones"
    return (
        f"Already there: {one.short} of {day(last.taken_on)} ({_result(one, last)}). What you "
        f"enter is kept as a {further} form of that day; to change the {which}, use Correct an "
        "entry."
    )
