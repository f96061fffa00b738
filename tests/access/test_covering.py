"""Codes instead of names, inside words that somebody wrote."""

from __future__ import annotations

import re
import shutil
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from core.access.covering import Cover
from core.assembly import Practice, Services, open_practice
from core.clients.model import Client, Couple
from core.formulation.model import Evidence
from core.history.model import Figure
from core.keeping.kinds import KINDS
from core.record import HEADER, build
from core.sessions.model import Homework
from core.store.records import RecordStore
from core.triggers.model import Episode
from tests.people import CLINICIAN, JONAS, MARA, days_ago, episode, link, node, seen

COVER = Cover({"Mara Lindqvist": "MA-1", "Jo": "JO-2", "Grandma Elsa": "Main caregiver"})
SHARING = CLINICIAN._replace(screen_share=True)
NASTY = (
    "Other kids at school",
    "Total stranger",
    "Never-there father",
    "Client at work",
    "My client friend",
    "Session leader",
    "Rage boss",
    "Criticism group",
    "not_asked",
    "primary",
    "Active Open Current",
    "Phq",
    "Abba Ada Fee",
    "(.*)+[",
    "\\1 {0} %s",
    "' OR 1=1 --",
    "<b>Tom</b>",
    "-",
    "😀",
    "李小明",
    "นก แก้ว",
    "A" * 120,
)


@pytest.mark.parametrize(
    ("typed", "shown"),
    [
        ("Mara rang.", "MA-1 rang."),
        ("Mara's mother", "MA-1's mother"),
        ("Mara’s mother", "MA-1’s mother"),
        ("Maras Mutter, Lindqvists Haus", "MA-1s Mutter, MA-1s Haus"),
        ("the Lindqvists", "the MA-1s"),
        ("MARA LINDQVIST said", "MA-1 said"),
        ("mara said", "MA-1 said"),
        ("mara_lindqvist@example.org", "MA-1_MA-1@example.org"),
        ("MaraLindqvist", "MA-1"),
        ("Mara Lindqvist-Holm", "MA-1-Holm"),
        ("Lindqvist, Mara", "MA-1, MA-1"),
        ("今天Mara来了", "今天MA-1来了"),
        ("Ma\u00adra and Ma\u200bra", "MA-1 and MA-1"),
        ("Tamara and Marathon", "Tamara and Marathon"),
        ("Jo went; a jo in the text", "JO-2 went; a jo in the text"),
        ("Elsa (grandma)", "Main caregiver (grandma)"),
        ("Grandma Elsa came", "Main caregiver came"),
        ("Grandma said", "Grandma said"),
        ("", ""),
        ("nobody here", "nobody here"),
    ],
)
def test_names_are_replaced_as_whole_words(typed: str, shown: str) -> None:
    assert COVER.text(typed) == shown


@pytest.mark.parametrize(
    ("name", "typed", "shown"),
    [
        ("Jürgen Strauß", "Herr Strauß, STRAUSS, Jurgen, Juergen", "Herr X, X, X, X"),
        ("İpek Yılmaz", "İpek, ipek, IPEK, Yilmaz, İpek'in", "X, X, X, X, X'in"),
        ("Zoë Dix", "Zoe\u0308 came, Zoe too", "X came, X too"),
        ("Zoe\u0308 Dix", "Zoë came", "X came"),
        ("Søren Łuk", "Soren Luk", "X"),
        ("Anna-Lena Meier-Schmidt", "Anna said; Frau Schmidt", "X said; Frau X"),
        ("Anna-Lena Meier-Schmidt", "Anna-Lena Meier-Schmidt, Annalena", "X, X"),
        ("Siobhán O’Brien", "O'Brien came", "O'X came"),
        ("李明", "今天李明来了", "今天X来了"),
        ("李小明", "小明来了，李小明走了", "X来了，X走了"),
        ("김민수", "민수가 왔다", "X가 왔다"),
        ("มานี", "วันนี้มานีมา", "วันนี้Xมา"),
        ("मीरा", "आज मीरा आई; मोर", "आज X आई; मोर"),
        ("Ada van der Berg", "Ada van der Berg and a van at the Berg", "X and a van at the X"),
        ("My Le", "My Le came. My work, le mot", "X came. My work, le mot"),
    ],
)
def test_a_name_is_found_however_it_is_spelt(name: str, typed: str, shown: str) -> None:
    assert Cover({name: "X"}).text(typed) == shown


def test_prose_is_not_mangled_by_small_words_in_the_name_of_a_figure() -> None:
    prose = "My other friend at school, the boss of my client group, was here by then."
    called = ("Other kids at school", "My client friend", "The boss", "friend of my mother")
    assert Cover(dict.fromkeys(called, "figure")).text(prose) == prose


def test_a_name_that_is_a_word_too_is_covered_when_it_is_written_as_a_name() -> None:
    cover = Cover({"Will": "X", "Joy": "Y"})
    assert cover.text("Will will mark the joy of Joy") == "X will mark the joy of Y"


def test_people_who_share_a_family_name_keep_their_own_codes() -> None:
    cover = Cover({"Mara Lindqvist": "MA-1", "Jonas Lindqvist": "JO-2"})
    assert cover.text("Jonas Lindqvist told Mara Jonas left") == "JO-2 told MA-1 JO-2 left"


def test_a_record_is_covered_in_every_text_and_keeps_everything_else() -> None:
    before = episode(MARA, days_ago(2)).amended(situation="Mara waited.", learning="Ask Mara.")
    after = COVER.record(before)
    assert isinstance(after, Episode)
    assert (after.situation, after.learning) == ("MA-1 waited.", "Ask MA-1.")
    assert after.id == before.id
    assert after.happened_at == before.happened_at


def test_words_of_a_list_stay_but_what_somebody_added_to_other_is_covered() -> None:
    cover = Cover({"Reply Other Shame": "X", "Mara": "MA-1"})
    before = episode(
        MARA,
        days_ago(2),
        cue="other: Mara's phone",
        secondary_emotion="other: shame before Mara",
        themes=("other:Mara leaves", "rejection"),
    )
    after = cover.record(before)
    assert after.cue == "other: MA-1's phone"
    assert after.secondary_emotion == "other: shame before MA-1"
    assert after.themes == ("other:MA-1 leaves", *before.themes[1:])
    assert after.source == before.source


def test_parts_inside_a_record_are_covered_too() -> None:
    start, end = node(MARA, "Silence"), node(MARA, "Mara texts", kind="action")
    arrow = link(start, end, evidence_for=(Evidence(kind="quote", text="Ask Mara", on=None),))
    assert COVER.record(arrow).evidence_for[0].text == "Ask MA-1"
    held = seen(MARA, days_ago(3), homework=(Homework(text="Mara rings Jo", comment="Mara"),))
    assert COVER.record(held).homework[0] == Homework(text="MA-1 rings JO-2", comment="MA-1")


def test_ids_are_never_taken_for_names() -> None:
    about = "00000000-ada0-4bea-8fee-00000000abba"
    measure = KINDS["administration"](
        client_id=MARA.id, instrument="phq-9", instrument_version="1", taken_on=days_ago(1),
        total_only=3, about=about, note="Ada",
    )  # fmt: skip
    after = Cover({"Ada Bea Fee Abba Phq": "X"}).record(measure)
    assert after == measure.model_copy(update={"note": "X"})
    client = MARA.amended(main_measure="core-10")
    assert Cover({"Core": "X"}).record(client).main_measure == "core-10"


def test_a_text_as_long_as_its_field_can_be_covered_by_a_longer_code() -> None:
    cover = Cover({"Bo Ek": "HH-10LONGCOD"})
    client = MARA.amended(pronouns=("Bo, " * 50).strip(), tags=("Ek",))
    shown = cover.record(client)
    assert "Bo" not in shown.pronouns
    assert shown.pronouns.endswith("…")
    assert shown.tags == ("HH-10LONGCOD",)
    Client.model_validate(shown.model_dump())  # it can stand inside another model


@pytest.mark.parametrize("kind", sorted(KINDS.keys() - {"client"}))
def test_every_text_of_every_kind_of_record_is_covered_but_ids_are_not(kind: str) -> None:
    model = KINDS[kind]
    texts = {n for n, f in model.model_fields.items() if f.annotation is str} - HEADER
    nothing = dict.fromkeys(model.model_fields.keys() - texts - HEADER)
    words = dict.fromkeys(texts, "other: Mara")
    before = model.model_construct(**{"client_id": MARA.id, **nothing, **words})
    after = COVER.record(before)
    left = {name for name in texts if getattr(after, name) != "other: MA-1"}
    ids = {"account", "instrument", "instrument_version", "main_measure", "read_by", "key"}
    assert left <= ids


def test_without_names_nothing_is_touched() -> None:
    assert Cover({}).text("Mara rang.") == "Mara rang."


class TestNamesOfAFile:
    """Every name a file ever held is covered, not only those it holds today."""

    def told(self, services: Services, client: Client, words: str) -> str:
        services.triggers.save(CLINICIAN, episode(client, days_ago(1), situation=words))
        return services.triggers.episodes(SHARING, client.id)[-1].situation

    def test_the_name_before_a_change_of_name(self, services: Services, mara: Client) -> None:
        services.clients.save(CLINICIAN, mara.amended(name="Mara Berg", code="MB-9"))
        assert self.told(services, mara, "Lindqvist, now Berg") == "MB-9, now MB-9"

    def test_a_figure_that_was_renamed_and_one_that_was_taken_out(
        self, services: Services, mara: Client
    ) -> None:
        elsa = services.history.save(CLINICIAN, build(Figure, client_id=mara.id, name="Elsa"))
        services.history.save(CLINICIAN, elsa.amended(name="Ilse", role="primary"))
        gone = services.history.save(CLINICIAN, build(Figure, client_id=mara.id, name="Torvald"))
        services.history.retire(CLINICIAN, gone)
        shown = self.told(services, mara, "Elsa, Ilse, Torvald")
        assert shown == "Main caregiver, Main caregiver, figure"

    def test_a_role_in_words_that_hold_a_name_does_not_give_it_away(
        self, services: Services, mara: Client
    ) -> None:
        services.history.save(
            CLINICIAN, build(Figure, client_id=mara.id, name="Tom", role="other: Mara's uncle")
        )
        assert self.told(services, mara, "Tom came") == "figure came"

    def test_a_partner_under_an_earlier_name_and_one_of_an_earlier_couple(
        self, services: Services, mara: Client
    ) -> None:
        jonas = services.clients.save(CLINICIAN, JONAS)
        couple = services.clients.save_couple(
            CLINICIAN, Couple(client_id=mara.id, partner_id=jonas.id)
        )
        services.clients.save(CLINICIAN, jonas.amended(name="Jonas Holm"))
        services.clients.save_couple(CLINICIAN, couple.amended(partner_id=None))
        assert self.told(services, mara, "Jonas, Holm") == "JO-2, JO-2"
        assert self.told(services, jonas, "Mara, Holm") == "MA-1, JO-2"


class TestSampleClients:
    """Nothing that somebody is called keeps a sample client's file from being opened."""

    @pytest.fixture
    def samples(self, demo_store: Path, tmp_path: Path) -> Iterator[Practice]:
        opened = open_practice(Path(shutil.copytree(demo_store, tmp_path / "demo")), lambda: "")
        yield opened
        opened.close()

    def test_every_file_opens_with_no_name_of_the_file_in_it(self, samples: Practice) -> None:
        services, actor = samples.services(), samples.actor
        for known in services.clients.names(actor):
            shown = repr(services.file(actor._replace(screen_share=True), known.id))
            assert known.name not in shown
            for figure in services.history.history(actor, known.id).figures:
                called = figure.name.split()[-1].strip("()")
                assert not re.search(rf"\b{called}\b", shown)

    def test_every_record_can_be_covered_for_every_nasty_name(self, samples: Practice) -> None:
        services, connection = samples.services(), samples.connection()
        stores = [RecordStore(connection, kind, model) for kind, model in KINDS.items()]
        for known in services.clients.names(samples.actor):
            records = [one for store in stores for one in store.for_client(known.id)]
            for name in NASTY:
                cover = Cover({name: "a name for this that is longer than what it stands for"})
                for one in records:
                    type(one).model_validate(cover.record(one).model_dump())

    def test_every_file_opens_with_figures_of_nasty_names(self, samples: Practice) -> None:
        services, actor = samples.services(), samples.actor
        for known in services.clients.names(actor):
            for name in NASTY:
                services.history.save(actor, build(Figure, client_id=known.id, name=name))
            assert services.file(actor._replace(screen_share=True), known.id).client.code

    def test_covering_the_fullest_file_takes_no_noticeable_time(self, samples: Practice) -> None:
        services, connection = samples.services(), samples.connection()
        stores = [RecordStore(connection, kind, model) for kind, model in KINDS.items()]
        known = services.clients.names(samples.actor)[1]
        records = [one for store in stores for one in store.for_client(known.id)]
        names = {
            f.name: "figure" for f in services.history.history(samples.actor, known.id).figures
        }
        start = time.process_time()
        cover = Cover({known.name: known.code} | names)
        for one in records:
            cover.record(one)
        assert len(records) > 170
        assert time.process_time() - start < 0.15  # about 6 ms; ten times that is a mistake
