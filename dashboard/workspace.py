"""What one browser tab is working on. The only module that touches st.session_state."""

from __future__ import annotations

import gc
from collections.abc import Callable
from contextvars import ContextVar
from dataclasses import dataclass, field
from typing import Protocol, TypeVar
from uuid import UUID

import streamlit as st

from core.access.audit import Actor
from core.access.permissions import can
from core.assembly import Practice, Services
from core.backups.standing import Backups
from core.clients.model import Client
from core.errors import NotFound, NotPermitted, UserFacingError
from core.record import Record

T = TypeVar("T")
R = TypeVar("R", bound=Record)
_KEY = "havenline"
_practice: list[Practice] = []  # set once when the server starts; never client data
_services: ContextVar[Services | None] = ContextVar("services", default=None)
_actor: ContextVar[Actor | None] = ContextVar("actor", default=None)
_covered: set[str] = set()  # ids of the sign-ins that are sharing their screen


class SignInLike(Protocol):
    """What the door says about the sign-in of a script run."""

    @property
    def id(self) -> str:
        """The id audit events name the sign-in by."""

    @property
    def account(self) -> str:
        """The key of the account."""


_backups: list[Backups] = []
_signed_in: list[Callable[[], SignInLike | None]] = []


@dataclass
class Tab:
    """What is remembered between two script runs of one tab: ids only."""

    client: str = ""
    said: str = ""
    opened: dict[str, str] = field(default_factory=dict)


def use(practice: Practice, signed_in: Callable[[], SignInLike | None] | None = None) -> None:
    """Make this the practice every screen works in.

    `signed_in` says whose run it is; without it, every run is that of `practice.actor`.

    What is loaded by now stays for good, so the garbage collector need not look at it again:
    each look takes as long as a whole page (docs/adr/0006).
    """
    _practice[:] = [practice]
    _signed_in[:] = [signed_in] if signed_in else []
    _backups[:] = [Backups(practice)]
    gc.freeze()


def backups() -> Backups:
    """The backups of this practice: the server starts their schedule and stops it."""
    return _backups[0]


def start_run() -> Workspace:
    """Begin a script run: who it is, a connection of its own, and the client of the address.

    A run that nobody is signed in for ends here.
    """
    actor = _who()
    if actor is None:
        st.info("You are signed out. Load the page again to sign in.")
        st.stop()
    _actor.set(actor)
    _services.set(_practice[0].services())
    workspace = current()
    workspace.drop_erased()
    workspace.follow_address()
    return workspace


def _who() -> Actor | None:
    """Who acts in this run, looked up anew each time: a closed account ends at once."""
    practice = _practice[0]
    if not _signed_in:
        return practice.actor._replace(screen_share="" in _covered)
    sign_in = _signed_in[0]()
    account = practice.account(sign_in.account) if sign_in else None
    if sign_in is None or account is None:
        return None
    return account.as_actor(sign_in.id, screen_share=sign_in.id in _covered)


def _acting(practice: Practice) -> Actor:
    known = _actor.get()
    if known is None and _signed_in:
        raise NotPermitted("You are signed out. Load the page again to sign in.")
    return known or practice.actor


def current() -> Workspace:
    """The workspace of the script run that is going on."""
    services = _services.get()
    if services is None:
        services = _practice[0].services()
        _services.set(services)
    return Workspace(_practice[0], services)


def script_failed(error: Exception) -> bool:
    """Show one sentence for a fault of our own: no traceback, no client data."""
    if isinstance(error, UserFacingError):  # in a dialog, which the frame does not run
        st.error(error.sentence, icon=":material/error:")
        return True
    st.error(
        f"Havenline met a fault of its own ({type(error).__name__}). What was saved is safe. "
        "Reload the page; if it happens again, please report it."
    )
    return True


class Workspace:
    """The services of this run, who acts, and which client is picked."""

    def __init__(self, practice: Practice, services: Services) -> None:
        self.services = services
        self._actor = _acting(practice)
        self.demo = practice.demo
        self.has_door = bool(_signed_in)
        self.backups = _backups[0]
        self.in_dialog = False  # whether a dialog was opened over this run's page

    @property
    def actor(self) -> Actor:
        """Who acts; names are covered as soon as another tab of the sign-in shares its screen.

        A dialog goes on with the workspace it was opened with, so this is looked up each time.
        The role counts as it stands in the store (core/access/admission.py), not as drawn.
        """
        return self._actor._replace(screen_share=self._actor.sign_in in _covered)

    def may(self, action: str) -> bool:
        """Whether this account may do this, in the picked client's file if one is picked."""
        client_id = self._known_client()
        if client_id is None:
            return can(self.actor, action)
        return self.services.admission.can(self.actor, action, client_id)

    def may_change(self, action: str = "file.write") -> bool:
        """Whether entries of the picked file may be changed, not only added."""
        return self.may(action) and not self.actor.screen_share

    def _known_client(self) -> UUID | None:
        try:
            return self.client_id
        except NotFound:
            return None

    def share_screen(self, on: bool) -> None:
        """Show codes instead of names in every tab of this sign-in, or names again."""
        (_covered.add if on else _covered.discard)(self.actor.sign_in)

    def drop_erased(self) -> None:
        """Forget what was typed about clients that were erased meanwhile."""
        for erased in _practice[0].erased:
            if self._tab.client == str(erased):
                self.put_down()
            for key in [k for k in st.session_state if str(erased) in str(k)]:
                del st.session_state[key]

    def own_services(self) -> Services:
        """Services on a new connection, for work that runs beside the script."""
        return _practice[0].services()

    @property
    def _tab(self) -> Tab:
        if _KEY not in st.session_state:
            st.session_state[_KEY] = Tab()
        tab: Tab = st.session_state[_KEY]
        return tab

    def follow_address(self) -> None:
        """Take the client from the address, or put the picked client back into it."""
        asked = st.query_params.get("client", "")
        if asked:
            self._tab.client = asked
        elif self._tab.client:
            st.query_params["client"] = self._tab.client

    @property
    def client_id(self) -> UUID | None:
        """The picked client's id. Raises NotFound when the address holds no id."""
        if not self._tab.client:
            return None
        try:
            return UUID(self._tab.client)
        except ValueError:
            raise NotFound(
                "There is no client at this address. Pick one from the caseload."
            ) from None

    def picked_name(self) -> tuple[str, str] | None:
        """Code and name of the picked client, or None when nobody is picked."""
        try:
            client_id = self.client_id
        except NotFound:
            return None
        known = self.services.clients
        return known.code_and_name(self.actor, client_id) if client_id else None

    def client(self) -> Client | None:
        """The picked client, or None before one was picked. Raises NotFound."""
        client_id = self.client_id
        return self.services.clients.open(self.actor, client_id) if client_id else None

    def pick(self, client_id: UUID) -> None:
        """Pick a client for every page from now on."""
        self._tab.client = str(client_id)
        st.query_params["client"] = str(client_id)

    def put_down(self) -> None:
        """Forget which client was picked."""
        self._tab.client = ""
        st.query_params.pop("client", None)

    def renew(self) -> None:
        """Take services on a new connection, after the old one failed."""
        self.services = _practice[0].services()

    def saw(self, saved: Record) -> None:
        """Remember that the user has seen this version of an entry somebody else saved."""
        self._tab.opened[f"seen.{saved.id}"] = str(saved.version)

    def based(self, entry: R) -> R:
        """The entry on top of the newest version of it that the user has seen."""
        seen = int(self._tab.opened.get(f"seen.{entry.id}", "0"))
        return entry.model_copy(update={"version": max(seen, entry.version)})

    def say(self, sentence: str) -> None:
        """Tell the user something after the next rerun."""
        self._tab.said = sentence

    def take_said(self) -> str:
        """What is to be told now, once."""
        said, self._tab.said = self._tab.said, ""
        return said

    def opened(self, place: str) -> str:
        """Which entry is open in a place of a page ("map.node"), or an empty text."""
        return self._tab.opened.get(place, "")

    def open(self, place: str, what: str) -> None:
        """Open an entry in a place of a page; an empty text closes it."""
        self._tab.opened[place] = what

    def clear_inputs(self, prefix: str) -> None:
        """Forget what was typed into the widgets of a form that has been saved."""
        for key in [k for k in st.session_state if str(k).startswith(prefix)]:
            del st.session_state[key]

    def put_input(self, key: str, value: object) -> None:
        """Put a value into a widget that is drawn later in this run.

        Forgetting it is not enough for one that stays on the page: the browser sends its own.
        """
        st.session_state[key] = value

    def typed(self, key: str, otherwise: T) -> T:
        """The value of a widget that is drawn further down the page."""
        value: T = st.session_state.get(key, otherwise)
        return value
