"""What is this number? A few plain lines for every measure, without a builder's notes."""

from __future__ import annotations

import pytest

from core.outcomes.description import scored_words
from core.outcomes.instrument import Instrument, instruments
from core.outcomes.model import Administration
from core.outcomes.scoring import score
from core.outcomes.series import Series, series_of
from dashboard.outcomes.over_time.meaning import latest_words, meaning
from dashboard.outcomes.over_time.panels import measure_panel
from tests.people import MARA, TODAY, days_ago, filled_in

SCORED = [one for one in instruments().values() if one.main_scale.method != "unscored"]
EVERY = pytest.mark.parametrize("one", SCORED, ids=lambda one: one.id)
NOTES_OF_BUILDERS = (
    "do not", "must not", "safe default", "loinc", "snomed", "shipped", "implementer",
    "about the current", "about the general", "github:jpoko/ccc-dashboard@",
)  # fmt: skip


def main_series(one: Instrument) -> Series:
    if one.entry == "answers":
        lowest = tuple(one.item_range(item.number)[0] for item in one.items)
        taken = [filled_in(MARA, one.id, lowest, days_ago(ago)) for ago in (7, 0)]
    else:
        taken = [
            Administration(
                client_id=MARA.id, instrument=one.id, instrument_version=one.version,
                taken_on=TODAY, typed={one.main_scale.id: 10},
            )
        ]  # fmt: skip
    return next(s for s in series_of(taken) if s.scale == one.main_scale.id)


def said(name: str) -> dict[str, str]:
    series = main_series(instruments()[name])
    return dict(meaning(series, series.lines))


@EVERY
def test_it_is_short_and_written_for_clinicians(one: Instrument) -> None:
    series = main_series(one)
    lines = meaning(series, series.lines)
    assert len(lines) <= 7
    assert lines[-1] == ("All figures and sources", "Settings, Measures")
    whole = " ".join(f"{what}: {words}" for what, words in lines).casefold()
    assert not [note for note in NOTES_OF_BUILDERS if note in whole]
    assert all(len(words) <= 300 for _, words in lines)


def test_a_drawn_line_names_status_and_source() -> None:
    """Caseness: the annual report's own metadata stands before any restatement."""
    found = said("gad-7")
    report = "(verified: NHS Talking Therapies annual report 2024-25, metadata)"
    assert f"8 or more: NHS caseness {report}" in found["Lines drawn"]
    assert found["Reliable change"].endswith(report)
    assert found["Reliable change"].startswith("4 points or more")


def test_lines_of_one_population_are_named_and_not_drawn() -> None:
    assert said("audit-c")["Lines drawn"] == (
        "not drawn: UK line 5 or more, US line for men 4 or more, US line for women 3 or more"
    )


def test_on_what_a_reliable_change_rests() -> None:
    assert "at 90%" in said("core-10")["Reliable change"]
    assert "no measurement error is behind it" in said("who-5")["Reliable change"]
    assert said("ors")["Reliable change"].endswith("The 6.6 points published are for children.")
    assert "not a measure of change" in said("ace-10")["Direction and range"]
    worked_out = said("wsas")["Reliable change"]
    assert "reliability 0.82" in worked_out
    assert "SD 9.4 of NHS TT England" in worked_out


@pytest.mark.parametrize(
    ("name", "reservation"),
    [
        ("pss-10", "descriptive only"),
        ("scs-sf", "made for the 26-item scale"),
        ("ucla-3", "citation as missing"),
    ],
)
def test_ranges_with_a_reservation_stay_in_words_and_are_not_shaded(
    name: str, reservation: str
) -> None:
    one = instruments()[name]
    series = main_series(one)
    assert reservation in said(name)["Bands"]
    assert any(f"({band.label})" in latest_words(series) for band in one.bands)
    assert measure_panel(series, (), series.lines, days_ago(0) - days_ago(0)).bands == ()


def test_ranges_without_one_are_shaded() -> None:
    series = main_series(instruments()["phq-9"])
    assert len(measure_panel(series, (), series.lines, TODAY - TODAY).bands) == 5


def test_a_rule_says_symptoms_and_never_a_diagnosis() -> None:
    """PCL-5 answers that meet the DSM-5 rule at 12 points, as in tests/spec/test_scoring.py."""
    one = instruments()["pcl-5"]
    answers = tuple(map(int, "20000202200000220000"))
    words = (
        "Symptom pattern of the DSM-5 rule: met by the answers; a questionnaire, not a diagnosis"
    )
    line = next(line for line in scored_words(one, score(one, answers)) if "pattern" in line)
    assert line.startswith(f"{words} (verified: ")
    (series,) = (s for s in series_of([filled_in(MARA, "pcl-5", answers, TODAY)])
                 if s.scale == "total")  # fmt: skip
    assert dict(meaning(series, series.lines))["At the latest score"].startswith(words)
