"""What the commands that read a sheet share."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

import click

Function = TypeVar("Function", bound=Callable[..., Any])


def sheet_form_options(function: Function) -> Function:
    """The options ``--encoding`` and ``--header-row`` of a command that reads a sheet."""
    function = click.option(
        "--header-row",
        metavar="N",
        help="The row with the names of the columns; 3-4 for two. Default: it is looked for.",
    )(function)
    return click.option(
        "--encoding", metavar="NAME", help="Of a CSV that is not UTF-8, such as windows-1251."
    )(function)
