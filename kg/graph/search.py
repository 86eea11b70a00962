"""Find entities, documents and claims by name, title and wording; small typos are forgiven."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from heapq import heappop, heappush
from itertools import islice
from typing import TYPE_CHECKING

import pyoxigraph as ox

from kg.errors import UsageError
from kg.graph.naming.numbers import same_number, word_number
from kg.iris import RDF, local_name
from kg.store.search_texts import NAME, TITLE, WORDS, is_claim
from kg.text.folding import fold

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kg.graph.snapshot import Snapshot
    from kg.store.base import Store
    from kg.store.search_index import Row, SearchIndex
    from kg.store.search_texts import SearchText

# How alike two words must be to be taken for one with a typo: one edit in a word of four
# letters, two in one of nine.
_CUTOFF = 0.77
_DERIVED = "https://w3id.org/entente/view/derived"
#: How well a word fits that is the asked one, another spelling of its number, begins with it, holds
#: it; one with a typo fits by as much of the last as it is alike.
_SAME, _NUMBER, _START, _PART, _TYPO = 1.0, 0.97, 0.95, 0.85, 0.849
#: How well a text fits that is just the words, begins with them, or holds them.
_WHOLE, _BEGIN, _HELD = 1.0, 0.9, 0.8
#: So many rows are graded one by one; of more, so many choices of words are looked up, the best first.
_FEW, _STEPS = 300, 60


@dataclass(frozen=True, slots=True)
class Hit:
    """What fits a search: its kind and label, the text that fitted, and how well.

    ``score`` runs from 0 (not at all) to 1 (best). ``claim``: the IRI of the claim by which the
    text that fitted is a nickname.
    """

    iri: str
    kind: str
    label: str
    matched: str
    score: float
    claim: str = ""


def find(graph: Snapshot, words: str, limit: int = 20) -> list[Hit]:
    """Entities first, then documents, then claims, each the best first.

    What has the words as its id (``c020``) comes before all. Raises UsageError when there is nothing
    to find by.
    """
    folded = fold(words)
    if not folded:
        raise UsageError("there is no word to look for", None, 'try: kg find "storm corps"')
    hits: dict[str, Hit] = {}
    index = graph.search_index
    for row in index.with_id(folded, limit):
        hits.setdefault(row.text.iri, _hit(graph, row.text, _WHOLE))
    asked = _Asked(index, folded)
    for sort in (NAME, TITLE, WORDS):
        for text, score in asked.fitting(sort, limit):
            if len(hits) >= limit:
                break
            if text.iri not in hits:
                hits[text.iri] = _hit(graph, text, score)
    return list(hits.values())[:limit]


def _hit(graph: Snapshot, text: SearchText, score: float) -> Hit:
    if is_claim(text.iri):
        return Hit(text.iri, "Claim", text.text, text.text, score)
    kind = kind_of(graph.store, text.iri)
    return Hit(text.iri, kind, graph.labels(text.iri), text.text, score, text.claim)


def kind_of(store: Store, iri: str) -> str:
    """The class of an entity, as its file states it: its local name; empty without one."""
    kinds = sorted(
        local_name(quad.object.value)
        for quad in store.quads(ox.NamedNode(iri), ox.NamedNode(RDF + "type"))
        if isinstance(quad.object, ox.NamedNode)
        and getattr(quad.graph_name, "value", "") != _DERIVED
    )
    return next((kind for kind in kinds if kind != "NamedIndividual"), "")


class _Asked:
    """The words that are looked for, and those of the texts that are like them."""

    def __init__(self, index: SearchIndex, folded: str) -> None:
        self.index, self.folded, self.words = index, folded, folded.split()

    def fitting(self, sort: int, most: int) -> Iterator[tuple[SearchText, float]]:
        """The texts of a sort that fit, the best first; of those equally good the shortest."""
        seen: set[int] = set()
        for score, rows in self._steps(sort, most, seen):
            for row in rows:
                if row.number not in seen:
                    seen.add(row.number)
                    yield row.text, score

    def _steps(self, sort: int, most: int, seen: set[int]) -> Iterator[tuple[float, list[Row]]]:
        """Rows that fit less and less well; some of an earlier step may stand in a later one.

        Words with a typo come last: they ask for all words of all texts.
        """
        yield _WHOLE, self.index.equal(sort, self.folded, most)
        yield _BEGIN, self.index.beginning(sort, self.words, most + len(seen))
        yield from self._graded(sort, most, seen, self._exact)
        yield from self._graded(sort, most, seen, self._with_typos)

    def _graded(
        self, sort: int, most: int, seen: set[int], levels: list[dict[float, list[str]]]
    ) -> Iterator[tuple[float, list[Row]]]:
        """The rows that hold for each asked word one of those of its levels, the best first."""
        every = [[word for words in level.values() for word in words] for level in levels]
        rows = self.index.holding(sort, every, _FEW) if all(every) else []
        if len(rows) < _FEW:
            fits = [
                {word: fit for fit, words in level.items() for word in words} for level in levels
            ]
            graded = [(_fit(row.text.text, fits), row) for row in rows]
            for fit, row in sorted(graded, key=lambda one: -one[0]):
                yield fit * _HELD, [row]
            return
        for fit, groups in islice(_best_first(levels), _STEPS):
            yield fit * _HELD, self._enough(sort, groups, most, seen)
        yield 0.0, self._enough(sort, every, most, seen)

    def _enough(self, sort: int, groups: list[list[str]], most: int, seen: set[int]) -> list[Row]:
        """The first rows that hold a word of each group: of ``most`` different things, if there are."""
        wanted = most + len(seen)
        rows = self.index.holding(sort, groups, wanted)
        # Several names of one thing may fill a page.
        while len(rows) == wanted and len({row.text.iri for row in rows}) < most:
            wanted *= 2
            rows = self.index.holding(sort, groups, wanted)
        return rows

    @cached_property
    def _exact(self) -> list[dict[float, list[str]]]:
        """For each asked word those that are it, count the same, begin with it or hold it."""
        return [_by_fit(self._alike(word)) for word in self.words]

    @cached_property
    def _with_typos(self) -> list[dict[float, list[str]]]:
        """The same, and those that differ by a typo: they ask for all words of all texts."""
        every = self.index.words() if any(len(word) >= 4 for word in self.words) else []
        return [_by_fit(self._alike(word) | _typos(word, every)) for word in self.words]

    def _alike(self, word: str) -> dict[str, float]:
        index = self.index
        fits: dict[str, float] = {}
        if len(word) >= 4:
            fits |= dict.fromkeys(index.words_holding(word), _PART)
        if len(word) >= 3:
            fits |= dict.fromkeys(index.words_beginning(word), _START)
        if (number := word_number(word)) is not None:
            fits |= dict.fromkeys(index.known(same_number(number)), _NUMBER)
        return fits | dict.fromkeys(index.known([word]), _SAME)


def _fit(text: str, fits: list[dict[str, float]]) -> float:
    """How well a text fits, on average of the asked words: each by the best of the text's words."""
    words = fold(text).split()
    return sum(max(fit.get(word, 0.0) for word in words) for fit in fits) / len(fits)


def _best_first(
    levels: list[dict[float, list[str]]],
) -> Iterator[tuple[float, list[list[str]]]]:
    """One level of each asked word, the choice with the best average first: the fit, and the words."""
    ordered = [sorted(level.items(), reverse=True) for level in levels]

    def fit(choice: tuple[int, ...]) -> float:
        return sum(of[at][0] for of, at in zip(ordered, choice, strict=True)) / len(ordered)

    first = (0,) * len(ordered)
    ahead, met = [(-fit(first), first)], {first}
    while ahead:
        lost, choice = heappop(ahead)
        yield -lost, [of[at][1] for of, at in zip(ordered, choice, strict=True)]
        for place, at in enumerate(choice):
            following = (*choice[:place], at + 1, *choice[place + 1 :])
            if at + 1 < len(ordered[place]) and following not in met:
                met.add(following)
                heappush(ahead, (-fit(following), following))


def _by_fit(fits: dict[str, float]) -> dict[float, list[str]]:
    """The words by how well they fit."""
    levels: dict[float, list[str]] = {}
    for word, fit in sorted(fits.items()):
        levels.setdefault(fit, []).append(word)
    return levels


def _typos(word: str, others: list[str]) -> dict[str, float]:
    """Of some words those that are the asked one but for a typo, with how well they fit."""
    if len(word) < 4 or not word.isalpha():
        return {}
    from difflib import SequenceMatcher

    matcher = SequenceMatcher()
    matcher.set_seq2(word)  # what it works out of the second it keeps
    fits = {}
    for other in others:
        if abs(len(word) - len(other)) <= 2 and other != word and word not in other:
            matcher.set_seq1(other)
            if matcher.quick_ratio() >= _CUTOFF and (ratio := matcher.ratio()) >= _CUTOFF:
                fits[other] = ratio * _TYPO
    return fits
