"""Korean names: whether Latin letters are a romanisation of Hangul, and what romanisations share."""

from __future__ import annotations

import re
from functools import lru_cache

# How each letter is romanised, by the South's rules, McCune-Reischauer without its marks, the
# North's habits and those of names in the press.
_INITIALS = (
    "k|g", "kk|gg", "n", "d|t", "tt|dd", "r|l|n|", "m", "b|p", "pp|bb", "s|sh", "ss", "", "j|ch", "jj|tch",
    "ch", "k", "t", "p", "h",
)  # fmt: skip
_VOWELS = (
    "a|ah", "ae", "ya", "yae", "eo|o", "e", "yeo|yo", "ye", "o|oh", "wa", "wae", "oe|we", "yo", "u|oo|woo",
    "wo|weo", "we", "wi", "yu|yoo", "eu|u", "ui|eui|i", "i|ee",
)  # fmt: skip
_FINALS = (
    "", "k|g|ng", "k|kk", "k|ks", "n|l", "n", "n", "t|d", "l|r|n", "k|l", "m", "p|l", "l", "l", "p", "l", "m",
    "p|b|m", "p", "t|s", "t|ss", "ng", "t|j", "t|ch", "k", "t", "p", "h|",
)  # fmt: skip
_FIRST, _LAST = 0xAC00, 0xD7A3
# Letters that romanisations of one name may differ in.
_LEVELLED = (("eo", "o"), ("eu", "u"), ("oo", "u"), ("ee", "i"), ("ou", "o"), ("sh", "s"), ("ch", "j"), ("tch", "j"),
             ("g", "k"), ("d", "t"), ("b", "p"), ("r", "l"), ("we", "oe"), ("wo", "o"))  # fmt: skip
#: Family names by how they are spelt, North and South.
_FAMILIES = {
    spelling: spellings.split()[0]
    for spellings in (
        "ri lee li yi i rhee rhie", "kim gim", "pak park bak", "choe choi", "ro no roh noh", "rim im lim yim",
        "ryu yu yoo lyu", "ryang yang", "jong jeong jung chung chong", "jo cho", "jon jeon chon chun", "jang chang",
        "ryo yo yeo", "u woo wu", "kwon gwon", "kang gang", "ko go koh", "paek baek paik", "han hahn",
        "mun moon", "yun yoon youn", "sin shin", "so seo suh", "o oh", "an ahn", "sim shim", "pae bae",
    )
    for spelling in spellings.split()
}  # fmt: skip


@lru_cache(maxsize=4096)
def _pattern(hangul: str) -> re.Pattern[str]:
    parts = []
    for letter in hangul:
        code = ord(letter) - _FIRST
        if not 0 <= code <= _LAST - _FIRST:
            parts.append(re.escape(letter))
            continue
        initial, rest = divmod(code, 21 * 28)
        vowel, final = divmod(rest, 28)
        parts.extend(f"(?:{s})" for s in (_INITIALS[initial], _VOWELS[vowel], _FINALS[final]))
    return re.compile("".join(parts))


def is_korean(hangul: str, latin: str) -> bool:
    """Whether Latin letters (no spaces) are a romanisation of a text in Hangul (no spaces)."""
    return _pattern(hangul).fullmatch(latin) is not None


def korean_key(words: list[str]) -> str:
    """What the romanisations of one Korean name share: Gim Yeong-bok and Kim Yong Bok.

    ``words`` are in Latin letters; the family name is the first. Empty where it is none of Korea.
    """
    if not words or words[0] not in _FAMILIES:
        return ""
    given = "".join(words[1:])
    for letters, one in _LEVELLED:
        given = given.replace(letters, one)
    return f"{_FAMILIES[words[0]]} {given}"
