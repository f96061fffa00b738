"""Text that has broken other programs, and records filled with it.

`nasty_text` mixes a corpus with what Hypothesis makes up. `entries` walks a pydantic model:
every field gets something that fits it, with nasty words in it, and up to two fields get
something that does not.
"""

from __future__ import annotations

import types
from datetime import UTC, date, datetime, time
from functools import cache
from typing import Annotated, Any, Literal, Union, get_args, get_origin
from uuid import UUID

from hypothesis import strategies as st
from pydantic import AfterValidator, AwareDatetime, BaseModel, TypeAdapter, ValidationError
from pydantic.fields import FieldInfo

from core.record import HEADER
from core.vocabulary import OTHER, _lists, ids

Strategy = st.SearchStrategy[Any]

SQL = (
    "'; DROP TABLE records; --", '" OR ""="', "1; ATTACH '/tmp/x' AS y", "$id $client ?", "%_%'",
    "Robert'); DELETE FROM audit_trail; --", "\\'; SELECT 1 --", "/* */ COPY records TO '/tmp/x'",
)  # fmt: skip
MARKUP = (
    "<script>alert(1)</script>", '"><img src=x onerror=alert(1)>', "<svg/onload=alert(1)>",
    "</textarea></style></title><b>", "<!--", "]]>", "&lt;b&gt; &amp; &#x41;",
    "javascript:alert(1)",
    "<iframe src='http://example.org'></iframe>", "{{7*7}} ${7*7} #{7*7} <%= 7*7 %>",
    "# heading", "* bullet", "> quote", "```\ncode\n```", "[x](http://example.org)", "| a | b |",
    "![x](http://example.org/y.png)", "**bold** __it__ ~~gone~~", "---", "$\\frac{1}{2}$",
    ":material/home: :smile: :red[x] :streamlit:", "\\documentclass{x} \\input{/etc/passwd}",
    '#read("/etc/passwd") #set page(fill: red) @ref <label>', "$x$ & ~ ^ _ % \\",
)  # fmt: skip
FORMULAS = (
    "=1+1", "=cmd|' /C calc'!A0", "+1+1", "-1+1", "@SUM(1)", "\t=1", '=HYPERLINK("http://x","y")',
    'a,"b\nc";d\te',
)  # fmt: skip
PATHS = (
    "../../../../etc/passwd", "/dev/null", "C:\\Windows\\win.ini", "..\\..\\x",
    "file:///etc/passwd",
    "CON", "nul.txt", "~root", "$HOME", "a\x00b", "%2e%2e%2f",
    "\\\\server\\share", "-rf", "--help",
    "x" * 300 + ".pdf", ".", "..", "|cat", "; ls", "`id`", "$(id)",
)  # fmt: skip
UNICODE = (
    "\u202eright to left\u202c", "\u200f\u200e", "\u2066x\u2069",
    "\u200bzero\u200c\u200dwidth\ufeff",
    "Z" + "\u0300\u0301\u0302\u0303" * 40, "e\u0301 \u00e9", "ﬁ ﷽ ㍿ Ⅷ", "İıſß", "ﾊﾝｶｸ 全角",
    "👨‍👩‍👧‍👦 🏳️‍🌈 👩🏽‍🚀 🇳🇿", "\U0010ffff\U000e0001", "\ufffe\uffff\ufffd",
    "\x00", "\x00\x01\x02\x7f",
    "\x1b[31mred\x1b[0m", "\r\n\r\n", "\u2028\u2029\x85\x0b\x0c",
    "\x1c\x1d\x1e\x1f", "\u00a0\u3000\u2003",
    "שלום עולם", "مرحبا", "नमस्ते", "你好世界", "Ω≈ç√∫", "\u0e01" + "\u0e49" * 60, "\u180e\u2060",
    "\ud800", "\udfff\ud800", "x\udc80y", "\ud83d",
)  # fmt: skip
CODE = (
    "%s%s%n%x %(x)s {0} {x.__class__} {", "%d" * 40, "null", "None",
    "undefined", "NaN", "Infinity",
    "true", "[]", "{}", '{"a": 1}', "!!python/object:os.system x", "&a [*a]", "key: value", "- x",
    "a: [", "'", '"', '\\"', "\\", "\\u0000", "\\x00", "[section]", 'x = """', "~", "on", "0x1F",
    "1e400", "-0", "1_000", "٣", "½", "00", "not_asked", "declined", "other", "other:", "other: ",
    "other: <b>", "__proto__", "constructor", "recorded_by", "${jndi:ldap://x}",
)  # fmt: skip
LONG = ("A" * 20_000, "A" * 20_001, "語" * 20_000, "a b " * 30_000, "\n" * 5_000, "ʘ" * 201)
EMPTY = ("", " ", "\n", "\t \r\n")
CORPUS = SQL + MARKUP + FORMULAS + PATHS + UNICODE + CODE + LONG + EMPTY
# What a browser can send: a form cannot hold half of a surrogate pair.
TYPEABLE = tuple(one for one in CORPUS if not any("\ud800" <= mark <= "\udfff" for mark in one))

nasty_text: Strategy = st.one_of(
    st.sampled_from(CORPUS),
    st.sampled_from(CORPUS),
    st.text(max_size=60),
    st.builds(lambda a, b: f"{a}{b}", st.sampled_from(CORPUS), st.text(max_size=20)),
)
DATES = (
    date.min,
    date(1, 1, 2),
    date(1900, 2, 28),
    date(2026, 2, 28),
    date(9999, 12, 30),
    date.max,
)
MOMENTS = tuple(
    datetime.combine(on, time(23, 59, 59, 999_999), UTC)
    for on in (date(1, 1, 2), date(1969, 12, 31), date(2026, 6, 11), date(9999, 12, 30))
)
anything: Strategy = st.one_of(
    nasty_text,
    st.none(),
    st.booleans(),
    st.integers(),
    st.floats(),
    st.sampled_from([*DATES, *MOMENTS, datetime(2026, 6, 11), time(1), b"\xff", 10**400, -1, 0]),
    st.lists(st.one_of(nasty_text, st.integers(), st.none()), max_size=3),
    st.dictionaries(st.text(max_size=5), nasty_text, max_size=2),
    st.uuids(),
)


def entries(model: type[BaseModel], **given: Strategy) -> Strategy:
    """What somebody might try to save as this model: a dictionary of fields."""
    fields = fitting(model, **given)
    names = sorted(set(model.model_fields) - HEADER)
    wrong = st.dictionaries(st.sampled_from(names), anything, max_size=2)
    odd = st.one_of(st.just({}), st.just({}), wrong)
    return st.builds(lambda right, other: right | other, fields, odd)


def fitting(model: type[BaseModel], **given: Strategy) -> Strategy:
    """Fields that mostly fit, with nasty words wherever words may be."""
    fields = {name: info for name, info in model.model_fields.items() if name not in HEADER}
    right = {
        name: given[name] if name in given else _for_field(info) for name, info in fields.items()
    }
    needed = {name: one for name, one in right.items() if fields[name].is_required()}
    return st.fixed_dictionaries(
        needed, optional={name: one for name, one in right.items() if name not in needed}
    )


def _for_field(info: FieldInfo) -> Strategy:
    return _fitting(info.annotation, tuple(info.metadata))


def _fitting(kind: Any, rules: tuple[Any, ...] = ()) -> Strategy:
    origin = get_origin(kind)
    if origin is Annotated:
        inner, *more = get_args(kind)
        flat = [r for one in more for r in (one.metadata if isinstance(one, FieldInfo) else [one])]
        return _fitting(inner, (*rules, *flat))
    if origin is Literal:
        return st.sampled_from(get_args(kind))
    if origin in (Union, types.UnionType):
        return st.one_of([_fitting(one, rules) for one in get_args(kind)])
    if origin is dict:
        return st.dictionaries(*(_fitting(one) for one in get_args(kind)), max_size=3)
    if origin is tuple:
        return st.lists(_fitting(get_args(kind)[0]), max_size=3)
    return _simple(kind, rules)


def _simple(kind: Any, rules: tuple[Any, ...]) -> Strategy:
    if kind is str:
        return _words(rules)
    if isinstance(kind, type) and issubclass(kind, BaseModel):
        return fitting(kind)
    low, high = _rule(rules, "ge", -1000), _rule(rules, "le", 1000)
    known: dict[Any, Strategy] = {
        bool: st.booleans(),
        int: st.one_of(st.integers(low, high), st.sampled_from([low, high])),
        float: st.floats(low, high),
        date: st.one_of(st.dates(), st.sampled_from(DATES)),
        datetime: (
            moment := st.one_of(st.sampled_from(MOMENTS), st.datetimes(timezones=st.just(UTC)))
        ),
        AwareDatetime: moment,
        UUID: st.uuids(),
        type(None): st.none(),
    }
    return known[kind]


def _rule(rules: tuple[Any, ...], name: str, otherwise: Any) -> Any:
    return next((getattr(r, name) for r in rules if getattr(r, name, None) is not None), otherwise)


def _words(rules: tuple[Any, ...]) -> Strategy:
    pattern = _rule(rules, "pattern", "")
    if pattern:
        return st.from_regex(pattern, fullmatch=True)
    if any(isinstance(rule, AfterValidator) for rule in rules):
        own = st.builds(lambda words: f"{OTHER}: {words}", nasty_text)
        return st.one_of(st.sampled_from(_allowed(rules)), own)
    most = _rule(rules, "max_length", 20_000)
    return nasty_text.map(lambda words: words[:most])


@cache
def _allowed(rules: tuple[Any, ...]) -> list[str]:
    """The words of the field's own list, found by asking the field."""
    field: TypeAdapter[str] = TypeAdapter(Annotated[(str, *rules)])
    return [
        word for word in sorted({w for name in _lists() for w in ids(name)}) if _fits(field, word)
    ]


def _fits(field: TypeAdapter[str], word: str) -> bool:
    try:
        field.validate_python(word)
    except ValidationError:
        return False
    return True
