"""Claims, entities, sources and questions as rows that the pages show; all text is fit to be shown."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import pyoxigraph as ox

from kg.claims.edtf import in_words
from kg.graph.answers import show_term
from kg.graph.estimates import read_groups
from kg.graph.marks import marks
from kg.graph.names import resolve
from kg.graph.near import estimates_near
from kg.graph.questions import all_questions, bind
from kg.iris import DCTERMS, KG, RDF, SRC, local_name, shorten
from kg.publish.draw.ranges import estimates_svg
from kg.store.sparql import answering, run
from kg.text.display import shown, web_address

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kg.claims.claim import Claim
    from kg.graph.entities import Document, Entity, Holdings, Relation
    from kg.graph.questions import Question
    from kg.graph.snapshot import Snapshot


@dataclass(frozen=True)
class Row:
    """A line of a page: what it is, its text, and the IRI or address that it leads to."""

    name: str
    text: str
    iri: str = ""
    address: str = ""


@dataclass(frozen=True)
class Link:
    """A relation as an entity's page shows it; ``claims`` are IRIs."""

    label: str
    predicate: str
    other: str
    other_iri: str
    forward: bool
    marks: str
    claims: tuple[str, ...]


@dataclass(frozen=True)
class Answered:
    """A question with its answer; ``words`` where there is none."""

    name: str
    title: str
    text: str
    sparql: str
    columns: tuple[str, ...]
    rows: tuple[tuple[Row, ...], ...]
    words: str
    own: bool


_LINKS = ("derivedFrom", "supersedes", "retracts", "correctedBy", "alternativeTo", "additionTo")


def claim_rows(claim: Claim) -> list[Row]:
    """What a claim says, who says it and where, in the order in which people ask."""
    statement = [claim.get(RDF + name) for name in ("subject", "predicate", "object")]
    rows = [Row("Figure", claim.figure), *_terms(claim, "measure", "counts", "unit", "shareOf")]
    rows += [Row("Scope", claim.get("scope") or ""), Row("Basis", claim.get("basis") or "")]
    rows += _terms(claim, "about")
    if all(statement):
        rows += [
            Row(name, claim.label_of(value or ""), value or "")
            for name, value in zip(("Subject", "Relation", "Object"), statement, strict=True)
        ]
    rows += [
        Row("Said by", claim.speaker, claim.get("attributedTo") or ""),
        Row("How surely", claim.hedge or "asserted"),
        Row("Words of the source", claim.get("wording") or claim.evidence.get(KG + "wording", "")),
        Row("Time", in_words(claim.get("time") or "")),
        Row("As of", in_words(claim.get("asOf") or "")),
        Row("Document", claim.document, claim.get("source") or ""),
        Row("Place in it", claim.place, address=web_address(claim.place)),
        Row("Read on", claim.evidence.get(KG + "accessed", "")),
        Row("Known from", claim.get("knownFrom") or ""),
        Row("Status", claim.status),
        Row("Remark", claim.get("note") or ""),
    ]
    for name in _LINKS:
        rows += [
            Row(claim.label_of(KG + name), value.removeprefix(SRC), value)
            for value in claim.all(name)
        ]
    return [Row(r.name, shown(r.text), r.iri, r.address) for r in rows if r.text]


def _terms(claim: Claim, *names: str) -> Iterator[Row]:
    for name in names:
        if value := claim.get(name):
            label = claim.label_of(KG + name)
            yield Row(label[:1].upper() + label[1:], claim.label_of(value), value)


def entity_rows(entity: Entity, held: Holdings) -> list[Row]:
    """Kind, names in all languages, identifiers and remarks."""
    rows = [Row("Kind", held.label(entity.type), entity.type)]
    for name, texts in (("Name", entity.labels), ("Also called", entity.aliases)):
        rows += [Row(f"{name} ({t.language})" if t.language else name, t.value) for t in texts]
    for name, labels in held.said(entity.iri).items():
        rows.append(Row(held.label(name), ", ".join(labels)))
    rows += [Row("Remark", text.value) for text in entity.remarks]
    rows += [Row("The same as", iri, address=web_address(iri)) for iri in entity.same]
    rows += [Row(held.label(name), held.label(value), value) for name, value in entity.codes]
    return [Row(r.name[:1].upper() + r.name[1:], shown(r.text), r.iri, r.address) for r in rows]


def entity_links(held: Holdings) -> dict[str, list[Link]]:
    """The relations of every entity, in both directions."""
    found: dict[str, list[Link]] = {}
    for relation in held.edges:
        for here, there, forward in (
            (relation.subject, relation.object, True),
            (relation.object, relation.subject, False),
        ):
            link = Link(
                shown(held.label(relation.predicate)),
                relation.predicate,
                shown(held.label(there)),
                there,
                forward,
                shown(_marks(relation, held)),
                tuple(relation.claims),
            )
            found.setdefault(here, []).append(link)
    return found


def _marks(relation: Relation, held: Holdings) -> str:
    status = f"event only {held.label(relation.status)}" if relation.status else ""
    return ", ".join(marks(relation.layer, relation.stance, relation.disputed, status))


def ranges(graph: Snapshot, held: Holdings, iri: str) -> str:
    """The figures about an entity as a drawing; empty where there is none."""
    figures = estimates_near(graph, iri)
    if not figures:
        return ""
    return estimates_svg(read_groups(graph, figures), shown(held.label(iri)))


def source_rows(document: Document, held: Holdings) -> list[Row]:
    """The bibliographic data of a document."""
    rows = [Row("Kind", held.label(document.type), document.type)]
    rows += [Row("Author", name) for name in document.creators]
    rows += [Row("Publisher", name) for name in document.values.get(DCTERMS + "publisher", [])]
    rows += [
        Row("Published", in_words(document.issued)),
        Row("Language", document.get(DCTERMS + "language")),
        Row("Address", document.url, address=web_address(document.url)),
        Row("Recorded", document.get(KG + "recordedAt")),
        Row("Review", held.label(document.get(KG + "reviewStatus"))),
        Row("SHA-256 of its text", document.get(KG + "textSha256")),
        Row("Remark", document.get("http://www.w3.org/2000/01/rdf-schema#comment")),
    ]
    return [Row(r.name, shown(r.text), r.iri, r.address) for r in rows if r.text]


def answers(graph: Snapshot, held: Holdings) -> list[Answered]:
    """Every question with its defaults; one that needs a value is shown without an answer."""
    layout = graph.layout
    questions = all_questions(*layout.folders("ontology/queries"))
    own = all_questions(layout.ontology / "queries") if layout.workspace else {}
    return [_answered(graph, held, q, name in own) for name, q in questions.items()]


def _answered(graph: Snapshot, held: Holdings, question: Question, own: bool) -> Answered:
    needed = [p for p in question.parameters if p.default is None]
    names = {p.name: p.default or f"({p.meaning})" for p in question.parameters}
    columns: tuple[str, ...] = ()
    rows: tuple[tuple[Row, ...], ...] = ()
    if needed:
        words = f"It needs {', '.join(f'{p.name} ({p.meaning})' for p in needed)}."
    else:
        values = bind(question, {}, lambda text: resolve(graph, text))
        names |= {n: held.label(v.value) for n, v in values.items() if isinstance(v, ox.NamedNode)}
        result = run(graph.store, question.sparql, values, f"{question.name}.rq")
        if isinstance(result, ox.QuerySolutions):
            columns = tuple(variable.value.replace("_", " ") for variable in result.variables)
            with answering():
                rows = tuple(tuple(_cell(term, held) for term in row) for row in result)
        words = "" if rows else question.none.format_map(names)
    return Answered(
        question.name,
        shown(question.title),
        shown(question.question.format_map(names)),
        question.sparql,
        columns,
        rows,
        shown(words),
        own,
    )


def _cell(term: object, held: Holdings) -> Row:
    """A value of an answer; the id of a claim leads to its page."""
    text = show_term(term)
    if isinstance(term, ox.NamedNode):
        return Row("", shown(held.label(term.value)), term.value)
    return Row("", shown(text), SRC + text if SRC + text in held.claims else "")


def kind_name(held: Holdings, kind: str) -> str:
    """The name of a class (an IRI) as a heading."""
    label = held.label(kind)
    return shown(label[:1].upper() + label[1:])


def short(iri: str) -> str:
    """The name by which commands take something."""
    return shown(shorten(iri)) or local_name(iri)
