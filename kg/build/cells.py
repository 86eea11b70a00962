"""A build in pieces that need not know one another: one source each, then one cell each.

``kg.build.spark`` runs them on many machines; the result is that of ``kg.build.pipeline``, quad for quad.
A source gives rows (``source_rows``). A *cell* is what an edge or a range is derived from together:
the statements of one subject and relation, or the figures about one thing, with those that joins (a
share, an either-or, a thing that one holder has at a time) put beside them (``roots``). What reaches
further (``kg.build.touched`` has the table) is in the *frame*, which every cell sees: the ontology, and
the claims that say whether an event took place, what is a part of what, what takes the place of what,
what denies, or that there was none. The frame is small beside the claims, and grows with them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import pyoxigraph as ox

from kg.build.behind import UncertainError, claims_behind, require_one_value
from kg.build.contents import document_quads
from kg.build.facts import read_overtaken
from kg.build.layer_update import as_stored, layer_behind
from kg.build.merged import Merges, merged
from kg.build.refusals import findings_of_seed
from kg.build.said import Text
from kg.claims.claim import DENIES, value_text
from kg.claims.facts.edges import part_of_quads
from kg.claims.facts.quads import fact_quads
from kg.claims.facts.ranges import range_quads
from kg.claims.literals import finite_number
from kg.claims.verdicts.relations import BELONGING
from kg.claims.verdicts.statements import ABOVE
from kg.errors import KgError
from kg.iris import CURRENT_VIEW, DCTERMS, DERIVED_GRAPH, KG, KGD, RDF, RDFS, SKOS, SRC
from kg.store.inclusion import read_inclusions
from kg.store.links import read_replaced
from kg.store.oxigraph import OxigraphStore
from kg.store.readers import read_marked
from kg.text.turtle.document import Document, with_own_blank_nodes

if TYPE_CHECKING:
    from collections.abc import Container, Iterable, Iterator, Mapping, Sequence

    from kg.claims.facts.view import View
    from kg.claims.ontology import Ontology
    from kg.store.base import Store

#: The kinds of rows: the quads of a source; derived quads that several sources may give; a claim in
#: its cell; what is in the frame; the day of a document, names, classes; two cells that belong together; who speaks; what
#: is linked, put into another thing, named, described; a source that may break the graph; its number of claims.
OWN, SHARED, CLAIM, FRAME, DOCUMENT, NAMES, TYPES, JOIN, SPEAKER, LINKED = (
    *("own", "shared", "claim", "frame", "document", "names", "types", "join", "speaker"),
    "linked",
)
PLACED, ASKED, DESCRIBED, SUSPECT, COUNT = ("placed", "asked", "described", "suspect", "count")
_SUBJECT, _PREDICATE, _OBJECT = (RDF + name for name in ("subject", "predicate", "object"))
_TYPE = RDF + "type"
_STATUS, _PART_OF = KG + "eventStatus", KG + "partOf"
_NAMES, _OWNERS = (RDFS + "label", SKOS + "altLabel"), (DCTERMS + "creator", DCTERMS + "publisher")
_LINKS = frozenset(
    KG + name
    for name in (
        *("retracts", "supersedes", "correctedBy", "derivedFrom", "disputes"),
        *("alternativeTo", "shareOf"),
    )
)
#: Classes whose members are told to every cell.
_TOLD = (KG + "UnidentifiedGroup", KG + "WeaponModel")
_ENDS = tuple(KG + name for name in ("upper", "best", "impliedUpper"))
_REMEDY = "let kg check say what is wrong with it, or build it without --spark"


class Row(NamedTuple):
    """One row: its kind, what it is found by (a cell, an IRI), its text, and of which node that is."""

    kind: str
    key: str
    text: str = ""
    node: str = ""


class Rules(NamedTuple):
    """What of the ontology tells which claims bind others (all IRIs)."""

    binding: frozenset[str]
    inclusions: frozenset[str]
    one_subject: frozenset[str]


def rules_of(ontology: Store) -> Rules:
    """The rules that a store with the ontology states."""
    inclusions = read_inclusions(ontology)
    binding = {_STATUS, _PART_OF, *ABOVE, *BELONGING, *inclusions}
    return Rules(frozenset(binding), frozenset(inclusions), read_marked(ontology, "singleSubject"))


def cell_of_relation(subject: str, predicate: str) -> str:
    """The cell of the edges of a subject and relation."""
    return f"r {subject} {predicate}"


def cell_of_thing(about: str) -> str:
    """The cell of the ranges about a thing."""
    return f"t {about}"


def lines_of(quads: Iterable[ox.Quad]) -> str:
    """Quads as N-Quads, each on its line, as a store gives them back, sorted."""
    return "".join(sorted(f"{quad} .\n" for quad in as_stored(quads)))


class _Asked:
    """Stands for what all texts describe, in which is everything: it notes what is asked for."""

    def __init__(self) -> None:
        self.iris: set[str] = set()

    def __contains__(self, iri: object) -> bool:
        self.iris.add(str(iri))
        return True

    def __iter__(self) -> Iterator[str]:
        return iter(())

    def __len__(self) -> int:
        return 0


def source_rows(document: Document, terms: Ontology, rules: Rules, merges: Merges) -> Iterator[Row]:
    """All that one source gives a build. Raises UndatableError and KgError as a build does."""
    asked = _Asked()
    name = document.graph
    findings = findings_of_seed(document, terms, asked)
    described = {t.subject.value for t in document.triples if isinstance(t.subject, ox.NamedNode)}
    if findings:  # which another text may set right
        yield Row(SUSPECT, name)
    yield from (Row(DESCRIBED, iri) for iri in described)
    named = (iri for iri in asked.iris - described if iri.startswith((KGD, SRC)))
    yield from (Row(ASKED, iri, name) for iri in named)
    quads, count = document_quads(with_own_blank_nodes(merged(document, merges)), terms)
    yield Row(COUNT, name, str(count))
    by_subject: dict[str, list[ox.Quad]] = {}
    own: list[ox.Quad] = []
    for quad in as_stored(quads):
        subject = quad.subject
        if isinstance(subject, ox.NamedNode):
            by_subject.setdefault(subject.value, []).append(quad)
        is_derived = getattr(quad.graph_name, "value", "") == DERIVED_GRAPH
        if is_derived and not _is_of(subject, name):
            yield Row(SHARED, f"{quad} .")
        else:
            own.append(quad)
    yield Row(OWN, name, lines_of(own))
    owners = [q for q in by_subject.get(name, ()) if q.predicate.value in _OWNERS]
    for iri, stated in by_subject.items():
        yield from _node_rows(iri, stated, owners, rules)


def _is_of(subject: object, source: str) -> bool:
    """Whether a node belongs to a source alone."""
    iri = getattr(subject, "value", "")
    return iri == source or iri.startswith(f"{source}/")


def _node_rows(
    iri: str, stated: Sequence[ox.Quad], owners: Sequence[ox.Quad], rules: Rules
) -> Iterator[Row]:
    """What is to be known beyond its source of a node (an IRI), of which ``stated`` is all."""
    values: dict[str, list[str]] = {}
    for quad in stated:
        own = values.setdefault(quad.predicate.value, [])
        if (value := value_text(quad.object)) not in own:
            own.append(value)
    linked = [(name, value) for name in _LINKS for value in values.get(name, ())]
    yield from (Row(LINKED, value) for name, value in linked if name != KG + "shareOf")
    if KG + "source" not in values:
        yield from _described_rows(iri, stated, values, is_linked=bool(linked))
        return
    lines = lines_of([*stated, *owners])
    cells = [
        cell_of_relation(subject, predicate)
        for subject in values.get(_SUBJECT, ())
        for predicate in values.get(_PREDICATE, ())
    ]
    yield from _joins(iri, values, cells, rules)
    if KG + "measure" in values:
        if KG + "about" not in values:
            raise KgError(f"{iri} measures nothing that has a name", None, _REMEDY)
        cells += [cell_of_thing(about) for about in values[KG + "about"]]
    yield from (Row(CLAIM, cell, lines, iri) for cell in cells)
    yield from (Row(SPEAKER, speaker) for speaker in values.get(KG + "attributedTo", ()))
    if not rules.inclusions.isdisjoint(values.get(_PREDICATE, ())):
        yield from (Row(PLACED, subject) for subject in values.get(_SUBJECT, ()))
    if linked or _binds(values, rules) or not cells:
        yield Row(FRAME, iri, lines)


def _described_rows(
    iri: str, stated: Sequence[ox.Quad], values: Mapping[str, list[str]], *, is_linked: bool
) -> Iterator[Row]:
    """What is to be known of what is no claim: its names and classes, and what takes whose place."""
    if names := [quad for quad in stated if quad.predicate.value in _NAMES]:
        yield Row(NAMES, iri, lines_of(names))
    if types := [quad for quad in stated if quad.predicate.value == _TYPE]:
        yield Row(TYPES, iri, lines_of(types))
        if any(kind in values[_TYPE] for kind in _TOLD):
            yield Row(FRAME, iri, lines_of(types))
    if is_linked:
        yield Row(FRAME, iri, lines_of(stated))
    if KG + "knownFrom" in values:
        yield Row(
            DOCUMENT, iri, lines_of(q for q in stated if q.predicate.value == KG + "knownFrom")
        )


def _joins(
    iri: str, values: Mapping[str, list[str]], cells: Sequence[str], rules: Rules
) -> Iterator[Row]:
    """The cells that a claim puts together, and by what others join it."""
    for predicate in rules.one_subject.intersection(values.get(_PREDICATE, ())):
        held = [f"o {predicate} {value}" for value in values.get(_OBJECT, ())]
        yield from (Row(JOIN, cell, other) for cell in cells for other in held)
    for about in values.get(KG + "about", ()):
        for whole in values.get(KG + "shareOf", ()):
            yield Row(JOIN, cell_of_thing(about), cell_of_thing(whole))
        for other in values.get(KG + "alternativeTo", ()):
            yield Row(JOIN, cell_of_thing(about), f"c {other}")


def _binds(values: Mapping[str, list[str]], rules: Rules) -> bool:
    """Whether a claim tells other cells something."""
    if not rules.binding.isdisjoint(values.get(_PREDICATE, ())):
        return True
    if KG + "measure" not in values:
        return False
    ends = (finite_number(value) for name in _ENDS for value in values.get(name, ()))
    return DENIES in values.get(KG + "stance", ()) or any(end == 0 for end in ends)


def is_linked(claim: str, linked: Container[str]) -> bool:
    """Whether a claim (an IRI) or its source is among what others name."""
    return claim in linked or claim.rpartition("/")[0] in linked


def roots(joins: Iterable[tuple[str, str]]) -> dict[str, str]:
    """By cell the first of all that belong together with it, for those that belong with another."""
    parent: dict[str, str] = {}

    def root(cell: str) -> str:
        while (above := parent.get(cell, cell)) != cell:
            parent[cell] = parent.get(above, above)
            cell = above
        return cell

    for one, other in joins:
        first, second = sorted((root(one), root(other)))
        parent[second] = first
    return {cell: top for cell in list(parent) if (top := root(cell)) != cell}


def frame_of(ontology: str, rows: Iterable[str]) -> Store:
    """The frame as a store, of the N-Quads of the ontology and of rows."""
    store = OxigraphStore()
    store.load_dump((ontology + "".join(rows)).encode())
    return store


def cell_lines(frame: Store, view: View, cells: Iterable[str], claims: Iterable[str]) -> str:
    """The part of the layer that some cells give, as N-Quads.

    ``cells`` are all of those that belong together with any of them, ``claims`` the texts of their
    rows. Raises KgError where a claim cannot be told from a faulty one.
    """
    relations, things = set(), set()
    for cell in cells:
        kind, _, names = cell.partition(" ")
        if kind == "r":
            subject, _, predicate = names.rpartition(" ")
            relations.add((subject, predicate))
        elif kind == "t":
            things.add(names)
    store = OxigraphStore()
    store.load(frame.quads())
    store.load_dump("".join(claims).encode())
    behind = claims_behind(Text(store), relations, things)
    try:
        require_one_value(Text(store), behind)
    except UncertainError as error:
        raise KgError(f"{error} says two things of what has one value", None, _REMEDY) from None
    gone, replaced = read_overtaken(frame), read_replaced(frame)
    layer = layer_behind(store, view, behind, gone, replaced)
    facts = [f for f in layer.facts if (f.subject.value, f.predicate.value) in relations]
    ranges = [r for r in layer.ranges if r.of.about in things]
    return lines_of([*fact_quads(facts), *range_quads(ranges)])


def frame_lines(frame: Store, view: View) -> str:
    """The part of the layer that the frame alone gives: what no longer stands, and wholes of wholes."""
    graph = ox.NamedNode(CURRENT_VIEW)
    gone, replaced = read_overtaken(frame), read_replaced(frame)
    quads = [ox.Quad(graph, ox.NamedNode(KG + "viewRule"), ox.Literal(str(view)), graph)]
    for claim, link in gone.items():
        overtaken = ox.NamedNode(KG + "overtakenBy")
        quads.append(ox.Quad(ox.NamedNode(claim), overtaken, ox.NamedNode(link.later), graph))
    text = Text(frame)
    stated = frame.quads(None, ox.NamedNode(_PREDICATE), ox.NamedNode(_PART_OF))
    claims = {quad.subject.value for quad in stated if isinstance(quad.subject, ox.NamedNode)}
    relations = set(text.relations_of(claims))
    behind = claims_behind(text, relations, ())
    layer = layer_behind(frame, view, behind, gone, replaced)
    quads += part_of_quads(layer.facts, layer.groups)
    return lines_of(quads)
