"""Any RDF, by a mapping that is a SPARQL CONSTRUCT: what it constructs are entities and claims.

An entity is a node of a class of the ontology (``?x a kg:Company ; rdfs:label ?name``), with
skos:altLabel, skos:exactMatch, kg:iso3166, geo:lat and geo:long where there are such. A claim is a
triple of two entities by a relation (``?x kg:belongsTo ?y``), or a node with rdf:subject,
rdf:predicate, rdf:object, and kg:time, kg:asOf, kg:attributedTo, kg:statement, kg:scope where these
are to be said. The query runs in a process without network, limited in time and memory.
"""

from __future__ import annotations

import hashlib
import re
from collections import Counter, defaultdict
from typing import TYPE_CHECKING

import pyoxigraph as ox

from kg.curate.importers._given import Given, open_given, refuse, text_of
from kg.curate.importers._records import Claim, Entity, Figure, Loss, Release, Text, Word
from kg.errors import KgError, UsageError
from kg.iris import CORE, KG, RDF, RDFS, SKOS, local_name
from kg.store import sparql
from kg.store.guard import refuse_network
from kg.store.limits import Limits, value_limited
from kg.store.oxigraph import OxigraphStore

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from kg.curate.importers._records import Options, Record

SUMMARY = "any RDF (Turtle, N-Quads, RDF/XML, JSON-LD …), mapped by a SPARQL CONSTRUCT"
MAPPING = True
_LIMITS = Limits(seconds=120.0, megabytes=4_096)
_FORMATS = {
    "ttl": ox.RdfFormat.TURTLE, "nt": ox.RdfFormat.N_TRIPLES, "nq": ox.RdfFormat.N_QUADS,
    "trig": ox.RdfFormat.TRIG, "n3": ox.RdfFormat.N3, "rdf": ox.RdfFormat.RDF_XML,
    "owl": ox.RdfFormat.RDF_XML, "xml": ox.RdfFormat.RDF_XML, "jsonld": ox.RdfFormat.JSON_LD,
    "json": ox.RdfFormat.JSON_LD,
}  # fmt: skip
_GEO = "http://www.w3.org/2003/01/geo/wgs84_pos#"
_CLAIMS = ("Claim", "Estimate", "Judgement")
Node = tuple[str, str, str]  # iri, literal or blank; the value; the language
Properties = dict[str, list[Node]]


def read(given: Sequence[Given], options: Options) -> tuple[Release, Iterator[Record]]:
    """What the mapping makes of the files. Raises DataError and KgError."""
    mapping = open_given(options.mapping)
    query = text_of(mapping)
    refuse_network(query, options.mapping)
    for file in given:
        if b"<!DOCTYPE" in file.data[:10_000] or b"<!ENTITY" in file.data:
            refuse(
                file,
                1,
                "the XML declares entities of its own (a DTD), which may grow without end",
                "save it as Turtle or N-Triples with another program",
            )
    triples, unnamed = value_limited(
        lambda: _constructed(given, query, options.mapping), _LIMITS, "the mapping"
    )
    release = Release(
        "rdf",
        options.title or "RDF by a mapping",
        Entity("publisher", ("Organisation",), options.publisher),
        "",
    )
    return release, _records(triples, unnamed)


def _constructed(
    given: Sequence[Given], query: str, name: str
) -> tuple[list[tuple[Node, str, Node]], dict[str, int]]:
    """The triples that the mapping constructs, and by property that it does not name, how many there
    are of it in the files; in a process that is limited.
    """
    store = OxigraphStore()
    for file in given:
        form = _FORMATS.get(file.name.rpartition(".")[2].lower())
        if form is None:
            raise UsageError(
                "which RDF is this?",
                file.name,
                f"let its name end in one of: {', '.join(_FORMATS)}",
            )
        try:
            store.load(ox.parse(file.data, format=form, rename_blank_nodes=True))
        except SyntaxError as error:
            raise KgError(
                f"this is no {form.name}: {error.msg}",
                f"{file.name}:{error.lineno or 1}",
                "get the file anew, or name it by what it is",
            ) from None
        except ValueError as error:
            raise KgError(
                f"this is no {form.name}: {error}", file.name, "get the file anew"
            ) from None
    made = sparql.run(store, query, name=name, prefixes=CORE)
    if not isinstance(made, ox.QueryTriples):
        raise UsageError(
            "the mapping is no CONSTRUCT",
            name,
            "write: CONSTRUCT { ?x a kg:Company ; rdfs:label ?name } WHERE { … }",
        )
    triples = sorted({(_node(t.subject), t.predicate.value, _node(t.object)) for t in made})
    counts = Counter(quad.predicate.value for quad in store.quads(None, None, None, None))
    return triples, {iri: n for iri, n in counts.items() if not _names(query, iri)}


def _names(query: str, iri: str) -> bool:
    """Whether a query names a property, in full or by a prefix."""
    local = re.escape(local_name(iri))
    return iri == RDF + "type" or iri in query or bool(re.search(rf":{local}(?![\w-])", query))


def _node(term: object) -> Node:
    if isinstance(term, ox.NamedNode):
        return ("iri", term.value, "")
    if isinstance(term, ox.BlankNode):
        return ("blank", term.value, "")
    if isinstance(term, ox.Literal):
        return ("literal", term.value, term.language or "")
    raise KgError(
        "the mapping constructs a triple in a triple (RDF 1.2)", None, "construct RDF 1.1"
    )


def _records(
    triples: Sequence[tuple[Node, str, Node]], unnamed: dict[str, int]
) -> Iterator[Record]:
    for iri, count in unnamed.items():
        yield Loss(f"triples with <{iri}>, which the mapping does not name", "", count)
    triples = _with_lasting_names(triples)
    nodes: defaultdict[Node, Properties] = defaultdict(lambda: defaultdict(list))
    for subject, predicate, value in triples:
        nodes[subject][predicate].append(value)
    names: dict[str, str] = {}
    for node, said in nodes.items():
        kinds = [v[1].removeprefix(KG) for v in said.get(RDF + "type", ()) if v[1].startswith(KG)]
        if not kinds or set(kinds) & set(_CLAIMS):
            continue
        entity = _entity(node, tuple(kinds), said)
        if entity is None:
            yield Loss("entities without a label", node[1])
            continue
        names[node[1]] = entity.name
        yield entity
    for node, said in nodes.items():
        types = {v[1].removeprefix(KG) for v in said.get(RDF + "type", ())}
        if types & set(_CLAIMS):
            yield _claim(said, names, "Judgement" in types)
        else:
            yield from _plain(node, said, names)


def _with_lasting_names(
    triples: Sequence[tuple[Node, str, Node]],
) -> list[tuple[Node, str, Node]]:
    """The triples with nodes without a name called by what is said of them: the same each time."""
    said: defaultdict[Node, list[str]] = defaultdict(list)
    for subject, predicate, value in triples:
        if subject[0] == "blank":
            said[subject].append(f"{predicate} {('' if value[0] == 'blank' else value)}")
    names = {
        node: hashlib.sha256("\n".join(sorted(lines)).encode()).hexdigest()[:20]
        for node, lines in said.items()
    }

    def named(node: Node) -> Node:
        return ("blank", names.get(node, "nothing"), "") if node[0] == "blank" else node

    return sorted({(named(s), p, named(o)) for s, p, o in triples})


def _entity(node: Node, kinds: tuple[str, ...], said: Properties) -> Entity | None:
    labels = said.get(RDFS + "label", [])
    label = next((v for v in labels if v[2].startswith("en")), labels[0] if labels else None)
    if label is None or not label[1].strip():
        return None
    others = [(v[1], v[2]) for v in (*labels, *said.get(SKOS + "altLabel", ())) if v != label]
    point = tuple(said[_GEO + n][0][1] for n in ("lat", "long") if said.get(_GEO + n))
    iso = said.get(KG + "iso3166", [("", "", "")])[0][1]
    return Entity(
        node[1], kinds, label[1], tuple(others),
        same=tuple(v[1] for v in said.get(SKOS + "exactMatch", ())) or ((node[1],) if "wikidata.org/entity/" in node[1] else ()),
        country=iso if re.fullmatch("[A-Z]{2}", iso) else "",
        point=(point[0], point[1]) if len(point) == 2 else None,
    )  # fmt: skip


def _first(said: Properties, name: str) -> str:
    return said[name][0][1] if said.get(name) else ""


def _said_in_words(relation: str) -> str:
    return re.sub(r"(?<=[a-z])(?=[A-Z])", " ", relation).lower()


def _claim(said: Properties, names: dict[str, str], judgement: bool) -> Record:
    """The claim of a node; its id is made of what it says, since its node may have another name next time."""
    relation = _first(said, RDF + "predicate").removeprefix(KG)
    subject = _first(said, RDF + "subject") or _first(said, KG + "about")
    if not subject:
        return Loss("claims without a subject")
    value = said.get(RDF + "object", [("literal", "", "")])[0]
    content = repr(sorted((name, sorted(values)) for name, values in said.items()))
    statement = (
        _first(said, KG + "statement")
        or f"{names.get(subject, subject)}: {_said_in_words(relation)} {names.get(value[1], value[1])}."
    )
    return Claim(
        f"c-{hashlib.sha256(content.encode()).hexdigest()[:20]}", statement, subject,
        (relation,) if relation else (), _object(value), figure=_figure(said),
        speaker=_first(said, KG + "attributedTo"), time=_first(said, KG + "time"), as_of=_first(said, KG + "asOf"),
        scope=_first(said, KG + "scope"), modality=_first(said, KG + "modality").removeprefix(KG),
        denied=_first(said, KG + "stance") == KG + "denies", judgement=judgement, place=subject,
    )  # fmt: skip


def _object(value: Node) -> str | Word | Text:
    if value[0] == "literal":
        return Text(value[1])
    return Word(value[1].removeprefix(KG)) if value[1].startswith(KG) else value[1]


def _figure(said: Properties) -> Figure | None:
    if not said.get(KG + "measure"):
        return None
    texts = {name: _first(said, KG + name) for name in ("lower", "upper", "best")}
    numbers = {
        name: int(text) if re.fullmatch(r"[0-9]{1,15}", text) else None
        for name, text in texts.items()
    }
    measure, counts, unit = (
        _first(said, KG + n).removeprefix(KG) for n in ("measure", "counts", "unit")
    )
    return Figure((measure,), (counts,), unit, numbers["lower"], numbers["upper"], numbers["best"])


def _plain(node: Node, said: Properties, names: dict[str, str]) -> Iterator[Record]:
    """The claims of an entity that are written as plain triples."""
    kept = {
        RDF + "type",
        RDFS + "label",
        SKOS + "altLabel",
        SKOS + "exactMatch",
        KG + "iso3166",
        _GEO + "lat",
        _GEO + "long",
    }
    for name, values in said.items():
        if name in kept:
            continue
        if not name.startswith(KG):
            yield Loss(f"triples with <{name}>, which is no relation", node[1], len(values))
            continue
        relation = name.removeprefix(KG)
        for value in values:
            key = hashlib.sha256(f"{node[1]} {name} {value}".encode()).hexdigest()[:20]
            words = f"{names.get(node[1], node[1])}: {_said_in_words(relation)} {names.get(value[1], value[1])}."
            yield Claim(f"c-{key}", words, node[1], (relation,), _object(value), place=node[1])
