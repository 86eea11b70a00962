"""Which thing a name stands for: an entity, a word, a relation or a class, by label, alias or id.

``resolve`` and its like ask a built graph; ``Names`` reads the names of a text that is being worked on.
"""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

import pyoxigraph as ox

from kg.claims.labels import preferred_label
from kg.errors import UnclearError, UsageError, did_you_mean, nearest
from kg.graph.search import find, fold, is_thing, word_number
from kg.iris import KG, KGD, OWL, RDF, RDFS, SKOS, SRC, local_name

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping

    from kg.claims.ontology import Ontology
    from kg.graph.snapshot import Snapshot
    from kg.iris import Prefixes
    from kg.store.base import Store

_LABEL, _ALIAS = RDFS + "label", SKOS + "altLabel"
_IN_SCHEME = ox.NamedNode(SKOS + "inScheme")
_HINT = re.compile(r"\s*\([^()]*\)$")  # the "(unit)" of "person (unit)"
_ENTITY_ID = re.compile(r"[a-z]+-[\w\-]+")
#: ``Storm Corps (kgd:unit-kpa-11th-corps)``: a name with the identifier that it stands for.
WITH_ID = re.compile(r"(?P<name>.*\S)\s*\((?P<id>[a-z][\w\-]*:[\w\-.]+)\)")


@dataclass(frozen=True, slots=True)
class Name:
    """One name of a thing; ``preferred``: its label, and no alias."""

    iri: str
    text: str
    language: str
    preferred: bool


class Names:
    """The names of all entities and vocabulary words, read from triples."""

    def __init__(self, triples: Iterable[ox.Triple], terms: Ontology) -> None:
        self._terms = terms
        self.prefixes = terms.prefixes
        self.names: list[Name] = []
        self.types: defaultdict[str, set[str]] = defaultdict(set)
        self._labels: defaultdict[str, list[Name]] = defaultdict(list)
        self._folded: defaultdict[str, set[str]] = defaultdict(set)
        self._bare: defaultdict[str, set[str]] = defaultdict(set)  # without a hint in brackets
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

    def _add(self, name: Name) -> None:
        self.names.append(name)
        self._folded[fold(name.text)].add(name.iri)
        if (bare := _HINT.sub("", name.text)) != name.text:
            self._bare[fold(bare)].add(name.iri)
        if name.preferred:
            self._labels[name.iri].append(name)

    def add_entity(self, iri: str, label: str, kind: str) -> None:
        """Make a new entity known."""
        self.types[iri].add(kind)
        self._add(Name(iri, label, "en", True))

    def label(self, iri: str) -> str:
        """The label of a thing by the rule of kg.claims.labels; without one, the end of its IRI."""
        labels = ((name.text, name.language) for name in self._labels.get(iri, ()))
        return preferred_label(labels) or local_name(iri)

    def is_entity(self, iri: str) -> bool:
        return iri.startswith(KGD)

    def is_a(self, iri: str, kinds: Iterable[str]) -> bool:
        """Whether a thing is an instance of one of some classes, or of one below them."""
        above = {kind for own in self.types.get(iri, ()) for kind in self._terms.above(own)}
        return not above.isdisjoint(kinds)

    def is_word(self, iri: str) -> bool:
        """Whether it is a word of a vocabulary: no class, no relation, no scheme."""
        types = self.types.get(iri, set())
        return (
            OWL + "NamedIndividual" in types
            and SKOS + "ConceptScheme" not in types
            and not self._terms.is_relation(iri)
        )

    def thing(self, text: str, kinds: Iterable[str] = (), *, strict: bool = False) -> str:
        """The entity or word that a name stands for.

        ``kinds`` (classes) choose among several of one name; with ``strict`` it must be of one of
        them. Raises UnclearError.
        """
        return self._one(
            text, lambda iri: self.is_entity(iri) or self.is_word(iri), tuple(kinds), strict=strict
        )

    def entity(self, text: str) -> str:
        """The entity that a name stands for. Raises UnclearError."""
        return self._one(text, self.is_entity, (), strict=False)

    def word(self, text: str, kind: str) -> str:
        """The word of a vocabulary (instances of a class) that a name stands for. Raises UnclearError."""
        return self._one(text, lambda iri: self.is_a(iri, (kind,)), (kind,), strict=True)

    def relation(self, text: str) -> str:
        """The relation of a name. Raises UnclearError."""
        return self._one(text, self._terms.is_relation, (), strict=False)

    def kind(self, text: str, below: str) -> str:
        """The class of a name that lies below another. Raises UnclearError."""
        return self._one(text, lambda iri: below in self._terms.above(iri), (), strict=False)

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
            raise UnclearError(f"nothing here is called “{text}”", *self._hint(text, fits))
        return self._fitting(text, candidates, kinds, strict=strict)

    def knows(self, text: str) -> bool:
        """Whether an entity or a word has this name, or several have."""
        return bool(self._called(text, lambda iri: self.is_entity(iri) or self.is_word(iri)))

    def _called(self, text: str, fits: Callable[[str], bool]) -> list[str]:
        """The things of an identifier or a name.

        A name is looked for among labels and aliases, then among labels without their hint in
        brackets, then among the words of identifiers (``personnelKilled``).
        """
        named = WITH_ID.fullmatch(text)
        iri = self.prefixes.expand(named["id"] if named else text)
        if iri is None and _ENTITY_ID.fullmatch(text) and KGD + text in self.types:
            iri = KGD + text
        if iri is not None:
            return [iri] if iri in self.types and fits(iri) else []
        folded = fold(text)
        for by_name in (self._folded, self._bare):
            if called := sorted(filter(fits, by_name.get(folded, ()))):
                return called
        return sorted(filter(fits, self._spoken.get(folded, ())))

    @cached_property
    def _spoken(self) -> dict[str, list[str]]:
        """The terms of the ontology by the words of their IRI."""
        by_words: dict[str, list[str]] = {}
        for iri in self._terms.types:
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
        near = list(self._near(text, fits))
        listed = ", ".join(f"“{self.label(iri)}” ({self.prefixes.shorten(iri)})" for iri in near)
        return did_you_mean([listed] if near else []), tuple(near)

    def _near(self, text: str, fits: Callable[[str], bool]) -> Iterator[str]:
        """Things of a similar name, or whose name holds this one."""
        folded = fold(_HINT.sub("", text))
        known = {name for name, iris in self._folded.items() if any(map(fits, iris))}
        holding = sorted((n for n in known if folded and f" {folded} " in f" {n} "), key=len)
        close = nearest(folded, known, most=3)
        given: set[str] = set()
        for name in [*close, *holding]:
            for iri in sorted(filter(fits, self._folded[name])):
                if iri not in given and len(given) < 3:
                    given.add(iri)
                    yield iri


def _words_of(iri: str) -> str:
    """``personnelKilled`` as words."""
    return fold(re.sub(r"(?<=[a-z0-9])(?=[A-Z])", " ", local_name(iri)))


def resolve(graph: Snapshot, name: str) -> str:
    """The IRI of the one entity that a name, alias, short name or IRI stands for.

    A text that is only similar to names of one entity stands for that one too; ``graph.notify`` is
    called with how it was read. Raises UsageError when nothing fits (with near names) or when
    several entities do (with their ids).
    """
    shorten = graph.prefixes.shorten
    iri = graph.prefixes.expand(name) or (KGD + name if _ENTITY_ID.fullmatch(name) else None)
    if iri is not None and _is_described(graph.store, iri):
        return successor(graph, iri) or iri
    folded = fold(name)
    matching = _called(graph.store, lambda text: fold(text) == folded) if folded else {}
    if len(matching) == 1:
        return next(iter(matching))
    if not matching:
        numbered = _numbers_in(name)
        matching = _called(graph.store, lambda text: _numbers_in(text) == numbered)
    if len(matching) > 1:
        listed = ", ".join(map(shorten, sorted(matching)))
        raise UsageError(
            f"“{name}” is the name of {len(matching)} things", None, f"say which: {listed}"
        )
    hits = [hit for hit in find(graph, name, limit=200) if not hit.iri.startswith(SRC)]
    for iri, matched in matching.items() or (
        (hit.iri, hit.matched) for hit in hits if len(hits) == 1
    ):
        label = graph.labels(iri)
        alias = f"“{matched}”, " if matched != label else ""
        graph.notify(f"“{name}” is read as {alias}{label} ({shorten(iri)})")
        return iri
    near = (f"{hit.label} ({shorten(hit.iri)})" for hit in hits[:5])
    raise UsageError(
        f"nothing here is called “{name}”",
        None,
        f"did you mean {'; '.join(near)}?" if hits else f"look for it: kg find {name!r}",
    )


def _called(store: Store, fits: Callable[[str], bool]) -> dict[str, str]:
    """The entities of which a label or alias fits, each with that name."""
    return {
        quad.subject.value: quad.object.value
        for predicate in (_ALIAS, _LABEL)
        for quad in store.quads(None, ox.NamedNode(predicate))
        if isinstance(quad.object, ox.Literal)
        and isinstance(quad.subject, ox.NamedNode)
        and fits(quad.object.value)
        and is_thing(store, quad.subject)
    }


def _numbers_in(text: str) -> list[str | int]:
    """The words of a name, its numbers however they are written."""
    words = fold(text).split()
    return [word if (number := word_number(word)) is None else number for word in words]


def source_named(graph: Snapshot, name: str) -> str:
    """The IRI of the document of an id (or IRI). Raises UsageError, with the nearest."""
    from kg.build.scope import wanted_sources

    stated = graph.store.quads(None, ox.NamedNode(KG + "source"))
    known = {quad.object for quad in stated if isinstance(quad.object, ox.NamedNode)}
    return next(iter(wanted_sources([name], known))).value


def successor(graph: Snapshot, iri: str) -> str | None:
    """The entity that a former one was merged into or renamed to; None for one that still is."""
    from kg.build.merged import INTO, RENAMED, last

    steps = {
        quad.subject.value: quad.object.value
        for predicate in (INTO, RENAMED)
        for quad in graph.store.quads(None, ox.NamedNode(predicate))
        if isinstance(quad.subject, ox.NamedNode) and isinstance(quad.object, ox.NamedNode)
    }
    return last(iri, steps) if iri in steps else None


def _is_described(store: Store, iri: str) -> bool:
    try:
        return any(store.quads(ox.NamedNode(iri)))
    except ValueError:  # what a person typed need not be an IRI
        return False


def vocabulary_term(graph: Snapshot, name: str) -> str:
    """The IRI of a word of a vocabulary by its short name or label. Raises UsageError."""
    words = _labelled(graph, {quad.subject for quad in graph.store.quads(None, _IN_SCHEME)})
    return _term_named(
        graph.prefixes, name, words, "term", "all words are listed by: kg terms --kind word"
    )


def relation_named(graph: Snapshot, name: str) -> str:
    """The IRI of a relation by its short name, its label, or a part of that which no other has.

    Raises UsageError.
    """
    relations = _labelled(
        graph,
        {
            quad.subject
            for kind in ("Relation", "StateRelation")
            for quad in graph.store.quads(None, ox.NamedNode(RDF + "type"), ox.NamedNode(KG + kind))
        },
    )
    folded = fold(name)
    holding = [
        i for i, label in relations.items() if folded and f" {folded} " in f" {fold(label)} "
    ]
    if len(holding) == 1 and not _same_named(graph.prefixes, name, relations):
        return holding[0]
    hint = "they are listed by: kg terms --kind relation"
    return _term_named(graph.prefixes, name, relations, "relation", hint)


def class_named(graph: Snapshot, name: str, option: str) -> str:
    """The IRI of one of our classes by its short name or label; ``option`` stands in the error.

    Raises UsageError.
    """
    owl_class = ox.NamedNode(OWL + "Class")
    nodes = {
        quad.subject for quad in graph.store.quads(None, ox.NamedNode(RDF + "type"), owl_class)
    }
    terms = _labelled(graph, nodes)
    return _term_named(graph.prefixes, name, terms, "kind", "see: kg stats", option)


def _labelled(graph: Snapshot, nodes: Iterable[object]) -> dict[str, str]:
    """Terms by their IRI, each with its label, in the order of the IRIs."""
    iris = sorted(node.value for node in nodes if isinstance(node, ox.NamedNode))
    return {iri: graph.labels(iri) for iri in iris}


def _same_named(prefixes: Prefixes, name: str, terms: Mapping[str, str]) -> list[str]:
    """The terms of an IRI, a short name or a label; case and accents count as the same."""
    iri = prefixes.expand(name) or KG + name
    if iri in terms:
        return [iri]
    wanted = fold(name)
    return [
        i for i, label in terms.items() if wanted and wanted in (fold(label), fold(local_name(i)))
    ]


def _term_named(
    prefixes: Prefixes,
    name: str,
    terms: Mapping[str, str],
    noun: str,
    otherwise: str,
    option: str | None = None,
) -> str:
    """The one of some terms (IRI to label) that a name stands for. Raises UsageError."""
    matching = _same_named(prefixes, name, terms)
    if len(matching) == 1:
        return matching[0]
    by_name = {text: iri for iri, label in terms.items() for text in (local_name(iri), label)}
    iris = dict.fromkeys(by_name[text] for text in nearest(name, by_name, most=3)) if name else {}
    near = [f"{terms[iri]} ({prefixes.shorten(iri)})" for iri in matching or iris]
    raise UsageError(f"there is no {noun} “{name}”", option, did_you_mean(near, otherwise))
