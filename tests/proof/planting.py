"""A process that plants markers through every kind of record and act, and then stands still.

Run as `python -m tests.proof.planting STORE`, killed by the test once it has said "planted".
"""

from __future__ import annotations

import logging
import re
import sys
import threading
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Any
from uuid import uuid4

from core.access.audit import Actor
from core.approaches.model import IfsPart, Plan, Target, TargetWork, Weighing, weighing_id
from core.approaches.target_day import TargetDay, set_done
from core.assembly import Practice, create_store, open_practice
from core.cli import main
from core.clients.caseload import CaseloadQuery
from core.clients.model import Agreed, Client, CoupleEvent, HalfCycle, Injury
from core.clients.sharing import HALF_FIELDS, couple_view
from core.errors import HavenlineError
from core.formulation.model import Link, Node
from core.record import Record
from core.reports.render import FORMATS
from core.reports.service import MADE_NOW, document_file
from tests.keeping.planting import GIVEN, MARK, planted
from tests.people import MARA, TODAY, at, person, phq9
from tests.proof.markers import CORE, marker

PASSPHRASE = "four unrelated words here"
TARGET = uuid4()
NEEDED: dict[str, dict[str, Any]] = {
    "period": {"period": "p3_5"},
    "history_event": {"kind": "death"}, "episode": {"happened_at": at(TODAY), "cue": "reply_delay"},
    "node": {"kind": "cue"}, "plan": {"approach": "efit"}, "session": {"starts_at": at(TODAY)},
    "formulation_version": {"reviewed_on": TODAY}, "consideration": {"topic": "health"},
    "weighing": {"approach": "efit"}, "target_work": {"target_id": MARA.id, "on": TODAY},
    "ifs_part": {"node_id": MARA.id}, "concern": {
        "kind": "self_harm", "state": "now", "acute": True, "closed_on": None,
    },
    "settings": {"cutoffs": {"phq-9": marker("cutoff")}},
    "acknowledgement": {"administration_id": MARA.id, "item": 9, "seen_on": TODAY},
}  # fmt: skip


def marked(model: type[Record], kind: str, client: Client) -> Record:
    """A record with the marker in every field that holds words, and in those of its parts."""
    # The settings were saved once already, when the store was made.
    own = {"version": 1} if kind == "settings" else {"client_id": client.id}
    given = GIVEN.get(kind, {}) | NEEDED.get(kind, {}) | own
    if kind == "couple":
        given |= of_both(client)
    made = planted(model, **given).model_dump_json()
    return model.model_validate_json(re.sub(rf"{MARK}\d{{6}}", marker(kind), made))


def of_both(client: Client) -> dict[str, object]:
    """A couple of the client and Mara, with everything of theirs agreed to be shown."""
    both = (client.id, MARA.id)
    agreed = tuple(Agreed(field=name, on=TODAY, words=marker("agreed")) for name in HALF_FIELDS)
    return {
        "partner_id": MARA.id,
        "halves": [planted(HalfCycle, client_id=one, agreed=agreed, nodes=()) for one in both],
        "injuries": [planted(Injury, owner=one, node_id=None) for one in both],
        "events": [planted(CoupleEvent, client_id=client.id)],
    }


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
    worked(practice, client, ends)
    for kind in MADE_NOW:
        for fmt in FORMATS:
            assert document_file(services, actor, client.id, kind, fmt)
    for query in (marker("search"), client.name):
        services.clients.caseload(actor, CaseloadQuery(search=query))
    services.keeping.hold(actor, client.id, marker("hold"))
    refusals(practice, client)
    return len(DOORS)


def worked(practice: Practice, client: Client, nodes: list[Node]) -> None:
    """Go on with a reason, save a set, make two nodes one, show a couple, hand out a copy."""
    services, actor = practice.services(), practice.actor
    target = services.approaches.targets(actor, client.id)[0]
    done = set_done(TargetDay(target, TODAY, None, ()), 7)
    tried(lambda: services.approaches.save_sets(actor, done))
    standing = services.gates.standing(actor, client.id, "emdr_processing")
    reasons = {one.client_id: marker("reason") for one in standing.pauses}
    tried(lambda: services.gates.go_on(actor, client.id, standing.gate, (), reasons))
    services.gates.go_on(actor, client.id, standing.gate, standing.pauses, reasons)
    services.approaches.save_sets(actor, done)
    services.gates.pause_again(actor, client.id, standing.gate)
    kept = services.formulation.merge(actor, *nodes)
    tried(lambda: services.formulation.merge(actor, kept, kept))
    couple = services.clients.couple_of(actor, client.id)
    assert couple
    assert CORE in couple_view(couple).model_dump_json()
    assert services.file(actor, client.id)
    assert services.keeping.third_party_list(actor, client.id)
    assert services.keeping.bundle(actor, client.id, {})


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
    return _pointed(marked(model, kind, client), ends[0])


def _pointed(record: Record, node: Node) -> Record:
    """The record with ids that stand in this client's file: others are refused."""
    match record:
        case Plan():
            cycles = tuple(one.model_copy(update={"nodes": (node.id,)}) for one in record.cycles)
            return record.amended(works_on=(node.id,), goals=(), within=None, cycles=cycles)
        case Weighing():
            return record.amended(id=weighing_id(record.client_id, record.approach))
        case Target():
            return record.amended(id=TARGET, node_id=node.id)
        case TargetWork():
            return record.amended(target_id=TARGET)
        case IfsPart():
            return record.amended(node_id=node.id)
    return record


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
