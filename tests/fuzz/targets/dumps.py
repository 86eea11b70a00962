"""N-Quads and TriG as sides of a comparison: the names of blank nodes and the syntax change nothing."""

from __future__ import annotations

import pyoxigraph as ox
from hypothesis import strategies as st

from kg.claims.facts.view import View
from kg.curate.diff.compare import compare_sides
from kg.curate.diff.sides import read_side
from tests.fuzz.inputs import ROOT, edited, files, sentences
from tests.fuzz.material import written

_SMALL = (
    b"<http://e/a> <http://e/b> <http://e/c> .\n",
    b'<http://e/a> <http://e/b> "x"@en <http://e/g> .\n_:x <http://e/b> _:y <http://e/g> .\n',
    b'GRAPH <http://e/g> { <http://e/a> <http://e/b> [ <http://e/c> 1 , ( "x" ) ] }\n',
    b"_:x <http://e/b> _:y .\n_:y <http://e/b> _:x .\n_:z <http://e/b> _:z .\n",
)
_NAMES = [
    "<http://e/a>",
    "<http://e/b>",
    "_:x",
    "_:y",
    "_:z",
    '"x"',
    '"1"^^<http://e/t>',
    '"_:x"@en',
]
_WORDS = [*_NAMES, " .\n", " .\n", "GRAPH", "{", "}", "[", "]", "<< <http://e/a> <http://e/b> 1 >>"]
INPUTS = st.one_of(
    edited([*_SMALL, *files("tests/checks/good/*.ttl")], [word.encode() for word in _WORDS]),
    sentences(_WORDS, 24),
    st.lists(st.tuples(*[st.sampled_from(_NAMES)] * 3), max_size=20).map(
        lambda rows: "".join(" ".join(row) + " .\n" for row in rows).encode()
    ),
)
GOOD = _SMALL[2]
EXAMPLES = 40


def hold(data: bytes) -> None:
    """A dump is equal to itself in the other syntax, and its differences are the same both ways."""
    one = read_side(str(written("one.trig", data)), ROOT)
    quads = list(ox.parse(data, format=ox.RdfFormat.TRIG, rename_blank_nodes=True))
    other = written("other.nq", ox.serialize(quads, format=ox.RdfFormat.N_QUADS) or b"")
    same = compare_sides(one, read_side(str(other), ROOT), View())
    assert not same.changes, same.changes
    empty = read_side(str(written("empty.nq", b"")), ROOT)
    there, back = compare_sides(empty, one, View()), compare_sides(one, empty, View())
    assert len(there.changes) == len(back.changes)
    assert bool(there.changes) == bool(one.lines)
