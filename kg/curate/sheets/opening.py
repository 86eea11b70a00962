"""Open the sheet of ``kg add``: in our columns, by a mapping, or with a proposal of one."""

from __future__ import annotations

import itertools
from collections import Counter
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from kg.build.pipeline import parse_texts
from kg.claims.evidence.quotes import Passages
from kg.curate.checks.texts import copy_of
from kg.curate.sheets.at_hand import lexicon_of_texts
from kg.curate.sheets.columns import BY_NAME
from kg.curate.sheets.entity_sheet import is_entity_sheet, read_entity_sheet
from kg.curate.sheets.files import contents
from kg.curate.sheets.mapping.apply import apply_mapping
from kg.curate.sheets.mapping.columns import is_foreign
from kg.curate.sheets.mapping.propose import propose
from kg.curate.sheets.mapping.stored import StoredMapping, named, stored_for
from kg.curate.sheets.mapping.verbs import verbs_of
from kg.curate.sheets.rows import Problems
from kg.curate.sheets.sources import stem_of_name
from kg.curate.sheets.table import (
    MOST_ROWS,
    PLAIN,
    plain_name,
    raw_sheet,
    read_rows,
    require_header,
    table_of,
)
from kg.errors import KgError
from kg.text.inputs import read_inputs

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from kg.curate.sheets.lexicon import Lexicon
    from kg.curate.sheets.mapping.proposal import Proposal
    from kg.curate.sheets.table import Form, RawSheet, Table
    from kg.text.layout import Layout

_FEWEST = 2  # columns that are known by their headers or cells, for a file to be a sheet of claims


@dataclass
class Opened:
    """A sheet that was read as a table of our columns.

    ``used``: the mapping by which it was read; ``left_out``: by reason, the rows that it leaves out.
    """

    headers: tuple[str, ...]
    table: Table
    used: StoredMapping | None = None
    left_out: Counter[str] = field(default_factory=Counter)


@dataclass
class Unmapped:
    """A sheet that needs a mapping, with the proposal of one."""

    headers: tuple[str, ...]
    proposal: Proposal


def open_for_adding(
    layout: Layout,
    path: Path,
    form: Form = PLAIN,
    *,
    mapping: str | StoredMapping | None = None,
    data: bytes | None = None,
    source: str | None = None,
    texts: Path | None = None,
    only_propose: bool = False,
) -> Opened | Unmapped:
    """Read a sheet: by the mapping of a file, by that which the workspace has for its headers, or as ours.

    A sheet whose headers are not ours, or who means other things by them, gives a proposal.
    ``source``: the id of the source of all rows, whose text is in ``texts``; ``data``: the bytes of the
    sheet, where ``path`` only names it. Raises DataError with
    what is wrong in the sheet or the mapping, KgError for files.
    """
    content = contents(path) if data is None else data

    def opened() -> RawSheet:
        return raw_sheet(content, path.name, form)

    sheet = opened()
    require_header(sheet)
    headers = sheet.header.names
    if not only_propose:
        used = mapping_for(layout, mapping, headers)
        if used is not None:
            return _by_mapping(layout, used, opened())
    if is_entity_sheet(headers):
        return Opened(headers, read_entity_sheet(opened(), _curators(layout)))
    if not only_propose and not needs_mapping(sheet, layout):
        return Opened(headers, table_of(opened()))
    lexicon = lexicon_of_text(layout)
    stem = stem_of_name(source or "")
    document = lexicon.documents.get(stem)
    copy = copy_of(texts, stem) if texts is not None and stem else None
    passages = Passages(copy.decode("utf-8", "replace"), f"{stem}.txt") if copy else None
    proposal = propose(_first_rows(opened()), lexicon, document, passages, verbs_of(layout))
    if sum(bool(column.column) for column in proposal.columns) < _FEWEST:
        raise KgError(
            "nothing tells what the columns of this are: is it a sheet of claims?",
            path.name,
            "say where the header is (--header-row 3), or start from: kg new sheet",
        )
    return Unmapped(headers, proposal)


def mapping_for(
    layout: Layout, mapping: str | StoredMapping | None, headers: Sequence[str]
) -> StoredMapping | None:
    """The mapping of a file, else that which the workspace has for some headers; None without one."""
    if isinstance(mapping, StoredMapping):
        return mapping
    return named(mapping) if mapping is not None else stored_for(layout, headers)


def _first_rows(sheet: RawSheet) -> RawSheet:
    """So many rows of a sheet as are looked at to tell what its columns are."""
    filled = ((n, row) for n, row in sheet.rows if any(cell.text.strip() for cell in row))
    return replace(sheet, rows=itertools.islice(filled, MOST_ROWS))


def open_part(
    layout: Layout, sheet: RawSheet, used: StoredMapping | None, lexicon: Lexicon
) -> Opened:
    """Some rows of a sheet, by a mapping or as ours. Raises as ``open_for_adding``."""
    headers = sheet.header.names
    if used is not None:
        applied = apply_mapping(used.mapping, sheet, lexicon.figures)
        return Opened(headers, applied.table, used, applied.left_out)
    if is_entity_sheet(headers):
        return Opened(headers, read_entity_sheet(sheet, _curators(layout)))
    return Opened(headers, table_of(sheet))


def open_mapped(layout: Layout, path: Path, mapping: str, form: Form = PLAIN) -> Opened:
    """Read a sheet by the mapping of a file. Raises as ``open_for_adding``."""
    return _by_mapping(layout, named(mapping), raw_sheet(contents(path), path.name, form))


def _by_mapping(layout: Layout, used: StoredMapping, sheet: RawSheet) -> Opened:
    return open_part(layout, sheet, used, lexicon_of_text(layout))


def lexicon_of_text(layout: Layout) -> Lexicon:
    """The names and words of a layout. Raises as ``parse_texts``."""
    parsed = parse_texts(layout, read_inputs(layout))
    return lexicon_of_texts(parsed)


def _curators(layout: Layout) -> str:
    """The identifier of the editors of a layout, who say what nobody else is named for."""
    from kg.curate.new.target import target_of

    return f"kgd:{target_of(layout).curators.rpartition('/')[2]}"


def needs_mapping(sheet: RawSheet, layout: Layout) -> bool:
    """Whether the headers of a sheet are not all ours, or its cells say that they mean other things."""
    names = [plain_name(name) for name in sheet.header.names if name.strip()]
    if len(set(names)) != len(names):
        return False  # said where the header is read
    if any(name not in BY_NAME for name in names) or not {"who", "speaker"} <= set(names):
        return True
    if not {"from", "to"} & set(names) or "figure" not in names:
        return False
    lexicon = lexicon_of_text(layout)
    positions = {i: plain_name(n) for i, n in enumerate(sheet.header.names) if n.strip()}
    return is_foreign(
        sheet.header.names,
        read_rows(_first_rows(sheet), positions, Problems(sheet.name)),
        lexicon.figures,
    )
