"""What a user types for an entity, a claim, a source or a view: an answer, or no such thing."""

from __future__ import annotations

from functools import cache

from kg.claims.facts.view import parse_view
from kg.graph.names import Names
from kg.iris import KG
from tests.fuzz.inputs import edited, sentences
from tests.fuzz.material import good_graph, good_texts
from tests.fuzz.refusals import refusing

SEEDS = (
    *(
        b"kgd:unit-3rd-brigade",
        b"3rd Brigade",
        b"good-article",
        b"good-article/c001",
        b"src:good-article/c002",
    ),
    *(
        b"<https://w3id.org/entente/id/unit-x>",
        b"https://w3id.org/entente/ns/partOf",
        b"kg:partOf",
        b"part of",
    ),
    *(
        b"XII",
        b"12th Corps",
        b"Person (kgd:person-x)",
        b"only-source:good-article",
        b"latest",
        b"soldiers",
    ),
)
_WORDS = [text.decode() for text in SEEDS] + [
    "<",
    ">",
    ":",
    "/",
    "kgd:",
    "src:",
    "kg:",
    "(",
    ")",
    "IV",
    "2nd",
]
INPUTS = edited(SEEDS) | sentences(_WORDS, 5)
GOOD = b"Korean People's Army"
EXAMPLES = 8


@cache
def _names() -> Names:
    triples = (quad.triple for quad in good_graph().store.quads())
    return Names(triples, good_texts().terms)


def hold(data: bytes) -> None:
    """Each way to name a thing."""
    text = data.decode(errors="surrogateescape")
    graph = good_graph()
    names = _names()
    readers = (
        *(graph.entity, graph.claim, graph.find, graph.estimates, parse_view, names.thing),
        *(
            names.relation,
            lambda name: names.word(name, KG + "Measure"),
            lambda name: graph.impact([name]),
        ),
        lambda name: graph.why("kgd:unit-3rd-brigade", name),
        lambda name: graph.why(name, "part of"),
        graph.contradictions,
        lambda name: graph.ask("about", {"entity": name}),
    )
    for reader in readers:
        with refusing():
            reader(text)
