"""The graph's own names in a sentence: entities, kinds of weapons, and states by what texts call them."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from kg.curate.suggest.states import STATES
from kg.errors import UnclearError
from kg.iris import KG
from kg.text.folding import fold

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from kg.curate.sheets.lexicon import Lexicon

#: What a mention is, which says where it may stand in a relation.
STATE, ADJECTIVE, CAPITAL, PERSON, UNIT, BODY = (
    "state",
    "adjective",
    "capital",
    "person",
    "unit",
    "body",
)
AGREEMENT, WEAPON, PLACE, GROUP, THING = "agreement", "weapon", "place", "group", "thing"
ACTORS = frozenset((STATE, CAPITAL, PERSON, UNIT, BODY, GROUP))
_SORTS = (
    ("State", STATE), ("Person", PERSON), ("MilitaryUnit", UNIT), ("ArmedForce", UNIT),
    ("Organisation", BODY), ("Alliance", BODY), ("UnidentifiedGroup", GROUP), ("Agreement", AGREEMENT),
    ("Weapon", WEAPON), ("Place", PLACE),
)  # fmt: skip
_TOKEN = re.compile(r"\w+")
_SPELT = {"defense": "defence", "program": "programme", "programs": "programmes", "center": "centre",
          "organization": "organisation", "labor": "labour", "organizations": "organisations"}  # fmt: skip
_HANGUL = re.compile("[\uac00-\ud7af]{2,}")
_PARTICLES = frozenset(
    (
        "",
        *"은는이가을를의에과와도로측군",
        "으로",
        "에서",
        "에게",
        "에는",
        "까지",
        "부터",
        "만",
        "이나",
        "라고",
    )
)
_DATED = re.compile(r"(?P<name>\w+(?: \w+){2,}) (?:of|between) (?P<parties>.+) \((?P<year>\d{4})\)")
_SHORT = 5  # letters of an abbreviation, which a text must write in capitals too


@dataclass(frozen=True, slots=True)
class Mention:
    """A name at its place in a sentence (end exclusive).

    ``name``: what a cell says for it; ``kind``: the label of its class where it is new, else "";
    ``iri``: where the graph knows it; ``why``: how it was recognised where that is no plain name.
    """

    start: int
    end: int
    name: str
    sort: str
    iri: str = ""
    kind: str = ""
    why: str = ""


@lru_cache(maxsize=65536)
def folded(word: str) -> str:
    """A word as names are compared by: small, without accents, in the British spelling."""
    small = fold(word)
    return _SPELT.get(small, small)


def tokens(text: str) -> tuple[str, ...]:
    """The words of a name, folded."""
    return tuple(folded(word) for word in _TOKEN.findall(text))


class KnownNames:
    """The names of a graph, found in sentences by their words."""

    def __init__(self, lexicon: Lexicon) -> None:
        self.lexicon, self.names = lexicon, lexicon.names
        self._by_words: defaultdict[tuple[str, ...], dict[str, str]] = defaultdict(dict)
        self._lengths: defaultdict[str, set[int]] = defaultdict(set)
        self._hangul: defaultdict[str, set[str]] = defaultdict(set)
        self._spelt: dict[str, str] = {}
        for name in self.names.names:
            sort = self.sort(name.iri)
            if sort is None or not name.text or "(unspecified)" in name.text:
                continue
            self._add(name.text, name.iri)
            if sort == WEAPON and name.language == "en" and not self.names.is_entity(name.iri):
                self._add(f"{name.text}s", name.iri)
        self.states: dict[str, tuple[Mention, str]] = {}
        self.state_names: dict[str, tuple[str, ...]] = {}
        self.adjectives: dict[str, tuple[str, ...]] = {}
        for names, adjectives, capitals in STATES:
            self._add_state(names, adjectives, capitals)
        longest = sorted(self.states, key=len, reverse=True)
        self._state = re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, longest))})(?!\w|\.\w)")

    def _add(self, text: str, iri: str) -> None:
        words = tokens(text)
        if not words or (len(words) == 1 and len(words[0]) < 2):
            return
        self._by_words[words][iri] = text
        self._lengths[words[0]].add(len(words))
        if _HANGUL.fullmatch(text):
            self._hangul[text].add(iri)

    def _add_state(
        self, names: Sequence[str], adjectives: Sequence[str], capitals: Sequence[str]
    ) -> None:
        iri = next((i for name in names if (i := self._named_state(name))), "")
        label = self.spelling(iri) if iri else names[0]
        kind = "" if iri else "state"
        self.state_names[label] = tuple(names)
        self.adjectives[label] = tuple(adjectives)
        for sort, words in ((STATE, names), (ADJECTIVE, adjectives), (CAPITAL, capitals)):
            for word in words:
                why = f"“{word}” stands for the state" if sort == CAPITAL else ""
                self.states[word] = Mention(0, 0, label, sort, iri, kind, why), sort

    def _named_state(self, name: str) -> str:
        found = [iri for iri in self._by_words.get(tokens(name), ()) if self.sort(iri) == STATE]
        return found[0] if len(found) == 1 else ""

    def sort(self, iri: str) -> str | None:
        """What a thing is; None for what no text names (a group without a name, a hedge, a class)."""
        if not self.names.is_entity(iri):
            return WEAPON if self.names.is_a(iri, (KG + "WeaponType",)) else None
        for kind, sort in _SORTS:
            if self.names.is_a(iri, (KG + kind,)):
                return None if sort == GROUP else sort
        return THING

    @lru_cache(maxsize=4096)  # noqa: B019  (as many as a graph is asked for; one object a run)
    def spelling(self, iri: str) -> str:
        """What a cell says for a thing: its name, with its identifier where that is not enough."""
        return self.names.spelling(iri, self.names.thing)

    def named(self, text: str) -> str:
        """The IRI of the one thing of a name, in any spelling that this module forgives; else ""."""
        found = self._by_words.get(tokens(text), {})
        return next(iter(found)) if len(found) == 1 else ""

    def dated_agreement(self, text: str, years: set[str], states: set[str]) -> Mention | None:
        """The agreement whose name, without its parties, stands in a text, and whose year is one of these.

        “a comprehensive partnership treaty”, of 2024, is the label “comprehensive partnership treaty of
        A and B (2024)”. ``states``: those that the text names. Where it names several, A and B are among
        them; else another agreement of such a name may be meant.
        """
        words = f" {' '.join(tokens(text))} "
        found = {}
        for name in self.names.names:
            match = _DATED.fullmatch(name.text) if self.sort(name.iri) == AGREEMENT else None
            if (
                match
                and match["year"] in years
                and f" {' '.join(tokens(match['name']))} " in words
                and (len(states) < 2 or self._parties(match["parties"]) <= states)
            ):
                found[name.iri] = f"the {match['name']} of {match['year']} that the graph knows"
        if len(found) != 1:
            return None
        ((iri, why),) = found.items()
        return Mention(0, 0, self.spelling(iri), AGREEMENT, iri, "", why)

    def _parties(self, listed: str) -> set[str]:
        """The states in “A, B and C”, each by its label; what is none, as it is written."""
        names = [name.removeprefix("the ") for name in re.split(r", | and ", listed)]
        return {self.states[name][0].name if name in self.states else name for name in names}

    def another_spelling(self, text: str, kind: str) -> str:
        """The IRI of an entity of which a text is surely another spelling, as ``kg add`` refuses it."""
        from kg.graph.naming.sorts import SURE

        kinds: list[str] = []
        if kind:
            try:
                kinds = [self.names.kind(kind, KG + "Entity")]
            except UnclearError:
                return ""
        sure = [likely.name.iri for likely in self.names.alike(text, kinds, SURE)]
        return sure[0] if len(sure) == 1 else ""

    def find(self, text: str) -> list[Mention]:
        """The known names of a sentence, the longest at each place, and states."""
        known = [*self._found(text), *self._of_hangul(text)]
        states, seats = [], set()
        for match in self._state.finditer(text):
            mention, sort = self.states[match[0]]
            if sort == CAPITAL and _is_city(text, match.start(), match.end()):
                continue
            states.append(_at(mention, match.start(), match.end()))
            if sort == CAPITAL:
                seats.add(match.span())
        # Where a seat of government stands for the state, the city that the graph knows is not meant.
        known = [m for m in known if m.sort != PLACE or (m.start, m.end) not in seats]
        return without_overlaps(known + states)

    def _found(self, text: str) -> Iterator[Mention]:
        words = [(match.start(), match.end(), folded(match[0])) for match in _TOKEN.finditer(text)]
        for place, (start, _, word) in enumerate(words):
            for length in sorted(self._lengths.get(word, ()), reverse=True):
                stretch = words[place : place + length]
                called = self._by_words.get(tuple(w for _, _, w in stretch), {})
                end = stretch[-1][1]
                fitting = [
                    iri for iri, name in called.items() if _is_written_alike(name, text[start:end])
                ]
                if len(fitting) == 1:
                    sort = self.sort(fitting[0]) or THING
                    yield Mention(start, end, self.spelling(fitting[0]), sort, fitting[0])
                if fitting:
                    break  # of several, none: nor the beginning of their name, which is another's

    def _of_hangul(self, text: str) -> Iterator[Mention]:
        """Names with a particle behind them: 북한이, 조선인민군의."""
        for match in _HANGUL.finditer(text):
            word = match[0]
            for length in range(len(word), 1, -1):
                iris = self._hangul.get(word[:length], ())
                if len(iris) == 1 and word[length:] in _PARTICLES:
                    (iri,) = iris
                    end = match.start() + length
                    yield Mention(
                        match.start(), end, self.spelling(iri), self.sort(iri) or THING, iri
                    )
                    break


def _at(mention: Mention, start: int, end: int) -> Mention:
    return Mention(start, end, mention.name, mention.sort, mention.iri, mention.kind, mention.why)


_BEFORE_CITY = re.compile(
    r"(?:\b(?:in|at|near|outside|around|of|from|through|via|into|over|capital|capital,"
    r"|(?:attack|strike|raid|assault|march|advance)s? on|(?:visit|left|leav|reach|enter|captur|shell|bomb|struck|strik)(?:s|es|ed|ing)?)"
    r"|(?<![Aa]ccording) to) $"
)
_BEHIND_CITY = re.compile(
    r" (?:city|was (?:hit|struck|shelled|bombed|attacked|captured|occupied)|is (?:located|situated)|lies)\b"
)


def _is_city(text: str, start: int, end: int) -> bool:
    """Whether the name of a seat of government means the city: “in Kyiv”, “Kyiv was shelled”."""
    return bool(_BEFORE_CITY.search(text[:start]) or _BEHIND_CITY.match(text, end))


def _is_written_alike(name: str, text: str) -> bool:
    """Whether a text may be a name: with a capital where that has one, an abbreviation in capitals."""
    if name.isupper() and len(name) <= _SHORT:
        return text == name
    return not name[0].isupper() or text[0].isupper()


def without_overlaps(found: list[Mention]) -> list[Mention]:
    """The mentions in the order of the text; of those that overlap, the longest."""
    kept: list[Mention] = []
    for mention in sorted(found, key=lambda one: (one.start - one.end, one.start, not one.iri)):
        if not any(mention.start < one.end and one.start < mention.end for one in kept):
            kept.append(mention)
    return sorted(kept, key=lambda one: one.start)
