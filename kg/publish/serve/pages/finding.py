"""What the search page finds: by id, name, title and wording as ``kg find`` does, and terms and questions."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from kg.errors import UsageError
from kg.graph.names import found
from kg.graph.questions import all_questions
from kg.iris import KG, SRC
from kg.publish.site.sheets import Sheet
from kg.store.search_texts import is_claim
from kg.text.display import shown
from kg.text.folding import fold

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kg.publish.serve.pages.frame import ServerFrame
    from kg.publish.serve.pages.held import Held

_MOST, _BESIDE = 50, 20  # hits on a page; terms, and questions, beside them
_LONGEST = 200  # characters that are looked for


class Shown(NamedTuple):
    """A hit as people read it: what it is, of what kind, where, and what was found of it."""

    name: str
    kind: str
    address: str
    note: str


def sheet(known: Held, text: str, frame: ServerFrame) -> Sheet:
    """The page of a search."""
    found_here = hits(known, text, _MOST, frame)
    values = {"asked": shown(text[:_LONGEST]), "hits": found_here, "most": _MOST}
    return Sheet("search_here.html", "Search", values)


def hits(known: Held, text: str, most: int, frame: ServerFrame) -> list[Shown]:
    """What fits a text, the best first, each once; nothing where there is no word in it."""
    text = text[:_LONGEST].strip()
    unique: dict[str, Shown] = {}
    for hit in (*_by_id(known, text, frame), *_by_words(known, text, most, frame)):
        unique.setdefault(hit.address, hit)
    return list(unique.values())[:most]


def _by_id(known: Held, text: str, frame: ServerFrame) -> Iterator[Shown]:
    """What has this very id: ``kgd:state-russia``, ``stem/c020``, an IRI."""
    iri = known.graph.prefixes.expand(text) or (SRC + text if "/" in text else "")
    if not iri or " " in text:
        return
    if iri in known.graph.claims:
        yield Shown(known.sheets.clashes.said(iri).statement, "claim", frame.link(iri), "")
    elif iri in known.sheets.entities or iri in known.sheets.documents or iri in known.sheets.terms:
        yield Shown(shown(known.graph.labels(iri)), "", frame.link(iri), shown(text))


def _by_words(known: Held, text: str, most: int, frame: ServerFrame) -> Iterator[Shown]:
    graph = known.graph
    words = fold(text).split()
    if not words:
        return
    questions = [
        Shown(shown(each.title), "question", frame.to(f"/ask/{each.name}"), "")
        for each in all_questions(*graph.layout.folders("ontology/queries")).values()
        if all(word in fold(f"{each.title} {each.question} {each.name}") for word in words)
    ]
    terms = [
        Shown(shown(term.label), "term", frame.link(term.iri), shown(term.definition))
        for term in known.sheets.all_terms.search(text)
    ]
    try:
        hits = found(graph, text, most)
    except UsageError:
        hits = []
    named = [hit for hit in hits if not is_claim(hit.iri)]
    for hit in named:
        kind = known.sheets.all_terms.label(KG + hit.kind) if hit.kind else ""
        name = shown(hit.label)
        note = shown(hit.matched) if hit.matched != hit.label else ""
        yield Shown(name, shown(kind), frame.link(hit.iri), note)
    yield from questions[:_BESIDE]
    if len(named) < most:
        yield from terms[:_BESIDE]
    for hit in hits:
        if is_claim(hit.iri) and hit.iri in graph.claims:
            said = known.sheets.clashes.said(hit.iri)
            note = f"{said.speaker} · {said.document}"
            yield Shown(said.statement, "claim", frame.link(hit.iri), note)
