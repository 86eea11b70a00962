"""Mermaid flowchart, for Markdown pages: entities and relations by their names.

All but letters, digits and blanks goes as a character code (https://mermaid.js.org/syntax/flowchart.html,
"Entity codes"), so that no name can be read as syntax.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg.publish.formats._loss import Carried
from kg.publish.formats._network import label_of, node_ids, picture_parts
from kg.text.atomic import write_atomic
from kg.text.display import shown

if TYPE_CHECKING:
    from pathlib import Path

    from kg.graph.entities import Holdings
    from kg.graph.snapshot import Snapshot
    from kg.publish.formats._loss import Item

SUMMARY = "a flowchart, for Markdown pages"
SUFFIX = ".mmd"
GROUP = "network tools"
_LONGEST = 200  # characters of a name
_EDGES, _CHARACTERS = 500, 50_000  # what Mermaid draws unless its settings allow more
_ARROWS = {"fact": "-->", "judgement": "-.->", "claim": "-.->"}


def write(graph: Snapshot, path: Path) -> None:
    """Write the flowchart, all of it or nothing. Raises OSError."""
    write_atomic(path, render(graph))


def carries(holdings: Holdings) -> Carried:
    """The name of each entity, and the relations with their marks; no claims."""
    parts = picture_parts(holdings)
    whole = parts["labels"]

    def fitting(item: Item) -> bool:
        return whole(item) and item.longest <= _LONGEST

    size = len(_flowchart(holdings))
    remarks = ["IRIs stand in comments."]
    if len(holdings.edges) > _EDGES or size > _CHARACTERS:
        remarks.append(
            f"Mermaid draws {_EDGES} edges and {_CHARACTERS:,} characters unless maxEdges and "
            f"maxTextSize are raised: here are {len(holdings.edges):,} and {size:,}."
        )
    return Carried({**parts, "labels": fitting}, tuple(remarks), writes=shown)


def render(graph: Snapshot) -> bytes:
    """The flowchart in ASCII. The same graph gives the same bytes."""
    return _flowchart(graph.holdings).encode()


def _flowchart(holdings: Holdings) -> str:
    ids = node_ids(holdings)
    lines = ["flowchart LR"]
    for iri, entity in holdings.nodes.items():
        kind = f":::{entity.kind}" if entity.kind.isascii() and entity.kind.isalnum() else ""
        lines += [f"  %% {iri}", f'  {ids[iri]}["{_escaped(entity.name)}"]{kind}']
    for edge in holdings.edges:
        label = _escaped(label_of(edge, holdings))
        tail, head = ids[edge.subject], ids[edge.object]
        lines.append(f'  {tail} {_ARROWS[edge.layer]}|"{label}"| {head}')
    return "\n".join([*lines, ""])


def _escaped(text: str) -> str:
    plain = " ".join(shown(text).split())
    plain = plain if len(plain) <= _LONGEST else f"{plain[:_LONGEST]}…"
    safe = (c if c.isascii() and (c.isalnum() or c == " ") else f"#{ord(c)};" for c in plain)
    return "".join(safe) or " "
