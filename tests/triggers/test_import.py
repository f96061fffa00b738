"""A diary kept as a table elsewhere: columns, encodings, dates, and rows that cannot be right."""

from __future__ import annotations

import pytest

from core.errors import InvalidEntry
from core.exchange.episodes import Import, read_episodes
from core.triggers.columns import COLUMNS, column_of
from core.triggers.model import Episode
from tests.people import AUCKLAND, MARA, NOW


def read(content: bytes | str) -> Import:
    raw = content.encode() if isinstance(content, str) else content
    return read_episodes(raw, NOW, AUCKLAND)


def good(content: bytes | str) -> list[Episode]:
    return [d.episode(MARA.id) for d in read(content).drafts if not d.problem]


def problems(content: bytes | str) -> list[str]:
    return [d.problem for d in read(content).drafts if d.problem]


def test_a_plain_table_with_every_kind_of_column() -> None:
    [made] = good(
        "when,with_whom,situation,cue,themes,arousal,action,strategy,minutes,arousal_after,"
        "helped,keep,minutes_to_recover,setting,source,shareable\n"
        "2026-06-03 21:30,Idris,No answer,reply_delay,Being left; Not mattering,80,Withdraw,"
        "Slow paced breathing,10,45,3,yes,90,text,Client at the time,yes\n"
    )
    assert made.happened_at.isoformat() == "2026-06-03T21:30:00+12:00"
    assert (made.cue, made.themes) == ("reply_delay", ("abandonment", "not_mattering"))
    assert made.strategies[0].model_dump() == {
        "strategy": "slow_breath", "minutes": 10, "arousal_after": 45, "helped": 3, "keep": "yes",
    }  # fmt: skip
    assert (made.minutes_to_recover, made.setting, made.source, made.shareable) == (
        90, "text", "client_live", True,
    )  # fmt: skip


@pytest.mark.parametrize("name", ["What happened", "SITUATION", "Description ", "Trigger"])
def test_headers_go_by_other_names(name: str) -> None:
    assert good(f"Date,{name}\n2026-06-03,x\n")[0].situation == "x"


def test_a_trigger_beside_what_happened_is_the_cue() -> None:
    [made] = good(
        "Date,What happened,Trigger,I felt,What I did,Intensity\n"
        "2026-06-03,No word all day,slow reply,panic,withdrew,70\n"
    )
    assert (made.situation, made.cue, made.secondary_emotion) == (
        "No word all day", "reply_delay", "panic",
    )  # fmt: skip
    assert (made.action, made.arousal) == ("withdraw", 70)


def test_a_row_without_a_time_says_so() -> None:
    table = "when,time,situation\n46095,,a\n46095.5,,b\n2026-03-14,09:00,c\n"
    assert [one.time_known for one in good(table)] == [False, True, True]


@pytest.mark.parametrize(
    ("day", "said"),
    [
        ("31/11/2026", "there is no 31 November: November has 30 days."),
        ("2026-02-29", "there is no 29 February: February 2026 has 28 days."),
        ("14/13/2026", "there is no month 13."),
    ],
)
def test_a_day_that_does_not_exist_is_named(day: str, said: str) -> None:
    """Days of the months: the calendar; 2026 is no leap year."""
    assert problems(f"when,situation\n{day},x\n") == [f"Line 2: {said}"]


def test_no_two_columns_go_by_the_same_name() -> None:
    for column in COLUMNS:
        for name in (column.name, *column.others):
            found = column_of(name)
            assert found is not None
            assert found.name == column.name, name


@pytest.mark.parametrize("separator", [",", ";", "\t"])
def test_separators_are_found(separator: str) -> None:
    table = "when,situation,arousal\n2026-06-03,x,80\n".replace(",", separator)
    assert good(table)[0].arousal == 80


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_encodings_are_found(encoding: str) -> None:
    assert good("when,situation\n2026-06-03,café\n".encode(encoding))[0].situation == "café"


def test_a_spreadsheets_own_first_line_is_understood() -> None:
    [draft] = read("sep=;\r\nwhen;situation\r\n2026-06-03;x\r\n").drafts
    assert (draft.line, draft.problem) == (3, "")


@pytest.mark.parametrize("first", ['"sep=;"', "SEP=;", "sep=;\r"])
def test_its_first_line_may_stand_in_quotes(first: str) -> None:
    [draft] = read(f"{first}\nwhen;situation\n2026-06-03;x, y\n").drafts
    assert (draft.line, draft.problem) == (3, "")


def test_a_tab_may_be_named_and_a_quote_is_no_separator() -> None:
    assert good("sep=\t\nwhen\tsituation\n2026-06-03\tx\n")[0].situation == "x"
    with pytest.raises(InvalidEntry):
        read('sep="\nwhen"situation\n2026-06-03"x\n')


def test_a_quote_left_open_is_noticed_by_the_days_below_it() -> None:
    [draft] = read('when,situation\n2026-06-03 10:00,"He left\n2026-06-04,Row\n').drafts
    assert draft.remarks == (
        "a cell goes on over lines that begin with a day: a quote may be left open",
    )
    [refused] = read('when,situation,arousal\n2026-06-03,x,"80\n2026-06-04,Row,7\n').drafts
    assert refused.problem.endswith("a quote may be left open.")
    [fine] = read('when,situation\n2026-06-03 10:00,"He left\nSat in the car"\n').drafts
    assert fine.remarks == ()


def test_spreadsheet_dates_and_times_are_read() -> None:
    """46095 is 14 March 2026, .8958333 of a day 21:30."""
    table = "when,time,situation\n46095,0.8958333,a\n46095.8958333,,b\n46095,21:30,c\n"
    assert {one.happened_at.isoformat() for one in good(table)} == {"2026-03-14T21:30:00+13:00"}


def test_days_are_day_first_unless_one_cannot_be() -> None:
    assert good("when,situation\n1/2/2026,x\n")[0].happened_at.month == 2
    other_way = read("when,situation\n1/2/2026,x\n2/13/2026,y\n")
    assert other_way.month_first
    assert other_way.drafts[0].episode(MARA.id).happened_at.month == 1


def test_blank_lines_are_no_rows_and_lines_are_counted_as_in_the_file() -> None:
    table = 'when,situation\n\n2026-06-03,"two\nlines"\n,,\n\nx,y\n'
    assert [(d.line, bool(d.problem)) for d in read(table).drafts] == [(3, False), (7, True)]
    assert problems(table) == [
        "Line 7: no day was understood; begin with one, such as 14/03/2026 21:30."
    ]


def test_a_formula_stays_the_text_it_is() -> None:
    table = 'when,situation,arousal\n2026-06-03,"=cmd|\' /C calc\'!A0","=""80"""\n'
    [made] = good(table)
    assert made.situation == "=cmd|' /C calc'!A0"
    assert made.arousal == 80


@pytest.mark.parametrize(
    ("row", "problem"),
    [
        ("2026-06-03,x,abc,,", "column arousal: this is not a number."),
        ("2026-06-03,x,101,,", "column arousal: this is not between 0 and 100."),
        ("2026-06-03,x,-1,,", "column arousal: this is not between 0 and 100."),
        ("2026-06-03,x,8.5,,", "column arousal: this has to be a whole number."),
        ("2026-06-03,x,80,8,", "it gives arousal and SUD; leave one of them out."),
        ("2026-06-03,x,,,perhaps", "column shareable: this is neither yes nor no."),
        ("2026-06-03,,,,", "it does not say what happened."),
        ("2027-06-03,x,,,", "an episode cannot be in the future."),
        ("2026-06-03,x,,,,more", "it has more values than columns."),
    ],
)
def test_a_bad_row_is_one_sentence_and_the_others_stand(row: str, problem: str) -> None:
    table = f"when,situation,arousal,sud,shareable\n2026-06-02,good,,,\n{row}\n"
    assert problems(table) == [f"Line 3: {problem}"]
    assert [one.situation for one in good(table)] == ["good"]


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"", "The file is empty: it needs a line of column names and then rows."),
        (b"when,situation\n", "The file has column names and no rows below them."),
        (b"when,x\n1,2\n", "The file has no column that says what happened; call it situation."),
        (b"situation,x\n1,2\n", "The file has no column that says when it happened; call it when."),
        (b"when,date,situation\n1,2,3\n",
         "These columns say the same thing: 'when', 'date'. Leave one of them in."),
        (b"PK\x03\x04\x00", "This is a workbook. Save the sheet as CSV and choose that file."),
        (b"a\x00b", "The file is not text. Save the table as CSV and choose that file."),
    ],
)  # fmt: skip
def test_a_file_that_is_no_diary_is_refused_in_a_sentence(content: bytes, sentence: str) -> None:
    with pytest.raises(InvalidEntry) as caught:
        read(content)
    assert caught.value.sentence == sentence


def test_columns_that_are_not_known_are_named() -> None:
    assert read("when,situation,Mood,Zodiac\n2026-06-03,x,1,2\n").left_out == ("'Mood'", "'Zodiac'")


def test_five_hundred_rows_are_read() -> None:
    rows = "".join(f"2026-01-{1 + n % 28:02} {n % 24:02}:00,row {n},50\n" for n in range(500))
    found = good(f"when,situation,arousal\n{rows}")
    assert len(found) == 500
    assert found[499].situation == "row 499"
