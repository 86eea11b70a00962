"""The row of a sheet to the lines of its claim."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, TypeVar

import pyoxigraph as ox

from kg.claims.limits import STATED_BY
from kg.claims.literals import date_problem, literal_problem
from kg.curate.sheets.columns import BY_NAME, LINKS
from kg.curate.sheets.evidence_cells import evidence_of_row
from kg.curate.sheets.figure_text import BETWEEN, EXACTLY, StatedFigure
from kg.curate.sheets.limits import limits_of_cell
from kg.curate.sheets.remedies import (
    name_in,
    new_word,
    remedy_for_empty,
    unknown_relation,
    unknown_thing,
    unknown_word,
)
from kg.curate.sheets.sentence import claim_sentence
from kg.curate.sheets.spoken import is_countable
from kg.curate.sheets.times import read_time
from kg.errors import UnclearError
from kg.iris import EDTF, KG, RDF, SKOS, SRC, XSD
from kg.text.turtle.form import is_noncanonical

if TYPE_CHECKING:
    from collections.abc import Callable
    from decimal import Decimal

    from kg.curate.sheets.cell import Cell
    from kg.curate.sheets.lexicon import Lexicon
    from kg.curate.sheets.rows import Problems, Row
    from kg.curate.sheets.sources import SheetSource
    from kg.text.turtle.blocks import Line, Value

T = TypeVar("T")
_NUMBERS = {"lowest": "lower", "highest": "upper", "best": "best"}
_IN_FIGURE = ("figure", "hedge", *_NUMBERS, "measure", "counted", "unit", "share of", "basis")


@dataclass
class Reader:
    """Reads one row. What is wrong is added to ``problems``, and the row then gives no claim."""

    lexicon: Lexicon
    source: SheetSource
    row: Row
    problems: Problems
    lines: list[Line] = field(default_factory=list)
    failed: bool = False

    def wrong(self, column: str, problem: str, remedy: str) -> None:
        """Add a finding in a column of this row."""
        self.failed = True
        self.problems.add("sheet-cell", self.row.number, column, problem, remedy)

    def read(self, column: str, reader: Callable[[Cell], T]) -> T | None:
        """What ``reader`` makes of the cell of a column; None where it is empty or wrong."""
        cell = self.row.cells.get(column)
        if cell is None:
            return None
        try:
            return reader(cell)
        except UnclearError as fault:
            self.wrong(column, fault.what, fault.remedy or "see seeds/SHEETS.md")
            if fault.near and f"“{cell.text}”" in fault.what:
                meant = tuple(map(self.lexicon.names.label, fault.near))
                self.problems.offers[column, cell.text] = meant
            return None

    def say(self, name: str, value: Value | None) -> None:
        """Add a line to the claim, if there is a value; ``name``: of a kg: property, or an IRI."""
        if value is not None:
            self.lines.append((name if ":" in name else KG + name, value))

    def claim(self) -> list[Line] | None:
        """The lines of the claim in the order of the codebook; None where a cell is wrong."""
        figure_columns = [name for name in _IN_FIGURE if name in self.row.cells]
        modality = self.word("how said")
        modality_iri = modality.value if modality is not None else KG + "asserted"
        is_judgement = not figure_columns and self.lexicon.gives_judgement(modality_iri)
        kind = "Estimate" if figure_columns else "Judgement" if is_judgement else "Claim"
        self.say(RDF + "type", ox.NamedNode(KG + kind))
        evidence = evidence_of_row(self, short_quote=kind != "Claim")
        if figure_columns:
            self._estimate(figure_columns)
        else:
            self._relation(is_judgement=is_judgement)
        for column in STATED_BY:
            for name, value in limits_of_cell(column, self.row.text(column), self.lexicon):
                self.say(name, value)
        self.say("wording", ox.Literal(evidence.wording) if evidence and evidence.wording else None)
        self._speakers()
        self._manner(modality)
        self._times()
        self._links()
        self._plain("note")
        self.say("evidence", evidence.node if evidence else None)
        if self.failed:
            return None
        statement = self.row.text("statement") or claim_sentence(self.lexicon, dict(self.lines))
        self.lines.insert(1, (KG + "statement", ox.Literal(statement)))
        return self.lines

    def word(self, column: str) -> ox.NamedNode | None:
        """The IRI of the word in a column that takes the words of a vocabulary."""
        kind = BY_NAME[column].vocabulary
        base = SKOS if kind == "Concept" else KG

        def read(cell: Cell) -> str:
            try:
                return self.lexicon.names.word(name_in(cell), base + kind)
            except UnclearError as fault:
                plural = self.lexicon.speech.unit(name_in(cell)) if column == "unit" else None
                if plural is None:
                    raise unknown_word(self, fault, cell, column) from None
                return plural

        name = self.read(column, self._counted if column == "counted" else read)
        return ox.NamedNode(name) if name else None

    def _counted(self, cell: Cell) -> str:
        """What is counted: a word for something that can be, also in the plural. Raises UnclearError."""
        text = name_in(cell)
        try:
            iri = self.lexicon.names.word(text, SKOS + "Concept")
        except UnclearError as fault:
            meant = self.lexicon.speech.thing(text)
            if meant is None or not is_countable(self.lexicon, meant):
                raise unknown_word(self, fault, cell, "counted") from None
            return meant
        if is_countable(self.lexicon, iri):
            return iri
        kinds = " and ".join(sorted(map(self.lexicon.names.label, self.lexicon.names.types[iri])))
        raise UnclearError(
            f"“{text}” is nothing that can be counted, but: {kinds}",
            f"write what is counted, such as soldier; all of it: kg add --words counted; or make it: {new_word(text, 'counted')}",
        )

    def thing(self, column: str, kinds: list[str], *, strict: bool = False) -> ox.NamedNode | None:
        """The IRI of the entity in a column; ``kinds`` are the classes expected (empty: any)."""

        def read(cell: Cell) -> ox.NamedNode:
            try:
                name = self.lexicon.names.thing(
                    name_in(cell), kinds, strict=strict, document=self.source.iri
                )
            except UnclearError as fault:
                meant = self._in_other_words(cell.text, kinds, strict=strict)
                if meant is None:
                    raise unknown_thing(self, fault, cell, column) from None
                name = meant
            return ox.NamedNode(name)

        return self.read(column, read)

    def _in_other_words(self, text: str, kinds: list[str], *, strict: bool) -> str | None:
        """The thing of a name that is written with an article, as a possessive or in the plural."""
        iri = self.lexicon.speech.thing(text, self.source.iri)
        if iri is None or ((strict or kinds) and not self.lexicon.names.is_a(iri, kinds)):
            return None
        return iri

    def _plain(self, column: str) -> None:
        if text := self.row.text(column):
            self.say(column, ox.Literal(text))

    def _relation(self, *, is_judgement: bool) -> None:
        relation = self.read("relation", self._relation_named)
        if not (self.row.text("relation") or self.row.text("whom")) and is_judgement:
            self.say("about", self.thing("who", []))
            if not self.row.text("statement"):
                problem = "a judgement without a relation says what it says in its sentence"
                self.wrong("statement", problem, "write one sentence of your own")
            return
        for column in ("who", "relation", "whom"):
            if not self.row.text(column):
                hint = "for a figure fill in figure; for a judgement say how it is said (assessed, warned, forecast)"
                remedy = f"fill it in; {hint}" if column != "who" else "fill it in"
                self.wrong(
                    column, "the cell is empty, and the row is a claim in three parts", remedy
                )
        subject = self.thing("who", self.lexicon.subject_kinds(relation or ""))
        self.say(RDF + "subject", subject)
        relation = self.lexicon.relation_of(relation, subject) if relation else None
        self.say(RDF + "predicate", ox.NamedNode(relation) if relation else None)
        datatype = self.lexicon.takes_text(relation) if relation else None
        if datatype:
            self.say(RDF + "object", self.read("whom", lambda cell: self._literal(cell, datatype)))
        elif relation:
            self.say(RDF + "object", self.thing("whom", self.lexicon.object_kinds(relation)))

    def _relation_named(self, cell: Cell) -> str:
        try:
            return self.lexicon.names.relation(name_in(cell))
        except UnclearError as fault:
            raise unknown_relation(self, fault, cell) from None

    def _literal(self, cell: Cell, datatype: str) -> ox.Literal:
        value = ox.Literal(cell.text, datatype=ox.NamedNode(datatype))
        problem = literal_problem(value)
        if problem is None and is_noncanonical(cell.text, datatype):
            problem = f"“{cell.text}” is another way to write a value", "write it as 7, 0.5 or true"
        if problem:
            raise UnclearError(*problem)
        return value

    def _estimate(self, figure_columns: list[str]) -> None:
        for column in ("relation", "whom"):
            if self.row.text(column):
                problem = f"the row has a figure too ({figure_columns[0]}): that is two claims"
                self.wrong(
                    column, problem, "put the relation and the figure into rows of their own"
                )
        stated = self._read_figure()
        share = stated is not None and stated.share
        for column in ("who", "measure", "counted", *([] if share else ["unit"])):
            if not self.row.text(column):
                self.wrong(
                    column,
                    "the cell is empty, and a figure needs it",
                    remedy_for_empty(column, self),
                )
        self.say("about", self.thing("who", []))
        self.say("measure", self.word("measure"))
        self.say("counts", self.word("counted"))
        unit = self.word("unit") or (ox.NamedNode(KG + "ratio") if share else None)
        if stated is not None:
            if share and unit is not None and unit.value != KG + "ratio":
                self.wrong("unit", "the figure is a share", "write ratio, or leave the cell empty")
            self._bounds(stated)
        self.say("unit", unit)
        self.say("qualifier", ox.NamedNode(stated.qualifier) if stated else None)
        self.say("shareOf", self.thing("share of", []))

    def _bounds(self, stated: StatedFigure) -> None:
        rule = self.lexicon.terms.qualifiers[stated.qualifier]
        for name, number in stated.bounds.items():
            self.say(name, _number(number))
            included = {"lower": rule.lower_inclusive, "upper": rule.upper_inclusive}.get(
                name, True
            )
            if not included:
                false = ox.Literal("false", datatype=ox.NamedNode(XSD + "boolean"))
                self.say(f"{name}Inclusive", false)

    def _read_figure(self) -> StatedFigure | None:
        """The figure of the row: of the column figure, or of the columns for hedge and numbers."""
        figures = self.lexicon.figures_in(self.source.language)
        number_columns = [name for name in ("hedge", *_NUMBERS) if name in self.row.cells]
        if "figure" in self.row.cells:
            if number_columns:
                problem = "the figure is given twice, here and in the column figure"
                self.wrong(number_columns[0], problem, "keep one of the two")
            return self.read("figure", lambda cell: figures.read(name_in(cell, number=True)))
        if not number_columns:
            self.wrong("figure", "the cell is empty, and the row has a measure", "write the figure")
            return None
        bounds: dict[str, Decimal] = {}
        share = False
        for column, name in _NUMBERS.items():
            number = self.read(column, lambda c: figures.number(name_in(c, number=True)))
            if number is not None:
                bounds[name], part = number
                share = share or part
        hedge = self.word("hedge")
        if hedge is None and "hedge" not in self.row.cells:
            unhedged = {("best",): EXACTLY, ("lower", "upper"): BETWEEN}.get(tuple(bounds))
            if unhedged is None and not self.failed:
                self.wrong("hedge", "the cell is empty", "say which: at least, more than, up to …")
            hedge = ox.NamedNode(unhedged) if unhedged else None
        if hedge is None or self.failed:
            return None
        return StatedFigure(
            hedge.value, bounds.get("lower"), bounds.get("upper"), bounds.get("best"), share
        )

    def _speakers(self) -> None:
        if not self.row.text("speaker"):
            remedy = "name who says it: the speaker that the text names, else its author"
            self.wrong("speaker", "the cell is empty", remedy)
        self.say("attributedTo", self.thing("speaker", [KG + "Actor"], strict=True))
        if "possible speaker" in self.row.cells:
            names = self.read("possible speaker", self._actors)
            self.say("possiblyAttributedTo", names)

    def _actors(self, cell: Cell) -> tuple[ox.NamedNode, ...]:
        return tuple(
            ox.NamedNode(
                self.lexicon.names.thing(
                    name, [KG + "Actor"], strict=True, document=self.source.iri
                )
            )
            for name in _parts(cell)
        )

    def _manner(self, modality: ox.NamedNode | None) -> None:
        for name, value, usual in (
            ("stance", self.word("stance"), "asserts"),
            ("modality", modality, "asserted"),
        ):
            self.say(name, value if value is not None and value.value != KG + usual else None)
        self.say("explicitness", self.word("explicitness"))
        self.say("evidenceKind", self.read("rests on", self._evidence_kinds))
        term = self.read("how likely", lambda cell: self._likelihood(name_in(cell)))
        if term:
            scheme = self.lexicon.scheme(term) or KG + "ordinaryLanguage"
            self.say(
                "likelihood",
                [
                    (RDF + "type", ox.NamedNode(KG + "LikelihoodStatement")),
                    (KG + "likelihoodScheme", ox.NamedNode(scheme)),
                    (KG + "likelihoodTerm", ox.NamedNode(term)),
                ],
            )
        self.say("credibility", self.word("credibility"))

    def _evidence_kinds(self, cell: Cell) -> tuple[ox.NamedNode, ...]:
        word = self.lexicon.names.word
        return tuple(ox.NamedNode(word(name, KG + "EvidenceKind")) for name in _parts(cell))

    def _likelihood(self, text: str) -> str:
        """The IRI of a word of probability.

        A word without a scale is read as ordinary language only: what a scale defines it to mean
        is nothing that the speaker has said. Raises UnclearError.
        """
        names, kind = self.lexicon.names, KG + "LikelihoodTerm"
        if "(" in text or ":" in text:
            return names.word(text, kind)
        ordinary = names.label(KG + "ordinaryLanguage")
        try:
            return names.word(f"{text} ({ordinary})", kind)
        except UnclearError:
            term = names.word(text, kind)
        raise UnclearError(
            f"“{text}” is no word of {ordinary} here, but a term of a scale",
            f"write “{names.label(term)}” if the speaker uses that scale; else put it into wording",
        )

    def _times(self) -> None:
        when, as_of = self._time("when"), self._time("as of")
        begin, end = self._time("from"), self._time("to")
        if when and (begin or end):
            self.wrong("when", "there is a from or a to as well", "keep one of the two")
        begin = self._end_of_time("from", (begin or "..").removesuffix("/.."))
        end = self._end_of_time("to", (end or "..").removeprefix("../"))
        if begin != ".." or end != "..":
            when = f"{begin}/{end}"
            if problem := date_problem(when):
                self.wrong("from" if begin != ".." else "to", *problem)
        for name, value in (("time", when), ("asOf", as_of)):
            self.say(name, ox.Literal(value, datatype=ox.NamedNode(EDTF)) if value else None)

    def _time(self, column: str) -> str | None:
        return self.read(column, lambda cell: read_time(cell, self.source.issued))

    def _end_of_time(self, column: str, edtf: str) -> str:
        """The begin or end of a stretch of time, which is none itself."""
        if "/" in edtf:
            remedy = "write one date here; both ends of a stretch of time go into the column when"
            self.wrong(column, f"{edtf} is a stretch of time itself", remedy)
            return ".."
        return edtf

    def _links(self) -> None:
        for column, name in LINKS.items():
            self.say(name, self.read(column, self._targets))
            if column == "derived from":
                self.say("linkBasis", self.word("link basis"))

    def _targets(self, cell: Cell) -> tuple[ox.NamedNode, ...]:
        return tuple(ox.NamedNode(self._target(name)) for name in _parts(cell))

    def _target(self, name: str) -> str:
        """The IRI of a claim (``c001``, ``other-source/c001``) or of a source. Raises UnclearError."""
        short = name.removeprefix("src:").removeprefix(SRC)
        for iri in (f"{self.source.iri}/{short}", SRC + short):
            if iri in self.lexicon.claims or iri in self.source.planned:
                return iri
        if short in self.lexicon.documents:
            return SRC + short
        raise UnclearError(
            f"there is no claim or source “{name}”",
            "write c001 for a claim of this source, other-source/c001, or the id of a source",
        )


def _number(number: Decimal) -> ox.Literal:
    kind = "integer" if number == number.to_integral_value() else "decimal"
    return ox.Literal(f"{number:f}", datatype=ox.NamedNode(XSD + kind))


def _parts(cell: Cell) -> list[str]:
    return [part.strip() for part in cell.text.split(";") if part.strip()]
