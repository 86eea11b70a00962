"""The fact layer of a store under a view: what follows from its claims, and what was left aside."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, NamedTuple

import pyoxigraph as ox

from kg.claims.corrections import CORRECTED, RETRACTED, SUPERSEDED, Link, overtaken
from kg.errors import UsageError, did_you_mean, nearest
from kg.store.readers import read_figures, read_testimonies
from kg.claims.independence import Origins
from kg.iris import CURRENT_VIEW, KG, PART_OF_VIEW, RDF, SRC, local_name
from kg.claims.facts.ranges import RangeFact, Said, derive_ranges, range_quads
from kg.claims.facts.view import View, parse_view
from kg.claims.facts.edges import Basis, Fact, Statement, derive_facts, fact_quads, part_of_quads

if TYPE_CHECKING:
    from kg.store.base import Store
    from collections.abc import Iterator, Mapping

    from kg.claims.claim import Term
    from kg.claims.independence import Testimony

_LINKS = (("retracts", RETRACTED), ("supersedes", SUPERSEDED), ("correctedBy", CORRECTED))


class Layer(NamedTuple):
    """Facts and ranges; ``reasons`` says of each other claim why it bears none."""

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
    where claims come from (by default as the store says).
    """
    origins = Origins(read_testimonies(store) if known is None else known)
    said = _Said(store)
    basis = Basis(
        view,
        said.fact_rules(),
        read_overtaken(store) if links is None else links,
        origins.of,
        frozenset(s for s, o in _terms(store, KG + "singleValued").items() if _text(o) == "true"),
        _typed(store, KG + "UnidentifiedGroup"),
    )
    facts, reasons = derive_facts(said.statements(), basis)
    kinds = {m: local_name(_text(k)) for m, k in _terms(store, KG + "measureKind").items()}
    ranges, others = derive_ranges(said.figures(), kinds, basis)
    return Layer(
        view,
        tuple(facts),
        tuple(ranges),
        reasons | others,
        basis.overtaken,
        origins,
        basis.groups,
    )


def derive_anew(store: Store, view: View, links: Mapping[str, Link] | None = None) -> None:
    """Replace the fact layer of a store by that of a view."""
    layer = read_layer(store, view, links)
    store.clear(ox.NamedNode(PART_OF_VIEW))
    store.swap(ox.NamedNode(CURRENT_VIEW), layer.quads())


def stored_view(store: Store) -> View | None:
    """The view by which a store's facts were chosen; None where it holds no fact layer."""
    node, predicate = ox.NamedNode(CURRENT_VIEW), ox.NamedNode(KG + "viewRule")
    for quad in store.quads(node, predicate, None):
        return parse_view(_text(quad.object))
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
    kinds = {(link.later, link.earlier): link.kind for link in stated_links(store)}
    marked = store.quads(
        None, ox.NamedNode(KG + "overtakenBy"), None, ox.NamedNode(CURRENT_VIEW)
    )
    return {
        _text(quad.subject): Link(
            _text(quad.object),
            _text(quad.subject),
            kinds.get((_text(quad.object), _text(quad.subject)), CORRECTED),
        )
        for quad in marked
    }


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
    claims = set(_terms(store, KG + "source"))
    return {claim: link for claim, link in overtaken(links).items() if claim in claims}


def stated_links(store: Store) -> list[Link]:
    """The links of claims and of documents; one to a document holds for each claim in it."""
    stated = []
    for name, kind in _LINKS:
        for quad in store.quads(None, ox.NamedNode(KG + name), None):
            later, earlier = _text(quad.subject), _text(quad.object)
            if name == "correctedBy":
                later, earlier = earlier, later
            if later.startswith(SRC) and earlier.startswith(SRC):
                stated.append(Link(later, earlier, kind))
    if not stated:
        return []
    inside: defaultdict[str, list[str]] = defaultdict(list)
    for claim, source in _terms(store, KG + "source").items():
        inside[_text(source)].append(claim)
    present = {claim for claims in inside.values() for claim in claims} | set(inside)
    present |= set(_terms(store, KG + "knownFrom"))
    links = [link for link in stated if link.later in present]
    links += [
        Link(link.later, claim, link.kind)
        for link in links
        for claim in inside.get(link.earlier, ())
        if claim != link.later
    ]
    return links


class _Said:
    """The claims of a store as the rules of facts take them."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._stance, self._modality, self._known = (
            _terms(store, KG + name) for name in ("stance", "modality", "knownFrom")
        )

    def statements(self) -> Iterator[Statement]:
        """The claims that have a subject and are no estimate."""
        store = self._store
        source = _terms(store, KG + "source")
        subject, predicate, value = (
            _terms(store, RDF + name) for name in ("subject", "predicate", "object")
        )
        days = [_terms(store, KG + name) for name in ("earliest", "latest", "asOfLatest")]
        judgements, figures = _typed(store, KG + "Judgement"), _typed(store, KG + "Estimate")
        for claim in sorted(source):
            one, what = subject.get(claim), predicate.get(claim)
            if (
                claim in figures
                or claim not in value
                or not isinstance(one, ox.NamedNode)
                or not isinstance(what, ox.NamedNode)
            ):
                continue
            first, last, as_of = (_text(column.get(claim)) for column in days)
            yield Statement(
                claim,
                one,
                what,
                value[claim],
                _text(self._stance.get(claim)),
                _text(self._modality.get(claim)),
                _text(source[claim]),
                judgement=claim in judgements,
                period=(first, last),
                day=as_of or last,
                known=_text(self._known.get(claim)),
            )

    def figures(self) -> Iterator[Said]:
        """The estimates, each with its hedge and the day it was known from."""
        for figure in read_figures(self._store):
            if figure.source:
                yield Said(
                    figure,
                    _text(self._stance.get(figure.iri)),
                    _text(self._modality.get(figure.iri)),
                    _text(self._known.get(figure.iri)),
                )

    def fact_rules(self) -> dict[tuple[str, str], bool]:
        """The table of stances and modalities that make facts."""
        return {
            (_text(self._stance.get(rule)), _text(self._modality.get(rule))): _text(gives) == "true"
            for rule, gives in _terms(self._store, KG + "givesFact").items()
        }


def _terms(store: Store, predicate: str) -> dict[str, Term]:
    """The value of a property by subject."""
    quads = store.quads(None, ox.NamedNode(predicate), None)
    return {_text(quad.subject): quad.object for quad in quads}


def _typed(store: Store, kind: str) -> frozenset[str]:
    quads = store.quads(None, ox.NamedNode(RDF + "type"), ox.NamedNode(kind))
    return frozenset(_text(quad.subject) for quad in quads)


def _text(term: Term | None) -> str:
    return "" if term is None or isinstance(term, ox.Triple) else term.value
