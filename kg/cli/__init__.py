"""The command ``kg``: each module here is one command, found by its name.

Errors of the library become a message on stderr and an exit code here, and nowhere else.
"""

from __future__ import annotations

import os
import sys
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING

import click

from kg.errors import FAILURE, FINE, DataError, KgError, UsageError, did_you_mean, nearest

if TYPE_CHECKING:
    from types import TracebackType


class Commands(click.Group):
    """A group whose commands are the modules of one folder, imported when they are called."""

    def __init__(self, package: str, folder: Path, **settings: object) -> None:
        super().__init__(**settings)  # type: ignore[arg-type]  # click types each setting apart
        self.package, self.folder = package, folder

    def list_commands(self, ctx: click.Context) -> list[str]:
        return sorted(p.stem for p in self.folder.glob("*.py") if not p.stem.startswith("_"))

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in self.list_commands(ctx):
            return None
        command: click.Command = import_module(f"{self.package}.{cmd_name}").command
        return command

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        try:
            return super().resolve_command(ctx, args)
        except click.UsageError:
            near = nearest(args[0], self.list_commands(ctx))
            hint = did_you_mean(near, f"see: {ctx.command_path} --help")
            raise click.UsageError(f"there is no command “{args[0]}”; {hint}", ctx) from None


@click.group(
    cls=Commands,
    package="kg.cli",
    folder=Path(__file__).parent,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
)
@click.version_option(
    None, "--version", package_name="entente-kg", message="entente-kg %(version)s"
)
def group() -> None:
    """Entente: who says what about whom, in which document, how surely, as of when.

    \b
    Examples:
      kg ask casualties
      kg show "North Korea"
      kg query "SELECT ?label WHERE { ?s a kg:State ; rdfs:label ?label }"

    Exit codes: 0 fine, 1 findings, 2 wrong call, 3 failure.
    """


def _arguments() -> list[str]:
    """What was typed, read as UTF-8 also where the locale says otherwise."""
    return [os.fsencode(text).decode("utf-8", "surrogateescape") for text in sys.argv[1:]]


def main() -> None:
    """Run ``kg``; every known error becomes words and an exit code."""
    sys.excepthook = _fault
    _open_closed_streams()
    code = _run()
    try:
        sys.stdout.flush()
    except OSError as error:
        code = code or _output_failed(error)
    sys.stderr.flush()
    os._exit(code)  # all is written: taking the interpreter apart would cost a tenth of a query


def _open_closed_streams() -> None:
    """Give a stream that the caller closed (``>&-``) to nobody: else a file would get its number."""
    for name, mode in (("stdin", "r"), ("stdout", "w"), ("stderr", "w")):
        if getattr(sys, name) is None:
            setattr(sys, name, Path(os.devnull).open(mode, encoding="utf-8"))  # noqa: SIM115


def _fault(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
    """Say that the program is at fault; KG_TRACEBACK=1 shows a developer where."""
    if os.environ.get("KG_TRACEBACK"):
        sys.__excepthook__(kind, error, trace)
    else:
        click.echo(
            f"error: a fault of the program: {kind.__name__}: {error}\n"
            "  → please report it, with the output of the same command under KG_TRACEBACK=1",
            err=True,
        )
    os._exit(FAILURE)


def _run() -> int:
    try:
        group.main(_arguments(), standalone_mode=False)
    except click.exceptions.Exit as done:
        return done.exit_code
    except SystemExit as done:
        # click ends with 1, which is for findings, when the reader of a pipe has gone.
        closed = type(sys.stdout).__name__ == "PacifyFlushWrapper"
        return done.code if isinstance(done.code, int) and not closed else FAILURE
    except click.Abort:
        click.echo("ended", err=True)
        return FAILURE
    except click.ClickException as error:
        error.show()
        return error.exit_code
    except DataError as error:
        from kg.cli._output import print_findings

        print_findings(error.findings)
        return error.exit_code if error.findings else FAILURE
    except KgError as error:
        from kg.cli._output import tell

        name = "usage" if isinstance(error, UsageError) else "error"
        tell(f"{name}: {error}")
        return error.exit_code
    except OSError as error:
        return _output_failed(error)
    return FINE


def _output_failed(error: OSError) -> int:
    """Say why the output could not be written; who closed the pipe knows."""
    if not isinstance(error, BrokenPipeError):
        from kg.cli._output import tell
        from kg.errors import os_error

        tell(f"error: {os_error(error, error.filename or 'output', 'write')}")
    return FAILURE
