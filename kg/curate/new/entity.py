"""Look for entities that a new one may be the same as, and write a new one into a source's file."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

import pyoxigraph as ox

from kg.curate.new.blocks import add_block
from kg.curate.new.slugs import first_word, kind_words, slug, transliterated
from kg.errors import UsageError, did_you_mean, nearest
from kg.graph.names import SURE, alike
from kg.graph.search import find
from kg.iris import KG, KGD, RDF, RDFS, SKOS, SRC, shorten
from kg.store.sparql import select
from kg.text.folding import fold
from kg.text.inputs import turtle_paths
from kg.text.turtle.blocks import Line, english

if TYPE_CHECKING:
    from pathlib import Path

    from kg.curate.new.target import Target
    from kg.graph.snapshot import Snapshot
    from kg.graph.terms import Term, Terms

_TAGGED = re.compile(r"(?P<name>.*\S)@(?P<language>[a-z]{2,3}(?:-[A-Za-z0-9]{2,8})*)", re.DOTALL)
_WIKIDATA = re.compile(r"(?:https?://www\.wikidata\.org/(?:entity|wiki)/)?(Q[1-9]\d*)")
# From this score of the search by name on, an entity may be the same.
_ALIKE = 0.6

_KIND_WORDS = """
SELECT ?x WHERE {
  GRAPH ?g { ?x a ?kind } FILTER(STRSTARTS(STR(?g), STR(src:)) && STRSTARTS(STR(?x), STR(kgd:)))
}"""
_OF_KIND = """
SELECT ?x ?name WHERE {
  ?x a ?kind ; rdfs:label|skos:altLabel ?name . FILTER(STRSTARTS(STR(?x), STR(kgd:)))
}"""
_OF_NUMBER = """
SELECT ?x WHERE {
  ?x kg:identifier [ kg:identifierScheme ?scheme ; skos:notation ?notation ] ; rdfs:label ?name .
}"""


@dataclass(frozen=True, slots=True)
class NewEntity:
    """A new entity: its English name, aliases (``NAME@language``), Wikidata item and identifiers."""

    name: str
    kind: Term
    aliases: tuple[str, ...] = ()
    wikidata: str = ""
    identifiers: tuple[tuple[Term, str], ...] = ()  # scheme and number
    comment: str = ""
    source: str = ""
    local: str = ""  # what follows kgd:


def read_identifier(graph: Snapshot, terms: Terms, text: str) -> tuple[Term, str]:
    """``SCHEME=NUMBER`` as the term of the scheme and the number.

    Raises UsageError for an unknown scheme, and for a number of another form than the scheme's.
    """
    name, _, notation = (part.strip() for part in text.partition("="))
    scheme = ox.NamedNode(KG + "IdentifierScheme")
    schemes = [term for term in terms.all.values() if scheme in term.values[RDF + "type"]]
    try:
        term = terms.find(name)
    except UsageError:
        term = None
    if term not in schemes or not notation:
        listed = ", ".join(f"{t.name.removeprefix('kg:')} ({t.label})" for t in schemes)
        problem = f"“{name}” is no scheme of identifiers" if notation else f"“{text}” has no “=”"
        raise UsageError(problem, "--identifier", f"write SCHEME=NUMBER; the schemes: {listed}")
    for pattern in term.texts(KG + "notationPattern"):
        bindings = {"notation": ox.Literal(notation), "pattern": ox.Literal(pattern)}
        if not graph.query("ASK WHERE { FILTER(REGEX(?notation, ?pattern)) }", bindings):
            example = "; ".join(term.texts(SKOS + "example"))
            raise UsageError(
                f"“{notation}” has not the form of the {term.label}",
                "--identifier",
                f"as in: {example}",
            )
    return term, notation


def similar_entities(graph: Snapshot, entity: NewEntity) -> list[tuple[str, str]]:
    """The entities that may be the same as a new one, as (IRI, label), the surest first.

    Those with the same identifier, a similar name, or with the same class and no other words.
    """
    similar: dict[str, str] = {}
    for scheme, notation in entity.identifiers:
        node, number = ox.NamedNode(scheme.iri), ox.Literal(notation)
        for row in select(graph.store, _OF_NUMBER, {"scheme": node, "notation": number}):
            similar.setdefault(row["x"].value, graph.labels(row["x"].value))
    for name in (entity.name, *(_tagged(alias)[0] for alias in entity.aliases)):
        for hit in find(graph, name, limit=50) if fold(name) else ():
            if hit.iri.startswith(KGD) and hit.score >= _ALIKE:
                similar.setdefault(hit.iri, hit.label)
        for likely in alike(graph, name) if fold(name) else ():
            if likely.score >= SURE:
                similar.setdefault(likely.name.iri, graph.labels(likely.name.iri))
    words = set(fold(entity.name).split())
    latin = fold(transliterated(entity.name))
    kind = {"kind": ox.NamedNode(entity.kind.iri)}
    for row in select(graph.store, _OF_KIND, kind):
        label = row["name"].value
        label_words = set(fold(label).split())
        if label_words and (label_words <= words or fold(transliterated(label)) == latin):
            similar.setdefault(row["x"].value, label)
    return list(similar.items())


def new_entity(graph: Snapshot, target: Target, entity: NewEntity) -> tuple[str, Path]:
    """Add the block of an entity to a source's file, and give its IRI and the file.

    Raises UsageError for an identifier that is taken and for a value that an entity cannot have.
    """
    iri = entity_iri(graph, entity)
    if not re.fullmatch(r"[a-z]+(-[a-z0-9]+)+", iri.removeprefix(KGD)):
        raise UsageError(
            f"{shorten(iri)} is no identifier of an entity",
            "--id",
            "write kind-name, as in unit-9th-army",
        )
    if graph.query("ASK WHERE { ?x ?p ?o }", {"x": ox.NamedNode(iri)}):
        raise UsageError(
            f"{shorten(iri)} is taken",
            None,
            f"look at it: kg show {shorten(iri)}; or give another --id",
        )
    path = _file(target, entity.source)
    add_block(target.layout, path, iri, _lines(entity), target.together)
    return iri, path


def entity_iri(graph: Snapshot, entity: NewEntity) -> str:
    """The IRI that a new entity gets. Raises UsageError for a name that is not in Latin letters."""
    _refuse_other_script(entity)
    return KGD + (entity.local or f"{_kind_word(graph, entity.kind)}-{slug(entity.name)}")


def _kind_word(graph: Snapshot, kind: Term) -> str:
    """The word that the identifier of a new entity of a class begins with."""
    rows = select(graph.store, _KIND_WORDS, {"kind": ox.NamedNode(kind.iri)})
    counts = Counter(first_word(row["x"].value.removeprefix(KGD)) for row in rows)
    return kind_words(counts, kind.label)[0]


def _refuse_other_script(entity: NewEntity) -> None:
    """Raises UsageError for a name that is not in Latin letters: that is an alias of a language."""
    letters = [char for char in entity.name if char.isalpha()]
    latin = [char for char in letters if ord(char) < 0x250 or 0x1E00 <= ord(char) < 0x1F00]
    if not letters or len(latin) < len(letters):
        raise UsageError(
            f"“{entity.name}” is no English name",
            None,
            f"give the English name (in letters: {transliterated(entity.name).strip()}),"
            " and this one with --alias NAME@LANGUAGE",
        )


def _lines(entity: NewEntity) -> list[Line]:
    lines: list[Line] = [
        (RDF + "type", ox.NamedNode(entity.kind.iri)),
        (RDFS + "label", english(entity.name)),
    ]
    for name, language in map(_tagged, entity.aliases):
        lines.append((SKOS + "altLabel", ox.Literal(name, language=language)))
    if entity.wikidata:
        item = _WIKIDATA.fullmatch(entity.wikidata)
        if item is None:
            raise UsageError(f"“{entity.wikidata}” is no Wikidata item", "--wikidata", "write Q423")
        match = ox.NamedNode(f"http://www.wikidata.org/entity/{item[1]}")
        lines.append((SKOS + "exactMatch", match))
    for scheme, notation in entity.identifiers:
        node: list[Line] = [
            (RDF + "type", ox.NamedNode(KG + "Identifier")),
            (KG + "identifierScheme", ox.NamedNode(scheme.iri)),
            (SKOS + "notation", ox.Literal(notation)),
        ]
        lines.append((KG + "identifier", node))
    if entity.comment:
        lines.append((RDFS + "comment", english(entity.comment)))
    return lines


def _tagged(alias: str) -> tuple[str, str]:
    """The name and language of ``NAME@language``; English without one. Raises UsageError."""
    match = _TAGGED.fullmatch(alias)
    if match is None and not alias.isascii():
        raise UsageError(
            f"“{alias}” does not say its language", "--alias", f"write it as {alias}@ko, @ru, @uk …"
        )
    return (match["name"], match["language"]) if match else (alias.strip(), "en")


def _file(target: Target, source: str) -> Path:
    """The file of a source; where none is named, the reference file of a workspace.

    Raises UsageError where there is no such source among the layout's own.
    """
    layout = target.layout
    name = source.removeprefix("src:").removeprefix(SRC)
    if not name and layout.workspace is not None:
        name = f"reference-{target.prefix}"
    own_files = {path.stem: path for path in turtle_paths(layout)[1] if layout.is_own(path)}
    if name in own_files:
        return own_files[name]
    raise UsageError(
        f"there is no source {name} to write it into" if name else "no source is named",
        "--source",
        did_you_mean(
            nearest(name, own_files),
            then="an entity stands in the file of the source that names it, one that several use"
            " in a reference file; make one with kg new source",
        ),
    )
