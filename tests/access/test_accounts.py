"""Accounts: each with a key of its own to the store, a role, and a way back in."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pyotp
import pytest

from core.access import second_factor
from core.access.accounts import Account
from core.access.keys import KEYS_FILE, KeyFile, name_key
from core.assembly import Practice, create_demo_store, create_store, locked_practice, open_practice
from core.checking import check_practice
from core.errors import (
    InvalidEntry,
    NotAllowedNow,
    NotPermitted,
    SecondFactorNeeded,
    StoreUnusable,
    WrongCode,
    WrongSecret,
)
from tests.access.cast import OWNER, actor_of

PASSPHRASE = "four unrelated words here"
COLLEAGUES = "quite another seven lamps"
NOON = datetime(2026, 3, 5, 12, 0, tzinfo=UTC)


class Clock:
    """A clock that a test sets."""

    def __init__(self) -> None:
        self.now = NOON

    def __call__(self) -> datetime:
        return self.now


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, str]:
    directory = tmp_path_factory.mktemp("accounts") / "practice"
    return directory, create_store(directory, PASSPHRASE, "Dr Ines Falk")


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def practice(made: tuple[Path, str], tmp_path: Path, clock: Clock) -> Iterator[Practice]:
    """A real store of one's own, still locked."""
    copy = Path(shutil.copytree(made[0], tmp_path / "practice"))
    practice = Practice.shut(copy, clock)
    yield practice
    practice.close()


def actions(practice: Practice) -> list[tuple[str, str]]:
    rows = practice.connection().rows("SELECT actor, action FROM audit_trail ORDER BY seq")
    return [(actor, action) for actor, action in rows]


def joined(practice: Practice, name: str = "Dr Jonas Reed", role: str = "clinician") -> Account:
    """Invite a colleague, let them sign in with the code and choose a passphrase."""
    account, code = practice.services().accounts.invite(OWNER, name, role)  # type: ignore[arg-type]
    assert practice.sign_in(name, code).must_choose_password
    practice.own.set_password(account.key, code, COLLEAGUES)
    return account


def test_a_store_stays_locked_until_somebody_signs_in(practice: Practice) -> None:
    assert practice.locked
    assert practice.account_names() == ["Dr Ines Falk"]
    with pytest.raises(StoreUnusable, match="Sign in"):
        practice.services()
    with pytest.raises(WrongSecret):
        practice.sign_in("Dr Ines Falk", "not this one either")
    assert practice.locked
    account = practice.sign_in("dr  ines falk", PASSPHRASE, sign_in="s1")
    assert (account.key, account.role) == ("owner", "owner")
    assert not practice.locked


def test_refusals_while_locked_are_in_the_trail_afterwards(practice: Practice) -> None:
    with pytest.raises(WrongSecret):
        practice.sign_in("Dr Ines Falk", "not this one either")
    practice.sign_in("Dr Ines Falk", PASSPHRASE)
    assert actions(practice)[-2:] == [
        ("unknown", "account.refused"),
        ("owner", "account.signed_in"),
    ]
    assert check_practice(practice).ok


def test_a_colleague_has_a_key_of_their_own(practice: Practice) -> None:
    practice.sign_in("Dr Ines Falk", PASSPHRASE)
    account = joined(practice)
    practice.close()
    again = Practice.shut(practice.directory)
    assert again.sign_in("Dr Jonas Reed", COLLEAGUES).key == account.key
    with pytest.raises(WrongSecret):
        again.sign_in("Dr Jonas Reed", PASSPHRASE)
    with pytest.raises(WrongSecret):
        again.sign_in("Dr Ines Falk", COLLEAGUES)
    again.close()


def test_an_invitation_opens_once_and_lets_nothing_else_be_done(practice: Practice) -> None:
    practice.sign_in("Dr Ines Falk", PASSPHRASE)
    account, code = practice.services().accounts.invite(OWNER, "Dr Jonas Reed", "clinician")
    practice.sign_in("Dr Jonas Reed", code)
    with pytest.raises(InvalidEntry, match="too short"):
        practice.own.set_password(account.key, code, "short")
    practice.own.set_password(account.key, code, COLLEAGUES)
    with pytest.raises(WrongSecret):
        practice.sign_in("Dr Jonas Reed", code)
    assert not practice.sign_in("Dr Jonas Reed", COLLEAGUES).must_choose_password


def test_closing_an_account_takes_its_key_and_its_sign_ins(practice: Practice) -> None:
    practice.sign_in("Dr Ines Falk", PASSPHRASE)
    account, ended = joined(practice), []
    practice.on_ended.append(ended.append)
    services = practice.services()
    services.accounts.close(OWNER, services.accounts.one(account.key))
    assert ended == [account.key]
    assert practice.account(account.key) is None
    assert account.key not in (practice.directory / KEYS_FILE).read_text()
    with pytest.raises(WrongSecret):
        practice.sign_in("Dr Jonas Reed", COLLEAGUES)
    code = practice.services().accounts.reopen(OWNER, services.accounts.one(account.key))
    assert practice.sign_in("Dr Jonas Reed", code).must_choose_password


def test_the_only_owner_stays_owner(practice: Practice) -> None:
    practice.sign_in("Dr Ines Falk", PASSPHRASE)
    services = practice.services()
    mine = services.accounts.one("owner")
    for act in (
        lambda: services.accounts.close(OWNER, mine),
        lambda: services.accounts.change(OWNER, mine, role="clinician", email=""),
    ):
        with pytest.raises(NotAllowedNow, match="only owner"):
            act()
    joined(practice, role="owner")
    practice.services().accounts.change(OWNER, mine, role="clinician", email="")
    role = practice.account("owner")
    assert role is not None
    assert role.role == "clinician"


def test_only_an_owner_invites_and_nobody_shares_a_name(practice: Practice) -> None:
    practice.sign_in("Dr Ines Falk", PASSPHRASE)
    accounts = practice.services().accounts
    with pytest.raises(NotPermitted):
        accounts.invite(actor_of("clinician"), "Dr Jonas Reed", "owner")
    with pytest.raises(InvalidEntry, match="has this name already"):
        accounts.invite(OWNER, "dr ines FALK", "clinician")


def test_a_forgotten_passphrase_is_replaced_with_the_printed_code(
    practice: Practice, made: tuple[Path, str]
) -> None:
    account = practice.sign_in("Dr Ines Falk", made[1].lower().replace("-", " "))
    assert account.must_choose_password
    practice.own.set_password("owner", made[1], "a fresh start with lamps")
    assert not practice.sign_in("Dr Ines Falk", "a fresh start with lamps").must_choose_password
    with pytest.raises(WrongSecret):
        practice.sign_in("Dr Ines Falk", PASSPHRASE)
    fresh = practice.own.new_recovery_code("owner", "a fresh start with lamps")
    with pytest.raises(WrongSecret):
        practice.sign_in("Dr Ines Falk", made[1])
    assert practice.sign_in("Dr Ines Falk", fresh).key == "owner"


def test_a_code_read_wrongly_from_paper_still_opens(
    practice: Practice, made: tuple[Path, str]
) -> None:
    misread = made[1].replace("O", "0").replace("I", "1").replace("B", "8")
    assert practice.sign_in("Dr Ines Falk", misread).key == "owner"


# RFC 6238, appendix B, SHA-1: secret "12345678901234567890", 8 digits; the last six of them
# are what a six-digit code is.
RFC_6238 = [
    (59, "94287082"), (1111111109, "07081804"), (1111111111, "14050471"),
    (1234567890, "89005924"), (2000000000, "69279037"),
]  # fmt: skip


@pytest.mark.parametrize(("seconds", "digits"), RFC_6238)
def test_codes_are_those_of_rfc_6238(seconds: int, digits: str) -> None:
    secret = "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ"  # the same twenty letters in base 32
    now = datetime.fromtimestamp(seconds, UTC)
    step = second_factor.fitting_step(secret, digits[-6:], now)
    assert step == seconds // 30
    assert second_factor.fitting_step(secret, "000000", now) is None


def test_a_second_factor_is_asked_for_and_no_code_works_twice(
    practice: Practice, clock: Clock
) -> None:
    practice.sign_in("Dr Ines Falk", PASSPHRASE)
    address = practice.own.begin_second_factor("owner")
    app = pyotp.parse_uri(address)
    assert isinstance(app, pyotp.TOTP)
    with pytest.raises(WrongCode):
        practice.own.confirm_second_factor("owner", "000000")
    printed = practice.own.confirm_second_factor("owner", app.at(clock.now))
    assert len(set(printed)) == 8
    with pytest.raises(SecondFactorNeeded):
        practice.sign_in("Dr Ines Falk", PASSPHRASE)
    with pytest.raises(WrongSecret):
        practice.sign_in("Dr Ines Falk", "not this one either", app.at(clock.now))
    clock.now += timedelta(seconds=60)
    code = app.at(clock.now)
    assert practice.sign_in("Dr Ines Falk", PASSPHRASE, code).key == "owner"
    with pytest.raises(WrongCode):
        practice.sign_in("Dr Ines Falk", PASSPHRASE, code)
    assert practice.sign_in("Dr Ines Falk", PASSPHRASE, printed[0].lower()).key == "owner"
    with pytest.raises(WrongCode):
        practice.sign_in("Dr Ines Falk", PASSPHRASE, printed[0])
    held = json.dumps(practice.connection().rows("SELECT body FROM records"))
    assert printed[1].replace("-", "") not in held.replace("-", "")
    practice.own.end_second_factor("owner", PASSPHRASE)
    assert practice.sign_in("Dr Ines Falk", PASSPHRASE).key == "owner"


def test_the_command_line_asks_for_the_code_too(practice: Practice, clock: Clock) -> None:
    practice.sign_in("Dr Ines Falk", PASSPHRASE)
    app = pyotp.parse_uri(practice.own.begin_second_factor("owner"))
    assert isinstance(app, pyotp.TOTP)
    practice.own.confirm_second_factor("owner", app.at(clock.now))
    practice.close()
    later = clock.now + timedelta(seconds=60)
    with pytest.raises(SecondFactorNeeded):
        open_practice(practice.directory, lambda: PASSPHRASE, lambda: later)
    opened = open_practice(
        practice.directory, lambda: PASSPHRASE, lambda: later, code=lambda: app.at(later)
    )
    assert opened.actor.account == "owner"
    opened.close()


def test_a_name_is_the_same_however_it_is_spaced_and_cased() -> None:
    assert name_key("  Dr  INES Falk ") == name_key("dr ines falk")


def test_the_demo_has_one_account_and_no_key_to_give(tmp_path: Path) -> None:
    create_demo_store(tmp_path / "demo", lambda _: None)
    demo = locked_practice(tmp_path / "demo")
    assert not demo.locked
    account = demo.account("demo")
    assert account is not None
    assert account.role == "owner"
    with pytest.raises(NotAllowedNow, match="The demo has one account"):
        demo.services().accounts.invite(account.as_actor(), "Dr Jonas Reed", "clinician")
    demo.close()


def test_the_key_file_is_for_its_owner_only_and_written_whole(practice: Practice) -> None:
    practice.sign_in("Dr Ines Falk", PASSPHRASE)
    joined(practice)
    file = practice.directory / KEYS_FILE
    assert file.stat().st_mode & 0o077 == 0
    assert sorted(KeyFile(practice.directory).names().values()) == ["Dr Ines Falk", "Dr Jonas Reed"]
    left = {path.name for path in practice.directory.iterdir()}
    assert not any(name.endswith(".part") for name in left)
