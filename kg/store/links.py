"""Read how the claims of a store hang together: who relays, replaces, denies and disputes whom."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, NamedTuple

import pyoxigraph as ox

from kg.claims.begins import start_of
from kg.claims.claim import ASSESSED, DENIES, LEAVES_OPEN
from kg.claims.closure import closure
from kg.claims.corrections import with_relays
from kg.claims.episodes import Episode, Step, episodes
from kg.claims.figure import Denial
from kg.claims.limits import KnownLimits
from kg.claims.period import UNDATED, Period, ordinal
from kg.claims.statement import OCCURRED
from kg.iris import KG, RDF
from kg.store.inclusion import read_known_limits

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from kg.store.base import Store

#: The relation of an event to a larger one of which it is a part.
EPISODE_OF = KG + "subEventOf"
_NOT_YET = frozenset({KG + "forecast", KG + "warned"})
_NOBODY: frozenset[str] = frozenset()


class Links(NamedTuple):
    """How claims hang together, followed through; all keys and values are IRIs.

    ``derived`` gives what a claim or document is derived from, at any distance; ``replaces`` what it
    supersedes, retracts or corrects, with what these had replaced, and with all that only relays
    such. ``replaced`` is all of this. ``denials`` gives by event who denies that it took place,
    ``disputes`` by claim who disputes it, ``begins`` the earliest days on which an event may begin
    by a claim that stands. ``limits`` are the terms by which scopes and bases are read. ``episodes``
    gives by event what it is said to be a part of.
    """

    derived: Mapping[str, frozenset[str]] = {}
    replaces: Mapping[str, frozenset[str]] = {}
    replaced: frozenset[str] = _NOBODY
    denials: Mapping[str, tuple[Denial, ...]] = {}
    disputes: Mapping[str, tuple[Denial, ...]] = {}
    begins: Mapping[str, Period] = {}
    limits: KnownLimits = KnownLimits()
    episodes: Mapping[str, tuple[Episode, ...]] = {}

    def replaced_by(self, claim: str, source: str) -> frozenset[str]:
        """What a claim, or the document that it stands in, takes the place of."""
        return self.replaces.get(claim, _NOBODY) | self.replaces.get(source, _NOBODY)

    def against(self, claim: str, about: str) -> tuple[Denial, ...]:
        """Who denies a figure without giving one: the event that it is about, one of which that is a
        part, or itself by name.
        """
        if not self.denials and not self.disputes:
            return ()
        by_name = self.disputes.get(claim, ())
        by_event = (*self.denials.get(about, ()), *self.whole_denied(about))
        return *by_name, *(d for d in by_event if d.iri != claim)

    def wholes_of(self, event: str) -> tuple[Episode, ...]:
        """What an event is said to be a part of, at any distance."""
        return self.episodes.get(event, ())

    def whole_denied(self, event: str) -> tuple[Denial, ...]:
        """Who denies an event of which another is a part."""
        if not self.denials:
            return ()
        return tuple(
            denial._replace(of_whole=episode)
            for episode in self.wholes_of(event)
            for denial in self.denials.get(episode.whole, ())
        )


def read_links(store: Store) -> Links:
    """The links that a store states between its claims, followed through."""
    derived = _stated(store, "derivedFrom")
    replaces = _replaces(store, derived)
    replaced = frozenset(old for olds in replaces.values() for old in olds)
    return _links(store, derived, replaces, replaced, read_known_limits(store))


def links_within(
    store: Store,
    derived: Mapping[str, set[str]],
    replaced: frozenset[str],
    limits: KnownLimits,
) -> Links:
    """The links among the claims of a store that holds a part of a graph, but for what replaces what.

    ``derived`` says what each claim is directly derived from, ``replaced`` what no longer has its place,
    ``limits`` the terms by which scopes and bases are read, in all of the graph: they are followed
    further than the part goes.
    """
    return _links(store, derived, {}, replaced, limits)


def read_replaced(store: Store) -> frozenset[str]:
    """What a store says of claims and documents (IRIs) that others have taken the place of."""
    stated = (_stated(store, name) for name in ("supersedes", "retracts", "correctedBy"))
    if not any(stated):
        return _NOBODY
    replaces = _replaces(store, derived_from(store))
    return frozenset(old for olds in replaces.values() for old in olds)


def _links(
    store: Store,
    derived: Mapping[str, set[str]],
    replaces: Mapping[str, frozenset[str]],
    replaced: frozenset[str],
    limits: KnownLimits,
) -> Links:
    return Links(
        {iri: frozenset(closure(derived[iri], lambda i: derived.get(i, ()))) for iri in derived},
        replaces,
        replaced,
        _denials(store, replaces, replaced),
        _disputes(store, replaces, replaced),
        _begins(store, replaced),
        limits,
        episodes(_steps(store)),
    )


def derived_from(store: Store) -> dict[str, set[str]]:
    """By claim or document what it is directly derived from."""
    return _stated(store, "derivedFrom")


def _stated(store: Store, name: str) -> dict[str, set[str]]:
    """The IRIs of a ``kg:`` property by subject."""
    values: defaultdict[str, set[str]] = defaultdict(set)
    for quad in store.quads(None, ox.NamedNode(KG + name), None):
        if isinstance(quad.subject, ox.NamedNode) and isinstance(quad.object, ox.NamedNode):
            values[quad.subject.value].add(quad.object.value)
    return dict(values)


def _replaces(store: Store, derived: Mapping[str, set[str]]) -> dict[str, frozenset[str]]:
    """What each claim or document takes the place of. Who retracts a retraction lets stand again."""
    updates: defaultdict[str, set[str]] = defaultdict(set)
    for new, olds in _stated(store, "supersedes").items():
        updates[new] |= olds
    for old, news in _stated(store, "correctedBy").items():
        for new in news:
            updates[new].add(old)
    retracts = _stated(store, "retracts")
    replaces = {}
    for new in {*updates, *retracts}:
        olds = closure(updates.get(new, ()), lambda old: updates.get(old, ()))
        olds |= retracts.get(new, set())
        if derived:
            others = {relay: origins for relay, origins in derived.items() if relay != new}
            olds |= set(with_relays(olds, others))
        replaces[new] = frozenset(olds - {new})
    return replaces


def _denials(
    store: Store, replaces: Mapping[str, frozenset[str]], replaced: frozenset[str]
) -> dict[str, tuple[Denial, ...]]:
    """By event the claims that deny that it took place; what no longer goes on may have."""
    found: defaultdict[str, list[Denial]] = defaultdict(list)
    judgement = ox.NamedNode(KG + "Judgement")
    for quad in store.quads(None, ox.NamedNode(KG + "stance"), ox.NamedNode(DENIES)):
        claim = quad.subject
        if not isinstance(claim, ox.NamedNode):
            continue
        said = _values(store, claim)
        if said.get(KG + "modality") != ASSESSED and any(
            store.quads(claim, ox.NamedNode(RDF + "type"), judgement)
        ):
            continue
        is_of_an_event = said.get(RDF + "predicate") == KG + "eventStatus"
        is_timely = said.get(KG + "modality") not in _NOT_YET | LEAVES_OPEN
        if is_of_an_event and said.get(RDF + "object") == OCCURRED[0] and is_timely:
            denial = _denial(claim.value, said, replaces, replaced)
            if denial.speaker:
                found[said.get(RDF + "subject", "")].append(denial)
    return {event: tuple(sorted(set(denials))) for event, denials in found.items()}


def _disputes(
    store: Store, replaces: Mapping[str, frozenset[str]], replaced: frozenset[str]
) -> dict[str, tuple[Denial, ...]]:
    """By claim the claims that dispute it by name."""
    found: defaultdict[str, list[Denial]] = defaultdict(list)
    for claim, disputed in _stated(store, "disputes").items():
        said = _values(store, ox.NamedNode(claim))
        if KG + "source" in said and said.get(KG + "modality") not in LEAVES_OPEN:
            denial = _denial(claim, said, replaces, replaced)._replace(by_name=True)
            for other in disputed - {claim}:
                found[other].append(denial)
    return {claim: tuple(sorted(denials)) for claim, denials in found.items()}


def _begins(store: Store, replaced: frozenset[str]) -> dict[str, Period]:
    """By event the days on one of which it begins, by the earliest that says that it occurred."""
    begins: dict[str, Period] = {}
    status = ox.NamedNode(KG + "eventStatus")
    for quad in store.quads(None, ox.NamedNode(RDF + "predicate"), status):
        if not isinstance(quad.subject, ox.NamedNode) or quad.subject.value in replaced:
            continue
        said = _values(store, quad.subject)
        asserts = said.get(KG + "stance") != DENIES and said.get(KG + "modality") not in LEAVES_OPEN
        begin = start_of(said.get(KG + "time", ""))
        if asserts and said.get(RDF + "object") in OCCURRED and begin != UNDATED:
            event = said.get(RDF + "subject", "")
            begins[event] = min(begins.get(event, begin), begin)
    return begins


def _steps(store: Store) -> Iterator[Step]:
    """What claims say of one event as a part of another, where somebody stands by it."""
    judgement = ox.NamedNode(KG + "Judgement")
    for quad in store.quads(None, ox.NamedNode(RDF + "predicate"), ox.NamedNode(EPISODE_OF)):
        claim = quad.subject
        if not isinstance(claim, ox.NamedNode):
            continue
        said = _values(store, claim)
        if KG + "source" not in said or any(
            store.quads(claim, ox.NamedNode(RDF + "type"), judgement)
        ):
            continue  # a fact of the derived layer is no claim
        is_denied = said.get(KG + "stance") == DENIES
        if said.get(KG + "modality") not in LEAVES_OPEN | _NOT_YET:
            part, whole = said.get(RDF + "subject", ""), said.get(RDF + "object", "")
            yield Step(part, whole, claim.value, is_denied)


def _denial(
    claim: str,
    said: Mapping[str, str],
    replaces: Mapping[str, frozenset[str]],
    replaced: frozenset[str],
) -> Denial:
    """A claim as a denial: of its time up to its last day, else up to the day of its publication."""
    days = [said.get(KG + name) for name in ("latest", "asOfLatest", "knownFrom")]
    last = next((day for day in days if day), "")
    source = said.get(KG + "source", "")
    return Denial(
        claim,
        said.get(KG + "attributedTo", ""),
        Period(ordinal(said.get(KG + "earliest", "")), ordinal(last)),
        replaces=replaces.get(claim, _NOBODY) | replaces.get(source, _NOBODY),
        replaced=claim in replaced or source in replaced,
    )


def _values(store: Store, claim: ox.NamedNode) -> dict[str, str]:
    """What is stated of a claim, the last value of each property."""
    return {
        quad.predicate.value: quad.object.value
        for quad in store.quads(claim)
        if not isinstance(quad.object, ox.Triple)
    }
