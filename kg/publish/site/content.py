"""Claims, entities, sources and questions as rows of the pages; every text is fit to be shown."""

from __future__ import annotations

from dataclasses import dataclass
from time import monotonic
from typing import TYPE_CHECKING, TypeAlias
from urllib.parse import unquote

import pyoxigraph as ox

from kg.claims.edtf import dates_in_words, in_words
from kg.errors import KgError, QueryTimeoutError
from kg.graph.answers import show_term
from kg.graph.entities import labels_said
from kg.graph.marks import marks
from kg.graph.names import resolve
from kg.graph.questions import CLAIM_COLUMNS, all_questions, bind, claims_of_cell
from kg.iris import DCTERMS, KG, RDF, SRC, local_name
from kg.store.limits import Limits, value_limited
from kg.store.sparql import answering, is_server, run
from kg.text.display import shown, web_address

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from kg.claims.claim import Claim
    from kg.graph.entities import Document, Entity, Relation
    from kg.graph.labels import Labels
    from kg.graph.questions import Parameter, Question
    from kg.graph.snapshot import Snapshot
    from kg.iris import Prefixes
    from kg.store.sparql import Term


@dataclass(frozen=True)
class Row:
    """A line of a page: its heading, its text, and where the text leads: an IRI, or a web address."""

    name: str
    text: str
    iri: str = ""
    address: str = ""


@dataclass(frozen=True)
class Link:
    """A relation as it stands on the page of an entity.

    ``other`` is the label of the entity at its far end, ``forward`` whether it leads there;
    ``marks`` are words, ``claims`` IRIs.
    """

    label: str
    predicate: str
    other: str
    other_iri: str
    forward: bool
    marks: str
    claims: tuple[str, ...]


@dataclass(frozen=True)
class AnsweredQuestion:
    """A question with the columns and rows of its answer; ``words`` say why there are none.

    ``own`` is true of a question of the workspace, not of the core.
    """

    name: str
    title: str
    text: str
    sparql: str
    columns: tuple[str, ...]
    rows: tuple[tuple[Row, ...], ...]
    words: str
    own: bool


_ANSWER_SECONDS = 2.0  # for a question on a page; a command may take longer
_ALL_SECONDS = 10.0  # for all of them in one process, before each that is left is asked by itself
#: The titles of the columns, and the rows.
_Answer: TypeAlias = tuple[tuple[str, ...], tuple[tuple[Row, ...], ...]]
_NO_ANSWER: _Answer = ((), ())
_LINK_PROPERTIES = (
    "derivedFrom",
    "supersedes",
    "retracts",
    "correctedBy",
    "alternativeTo",
    "additionTo",
)


def claim_rows(claim: Claim) -> list[Row]:
    """What a claim says, who says it and where; rows without a text are left out."""
    statement = [claim.get(RDF + name) for name in ("subject", "predicate", "object")]
    rows = [Row("Figure", claim.figure), *_term_rows(claim, "measure", "counts", "unit", "shareOf")]
    rows += [Row("Scope", claim.limits("scope")), Row("Basis", claim.limits("basis"))]
    rows += _term_rows(claim, "about")
    if all(statement):
        rows += [
            Row(name, claim.label_of(value or ""), value or "")
            for name, value in zip(("Subject", "Relation", "Object"), statement, strict=True)
        ]
    rows += [
        Row("Said by", claim.speaker, claim.get("attributedTo") or ""),
        Row("How surely", claim.hedge or "asserted"),
        Row("How openly", claim.label("explicitness")),
        Row("Rests on", claim.rests_on),
        Row("Words of the source", claim.get("wording") or claim.evidence.get(KG + "wording", "")),
        Row("Time", in_words(claim.get("time") or "")),
        Row("As of", in_words(claim.get("asOf") or "")),
        Row("Document", claim.document, claim.get("source") or ""),
        Row("Place in it", claim.place, address=web_address(claim.place)),
        Row("Read on", in_words(claim.evidence.get(KG + "accessed", ""))),
        Row("Known from", in_words(claim.get("knownFrom") or "")),
        Row("Status", claim.status),
        Row("Remark", claim.get("note") or ""),
    ]
    for name in _LINK_PROPERTIES:
        rows += [
            Row(claim.label_of(KG + name), value.removeprefix(SRC), value)
            for value in claim.all(name)
        ]
    return [Row(r.name, shown(r.text), r.iri, r.address) for r in rows if r.text]


def _term_rows(claim: Claim, *properties: str) -> Iterator[Row]:
    """A row for each of these properties (local names) whose value is a term, where it has one."""
    for name in properties:
        if value := claim.get(name):
            label = claim.label_of(KG + name)
            yield Row(label[:1].upper() + label[1:], claim.label_of(value), value)


def entity_rows(entity: Entity, said: Mapping[str, Sequence[str]], label: Labels) -> list[Row]:
    """What is stated of an entity beside claims: kind, names in all languages, identifiers, remarks.

    ``said`` are the values that facts state of it, as labels by the IRI of the property.
    """
    rows = [Row("Kind", label(entity.type), entity.type)]
    for name, texts in (("Name", entity.labels), ("Also called", entity.aliases)):
        rows += [Row(f"{name} ({t.language})" if t.language else name, t.value) for t in texts]
    for name, labels in said.items():
        rows.append(Row(label(name), ", ".join(labels)))
    rows += [Row("Remark", text.value) for text in entity.remarks]
    rows += [Row("The same as", iri, address=web_address(iri)) for iri in entity.same]
    rows += [_code_row(label, name, value) for name, value in entity.codes]
    return [Row(_heading(r.name), shown(r.text), r.iri, r.address) for r in rows]


def _heading(name: str) -> str:
    words = {"lat": "latitude", "long": "longitude"}.get(name, name)
    return words[:1].upper() + words[1:]


def _code_row(label: Labels, name: str, value: str) -> Row:
    """A value of an entity: a term by its label, an address of the web as people read it."""
    if address := web_address(value):
        known = label.stated(value)
        return Row(label(name), known or unquote(value), value, address)
    return Row(label(name), label(value), value)


def entity_links(iri: str, relations: Iterable[Relation], label: Labels) -> list[Link]:
    """The relations of an entity with others: one with itself stands at both its ends."""
    links = []
    for relation in relations:
        for near_end, far_end, forward in (
            (relation.subject, relation.object, True),
            (relation.object, relation.subject, False),
        ):
            if relation.to_entity and near_end == iri:
                links.append(
                    Link(
                        shown(label(relation.predicate)),
                        relation.predicate,
                        shown(label(far_end)),
                        far_end,
                        forward,
                        shown(_mark_words(relation, label)),
                        tuple(relation.claims),
                    )
                )
    return links


def values_said(iri: str, relations: Iterable[Relation], label: Labels) -> dict[str, list[str]]:
    """The values that facts state of an entity (no other entities), as labels by the predicate's IRI."""
    return labels_said(
        (
            each
            for each in relations
            if each.subject == iri and each.layer == "fact" and not each.to_entity
        ),
        label,
    )


def _mark_words(relation: Relation, label: Labels) -> str:
    status = f"event only {label(relation.status)}" if relation.status else ""
    implied = relation.implied
    return ", ".join(
        marks(relation.layer, relation.stance, relation.disputed, status, implied=implied)
    )


def source_rows(document: Document, label: Labels) -> list[Row]:
    """The bibliographic data of a document; rows without a text are left out."""
    rows = [Row("Kind", label(document.type), document.type)]
    rows += [Row("Author", name) for name in document.creators]
    rows += [Row("Publisher", name) for name in document.values.get(DCTERMS + "publisher", [])]
    rows += [
        Row("Published", in_words(document.issued)),
        Row("Language", document.get(DCTERMS + "language")),
        Row("Address", document.url, address=web_address(document.url)),
        Row("Recorded", in_words(document.get(KG + "recordedAt"))),
        Row("Review", label(document.get(KG + "reviewStatus"))),
        Row("SHA-256 of its text", document.get(KG + "textSha256")),
        Row("Remark", document.get("http://www.w3.org/2000/01/rdf-schema#comment")),
    ]
    return [Row(r.name, shown(r.text), r.iri, r.address) for r in rows if r.text]


def answered_questions(graph: Snapshot) -> list[AnsweredQuestion]:
    """Every question, answered with the defaults of its parameters.

    One with a parameter that has no default, or that takes longer than two seconds, comes without
    rows. Raises KgError where a query fails.
    """
    layout = graph.layout
    questions = all_questions(*layout.folders("ontology/queries"))
    own = own_questions(graph)
    known = _answers_at_once(graph, questions.values())
    return [
        answered_question(graph, question, own=name in own, known=known.get(name))
        for name, question in questions.items()
    ]


def _answers_at_once(graph: Snapshot, questions: Iterable[Question]) -> dict[str, _Answer]:
    """By name the answers for the defaults of the parameters, all of one process.

    A process of its own for each costs more than most answers do. A question is not among them
    where one of its own must tell what is wrong: it lacks a value, fails, or takes too long.
    """

    def answers() -> dict[str, _Answer]:
        found: dict[str, _Answer] = {}
        begun = monotonic()
        for question in questions:
            start = monotonic()
            if start - begun > _ALL_SECONDS - _ANSWER_SECONDS:
                break
            if _lacking(question, {}):
                continue
            try:
                answer = _answer(graph, question, _values(graph, question, {}))
            except KgError:
                continue
            if monotonic() - start <= _ANSWER_SECONDS:
                found[question.name] = answer
        return found

    try:
        return value_limited(answers, _limits(graph, _ALL_SECONDS), "the questions")
    except KgError:
        return {}


def _limits(graph: Snapshot, seconds: float) -> Limits:
    return Limits(seconds).with_network(needed=is_server(graph.store))


def own_questions(graph: Snapshot) -> frozenset[str]:
    """The names of the questions of the workspace, not of the core."""
    layout = graph.layout
    return frozenset(all_questions(layout.ontology / "queries") if layout.workspace else ())


def answered_question(
    graph: Snapshot,
    question: Question,
    given: Mapping[str, str] | None = None,
    *,
    own: bool,
    known: _Answer | None = None,
) -> AnsweredQuestion:
    """A question with its answer for some values of its parameters, else for their defaults.

    ``known`` is the answer where it has been asked. Where a parameter is given neither, or the answer takes longer than two seconds, it comes without rows.
    Raises UsageError for a value that is none of its parameter, KgError where the query fails.
    """
    given = given or {}
    lacking = _lacking(question, given)
    words_by_parameter = {
        p.name: given.get(p.name) or p.default or f"({p.meaning})" for p in question.parameters
    }
    columns, rows = _NO_ANSWER
    if lacking:
        words = f"It needs {', '.join(f'{p.name} ({p.meaning})' for p in lacking)}."
    else:
        values = _values(graph, question, given)
        words_by_parameter |= {
            n: graph.labels(v.value) for n, v in values.items() if isinstance(v, ox.NamedNode)
        }
        try:
            limits = _limits(graph, _ANSWER_SECONDS)
            columns, rows = known or value_limited(
                lambda: _answer(graph, question, values), limits, "the query"
            )
            words = "" if rows else question.none.format_map(words_by_parameter)
        except QueryTimeoutError:
            words = (
                f"Too long for a page: ask it by the command, kg ask {question.name} --timeout 0"
            )
    return AnsweredQuestion(
        question.name,
        shown(question.title),
        shown(question.question.format_map(words_by_parameter)),
        question.sparql,
        columns,
        rows,
        shown(words),
        own,
    )


def _lacking(question: Question, given: Mapping[str, str]) -> list[Parameter]:
    """The parameters that have no value."""
    return [p for p in question.parameters if given.get(p.name, p.default) is None]


def _values(graph: Snapshot, question: Question, given: Mapping[str, str]) -> dict[str, Term]:
    """The values of all parameters. Raises UsageError for one that is none of its parameter."""
    return bind(question, given, lambda text: resolve(graph, text))


def _answer(graph: Snapshot, question: Question, values: Mapping[str, Term]) -> _Answer:
    """The titles of the columns, and the rows; both empty where the answer is no table.

    To be asked in a process under limits. Raises KgError where the query fails.
    """
    result = run(graph.store, question.sparql, values, f"{question.name}.rq", graph.prefixes)
    if not isinstance(result, ox.QuerySolutions):
        return _NO_ANSWER
    names = [variable.value for variable in result.variables]
    with answering():
        rows = tuple(
            tuple(_answer_cell(graph, name, row[name]) for name in names) for row in result
        )
    return tuple(name.replace("_", " ") for name in names), rows


def _answer_cell(graph: Snapshot, name: str, term: object) -> Row:
    """A value of an answer, with the IRI that it leads to: a claim's, by its id."""
    if isinstance(term, ox.NamedNode):
        return Row("", shown(graph.labels(term.value)), term.value)
    claims = claims_of_cell(term) if name in CLAIM_COLUMNS else []
    known = len(claims) == 1 and claims[0] in graph.claims
    text = shown(dates_in_words(show_term(term, graph.prefixes)))
    return Row("", text, claims[0] if known else "")


def kind_heading(label: Labels, kind: str) -> str:
    """The label of a class (an IRI), beginning with a capital letter."""
    words = label(kind)
    return shown(words[:1].upper() + words[1:])


def short_name(prefixes: Prefixes, iri: str) -> str:
    """The name by which commands take a thing: ``kg:Claim``, else the last part of its IRI."""
    return shown(prefixes.shorten(iri)) or local_name(iri)
