"""The words to choose from in the columns that take the words of a vocabulary."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg.curate.sheets.columns import COLUMNS
from kg.curate.sheets.spoken import is_countable
from kg.iris import KG, SKOS

if TYPE_CHECKING:
    from kg.curate.sheets.lexicon import Lexicon


def allowed_words(lexicon: Lexicon) -> dict[str, list[str]]:
    """By column name, in the order of the columns, the words that ``kg add`` reads in its cells."""
    names, terms = lexicon.names, lexicon.terms
    words_by_column: dict[str, list[str]] = {}
    relations = [iri for iri in terms.types if terms.is_relation(iri)]
    kinds = [iri for iri in terms.types if KG + "Entity" in terms.above(iri)]
    kinds = [iri for iri in kinds if SKOS + "Concept" not in terms.above(iri)]
    for column in COLUMNS:
        if column.name == "relation":
            words_by_column[column.name] = sorted(
                names.spelling(iri, names.relation) for iri in relations
            )
        elif column.name == "who kind":
            words_by_column[column.name] = sorted(map(names.label, kinds))
        elif column.name == "document kind":
            documents = (iri for iri in terms.types if KG + "Source" in terms.above(iri))
            words_by_column[column.name] = sorted(map(names.label, documents))
        elif column.vocabulary:
            base = SKOS if column.vocabulary == "Concept" else KG
            words = names.words(base + column.vocabulary)
            if column.name == "counted":
                words = [
                    word
                    for word in words
                    if is_countable(lexicon, names.word(word, SKOS + "Concept"))
                ]
            words_by_column[column.name] = words
    return words_by_column
