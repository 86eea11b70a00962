"""A claim that states a relation: subject, predicate and object, by whom, and of which time."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from kg.claims.claim import ASSERTED, ASSERTS, ASSESSED, DENIES, LEAVES_OPEN, value_text
from kg.claims.period import UNDATED, Period
from kg.iris import KG

if TYPE_CHECKING:
    from collections.abc import Container

    import pyoxigraph as ox

    from kg.claims.claim import Term
    from kg.claims.episodes import Episode
    from kg.claims.figure import Denial

#: A plain edge of the graph: subject, predicate, object.
Edge = tuple["ox.NamedNode", "ox.NamedNode", "Term"]
EVENT_STATUS = KG + "eventStatus"
#: An event of one of these took place: the first denied, the second is denied too.
OCCURRED = (KG + "occurred", KG + "ongoing")


def took_place(predicate: ox.NamedNode, value: Term) -> bool:
    """Whether a relation says that an event took place, or that it goes on."""
    return predicate.value == EVENT_STATUS and value_text(value) in OCCURRED


_AHEAD = frozenset({KG + "forecast", KG + "warned"})


class Statement(NamedTuple):
    """What facts and verdicts need of a claim that is no figure.

    ``iri`` is that of the claim; ``stance`` and ``modality`` are IRIs. ``period`` are the days of its
    kg:time, which stands in ``time`` as EDTF (empty: not stated, or not needed beside the days);
    ``day`` is the last day of which it speaks and ``known`` the day from which it could be known,
    as ordinals (None: not said). ``implied`` says that no words of the text make the claim.
    ``replaces`` are the claims whose place it takes (IRIs), ``replaced`` says that its own has been
    taken since; ``disputed_by`` are the claims that dispute it by name. Of what says that an event took
    place ``wholes`` are the events of which that one is a part, and ``whole_denied`` who denies one of these.
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
    replaces: frozenset[str] = frozenset()
    replaced: bool = False
    disputed_by: tuple[str, ...] = ()
    time: str = ""
    wholes: tuple[Episode, ...] = ()
    whole_denied: tuple[Denial, ...] = ()

    @property
    def edge(self) -> Edge:
        """The relation that it states."""
        return self.subject, self.predicate, self.object

    def without(self, gone: Container[str]) -> Statement:
        """The statement beside what stands: without those who dispute it and do not (claims, by
        IRI), or what it has replaced, which does not stand either.
        """
        links = self.disputed_by, self.replaces, self.replaced, self.wholes, self.whole_denied
        if not any(links):
            return self
        left = tuple(iri for iri in self.disputed_by if iri not in gone)
        return self._replace(
            disputed_by=left,
            replaces=frozenset(),
            replaced=False,
            wholes=tuple(filter(None, (whole.without(gone) for whole in self.wholes))),
            whole_denied=tuple(
                filter(None, (denial.without(gone) for denial in self.whole_denied))
            ),
        )

    @property
    def denies(self) -> bool:
        """Whether its speaker says that the relation does not hold."""
        return self.stance == DENIES

    @property
    def days_said(self) -> Period:
        """The days on which what it states may have happened; none after it was told, if none is stated, or
        if it says that it has.
        """
        first, last = self.period
        known = self.known
        if known is not None and (first is None or first <= known):
            is_past = self._is_status and value_text(self.object) in OCCURRED
            if last is None or (is_past and last > known):
                last = known
        return Period(first, last)

    @property
    def days_denied(self) -> Period:
        """The days of which it speaks as a denial: none after its publication, unless it looks ahead."""
        first, last = self.period
        known = self.known
        if known is None or self.modality in _AHEAD or (first is not None and first > known):
            return self.period
        looks_ahead = self._is_status and value_text(self.object) not in OCCURRED
        if last is None or (last > known and not looks_ahead):
            last = known
        return Period(first, last)

    @property
    def _is_status(self) -> bool:
        return self.predicate.value == EVENT_STATUS

    @property
    def can_contradict(self) -> bool:
        """Whether somebody says that it is so, or not so.

        Not where nobody is named, or where the speaker leaves it open (no comment, not known, not
        confirmed). Of judgements only those do that conclude what is: a warning, a forecast or a
        comparison is no answer to what somebody states.
        """
        concludes = not self.is_judgement or self.modality == ASSESSED
        return bool(self.speaker) and concludes and self.modality not in LEAVES_OPEN
