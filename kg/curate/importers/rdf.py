"""Any RDF, by a mapping that is a SPARQL CONSTRUCT: what it constructs are entities and claims.

An entity is a node of a class of the ontology (``?x a kg:Company ; rdfs:label ?name``), with
skos:altLabel, skos:exactMatch, kg:iso3166, geo:lat and geo:long where there are such. A claim is a
triple of two entities by a relation (``?x kg:belongsTo ?y``), or a node with rdf:subject,
rdf:predicate, rdf:object, or with kg:about, kg:measure, kg:counts, kg:unit, bounds and kg:qualifier, and
with what else the ontology says of a claim. The query runs in a process without network, limited in
time and memory. What ``kg export`` writes as RDF needs no mapping.
"""

from __future__ import annotations

import hashlib
import re
from collections import Counter, defaultdict
from dataclasses import replace
from typing import TYPE_CHECKING

import pyoxigraph as ox

from kg.curate.importers._given import Given, open_given, refuse, text_of
from kg.curate.importers._own import ADDRESS, EDITORS, claim_of, column_of, iri_of
from kg.curate.importers._records import Claim, Entity, Loss, Release, Text, Word
from kg.errors import KgError, UsageError
from kg.iris import CORE, KG, KGD, OA, RDF, RDFS, SKOS, SRC, local_name
from kg.store import sparql
from kg.store.guard import refuse_network
from kg.store.limits import Limits, value_limited
from kg.store.oxigraph import OxigraphStore

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from kg.curate.importers._records import Options, Record

SUMMARY = "any RDF (Turtle, N-Quads, RDF/XML, JSON-LD …), mapped by a SPARQL CONSTRUCT"
_LIMITS = Limits(seconds=120.0, megabytes=4_096)
_FORMATS = {
    "ttl": ox.RdfFormat.TURTLE, "nt": ox.RdfFormat.N_TRIPLES, "nq": ox.RdfFormat.N_QUADS,
    "trig": ox.RdfFormat.TRIG, "n3": ox.RdfFormat.N3, "rdf": ox.RdfFormat.RDF_XML,
    "owl": ox.RdfFormat.RDF_XML, "xml": ox.RdfFormat.RDF_XML, "jsonld": ox.RdfFormat.JSON_LD,
    "json": ox.RdfFormat.JSON_LD,
}  # fmt: skip
_GEO = "http://www.w3.org/2003/01/geo/wgs84_pos#"
#: Properties of entities that are taken, and no claims.
_TAKEN = (
    *(RDF + "type", RDFS + "label", RDFS + "comment", SKOS + "altLabel", SKOS + "exactMatch"),
    *(_GEO + "lat", _GEO + "long"),
)
_CLAIMS = ("Claim", "Estimate", "Judgement")
#: Nodes that belong to an entity or a claim.
_PARTS = {"Locator", "LikelihoodStatement", "Identifier"}
#: What is taken of our own RDF: claims with their evidence and likelihood, entities with names and codes.
_OWN = """
CONSTRUCT { ?s ?p ?o } WHERE {
  VALUES ?kind { kg:Claim kg:Estimate kg:Judgement }
  { ?s a ?kind ; ?p ?o . FILTER isIRI(?s) }
  UNION { ?c a ?kind ; kg:evidence|kg:likelihood ?s . ?s ?p ?o }
  UNION { ?s a ?class ; ?p ?o
    FILTER (STRSTARTS(STR(?s), STR(kgd:)) && STRSTARTS(STR(?class), STR(kg:)) && ?p IN (
      rdf:type, rdfs:label, rdfs:comment, skos:altLabel, skos:exactMatch, kg:iso3166, kg:identifier,
      <http://www.w3.org/2003/01/geo/wgs84_pos#lat>, <http://www.w3.org/2003/01/geo/wgs84_pos#long>)) }
  UNION { ?e kg:identifier ?s . ?s ?p ?o }
}
"""
Node = tuple[str, str, str]  # iri, literal or blank; the value; the language
Properties = dict[str, list[Node]]


def read(given: Sequence[Given], options: Options) -> tuple[Release, Iterator[Record]]:
    """What the mapping makes of the files. Raises DataError and KgError."""
    query, name = _OWN, "the mapping of our own RDF"
    if options.mapping:
        query, name = text_of(open_given(options.mapping)), options.mapping
        refuse_network(query, name)
    for file in given:
        if b"<!DOCTYPE" in file.data[:10_000] or b"<!ENTITY" in file.data:
            refuse(
                file,
                1,
                "the XML declares entities of its own (a DTD), which may grow without end",
                "save it as Turtle or N-Triples with another program",
            )
    triples, lost = value_limited(lambda: _constructed(given, query, name), _LIMITS, "the mapping")
    if not options.mapping:
        if not triples:
            raise UsageError(
                "rdf needs a mapping, but for what kg export writes",
                "--map",
                "give it with --map FILE: a SPARQL CONSTRUCT of our terms",
            )
        title = "A graph of Entente, exported as RDF"
        return Release("rdf-entente", title, EDITORS, ADDRESS), _records(triples, lost)
    release = Release(
        "rdf",
        options.title or "RDF by a mapping",
        Entity("publisher", ("Organisation",), options.publisher),
        "",
    )
    return release, _records(triples, lost)


def _constructed(
    given: Sequence[Given], query: str, name: str
) -> tuple[list[tuple[Node, str, Node]], dict[str, int]]:
    """The triples that the mapping constructs, and what is lost, counted; in a process that is limited."""
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
    quads = store.quads(None, None, None, None)
    if query == _OWN:
        beside = {(what, q.subject, q.predicate) for q in quads if (what := _beside_claims(q))}
        return triples, dict(Counter(what for what, _, _ in beside))
    counts = Counter(quad.predicate.value for quad in quads)
    return triples, {
        f"triples with <{iri}>, which the mapping does not name": n
        for iri, n in counts.items()
        if not _names(query, iri)
    }


def _beside_claims(quad: ox.Quad) -> str:
    """What a statement of our own RDF is that is not taken; "" where it is taken, or part of such."""
    subject, kind = getattr(quad.subject, "value", ""), getattr(quad.object, "value", "")
    name = quad.predicate.value
    if name == RDF + "type" and kind.startswith(KG):
        if kind in (KG + "Fact", KG + "RangeFact"):
            return "facts of the exported graph, which its claims give again"
        if subject.startswith(SRC) and "/" not in subject.removeprefix(SRC):
            return "documents of the exported graph"
    if subject.startswith(KGD) and (name == KG + "namesFrom" or not name.startswith((KG, *_TAKEN))):
        return f"“{local_name(name)}” of entities"
    return ""


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


def _records(triples: Sequence[tuple[Node, str, Node]], lost: dict[str, int]) -> Iterator[Record]:
    for what, count in lost.items():
        yield Loss(what, "", count)
    triples = _with_lasting_names(triples)
    nodes: defaultdict[Node, Properties] = defaultdict(lambda: defaultdict(list))
    for subject, predicate, value in triples:
        nodes[subject][predicate].append(value)
    names: dict[str, str] = {}
    parts: set[Node] = set()
    for node, said in nodes.items():
        kinds = [v[1].removeprefix(KG) for v in said.get(RDF + "type", ()) if v[1].startswith(KG)]
        if set(kinds) & _PARTS or OA + "start" in said:
            parts.add(node)
        if not kinds or set(kinds) & {*_CLAIMS, *_PARTS}:
            continue
        entity = _entity(node, tuple(kinds), said, nodes)
        if entity is None:
            yield Loss("entities without a label", node[1])
            continue
        names[node[1]] = entity.name
        yield entity
    for node, said in nodes.items():
        types = {v[1].removeprefix(KG) for v in said.get(RDF + "type", ())}
        if types & set(_CLAIMS):
            yield from _claim(node, said, names, nodes)
        elif node not in parts:
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


def _entity(
    node: Node, kinds: tuple[str, ...], said: Properties, nodes: Mapping[Node, Properties]
) -> Entity | None:
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
        is_every_kind=True, codes=tuple(_codes(said, nodes)),
        point=(point[0], point[1]) if len(point) == 2 else None,
        remark=" ".join(v[1] for v in said.get(RDFS + "comment", ())),
        iri=node[1] if node[1].startswith(KGD) else "",
    )  # fmt: skip


def _codes(said: Properties, nodes: Mapping[Node, Properties]) -> Iterator[tuple[str, str]]:
    """The identifiers of an entity in registers: the scheme, and what stands there."""
    for node in said.get(KG + "identifier", ()):
        scheme = _first(nodes[node], KG + "identifierScheme")
        if scheme.startswith(KG) and (notation := _first(nodes[node], SKOS + "notation")):
            yield scheme.removeprefix(KG), notation


def _first(said: Properties, name: str) -> str:
    return said[name][0][1] if said.get(name) else ""


def _said_in_words(relation: str) -> str:
    return re.sub(r"(?<=[a-z])(?=[A-Z])", " ", relation).lower()


def _claim(
    node: Node, said: Properties, names: dict[str, str], nodes: Mapping[Node, Properties]
) -> Iterator[Record]:
    """The claim of a node. The id of one that is not ours is made of what it says, since its node may
    have another name next time.
    """
    subject = _first(said, RDF + "subject") or _first(said, KG + "about")
    if not subject:
        yield Loss("claims without a subject")
        return
    own = node[1].removeprefix(SRC) if node[1].startswith(SRC) and "/" in node[1] else ""
    value = said.get(RDF + "object", [("literal", "", "")])[0]
    content = repr(sorted((name, sorted(values)) for name, values in said.items()))
    key = hashlib.sha256(content.encode()).hexdigest()[:20]
    relation = _first(said, RDF + "predicate").removeprefix(KG)
    record = {
        "id": own or key,
        "statement": f"{names.get(subject, subject)}: {_said_in_words(relation)} {names.get(value[1], value[1])}.",
        **({} if own else {"explicitness": "kg:stated"}),
    }
    for name, values in said.items():
        if name in (KG + "evidence", KG + "likelihood"):
            record |= _of_part(nodes.get(values[0], {}), name == KG + "evidence")
        elif column := column_of(name):
            record[column] = "; ".join(_shortened(v[1]) for v in values)
        elif name != RDF + "type":
            yield Loss(f"“{local_name(name)}” of claims", node[1], len(values))
    kinds = {v[1] for v in said[RDF + "type"]}
    record["kind"] = "Judgement" if KG + "Judgement" in kinds else "Claim"
    for made in claim_of(record, node[1]):
        if isinstance(made, Claim):
            made = replace(made, object=_object(value), subject=iri_of(_shortened(subject)))
            yield made if own else replace(made, key=f"c-{key}", derived_from="")
        else:
            yield made


def _of_part(said: Properties | dict[str, list[Node]], is_evidence: bool) -> dict[str, str]:
    """The columns of a claim's evidence or likelihood."""
    columns = (
        {
            KG + "url": "evidence_address",
            KG + "wording": "evidence_wording",
            KG + "accessed": "evidence_accessed",
            OA + "start": "evidence_start",
            OA + "end": "evidence_end",
        }
        if is_evidence
        else {KG + "likelihoodScheme": "likelihood_scheme", KG + "likelihoodTerm": "likelihood"}
    )
    return {columns[name]: _shortened(v[0][1]) for name, v in said.items() if name in columns}


def _shortened(iri: str) -> str:
    """A name of ours by its prefix; all else as it is."""
    for prefix, space in (("kgd:", KGD), ("kg:", KG), ("src:", SRC)):
        if iri.startswith(space):
            return prefix + iri.removeprefix(space)
    return iri


def _object(value: Node) -> str | Word | Text:
    if value[0] == "literal":
        return Text(value[1])
    return Word(value[1].removeprefix(KG)) if value[1].startswith(KG) else value[1]


def _plain(node: Node, said: Properties, names: dict[str, str]) -> Iterator[Record]:
    """The claims of an entity that are written as plain triples."""
    kept = {
        RDF + "type",
        RDFS + "label",
        SKOS + "altLabel",
        SKOS + "exactMatch",
        KG + "iso3166",
        KG + "identifier",
        RDFS + "comment",
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
