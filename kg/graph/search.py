"""Find entities and claims by name, alias and wording; case, accents and small typos forgiven."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import TYPE_CHECKING

import pyoxigraph as ox

from kg.claims.closure import closure
from kg.errors import UsageError
from kg.graph.naming.nicknames import nicknames_in
from kg.graph.naming.numbers import word_number
from kg.iris import KG, KGD, RDF, RDFS, SRC, local_name
from kg.store.sparql import select

if TYPE_CHECKING:
    from kg.graph.snapshot import Snapshot
    from kg.store.base import Store

# How alike two words must be to be taken for one with a typo: one edit in a word of four
# letters, two in one of nine.
_CUTOFF = 0.77
_DERIVED = "https://w3id.org/entente/view/derived"

_NAMES = """
SELECT ?thing ?name ?preferred ?kind WHERE {
  { ?thing rdfs:label ?name . BIND(true AS ?preferred) }
  UNION { ?thing skos:altLabel ?name . BIND(false AS ?preferred) }
  GRAPH ?home { ?thing a ?kind }
  FILTER(?home != <https://w3id.org/entente/view/derived> && ?kind != owl:NamedIndividual)
  FILTER(STRSTARTS(STR(?thing), "https://w3id.org/entente/id/")
    || EXISTS { ?kind rdfs:subClassOf* kg:Weapon } || ?kind = kg:Tactic)
}"""

_CLAIMS = """
SELECT ?claim ?text WHERE {
  ?claim kg:source ?source .
  { ?claim kg:statement ?text } UNION { ?claim kg:wording ?text }
}"""


@dataclass(frozen=True, slots=True)
class Hit:
    """An entity or claim that fits a search: its kind and label, the text that fitted, and how well.

    ``score`` runs from 0 (not at all) to 1 (best). ``claim``: the IRI of the claim by which the
    text that fitted is a nickname.
    """

    iri: str
    kind: str
    label: str
    matched: str
    score: float
    claim: str = ""


@lru_cache(maxsize=4096)
def fold(text: str) -> str:
    """Text without case, accents and punctuation, one space between words."""
    if text.isascii():
        return " ".join(re.findall(r"\w+", text.lower()))
    decomposed = unicodedata.normalize("NFKD", text.casefold())
    # Hangul decomposes into jamo, which NFC joins again; only combining marks are dropped.
    bare = "".join(c for c in decomposed if not unicodedata.combining(c))
    composed = unicodedata.normalize("NFC", bare)
    return " ".join(re.findall(r"\w+", composed))


def find(graph: Snapshot, words: str, limit: int = 20) -> list[Hit]:
    """Entities first, then claims, best first. Raises UsageError when there is nothing to find by."""
    wanted = fold(words).split()
    if not wanted:
        raise UsageError("there is no word to look for", None, 'try: kg find "storm corps"')
    entities: dict[str, Hit] = {}
    for row in select(graph.store, _NAMES):
        iri, name = row["thing"].value, row["name"].value
        score = _score(wanted, name)
        if score > 0 and (iri not in entities or entities[iri].score < score):
            entities[iri] = Hit(iri, local_name(row["kind"].value), name, name, score)
    for nickname in nicknames_in(graph.store):
        score = _score(wanted, nickname.text)
        if score > 0 and (nickname.iri not in entities or entities[nickname.iri].score < score):
            kind = kind_of(graph.store, nickname.iri)
            hit = Hit(nickname.iri, kind, nickname.text, nickname.text, score, nickname.claim)
            entities[nickname.iri] = hit
    claims: dict[str, Hit] = {}
    for row in select(graph.store, _CLAIMS):
        iri, text = row["claim"].value, row["text"].value
        score = _score(wanted, text)
        if score > 0 and (iri not in claims or claims[iri].score < score):
            claims[iri] = Hit(iri, "Claim", text, text, score)
    named = [replace(hit, label=graph.labels(hit.iri)) for hit in entities.values()]
    ranked = sorted(named, key=_rank) + sorted(claims.values(), key=_rank)
    return ranked[:limit]


def kind_of(store: Store, iri: str) -> str:
    """The class of an entity, as its file states it: its local name; empty without one."""
    kinds = sorted(
        local_name(quad.object.value)
        for quad in store.quads(ox.NamedNode(iri), ox.NamedNode(RDF + "type"))
        if isinstance(quad.object, ox.NamedNode)
        and getattr(quad.graph_name, "value", "") != _DERIVED
    )
    return next((kind for kind in kinds if kind != "NamedIndividual"), "")


def _rank(hit: Hit) -> tuple[float, int, str]:
    return -hit.score, len(hit.matched), hit.iri


def _score(wanted: list[str], text: str) -> float:
    """How well every wanted word is in a text; 0 when one is not."""
    words = fold(text).split()
    total = 0.0
    for word in wanted:
        best = max((_alike(word, other) for other in words), default=0.0)
        if best == 0:
            return 0.0
        total += best
    share = 1.0 if words == wanted else 0.9 if words[: len(wanted)] == wanted else 0.8
    return total / len(wanted) * share


def _alike(word: str, other: str) -> float:
    if word == other:
        return 1.0
    if (number := word_number(word)) is not None and number == word_number(other):
        return 0.97
    if len(word) >= 3 and other.startswith(word):
        return 0.95
    if len(word) >= 4 and word in other:
        return 0.85
    if len(word) < 4 or abs(len(word) - len(other)) > 2 or not word.isalpha():
        return 0.0
    import difflib

    ratio = difflib.SequenceMatcher(None, word, other).ratio()
    return ratio * 0.9 if ratio >= _CUTOFF else 0.0


def is_claim(iri: str) -> bool:
    """Whether an IRI lies below a source, as a claim's does."""
    return iri.startswith(SRC) and "/" in iri.removeprefix(SRC)


def is_thing(store: Store, node: ox.NamedNode) -> bool:
    """Whether a node is something in the world: an entity, a kind of weapon, or a tactic."""
    if node.value.startswith(KGD):
        return True

    def values(of: ox.NamedNode, name: str) -> list[ox.NamedNode]:
        objects = (quad.object for quad in store.quads(of, ox.NamedNode(name)))
        return [value for value in objects if isinstance(value, ox.NamedNode)]

    kinds = closure(values(node, RDF + "type"), lambda kind: values(kind, RDFS + "subClassOf"))
    return any(kind.value in (KG + "Weapon", KG + "Tactic") for kind in kinds)
