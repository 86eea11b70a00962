"""Which known names may be the one asked for: a few candidates by their keys, then the comparison."""

from __future__ import annotations

import math
import re
from collections import defaultdict
from dataclasses import dataclass
from heapq import nlargest
from typing import TYPE_CHECKING

from kg.graph.naming.compare import compare, korean_of
from kg.graph.naming.letters import VOWELLESS, borrowed, consonants, sounded
from kg.graph.naming.parse import Parsed, parse
from kg.graph.naming.sorts import LEAST, SURE, Sort

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from kg.graph.naming.compare import Comparison
    from kg.store.nicknames import Name

#: What comes out for a name, the surest first.
OUTCOMES = MATCH, AMBIGUOUS, UNSURE, NONE = "match", "ambiguous", "unsure", "none"
_BRACKET = re.compile(r"\s*\([^()]*\)$")
_NEAR = 5  # a second entity with so little less is as likely: the name is ambiguous
_CANDIDATES = 24  # compared for a name
_LOOKED_AT = 20_000  # entries of the index for a name, the rarest keys first


@dataclass(frozen=True, slots=True)
class Likely:
    """A known name that may be meant, the score (100: the same) and why; ``doubt`` as in Comparison."""

    name: Name
    score: int
    reason: str
    doubt: str = ""


class NameIndex:
    """Known names, prepared to be compared with many others.

    ``sort_of`` says how the name of an entity is read; ``home_of`` names the document of a group
    without a name, which is never surely the one of another: None for all others.
    """

    def __init__(
        self,
        names: Iterable[Name],
        sort_of: Callable[[str], Sort],
        home_of: Callable[[str], str | None],
    ) -> None:
        self._sort_of, self._home_of = sort_of, home_of
        self._names: list[tuple[Name, Parsed]] = []
        self._places: defaultdict[str, list[int]] = defaultdict(list)
        self._sorts: set[Sort] = set()
        for name in names:
            self.add(name)

    def add(self, name: Name) -> None:
        """Make one more name known."""
        sort = self._sort_of(name.iri)
        # “Western officials (unnamed)”: the bracket is no part of what they are called.
        is_group = self._home_of(name.iri) is not None
        parsed = parse(_BRACKET.sub("", name.text) if is_group else name.text, sort)
        self._sorts.add(sort)
        for key in keys_of(parsed):
            self._places[key].append(len(self._names))
        self._names.append((name, parsed))

    def likely(self, text: str, least: int = LEAST) -> list[Likely]:
        """The names that may be meant, one an entity, best first; with a score from ``least`` on."""
        best: dict[str, Likely] = {}
        asked: dict[Sort, Parsed] = {sort: parse(text, sort) for sort in self._sorts}
        for name, parsed in self._candidates(asked.values()):
            found = compare(asked[parsed.sort], parsed)
            likely = self._weighed(name, found)
            earlier = best.get(name.iri)
            if likely.score >= least and (earlier is None or likely.score > earlier.score):
                best[name.iri] = likely
        return sorted(best.values(), key=lambda one: (-one.score, len(one.name.text), one.name.iri))

    def _weighed(self, name: Name, found: Comparison) -> Likely:
        home = self._home_of(name.iri)
        if home is None:
            return Likely(name, found.score, found.reason, found.doubt)
        reason = f"{found.reason}; a group without a name, of {home}"
        return Likely(name, min(found.score, SURE - 1), reason, found.doubt)

    def _candidates(self, asked: Iterable[Parsed]) -> Iterator[tuple[Name, Parsed]]:
        keys = {key for parsed in asked for key in keys_of(parsed)}
        found = sorted((self._places[key] for key in keys if key in self._places), key=len)
        weights: defaultdict[int, float] = defaultdict(float)
        looked_at = 0
        for places in found:
            looked_at += len(places)
            if looked_at > _LOOKED_AT and weights:
                break
            weight = math.log(1 + len(self._names) / len(places))
            for place in places:
                weights[place] += weight
        for place in nlargest(_CANDIDATES, weights, key=weights.__getitem__):
            yield self._names[place]


def keys_of(name: Parsed) -> set[str]:
    """What names that may be one have in common: words, sounds, consonants, three letters in a row."""
    keys = {f"={name.joined}"}
    for word in name.words:
        if word.number is not None:
            keys.add(f"#{word.number}")
            continue
        keys.add(f"w{word.text}")
        spelt = f"^{sounded(word.latin)}$"
        keys.update(spelt[i : i + 3] for i in range(len(spelt) - 2))
        if word.script in VOWELLESS or word.script == "latin":
            keys.add(f"c{consonants(word.text)}")
        if word.script not in VOWELLESS and len(bones := borrowed(word.latin)) > 1:
            keys.add(f"b{bones}")
    if korean := korean_of(name):
        keys.add(f"k{korean}")
    return keys


def outcome(ranked: list[Likely]) -> str:
    """The verdict on a name by what may be meant, the best first: one of OUTCOMES."""
    if not ranked:
        return NONE
    best = ranked[0].score
    if best < SURE:
        return UNSURE
    close = [one for one in ranked if one.score >= SURE and best - one.score < _NEAR]
    return MATCH if len(close) == 1 else AMBIGUOUS
