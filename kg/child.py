"""Run a function in a child process that the kernel ends at a time limit.

The engine's queries cannot be interrupted from within their process. The child's timer has no
handler, so the kernel ends it even while it runs native code, and even if the parent is gone.
"""

from __future__ import annotations

import os
import pickle
import signal
import tempfile
from typing import IO, TYPE_CHECKING

from kg.errors import FAILURE, KgError, QueryTimeoutError, os_error

if TYPE_CHECKING:
    from collections.abc import Callable


def run_limited(work: Callable[[IO[bytes]], None], seconds: float) -> IO[bytes]:
    """Fork, let ``work`` write to a temporary file, and give that file, rewound.

    Raises what KgError ``work`` raised, QueryTimeoutError after ``seconds`` of wall-clock time (0: no
    limit), and KgError when the child died by itself. The child is gone when this returns.
    """
    try:
        output, problem = tempfile.TemporaryFile(), tempfile.TemporaryFile()  # noqa: SIM115  (the caller closes the one, this the other)
    except OSError as error:
        raise os_error(error, tempfile.gettempdir(), "write a temporary file") from None
    child = os.fork()
    if child == 0:
        _child(work, seconds, output, problem)
    try:
        _, status = os.waitpid(child, 0)
    except BaseException:
        os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)
        raise
    if os.WIFSIGNALED(status):
        raise _died(os.WTERMSIG(status), seconds)
    problem.seek(0)
    if report := problem.read():
        raise pickle.loads(report)
    if status:
        raise KgError("the query ended by a fault of the program", None, "please report the query")
    output.seek(0)
    return output


def _child(
    work: Callable[[IO[bytes]], None], seconds: float, output: IO[bytes], problem: IO[bytes]
) -> None:
    """The child's whole life; never returns."""
    signal.signal(signal.SIGALRM, signal.SIG_DFL)
    signal.signal(signal.SIGINT, signal.SIG_DFL)
    signal.setitimer(signal.ITIMER_REAL, seconds)
    try:
        try:
            work(output)
            output.flush()
        except KgError as error:
            problem.write(pickle.dumps(error))
        except OSError as error:
            problem.write(pickle.dumps(os_error(error, "the query's result", "write it")))
        except MemoryError:
            problem.write(pickle.dumps(KgError("the query needs more memory than there is")))
        problem.flush()
        os._exit(0)
    finally:
        os._exit(FAILURE)


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
