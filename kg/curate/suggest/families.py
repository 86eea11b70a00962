"""Whom a family name alone means: “Kim”, after “Kim Jong Un”, though the graph knows another Kim."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator

    from kg.curate.suggest.known import Mention

_BRACKETS = re.compile(r" \(.*\)$")
#: A given name of two syllables as Korean ones are romanised, behind the family name: “Jong-un”.
_GIVEN_OF_TWO = re.compile(r"[A-Z][a-z]+-[a-z]+")
_SHORT = 5  # letters of a syllable: “Kim Jong Un”


def family_of(name: str) -> str:
    """The family name of a person's full name; "" for a name of one word.

    It stands first where a given name of two syllables follows (“Kim Jong Un”, “Kim Jong-un”), else last.
    """
    words = _BRACKETS.sub("", name).split()
    if len(words) < 2:
        return ""
    syllables = len(words) == 3 and all(len(word) <= _SHORT for word in words)
    return words[0] if syllables or _GIVEN_OF_TWO.fullmatch(words[1]) else words[-1]


@dataclass
class _Family:
    """Those of one family name: by name, persons of the text and of the graph; other names that may be persons."""

    here: dict[str, Mention] = field(default_factory=dict)
    known: dict[str, Mention] = field(default_factory=dict)
    unsure: set[str] = field(default_factory=set)


class Families:
    """The family names of one text, and the one person whom each means in it.

    ``named``: the persons whom the text names in full; ``unsure``: its other names of no known kind;
    ``known``: the persons of the graph.
    """

    def __init__(
        self, named: Iterable[Mention], unsure: Iterable[str], known: Iterable[Mention]
    ) -> None:
        self._families: defaultdict[str, _Family] = defaultdict(_Family)
        for person in named:
            self._families[family_of(person.name)].here.setdefault(person.name, person)
        for person in known:
            self._families[family_of(person.name)].known.setdefault(person.name, person)
        for name in unsure:
            if (family := family_of(name)) in self._families:
                self._families[family].unsure.add(name)
        self._families.pop("", None)

    @property
    def names(self) -> Collection[str]:
        """All family names, whether it is clear whom they mean or not."""
        return self._families.keys()

    def meant(self) -> Iterator[tuple[str, Mention, str]]:
        """Each family name that one person alone may mean, with that person, and why."""
        for name, family in self._families.items():
            if family.unsure:
                continue  # “Kim Yo Jong”, of whom the text does not say that it is a person
            if len(family.here) == 1:
                (person,) = family.here.values()
                if person.iri or not family.known:
                    yield name, person, f"the only {name} of this text: {person.name}"
            elif not family.here and len(family.known) == 1:
                (person,) = family.known.values()
                yield name, person, f"the only {name} in the graph: {person.name}"

    def has_others(self, name: str, person: Mention) -> bool:
        """Whether the graph knows others of a family name, so that a text has to name its own first."""
        return bool(self._families[name].known.keys() - {person.name})
