"""``kg doctor``: is everything as it must be? What is only derived is mended."""

from __future__ import annotations

import sys
from dataclasses import asdict

import click

from kg.cli._output import deliver_records, output_options, workspace_option
from kg.publish.terminal.tables import RECORD_FORMATS


@click.command("doctor")
@output_options(*RECORD_FORMATS)
@workspace_option
def command(form: str | None, output: str, workspace: str | None) -> None:
    """Look at the files, the cache, leftovers, permissions and packages; mend the cache.

    Each is fine, mended or wrong, with what to do. Every byte of the cache is read and a damaged one
    is built anew from the text; the text itself is never changed. With something wrong the exit code
    is 1. What the text says is another command's: kg check.

    \b
    Example:
      kg doctor
    """
    from kg.curate.doctor import WRONG, examine
    from kg.errors import FINDINGS

    looks = examine(workspace)
    deliver_records([asdict(look) for look in looks], form, output)
    if any(look.state == WRONG for look in looks):
        sys.exit(FINDINGS)
