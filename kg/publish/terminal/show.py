"""Everything about one entity or one claim, as lines of text for a terminal."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING, NamedTuple

import pyoxigraph as ox

from kg.claims.corrections import CORRECTED
from kg.claims.edtf import dates_in_words, in_words
from kg.graph.contradictions import beside
from kg.graph.impossible import sets_beside
from kg.graph.marks import IMPLIED_MARK
from kg.graph.near import with_shares
from kg.iris import KG, OWL, RDF, RDFS, SKOS, SRC
from kg.store.sparql import select
from kg.text.display import visible, wrap

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from kg.claims.claim import Claim
    from kg.graph.sides import Side
    from kg.graph.snapshot import Snapshot

_HEAD = """
SELECT ?p ?o WHERE {
  GRAPH ?g { ?x ?p ?o } FILTER(?g != <https://w3id.org/entente/view/derived>)
} ORDER BY ?p ?o"""

_IDENTIFIERS = """
SELECT ?scheme ?notation WHERE {
  ?x kg:identifier [ kg:identifierScheme ?scheme ; skos:notation ?notation ]
}"""


class Line(NamedTuple):
    """A line and its role: ``title``, ``section``, ``text``, or ``source`` (who says so, where)."""

    text: str
    role: str = "text"


def entity_lines(graph: Snapshot, iri: str, width: int) -> list[Line]:
    """All about an entity (an IRI): names, kinds, relations both ways, estimates, judgements.

    ``width`` is that of the terminal in columns. Estimates are those about the entity and about
    the events that it takes part in, and the shares of it.
    """
    near = graph.claims.about([iri])
    relational = [claim for claim in near if claim.kind == "Claim"]
    claims_of_speaker = graph.claims.said_by(iri)
    writer = _LineWriter(width)
    _write_head(writer, graph, iri)
    estimates = with_shares(graph, iri)
    verdicts = _verdicts(graph, [*relational, *estimates])
    writer.summary(verdicts)
    writer.section("Relations", _relations(graph, relational, iri))
    writer.section("Estimates", _estimates(graph, estimates))
    for title, entries in verdicts.items():
        writer.section(title, entries)
    judgements = [c for c in near if c.kind == "Judgement"]
    writer.section("Judgements (never facts)", [_statement(c) for c in judgements])
    writer.section("Says", [_statement(c) for c in claims_of_speaker])
    return writer.lines


def claim_lines(graph: Snapshot, claim: Claim, width: int) -> list[Line]:
    """Everything about one claim, also what it rests on and what has taken its place.

    ``width`` is that of the terminal in columns.
    """
    matter = graph.claims.of_matter(claim)
    fields = [
        ("kind", claim.kind),
        ("subject", claim.label(RDF + "subject")),
        ("relation", claim.label(RDF + "predicate")),
        ("object", claim.label(RDF + "object")),
        ("about", claim.label("about")),
        ("measure", claim.label("measure")),
        ("figure", claim.figure),
        ("counts", claim.label("counts")),
        ("share of", claim.label("shareOf")),
        ("scope", claim.limits("scope")),
        ("basis", claim.limits("basis")),
        ("speaker", claim.speaker),
        ("how said", claim.hedge or "asserted"),
        ("in the text", claim.label("explicitness")),
        ("rests on", claim.rests_on),
        ("time", in_words(claim.get("time") or "")),
        ("as of", in_words(claim.get("asOf") or "")),
        ("wording", f"“{claim.get('wording')}”" if claim.get("wording") else ""),
        *(("translation", text) for text in graph.claims.translations(claim)),
        ("document", claim.document),
        ("evidence", claim.place),
        ("support", graph.claims.support(matter) if len(matter) > 1 else ""),
        *_link_fields(graph, claim),
        ("note", claim.get("note") or ""),
        ("id", claim.id),
    ]
    writer = _LineWriter(width)
    mark = f" [{claim.overtaken.kind}]" if claim.overtaken else ""
    writer.add((claim.get("statement") or claim.id) + mark, "title")
    verdicts = _verdicts(graph, [claim])
    writer.summary(verdicts)
    filled = [(name, value) for name, value in fields if value]
    column = max(len(name) for name, _ in filled) + 1
    for name, value in filled:
        writer.field(name, value, column)
    for title, entries in verdicts.items():
        writer.section(title, entries)
    return writer.lines


def _verdicts(graph: Snapshot, claims: Sequence[Claim]) -> dict[str, list[tuple[str, str]]]:
    """What contradicts some claims, what may, and which sets cannot all be true: all sides, and why."""
    pairs_by_title = zip(("Contradictions", "May contradict"), beside(graph, claims), strict=True)
    told = {
        title: [
            (f"{_side(pair.first)} / {_side(pair.second)}", f"{pair.verdict}: {pair.reason}")
            for pair in pairs
        ]
        for title, pairs in pairs_by_title
    }
    told["Cannot all be true"] = [
        (" / ".join(map(_side, impossible.sides)), impossible.reason)
        for impossible in sets_beside(graph, claims)
    ]
    return told


def _side(side: Side) -> str:
    when = in_words(side.when)
    return f"{side.said} — {side.speaker}{f', {when}' if when else ''} · {side.claim}"


_OUTWARDS = (
    ("derivedFrom", "derived from"),
    ("supersedes", "supersedes"),
    ("retracts", "retracts"),
    ("disputes", "disputes"),
    ("alternativeTo", "either this or"),
    ("additionTo", "together with"),
)
_INWARDS = (("derivedFrom", "relayed by"), ("disputes", "disputed by"))


def _link_fields(graph: Snapshot, claim: Claim) -> Iterator[tuple[str, str]]:
    """The links of a claim: words for the kind of link, and the claim or document at its other end.

    Behind it stands, in brackets, who made the link.
    """
    basis = f" ({claim.label('linkBasis')})" if claim.get("linkBasis") else ""
    for name, words in _OUTWARDS:
        for target in claim.all(name):
            yield words, f"{_claim_or_document(graph, target)}{basis}"
    if (overtaking := claim.overtaken) is not None:
        vouched = claim if overtaking.kind == CORRECTED else graph.claims.get(overtaking.later)
        link = vouched.label("linkBasis") if vouched else ""
        yield (
            f"{overtaking.kind} by",
            _claim_or_document(graph, overtaking.later) + (f" ({link})" if link else ""),
        )
    inwards = (*_INWARDS, ("correctedBy", "corrects"))
    linked = {name: graph.claims.linked_to(claim.iri, name) for name, _ in inwards}
    for iri in sorted({other.iri for others in linked.values() for other in others}):
        other = graph.claims[iri]
        link = f" ({other.label('linkBasis')})" if other.get("linkBasis") else ""
        for name, words in inwards:
            if other in linked[name]:
                yield words, f"{_claim_or_document(graph, iri)}{link}"


def _claim_or_document(graph: Snapshot, iri: str) -> str:
    """A claim by its id and speaker, a document by its title."""
    claim = graph.claims.get(iri)
    return f"{claim.id}, {claim.speaker}" if claim else f"{graph.labels(iri)} ({_short(iri)})"


class _LineWriter:
    """Lines wrapped to a width, with nothing in them that could steer a terminal."""

    def __init__(self, width: int) -> None:
        self.width = max(width, 24)
        self.lines: list[Line] = []

    def add(self, text: str, role: str = "text", indent: int = 0, hang: int = 2) -> None:
        """A text; what does not fit its first line goes on ``hang`` columns further in."""
        for line in wrap(dates_in_words(visible(text)), self.width, indent, indent + hang):
            self.lines.append(Line(line, role))

    def field(self, name: str, value: str, column: int) -> None:
        """A name, and its value from a column on."""
        first, *rest = wrap(visible(value), self.width, column, column)
        self.lines.append(Line(name + first[len(name) :]))
        self.lines += [Line(line) for line in rest]

    def summary(self, verdicts: Mapping[str, Sequence[object]]) -> None:
        """How many verdicts of each kind stand below, on a line of its own; nothing if none."""
        counts = [f"{title.lower()}: {len(told)}" for title, told in verdicts.items() if told]
        if counts:
            self.add(f"{'; '.join(counts)} (below)", "section")

    def section(self, title: str, entries: Iterable[tuple[str, str]]) -> None:
        """A heading, then each entry with its source on lines below it; nothing if none."""
        listed = list(entries)
        if not listed:
            return
        self.lines.append(Line(""))
        self.add(title, "section")
        for text, source in listed:
            self.add(text, indent=2)
            self.add(source, "source", indent=6)


def _write_head(writer: _LineWriter, graph: Snapshot, iri: str) -> None:
    """The entity's label and kinds, its id, and what is stated of it beside claims."""
    values: dict[str, list[str]] = {}
    for row in select(graph.store, _HEAD, {"x": ox.NamedNode(iri)}):
        values.setdefault(row["p"].value, []).append(row["o"].value)
    types = [kind for kind in values.get(RDF + "type", []) if kind != OWL + "NamedIndividual"]
    kinds = ", ".join(dict.fromkeys(map(graph.labels, types)))
    writer.add(f"{graph.labels(iri)} ({kinds})" if kinds else graph.labels(iri), "title")
    writer.add(graph.prefixes.shorten(iri), "source")
    matches = values.get(SKOS + "exactMatch", []) + values.get(SKOS + "closeMatch", [])
    for name, texts in (
        ("also", values.get(SKOS + "altLabel", [])),
        ("matches", matches),
        ("ISO 3166", values.get(KG + "iso3166", [])),
        ("listed", _identifiers(graph, iri)),
        ("names from", values.get(KG + "namesFrom", [])),
        ("note", values.get(RDFS + "comment", [])),
    ):
        if texts:
            writer.add(f"{name}: {'; '.join(dict.fromkeys(texts))}")


def _identifiers(graph: Snapshot, iri: str) -> list[str]:
    """Its numbers and codes in registers and on lists, each with the register."""
    rows = select(graph.store, _IDENTIFIERS, {"x": ox.NamedNode(iri)})
    identifiers = [(graph.labels(row["scheme"].value), row["notation"].value) for row in rows]
    return [f"{register} {number}" for register, number in sorted(identifiers)]


def _relations(graph: Snapshot, relational: Sequence[Claim], iri: str) -> Iterator[tuple[str, str]]:
    """Each relation that claims state, outgoing ones first, with its marks; and who says so."""
    facts = graph.facts.about(iri)
    grouped: dict[tuple[str, str, str], list[Claim]] = {}
    for claim in relational:
        if claim.edge is not None:
            grouped.setdefault(claim.edge, []).append(claim)
    for (subject, predicate, value), claims in sorted(
        grouped.items(), key=lambda item: (item[0][0] != iri, graph.labels(item[0][1]), item[0])
    ):
        outwards = subject == iri
        other = graph.labels(value if outwards else subject)
        fact = facts.get((subject, predicate, value))
        marks = ["not a fact"] if fact is None else []
        if fact is not None and fact.disputed:
            marks.append("disputed")
        if fact is not None and fact.implied:
            marks.append(IMPLIED_MARK)
        if fact is not None and fact.status is not None:
            marks.append(f"event {graph.labels(fact.status)}")
        when = "; ".join(in_words(time) for time in sorted({c.get("time") or "" for c in claims}))
        when = when.removeprefix("; ")
        text = f"{'→' if outwards else '←'} {graph.labels(predicate)}: {other}"
        text += (f" ({when})" if when else "") + "".join(f" [{mark}]" for mark in marks)
        several = f"{graph.claims.support(claims)}: " if len(claims) > 1 else ""
        yield text, several + "; ".join(_speaker_and_id(claim) for claim in claims)


def _speaker_and_id(claim: Claim) -> str:
    """Who says it and how surely, the id, and the status that a claim may have."""
    hedge = "".join(f", {word}" for word in (claim.hedge, claim.unstated) if word)
    status = f" [{claim.status}]" if claim.status else ""
    return f"{claim.speaker}{hedge} · {claim.id}{status}"


def _short(iri: str) -> str:
    return iri.removeprefix(SRC)


def _estimates(graph: Snapshot, figures: Sequence[Claim]) -> Iterator[tuple[str, str]]:
    """Figures by what they are about and measure; those that compare in the order of their days."""

    from kg.graph.ranges import marks_of, ranges_of

    def matter_key(claim: Claim) -> tuple[str, ...]:
        return tuple(value or "" for value in claim.matter)

    ordered = sorted(
        figures,
        key=lambda c: (matter_key(c), c.get("asOfLatest") or "9999", c.get("asOf") or "", c.id),
    )
    ranges = {
        figure.iri: fact
        for fact in ranges_of(graph, frozenset(claim.iri for claim in figures))
        for figure in fact.figures
    }
    for _, group in groupby(ordered, key=matter_key):
        claims = list(group)
        first = claims[0]
        notes = filter(None, (first.limits("scope"), first.limits("basis")))
        what = " — ".join((first.label("measure"), first.label("about"), *notes))
        if len(claims) == 1:
            marks = (
                marks_of(ranges[first.iri]) if first.iri in ranges else ""
            )  # a set with it alone
            yield f"{what}: {_figure(first)}{marks}", _words_and_speaker(first)
            continue
        facts = [ranges[claim.iri] for claim in claims if claim.iri in ranges]
        extent = dict.fromkeys(fact.said + marks_of(fact) for fact in facts)
        yield ": ".join((what, *extent)), graph.claims.support(claims)
        for claim in claims:
            yield f"· {_figure(claim)}", _words_and_speaker(claim)


def _figure(claim: Claim) -> str:
    """A figure with its day, or else its time, in words."""
    day, time = in_words(claim.get("asOf") or ""), in_words(claim.get("time") or "")
    when = f"as of {day}" if day else time
    return f"{claim.figure} ({when})" if when else claim.figure


def _words_and_speaker(claim: Claim) -> str:
    wording = f"“{claim.get('wording')}”, " if claim.get("wording") else ""
    return wording + _speaker_and_id(claim)


def _statement(claim: Claim) -> tuple[str, str]:
    return claim.get("statement") or claim.id, _speaker_and_id(claim)
