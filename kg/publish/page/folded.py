"""The first picture of a page as exports draw it: actors and what passes between them.

The page folds anew at each day and filter (``browser/rules/flows.js``); this is how it opens.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import replace
from typing import TYPE_CHECKING, Any, NamedTuple

from kg.publish.page.flows import STRUCTURE

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from kg.claims.claim import Claim
    from kg.graph.snapshot import Snapshot
    from kg.publish.page.page import Page

    Row = Mapping[str, Any]

_BY_FORCE = ("fact", "judgement", "claim")


class _Part(NamedTuple):
    """A part of an arrow that stands: its lines, how sure it is (0 the surest), and its event's status."""

    lines: list[Row]
    force: int
    status: str


def first_picture(graph: Snapshot, page: Page) -> Page:
    """The page with the actors between whom something passes, each at its place among these.

    Its lines are the arrows, with ``sort`` for what passes (``STRUCTURE`` for what one belongs to).
    The page as it is where nothing passes between two actors. Whoever only speaks is left out.
    """
    claims = dict(zip(page.claims, graph.claims.values(), strict=True))
    standing = {
        edge["id"]: edge for edge in page.edges if any(_stands(claims[c]) for c in edge["claims"])
    }
    arrows = [
        row for flow in page.flows if (row := _arrow(graph, flow, standing, claims)) is not None
    ]
    if all(row["sort"] == STRUCTURE for row in arrows):
        return page
    drawn = _flowing(page, arrows)
    nodes = [
        {**node, "x": node["among"][0], "y": node["among"][1]}
        for node in page.nodes
        if node["id"] in drawn
    ]
    edges = [row for row in arrows if drawn.issuperset((row["from"], row["to"]))]
    return with_kinds_in_use(replace(page, nodes=nodes, edges=edges))


def largest(page: Page, most: int) -> Page:
    """The page with so many of its entities at most, those with most relations."""
    if len(page.nodes) <= most:
        return page
    by_size = sorted(page.nodes, key=lambda node: (-node["size"], node["id"]))[:most]
    kept = {node["id"] for node in by_size}
    nodes = [node for node in page.nodes if node["id"] in kept]
    edges = [edge for edge in page.edges if kept.issuperset((edge["from"], edge["to"]))]
    return with_kinds_in_use(replace(page, nodes=nodes, edges=edges))


def with_kinds_in_use(page: Page) -> Page:
    """The page with those of its kinds that its nodes have, counted anew."""
    counts = Counter(node["kind"] for node in page.nodes)
    number = {kind: index for index, kind in enumerate(sorted(counts))}
    return replace(
        page,
        nodes=[{**node, "kind": number[node["kind"]]} for node in page.nodes],
        kinds=[replace(page.kinds[kind], count=counts[kind]) for kind in number],
    )


def _stands(claim: Claim) -> bool:
    """Whether the page shows a claim at first: no denial, and nothing that is taken back."""
    return not claim.denied and claim.overtaken is None


def _arrow(
    graph: Snapshot, flow: Row, standing: Mapping[str, Row], claims: Mapping[str, Claim]
) -> dict[str, Any] | None:
    """An arrow as a line: as sure as the surest of its parts; None where no part stands."""
    parts = [part for row in flow["parts"] if (part := _part(row, standing)) is not None]
    if not parts:
        return None
    lines = [line for part in parts for line in part.lines]
    named = dict.fromkeys(c for line in lines for c in line["claims"] if _stands(claims[c]))
    layer = _BY_FORCE[min(part.force for part in parts)]
    is_fact = layer == "fact"
    return {
        "id": flow["id"],
        "from": flow["from"],
        "to": flow["to"],
        "label": lines[0]["label"] if flow["sort"] == STRUCTURE else flow["sort"],
        "sort": flow["sort"],
        "bend": flow["bend"],
        "mutual": flow.get("mutual", False),
        "iri": "",
        "layer": layer,
        "status": parts[0].status if all(part.status for part in parts) else "",
        "disputed": is_fact and any(line["disputed"] for line in lines),
        "implied": is_fact and all(line["implied"] for line in lines),
        "claims": list(named),
        "origins": len(graph.claims.origins([claims[claim] for claim in named])),
    }


def _part(row: Row, standing: Mapping[str, Row]) -> _Part | None:
    """A part with the lines that stand; None where it lacks who gives or who takes."""
    gives, takes = (
        [standing[name] for name in row[side] if name in standing] for side in ("gives", "takes")
    )
    if not gives or (row["takes"] and not takes):
        return None
    # Both its lines are needed, so that it is no surer than the weaker of them.
    force = max(_surest(gives), _surest(takes) if takes else 0)
    lines = [*gives, *takes]
    return _Part(lines, force, next((line["status"] for line in lines if line["status"]), ""))


def _surest(lines: Iterable[Row]) -> int:
    return min(_BY_FORCE.index(line["layer"]) for line in lines)


def _flowing(page: Page, arrows: Sequence[Row]) -> set[str]:
    """The ids of the nodes between which something passes, and of what hangs at these or they at it."""
    structural = {
        line
        for flow in page.flows
        if flow["sort"] == STRUCTURE
        for part in flow["parts"]
        for line in part["gives"]
    }
    busy = {
        end
        for edge in page.edges
        if edge["id"] not in structural
        for end in (edge["from"], edge["to"])
    }
    only_speaks = {node["id"] for node in page.nodes if node["says"] and node["id"] not in busy}
    beside: defaultdict[str, list[str]] = defaultdict(list)
    found: set[str] = set()
    for row in arrows:
        if row["sort"] != STRUCTURE:
            found |= {row["from"], row["to"]}
        else:
            beside[row["from"]].append(row["to"])
            beside[row["to"]].append(row["from"])
    ahead = list(found)
    while ahead:
        new = set(beside[ahead.pop()]) - found - only_speaks
        found |= new
        ahead += new
    return found
