"""``kg impact``: what would change or fall if a source were withdrawn."""

from __future__ import annotations

import click

from kg.cli._data import DataOptions, data_options
from kg.cli._output import deliver_records, deliver_text, notify, output_options
from kg.publish.terminal.tables import RECORD_FORMATS


@click.command("impact")
@click.option(
    "--without",
    "withdrawn",
    multiple=True,
    required=True,
    metavar="ID",
    help="The source that is withdrawn; repeat it for several.",
)
@output_options(*RECORD_FORMATS)
@data_options
def command(data: DataOptions, withdrawn: tuple[str, ...], form: str | None, output: str) -> None:
    """Say which facts, ranges, claims and contradictions would change or fall without a source.

    A claim elsewhere that was derived from it alone stays, and has no origin any more.

    \b
    Examples:
      kg impact --without khaled-north-korea-russia
      kg impact --without unn-2025-04-30-casualties --format json
    """
    from collections import Counter

    from kg.claims.facts.edges import CONFIRMED, CONFIRMED_MEANS

    consequences = data.open().impact(withdrawn)
    records = [dict(change._asdict()) for change in consequences.changes]
    if records or form not in (None, "table"):
        deliver_records(records, form, output)
    else:
        deliver_text("", output)
    texts = (text for change in consequences.changes for text in (change.before, change.after))
    if any(CONFIRMED in text for text in texts):
        notify(CONFIRMED_MEANS)
    counted = Counter(f"{change.kind} {change.change}" for change in consequences.changes)
    listed = ", ".join(f"{name}: {count}" for name, count in counted.items())
    notify(f"claims gone: {consequences.claims}; {listed or 'nothing else changes'}")
