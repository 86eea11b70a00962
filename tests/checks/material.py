"""The good data of these tests (the real ontology, a small source), and what an edit does to it."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pyshacl  # noqa: F401 -- once here, not once in each child

from kg.build.pipeline import Texts, store_of_texts
from kg.claims.ontology import Ontology, read_ontology
from kg.curate.checks.run import Material, Report, run_checks
from kg.curate.checks.shapes import Shacl
from kg.iris import ONTOLOGY_GRAPH
from kg.text.inputs import InputFile, turtle_paths
from kg.text.layout import Layout
from kg.text.turtle.document import Document, parse_turtle, source_iri

ROOT = Path(__file__).resolve().parents[2]
GOOD = Path(__file__).parent / "good"
RULES = ROOT / "ontology" / "checks"


def ontology_file(name: str) -> bool:
    return name.startswith("ontology/")


def path_of(name: str) -> Path:
    """The file that a fixture names: below ontology/, or one of the good sources."""
    return ROOT / name if ontology_file(name) else GOOD / name


def document(name: str, text: str) -> Document:
    path = path_of(name)
    graph = ONTOLOGY_GRAPH if ontology_file(name) else source_iri(path.stem)
    return parse_turtle(InputFile(path, name, text.encode()), graph)


@cache
def good() -> tuple[Document, ...]:
    ontology, _ = turtle_paths(Layout(ROOT, ROOT))
    names = [path.relative_to(ROOT).as_posix() for path in ontology]
    names += [path.name for path in sorted(GOOD.glob("*.ttl"))]
    return tuple(document(name, path_of(name).read_text(encoding="utf-8")) for name in names)


def check(*edited: Document, texts: Path | None = None) -> Report:
    """All checks over the good data, with documents in place of their namesakes (or added)."""
    by_name = {d.shown: d for d in good()} | {d.shown: d for d in edited}
    documents = list(by_name.values())
    ontology = tuple(d for d in documents if d.graph == ONTOLOGY_GRAPH)
    seeds = tuple(d for d in documents if d.graph != ONTOLOGY_GRAPH)
    whole = all(one in good() for one in ontology)
    terms, shacl = made_ready() if whole else (_terms(ontology), None)
    parsed = Texts(ontology, seeds, terms)
    material = Material(ontology, seeds, terms, lambda: store_of_texts(parsed), shacl=shacl)
    return run_checks(material, (RULES,), texts)


@cache
def made_ready() -> tuple[Ontology, Shacl]:
    """The ontology as it is, read once for all edits that leave it alone."""
    ontology = tuple(d for d in good() if d.graph == ONTOLOGY_GRAPH)
    return _terms(ontology), Shacl(ontology)


def _terms(ontology: tuple[Document, ...]) -> Ontology:
    return read_ontology(t for d in ontology for t in d.triples)
