"""Take a claim out of the file of its source, where nothing else needs it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg.build.pipeline import parse_texts
from kg.curate.sheets.additions import Addition, change_of, sentences_of
from kg.curate.sheets.at_hand import lexicon_of_texts
from kg.curate.sheets.causes import in_words
from kg.curate.sheets.checked import check_after
from kg.curate.sheets.sources import SheetSource
from kg.errors import DataError, UsageError
from kg.graph.snapshot import silent
from kg.store.limits import CHECK_LIMITS
from kg.text.inputs import read_inputs

if TYPE_CHECKING:
    from pathlib import Path

    from kg.store.limits import Limits
    from kg.text.layout import Layout


def take_out(
    layout: Layout, claim: str, texts: Path | None, limits: Limits = CHECK_LIMITS
) -> Addition:
    """What it is to take a claim (its IRI) out of the text; nothing is written.

    Raises UsageError for a claim that is not there or is the core's, DataError with the errors of
    the checks on the text as it would be: where another claim leads to it, say.
    """
    files = read_inputs(layout)
    parsed = parse_texts(layout, files)
    home = next((d for d in parsed.seeds if d.graph == claim.rpartition("/")[0]), None)
    sentences = {} if home is None else sentences_of(home)
    if home is None or claim not in sentences:
        raise UsageError("there is no such claim", claim, "it may have been taken out meanwhile")
    if not layout.is_own(home.path):
        raise UsageError("this claim is of the core, which is not written", claim)
    addition = Addition([], {}, {}, removed={claim: sentences[claim]})
    change = change_of(layout, SheetSource(home.stem, home, set()), addition, (), ())
    addition.changes += [change] if change is not None else []
    check_after(layout, addition, files, parsed, texts, limits, silent)
    if addition.errors:
        raise DataError(in_words(addition.errors, lexicon_of_texts(parsed)))
    return addition
