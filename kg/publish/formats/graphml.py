"""GraphML, for network tools: what ``kg.graph.network`` gives, with claim ids on every edge.

GraphML ids must be NMTOKENs (http://graphml.graphdrawing.org/specification.html), which an IRI is
not: nodes are n0, n1, … with their IRI in ``iri``, edges e0, e1, ….
"""

from __future__ import annotations

import io
from typing import TYPE_CHECKING, Any

from kg.iris import SRC
from kg.publish.formats._loss import Carried
from kg.publish.formats._network import network_parts
from kg.text.atomic import write_atomic
from kg.text.display import xml_text

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from kg.graph.entities import Holdings
    from kg.graph.snapshot import Snapshot

SUMMARY = "GraphML, for most network programs"
SUFFIX = ".graphml"
GROUP = "network tools"
EXTRA = "network"
_CLAIM_LISTS = ("claims", "estimates", "judgements")


def write(graph: Snapshot, path: Path) -> None:
    """Write the network as GraphML, all of it or nothing. Raises OSError."""
    write_atomic(path, render(graph))


def carries(holdings: Holdings) -> Carried:
    """What GraphML carries: the network; of claims only their ids."""
    return Carried(network_parts(holdings), ("Of claims it holds the ids.",), writes=xml_text)


def render(graph: Snapshot) -> bytes:
    """The network as GraphML: lists joined by "; ", claims by their short id, absent values left out."""
    import networkx as nx
    from networkx.readwrite.graphml import write_graphml_xml

    from kg.graph.network import network

    source = network(graph)
    result = nx.MultiDiGraph(name="Entente")
    ids = {iri: f"n{number}" for number, iri in enumerate(source)}
    for iri, values in source.nodes(data=True):
        result.add_node(ids[iri], iri=xml_text(iri), **_plain(values))
    for number, (subject, value, values) in enumerate(source.edges(data=True)):
        result.add_edge(ids[subject], ids[value], f"e{number}", **_plain(values))
    out = io.BytesIO()
    write_graphml_xml(result, out)
    return out.getvalue() + b"\n"


def _plain(values: Mapping[str, Any]) -> dict[str, str | bool | int]:
    """Attributes as GraphML knows them. Those without a value are left out."""
    result: dict[str, str | bool | int] = {}
    for name, value in values.items():
        if isinstance(value, list):
            shown = [v.removeprefix(SRC) for v in value] if name in _CLAIM_LISTS else value
            value = "; ".join(shown)
        if value is not None and value != "":
            result[name] = value if isinstance(value, bool | int) else xml_text(str(value))
    return result
