"""Cells that are nearly a name: what may be meant is offered, with one key or as an option to copy."""

from __future__ import annotations

import shlex
import sys
from typing import TYPE_CHECKING

import click

from kg.cli._output import notify

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from kg.curate.sheets.rows import Problems

    #: By our column and what is written there, what is meant.
    Meant = Mapping[tuple[str, str], str]

_MOST_ASKED = 50
_MOST_SHOWN = 3  # ready options in a message


def meant(problems: Problems) -> dict[tuple[str, str], str]:
    """What a person says is meant by the cells that are nearly a name; nothing without a terminal.

    There the options that say it are printed instead.
    """
    if not problems.offers:
        return {}
    if not (sys.stdin.isatty() and sys.stderr.isatty()):
        _say_options(problems)
        return {}
    taken: dict[tuple[str, str], str] = {}
    for (column, text), near in list(problems.offers.items())[:_MOST_ASKED]:
        answer = _asked(problems.titles.get(column, column), text, near)
        if answer is not None:
            taken[column, text] = answer
    return taken


def _asked(column: str, text: str, near: Sequence[str]) -> str | None:
    """The name that a person chooses by one key; None for every other key."""
    if len(near) == 1:
        keys = {"y": near[0]}
        question = f"did you mean “{near[0]}”? [y/N] "
    else:
        keys = {str(number): name for number, name in enumerate(near, start=1)}
        listed = ", ".join(f"{key} “{name}”" for key, name in keys.items())
        question = f"did you mean {listed}? [{'/'.join(keys)}/N] "
    click.echo(f"{column}: nothing is called “{text}”; {question}", nl=False, err=True)
    key = click.getchar().lower()
    click.echo(key if key in keys else "no", err=True)
    return keys.get(key)


def _say_options(problems: Problems) -> None:
    single = [(key, near[0]) for key, near in problems.offers.items() if len(near) == 1]
    if not single:
        return
    more = len(single) - _MOST_SHOWN
    shown = options(dict(single[:_MOST_SHOWN]))
    rest = f" (and {more} more)" if more > 0 else ""
    notify(f"to take what is near, where it is what you mean, add:{shown}{rest}")


def options(taken: Meant) -> str:
    """The options that say what is meant, each after a blank."""
    return "".join(
        f" --meant {shlex.quote(column)} {shlex.quote(text)} {shlex.quote(name)}"
        for (column, text), name in taken.items()
    )
