"""Whatever is typed into any form: saved as typed or refused in a sentence, shown as text."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator
from pathlib import Path
from random import Random

import pytest
from streamlit.testing.v1 import AppTest

from core.assembly import Practice, create_store, open_practice
from core.checking import check_practice
from core.exchange.sample import sample_id
from core.reports.render import FORMATS, Format
from core.reports.service import MADE_NOW, document_file
from core.store.connection import Connection
from core.store.verify import verify_store
from dashboard import workspace
from dashboard.frame import PAGES
from tests.dashboard.conftest import Screen
from tests.people import person
from tests.proof.forms import corpus, dialogs, fill, filled_inputs, opened, save_button
from tests.proof.opening import COUPLED, whose
from tests.proof.saying import bare, check_sentence, texts
from tests.proof.sizes import SIZES

FORMS = sorted(dialogs())
PASSPHRASE = "four unrelated words here"
MAREN = sample_id("HL-101")
VERSIONS = "SELECT id || ':' || version FROM records"
# What a form saved, which may be several records. A verdict is what the save turned, not what
# was typed.
SAVED = """
SELECT CAST(body AS VARCHAR) FROM records
WHERE kind <> 'verdict' AND id || ':' || version IN (SELECT UNNEST($new))
"""


@pytest.fixture(scope="module")
def nasty_practice(
    demo_store: Path, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Practice]:
    """The sample clients, in a store that may be filled with anything."""
    place = tmp_path_factory.mktemp("nasty") / "store"
    practice = open_practice(Path(shutil.copytree(demo_store, place)), lambda: "")
    yield practice
    practice.close()


@pytest.fixture(scope="module")
def real_practice(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Practice]:
    """A store with accounts, for the forms that the demo does not offer."""
    place = tmp_path_factory.mktemp("real") / "store"
    create_store(place, PASSPHRASE, "Dr Ines Falk")
    practice = open_practice(place, lambda: PASSPHRASE)
    client = practice.services().clients.save(practice.actor, person("Maren", "HL-101", id=MAREN))
    practice.services().assignments.assign(practice.actor, client.id, "owner", "clinician")
    yield practice
    practice.close()


def said(at: AppTest) -> list[str]:
    return [error.value for error in at.error]


def versions(connection: Connection) -> set[str]:
    """Every version of every record there is."""
    return {one for (one,) in connection.rows(VERSIONS)}


def check_kept(connection: Connection, new: set[str], typed: list[str]) -> None:
    """Everything that was typed is in the records that came of it."""
    saved = connection.rows(SAVED, {"new": sorted(new)})
    held = texts([json.loads(body) for (body,) in saved])
    for words in map(bare, typed):
        assert words in held or words.upper() in held or any(words in one for one in held), words


@pytest.mark.parametrize(("module", "name"), FORMS, ids=[name for _, name in FORMS])
def test_a_form_filled_with_anything_is_saved_as_typed_or_refused_in_a_sentence(
    nasty_practice: Practice, real_practice: Practice, module: str, name: str
) -> None:
    if module == "dashboard.settings.accounts":
        nasty_practice = real_practice
    dice = Random(name)  # noqa: S311
    words, connection = corpus(dice), nasty_practice.connection()
    inputs, saves = 0, 0
    for turn in range(SIZES.rounds_of_forms):
        at = opened(nasty_practice, module, name, whose(module), turn - 1)
        assert not at.exception, [e.value for e in at.exception]
        typed = fill(at, dice, words)
        inputs += filled_inputs(at)
        assert not at.exception, ([e.value for e in at.exception], typed)
        before = versions(connection)
        if button := save_button(at):
            button.click().run()
        assert not at.exception, ([e.value for e in at.exception], typed)
        for sentence in said(at):
            check_sentence(sentence, typed)
        new = versions(connection) - before
        assert not new or not said(at), "refused, and yet something was written"
        saves += bool(new)
        if new:
            check_kept(connection, new, typed)
    assert verify_store(connection).problems == ()
    print(inputs, "inputs", saves, "saves")


@pytest.mark.parametrize("page", [page.name for page in PAGES])
def test_every_page_shows_what_was_typed_as_text(nasty_practice: Practice, page: str) -> None:
    workspace.use(nasty_practice)
    screen = Screen().open(page, "HL-101")
    assert not screen.at.exception, [e.value for e in screen.at.exception]
    for shown in screen.at.markdown:
        assert not shown.allow_html
        assert "<script" not in shown.value
        assert "![x](" not in shown.value


def test_after_all_of_it_every_record_can_still_be_read(nasty_practice: Practice) -> None:
    assert check_practice(nasty_practice).problems == ()


@pytest.mark.parametrize("fmt", FORMATS)
@pytest.mark.parametrize("kind", MADE_NOW)
def test_documents_are_made_of_what_was_typed(
    nasty_practice: Practice, kind: str, fmt: Format
) -> None:
    services, actor = nasty_practice.services(), nasty_practice.actor
    for client_id in (MAREN, COUPLED):
        assert document_file(services, actor, client_id, kind, fmt)
