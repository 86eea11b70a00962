"""``kg why``: what a fact rests on, and what was passed over for it."""

from __future__ import annotations

import click

from kg.cli._data import DataOptions, data_options
from kg.cli._output import deliver_indented, deliver_records, output_options
from kg.errors import UsageError


@click.command("why")
@click.argument(
    "what", nargs=-1, required=True, metavar="SUBJECT PREDICATE [OBJECT]|ENTITY MEASURE"
)
@output_options("table", "json", "ndjson")
@data_options
def command(data: DataOptions, what: tuple[str, ...], form: str | None, output: str) -> None:
    """Say why something is a fact or none: its claims, those passed over, and the reason of each.

    Give subject, predicate and object of a relation (without the object: all that is claimed), or
    an entity and a measure; names, aliases or ids, each in quotes where it has several words.

    \b
    Examples:
      kg why "Storm Corps" "is part of" "Korean People's Army"
      kg why "Storm Corps" "is part of"
      kg why "North Korea" "personnel deployed"
      kg why "Storm Corps" partOf "Korean People's Army" --view latest --as-of 2025
    """
    from kg.graph.why import records
    from kg.publish.terminal.why import answer_lines

    if len(what) not in (2, 3):
        raise UsageError(
            f"two or three names are needed, and this is {len(what)}",
            None,
            'give three (kg why "Storm Corps" partOf "Korean People\'s Army") or two'
            ' (kg why "North Korea" "personnel deployed"), each in quotes',
        )
    graph = data.open()
    answers = graph.why(*what)
    if form in (None, "table"):
        deliver_indented(answer_lines(answers), output)
    else:
        deliver_records(records(answers), form, output)
