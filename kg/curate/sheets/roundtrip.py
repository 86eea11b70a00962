"""What a sheet carries of a graph: found by reading the sheet back, not by declaring it."""

from __future__ import annotations

from collections import defaultdict
from pathlib import Path
from typing import TYPE_CHECKING

import pyoxigraph as ox

from kg.curate.sheets.cell import Cell
from kg.curate.sheets.entities import make_entities
from kg.curate.sheets.lexicon import Lexicon
from kg.curate.sheets.numbering import read_claims
from kg.curate.sheets.origins import Defaults, read_origins, stem_of
from kg.curate.sheets.table import make_table
from kg.iris import KGD, SRC
from kg.text.turtle.document import Document

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from kg.text.turtle.blocks import Line

Carried = dict[str, set[tuple[str, str]]]


def read_back(
    lexicon: Lexicon, columns: Sequence[str], rows: Sequence[Mapping[str, str]]
) -> Carried:
    """By claim, source and entity: what ``kg add`` makes of the rows, as (property, value).

    It is read where the sources of the rows are not known, but the entities that no row makes are.
    """
    own = {row["source"] for row in rows}
    others = [document for document in lexicon.seeds if document.stem not in own]
    cells = [[Cell(row.get(name, "")) for name in columns] for row in rows]
    written = [[Cell(name) for name in columns], *cells]
    made = make_entities(make_table("sheet", written), _lexicon(lexicon, others))
    rest = [document for document in lexicon.seeds if document.stem in own]
    bare = _lexicon(lexicon, [*others, *(_entities(document, set(made)) for document in rest)])
    table = make_table("sheet", written)
    entities = make_entities(table, bare)
    defaults = Defaults("1970-01-01")
    origins = read_origins(table, bare, defaults, None)
    placed = [(row, origins[stem_of(row, defaults)]) for row in table.rows]
    claims, _ = read_claims(placed, table, bare)
    carried: Carried = defaultdict(set)
    for iri, (_, lines) in (entities | claims).items():
        carried[iri] |= set(_values(lines))
    for origin in origins.values():
        carried[origin.iri] |= set(_values(origin.lines))
    return carried


def _lexicon(lexicon: Lexicon, seeds: list[Document]) -> Lexicon:
    return Lexicon(lexicon.ontology, seeds, lexicon.terms)


def _entities(document: Document, made: set[str]) -> Document:
    """What a file says of the entities that no row makes."""
    kept = tuple(
        triple
        for triple in document.triples
        if isinstance(triple.subject, ox.NamedNode)
        and triple.subject.value.startswith(KGD)
        and triple.subject.value not in made
    )
    name = f"entities-of-{document.stem}"
    return Document(Path(name), name, "", SRC + name, kept)


def _values(lines: Iterable[Line]) -> Iterable[tuple[str, str]]:
    for name, value in lines:
        if isinstance(value, list):
            yield from _values(value)
        elif isinstance(value, tuple):
            yield from ((name, term.value) for term in value)
        else:
            yield name, value.value
            if isinstance(value, ox.Literal) and value.language:
                yield "language", value.language
