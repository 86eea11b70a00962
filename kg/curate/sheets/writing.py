"""Claims to the rows of a sheet from which ``kg add`` reads the same claims."""

from __future__ import annotations

from collections import defaultdict
from decimal import Decimal, InvalidOperation
from typing import TYPE_CHECKING

import pyoxigraph as ox

from kg.claims.claim import read_claims
from kg.claims.limits import STATED_BY
from kg.claims.reading.dates import season_or_years
from kg.claims.reading.numerals import clear_fraction
from kg.curate.sheets.columns import BY_NAME, COLUMNS, LINKS, REQUIRED
from kg.curate.sheets.entities import NAMING, minted
from kg.curate.sheets.figure_text import BOUNDS, StatedFigure
from kg.curate.sheets.limits import cell_of_limits
from kg.curate.sheets.sources import PROPERTIES
from kg.errors import UnclearError
from kg.iris import KG, OA, RDF, SKOS, SRC

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from kg.claims.claim import Claim, Term
    from kg.curate.sheets.lexicon import Lexicon
    from kg.text.turtle.document import Document

_WORDS = {
    "measure": "measure",
    "counted": "counts",
    "unit": "unit",
    "stance": "stance",
    "how said": "modality",
    "explicitness": "explicitness",
    "credibility": "credibility",
    "link basis": "linkBasis",
}
_TEXTS = {"statement": "statement", "wording": "wording",
          "note": "note", "when": "time", "as of": "asOf"}  # fmt: skip
_USUAL = {"stance": KG + "asserts", "how said": KG + "asserted"}


def sheet_rows(lexicon: Lexicon) -> list[dict[str, str]]:
    """A row for each claim in the order of sources and ids: by column name, the text of its cell."""
    rows = []
    named_kinds: set[str] = set()
    for document in lexicon.seeds:
        claims = read_claims(document.triples, document.graph, lexicon.terms)
        writer = _Writer(lexicon, document, named_kinds)
        for number, claim in enumerate(sorted(claims, key=lambda claim: claim.iri)):
            rows.append(writer.row(claim, first=number == 0))
    return rows


def rows_of(lexicon: Lexicon, document: Document) -> dict[str, dict[str, str]]:
    """The rows of the claims of one source, without what describes the document, by the IRI of the claim."""
    claims = read_claims(document.triples, document.graph, lexicon.terms)
    writer = _Writer(lexicon, document, set())
    return {claim.iri: writer.row(claim, first=False) for claim in claims}


def used_columns(rows: list[dict[str, str]]) -> list[str]:
    """The names of the columns that any row fills or every sheet needs, in the order of COLUMNS."""
    used = {name for row in rows for name in row} | set(REQUIRED)
    return [column.name for column in COLUMNS if column.name in used]


class _Writer:
    """Writes the claims of one source.

    ``named_kinds``: the entities whose kind a row has stated already; shared by all the sources.
    """

    def __init__(self, lexicon: Lexicon, document: Document, named_kinds: set[str]) -> None:
        self.lexicon, self.document, self.named_kinds = lexicon, document, named_kinds
        self.nodes: defaultdict[object, dict[str, str]] = defaultdict(dict)
        self.kinds: dict[str, str] = {}
        entity = KG + "Entity"
        for triple in document.triples:
            subject, value = triple.subject, getattr(triple.object, "value", "")
            if isinstance(subject, ox.BlankNode):
                self.nodes[subject][triple.predicate.value] = value
            elif triple.predicate.value == RDF + "type" and isinstance(subject, ox.NamedNode):
                above = lexicon.terms.above(value)
                if lexicon.names.is_entity(subject.value) and entity in above:
                    self.kinds[subject.value] = value

    def row(self, claim: Claim, *, first: bool) -> dict[str, str]:
        """The row of a claim: by column name, the text of its cell.

        ``first``: it is the first row of its source, which also describes the document.
        """
        cells = {
            "source": self.document.stem,
            "claim": claim.iri.removeprefix(f"{self.document.graph}/"),
        }
        for column, text in self._filled_cells(claim):
            if text:
                cells[column] = text
        if first:
            cells |= dict(self._document_cells())
        return {column.name: cells[column.name] for column in COLUMNS if column.name in cells}

    def _filled_cells(self, claim: Claim) -> Iterator[tuple[str, str]]:
        names, relation = self.lexicon.names, claim.get(RDF + "predicate") or ""
        kinds = self.lexicon.subject_kinds(relation)
        subject = claim.term(RDF + "subject") or claim.term("about")
        yield from self._entity_cells("who", subject, kinds)
        if relation:
            yield "relation", names.spelling(relation, names.relation)
            yield from self._entity_cells(
                "whom", claim.term(RDF + "object"), self.lexicon.object_kinds(relation)
            )
        yield from self._entity_cells(
            "speaker", claim.term("attributedTo"), [KG + "Actor"], strict=True
        )
        yield (
            "possible speaker",
            "; ".join(
                sorted(
                    names.spelling(_text(actor), self._read_actor)
                    for actor in claim.properties.get(KG + "possiblyAttributedTo", ())
                )
            ),
        )
        yield (
            "rests on",
            "; ".join(
                names.spelling(kind, self._word_reader("rests on"))
                for kind in sorted(claim.all("evidenceKind"))
            ),
        )
        if whole := claim.get("shareOf"):
            yield "share of", names.spelling(whole, self._read_thing)
        for column, name in _TEXTS.items():
            text = claim.get(name) or ""
            yield column, _time(text) if column in ("when", "as of") else text
        for field in STATED_BY:
            yield field, cell_of_limits(field, claim, self.lexicon)
        for column, name in _WORDS.items():
            word = claim.get(name)
            if word and word != _USUAL.get(column):
                yield column, names.spelling(word, self._word_reader(column))
        yield from self._figure_cells(claim)
        yield from self._node_cells(claim)
        for column, name in LINKS.items():
            yield column, "; ".join(sorted(map(self._link, claim.properties.get(name, ()))))

    def _read_actor(self, text: str) -> str:
        return self._read_thing(text, [KG + "Actor"], strict=True)

    def _read_thing(self, text: str, kinds: Sequence[str] = (), *, strict: bool = False) -> str:
        document = self.document.graph
        return self.lexicon.names.thing(text, kinds, strict=strict, document=document)

    def _word_reader(self, column: str) -> Callable[[str], str]:
        kind = BY_NAME[column].vocabulary
        base = SKOS if kind == "Concept" else KG
        return lambda text: self.lexicon.names.word(text, base + kind)

    def _entity_cells(
        self, column: str, value: Term | None, kinds: list[str], *, strict: bool = False
    ) -> Iterator[tuple[str, str]]:
        """The cells that name an entity, with its kind in the first row that names it.

        ``value`` may be a literal, which is written as it is; ``kinds`` are the classes expected.
        """
        if not isinstance(value, ox.NamedNode):
            yield column, _text(value)
            return
        iri = value.value
        if column in NAMING and iri in self.kinds and iri not in self.named_kinds:
            self.named_kinds.add(iri)
            kind = self.kinds[iri]
            yield f"{column} kind", self._spelling(kind, self._read_kind)
            yield column, self._name_of_new(iri, kind)
        else:
            yield (
                column,
                self._spelling(iri, lambda name: self._read_thing(name, kinds, strict=strict)),
            )

    def _name_of_new(self, iri: str, kind: str) -> str:
        """The name of an entity in the row that makes it.

        Its label, where ``kg add`` would give that the same identifier; else with the identifier.
        """
        label = self.lexicon.names.label(iri)
        try:
            alone = self.lexicon.names.thing(label, [kind]) == iri
        except UnclearError:
            alone = False
        words = self.lexicon.words_of_kind(kind)
        if alone and all(minted(label, word) == iri for word in words):
            return label
        return f"{label} ({self.lexicon.names.prefixes.shorten(iri)})"

    def _spelling(self, iri: str, read: Callable[[str], str]) -> str:
        return self.lexicon.names.spelling(iri, read)

    def _read_kind(self, name: str) -> str:
        return self.lexicon.names.kind(name, KG + "Entity")

    def _figure_cells(self, claim: Claim) -> Iterator[tuple[str, str]]:
        qualifier = claim.get("qualifier")
        if not qualifier:
            return
        numbers = {name: _decimal(claim.get(name)) for name in BOUNDS}
        share = claim.get("unit") == KG + "ratio" and any(n is not None for n in numbers.values())
        stated = StatedFigure(qualifier, numbers["lower"], numbers["upper"], numbers["best"], share)
        names, figures = self.lexicon.names, self.lexicon.figures
        text = (
            figures.text_of(stated, names.label(qualifier))
            if qualifier in self.lexicon.terms.qualifiers
            else None
        )
        if text is not None:
            yield "figure", text
            return
        yield "hedge", names.spelling(qualifier, self._word_reader("hedge"))
        for column, name in (("lowest", "lower"), ("highest", "upper"), ("best", "best")):
            yield column, clear_fraction(claim.get(name) or "")

    def _node_cells(self, claim: Claim) -> Iterator[tuple[str, str]]:
        hedge = self.nodes.get(claim.term("likelihood"), {})
        if term := hedge.get(KG + "likelihoodTerm"):
            yield "how likely", self.lexicon.names.label(term)
        place = self.nodes.get(claim.term("evidence"), {})
        yield "start", place.get(OA + "start", "")
        yield "end", place.get(OA + "end", "")
        yield "address", place.get(KG + "url", "")
        if (words := place.get(KG + "wording")) and words != claim.get("wording"):
            yield "quote", words
        yield "accessed", place.get(KG + "accessed", "")

    def _link(self, value: Term) -> str:
        return _text(value).removeprefix(f"{self.document.graph}/").removeprefix(SRC)

    def _document_cells(self) -> Iterator[tuple[str, str]]:
        """The cells that describe the document, which its first row carries."""
        names = self.lexicon.names
        for column, name in PROPERTIES.items():
            values = sorted(
                _text(triple.object)
                for triple in self.document.triples
                if triple.predicate.value == name and _text(triple.subject) == self.document.graph
            )
            if not values:
                continue
            if column == "document kind":
                yield (
                    column,
                    names.spelling(values[0], lambda text: names.kind(text, KG + "Source")),
                )
            elif column == "curator":
                yield column, names.spelling(values[0], self._read_actor)
            elif BY_NAME[column].vocabulary:
                yield column, names.spelling(values[0], self._word_reader(column))
            elif column == "published":
                yield column, _time(values[0])
            else:
                yield column, "; ".join(values) if column == "author" else values[0]


def _decimal(text: str | None) -> Decimal | None:
    try:
        return None if text is None else Decimal(text)
    except InvalidOperation:
        return None


def _time(edtf: str) -> str:
    """A time as a cell holds it: a season in words, where its EDTF may be taken for two years."""
    season = season_or_years(edtf)
    return season[0] if season else edtf


def _text(term: Term | None) -> str:
    return "" if term is None or isinstance(term, ox.Triple) else term.value
