"""Claims as people read them: who says what, where, how surely; with labels for every term."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING

import pyoxigraph as ox

from kg.build.facts import stored_overtaken
from kg.claims.claim import claim_named
from kg.claims.corrections import RETRACTED
from kg.claims.figure_words import figure
from kg.claims.independence import Origins
from kg.errors import UsageError
from kg.iris import KG, OA, RDF, SRC, expand, local_name, shorten
from kg.store.readers import read_testimonies
from kg.store.sparql import select

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from kg.claims.corrections import Link
    from kg.graph.snapshot import Snapshot

_ESTIMATE, _JUDGEMENT = KG + "Estimate", KG + "Judgement"

_TRANSLATIONS = """
SELECT ?text ?who WHERE { ?claim kg:translation [ kg:translatedText ?text ; kg:translator ?who ] }
ORDER BY ?text ?who"""


@dataclass(frozen=True)
class Reading:
    """One claim with its values by the IRI of the property, and its evidence."""

    iri: str
    values: dict[str, list[str]]
    evidence: dict[str, str]
    likelihood: str | None
    book: Listing = field(repr=False)

    def get(self, name: str) -> str | None:
        """The first value of a ``kg:`` property (local name), or of a full IRI."""
        values = self.values.get(name if ":" in name else KG + name)
        return values[0] if values else None

    def label(self, name: str) -> str:
        """The label of a property's first value; empty when there is none."""
        value = self.get(name)
        return self.book.label(value) if value else ""

    @property
    def kind(self) -> str:
        """``Estimate``, ``Judgement`` or ``Claim``."""
        types = self.values.get(RDF + "type", [])
        return next((local_name(k) for k in (_ESTIMATE, _JUDGEMENT) if k in types), "Claim")

    @property
    def id(self) -> str:
        """The short id, ``stem/c012``."""
        return self.iri.removeprefix(SRC)

    @property
    def figure(self) -> str:
        """The range as words and digits (``more than 6,000 persons``); empty without one."""
        if self.kind != "Estimate":
            return ""
        return figure(
            self.get("lower"),
            self.get("upper"),
            self.get("best"),
            inclusive=(
                self.get("lowerInclusive") != "false",
                self.get("upperInclusive") != "false",
            ),
            words=self.label("qualifier"),
            implied=(self.get("impliedLower"), self.get("impliedUpper")),
            implied_inclusive=(
                self.get("impliedLowerInclusive") != "false",
                self.get("impliedUpperInclusive") != "false",
            ),
            share=self.get("unit") == KG + "ratio",
        )

    @property
    def matter(self) -> tuple[str | None, ...]:
        """What it speaks to: claims of one matter support, or weigh against, one another."""
        if self.kind == "Estimate":
            names = ["about", "measure", "unit", "counts", "scope", "basis", "shareOf"]
        else:
            names = [RDF + "subject", RDF + "predicate", RDF + "object"]
        return (self.kind, *(self.get(name) for name in names))

    @property
    def denied(self) -> bool:
        """Whether the speaker denies what is stated."""
        return self.get("stance") == KG + "denies"

    @property
    def overtaken(self) -> Link | None:
        """What retracted, corrected or superseded this claim, or its document."""
        return self.book.overtaken.get(self.iri)

    @property
    def status(self) -> str:
        """``superseded by stem/c012``; empty while the claim stands."""
        link = self.overtaken
        return f"{link.kind} by {link.later.removeprefix(SRC)}" if link else ""

    @property
    def hedge(self) -> str:
        """Modality, likelihood and a denial, where they are not the plain case."""
        parts = []
        if self.denied:
            parts.append("denied")
        if self.get("modality") not in (None, KG + "asserted"):
            parts.append(self.label("modality"))
        if self.likelihood:
            parts.append(f"“{self.book.label(self.likelihood)}”")
        return ", ".join(parts)

    @property
    def place(self) -> str:
        """Where the evidence stands: characters of the text, or an address."""
        if OA + "start" in self.evidence:
            return f"characters {self.evidence[OA + 'start']}–{self.evidence.get(OA + 'end', '?')}"
        return self.evidence.get(KG + "url", "")

    @property
    def document(self) -> str:
        """The title of the document that the claim stands in."""
        source = self.get("source")
        return self.book.title(source) if source else ""

    @property
    def speaker(self) -> str:
        """Who says it; with whom the text may mean as well."""
        also = self.get("possiblyAttributedTo")
        return self.label("attributedTo") + (f" (or {self.book.label(also)})" if also else "")


class Listing:
    """All claims of a graph, with the labels of what they name."""

    def __init__(self, graph: Snapshot) -> None:
        self._graph = graph
        self._labels = _labels(graph)
        values: dict[str, dict[str, list[str]]] = {}
        nodes: dict[str, dict[str, str]] = {}
        for row in select(graph.store, "SELECT ?c ?p ?o { ?c kg:source ?s ; ?p ?o }"):
            stated = values.setdefault(row["c"].value, {}).setdefault(row["p"].value, [])
            stated.append(row["o"].value)
        for row in select(
            graph.store, "SELECT ?n ?p ?o { ?c kg:evidence|kg:likelihood ?n . ?n ?p ?o }"
        ):
            nodes.setdefault(row["n"].value, {})[row["p"].value] = row["o"].value
        self.claims: dict[str, Reading] = {}
        for iri in sorted(values):
            own = values[iri]
            evidence = nodes.get((own.get(KG + "evidence") or [""])[0], {})
            hedge = nodes.get((own.get(KG + "likelihood") or [""])[0], {})
            likelihood = hedge.get(KG + "likelihoodTerm")
            self.claims[iri] = Reading(iri, own, evidence, likelihood, self)
        self.overtaken = stored_overtaken(graph.store)

    def translations(self, claim: str) -> list[str]:
        """A claim's wording in other languages: “text” (language), with who put it so."""
        rows = select(self._graph.store, _TRANSLATIONS, {"claim": ox.NamedNode(claim)})
        return [
            f"“{row['text'].value}” ({row['text'].language}), by {self.label(row['who'].value)}"
            for row in rows
        ]

    def label(self, iri: str) -> str:
        """The English label of a term, else any; the last part of its IRI where it has none."""
        return self._labels.get(iri) or (local_name(iri) if "://" in iri else iri)

    def title(self, source: str) -> str:
        """A document's title."""
        return self.label(source)

    def claim(self, name: str) -> Reading:
        """The claim of an IRI, of ``stem/c012``, or of ``c012`` where only one source has it.

        Raises UsageError when there is none, or several.
        """
        return self.claims[claim_named(name, self.claims)]

    def about(self, iris: Iterable[str]) -> list[Reading]:
        """The claims that name one of these as subject or object, are about it, or count it."""
        wanted = set(iris)
        names = (RDF + "subject", RDF + "object", KG + "about", KG + "counts")
        return [
            claim
            for claim in self.claims.values()
            if any(value in wanted for name in names for value in claim.values.get(name, ()))
        ]

    def figures(self, iri: str) -> list[Reading]:
        """The estimates about an entity, and about the events that it takes part in."""
        names = (RDF + "subject", RDF + "object", KG + "about")
        near = [claim for claim in self.about([iri]) if claim.kind == "Claim"]
        ends = {value for claim in near for name in names for value in claim.values.get(name, ())}
        events = {end for end in ends - {iri} if "://" in end and self._is_event(end)}
        return [claim for claim in self.about({iri, *events}) if claim.kind == "Estimate"]

    def _is_event(self, iri: str) -> bool:
        return bool(self._graph.query("ASK WHERE { ?x a kg:Event }", {"x": ox.NamedNode(iri)}))

    def origins(self, claims: Iterable[Reading]) -> frozenset[str]:
        """The independent origins of some claims that assert: denied and retracted ones give none."""
        return self._origins.of([c.iri for c in claims if not c.denied and not _retracted(c)])

    @cached_property
    def matters(self) -> dict[tuple[str | None, ...], list[Reading]]:
        """All statements and figures by their matter; judgements support nothing."""
        found: dict[tuple[str | None, ...], list[Reading]] = {}
        for claim in self.claims.values():
            if claim.kind != "Judgement":
                found.setdefault(claim.matter, []).append(claim)
        return found

    def support(self, claims: Sequence[Reading]) -> str:
        """What stands behind a relation or a figure: ``3 claims, 2 independent origins``."""
        marks = [f"{sum(c.denied for c in claims)} denied"] if any(c.denied for c in claims) else []
        if retracted := sum(map(_retracted, claims)):
            marks.append(f"{retracted} retracted")
        note = f" ({', '.join(marks)})" if marks else ""
        found = counted(len(self.origins(claims)), "independent origin")
        return f"{counted(len(claims), 'claim')}{note}, {found}"

    @cached_property
    def _origins(self) -> Origins:
        return Origins(read_testimonies(self._graph.store))


def _retracted(claim: Reading) -> bool:
    return claim.overtaken is not None and claim.overtaken.kind == RETRACTED


def stance_of(claims: Iterable[Reading]) -> str:
    """``asserts`` or ``denies`` where all of some claims do so, else ``mixed``."""
    denied = {claim.denied for claim in claims}
    if len(denied) > 1:
        return "mixed"
    return "denies" if True in denied else "asserts"


def counted(number: int, word: str) -> str:
    """``1 claim``, ``3 claims``."""
    return f"{number:,} {word}{'' if number == 1 else 's'}"


def _labels(graph: Snapshot) -> dict[str, str]:
    """A label for everything that has one: the English one, else the first by language."""
    labels: dict[str, str] = {}
    others: dict[str, tuple[str, str]] = {}
    for row in select(graph.store, "SELECT ?x ?l { ?x rdfs:label|dcterms:title ?l }"):
        iri, label = row["x"].value, row["l"]
        if not isinstance(label, ox.Literal):
            continue
        if label.language in (None, "en"):
            labels.setdefault(iri, label.value)
        else:
            other = (label.language or "", label.value)
            others[iri] = min(others.get(iri, other), other)
    return {iri: label for iri, (_, label) in others.items()} | labels


def vocabulary_term(graph: Snapshot, name: str) -> str:
    """The IRI of a vocabulary term by its short name or label. Raises UsageError."""
    iri = expand(name) or KG + name
    try:
        if graph.query("ASK WHERE { ?term skos:inScheme ?s }", {"term": ox.NamedNode(iri)}):
            return iri
    except ValueError:  # what a person typed need not be an IRI
        pass
    query = """SELECT DISTINCT ?term WHERE { ?term skos:inScheme ?scheme ; rdfs:label ?label
      FILTER(LCASE(STR(?label)) = LCASE(STR(?name))) }"""
    same = [row["term"].value for row in select(graph.store, query, {"name": ox.Literal(name)})]
    if len(same) == 1:
        return str(same[0])
    raise UsageError(f"there is no term “{name}”", None, _near_words(graph, name))


def _near_words(graph: Snapshot, name: str) -> str:
    """What to do where no word of a vocabulary has a name: the nearest ones, or where they are."""
    import difflib

    rows = select(graph.store, "SELECT ?term ?label { ?term skos:inScheme ?s ; rdfs:label ?label }")
    labels = {row["label"].value: row["term"].value for row in rows}
    near = difflib.get_close_matches(name, labels, n=3, cutoff=0.7)
    listed = ", ".join(f"{label} ({shorten(labels[label])})" for label in near)
    return f"did you mean {listed}?" if listed else "all words are listed by: kg terms --kind word"
