"""Small Turtle texts as a test writes them, read with the real ontology."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from kg.build.pipeline import Texts, parse_texts, store_of_texts
from kg.claims.ontology import Ontology
from kg.iris import CORE, shorten
from kg.store.oxigraph import OxigraphStore
from kg.store.sparql import run
from kg.text.inputs import InputFile, read_inputs
from kg.text.layout import Layout
from kg.text.turtle.document import Document, parse_turtle, source_iri
from tests.conftest import ROOT

HEAD = "".join(f"@prefix {prefix}: <{iri}> .\n" for prefix, iri in CORE.items())


@cache
def ontology_texts() -> tuple[tuple[Document, ...], Ontology]:
    """The checkout's ontology."""
    texts = parse_texts(Layout(ROOT, ROOT), read_inputs(Layout(ROOT, ROOT)))
    return texts.ontology, texts.terms


def terms() -> Ontology:
    return ontology_texts()[1]


def document(turtle: str, stem: str = "one") -> Document:
    """A source; ``c:`` is the prefix of its claims."""
    text = f"{HEAD}@prefix c: <{source_iri(stem)}/> .\n{turtle}"
    path = Path(f"seeds/{stem}.ttl")
    return parse_turtle(InputFile(path, path.as_posix(), text.encode()), source_iri(stem))


def store_of(**sources: str) -> OxigraphStore:
    """The built store of some sources (stem to Turtle), without any file."""
    documents, ontology = ontology_texts()
    seeds = tuple(document(text, stem) for stem, text in sources.items())
    return store_of_texts(Texts(documents, seeds, ontology))


def values(store: OxigraphStore, query: str) -> list[str]:
    """The first column of a SELECT, sorted, short."""
    return sorted(shorten(row[0].value) for row in run(store, query))
