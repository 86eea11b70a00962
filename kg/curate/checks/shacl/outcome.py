"""What a validator gives: results, or why a shape is of no use to it."""

from __future__ import annotations

from typing import NamedTuple

import pyoxigraph as ox

from kg.errors import KgError

SH = "http://www.w3.org/ns/shacl#"
Node = ox.NamedNode | ox.BlankNode
Term = ox.NamedNode | ox.BlankNode | ox.Literal
_LONGEST_REASON = 200


class Result(NamedTuple):
    """A validation result (SHACL, section 3.6.2), with terms as the text states them.

    ``path`` is a property, or the blank node that stands for a longer path; ``component`` is an IRI.
    ``message`` is what a query in a shape (sh:sparql) says of its own result; None where it says nothing.
    """

    focus: Term
    path: Node | None
    value: Term | None
    severity: str
    component: str
    shape: Node
    message: str | None = None


class UnusableError(KgError):
    """Shapes with which pySHACL can do nothing, why, and the IRI of the one that it was trying."""

    def __init__(self, reason: str, shape: str) -> None:
        words = " ".join(reason.split())
        shown = words if len(words) <= _LONGEST_REASON else f"{words[:_LONGEST_REASON]}…"
        super().__init__(shown, "ontology/terms", "mend it, or take it away")
        self.shape = shape


class NotHeldError(Exception):
    """A shape, or what it meets in the data, is not compiled: pySHACL says what it means."""
