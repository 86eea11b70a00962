"""Write a new word of a vocabulary (a weapon type, a measure, a unit) beside or below another."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pyoxigraph as ox

from kg.curate.checks.gaps import MARK
from kg.curate.new.addresses import require_address
from kg.curate.new.term import file_of, write_term
from kg.errors import UsageError
from kg.iris import DCTERMS, KG, OWL, RDF, RDFS, SKOS
from kg.text.turtle.blocks import Line, english

if TYPE_CHECKING:
    from pathlib import Path

    from kg.curate.new.target import Target
    from kg.curate.new.term import TermText
    from kg.graph.terms import Term

_FOLDER = "vocab"


def new_word(
    target: Target, iri: str, text: TermText, beside: Term, *, below: bool, measures: str | None
) -> Path:
    """Add a word with the class and scheme of another one, and give its file.

    ``below``: the other one is its broader word. ``measures``: the measure kind of a new measure
    (None: that of the other one). Raises UsageError where the other is no such word, KgError and
    DataError for the file.
    """
    schemes = _iris(beside, SKOS + "inScheme")
    named_individual = ox.NamedNode(OWL + "NamedIndividual")
    kinds = [kind for kind in _iris(beside, RDF + "type") if kind != named_individual]
    if beside.kind != "word" or not schemes or not kinds:
        raise UsageError(
            f"{beside.name} is no word of a scheme",
            "--below",
            "see: kg terms --kind word; for a class: kg new class",
        )
    require_address(text.source, "--source")
    measure_kinds = _iris(beside, KG + "measureKind")
    if measures is not None and not measure_kinds:
        raise UsageError(f"{beside.name} is no measure", "--measure-kind", "leave it out")
    home = ox.NamedNode(target.namespace)
    definition = text.definition or f"{MARK}what it is, and what sets it apart from others."
    example = text.example or f"{MARK}an example, or a negative one where it is easily confused."
    lines: list[Line] = [
        (RDF + "type", (*kinds, named_individual)),
        (RDFS + "label", english(text.label)),
        (SKOS + "inScheme", tuple(schemes)),
        *([(SKOS + "broader", ox.NamedNode(beside.iri))] if below else []),
        (SKOS + "definition", english(definition)),
        (SKOS + "example", english(example)),
        (DCTERMS + "source", ox.NamedNode(text.source) if text.source else home),
        (RDFS + "isDefinedBy", home),
    ]
    if measure_kinds:
        lines.append(
            (KG + "measureKind", ox.NamedNode(KG + measures) if measures else measure_kinds[0])
        )
    own_file = target.prefix if not target.is_core else file_of(target, beside, _FOLDER)
    return write_term(target, iri, lines, text.file or own_file, _FOLDER)


def _iris(term: Term, predicate: str) -> list[ox.NamedNode]:
    return [value for value in term.values.get(predicate, []) if isinstance(value, ox.NamedNode)]
