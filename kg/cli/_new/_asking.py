"""What the commands of ``kg new`` share: the place to write to, and questions on a terminal."""

from __future__ import annotations

import sys
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Concatenate, NamedTuple

import click

from kg.cli._output import notify, writing_option
from kg.cli._values import Others, with_options
from kg.errors import UsageError
from kg.text.layout import data_root

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from kg.api import Graph
    from kg.curate.new.target import Target
    from kg.curate.new.term import TermText
    from kg.graph.terms import Term, Terms


anyway_option = click.option("--anyway", is_flag=True, help="Also when something like it is there.")


@dataclass(frozen=True, slots=True)
class TermOptions:
    """What is said of every new term; a text that was not given is empty."""

    definition: str
    example: str
    #: The address of the standard or document that it is from.
    source: str
    #: The name of the file of terms that it stands in, without its ending.
    file: str
    #: Whether it is written also where there is something like it.
    anyway: bool
    workspace: str | None

    def texts(self, label: str) -> TermText:
        """The texts of a new term with this label."""
        from kg.curate.new.term import TermText

        return TermText(label, self.definition, self.example, self.source, self.file)

    def refuse_similar(self, similar: Iterable[Term], label: str) -> None:
        """Raises UsageError where a term is like the new one, unless it is written anyway."""
        names = [(term.name, term.label) for term in similar]
        refuse_similar(names, f"“{label}”", anyway=self.anyway)


_TERM_OPTIONS = (
    click.option("--definition", default="", help="“PARENT that …”, “Relation that …”."),
    click.option(
        "--example", default="", help="One, or a negative one where it is easily confused."
    ),
    click.option(
        "--source", default="", metavar="ADDRESS", help="The standard or document that it is from."
    ),
    click.option("--file", default="", metavar="WORD", help="The file of terms that it stands in."),
    anyway_option,
    writing_option,
)


def term_options(
    command: Callable[Concatenate[TermOptions, Others], None],
) -> Callable[Others, None]:
    """Give a command the options of ``TermOptions``; it gets them as its first parameter."""
    return with_options(command, TermOptions, _TERM_OPTIONS)


class Destination(NamedTuple):
    """Where something new is written, the graph that is there already, and the terms of it."""

    target: Target
    graph: Graph
    terms: Terms


def open_destination(workspace: str | None) -> Destination:
    """The destination for a workspace (None: the one around the current folder, else the core).

    Raises UsageError for a core that is not to be changed, DataError for one that cannot be built.
    """
    from kg import api
    from kg.curate.new.target import target_of
    from kg.graph.terms import Terms
    from kg.text.layout import layout_to_write

    target = target_of(layout_to_write(workspace))
    graph = api.open_graph(target.layout.root, notify=notify)
    return Destination(target, graph, Terms(graph))


def given_or_asked(value: str | None, question: str, option: str, *, needed: bool = False) -> str:
    """The value of an option, else what a person answers to a question on the terminal.

    Without a terminal it is empty. Raises UsageError where it is ``needed`` and there is none.
    """
    if value is not None:
        return value.strip()
    if not sys.stdin.isatty():
        if needed:
            raise UsageError(f"{question} is not given", option, "give it, or call on a terminal")
        return ""
    answer: str = click.prompt(
        question, default=None if needed else "", show_default=False, err=True
    )
    return answer.strip()


def report_written(target: Target, *paths: Path) -> None:
    """Say which files were written, as seen from here, and that it was into the core."""
    for path in paths:
        click.echo(f"wrote {_path_from_here(path)}")
    if target.layout.root == data_root():
        notify("that is the core itself; a folder of your own: kg new workspace DIR")


def _path_from_here(path: Path) -> str:
    """A path from the current folder, or whole where it does not lie below it."""
    with suppress(FileNotFoundError):  # the current folder may be gone
        if path.is_relative_to(current := Path.cwd()):
            return path.relative_to(current).as_posix()
    return str(path)


def refuse_similar(similar: list[tuple[str, str]], what: str, *, anyway: bool) -> None:
    """Raises UsageError where something like it is there already; with ``anyway`` it is only named.

    ``similar`` are names and labels of what is there, ``what`` names the new thing in the message.
    """
    if not similar:
        return
    listed = "; ".join(f"{label} ({name})" for name, label in similar[:5])
    if not anyway:
        raise UsageError(
            f"{what} may be there already: {listed}",
            None,
            "use it if it is the same; if yours is another, add --anyway",
        )
    notify(f"like it: {listed}")
