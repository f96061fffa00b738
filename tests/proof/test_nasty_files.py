"""A sample file, a passage of YAML or a couple file with anything in it: read, or one sentence."""

from __future__ import annotations

from copy import deepcopy
from datetime import date
from typing import Any

from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from core.assembly import Practice
from core.checking import check_practice
from core.errors import DefinitionError, StaleEdit, UserFacingError
from core.exchange.demo import save_all
from core.exchange.sample import KINDS, client_from, couple_from, parse, read_file, sample_files
from tests.exchange.test_sample import STORY
from tests.proof.nasty import CORPUS, anything, nasty_text
from tests.proof.saying import check_sentence
from tests.proof.sizes import SIZES

TODAY = date(2026, 6, 11)
DATA = {name: read_file(name) for name in sample_files()}
SMALLEST = min(
    (name for name in DATA if "partners" not in DATA[name]), key=lambda n: len(str(DATA[n]))
)
COUPLE = next(name for name in DATA if "partners" in DATA[name])
PLACES: dict[str, list[tuple[Any, ...]]] = {}
SHARE = SIZES.inputs_to_readers // 4
READING = settings(max_examples=SHARE, phases=[Phase.generate, Phase.shrink])


def places(value: Any, so_far: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    """The way to everything inside a file."""
    inside: list[Any] = []
    if isinstance(value, dict):
        inside = list(value.items())
    elif isinstance(value, list):
        inside = list(enumerate(value))
    return [so_far, *(p for key, inner in inside for p in places(inner, (*so_far, key)))]


def changed(name: str, place: tuple[Any, ...], new: Any) -> dict[str, Any]:
    """The file with one thing in it replaced."""
    data: Any = deepcopy(DATA[name])
    inner = data
    for key in place[:-1]:
        inner = inner[key]
    inner[place[-1]] = new
    return data  # type: ignore[no-any-return]


def read(act: Any, typed: object) -> Any:
    """What comes of it, or None when it was refused in a sentence."""
    try:
        return act()
    except UserFacingError as error:
        check_sentence(error.sentence, typed, ended=not isinstance(error, DefinitionError))
        return None


def test_a_client_file_with_anything_anywhere_is_read_or_refused() -> None:
    """Every way into the file is tried, and every odd value."""
    counted = 0

    @READING
    @given(st.sampled_from(places(DATA[SMALLEST])[1:]), anything)
    def one(place: tuple[Any, ...], new: Any) -> None:
        nonlocal counted
        counted += 1
        read(lambda: client_from(SMALLEST, changed(SMALLEST, place, new), TODAY), new)

    one()
    assert counted >= SHARE


def test_a_couple_file_with_anything_anywhere_is_read_or_refused() -> None:
    counted = 0

    @READING
    @given(st.sampled_from(places(DATA[COUPLE])[1:]), anything)
    def one(place: tuple[Any, ...], new: Any) -> None:
        nonlocal counted
        counted += 1
        read(lambda: couple_from(COUPLE, changed(COUPLE, place, new)), new)

    one()
    assert counted >= SHARE


def test_text_cut_mended_and_filled_with_anything_is_read_or_refused() -> None:
    counted = 0

    @READING
    @given(
        st.integers(0, len(STORY)),
        st.integers(0, 40),
        st.one_of(nasty_text, st.binary(max_size=20)),
    )
    def one(start: int, length: int, new: Any) -> None:
        nonlocal counted
        counted += 1
        words = new if isinstance(new, str) else new.decode("latin-1")
        text = STORY[:start] + words + STORY[start + length :]
        found = read(lambda: parse("x.yaml", text), words)
        if found is not None:
            read(lambda: client_from("x.yaml", found, TODAY), words)

    one()
    assert counted >= SHARE


def test_what_was_read_is_saved_whole_or_not_at_all(practice: Practice) -> None:
    """A file full of nasty words, and one that breaks off in the middle."""
    counted, connection = 0, practice.connection()
    services = practice.services()
    found = parse("x.yaml", STORY)

    @settings(READING, max_examples=SHARE)
    @given(st.sampled_from(CORPUS), st.sampled_from(sorted(KINDS)), anything)
    def one(words: str, section: str, entry: Any) -> None:
        nonlocal counted
        counted += 1
        data = deepcopy(found)
        data["client"]["code"] = f"N-{counted}"
        data["client"]["name"] = data["figures"][0]["name"] = words
        data.setdefault(section, []).append(entry)
        sample = read(lambda: client_from("x.yaml", data, TODAY), [words, entry])
        if sample is None or counted % 10:  # saving all of them would take minutes
            return
        try:
            with connection.transaction():
                save_all(services, practice, [sample.client, *sample.records])
        except StaleEdit:
            pass

    one()
    assert counted >= SHARE
    assert check_practice(practice).problems == ()
