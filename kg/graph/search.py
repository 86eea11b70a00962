"""Find entities and claims by name, alias and wording; case, accents and small typos forgiven."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from typing import TYPE_CHECKING

import pyoxigraph as ox

from kg.errors import UsageError
from kg.iris import KGD, SRC, expand, local_name, shorten
from kg.store.sparql import select

if TYPE_CHECKING:
    from kg.graph.snapshot import Snapshot

# How alike two words must be to be taken for one with a typo: one edit in a word of four
# letters, two in one of nine.
_CUTOFF = 0.77
_ORDINAL = re.compile(r"([0-9]+)(?:st|nd|rd|th)?")
# As armies number: II to LXXXIX, and V and X; a lone I or L is a word.
_ROMAN = re.compile(r"(?=[ivxl]{2}|[vx]$)(l?x{0,3}|xl)(ix|iv|v?i{0,3})")
_LETTERS = {"i": 1, "v": 5, "x": 10, "l": 50}

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
    """Something found: what it is, the text that fitted, and how well (1 best, 0 not at all)."""

    iri: str
    kind: str
    label: str
    matched: str
    score: float


def fold(text: str) -> str:
    """Text without case, accents and punctuation, one space between words."""
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
    labels: dict[str, str] = {}
    for row in select(graph.store, _NAMES):
        iri, name = row["thing"].value, row["name"].value
        if row["preferred"].value == "true":
            labels[iri] = name
        score = _score(wanted, name)
        if score > 0 and (iri not in entities or entities[iri].score < score):
            entities[iri] = Hit(iri, local_name(row["kind"].value), name, name, score)
    claims: dict[str, Hit] = {}
    for row in select(graph.store, _CLAIMS):
        iri, text = row["claim"].value, row["text"].value
        score = _score(wanted, text)
        if score > 0 and (iri not in claims or claims[iri].score < score):
            claims[iri] = Hit(iri, "Claim", text, text, score)
    named = [
        Hit(h.iri, h.kind, labels.get(h.iri, h.label), h.matched, h.score)
        for h in entities.values()
    ]
    ranked = sorted(named, key=_rank) + sorted(claims.values(), key=_rank)
    return ranked[:limit]


def _rank(hit: Hit) -> tuple[float, int, str]:
    return -hit.score, len(hit.matched), hit.iri


def _score(wanted: list[str], text: str) -> float:
    """How well every wanted word is in a text; 0 when one is not."""
    present = fold(text).split()
    total = 0.0
    for word in wanted:
        best = max((_alike(word, other) for other in present), default=0.0)
        if best == 0:
            return 0.0
        total += best
    whole = 1.0 if present == wanted else 0.9 if present[: len(wanted)] == wanted else 0.8
    return total / len(wanted) * whole


def _alike(word: str, other: str) -> float:
    if word == other:
        return 1.0
    if (number := _number(word)) is not None and number == _number(other):
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


def _number(word: str) -> int | None:
    """What a folded word counts: 12, 12th and XII alike; None for one that is no number."""
    if match := _ORDINAL.fullmatch(word):
        return int(match[1])
    if not _ROMAN.fullmatch(word):
        return None
    values = [_LETTERS[letter] for letter in word]
    after = [*values[1:], 0]
    return sum(-one if one < two else one for one, two in zip(values, after, strict=True))


def _levelled(text: str) -> list[str | int]:
    """The words of a name, its numbers however they are written."""
    words = fold(text).split()
    return [word if (number := _number(word)) is None else number for word in words]


def resolve(graph: Snapshot, name: str) -> str:
    """The IRI of the one entity that a name, alias, short name or IRI stands for.

    What is only like a name is read as it where nothing else is like it, and ``graph.notify`` is
    told so. Raises UsageError when nothing fits (with near names) or when several do (with their ids).
    """
    iri = expand(name) or (KGD + name if re.fullmatch(r"[a-z]+-[\w\-]+", name) else None)
    if iri is not None and _is_described(graph, iri):
        return successor(graph, iri) or iri
    hits = [hit for hit in find(graph, name, limit=200) if not hit.iri.startswith(SRC)]
    exact = [hit for hit in hits if fold(hit.matched) == fold(name)]
    same = exact or [hit for hit in hits if _levelled(hit.matched) == _levelled(name)]
    if len(same) > 1:
        listed = ", ".join(shorten(hit.iri) for hit in same)
        raise UsageError(
            f"“{name}” is the name of {len(same)} things", None, f"say which: {listed}"
        )
    if len(hits) == 1 or same:
        (hit,) = same or hits
        if not exact:
            alias = f"“{hit.matched}”, " if hit.matched != hit.label else ""
            graph.notify(f"“{name}” is read as {alias}{hit.label} ({shorten(hit.iri)})")
        return hit.iri
    listed = "; ".join(f"{hit.label} ({shorten(hit.iri)})" for hit in hits[:5])
    hint = f"did you mean {listed}?" if listed else f"look for it: kg find {name!r}"
    raise UsageError(f"nothing here is called “{name}”", None, hint)


def successor(graph: Snapshot, iri: str) -> str | None:
    """The entity that a former one was merged into or renamed to; None for one that still is."""
    from kg.build.merged import INTO, RENAMED, last

    steps: dict[str, str] = {}
    for predicate in (INTO, RENAMED):
        for quad in graph.store.quads(None, ox.NamedNode(predicate), None):
            if isinstance(quad.subject, ox.NamedNode) and isinstance(quad.object, ox.NamedNode):
                steps[quad.subject.value] = quad.object.value
    return last(iri, steps) if iri in steps else None


def _is_described(graph: Snapshot, iri: str) -> bool:
    try:
        thing = ox.NamedNode(iri)
    except ValueError:  # what a person typed need not be an IRI
        return False
    return bool(graph.query("ASK WHERE { ?thing ?p ?o }", {"thing": thing}))


def is_claim(iri: str) -> bool:
    """Whether an IRI lies below a source, as a claim's does."""
    return iri.startswith(SRC) and "/" in iri.removeprefix(SRC)
