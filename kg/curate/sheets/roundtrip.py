"""Which statements of a graph a sheet carries, found by reading the sheet back as ``kg add`` does."""

from __future__ import annotations

from collections import defaultdict
from pathlib import Path
from typing import TYPE_CHECKING

import pyoxigraph as ox

from kg.curate.sheets.cell import Cell
from kg.curate.sheets.entities import make_entities
from kg.curate.sheets.lexicon import Lexicon
from kg.curate.sheets.numbering import number_claims
from kg.curate.sheets.sources import Defaults, read_sources, stem_of
from kg.curate.sheets.table import is_taken, make_table
from kg.iris import KGD, SRC
from kg.text.turtle.document import Document

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from kg.curate.sheets.rows import Row
    from kg.text.turtle.blocks import Line

#: By the IRI of a claim, source or entity, its (property, value) pairs.
Carried = dict[str, set[tuple[str, str]]]


def read_back(
    lexicon: Lexicon, columns: Sequence[str], rows: Sequence[Mapping[str, str]]
) -> Carried:
    """What ``kg add`` makes of the rows, by the IRI of each claim, source and entity.

    The rows are read against a lexicon without their own sources, as if these were new, but with
    the entities of those sources that no row makes. ``rows``: by column name, the text of a cell. Of a
    row with a cell that is refused nothing comes back.
    """
    rows = [row for row in rows if all(map(is_taken, row.values()))]
    if not rows:
        return {}
    own_stems = {row["source"] for row in rows}
    other_documents = [document for document in lexicon.seeds if document.stem not in own_stems]
    cells = [[Cell(row.get(name, "")) for name in columns] for row in rows]
    cells_with_header = [[Cell(name) for name in columns], *cells]
    defaults = Defaults("1970-01-01")

    def stem(row: Row) -> str:
        return stem_of(row, defaults)

    made_by_rows = make_entities(
        make_table("sheet", cells_with_header), _lexicon(lexicon, other_documents), stem
    )
    own_documents = [document for document in lexicon.seeds if document.stem in own_stems]
    lexicon_without = _lexicon(
        lexicon,
        [
            *other_documents,
            *(_entities_no_row_makes(document, set(made_by_rows)) for document in own_documents),
        ],
    )
    table = make_table("sheet", cells_with_header)
    entities = make_entities(table, lexicon_without, stem)
    sources = read_sources(table, lexicon_without, defaults, None)
    rows_with_source = [(row, sources[stem_of(row, defaults)]) for row in table.rows]
    claims = number_claims(rows_with_source, table, lexicon_without).new
    carried: Carried = defaultdict(set)
    for iri, (_, lines) in (entities | claims).items():
        carried[iri] |= set(values_of(lines))
    for source in sources.values():
        carried[source.iri] |= set(values_of(source.lines))
    return carried


def _lexicon(lexicon: Lexicon, seeds: list[Document]) -> Lexicon:
    return Lexicon(lexicon.ontology, seeds, lexicon.terms)


def _entities_no_row_makes(document: Document, made_by_rows: set[str]) -> Document:
    """A document with only those entities of another that no row makes."""
    triples = tuple(
        triple
        for triple in document.triples
        if isinstance(triple.subject, ox.NamedNode)
        and triple.subject.value.startswith(KGD)
        and triple.subject.value not in made_by_rows
    )
    name = f"entities-of-{document.stem}"
    return Document(Path(name), name, "", SRC + name, triples)


def values_of(lines: Iterable[Line]) -> Iterable[tuple[str, str]]:
    """The (property, value) pairs of some lines, those of their nodes among them."""
    for name, value in lines:
        if isinstance(value, list):
            yield from values_of(value)
        elif isinstance(value, tuple):
            yield from ((name, term.value) for term in value)
        else:
            yield name, value.value
            if isinstance(value, ox.Literal) and value.language:
                yield "language", value.language
