"""A log that was torn by a power cut or altered on disk: a clean prefix, or one sentence.

Measured with DuckDB 1.5.5, encrypted: a log that ends in the middle of a commit opens with
everything before that commit. A log whose tail is zeros it refuses as a whole; Havenline cuts
the zeros off. An altered byte is refused, but for one in the length of an entry: then DuckDB
takes the rest for torn and leaves it out, and tests/store/test_anchor.py shows that it is told.
"""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from random import Random
from typing import NamedTuple

import pytest

from core.assembly import Practice, Services
from core.errors import StoreInUse, StoreUnusable
from core.store.connection import DATABASE_FILE, Store
from core.store.verify import verify_store
from tests.conftest import KEY, MovingStore
from tests.people import CLINICIAN, MARA, acknowledged, days_ago, episode, node, phq9, seen
from tests.proof.saying import check_sentence
from tests.proof.sizes import SIZES

LOG = f"{DATABASE_FILE}.wal"
TRAIL = "SELECT hash FROM audit_trail ORDER BY seq"
VERSIONS = "SELECT CAST(id AS VARCHAR), version FROM records"
Versions = frozenset[tuple[str, int]]


class Torn(NamedTuple):
    """A store as a power cut leaves it: its folder, its log, and what each commit made of it."""

    directory: Path
    log: bytes
    ends: list[int]
    trails: list[list[str]]
    versions: list[Versions]

    def commits_within(self, length: int) -> int:
        """How many commits are whole in the first bytes of the log."""
        return sum(end <= length for end in self.ends) - 1


def acts(services: Services) -> Iterator[Callable[[], object]]:
    """Saves of several kinds, new and changed, short and long, a refusal and a reading."""
    mara = services.clients.save(CLINICIAN, MARA)
    yield lambda: services.clients.save(CLINICIAN, mara.amended(name="Mara L."))
    yield lambda: services.triggers.save(CLINICIAN, episode(MARA, days_ago(3)))
    flagged = services.outcomes.record(CLINICIAN, phq9(MARA, 18, days_ago(7), item_9=1))
    yield lambda: services.outcomes.acknowledge(CLINICIAN, acknowledged(flagged, 9, days_ago(6)))
    yield lambda: services.sessions.save(CLINICIAN, seen(MARA, days_ago(7), note="long " * 900))
    yield lambda: services.history.history(CLINICIAN, MARA.id)
    yield lambda: services.formulation.save_node(CLINICIAN, node(MARA, "No answer"))
    yield lambda: services.settings.save(CLINICIAN, services.settings.current(CLINICIAN))


@pytest.fixture
def torn(store: Store, practice: Practice, tmp_path: Path) -> Torn:
    """A store with nine commits or so in its log, and nothing of them in its file."""
    connection, log = practice.connection(), store.directory / LOG
    known = Torn(tmp_path / "torn", b"", [0], [[]], [frozenset()])
    for act in acts(practice.services()):
        for _ in (act(),):
            known.ends.append(log.stat().st_size)
            known.trails.append([hash_ for (hash_,) in connection.rows(TRAIL)])
            known.versions.append(frozenset(connection.rows(VERSIONS)))  # type: ignore[arg-type]
    shutil.copytree(store.directory, known.directory)
    return known._replace(log=(known.directory / LOG).read_bytes())


@pytest.fixture
def attempt(torn: Torn, moving_store: MovingStore, tmp_path: Path) -> Callable[[bytes], int | None]:
    """Open the store with this log in place of its own; how many commits it has, or None.

    Fails when it opens with anything but a prefix of the commits, or says more than a sentence.
    """
    numbers = iter(range(10**6))

    def opened(log: bytes) -> int | None:
        place = Path(shutil.copytree(torn.directory, tmp_path / f"try{next(numbers)}"))
        (place / LOG).write_bytes(log)
        try:
            moving_store.move_to(place)
        except StoreUnusable as error:
            check_damaged(error.sentence)
            return None
        finally:
            shutil.rmtree(place)
        return commits_in(moving_store, torn)

    return opened


def check_damaged(sentence: str) -> None:
    check_sentence(sentence, ())
    assert "damaged" in sentence


def commits_in(store: Store, torn: Torn) -> int:
    """Which prefix of the commits the open store is."""
    connection = store.connection()
    trail = [hash_ for (hash_,) in connection.rows(TRAIL)]
    assert trail == torn.trails[-1][: len(trail)], "no event is invented"
    assert verify_store(connection).problems == ()
    found = frozenset(connection.rows(VERSIONS))
    at = max(place for place, known in enumerate(torn.trails) if len(known) <= len(trail))
    assert torn.versions[at] <= found <= torn.versions[min(at + 1, len(torn.ends) - 1)]
    connection.close()
    return at


def lengths(torn: Torn) -> list[int]:
    """Where to cut: at both sides of every commit's end, and evenly in between."""
    near = {end + step for end in torn.ends for step in (-1, 0, 1)}
    step = max(1, len(torn.log) // SIZES.cuts_of_the_log)
    return sorted(
        one for one in {*near, *range(0, len(torn.log), step)} if 0 <= one <= len(torn.log)
    )


def test_a_log_cut_at_any_length_opens_with_every_commit_before_the_cut(
    torn: Torn, attempt: Callable[[bytes], int | None]
) -> None:
    """The usual power cut: the tail was never acknowledged."""
    assert len(torn.ends) > 7
    for length in lengths(torn):
        found = attempt(torn.log[:length])
        assert found is not None, f"cut at {length} of {len(torn.log)}"
        assert found >= torn.commits_within(length)


def test_junk_behind_the_log_takes_nothing_away(
    torn: Torn, attempt: Callable[[bytes], int | None]
) -> None:
    dice = Random(7)  # noqa: S311
    for length in (1, 7, 8, 9, 16, 63, 64, 500, 5_000):
        found = attempt(torn.log + dice.randbytes(length))
        assert found in (len(torn.ends) - 1, None)


def test_a_log_that_ends_in_zeros_is_repaired_and_loses_no_commit_before_them(
    torn: Torn, attempt: Callable[[bytes], int | None]
) -> None:
    """Some file systems leave a tail of zeros after a power cut: longer, but not written."""
    whole = len(torn.log)
    for zeros in (16, 17, 100, 512, 1_000, 4_096, whole):
        kept = torn.log[: whole - zeros]
        found = attempt(kept + bytes(zeros))
        assert found is not None
        assert found >= torn.commits_within(len(kept))
    for zeros in (1, 16, 64, 100, 512, 4_096, 100_000):
        assert attempt(torn.log + bytes(zeros)) == len(torn.ends) - 1
    for end in torn.ends[1:]:
        assert attempt(torn.log[:end] + bytes(512)) == torn.commits_within(end)


def test_fewer_zeros_than_seal_an_entry_are_one_sentence(
    torn: Torn, attempt: Callable[[bytes], int | None]
) -> None:
    """No disk leaves them; a byte may be zero by chance."""
    for zeros in (1, 10, 15):
        assert attempt(torn.log[:-zeros] + bytes(zeros)) in (None, len(torn.ends) - 1)


def test_a_repaired_log_is_kept_and_told_and_goes_with_an_erasure(torn: Torn) -> None:
    (torn.directory / LOG).write_bytes(torn.log + bytes(4_096))
    practice = Practice(Store(torn.directory, KEY), demo=False)
    assert (torn.directory / f"{LOG}.damaged").read_bytes() == torn.log + bytes(4_096)
    services = practice.services()
    services.triggers.save(CLINICIAN, episode(MARA, days_ago(1)))
    told = practice.connection().rows(
        "SELECT seq, detail FROM audit_trail WHERE action = 'store.log_repaired'"
    )
    assert told == [(len(torn.trails[-1]) + 1, "4096 zero bytes")]
    assert verify_store(practice.connection()).problems == ()
    code = services.clients.open(CLINICIAN, MARA.id).code
    services.keeping.erase(CLINICIAN, MARA.id, code)
    assert not (torn.directory / f"{LOG}.damaged").exists(), "it holds what she said"
    practice.close()


def test_a_log_that_zeros_alone_do_not_explain_stays_as_it_was(torn: Torn) -> None:
    log = bytearray(torn.log + bytes(512))
    log[torn.ends[3] + 200] ^= 255
    (torn.directory / LOG).write_bytes(log)
    with pytest.raises(StoreUnusable) as refused:
        Store(torn.directory, KEY)
    check_damaged(refused.value.sentence)
    assert (torn.directory / LOG).read_bytes() == log
    assert not (torn.directory / f"{LOG}.damaged").exists()


def test_a_log_that_another_process_writes_to_is_never_cut(torn: Torn) -> None:
    """Its last entry may end in zeros for a moment."""
    holder = Store(torn.directory, KEY)
    log = torn.directory / LOG
    log.write_bytes(bytes(100))
    with pytest.raises(StoreInUse):
        Store(torn.directory, KEY)
    assert log.read_bytes() == bytes(100)
    holder.close()


def test_an_altered_byte_is_never_taken_for_content(
    torn: Torn, attempt: Callable[[bytes], int | None]
) -> None:
    dice, refused = Random(11), 0  # noqa: S311
    for _ in range(SIZES.flips_in_the_log):
        log = bytearray(torn.log)
        log[dice.randrange(len(log))] ^= 1 << dice.randrange(8)
        refused += attempt(bytes(log)) is None
    assert refused > SIZES.flips_in_the_log // 2


def test_a_store_opened_after_a_power_cut_is_written_to_as_before(
    torn: Torn, moving_store: MovingStore
) -> None:
    (torn.directory / LOG).write_bytes(torn.log[: torn.ends[-1] - 3])
    moving_store.move_to(torn.directory)
    practice = Practice(moving_store, demo=False)
    kept = practice.services().triggers.save(CLINICIAN, episode(MARA, days_ago(1)))
    moving_store.close()
    again = Store(torn.directory, moving_store.data_key)
    connection = again.connection()
    assert (str(kept.id), 1) in connection.rows(VERSIONS)
    assert verify_store(connection).problems == ()
    again.close()
