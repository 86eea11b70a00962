"""What the interactive page holds: nodes with places, edges, claims as people read them, sources.

All text goes through ``shown`` here, so that nothing in the data can steer what shows it.
"""

from __future__ import annotations

import math
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from kg.claims.edtf import in_words
from kg.graph.network import network
from kg.graph.ranking import ranking
from kg.iris import KG
from kg.publish.draw.layout import positions
from kg.publish.page.answers import answers_of
from kg.publish.page.documents import documents_of
from kg.publish.page.flows import flows_of
from kg.publish.page.kinds import KindStyle, kind_styles
from kg.publish.page.places import points_of
from kg.publish.page.ranges import range_groups
from kg.publish.page.sentences import Sentences, read_sentences
from kg.publish.page.standing import ClaimStanding
from kg.publish.page.symbols import Symbol, symbols_of
from kg.publish.page.tenures import tenures_of
from kg.publish.page.verdicts import verdicts_of
from kg.text.display import display_width, label_lines, shown, web_address

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    import networkx as nx

    from kg.claims.claim import Claim
    from kg.graph.snapshot import Snapshot

# From this many nodes on, labels get no room of their own: they show as one comes nearer.
_MANY = 250
# Of more nodes than these, betweenness is estimated: its place in a picture needs no more.
_SAMPLE = 200
# Edges of one pair bend away from one another; the first is straight.
_BENDS = (0.0, 0.16, -0.16, 0.32, -0.32, 0.48, -0.48)


@dataclass(frozen=True, slots=True)
class Page:
    """All that the template and the script need; every string is fit to be shown as text.

    Ids are made up (n0, e0, c0, s0), as a name such as ``__proto__`` is no safe key in a browser.
    ``speakers`` are those who are no node; ``claims`` go by their id. ``links`` say which claim
    takes back which, ``verdicts`` which may contradict; ``fallen`` counts the claims that are
    denied or taken back now; ``questions`` are those of ``kg ask``, answered. ``without_text`` gives, by the name of a source, why its claims have
    no sentence (None: no texts were given).
    """

    nodes: list[dict[str, Any]]
    edges: list[dict[str, Any]]
    claims: dict[str, dict[str, Any]]
    speakers: list[dict[str, Any]]
    kinds: list[KindStyle]
    documents: list[dict[str, Any]]
    symbols: list[Symbol]
    links: list[dict[str, Any]]
    verdicts: list[dict[str, Any]]
    fallen: int
    flows: list[dict[str, Any]]
    questions: list[dict[str, Any]]
    without_text: dict[str, str] | None = None


class _Ids:
    """The made-up ids of nodes, claims and speakers, by IRI."""

    def __init__(self, net: nx.MultiDiGraph, graph: Snapshot) -> None:
        self.nodes = {iri: f"n{number}" for number, iri in enumerate(net)}
        self.claims = {iri: f"c{number}" for number, iri in enumerate(graph.claims)}
        speakers_of_claims = (claim.get("attributedTo") for claim in graph.claims.values())
        names = sorted({iri for iri in speakers_of_claims if iri is not None})
        self.speakers = {iri: self.nodes.get(iri, f"s{number}") for number, iri in enumerate(names)}


def page_of(graph: Snapshot, texts: Path | None = None, *, asked: bool = False) -> Page:
    """Read a graph into a page, with the answers to its questions where it is ``asked`` them.

    The same graph gives the same page.

    ``texts`` is a folder with the user's copies of the texts, from which each claim gets its
    sentence. Raises KgError for one that cannot be read.
    """
    net = network(graph)
    ids = _Ids(net, graph)
    kinds = kind_styles(graph, [values["kind"] for _, values in net.nodes(data=True)])
    documents = documents_of(graph)
    claims_by_speaker: dict[str, list[str]] = {}
    for claim in graph.claims.values():
        claims_by_speaker.setdefault(claim.get("attributedTo") or "", []).append(
            ids.claims[claim.iri]
        )
    nodes = _node_rows(net, _plain_statements(graph, ids), kinds, ids, claims_by_speaker)
    ranges = range_groups(graph, ids.claims)
    symbols, symbol_of = symbols_of(graph, kinds)
    extras: dict[str, dict[str, Any]] = {
        "symbol": symbol_of,
        "point": points_of(graph),
        "tenures": tenures_of(graph, ids.nodes, ids.claims),
    }
    for iri, node in zip(net, nodes, strict=True):
        node["ranges"] = ranges.get(iri, [])
        node.update({name: values[iri] for name, values in extras.items() if iri in values})
    sentences = read_sentences(graph, texts) if texts is not None else None
    for source, passages in (sentences.readings if sentences is not None else {}).items():
        documents[source]["reading"] = [
            [
                "\n".join(shown(line) for line in passage.text.split("\n")),
                " ".join(ids.claims[claim] for claim in passage.claims),
            ]
            for passage in passages
        ]
    standing = ClaimStanding(graph, ids.claims)
    edges = _edge_rows(graph, net, ids, standing)
    flows = flows_of(graph, nodes, edges)
    _place_flows(nodes, flows)
    claims = _claim_rows(graph, ids, documents, standing, sentences)
    return Page(
        nodes,
        edges,
        claims,
        _speaker_rows(graph, ids, claims_by_speaker),
        list(kinds.values()),
        list(documents.values()),
        symbols,
        standing.link_rows(graph, documents),
        verdicts_of(graph, ids.claims, ids.nodes),
        sum(claim.denied or claim.overtaken is not None for claim in graph.claims.values()),
        flows,
        answers_of(graph, ids.speakers | ids.nodes, ids.claims, claims) if asked else [],
        sentences.missing if sentences is not None else None,
    )


def _speaker_rows(
    graph: Snapshot, ids: _Ids, claims_by_speaker: Mapping[str, list[str]]
) -> list[dict[str, Any]]:
    """A row for each speaker that is no node."""
    known = graph.holdings.entities
    return [
        {
            "id": speaker,
            "label": shown(graph.labels(iri)),
            "aliases": [shown(name) for name in known[iri].other_names] if iri in known else [],
            "iri": shown(iri),
            "says": claims_by_speaker[iri],
        }
        for iri, speaker in ids.speakers.items()
        if iri not in ids.nodes
    ]


def _claim_rows(
    graph: Snapshot,
    ids: _Ids,
    documents: Mapping[str, Mapping[str, Any]],
    standing: ClaimStanding,
    sentences: Sentences | None,
) -> dict[str, dict[str, Any]]:
    """A row for each claim, by its id: as people read it, when it counts, and its sentence."""
    rows = {}
    for iri, claim in graph.claims.items():
        row = _claim_row(claim, ids, documents) | standing.fields_of(claim)
        if sentences is not None and iri in sentences.by_claim:
            row["sentence"] = [shown(part) for part in sentences.by_claim[iri]]
        rows[ids.claims[iri]] = row
    return rows


def _claim_row(
    claim: Claim, ids: _Ids, documents: Mapping[str, Mapping[str, Any]]
) -> dict[str, Any]:
    """A claim as the panel shows it, texts by field; fields that the claim does not have are left out."""
    measure, counts = claim.label("measure"), claim.label("counts")
    texts = {
        "id": claim.id,
        "iri": claim.iri,
        "kind": claim.kind,
        "statement": claim.get("statement") or "",
        "figure": claim.figure,
        "measure": f"{measure} · {counts}" if counts else measure,
        "about": claim.label("about"),
        "shareOf": claim.label("shareOf"),
        "scope": claim.limits("scope"),
        "basis": claim.limits("basis"),
        "speaker": claim.speaker,
        "hedge": claim.hedge or "asserted",
        "explicitness": claim.label("explicitness"),
        "restsOn": claim.rests_on,
        "wording": claim.get("wording") or claim.evidence.get(KG + "wording", ""),
        "time": in_words(claim.get("time") or ""),
        "asOf": in_words(claim.get("asOf") or ""),
        "place": claim.place,
        "accessed": in_words(claim.evidence.get(KG + "accessed", "")),
        "note": claim.get("note") or "",
    }
    row: dict[str, Any] = {name: shown(text) for name, text in texts.items() if text}
    source, speaker = claim.get("source") or "", claim.get("attributedTo") or ""
    if source in documents:
        row["document"] = list(documents).index(source)
    if web_address(claim.place):
        row["placeUrl"] = claim.place
    if speaker in ids.speakers:
        row["speakerId"] = ids.speakers[speaker]
    for name, term in (("aboutId", "about"), ("wholeId", "shareOf")):
        if (named := ids.nodes.get(claim.get(term) or "")) is not None:
            row[name] = named
    return row


def _node_rows(
    net: nx.MultiDiGraph,
    statements: Mapping[str, list[dict[str, Any]]],
    kinds: Mapping[str, KindStyle],
    ids: _Ids,
    claims_by_speaker: Mapping[str, list[str]],
) -> list[dict[str, Any]]:
    """A row for each node: what it is, its place in the picture, and what is claimed of and by it."""
    order = {name: number for number, name in enumerate(kinds)}
    ranks = ranking(net, layers=("fact", "judgement", "claim"), sample=_SAMPLE)
    pageranks = _shares({rank.iri: rank.pagerank for rank in ranks})
    betweenness = _shares({rank.iri: rank.betweenness for rank in ranks})
    nodes = []
    for iri, values in net.nodes(data=True):
        label = shown(values["label"])
        nodes.append(
            {
                "id": ids.nodes[iri],
                "label": label,
                "lines": label_lines(label),
                "iri": shown(iri),
                "kind": order[values["kind"]],
                "size": round(6.5 + 2.2 * math.sqrt(net.degree(iri)), 1),
                "ranks": [pageranks.get(iri, 0), betweenness.get(iri, 0)],
                "aliases": [shown(alias) for alias in values["aliases"]],
                "estimates": [ids.claims[claim] for claim in values["estimates"]],
                "judgements": [ids.claims[claim] for claim in values["judgements"]],
                "said": statements.get(iri, []),
                "says": claims_by_speaker.get(iri, []),
            }
        )
    index = {iri: number for number, iri in enumerate(net)}
    pairs = [(index[tail], index[head]) for tail, head in net.edges()]
    for node, (x, y) in zip(nodes, _node_positions(nodes, pairs), strict=True):
        node["x"], node["y"] = x, y
    return nodes


def _shares(values: Mapping[str, float]) -> dict[str, float]:
    """Each value as a share of the largest."""
    most = max(values.values(), default=0.0) or 1.0
    return {name: round(value / most, 3) for name, value in values.items()}


def _node_positions(
    nodes: Sequence[Mapping[str, Any]], pairs: Sequence[tuple[int, int]]
) -> list[tuple[int, int]]:
    """The place (x, y) of each node's symbol, in pixels: its label hangs below it, in the same box."""
    boxes, above = [], []
    for node in nodes:
        side = 2 * node["size"]
        lines = node["lines"] if len(nodes) < _MANY else []
        text = 6.2 * max((display_width(line) for line in lines), default=0)
        high = side + 14 * len(lines)
        space = max(0.0, node["size"] - 12) * 8  # many lines meet at a hub
        boxes.append((max(side, text) + space, high + space))
        above.append((high - side) / 2)
    middles = positions(pairs, boxes)
    return [(x, round(y - shift)) for (x, y), shift in zip(middles, above, strict=True)]


# Between two actors arrows of several sorts pass, each with its word: they need room.
_ROOM_OF_ARROWS = 110
_FLOW_BEND, _MUTUAL_BENDS = 0.18, (0.0, 0.08, -0.08)


def _place_flows(nodes: Sequence[dict[str, Any]], flows: Sequence[dict[str, Any]]) -> None:
    """Give each actor at which an arrow ends a place among these alone; each arrow how it bends."""
    named = {end for flow in flows for end in (flow["from"], flow["to"])}
    some = [node for node in nodes if node["id"] in named]
    index = {node["id"]: number for number, node in enumerate(some)}
    straight: Counter[tuple[str, ...]] = Counter()
    bent: Counter[tuple[str, ...]] = Counter()
    for flow in flows:  # those of one direction bend to its right, those of both lie in the middle
        ends = (flow["from"], flow["to"])
        if flow.get("mutual"):
            flow["bend"] = _MUTUAL_BENDS[straight[ends] % len(_MUTUAL_BENDS)]
            straight[ends] += 1
        else:
            bent[ends] += 1
            flow["bend"] = round(_FLOW_BEND * bent[ends], 2)
    for flow in flows:
        ends = (flow["from"], flow["to"])
        if bent[ends] == 1 and not (bent[ends[::-1]] or straight[tuple(sorted(ends))]):
            flow["bend"] = 0.0
    arrows = {(index[flow["from"]], index[flow["to"]]) for flow in flows}
    boxes = []
    for node in some:
        text = 6.2 * max(display_width(line) for line in node["lines"])
        high = 2 * node["size"] + 14 * len(node["lines"])
        boxes.append((max(2 * node["size"], text) + _ROOM_OF_ARROWS, high + _ROOM_OF_ARROWS / 2))
    for node, place in zip(some, positions(sorted(arrows), boxes), strict=True):
        node["among"] = place


def _plain_statements(graph: Snapshot, ids: _Ids) -> dict[str, list[dict[str, Any]]]:
    """What claims state of a node that is no edge (a text or a term), by IRI, in their order.

    A denial or a judgement has a row apart from what gives a fact, as among the edges.
    """
    statements: dict[str, list[dict[str, Any]]] = {}
    timeless = graph.relations.timeless
    for relation in graph.holdings.relations:
        if relation.subject in ids.nodes and not relation.to_entity:
            row = {
                "label": shown(graph.labels(relation.predicate)),
                "iri": shown(relation.predicate),
                "value": shown(graph.labels(relation.object)),
                "claims": [ids.claims[claim] for claim in relation.claims],
                "layer": relation.layer,
                **({"timeless": True} if relation.predicate in timeless else {}),
            }
            statements.setdefault(relation.subject, []).append(row)
    return statements


def _edge_rows(
    graph: Snapshot, net: nx.MultiDiGraph, ids: _Ids, standing: ClaimStanding
) -> list[dict[str, Any]]:
    """A row for each edge: its ends, what it says, the claims it rests on, and how it bends."""
    edges: list[dict[str, Any]] = []
    edges_between: dict[tuple[str, ...], int] = {}
    for number, (subject, value, values) in enumerate(net.edges(data=True)):
        tail, head = ids.nodes[subject], ids.nodes[value]
        pair = (min(tail, head), max(tail, head))
        place_in_pair = edges_between[pair] = edges_between.get(pair, -1) + 1
        bend = _BENDS[place_in_pair % len(_BENDS)]
        edges.append(
            {
                "id": f"e{number}",
                "from": tail,
                "to": head,
                "label": shown(values["label"]),
                "iri": shown(values["predicate"]),
                "layer": values["layer"],
                "status": shown(values["event_status"] or ""),
                "disputed": values["disputed"],
                "implied": values["implied"],
                "claims": [ids.claims[claim] for claim in values["claims"]],
                "support": graph.claims.support(
                    [graph.claims[claim] for claim in values["claims"]]
                ),
                "origins": len(
                    graph.claims.origins([graph.claims[claim] for claim in values["claims"]])
                ),
                # Seen from its other end, the same bend lies on the other side.
                "bend": bend if tail <= head else -bend,
                **({"denied": True} if values["stance"] == "denies" else {}),
                **standing.edge_marks(subject, values["predicate"], value),
            }
        )
    return edges
