"""What a sheet names and the graph has not, as lines of a file for ``kg new from``."""

from __future__ import annotations

from collections import defaultdict
from functools import cached_property
from typing import TYPE_CHECKING

from kg.claims.figure import MeasureKind
from kg.curate.new.listed import Listed, listed_lines
from kg.errors import UnclearError
from kg.graph.terms import near_names
from kg.iris import KG, SKOS, local_name

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from kg.curate.sheets.lexicon import Lexicon
    from kg.curate.sheets.rows import Unknown

#: A word beside which a new one of a column of figures stands.
LIKE = {"measure": "weapons sent", "counted": "soldier", "unit": "person (unit)"}
_UNIT = " (unit)"
_SHOWN = 3  # near names in a note


class Missing:
    """Makes the lines for what is missing, each with what is nearly it."""

    def __init__(self, lexicon: Lexicon) -> None:
        self.lexicon = lexicon

    def relation(
        self, text: str, subjects: Sequence[str], objects: Sequence[str], rows: Iterable[int]
    ) -> Listed:
        """The line of a relation, by the labels of classes; no ``objects``: its value is a text."""
        # Two terms of one label are told apart by what stands in brackets, which need not be said.
        label = f"{text} (relation)" if self.lexicon.names.knows(text) else text
        one = Listed("property", label, {"subject": list(subjects) or ["entity"]}, rows=list(rows))
        if objects:
            one.said["object"] = list(objects)
        self._warn(one, near_names(label, self._relations))
        return one

    def word(self, text: str, column: str, rows: Iterable[int], kind: str | None = None) -> Listed:
        """The line of a word for a column of LIKE; ``kind``: that of a measure, "" where it is open."""
        names = self.lexicon.names
        label = text
        if column == "unit":
            label = f"{text}{_UNIT}"
        elif column == "measure" and (names.knows(text) or self._is_relation(text)):
            label = f"{text} (figure)"
        one = Listed("word", label, {"like": LIKE[column]}, rows=list(rows))
        if column == "measure":
            one.said["measure-kind"] = kind or ""
            if not kind:
                one.notes.append(f"which? {', '.join(kind.value for kind in MeasureKind)}")
        own = {
            iri: words
            for iri, words in self._words.items()
            if self.lexicon.scheme(iri) == self._scheme_of(LIKE[column])
        }
        self._warn(one, near_names(label, own))
        return one

    def entity(self, text: str, source: str, rows: Iterable[int]) -> Listed:
        """The line of a name; its kind is left open."""
        one = Listed("entity", text, {"kind": ""}, rows=list(rows))
        if source in self.lexicon.documents:
            one.said["source"] = source
        names = self.lexicon.names
        near = dict.fromkeys(likely.name.iri for likely in names.alike(text))
        self._warn(one, list(near))
        one.notes.append("which kind? see: kg terms --kind class")
        return one

    def _warn(self, one: Listed, near: Sequence[str]) -> None:
        """Ask whether it is what is nearly it: a person who says no writes ``anyway = true``."""
        if near:
            listed = ", ".join(f"“{self.lexicon.names.label(iri)}”" for iri in near[:_SHOWN])
            one.said["anyway"] = False
            one.notes.append(f"is it {listed}? if it is another: true")

    def _is_relation(self, text: str) -> bool:
        try:
            return bool(self.lexicon.names.relation(text))
        except UnclearError:
            return False

    def _scheme_of(self, word: str) -> str | None:
        return self.lexicon.scheme(self.lexicon.names.word(word, SKOS + "Concept"))

    @cached_property
    def _named(self) -> dict[str, list[str]]:
        """The names of the terms, by IRI."""
        named: defaultdict[str, list[str]] = defaultdict(list)
        is_term = self.lexicon.names.prefixes.is_term
        for name in self.lexicon.names.names:
            if is_term(name.iri):
                named[name.iri].append(name.text)
        return {iri: [*texts, local_name(iri)] for iri, texts in named.items()}

    @cached_property
    def _relations(self) -> dict[str, list[str]]:
        is_relation = self.lexicon.terms.is_relation
        return {iri: texts for iri, texts in self._named.items() if is_relation(iri)}

    @cached_property
    def _words(self) -> dict[str, list[str]]:
        kinds = (SKOS + "Concept", KG + "Measure", KG + "Unit")
        return {i: texts for i, texts in self._named.items() if self.lexicon.names.is_a(i, kinds)}


def listed_of(
    unknown: Mapping[tuple[str, str], Sequence[Unknown]], lexicon: Lexicon
) -> list[Listed]:
    """The lines for what is unknown in a sheet; ``unknown``: as of ``Problems``."""
    missing = Missing(lexicon)
    listed: dict[tuple[str, str], Listed] = {}
    for (column, text), places in unknown.items():
        rows = list(dict.fromkeys(place.row for place in places))
        if column == "relation":
            subjects = {place.subject or "entity" for place in places}
            wholes = {place.whom or "entity" for place in places if place.whom is not None}
            one = missing.relation(text, _widest(subjects), _widest(wholes), rows)
        elif column in LIKE:
            one = missing.word(text, column, rows)
        else:
            one = missing.entity(text, places[0].source, rows)
        listed.setdefault((one.sort, one.label), one)
    return list(listed.values())


def _widest(kinds: set[str]) -> list[str]:
    return ["entity"] if "entity" in kinds else sorted(kinds)


def missing_text(listed: Iterable[Listed], sheet: str) -> str:
    """The file of what a sheet in our columns needs."""
    name = "".join(char for char in " ".join(sheet.split()) if char.isprintable())
    return "\n".join([
        f"# What {name} names and the graph has not. Take out the lines of what is there under another name",
        "# (correct the sheet then), fill in what is \"\", then make the rest at once: kg new from THIS-FILE",
        *listed_lines(listed),
    ]) + "\n"  # fmt: skip
