"""Claims as plain values: what the sources say, read from triples."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

import pyoxigraph as ox

from kg.errors import UsageError
from kg.iris import KG, RDF, SRC, expand

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

    from kg.claims.ontology import Ontology

ASSERTS, DENIES = KG + "asserts", KG + "denies"
ASSERTED = KG + "asserted"

#: What can stand as the object of a triple.
Term = ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple


def value_text(term: Term | None) -> str:
    """The IRI, lexical value or label of a term; empty for none, and for a triple term."""
    return "" if term is None or isinstance(term, ox.Triple) else term.value


@dataclass(frozen=True, slots=True)
class Claim:
    """One claim of one source; ``properties`` maps a property's IRI to its values in order."""

    iri: str
    kind: str  # kg:Claim, kg:Estimate, kg:Judgement, or a class below them
    source: str
    properties: dict[str, tuple[Term, ...]]

    def get(self, name: str) -> Term | None:
        """The first value of a ``kg:`` property (its local name), or of a full IRI."""
        values = self.properties.get(name if ":" in name else KG + name)
        return values[0] if values else None

    def text(self, name: str) -> str | None:
        """The lexical value of ``get``; None where the claim does not state it."""
        value = self.get(name)
        return None if value is None or isinstance(value, ox.Triple) else value.value

    def number(self, name: str) -> float | None:
        """A stated number; None where it is absent or no number."""
        try:
            return float(self.text(name) or "")
        except ValueError:
            return None

    @property
    def stance(self) -> str:
        """Whether its speaker asserts or denies it (an IRI); asserts, where it does not say."""
        return self.text("stance") or ASSERTS

    @property
    def modality(self) -> str:
        """In which way it is put forward (an IRI); asserted, where it does not say."""
        return self.text("modality") or ASSERTED

    @property
    def statement(self) -> tuple[ox.NamedNode, ox.NamedNode, Term] | None:
        """Subject, predicate and object, where the claim has all three."""
        subject, predicate = self.get(RDF + "subject"), self.get(RDF + "predicate")
        value = self.get(RDF + "object")
        if isinstance(subject, ox.NamedNode) and isinstance(predicate, ox.NamedNode) and value:
            return subject, predicate, value
        return None


def read_claims(triples: Iterable[ox.Triple], source: str, ontology: Ontology) -> list[Claim]:
    """The claims among the triples of one source (its IRI), in the order in which they stand."""
    depths = ontology.claim_classes
    properties: defaultdict[str, defaultdict[str, list[Term]]] = defaultdict(
        lambda: defaultdict(list)
    )
    kinds: dict[str, str] = {}
    for triple in triples:
        if not isinstance(triple.subject, ox.NamedNode):
            continue
        subject, predicate = triple.subject.value, triple.predicate.value
        properties[subject][predicate].append(triple.object)
        if predicate == RDF + "type" and isinstance(triple.object, ox.NamedNode):
            kind = triple.object.value
            if depths.get(kind, -1) > depths.get(kinds.get(subject, ""), 0):
                kinds[subject] = kind  # of several classes the one that lies deepest
    return [
        Claim(iri, kind, source, {name: tuple(values) for name, values in properties[iri].items()})
        for iri, kind in kinds.items()
    ]


def claim_named(name: str, known: Collection[str]) -> str:
    """The claim of an IRI, of ``stem/c012``, or of ``c012`` where only one source has it.

    Raises UsageError when there is none among the known IRIs, or several.
    """
    iri = expand(name) or SRC + name
    if iri in known:
        return iri
    namesakes = [claim for claim in known if claim.endswith(f"/{name}")]
    if len(namesakes) == 1:
        return namesakes[0]
    if namesakes:
        listed = ", ".join(claim.removeprefix(SRC) for claim in namesakes)
        raise UsageError(
            f"{len(namesakes)} sources have a claim {name}", None, f"say which: {listed}"
        )
    raise UsageError(f"there is no claim {name}", None, "the claims are listed by: kg claims")
