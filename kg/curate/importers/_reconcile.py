"""Which entity of the graph is meant by one of a file: the same, perhaps, or none.

A wrong "the same" would put one actor's deeds to another's account. So a name alone decides only for
kinds whose names are unique (a state, a weapon model); of all others an identifier must agree, or the
state whose they are. What is left open is kept apart, and goes to a sheet for a person to settle.
"""

from __future__ import annotations

import hashlib
import re
from collections import defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from kg.graph.naming.index import MATCH, outcome
from kg.iris import KG, KGD, RDF, SKOS

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    import pyoxigraph as ox

    from kg.curate.importers._records import Entity
    from kg.curate.sheets.lexicon import Lexicon
    from kg.graph.naming.index import Likely, NameIndex

#: Kinds of which one name is one thing; those below them too.
_UNIQUE = ("State", "Alliance", "WeaponModel", "WeaponType", "Conflict")
#: Kinds that are compared with their like alone, and units; another actor may be here as any of the
#: bodies.
_COMPARED = {
    "State": ("State",), "Person": ("Person",),
    "MilitaryUnit": ("MilitaryUnit", "ArmedForce", "UnidentifiedGroup"),
}  # fmt: skip
_BODIES = ("Organisation", "UnidentifiedGroup", "Alliance")
#: The score from which on two names may be of one thing: from here on a name is a part of the other.
_LEAST = 75
#: The first word of an identifier, by kind; it never changes, whatever else the graph holds.
_WORDS = {
    "GovernmentAgency": "agency", "ArmedForce": "force", "MilitaryUnit": "unit",
    "UnidentifiedGroup": "group", "ThinkTank": "organisation", "MediaOrganisation": "organisation",
    "ArmsTransfer": "transfer", "WeaponModel": "weapon", "WeaponItem": "item", "Attack": "event",
    "Battle": "event", "Incident": "event", "Strike": "event", "Casualties": "losses",
}  # fmt: skip
#: The identifiers of entities: a kind, a hyphen, a name.
_OURS = re.compile(rf"{re.escape(KGD)}[a-z]+(?:-[a-z0-9]+)+")
_PLAIN = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_LONGEST = 48
_WIKIDATA = "http://www.wikidata.org/entity/"
_IDENTIFIER, _SCHEME = KG + "identifier", KG + "identifierScheme"
_OF_NODES = (_SCHEME, SKOS + "notation", *(RDF + n for n in ("subject", "predicate", "object")))
_ENTITY = KG + "Entity"
NEW = "new"


@dataclass(frozen=True, slots=True)
class Doubt:
    """An entity of the file that may be one of the graph: both, the score (100: one name), and why."""

    key: str
    name: str
    kind: str
    iri: str
    label: str
    score: int
    reason: str


@dataclass
class Outcome:
    """What became of the entities: how many are ones that are here, kept apart, or settled by a person."""

    same: int = 0
    apart: int = 0
    settled: int = 0
    doubts: list[Doubt] = field(default_factory=list)


def kind_of(entity: Entity, lexicon: Lexicon) -> str | None:
    """The first of the classes of an entity that the ontology has as one of entities; None without any.

    Where they have no order, the first that none of the others is below.
    """
    known = [k for k in entity.kind if _ENTITY in lexicon.terms.above(KG + k)]
    if entity.is_every_kind:
        wider = {iri for k in known for iri in lexicon.terms.above(KG + k) if iri != KG + k}
        known = [k for k in known if KG + k not in wider]
    return next(iter(known), None)


def minted(tag: str, kind: str, key: str) -> str:
    """The IRI of an entity that is new, from its id in the file alone: the same in every release."""
    word = _WORDS.get(kind) or re.sub(r"[^a-z]", "", kind.lower())
    return f"{KGD}{word}-{tag}-{local_id(key)}"


def local_id(key: str) -> str:
    """An id in small letters, digits and hyphens: the key itself where it is that, else a hash of it."""
    if _PLAIN.fullmatch(key) and len(key) <= _LONGEST:
        return key
    return hashlib.sha256(key.encode("utf-8", "surrogatepass")).hexdigest()[:16]


class Reconciler:
    """Compares the entities of a file with those of a graph.

    ``lexicon``: the graph without what earlier imports of the same source brought; ``described``: the
    entities that these brought. ``settled``: by key, what a person decided (an IRI, or ``NEW``).
    """

    def __init__(
        self, lexicon: Lexicon, tag: str, described: set[str], settled: Mapping[str, str]
    ) -> None:
        self.lexicon, self.tag, self.described, self.settled = lexicon, tag, described, settled
        self.outcome = Outcome()
        self._indexes: dict[str, NameIndex] = {}
        self._by_identifier: defaultdict[str, set[str]] = defaultdict(set)
        self._identifiers: defaultdict[str, set[str]] = defaultdict(set)
        self._states: defaultdict[str, set[str]] = defaultdict(set)
        self._read()

    def _read(self) -> None:
        """Read the identifiers of the graph's entities, and whose they are said to be."""
        triples = [t for document in self.lexicon.seeds for t in document.triples]
        owners = {t.object: _value(t.subject) for t in triples if t.predicate.value == _IDENTIFIER}
        nodes: defaultdict[str, dict[str, str]] = defaultdict(dict)
        for triple in triples:
            name, value = triple.predicate.value, _value(triple.object)
            if name == SKOS + "exactMatch":
                self._identify(_value(triple.subject), value)
            elif name == KG + "iso3166":
                self._identify(_value(triple.subject), f"iso:{value.upper()}")
            elif name in _OF_NODES:
                nodes[str(triple.subject)][name] = value
        for node, iri in owners.items():
            scheme = nodes[str(node)].get(_SCHEME, "").removeprefix(KG)
            self._identify(iri, f"{scheme}:{nodes[str(node)].get(SKOS + 'notation', '')}")
        for claim in nodes.values():
            if claim.get(RDF + "predicate") == KG + "belongsTo":
                self._states[claim.get(RDF + "subject", "")].add(claim.get(RDF + "object", ""))

    def _identify(self, iri: str, identifier: str) -> None:
        self._by_identifier[identifier].add(iri)
        self._identifiers[iri].add(identifier)

    def resolve(self, entity: Entity, kind: str, state: str = "") -> str:
        """The IRI of an entity of a kind: of the one in the graph that it is, else a new one.

        ``state``: the IRI of the state whose it is, where the file says it.
        """
        iri = entity.iri if _OURS.fullmatch(entity.iri) else ""
        own = iri or minted(self.tag, kind, entity.key)
        if (decided := self.settled.get(entity.key)) is not None:
            self.outcome.settled += 1
            return own if decided == NEW else decided
        if entity.iri and entity.iri in self.lexicon.names.types:
            self.outcome.same += 1
            return entity.iri
        if not entity.compared:
            return own
        by_identifier = self._same_identifier(entity, kind)
        if len(by_identifier) == 1:
            self.outcome.same += 1
            return by_identifier[0]
        ranked = self._likely(entity, kind, state)
        if not by_identifier and own not in self.described and self._is_sure(ranked, kind, state):
            self.outcome.same += 1
            return ranked[0].name.iri
        if ranked or by_identifier:
            self._doubt(entity, kind, ranked, by_identifier)
        return own

    def _same_identifier(self, entity: Entity, kind: str) -> list[str]:
        """The entities of the graph with an identifier of this one, of a kind that can be its own."""
        related = self._related(kind)
        found = {
            iri
            for identifier in _identifiers_of(entity)
            for iri in self._by_identifier.get(identifier, ())
            if iri.startswith(KGD) and self.lexicon.names.is_a(iri, related)
        }
        return sorted(found)

    def _related(self, kind: str) -> list[str]:
        """The classes of which an entity of a kind may be here: it and those above it, below kg:Entity."""
        above = self.lexicon.terms.above(KG + kind)
        return [k for k in above if k.startswith(KG) and k not in (KG + "Entity",)] or [KG + kind]

    def _likely(self, entity: Entity, kind: str, state: str) -> list[Likely]:
        """The entities of a kind with a like name, the surest first; none that cannot be meant."""
        if kind not in self._indexes:
            kinds = [KG + kind]
            if KG + "Actor" in self.lexicon.terms.above(KG + kind):
                kinds = [KG + name for name in _COMPARED.get(kind, _BODIES)]
            self._indexes[kind] = self.lexicon.names.index_of(kinds)
        best: dict[str, Likely] = {}
        own = set(_identifiers_of(entity))
        for name in (entity.name, *(alias for alias, _ in entity.aliases)):
            for likely in self._indexes[kind].likely(name, _LEAST):
                iri = likely.name.iri
                if _schemes_clash(own, self._identifiers.get(iri, set())):
                    continue
                if state and self._states.get(iri) and state not in self._states[iri]:
                    continue
                if iri not in best or likely.score > best[iri].score:
                    best[iri] = likely
        return sorted(best.values(), key=lambda one: (-one.score, one.name.iri))

    def _is_sure(self, ranked: Sequence[Likely], kind: str, state: str) -> bool:
        if not ranked or outcome(list(ranked)) != MATCH:
            return False
        above = self.lexicon.terms.above(KG + kind)
        if any(KG + k in above for k in _UNIQUE):
            return True
        return bool(state) and state in self._states.get(ranked[0].name.iri, ())

    def _doubt(
        self, entity: Entity, kind: str, ranked: Sequence[Likely], same: Sequence[str]
    ) -> None:
        names = self.lexicon.names
        self.outcome.apart += 1
        for iri in same:
            self.outcome.doubts.append(
                Doubt(entity.key, entity.name, kind, iri, names.label(iri), 100, "one identifier")
            )
        for likely in ranked[:3]:
            iri = likely.name.iri
            self.outcome.doubts.append(
                Doubt(
                    entity.key,
                    entity.name,
                    kind,
                    iri,
                    names.label(iri),
                    likely.score,
                    likely.reason,
                )
            )


def _identifiers_of(entity: Entity) -> list[str]:
    made = [*entity.same, *(f"{scheme}:{notation}" for scheme, notation in entity.codes)]
    return [*made, f"iso:{entity.country.upper()}"] if entity.country else made


def _schemes_clash(own: set[str], others: set[str]) -> bool:
    """Whether two entities have different identifiers of one scheme, of which a thing has one."""
    mine, theirs = (
        {_scheme(identifier): identifier for identifier in group} for group in (own, others)
    )
    return (
        any(mine[scheme] != theirs[scheme] for scheme in mine.keys() & theirs.keys() if scheme)
        and not own & others
    )


def _scheme(identifier: str) -> str:
    if identifier.startswith(_WIKIDATA):
        return _WIKIDATA
    scheme = identifier.partition(":")[0]
    return "" if scheme in ("http", "https") else scheme


def entities_described(triples: Sequence[ox.Triple]) -> set[str]:
    """The IRIs of the entities that a file describes."""
    subjects = (_value(t.subject) for t in triples if t.predicate.value == RDF + "type")
    return {iri for iri in subjects if iri.startswith(KGD)}


def _value(term: object) -> str:
    """The IRI or the text of a term; "" for what has neither."""
    value: str = getattr(term, "value", "")
    return value
