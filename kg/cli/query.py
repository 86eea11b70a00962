"""``kg query``: SPARQL from the command line, a file or stdin."""

from __future__ import annotations

import os
from typing import IO

import click

from kg.cli._data import DataOptions, data_options
from kg.cli._limits import limits_options
from kg.cli._output import (
    deliver,
    folder_of,
    notify,
    output_options,
    terminal_width,
)
from kg.errors import UsageError
from kg.publish.terminal.tables import GRAPH_FORMATS, ROW_FORMATS
from kg.store.limits import QUERY_LIMITS, Limits, run_limited
from kg.text.reading import read_named, read_stdin


@click.command("query")
@click.argument("query", metavar="QUERY|FILE|-")
@output_options(*ROW_FORMATS, *GRAPH_FORMATS)
@limits_options(QUERY_LIMITS, "the query")
@data_options
def command(
    data: DataOptions,
    limits: Limits,
    query: str,
    form: str | None,
    output: str,
) -> None:
    """Answer a SPARQL query; known prefixes need no PREFIX line.

    \b
    Example:
      kg query "SELECT ?who WHERE { ?c kg:measure kg:personnelKilledOrWounded ; kg:attributedTo ?who }"
    """
    text, name = read_query(query)
    open_prepared = data.prepare()
    width, folder = terminal_width(), folder_of(output)

    def work(out: IO[bytes]) -> None:
        from kg.publish.terminal.tables import write_result
        from kg.store.sparql import run, unknown_names

        graph = open_prepared()
        result = run(graph.store, text, name=name, prefixes=graph.prefixes)
        write_result(result, form, out, width, graph.prefixes, name)
        for unknown, remedy in unknown_names(graph.store, text):
            notify(f"nothing is said of {unknown}: {remedy}")

    limits = limits.with_network(needed=data.store is not None)
    with run_limited(work, limits, "the query", folder) as answer:
        deliver(answer, output)


def read_query(argument: str) -> tuple[str, str]:
    """The query itself from an argument: ``-`` for stdin, a file's name, or SPARQL; and its name.

    It stands in messages: that of the file, ``stdin``, or ``query`` for one that was typed.

    Raises UsageError for a folder and KgError for a file that cannot be read.
    """
    if argument == "-":
        content, name = read_stdin(), "stdin"
    elif os.path.isdir(argument):
        raise UsageError("this is a folder", argument, "give a file that holds a query")
    elif os.path.lexists(argument) or (
        argument.endswith((".rq", ".sparql")) and " " not in argument
    ):
        content, name = read_named(argument, "the query"), argument
    else:
        return argument, "query"
    try:
        return content.decode("utf-8-sig"), name
    except UnicodeDecodeError as error:
        raise UsageError(
            f"byte {error.start} is not UTF-8", name, "save the query as UTF-8"
        ) from None
