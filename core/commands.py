"""What each command of the contract does. Each returns what to print, or None."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Callable
from getpass import getpass
from pathlib import Path
from typing import Any, NamedTuple
from uuid import UUID

from core.assembly import (
    Practice,
    create_demo_store,
    create_store,
    locked_practice,
    open_practice,
)
from core.checking import check_practice
from core.clients.caseload import CaseloadQuery
from core.clients.model import Client
from core.errors import (
    InvalidEntry,
    NotFound,
    StoreUnusable,
    UserFacingError,
)
from core.exchange.demo import fill_with_samples
from core.listening import check_listening
from core.outcomes import change as changes
from core.outcomes import instrument as library
from core.outcomes import scoring
from core.outcomes.answers import read_answers, read_scores
from core.outcomes.description import described, scored_words, size_words
from core.reports.render import FORMATS
from core.reports.service import KINDS, document_file
from core.server_key import opened_by_server, server_key
from core.store.connection import DATABASE_FILE

REPORT_KINDS = KINDS
REPORT_FORMATS = FORMATS
Opener = Callable[..., None]
MISSING_WORD = "\0missing"
_EVERYONE = 1_000_000


class Outcome(NamedTuple):
    """What a command found: lines for people, data for --json."""

    lines: list[str]
    data: Any
    code: int = 0


def no_dashboard(practice: Practice, **_: object) -> None:
    """What happens when the command runs without the dashboard around it."""
    practice.close()
    raise UserFacingError("Start the dashboard with the 'havenline' command.")


def ask_secret() -> str:
    """The store's passphrase: from HAVENLINE_PASSPHRASE, or asked at the terminal."""
    given = os.environ.get("HAVENLINE_PASSPHRASE")
    if given is not None:
        return given
    if not sys.stdin.isatty():
        raise InvalidEntry("This store needs its passphrase: set HAVENLINE_PASSPHRASE.")
    return getpass("Passphrase or recovery code: ")


def ask_code() -> str:
    """The second-factor code: from HAVENLINE_CODE, or asked at the terminal."""
    given = os.environ.get("HAVENLINE_CODE")
    if given is not None:
        return given
    if not sys.stdin.isatty():
        raise InvalidEntry(
            "This account asks for a second factor: set HAVENLINE_CODE to its six-digit code."
        )
    return getpass("Six-digit code or one-time code: ")


def _new_secret() -> str:
    given = os.environ.get("HAVENLINE_PASSPHRASE")
    if given is not None:
        return given
    if not sys.stdin.isatty():
        raise InvalidEntry("Set HAVENLINE_PASSPHRASE to the passphrase the new store should have.")
    first = getpass("Choose a passphrase (12 characters or more): ")
    if getpass("The same again: ") != first:
        raise InvalidEntry("The two passphrases differ. Nothing was made; try again.")
    return first


def opened(asked: argparse.Namespace) -> Practice:
    """The store that was named, opened with the passphrase that is asked for."""
    return open_practice(asked.store, ask_secret, code=ask_code, account=_whose())


def _whose() -> str | None:
    # Asked for only where the passphrase alone cannot say it; then a sentence names the variable.
    return os.environ.get("HAVENLINE_ACCOUNT") or None


def demo(asked: argparse.Namespace) -> None:
    """Make the demo store when there is none, and open the dashboard on it."""
    directory = asked.store or Path.home() / ".havenline" / "demo"
    if not (directory / DATABASE_FILE).exists():
        create_demo_store(directory, fill_with_samples)
    practice = open_practice(directory, ask_secret)
    if not practice.demo:
        practice.close()
        raise StoreUnusable("That is a real store, not a demo. Use 'havenline serve' for it.")
    browser = not asked.no_browser
    asked.open_dashboard(practice, host="127.0.0.1", port=asked.port, browser=browser)


def init(asked: argparse.Namespace) -> Outcome:
    """Make a new store and show its recovery code, once."""
    code = create_store(asked.store, _new_secret(), asked.clinician)
    lines = [
        f"The store is ready in {asked.store}.",
        "Recovery code (print it and keep it apart from the computer; it is shown only now):",
        f"  {code}",
        "Without the passphrase or this code nobody can open the store, not even us.",
    ]
    return Outcome(lines, {"store": str(asked.store)})


def serve(asked: argparse.Namespace) -> None:
    """Open the dashboard on a real store, locked until somebody signs in.

    With HAVENLINE_KEY_FILE, HAVENLINE_KEY or HAVENLINE_PASSPHRASE set, the store is opened at
    once; people sign in all the same.
    """
    listening = check_listening(
        asked.host, asked.port, certificate=asked.tls_cert, key=asked.tls_key,
        proxied=asked.behind_tls_proxy, public_hosts=asked.public_host,
    )  # fmt: skip
    practice = _at_start(asked)
    if asked.oidc is not None and (practice.locked or practice.demo):
        practice.close()
        raise InvalidEntry(
            "A practice's own login needs a store of your own that is open from the start: set "
            "HAVENLINE_KEY_FILE to the file that 'havenline keyfile' made."
        )
    asked.open_dashboard(practice, browser=False, oidc=asked.oidc, **listening._asdict())


def _at_start(asked: argparse.Namespace) -> Practice:
    if (code := server_key()) is not None:
        return opened_by_server(asked.store, code)
    given = os.environ.get("HAVENLINE_PASSPHRASE") is not None
    return opened(asked) if given else locked_practice(asked.store)


def clients(asked: argparse.Namespace) -> Outcome:
    """List every client with the reasons for attention."""
    practice = opened(asked)
    query = CaseloadQuery(status="all", size=_EVERYONE)
    rows = practice.services().clients.caseload(practice.actor, query).rows
    practice.close()
    rows = tuple(sorted(rows, key=lambda row: row.facts.code))
    data = [
        {
            "id": str(row.facts.id),
            "code": row.facts.code,
            "name": row.facts.name,
            "sessions": row.facts.sessions,
            "last_session": row.facts.last_session,
            "attention": [reason.sentence for reason in row.reasons],
        }
        for row in rows
    ]
    lines = [
        f"{one['code']:<12} {one['name']:<28} {one['sessions']:>3} sessions  "
        f"{'; '.join(one['attention'])}".rstrip()  # type: ignore[arg-type]
        for one in data
    ]
    return Outcome(lines or ["No clients yet."], data)


def instruments(asked: argparse.Namespace) -> Outcome:
    """List the instrument library, or show one instrument with its sources."""
    if asked.show:
        if not asked.instrument:
            raise InvalidEntry("Name the instrument: 'havenline instruments show phq-9'.")
        one = library.instrument(asked.instrument)
        return Outcome(described(one), one.model_dump(mode="json"))
    every = list(library.instruments().values())
    lines = [f"{i.id:<16} {i.title} ({size_words(i)}; {i.direction})" for i in every]
    data = [
        {"id": i.id, "version": i.version, "title": i.title, "items": len(i.items),
         "entry": i.entry, "better_is": i.better_is, "direction": i.direction, "about": i.about,
         "scales": [scale.id for scale in i.scales], "main": i.main_scale.id}
        for i in every
    ]  # fmt: skip
    return Outcome(lines, data)


def score(asked: argparse.Namespace) -> Outcome:
    """Score answers given on the command line."""
    one = library.instrument(asked.instrument)
    words = ["-" if word == MISSING_WORD else word for word in asked.answers]
    if one.entry == "score":
        result = scoring.score_typed(one, read_scores(one, words))
    else:
        result = scoring.score(one, read_answers(one, " ".join(words)))
    data = result.model_dump(mode="json")
    data["flags"] = [{k: f[k] for k in ("item", "value", "kind")} for f in data["flags"]]
    return Outcome(scored_words(one, result), data)


def change(asked: argparse.Namespace) -> Outcome:
    """Compare two scores by the published figure, or by the index asked for."""
    one = library.instrument(asked.instrument)
    for value in (asked.pre, asked.post):
        scoring.score_total(one, value)
    result = changes.change(one, asked.pre, asked.post, method=asked.method)
    lines = [f"{one.short}: {result.pre:g} to {result.post:g}, change {result.change:+g}"]
    lines += [f"Verdict: {result.reliable}"] if result.reliable else []
    lines += [result.cannot_show] if result.cannot_show else []
    lines += [f"{result.crossed[0].upper()}{result.crossed[1:]}."] if result.crossed else []
    return Outcome([*lines, result.basis], result.model_dump(mode="json"))


def find_client(practice: Practice, wanted: str) -> Client:
    """The client with this id or code. Raises NotFound."""
    services = practice.services()
    for found in services.clients.names(practice.actor):
        if wanted in (str(found.id), found.code):
            return services.clients.open(practice.actor, UUID(str(found.id)))
    raise NotFound("There is no client with that id or code. See 'havenline clients'.")


def report(asked: argparse.Namespace) -> Outcome:
    """Write a document; the file appears complete or not at all."""
    practice = opened(asked)
    try:
        client = find_client(practice, asked.client)
        made = document_file(
            practice.services(), practice.actor, client.id, asked.kind, asked.format
        )
    finally:
        practice.close()
    _write_whole(asked.out, made)
    return Outcome([f"Written to {asked.out}."], {"out": str(asked.out)})


def _write_whole(out: Path, content: bytes) -> None:
    scratch = out.with_name(f".{out.name}.part")
    try:
        with open(os.open(scratch, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as file:
            file.write(content)
        scratch.replace(out)
    finally:
        scratch.unlink(missing_ok=True)


def verify(asked: argparse.Namespace) -> Outcome:
    """Check a store; every problem is one line."""
    practice = opened(asked)
    found = check_practice(practice)
    practice.close()
    lines = [f"{found.records} record versions and {found.audit_events} audit events checked."]
    lines += list(found.problems) or ["No problem found."]
    data = {"ok": found.ok, **found._asdict()}
    return Outcome(lines, data, code=0 if found.ok else 1)
