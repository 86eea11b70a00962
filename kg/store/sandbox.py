"""Take the network away from what evaluates, below every parser: from a process, or from one call.

On Linux (x86-64, ARM and RISC-V of 64 bits) the kernel refuses every new socket: a filter of system
calls (https://docs.kernel.org/userspace-api/seccomp_filter.html), which needs no privilege, holds
also in native code, and cannot be taken away again. Where there is no such filter (macOS), Python's
own sockets are refused by an audit hook, so that rdflib and pySHACL are held; Oxigraph, which is
native, is then held by ``kg.store.guard`` alone.
"""

from __future__ import annotations

import ctypes
import os
import signal
import struct
import sys
from _thread import get_ident  # threading costs 2 ms, and most need none of it
from functools import cache
from typing import TYPE_CHECKING, Any, Self, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable
    from types import TracebackType

Value = TypeVar("Value")

#: By machine: how the kernel calls it (linux/audit.h), and its number of ``socket``.
_MACHINES = {
    "x86_64": (0xC000003E, 41),
    "aarch64": (0xC00000B7, 198),
    "riscv64": (0xC00000F3, 198),
}
# linux/prctl.h, linux/seccomp.h
_SET_PARENT_DEATH_SIGNAL, _SET_SECCOMP, _SET_NO_NEW_PRIVILEGES, _FILTER = 1, 22, 38, 2
_KILL_PROCESS, _REFUSE, _ALLOW = 0x80000000, 0x00050000 | 13, 0x7FFF0000  # 13: EACCES
# linux/bpf_common.h: load a word, jump if equal, return; and where struct seccomp_data has what.
_LOAD, _JUMP_EQUAL, _RETURN = 0x20, 0x15, 0x06
_NUMBER, _MACHINE, _FIRST_ARGUMENT = 0, 4, 16
_LOCAL = 1  # AF_UNIX: a service of this machine, which may look names up for us

_closed_threads: set[int] = set()
_is_process_closed = False
_is_hooked = False


def close_network() -> None:
    """Take the network away from this process for ever: what asks for it ends the process (SIGSYS).

    An error could be swallowed (``SERVICE SILENT``), and the answer pass for a whole one.
    """
    global _is_process_closed  # a property of the process
    if not _filter_sockets(_KILL_PROCESS):
        _hook_sockets()
    _is_process_closed = True


def is_closed() -> bool:
    """Whether what calls this has no network already."""
    return _is_process_closed or get_ident() in _closed_threads


def without_network(call: Callable[[], Value]) -> Value:
    """Call a function in a thread that has no network; gives what it gives, raises what it raises.

    A socket is refused there with PermissionError, or what the engine makes of it. The function must
    not give anything that works on later in the caller's thread, such as rows not yet read.
    """
    import threading

    if is_closed():
        return call()
    outcome = _Outcome()

    def work() -> None:
        with outcome:
            _closed_threads.add(get_ident())
            try:
                if not _filter_sockets(_REFUSE):
                    _hook_sockets()
                outcome.value = call()
            finally:
                _closed_threads.discard(get_ident())

    # A daemon: after Ctrl+C nobody waits for it, as nothing can end what the engine has begun.
    thread = threading.Thread(target=work, daemon=True)
    thread.start()
    thread.join()
    if outcome.error is not None:
        raise outcome.error
    value: Value = outcome.value
    return value


def end_with_parent(parent: int) -> None:
    """Have the kernel end this process when its parent, of this number, has ended (on Linux)."""
    if sys.platform == "linux":
        _prctl(_SET_PARENT_DEATH_SIGNAL, signal.SIGKILL, 0)
        if os.getppid() != parent:  # it has ended already
            os.kill(os.getpid(), signal.SIGKILL)


class _Outcome:
    """What a call in another thread gave, or the error that it ended with."""

    value: Any

    def __init__(self) -> None:
        self.error: BaseException | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, _: object, error: BaseException | None, _trace: TracebackType | None
    ) -> bool:
        self.error = error
        if error is not None:
            import traceback

            # What the engine gave must not outlive the thread, and the caller gets the error.
            while error is not None:
                traceback.clear_frames(error.__traceback__)
                error = error.__context__
        return True


def _filter_sockets(action: int) -> bool:
    """Have the kernel answer this thread's (and its threads' and forks') ``socket`` by an action.

    Sockets of this machine's services are refused in any case: one of them could resolve a name.
    False where the kernel, or this machine, has no such filter.
    """
    program = _program(action)
    if program is None:
        return False
    described = struct.pack("HP", len(program) // 8, ctypes.addressof(program))
    return _prctl(_SET_NO_NEW_PRIVILEGES, 1, 0) and _prctl(
        _SET_SECCOMP, _FILTER, ctypes.create_string_buffer(described)
    )


@cache
def _program(action: int) -> ctypes.Array[ctypes.c_char] | None:
    """The filter, as the kernel reads it; None for a machine that we do not know."""
    known = _MACHINES.get(os.uname().machine)
    if sys.platform != "linux" or known is None or struct.calcsize("P") != 8:
        return None
    machine, socket_number = known
    program = b"".join(
        struct.pack("=HBBI", *instruction)
        for instruction in (
            (_LOAD, 0, 0, _MACHINE),
            (_JUMP_EQUAL, 1, 0, machine),
            (_RETURN, 0, 0, _KILL_PROCESS),
            (_LOAD, 0, 0, _NUMBER),
            (_JUMP_EQUAL, 1, 0, socket_number),
            (_RETURN, 0, 0, _ALLOW),
            (_LOAD, 0, 0, _FIRST_ARGUMENT),
            (_JUMP_EQUAL, 0, 1, _LOCAL),
            (_RETURN, 0, 0, _REFUSE),
            (_RETURN, 0, 0, action),
        )
    )
    return ctypes.create_string_buffer(program, len(program))


def _prctl(option: int, first: int, second: object) -> bool:
    """Linux' prctl(2); whether it did what was asked."""
    call = _libc().prctl
    word = ctypes.c_ulong
    last = word(0) if second == 0 else ctypes.byref(second)  # type: ignore[arg-type]
    return bool(call(option, word(first), last, word(0), word(0)) == 0)


@cache
def _libc() -> ctypes.CDLL:
    return ctypes.CDLL(None)


def _hook_sockets() -> None:
    """Have Python itself refuse its sockets, where this process or the thread is closed."""
    global _is_hooked  # an audit hook stays for ever: one is enough
    if not _is_hooked:
        sys.addaudithook(_refuse_socket)
        _is_hooked = True


def _refuse_socket(event: str, arguments: tuple[object, ...]) -> None:
    if not event.startswith("socket.") or arguments[1:2] == (_LOCAL,):
        return
    if (event, *arguments[1:2]) in (("socket.__new__", -1), ("socket.sendmsg", None)):
        return  # one that is there already, and one that is connected: neither was made here
    if _is_process_closed:
        os.kill(os.getpid(), signal.SIGSYS)
    if is_closed():
        raise PermissionError(13, os.strerror(13))
