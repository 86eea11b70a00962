"""The sheet of entities of ``kg add``: one row an entity, with its names, kind and identifiers."""

from __future__ import annotations

import csv
import io
from collections import defaultdict
from typing import TYPE_CHECKING

import pyoxigraph as ox

from kg.curate.sheets.entity_sheet import ENTITY_COLUMNS, GEO, entities_of, read_entity_sheet
from kg.curate.sheets.lexicon import Lexicon, lexicon_of
from kg.curate.sheets.roundtrip import values_of
from kg.curate.sheets.table import is_taken, raw_sheet
from kg.iris import DCTERMS, KG, KGD, RDF, RDFS, SKOS
from kg.publish.formats._loss import PARTS, Carried, Item
from kg.publish.formats._tables import cleaned
from kg.text.atomic import write_atomic
from kg.text.formulas import defused

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from kg.graph.entities import Holdings
    from kg.graph.snapshot import Snapshot

SUMMARY = "one row an entity: names in all languages, kind, identifiers, coordinates"
SUFFIX = ".csv"
GROUP = "to edit and kg add"
_ITEM = "http://www.wikidata.org/entity/"
#: By property, the column of its one value.
_COLUMNS = {
    RDFS + "comment": "comment",
    GEO + "lat": "latitude",
    GEO + "long": "longitude",
    DCTERMS + "source": "coordinates from",
}


def write(graph: Snapshot, path: Path) -> None:
    """Write the sheet, all of it or nothing. Raises OSError."""
    write_atomic(path, render(graph))


def render(graph: Snapshot) -> bytes:
    """The sheet as CSV. The same graph gives the same bytes."""
    return _csv(_rows(lexicon_of(graph.store, graph.prefixes)))


def carries(holdings: Holdings) -> Carried:
    """What comes back when the sheet is read again, in a graph without these entities."""
    lexicon = lexicon_of(holdings.store, holdings.prefixes)
    rows = [row for row in _rows(lexicon) if all(map(is_taken, row.values()))]
    carried: dict[str, set[tuple[str, str]]] = {}
    if rows:
        table = read_entity_sheet(raw_sheet(_csv(rows), "entities.csv"), "")
        empty = Lexicon(lexicon.ontology, [], lexicon.terms)
        for entity in entities_of(table.entities, empty, table.problems):
            carried[entity.iri] = set(values_of(entity.lines))

    def returns(item: Item) -> bool:
        return item.owner in carried and set(item.values) <= carried[item.owner]

    return Carried(
        dict.fromkeys(PARTS, returns),
        ("Claims are in the other sheet: kg export sheet.",),
    )


def _rows(lexicon: Lexicon) -> list[dict[str, str]]:
    """The row of each entity of the sources, in the order of their identifiers."""
    properties: defaultdict[str, list[tuple[str, object]]] = defaultdict(list)
    homes: dict[str, str] = {}
    nodes: defaultdict[object, dict[str, str]] = defaultdict(dict)
    for document in lexicon.seeds:
        for triple in document.triples:
            if isinstance(triple.subject, ox.BlankNode):
                nodes[triple.subject][triple.predicate.value] = getattr(triple.object, "value", "")
            elif isinstance(triple.subject, ox.NamedNode) and triple.subject.value.startswith(KGD):
                iri = triple.subject.value
                properties[iri].append((triple.predicate.value, triple.object))
                if triple.predicate.value == RDF + "type":
                    homes.setdefault(iri, document.stem)
    return [_row(lexicon, iri, properties[iri], nodes, homes[iri]) for iri in sorted(homes)]


def _row(
    lexicon: Lexicon,
    iri: str,
    values: Sequence[tuple[str, object]],
    nodes: Mapping[object, Mapping[str, str]],
    home: str,
) -> dict[str, str]:
    several: defaultdict[str, list[str]] = defaultdict(list)
    for name, value in sorted(values, key=lambda pair: (pair[0], str(pair[1]))):
        text = getattr(value, "value", "")
        if name == RDF + "type":
            several["kind"].append(
                lexicon.names.spelling(text, lambda kind: lexicon.names.kind(kind, KG + "Entity"))
            )
        elif name == SKOS + "altLabel" and isinstance(value, ox.Literal):
            several[f"name@{value.language}" if value.language else "aliases"].append(text)
        elif name == SKOS + "exactMatch" and text.startswith(_ITEM):
            several["wikidata"].append(text.removeprefix(_ITEM))
        elif name == KG + "identifier":
            node = nodes[value]
            scheme = lexicon.names.label(node.get(KG + "identifierScheme", ""))
            several["identifiers"].append(f"{scheme}={node.get(SKOS + 'notation', '')}")
        elif name in _COLUMNS:
            several[_COLUMNS[name]].append(text)
    row = {name: "; ".join(texts) for name, texts in several.items()}
    # One value goes into a cell: a second item or kind stays in Turtle.
    for name in ("kind", "wikidata", *_COLUMNS.values()):
        if name in several:
            row[name] = several[name][0]
    row |= {"id": iri.removeprefix(KGD), "name": lexicon.names.label(iri), "source": home}
    return {name: cleaned(text) for name, text in row.items()}


def _csv(rows: Sequence[Mapping[str, str]]) -> bytes:
    used = {name for row in rows for name in row} | {"id", "name", "kind"}
    languages = sorted(name for name in used if name.startswith("name@"))
    columns = [name for name in ENTITY_COLUMNS if name in used]
    at = columns.index("kind") + 1
    columns[at:at] = languages
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(columns)
    writer.writerows([[defused(row.get(name, "")) for name in columns] for row in rows])
    return out.getvalue().encode("utf-8-sig")
