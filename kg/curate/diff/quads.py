"""The quads that one state of the graph has and another has not.

Lines of N-Quads are compared as they are, for pyoxigraph writes a quad in one way only. A blank node
that is the object of one quad (evidence, a likelihood, a shape's constraint, a list) is compared by
its properties, ``[ property value ; … ]``. Blank nodes that are used several times are compared with
all that hangs together with them, under the names that RDFC-1.0 gives.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from itertools import chain, pairwise
from typing import TYPE_CHECKING, NamedTuple

import pyoxigraph as ox

from kg.text.turtle.canonical import canonical_quads

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from kg.curate.diff.sides import GraphState

_BLANK, _LEADS = b"_:", b"> _:"
#: Subject, predicate, object, graph (empty: the default graph) as bytes of N-Quads.
Parts = tuple[bytes, bytes, bytes, bytes]


class QuadText(NamedTuple):
    """A quad as text: N-Triples terms; a blank node as ``[ property value ; … ]``."""

    subject: str
    predicate: str
    object: str
    graph: str


def quad_differences(
    before: GraphState, after: GraphState
) -> tuple[list[QuadText], list[QuadText]]:
    """The quads that only the first state has, and those that only the second has, both sorted.

    Blank nodes that say the same are counted: two of them against one are a difference.
    """
    before_lines, after_lines = set(before.lines), set(after.lines)
    # In the order of the lines, not of the sets: what lies side by side is read several times faster.
    old_ground, old_blank = _split_blank([line for line in before.lines if line not in after_lines])
    new_ground, new_blank = _split_blank([line for line in after.lines if line not in before_lines])
    del before_lines, after_lines
    old, new = _with_values(old_blank), _with_values(new_blank)
    return (
        _sorted_texts(old_ground, (old - new).elements()),
        _sorted_texts(new_ground, (new - old).elements()),
    )


def _split_blank(lines: list[bytes]) -> tuple[list[bytes], list[bytes]]:
    """The lines without “_:”, and those with it: a blank node, or a literal that contains it."""
    return [x for x in lines if _BLANK not in x], [x for x in lines if _BLANK in x]


def _sorted_texts(ground_lines: Iterable[bytes], with_values: Iterable[Parts]) -> list[QuadText]:
    parts = [*map(terms_of, ground_lines), *with_values]
    return sorted(QuadText(*(term.decode() for term in terms)) for terms in parts)


def terms_of(line: bytes) -> Parts:
    """Subject, predicate, object and graph of a line as pyoxigraph writes it.

    An IRI contains neither blank nor quotation mark: what follows the last `` <`` is the graph,
    unless it is part of a literal.
    """
    subject, predicate, rest = line[:-3].split(b" ", 2)
    cut = rest.rfind(b" <")
    if cut < 0 or rest.find(b'"', cut) >= 0:
        return subject, predicate, rest, b""
    return subject, predicate, rest[:cut], rest[cut + 1 :]


def _with_values(lines: Iterable[bytes]) -> Counter[Parts]:
    """The quads of lines, with ``[ … ]`` in place of each blank node that is used once, counted."""
    lines_of_node: defaultdict[bytes, list[bytes]] = defaultdict(list)
    nested: dict[bytes, list[Parts]] = {}
    quads_of_named: list[Parts] = []
    for line in lines:
        leads = _LEADS in line
        if line.startswith(_BLANK):
            cut = line.find(b" ")
            lines_of_node[line[:cut]].append(line[cut + 1 : -3])
            if leads:
                nested[line[:cut]] = []
        else:
            quads_of_named.append(terms_of(line))
    for node in nested:
        nested[node] = [terms_of(b"%s %s .\n" % (node, rest)) for rest in lines_of_node[node]]
    uses = Counter(
        p[2] for parts in (quads_of_named, *nested.values()) for p in parts if _is_blank(p[2])
    )
    values = {
        node: b"[ ]" for node, count in uses.items() if node not in lines_of_node and count == 1
    }
    values |= {
        n: _value_of_leaf(own)
        for n, own in lines_of_node.items()
        if n not in nested and uses[n] <= 1
    }
    _add_values_of_nested(values, nested, uses)
    quads: list[Parts] = []
    shared: list[Parts] = []
    for subject, predicate, value, graph in quads_of_named:
        parts = subject, predicate, values.get(value, value), graph
        if _is_blank(parts[2]):
            shared.append(parts)
        else:
            quads.append(parts)
    for node in lines_of_node:
        if node not in values:  # its objects may have values
            terms = nested.get(node) or [
                terms_of(b"%s %s .\n" % (node, r)) for r in lines_of_node[node]
            ]
            shared += [(s, p, values.get(o, o), graph) for s, p, o, graph in terms]
        elif not uses[node]:
            quads.append(
                (b"", b"", values[node], terms_of(b"%s %s .\n" % (node, lines_of_node[node][0]))[3])
            )
    return Counter(chain(quads, _canonical_components(shared)))


def _is_blank(term: bytes) -> bool:
    return term.startswith(_BLANK)


def _value_of_leaf(lines: list[bytes]) -> bytes:
    """The ``[ … ]`` of a blank node without further ones in it; ``lines`` lack their subject.

    Its lines are all of one graph, which is left out.
    """
    last = lines[0]
    cut = last.rfind(b" <")
    graph = last[cut:] if last.count(b" ", 0, cut) and last.find(b'"', cut) < 0 else b""
    return b"[ %s ]" % b" ; ".join(sorted([rest.removesuffix(graph) for rest in lines]))


def _add_values_of_nested(
    values: dict[bytes, bytes], nested: dict[bytes, list[Parts]], uses: Counter[bytes]
) -> None:
    """Add to ``values`` those of blank nodes that lead to others, the innermost first.

    There is no recursion, so that any depth of nesting will do. A node that is used twice or lies in
    a circle gets no value.
    """
    waiting: dict[bytes, int] = {}
    parents: dict[bytes, bytes] = {}
    for node, quads in nested.items():
        inner = [p[2] for p in quads if p[2] in nested]
        waiting[node] = len(inner)
        parents.update((inner_node, node) for inner_node in inner)
    ready = [node for node, count in waiting.items() if not count]
    while ready:
        node = ready.pop()
        pairs = [(p, values.get(o, o)) for _, p, o, _ in nested[node]]
        if uses[node] > 1 or any(_is_blank(o) for _, o in pairs):
            continue
        values[node] = b"[ %s ]" % b" ; ".join(sorted(p + b" " + o for p, o in pairs))
        parent = parents.get(node)
        if parent is not None:
            waiting[parent] -= 1
            if not waiting[parent]:
                ready.append(parent)


def _canonical_components(shared: Iterable[Parts]) -> Iterator[Parts]:
    """One quad for each set of quads that hang together by blank nodes, named by RDFC-1.0."""
    parent: dict[bytes, bytes] = {}

    def root(node: bytes) -> bytes:
        while parent.setdefault(node, node) != node:
            parent[node] = parent[parent[node]]
            node = parent[node]
        return node

    nodes = [[term for term in (p[0], p[2]) if term.startswith(_BLANK)] for p in shared]
    for ends in nodes:
        for first, second in pairwise(ends):
            parent[root(first)] = root(second)
    parts: defaultdict[bytes, list[bytes]] = defaultdict(list)
    for (subject, predicate, value, graph), ends in zip(shared, nodes, strict=True):
        # N-Quads has no brackets: a value in brackets is carried as a literal.
        text = str(ox.Literal(value.decode())).encode() if value.startswith(b"[") else value
        terms = [term for term in (subject, predicate, text, graph) if term]
        parts[root(ends[0])].append(b" ".join(terms) + b" .\n")
    for lines in parts.values():
        data = list(ox.parse(b"".join(lines), format=ox.RdfFormat.N_QUADS))
        quads = sorted(canonical_quads(data), key=str)
        named = [str(q.subject) for q in quads if isinstance(q.subject, ox.NamedNode)]
        home = next((str(q.graph_name) for q in quads if q.graph_name != ox.DefaultGraph()), "")
        whole = " . ".join(str(quad.triple) for quad in quads)
        yield min(named, default="").encode(), b"", whole.encode(), home.encode()
