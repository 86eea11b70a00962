"""Which statements one side has and the other has not; blank nodes are compared by what they hold.

Lines are compared as they are, for pyoxigraph writes one statement in one way. A blank node that
stands in one place (evidence, a likelihood, a shape's constraint, a list) is a value: what it
holds. Others are compared part by part, named by RDFC-1.0.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

import pyoxigraph as ox

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from kg.curate.diff.sides import Side

_BLANK, _LEADS = b"_:", b"> _:"
#: Subject, predicate, object, graph (empty: the default graph) as bytes of N-Quads.
Parts = tuple[bytes, bytes, bytes, bytes]


class Statement(NamedTuple):
    """A statement as text: N-Triples terms; a blank node as ``[ property value ; … ]``."""

    subject: str
    predicate: str
    object: str
    graph: str


def differences(one: Side, other: Side) -> tuple[list[Statement], list[Statement]]:
    """The statements that only the first side has, and those that only the second has."""
    before, after = set(one.lines), set(other.lines)
    # In the order of the lines, not of the sets: what lies side by side is read several times faster.
    old_ground, old_blank = _parted([line for line in one.lines if line not in after])
    new_ground, new_blank = _parted([line for line in other.lines if line not in before])
    del before, after
    old, new = _valued(old_blank), _valued(new_blank)
    return _statements(old_ground, old - new), _statements(new_ground, new - old)


def _parted(lines: list[bytes]) -> tuple[list[bytes], list[bytes]]:
    """Lines without and with a blank node (which may stand in a text only)."""
    return [x for x in lines if _BLANK not in x], [x for x in lines if _BLANK in x]


def _statements(ground: Iterable[bytes], others: Iterable[Parts]) -> list[Statement]:
    parts = [*map(terms_of, ground), *others]
    return sorted(Statement(*(term.decode() for term in terms)) for terms in parts)


def terms_of(line: bytes) -> Parts:
    """The terms of a line as pyoxigraph writes it.

    No IRI holds a blank or a quotation mark: what follows the last `` <`` is the graph, unless it
    is part of a text.
    """
    subject, predicate, rest = line[:-3].split(b" ", 2)
    cut = rest.rfind(b" <")
    if cut < 0 or rest.find(b'"', cut) >= 0:
        return subject, predicate, rest, b""
    return subject, predicate, rest[:cut], rest[cut + 1 :]


def _valued(lines: Iterable[bytes]) -> set[Parts]:
    """Statements in which each blank node is replaced by what it holds."""
    said: defaultdict[bytes, list[bytes]] = defaultdict(list)
    nested: dict[bytes, list[Parts]] = {}
    owned: list[Parts] = []
    for line in lines:
        leads = _LEADS in line
        if line.startswith(_BLANK):
            cut = line.find(b" ")
            said[line[:cut]].append(line[cut + 1 : -3])
            if leads:
                nested[line[:cut]] = []
        else:
            owned.append(terms_of(line))
    for node in nested:
        nested[node] = [terms_of(b"%s %s .\n" % (node, rest)) for rest in said[node]]
    uses = Counter(p[2] for parts in (owned, *nested.values()) for p in parts if _is_blank(p[2]))
    values = {node: b"[ ]" for node, count in uses.items() if node not in said and count == 1}
    values |= {n: _leaf(own) for n, own in said.items() if n not in nested and uses[n] <= 1}
    _add_nested(values, nested, uses)
    found: set[Parts] = set()
    shared: list[Parts] = []
    for subject, predicate, value, graph in owned:
        parts = subject, predicate, values.get(value, value), graph
        if _is_blank(parts[2]):
            shared.append(parts)
        else:
            found.add(parts)
    for node in said:
        if node not in values:  # what it holds may be values
            terms = nested.get(node) or [terms_of(b"%s %s .\n" % (node, r)) for r in said[node]]
            shared += [(s, p, values.get(o, o), graph) for s, p, o, graph in terms]
        elif not uses[node]:
            found.add((b"", b"", values[node], terms_of(b"%s %s .\n" % (node, said[node][0]))[3]))
    return found | set(_components(shared))


def _is_blank(term: bytes) -> bool:
    return term.startswith(_BLANK)


def _leaf(own: list[bytes]) -> bytes:
    """What a blank node holds in which no other stands; the graph of its lines is one."""
    last = own[0]
    cut = last.rfind(b" <")
    graph = last[cut:] if last.count(b" ", 0, cut) and last.find(b'"', cut) < 0 else b""
    return b"[ %s ]" % b" ; ".join(sorted([rest.removesuffix(graph) for rest in own]))


def _add_nested(
    values: dict[bytes, bytes], nested: dict[bytes, list[Parts]], uses: Counter[bytes]
) -> None:
    """Add the values of nodes that hold others, the innermost first: no depth of nesting matters.

    What is used twice, or lies in a circle, has none.
    """
    waiting: dict[bytes, int] = {}
    parents: dict[bytes, bytes] = {}
    for node, own in nested.items():
        inner = [p[2] for p in own if p[2] in nested]
        waiting[node] = len(inner)
        parents.update((other, node) for other in inner)
    ready = [node for node, count in waiting.items() if not count]
    while ready:
        node = ready.pop()
        own_values = [(p, values.get(o, o)) for _, p, o, _ in nested[node]]
        if uses[node] > 1 or any(_is_blank(o) for _, o in own_values):
            continue
        values[node] = b"[ %s ]" % b" ; ".join(sorted(p + b" " + o for p, o in own_values))
        above = parents.get(node)
        if above is not None:
            waiting[above] -= 1
            if not waiting[above]:
                ready.append(above)


def _components(shared: Iterable[Parts]) -> Iterator[Parts]:
    """Parts that hang together by blank nodes, each as a whole under the names of RDFC-1.0."""
    parent: dict[bytes, bytes] = {}

    def root(node: bytes) -> bytes:
        while parent.setdefault(node, node) != node:
            parent[node] = parent[parent[node]]
            node = parent[node]
        return node

    nodes = [[term for term in (p[0], p[2]) if term.startswith(_BLANK)] for p in shared]
    for ends in nodes:
        for one, other in pairwise(ends):
            parent[root(one)] = root(other)
    parts: defaultdict[bytes, list[bytes]] = defaultdict(list)
    for (subject, predicate, value, graph), ends in zip(shared, nodes, strict=True):
        # N-Quads has no brackets: what a node holds is kept as a text.
        text = str(ox.Literal(value.decode())).encode() if value.startswith(b"[") else value
        terms = [term for term in (subject, predicate, text, graph) if term]
        parts[root(ends[0])].append(b" ".join(terms) + b" .\n")
    for lines in parts.values():
        data = ox.Dataset(ox.parse(b"".join(lines), format=ox.RdfFormat.N_QUADS))
        data.canonicalize(ox.CanonicalizationAlgorithm.RDFC_1_0)
        quads = sorted(data, key=str)
        named = [str(q.subject) for q in quads if isinstance(q.subject, ox.NamedNode)]
        home = next((str(q.graph_name) for q in quads if q.graph_name != ox.DefaultGraph()), "")
        whole = " . ".join(str(quad.triple) for quad in quads)
        yield min(named, default="").encode(), b"", whole.encode(), home.encode()
