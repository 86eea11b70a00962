"""The words of figures in one language, from the ontology's triples."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from fractions import Fraction
from typing import TYPE_CHECKING

import pyoxigraph as ox

from kg.claims.literals import finite_number
from kg.iris import KG

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from kg.claims.ontology import QualifierRule

#: Languages that write a fraction after a comma (Unicode CLDR 46, decimal separator of the locale).
DECIMAL_COMMA = frozenset(
    (
        *("be", "bg", "cs", "da", "de", "el", "es", "et", "fi", "fr", "hr", "hu", "it", "kk", "lt"),
        *("lv", "nl", "no", "pl", "pt", "ro", "ru", "sk", "sl", "sr", "sv", "tr", "uk"),
    )
)
#: Languages that count by ten thousands, with words for ten, a hundred and a thousand below.
_BY_MYRIADS = frozenset(("ko", "ja", "zh"))
ALWAYS = "en"


@dataclass(frozen=True, slots=True)
class FigureWords:
    """The words that may stand in a figure, in small letters.

    ``before`` and ``after``: the phrases that stand before or after a number, each with the IRIs of
    its qualifiers; ``vague``: those that stand for a number; ``joining`` join the ends of a range;
    ``magnitudes`` multiply the number before them (per cent: by a hundredth); ``myriads`` do so in
    a language that counts by ten thousands. ``decimal_comma``: the language writes fractions with one.
    ``language`` is its code; numbers in words are read in it and in English.
    """

    before: Mapping[str, frozenset[str]] = field(default_factory=dict)
    after: Mapping[str, frozenset[str]] = field(default_factory=dict)
    vague: Mapping[str, frozenset[str]] = field(default_factory=dict)
    joining: frozenset[str] = frozenset()
    magnitudes: Mapping[str, Fraction] = field(default_factory=dict)
    myriads: Mapping[str, int] = field(default_factory=dict)
    decimal_comma: bool = False
    language: str = ALWAYS


def read_figure_words(
    ontology: Iterable[ox.Triple], rules: Mapping[str, QualifierRule], language: str
) -> FigureWords:
    """The words of a language (a tag such as ``uk``), with the English ones, which always hold."""
    spoken = language.partition("-")[0].lower()
    tags = {"", ALWAYS, spoken}
    words: defaultdict[str, list[tuple[str, str, str]]] = defaultdict(list)
    factors: dict[str, Fraction] = {}
    for triple in ontology:
        subject, name, value = triple.subject, triple.predicate.value, triple.object
        if not isinstance(subject, ox.NamedNode) or not isinstance(value, ox.Literal):
            continue
        if name == KG + "magnitudeFactor" and (number := finite_number(value.value)) is not None:
            factors[subject.value] = Fraction(number)
        elif name in _PROPERTIES:
            tag = (value.language or "").partition("-")[0].lower()
            if tag in tags:
                words[name].append((value.value.lower(), subject.value, tag))
    known = [
        (word, iri) for word, iri, _ in (*words[KG + "phrase"], *words[KG + "mark"]) if iri in rules
    ]
    myriads, magnitudes = {}, {}
    for word, iri, tag in words[KG + "magnitudeWord"]:
        if iri in factors and tag in _BY_MYRIADS and factors[iri] >= 1:
            myriads[word] = int(factors[iri])
        elif iri in factors:
            magnitudes[word] = factors[iri]
    return FigureWords(
        before=_by_word((word, iri) for word, iri in known if rules[iri].requires),
        after=_by_word((w, iri) for w, iri, _ in words[KG + "phraseAfter"] if iri in rules),
        vague=_by_word((without_of(w), iri) for w, iri in known if not rules[iri].requires),
        joining=frozenset(word for word, _, _ in words[KG + "phraseBetween"]),
        magnitudes=magnitudes,
        myriads=myriads,
        decimal_comma=spoken in DECIMAL_COMMA,
        language=spoken,
    )


_PROPERTIES = {KG + n for n in ("phrase", "mark", "phraseAfter", "phraseBetween", "magnitudeWord")}


def without_of(phrase: str) -> str:
    """A phrase that stands for a number, without the “of” before what is counted."""
    return phrase.removesuffix(" of")


def _by_word(pairs: Iterable[tuple[str, str]]) -> dict[str, frozenset[str]]:
    found: defaultdict[str, set[str]] = defaultdict(set)
    for word, iri in pairs:
        found[word].add(iri)
    return {word: frozenset(iris) for word, iris in found.items()}
