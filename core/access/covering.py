"""Codes instead of names: for a supervisor, and while a screen is shared. Pure.

Names are replaced wherever they stand as whole words, in part or in whole, also inside notes.
What else could tell who somebody is (a place, a job, a pet name) is not recognised, and no
page claims that it is. A word that says nothing about who it is ("my", "boss") is no name.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from typing import Annotated, Any, Literal, NamedTuple, TypeVar, get_args, get_origin

from pydantic import AfterValidator, BaseModel
from pydantic.fields import FieldInfo

from core.clients.model import Client
from core.record import HEADER, Record

M = TypeVar("M", bound=BaseModel)
R = TypeVar("R", bound=Record)

# Kin, roles, titles, particles and small words: they stand in names of figures ("Other kids
# at school", "My client friend") without telling who it is.
_KEEP = frozenset(
    """
    mother father mum mom mummy mommy dad daddy papa mama parent parents sister brother sibling
    grandmother grandfather grandma grandpa gran granny nan nana aunt auntie uncle cousin niece
    nephew son daughter child children kid kids baby twin step stepmother stepfather stepmum
    stepdad foster carer caregiver nanny godmother godfather family relative husband wife spouse
    partner ex boyfriend girlfriend friend friends best mate neighbour neighbor neighbours
    mutter vater mama papa oma opa tante onkel bruder schwester freund freundin
    teacher coach boss manager colleague colleagues leader doctor nurse therapist counsellor
    counselor psychologist psychiatrist supervisor social worker priest pastor client patient
    session group team class school work church home house hospital office club dog cat animal
    pet place man woman men women boy boys girl girls people person someone somebody stranger
    adult teenager total
    mr mrs ms miss mx dr prof professor sir herr frau
    von van vom zu zur zum de del della der den di da do dos das du des le la les el al bin ibn
    ten ter
    the a an and or of at in on from to with without for by as is was has had his her hers him
    he she it its we us our they them their you your my me mine i this that these those there
    here who whose which when where what no not never ever always one two three first second
    third last next new old older oldest younger youngest elder little big other others another
    some any all every both same own half early late former then now yes als bis ins uns aus mit
    und
    """.split()
)
# Names that are ordinary words too: in small letters they are taken for the word.
_ALSO_WORDS = frozenset(
    """
    amber angel april art august autumn baker basil bell bill black blue booker bright brook
    brown carol case chance chase christian clay cliff cook crystal daisy dale dawn day dean
    dick don drew earl early ernest eve faith fern field fisher forest frank gale gay gene
    ginger glen grace grant gray green grey guy hank harmony harry hazel heath heather hill
    hold holly honey hope hunter iris ivy jack jade jasmine jean jewel joy june justice king
    lance lane lily long love mark marsh mason may melody mercy mia miles mini misty moon nick
    norm olive page park pat patience pearl peg penny per pierce piper poppy price prince queen
    rain ray read reed rich river rob robin rose ruby rusty sage sandy sky skip smart smith
    spring star stone storm strong sue summer sunny sweet tanner taylor tony trinity trip victor
    violet wade walker ward west white wild will winter wise wolf wood woods wren young
    anger criticism fear guilt loneliness panic rage sadness shame trust
    ben braun dan gross jung klein kurz lang schwarz weiss
    """.split()
)
_HIDDEN: dict[str, object] = {"email": "", "phone": "", "born": None}
# Ids of measures and accounts: kept as text, but nobody's words.
_IDS = {"account", "instrument", "instrument_version", "main_measure", "read_by"}

# Scripts written without spaces, or with endings joined on: Thai to Khmer, kana, Han, Hangul.
_JOINED = (
    "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3005-\u3007\u3040-\u30fa\u30fc-\u30ff"
    "\u3400-\u9fff\uac00-\ud7af\uf900-\ufaff\U00020000-\U0003ffff"
)
# Accents and vowel signs that stand as characters of their own, and what no eye can see.
_UNSEEN = "\u00ad\u200b-\u200d\u2060\ufeff"
_MARKS = (
    "\u0300-\u036f\u0483-\u0489\u0591-\u05bd\u05bf-\u05c7\u0610-\u061a\u064b-\u065f\u0670"
    "\u06d6-\u06ed\u0900-\u0963\u0966-\u0dff" + _UNSEEN
)
_LETTER = rf"[^\W\d_{_JOINED}]"
_WORD = re.compile(rf"({_LETTER}+(?:[{_MARKS}]+{_LETTER}*)*)")
_ASCII_WORD = re.compile(r"([A-Za-z]+)")
_RUN = re.compile(rf"[{_JOINED}]{{2,}}")
_FAMILY_AND_GIVEN = re.compile(r"[\u3400-\u9fff\uac00-\ud7af]{3,4}")
_ALIKE = str.maketrans(
    {"ı": "i", "ø": "o", "Ø": "O", "ł": "l", "Ł": "L", "đ": "d", "Đ": "D"}
    | {"æ": "ae", "Æ": "Ae", "œ": "oe", "Œ": "Oe"}
    | dict.fromkeys("\u00ad\u200b\u200c\u200d\u2060\ufeff", "")
)
_SPELT = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "å": "aa", "ø": "oe"})
_ID = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}")
_GAPS = (" ", "-", "\u00a0", "\u2010", "\u2011")


def _folded(word: str) -> str:
    """One spelling for all ways to write a word: capitals, accents, composed or not."""
    if word.isascii():
        return word.lower()
    apart = unicodedata.normalize("NFKD", word.translate(_ALIKE))
    return "".join(sign for sign in apart if not unicodedata.combining(sign)).casefold()


def _words(name: str) -> Iterator[str]:
    """The words a name is known by, folded: its parts, and its parts written as one."""
    name = unicodedata.normalize("NFC", name)
    parts = [part for part in re.split(r"\s+", name) if part]
    for one in (name, *parts):
        found = _WORD.findall(one)
        kept = [w for w in found if len(w) > 1 and _folded(w) not in _KEEP]
        yield from map(_folded, kept)
        yield from (_folded(w.lower().translate(_SPELT)) for w in kept if not w.isascii())
        if len(kept) > 1:
            yield _folded("".join(found))


def _runs(name: str) -> Iterator[str]:
    """The same for scripts without spaces; of 李小明 also the given name."""
    for run in _RUN.findall(unicodedata.normalize("NFC", name)):
        yield run
        if _FAMILY_AND_GIVEN.fullmatch(run):
            yield run[-2:]
            if len(run) == 4:
                yield run[:2]


def _phrases(name: str) -> Iterator[str]:
    """The whole of a name that small words are part of, such as My Le or Ada van Dijk."""
    parts = unicodedata.normalize("NFC", name).split()
    if len(parts) > 1 and parts[0][0].isupper() and parts[-1][0].isupper():
        if any(_folded(part) in _KEEP for part in parts):
            yield " ".join(parts)


def _pattern(listed: Iterable[str], shape: str) -> re.Pattern[str] | None:
    any_of = "|".join(map(re.escape, sorted(listed, key=len, reverse=True)))
    return re.compile(shape.replace("NAME", any_of)) if any_of else None


class _Hit(NamedTuple):
    """Part of a name: whom it can stand for, and the ending to keep."""

    codes: tuple[str, ...]
    ending: str = ""


class Cover:
    """Replaces the given names, whole or in part, by what stands for them."""

    def __init__(self, names: Mapping[str, str]) -> None:
        self._for: dict[str, tuple[str, ...]] = {}
        self._whole: dict[str, str] = {}
        self._seen: dict[str, _Hit | None] = {}
        for name, instead in names.items():
            for word in _words(name):
                self._for[word] = tuple(dict.fromkeys((*self._for.get(word, ()), instead)))
            for whole in (*_runs(name), *_phrases(name)):
                self._whole.setdefault(whole, instead)
        phrases = [whole for whole in self._whole if " " in whole]
        self._phrase = _pattern(phrases, r"(?<!\w)(NAME)(?=(?:e?s)?(?!\w))")
        self._run = _pattern(self._whole.keys() - set(phrases), "(NAME)(?:[ ・·]?(?:NAME))*")

    def text(self, words: str) -> str:
        """The text with names replaced; endings as in "Mara's" and "Maras" stay."""
        plain = words if words.isascii() else unicodedata.normalize("NFC", words)
        shown = self._wholly(self._phrase, plain)
        shown = self._spaced(shown) if self._for else shown
        shown = self._wholly(self._run, shown)
        return words if shown == plain else shown

    def _wholly(self, pattern: re.Pattern[str] | None, text: str) -> str:
        return pattern.sub(lambda found: self._whole[found.group(1)], text) if pattern else text

    def _spaced(self, text: str) -> str:
        pieces = (_ASCII_WORD if text.isascii() else _WORD).split(text)
        hits = [self._hit(word) for word in pieces[1::2]]
        if not any(hits):
            return text
        shown = [pieces[0]]
        standing: tuple[str, ...] = ()
        for word, hit, gap in zip(pieces[1::2], hits, pieces[2::2], strict=True):
            # "Mara Lindqvist" becomes one code, also when others share the family name.
            both = _in_both(standing, hit) if shown[-1] in _GAPS else ()
            if both:
                del shown[-2:]
            standing = both or (hit.codes if hit else ())
            shown += [standing[0] + hit.ending if hit and standing else word, gap]
        return "".join(shown)

    def _hit(self, word: str) -> _Hit | None:
        if word not in self._seen:
            self._seen[word] = self._looked_up(word)
        return self._seen[word]

    def _looked_up(self, word: str) -> _Hit | None:
        folded = _folded(word)
        for ending in ("", "s", "es"):
            stem = folded.removesuffix(ending)
            if stem not in self._for or not folded.endswith(ending):
                continue
            if ending and folded in _KEEP:
                continue
            if word.islower() and (len(stem) < 3 or stem in _ALSO_WORDS):
                return None  # "may" and "joy" are words before they are names
            return _Hit(self._for[stem], word[len(word) - len(ending) :])
        return None

    def record(self, record: R) -> R:
        """The record with names replaced in everything somebody typed.

        It is not checked again, because nobody may save it; a text that grew beyond the
        room its field has is cut, so that it can stand inside another model.
        """
        shown = self._part(record)
        if isinstance(record, Client):
            told = {**_HIDDEN, "code": record.code, "name": record.code}
            return shown.model_copy(update=told)
        return shown

    def _part(self, part: M) -> M:
        changed = {}
        for name, rule in _rules(type(part)):
            value = getattr(part, name)
            shown = self._shown(value, rule)
            if shown is not value:
                changed[name] = shown
        return part.model_copy(update=changed) if changed else part

    def _shown(self, value: Any, rule: _Rule) -> Any:
        if isinstance(value, str):
            return self._typed(value, rule) if value else value
        if isinstance(value, BaseModel):
            return self._part(value)
        if isinstance(value, tuple):
            shown = tuple(self._shown(one, rule) for one in value)
            return value if all(a is b for a, b in zip(shown, value, strict=True)) else shown
        return value

    def _typed(self, value: str, rule: _Rule) -> str:
        if rule.of_a_list:  # an id stays; only the words after "other:" are somebody's own
            given, colon, own = value.partition(":")
            covered = self.text(own)
            return value if covered is own else given + colon + covered
        shown = value if _ID.fullmatch(value) else self.text(value)
        if rule.room and len(shown) > max(rule.room, len(value)):
            return shown[: rule.room - 1].rstrip() + "…"
        return shown


def _in_both(standing: tuple[str, ...], hit: _Hit | None) -> tuple[str, ...]:
    return tuple(code for code in standing if code in hit.codes) if hit else ()


class _Rule(NamedTuple):
    """How a field is covered: as free text with so much room, or as a word of a list."""

    of_a_list: bool = False
    room: int = 0


@cache
def _rules(model: type[BaseModel]) -> tuple[tuple[str, _Rule], ...]:
    """The fields of a model that can hold somebody's words, found from their types."""
    found = (
        (name, _rule(field.annotation, field.metadata))
        for name, field in model.model_fields.items()
        if name not in _IDS and not (issubclass(model, Record) and name in HEADER)
    )
    return tuple((name, rule) for name, rule in found if rule)


def _rule(kind: Any, facts: Iterable[Any]) -> _Rule | None:
    if get_origin(kind) is Annotated:
        inner, *more = get_args(kind)
        return _rule(inner, [*_unpacked(more), *facts])
    if kind is str:
        return _rule_of_text(list(facts))
    if isinstance(kind, type) and issubclass(kind, BaseModel):
        return _Rule()
    if get_origin(kind) is Literal:
        return None
    return next((rule for one in get_args(kind) if (rule := _rule(one, ()))), None)


def _rule_of_text(facts: list[Any]) -> _Rule | None:
    if any(getattr(fact, "pattern", None) for fact in facts):
        return None  # a code or an id
    checks = (fact.func for fact in facts if isinstance(fact, AfterValidator))
    if any(getattr(check, "__module__", "") == "core.vocabulary" for check in checks):
        return _Rule(of_a_list=True)
    return _Rule(room=next((f.max_length for f in facts if hasattr(f, "max_length")), 0))


def _unpacked(facts: Iterable[Any]) -> Iterator[Any]:
    for fact in facts:
        yield from fact.metadata if isinstance(fact, FieldInfo) else (fact,)
