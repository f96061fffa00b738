"""The definitions of approaches: one data file each, and those of a folder of one's own.

A file of one's own that is wrong does not stop the program: the other approaches work, and the
page says which file is wrong and where (`definition_problems`). Files are read once, at the
start of the program.
"""

from __future__ import annotations

import os
import tomllib
from collections.abc import Iterator
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import NamedTuple

from pydantic import ValidationError

from core.approaches.definition import Definition
from core.approaches.definition_checks import problem
from core.errors import DefinitionError, NotFound
from core.record import entry_problem
from core.vocabulary import DECLINED, NOT_ASKED, OTHER, forget

OWN_FOLDER = "HAVENLINE_APPROACHES"
_RESERVED = (OTHER, NOT_ASKED, DECLINED)


class _Read(NamedTuple):
    known: dict[str, Definition]
    problems: tuple[DefinitionError, ...]


def definitions() -> dict[str, Definition]:
    """Every definition by its id, in the order they are shown.

    Besides those that come with Havenline, the files `*.toml` of the folder that the
    environment variable HAVENLINE_APPROACHES names; one of those that is wrong is left out.
    Raises DefinitionError with file and place when a file of Havenline itself is wrong.
    """
    return _read().known


def definition(approach: str) -> Definition:
    """One definition. Raises NotFound when there is none of this approach."""
    if approach not in definitions():
        raise NotFound("There is no definition of this approach. Choose another one.")
    return definitions()[approach]


def shipped_definitions() -> dict[str, Definition]:
    """The definitions that come with Havenline, in the order they are shown.

    Raises DefinitionError naming file and place when one of them is wrong.
    """
    known: dict[str, Definition] = {}
    for name, text in _shipped_files():
        _add(known, name, read_definition(name, text))
    return _ordered(known)


def definition_problems() -> tuple[DefinitionError, ...]:
    """What is wrong with files of one's own that were left out: one sentence for each."""
    return _read().problems


def read_again() -> None:
    """Forget what was read, so that a changed folder of one's own is seen."""
    _read.cache_clear()
    forget()


def words_of_definitions() -> dict[str, list[dict[str, object]]]:
    """The words that definitions bring for the lists of the vocabulary, in their order."""
    known = definitions().values()
    reasons = {
        caution.reason: caution.label for one in known for caution in one.cautions if caution.label
    }
    return {
        "approaches": [{"id": one.id, "label": one.label} for one in known],
        "stages": [
            {"id": stage.id, "label": stage.label, "approach": one.id}
            for one in known
            for stage in one.stages
        ],
        "caution_reasons": [{"id": key, "label": words} for key, words in reasons.items()],
    }


def read_definition(name: str, text: str) -> Definition:
    """One file as a definition. Raises DefinitionError naming the file and the first problem."""
    try:
        found = Definition(**tomllib.loads(text))
    except (tomllib.TOMLDecodeError, RecursionError):  # lists in lists, thousands deep
        raise DefinitionError(name, "text", "this is not readable TOML") from None
    except ValidationError as error:
        raise DefinitionError(name, "definition", entry_problem(error)) from None
    if wrong := problem(found):
        raise DefinitionError(name, wrong.place, wrong.sentence)
    return found


@cache
def _read() -> _Read:
    known = shipped_definitions()
    problems = tuple(_own_definitions(known))
    return _Read(_ordered(known), problems)


def _ordered(known: dict[str, Definition]) -> dict[str, Definition]:
    ordered = sorted(known.values(), key=lambda one: (one.order, one.id))
    return {one.id: one for one in ordered}


def _own_definitions(known: dict[str, Definition]) -> Iterator[DefinitionError]:
    """Add the files of one's own; what is wrong with a file is given back, not raised."""
    folder = os.environ.get(OWN_FOLDER)
    if not folder:
        return
    if not Path(folder).is_dir():
        yield DefinitionError(OWN_FOLDER, "folder", "the folder it names is not there")
    for path in sorted(Path(folder).glob("*.toml")):
        try:
            _add(known, path.name, read_definition(path.name, _text(path)))
        except DefinitionError as error:
            yield error


def _text(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError):
        raise DefinitionError(path.name, "text", "the file cannot be read as text") from None


def _add(known: dict[str, Definition], name: str, one: Definition) -> None:
    """Add a definition whose ids are still free. Raises DefinitionError where one is taken."""
    if one.id in known or one.id in _RESERVED:
        raise DefinitionError(name, f"id {one.id}", "another definition has this id, choose one")
    taken = {stage.id for other in known.values() for stage in other.stages} | set(_RESERVED)
    for stage in one.stages:
        if stage.id in taken:
            sentence = "another approach has a stage with this id, choose another"
            raise DefinitionError(name, f"stages {stage.id}", sentence)
    known[one.id] = one


def _shipped_files() -> list[tuple[str, str]]:
    folder = files("core.approaches").joinpath("definitions")
    return [
        (one.name, one.read_text(encoding="utf-8"))
        for one in folder.iterdir()
        if one.name.endswith(".toml")
    ]
