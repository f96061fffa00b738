"""Who acts, in which role, and how much of a person they may see."""

from __future__ import annotations

from typing import Literal, NamedTuple

Role = Literal["owner", "clinician", "supervisor", "assistant", "auditor"]
ROLES: tuple[Role, ...] = ("owner", "clinician", "supervisor", "assistant", "auditor")
# The key of the account that a store is made with. Files nobody is assigned to are theirs.
FIRST_ACCOUNT = "owner"


class Actor(NamedTuple):
    """The person who acts. Every service method takes one.

    `account` is the key an account keeps for good, `sign_in` the sign-in it acts through.
    `screen_share` is on while somebody else may be looking: names become codes.
    """

    account: str
    name: str
    role: Role
    sign_in: str = ""
    screen_share: bool = False
