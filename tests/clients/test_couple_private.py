"""What one partner's documents can never hold of the other: every text of the other's file is a
marker of its own, and each is looked for in everything that is made from this partner's file."""

from __future__ import annotations

import re
from io import BytesIO
from zipfile import ZipFile, is_zipfile

import pytest
from pypdf import PdfReader

from core.access.actor import Actor
from core.approaches.log import SessionStep
from core.assembly import Practice, Services
from core.clients.model import Agreed, Client, Couple, CoupleEvent, HalfCycle, Injury
from core.errors import NotFound
from core.formulation.checks import checks
from core.formulation.checks_basis import Case
from core.reports.render import FORMATS, render
from core.reports.service import MADE_NOW, report_document
from tests.keeping.planting import MARK, mark, plant_file, planted
from tests.people import CLINICIAN, JONAS, MARA, days_ago, episode, node, phq9, seen

SHARING = CLINICIAN._replace(screen_share=True)
BOTH_WAYS = pytest.mark.parametrize("saved_first", [MARA, JONAS], ids=lambda one: one.name)


def marks(text: str) -> set[str]:
    return set(re.findall(rf"{MARK}\d+", text))


def readable(made: bytes) -> str:
    """All text of a document: of a PDF its pages, of a packed one every part."""
    if made[:4] == b"%PDF":
        return "\n".join(page.extract_text() for page in PdfReader(BytesIO(made)).pages)
    if is_zipfile(BytesIO(made)):
        with ZipFile(BytesIO(made)) as packed:
            return "\n".join(packed.read(n).decode("utf-8", "replace") for n in packed.namelist())
    return made.decode("utf-8", "replace")


class Planted:
    """Mara's file full of markers, Jonas's plain; the two as a couple. `agreed` is what of
    Mara's half Jonas may see, `theirs` the words the two found together."""

    def __init__(self, practice: Practice, saved_first: Client) -> None:
        services = practice.services()
        services.clients.save(CLINICIAN, JONAS)
        services.triggers.save(CLINICIAN, episode(JONAS, days_ago(3)))
        services.sessions.save(CLINICIAN, seen(JONAS, days_ago(4), note="He came on time."))
        services.outcomes.record(CLINICIAN, phq9(JONAS, 9, days_ago(4)))
        services.formulation.save_node(CLINICIAN, node(JONAS, "She asks again"))
        plant_file(practice.connection(), MARA.id)
        agreed = Agreed(field="fear", on=days_ago(2), words="zqagreed")
        hers = planted(HalfCycle, client_id=MARA.id, nodes=(), fear="zqagreed", agreed=(agreed,))
        his = HalfCycle(client_id=JONAS.id, fear="His own fear")
        other = JONAS if saved_first is MARA else MARA
        couple = Couple(
            client_id=saved_first.id, partner_id=other.id, halves=(hers, his),
            cycle_words="Words of both",
            injuries=(Injury(owner=MARA.id, headline=mark(), note=mark()),
                      Injury(owner=MARA.id, headline="zqshown", note=mark(),
                             agreed_on=days_ago(2), agreed_words="zqshown")),
            events=(CoupleEvent(event="soften", on=days_ago(5), client_id=MARA.id, note=mark()),
                    CoupleEvent(event="rupture", on=days_ago(5), note=mark())),
            log=(SessionStep(on=days_ago(5), step="step3", blocked_by=mark(), note=mark()),),
        )  # fmt: skip
        services.clients.save_couple(CLINICIAN, couple)
        assert len(marks(couple.model_dump_json())) > 10


@BOTH_WAYS
def test_a_partners_file_as_documents_are_made_from_it_holds_nothing_of_the_other(
    practice: Practice, saved_first: Client
) -> None:
    Planted(practice, saved_first)
    file = practice.services().file(CLINICIAN, JONAS.id)
    assert marks(repr(file)) == set()
    assert "zqagreed" in repr(file)
    assert "zqshown" in repr(file)
    assert marks(repr(checks(Case.of(file)))) == set()


@BOTH_WAYS
@pytest.mark.parametrize("kind", MADE_NOW)
def test_no_report_in_any_format_holds_a_word_of_the_other(
    practice: Practice, saved_first: Client, kind: str
) -> None:
    Planted(practice, saved_first)
    document = report_document(practice.services(), CLINICIAN, JONAS.id, kind, parked=True)
    assert marks(repr(document)) == set()
    for fmt in FORMATS:
        words = readable(render(document, fmt))
        assert marks(words) == set(), fmt
        assert ("zqagreed" in words) == (kind == "formulation"), fmt


@BOTH_WAYS
def test_the_copy_of_the_record_holds_nothing_of_the_other_agreed_or_not(
    practice: Practice, saved_first: Client
) -> None:
    Planted(practice, saved_first)
    keeping = practice.services().keeping
    words = readable(keeping.bundle(CLINICIAN, JONAS.id, {}))
    assert marks(words) == set()
    for told in ("zqagreed", "zqshown", str(MARA.id)):
        assert told not in words
    assert "His own fear" in words
    assert "Words of both" in words
    assert marks(repr(keeping.third_party_list(CLINICIAN, JONAS.id))) == set()


@BOTH_WAYS
def test_a_shared_screen_shows_of_the_other_only_what_was_agreed(
    practice: Practice, saved_first: Client
) -> None:
    Planted(practice, saved_first)
    clients = practice.services().clients
    shown = clients.couple_of(SHARING, JONAS.id)
    assert shown is not None
    assert marks(shown.model_dump_json()) == set()
    assert [one.headline for one in shown.injuries] == ["zqshown"]
    whole = clients.couple_of(CLINICIAN, JONAS.id)
    assert whole is not None
    assert len(marks(whole.model_dump_json())) > 10


def test_the_other_way_round_as_well(practice: Practice) -> None:
    """Mara's own documents hold nothing of Jonas that he did not agree to."""
    Planted(practice, MARA)
    services = practice.services()
    couple = services.clients.couple_of(CLINICIAN, MARA.id)
    assert couple is not None
    his = Injury(owner=JONAS.id, headline="zqhis", note="zqhis")
    services.clients.save_couple(CLINICIAN, couple.amended(injuries=(*couple.injuries, his)))
    made = [
        repr(services.file(CLINICIAN, MARA.id)),
        readable(services.keeping.bundle(CLINICIAN, MARA.id, {})),
        *(repr(report_document(services, CLINICIAN, MARA.id, kind)) for kind in MADE_NOW),
    ]
    for words in made:
        assert "His own fear" not in words
        assert "zqhis" not in words


def test_an_agreement_taken_back_is_gone_from_the_next_document(practice: Practice) -> None:
    Planted(practice, MARA)
    services = practice.services()
    couple = services.clients.couple_of(CLINICIAN, MARA.id)
    assert couple is not None
    taken_back = tuple(half.model_copy(update={"agreed": ()}) for half in couple.halves)
    services.clients.save_couple(CLINICIAN, couple.amended(halves=taken_back))
    assert "zqagreed" not in repr(services.file(CLINICIAN, JONAS.id))


def test_nobody_gets_the_shared_couple_of_a_stranger(services: Services) -> None:
    services.clients.save(CLINICIAN, MARA)
    stranger = Actor("else", "Dr Else", "clinician")
    with pytest.raises(NotFound):
        services.clients.shared_couple(stranger, MARA.id)
    assert services.clients.shared_couple(CLINICIAN, MARA.id) is None
