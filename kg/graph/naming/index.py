"""Which known names may be the one asked for: a few candidates by their keys, then the comparison."""

from __future__ import annotations

import math
import re
from collections import Counter, defaultdict
from dataclasses import dataclass
from heapq import nlargest
from itertools import chain, repeat
from typing import TYPE_CHECKING

from kg.graph.naming.compare import compare, korean_of
from kg.graph.naming.letters import VOWELLESS, borrowed, consonants, sounded
from kg.graph.naming.parse import Parsed, parse
from kg.graph.naming.sorts import LEAST, SURE, Sort

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping

    from kg.graph.naming.compare import Comparison
    from kg.store.nicknames import Name

#: What comes out for a name, the surest first.
OUTCOMES = MATCH, AMBIGUOUS, UNSURE, NONE = "match", "ambiguous", "unsure", "none"
_BRACKET = re.compile(r"\s*\([^()]*\)$")
_NEAR = 5  # a second entity with so little less is as likely: the name is ambiguous
_CANDIDATES = 24  # compared for a name
_STEPS = 2  # of the weight of a key, which is the logarithm of how rare it is
# Entries of the index for a name, the rarest keys first.
_LOOKED_AT, _LOOKED_AT_IF_SURE = 20_000, 2_000


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
        self._numbered: defaultdict[tuple[int, ...], list[int]] = defaultdict(list)
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
        self._numbered[parsed.numbers].append(len(self._names))
        self._names.append((name, parsed))

    def likely(self, text: str, least: int = LEAST) -> list[Likely]:
        """The names that may be meant, one an entity, best first; with a score from ``least`` on.

        From SURE on is quicker: what can only be unsure is not weighed.
        """
        best: dict[str, Likely] = {}
        only_sure = least >= SURE
        asked: dict[Sort, Parsed] = {sort: parse(text, sort) for sort in self._sorts}
        for name, parsed in self._candidates(asked, only_sure=only_sure):
            comparison = compare(asked[parsed.sort], parsed, only_sure=only_sure)
            likely = self._weighed(name, comparison)
            earlier = best.get(name.iri)
            if likely.score >= least and (earlier is None or likely.score > earlier.score):
                best[name.iri] = likely
        return sorted(best.values(), key=lambda one: (-one.score, len(one.name.text), one.name.iri))

    def _weighed(self, name: Name, comparison: Comparison) -> Likely:
        home = self._home_of(name.iri)
        if home is None:
            return Likely(name, comparison.score, comparison.reason, comparison.doubt)
        reason = f"{comparison.reason}; a group without a name, of {home}"
        return Likely(name, min(comparison.score, SURE - 1), reason, comparison.doubt)

    def _candidates(
        self, asked: Mapping[Sort, Parsed], *, only_sure: bool
    ) -> Iterator[tuple[Name, Parsed]]:
        """The names most like the one asked for, as it is read in each sort, the likeliest first.

        With ``only_sure`` those of other numbers are left out, and the rarest keys are enough: what
        differs in its spelling alone has most of them.
        """
        allowed: set[int] | None = None
        if only_sure and any(parsed.numbers for parsed in asked.values()):
            numbered = (self._numbered.get(parsed.numbers, ()) for parsed in asked.values())
            allowed = set(chain.from_iterable(numbered))
            if len(allowed) <= _CANDIDATES:
                yield from (self._names[place] for place in sorted(allowed))
                return
        weights = self._weights(asked.values(), _LOOKED_AT_IF_SURE if only_sure else _LOOKED_AT)
        places = weights if allowed is None else filter(allowed.__contains__, weights)
        for place in nlargest(_CANDIDATES, places, key=weights.__getitem__):
            yield self._names[place]

    def _weights(self, asked: Iterable[Parsed], most: int) -> Counter[int]:
        """How much the keys that known names share with one weigh, by the place of the name."""
        keys = {key for parsed in asked for key in keys_of(parsed)}
        postings = sorted((self._places[key] for key in keys if key in self._places), key=len)
        looked_at = 0
        weighed: list[Iterable[int]] = []
        for places in postings:
            looked_at += len(places)
            if looked_at > most and weighed:
                break
            weight = math.log(1 + len(self._names) / len(places))
            weighed += repeat(places, round(weight * _STEPS))
        # A place is counted as often as its keys weigh: counting is quicker than adding in Python.
        return Counter(chain.from_iterable(weighed))


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
