"""The page of a thing that is no entity, source, claim or term: what is stated of it, row by row."""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING

import pyoxigraph as ox

from kg.iris import DERIVED_GRAPH, RDF
from kg.publish.site.content import Row
from kg.publish.site.sheets import Sheet
from kg.text.display import shown, web_address

if TYPE_CHECKING:
    from kg.publish.site.sheets import Sheets

_MOST = 300  # statements on one page


def sheet(sheets: Sheets, iri: str) -> Sheet | None:
    """The page of an IRI; None where nothing is stated of it."""
    graph, node = sheets.graph, ox.NamedNode(iri)
    rows, kinds = [], []
    for quad in islice(graph.store.quads(node), _MOST):
        if quad.predicate.value == RDF + "type":
            if getattr(quad.graph_name, "value", "") != DERIVED_GRAPH:
                kinds.append(_row(sheets, "", quad.object))
        else:
            name = shown(graph.labels(quad.predicate.value))
            rows.append(_row(sheets, name[:1].upper() + name[1:], quad.object))
    if not rows and not kinds:
        return None
    rows = sorted(dict.fromkeys(rows), key=lambda row: (row.name, row.text))
    values = {"iri": iri, "rows": rows, "kinds": list(dict.fromkeys(kinds))}
    return Sheet("other.html", graph.labels(iri), values)


def _row(sheets: Sheets, name: str, term: object) -> Row:
    if isinstance(term, ox.NamedNode):
        label = shown(sheets.graph.labels(term.value))
        return Row(name, label, term.value, web_address(term.value))
    if isinstance(term, ox.BlankNode):
        labels = sheets.graph.labels
        parts = [
            f"{labels(quad.predicate.value)}: {labels(getattr(quad.object, 'value', '…'))}"
            for quad in islice(sheets.graph.store.quads(term), _MOST)
            if quad.predicate.value != RDF + "type"
        ]
        return Row(name, shown("; ".join(sorted(parts))))
    value = term.value if isinstance(term, ox.Literal) else "…"
    return Row(name, shown(value), "", web_address(value))
