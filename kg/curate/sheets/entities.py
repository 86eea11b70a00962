"""The new entities of a sheet: names that the graph does not know, each with its kind."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pyoxigraph as ox

from kg.curate.new.slugs import slug
from kg.errors import UnclearError
from kg.graph.names import SURE, WITH_ID
from kg.iris import KG, KGD, RDF, RDFS, SKOS, SRC
from kg.text.display import shell_quoted

if TYPE_CHECKING:
    from collections.abc import Callable

    from kg.curate.sheets.lexicon import Lexicon
    from kg.curate.sheets.rows import Row
    from kg.curate.sheets.table import Table
    from kg.text.turtle.blocks import Line

#: The columns that may name a new entity; the kind stands in the column “… kind”.
NAMING = ("who", "whom", "speaker")
_GROUP = KG + "UnidentifiedGroup"
_ID = re.compile(r"[a-z]+-[a-z0-9][a-z0-9\-]*")


def make_entities(
    table: Table, lexicon: Lexicon, stem_of: Callable[[Row], str] | None = None
) -> dict[str, tuple[int, list[Line]]]:
    """The new entities of a sheet by IRI: the number of the row that makes each, and its lines.

    They are added to the lexicon. What is wrong is added to the table's problems. ``stem_of`` gives
    the id of the source of a row (else its cell does): a group without a name is that source's own.
    """
    entities: dict[str, tuple[int, list[Line]]] = {}
    for row in table.rows:
        for column in NAMING:
            document = SRC + (stem_of(row) if stem_of else row.text("source"))
            kind_name = row.text(f"{column} kind")
            if not kind_name and not lexicon.names.is_foreign_group(row.text(column), document):
                continue
            try:
                new_entity = _entity_of_row(row, column, lexicon, document)
            except UnclearError as fault:
                table.problems.add(
                    "sheet-cell", row.number, f"{column} kind", fault.what, fault.remedy
                )
                continue
            if new_entity is not None:
                entities.setdefault(new_entity[0], (row.number, new_entity[1]))
    return entities


def _kind_of(kind_name: str, lexicon: Lexicon) -> str:
    """The class of entities of a name. Raises UnclearError, also for a kind of documents."""
    try:
        return lexicon.names.kind(kind_name, KG + "Entity")
    except UnclearError as fault:
        try:
            lexicon.names.kind(kind_name, KG + "Source")
        except UnclearError:
            classes = "all kinds: kg terms --kind class"
            remedy = f"{fault.remedy}; {classes}" if fault.remedy else classes
            raise UnclearError(fault.what, remedy, fault.near) from None
        raise UnclearError(
            f"“{kind_name}” is a kind of documents, which are no entities",
            "a row about the document of the sheet itself is to be left out: its title, authors and day"
            " stand in its source; another document is a source of its own: kg new source",
        ) from None


def _entity_of_row(
    row: Row, column: str, lexicon: Lexicon, document: str
) -> tuple[str, list[Line]] | None:
    """The entity that a row makes in a column: its IRI and lines; None where it is known already.

    Raises UnclearError.
    """
    name = row.text(column)
    if not name:
        raise UnclearError(f"there is no “{column}” of this kind", f"write its name into {column}")
    kind_name = row.text(f"{column} kind")
    kind = _kind_of(kind_name, lexicon) if kind_name else _GROUP
    if SKOS + "Concept" in lexicon.terms.above(kind):
        label = lexicon.names.label(kind)
        raise UnclearError(
            f"a {label} is a word of a vocabulary, not an entity",
            f"make it a word (kg new word {shell_quoted(name)} --below WORD) and take its kind away,"
            " or give it the kind of an entity: kg terms --kind class",
        )
    if not lexicon.names.knows(name, document):
        if kind == _GROUP and not WITH_ID.fullmatch(name):
            return _new_group(name, lexicon, document)
        _refuse_other_spelling(name, kind, lexicon)
        return _new_entity(name, kind, lexicon, document)
    known = lexicon.names.thing(name, [kind], document=document)
    if not lexicon.names.is_a(known, [kind]):
        kinds = " and ".join(map(lexicon.names.label, sorted(lexicon.names.types[known])))
        raise UnclearError(
            f"“{name}” is there already, as {kinds} ({lexicon.names.prefixes.shorten(known)})",
            "empty the cell if it is meant; else give the new one a name of its own",
        )
    return None


def _refuse_other_spelling(name: str, kind: str, lexicon: Lexicon) -> None:
    """Raises UnclearError for the name of an entity of this kind that is there, spelt in another way."""
    if WITH_ID.fullmatch(name):
        return
    if alike := lexicon.names.alike(name, [kind], SURE):
        label = lexicon.names.label(alike[0].name.iri)
        short = lexicon.names.prefixes.shorten(alike[0].name.iri)
        raise UnclearError(
            f"“{name}” is there already, as “{alike[0].name.text}” ({alike[0].reason})",
            f"write “{label} ({short})” if it is meant; else give the new one an identifier of its own: “{name} (kgd:…)”",
        )


def _new_group(name: str, lexicon: Lexicon, document: str) -> tuple[str, list[Line]]:
    """A group without a name, of its document alone: others of this name are other groups."""
    stem = document.removeprefix(SRC)
    word = lexicon.words_of_kind(_GROUP)[0]
    bare = re.sub(r"\s*\([^()]*\)$", "", name)
    called = lexicon.names.knows(name)
    iri = minted(bare, word)
    if called or iri in lexicon.names.types:
        name, iri = f"{bare} (unnamed, of {stem})", f"{iri}-{slug(stem)}"
    return _new_entity(f"{name} ({lexicon.names.prefixes.shorten(iri)})", _GROUP, lexicon, document)


def _new_entity(name: str, kind: str, lexicon: Lexicon, document: str) -> tuple[str, list[Line]]:
    expand, shorten = lexicon.names.prefixes.expand, lexicon.names.prefixes.shorten
    with_identifier = WITH_ID.fullmatch(name)
    label = with_identifier["name"] if with_identifier else name
    if expand(label) or not re.search(r"[A-Za-z]", label):
        raise UnclearError(
            f"“{label}” is no English label",
            "write an English name here; others are added to the file as skos:altLabel",
        )
    iri = (
        (expand(with_identifier["id"]) or "")
        if with_identifier
        else minted(label, lexicon.words_of_kind(kind)[0])
    )
    if not iri.startswith(KGD) or not _ID.fullmatch(iri.removeprefix(KGD)):
        raise UnclearError(
            f"“{with_identifier['id'] if with_identifier else iri}” cannot be the identifier of an entity",
            "write it as kgd:kind-name, in small letters, digits and hyphens",
        )
    if iri in lexicon.names.types:
        label_there = lexicon.names.label(iri)
        raise UnclearError(
            f"{shorten(iri)} is there already, as “{label_there}”",
            f"write that name if it is meant; else “{label} ({shorten(iri)}-2)”, with an identifier of its own",
        )
    lexicon.add_entity(iri, label, kind, document if kind == _GROUP else "")
    return iri, [
        (RDF + "type", ox.NamedNode(kind)),
        (RDFS + "label", ox.Literal(label, language="en")),
    ]


def minted(label: str, word: str) -> str:
    """The IRI of a new entity: ``unit`` and “Storm Corps” give ``kgd:unit-storm-corps``."""
    name = slug(re.sub(r"\s*\([^()]*\)$", "", label))
    return KGD + (name if name.startswith(f"{word}-") else f"{word}-{name}")
