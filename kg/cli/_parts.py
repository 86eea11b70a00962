"""A sheet of more rows than are added at once: all of it checked, and how it is added in parts."""

from __future__ import annotations

import shlex
from pathlib import Path
from typing import TYPE_CHECKING

from kg.cli._meaning import options as meant_options
from kg.cli._output import bar, notify, tell
from kg.errors import DataError, KgError

if TYPE_CHECKING:
    from kg.cli._sheets import SheetOptions
    from kg.curate.sheets.parts import CheckedSheet
    from kg.curate.sheets.sources import Defaults
    from kg.text.layout import Layout


def check_large(
    layout: Layout, sheet: str, options: SheetOptions, defaults: Defaults, texts: Path | None
) -> None:
    """Check all rows of a sheet, and say how they are added; nothing is written.

    Raises DataError with the first findings of each cause, after a summary of all; KgError that
    says how to go on where nothing is wrong and the sheet was to be added.
    """
    from kg.curate.sheets.parts import check_in_parts
    from kg.curate.sheets.table import form_of
    from kg.graph.claims import counted

    form = form_of(options.encoding, options.header_row, options.part)
    said = {(column, text): name for column, text, name in options.meant}
    with bar(f"reading {Path(sheet).name}") as told:
        checked = check_in_parts(
            layout, Path(sheet), form, defaults, texts, options.mapping, said, told
        )
    causes = checked.causes
    if causes.count:
        for cause in causes.listed():
            tell(cause.line())
        shown = causes.findings()
        if len(shown) < causes.count:
            notify(f"{causes.count:,} findings; the first of each cause are shown:")
        raise DataError(shown)
    for reason, count in checked.left_out.items():
        notify(f"{counted(count, 'row')} left out by the mapping: {reason}")
    new_names = f", with {counted(checked.entities, 'new name')}" if checked.entities else ""
    notify(f"{counted(checked.rows, 'row')} read: {counted(checked.claims, 'claim')}{new_names}")
    if not options.dry_run:
        raise KgError("nothing is added yet", sheet, _in_parts(sheet, options, checked))
    notify(_in_parts(sheet, options, checked))


def _in_parts(sheet: str, options: SheetOptions, checked: CheckedSheet) -> str:
    """The command that adds a sheet part by part."""
    from kg.curate.sheets.table import MOST_ROWS

    given = (
        *(("--source", options.source), ("--map", options.mapping), ("--texts", options.texts)),
        *(("--encoding", options.encoding), ("--header-row", options.header_row)),
        ("--curator", options.curator),
    )
    said = {(column, text): name for column, text, name in options.meant}
    call = " ".join(
        ["kg add", shlex.quote(sheet), *(f"{n} {shlex.quote(v)}" for n, v in given if v)]
    )
    return (
        f"at most {MOST_ROWS:,} rows are added at once, as shapes, rules and contradictions are tried on all "
        f"together; each part is added as a whole or not at all: for n in $(seq {checked.first} {MOST_ROWS} "
        f"{checked.last}); do {call}{meant_options(said)} --part $n-$((n+{MOST_ROWS - 1})) || break; done"
    )
