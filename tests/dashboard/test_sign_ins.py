"""Who is signed in, for how long, and how often one may try."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import datetime

import pytest

from dashboard.door.sign_ins import LONGEST, SignIns
from dashboard.door.tries import (
    FIRST_WAIT,
    FREE_TRIES,
    FREE_TRIES_OVERALL,
    LONGEST_WAIT,
    OVERALL_FORGOTTEN_AFTER,
    Tries,
    wait_after,
    wait_sentence,
)
from dashboard.door.waiting import Waiting


class Clock:
    """A steady clock that stands still until it is moved."""

    def __init__(self) -> None:
        self.now = 1_000.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def sign_ins(clock: Clock) -> SignIns:
    return SignIns(lambda: 15, clock)


def test_the_server_keeps_no_token(sign_ins: SignIns) -> None:
    token, one = sign_ins.start("owner")
    assert len(token) == 43
    assert token not in repr(vars(sign_ins))
    found = sign_ins.find(token)
    assert found == one
    assert sign_ins.find(token + "x") is None
    assert sign_ins.find("") is None


def test_a_screen_left_alone_locks_itself_and_touching_does_not_open_it(
    sign_ins: SignIns, clock: Clock
) -> None:
    token, _ = sign_ins.start("owner")
    clock.now += 15 * 60 - 1
    touched = sign_ins.touch(token)
    assert touched is not None
    assert not touched.locked
    clock.now += 15 * 60
    for look in (sign_ins.find, sign_ins.touch):
        found = look(token)
        assert found is not None
        assert found.locked
    assert [one.account for one in sign_ins.fell_asleep()] == ["owner"]
    assert sign_ins.fell_asleep() == [], "told once"
    opened = sign_ins.unlock(token)
    assert opened is not None
    assert not opened.locked


def test_asking_how_things_stand_is_not_activity(sign_ins: SignIns, clock: Clock) -> None:
    token, _ = sign_ins.start("owner")
    for _ in range(15):
        clock.now += 60
        sign_ins.find(token)
    found = sign_ins.find(token)
    assert found is not None
    assert found.locked


def test_a_lock_by_hand_holds_until_it_is_opened(sign_ins: SignIns) -> None:
    token, _ = sign_ins.start("owner")
    sign_ins.lock(token)
    sign_ins.touch(token)
    found = sign_ins.find(token)
    assert found is not None
    assert found.locked
    assert sign_ins.fell_asleep() == [], "nobody fell asleep"


def test_after_twelve_hours_everybody_signs_in_again(sign_ins: SignIns, clock: Clock) -> None:
    token, _ = sign_ins.start("owner")
    for _ in range(int(LONGEST // 600)):
        clock.now += 600
        sign_ins.touch(token)
    assert sign_ins.find(token) is None
    assert sign_ins.unlock(token) is None, "an unlock brings nothing back"


def test_the_wall_clock_neither_unlocks_nor_throws_out(clock: Clock) -> None:
    wall = [datetime(2026, 1, 1).astimezone()]
    sign_ins = SignIns(lambda: 15, clock, lambda: wall[0])
    token, _ = sign_ins.start("owner")
    sign_ins.lock(token)
    for year in (1971, 2090):
        wall[0] = datetime(year, 1, 1).astimezone()
        found = sign_ins.find(token)
        assert found is not None
        assert found.locked


def test_signing_out_everywhere_leaves_other_people_alone(sign_ins: SignIns) -> None:
    here, mine = sign_ins.start("owner")
    there, _ = sign_ins.start("owner")
    other, _ = sign_ins.start("colleague")
    assert len(sign_ins.of_account("owner")) == 2
    assert sign_ins.end_all("owner", keep=mine.id) == 1
    assert sign_ins.find(there) is None
    assert sign_ins.find(here) is not None
    assert sign_ins.find(other) is not None
    assert sign_ins.end_all("owner") == 1
    assert sign_ins.accounts() == {"colleague"}


def test_many_threads_sign_in_and_out_at_once(sign_ins: SignIns) -> None:
    def come_and_go(number: int) -> bool:
        token, one = sign_ins.start(f"account{number % 5}")
        sign_ins.lock(token)
        sign_ins.of_account(one.account)
        sign_ins.unlock(token)
        return sign_ins.end(token) is not None and sign_ins.find(token) is None

    with ThreadPoolExecutor(16) as threads:
        assert all(threads.map(come_and_go, range(400)))
    assert sign_ins.accounts() == set()


def test_whoever_came_in_with_a_code_must_choose_a_passphrase(sign_ins: SignIns) -> None:
    token, one = sign_ins.start("owner", must_choose_passphrase=True)
    assert one.must_choose_passphrase
    chosen = sign_ins.passphrase_chosen(token)
    assert chosen is not None
    assert not chosen.must_choose_passphrase


def test_the_wait_grows_and_ends_at_half_an_hour(clock: Clock) -> None:
    tries = Tries(clock)
    waits = []
    for _ in range(14):
        while wait := tries.begin("Dr Test"):
            waits.append(wait)
            clock.now += wait
    assert waits[:4] == [30, 60, 120, 240]
    assert waits[-1] == LONGEST_WAIT
    assert wait_after(10_000, FREE_TRIES, LONGEST_WAIT) == LONGEST_WAIT


def test_a_hundred_tries_at_once_count_as_a_hundred(clock: Clock) -> None:
    tries = Tries(clock)
    looked_at = [wait for wait in (tries.begin("Dr Test") for _ in range(100)) if not wait]
    assert len(looked_at) == FREE_TRIES


def test_names_are_told_apart_only_by_their_letters(clock: Clock) -> None:
    tries = Tries(clock)
    for name in ("Dr Test", "dr test ", "DR  TEST", "dr Test", "Dr Test"):
        assert tries.begin(name) == 0
    assert tries.begin("Dr Test") > 0
    assert tries.begin("somebody unknown") == 0
    kept = repr(vars(tries)["_names"])
    assert "dr test" not in kept.lower(), "a name may be a passphrase in the wrong field"


def test_a_right_secret_starts_afresh(clock: Clock) -> None:
    tries = Tries(clock)
    for _ in range(FREE_TRIES - 1):
        tries.begin("Dr Test")
    tries.begin("Dr Test")
    tries.right("Dr Test")
    assert tries.begin("Dr Test") == 0


def test_codes_cannot_be_guessed_by_starting_over(clock: Clock) -> None:
    """Step one right, code wrong, again and again: the wrong codes stay counted."""
    tries = Tries(clock)
    wrong_codes = 0
    for _ in range(50):
        if tries.begin("Dr Test"):
            break
        tries.half_right("Dr Test")
        if tries.begin("Dr Test"):
            break
        wrong_codes += 1
    assert wrong_codes <= FREE_TRIES


def test_while_many_guess_every_name_has_one_try_at_a_time(clock: Clock) -> None:
    """The same for a name that exists and one that does not: the door does not know which."""
    tries = Tries(clock)
    for n in range(FREE_TRIES_OVERALL):
        assert tries.begin(f"name {n}") == 0
    for name in ("Dr Test", "somebody unknown"):
        assert tries.begin(name) == 0
        assert tries.begin(name) == FIRST_WAIT
    clock.now += OVERALL_FORGOTTEN_AFTER + 1
    assert [tries.begin("Dr Later") for _ in range(FREE_TRIES)] == [0] * FREE_TRIES


def test_a_stranger_who_asks_every_second_keeps_nobody_out(clock: Clock) -> None:
    tries, kept_out = Tries(clock), 0
    for n in range(3600):
        clock.now += 1
        tries.begin(f"stranger {n}")
        kept_out += tries.wait("Dr Test") > 0
    assert kept_out == 0
    assert tries.begin("Dr Test") == 0


def test_one_name_can_be_guessed_sixty_times_a_day(clock: Clock) -> None:
    tries = Tries(clock)
    looked_at = 0
    for _ in range(86_400):
        clock.now += 1
        looked_at += tries.begin("Dr Test") == 0
    assert looked_at <= 60


def test_six_spellings_of_one_name_have_five_tries_together(clock: Clock) -> None:
    tries = Tries(clock)
    names = ["Dr Test", "Dr Ｔest", "Dr Tｅst", "Dr Teｓt", "Dr Tesｔ", "Ｄr Test"]
    assert sum(tries.begin(name) == 0 for name in names for _ in range(8)) == FREE_TRIES


def test_the_wait_is_told_in_words() -> None:
    now = datetime(2026, 11, 22, 10, 38, 0)
    assert wait_sentence(240, now) == "Too many wrong tries. Wait 4 minutes, until 10:42."
    assert wait_sentence(30, now) == "Too many wrong tries. Wait 30 seconds."
    assert wait_sentence(0.2, now) == "Too many wrong tries. Wait 1 second."


def test_a_held_secret_is_forgotten_after_its_time(clock: Clock) -> None:
    waiting: Waiting[str] = Waiting(180, clock)
    waiting.put("browser", "secret")
    assert waiting.get("browser") == "secret"
    assert waiting.get("another browser") is None
    clock.now += 180
    assert waiting.get("browser") is None
    assert "secret" not in repr(vars(waiting)["_held"])
