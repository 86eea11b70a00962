"""``kg match``: which entities of the graph the names of a list stand for, how surely, and why."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from kg.curate.new.slugs import transliterated
from kg.curate.sheets.lexicon import lexicon_of
from kg.errors import KgError, UnclearError, UsageError, did_you_mean, nearest
from kg.graph.search import fold
from kg.iris import KG, local_name

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from kg.graph.names import Name, Names
    from kg.graph.snapshot import Snapshot

#: What comes out for a name, the surest first.
OUTCOMES = MATCH, AMBIGUOUS, UNSURE, NONE = "match", "ambiguous", "unsure", "none"
#: From this score on a name stands for the entity, if no other entity has nearly the same score.
SURE = 88
_NEAR = 5  # a second entity with so little less is as likely: the name is ambiguous
_EXACT, _FOLDED, _LATIN, _KOREAN = 100, 98, 95, 90
_ALIKE = 0.9  # likeness of letters counts less than a name
_HANGUL = re.compile(r"[\uac00-\ud7a3]")
# Korean is romanised in several ways (Jeong, Jong, Chŏng): the letters that differ become one.
_LEVELLED = (("eo", "o"), ("eu", "u"), ("oo", "u"), ("ee", "i"), ("ch", "j"), ("g", "k"),
             ("d", "t"), ("b", "p"), ("r", "l"))  # fmt: skip


@dataclass(frozen=True, slots=True)
class Match:
    """An entity that may be meant: which of its names fits, the score (100: the same), and why."""

    iri: str
    label: str
    kind: str
    name: str
    score: int
    reason: str


@dataclass(frozen=True, slots=True)
class Reconciliation:
    """A name, its matches with the best first, and the outcome (one of OUTCOMES)."""

    name: str
    verdict: str
    matches: tuple[Match, ...]


class Matcher:
    """The names of a graph, prepared to be compared with many others."""

    def __init__(self, graph: Snapshot, kind: str | None = None) -> None:
        """``kind``: the name of a class, to whose entities the matches are limited.

        Raises UsageError for an unknown class, KgError without rapidfuzz.
        """
        try:
            import rapidfuzz  # noqa: F401
        except ImportError as error:
            raise KgError(
                f"this needs {error.name}, which is not installed",
                None,
                'run: pip install "entente-kg[match]"',
            ) from None
        lexicon = lexicon_of(graph.store, graph.prefixes)
        self._names: Names = lexicon.names
        kinds = [_class_of(self._names, kind)] if kind else []
        self._texts: defaultdict[str, list[Name]] = defaultdict(list)
        self._folded: defaultdict[str, list[Name]] = defaultdict(list)
        self._latin: defaultdict[str, list[Name]] = defaultdict(list)
        self._levelled: defaultdict[str, list[Name]] = defaultdict(list)
        for name in self._names.names:
            if not self._is_candidate(name.iri, kinds):
                continue
            latin = _latin(name.text)
            self._texts[name.text].append(name)
            self._folded[fold(name.text)].append(name)
            self._latin[latin].append(name)
            self._levelled[_level(latin)].append(name)

    def _is_candidate(self, iri: str, kinds: Sequence[str]) -> bool:
        if kinds:
            return self._names.is_a(iri, kinds) and iri not in kinds
        return self._names.is_entity(iri) or self._names.is_a(iri, (KG + "Weapon", KG + "Tactic"))

    def match(self, name: str, best: int = 3, least: int = 60) -> Reconciliation:
        """The entities that a name may stand for: at most ``best``, with a score from ``least`` on."""
        best_matches: dict[str, Match] = {}
        for score, reason, graph_names in self._candidates(name.strip(), least):
            for graph_name in graph_names:
                earlier = best_matches.get(graph_name.iri)
                if earlier is None or score > earlier.score:
                    best_matches[graph_name.iri] = self._match(graph_name, score, reason)
        ranked = sorted(best_matches.values(), key=lambda m: (-m.score, len(m.name), m.iri))
        ranked = [match for match in ranked if match.score >= least]
        return Reconciliation(name, _outcome(ranked), tuple(ranked[:best]))

    def _match(self, graph_name: Name, score: int, reason: str) -> Match:
        if score == _EXACT and not graph_name.preferred:
            reason = f"its alias ({graph_name.language})" if graph_name.language else "its alias"
        kinds = sorted(map(local_name, self._names.types[graph_name.iri]))
        kind = next((k for k in kinds if k not in ("NamedIndividual",)), "")
        return Match(
            graph_name.iri, self._names.label(graph_name.iri), kind, graph_name.text, score, reason
        )

    def _candidates(self, name: str, least: int) -> Iterator[tuple[int, str, list[Name]]]:
        yield _EXACT, "its name", self._texts.get(name, [])
        folded = fold(name)
        if not folded:
            return
        yield _FOLDED, "its name but for case, accents or marks", self._folded.get(folded, [])
        latin = _latin(name)
        written = (
            "the same name in Latin letters" if latin != folded else "the same in Latin letters"
        )
        yield _LATIN, written, self._latin.get(latin, [])
        if _HANGUL.search(name):
            yield _KOREAN, "its name as Korean is romanised", self._levelled.get(_level(latin), [])
        else:
            korean = [n for n in self._levelled.get(_level(latin), []) if _HANGUL.search(n.text)]
            yield _KOREAN, "its Korean name, romanised", korean
        yield from self._alike(latin, least)

    def _alike(self, latin: str, least: int) -> Iterator[tuple[int, str, list[Name]]]:
        from rapidfuzz import fuzz, process

        for scorer, reason in (
            (fuzz.ratio, "letters alike"),
            (fuzz.token_sort_ratio, "words alike, in any order"),
        ):
            for known, likeness, _ in process.extract(
                latin, list(self._latin), scorer=scorer, limit=10, score_cutoff=least / _ALIKE
            ):
                yield round(likeness * _ALIKE), f"{reason} ({likeness:.0f}%)", self._latin[known]
        for known, _, _ in process.extract(
            latin, list(self._latin), scorer=fuzz.token_set_ratio, limit=20, score_cutoff=99
        ):
            words, known_words = set(latin.split()), set(known.split())
            shared = len(words & known_words) / max(len(words), len(known_words), 1)
            if words < known_words:
                yield 60 + round(25 * shared), "a part of its name", self._latin[known]
            elif known_words < words:
                yield 60 + round(20 * shared), "its name, with more words", self._latin[known]


def _outcome(ranked: Sequence[Match]) -> str:
    if not ranked:
        return NONE
    if ranked[0].score < SURE:
        return UNSURE
    close = [match for match in ranked if ranked[0].score - match.score < _NEAR]
    return MATCH if len(close) == 1 else AMBIGUOUS


def _class_of(names: Names, kind: str) -> str:
    hint = ""
    for above in ("Entity", "Weapon", "Tactic"):
        try:
            return names.kind(kind, KG + above)
        except UnclearError as fault:
            hint = hint or fault.remedy
    raise UsageError(f"there is no kind “{kind}”", "--kind", hint or "name a class: military unit")


def _latin(text: str) -> str:
    """A name in Latin letters, folded; each syllable of Korean becomes a word."""
    if text.isascii():
        return fold(text)
    written = transliterated(text)
    if _HANGUL.search(text):
        written = re.sub(r"(?<=[a-z])(?=[A-Z])", " ", written)
    return fold(written)


def _level(latin: str) -> str:
    text = latin.replace(" ", "")
    for letters, replacement in _LEVELLED:
        text = text.replace(letters, replacement)
    return text


def filled_cells(
    rows: Iterable[Sequence[str]], column: str, where: str
) -> Iterator[tuple[int, str]]:
    """The filled cells of a column as (number of the row, text); the header is row 1.

    ``where`` is the name of the sheet in messages. Raises UsageError unless the header has the
    column once.
    """
    row_iterator = iter(rows)
    header = [" ".join(cell.split()).casefold() for cell in next(row_iterator, [])]
    wanted = " ".join(column.split()).casefold()
    if header.count(wanted) != 1:
        quoted = [f"“{name}”" for name in header if name]
        meant = [f"“{name}”" for name in nearest(wanted, filter(None, header))]
        hint = did_you_mean(meant, f"the columns are: {', '.join(quoted)}")
        if wanted in header:
            hint = "rename one of the two"
        problem = "twice a column" if wanted in header else "no column"
        raise UsageError(f"there is {problem} “{column}”", where, hint)
    index = header.index(wanted)
    for number, row in enumerate(row_iterator, start=2):
        if index < len(row) and row[index].strip():
            yield number, row[index].strip()
