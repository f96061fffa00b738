"""The havenline command: the contract that scripts rely on (design.md, section 4)."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from core.outcomes.instrument import instruments
from core.store.connection import Store
from tests.command import havenline
from tests.conftest import KEY

PASSPHRASE = "four unrelated words here"


class TestInstruments:
    def test_the_library_is_listed_for_people(self, here: Any) -> None:
        ran = here("instruments")
        assert ran.code == 0
        assert [line.split()[0] for line in ran.out.splitlines()] == list(instruments())

    def test_and_for_scripts(self, here: Any) -> None:
        listed = here("instruments", "--json").data
        assert [one["id"] for one in listed] == list(instruments())
        assert set(listed[0]) >= {"id", "version", "title", "items", "better_is", "scales"}

    def test_one_is_shown_with_its_sources(self) -> None:
        shown = havenline("instruments", "show", "phq-9", "--json").data
        assert (shown["id"], shown["version"], len(shown["items"])) == ("phq-9", "1", 9)
        assert shown["reliable_change"][0]["value"] == 6
        assert shown["reliable_change"][0]["sources"]
        assert shown["unverified"]

    def test_what_is_shown_to_people_says_what_is_unverified(self, here: Any) -> None:
        out = here("instruments", "show", "voc").out
        assert "[unverified; ]" in out
        assert "Unverified: target value" in out


class TestScore:
    def test_the_fields_of_the_contract(self) -> None:
        found = havenline("score", "phq-9", *"213101200", "--json").data
        assert set(found) >= {
            "instrument", "version", "scores", "band", "missing", "prorated", "complete",
            "flags", "cutoffs",
        }  # fmt: skip
        assert (found["instrument"], found["version"]) == ("phq-9", "1")
        assert (found["scores"], found["band"]) == ({"total": 10}, "moderate")
        assert (found["missing"], found["prorated"], found["complete"]) == ([], False, True)
        assert found["flags"] == []
        assert found["cutoffs"] == {
            "mdd_screen": True, "nhs_caseness": True, "remission": False, "orig_csc": False,
        }  # fmt: skip

    def test_a_dash_is_a_missing_answer(self) -> None:
        found = havenline("score", "phq-9", *"21310120-", "--json").data
        assert found["scores"] == {"total": None}
        assert (found["band"], found["missing"], found["complete"]) == (None, [9], False)
        assert found["flags"] == [{"item": 9, "value": None, "kind": "unanswered"}]
        assert found["cutoffs"] == {}

    def test_an_endorsed_item_is_flagged_with_its_value(self, here: Any) -> None:
        found = here("score", "phq-9", *"213101202", "--json").data
        assert found["flags"] == [{"item": 9, "value": 2, "kind": "endorsed"}]

    def test_subscales_keep_their_ids(self, here: Any) -> None:
        found = here("score", "ecr-rs", *"777711111", "--json").data
        assert found["scores"] == {"avoidance": 1.0, "anxiety": 1.0}
        assert set(here("score", "pcl-5", *"2" * 20, "--json").data["scores"]) == {
            "total", "B", "C", "D", "E",
        }  # fmt: skip

    def test_answers_may_be_given_in_one_word(self, here: Any) -> None:
        assert here("score", "PHQ-9", "222211200", "--json").data["scores"] == {"total": 12}

    def test_people_get_lines(self, here: Any) -> None:
        out = here("score", "phq-9", *"22221120-").out
        assert out.splitlines()[0] == "PHQ-9 total: no score"
        assert "Item 9 (death / self-harm thoughts): unanswered" in out
        assert "item 9 was left out" in out


class TestChange:
    def test_the_fields_of_the_contract(self) -> None:
        found = havenline("change", "phq-9", "--pre", "18", "--post", "6", "--json").data
        assert {k: found[k] for k in ("instrument", "pre", "post", "change")} == {
            "instrument": "phq-9", "pre": 18, "post": 6, "change": -12,
        }  # fmt: skip
        assert (found["minimum_reliable_change"], found["reliable"]) == (6, "improved")
        assert found["cannot_show"] is None
        assert "NHS Talking Therapies" in found["basis"]

    def test_what_a_scale_cannot_show_is_a_sentence_and_no_verdict(self, here: Any) -> None:
        found = here("change", "phq-9", "--pre", "4", "--post", "2", "--json").data
        assert found["reliable"] is None
        assert found["cannot_show"].startswith("On this scale an improvement of 6")

    def test_without_a_published_figure_there_is_no_verdict(self, here: Any) -> None:
        found = here("change", "csi-16", "--pre", "40", "--post", "60", "--json").data
        assert (found["minimum_reliable_change"], found["reliable"]) == (None, None)
        assert found["basis"].startswith("No published reliable-change figure was found")

    def test_a_method_that_is_asked_for_says_what_it_was_worked_out_from(self, here: Any) -> None:
        found = here("change", "phq-9", "--pre", "18", "--post", "6", "--method", "JT", "--json")
        assert (found.data["method"], found.data["reliable"]) == ("JT", "improved")
        assert "reliability 0.876" in found.data["basis"]
        assert "SD 6.1" in found.data["basis"]

    def test_a_cut_off_that_was_crossed_is_a_line_of_its_own(self, here: Any) -> None:
        out = here("change", "gad-7", "--pre", "16", "--post", "9").out
        assert (
            "Now below 10 (screening line), still at or above 8 (NHS caseness)." in out.splitlines()
        )


CLIENT_FIELDS = {"id", "code", "name", "sessions", "last_session", "attention"}


class TestStores:
    def test_the_clients_of_a_demo_store_are_listed_without_a_passphrase(
        self, demo_store: Path
    ) -> None:
        listed = havenline("clients", "--store", str(demo_store), "--json").data
        assert [one["code"] for one in listed] == sorted(one["code"] for one in listed)
        assert "HL-107" in [one["code"] for one in listed]
        for one in listed:
            assert set(one) >= CLIENT_FIELDS
            assert isinstance(one["sessions"], int)
            assert all(isinstance(reason, str) for reason in one["attention"])
            assert one["last_session"] is None or len(one["last_session"]) == 10

    def test_the_clients_are_listed_for_people_too(self, here: Any, demo_store: Path) -> None:
        ran = here("clients", "--store", str(demo_store))
        assert ran.code == 0
        assert "Tobias Wren" in ran.out

    def test_an_empty_store_says_so(self, here: Any, directory: Path) -> None:
        assert here("clients", "--store", str(directory)).out == "No clients yet.\n"
        assert here("clients", "--store", str(directory), "--json").data == []

    def test_a_store_is_made_checked_and_opened_by_its_passphrase_or_recovery_code(
        self, here: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        place = str(tmp_path / "practice")
        made = havenline("init", "--store", place, "--clinician", "Dr Ines Falk",
                         HAVENLINE_PASSPHRASE=PASSPHRASE)  # fmt: skip
        assert (made.code, made.err) == (0, "")
        code = next(line.strip() for line in made.out.splitlines() if line.startswith("  "))
        checked = havenline("verify", "--store", place, "--json", HAVENLINE_PASSPHRASE=PASSPHRASE)
        assert checked.data == {"ok": True, "records": 2, "audit_events": 3, "problems": []}
        wrong = havenline("clients", "--store", place, HAVENLINE_PASSPHRASE=PASSPHRASE * 2)
        assert wrong.sentence == (
            "That passphrase or recovery code does not open this store. Try again."
        )
        monkeypatch.setenv("HAVENLINE_PASSPHRASE", code.lower())
        assert here("clients", "--store", place, "--json").data == []

    def test_a_real_store_needs_its_secret(self, here: Any, directory: Path) -> None:
        (directory / "demo.key").unlink()
        ran = here("verify", "--store", str(directory), "--json")
        assert ran.sentence == "This store needs its passphrase: set HAVENLINE_PASSPHRASE."

    def test_what_was_tampered_with_is_told_as_data(self, here: Any, directory: Path) -> None:
        store = Store(directory, KEY)
        store.connection().execute(
            "INSERT INTO scores "
            "VALUES (uuid(), 1, uuid(), current_date, 1, 'phq-9', '', 'total', 9)"
        )
        store.close()
        ran = here("verify", "--store", str(directory), "--json")
        assert (ran.code, ran.err) == (1, ""), "a script sees that something is wrong"
        found = json.loads(ran.out)
        assert found["ok"] is False
        assert found["problems"] == ["scores: 1 scores without their administration."]

    def test_a_folder_without_a_store_is_one_sentence(self, tmp_path: Path) -> None:
        ran = havenline("clients", "--store", str(tmp_path), "--json")
        assert ran.sentence.startswith(f"There is no Havenline store in {tmp_path}. Make one")
        assert list(tmp_path.iterdir()) == []

    def test_a_store_in_use_is_one_sentence(self, directory: Path) -> None:
        store = Store(directory, KEY)
        ran = havenline("verify", "--store", str(directory), "--json")
        store.close()
        assert ran.sentence.startswith("This store is open in another Havenline.")
