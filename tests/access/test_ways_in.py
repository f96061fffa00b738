"""Ways in end when they should, also when the computer stops half way through."""

from __future__ import annotations

import shutil
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pyotp
import pytest

from core.access.accounts import Account
from core.access.keys import KEYS_FILE, KeyFile
from core.access.refusals import TOLD_EACH, Refusals
from core.access.sealing import Opened
from core.assembly import Practice, create_store, open_practice
from core.checking import check_practice
from core.errors import InvalidEntry, NotAllowedNow, StorageError, WrongCode, WrongSecret
from tests.access.cast import OWNER

PASSPHRASE = "four unrelated words here"
COLLEAGUES = "quite another seven lamps"
ME, COLLEAGUE = "Dr Ines Falk", "Dr Jonas Reed"
NOON = datetime(2026, 3, 5, 12, 0, tzinfo=UTC)


class Clock:
    """A clock that a test sets."""

    def __init__(self) -> None:
        self.now = NOON

    def __call__(self) -> datetime:
        return self.now


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, str]:
    directory = tmp_path_factory.mktemp("ways") / "practice"
    return directory, create_store(directory, PASSPHRASE, ME)


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def practice(made: tuple[Path, str], tmp_path: Path, clock: Clock) -> Iterator[Practice]:
    """A real store of one's own, opened by its owner."""
    practice = Practice.shut(Path(shutil.copytree(made[0], tmp_path / "practice")), clock)
    practice.sign_in(ME, PASSPHRASE)
    yield practice
    practice.close()


def invited(practice: Practice) -> tuple[Account, str]:
    return practice.services().accounts.invite(OWNER, COLLEAGUE, "clinician")


def joined(practice: Practice, passphrase: str = COLLEAGUES) -> Account:
    account, code = invited(practice)
    practice.own.set_password(account.key, code, passphrase)
    return practice.services().accounts.one(account.key)


def opens(practice: Practice, secret: str, name: str = COLLEAGUE) -> Opened:
    """What the key file alone gives to somebody who has the folder."""
    return KeyFile(practice.directory).open(secret, name)


class Full:
    """A disk with no room for the key file: its scratch file cannot be made."""

    def __init__(self, practice: Practice) -> None:
        self._scratch = practice.directory / f".{KEYS_FILE}.part"

    def __enter__(self) -> None:
        self._scratch.mkdir()

    def __exit__(self, *_: object) -> None:
        self._scratch.rmdir()


def test_a_key_file_that_cannot_be_written_says_so_and_stays(practice: Practice) -> None:
    before = (practice.directory / KEYS_FILE).read_bytes()
    with (
        Full(practice),
        pytest.raises(StorageError, match=r"disk may be full.*Nothing was"),
    ):
        practice.own.set_password("owner", PASSPHRASE, COLLEAGUES)
    assert (practice.directory / KEYS_FILE).read_bytes() == before
    assert practice.sign_in(ME, PASSPHRASE).key == "owner"


def test_an_invitation_ends_with_the_write_that_adds_the_passphrase(practice: Practice) -> None:
    """Stopped before the record is written, the spent code opens nothing all the same."""
    account, code = invited(practice)
    whole = practice.directory / KEYS_FILE
    seen: list[bytes] = []
    save = practice.save_account

    def stopped(*_: object) -> Account:
        seen.append(whole.read_bytes())
        raise StorageError("The power went.")

    practice.save_account = stopped  # type: ignore[method-assign]
    with pytest.raises(StorageError):
        practice.own.set_password(account.key, code, COLLEAGUES)
    practice.save_account = save  # type: ignore[method-assign]
    assert seen == [whole.read_bytes()]
    with pytest.raises(WrongSecret):
        opens(practice, code)
    assert practice.sign_in(COLLEAGUE, COLLEAGUES).must_choose_password, "is asked to choose again"


def test_a_closing_that_was_cut_short_is_finished_on_the_next_opening(practice: Practice) -> None:
    account = joined(practice)
    practice.keeper().lock_up("server", "", {"server": "A" * 32})
    ended: list[str] = []
    practice.on_ended.append(ended.append)
    with Full(practice), pytest.raises(StorageError, match="closed and signed out"):
        practice.services().accounts.close(OWNER, account)
    assert ended == [account.key]
    with pytest.raises(WrongSecret):
        practice.sign_in(COLLEAGUE, COLLEAGUES)
    assert opens(practice, COLLEAGUES), "the copy is still there"
    practice.close()
    again = Practice.shut(practice.directory)
    again.sign_in(ME, PASSPHRASE)
    with pytest.raises(WrongSecret):
        opens(again, COLLEAGUES)
    assert KeyFile(again.directory).open_for_server("A" * 32), "the server keeps its own copy"
    assert again.account_names() == [ME]
    assert check_practice(again).ok
    again.close()


def test_an_invitation_of_an_account_that_was_never_saved_ends_too(practice: Practice) -> None:
    practice.keeper().lock_up("nobody", "Nobody Yet", {"invitation": "B" * 32})
    practice.close()
    again = Practice.shut(practice.directory)
    again.sign_in(ME, PASSPHRASE)
    with pytest.raises(WrongSecret):
        opens(again, "B" * 32, "Nobody Yet")
    again.close()


def test_somebody_invited_again_loses_the_old_passphrase_first(practice: Practice) -> None:
    account = joined(practice)
    accounts = practice.services().accounts
    with Full(practice), pytest.raises(StorageError):
        accounts.invite_again(OWNER, account)
    assert not practice.sign_in(COLLEAGUE, COLLEAGUES).must_choose_password, "nothing was changed"
    code = accounts.invite_again(OWNER, account)
    with pytest.raises(WrongSecret):
        practice.sign_in(COLLEAGUE, COLLEAGUES)
    assert practice.sign_in(COLLEAGUE, code).must_choose_password


def test_the_only_owner_is_not_invited_again(practice: Practice) -> None:
    """Were it cut short, nobody would have a way in."""
    accounts = practice.services().accounts
    with pytest.raises(NotAllowedNow, match="only owner"):
        accounts.invite_again(OWNER, accounts.one("owner"))


@pytest.fixture
def app(practice: Practice, clock: Clock) -> pyotp.TOTP:
    """An authenticator app that the owner has just set up."""
    app = pyotp.parse_uri(practice.own.begin_second_factor("owner"))
    assert isinstance(app, pyotp.TOTP)
    practice.own.confirm_second_factor("owner", app.at(clock.now))
    return app


def test_the_code_that_switched_the_second_step_on_signs_nobody_in(
    practice: Practice, app: pyotp.TOTP, clock: Clock
) -> None:
    with pytest.raises(WrongCode):
        practice.sign_in(ME, PASSPHRASE, app.at(clock.now))
    clock.now += timedelta(seconds=30)
    assert practice.sign_in(ME, PASSPHRASE, app.at(clock.now)).key == "owner"


def test_a_used_code_stays_used_after_a_restart(
    practice: Practice, app: pyotp.TOTP, clock: Clock
) -> None:
    clock.now += timedelta(seconds=30)
    code = app.at(clock.now)
    practice.sign_in(ME, PASSPHRASE, code)
    practice.close()
    again = Practice.shut(practice.directory, clock)
    with pytest.raises(WrongCode):
        again.sign_in(ME, PASSPHRASE, code)
    assert check_practice(again).ok
    again.close()


def test_one_code_lets_one_of_eight_in(practice: Practice, app: pyotp.TOTP, clock: Clock) -> None:
    clock.now += timedelta(seconds=30)
    code = app.at(clock.now)

    def come_in(_: int) -> bool:
        try:
            practice.sign_in(ME, PASSPHRASE, code)
        except WrongCode:
            return False
        return True

    with ThreadPoolExecutor(8) as people:
        assert sum(people.map(come_in, range(8))) == 1


def test_the_command_line_takes_no_invitation(practice: Practice) -> None:
    _, code = invited(practice)
    practice.close()
    with pytest.raises(NotAllowedNow, match="Sign in in the dashboard first"):
        open_practice(practice.directory, lambda: code)


def test_a_passphrase_of_two_people_says_whose_only_with_a_name(practice: Practice) -> None:
    joined(practice, PASSPHRASE)
    practice.close()
    with pytest.raises(InvalidEntry, match="HAVENLINE_ACCOUNT"):
        open_practice(practice.directory, lambda: PASSPHRASE)
    for name, role in ((COLLEAGUE.upper(), "clinician"), (ME, "owner")):
        opened = open_practice(practice.directory, lambda: PASSPHRASE, account=name)
        assert opened.actor.role == role
        opened.close()


def test_a_code_is_stretched_as_often_for_a_name_that_nobody_has(practice: Practice) -> None:
    keys, took = KeyFile(practice.directory), {}
    for name in (ME, "Nobody Here"):
        began = time.process_time()
        for _ in range(3):
            with pytest.raises(WrongSecret):
                keys.open("ABCD-EFGH-" * 4, name)
        took[name] = time.process_time() - began
    assert 0.6 < took[ME] / took["Nobody Here"] < 1.6


def test_a_stranger_cannot_fill_the_trail(clock: Clock) -> None:
    """Forty refusals one by one, then one event a minute that says how many there were."""
    refusals = Refusals(clock)
    told = []
    for _ in range(3600):
        clock.now += timedelta(seconds=1)
        told.append(refusals.detail())
    written = [one for one in told if one is not None]
    assert written[:TOLD_EACH] == [""] * TOLD_EACH
    assert set(written[TOLD_EACH:]) == {"and 59 more before"}
    assert len(written) == TOLD_EACH + 59
    clock.now += timedelta(hours=1)
    assert refusals.detail() is not None
    assert refusals.detail() == ""
