"""``kg fmt``: Turtle files in one form, so that a diff shows what was meant."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from kg.cli._output import notify, writing_option


@click.command("fmt")
@click.argument("files", nargs=-1, type=click.Path(path_type=Path))
@click.option("--check", is_flag=True, help="Change nothing; exit with 1 if a file would change.")
@click.option("--diff", "differ", is_flag=True, help="Change nothing; show what would change.")
@writing_option
def command(files: tuple[Path, ...], check: bool, differ: bool, workspace: str | None) -> None:
    """Write Turtle files in the pinned form: what they say stays the same.

    Without FILES all of ontology/ and seeds/; - reads stdin and writes stdout. Blocks and
    properties stay in their order. A file with comments, or with a number such as 007, is refused
    with the lines named, since it could not be kept as it is; then no file is changed.

    \b
    Examples:
      kg fmt
      kg fmt --check
      kg fmt --diff
    """
    from kg.curate.fmt import file_diff, format_all, format_and_write
    from kg.errors import FINDINGS

    if files == (Path("-"),):
        sys.stdout.write(_pinned_stdin())
        return
    read = format_all if check or differ else format_and_write
    formatted_files = read(files, workspace)
    changed = [formatted_file for formatted_file in formatted_files if formatted_file.changed]
    if differ:
        for formatted_file in changed:
            click.echo(file_diff(formatted_file), nl=False)
    elif check:
        for formatted_file in changed:
            click.echo(formatted_file.file.shown)
    verb = "would change" if check or differ else "changed"
    notify(
        f"{verb}: {len(changed)} of {len(formatted_files)} file{'' if len(formatted_files) == 1 else 's'}"
    )
    if check and changed:
        sys.exit(FINDINGS)


def _pinned_stdin() -> str:
    """The Turtle of stdin in the pinned form. Raises DataError, KgError."""
    from kg.text.inputs import InputFile
    from kg.text.reading import read_stdin
    from kg.text.turtle.form import pinned_text

    return pinned_text(InputFile(Path("-"), "stdin", read_stdin()))
