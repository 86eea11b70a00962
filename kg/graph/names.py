"""The names of entities and words: which thing a name stands for, by label, alias or identifier."""

from __future__ import annotations

import difflib
import re
from collections import defaultdict
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

import pyoxigraph as ox

from kg.errors import UnclearError
from kg.graph.search import fold
from kg.iris import KGD, OWL, RDF, RDFS, SKOS, expand, local_name, shorten

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from kg.claims.ontology import Ontology

_LABEL, _ALIAS = RDFS + "label", SKOS + "altLabel"
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
        self.names: list[Name] = []
        self.types: defaultdict[str, set[str]] = defaultdict(set)
        self._labels: dict[str, Name] = {}
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
        if name.preferred and (name.language in ("", "en") or name.iri not in self._labels):
            self._labels[name.iri] = name

    def add_entity(self, iri: str, label: str, kind: str) -> None:
        """Make a new entity known."""
        self.types[iri].add(kind)
        self._add(Name(iri, label, "en", True))

    def label(self, iri: str) -> str:
        """The English label of a thing, else any, else the end of its IRI."""
        name = self._labels.get(iri)
        return name.text if name else local_name(iri)

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
        return f"{label} ({shorten(iri)})" if label != local_name(iri) else shorten(iri)

    def _one(
        self, text: str, fits: Callable[[str], bool], kinds: tuple[str, ...], *, strict: bool
    ) -> str:
        found = self._called(text, fits)
        if not found:
            raise UnclearError(f"nothing here is called “{text}”", *self._hint(text, fits))
        return self._fitting(text, found, kinds, strict=strict)

    def knows(self, text: str) -> bool:
        """Whether an entity or a word has this name, or several have."""
        return bool(self._called(text, lambda iri: self.is_entity(iri) or self.is_word(iri)))

    def _called(self, text: str, fits: Callable[[str], bool]) -> list[str]:
        """The things of an identifier or a name.

        A name is looked for among labels and aliases, then among labels without their hint in
        brackets, then among the words of identifiers (``personnelKilled``).
        """
        named = WITH_ID.fullmatch(text)
        iri = expand(named["id"] if named else text)
        if iri is None and _ENTITY_ID.fullmatch(text) and KGD + text in self.types:
            iri = KGD + text
        if iri is not None:
            return [iri] if iri in self.types and fits(iri) else []
        folded = fold(text)
        if found := sorted(filter(fits, self._folded.get(folded, ()))):
            return found
        if found := sorted(filter(fits, self._bare.get(folded, ()))):
            return found
        return sorted(filter(fits, self._spoken.get(folded, ())))

    @cached_property
    def _spoken(self) -> dict[str, list[str]]:
        """The terms of the ontology by the words of their IRI."""
        found: dict[str, list[str]] = {}
        for iri in self._terms.types:
            found.setdefault(_words_of(iri), []).append(iri)
        return found

    def _fitting(self, text: str, found: list[str], kinds: tuple[str, ...], *, strict: bool) -> str:
        right = [iri for iri in found if not kinds or self.is_a(iri, kinds)]
        if strict and not right:
            wanted = " or ".join(self.label(kind) for kind in kinds)
            own = " and ".join(sorted(self.label(k) for k in self.types[found[0]])) or "nothing"
            raise UnclearError(
                f"“{text}” is no {wanted} but: {own}", f"name one that is a kind of {wanted}"
            )
        chosen = right if len(right) == 1 or strict else found
        if len(chosen) == 1:
            return chosen[0]
        listed = ", ".join(f"“{self.label(iri)} ({shorten(iri)})”" for iri in chosen)
        raise UnclearError(
            f"“{text}” is the name of {len(chosen)} things", f"write one of: {listed}"
        )

    def _hint(self, text: str, fits: Callable[[str], bool]) -> tuple[str, tuple[str, ...]]:
        near = list(self._near(text, fits))
        listed = ", ".join(f"“{self.label(iri)}” ({shorten(iri)})" for iri in near)
        return (f"did you mean {listed}?" if near else ""), tuple(near)

    def _near(self, text: str, fits: Callable[[str], bool]) -> Iterator[str]:
        """Things of a similar name, or whose name holds this one."""
        folded = fold(_HINT.sub("", text))
        known = {name for name, iris in self._folded.items() if any(map(fits, iris))}
        holding = sorted((n for n in known if folded and f" {folded} " in f" {n} "), key=len)
        close = difflib.get_close_matches(folded, known, n=3, cutoff=0.7)
        seen: set[str] = set()
        for name in [*close, *holding]:
            for iri in sorted(filter(fits, self._folded[name])):
                if iri not in seen and len(seen) < 3:
                    seen.add(iri)
                    yield iri


def _words_of(iri: str) -> str:
    """``personnelKilled`` as words."""
    return fold(re.sub(r"(?<=[a-z0-9])(?=[A-Z])", " ", local_name(iri)))
