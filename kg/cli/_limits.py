"""The options of every command that evaluates what data says: time, memory, rows."""

from __future__ import annotations

from typing import TYPE_CHECKING, Concatenate

import click

from kg.cli._values import Others, with_options
from kg.store.limits import Limits

if TYPE_CHECKING:
    from collections.abc import Callable


def limits_options(
    default: Limits, what: str
) -> Callable[[Callable[Concatenate[Limits, Others], None]], Callable[Others, None]]:
    """Give a command ``--timeout``, ``--memory``, ``--rows``; it gets them as its first parameter.

    ``what`` is evaluated, as the help names it.
    """
    options = (
        click.option(
            "--timeout",
            "seconds",
            type=click.FloatRange(min=0),
            default=default.seconds,
            show_default=True
            if default.seconds is not None
            else "a minute, and more for a large text",
            metavar="SECONDS",
            help=f"End {what} after this time (0: no limit).",
        ),
        click.option(
            "--memory",
            "megabytes",
            type=click.IntRange(min=0),
            default=default.megabytes,
            show_default=True,
            metavar="MEGABYTES",
            help=f"End {what} when it needs more memory (0: no limit).",
        ),
        click.option(
            "--rows",
            type=click.IntRange(min=0),
            default=default.rows,
            show_default=True,
            metavar="N",
            help="Refuse an answer of more rows than this (0: no limit).",
        ),
    )

    def decorate(command: Callable[Concatenate[Limits, Others], None]) -> Callable[Others, None]:
        return with_options(command, Limits, options)

    return decorate
