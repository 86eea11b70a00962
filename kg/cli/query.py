"""``kg query``: SPARQL from the command line, a file or stdin."""

from __future__ import annotations

import os
import sys
from typing import IO

import click

from kg.cli._data import DataOptions, data_options
from kg.cli._output import (
    deliver,
    folder_of,
    notify,
    output_options,
    terminal_width,
    timeout_option,
)
from kg.errors import UsageError, os_error
from kg.publish.terminal.tables import GRAPH_FORMATS, ROW_FORMATS


@click.command("query")
@click.argument("query", metavar="QUERY|FILE|-")
@output_options(*ROW_FORMATS, *GRAPH_FORMATS)
@timeout_option
@data_options
def command(
    data: DataOptions,
    query: str,
    form: str | None,
    output: str,
    timeout: float,
) -> None:
    """Answer a SPARQL query; known prefixes need no PREFIX line.

    \b
    Example:
      kg query "SELECT ?who WHERE { ?c kg:measure kg:personnelKilledOrWounded ; kg:attributedTo ?who }"
    """
    from kg.store.guard import refuse_network
    from kg.store.limits import run_limited

    text = read_query(query)
    refuse_network(text)
    open_prepared = data.prepare()
    width, folder = terminal_width(), folder_of(output)

    def work(out: IO[bytes]) -> None:
        from kg.publish.terminal.tables import write_result
        from kg.store.sparql import run, unknown_names

        graph = open_prepared()
        result = run(graph.store, text, prefixes=graph.prefixes)
        write_result(result, form, out, width, graph.prefixes)
        for name, remedy in unknown_names(graph.store, text):
            notify(f"nothing is said of {name}: {remedy}")

    with run_limited(work, timeout, folder) as answer:
        deliver(answer, output)


def read_query(argument: str) -> str:
    """The query itself from an argument: ``-`` for stdin, a file's name, or SPARQL.

    Raises UsageError for a folder and KgError for a file that cannot be read.
    """
    if argument == "-":
        content = sys.stdin.buffer.read()
    elif os.path.isdir(argument):
        raise UsageError("this is a folder", argument, "give a file that holds a query")
    elif os.path.isfile(argument) or (
        argument.endswith((".rq", ".sparql")) and " " not in argument
    ):
        try:
            with open(argument, "rb") as file:
                content = file.read()
        except OSError as error:
            raise os_error(error, argument, "read the query") from None
    else:
        return argument
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise UsageError(
            f"byte {error.start} is not UTF-8", argument, "save the query as UTF-8"
        ) from None
