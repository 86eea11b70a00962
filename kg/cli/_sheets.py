"""What the commands that read a sheet share, and the options of ``kg add``."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Concatenate, TypeVar

import click

from kg.cli._values import Others, with_options

Function = TypeVar("Function", bound=Callable[..., Any])

_ENCODING = click.option(
    "--encoding", metavar="NAME", help="Of a CSV that is not UTF-8, such as windows-1251."
)
_HEADER_ROW = click.option(
    "--header-row",
    metavar="N",
    help="The row with the names of the columns; 3-4 for two. Default: it is looked for.",
)


def sheet_form_options(function: Function) -> Function:
    """The options ``--encoding`` and ``--header-row`` of a command that reads a sheet."""
    return _ENCODING(_HEADER_ROW(function))


@dataclass(frozen=True, slots=True)
class SheetOptions:
    """How the sheet of ``kg add`` is to be read, and what is to become of it."""

    #: The file of a mapping, and whether one is only to be proposed.
    mapping: str | None
    propose: bool
    #: The id of the source of all rows, and who wrote the claims down.
    source: str | None
    curator: str | None
    #: A folder with the texts.
    texts: str | None
    encoding: str | None
    header_row: str | None
    #: The rows to add, of a sheet that has more: “2-10001”.
    part: str | None
    #: Of cells that are nearly a name: our column, what is written there, what is meant.
    meant: tuple[tuple[str, str, str], ...]
    #: The file for the sheet with its faults marked.
    report: str | None
    #: The file for what the sheet names and the graph has not.
    missing: str | None
    #: Whether claims are changed, and whether those that the sheet lacks are taken out.
    change: bool
    sync: bool
    dry_run: bool


_OPTIONS = (
    click.option(
        "--map",
        "mapping",
        metavar="FILE",
        help="What the columns of the sheet are, in TOML; kept in maps/ for the next sheet like it.",
    ),
    click.option("--propose", is_flag=True, help="Propose such a mapping, and end."),
    click.option(
        "--source", metavar="ID", help="The source of all rows, for a sheet without the column."
    ),
    click.option(
        "--curator", metavar="NAME", help="Who wrote the claims down, where a source is new."
    ),
    click.option(
        "--texts",
        metavar="DIR",
        help="A folder with your copies of the texts, NAME-OF-THE-SOURCE.txt, in which quotes are looked for.",
    ),
    _ENCODING,
    _HEADER_ROW,
    click.option(
        "--part", metavar="FIRST-LAST", help="Add these rows alone: 2-10001 of a large sheet."
    ),
    click.option(
        "--meant",
        nargs=3,
        multiple=True,
        metavar="COLUMN WRITTEN NAME",
        help="Read what is written in a column as a name; on a terminal you are asked. May be given again.",
    ),
    click.option(
        "--report",
        metavar="FILE.xlsx",
        help="Write the sheet with its faults marked, each with its remedy; mend it and add it.",
    ),
    click.option(
        "--missing",
        metavar="FILE.toml",
        help="Write the relations, words and names that are unknown to a file; kg new from FILE makes them.",
    ),
    click.option(
        "--change", is_flag=True, help="Change the claims whose ids stand in the sheet, as it says."
    ),
    click.option(
        "--sync",
        is_flag=True,
        help="Make the sources of the sheet equal to it: change claims, and take out those it lacks.",
    ),
    click.option("--dry-run", is_flag=True, help="Show what would be added, and write nothing."),
)


def sheet_options(
    command: Callable[Concatenate[SheetOptions, Others], None],
) -> Callable[Others, None]:
    """Give a command the options of ``SheetOptions``; it gets them as its first parameter."""
    return with_options(command, SheetOptions, _OPTIONS)
