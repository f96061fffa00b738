"""Sample clients: readable YAML stories turned into records, with dates that stay fresh.

Records refer to each other by `key`; ids are made from client code and key, so that a
sample client has the same address in every demo store. All dates of a file are moved by
the same number of whole weeks, so that `as_of` falls in the last seven days; a planned
session that would then be past is planned a week later.
"""

from __future__ import annotations

from datetime import date, datetime, timedelta
from difflib import get_close_matches
from importlib.resources import files
from typing import Any, NamedTuple
from uuid import NAMESPACE_URL, UUID, uuid5

import yaml
from pydantic import ValidationError

from core.approaches.known import unknown_word
from core.approaches.model import weighing_id
from core.clients.model import Client, Couple
from core.errors import DefinitionError, UserFacingError
from core.exchange.sample_couple import OF_COUPLES, couple_fields
from core.exchange.sample_map import map_records
from core.exchange.sample_sections import KINDS, MANY, ON_THE_MAP, ONE
from core.outcomes.model import Administration
from core.outcomes.scoring import score_administration
from core.record import Record, entry_problem
from core.sessions.model import Session

# The safe loader in C where it was built: ten times as fast, for a third of a demo's start.
_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_SHORT = 9  # letters; a longer word is shown only when it is nearly one of ours
_MISSHAPEN = (AttributeError, KeyError, TypeError, ValueError, OverflowError)
_FORM = "does not have the form that is expected here"


class SampleClient(NamedTuple):
    """One sample file: the client and every record of the file, in saving order."""

    client: Client
    records: list[Record]


def sample_id(code: str, key: str = "") -> UUID:
    """The id a sample record always has."""
    name = f"havenline:{code}:{key}".encode("utf-8", "backslashreplace").decode()
    return uuid5(NAMESPACE_URL, name)


def weeks_since(as_of: date, today: date) -> timedelta:
    """How far to move the dates of a file: whole weeks, so that weekdays stay."""
    return timedelta(weeks=(today - as_of).days // 7)


def sample_files() -> list[str]:
    """The names of the sample files, in the order they are shown."""
    folder = files("sample_data")
    return sorted(f.name for f in folder.iterdir() if f.name.endswith(".yaml"))


def read_file(name: str) -> dict[str, Any]:
    """One sample file as plain data. Raises DefinitionError naming file and line."""
    return parse(name, files("sample_data").joinpath(name).read_text(encoding="utf-8"))


def parse(name: str, text: str) -> dict[str, Any]:
    """YAML text as plain data. Raises DefinitionError for what is not readable YAML."""
    try:
        loaded = yaml.load(text, Loader=_LOADER)  # noqa: S506
    except yaml.MarkedYAMLError as error:
        told = error.problem_mark.line + 1 if error.problem_mark else 0
        line = min(told, text.count("\n") + 1)  # the end of the text may stand on a line after it
        raise DefinitionError(name, f"line {line}", "this is not readable YAML") from None
    except (yaml.YAMLError, ValueError):  # a control character, or a 45th of the month
        raise DefinitionError(name, "text", "a character or a date cannot be read") from None
    if not isinstance(loaded, dict):
        raise DefinitionError(name, "top level", "expected named sections such as 'client'")
    return loaded


def client_from(name: str, data: dict[str, Any], today: date) -> SampleClient:
    """Turn one client file into records. Raises DefinitionError naming section and field."""
    unknown = set(data) - set(KINDS) - {"as_of", "story", "client"}
    if unknown:
        first = min(str(section) for section in unknown)
        where = first if _is_a_word(first) else "top level"
        raise DefinitionError(name, where, "is not a section of a sample file")
    move = weeks_since(_required(name, data, "as_of", date), today)
    about = _required(name, data, "client", dict)
    for section in KINDS:
        if not isinstance(data.get(section) or [], list):
            raise DefinitionError(name, section, "is not a list of entries")
    code = str(about.get("code", ""))
    own = sample_id(code)
    client = _record(
        name, "client", Client, {**_about(name, about, move), "id": own, "client_id": own}
    )
    keys = _keys(name, data, code)

    def entry(section: str, place: int, row: Any) -> Any:
        return _entry(name, section, place, KINDS[section], row, move, code, keys)

    records = [
        entry(section, place, row)
        for section in KINDS
        if section not in ON_THE_MAP
        for place, row in enumerate(data.get(section) or [], start=1)
    ]
    records += map_records(name, data, entry)
    for place, record in enumerate(records, start=1):
        if isinstance(record, Administration):
            _scorable(name, f"record {place}", record)
    return SampleClient(client, [_still_ahead(record, today) for record in records])


def _about(name: str, about: dict[str, Any], move: timedelta) -> dict[str, Any]:
    try:
        moved: dict[str, Any] = _moved(about, move)
    except _MISSHAPEN:  # a day at the end of the calendar cannot be moved
        raise DefinitionError(name, "client", _FORM) from None
    return moved


def _is_a_word(text: str) -> bool:
    """Whether it may be the misspelt name of a section or field, and not somebody's words."""
    known = {field for model in KINDS.values() for field in model.model_fields} | set(KINDS)
    short = len(text) < _SHORT and text.isidentifier()
    return short or bool(
        get_close_matches(text, known | {"client", "as_of", "story"}, 1, cutoff=0.85)
    )


def _scorable(name: str, where: str, administration: Administration) -> None:
    try:
        score_administration(administration)
    except UserFacingError as error:
        raise DefinitionError(name, where, error.sentence) from None


def couple_from(name: str, data: dict[str, Any], today: date | None = None) -> Couple:
    """Turn a couple file into the link between two client files.

    With `as_of` in the file, and `today`, its days are moved as those of a client's file are.
    """
    try:
        move = weeks_since(data["as_of"], today) if today and "as_of" in data else timedelta()
        codes = _required(name, data, "partners", list)
        first, second = (sample_id(code) for code in codes)
        rows = _moved({key: data.get(key) or [] for key in OF_COUPLES}, move)
        fields = couple_fields(name, rows, str(codes[0]), sample_id)
    except _MISSHAPEN:
        raise DefinitionError(name, "couple", _FORM) from None
    fields |= {
        "id": sample_id(name),
        "client_id": first,
        "partner_id": second,
        "cycle_name": data.get("cycle_name", ""),
        "cycle_words": data.get("cycle_words", ""),
    }
    couple: Couple = _record(name, "couple", Couple, fields)
    return couple


def _required(name: str, data: dict[str, Any], key: str, form: type) -> Any:
    if key not in data:
        raise DefinitionError(name, key, "is missing")
    if type(data[key]) is not form:  # a moment is a date to isinstance, and no day
        raise DefinitionError(name, key, _FORM)
    return data[key]


def _keys(name: str, data: dict[str, Any], code: str) -> dict[str, UUID]:
    found: dict[str, UUID] = {}
    for section in KINDS:
        for place, row in enumerate(data.get(section) or [], start=1):
            key = str(row.get("key", "")) if isinstance(row, dict) else ""
            if key in found:
                raise DefinitionError(name, f"{section}[{place}]", "its key is used twice")
            if key:
                found[key] = sample_id(code, key)
    return found


def _entry(
    name: str,
    section: str,
    place: int,
    model: type[Record],
    row: dict[str, Any],
    move: timedelta,
    code: str,
    keys: dict[str, UUID],
) -> Any:
    where = f"{section}[{place}]"
    try:
        filled = _filled(name, section, place, row, move, code, keys)
        return _record(name, where, model, filled | {"client_id": sample_id(code)})
    except _MISSHAPEN:
        raise DefinitionError(name, where, _FORM) from None


def _filled(
    name: str,
    section: str,
    place: int,
    row: dict[str, Any],
    move: timedelta,
    code: str,
    keys: dict[str, UUID],
) -> dict[str, Any]:
    where = f"{section}[{place}]"

    def known(key: str) -> UUID:
        if key not in keys:
            raise DefinitionError(name, where, "names a key that no entry of the file has")
        return keys[key]

    def resolve(value: Any) -> Any:
        if isinstance(value, list):
            return [resolve(item) for item in value]
        if not isinstance(value, dict):
            return value
        out: dict[str, Any] = {}
        for field, inner in value.items():
            if field in ONE and (field != "source" or section in ("nodes", "links")):
                out[ONE[field]] = known(inner)
            elif field in MANY:
                out[field] = [known(key) for key in inner]
            else:
                out[field] = resolve(inner)
        return out

    filled: dict[str, Any] = resolve(_moved(row, move))
    key = filled.pop("key", f"{section}-{place}")
    filled["id"] = sample_id(code, key)
    if section == "weighings":  # there is one of each approach
        filled["id"] = weighing_id(sample_id(code), str(filled.get("approach", "")))
    if section == "administrations":
        _administration(filled, keys)
    return filled


def _still_ahead(record: Record, today: date) -> Record:
    if not isinstance(record, Session) or record.attendance != "planned":
        return record
    behind = max(0, (today - record.starts_at.date()).days)
    return record.amended(starts_at=record.starts_at + timedelta(weeks=-(-behind // 7)))


def _administration(row: dict[str, Any], keys: dict[str, UUID]) -> None:
    row.setdefault("instrument_version", "1")
    if isinstance(row.get("answers"), str) and set(row["answers"]) <= set("0123456789-"):
        row["answers"] = [None if mark == "-" else int(mark) for mark in row["answers"]]
    if row.get("about") in keys:
        row["about"] = str(keys[row["about"]])
    if "total_only" in row:
        row["entered_as"] = "total"


def _moved(value: Any, move: timedelta) -> Any:
    if isinstance(value, datetime):
        return (value + move).astimezone()
    if isinstance(value, date):
        return value + move
    if isinstance(value, dict):
        return {key: _moved(inner, move) for key, inner in value.items()}
    return [_moved(item, move) for item in value] if isinstance(value, list) else value


def _record(name: str, where: str, model: type[Any], fields: dict[str, Any]) -> Any:
    try:
        made = model(**fields)
    except ValidationError as error:
        raise DefinitionError(name, where, _problem(error)) from None
    except TypeError:  # YAML reads some names, such as "on" without quotes, as no word
        raise DefinitionError(name, where, _FORM) from None
    if unknown := unknown_word(made):
        listed = unknown.list.replace("_", " ")
        sentence = f"{unknown.field.capitalize()}: is not one of the words of the list {listed}."
        raise DefinitionError(name, where, sentence)
    return made


def _problem(error: ValidationError) -> str:
    first = error.errors(include_input=False, include_url=False)[0]
    steps = [step for step in first["loc"] if isinstance(step, str)]
    if first["type"] == "extra_forbidden" and not all(map(_is_a_word, steps)):
        return "has a field that does not belong here"
    return entry_problem(error)
