"""The sentence (kg:statement) of a claim for which the sheet gives none."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg.claims.figure_words import figure
from kg.iris import KG, RDF

if TYPE_CHECKING:
    from collections.abc import Mapping

    from kg.curate.sheets.lexicon import Lexicon
    from kg.text.turtle.blocks import Value


def claim_sentence(lexicon: Lexicon, values: Mapping[str, Value]) -> str:
    """The sentence put together from the labels of what a claim says, and nothing else.

    ``values``: by property IRI, what the claim states. Gives ``Storm Corps is part of Korean
    People's Army.`` or ``Storm Corps, personnel killed: about 300 (soldier).``
    """

    def name(term: str) -> str:
        value = values.get(term)
        text = getattr(value, "value", "")
        return lexicon.names.label(text) if text.startswith("http") else text

    denied = " (denied)" if name(KG + "stance") == "denies" else ""
    if RDF + "subject" in values:
        # What only tells a relation from another term of its name is no word of a sentence.
        relation = name(RDF + "predicate").removesuffix(" (relation)")
        words = (name(RDF + "subject"), relation, name(RDF + "object"))
        return _capital(f"{' '.join(words)}{denied}.")
    number = figure(
        *(getattr(values.get(KG + bound), "value", None) for bound in ("lower", "upper", "best")),
        inclusive=(KG + "lowerInclusive" not in values, KG + "upperInclusive" not in values),
        words=name(KG + "qualifier"),
        share=getattr(values.get(KG + "unit"), "value", "") == KG + "ratio",
    )
    about, measure, counted = (name(KG + part) for part in ("about", "measure", "counts"))
    measure = measure.removesuffix(" (figure)")
    return _capital(f"{about}, {measure}: {number} ({counted}){denied}.")


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
