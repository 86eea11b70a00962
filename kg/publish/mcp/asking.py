"""What each tool asks of a graph, and its answer with the claims that it rests on."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, Protocol

import pyoxigraph as ox

from kg.claims.verdicts.verdict import VERDICTS
from kg.errors import UsageError, did_you_mean, nearest
from kg.graph import questions
from kg.graph.answers import plain
from kg.iris import DCTERMS, KG, SRC
from kg.publish.mcp import values
from kg.publish.site.sentences import statement_of, verb_of
from kg.store.search_texts import is_claim
from kg.text.display import visible

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from kg.claims.claim import Claim
    from kg.graph.answers import Answer
    from kg.graph.asked_claims import GraphClaims
    from kg.graph.contradictions import Result, Weighed
    from kg.graph.entities import Entity
    from kg.graph.estimates import Group
    from kg.graph.labels import Labels
    from kg.graph.search import Hit
    from kg.iris import Prefixes
    from kg.store.base import Store
    from kg.store.limits import Limits
    from kg.text.layout import Layout

_CLAIM_NAME = re.compile(r"c\d+")
#: The most claims that are told of the rows of one answer.
_MOST_CITED = 200


class Graph(Protocol):
    """What is asked of a graph: ``kg.Graph`` has it."""

    store: Store
    layout: Layout
    prefixes: Prefixes
    notify: Callable[[str], None]

    @property
    def labels(self) -> Labels: ...
    @property
    def claims(self) -> GraphClaims: ...

    def claim(self, name: str) -> Claim: ...
    def entity(self, name: str) -> Entity: ...
    def find(self, words: str, limit: int = ...) -> list[Hit]: ...
    def ask(
        self,
        question: str,
        parameters: Mapping[str, str] | None = ...,
        *,
        timeout: float | None = ...,
        memory: int | None = ...,
        rows: int | None = ...,
    ) -> Answer: ...
    def query(
        self,
        query: str,
        bindings: None = ...,
        *,
        timeout: float | None = ...,
        memory: int | None = ...,
        rows: int | None = ...,
    ) -> Answer | ox.QueryBoolean: ...
    def estimates(self, name: str, measure: str | None = ...) -> list[Group]: ...
    def contradictions(
        self,
        name: str | None = ...,
        *,
        every: bool = ...,
        kinds: Sequence[str] = ...,
        sources: Sequence[str] = ...,
    ) -> Result: ...


class Asker:
    """Asks one graph. Each method raises UsageError or KgError, as the graph's own does."""

    def __init__(self, graph: Graph, limits: Limits) -> None:
        self._graph, self._limits = graph, limits
        self._documents: dict[str, values.Document] = {}
        self._notes: list[str] = []
        graph.notify = self._notes.append

    def notes(self) -> list[str]:
        """What the graph had to say of an answer, once."""
        told, self._notes[:] = list(dict.fromkeys(self._notes)), []
        return told

    def search(self, words: str, limit: int) -> values.Found:
        """Entities, documents and claims by words."""
        hits = []
        for hit in self._graph.find(words, limit):
            cited = hit.claim or (hit.iri if is_claim(hit.iri) else "")
            hits.append(
                values.Hit(
                    id=self._short(hit.iri),
                    name=visible(hit.label),
                    kind=hit.kind,
                    matched=visible(hit.matched),
                    score=round(hit.score, 3),
                    claim=self._claim(cited) if cited else None,
                )
            )
        return values.Found(hits=hits, notes=self.notes())

    def show(self, name: str, limit: int) -> values.Shown:
        """An entity, a document (its id) or a claim (its id), with the claims on it."""
        graph = self._graph
        iri = graph.prefixes.expand(name) or SRC + name
        if is_claim(iri) or _CLAIM_NAME.fullmatch(name):
            return self._shown_claim(graph.claim(name))
        if iri.startswith(SRC) and " " not in name and self._is_described(iri):
            claims, document = graph.claims.of_source(iri), self._document(iri)
            return values.Shown(
                id=self._short(iri),
                iri=iri,
                name=document.title,
                kind="Source",
                document=document,
                **self._listed(claims, limit),
            )
        entity = graph.entity(name)
        return values.Shown(
            id=self._short(entity.iri),
            iri=entity.iri,
            name=visible(entity.name),
            kind=entity.kind,
            other_names=[visible(other) for other in entity.other_names],
            remarks=[visible(remark.value) for remark in entity.remarks],
            same_as=list(entity.same),
            **self._listed(graph.claims.about([entity.iri]), limit),
        )

    def _listed(self, claims: Sequence[Claim], limit: int) -> dict[str, Any]:
        return {
            "claims": [self._told(claim) for claim in claims[:limit]],
            "total_claims": len(claims),
            "notes": self.notes(),
        }

    def _shown_claim(self, claim: Claim) -> values.Shown:
        about = claim.get("about") or (claim.edge or ("",))[0]
        against: Iterable[Weighed] = ()
        if about and claim.overtaken is None:
            against = self._graph.contradictions(about).weighed
        return values.Shown(
            id=claim.id,
            iri=claim.iri,
            name=visible(statement_of(claim)),
            kind=claim.kind,
            document=self._document(claim.source),
            against=[
                self._pair(pair)
                for pair in against
                if claim.id in (pair.first.claim, pair.second.claim)
            ],
            **self._listed([claim], 1),
        )

    def questions(self) -> values.Asked:
        """All named questions with their parameters."""
        listed = questions.all_questions(*self._graph.layout.folders("ontology/queries"))
        return values.Asked(
            questions=[
                values.Question(
                    name=question.name,
                    question=question.question,
                    parameters=[
                        values.Parameter(
                            name=each.name,
                            kind=each.kind,
                            meaning=each.meaning,
                            default=each.default,
                        )
                        for each in question.parameters
                    ],
                )
                for question in listed.values()
            ]
        )

    def ask(self, name: str, parameters: Mapping[str, str], limit: int) -> values.Asked:
        """The rows of a named question, within the limits."""
        limits = self._limits
        answer = self._graph.ask(
            name, parameters, timeout=limits.time, memory=limits.megabytes, rows=limits.rows
        )
        question = questions.find_question(name, *self._graph.layout.folders("ontology/queries"))
        given = {p.name: parameters.get(p.name) or p.default or "" for p in question.parameters}

        def filled(text: str) -> str:
            return questions.PLACE.sub(lambda place: self._named(given[place[1]]), text)

        rows = self._rows(answer, limit)
        return values.Asked(
            **rows,
            question=filled(question.question),
            no_rows_mean="" if rows["total"] else filled(question.none),
        )

    def _named(self, value: str) -> str:
        iri = self._graph.prefixes.expand(value)
        return visible(self._graph.labels(iri) if iri else value)

    def query(self, sparql: str, limit: int) -> values.Rows:
        """The rows, triples or truth value of a SPARQL query, within the limits."""
        from kg.store.sparql import unknown_names

        limits = self._limits
        answer = self._graph.query(
            sparql, timeout=limits.time, memory=limits.megabytes, rows=limits.rows
        )
        for unknown, _ in unknown_names(self._graph.store, sparql):
            self._notes.append(f"nothing is said of {unknown}: search finds names")
        if isinstance(answer, ox.QueryBoolean):
            return values.Rows(truth=bool(answer), notes=self.notes())
        return values.Rows(**self._rows(answer, limit))

    def _rows(self, answer: Answer, limit: int) -> dict[str, Any]:
        from kg.store.sparql import answering

        with answering():
            found = list(answer)
        columns = list(answer.columns)
        told, cited = [], dict[str, None]()
        for row in found[:limit]:
            terms = (
                [row.subject, row.predicate, row.object]
                if isinstance(row, ox.Triple)
                else list(row)
            )
            told.append([self._cell(term) for term in terms])
            for column, term in zip(columns, terms, strict=True):
                if column in questions.CLAIM_COLUMNS:
                    cited |= dict.fromkeys(questions.claims_of_cell(term))
                if isinstance(term, ox.NamedNode) and is_claim(term.value):
                    cited[term.value] = None
        claims = [iri for iri in cited if iri in self._graph.claims]
        if len(claims) > _MOST_CITED:
            self._notes.append(f"of {len(claims)} claims the first {_MOST_CITED} are told")
        return {
            "columns": columns,
            "rows": told,
            "total": len(found),
            "claims": [self._claim(iri) for iri in claims[:_MOST_CITED]],
            "notes": self.notes(),
        }

    def _cell(self, term: object) -> values.Cell:
        if term is None:
            return None
        value = plain(term)
        if isinstance(term, ox.NamedNode):
            return self._graph.prefixes.shorten(term.value)
        return value if isinstance(value, int | float) else visible(str(value))

    def estimates(self, entity: str, measure: str | None) -> values.Estimates:
        """The figures on an entity and the events that it takes part in, in groups that compare."""
        thing = self._graph.entity(entity)
        groups = self._graph.estimates(thing.iri, measure)
        return values.Estimates(
            id=self._short(thing.iri),
            name=visible(thing.name),
            groups=[self._group(group) for group in groups],
            notes=self.notes(),
        )

    def _group(self, group: Group) -> values.Group:
        return values.Group(
            about=visible(group.about_name),
            measure=visible(group.measure),
            shared={name: visible(value) for name, value in group.facts},
            figures=[
                values.Figure(
                    claim=self._claim(each.claim),
                    lower=each.interval.lower,
                    lower_included=each.interval.lower_inclusive,
                    upper=each.interval.upper,
                    upper_included=each.interval.upper_inclusive,
                    best=each.best,
                    undated=not each.dated,
                )
                for each in group.ranges
            ],
            independent_origins=group.origins,
            verdicts=[visible(clash.text) for clash in group.clashes],
        )

    def conflicts(
        self,
        entity: str | None,
        kinds: Sequence[str],
        sources: Sequence[str],
        *,
        every: bool,
        limit: int,
    ) -> values.Conflicts:
        """Which figures and statements contradict, and why; with ``every`` each pair that was weighed."""
        for kind in kinds:
            if kind not in VERDICTS:
                hint = did_you_mean(nearest(kind, VERDICTS), f"there are: {', '.join(VERDICTS)}")
                raise UsageError(f"there is no verdict “{kind}”", "verdicts", hint)
        result = self._graph.contradictions(entity, every=every, kinds=kinds, sources=sources)
        if result.sets.missing:
            self._notes.append(result.sets.missing)
        return values.Conflicts(
            pairs=[self._pair(pair) for pair in result.weighed[:limit]],
            sets=[
                values.ImpossibleSet(
                    about=visible(each.about),
                    claims=[self._claim(SRC + side.claim) for side in each.sides],
                    why=visible(each.reason),
                    to_do=visible(each.remedy),
                )
                for each in result.sets.found[:limit]
            ],
            counts=dict(result.counts),
            total=len(result.weighed),
            is_cut=result.cut or result.sets.cut,
            notes=self.notes(),
        )

    def _pair(self, pair: Weighed) -> values.Pair:
        return values.Pair(
            verdict=pair.verdict,
            outcome=pair.outcome,
            about=visible(pair.about),
            first=self._claim(SRC + pair.first.claim),
            second=self._claim(SRC + pair.second.claim),
            why=visible(pair.reason),
            to_do=visible(pair.remedy),
        )

    def _claim(self, iri: str) -> values.Claim:
        return self._told(self._graph.claims[iri])

    def _told(self, claim: Claim) -> values.Claim:
        return values.Claim(
            id=claim.id,
            iri=claim.iri,
            kind=claim.kind.lower(),
            speaker=visible(claim.speaker),
            says=visible(verb_of(claim)),
            statement=visible(statement_of(claim)),
            figure=visible(claim.figure),
            of=claim.get("asOf") or claim.get("time") or "",
            wording=visible(claim.get("wording") or claim.evidence.get(KG + "wording", "")),
            evidence=visible(claim.place),
            status=claim.status,
            document=self._document(claim.source),
        )

    def _document(self, iri: str) -> values.Document:
        if iri not in self._documents:
            self._documents[iri] = values.Document(
                id=iri.removeprefix(SRC),
                title=visible(self._graph.labels(iri)),
                published=self._stated(iri, DCTERMS + "issued"),
                address=self._stated(iri, KG + "url"),
            )
        return self._documents[iri]

    def _stated(self, iri: str, name: str) -> str:
        stated = self._graph.store.quads(ox.NamedNode(iri), ox.NamedNode(name))
        return min((getattr(quad.object, "value", "") for quad in stated), default="")

    def _is_described(self, iri: str) -> bool:
        try:
            return any(self._graph.store.quads(ox.NamedNode(iri)))
        except ValueError:  # what was asked for need not be an IRI
            return False

    def _short(self, iri: str) -> str:
        """The id by which ``show`` takes it."""
        return iri.removeprefix(SRC) if iri.startswith(SRC) else self._graph.prefixes.shorten(iri)
