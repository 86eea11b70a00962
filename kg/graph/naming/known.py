"""The names of all that a text or a graph knows, and which thing each stands for."""

from __future__ import annotations

import difflib
import re
from collections import defaultdict
from functools import cached_property
from importlib.util import find_spec
from typing import TYPE_CHECKING

import pyoxigraph as ox

from kg.claims.closure import closure
from kg.claims.labels import preferred_label
from kg.errors import UnclearError, UnknownNameError, did_you_mean, nearest
from kg.graph.naming.sorts import LEAST, sort_of
from kg.graph.naming.turns import is_near, is_turned, words_of
from kg.iris import KG, KGD, OWL, RDF, RDFS, SKOS, local_name
from kg.store.nicknames import Name, nicknames
from kg.text.folding import fold

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

    from kg.claims.ontology import Ontology
    from kg.graph.naming.index import Likely, NameIndex
    from kg.graph.naming.sorts import Sort

_LABEL, _ALIAS = RDFS + "label", SKOS + "altLabel"
_GROUP = KG + "UnidentifiedGroup"
_LONGEST = 300  # letters of a name that is compared with others
_HINT = re.compile(r"\s*\([^()]*\)$")  # the "(unit)" of "person (unit)"
_OWNER = re.compile(r"(.+?)(?:['’]s|(?<=s)['’])\s+\S")
#: By which relations a thing is under another, and the parts of the claims that say so.
_UNDER = (KG + "partOf", KG + "belongsTo")
_OF_CLAIM = (RDF + "subject", RDF + "predicate", RDF + "object", KG + "stance")
_MISSPELT = 0.87  # how alike words and the name of a state are: North and South Korea are 0.82
#: Words that deny a relation, or turn its direction.
_TURNING = frozenset(("not", "no", "never", "without", "by", "from", "to", "against", "former"))
_ENTITY_ID = re.compile(r"[a-z]+-[\w\-]+")
#: ``Storm Corps (kgd:unit-kpa-11th-corps)``: a name with the identifier that it stands for.
WITH_ID = re.compile(r"(?P<name>.*\S)\s*\((?P<id>[a-z][\w\-]*:[\w\-.]+)\)")


def is_installed() -> bool:
    """Whether names can be compared: rigour and opencc are there (the extra ``match``)."""
    return all(find_spec(name) is not None for name in ("rigour", "opencc"))


class Names:
    """The names of all entities and vocabulary words, read from triples.

    ``homes``: by group without a name, the IRI of the document whose own it is. Only there does a
    name stand for it; everywhere else its identifier does.
    """

    def __init__(
        self,
        triples: Iterable[ox.Triple],
        terms: Ontology,
        homes: Mapping[str, str] | None = None,
    ) -> None:
        self.terms = terms
        self.homes = dict(homes or {})
        self.prefixes = terms.prefixes
        self.names: list[Name] = []
        self.types: defaultdict[str, set[str]] = defaultdict(set)
        self._labels: defaultdict[str, list[Name]] = defaultdict(list)
        self._folded: defaultdict[str, set[str]] = defaultdict(set)
        self._bare: defaultdict[str, set[str]] = defaultdict(set)  # without a hint in brackets
        triples = list(triples)
        self._parts = [triple for triple in triples if triple.predicate.value in _OF_CLAIM]
        for triple in triples:
            subject, value = triple.subject, triple.object
            if not isinstance(subject, ox.NamedNode):
                continue
            predicate = triple.predicate.value
            if predicate == RDF + "type" and isinstance(value, ox.NamedNode):
                self.types[subject.value].add(value.value)
            elif predicate in (_LABEL, _ALIAS) and isinstance(value, ox.Literal):
                preferred = predicate == _LABEL
                self._add(Name(subject.value, value.value, value.language or "", preferred))
        for nickname in nicknames(triples):
            self._add(nickname)

    def _add(self, name: Name) -> None:
        self.names.append(name)
        self._folded[fold(name.text)].add(name.iri)
        if (bare := _HINT.sub("", name.text)) != name.text:
            self._bare[fold(bare)].add(name.iri)
        if name.preferred:
            self._labels[name.iri].append(name)

    def add_entity(self, iri: str, label: str, kind: str, home: str = "") -> None:
        """Make a new entity known; ``home``: the document of a group without a name."""
        self.types[iri].add(kind)
        if home:
            self.homes[iri] = home
        name = Name(iri, label, "en", True)
        self._add(name)
        if "index" in self.__dict__:
            self.index.add(name)

    @cached_property
    def index(self) -> NameIndex:
        """The names of entities, and of terms that are things, to be compared with others."""
        return self.index_of(())

    def index_of(self, kinds: Sequence[str]) -> NameIndex:
        """The index of the entities of some classes; of all things where none is given."""
        from kg.graph.naming.index import NameIndex

        def is_meant(iri: str) -> bool:
            if kinds:
                return self.is_a(iri, kinds) and iri not in kinds
            return self.is_entity(iri) or self.is_a(iri, (KG + "Weapon", KG + "Tactic"))

        names = (name for name in self.names if is_meant(name.iri))
        return NameIndex(names, self._sort_of, self._home_of)

    def _sort_of(self, iri: str) -> Sort:
        return sort_of(local_name(above) for k in self.types[iri] for above in self.terms.above(k))

    def _home_of(self, iri: str) -> str | None:
        if not self.is_a(iri, (_GROUP,)):
            return None
        return local_name(self.homes.get(iri, "")) or "one document"

    def alike(self, text: str, kinds: Sequence[str] = (), least: int = LEAST) -> list[Likely]:
        """The entities of a similar name, the surest first; none without rigour to compare them.

        ``least`` is the score from which on a name is alike; with SURE it is found sooner.
        """
        if not is_installed():
            return []
        return [
            likely
            for likely in self.index.likely(text, least)
            if not kinds or self.is_a(likely.name.iri, kinds)
        ]

    def label(self, iri: str) -> str:
        """The label of a thing by the rule of kg.claims.labels; without one, the end of its IRI."""
        labels = ((name.text, name.language) for name in self._labels.get(iri, ()))
        return preferred_label(labels) or local_name(iri)

    def is_entity(self, iri: str) -> bool:
        return iri.startswith(KGD)

    def is_a(self, iri: str, kinds: Iterable[str]) -> bool:
        """Whether a thing is an instance of one of some classes, or of one below them."""
        above = {kind for own in self.types.get(iri, ()) for kind in self.terms.above(own)}
        return not above.isdisjoint(kinds)

    def is_word(self, iri: str) -> bool:
        """Whether it is a word of a vocabulary: no class, no relation, no scheme."""
        types = self.types.get(iri, set())
        return (
            OWL + "NamedIndividual" in types
            and SKOS + "ConceptScheme" not in types
            and not self.terms.is_relation(iri)
        )

    def thing(
        self, text: str, kinds: Iterable[str] = (), *, strict: bool = False, document: str = ""
    ) -> str:
        """The entity or word that a name stands for.

        ``kinds`` (classes) choose among several of one name; with ``strict`` it must be of one of
        them. ``document``: the IRI of the document in which the name stands. Raises UnclearError.
        """
        return self._one(text, self._is_thing_of(document), tuple(kinds), strict=strict)

    def _is_thing_of(self, document: str) -> Callable[[str], bool]:
        """Whether a thing can be named in a document: not a group that is another document's."""
        return lambda iri: (
            (self.is_entity(iri) or self.is_word(iri))
            and (not document or self.homes.get(iri, document) == document)
        )

    def is_foreign_group(self, text: str, document: str) -> bool:
        """Whether a text names nothing in a document, but a group without a name of another one."""
        if self.knows(text, document) or self._identified(text):
            return False
        called = self._called(text, self._is_thing_of(""))
        return bool(called) and all(self.homes.get(iri, document) != document for iri in called)

    def entity(self, text: str) -> str:
        """The entity that a name stands for. Raises UnclearError."""
        return self._one(text, self.is_entity, (), strict=False)

    def word(self, text: str, kind: str) -> str:
        """The word of a vocabulary (instances of a class) that a name stands for. Raises UnclearError."""
        return self._one(text, lambda iri: self.is_a(iri, (kind,)), (kind,), strict=True)

    def relation(self, text: str) -> str:
        """The relation of a name. Raises UnclearError."""
        return self._one(text, self.terms.is_relation, (), strict=False)

    def kind(self, text: str, below: str) -> str:
        """The class of a name that lies below another. Raises UnclearError."""
        return self._one(text, lambda iri: below in self.terms.above(iri), (), strict=False)

    def words(self, kind: str) -> list[str]:
        """What may be written for the instances of a class."""
        return sorted(
            self.spelling(iri, lambda text: self.word(text, kind))
            for iri in list(self.types)
            if self.is_a(iri, (kind,)) and self.is_word(iri)
        )

    def spelling(self, iri: str, read: Callable[[str], str]) -> str:
        """The shortest name that is read as this thing again, else its label with its identifier."""
        label = self.label(iri)
        # The "(unit)" of a word goes without saying; "(unnamed)" is a part of an entity's name.
        for text in (label if self.is_entity(iri) else _HINT.sub("", label), label):
            try:
                if text and read(text) == iri:
                    return text
            except UnclearError:
                continue
        short = self.prefixes.shorten(iri)
        return f"{label} ({short})" if label != local_name(iri) else short

    def _one(
        self, text: str, fits: Callable[[str], bool], kinds: tuple[str, ...], *, strict: bool
    ) -> str:
        candidates = self._called(text, fits)
        if not candidates:
            raise UnknownNameError(
                f"nothing here is called “{text}”", lambda: self._hint(text, fits)
            )
        return self._fitting(text, candidates, kinds, strict=strict)

    def knows(self, text: str, document: str = "") -> bool:
        """Whether an entity or a word has this name in a document, or several have."""
        return bool(self._called(text, self._is_thing_of(document)))

    def _called(self, text: str, fits: Callable[[str], bool]) -> list[str]:
        """The things of an identifier or a name.

        A name is looked for among labels and aliases, then among labels without their hint in
        brackets, then among the words of identifiers (``personnelKilled``).
        """
        if (iri := self._identified(text)) is not None:
            # Who writes the identifier of another document's group says that it is meant.
            is_group = iri in self.homes
            return [iri] if iri in self.types and (is_group or fits(iri)) else []
        folded = fold(text)
        for by_name in (self._folded, self._bare):
            if called := sorted(filter(fits, by_name.get(folded, ()))):
                return called
        return sorted(filter(fits, self._spoken.get(folded, ())))

    def _identified(self, text: str) -> str | None:
        """The IRI that a text writes out, of whatever it be; None for a name."""
        named = WITH_ID.fullmatch(text)
        iri = self.prefixes.expand(named["id"] if named else text)
        if iri is None and _ENTITY_ID.fullmatch(text) and KGD + text in self.types:
            iri = KGD + text
        return iri

    @cached_property
    def _spoken(self) -> dict[str, list[str]]:
        """The terms of the ontology by the words of their IRI."""
        by_words: dict[str, list[str]] = {}
        for iri in self.terms.types:
            by_words.setdefault(_words_of(iri), []).append(iri)
        return by_words

    def _fitting(
        self, text: str, candidates: list[str], kinds: tuple[str, ...], *, strict: bool
    ) -> str:
        of_kind = [iri for iri in candidates if not kinds or self.is_a(iri, kinds)]
        if strict and not of_kind:
            wanted = " or ".join(self.label(kind) for kind in kinds)
            kinds_of_first = (
                " and ".join(sorted(self.label(k) for k in self.types[candidates[0]])) or "nothing"
            )
            raise UnclearError(
                f"“{text}” is no {wanted} but: {kinds_of_first}",
                f"name one that is a kind of {wanted}",
            )
        chosen = of_kind if len(of_kind) == 1 or strict else candidates
        if len(chosen) == 1:
            return chosen[0]
        listed = ", ".join(f"“{self.label(iri)} ({self.prefixes.shorten(iri)})”" for iri in chosen)
        raise UnclearError(
            f"“{text}” is the name of {len(chosen)} things", f"write one of: {listed}"
        )

    def _hint(self, text: str, fits: Callable[[str], bool]) -> tuple[str, tuple[str, ...]]:
        near = [iri for iri in self._near(text, fits) if self._may_be_meant(text, iri)]
        listed = ", ".join(f"“{self.label(iri)}” ({self.prefixes.shorten(iri)})" for iri in near)
        return did_you_mean([listed] if near else []), tuple(near)

    def _may_be_meant(self, text: str, iri: str) -> bool:
        """Whether a thing of a similar name may be meant: not the opposite, and not another state's."""
        label = self._nearest_name(text, iri)
        if self.terms.is_relation(iri) and turning_words(text) != turning_words(label):
            return False
        if is_turned(text, label, term=not self.is_entity(iri)):
            return False
        said, named = self._states_in(text), self._states_in(label)
        if said and not named and self.is_a(iri, (KG + "Actor",)):
            # Whose it is, the graph must say: nobody's is perhaps another's.
            return bool(said & self._owners_of(iri))
        if not said and named:  # “Chinese Foreign Ministry” is near none of Russia
            return all(is_near(word, words_of(label)) for word in words_of(text))
        return named <= said

    def _nearest_name(self, text: str, iri: str) -> str:
        """The name of a thing that is spelt most like a text; its label where it has none."""
        called = [name.text for name in self.names if name.iri == iri]
        folded = fold(text)
        return max(
            called,
            key=lambda name: difflib.SequenceMatcher(None, folded, fold(name)).ratio(),
            default=self.label(iri),
        )

    def _owners_of(self, iri: str) -> set[str]:
        """What claims put a thing under, and that under, up to its state; and the thing itself."""
        return set(closure([iri], lambda thing: self._above.get(thing, ())))

    @cached_property
    def _above(self) -> dict[str, set[str]]:
        """By thing, what claims put it under."""
        parts: defaultdict[str, dict[str, str]] = defaultdict(dict)
        for triple in self._parts:
            parts[str(triple.subject)][triple.predicate.value] = getattr(triple.object, "value", "")
        above: defaultdict[str, set[str]] = defaultdict(set)
        for claim in parts.values():
            if claim.get(RDF + "predicate") in _UNDER and KG + "denies" not in claim.values():
                above[claim.get(RDF + "subject", "")].add(claim.get(RDF + "object", ""))
        return above

    def _states_in(self, text: str) -> set[str]:
        """The states that a text names: those of the graph, and what stands as an owner in it."""
        folded = f" {fold(text)} "
        named = {iri for name, iri in self._states.items() if f" {name} " in folded}
        if not named:
            named |= self._misspelt_states(folded.split())
        if not named and (owner := _OWNER.match(text)):
            named.add(fold(owner[1]))
        return named

    def _misspelt_states(self, words: list[str]) -> set[str]:
        """The states whose names are spelt much like some words in a row."""
        runs = [" ".join(words[i : i + n]) for n in (1, 2) for i in range(len(words) - n + 1)]
        found = (
            difflib.get_close_matches(run, self._states, n=1, cutoff=_MISSPELT)
            for run in runs
            if len(run) > 4
        )
        return {self._states[name] for names in found for name in names}

    @cached_property
    def _states(self) -> dict[str, str]:
        """The states by their folded names, and by those of their people."""
        state = KG + "State"
        states = {
            fold(name.text): name.iri
            for name in self.names
            if state in self.types.get(name.iri, ())
        }
        for name, iri in list(states.items()):
            for ending in ("n", "an", "ian"):  # Russian, North Korean, Ukrainian
                states.setdefault(f"{name.removesuffix('e')}{ending}", iri)
        return states

    def _near(self, text: str, fits: Callable[[str], bool]) -> Iterator[str]:
        """Things of a similar name, or whose name holds this one."""
        given: set[str] = set()
        for likely in self.alike(text) if len(text) < _LONGEST else ():
            if fits(likely.name.iri) and len(given) < 3:
                given.add(likely.name.iri)
                yield likely.name.iri
        folded = fold(_HINT.sub("", text))
        known = {name for name, iris in self._folded.items() if any(map(fits, iris))}
        holding = sorted((n for n in known if folded and f" {folded} " in f" {n} "), key=len)
        close = nearest(folded, known, most=3)
        for name in [*close, *holding]:
            for iri in sorted(filter(fits, self._folded[name])):
                if iri not in given and len(given) < 3:
                    given.add(iri)
                    yield iri


def turning_words(text: str) -> set[str]:
    """The words of a text that deny it or turn its direction: who differs in them says another thing."""
    return set(re.findall(r"[a-z]+", text.casefold())) & _TURNING


def _words_of(iri: str) -> str:
    """``personnelKilled`` as words."""
    return fold(re.sub(r"(?<=[a-z0-9])(?=[A-Z])", " ", local_name(iri)))
