"""A sentence for a claim whose curator wrote none: put together from its parts, nothing added."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg.claims.figure_words import figure
from kg.iris import KG, RDF

if TYPE_CHECKING:
    from collections.abc import Mapping

    from kg.curate.sheets.lexicon import Lexicon
    from kg.text.turtle.blocks import Value


def sentence(lexicon: Lexicon, said: Mapping[str, Value]) -> str:
    """``Storm Corps: is part of Korean People's Army.``"""

    def name(term: str) -> str:
        value = said.get(term)
        text = getattr(value, "value", "")
        return lexicon.names.label(text) if text.startswith("http") else text

    denied = " (denied)" if name(KG + "stance") == "denies" else ""
    if RDF + "subject" in said:
        words = (name(RDF + part) for part in ("subject", "predicate", "object"))
        return _capital(f"{' '.join(words)}{denied}.")
    number = figure(
        *(getattr(said.get(KG + bound), "value", None) for bound in ("lower", "upper", "best")),
        inclusive=(KG + "lowerInclusive" not in said, KG + "upperInclusive" not in said),
        words=name(KG + "qualifier"),
        share=getattr(said.get(KG + "unit"), "value", "") == KG + "ratio",
    )
    about, measure, counted = (name(KG + part) for part in ("about", "measure", "counts"))
    return _capital(f"{about}, {measure}: {number} ({counted}){denied}.")


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
