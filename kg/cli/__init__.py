"""The command ``kg``: each module here is one command, found by its name; packages may add others.

Errors of the library become a message on stderr and an exit code here, and nowhere else.
"""

from __future__ import annotations

import contextlib
import io
import os
import sys
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING

import click

from kg.errors import FAILURE, FINE, DataError, KgError, UsageError, did_you_mean, nearest

if TYPE_CHECKING:
    from types import TracebackType

    from kg.plugins import Plugin


class Commands(click.Group):
    """A group whose commands are the modules of one folder, imported when they are called.

    With ``plugins``, a group of entry points, other packages add commands of names that are not in
    the folder. They are looked up only for such a name, and for a list of all commands.
    """

    def __init__(
        self, package: str, folder: Path, plugins: str | None = None, **settings: object
    ) -> None:
        super().__init__(**settings)  # type: ignore[arg-type]  # click types each setting apart
        self.package, self.folder, self.plugins = package, folder, plugins
        self.running: Plugin | None = None  #: whose command was called, where it is a plug-in's

    def built_in(self) -> list[str]:
        """The names of the commands in the folder."""
        return sorted(p.stem for p in self.folder.glob("*.py") if not p.stem.startswith("_"))

    def list_commands(self, ctx: click.Context) -> list[str]:
        plugin_commands, _ = self._plugin_commands()
        return sorted([*self.built_in(), *(plugin.name for plugin in plugin_commands)])

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name in self.built_in():
            command: click.Command = import_module(f"{self.package}.{cmd_name}").command
            return command
        if self.plugins is None:
            return None
        from kg.plugins import plugin

        self.running = plugin(self.plugins, cmd_name)
        return _command_of(self.running) if self.running else None

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        try:
            return super().resolve_command(ctx, args)
        except click.UsageError:
            near = nearest(args[0], self.list_commands(ctx))
            hint = did_you_mean(near, f"see: {ctx.command_path} --help")
            raise click.UsageError(f"there is no command “{args[0]}”; {hint}", ctx) from None

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """The commands with their first sentence, those of other packages with the package's name."""
        plugin_commands, refused = self._plugin_commands()
        commands = {name: (self.get_command(ctx, name), "") for name in self.built_in()}
        commands |= {
            p.name: (command, f" (from {p.package})") for p, command in plugin_commands.items()
        }
        room = formatter.width - 6 - max(map(len, commands))
        rows = [
            (name, command.get_short_help_str(room - len(source)) + source)
            for name, (command, source) in sorted(commands.items())
            if command is not None and not command.hidden
        ]
        with formatter.section("Commands"):
            formatter.write_dl(rows)
        if refused:
            with formatter.section("Plug-ins that are not used"):
                for error in refused:
                    formatter.write_text(error.what)

    def _plugin_commands(self) -> tuple[dict[Plugin, click.Command], list[KgError]]:
        """The commands of other packages, and why some of them cannot be used."""
        if self.plugins is None:
            return {}, []
        from kg.plugins import usable

        return usable(self.plugins, self.built_in(), _command_of)


def _command_of(plugin: Plugin) -> click.Command:
    """The command that an entry point names. Raises KgError where it is none."""
    command = plugin.load()
    if not isinstance(command, click.Command):
        raise plugin.error(
            f"cannot be used: it must be a click.Command, not {type(command).__name__}"
        )
    return command


@click.group(
    cls=Commands,
    package="kg.cli",
    folder=Path(__file__).parent,
    plugins="entente.commands",
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
    """The arguments as they were typed, read as UTF-8 also where the locale says otherwise."""
    return [os.fsencode(text).decode("utf-8", "surrogateescape") for text in sys.argv[1:]]


def main() -> None:
    """Run ``kg`` and end the process: every known error becomes words and an exit code."""
    sys.excepthook = _report_fault
    _open_streams()
    code = _exit_code()
    if code == FAILURE:
        _doubt_the_cache()
    try:
        sys.stdout.flush()
    except OSError as error:
        code = code or _output_failed(error)
    with contextlib.suppress(OSError):  # nobody reads the messages
        sys.stderr.flush()
    os._exit(code)  # all is written: taking the interpreter apart would cost a tenth of a query


def _doubt_the_cache() -> None:
    """What failed may have asked a damaged store: the next command looks at all of it."""
    from kg.store.checksums import doubt
    from kg.text.layout import cache_home

    with contextlib.suppress(KgError):
        doubt(cache_home())


def _open_streams() -> None:
    """Make the streams take whatever is printed, also one that the caller closed (``>&-``).

    That one is opened on a device: else the next file that is opened would get its number, and with
    it what is printed. What would go to a closed stdout is not lost in silence: its device is opened
    to be read, so that to write there fails; ``/dev/full`` refuses whoever opens it again by name.
    Names of files and arguments may hold bytes that are no text.
    """
    for name, mode in (("stdin", "r"), ("stdout", "w"), ("stderr", "w")):
        if getattr(sys, name) is None:
            place = next(filter(os.path.exists, ("/dev/full", os.devnull)))
            device = os.open(place, os.O_RDONLY) if name == "stdout" else os.devnull
            setattr(sys, name, open(device, mode, encoding="utf-8"))  # noqa: SIM115, PTH123
    if isinstance(sys.stdout, io.TextIOWrapper):  # results are UTF-8 everywhere
        with contextlib.suppress(OSError):  # where it was exchanged for a pipe; it is done by then
            sys.stdout.reconfigure(encoding="utf-8", errors="backslashreplace")


def _report_fault(
    kind: type[BaseException], error: BaseException, trace: TracebackType | None
) -> None:
    """Say whether the program or a plug-in is at fault, and end; KG_TRACEBACK=1 shows where."""
    plugin = group.running
    whose = f"package {plugin.package}" if plugin else "program"
    if os.environ.get("KG_TRACEBACK"):
        sys.__excepthook__(kind, error, trace)
    else:
        from kg.cli._output import tell

        tell(
            f"error: a fault of the {whose}: {kind.__name__}: {error}\n"
            f"  → please report it{' to its authors' if plugin else ''}, "
            "with the output of the same command under KG_TRACEBACK=1"
        )
    os._exit(FAILURE)


def _exit_code() -> int:
    """Run the command that was typed; gives the exit code, and says what went wrong."""
    stdout = sys.stdout
    try:
        _run_command()
    except click.exceptions.Exit as ending:
        return ending.exit_code
    except SystemExit as ending:
        # click ends with 1, which is for findings, when the reader of a pipe has gone; then it has
        # put a wrapper around the stream.
        closed = sys.stdout is not stdout
        return ending.code if isinstance(ending.code, int) and not closed else FAILURE
    except click.Abort:
        from kg.cli._output import tell

        tell("ended")
        return FAILURE
    except MemoryError:
        from kg.cli._output import tell

        tell(
            "error: this needs more memory than there is\n"
            "  → ask for less (a part, a narrower query), or free some memory"
        )
        return FAILURE
    except click.ClickException as error:
        with contextlib.suppress(OSError):  # nobody reads the messages
            error.show()
        return error.exit_code
    except DataError as error:
        from kg.cli._output import print_findings

        print_findings(error.findings)
        return error.exit_code if error.findings else FAILURE
    except KgError as error:
        from kg.cli._output import tell

        if error.__cause__ is not None and os.environ.get("KG_TRACEBACK"):
            sys.__excepthook__(type(error), error, error.__traceback__)
        name = "usage" if isinstance(error, UsageError) else "error"
        tell(f"{name}: {error}")
        return error.exit_code
    except OSError as error:
        return _output_failed(error)
    return FINE


def _run_command() -> None:
    """Run the command that was typed. A damaged store that it meets is a CacheError."""
    try:
        group.main(_arguments(), standalone_mode=False)
    except RuntimeError as error:
        from kg.store.oxigraph import damage_met

        raise damage_met(error) or error from None


def _output_failed(error: OSError) -> int:
    """Say why the output could not be written, unless its reader left; gives the exit code.

    An error of another file than the streams has its name.
    """
    if not isinstance(error, BrokenPipeError):
        from kg.cli._output import tell
        from kg.errors import os_error

        if error.filename is None:
            problem = os_error(error, "output", "write")
        else:
            problem = os_error(error, os.fsdecode(error.filename), "use this file or folder")
        tell(f"error: {problem}")
    return FAILURE
