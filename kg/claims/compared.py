"""A claim as the engine compares it: a statement, or a figure."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

import pyoxigraph as ox

from kg.claims.begins import start_of
from kg.claims.claim import IMPLIED, LEAVES_OPEN
from kg.claims.figure import Figure
from kg.claims.interval import Interval
from kg.claims.limits import STATED_BY
from kg.claims.period import Period, ordinal
from kg.claims.statement import Statement, took_place
from kg.iris import RDF

if TYPE_CHECKING:
    from collections.abc import Mapping

    from kg.claims.claim import Claim
    from kg.claims.episodes import Episode
    from kg.claims.figure import Denial
    from kg.claims.limits import KnownLimits


class Linked(Protocol):
    """How claims hang together: ``kg.store.links.Links``."""

    @property
    def derived(self) -> Mapping[str, frozenset[str]]: ...
    @property
    def replaced(self) -> frozenset[str]: ...
    @property
    def limits(self) -> KnownLimits: ...
    @property
    def disputes(self) -> Mapping[str, tuple[Denial, ...]]: ...
    def replaced_by(self, claim: str, source: str) -> frozenset[str]: ...
    def against(self, claim: str, about: str) -> tuple[Denial, ...]: ...
    def wholes_of(self, event: str) -> tuple[Episode, ...]: ...
    def whole_denied(self, event: str) -> tuple[Denial, ...]: ...


def statement_of(claim: Claim, links: Linked) -> Statement | None:
    """The relation that a claim states; None for an estimate, and where a part of it is missing."""
    subject, predicate, value = (claim.term(RDF + n) for n in ("subject", "predicate", "object"))
    if (
        claim.kind == "Estimate"
        or not isinstance(subject, ox.NamedNode)
        or not isinstance(predicate, ox.NamedNode)
        or value is None
    ):
        return None
    period = period_between(claim, "earliest", "latest")
    of_event = subject.value if took_place(predicate, value) else ""
    return Statement(
        claim.iri,
        claim.source,
        claim.get("attributedTo") or "",
        subject,
        predicate,
        value,
        claim.stance,
        claim.modality,
        is_judgement=claim.kind == "Judgement",
        period=period,
        day=ordinal(claim.get("asOfLatest") or "") or period.last,
        known=ordinal(claim.get("knownFrom") or ""),
        implied=claim.explicitness == IMPLIED,
        replaces=links.replaced_by(claim.iri, claim.source),
        replaced=not links.replaced.isdisjoint((claim.iri, claim.source)),
        disputed_by=tuple(denial.iri for denial in links.disputes.get(claim.iri, ())),
        time=claim.get("time") or "",
        wholes=links.wholes_of(of_event),
        whole_denied=links.whole_denied(of_event),
    )


def figure_of(claim: Claim, links: Linked) -> Figure:
    """An estimate as it is compared."""
    stated = claim.number("lower"), claim.number("upper"), claim.number("best")
    terms = {
        field: claim.get(name) or ""
        for field, name in (
            *(("source", "source"), ("speaker", "attributedTo"), ("about", "about")),
            *(("measure", "measure"), ("unit", "unit"), ("qualifier", "qualifier")),
            *(("counts", "counts"), ("whole", "shareOf")),
        )
    } | {
        field: links.limits.read(field, claim.all(terms), claim.get(words) or "")
        for field, (terms, words) in STATED_BY.items()
    }
    return Figure(
        iri=claim.iri,
        **terms,
        interval=_interval(claim, stated),
        stated=stated,
        as_of=period_between(claim, "asOfEarliest", "asOfLatest"),
        period=period_between(claim, "earliest", "latest"),
        denied=claim.denied,
        alternatives=frozenset(claim.all("alternativeTo")),
        additions=frozenset(claim.all("additionTo")),
        replaces=links.replaced_by(claim.iri, claim.source),
        derived_from=links.derived.get(claim.iri, frozenset()),
        published=ordinal(claim.get("knownFrom") or ""),
        against=links.against(claim.iri, claim.get("about") or ""),
        leaves_open=claim.modality in LEAVES_OPEN,
        begin=start_of(claim.get("time") or ""),
    )


def _interval(claim: Claim, stated: tuple[float | None, float | None, float | None]) -> Interval:
    """What the words allow; without a qualifier, what is stated."""
    lower, upper, best = stated
    low, high = claim.number("impliedLower"), claim.number("impliedUpper")
    if low is None and high is None:
        low = lower if lower is not None else best
        high = upper if upper is not None else best
    lower_included, upper_included = (
        claim.get(f"{end}Inclusive") != "false"
        and claim.get(f"implied{end.capitalize()}Inclusive") != "false"
        for end in ("lower", "upper")
    )
    return Interval(low, high, lower_included, upper_included)


def period_between(claim: Claim, first: str, last: str) -> Period:
    """The period between the days of two ``kg:`` properties."""
    return Period(ordinal(claim.get(first) or ""), ordinal(claim.get(last) or ""))
