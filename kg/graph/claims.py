"""The claims of a graph: by id, by entity, by source, by what they speak to; each read once."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property
from typing import TYPE_CHECKING

import pyoxigraph as ox

from kg.claims.claim import Claim, only_claim
from kg.claims.closure import closure
from kg.claims.corrections import CORRECTED, RETRACTED, SUPERSEDED, Link
from kg.claims.independence import Origins
from kg.iris import CURRENT_VIEW, KG, RDF, SRC, expand
from kg.store.testimonies import StoredTestimonies

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from kg.claims.claim import Term
    from kg.graph.labels import Labels
    from kg.store.base import Store

_TYPE = ox.NamedNode(RDF + "type")
_SOURCE, _EVIDENCE, _LIKELIHOOD, _OVERTAKEN, _TRANSLATION = (
    ox.NamedNode(KG + name)
    for name in ("source", "evidence", "likelihood", "overtakenBy", "translation")
)
_SUBJECT, _PREDICATE, _OBJECT = (
    ox.NamedNode(RDF + name) for name in ("subject", "predicate", "object")
)
_ABOUT, _COUNTS = ox.NamedNode(KG + "about"), ox.NamedNode(KG + "counts")
_VIEW = ox.NamedNode(CURRENT_VIEW)
_KINDS = (KG + "Estimate", KG + "Judgement")
# How a later claim or document says that an earlier one no longer stands, and which side says so.
_LINKS = (("retracts", RETRACTED), ("supersedes", SUPERSEDED))


class Claims(Mapping[str, Claim]):
    """The claims of a store by IRI; iterating and counting is in the order of the IRIs.

    A claim is read when it is first asked for. Only what asks for all of them (iterating,
    ``values``, ``matters``) reads all.
    """

    def __init__(self, store: Store, labels: Labels) -> None:
        self._store = store
        self._labels = labels
        self._known: dict[str, Claim | None] = {}

    def __getitem__(self, iri: str) -> Claim:
        if iri not in self._known:
            self._known[iri] = self._read(iri)
        claim = self._known[iri]
        if claim is None:
            raise KeyError(iri)
        return claim

    def __iter__(self) -> Iterator[str]:
        return iter(self._iris)

    def __len__(self) -> int:
        return len(self._iris)

    @cached_property
    def _iris(self) -> list[str]:
        return sorted(self._subjects(_SOURCE))

    def named(self, name: str) -> Claim:
        """The claim of an IRI, of ``stem/c012``, or of ``c012`` where only one source has it.

        Raises UsageError when there is none, or several.
        """
        iri = expand(name) or SRC + name
        if iri in self:
            return self[iri]
        graphs = {graph.value for graph in self._store.graphs() if graph.value.startswith(SRC)}
        return self[only_claim(name, [c for g in sorted(graphs) if (c := f"{g}/{name}") in self])]

    def about(self, iris: Iterable[str]) -> list[Claim]:
        """The claims that name one of these as subject or object, are about it, or count it."""
        return self._that_name(iris, (_SUBJECT, _OBJECT, _ABOUT, _COUNTS))

    def stating(self, subject: str, predicate: str) -> list[Claim]:
        """The claims that state a relation (an IRI) of a subject, whatever its object."""
        relation = ox.NamedNode(predicate)
        stated = [
            claim
            for claim in self._subjects(_SUBJECT, ox.NamedNode(subject))
            if any(self._store.quads(ox.NamedNode(claim), _PREDICATE, relation))
        ]
        return [claim for iri in sorted(stated) if (claim := self.get(iri)) is not None]

    def said_by(self, speaker: str) -> list[Claim]:
        """The claims that are attributed to an actor."""
        return self._that_name([speaker], (ox.NamedNode(KG + "attributedTo"),))

    def first_said_by(self, speaker: str, most: int) -> tuple[list[Claim], int]:
        """The first so many of ``said_by``, the only ones that are read, and how many there are."""
        said = sorted(self._subjects(ox.NamedNode(KG + "attributedTo"), ox.NamedNode(speaker)))
        return [self[iri] for iri in said[:most] if iri in self], len(said)

    def of_source(self, source: str) -> list[Claim]:
        """The claims of a document, by its IRI."""
        return self._that_name([source], (_SOURCE,))

    def linked_to(self, iri: str, link: str) -> list[Claim]:
        """The claims that name a claim or document by a ``kg:`` property (``derivedFrom``)."""
        return self._that_name([iri], (ox.NamedNode(KG + link),))

    def of_matter(self, claim: Claim) -> list[Claim]:
        """The claims that speak to the same statement or quantity; a judgement supports nothing."""
        if claim.kind == "Judgement":
            return []
        leading = claim.get("about") or claim.get(RDF + "subject")
        claims_about = self.about([leading]) if leading and "://" in leading else [claim]
        return [c for c in claims_about if c.kind != "Judgement" and c.matter == claim.matter]

    @cached_property
    def matters(self) -> dict[tuple[str | None, ...], list[Claim]]:
        """All statements and figures by what they speak to; judgements support nothing."""
        matters: dict[tuple[str | None, ...], list[Claim]] = {}
        for claim in self.values():
            if claim.kind != "Judgement":
                matters.setdefault(claim.matter, []).append(claim)
        return matters

    def translations(self, claim: Claim) -> list[str]:
        """A claim's wording in other languages: “text” (language), with its translator."""
        texts = []
        for stated in self._store.quads(ox.NamedNode(claim.iri), _TRANSLATION):
            if isinstance(stated.object, ox.NamedNode | ox.BlankNode):
                values = self._values(stated.object)
                text = next(iter(values.get(KG + "translatedText", ())), None)
                translator = next(iter(values.get(KG + "translator", ())), None)
                if isinstance(text, ox.Literal) and isinstance(translator, ox.NamedNode):
                    texts.append((text.value, text.language, self._labels(translator.value)))
        return [
            f"“{text}” ({language}), by {translator}"
            for text, language, translator in sorted(texts, key=str)
        ]

    @cached_property
    def testimonies(self) -> StoredTestimonies:
        """What independence needs of each claim, by its IRI."""
        return StoredTestimonies(self._store)

    @cached_property
    def origins_of(self) -> Origins:
        """The independent origins of claims, by their IRIs."""
        return Origins(self.testimonies, self.testimonies.of_document)

    def origins(self, claims: Iterable[Claim]) -> frozenset[str]:
        """The independent origins of some claims that assert: denied and retracted ones give none."""
        return self.origins_of.of([c.iri for c in claims if not c.denied and not c.retracted])

    def support(self, claims: Sequence[Claim]) -> str:
        """What stands behind a relation or a figure: ``3 claims, 2 independent origins``."""
        marks = [f"{sum(c.denied for c in claims)} denied"] if any(c.denied for c in claims) else []
        if retracted := sum(claim.retracted for claim in claims):
            marks.append(f"{retracted} retracted")
        note = f" ({', '.join(marks)})" if marks else ""
        origins = counted(len(self.origins(claims)), "independent origin")
        return f"{counted(len(claims), 'claim')}{note}, {origins}"

    def _that_name(self, iris: Iterable[str], predicates: Sequence[ox.NamedNode]) -> list[Claim]:
        named = {
            claim
            for iri in iris
            for predicate in predicates
            for claim in self._subjects(predicate, ox.NamedNode(iri))
        }
        return [claim for iri in sorted(named) if (claim := self.get(iri)) is not None]

    def _subjects(self, predicate: ox.NamedNode, value: ox.NamedNode | None = None) -> set[str]:
        return {
            quad.subject.value
            for quad in self._store.quads(None, predicate, value)
            if isinstance(quad.subject, ox.NamedNode)
        }

    def _values(self, node: ox.NamedNode | ox.BlankNode) -> dict[str, tuple[Term, ...]]:
        """What is stated of a node, by property; each value once, whatever graphs it stands in."""
        values: dict[str, dict[Term, None]] = {}
        for quad in self._store.quads(node):
            values.setdefault(quad.predicate.value, {})[quad.object] = None
        return {name: tuple(stated) for name, stated in values.items()}

    def _read(self, iri: str) -> Claim | None:
        try:
            node = ox.NamedNode(iri)
        except ValueError:  # what a person typed need not be an IRI
            return None
        properties = self._values(node)
        if KG + "source" not in properties:
            return None
        types = {_text(value) for value in properties.get(RDF + "type", ())}
        hedge = self._texts(properties.get(KG + "likelihood"))
        source = _text(properties[KG + "source"][0])
        return Claim(
            iri,
            next((kind for kind in _KINDS if kind in types), KG + "Claim"),
            source,
            properties,
            evidence=self._texts(properties.get(KG + "evidence")),
            likelihood=hedge.get(KG + "likelihoodTerm"),
            likelihood_scheme=hedge.get(KG + "likelihoodScheme"),
            overtaken=self._overtaken(node, source),
            label_of=self._labels,
        )

    def _texts(self, nodes: tuple[Term, ...] | None) -> dict[str, str]:
        """The texts of what is stated of the first of some nodes, the last value of each property."""
        node = nodes[0] if nodes else None
        if not isinstance(node, ox.NamedNode | ox.BlankNode):
            return {}
        return {name: _text(values[-1]) for name, values in self._values(node).items()}

    def _overtaken(self, claim: ox.NamedNode, source: str) -> Link | None:
        """What has taken a claim's place, as the fact layer of the store marks it."""
        for quad in self._store.quads(claim, _OVERTAKEN, None, _VIEW):
            if isinstance(quad.object, ox.NamedNode):
                return Link(
                    quad.object.value, claim.value, self._link_kind(quad.object, claim, source)
                )
        return None

    def _named(self, node: ox.NamedNode, predicate: ox.NamedNode) -> list[ox.NamedNode]:
        values = (quad.object for quad in self._store.quads(node, predicate))
        return [value for value in values if isinstance(value, ox.NamedNode)]

    def _link_kind(self, later: ox.NamedNode, claim: ox.NamedNode, source: str) -> str:
        """How the later claim or document says so of the claim, or else of its whole document."""
        # A relay is overtaken as what it relays is.
        derived = ox.NamedNode(KG + "derivedFrom")
        relayed = closure([claim], lambda node: self._named(node, derived)) - {claim}
        ordered = sorted(relayed, key=lambda node: node.value)
        for earlier in (ox.NamedNode(source), claim, *ordered):
            if any(self._store.quads(earlier, ox.NamedNode(KG + "correctedBy"), later)):
                return CORRECTED
            for name, kind in reversed(_LINKS):
                if any(self._store.quads(later, ox.NamedNode(KG + name), earlier)):
                    return kind
        return CORRECTED


def _text(term: Term) -> str:
    return "" if isinstance(term, ox.Triple) else term.value


def counted(number: int, word: str) -> str:
    """``1 claim``, ``3 claims``."""
    return f"{number:,} {word}{'' if number == 1 else 's'}"
