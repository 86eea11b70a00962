"""Evaluate what data says in a child process: limited in time, memory and rows, without network.

Queries, questions, rules, shapes and migrations go through ``run_limited``. An engine's query cannot
be interrupted from within its process; the child's timer has no handler, so that the kernel ends it
even while it runs native code. The child ends with its parent, however that ends.
"""

from __future__ import annotations

import os
import signal
import sys
from dataclasses import dataclass, replace
from typing import IO, TYPE_CHECKING, ClassVar, TypeVar

from kg.errors import FAILURE, KgError, QueryTimeoutError, UsageError, os_error

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

Row = TypeVar("Row")
Value = TypeVar("Value")

#: About three years; the kernel's timer takes no number without end.
_LONGEST = 1e8
# What the child says in its pipe, between the engine's own words: what it works at, and its end.
_AT, _REPORT, _END = b"\0at ", b"\0report ", b"\0"


#: The time of a query, where nobody gives another.
SECONDS = 30.0
_STEP = 500  # milliseconds, after which what waits for a child looks whether there was a signal


@dataclass(frozen=True)
class Limits:
    """How much an evaluation may take; 0: no limit.

    ``seconds`` of wall-clock time (None: as many as what is evaluated deserves by its size);
    ``megabytes`` (of 2²⁰ bytes) beyond what the process has when it begins; ``rows`` of one answer,
    or of one rule.
    """

    seconds: float | None = SECONDS
    megabytes: int = 4_096
    rows: int = 1_000_000
    #: Whether it may go to the network: where the store is a server (``ServerLimits``).
    network: ClassVar[bool] = False

    @property
    def time(self) -> float:
        """The seconds, or those of a query where they are not given."""
        return SECONDS if self.seconds is None else self.seconds

    def with_network(self, *, needed: bool) -> Limits:
        """The same, and the network where it is needed."""
        return ServerLimits(self.seconds, self.megabytes, self.rows) if needed else self

    def of_size(self, seconds: float) -> Limits:
        """The same with so many seconds, unless they are given."""
        return replace(self, seconds=seconds) if self.seconds is None else self


class ServerLimits(Limits):
    """The limits of what is asked of a server."""

    network = True


QUERY_LIMITS = Limits()
#: Shapes and rules are many, and look at all claims.
CHECK_LIMITS = Limits(seconds=None)

# Only in a child: the most rows of an answer, what the rows are of, and the pipe to its parent.
_most_rows = 0
_problems: int | None = None


def run_limited(
    work: Callable[[IO[bytes]], None],
    limits: Limits | float,
    what: str = "the query",
    folder: str | None = None,
) -> IO[bytes]:
    """Fork, let ``work`` write to a temporary file, and give that file, rewound.

    It lies in ``folder`` (None: that of temporary files) and goes when it is closed.
    ``limits`` may be the seconds alone; ``what`` is evaluated, for messages. Raises what KgError or
    ImportError ``work`` raised, QueryTimeoutError at the time limit, UsageError where the network was
    asked for, and KgError when the child died by itself. The child is gone when this returns.
    """
    if not isinstance(limits, Limits):
        limits = Limits(limits)
    if not 0 <= limits.time <= _LONGEST:
        raise UsageError(
            f"{limits.time:g} seconds is no time limit",
            "--timeout",
            "give 30, or 0 for no limit",
        )
    output = temporary_file(folder)
    try:
        _fork(work, limits, output, what)
    except BaseException:
        output.close()
        raise
    output.seek(0)
    return output


def value_limited(work: Callable[[], Value], limits: Limits | float, what: str) -> Value:
    """What a function gives in a child process, as ``run_limited`` runs it; it must be picklable."""
    import pickle

    def write(out: IO[bytes]) -> None:
        pickle.dump(work(), out)

    with run_limited(write, limits, what) as output:
        value: Value = pickle.load(output)  # our own child wrote it
        return value


def working_at(place: str) -> None:
    """Tell the parent what is evaluated from here on (a file), for the message if it is ended."""
    if _problems is not None:
        os.write(_problems, _AT + place.encode("utf-8", "replace") + _END)


def is_told() -> bool:
    """Whether there is a parent that ``working_at`` tells, so that it is worth to find out the place."""
    return _problems is not None


def within_rows(rows: Iterable[Row], place: str | None = None) -> Iterator[Row]:
    """The same rows; raises KgError when there are more than the limit of this child allows."""
    if not _most_rows:
        yield from rows
        return
    for number, row in enumerate(rows):
        if number == _most_rows:
            raise too_many_rows(place)
        yield row


def most_rows() -> int:
    """How many rows an answer may have in this process; 0: any number."""
    return _most_rows


def too_many_rows(place: str | None = None, most: int | None = None) -> KgError:
    """The error for an answer of more rows than the limit (None: that of this process).

    None of it is shown as if it were whole.
    """
    return KgError(
        f"there are more than {_most_rows if most is None else most:,} rows, so none is given",
        place,
        "narrow it (LIMIT, a more selective pattern), or allow more: --rows 0 (from Python rows=0) is without limit",
    )


def temporary_file(folder: str | None = None) -> IO[bytes]:
    """A file without a name; the tempfile module costs more than a query, so it is asked last."""
    place = folder or os.environ.get("TMPDIR") or "/tmp"  # noqa: S108  (nobody else can open it)
    try:
        return os.fdopen(os.open(place, os.O_TMPFILE | os.O_RDWR | os.O_EXCL, 0o600), "w+b")
    except (OSError, AttributeError):
        import tempfile
    try:
        return tempfile.TemporaryFile(dir=folder)
    except OSError as error:
        place = folder or tempfile.gettempdir()
        raise os_error(error, place, "write a temporary file") from None


def _fork(work: Callable[[IO[bytes]], None], limits: Limits, output: IO[bytes], what: str) -> None:
    # What went wrong comes through a pipe, as the disk may be full.
    reading, writing = os.pipe()
    parent = os.getpid()
    # Ctrl+C waits until it is caught below: before that the child would be left behind.
    mask = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        child = os.fork()
    except OSError as error:
        signal.pthread_sigmask(signal.SIG_SETMASK, mask)
        os.close(reading)
        os.close(writing)
        raise os_error(error, what, "start a process for it") from None
    if child == 0:
        _child(work, limits, output, writing, (parent, what))
    try:
        signal.pthread_sigmask(signal.SIG_SETMASK, mask)
        os.close(writing)
        said = _read_to_end(reading)  # which is when the child has ended
        _, status = os.waitpid(child, 0)
    except BaseException:
        os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)
        raise
    _raise_problem(status, said, limits, what)


def _read_to_end(pipe: int) -> bytes:
    """All that comes through a pipe, which is closed then.

    Waits in steps: a signal that comes between Python's last look for one and the system's wait does
    not end that wait, and Ctrl+C would be heeded only when the child has ended.
    """
    from select import POLLIN, poll

    pieces: list[bytes] = []
    readable = poll()
    readable.register(pipe, POLLIN)
    try:
        while True:
            if readable.poll(_STEP):
                if not (piece := os.read(pipe, 1 << 16)):
                    return b"".join(pieces)
                pieces.append(piece)
    finally:
        os.close(pipe)


def _child(
    work: Callable[[IO[bytes]], None],
    limits: Limits,
    output: IO[bytes],
    problems: int,
    family: tuple[int, str],
) -> None:
    """The child's whole life; never returns. ``family``: its parent, and what it evaluates."""
    global _most_rows, _problems  # this process is the evaluation
    parent, what = family
    problem: Exception | None = None
    try:
        try:
            _take_limits(limits, parent)
            _most_rows, _problems = limits.rows, problems
            _hide_engine(problems)
            problem = _problem(work, output, what, limits)
        finally:
            if (fault := sys.exc_info()[1]) is not None:
                problem = _fault(fault, what)
            if problem is not None:
                _send(problem, problems)
        os._exit(0)
    finally:
        os._exit(FAILURE)


def _send(problem: Exception, problems: int) -> None:
    import pickle

    with os.fdopen(problems, "wb", closefd=False) as pipe:
        pipe.write(_REPORT + pickle.dumps(problem))


def _take_limits(limits: Limits, parent: int) -> None:
    """Put this process under the limits: the kernel ends it, or refuses it what is beyond."""
    from kg.store.sandbox import close_network, end_with_parent

    end_with_parent(parent)
    for number in (signal.SIGALRM, signal.SIGINT, signal.SIGTERM, signal.SIGSYS):
        signal.signal(number, signal.SIG_DFL)
    signal.pthread_sigmask(
        signal.SIG_UNBLOCK, {signal.SIGALRM, signal.SIGINT, signal.SIGTERM, signal.SIGSYS}
    )
    signal.setitimer(signal.ITIMER_REAL, limits.time)
    limit_memory(limits.megabytes)
    if not limits.network:
        close_network()


def limit_memory(megabytes: int) -> None:
    """Refuse this process more memory of its own than it has now and so many megabytes.

    Files that the engine maps do not count, nor address space that it only reserves.
    """
    import resource

    resource.setrlimit(resource.RLIMIT_CORE, (0, resource.getrlimit(resource.RLIMIT_CORE)[1]))
    if not megabytes:
        return
    try:
        with open("/proc/self/statm", "rb") as file:  # noqa: PTH123  # pathlib costs 3 ms
            held = int(file.read().split()[5]) * os.sysconf("SC_PAGE_SIZE")  # data, see proc(5)
    except OSError:  # not Linux
        held = 0
    hard = resource.getrlimit(resource.RLIMIT_DATA)[1]
    most = held + megabytes * 2**20
    if hard == resource.RLIM_INFINITY or most < hard:
        resource.setrlimit(resource.RLIMIT_DATA, (most, hard))


def _hide_engine(problems: int) -> None:
    """Send what native code writes to stderr to the parent; our own messages go where they went.

    The engine writes a page of its innards before it aborts for want of memory.
    """
    ours = sys.stderr
    try:
        is_stderr = ours is not None and ours.fileno() == 2  # its number
    except OSError:  # a stream without a file, as in a notebook
        is_stderr = False
    if is_stderr:
        number = os.dup(2)
        sys.stderr = open(number, "w", 1, ours.encoding, ours.errors)  # noqa: SIM115, PTH123
    os.dup2(problems, 2)


def _problem(
    work: Callable[[IO[bytes]], None], output: IO[bytes], what: str, limits: Limits
) -> Exception | None:
    """Do the work; gives the error that it ended with, where it is one to be told."""
    try:
        work(output)
        output.flush()
    except (KgError, ImportError) as error:
        return error
    except OSError as error:
        return os_error(error, f"the result of {what}", "write it")
    except MemoryError:
        return _no_memory(what, None, limits)
    except RuntimeError as error:
        from kg.store.oxigraph import damage_met

        if (damage := damage_met(error)) is None:
            raise
        return damage
    return None


def _fault(fault: BaseException, what: str) -> KgError:
    """The error for one that nobody foresaw; KG_TRACEBACK=1 shows where it arose."""
    if os.environ.get("KG_TRACEBACK"):
        sys.__excepthook__(type(fault), fault, fault.__traceback__)
    return KgError(
        f"{what} ended by a fault of the program: {type(fault).__name__}: {fault}",
        None,
        "please report it, with the output of the same command under KG_TRACEBACK=1",
    )


def _raise_problem(status: int, said: bytes, limits: Limits, what: str) -> None:
    """Raise what went wrong in a child, from how it ended and what it said."""
    said, is_reported, report = said.partition(_REPORT)
    *earlier, now = said.split(_AT)
    place = now.partition(_END)[0].decode() if earlier else None
    if os.WIFSIGNALED(status):
        raise _died(os.WTERMSIG(status), said, limits, what, place)
    if is_reported:
        import pickle

        raise pickle.loads(report)
    if status:
        raise KgError(f"{what} ended by a fault of the program", place, "please report it")


def _died(number: int, said: bytes, limits: Limits, what: str, place: str | None) -> KgError:
    if number == signal.SIGALRM:
        return QueryTimeoutError(
            f"{what} did not finish within {limits.time:g} seconds and was ended",
            place,
            "narrow it (LIMIT, a more selective pattern), or give more time: "
            f"--timeout {limits.time * 4:g}",
        )
    if number == signal.SIGSYS:
        error = KgError if place else UsageError
        return error(
            f"{what} asked for the network, which is closed to it, and was ended",
            place,
            "take out what fetches (SERVICE, FROM); load the other data as a source of its own",
        )
    if b"memory allocation of" in said:  # Rust's words, before it aborts
        return _no_memory(what, place, limits)
    return KgError(
        f"the query engine was ended by signal {number} ({signal.strsignal(number)})",
        place,
        f"{what} is too deep or needs too much memory: make it smaller",
    )


def _no_memory(what: str, place: str | None, limits: Limits) -> KgError:
    megabytes = limits.megabytes
    most = f"the limit of {megabytes:,} megabytes" if megabytes else "there is"
    return KgError(
        f"{what} needs more memory than {most}",
        place,
        "narrow it (LIMIT, a more selective pattern)"
        + (f", or allow more: --memory {megabytes * 2}" if megabytes else ""),
    )
