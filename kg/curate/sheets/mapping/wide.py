"""Columns of figures in a sheet without a column of relations: each measures something of its own."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from kg.curate.sheets.mapping.kinds import kind_of_name
from kg.curate.sheets.mapping.model import FIGURES, stated_scale
from kg.curate.sheets.mapping.proposal import Words
from kg.curate.sheets.placeholders import is_elsewhere, is_nothing, is_sum, without_marks
from kg.curate.sheets.table import plain_name
from kg.errors import UnclearError
from kg.iris import KG

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from kg.curate.sheets.lexicon import Lexicon
    from kg.curate.sheets.mapping.columns import ProposedColumn
    from kg.curate.sheets.mapping.proposal import Proposal
    from kg.curate.sheets.rows import Row

#: Short forms of what happens to soldiers, which stand for a measure here.
_SHORT = {"kia": "personnel killed", "wia": "personnel wounded"}
_SCALES = (("thousand", r"thous|thsd|\(k\)|000|тыс|тис"), ("million", r"mill|mn\b|mln|млн|мил|міл"), ("billion", r"bill|bn\b|bln|млрд"))  # fmt: skip
_MARK = re.compile(r"[*†‡§¶¹²³⁰⁴-⁹]+|\[\w{1,3}\]")
_LOOKED_AT = 200  # rows in which names are looked for
_FEWEST = 0.5  # share of the cells that are names of things, in a column of names
_MOST_WORDS = 8  # of a name
_MOST = 0.6  # share of the cells that are figures, in a column of figures


def fill_numbers(proposal: Proposal, rows: Sequence[Row], lexicon: Lexicon) -> None:
    """Add to a proposal what its columns of figures measure, their magnitudes, and marks of footnotes."""
    taken = {plain_name(c.header): c.column for c in proposal.columns if c.column}
    measured = [header for header, column in taken.items() if column in FIGURES]
    if "relation" not in taken.values():
        for column in proposal.columns:
            header = plain_name(column.header)
            if not column.column and _are_figures(header, rows, lexicon):
                measured.append(header)
                if header in _SHORT:
                    proposal.claims.append({
                        "figure": f"{{{header}}}", "measure": _SHORT[header], "counted": "soldier", "unit": "person"
                    })  # fmt: skip
                else:
                    proposal.numbers[header] = _measure(header, lexicon)
    for header in measured:
        if said := stated_scale(header):
            word = next((w for w, p in _SCALES if re.search(p, said, re.IGNORECASE)), "")
            if _is_read(f"2 {word}", lexicon):
                reason = f"its header says “{said}”; empty it if the cells hold whole numbers"
                proposal.scale[header] = Words(word, reason)
    marks = {
        mark
        for header in measured
        for row in rows
        if (text := row.text(header)) and (bare := without_marks(text)) is not None
        and re.search(r"\d", bare)
        for mark in _MARK.findall(text[len(bare) :])
    }  # fmt: skip
    proposal.marks = sorted(marks)


def placeholders(proposal: Proposal, rows: Sequence[Row]) -> Iterator[str]:
    """The cells of columns of figures that hold no number."""
    headers = {plain_name(c.header) for c in proposal.columns if c.column in FIGURES}
    headers |= {claim["figure"].strip("{}") for claim in proposal.claims} | set(proposal.numbers)
    found = (row.text(header) for row in rows for header in headers)
    yield from dict.fromkeys(text for text in found if text and is_nothing(text))


def _are_figures(header: str, rows: Sequence[Row], lexicon: Lexicon) -> bool:
    texts = [row.text(header) for row in rows if row.text(header)]
    texts = [t for t in texts if not is_nothing(t) and not is_elsewhere(t)]
    if not texts or all(re.fullmatch(r"(?:19|20)\d\d", text) for text in texts):
        return False
    return sum(_is_read(without_marks(t) or t, lexicon) for t in texts) >= _MOST * len(texts)


def _is_read(text: str, lexicon: Lexicon) -> bool:
    try:
        lexicon.figures.read(text)
    except UnclearError:
        return False
    return True


def _measure(header: str, lexicon: Lexicon) -> str:
    """The measure that a header names; "" where it names none."""
    names = lexicon.names

    def measure(text: str) -> str:
        return names.word(text, KG + "Measure")

    try:
        return names.spelling(measure(re.sub(r"\s*[(\[].*", "", header)), measure)
    except UnclearError:
        return ""


def name_columns(
    columns: Sequence[ProposedColumn], rows: Sequence[Row], lexicon: Lexicon
) -> list[int]:
    """The indexes of columns that are taken for nothing else and whose cells are mostly names of things."""
    found = []
    for index, column in enumerate(columns):
        texts = [row.text(plain_name(column.header)) for row in rows[:_LOOKED_AT]]
        texts = [t for t in texts if t and not is_nothing(t) and not is_sum(t)]
        known = sum(
            _is_short(t) and (lexicon.names.knows(t) or bool(kind_of_name(t))) for t in texts
        )
        fits = texts and known >= _FEWEST * len(texts) and _is_short(column.header)
        if not column.column and fits:
            found.append(index)
    return found


def _is_short(text: str) -> bool:
    """Whether a text may be a name: a few words, and no sentence."""
    return len(text.split()) <= _MOST_WORDS and not text.endswith((".", ";", "!", "”"))
