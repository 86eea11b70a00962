"""What the commands share: options, and how output, messages and findings reach the person."""

from __future__ import annotations

import contextlib
import io
import os
import stat
import sys
from collections.abc import Callable
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any, TextIO, TypeVar

import click

from kg.errors import ERROR, UsageError, os_error

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from kg.errors import Finding

Function = TypeVar("Function", bound=Callable[..., Any])


workspace_option = click.option(
    "--workspace",
    metavar="DIR",
    help="A folder of your own (default: the one around the current folder, else the core).",
)

writing_option = click.option(
    "--workspace",
    metavar="DIR",
    help="The folder to write to (default: the workspace around the current folder, or the"
    " checkout of the core around it).",
)

stale_option = click.option(
    "--stale", is_flag=True, help="Answer from an old build if the text is broken."
)


def output_options(*formats: str) -> Callable[[Function], Function]:
    """The options ``--format`` (one of these) and ``-o``: parameters ``form`` and ``output``."""

    def decorate(function: Function) -> Function:
        function = click.option(
            "-o",
            "--output",
            metavar="FILE",
            default="-",
            help="Write here instead of the terminal.",
        )(function)
        return click.option(
            "-f",
            "--format",
            "form",
            type=click.Choice(formats),
            help="Default: a table (a graph: ttl).",
        )(function)

    return decorate


def limit_option(
    default: int = 20, what: str = "At most so many."
) -> Callable[[Function], Function]:
    """``--limit N``: how many rows to give at most."""
    return click.option(
        "--limit", type=click.IntRange(min=1), default=default, show_default=True, help=what
    )


def notify(message: str) -> None:
    """A message to the person, on stderr, behind the name of the program."""
    tell(f"kg: {message}")


def tell(text: str) -> None:
    """Lines to the person, on stderr: wrapped where a terminal shows them, else as they are."""
    width = _columns(sys.stderr)
    with contextlib.suppress(OSError):  # a stderr that is full or has no reader stops nothing
        click.echo(text if width is None else _wrapped(text, width), err=True)


def _wrapped(text: str, width: int) -> str:
    """Each line wrapped to ``width`` columns; what follows it is indented two more than it."""
    from kg.text.display import display_width, wrap

    lines: list[str] = []
    for line in text.split("\n"):
        indent = len(line) - len(line.lstrip(" "))
        fits = display_width(line) <= width
        lines += [line] if fits else wrap(line, width, indent, indent + 2)
    return "\n".join(lines)


@contextlib.contextmanager
def progress() -> Iterator[Callable[[str], None]]:
    """Gives a function that shows what is being done, with the seconds since then, until the block ends.

    It is one line of the terminal that stderr is, and nothing where stderr is none.
    """
    if not sys.stderr.isatty():
        yield lambda doing: None
        return
    import threading
    import time

    ended = threading.Event()
    started = time.monotonic()
    said = ["kg"]

    def show() -> None:
        line = f"kg: {said[0]} … {time.monotonic() - started:.0f} s"
        # Past the buffer of the stream, whose lock a process that is forked meanwhile would inherit.
        os.write(sys.stderr.fileno(), f"\r\x1b[K{line}".encode())

    def keep_showing() -> None:
        while not ended.wait(1):
            show()

    def tell_doing(doing: str) -> None:
        said[0] = doing
        show()

    thread = threading.Thread(target=keep_showing, daemon=True)
    thread.start()
    try:
        yield tell_doing
    finally:
        ended.set()
        thread.join()
        os.write(sys.stderr.fileno(), b"\r\x1b[K")


@contextlib.contextmanager
def bar(doing: str) -> Iterator[Callable[[int, int], None]]:
    """Gives a function that moves a bar to so many of so many (0: nobody knows), until the block ends.

    It is shown on the terminal that stderr is, and nothing where stderr is none.
    """
    if not sys.stderr.isatty():
        yield lambda done, all_of_it: None
        return
    from rich.console import Console
    from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn

    columns = (
        *(TextColumn("kg: {task.description}"), BarColumn()),
        *(TextColumn("row {task.completed:,.0f}"), TimeElapsedColumn()),
    )
    with Progress(*columns, console=Console(stderr=True), transient=True) as shown:
        task = shown.add_task(doing, total=None)
        yield lambda done, all_of_it: shown.update(task, completed=done, total=all_of_it or None)


def terminal_width() -> int:
    """Columns of the terminal; 120 where there is none, so that piped tables stay readable."""
    return _columns(sys.stdout) or 120


def text_width() -> int:
    """Columns for running text: those of the terminal, but no more than can be read at ease."""
    return min(terminal_width(), 120)


def _columns(stream: TextIO) -> int | None:
    """The width of the terminal that a stream goes to; None where it goes elsewhere."""
    columns_set = os.environ.get("COLUMNS", "")
    try:
        columns = (
            int(columns_set)
            if columns_set.isdecimal()
            else os.get_terminal_size(stream.fileno()).columns
        )
    except (OSError, ValueError):
        return None
    return max(columns, 20) if columns else None


def is_styled(output: str) -> bool:
    """Whether output goes to a terminal that is to be coloured (https://no-color.org)."""
    return output == "-" and sys.stdout.isatty() and not os.environ.get("NO_COLOR")


def is_on_terminal(output: str) -> bool:
    """Whether output is read on a terminal, where long texts may be cut: what goes elsewhere is whole."""
    return output == "-" and _columns(sys.stdout) is not None


def deliver_records(
    records: Sequence[dict[str, object]],
    form: str | None,
    output: str,
    numeric: Iterable[int] = (),
    columns: Sequence[str] = (),
) -> None:
    """Write records in a format (None: a table) to a file, or to stdout (``-``).

    ``numeric`` and ``columns`` are as ``write_records`` has them. Raises UsageError for a format that
    does not fit, KgError for a file that cannot be written.
    """
    from kg.publish.terminal.tables import write_records

    out = io.BytesIO()
    cut = is_on_terminal(output)
    write_records(records, form or "table", out, terminal_width(), numeric, columns, cut=cut)
    out.seek(0)
    deliver(out, output)


def deliver_text(text: str, output: str) -> None:
    """Write a text, in UTF-8, to a file or to stdout (``-``). Raises KgError as ``deliver``.

    Bytes of a file's name that are no text are written as in a Python string (``\\udcff``).
    """
    deliver(io.BytesIO(text.encode(errors="backslashreplace")), output)


def deliver_lines(lines: Iterable[str], output: str) -> None:
    """Write lines, given without their ends, to a file or to stdout. Raises KgError as ``deliver``."""
    deliver_text("".join(f"{line}\n" for line in lines), output)


def deliver_indented(lines: Iterable[tuple[str, int]], output: str) -> None:
    """Write lines, each given with its indent in columns, wrapped to the width of running text.

    What goes on on a further line is indented two columns more. Raises KgError as ``deliver``.
    """
    from kg.text.display import visible, wrap

    width = text_width()
    wrapped = (wrap(visible(text), width, indent, indent + 2) or [""] for text, indent in lines)
    deliver_lines((line for parts in wrapped for line in parts), output)


def deliver(content: IO[bytes], output: str) -> None:
    """Copy finished output to a file (all of it or nothing) or to stdout (``-``).

    Raises UsageError for a folder, KgError for a file that cannot be written.
    """
    if output == "-":
        _copy_bytes(content, sys.stdout.buffer)
        sys.stdout.buffer.flush()
        return
    path = Path(output)
    try:
        if path.is_dir():
            raise UsageError("this is a folder", output, "give a file name inside it")
        if path.exists() and not stat.S_ISREG(path.stat().st_mode):
            with path.open("wb") as device:  # /dev/stdout, a pipe: nothing to rename
                _copy_bytes(content, device)
            return
        from kg.text.atomic import write_atomic

        write_atomic(path, content)
    except OSError as error:
        raise os_error(error, output, "write the output") from None


def folder_of(output: str) -> str | None:
    """The folder in which output is best prepared: that of the file that it becomes; None for no file.

    Raises UsageError for a folder.
    """
    path = Path(output)
    if path.is_dir():
        raise UsageError("this is a folder", output, "give a file name inside it")
    return None if output == "-" or (path.exists() and not path.is_file()) else str(path.parent)


def finding_lines(findings: Sequence[Finding]) -> Iterator[str]:
    """Findings as lines for a person: place, severity, term, problem, remedy; then their number."""
    from kg.text.display import visible

    for finding in findings:
        term = f" {finding.term}:" if finding.term else ""
        yield (
            f"{visible(finding.where)}: {finding.severity} [{finding.check}]{term} {visible(finding.problem)}\n"
            f"  → {visible(finding.remedy)}"
        )
    errors = sum(finding.severity == ERROR for finding in findings)
    reviews = len(findings) - errors
    yield f"{errors} error{'' if errors == 1 else 's'}, {reviews} to review"


def _copy_bytes(content: IO[bytes], target: IO[bytes]) -> None:
    while chunk := content.read(1 << 16):
        target.write(chunk)


def print_findings(findings: Sequence[Finding]) -> None:
    """Findings for a person, on stderr."""
    for line in finding_lines(findings):
        tell(line)
