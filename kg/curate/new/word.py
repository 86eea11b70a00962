"""A new word of a scheme: a weapon type, a measure, a unit, as another one is."""

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

    from kg.curate.new.place import Place
    from kg.curate.new.term import Words
    from kg.graph.terms import Term

_FOLDER = "vocab"


def new_word(
    place: Place, iri: str, words: Words, beside: Term, *, below: bool, measures: str | None
) -> Path:
    """Add a word with the kind and the scheme of another, ``below`` it or next to it.

    A measure has the kind of the other one unless ``measures`` names another. Gives the file.
    Raises UsageError, KgError, DataError.
    """
    schemes = _named(beside, SKOS + "inScheme")
    named = ox.NamedNode(OWL + "NamedIndividual")
    kinds = [kind for kind in _named(beside, RDF + "type") if kind != named]
    if beside.kind != "word" or not schemes or not kinds:
        raise UsageError(
            f"{beside.name} is no word of a scheme",
            "--below",
            "see: kg terms --kind word; for a class: kg new class",
        )
    require_address(words.source, "--source")
    counted = _named(beside, KG + "measureKind")
    if measures is not None and not counted:
        raise UsageError(f"{beside.name} is no measure", "--measure-kind", "leave it out")
    home = ox.NamedNode(place.namespace)
    definition = words.definition or f"{MARK}what it is, and what sets it apart from others."
    example = words.example or f"{MARK}an example, or a negative one where it is easily confused."
    lines: list[Line] = [
        (RDF + "type", (*kinds, named)),
        (RDFS + "label", english(words.label)),
        (SKOS + "inScheme", tuple(schemes)),
        *([(SKOS + "broader", ox.NamedNode(beside.iri))] if below else []),
        (SKOS + "definition", english(definition)),
        (SKOS + "example", english(example)),
        (DCTERMS + "source", ox.NamedNode(words.source) if words.source else home),
        (RDFS + "isDefinedBy", home),
    ]
    if counted:
        lines.append((KG + "measureKind", ox.NamedNode(KG + measures) if measures else counted[0]))
    own = place.prefix if not place.is_core else file_of(place, beside, _FOLDER)
    return write_term(place, iri, lines, words.file or own, _FOLDER)


def _named(term: Term, predicate: str) -> list[ox.NamedNode]:
    return [value for value in term.values.get(predicate, []) if isinstance(value, ox.NamedNode)]
