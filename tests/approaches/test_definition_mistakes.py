"""A definition file that is wrong is named with the place and one sentence; the others work."""

from __future__ import annotations

from pathlib import Path

import pytest

from core.approaches.definitions import (
    OWN_FOLDER,
    definition,
    definition_problems,
    definitions,
    read_again,
    read_definition,
    shipped_definitions,
)
from core.errors import DefinitionError, NotFound
from tests.approaches.own_folder import WALKS, own_folder, put

__all__ = ["own_folder"]

WRONG = {
    "not TOML": (
        WALKS + "\n[[aims",
        "walks.toml: text: this is not readable TOML",
    ),
    "lists in lists, thousands deep": (
        f"deep = {'[' * 5_000}{']' * 5_000}",
        "walks.toml: text: this is not readable TOML",
    ),
    "a field that does not belong": (
        WALKS.replace("full_name", "fullname"),
        "walks.toml: definition: Full name: field required.",
    ),
    "a grade nobody knows": (
        WALKS.replace('grade = "E"', 'grade = "A+"'),
        "walks.toml: definition: Evidence 0 grade: input should be 'A', 'B', 'C', 'D', 'E', 'X', "
        "'C/D' or 'D/E'.",
    ),
    "a source nobody listed": (
        WALKS.replace('said = "Nobody has counted yet."\nsources = ["made_up"]',
                      'said = "Nobody has counted yet."\nsources = ["heard_say"]'),
        "walks.toml: evidence calm: the source heard_say is not in the list of sources",
    ),
    "a stage twice": (
        WALKS.replace("walk_home", "walk_out"),
        "walks.toml: stages walk_out: this id stands there twice, give one another id",
    ),
    "a step of no stage": (
        WALKS.replace("[[indications]]",
                      '[[steps]]\nid = "rest"\nlabel = "Rest"\nstage = "bench"\n[[indications]]'),
        "walks.toml: steps rest: there is no stage bench",
    ),
    "a kind of node nobody knows": (
        WALKS.replace('record = "node", kinds = ["strength"]', 'record = "node", kinds = ["tree"]'),
        "walks.toml: indications likes_walking: tree is not one of the words of node types",
    ),
    "an event nobody knows": (
        WALKS.replace('record = "node", kinds = ["strength"]', 'record = "event", kinds = ["rain"]'),  # noqa: E501
        "walks.toml: indications likes_walking: rain is not one of the words of history events",
    ),
    "a measure nobody has": (
        WALKS.replace('record = "node", kinds = ["strength"]',
                      'record = "measure", instrument = "steps-9"'),
        "walks.toml: indications likes_walking: there is no measure steps-9",
    ),
    "a scale the measure has not": (
        WALKS.replace('record = "node", kinds = ["strength"]',
                      'record = "measure", instrument = "phq-9", scale = "anxiety"'),
        "walks.toml: indications likes_walking: the measure has no scale anxiety",
    ),
    "a rule that names nothing": (
        WALKS.replace('record = "node", kinds = ["strength"]', 'record = "link"'),
        "walks.toml: indications likes_walking: a rule about a link needs kinds and to",
    ),
    "a caution of its own without a name": (
        WALKS.replace('label = "Icy path"\n', ""),
        "walks.toml: cautions icy_path: a caution of its own needs a label",
    ),
    "a measure to keep that nobody has": (
        WALKS.replace("[[evidence]]", '[[cadence]]\ninstrument = "steps-9"\n[[evidence]]'),
        "walks.toml: cadence steps-9: there is no measure with this name",
    ),
    "the id of another approach": (
        WALKS.replace("lantern_walks", "emdr"),
        "walks.toml: id emdr: another definition has this id, choose one",
    ),
    "the id of a special answer": (
        WALKS.replace("lantern_walks", "other"),
        "walks.toml: id other: another definition has this id, choose one",
    ),
    "a stage of another approach": (
        WALKS.replace("walk_out", "ph3"),
        "walks.toml: stages ph3: another approach has a stage with this id, choose another",
    ),
}  # fmt: skip


@pytest.mark.parametrize("case", list(WRONG))
def test_a_wrong_file_is_left_out_and_named_and_the_others_work(
    case: str, own_folder: Path
) -> None:
    text, told = WRONG[case]
    put(own_folder, text)
    assert [str(one) for one in definition_problems()] == [told]
    assert set(definitions()) == set(shipped_definitions())


def test_an_id_that_stands_twice_in_a_list_is_named() -> None:
    text = WALKS.replace(
        "[[evidence]]", '[[readiness]]\nid = "shoes"\nwords = "And socks"\n[[evidence]]'
    )
    with pytest.raises(DefinitionError, match="readiness shoes: this id stands there twice"):
        read_definition("walks.toml", text)


def test_a_criterion_id_is_met_in_one_place_only() -> None:
    text = WALKS.replace(
        'label = "Walking home"',
        'label = "Walking home"\nentry = [{ id = "walk_turned", words = "Turned" }]',
    )
    with pytest.raises(DefinitionError, match="criteria walk_turned: this id stands there twice"):
        read_definition("walks.toml", text)


def test_a_wrong_file_does_not_take_a_good_one_with_it(own_folder: Path) -> None:
    put(own_folder, "id = 3", "a_first.toml")
    put(own_folder, WALKS)
    assert [one.file for one in definition_problems()] == ["a_first.toml"]
    assert definition("lantern_walks").label == "Lantern walks"


def test_a_file_that_is_no_text_is_named(own_folder: Path) -> None:
    (own_folder / "walks.toml").write_bytes(b"\xff\xfe\x00id")
    read_again()
    (told,) = definition_problems()
    assert str(told) == "walks.toml: text: the file cannot be read as text"


def test_a_folder_that_is_not_there_is_said(
    own_folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(OWN_FOLDER, str(own_folder / "elsewhere"))
    read_again()
    (told,) = definition_problems()
    assert str(told) == "HAVENLINE_APPROACHES: folder: the folder it names is not there"
    assert set(definitions()) == set(shipped_definitions())


def test_an_approach_nobody_defined_is_not_found() -> None:
    with pytest.raises(NotFound, match="no definition of this approach"):
        definition("moonlight")
