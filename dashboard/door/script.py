"""Who is signed in, for a run of Streamlit's script."""

from __future__ import annotations

from collections import OrderedDict
from threading import Lock

import streamlit as st
from streamlit.runtime.scriptrunner import get_script_run_ctx

from dashboard.door.door import Door
from dashboard.door.sign_ins import SignIn

MOST_TABS = 10_000


class SignedIn:
    """Answers, in a script run, whose run it is; None when nobody may see anything.

    A tab belongs to the account that opened it. When somebody else signs in to the same
    browser, Streamlit would let the old tab go on with what it remembers; we do not.
    """

    def __init__(self, door: Door) -> None:
        self._door = door
        self._tabs: OrderedDict[str, str] = OrderedDict()
        self._lock = Lock()

    def __call__(self) -> SignIn | None:
        """The sign-in of the browser whose script run this is."""
        token = st.context.cookies.get(self._door.cookie_name, "")
        found = self._door.sign_ins.find(token)
        # A run that a lock overtakes goes on to its end: the gate holds what it says until the
        # screen is unlocked, and a page cut short would lose what was half typed.
        if found is None or found.must_choose_passphrase:
            return None
        return found if self._same_person(found.account) else None

    def _same_person(self, account: str) -> bool:
        run = get_script_run_ctx()
        if run is None:
            return False
        with self._lock:
            first = self._tabs.setdefault(run.session_id, account)
            while len(self._tabs) > MOST_TABS:
                self._tabs.popitem(last=False)
        return first == account
