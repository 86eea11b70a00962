"""What the tests of importers share: records of a file, and what a file brings to a workspace."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pyoxigraph as ox

from kg.build.pipeline import parse_texts
from kg.curate.importers import _importing
from kg.curate.importers._given import Faults, Given
from kg.curate.importers._importing import Asked, import_files, write_import
from kg.curate.importers._pages import Pages
from kg.curate.importers._pipeline import Importing
from kg.curate.importers._reconcile import Outcome, Reconciler
from kg.curate.importers._records import Options
from kg.curate.importers._registry import importer
from kg.curate.sheets.lexicon import Lexicon
from kg.iris import KG, RDF
from kg.text.inputs import read_inputs
from kg.text.layout import find_layout
from tests.conftest import ROOT

DATA = ROOT.parent / "shared" / "data"


def given(data: bytes | str, name: str = "file") -> Given:
    return Given(name, data.encode() if isinstance(data, str) else data)


def records(reader: str, *files: bytes | str, suffix: str = "", **options: str):
    """What a reader gives for files."""
    named = [given(data, f"file{number}{suffix}") for number, data in enumerate(files)]
    _, found = importer(reader).read(named, Options(**options))
    return list(found)


@cache
def lexicon() -> Lexicon:
    """The names of the core, read once."""
    layout = find_layout(ROOT)
    parsed = parse_texts(layout, read_inputs(layout))
    return Lexicon(parsed.ontology, parsed.seeds, parsed.terms)


@cache
def bare_lexicon() -> Lexicon:
    """The names of the ontology alone: of a graph in which no source is yet."""
    full = lexicon()
    return Lexicon(full.ontology, (), full.terms)


@cache
def _reconciler() -> Reconciler:
    """One that is used again, where many files are tried."""
    return Reconciler(lexicon(), "", set(), {})


def taken(
    reader: str,
    *files: bytes | str,
    settled=None,
    described=(),
    suffix="",
    kept=False,
    bare=False,
    **options: str,
):
    """What the pipeline makes of files beside the core, and their Turtle as triples. Writes nothing.

    Raises as ``import_files`` for what is wrong in the files. ``kept``: what compares names is used
    again, as to make it takes longer than all else. ``bare``: beside the ontology alone.
    """
    named = [given(data, f"file{number}{suffix}") for number, data in enumerate(files)]
    release, found = importer(reader).read(named, Options(**options))
    release = _importing._as_asked(release, Options(**options))
    if kept and not settled and not described:
        reconciler = _reconciler()
        reconciler.tag, reconciler.outcome = release.tag, Outcome()
    else:
        names = bare_lexicon() if bare else lexicon()
        reconciler = Reconciler(names, release.tag, set(described), settled or {})
    pages, faults = Pages(release.tag), Faults(named[0])
    importing = Importing(release, reconciler, faults, pages)
    importing.take(found)
    faults.stop()
    return importing, triples_of(pages)


def triples_of(pages: Pages) -> list[ox.Triple]:
    """The triples of all files of an import, which must be Turtle."""
    from kg.curate.importers._pages import text_of_page

    made = []
    for stem in pages.stems():
        text = text_of_page(stem, ["a kg:Report"], pages.blocks(stem))
        made += [q.triple for q in ox.parse(text, format=ox.RdfFormat.TURTLE)]
    return made


def claims_of(triples) -> dict[str, dict[str, str]]:
    """By the last part of its IRI, what is stated of each claim: by local name, one value."""
    claims: dict[str, dict[str, str]] = {}
    for triple in triples:
        iri = getattr(triple.subject, "value", "")
        if "/source/" in iri:
            name = triple.predicate.value.removeprefix(KG).removeprefix(RDF)
            value = getattr(triple.object, "value", "")
            claims.setdefault(iri.rpartition("/")[2], {})[name] = value.removeprefix(KG)
    return {name: said for name, said in claims.items() if "statement" in said}


def labels_of(triples) -> dict[str, str]:
    """By label, the IRI of each entity."""
    return {
        t.object.value: t.subject.value for t in triples if t.predicate.value.endswith("#label")
    }


def bring(folder: Path, reader: str, *paths: Path, write: bool = True, **said: str):
    """Import files into a workspace, as the command does."""
    asked = {n: said.pop(n) for n in ("source", "curator", "settled") if n in said}
    done = import_files(
        find_layout(folder),
        importer(reader),
        list(map(str, paths)),
        Asked(**asked, options=Options(**said)),
    )
    if write:
        write_import(done)
    return done
