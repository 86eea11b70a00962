"""``kg migrate``: write the terms that have replaced older ones."""

from __future__ import annotations

import sys

import click

from kg.cli._limits import limits_options
from kg.cli._output import notify, writing_option
from kg.store.limits import QUERY_LIMITS, Limits


@click.command("migrate")
@click.option("--check", is_flag=True, help="Write nothing; exit with 1 if a file would change.")
@click.option("--dry-run", is_flag=True, help="Write nothing; show what would change.")
@writing_option
@limits_options(QUERY_LIMITS, "the migrations")
def command(limits: Limits, /, check: bool, dry_run: bool, workspace: str | None) -> None:
    """Replace deprecated terms in the sources, as ontology/migrations/ says.

    Only terms are replaced: comments, strings and layout stay as they are. All files are read and
    rewritten in memory before the first is written, and all of them are written or none.

    \b
    Examples:
      kg migrate --dry-run
    """
    from contextlib import nullcontext

    from kg.curate.fmt import file_diff, write_formatted
    from kg.curate.migrate import migrated_files
    from kg.errors import FINDINGS
    from kg.text.layout import find_layout, layout_to_write
    from kg.text.writing import writing_in

    only_read = check or dry_run
    layout = find_layout(workspace) if only_read else layout_to_write(workspace)
    shorten = layout.prefixes.shorten
    with nullcontext() if only_read else writing_in(layout.root):
        terms, files = migrated_files(layout, limits)
        changed = [formatted_file for formatted_file in files if formatted_file.changed]
        for formatted_file in changed:
            click.echo(formatted_file.file.shown if check else file_diff(formatted_file), nl=check)
        if not only_read:
            write_formatted(changed)
    for use, new in sorted(terms.items()):
        of = f", of {shorten(use.kind)}" if use.kind else ""
        notify(f"{shorten(new)} instead of {shorten(use.term)}{of}")
    verb = "would change" if only_read else "changed"
    notify(f"{verb}: {len(changed)} of {len(files)} files")
    if check and changed:
        sys.exit(FINDINGS)
