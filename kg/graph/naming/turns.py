"""Whether a name that is spelt alike says another thing: its opposite, another direction or number."""

from __future__ import annotations

import difflib
import re
import unicodedata

#: Words that deny what is said, and those that say in which direction it goes.
_DENYING = frozenset(("not", "no", "never", "nor", "neither", "without", "former", "non", "anti", "ex"))  # fmt: skip
_DIRECTION = frozenset(("by", "from", "to", "against"))
_PREFIXES = ("un", "in", "im", "ir", "il", "non", "dis", "anti", "mis", "de", "counter")
_OPPOSITES = (
    ("least", "most"), ("more", "less"), ("more", "fewer"), ("over", "under"), ("above", "below"),
    ("before", "after"), ("first", "last"), ("north", "south"), ("northern", "southern"),
    ("east", "west"), ("eastern", "western"), ("upper", "lower"), ("minimum", "maximum"),
    ("lowest", "highest"), ("increase", "decrease"), ("import", "export"), ("imported", "exported"),
    ("win", "lose"), ("won", "lost"), ("ally", "enemy"), ("supports", "opposes"),
    ("attack", "defence"), ("attacker", "defender"), ("attacker", "attacked"), ("sent", "received"),
    ("supplier", "recipient"), ("seller", "buyer"), ("sold", "bought"), ("precedes", "follows"),
    ("internal", "external"), ("begin", "end"), ("start", "stop"), ("joined", "left"),
    ("deployed", "withdrawn"), ("asserts", "denies"), ("true", "false"), ("dead", "alive"),
    ("killed", "wounded"), ("gained", "lost"), ("pro", "anti"), ("inner", "outer"),
)  # fmt: skip
_OPPOSITE: dict[str, set[str]] = {}
for _one, _other in _OPPOSITES:
    _OPPOSITE.setdefault(_one, set()).add(_other)
    _OPPOSITE.setdefault(_other, set()).add(_one)
_ALIKE = 0.75  # of two words, for one to be a misspelling of the other


def words_of(text: str) -> list[str]:
    """The words of a text, without case and accents."""
    decomposed = unicodedata.normalize("NFKD", text.casefold())
    return re.findall(r"[^\W\d_]+", "".join(c for c in decomposed if not unicodedata.combining(c)))


def is_near(word: str, others: list[str]) -> bool:
    """Whether a word is one of others, or spelt much like one."""
    return word in others or any(_ratio(word, other) >= _ALIKE for other in others)


def is_turned(text: str, label: str, *, term: bool) -> bool:
    """Whether a label says another thing than a text that is spelt alike.

    ``term``: it is a word or relation, whose direction is all of its meaning; the name of a thing may
    be written in part, “deployment of troops” for the one to Russia.
    """
    said, named = words_of(text), words_of(label)
    if _DENYING & {*said} != _DENYING & {*named}:
        return True
    one, other = _DIRECTION & {*said}, _DIRECTION & {*named}
    if one != other and (term or (one and other)):
        return True
    numbers = re.findall(r"\d+", text)
    if numbers and sorted(numbers) != sorted(re.findall(r"\d+", label)):
        return True
    mine = [word for word in said if word not in named]
    theirs = [word for word in named if word not in said]
    return any(_are_opposite(a, b) for a in mine for b in theirs)


def _are_opposite(written: str, named: str) -> bool:
    """Whether a word, perhaps misspelt, is the opposite of another."""
    for opposite in _OPPOSITE.get(named, ()):
        if _ratio(written, opposite) > max(_ratio(written, named), _ALIKE):
            return True
    for prefix in _PREFIXES:
        for longer, shorter in ((written, named), (named, written)):
            bare = longer.removeprefix(prefix)
            if bare != longer and len(bare) > 2 and not shorter.startswith(prefix):
                closer = _ratio(bare, shorter)
                if closer >= _ALIKE and closer > _ratio(longer, shorter):
                    return True
    return False


def _ratio(one: str, other: str) -> float:
    return difflib.SequenceMatcher(None, one, other).ratio()
