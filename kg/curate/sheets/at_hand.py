"""The names and words of parsed files, made once and used again where the files are the same."""

from __future__ import annotations

from kg.build.pipeline import Texts
from kg.curate.sheets.lexicon import Lexicon


def lexicon_of_texts(texts: Texts) -> Lexicon:
    """The names and words of parsed files."""
    return Lexicon(texts.ontology, texts.seeds, texts.terms)


def texts_of(lexicon: Lexicon) -> Texts:
    """The parsed files that a lexicon was made of."""
    return Texts(tuple(lexicon.ontology), tuple(lexicon.seeds), lexicon.terms)


def renewed(lexicon: Lexicon | None, texts: Texts) -> Lexicon:
    """A lexicon of some texts: the one that there is, where it is of the very same documents."""
    if lexicon is not None and texts_of(lexicon) == texts:
        return lexicon
    return lexicon_of_texts(texts)
