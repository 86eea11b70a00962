"""A name in its words: what is a number, a legal form, a title, an initial, and what is left."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache

from kg.graph.naming.letters import folded, latin, script_of, simplified
from kg.graph.naming.numbers import joined, spelt_number, word_number
from kg.graph.naming.persons import titles
from kg.graph.naming.sorts import Sort
from kg.graph.naming.units import in_english


@dataclass(frozen=True, slots=True)
class Word:
    """One word of a name: as written (folded), in Latin letters, its number; ``place`` counts from 0."""

    text: str
    latin: str
    script: str
    number: int | None = None
    initial: bool = False
    place: int = 0


@dataclass(frozen=True)
class Parsed:
    """A name as it is compared. ``forms`` are legal forms: as written, each with its class."""

    text: str
    sort: Sort
    words: tuple[Word, ...]
    numbers: tuple[int, ...]
    forms: frozenset[tuple[str, str]] = frozenset()
    titles: frozenset[str] = frozenset()
    translated: bool = False

    @property
    def joined(self) -> str:
        """All words in one, as written."""
        return "".join(word.text for word in self.words)


_LONGEST = 500  # letters of a name that are read
_APOSTROPHES = re.compile(r"['’‘`´ʼʹ\"“”„«»]")
_ORDINAL_ENDING = re.compile(
    r"(?<=\d)(?:st|nd|rd|th|eme|ème|er|ª|º)(?!\w)|(?<=\d)-(?:[аяеїй]|го|га|ша|та|ма|ий|ый|ой|ая|ое|ої|му|th|st|nd|rd)(?!\w)"
    r"|(?<=\d)[яйї](?!\w)|(?<=\d)\s*번째",
    re.IGNORECASE,
)
_ORDINAL_SIGN = re.compile(
    r"(?:№|(?<!\w)(?:no|nr)\.?(?=\s*\d))|第(?=[\d〇一二三四五六七八九十])|(?<!\w)제(?=\s*\d)",
    re.IGNORECASE,
)
_DOTTED = re.compile(
    r"(?<![^\W_])(?:[^\W\d_]\.){2,}[^\W\d_]?(?![^\W\d_])|(?<![^\W_])(?:[^\W\d_]\. ){2,}(?=[^\W\d_]\.)"
)
_MISREAD = str.maketrans("013459", "oieasg")
_SPELT = {
    "organisation": "organization",
    "organisations": "organizations",
    "centre": "center",
    "defence": "defense",
    "programme": "program",
    "labour": "labor",
    "armour": "armor",
    "armoured": "armored",
    "theatre": "theater",
    "us": "unitedstates",
    "usa": "unitedstates",
    "uk": "unitedkingdom",
}
_SHORTENED = {
    "intl": "international", "dept": "department", "govt": "government", "natl": "national", "assn": "association",
    "corp": "corporation", "co": "company", "cie": "company", "bros": "brothers", "univ": "university",
    "inst": "institute", "und": "and", "et": "and", "grp": "group",
}  # fmt: skip


@lru_cache(maxsize=65536)
def parse(text: str, sort: Sort) -> Parsed:
    """The parts of a name."""
    whole = text[:_LONGEST].encode("utf-8", "replace").decode()  # lone surrogates are no letters
    raw = _ORDINAL_ENDING.sub("", _ORDINAL_SIGN.sub(" ", unicodedata.normalize("NFKC", whole)))
    raw = simplified(raw)
    if sort is Sort.PERSON:
        return _person(text, raw)
    return _other(text, raw, sort)


def _person(text: str, raw: str) -> Parsed:
    raw = _APOSTROPHES.sub("", raw)
    head, comma, tail = raw.partition(",")
    after = set(_split(folded(tail)))
    if (comma and after <= titles()) or (
        comma and "," not in tail and not after <= {"jr", "sr", "ii", "iii"}
    ):
        raw = f"{tail} {head}"
    words = _split(folded(raw.replace(".", " ")))
    # A digit between letters is a letter that was misread.
    words = [w.translate(_MISREAD) if re.search(r"[a-z]\d|\d[a-z]", w) else w for w in words]
    given, left = _titled(words)
    parsed = tuple(
        Word(
            text=w,
            latin=latin(w),
            script=script_of(w),
            number=_of_a_ruler(w) if place and place == len(left) - 1 else _decimal(w),
            initial=len(w) == 1 and script_of(w) in _LETTERED,
            place=place,
        )
        for place, w in enumerate(left)
    )
    numbers = tuple(sorted(w.number for w in parsed if w.number is not None))
    return Parsed(text, Sort.PERSON, parsed, numbers, titles=frozenset(given) - {"the"})


def _titled(words: list[str]) -> tuple[list[str], list[str]]:
    """The titles that a name begins with (in Korean or Chinese: ends with), and what is left."""
    start, end = 0, len(words)
    while start < end - 1 and words[start] in titles():
        start += 1
        while start < end - 2 and words[start] in _WITHIN_TITLES and words[start + 1] in titles():
            start += 1  # “Minister of Defence”
    while (
        end > start + 1
        and script_of(words[end - 1]) in ("hangul", "han")
        and words[end - 1] in titles()
    ):
        end -= 1
    return words[:start] + words[end:], words[start:end]


#: Small words within a title: “Minister of Defence”.
_WITHIN_TITLES = frozenset({"of", "the", "for", "and", "de", "del", "der", "und", "du"})
#: What stands before the names of merchant ships.
SHIPS = frozenset({"mv", "mt", "ss"})
_LETTERED = frozenset({"latin", "cyrillic", "greek", "armenian", "georgian"})


def _other(text: str, raw: str, sort: Sort) -> Parsed:
    raw = raw.replace("&", " and ")
    raw = _DOTTED.sub(lambda match: re.sub(r"[. ]", "", match[0]) + " ", raw)
    if sort is Sort.THING:
        raw = re.sub(r"^\s*m[/. ]([vt])(?=[. ])", r"m\1", raw, flags=re.IGNORECASE)
    name = folded(_APOSTROPHES.sub("", raw))
    forms: frozenset[tuple[str, str]] = frozenset()
    if sort is Sort.COMPANY:
        name, forms = _without_forms(name)
    translated = False
    tokens = _split(re.sub(r"(?<=\d)(?=[^\W\d_])|(?<=[^\W\d_])(?=\d)", " ", name))
    if sort is Sort.UNIT:
        english, translated = in_english(" ".join(tokens))
        tokens = english.split()
    first = {"the"} | (SHIPS if sort is Sort.THING else set())
    if len(tokens) > 1 and tokens[0] in first and not tokens[1].isdecimal():
        tokens = tokens[1:]
    words = _numbered(tokens, sort is Sort.COMPANY)
    numbers = tuple(sorted(word.number for word in words if word.number is not None))
    return Parsed(text, sort, words, numbers, forms, translated=translated)


def _numbered(tokens: list[str], is_company: bool) -> tuple[Word, ...]:
    words: list[Word] = []
    for token in tokens:
        token = _SPELT.get(token, token)
        if is_company:
            token = _SHORTENED.get(token, token)
        number = word_number(token) if (plain := _decimal(token)) is None else plain
        number = spelt_number(token) if number is None else number
        if number is not None and words and (before := words[-1].number) is not None:
            whole = joined([before, number])
            if len(whole) == 1:
                words.pop()
                number = whole[0]
        shown = token if number is None else str(number)
        words.append(
            Word(shown, latin(shown), script_of(shown) or "number", number, place=len(words))
        )
    return tuple(words)


def _without_forms(name: str) -> tuple[str, frozenset[tuple[str, str]]]:
    from rigour.names import extract_org_types, remove_org_types, replace_org_types_compare

    # A number of Roman letters is no form: “II” is one in Poland.
    bare = " ".join(
        word if (number := word_number(word)) is None else str(number)
        for word in _split(re.sub(r"(?<=[^\W\d_])\.(?=[^\W\d_]\b)", "", name))
    )
    found = extract_org_types(bare, generic=True)
    left = " ".join(remove_org_types(bare).split())
    if not found or not left:
        return bare, frozenset()
    return left, frozenset((replace_org_types_compare(form), kind) for form, kind in found)


def _of_a_ruler(word: str) -> int | None:
    """The number of the last word of a person's name, as in “John Paul II”."""
    return word_number(word) if len(word) > 1 else _decimal(word)


def _decimal(word: str) -> int | None:
    return int(word) if word.isdecimal() else None


def _split(text: str) -> list[str]:
    """The words of a text: runs of letters, marks and digits."""
    if text.isascii():
        return re.findall(r"[a-z0-9]+", text)
    return "".join(c if unicodedata.category(c)[0] in "LMN" else " " for c in text).split()
