"""The quads of a state by subject, and the links between its claims. Made only where states differ."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from kg.curate.diff.quads import terms_of
from kg.iris import KG, KGD, ONTOLOGY_GRAPH, RDF, RDFS, SRC

if TYPE_CHECKING:
    from collections.abc import Iterable

    from kg.curate.diff.sides import GraphState

_SUBJECT, _PREDICATE, _OBJECT = (f"<{RDF}{n}>".encode() for n in ("subject", "predicate", "object"))
_ABOUT, _STATUS = f"<{KG}about>".encode(), f"<{KG}eventStatus>".encode()
_LINKS = frozenset(
    f"<{KG}{name}>".encode()
    for name in ("derivedFrom", "supersedes", "retracts", "correctedBy", "alternativeTo")
)
_ENDS = frozenset((_SUBJECT, _OBJECT, _ABOUT))
_NAMING = frozenset(f"<{iri}>".encode() for iri in (RDF + "type", RDFS + "label"))
_ONTOLOGY = f" <{ONTOLOGY_GRAPH}> .\n".encode()
_ENTITY, _SOURCE = f"<{KGD}".encode(), f"<{SRC}".encode()


class StateIndex:
    """The lines of a state by what they say; nodes are IRIs in brackets, as bytes of N-Quads.

    ``of``: the lines of a subject; ``ends``: the things that a claim is about; ``claims``: the
    claims about a thing; ``links``: the claims and sources that a claim or source is linked with,
    in both directions; ``statuses``: the claims on whether an event occurred.
    """

    def __init__(self, side: GraphState) -> None:
        self.side = side
        self.of: defaultdict[bytes, list[bytes]] = defaultdict(list)
        self.ends: defaultdict[bytes, set[bytes]] = defaultdict(set)
        self.claims: defaultdict[bytes, set[bytes]] = defaultdict(set)
        self.links: defaultdict[bytes, set[bytes]] = defaultdict(set)
        self.statuses: set[bytes] = set()
        self._naming: list[bytes] = []
        of = self.of
        for line in side.lines:
            if line.startswith(b"_:"):
                continue
            subject, predicate, _ = line.split(b" ", 2)
            of[subject].append(line)
            if predicate in _ENDS:
                value = terms_of(line)[2]
                self.ends[subject].add(value)
                self.claims[value].add(subject)
            elif predicate in _LINKS:
                value = terms_of(line)[2]
                self.links[subject].add(value)
                self.links[value].add(subject)
            elif predicate == _PREDICATE and terms_of(line)[2] == _STATUS:
                self.statuses.add(subject)
            elif predicate in _NAMING and line.startswith(_ENTITY):
                self._naming.append(line)

    def inside(self, source: bytes) -> list[bytes]:
        """The claims of a source."""
        start = source[:-1] + b"/"
        return [claim for claim in self.ends if claim.startswith(start)]

    def part(self, claims: Iterable[bytes]) -> list[bytes]:
        """The lines of claims and their sources, of the ontology, and of all labels and types."""
        subjects = {*claims}
        subjects |= {source_of(claim) for claim in subjects}
        lines = [line for line in self.side.lines if line.endswith(_ONTOLOGY)]
        lines += self._naming
        for subject in subjects:
            lines += self.of.get(subject, ())
        return list(dict.fromkeys(lines))


def source_of(claim: bytes) -> bytes:
    """The node of the source of a claim; a source is its own."""
    return b"%s%s>" % (_SOURCE, claim.removeprefix(_SOURCE).rstrip(b">").split(b"/")[0])
