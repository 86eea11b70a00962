"""What to do about a cell that is not understood: what may be meant, else the command that makes it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Protocol

from kg.curate.sheets.cell import BOOLEAN, DATE, NUMBER
from kg.curate.sheets.columns import BY_NAME
from kg.curate.sheets.missing import LIKE
from kg.curate.sheets.placeholders import (
    is_elsewhere,
    is_footnote,
    is_nothing,
    is_sum,
    without_marks,
)
from kg.curate.sheets.rows import Unknown
from kg.errors import UnclearError
from kg.iris import KG
from kg.text.display import shell_quoted

if TYPE_CHECKING:
    from kg.curate.sheets.cell import Cell
    from kg.curate.sheets.lexicon import Lexicon
    from kg.curate.sheets.rows import Problems, Row
    from kg.curate.sheets.sources import SheetSource


class RowWithWords(Protocol):
    """The reader of one row (``reading.Reader``), as far as this module needs it."""

    lexicon: Lexicon
    source: SheetSource
    row: Row
    problems: Problems


#: An identifier behind a name that is offered: people write the name.
_BEHIND_NAME = re.compile(r"” \((?:[a-z][\w-]*:)[\w.-]+\)")


def name_in(cell: Cell, *, number: bool = False) -> str:
    """The text of a cell that is to hold a name, or with ``number`` a figure.

    Raises UnclearError for a date, truth value or number that a workbook holds in its place.
    """
    if cell.kind == DATE:
        shown = f", shown as {cell.shown}" if cell.shown else ""
        raise UnclearError(
            f"Excel has made a date of it: {cell.text}{shown}",
            "format the column as text, and write it again",
        )
    if cell.kind == BOOLEAN:
        raise UnclearError(
            f"Excel has made {cell.text} of it", "format the column as text, and write it again"
        )
    if cell.kind == NUMBER and not number:
        raise UnclearError(
            f"{cell.text} is a number; zeros before it may be lost",
            "format the column as text, and write the name again",
        )
    return cell.text


def _note(reader: RowWithWords, column: str, unknown: Unknown) -> None:
    text = reader.row.text(column)
    reader.problems.unknown.setdefault((column, text), []).append(unknown)


def unknown_thing(
    reader: RowWithWords, fault: UnclearError, cell: Cell, column: str
) -> UnclearError:
    """The error for a name, with how a new entity is made where there is none of it."""
    if not fault.what.startswith("nothing"):
        return fault
    if cell.text.upper() in ("TRUE", "FALSE"):
        make = "Excel has made a truth value of it: format the column as text, and write it again"
        return UnclearError(fault.what, make, fault.near)
    if is_elsewhere(cell.text):
        return UnclearError(
            f"“{cell.text}” points to another cell", "write the name that stands there"
        )
    if is_nothing(cell.text):
        return UnclearError(
            f"“{cell.text}” names nothing", "leave the cell empty, or write the name"
        )
    if is_footnote(cell.text):
        note = "take the row out if it is a note below the table, and write it into “note” of the rows that it is about"
        return UnclearError(f"“{cell.text}” begins with the mark of a footnote", note)
    if is_sum(cell.text):
        sums = "a sum of other rows is no thing of its own: take the row out, or write of whom all of it is"
        return UnclearError(fault.what, sums)
    if (bare := without_marks(cell.text)) is not None and reader.lexicon.names.knows(bare):
        return UnclearError(f"“{cell.text}” has the mark of a footnote", f"write “{bare}”")
    _note(reader, column, Unknown(reader.row.number, reader.source.stem))
    kind = f"{column} kind" if f"{column} kind" in BY_NAME else "who kind"
    name = shell_quoted(cell.text)
    if reader.problems.mapped:
        make = f'if it is new, give it a kind under [kinds] of the mapping: {name} = "KIND"'
    else:
        make = f"if it is new, say what it is in the column “{kind}”, or make it: kg new entity {name} --kind KIND"
    return _with(fault, make)


def unknown_relation(reader: RowWithWords, fault: UnclearError, cell: Cell) -> UnclearError:
    """The error for a relation: another word for one of ours, else the command that makes it."""
    if not fault.what.startswith("nothing"):
        return fault
    lexicon = reader.lexicon
    spoken = lexicon.speech.relation(cell.text)
    if spoken is not None:
        label = lexicon.names.spelling(spoken.iri, lexicon.names.relation)
        turned = ", with who and whom exchanged" if spoken.inverse else ""
        return UnclearError(
            f"“{cell.text}” is no relation by this name",
            f"write “{label}”{turned}: {spoken.reason}",
            () if spoken.inverse else (spoken.iri,),
        )
    subject, whom = _kind(reader, "who"), _kind(reader, "whom")
    known = whom if whom or reader.row.text("whom kind") else None
    _note(reader, "relation", Unknown(reader.row.number, reader.source.stem, subject, known))
    return _with(fault, f"if none of ours says it, make it: {new_relation(reader, cell.text)}")


def unknown_word(
    reader: RowWithWords, fault: UnclearError, cell: Cell, column: str
) -> UnclearError:
    """The error for a word of a vocabulary: one that says the same, else the command that makes it."""
    if not fault.what.startswith("nothing"):
        return fault
    if column == "measure" and (iri := reader.lexicon.speech.measure(cell.text)):
        label = reader.lexicon.names.spelling(
            iri, lambda text: reader.lexicon.names.word(text, KG + "Measure")
        )
        return UnclearError(
            f"“{cell.text}” is no measure by this name",
            f"write “{label}” if that is meant",
            (iri,),
        )
    if column in LIKE:
        _note(reader, column, Unknown(reader.row.number, reader.source.stem))
        text = cell.text
        if reader.lexicon.names.knows(text) or _is_relation(reader.lexicon, text):
            text = f"{text} (figure)"
        return _with(fault, f"if none of ours says it, make it: {new_word(text, column)}")
    return _with(fault, f"its words are listed by: kg add --words {shell_quoted(column)}")


def _is_relation(lexicon: Lexicon, text: str) -> bool:
    try:
        return bool(lexicon.names.relation(text))
    except UnclearError:
        return False


def _with(fault: UnclearError, make: str) -> UnclearError:
    remedy = _BEHIND_NAME.sub("”", fault.remedy)
    return UnclearError(fault.what, f"{remedy} {make}".strip(), fault.near)


def new_word(text: str, column: str) -> str:
    """The command that makes a word for a column of figures."""
    label = f"{text} (unit)" if column == "unit" and not text.endswith(" (unit)") else text
    kind = " --measure-kind KIND" if column == "measure" else ""
    return f'kg new word {shell_quoted(label)} --like "{LIKE[column]}"{kind}'


def new_relation(reader: RowWithWords, text: str) -> str:
    """The command that makes a relation, with the kinds of what stands in the row."""
    subject = _kind(reader, "who") or "entity"
    row = reader.row
    options = [f'--subject "{subject}"']
    if _kind(reader, "whom") or row.text("whom kind"):
        options.append(f'--object "{_kind(reader, "whom") or "entity"}"')
    label = f"{text} (relation)" if reader.lexicon.names.knows(text) else text
    return " ".join([f"kg new property {shell_quoted(label)}", *options])


def _kind(reader: RowWithWords, column: str) -> str:
    """The label of the class of what stands in a column; "" where it is not known."""
    names, lexicon = reader.lexicon.names, reader.lexicon
    try:
        iri = names.thing(reader.row.text(column), document=reader.source.iri)
    except UnclearError:
        return ""
    kinds = [k for k in sorted(names.types[iri]) if KG + "Entity" in lexicon.terms.above(k)]
    return names.label(kinds[0]) if kinds else ""


def remedy_for_empty(column: str, reader: RowWithWords) -> str:
    """What to write into a column that a figure needs and that is empty."""
    text = " ".join(reader.row.text(name) for name in ("figure", "wording", "quote"))
    offered = _offered(column, text, reader.lexicon)
    where = "under [relations] of the mapping" if reader.problems.mapped else "into it"
    write = f"write it {where}"
    return {
        "who": "name what the figure is about",
        "measure": f"{offered}{write}; the measures are listed by: kg add --words measure",
        "counted": f"{offered}{write}, such as soldier; all of it: kg add --words counted",
        "unit": f"{write}; the units are listed by: kg add --words unit",
    }[column]


def _offered(column: str, text: str, lexicon: Lexicon) -> str:
    """What the words beside a figure speak for, as the beginning of a remedy."""
    speech = lexicon.speech
    iri = speech.measure(text) if column == "measure" else speech.counted(text)
    return f"is it “{lexicon.names.label(iri)}”? " if iri and text.strip() else ""
