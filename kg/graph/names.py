"""Which thing a name stands for in a built graph: an entity, a word, a relation or a class.

``Names`` reads the names of a text that is being worked on.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pyoxigraph as ox

from kg.errors import UsageError, did_you_mean, nearest
from kg.graph.naming.known import WITH_ID, Names, is_installed
from kg.graph.naming.sorts import SURE
from kg.graph.naming.stored import homes_of_groups
from kg.graph.search import Hit, find, kind_of
from kg.iris import KG, KGD, OWL, RDF, RDFS, SKOS, SRC, local_name
from kg.store.nicknames import Name
from kg.store.search_texts import NAME, is_claim
from kg.text.folding import fold

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from kg.graph.naming.index import Likely
    from kg.graph.snapshot import Snapshot
    from kg.iris import Prefixes
    from kg.store.base import Store
    from kg.store.search_texts import SearchText

__all__ = [
    "SURE",
    "WITH_ID",
    "Name",
    "Names",
    "alike",
    "class_named",
    "found",
    "relation_named",
    "resolve",
    "source_named",
    "successor",
    "vocabulary_term",
]

_LABEL, _ALIAS = RDFS + "label", SKOS + "altLabel"
_IN_SCHEME = ox.NamedNode(SKOS + "inScheme")
_ENTITY_ID = re.compile(r"[a-z]+-[\w\-]+")


def resolve(graph: Snapshot, name: str) -> str:
    """The IRI of the one entity that a name, alias, nickname, short name or IRI stands for.

    A text that the comparison of names is sure of, or that is similar to names of one entity alone,
    stands for that one too; ``graph.notify`` is called with how it was read, and with the claim of a
    nickname. Raises UsageError when nothing fits (with near names) or when several entities do
    (with their ids).
    """
    iri = graph.prefixes.expand(name) or (KGD + name if _ENTITY_ID.fullmatch(name) else None)
    if iri is not None and _is_described(graph.store, iri):
        return successor(graph, iri) or iri
    matching = _called(graph, name)
    if len(matching) == 1 and fold(next(iter(matching.values())).text) == fold(name):
        (called,) = matching.values()
        if called.claim:
            graph.notify(
                f"“{name}” is a nickname of {graph.labels(called.iri)}: {graph.prefixes.shorten(called.claim)}"
            )
        return called.iri
    likely = [] if matching or not fold(name) else alike(graph, name)
    texts = {iri: known.text for iri, known in matching.items()}
    texts = texts or {one.name.iri: one.name.text for one in likely if one.score >= SURE}
    if len(texts) > 1:
        listed = "; ".join(
            f"{graph.labels(iri)} ({graph.prefixes.shorten(iri)})" for iri in sorted(texts)
        )
        raise UsageError(
            f"“{name}” is the name of {len(texts)} things", None, f"say which: {listed}"
        )
    hits = [hit for hit in find(graph, name, limit=200) if not hit.iri.startswith(SRC)]
    for iri, matched in list(texts.items()) or [
        (hit.iri, hit.matched) for hit in hits if len(hits) == 1
    ]:
        label = graph.labels(iri)
        alias = f"“{matched}”, " if matched != label else ""
        graph.notify(f"“{name}” is read as {alias}{label} ({graph.prefixes.shorten(iri)})")
        return iri
    near = dict.fromkeys([*(one.name.iri for one in likely[:5]), *(hit.iri for hit in hits[:5])])
    listed = "; ".join(
        f"{graph.labels(iri)} ({graph.prefixes.shorten(iri)})" for iri in list(near)[:5]
    )
    raise UsageError(
        f"nothing here is called “{name}”",
        None,
        f"did you mean {listed}?" if near else f"look for it: kg find {name!r}",
    )


def _called(graph: Snapshot, name: str) -> dict[str, SearchText]:
    """The entities that have a name, by IRI, each with it: a label, an alias, or a nickname.

    What stands in brackets at the end of a label need not be said where nothing else has the name;
    of groups without a name, each document has its own, so that all of them have it.
    """
    wanted = fold(name)
    if not wanted:
        return {}
    exact: dict[str, SearchText] = {}
    bare: dict[str, SearchText] = {}
    names = [text for text in graph.search_index.called(wanted) if text.sort == NAME]
    for known in sorted(names, key=lambda text: (text.claim, text.preferred)):
        if fold(known.text) != wanted:
            bare[known.iri] = known
        elif known.iri not in exact or not known.claim:
            exact[known.iri] = known
    if not exact:
        return bare
    groups = homes_of_groups(graph.store)
    if groups.keys() & exact.keys():
        return {iri: known for iri, known in bare.items() if iri in groups} | exact
    return exact


def found(graph: Snapshot, words: str, limit: int = 20) -> list[Hit]:
    """Entities and claims by words; where no entity has these words, those of a similar name first.

    Raises UsageError when there is nothing to find by.
    """
    hits = find(graph, words, limit)
    if any(not is_claim(hit.iri) for hit in hits):
        return hits
    similar = [
        Hit(
            one.name.iri,
            kind_of(graph.store, one.name.iri),
            graph.labels(one.name.iri),
            one.name.text,
            one.score / 100,
            one.name.claim,
        )
        for one in alike(graph, words)
        if not one.doubt
    ]
    return [*similar, *hits][:limit]


def alike(graph: Snapshot, name: str) -> list[Likely]:
    """What the comparison of names finds, the surest first; nothing where it is not installed."""
    return graph.names.alike(name) if is_installed() else []


def source_named(graph: Snapshot, name: str) -> str:
    """The IRI of the document of an id (or IRI). Raises UsageError, with the nearest."""
    from kg.build.scope import wanted_sources

    stated = graph.store.quads(None, ox.NamedNode(KG + "source"))
    known = {quad.object for quad in stated if isinstance(quad.object, ox.NamedNode)}
    return next(iter(wanted_sources([name], known))).value


def successor(graph: Snapshot, iri: str) -> str | None:
    """The entity that a former one was merged into or renamed to; None for one that still is."""
    from kg.build.merged import INTO, RENAMED, last

    steps = {
        quad.subject.value: quad.object.value
        for predicate in (INTO, RENAMED)
        for quad in graph.store.quads(None, ox.NamedNode(predicate))
        if isinstance(quad.subject, ox.NamedNode) and isinstance(quad.object, ox.NamedNode)
    }
    return last(iri, steps) if iri in steps else None


def _is_described(store: Store, iri: str) -> bool:
    try:
        return any(store.quads(ox.NamedNode(iri)))
    except ValueError:  # what a person typed need not be an IRI
        return False


def vocabulary_term(graph: Snapshot, name: str) -> str:
    """The IRI of a word of a vocabulary by its short name or label. Raises UsageError."""
    words = _labelled(graph, {quad.subject for quad in graph.store.quads(None, _IN_SCHEME)})
    return _term_named(
        graph.prefixes, name, words, "term", "all words are listed by: kg terms --kind word"
    )


def relation_named(graph: Snapshot, name: str) -> str:
    """The IRI of a relation by its short name, its label, or a part of that which no other has.

    Raises UsageError.
    """
    relations = _labelled(
        graph,
        {
            quad.subject
            for kind in ("Relation", "StateRelation")
            for quad in graph.store.quads(None, ox.NamedNode(RDF + "type"), ox.NamedNode(KG + kind))
        },
    )
    folded = fold(name)
    holding = [
        i for i, label in relations.items() if folded and f" {folded} " in f" {fold(label)} "
    ]
    if len(holding) == 1 and not _same_named(graph.prefixes, name, relations):
        return holding[0]
    hint = "they are listed by: kg terms --kind relation"
    return _term_named(graph.prefixes, name, relations, "relation", hint)


def class_named(graph: Snapshot, name: str, option: str) -> str:
    """The IRI of one of our classes by its short name or label; ``option`` stands in the error.

    Raises UsageError.
    """
    owl_class = ox.NamedNode(OWL + "Class")
    nodes = {
        quad.subject for quad in graph.store.quads(None, ox.NamedNode(RDF + "type"), owl_class)
    }
    terms = _labelled(graph, nodes)
    return _term_named(graph.prefixes, name, terms, "kind", "see: kg stats", option)


def _labelled(graph: Snapshot, nodes: Iterable[object]) -> dict[str, str]:
    """Terms by their IRI, each with its label, in the order of the IRIs."""
    iris = sorted(node.value for node in nodes if isinstance(node, ox.NamedNode))
    return {iri: graph.labels(iri) for iri in iris}


def _same_named(prefixes: Prefixes, name: str, terms: Mapping[str, str]) -> list[str]:
    """The terms of an IRI, a short name or a label; case and accents count as the same."""
    iri = prefixes.expand(name) or KG + name
    if iri in terms:
        return [iri]
    wanted = fold(name)
    return [
        i for i, label in terms.items() if wanted and wanted in (fold(label), fold(local_name(i)))
    ]


def _term_named(
    prefixes: Prefixes,
    name: str,
    terms: Mapping[str, str],
    noun: str,
    otherwise: str,
    option: str | None = None,
) -> str:
    """The one of some terms (IRI to label) that a name stands for. Raises UsageError."""
    matching = _same_named(prefixes, name, terms)
    if len(matching) == 1:
        return matching[0]
    by_name = {text: iri for iri, label in terms.items() for text in (local_name(iri), label)}
    iris = dict.fromkeys(by_name[text] for text in nearest(name, by_name, most=3)) if name else {}
    near = [f"{terms[iri]} ({prefixes.shorten(iri)})" for iri in matching or iris]
    raise UsageError(f"there is no {noun} “{name}”", option, did_you_mean(near, otherwise))
