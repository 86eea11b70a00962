"""Entities that a sheet makes: a name that nobody has yet, with the kind of thing that it is."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pyoxigraph as ox

from kg.curate.new.slugs import slug
from kg.errors import UnclearError
from kg.graph.names import WITH_ID
from kg.iris import KG, KGD, RDF, RDFS, SKOS, expand, shorten

if TYPE_CHECKING:
    from kg.curate.sheets.lexicon import Lexicon
    from kg.curate.sheets.table import Row, Table
    from kg.text.turtle.blocks import Line

#: The columns that may name a new entity; the kind stands in the column “… kind”.
NAMING = ("who", "whom", "speaker")
_ID = re.compile(r"[a-z]+-[a-z0-9][a-z0-9\-]*")


def make_entities(table: Table, lexicon: Lexicon) -> dict[str, tuple[int, list[Line]]]:
    """The new entities of a sheet by IRI: the row that makes each, and its lines.

    They become known to the lexicon. What is wrong is noted in the table's problems.
    """
    made: dict[str, tuple[int, list[Line]]] = {}
    for row in table.rows:
        for column in NAMING:
            if not row.text(f"{column} kind"):
                continue
            try:
                found = _made(row, column, lexicon)
            except UnclearError as fault:
                table.problems.add(
                    "sheet-cell", row.number, f"{column} kind", fault.what, fault.remedy
                )
                continue
            if found is not None:
                made.setdefault(found[0], (row.number, found[1]))
    return made


def _made(row: Row, column: str, lexicon: Lexicon) -> tuple[str, list[Line]] | None:
    """A new entity; None where the name is known already. Raises UnclearError."""
    name = row.text(column)
    if not name:
        raise UnclearError(f"there is no “{column}” of this kind", f"write its name into {column}")
    kind = lexicon.names.kind(row.text(f"{column} kind"), KG + "Entity")
    if SKOS + "Concept" in lexicon.terms.above(kind):
        label = lexicon.names.label(kind)
        raise UnclearError(
            f"a {label} is a word of a vocabulary, not an entity", "add it to ontology/vocab/"
        )
    if not lexicon.names.knows(name):
        return _new(name, kind, lexicon)
    known = lexicon.names.thing(name, [kind])
    if not lexicon.names.is_a(known, [kind]):
        own = " and ".join(map(lexicon.names.label, sorted(lexicon.names.types[known])))
        raise UnclearError(
            f"“{name}” is there already, as {own} ({shorten(known)})",
            "empty the cell if it is meant; else give the new one a name of its own",
        )
    return None


def _new(name: str, kind: str, lexicon: Lexicon) -> tuple[str, list[Line]]:
    named = WITH_ID.fullmatch(name)
    label = named["name"] if named else name
    if expand(label) or not re.search(r"[A-Za-z]", label):
        raise UnclearError(
            f"“{label}” is no English label",
            "write an English name here; others are added to the file as skos:altLabel",
        )
    iri = (expand(named["id"]) or "") if named else minted(label, lexicon.words_of_kind(kind)[0])
    if not iri.startswith(KGD) or not _ID.fullmatch(iri.removeprefix(KGD)):
        raise UnclearError(
            f"“{named['id'] if named else iri}” cannot be the identifier of an entity",
            "write it as kgd:kind-name, in small letters, digits and hyphens",
        )
    if iri in lexicon.names.types:
        other = lexicon.names.label(iri)
        raise UnclearError(
            f"{shorten(iri)} is there already, as “{other}”",
            f"write that name if it is meant; else “{label} ({shorten(iri)}-2)”, with an identifier of its own",
        )
    lexicon.names.add_entity(iri, label, kind)
    return iri, [
        (RDF + "type", ox.NamedNode(kind)),
        (RDFS + "label", ox.Literal(label, language="en")),
    ]


def minted(label: str, word: str) -> str:
    """The identifier of a new entity, from the word of its kind and its label."""
    name = slug(re.sub(r"\s*\([^()]*\)$", "", label))
    return KGD + (name if name.startswith(f"{word}-") else f"{word}-{name}")
