"""A claim that states a relation: subject, predicate and object, by whom, and of which time."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from kg.claims.claim import ASSERTED, ASSERTS, DENIES
from kg.claims.period import UNDATED, Period

if TYPE_CHECKING:
    import pyoxigraph as ox

    from kg.claims.claim import Term

#: A plain edge of the graph: subject, predicate, object.
Edge = tuple["ox.NamedNode", "ox.NamedNode", "Term"]


class Statement(NamedTuple):
    """What facts and verdicts need of a claim that is no figure.

    ``iri`` is that of the claim; ``stance`` and ``modality`` are IRIs. ``period`` is its kg:time;
    ``day`` is the last day of which it speaks and ``known`` the day from which it could be known,
    as ordinals (None: not said). ``implied`` says that no words of the text make the claim.
    """

    iri: str
    source: str
    speaker: str
    subject: ox.NamedNode
    predicate: ox.NamedNode
    object: Term
    stance: str = ASSERTS
    modality: str = ASSERTED
    is_judgement: bool = False
    period: Period = UNDATED
    day: int | None = None
    known: int | None = None
    implied: bool = False

    @property
    def edge(self) -> Edge:
        """The relation that it states."""
        return self.subject, self.predicate, self.object

    @property
    def denies(self) -> bool:
        """Whether its speaker says that the relation does not hold."""
        return self.stance == DENIES
