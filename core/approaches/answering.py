"""What an answer to a caution may be replaced by, and which days it may be of. Pure."""

from __future__ import annotations

from datetime import date, datetime, time

from core.approaches.gates import PAUSING_CAUTIONS, Answer, GateFile, newest_answer
from core.approaches.model import Plan, Weighing
from core.errors import InvalidEntry

LIFTS = (
    "A caution that was found here pauses work: answer it with “Not found” and the day it was "
    "asked again; it is not taken out, set back to not asked or dated before an older answer."
)


def check_answers(record: Weighing | Plan, before: GateFile, today: date) -> None:
    """What was found and pauses work is followed by an answer, never by silence.

    `before` is the client's file as it is stored. Raises InvalidEntry for an answer of a day
    still to come, and where saving `record` would let paused work go on without the answer
    "not found" of that day or later. A "not found" that was a slip may be taken back.
    """
    _check_days(record, before, today)
    after = _with(record, before, today)
    for reason in PAUSING_CAUTIONS:
        was, now = newest_answer(before, reason), newest_answer(after, reason)
        lifted = was and was.pauses and not (now and now.pauses)
        if was and lifted and not _asked_again(record, reason, was):
            raise InvalidEntry(LIFTS)


def _check_days(record: Weighing | Plan, before: GateFile, today: date) -> None:
    records: tuple[Weighing | Plan, ...] = (*before.weighings, *before.plans)
    known = {caution for one in records if one.id == record.id for caution in one.cautions}
    if any(one.on and one.on > today for one in record.cautions if one not in known):
        raise InvalidEntry("Asked on: this day is still to come. Give the day it was asked.")


def _with(record: Weighing | Plan, file: GateFile, today: date) -> GateFile:
    """The file as it would be once the record is saved."""
    saved = record.model_copy(
        update={"recorded_at": datetime.combine(today, time(12)).astimezone()}
    )
    weighings = [one for one in file.weighings if one.id != record.id]
    plans = [one for one in file.plans if one.id != record.id]
    if isinstance(saved, Weighing):
        return file._replace(weighings=[*weighings, saved], plans=plans)
    return file._replace(weighings=weighings, plans=[*plans, saved])


def _asked_again(record: Weighing | Plan, reason: str, was: Answer) -> bool:
    """Whether the record itself answers "not found", of the day it was found or later."""
    return not record.retired and any(
        one.reason == reason and one.found == "absent" and one.on is not None and one.on >= was.day
        for one in record.cautions
    )
