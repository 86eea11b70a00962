"""DOT, for Graphviz: the picture with kinds as colours, layers as line styles, names in full as tooltips.

Quoting after https://graphviz.org/doc/info/lang.html: in a quoted string only ``\\"`` is an escape;
a label also knows backslash escapes and HTML entities. All names stand in the attribute ``names``.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg.graph.entities import Holdings
from kg.publish.formats._loss import Carried
from kg.publish.formats._network import claim_ids, drawn_parts, label_of, node_ids
from kg.text.atomic import write_atomic
from kg.text.display import label_lines, shown, xml_text

if TYPE_CHECKING:
    from pathlib import Path

    from kg.graph.entities import Holdings, Relation
    from kg.graph.snapshot import Snapshot

SUMMARY = "DOT, for Graphviz"
SUFFIX = ".dot"
GROUP = "network tools"
_HEAD = """digraph "Entente" {
  graph [layout=sfdp, overlap=prism, splines=true, outputorder=edgesfirst];
  node [shape=box, style="rounded,filled", fillcolor="#eef3f8", fontname="sans-serif", fontsize=11];
  edge [fontname="sans-serif", fontsize=9, color="#5d6472"];
"""
_STYLES = {"fact": "solid", "judgement": "dotted", "claim": "dashed"}
# Characters of an attribute: Graphviz 2 reads at most 16,384 bytes, and one may take five ("&amp;").
_LONGEST = 3_000


def write(graph: Snapshot, path: Path) -> None:
    """Write the DOT file, all of it or nothing. Raises OSError."""
    write_atomic(path, render(graph))


def carries(holdings: Holdings) -> Carried:
    """Nodes with names, and edges with their marks and the ids of their claims."""
    parts = drawn_parts(holdings)
    named = {iri: [entity.name] for iri, entity in holdings.nodes.items()}
    others = {iri: entity.other_names for iri, entity in holdings.nodes.items()}
    parts["labels"] = parts["aliases"] = lambda item: any(
        value in named.get(item.owner, []) + others.get(item.owner, [])
        and len("; ".join(named[item.owner] + others[item.owner])) <= _LONGEST
        for _, value in item.values
    )
    remarks = ("What is said of an entity in a value is not drawn.",)
    return Carried(parts, remarks, writes=_named)


def render(graph: Snapshot) -> bytes:
    """The DOT file in UTF-8. The same graph gives the same bytes."""
    holdings = graph.holdings
    ids = node_ids(holdings)
    lines = []
    for iri, entity in holdings.nodes.items():
        names = "; ".join([entity.name, *entity.other_names])
        attributes = {
            "label": r"\n".join(
                _escaped(line) for line in label_lines(xml_text(shown(entity.name)))
            )
            or " ",
            "tooltip": _tip(f"{entity.kind}: {names}"),
            "names": _literal(_named(names)),
            "comment": _escaped(iri),
            "class": entity.kind,
        }
        lines.append(f"  {ids[iri]} [{_joined(attributes)}];")
    for edge in holdings.edges:
        tail, head = ids[edge.subject], ids[edge.object]
        lines.append(f"  {tail} -> {head} [{_joined(_edge(edge, holdings))}];")
    return (_HEAD + "\n".join([*lines, "}", ""])).encode()


def _edge(edge: Relation, holdings: Holdings) -> dict[str, str]:
    return {
        "label": _escaped(label_of(edge, holdings)),
        "tooltip": _tip("; ".join(claim_ids(edge.claims))),
        "comment": _escaped(edge.predicate),
        "style": "dashed" if edge.disputed else _STYLES[edge.layer],
        "class": edge.layer,
    }


def _joined(attributes: dict[str, str]) -> str:
    return ", ".join(f'{name}="{value}"' for name, value in attributes.items())


def _quoted(text: str) -> str:
    """Text for a quoted string, with backslashes doubled as in a label."""
    return _literal(xml_text(shown(text)))


def _named(text: str) -> str:
    """Names as the attribute for programs has them: as they are, but for what XML forbids, on one line."""
    return " ".join(xml_text(text).split())


def _literal(text: str) -> str:
    plain = text if len(text) <= _LONGEST else f"{text[:_LONGEST]}…"
    return plain.replace("\\", "\\\\").replace('"', '\\"')


def _escaped(text: str) -> str:
    """Text for a label, which Graphviz shows as it is."""
    return _quoted(text.replace("&", "&amp;"))


def _tip(text: str) -> str:
    """Text for a tooltip: there Graphviz 2 reads backslashes twice, so another stroke stands for them."""
    return _escaped(text.replace("\\", "\u29f5"))
