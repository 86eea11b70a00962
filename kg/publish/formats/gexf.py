"""GEXF 1.3, for Gephi: the network with kinds, names, layers and claim ids, and the time of dated edges.

Follows the RELAX NG schema of GEXF 1.3 (https://gexf.net/schema.html). networkx' own writer does
not: it puts ``name`` on the graph and declares a wrong ``xsi`` namespace. Each edge has a ``kind``:
of parallel edges Gephi keeps apart those of several kinds (https://github.com/gephi/gephi/issues/992).
"""

from __future__ import annotations

import xml.etree.ElementTree as ET
from typing import TYPE_CHECKING

from kg.graph.entities import Holdings
from kg.iris import KG, SKOS, local_name
from kg.publish.formats._loss import Carried
from kg.publish.formats._network import claim_ids, claims_about, network_parts, node_ids, status_of
from kg.text.atomic import write_atomic
from kg.text.display import xml_text

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path

    from kg.graph.entities import Holdings, Relation
    from kg.graph.snapshot import Snapshot

SUMMARY = "GEXF, for Gephi"
SUFFIX = ".gexf"
GROUP = "network tools"
_NS = "http://gexf.net/1.3"
_NODE = ("iri", "kind", "aliases", "said", "estimates", "judgements", "wikidata")
_EDGE = ("predicate", "layer", "stance", "disputed", "implied", "status", "claims")


def write(graph: Snapshot, path: Path) -> None:
    """Write the network as GEXF, all of it or nothing. Raises OSError."""
    write_atomic(path, render(graph))


def carries(holdings: Holdings) -> Carried:
    """What GEXF carries: the network; of claims only their ids."""
    return Carried(
        {
            **network_parts(holdings),
            "identifiers": lambda item: (
                item.owner in holdings.nodes and "wikidata" in item.get(SKOS + "exactMatch")
            ),
        },
        (
            "Of claims it holds the ids; of edges whose claims are all dated, the first and last day.",
        ),
        writes=xml_text,
    )


def render(graph: Snapshot) -> bytes:
    """The network as GEXF. The same graph gives the same bytes."""
    holdings = graph.holdings
    root = ET.Element("gexf", xmlns=_NS, version="1.3")
    meta = ET.SubElement(root, "meta")
    ET.SubElement(meta, "creator").text = "Entente"
    top = ET.SubElement(
        root, "graph", defaultedgetype="directed", mode="dynamic", timeformat="date"
    )
    _declare(top, "node", _NODE)
    _declare(top, "edge", _EDGE)
    ids = node_ids(holdings)
    _nodes(top, holdings, ids)
    _edges(top, holdings, ids)
    ET.indent(root)
    text: bytes = ET.tostring(root, "utf-8", xml_declaration=True)
    return text + b"\n"


def _declare(top: ET.Element, what: str, names: Iterable[str]) -> None:
    declared = ET.SubElement(top, "attributes", {"class": what})
    for name in names:
        kind = "boolean" if name in ("disputed", "implied") else "string"
        ET.SubElement(declared, "attribute", id=f"{what}-{name}", title=name, type=kind)


def _nodes(top: ET.Element, holdings: Holdings, ids: Mapping[str, str]) -> None:
    above = ET.SubElement(top, "nodes", count=str(len(ids)))
    about = claims_about(holdings)
    for iri, entity in holdings.nodes.items():
        node = ET.SubElement(above, "node", id=ids[iri], label=_line(entity.name))
        said = holdings.said(iri)
        _values(
            node,
            "node",
            {
                "iri": iri,
                "kind": entity.kind,
                "aliases": "; ".join(entity.other_names),
                "said": "; ".join(f"{local_name(p)}: {', '.join(said[p])}" for p in said),
                "estimates": _joined(about["Estimate"].get(iri, [])),
                "judgements": _joined(about["Judgement"].get(iri, [])),
                "wikidata": entity.wikidata,
            },
        )


def _edges(top: ET.Element, holdings: Holdings, ids: Mapping[str, str]) -> None:
    above = ET.SubElement(top, "edges", count=str(len(holdings.edges)))
    for number, edge in enumerate(holdings.edges):
        element = ET.SubElement(
            above,
            "edge",
            {
                "id": f"e{number}",
                "source": ids[edge.subject],
                "target": ids[edge.object],
                "label": _line(holdings.label(edge.predicate)),
                "kind": _line(f"{holdings.prefixes.shorten(edge.predicate)} {edge.layer}"),
                **_span(holdings, edge),
            },
        )
        _values(
            element,
            "edge",
            {
                "predicate": edge.predicate,
                "layer": edge.layer,
                "stance": edge.stance,
                "disputed": "true" if edge.disputed else "false",
                "implied": "true" if edge.implied else "false",
                "status": status_of(edge, holdings),
                "claims": _joined(edge.claims),
            },
        )


def _span(holdings: Holdings, edge: Relation) -> dict[str, str]:
    """First and last day of an edge, where every claim of it has one."""
    claims = [holdings.claims[iri] for iri in edge.claims]
    span = {}
    for name, date, choose in (("start", "earliest", min), ("end", "latest", max)):
        days = [claim.get(KG + date) for claim in claims]
        if days and all(days):
            span[name] = choose(day for day in days if day)
    return span


def _values(element: ET.Element, what: str, values: Mapping[str, str]) -> None:
    above = ET.SubElement(element, "attvalues")
    for name, value in values.items():
        if value:
            ET.SubElement(above, "attvalue", {"for": f"{what}-{name}", "value": xml_text(value)})


def _joined(claims: Iterable[str]) -> str:
    return "; ".join(claim_ids(claims))


def _line(text: str) -> str:
    """A label is an ``xsd:token``: no line ends, no blanks at its ends or two in a row."""
    return " ".join(xml_text(" ".join(text.split())).split())
