"""Run a function in a child process that the kernel ends at a time limit.

The engine's queries cannot be interrupted from within their process. The child's timer has no
handler, so the kernel ends it even while it runs native code, and even if the parent is gone.
"""

from __future__ import annotations

import os
import signal
from typing import IO, TYPE_CHECKING

from kg.errors import FAILURE, KgError, QueryTimeoutError, UsageError, os_error

if TYPE_CHECKING:
    from collections.abc import Callable


#: About three years; the kernel's timer takes no number without end.
_LONGEST = 1e8


def run_limited(
    work: Callable[[IO[bytes]], None], seconds: float, folder: str | None = None
) -> IO[bytes]:
    """Fork, let ``work`` write to a temporary file, and give that file, rewound.

    It lies in ``folder`` (None: that of temporary files) and goes when it is closed.
    Raises what KgError ``work`` raised, QueryTimeoutError after ``seconds`` of wall-clock time (0: no
    limit), and KgError when the child died by itself. The child is gone when this returns.
    """
    if not 0 <= seconds <= _LONGEST:
        raise UsageError(
            f"{seconds:g} seconds is no time limit", "--timeout", "give 30, or 0 for no limit"
        )
    output = _temporary_file(folder)
    try:
        _fork(work, seconds, output)
    except BaseException:
        output.close()
        raise
    output.seek(0)
    return output


def _temporary_file(folder: str | None) -> IO[bytes]:
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


def _fork(work: Callable[[IO[bytes]], None], seconds: float, output: IO[bytes]) -> None:
    # What went wrong comes through a pipe, as the disk may be full.
    reading, writing = os.pipe()
    # Ctrl+C waits until it is caught below: before that the child would be left behind.
    mask = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        child = os.fork()
    except OSError:
        signal.pthread_sigmask(signal.SIG_SETMASK, mask)
        raise
    if child == 0:
        _child(work, seconds, output, writing)
    try:
        signal.pthread_sigmask(signal.SIG_SETMASK, mask)
        os.close(writing)
        with os.fdopen(reading, "rb") as pipe:
            report = pipe.read()  # to the end, which is when the child has ended
        _, status = os.waitpid(child, 0)
    except BaseException:
        os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)
        raise
    if os.WIFSIGNALED(status):
        raise _died(os.WTERMSIG(status), seconds)
    if report:
        import pickle

        raise pickle.loads(report)
    if status:
        raise KgError("the query ended by a fault of the program", None, "please report the query")


def _child(
    work: Callable[[IO[bytes]], None], seconds: float, output: IO[bytes], problems: int
) -> None:
    """The child's whole life; never returns."""
    try:
        signal.signal(signal.SIGALRM, signal.SIG_DFL)
        signal.signal(signal.SIGINT, signal.SIG_DFL)
        signal.pthread_sigmask(signal.SIG_UNBLOCK, {signal.SIGALRM, signal.SIGINT})
        signal.setitimer(signal.ITIMER_REAL, seconds)
        report = _report(work, output)
        with os.fdopen(problems, "wb") as pipe:
            pipe.write(report)
        os._exit(0)
    finally:
        os._exit(FAILURE)


def _report(work: Callable[[IO[bytes]], None], output: IO[bytes]) -> bytes:
    """Do the work; gives the pickled error that it ended with, or nothing."""
    try:
        work(output)
        output.flush()
    except KgError as error:
        problem = error
    except OSError as error:
        problem = os_error(error, "the query's result", "write it")
    except MemoryError:
        problem = KgError("the query needs more memory than there is")
    else:
        return b""
    import pickle

    return pickle.dumps(problem)


def _died(number: int, seconds: float) -> KgError:
    if number == signal.SIGALRM:
        return QueryTimeoutError(
            f"the query did not finish within {seconds:g} seconds and was ended",
            None,
            "narrow it (LIMIT, a more selective pattern), or give more time: --timeout 120",
        )
    return KgError(
        f"the query engine was ended by signal {number} ({signal.strsignal(number)})",
        None,
        "the query is too deep or needs too much memory: make it smaller",
    )
