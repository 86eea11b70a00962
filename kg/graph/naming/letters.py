"""How a word is written: its script, its form without accents, in Latin letters, without vowels."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

_SCRIPTS = {
    "LATIN": "latin",
    "CYRILLIC": "cyrillic",
    "GREEK": "greek",
    "GEORGIAN": "georgian",
    "ARMENIAN": "armenian",
    "ARABIC": "arabic",
    "HEBREW": "hebrew",
    "HANGUL": "hangul",
    "CJK": "han",
    "KATAKANA": "kana",
    "HIRAGANA": "kana",
}
#: Scripts whose letters each stand for a sound, so that a romanisation tells the word.
ALPHABETS = frozenset({"cyrillic", "greek", "georgian", "armenian"})
#: Scripts that leave most vowels out.
VOWELLESS = frozenset({"arabic", "hebrew"})
# Combining classes that make another letter of the one before them: kept. All others are accents.
_LETTER_MARKS = (0, 7, 8, 9)
# Letters of Arabic, Persian and Hebrew that differ in form alone.
_SAME_LETTER = str.maketrans("أإآٱىیېکةۀךםןףץ", "اااايييكههכמנפצ")
_UNWRITTEN = re.compile("[\u0640\u200b-\u200f\u2060]")  # a line that stretches words; joiners


def script_of(text: str) -> str:
    """The script of the first letter of a text; empty without a letter, ``other`` for one not listed."""
    for letter in text:
        if letter.isalpha():
            return "latin" if letter.isascii() else _script(letter)
    return ""


@lru_cache(maxsize=4096)
def _script(letter: str) -> str:
    return _SCRIPTS.get(unicodedata.name(letter, "").partition(" ")[0], "other")


def folded(text: str) -> str:
    """A text without case, accents and vowel points; forms of one letter are one."""
    if text.isascii():
        return text.lower()
    decomposed = unicodedata.normalize("NFKD", _UNWRITTEN.sub("", text).casefold())
    bare = (c for c in decomposed if unicodedata.combining(c) in _LETTER_MARKS)
    return unicodedata.normalize("NFC", "".join(bare)).translate(_SAME_LETTER)


@lru_cache(maxsize=65536)
def latin(word: str) -> str:
    """A word in small letters a to z and digits."""
    if word.isascii():
        return re.sub(r"[^a-z0-9]", "", word.lower())
    from anyascii import anyascii  # its tables cost 40 ms

    return re.sub(r"[^a-z0-9]", "", anyascii(word).lower())


def simplified(text: str) -> str:
    """Han characters in their simplified form, so that one character has one form."""
    if all(ord(letter) < 0x2E80 for letter in text):
        return text
    to_traditional, to_simplified = _converters()
    return str(to_simplified.convert(to_traditional.convert(text)))


@lru_cache(maxsize=1)
def _converters():  # type: ignore[no-untyped-def]  # the package has no types
    from opencc import OpenCC

    return OpenCC("jp2t"), OpenCC("t2s")


# One sound as romanisations write it, in the order in which they are replaced.
_SOUNDS = (
    ("tsch", "ch"), ("tch", "ch"), ("sch", "sh"), ("cz", "ch"), ("ck", "k"), ("ph", "f"), ("x", "ks"),
    ("tz", "ts"), ("w", "v"), ("y", "i"), ("j", "i"), ("ie", "e"), ("ei", "e"), ("ou", "u"), ("oo", "u"),
)  # fmt: skip


@lru_cache(maxsize=65536)
def sounded(word: str) -> str:
    """A Latin word as all usual romanisations of one Cyrillic word spell it: Sergey, Sergej, Sergei."""
    for letters, one in _SOUNDS:
        word = word.replace(letters, one)
    return re.sub(r"(.)\1+", r"\1", word)


@lru_cache(maxsize=65536)
def one_romanisation(word: str) -> str:
    """A Latin word without what romanisations of one word differ in: Dmitry and Dmitrii, Alexander and Aleksander."""
    for letters, one in (
        ("ph", "f"),
        ("x", "ks"),
        ("w", "v"),
        ("y", "i"),
        ("ou", "u"),
        ("oo", "u"),
    ):
        word = word.replace(letters, one)
    word = re.sub(r"(?<=i|e)j$|^(?:ie|je)(?=[^aeiou])", lambda m: "i" if m[0] == "j" else "e", word)
    return re.sub(r"(.)\1+", r"\1", word)


def is_romanised(word: str, written_latin: str) -> bool:
    """Whether a Latin word is a romanisation of a word of an alphabet such as the Cyrillic one."""
    spelt = {sounded(written_latin), sounded(re.sub(r"(?<![kscz])h", "kh", written_latin))}
    ours = {sounded(latin(word))}
    if "г" in word or "ґ" in word:  # h in Ukrainian
        ours.add(sounded(latin(word.replace("г", "h"))))
    return not ours.isdisjoint(spelt)


_ARTICLE = re.compile("^ال(?=..)")
# What stays of Latin letters: one letter for all that one letter of such a script may become.
_CONSONANTS = (
    ("kh", "x"), ("sh", "S"), ("ch", "C"), ("gh", "g"), ("th", "t"), ("dh", "z"), ("zh", "z"),
    ("ts", "s"), ("tz", "s"), ("ph", "b"), ("q", "k"), ("c", "k"), ("j", "g"), ("f", "b"), ("p", "b"),
    ("v", ""), ("w", ""),
)  # fmt: skip
_BONES = {
    letter: bone
    for bone, letters in {
        "b": "بپفבפ", "t": "تطثטת", "g": "جغگג", "C": "چ", "h": "حهהח", "x": "خ", "d": "دضד",
        "z": "ذزژظז", "r": "رר", "s": "سصסצ", "S": "شש", "k": "قكקכ", "l": "لל", "m": "مמ", "n": "نנ",
    }.items()
    for letter in letters
}  # fmt: skip


@lru_cache(maxsize=65536)
def consonants(word: str) -> str:
    """A word as a script without vowels has it; of Latin letters or of such a script."""
    if script_of(word) in VOWELLESS:
        bones = "".join(_BONES.get(letter, "") for letter in _ARTICLE.sub("", word))
    else:
        bones = word
        for letters, one in _CONSONANTS:
            bones = bones.replace(letters, one)
        bones = re.sub("[aeiouy]", "", bones)
    return re.sub(r"(.)\1+", r"\1", bones)


def has_same_consonants(word: str, written_latin: str) -> bool:
    """Whether a Latin word may be one of a script without vowels; a silent h counts for nothing."""
    bones = consonants(word)
    if not bones:
        return False
    spelt = {consonants(written_latin.replace("v", v).replace("j", j)) for v in "vb" for j in "jy"}
    return any(
        bones == other or bones.replace("h", "") == other.replace("h", "") != "" for other in spelt
    )


_LOAN = str.maketrans("vfpdgcqlzjx", "bbbtkkkrsss")


@lru_cache(maxsize=65536)
def borrowed(word: str) -> str:
    """What is left of a Latin word when Chinese, Japanese or Korean takes it over as a name."""
    bare = word.replace("sh", "s").replace("ch", "s").replace("ck", "k").replace("ts", "s")
    return re.sub(r"(.)\1+", r"\1", re.sub("[aeiouywh]", "", bare.translate(_LOAN)))
