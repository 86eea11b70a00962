"""What a worker does for OpenRefine: whom a name may stand for, what begins with some letters, values.

Reconciliation API 0.2 (https://reconciliation-api.github.io/specs/0.2/). Identifiers are short names
(``kgd:state-russia``); what comes in may also be an IRI. What is malformed raises Refusal 400.
"""

from __future__ import annotations

import json
from collections import Counter
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pyoxigraph as ox

from kg.curate.match import MATCH, Matcher
from kg.graph.answers import plain
from kg.graph.claims import Claims
from kg.graph.labels import Labels
from kg.graph.snapshot import Snapshot
from kg.iris import DERIVED_GRAPH, KG, KGD, RDFS, SKOS, local_name
from kg.publish.serve.batches import read_batch, read_extension
from kg.publish.serve.evaluation import Refusal
from kg.publish.serve.pages.frame import render
from kg.publish.site.sentences import statement_of
from kg.text.display import shown
from kg.text.folding import fold

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from kg.claims.ontology import Ontology
    from kg.publish.serve.batches import Query
    from kg.publish.serve.evaluation import Output
    from kg.publish.serve.settings import Settings
    from kg.publish.serve.wire import Message
    from kg.store.base import Store

#: A property that is wanted: its identifier as it was given, its IRI, and the values of which one shall be had.
Wanted = list[tuple[str, str, list[object]]]
_TEMPLATES = Path(__file__).parent / "templates"
_CANDIDATES = 100  # weighed for a name
#: What is proposed beside relations: what the description of an entity may say.
_DESCRIBING = (RDFS + "label", SKOS + "altLabel", SKOS + "exactMatch", RDFS + "comment")
_PAGE = 20  # suggestions
_SEEN = 2_000  # entities of a class, by whose facts properties are proposed
#: The names of the store that this process asks, once they are prepared.
_prepared: list[tuple[Store, _Names]] = []


def reconcile(store: Store, asked: Message, out: Output, settings: Settings) -> None:
    """Write what ``asked["what"]`` asks for: JSON, or the page of a preview. Raises Refusal, KgError."""
    names = _names_of(store, settings)
    answer: dict[str, Callable[[Message], Any]] = {
        "queries": names.answers,
        "extend": names.extended,
        "suggest": names.suggested,
        "flyout": names.flyout,
        "properties": names.proposed,
    }
    if asked["what"] == "preview":
        out.begin("text/html")
        out.write(names.preview(asked["id"], "preview.html"))
        return
    out.begin("application/json")
    out.write(json.dumps(answer[asked["what"]](asked), ensure_ascii=False).encode())


def _names_of(store: Store, settings: Settings) -> _Names:
    if not _prepared or _prepared[0][0] is not store:
        _prepared[:] = [(store, _Names(store, settings))]
    return _prepared[0][1]


class _Names:
    """The names of a store, prepared once in a worker."""

    def __init__(self, store: Store, settings: Settings) -> None:
        self._store, self._labels = store, Labels(store)
        self._prefixes = settings.layout.prefixes
        self._matcher = Matcher(Snapshot(store, settings.layout))
        self._names = self._matcher.names
        self._terms: Ontology = self._names.terms
        self._classes = self._used_classes()

    def _used_classes(self) -> set[str]:
        """The classes that an entity is of, and those above them."""
        own = {
            kind for iri in self._names.types if self._is_thing(iri) for kind in self._kinds(iri)
        }
        above = {kind for each in own for kind in self._terms.above(each)}
        return {kind for kind in above if self._terms.is_class(kind)}

    def _is_thing(self, iri: str) -> bool:
        names = self._names
        return names.is_entity(iri) or names.is_a(iri, (KG + "Weapon", KG + "Tactic"))

    def _kinds(self, iri: str) -> list[str]:
        kinds = self._names.types.get(iri, set())
        return sorted(kind for kind in kinds if local_name(kind) != "NamedIndividual")

    def answers(self, asked: Message) -> dict[str, Any]:
        """The candidates of each query of a batch."""
        batch = read_batch(asked["text"])
        return {key: {"result": self._candidates(query)} for key, query in batch.items()}

    def _candidates(self, query: Query) -> list[dict[str, Any]]:
        kinds = tuple(self._class(each) for each in query.types)
        wanted = [(name, self._property(name), values) for name, values in query.properties]
        if not query.text:
            return self._by_values(wanted, kinds)[: query.limit]
        return self._by_name(query.text, kinds, wanted)[: query.limit]

    def _class(self, name: str) -> str:
        iri = self._iri(name, KG)
        if not self._terms.is_class(iri):
            raise Refusal(
                400, f"there is no type {name[:80]}", "they are listed at /reconcile/suggest/type"
            )
        return iri

    def _property(self, name: str) -> str:
        iri = self._iri(name, KG)
        if not self._terms.is_relation(iri) and iri not in _DESCRIBING:
            raise Refusal(
                400,
                f"there is no property {name[:80]}",
                "they are listed at /reconcile/suggest/property",
            )
        return iri

    def _by_name(self, text: str, kinds: tuple[str, ...], wanted: Wanted) -> list[dict[str, Any]]:
        """The candidates of a name; only the one that the matcher is sure of may be a match."""
        iri = self._iri(text.strip(), KGD)
        if self._is_thing(iri) and iri in self._names.types and self._fits(iri, kinds):
            found, sure = [(iri, 100, "its identifier")], True
        else:
            matched = self._matcher.match(text, _CANDIDATES, kinds=kinds)
            found = [(each.iri, each.score, each.reason) for each in matched.matches]
            sure = matched.verdict == MATCH
        candidates = []
        for place, (iri, score, reason) in enumerate(found):
            fitting = [self._has(iri, name, values) for _, name, values in wanted]
            share = sum(fitting) / len(fitting) if fitting else 1.0
            candidates.append(
                {
                    **self._named(iri),
                    "description": shown(reason),
                    "score": round(score * (1 + share) / 2, 1),
                    "match": sure and place == 0 and all(fitting),
                    "features": [
                        {"id": "name_similarity", "value": score},
                        *({"id": "type_match", "value": True} for _ in kinds[:1]),
                        *_features(wanted, fitting),
                    ],
                }
            )
        candidates.sort(key=lambda each: -each["score"])
        return candidates

    def _by_values(self, wanted: Wanted, kinds: tuple[str, ...]) -> list[dict[str, Any]]:
        """The entities that have a wanted value of each property; never a match, as no name was given."""
        sets = []
        for _, name, values in wanted:
            subjects = {
                quad.subject.value
                for quad in self._stated(None, name)
                if isinstance(quad.subject, ox.NamedNode) and self._is_value(quad.object, values)
            }
            sets.append({iri for iri in subjects if self._is_thing(iri) and self._fits(iri, kinds)})
        return [
            {
                **self._named(iri),
                "score": 100,
                "match": False,
                "features": _features(wanted, [True] * len(wanted)),
            }
            for iri in sorted(set.intersection(*sets))
        ]

    def _fits(self, iri: str, kinds: tuple[str, ...]) -> bool:
        return not kinds or self._names.is_a(iri, kinds)

    def _named(self, iri: str) -> dict[str, Any]:
        return {
            "id": self._short(iri),
            "name": shown(self._names.label(iri)),
            "type": [self._term(kind) for kind in self._kinds(iri)],
        }

    def _term(self, iri: str) -> dict[str, Any]:
        return {"id": self._short(iri), "name": shown(self._labels(iri))}

    def _stated(self, iri: str | None, name: str) -> Iterator[ox.Quad]:
        """What files and facts say of a property, without what is derived from the ontology."""
        subject = None if iri is None else ox.NamedNode(iri)
        for quad in self._store.quads(subject, ox.NamedNode(name)):
            if getattr(quad.graph_name, "value", "") != DERIVED_GRAPH:
                yield quad

    def _has(self, iri: str, name: str, values: list[object]) -> bool:
        return any(self._is_value(quad.object, values) for quad in self._stated(iri, name))

    def _is_value(self, term: object, values: Iterable[object]) -> bool:
        if isinstance(term, ox.Literal):
            own = {fold(term.value), fold(str(plain(term)))} - {""}
            return any(
                not isinstance(value, dict)
                and fold(str(value).lower() if isinstance(value, bool) else str(value)) in own
                for value in values
            )
        if not isinstance(term, ox.NamedNode):
            return False
        return any(self._is_meant(term.value, value) for value in values)

    def _is_meant(self, iri: str, value: object) -> bool:
        if isinstance(value, dict):
            return self._iri(value["id"], KGD) == iri
        text = str(value).strip()
        named = fold(text) in self._called.get(iri, ())
        return bool(text) and (named or text in (iri, self._short(iri)) or iri.endswith(f"/{text}"))

    @cached_property
    def _called(self) -> dict[str, set[str]]:
        """The names of each thing, folded."""
        called: dict[str, set[str]] = {}
        for name in self._names.names:
            called.setdefault(name.iri, set()).add(fold(name.text))
        return called

    def suggested(self, asked: Message) -> dict[str, Any]:
        """Entities, types or properties whose name or identifier begins with some letters, a page of them."""
        kind, prefix = asked["kind"], asked["prefix"]
        if kind == "entity":
            known = {iri: self._called[iri] for iri in self._called if self._is_thing(iri)}
        else:
            relations = (iri for iri in self._terms.types if self._terms.is_relation(iri))
            iris = self._classes if kind == "type" else {*relations, *_DESCRIBING}
            known = {iri: {fold(self._labels(iri))} for iri in iris}
        wanted = fold(prefix)
        exact = self._iri(prefix.strip(), KGD if kind == "entity" else KG)
        ranked = sorted(
            (rank, self._labels(iri), iri)
            for iri, names in known.items()
            if (rank := 0 if iri == exact else _rank(wanted, names)) is not None
        )
        page = ranked[asked["cursor"] : asked["cursor"] + _PAGE]
        return {"result": [self._suggestion(kind, iri) for _, _, iri in page]}

    def _suggestion(self, kind: str, iri: str) -> dict[str, Any]:
        if kind == "entity":
            named = self._named(iri)
            return {"id": named["id"], "name": named["name"], "notable": named["type"]}
        told = self._term(iri)
        if kind == "type" and (
            parents := self._terms.parents.get(iri, frozenset()) & self._classes
        ):
            told["broader"] = [self._term(parent) for parent in sorted(parents)]
        return told

    def flyout(self, asked: Message) -> dict[str, Any]:
        """A small piece of HTML on an entity, a type or a property."""
        return {"id": asked["id"], "html": self.preview(asked["id"], "flyout.html").decode()}

    def preview(self, name: str, template: str) -> bytes:
        """An entity or term in a few lines: its kinds, names, and the first claims on it."""
        iri = next((each for s in (KGD, KG) if self._is_known(each := self._iri(name, s))), None)
        if iri is None:
            raise Refusal(404, f"nothing is known of {name[:80]}")
        claims = Claims(self._store, self._labels).about([iri]) if self._is_thing(iri) else []
        remarks = [
            quad.object.value
            for quad in self._stated(iri, RDFS + "comment")
            if isinstance(quad.object, ox.Literal)
        ]
        return render(
            template,
            folder=_TEMPLATES,
            title=shown(self._labels(iri)),
            short=self._short(iri),
            kinds=[shown(self._labels(kind)) for kind in self._kinds(iri)],
            names=sorted({shown(each.text) for each in self._names.names if each.iri == iri}),
            remarks=[shown(remark) for remark in remarks[:2]],
            claims=[
                (shown(claim.speaker), shown(statement_of(claim)), shown(claim.document))
                for claim in claims[:3]
            ],
            more=max(0, len(claims) - 3),
        )

    def _is_known(self, iri: str) -> bool:
        try:
            return next(iter(self._store.quads(ox.NamedNode(iri))), None) is not None
        except ValueError:  # what came in need not be an IRI
            return False

    def proposed(self, asked: Message) -> dict[str, Any]:
        """The properties that entities of a type have, the commonest first."""
        kind = self._class(asked["type"])
        counted: Counter[str] = Counter()
        instances = (
            i for i in self._names.types if self._is_thing(i) and self._names.is_a(i, (kind,))
        )
        for _, iri in zip(range(_SEEN), instances, strict=False):
            names = {quad.predicate.value for quad in self._store.quads(ox.NamedNode(iri))}
            counted.update(n for n in names if self._terms.is_relation(n) or n in _DESCRIBING)
        order = sorted(counted, key=lambda name: (-counted[name], name))
        limit = asked["limit"]
        told: dict[str, Any] = {
            "type": asked["type"],
            "properties": [self._term(n) for n in order[:limit]],
        }
        return told if limit is None else {**told, "limit": limit}

    def extended(self, asked: Message) -> dict[str, Any]:
        """The values of properties of entities: what files say of them, and the facts of the view."""
        ids, properties = read_extension(asked["text"])
        names = {each: self._property(each) for each in properties}
        rows = {
            each: {name: self._values(self._iri(each, KGD), iri) for name, iri in names.items()}
            for each in ids
        }
        return {
            "meta": [{**self._term(iri), "id": name} for name, iri in names.items()],
            "rows": rows,
        }

    def _values(self, iri: str, name: str) -> list[dict[str, Any]]:
        try:
            terms = {quad.object for quad in self._stated(iri, name)}
        except ValueError:  # what came in need not be an IRI
            return []
        return [_cell(term, self._entity) for term in sorted(terms, key=str)]

    def _entity(self, iri: str) -> dict[str, Any] | None:
        if iri not in self._names.types:
            return None
        return {"id": self._short(iri), "name": shown(self._labels(iri))}

    def _iri(self, name: str, space: str) -> str:
        """The IRI of an identifier: of a short name, an IRI, or a name without prefix."""
        return self._prefixes.expand(name) or space + name

    def _short(self, iri: str) -> str:
        return self._prefixes.shorten(iri)


def _cell(term: object, entity: Callable[[str], dict[str, Any] | None]) -> dict[str, Any]:
    """A value as the specification has it: an entity, an int, a float or a str."""
    if isinstance(term, ox.NamedNode):
        return entity(term.value) or {"str": term.value}
    value = plain(term)
    if isinstance(value, bool) or not isinstance(value, int | float):
        return {"str": shown(str(value).lower() if isinstance(value, bool) else str(value))}
    return {"int": value} if isinstance(value, int) else {"float": value}


def _features(wanted: Wanted, fitting: list[bool]) -> list[dict[str, Any]]:
    """A feature for each property: whether one of the values fits; each identifier once."""
    told: dict[str, bool] = {}
    for (given, _, _), fits in zip(wanted, fitting, strict=True):
        told[f"property:{given}"] = told.get(f"property:{given}", True) and fits
    return [{"id": name, "value": value} for name, value in told.items()]


def _rank(wanted: str, names: Iterable[str]) -> int | None:
    """How well names fit letters: 1 the same, 2 begins with them, 3 a word does; None: not at all."""
    ranks = [
        1 if name == wanted else 2 if name.startswith(wanted) else 3
        for name in names
        if wanted and f" {wanted}" in f" {name}"
    ]
    return min(ranks, default=None)
