"""A backup that was damaged, cut short or tampered with is refused in one sentence."""

from __future__ import annotations

import io
import json
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from core.backups.restoring import restore_backup
from core.errors import HavenlineError, StoreUnusable
from tests.backups.forging import HEADER, Member, forge, members, recheck

DAMAGED = "The backup one.backup is damaged or incomplete. Nothing was restored; use another one."
FOREIGN = "one.backup is not a Havenline backup. Choose a file that 'havenline backup' made."
NEWER = "This backup was made by a newer Havenline. Update the program to restore it."
BOMB = 200_000_000


@pytest.fixture
def refusal(made: Path, tmp_path: Path) -> Callable[[], str]:
    """The sentence with which restoring the backup is refused; nothing is left."""

    def sentence() -> str:
        before = sorted(tmp_path.rglob("*"))
        with pytest.raises(StoreUnusable) as refused:
            restore_backup(made, tmp_path / "restored", str)
        assert sorted(tmp_path.rglob("*")) == before
        return refused.value.sentence

    return sentence


def never_asked() -> str:
    raise AssertionError("the secret was asked for before the file was checked")


class TestAFlippedBit:
    @pytest.mark.parametrize("part", range(60))
    def test_anywhere_in_the_file_is_found(
        self, made: Path, refusal: Callable[[], str], part: int
    ) -> None:
        raw = bytearray(made.read_bytes())
        raw[(len(raw) - 1) * part // 59] ^= 1 << part % 8
        made.write_bytes(raw)
        assert refusal() in (DAMAGED, FOREIGN)

    def test_in_what_surrounds_the_database_is_found_before_a_secret_is_asked_for(
        self, made: Path, tmp_path: Path
    ) -> None:
        """The zip's own head and tail, the header, the key, the promise, the checksum."""
        raw = made.read_bytes()
        with zipfile.ZipFile(made) as zipped:
            database = zipped.getinfo("havenline.duckdb")
        start = database.header_offset + 64
        places = [*range(start), *range(start + database.file_size, len(raw))]
        assert 500 < len(places) < 5_000
        for place in places[::7]:
            flipped = bytearray(raw)
            flipped[place] ^= 1 << place % 8
            made.write_bytes(flipped)
            with pytest.raises(StoreUnusable):
                restore_backup(made, tmp_path / "restored", never_asked)


class TestAFileCutShort:
    @pytest.mark.parametrize("part", range(30))
    def test_at_any_length_is_refused(
        self, made: Path, refusal: Callable[[], str], part: int
    ) -> None:
        raw = made.read_bytes()
        made.write_bytes(raw[: len(raw) * part // 30])
        assert refusal() in (DAMAGED, FOREIGN)

    @pytest.mark.parametrize("gone", [1, 2, 63, 64, 65, 87, 88, 89, 110, 111, 500])
    def test_near_its_end_is_refused(
        self, made: Path, refusal: Callable[[], str], gone: int
    ) -> None:
        made.write_bytes(made.read_bytes()[:-gone])
        assert refusal() == DAMAGED

    def test_or_with_something_added_is_refused(
        self, made: Path, refusal: Callable[[], str]
    ) -> None:
        made.write_bytes(made.read_bytes() + b"\n")
        assert refusal() == DAMAGED


class TestAFileThatIsNoBackup:
    @pytest.mark.parametrize("content", [b"", b"PK\x03\x04", b"%PDF-1.7 letter", bytes(5_000)])
    def test_is_called_so(self, made: Path, refusal: Callable[[], str], content: bytes) -> None:
        made.write_bytes(content)
        assert refusal() == FOREIGN

    def test_another_zip_too(self, made: Path, refusal: Callable[[], str]) -> None:
        kept = io.BytesIO()
        with zipfile.ZipFile(kept, "w") as zipped:
            zipped.writestr("holiday.jpg", b"x" * 100)
        made.write_bytes(kept.getvalue())
        assert refusal() == FOREIGN


class TestAForgedBackup:
    """Whoever can write the file can make its checksum fit, but has no key to the store."""

    def forged(self, made: Path, change: Callable[[list[Member]], list[Member]]) -> None:
        forge(made, change(members(made)))

    def test_the_same_members_packed_again_restore(self, made: Path, tmp_path: Path) -> None:
        """So that the refusals below are for what was changed."""
        self.forged(made, lambda packed: packed)
        assert restore_backup(made, tmp_path / "restored", str).problems == ()

    @pytest.mark.parametrize("name", ["havenline.duckdb", "demo.key", "promise.sealed"])
    @pytest.mark.parametrize("share", [0.0, 0.3, 0.6, 0.99])
    def test_a_changed_member_is_found(
        self, made: Path, refusal: Callable[[], str], name: str, share: float
    ) -> None:
        def change(packed: list[Member]) -> list[Member]:
            return [m._replace(content=flipped(m.content)) if m.name == name else m
                    for m in packed]  # fmt: skip

        def flipped(content: bytes) -> bytes:
            raw = bytearray(content)
            raw[int(len(raw) * share)] ^= 1
            return bytes(raw)

        self.forged(made, change)
        assert refusal()

    @pytest.mark.parametrize(
        "told",
        [
            {"made_at": "2031-01-01T00:00:00Z"},
            {"program": "9.9"},
            {"store": "00000000"},
            {"store": "../../../"},
            {"program": "\x1b[31mred"},
            {"made_at": "yesterday"},
            {"format": "1"},
            {"format": None},
        ],
    )
    def test_a_changed_header_is_found(
        self, made: Path, refusal: Callable[[], str], told: dict[str, object]
    ) -> None:
        self.forged(made, lambda packed: [with_header(packed[0], told), *packed[1:]])
        assert refusal() == DAMAGED

    def test_a_newer_format_asks_for_a_newer_program(
        self, made: Path, refusal: Callable[[], str]
    ) -> None:
        self.forged(made, lambda packed: [with_header(packed[0], {"format": 2}), *packed[1:]])
        assert refusal() == NEWER

    @pytest.mark.parametrize("name", ["../outside", "/etc/outside", "a/b", "C:\\outside", "x\0y"])
    def test_a_name_that_leads_elsewhere_is_refused(
        self, made: Path, refusal: Callable[[], str], name: str
    ) -> None:
        self.forged(made, lambda packed: [*packed, Member(name, b"x")])
        assert refusal() == DAMAGED

    def test_a_member_twice_missing_or_renamed_is_refused(
        self, made: Path, refusal: Callable[[], str]
    ) -> None:
        whole = members(made)
        with pytest.warns(UserWarning, match="Duplicate name"):
            forge(made, [*whole, whole[-1]])
        assert refusal() == DAMAGED
        forge(made, whole[:-1])
        assert refusal() == DAMAGED
        forge(made, [*whole[:-1], whole[-1]._replace(name="keys.json")])
        assert refusal() == DAMAGED
        forge(made, [*whole[1:], whole[0]])
        assert refusal() == FOREIGN

    @pytest.mark.parametrize("name", ["havenline.duckdb", "demo.key", HEADER])
    def test_what_unpacks_to_far_more_than_it_is_is_refused(
        self, made: Path, refusal: Callable[[], str], name: str
    ) -> None:
        self.forged(
            made,
            lambda packed: [
                Member(name, bytes(BOMB), zipfile.ZIP_DEFLATED) if m.name == name else m
                for m in packed
            ],
        )
        assert made.stat().st_size < BOMB / 10
        assert refusal() == DAMAGED

    def test_a_size_that_is_not_true_is_refused(
        self, made: Path, refusal: Callable[[], str]
    ) -> None:
        raw = bytearray(made.read_bytes())
        directory = raw.rindex(b"PK\x01\x02")
        for place in (directory + 20, directory + 24):  # packed and unpacked size
            raw[place : place + 4] = (2**31).to_bytes(4, "little")
        made.write_bytes(raw)
        recheck(made)
        assert refusal() == DAMAGED

    def test_another_stores_files_under_this_promise_are_refused(
        self, made: Path, real: object, refusal: Callable[[], str]
    ) -> None:
        theirs = {m.name: m for m in members(real.file)}  # type: ignore[attr-defined]
        self.forged(made, lambda packed: [theirs.get(m.name, m) if "promise" in m.name else m
                                          for m in packed])  # fmt: skip
        assert refusal() == DAMAGED


def with_header(header: Member, told: dict[str, object]) -> Member:
    known = json.loads(header.content)
    return header._replace(content=json.dumps(known | told).encode())


def test_every_refusal_is_a_sentence_of_ours(made: Path, tmp_path: Path) -> None:
    """Also of what begins like nothing at all and ends like an empty zip."""
    for size in (22, 30, 42, 64, 100):
        made.write_bytes(b"PK\x05\x06" + bytes(size))
        with pytest.raises(HavenlineError):
            restore_backup(made, tmp_path / "restored", never_asked)
