"""The fact layer of a store under a view: what follows from its claims, and what was left aside."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

import pyoxigraph as ox

from kg.claims.claim import IMPLIED, value_text
from kg.claims.closure import closure
from kg.claims.corrections import (
    CORRECTED,
    RETRACTED,
    SUPERSEDED,
    Link,
    overtaken,
    relayed,
)
from kg.claims.facts.edges import Basis, Fact, derive_facts, part_of_quads
from kg.claims.facts.quads import fact_quads
from kg.claims.facts.ranges import HedgedFigure, RangeFact, derive_ranges, range_quads
from kg.claims.facts.view import View, parse_view
from kg.claims.independence import Origins
from kg.claims.period import ordinal
from kg.claims.verdicts.none_at_all import denied_events, says_none
from kg.errors import UsageError, did_you_mean, nearest
from kg.iris import CURRENT_VIEW, KG, PART_OF_VIEW, SRC
from kg.store.links import derived_from, read_links
from kg.store.readers import (
    read_fact_rules,
    read_figures,
    read_instances,
    read_marked,
    read_once,
    read_rules,
    read_single_valued,
    read_statements,
    read_terms,
    read_testimonies,
)

if TYPE_CHECKING:
    from collections.abc import Container, Iterable, Iterator, Mapping

    from kg.claims.figure import Rules
    from kg.claims.independence import Testimony
    from kg.claims.statement import Statement
    from kg.claims.verdicts.verdict import Verdict
    from kg.store.base import Store
    from kg.store.links import Links

_LINKS = (("retracts", RETRACTED), ("supersedes", SUPERSEDED), ("correctedBy", CORRECTED))


class Layer(NamedTuple):
    """What follows from the claims of a store under a view.

    ``reasons`` says by claim (IRI) why it bears no fact or range; ``overtaken`` by what a claim was
    retracted, corrected or superseded; ``groups`` are the unidentified groups (IRIs).
    """

    view: View
    facts: tuple[Fact, ...]
    ranges: tuple[RangeFact, ...]
    reasons: Mapping[str, str]
    overtaken: Mapping[str, Link]
    origins: Origins
    groups: frozenset[str]

    def quads(self) -> Iterator[ox.Quad]:
        """The layer as quads: facts, ranges, the closure of part-of, and what no longer stands."""
        graph = ox.NamedNode(CURRENT_VIEW)
        yield ox.Quad(graph, ox.NamedNode(KG + "viewRule"), ox.Literal(str(self.view)), graph)
        for claim, link in self.overtaken.items():
            predicate, later = ox.NamedNode(KG + "overtakenBy"), ox.NamedNode(link.later)
            yield ox.Quad(ox.NamedNode(claim), predicate, later, graph)
        yield from fact_quads(self.facts)
        yield from range_quads(self.ranges)
        yield from part_of_quads(self.facts, self.groups)


def read_layer(
    store: Store,
    view: View,
    links: Mapping[str, Link] | None = None,
    known: Mapping[str, Testimony] | None = None,
) -> Layer:
    """Derive the layer of a store's claims.

    ``links`` says which claims no longer stand (by default what the store itself says), ``known``
    where claims come from, by IRI (by default as the store says). Raises KgError where the
    ontology does not say of which kind a measure is.
    """
    origins = Origins(read_testimonies(store) if known is None else known)
    gone = read_overtaken(store) if links is None else links
    return layer_of(store, view, gone, origins, read_links(store))


def layer_of(
    store: Store,
    view: View,
    gone: Mapping[str, Link],
    origins: Origins,
    hang: Links,
    within: Mapping[str, frozenset[str]] | None = None,
) -> Layer:
    """Derive the layer of a store's claims, of which is known how they hang together (``hang``).

    ``gone`` says which claims no longer stand, ``within`` what limits of figures lie in which others
    (by default what the store itself says). Raises as ``read_layer`` does.
    """
    basis = Basis(
        view,
        read_fact_rules(store),
        gone,
        origins.of,
        read_single_valued(store),
        read_instances(store, KG + "UnidentifiedGroup"),
        read_instances(store, KG + "StateRelation"),
        read_once(store),
        read_marked(store, "timeless"),
        read_marked(store, "singleSubject"),
    )
    rules, figures = read_rules(store, {}), list(_hedged_figures(store, basis.overtaken, hang))
    if within is not None:
        rules = replace(rules, within=within)
    statements = read_statements(store, hang)
    facts, reasons = derive_facts(
        statements, basis, _none_at_all(statements, figures, rules, basis)
    )
    ranges, reasons_of_figures = derive_ranges(figures, rules, basis)
    return Layer(
        view,
        tuple(facts),
        tuple(ranges),
        reasons | reasons_of_figures,
        basis.overtaken,
        origins,
        basis.groups,
    )


def _none_at_all(
    statements: Iterable[Statement], figures: Iterable[HedgedFigure], rules: Rules, basis: Basis
) -> list[Verdict]:
    """The verdicts on events, and figures that say that they brought none, of what the view asks."""
    said = [f for hedged in figures if says_none(f := hedged.figure)]
    if not said:
        return []
    live = [
        each.without(basis.overtaken)
        for each in statements
        if basis.is_asked(each.iri, each.source)
    ]
    nones = [figure for figure in said if basis.is_asked(figure.iri, figure.source)]
    return denied_events(live, nones, rules)


def derive_anew(store: Store, view: View, links: Mapping[str, Link] | None = None) -> None:
    """Replace the fact layer of a store by that of a view."""
    layer = read_layer(store, view, links)
    store.clear(ox.NamedNode(PART_OF_VIEW))
    store.swap(ox.NamedNode(CURRENT_VIEW), layer.quads())


def stored_view(store: Store) -> View | None:
    """The view by which a store's facts were chosen; None where it holds no fact layer."""
    node, predicate = ox.NamedNode(CURRENT_VIEW), ox.NamedNode(KG + "viewRule")
    for quad in store.quads(node, predicate, None):  # it has one
        return parse_view(value_text(quad.object))
    return None


def require_source(view: View, sources: set[str]) -> None:
    """Raises UsageError when the source that a view names is not there."""
    if view.source and view.source not in sources:
        raise unknown_source(view.source.removeprefix(SRC), sources, "--view")


def unknown_source(name: str, sources: set[str], option: str) -> UsageError:
    """The error for a source that is not among ``sources`` (IRIs), with the nearest."""
    names = sorted(source.removeprefix(SRC) for source in sources)
    remedy = did_you_mean(nearest(name, names), then=f"the sources are: {', '.join(names)}")
    return UsageError(f"there is no source {name}", option, remedy)


def stored_overtaken(store: Store) -> dict[str, Link]:
    """What the layer of a store marks as no longer standing."""
    kinds = {(link.later, link.earlier): link.kind for link in _links_said(store)}
    kinds |= {(link.later, link.earlier): link.kind for link in stated_links(store)}
    marked = store.quads(None, ox.NamedNode(KG + "overtakenBy"), None, ox.NamedNode(CURRENT_VIEW))
    derived = derived_from(store)
    links = {}
    for quad in marked:
        claim, later = value_text(quad.subject), value_text(quad.object)
        # A relay is overtaken as what it relays is.
        relayed_claims = sorted(closure([claim], lambda iri: derived.get(iri, ())) - {claim})
        said = (kinds.get((later, iri)) for iri in (claim, *relayed_claims))
        kind = next((kind for kind in said if kind is not None), CORRECTED)
        links[claim] = Link(later, claim, kind)
    return links


def read_overtaken(
    store: Store,
    *,
    not_yet: frozenset[str] = frozenset(),
    silent: frozenset[str] = frozenset(),
) -> dict[str, Link]:
    """The claims that others retract, correct or supersede, or whose document is.

    Only what the store holds counts: a correction that is not known yet takes nothing back.
    ``not_yet`` are claims that speak of a day to come and so supersede nothing yet; ``silent`` are
    documents that are not asked.
    """
    links = [
        link
        for link in stated_links(store)
        if link.later not in silent and not (link.kind == SUPERSEDED and link.later in not_yet)
    ]
    if not links:
        return {}
    gone = relayed(overtaken(links), derived_from(store))
    return {claim: link for claim, link in gone.items() if _says(store, claim, "source")}


def stated_links(store: Store) -> list[Link]:
    """The links of claims and of documents; one to a document holds for each claim in it."""
    stated = list(_links_said(store))
    if not stated:
        return []
    links = [link for link in stated if _is_present(store, link.later)]
    links += [
        Link(link.later, claim.value, link.kind)
        for link in links
        for claim in _claims_in(store, link.earlier)
        if claim.value != link.later
    ]
    return links


def _links_said(store: Store) -> Iterator[Link]:
    """The links as they are stated, also by what is not there itself."""
    for name, kind in _LINKS:
        for quad in store.quads(None, ox.NamedNode(KG + name), None):
            later, earlier = value_text(quad.subject), value_text(quad.object)
            if name == "correctedBy":
                later, earlier = earlier, later
            if later.startswith(SRC) and earlier.startswith(SRC):
                yield Link(later, earlier, kind)


def links_of_removed(links: Iterable[Link], removed: Container[ox.NamedNode]) -> Iterator[ox.Quad]:
    """What keeps in the layer how claims were overtaken by others that are not in its scope."""
    verbs = {kind: ox.NamedNode(KG + name) for name, kind in _LINKS if kind != CORRECTED}
    graph = ox.NamedNode(CURRENT_VIEW)
    for link in links:
        later = ox.NamedNode(link.later)
        if link.kind in verbs and later in removed:
            yield ox.Quad(later, verbs[link.kind], ox.NamedNode(link.earlier), graph)


def _is_present(store: Store, iri: str) -> bool:
    """Whether a store has a claim, or a document that is known from a day or has claims."""
    is_said = _says(store, iri, "source") or _says(store, iri, "knownFrom")
    return is_said or next(_claims_in(store, iri), None) is not None


def _says(store: Store, iri: str, name: str) -> bool:
    return any(store.quads(ox.NamedNode(iri), ox.NamedNode(KG + name), None))


def _claims_in(store: Store, source: str) -> Iterator[ox.NamedNode]:
    """The claims of a document."""
    for quad in store.quads(None, ox.NamedNode(KG + "source"), ox.NamedNode(source)):
        if isinstance(quad.subject, ox.NamedNode):
            yield quad.subject


def _hedged_figures(store: Store, gone: Container[str], links: Links) -> Iterator[HedgedFigure]:
    """The estimates that a source gives, each with its hedge and the day it was known from.

    What is ``gone`` (claims, by IRI) denies none of them.
    """
    stance, modality, known, explicitness = (
        read_terms(store, KG + name) for name in ("stance", "modality", "knownFrom", "explicitness")
    )
    for figure in read_figures(store, links):
        if figure.source:
            yield HedgedFigure(
                figure.without(gone),
                value_text(stance.get(figure.iri)),
                value_text(modality.get(figure.iri)),
                ordinal(value_text(known.get(figure.iri))),
                value_text(explicitness.get(figure.iri)) == IMPLIED,
            )
