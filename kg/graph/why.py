"""Why something is a fact or none: the claims that it rests on, and those passed over."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import pyoxigraph as ox

from kg.build.facts import Layer, read_layer, stored_overtaken
from kg.claims.edtf import span
from kg.claims.facts.edges import CONFIRMED, CONFIRMED_MEANS
from kg.claims.facts.ranges import Quantity, quantity
from kg.claims.facts.view import parse_view
from kg.errors import UsageError
from kg.graph import search as find
from kg.graph.claims import Listing, vocabulary_term
from kg.iris import RDF, SRC, expand, local_name
from kg.store.readers import read_figures, read_rules
from kg.store.sparql import select

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from kg.claims.facts.edges import Fact
    from kg.claims.facts.ranges import RangeFact
    from kg.graph.claims import Reading
    from kg.graph.snapshot import Snapshot

_RELATIONS = """
SELECT ?term ?label WHERE {
  ?term a ?kind ; rdfs:label ?label . VALUES ?kind { kg:Relation kg:StateRelation }
}"""


class Bearing(NamedTuple):
    """A claim's part in an answer: who says what, where; ``reason`` where it is passed over."""

    claim: str
    speaker: str
    hedge: str
    says: str
    place: str
    reason: str = ""


class Answer(NamedTuple):
    """Whether there is a fact (``found`` says which, or that there is none), and by what claims.

    ``marks`` are ``confirmed``, ``disputed`` and the status of an event that has not occurred.
    """

    about: str
    is_fact: bool
    found: str
    marks: tuple[str, ...]
    view: str
    rests_on: tuple[Bearing, ...]
    passed_over: tuple[Bearing, ...]
    origins: int


class Asker:
    """Answers questions about the facts of a graph.

    ``whole`` is the same graph without dates and choice of sources: its claims are named even
    where they lie outside, with the reason.
    """

    def __init__(self, graph: Snapshot, whole: Snapshot) -> None:
        self.graph, self.whole = graph, whole
        self.book = Listing(whole)
        store = graph.store
        self.layer: Layer = read_layer(store, parse_view(graph.view), stored_overtaken(store))
        self._inside = set(Listing(graph).claims)

    def edge(self, subject: str, predicate: str, value: str) -> Answer:
        """Why the edge is a fact, or none. Takes names, aliases or ids. Raises UsageError."""
        one, relation = find.resolve(self.whole, subject), self._relation(predicate)
        return self._edge(one, relation, self._value(one, relation, value))

    def _edge(self, one: str, relation: str, other: str) -> Answer:
        fact = next(
            (f for f in self.layer.facts if _texts(f) == (one, relation, other)),
            None,
        )
        claims = [
            claim.iri
            for claim in self.book.claims.values()
            if _edge(claim) == (one, relation, other)
        ]
        words = " ".join(self.book.label(iri) for iri in (one, relation, other))
        marks = _marks(fact)
        if fact is not None and fact.event_status:
            marks.append(f"event {self.book.label(fact.event_status)}")
        found = "a fact" if fact is not None else "no fact"
        return self._answer(words, found, marks, fact, claims)

    def two(self, entity: str, name: str) -> list[Answer]:
        """The ranges of an entity's measure, or why a relation of it has each value that is claimed.

        Raises UsageError where the second name is neither.
        """
        try:
            vocabulary_term(self.whole, name)
        except UsageError as fault:
            try:
                relation = self._relation(name)
            except UsageError as other:
                hint = fault.remedy if "did you mean" in (fault.remedy or "") else other.remedy
                what = f"there is neither a measure nor a relation “{name}”"
                raise UsageError(what, None, hint) from None
            return self._values(find.resolve(self.whole, entity), relation)
        return self.ranges(entity, name)

    def _values(self, one: str, relation: str) -> list[Answer]:
        edges = (_edge(claim) for claim in self.book.claims.values())
        claimed = {value for s, p, value in edges if (s, p) == (one, relation) and value}
        if not claimed:
            words = f"{self.book.label(one)} {self.book.label(relation)}"
            return [self._answer(words, "nobody claims it", [], None, [])]
        ordered = sorted(claimed, key=lambda value: (self.book.label(value), value))
        return [self._edge(one, relation, value) for value in ordered]

    def ranges(self, entity: str, measure: str) -> list[Answer]:
        """The ranges of an entity's measure, and of the events that it takes part in.

        One for each unit, scope and basis; one that says so where nobody gives a figure. Raises
        UsageError.
        """
        one, term = find.resolve(self.whole, entity), vocabulary_term(self.whole, measure)
        near = {c.iri for c in self.book.figures(one) if c.get("measure") == term}
        kinds = read_rules(self.whole.store).kinds
        groups: dict[Quantity, list[str]] = {}
        for figure in read_figures(self.whole.store):
            if figure.iri in near:
                groups.setdefault(quantity(figure, kinds), []).append(figure.iri)
        by_quantity = {found.of: found for found in self.layer.ranges}
        if not groups:
            words = f"{self.book.label(term)} of {self.book.label(one)}"
            return [self._answer(words, "nobody gives a figure", [], None, [])]
        return [self._range(of, by_quantity.get(of), groups[of]) for of in sorted(groups, key=repr)]

    def _range(self, of: Quantity, found: RangeFact | None, claims: Iterable[str]) -> Answer:
        words = of.described(self.book.label)
        text = "no figure that stands" if found is None else found.extent
        return self._answer(words, text, _marks(found), found, claims)

    def _answer(
        self,
        words: str,
        found: str,
        marks: list[str],
        fact: Fact | RangeFact | None,
        claims: Iterable[str],
    ) -> Answer:
        supported = fact.supported_by if fact is not None else ()
        others = {*claims, *(fact.passed_over if fact is not None else ())} - set(supported)
        return Answer(
            words,
            fact is not None,
            found,
            tuple(marks),
            str(self.layer.view),
            tuple(self._bearing(claim) for claim in supported),
            tuple(self._bearing(claim, self._reason(claim)) for claim in sorted(others)),
            fact.origins if fact is not None else 0,
        )

    def _bearing(self, iri: str, reason: str = "") -> Bearing:
        claim = self.book.claims[iri]
        wording = claim.get("wording")
        says = f"“{wording}”" if wording else claim.figure or claim.get("statement") or ""
        return Bearing(claim.id, claim.speaker, claim.hedge, says, claim.place, reason)

    def _reason(self, iri: str) -> str:
        """Why a claim bears nothing: it lies outside, or the view leaves it aside."""
        if iri in self._inside:
            return self.layer.reasons.get(iri, "it bears another fact")
        claim, scope = self.book.claims[iri], self.graph.scope
        known = claim.get("knownFrom") or ""
        if scope is not None and scope.known_at is not None:
            last = span(scope.known_at)[1]
            if not known or last is None or known > last.isoformat():
                return f"not known at {scope.known_at}{f' (from {known})' if known else ''}"
        if scope is not None and scope.sources:
            names = {expand(name) or SRC + name for name in scope.sources}
            if claim.get("source") not in names:
                return "stands in a source that is not asked"
        return f"does not hold as of {scope.as_of if scope is not None else ''}"

    def _relation(self, name: str) -> str:
        terms: dict[str, str] = {
            row["term"].value: row["label"].value for row in select(self.whole.store, _RELATIONS)
        }
        iri = expand(name)
        if iri in terms:
            return iri
        names = {find.fold(local_name(term)): term for term in terms}
        names |= {find.fold(label): term for term, label in terms.items()}
        wanted = find.fold(name)
        if wanted in names:
            return names[wanted]
        import difflib

        near = [text for text in names if wanted and f" {wanted} " in f" {text} "]
        if len({names[text] for text in near}) == 1:
            return names[near[0]]
        near += difflib.get_close_matches(wanted, names, n=3)
        found = dict.fromkeys(names[text] for text in near)
        listed = ", ".join(f"{terms[term]} (kg:{local_name(term)})" for term in found)
        hint = (
            f"did you mean {listed}?" if listed else "they are listed by: kg terms --kind relation"
        )
        raise UsageError(f"there is no relation “{name}”", None, hint)

    def _value(self, subject: str, relation: str, name: str) -> str:
        """The IRI or text that an object's name stands for; what is claimed comes first."""
        claimed: dict[str, str] = {}
        for claim in self.book.claims.values():
            one, what, value = _edge(claim)
            if value is not None and (one, what) == (subject, relation):
                claimed[value] = self.book.label(value)
        iri = expand(name)
        for value, label in claimed.items():
            if value in (iri, name) or find.fold(label) == find.fold(name):
                return value
        try:
            return find.resolve(self.whole, name)
        except UsageError as error:
            try:
                return vocabulary_term(self.whole, name)
            except UsageError:
                pass
            listed = ", ".join(sorted(claimed.values()))
            hint = f"what is claimed: {listed}" if listed else error.remedy
            raise UsageError(error.what, error.where, hint) from None


def _edge(claim: Reading) -> tuple[str | None, str | None, str | None]:
    return claim.get(RDF + "subject"), claim.get(RDF + "predicate"), claim.get(RDF + "object")


def _texts(fact: Fact) -> tuple[str, str, str]:
    value = fact.object
    text = str(value) if isinstance(value, ox.Triple) else value.value
    return fact.subject.value, fact.predicate.value, text


def _marks(fact: Fact | RangeFact | None) -> list[str]:
    if fact is None:
        return []
    return [
        name for name, is_so in ((CONFIRMED, fact.confirmed), ("disputed", fact.disputed)) if is_so
    ]


def records(answers: Iterable[Answer]) -> list[dict[str, object]]:
    """Answers as plain values for programs."""
    return [
        {
            "about": answer.about,
            "fact": answer.is_fact,
            "found": answer.found,
            "marks": list(answer.marks),
            "view": answer.view,
            "claims": len(answer.rests_on) + len(answer.passed_over),
            "independentOrigins": answer.origins,
            "restsOn": [_plain(bearing) for bearing in answer.rests_on],
            "passedOver": [_plain(bearing) for bearing in answer.passed_over],
        }
        for answer in answers
    ]


def _plain(bearing: Bearing) -> Mapping[str, str]:
    plain = dict(bearing._asdict())
    return plain if bearing.reason else {k: v for k, v in plain.items() if k != "reason"}


def lines(answers: Iterable[Answer]) -> Iterator[tuple[str, int]]:
    """Answers as lines of text, each with its indent."""
    from kg.graph.claims import counted

    explained = False
    for number, answer in enumerate(answers):
        if number:
            yield "", 0
        marks = f" [{', '.join(answer.marks)}]" if answer.marks else ""
        yield f"{answer.about}: {answer.found}{marks}", 0
        total = len(answer.rests_on) + len(answer.passed_over)
        origins = counted(answer.origins, "independent origin")
        yield f"{counted(total, 'claim')}, {origins}; view {answer.view}", 0
        if CONFIRMED in answer.marks and not explained:
            yield CONFIRMED_MEANS, 0
            explained = True
        for title, bearings in (("rests on", answer.rests_on), ("passes over", answer.passed_over)):
            if bearings:
                yield title, 2
            for bearing in bearings:
                hedge = f", {bearing.hedge}" if bearing.hedge else ""
                place = f" · {bearing.place}" if bearing.place else ""
                yield f"{bearing.speaker}{hedge}: {bearing.says}{place} · {bearing.claim}", 4
                if bearing.reason:
                    yield f"because: {bearing.reason}", 6
