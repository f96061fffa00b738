"""'havenline score' and 'havenline instruments' over the whole library (design.md, section 4)."""

from __future__ import annotations

from typing import Any

import pytest

from core.outcomes.instrument import instruments


class TestScore:
    def test_fields_beyond_the_contract(self, here: Any) -> None:
        found = here("score", "itq", *"202020200000000000", "--json").data
        assert found["algorithms"] == {
            "ptsd_criteria": True, "dso_criteria": False, "cptsd": False, "ptsd": True,
        }  # fmt: skip
        assert (found["skipped"], found["why_no_score"]) == ([], None)

    def test_what_the_form_does_not_ask_is_skipped_not_missing(self, here: Any) -> None:
        found = here("score", "c-ssrs-screener", *"10---0", "--json").data
        assert (found["missing"], found["skipped"]) == ([], [3, 4, 5])
        assert found["flags"] == [{"item": 1, "value": 1, "kind": "endorsed"}]
        assert found["scores"] == {"risk": None}

    def test_a_prorated_score_says_so(self, here: Any) -> None:
        found = here("score", "core-10", *"233110-000", "--json").data
        assert (found["prorated"], found["complete"], found["missing"]) == (True, False, [7])
        assert "fewer answers" in here("score", "core-10", *"233110-000").out

    def test_why_there_is_no_score_is_a_sentence(self, here: Any) -> None:
        found = here("score", "who-5", *"33-33", "--json").data
        assert found["scores"] == {"raw": None, "percent": None}
        assert found["why_no_score"].startswith("No score: item 3 was left out.")

    def test_a_licensed_measure_takes_its_score(self, here: Any) -> None:
        found = here("score", "oq-45", "82", "--json").data
        assert found["scores"] == {"total": 82, "sd": None, "ir": None, "sr": None}
        assert (found["cutoffs"], found["complete"]) == ({"clinical": True}, False)

    def test_or_several_by_name(self, here: Any) -> None:
        found = here("score", "bsi-18", "gsi=12", "dep=5", "--json").data
        assert found["scores"] == {"som": None, "dep": 5, "anx": None, "gsi": 12}
        assert here("score", "bsi-18", "gsi=12", "dep=5").out == "BSI-18 dep: 5\nBSI-18 gsi: 12\n"

    @pytest.mark.parametrize(
        ("words", "sentence"),
        [
            (("phq", "1"), "Did you mean phq-9 or phq-4?"),
            (("oq-45", "181"), "OQ-45: total goes from 0 to 180."),
            (("oq-45", "mood=3"), "OQ-45 has no scale of that name."),
            (("oq-45", "82", "82"), "OQ-45: Total is given twice."),
            (("oq-45", "x"), "a score is a number"),
            (("des-t", "30 20 40 10 50 30 20"), "DES-T has 8 items"),
            (("des-t", "30 20 40 10 50 30 20 101"), "DES-T item 27: answers go from 0 to 100."),
        ],
    )
    def test_a_mistake_is_one_sentence(
        self, here: Any, words: tuple[str, ...], sentence: str
    ) -> None:
        assert sentence in here("score", *words).sentence


class TestInstruments:
    def test_the_list_says_size_and_direction(self, here: Any) -> None:
        lines = here("instruments").out.splitlines()
        by_id = {line.split()[0]: line for line in lines}
        assert by_id["sud"].endswith("(1 item; higher = worse)")
        assert by_id["oq-45"].endswith("(score only; higher = worse)")
        assert "higher = more secure" in by_id["aas-r"]

    def test_for_scripts_it_says_how_each_is_entered(self, here: Any) -> None:
        listed = {one["id"]: one for one in here("instruments", "--json").data}
        assert (listed["ors"]["entry"], listed["ors"]["items"]) == ("score", 0)
        assert (listed["who-5"]["entry"], listed["who-5"]["main"]) == ("answers", "percent")

    @pytest.mark.parametrize("name", list(instruments()))
    def test_every_figure_is_shown_with_its_status(self, here: Any, name: str) -> None:
        one, out = instruments()[name], here("instruments", "show", name).out
        figures = (
            *one.cutoffs, *one.reliable_change, *one.meaningful_change, *one.norms,
            *one.reliability, *one.risk_items, *one.algorithms, *one.skips,
        )  # fmt: skip
        for figure in figures:
            assert f"[{figure.status}; {'; '.join(figure.sources)}]" in out
        for what in one.unverified:
            assert f"Unverified: {what}\n" in out
        assert f"Licence: {one.licence.status}" in out
        assert all(f"Scale {scale.id}: {scale.title}" in out for scale in one.scales)

    def test_reversed_items_and_missing_rule_are_shown(self, here: Any) -> None:
        out = here("instruments", "show", "core-10").out
        assert "turned round: 2, 3" in out
        assert "Answers that may be missing: up to 1. prorate if at most ONE" in out

    def test_all_of_it_for_scripts(self, here: Any) -> None:
        shown = here("instruments", "show", "itq", "--json").data
        assert [rule["id"] for rule in shown["algorithms"]] == [
            "ptsd_criteria", "dso_criteria", "cptsd", "ptsd",
        ]  # fmt: skip
        assert shown["licence"]["ship_wording"] == "conditional"
