"""Is what a claim counts what stands beside its figure: soldiers, shells of 152 mm?"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from kg.claims.evidence.passages import Evidence
    from kg.claims.evidence.stated.figures import Figure
    from kg.claims.evidence.stated.language import Language

_UNITS = frozenset(("person", "round", "shell", "container", "piece"))
_GENERIC = frozenset(
    [
        "weapon",
        "system",
        "item",
        "machine",
        "vehicle",
        "equipment",
        "aircraft",
        "ship",
        "artillery",
        "weaponry",
        "launcher",
    ]
)


def is_named(item: Evidence, figure: Figure) -> bool:
    """Whether a name of what the claim counts stands beside the figure."""
    if not item.things:
        return False
    words = {_singular(word) for word in figure.words}
    return any(name <= words for name in _names(item.things))


@lru_cache(maxsize=1024)
def _names(things: tuple[str, ...]) -> tuple[frozenset[str], ...]:
    """The words of each name of a thing, in the singular, without what is in brackets."""
    names = (re.sub(r"\([^)]*\)", "", name).strip() for name in things)
    return tuple(
        frozenset(_singular(word) for word in re.findall(r"\w+", name.lower()))
        for name in names
        if name
    )


def _singular(word: str) -> str:
    return word[:-1] if len(word) > 3 and word.endswith("s") and not word.endswith("ss") else word


def wrong_thing(item: Evidence, figure: Figure, language: Language) -> str:
    """What is wrong with the unit, or with the kind counted; empty where nothing is, or is known."""
    unit = item.unit
    if unit is None or item.share:
        return ""
    if figure.measure:
        named = [_singular(w) for name in item.things for w in re.findall(r"\w+", name.lower())]
        if _singular(figure.measure) not in named:
            return (
                f"the number in the evidence is followed by “{figure.measure}”,"
                f" and the claim counts kg:{unit}"
            )
    if is_named(item, figure):
        return ""
    if not figure.things or unit not in _UNITS:
        return ""
    things = {thing.partition("-")[0] for thing in figure.things}
    said = " ".join(figure.words[:4])
    if unit not in things:
        return f"the evidence counts “{said}”, and the claim kg:{unit}"
    return _wrong_kind(item, figure, language, said)


def _wrong_kind(item: Evidence, figure: Figure, language: Language, said: str) -> str:
    """Whether the noun names another kind than the one counted: tanks are no missiles."""
    if language.code != "en" or not item.things:
        return ""
    counted = {_singular(w) for name in item.things for w in re.findall(r"\w+", name.lower())}
    digits = {word for word in figure.words if word.isdigit()}
    if digits and (own := {word for word in counted if word.isdigit()}) and not digits & own:
        return f"the evidence counts “{said}”, and the claim {item.things[0]}"
    if figure.things == {"person-civilian"} and not counted & {"civilian", "person", "people"}:
        return f"the evidence counts “{said}”, and the claim {item.things[0]}"
    if item.unit != "piece":
        return ""
    nouns = {_singular(word) for word in figure.words if language.thing(word) == "piece"} - _GENERIC
    known = {word for word in counted if language.thing(word) == "piece"} - _GENERIC
    if nouns and known and not nouns & known:
        return f"the evidence counts “{said}”, and the claim {item.things[0]}"
    return ""
