"""Claims as people read them: who says what, where, how surely; with labels for every term."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import pyoxigraph as ox

from kg.errors import UsageError
from kg.namespaces import KG, OA, RDF, SRC, expand, local_name

if TYPE_CHECKING:
    from collections.abc import Iterable

    from kg.api import Graph

_ESTIMATE, _JUDGEMENT = KG + "Estimate", KG + "Judgement"


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
            lower_inclusive=self.get("lowerInclusive") != "false",
            words=self.label("qualifier"),
            implied=(self.get("impliedLower"), self.get("impliedUpper")),
            share=self.get("unit") == KG + "ratio",
        )

    @property
    def hedge(self) -> str:
        """Modality, likelihood and a denial, where they are not the plain case."""
        parts = []
        if self.get("stance") == KG + "denies":
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

    def __init__(self, graph: Graph) -> None:
        self._labels: dict[str, str] = {}
        self._titles: dict[str, str] = {}
        for row in _select(graph, "SELECT ?x ?l { ?x rdfs:label|dcterms:title ?l }"):
            label = row["l"]
            if isinstance(label, ox.Literal) and label.language in (None, "en"):
                self._labels.setdefault(row["x"].value, label.value)
        values: dict[str, dict[str, list[str]]] = {}
        nodes: dict[str, dict[str, str]] = {}
        for row in _select(graph, "SELECT ?c ?p ?o { ?c kg:source ?s ; ?p ?o }"):
            stated = values.setdefault(row["c"].value, {}).setdefault(row["p"].value, [])
            stated.append(row["o"].value)
        for row in _select(graph, "SELECT ?n ?p ?o { ?c kg:evidence|kg:likelihood ?n . ?n ?p ?o }"):
            nodes.setdefault(row["n"].value, {})[row["p"].value] = row["o"].value
        self.claims: dict[str, Reading] = {}
        for iri in sorted(values):
            own = values[iri]
            evidence = nodes.get((own.get(KG + "evidence") or [""])[0], {})
            hedge = nodes.get((own.get(KG + "likelihood") or [""])[0], {})
            likelihood = hedge.get(KG + "likelihoodTerm")
            self.claims[iri] = Reading(iri, own, evidence, likelihood, self)

    def label(self, iri: str) -> str:
        """The English label of a term; the last part of its IRI where it has none."""
        return self._labels.get(iri) or (local_name(iri) if "://" in iri else iri)

    def title(self, source: str) -> str:
        """A document's title."""
        return self.label(source)

    def claim(self, name: str) -> Reading:
        """The claim of an IRI, of ``stem/c012``, or of ``c012`` where only one source has it.

        Raises UsageError when there is none, or several.
        """
        iri = expand(name) or SRC + name
        if iri in self.claims:
            return self.claims[iri]
        same = [claim for claim in self.claims if claim.endswith(f"/{name}")]
        if len(same) == 1:
            return self.claims[same[0]]
        if same:
            listed = ", ".join(claim.removeprefix(SRC) for claim in same)
            raise UsageError(
                f"{len(same)} sources have a claim {name}", None, f"say which: {listed}"
            )
        raise UsageError(f"there is no claim {name}", None, "the claims are listed by: kg claims")

    def about(self, iris: Iterable[str]) -> list[Reading]:
        """The claims that name one of these as subject, object, or as what they are about."""
        wanted = set(iris)
        names = (RDF + "subject", RDF + "object", KG + "about")
        return [
            claim
            for claim in self.claims.values()
            if any(value in wanted for name in names for value in claim.values.get(name, ()))
        ]


def _select(graph: Graph, query: str) -> ox.QuerySolutions:
    result = graph.query(query)
    if not isinstance(result, ox.QuerySolutions):
        raise TypeError("a SELECT query gives rows")
    return result


def number_text(text: str, *, share: bool) -> str:
    """A number with thousands separated; a share as per cent."""
    value = float(text)
    if share:
        return f"{value * 100:g}%"
    return f"{value:,.0f}" if value == int(value) else f"{value:,g}"


def figure(
    lower: str | None,
    upper: str | None,
    best: str | None,
    *,
    lower_inclusive: bool = True,
    words: str = "",
    implied: tuple[str | None, str | None] = (None, None),
    share: bool = False,
) -> str:
    """A figure as its source words it, in digits: ``14,000–15,000``, ``more than 6,000``.

    Without a stated number the qualifier's word stands, with what it implies in brackets.
    """
    stated = {
        name: number_text(text, share=share)
        for name, text in (("lower", lower), ("upper", upper), ("best", best))
        if text is not None
    }
    if not stated:
        low, high = (number_text(t, share=share) if t else "" for t in implied)
        if not low and not high:
            return words
        reads = f"{low}–{high}" if low and high else f"{low} or more" if low else f"{high} or less"
        return f"{words} (read as {reads})"
    if "lower" in stated and "upper" in stated:
        text = f"{stated['lower']}–{stated['upper']}"
        return f"{text}, best {stated['best']}" if "best" in stated else text
    if "best" in stated:
        plain = words in ("", "exactly")
        return stated["best"] if plain else f"{words} {stated['best']}"
    if "lower" in stated:
        return f"{'at least' if lower_inclusive else 'more than'} {stated['lower']}"
    return f"{words or 'up to'} {stated['upper']}"
