"""``kg ask``: named questions."""

from __future__ import annotations

from typing import IO, TYPE_CHECKING

import click

from kg.cli._data import DataOptions, data_options
from kg.cli._limits import limits_options
from kg.cli._output import (
    deliver,
    deliver_lines,
    deliver_records,
    deliver_text,
    folder_of,
    is_on_terminal,
    output_options,
    terminal_width,
    text_width,
)
from kg.errors import UsageError
from kg.publish.terminal.tables import ROW_FORMATS
from kg.store.limits import QUERY_LIMITS, Limits, run_limited

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from kg.graph.questions import Question


@click.command("ask")
@click.argument("name", required=False)
@click.argument("parameters", nargs=-1, metavar="[NAME=VALUE]...")
@click.option("--list", "listing", is_flag=True, help="List the questions with their parameters.")
@click.option("--headline", is_flag=True, help="Answer the five headline questions.")
@click.option("--sparql", is_flag=True, help="Print the question's query instead of its answer.")
@limits_options(QUERY_LIMITS, "the question")
@output_options(*ROW_FORMATS)
@data_options
def command(
    data: DataOptions,
    limits: Limits,
    name: str | None,
    parameters: tuple[str, ...],
    listing: bool,
    headline: bool,
    sparql: bool,
    form: str | None,
    output: str,
) -> None:
    """Ask a named question; parameters are given as name=value.

    \b
    Examples:
      kg ask --list
      kg ask casualties
      kg ask about entity="Storm Corps"
    """
    from kg.graph import questions
    from kg.publish.terminal.answers import write_answer
    from kg.text.layout import find_layout

    layout = find_layout(data.workspace)
    folders = layout.folders("ontology/queries")
    if listing:
        _deliver_list(questions.all_questions(*folders), form, output)
        return
    if headline and (name is not None or form not in (None, "table")):
        raise UsageError(
            "--headline takes no question and prints tables", None, "ask one: kg ask casualties"
        )
    questions_asked = (
        questions.headlines(*folders) if headline else [_named_question(folders, name)]
    )
    if sparql:
        deliver_text("\n".join(question.sparql for question in questions_asked), output)
        return
    values = _parameter_values(parameters)
    open_prepared = data.prepare()
    width, folder, is_read = terminal_width(), folder_of(output), is_on_terminal(output)

    def work(out: IO[bytes]) -> None:
        graph = open_prepared()
        for number, question in enumerate(questions_asked):
            out.write(b"\n" if number else b"")
            write_answer(graph, question, values, form, out, width, cut=is_read)

    limits = limits.with_network(needed=data.store is not None)
    with run_limited(work, limits, "the question", folder) as content:
        deliver(content, output)


def _named_question(folders: Sequence[Path], name: str | None) -> Question:
    """The question of a name. Raises UsageError where there is no name, or no such question."""
    from kg.graph import questions

    if name is None:
        raise UsageError("no question is named", None, "the questions are listed by: kg ask --list")
    return questions.find_question(name, *folders)


def _parameter_values(parameters: Sequence[str]) -> dict[str, str]:
    """The values of parameters by name, from words ``name=value``. Raises UsageError."""
    values = {}
    for text in parameters:
        key, equals, value = text.partition("=")
        if not equals:
            raise UsageError(f"“{text}” is no parameter", None, "write it as name=value")
        values[key] = value
    return values


def _deliver_list(listed: Mapping[str, Question], form: str | None, output: str) -> None:
    """The questions with their parameters, in a format."""
    from kg.text.display import wrap

    if form in (None, "table"):
        width = text_width()
        lines: list[str] = []
        for question in listed.values():
            lines += wrap(f"{question.name}: {question.question}", width, 0, 2)
            for p in question.parameters:
                assignment = f"{p.name}={p.default or '…'}"
                lines += wrap(f"{assignment} ({p.kind}: {p.meaning})", width, 4, 6)
        deliver_lines(lines, output)
        return
    records: list[dict[str, object]] = [
        {
            "name": question.name,
            "question": question.question,
            "parameters": ", ".join(
                f"{p.name}={p.default or '…'} ({p.kind}: {p.meaning})" for p in question.parameters
            ),
        }
        for question in listed.values()
    ]
    deliver_records(records, form, output)
