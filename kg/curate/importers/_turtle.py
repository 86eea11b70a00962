"""Entities and claims as blocks of Turtle in the pinned form, one after the other.

``kg.text.turtle.writer`` writes any triples; here each block is put together at once, because a file
of events brings a million of them. A test compares the two.
"""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

import pyoxigraph as ox

from kg.iris import KG, KGD
from kg.text.turtle.writer import literal_text, short_name

if TYPE_CHECKING:
    from collections.abc import Iterable

    from kg.curate.importers._records import Entity, Figure

PREFIXES = {
    "dcterms": "http://purl.org/dc/terms/",
    "edtf": "http://id.loc.gov/datatypes/edtf/",
    "geo": "http://www.w3.org/2003/01/geo/wgs84_pos#",
    "kg": KG,
    "kgd": KGD,
    "owl": "http://www.w3.org/2002/07/owl#",
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
    "skos": "http://www.w3.org/2004/02/skos/core#",
    "src": "https://w3id.org/entente/source/",
    "wd": "http://www.wikidata.org/entity/",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
}
_SHORTENED = {name: space for name, space in PREFIXES.items() if name in ("kg", "kgd", "wd")}


def string(text: str, language: str = "") -> str:
    """A text as a literal."""
    literal = ox.Literal(text, language=language) if language else ox.Literal(text)
    return literal_text(literal, "xsd:string")


def iri(value: str) -> str:
    """An IRI, by a prefix where that can be."""
    return short_name(value, _SHORTENED)


def block(subject: str, lines: Iterable[str]) -> str:
    """A block: a subject and its lines, each a property with its value."""
    return f"{subject} " + " ;\n    ".join(lines) + " .\n"


def entity_block(
    subject: str,
    kind: str,
    label: str,
    entity: Entity,
    aliases: Iterable[tuple[str, str]],
    origin: str,
) -> str:
    """The block of an entity; ``origin`` is the address where its other names stand."""
    lines = [f"a kg:{kind}", f"rdfs:label {string(label, 'en')}"]
    others = [pair for pair in dict.fromkeys(aliases) if pair[0] != label]
    plain = [string(text) for text, language in others if not language]
    if plain:
        lines.append(f"skos:altLabel {', '.join(plain)}")
    lines += [f"skos:altLabel {string(text, language)}" for text, language in others if language]
    if others:
        lines.append(f"kg:namesFrom <{origin}>")
    if entity.country and kind == "State":
        lines.append(f"kg:iso3166 {string(entity.country.upper())}")
    if entity.same:
        lines.append(f"skos:exactMatch {', '.join(iri(same) for same in entity.same)}")
    lines += [
        f"kg:identifier [ a kg:Identifier ; kg:identifierScheme kg:{scheme} ; skos:notation {string(notation)} ]"
        for scheme, notation in entity.codes
    ]
    if entity.point:
        lines += [f"geo:lat {entity.point[0]}", f"geo:long {entity.point[1]}"]
    if entity.remark:
        lines.append(f"rdfs:comment {string(entity.remark, 'en')}")
    return block(subject, lines)


def figure_lines(figure: Figure, measure: str, counts: str) -> list[str]:
    """The lines of an estimate: what is measured, within which bounds, and by which qualifier.

    ``counts`` is a term with its prefix.
    """
    lower, upper, best = figure.lower, figure.upper, figure.best
    if figure.qualifier:
        pass
    elif lower is not None and lower == upper and best in (None, lower):
        lower, upper, best = None, None, lower
    lines = [f"kg:measure kg:{measure}", f"kg:counts {counts}"]
    bounds = (("lower", lower), ("best", best), ("upper", upper))
    lines += [
        f"kg:{name} {value:f}" if isinstance(value, Decimal) else f"kg:{name} {value}"
        for name, value in bounds
        if value is not None
    ]
    lines += [
        f"kg:{name}Inclusive false"
        for name, included in (("lower", figure.lower_inclusive), ("upper", figure.upper_inclusive))
        if not included
    ]
    if figure.qualifier:
        qualifier = figure.qualifier
    elif lower is not None and upper is not None:
        qualifier = "between"
    elif lower is not None:
        qualifier = "atLeast"
    elif upper is not None:
        qualifier = "upTo"
    else:
        qualifier = "approximately" if figure.estimated else "exactly"
    return [*lines, f"kg:unit kg:{figure.unit}", f"kg:qualifier kg:{qualifier}"]


def source_header(stem: str, lines: list[str], used: set[str]) -> str:
    """The prefixes that a file uses, and the block of its source."""
    spaces = {**PREFIXES, "c": f"{PREFIXES['src']}{stem}/"}
    declared = "".join(f"@prefix {name}: <{spaces[name]}> .\n" for name in sorted(used))
    return f"{declared}\n{block(f'src:{stem}', lines)}"
