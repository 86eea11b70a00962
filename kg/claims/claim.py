"""Claims as plain values: what the sources say, read from triples."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING

import pyoxigraph as ox

from kg.claims.corrections import RETRACTED
from kg.claims.limits import STATED_BY, as_limit, in_words
from kg.errors import UsageError
from kg.iris import KG, OA, RDF, SRC, expand, local_name

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Mapping, Sequence

    from kg.claims.corrections import Link
    from kg.claims.ontology import Ontology

_ESTIMATE, _JUDGEMENT = KG + "Estimate", KG + "Judgement"
#: The kinds of claims, as people choose among them.
KINDS = ("claim", "estimate", "judgement")
ASSERTS, DENIES = KG + "asserts", KG + "denies"
ASSERTED, ASSESSED = KG + "asserted", KG + "assessed"
#: Ways of putting a statement forward that neither uphold nor reject it.
LEAVES_OPEN = frozenset(KG + name for name in ("noComment", "notConfirmed", "notKnown"))
#: How openly the text makes a claim: in words, or left to the reader.
STATED, IMPLIED = KG + "stated", KG + "implied"

#: What can stand as the object of a triple.
Term = ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple


def value_text(term: Term | None) -> str:
    """The IRI, lexical value or label of a term; empty for none, and for a triple term."""
    return "" if term is None or isinstance(term, ox.Triple) else term.value


@dataclass(frozen=True)
class Claim:
    """One claim of one source: who says what, on what evidence, how surely, of which day.

    ``type`` is the IRI of its class (kg:Claim, kg:Estimate, kg:Judgement, or one below them),
    ``source`` that of its document; ``properties`` maps the IRI of a property to its values in
    order. ``evidence`` holds the values of the evidence node by the IRI of the property,
    ``likelihood`` and ``likelihood_scheme`` the IRIs of the term that hedges it and of the scheme
    of that term. ``overtaken`` says what has taken the claim's place. ``label_of`` gives the words
    for a term's IRI: a claim says in words only what it can name.
    """

    iri: str
    type: str
    source: str
    properties: Mapping[str, tuple[Term, ...]]
    evidence: Mapping[str, str] = field(default_factory=dict)
    likelihood: str | None = None
    likelihood_scheme: str | None = None
    overtaken: Link | None = None
    label_of: Callable[[str], str] = field(default=local_name, repr=False, compare=False)

    def term(self, name: str) -> Term | None:
        """The first value of a ``kg:`` property (its local name), or of a full IRI."""
        values = self.properties.get(name if ":" in name else KG + name)
        return values[0] if values else None

    def get(self, name: str) -> str | None:
        """The text of ``term``: an IRI, or the lexical form; None where the claim states none."""
        value = self.term(name)
        return None if value is None or isinstance(value, ox.Triple) else value.value

    def all(self, name: str) -> list[str]:
        """The texts of all values of a property, named as in ``term``."""
        values = self.properties.get(name if ":" in name else KG + name, ())
        return [value.value for value in values if not isinstance(value, ox.Triple)]

    def number(self, name: str) -> float | None:
        """A stated number; None where it is absent or no number."""
        try:
            return float(self.get(name) or "")
        except ValueError:
            return None

    def label(self, name: str) -> str:
        """The words for a property's first value; empty when there is none."""
        value = self.get(name)
        return self.label_of(value) if value else ""

    def limits(self, field: str) -> str:
        """Its ``scope`` or ``basis`` in words: the labels of its terms, and what it says beside them."""
        terms, words = STATED_BY[field]
        return in_words(as_limit(self.all(terms), self.get(words) or ""), self.label_of)

    @property
    def id(self) -> str:
        """The short id, ``stem/c012``."""
        return self.iri.removeprefix(SRC)

    @cached_property
    def kind(self) -> str:
        """``Estimate``, ``Judgement`` or ``Claim``, whichever class below these it has."""
        types = {self.type, *self.all(RDF + "type")}
        return next((local_name(k) for k in (_ESTIMATE, _JUDGEMENT) if k in types), "Claim")

    @property
    def stance(self) -> str:
        """The IRI of kg:asserts (also where nothing is said) or kg:denies."""
        return self.get("stance") or ASSERTS

    @property
    def modality(self) -> str:
        """The IRI of how it is put forward; kg:asserted where nothing is said."""
        return self.get("modality") or ASSERTED

    @property
    def explicitness(self) -> str:
        """The IRI of how openly the text makes it; empty where nobody has said."""
        return self.get("explicitness") or ""

    @property
    def unstated(self) -> str:
        """``presupposed`` or ``implied``, in words; empty for what is stated, or not said."""
        return "" if self.explicitness == STATED else self.label("explicitness")

    @property
    def rests_on(self) -> str:
        """The kinds of evidence that the text names, in words; empty where it names none."""
        return ", ".join(self.label_of(kind) for kind in sorted(self.all("evidenceKind")))

    @property
    def denied(self) -> bool:
        """Whether the speaker denies what is stated."""
        return self.stance == DENIES

    @property
    def retracted(self) -> bool:
        """Whether its speaker or its document has taken it back."""
        return self.overtaken is not None and self.overtaken.kind == RETRACTED

    @cached_property
    def edge(self) -> tuple[str, str, str] | None:
        """Subject, predicate and object as texts; None where it has not all three."""
        subject, predicate, value = (self.get(RDF + n) for n in ("subject", "predicate", "object"))
        if subject is None or predicate is None or value is None:
            return None
        return subject, predicate, value

    @cached_property
    def matter(self) -> tuple[str | None, ...]:
        """What it speaks to: claims of one matter support, or weigh against, one another."""
        if self.kind == "Estimate":
            names = ["about", "measure", "unit", "counts", "scope", "basis", "shareOf"]
            terms = (*self.all("limitedTo"), *self.all("onBasis"))
            return (self.kind, *(self.get(name) for name in names), *sorted(terms))
        names = [RDF + "subject", RDF + "predicate", RDF + "object"]
        return (self.kind, *(self.get(name) for name in names))

    @cached_property
    def figure(self) -> str:
        """The range as words and digits (``more than 6,000``); empty without one."""
        if self.kind != "Estimate":
            return ""
        from kg.claims.figure_words import figure  # decimal costs 2 ms, and a query says no figure

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
    def status(self) -> str:
        """``superseded by stem/c012``; empty while the claim stands."""
        link = self.overtaken
        return f"{link.kind} by {link.later.removeprefix(SRC)}" if link else ""

    @cached_property
    def hedge(self) -> str:
        """Modality, likelihood and a denial, where they are not the plain case."""
        parts = ["denied"] if self.denied else []
        if self.modality != ASSERTED:
            parts.append(self.label("modality"))
        if self.likelihood:
            parts.append(f"“{self.label_of(self.likelihood)}”")
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
        return self.label_of(self.source) if self.source else ""

    @property
    def speaker(self) -> str:
        """Who says it; with whom the text may mean as well."""
        also = self.get("possiblyAttributedTo")
        return self.label("attributedTo") + (f" (or {self.label_of(also)})" if also else "")


def stance_of(claims: Iterable[Claim]) -> str:
    """``asserts`` or ``denies`` where all of some claims do so, else ``mixed``."""
    denied = {claim.denied for claim in claims}
    if len(denied) > 1:
        return "mixed"
    return "denies" if True in denied else "asserts"


def read_claims(triples: Iterable[ox.Triple], source: str, ontology: Ontology) -> list[Claim]:
    """The claims among the triples of one source (its IRI), in the order in which they stand."""
    depths = ontology.claim_classes
    properties: defaultdict[str, defaultdict[str, list[Term]]] = defaultdict(
        lambda: defaultdict(list)
    )
    kinds: dict[str, str] = {}
    is_a = RDF + "type"
    for triple in triples:
        node = triple.subject
        if not isinstance(node, ox.NamedNode):
            continue
        subject, predicate, value = node.value, triple.predicate.value, triple.object
        properties[subject][predicate].append(value)
        if predicate == is_a and isinstance(value, ox.NamedNode):
            kind = value.value
            if depths.get(kind, -1) > depths.get(kinds.get(subject, ""), 0):
                kinds[subject] = kind  # of several classes the one that lies deepest
    return [
        Claim(iri, kind, source, {name: tuple(values) for name, values in properties[iri].items()})
        for iri, kind in kinds.items()
    ]


def count_claims(triples: Iterable[ox.Triple], ontology: Ontology) -> int:
    """How many claims ``read_claims`` reads."""
    classes = ontology.claim_classes
    claims = {
        triple.subject
        for triple in triples
        if triple.predicate.value == RDF + "type"
        if isinstance(triple.object, ox.NamedNode) and triple.object.value in classes
    }
    return sum(isinstance(claim, ox.NamedNode) for claim in claims)


def claim_named(name: str, known: Collection[str]) -> str:
    """The claim of an IRI, of ``stem/c012``, or of ``c012`` where only one source has it.

    Raises UsageError when there is none among the known IRIs, or several.
    """
    iri = expand(name) or SRC + name
    if iri in known:
        return iri
    return only_claim(name, [claim for claim in known if claim.endswith(f"/{name}")])


def only_claim(name: str, same: Sequence[str]) -> str:
    """The one claim of a name among those (IRIs) that have it. Raises UsageError."""
    if len(same) == 1:
        return same[0]
    if same:
        listed = ", ".join(claim.removeprefix(SRC) for claim in same)
        raise UsageError(f"{len(same)} sources have a claim {name}", None, f"say which: {listed}")
    raise UsageError(f"there is no claim {name}", None, "the claims are listed by: kg claims")
