"""Pasting and importing several episodes: looked over, then saved; nothing typed is lost."""

from __future__ import annotations

from datetime import UTC, date, time

import pytest
from streamlit.testing.v1 import AppTest

from core.assembly import Practice
from core.errors import InvalidEntry
from core.exchange.sample import sample_id
from core.triggers.pasted import read_lines
from dashboard.triggers.several.edited import episodes_of
from dashboard.triggers.several.view import (
    AROUSAL,
    CUE,
    DAY,
    REMARK,
    SAVE,
    THEMES,
    TIME,
    WHAT,
    columns_table,
    preview_rows,
    problems_words,
    remarks_words,
    sorted_out,
)
from tests.dashboard.test_entering import form, press
from tests.people import AUCKLAND, MARA, NOW

EWAN = sample_id("HL-106")
KEY = f"triggers.{EWAN}.several"


def paste(client_id: object) -> None:
    from dashboard.triggers.several.screen import several
    from dashboard.workspace import start_run

    run = start_run()
    several(run, client_id)


def situations(practice: Practice) -> list[str]:
    found = practice.services().triggers.episodes(practice.actor, EWAN)
    return [one.situation for one in found]


def button(at: AppTest, label: str) -> object:
    return next((b for b in at.button if b.label == label), None)


def test_lines_are_saved_and_those_not_understood_stay_in_the_box(
    sample_practice: Practice,
) -> None:
    at = form(sample_practice, paste, EWAN)
    at.text_area(key=f"{KEY}.text.0").set_value(
        "1/2/2026 21:00 Waited at the gate; arousal 70\nno day here\n2/2/2026 Row about tea"
    )
    press(at, "Read the lines")
    assert "1 line cannot be saved yet" in at.warning[0].value
    assert "Waited at the gate" not in situations(sample_practice)
    press(at, "Save 2 episodes")
    assert not at.error
    assert {"Waited at the gate", "Row about tea"} <= set(situations(sample_practice))
    assert at.text_area(key=f"{KEY}.text.1").value == "no day here"


def test_all_or_nothing_is_a_choice(sample_practice: Practice) -> None:
    at = form(sample_practice, paste, EWAN)
    at.text_area(key=f"{KEY}.text.0").set_value("3/2/2026 Only if all\nno day here")
    press(at, "Read the lines")
    assert not button(at, "Save 1 episode").disabled  # type: ignore[attr-defined]
    at.toggle(key=f"{KEY}.only_good").set_value(False).run()
    assert button(at, "Save 1 episode").disabled  # type: ignore[attr-defined]


def test_what_is_there_already_is_not_saved_again(sample_practice: Practice) -> None:
    services, actor = sample_practice.services(), sample_practice.actor
    known = services.triggers.episodes(actor, EWAN)[0]
    line = f"{known.happened_at.astimezone():%Y-%m-%d %H:%M} {known.situation}"
    at = form(sample_practice, paste, EWAN)
    at.text_area(key=f"{KEY}.text.0").set_value(" ".join(line.split()).replace(";", ""))
    press(at, "Read the lines")
    assert any("there already" in caption.value for caption in at.caption)
    assert button(at, "Save 0 episodes").disabled  # type: ignore[attr-defined]


def test_a_table_is_imported(sample_practice: Practice) -> None:
    at = form(sample_practice, paste, EWAN)
    at.get_by_key(f"{KEY}.way").set_value("file").run()
    at.file_uploader(key=f"{KEY}.file").set_value(
        ("diary.csv", b"date;what happened;mood\n4/2/2026;From a table;low\nxx;bad;\n", "text/csv")
    ).run()
    assert "Not read: 'mood'" in "\n".join(c.value for c in at.caption).replace("\\", "")
    assert "Line 3: no day was understood" in at.warning[0].value
    press(at, "Save 1 episode")
    assert not at.error
    assert "From a table" in situations(sample_practice)


def test_a_workbook_is_refused_in_a_sentence(sample_practice: Practice) -> None:
    at = form(sample_practice, paste, EWAN)
    at.get_by_key(f"{KEY}.way").set_value("file").run()
    at.file_uploader(key=f"{KEY}.file").set_value(("diary.csv", b"PK\x03\x04", "text/csv")).run()
    assert [e.value for e in at.error] == [
        "This is a workbook. Save the sheet as CSV and choose that file."
    ]


def test_what_is_changed_in_the_table_is_what_is_saved() -> None:
    drafts = read_lines("1/6/2026 21:00 x; cue: slow reply; body: hot", NOW, AUCKLAND)
    [row] = preview_rows(drafts)
    changed = row | {
        WHAT: "He rang late", CUE: "rain on the roof", THEMES: ["Being left"], AROUSAL: 60.0,
        DAY: date(2026, 6, 2), TIME: time(8),
    }  # fmt: skip
    [made] = episodes_of(MARA.id, drafts, [changed], "client_recall", NOW)
    assert (made.situation, made.cue, made.themes) == (
        "He rang late", "other: rain on the roof", ("abandonment",),
    )  # fmt: skip
    assert (made.arousal, made.body, made.source) == (60, ("hot",), "client_recall")
    assert (made.happened_at.day, made.happened_at.hour) == (2, 8)


def test_an_untouched_row_is_the_line_as_it_was_understood() -> None:
    drafts = read_lines("2026-06-01T21:00:30+01:00 x; theme: rain", NOW, AUCKLAND)
    [made] = episodes_of(MARA.id, drafts, preview_rows(drafts), "partner", NOW)
    assert made == drafts[0].episode(MARA.id).amended(id=made.id, source="partner")
    assert made.happened_at.astimezone(UTC).hour == 20


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({WHAT: ""}, "Line 1: situation: please fill this in."),
        ({DAY: date(2027, 1, 1)}, "Line 1: an episode cannot be in the future."),
        ({DAY: date(1, 1, 1)}, "Line 1: an episode cannot be before 1900."),
        ({DAY: None}, "Line 1: day: please fill this in."),
    ],
)
def test_a_row_that_does_not_fit_is_named(change: dict[str, object], sentence: str) -> None:
    drafts = read_lines("1/6/2026 21:00 x", NOW, AUCKLAND)
    rows = [preview_rows(drafts)[0] | change]
    with pytest.raises(InvalidEntry) as caught:
        episodes_of(MARA.id, drafts, rows, "client_recall", NOW)
    assert caught.value.sentence == sentence
    assert episodes_of(MARA.id, drafts, [rows[0] | {SAVE: False}], "client_recall", NOW) == []


def test_a_line_without_a_time_is_shown_and_kept_as_a_day() -> None:
    drafts = read_lines("1/6/2026 x", NOW, AUCKLAND)
    [row] = preview_rows(drafts)
    assert row[TIME] is None
    [made] = episodes_of(MARA.id, drafts, [row], "client_recall", NOW)
    assert not made.time_known
    [timed] = episodes_of(MARA.id, drafts, [row | {TIME: time(7, 30)}], "client_recall", NOW)
    assert (timed.time_known, timed.local.hour, timed.local.minute) == (True, 7, 30)
    [moved] = episodes_of(MARA.id, drafts, [row | {DAY: date(2026, 5, 30)}], "partner", NOW)
    assert (moved.time_known, moved.day) == (False, date(2026, 5, 30))


def test_the_theme_stands_beside_the_cue_and_remarks_at_the_end() -> None:
    drafts = read_lines("1/6/2026 Row about tea 80", NOW, AUCKLAND)
    [row] = preview_rows(drafts)
    names = list(row)
    assert names.index(THEMES) == names.index(CUE) + 1
    assert names[-1] == REMARK
    said = "no time given; 80 stays in the words; write “arousal 80” if it is that"
    assert row[REMARK] == said
    assert remarks_words(drafts) == f"Line 1: {said}."


def test_problems_are_listed_up_to_a_number() -> None:
    bad = sorted_out(read_lines("no day\n" * 30, NOW, AUCKLAND)).bad
    said = problems_words(bad).splitlines()
    assert len(said) == 21
    assert said[-1] == "- and 10 more lines"


def test_every_column_is_documented() -> None:
    assert all(name and holds for name, _, holds in columns_table())
