"""A process that plants markers through every kind of record and act, and then stands still.

Run as `python -m tests.proof.planting STORE`, killed by the test once it has said "planted".
"""

from __future__ import annotations

import logging
import sys
import threading
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Any
from uuid import uuid4

from pydantic import AfterValidator
from pydantic.fields import FieldInfo

from core.access.audit import Actor
from core.assembly import Practice, create_store, open_practice
from core.cli import main
from core.clients.caseload import CaseloadQuery
from core.clients.model import Client
from core.errors import HavenlineError
from core.formulation.model import Link, Node
from core.record import HEADER, Record
from core.reports.render import FORMATS
from core.reports.service import MADE_NOW, document_file
from tests.people import MARA, TODAY, at, person, phq9
from tests.proof.markers import marker

PASSPHRASE = "four unrelated words here"
NEEDED: dict[str, dict[str, Any]] = {
    "couple": {"partner_id": MARA.id}, "period": {"period": "p3_5"},
    "history_event": {"kind": "death"}, "episode": {"happened_at": at(TODAY), "cue": "reply_delay"},
    "node": {"kind": "cue"}, "plan": {"approach": "efit"}, "session": {"starts_at": at(TODAY)},
    "formulation_version": {"reviewed_on": TODAY}, "consideration": {"topic": "health"},
    "weighing": {"approach": "efit"}, "target_work": {"target_id": MARA.id, "on": TODAY},
    "ifs_part": {"node_id": MARA.id}, "concern": {"kind": "self_harm", "noted_on": TODAY},
    "gate_override": {"gate": "emdr_processing", "causes": (), "on": TODAY},
    "acknowledgement": {"administration_id": MARA.id, "item": 9, "seen_on": TODAY},
}  # fmt: skip


def takes_words(info: FieldInfo) -> bool:
    """Whether a field holds free text."""
    rules = info.metadata
    return info.annotation is str and not any(
        isinstance(rule, AfterValidator) or getattr(rule, "pattern", None) for rule in rules
    )


def marked(model: type[Record], kind: str, client: Client) -> Record:
    """A record with the marker in every field that holds words."""
    words = {
        n: marker(kind) for n, i in model.model_fields.items() if n not in HEADER and takes_words(i)
    }
    words.pop("main_measure", None)
    # The settings were saved once already, when the store was made.
    own = {"version": 1} if kind == "settings" else {"client_id": client.id}
    return model(**(own | words | NEEDED.get(kind, {})))


def tried(act: Callable[[], object]) -> None:
    """Do something that is refused in a sentence."""
    with suppress(HavenlineError):
        act()
        print("not refused:", act)


def plant(practice: Practice) -> int:
    """Save every kind of record, read, search, make documents, and be refused."""
    from core.keeping.kinds import KINDS
    from tests.proof.test_nasty_services import DOORS

    services, actor = practice.services(), practice.actor
    client = services.clients.save(actor, person(marker("name"), "QZ-1"))
    services.clients.save(actor, MARA)
    ends = [services.formulation.save_node(actor, Node(client_id=client.id, kind="cue",
            name=f"{marker('node')} {n}")) for n in range(2)]  # fmt: skip
    for kind, door in DOORS.items():
        record = _record(kind, KINDS[kind], client, ends)
        door(services, record)
    for kind in MADE_NOW:
        for fmt in FORMATS:
            assert document_file(services, actor, client.id, kind, fmt)
    for query in (marker("search"), client.name):
        services.clients.caseload(actor, CaseloadQuery(search=query))
    services.keeping.hold(actor, client.id, marker("hold"))
    refusals(practice, client)
    return len(DOORS)


def _record(kind: str, model: type[Record], client: Client, ends: list[Node]) -> Record:
    if kind == "client":
        own = uuid4()
        return person(
            marker("name"), "QZ-2", id=own, client_id=own, presenting=marker("presenting")
        )
    if kind == "administration":
        return phq9(client, 12, TODAY, note=marker("note"))
    if kind == "link":
        return Link(client_id=client.id, from_node=ends[0].id, to_node=ends[1].id, kind="drives",
                    note=marker("link"))  # fmt: skip
    return marked(model, kind, client)


def refusals(practice: Practice, client: Client) -> None:
    """Errors with a marker in what provoked them."""
    services, actor = practice.services(), practice.actor
    other = Actor("other", marker("actor"), "clinician")
    tried(lambda: client.amended(name=marker("long") * 20))
    tried(lambda: client.amended(status=marker("status")))
    tried(lambda: services.clients.save(actor, client.model_copy(update={"version": 9})))
    tried(lambda: services.clients.open(other, client.id))
    tried(lambda: services.assignments.find_by_code(other, marker("code")))
    tried(lambda: services.accounts.one(marker("account")))
    tried(lambda: practice.sign_in(marker("who"), marker("passphrase")))
    tried(lambda: practice.sign_in("Dr Test", marker("passphrase")))
    tried(lambda: open_practice(practice.directory, lambda: marker("secret")))
    tried(lambda: practice.connection().rows(marker("sql")))
    for words in (["score", marker("measure"), "1"], [marker("command")],
                  ["clients", "--store", str(practice.directory)]):  # fmt: skip
        main([word.replace("QzxjvWkpyq", "Q") for word in words])  # echoed to who typed it


if __name__ == "__main__":
    logging.basicConfig(level=logging.DEBUG)
    store = Path(sys.argv[1])
    create_store(store, PASSPHRASE, "Dr Test")
    practice = open_practice(store, lambda: PASSPHRASE)
    print("planted", plant(practice), flush=True)
    threading.Event().wait()
