"""What may be written in the columns that take words: for the second tab of a template."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg.curate.sheets.columns import COLUMNS
from kg.iris import KG, SKOS

if TYPE_CHECKING:
    from kg.curate.sheets.lexicon import Lexicon


def allowed_words(lexicon: Lexicon) -> dict[str, list[str]]:
    """By column, the words that it takes, in the order of the columns."""
    names, terms = lexicon.names, lexicon.terms
    found: dict[str, list[str]] = {}
    relations = [iri for iri in terms.types if terms.is_relation(iri)]
    kinds = [iri for iri in terms.types if KG + "Entity" in terms.above(iri)]
    kinds = [iri for iri in kinds if SKOS + "Concept" not in terms.above(iri)]
    for column in COLUMNS:
        if column.name == "relation":
            found[column.name] = sorted(names.spelling(iri, names.relation) for iri in relations)
        elif column.name == "who kind":
            found[column.name] = sorted(map(names.label, kinds))
        elif column.name == "document kind":
            documents = (iri for iri in terms.types if KG + "Source" in terms.above(iri))
            found[column.name] = sorted(map(names.label, documents))
        elif column.vocabulary:
            base = SKOS if column.vocabulary == "Concept" else KG
            found[column.name] = names.words(base + column.vocabulary)
    return found
