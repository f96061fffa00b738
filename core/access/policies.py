"""When something may be done that the role allows. Pairs: check_… raises, can_… answers."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING

from core.access.actor import Actor
from core.access.permissions import RELATIONS_OF, Relation
from core.errors import NotAllowedNow

if TYPE_CHECKING:
    from core.access.accounts import Account


def _answers(check: Callable[[], None]) -> bool:
    try:
        check()
    except NotAllowedNow:
        return False
    return True


def check_can_change_now(actor: Actor, version: int) -> None:
    """An entry shown with codes for names must not be saved over the one with the names."""
    if actor.screen_share and version > 0:
        raise NotAllowedNow(
            "Screen-share mode is on, and this entry is shown with codes instead of names. "
            "Turn it off in the sidebar to change the entry; new entries can be added."
        )


def can_change_now(actor: Actor, version: int) -> bool:
    """Whether check_can_change_now would let it pass."""
    return _answers(lambda: check_can_change_now(actor, version))


def check_can_lose_owner_now(accounts: Iterable[Account], account: Account) -> None:
    """A practice keeps at least one active owner."""
    others = [a for a in accounts if a.role == "owner" and a.active and a.key != account.key]
    if account.role == "owner" and account.active and not others:
        raise NotAllowedNow(
            "This is the only owner of the practice. Make somebody else owner first."
        )


def can_lose_owner_now(accounts: Iterable[Account], account: Account) -> bool:
    """Whether check_can_lose_owner_now would let it pass."""
    return _answers(lambda: check_can_lose_owner_now(accounts, account))


def check_can_assign_now(account: Account | None, relation: Relation) -> None:
    """Somebody is assigned as what their role can be, while their account is active."""
    if account is None or not account.active:
        raise NotAllowedNow("This account is closed. Choose somebody who works here now.")
    if relation not in RELATIONS_OF[account.role]:
        raise NotAllowedNow(
            f"{account.name} has the role {account.role} and cannot be a client's {relation}."
        )


def can_assign_now(account: Account | None, relation: Relation) -> bool:
    """Whether check_can_assign_now would let it pass."""
    return _answers(lambda: check_can_assign_now(account, relation))


def check_can_erase_now(*, held: bool, typed_code: str, code: str) -> None:
    """A file on legal hold stays; the code is typed so that the right one is erased."""
    if held:
        raise NotAllowedNow("This file is on legal hold and cannot be erased. Lift the hold first.")
    if typed_code.strip().upper() != code:
        raise NotAllowedNow("Type the client's code to erase the file.")


def can_erase_now(*, held: bool, typed_code: str, code: str) -> bool:
    """Whether check_can_erase_now would let it pass."""
    return _answers(lambda: check_can_erase_now(held=held, typed_code=typed_code, code=code))
