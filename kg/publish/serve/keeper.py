"""The processes that hold the data and evaluate: a nursery, keepers, workers.

The nursery is forked off before the server does anything else, so that it has neither threads nor
connections. It forks a keeper for each state of the data: one version of the text, at its clocks. A
keeper holds the quads in memory and forks workers, which share that memory and answer one request
after the other until one of them goes beyond a limit; a write to a scratch store is done in a fork,
which is the next keeper if all went well. Each ends when the other end of its socket is gone.
"""

from __future__ import annotations

import os
import resource
import signal
import socket
import sys
from contextlib import closing
from functools import partial
from select import POLLIN, poll
from typing import IO, TYPE_CHECKING

import pyoxigraph as ox

from kg.claims.scope import Scope
from kg.errors import KgError
from kg.publish.serve import candidates, evaluation, things, updates, wire
from kg.publish.serve.evaluation import Output, Refusal, explained
from kg.publish.serve.pages import held, making
from kg.store import cache
from kg.store.limits import Limits, limit_memory, run_limited
from kg.store.oxigraph import OxigraphStore, damage_met
from kg.store.sandbox import close_network, end_with_parent, is_closed

if TYPE_CHECKING:
    from collections.abc import Callable
    from types import TracebackType

    from kg.publish.serve.settings import Settings
    from kg.publish.serve.wire import Message
    from kg.store.base import Store

#: What a worker does, by the name in a request.
_WORK: dict[str, Callable[[Store, Message, Output, Settings], None]] = {
    "query": evaluation.query,
    "graph": evaluation.graph,
    "names": evaluation.names,
    "thing": things.describe,
    "listing": things.listing,
    "reconcile": candidates.reconcile,
    **making.WORK,
}
#: Up to so many quads are held in memory, where queries are four times as fast as on disk.
_IN_MEMORY = 3_000_000
#: A worker that has grown by so many bytes is replaced, which gives them back.
_WORN = 128 << 20


def start_nursery(settings: Settings, listening: socket.socket) -> socket.socket:
    """Fork the nursery; gives the socket by which it is asked for keepers. Call it before any thread starts."""
    return forked_service(listening, lambda control: _nurse(control, settings))


def forked_service(
    listening: socket.socket, serve: Callable[[socket.socket], None]
) -> socket.socket:
    """Fork a process that serves until this one ends; gives the socket by which it is asked.

    It does not keep the socket on which the server listens. Call it before any thread starts.
    """
    ours, theirs = socket.socketpair()
    parent = os.getpid()
    if os.fork() == 0:
        try:
            ours.close()
            listening.close()
            end_with_parent(parent)
            _be_a_child()
            serve(theirs)
        finally:
            os._exit(0)
    theirs.close()
    return ours


def _be_a_child() -> None:
    """Leave signals to the server (Ctrl+C goes to all of its processes), and be silent."""
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, signal.SIG_IGN)
    if not os.environ.get("KG_TRACEBACK"):  # the engine writes a page before it aborts
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, 2)


def _nurse(control: socket.socket, settings: Settings) -> None:
    """Fork a keeper for each message, which names a build and a scope and brings its socket."""
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)  # nobody waits for keepers
    while (message := wire.receive(control)) is not None:
        asked, (number,) = message
        if os.fork() == 0:
            try:
                control.close()
                signal.signal(signal.SIGCHLD, signal.SIG_DFL)
                _begin_keeping(socket.socket(fileno=number), asked, settings)
            finally:
                os._exit(0)
        os.close(number)


def _begin_keeping(control: socket.socket, asked: Message, settings: Settings) -> None:
    try:
        scope = Scope(*asked["scope"])
        store = _loaded(scope, settings)
        if store.is_ours and settings.scratch is None:  # what may be written is read anew
            held.prepare(store.open(), store.key, scope, settings)
        told = {"ready": True, "key": store.key, "view": store.view}
    except KgError as error:
        refusal = explained(error)
        told = {"error": [refusal.status, refusal.what, refusal.remedy]}
        wire.send(control, told)
        return
    wire.send(control, told)
    keep(control, store, settings)


class Kept:
    """A state of the data: how a worker opens it, and the key and view of its build."""

    def __init__(
        self, opener: Callable[[], Store], key: str = "", view: str = "", *, is_ours: bool = False
    ) -> None:
        self.open, self.key, self.view = opener, key, view
        self.is_ours = is_ours  # whether it is a build, held in memory


def _loaded(scope: Scope, settings: Settings) -> Kept:
    """The data of a scope: in memory where they are not too many. Raises KgError."""
    from kg.graph.opening import narrow, with_full_view

    if settings.scratch == "empty":
        return _same(OxigraphStore(), "", "")
    if settings.remote is not None:
        return _remote(scope, settings)
    build = cache.current(settings.layout.cache)
    if build is None:
        raise KgError("there is no built graph", None, "run: kg build")
    scope = with_full_view(_scope(scope), build.view)
    if not scope.is_whole:
        whole = cache.copy_in_memory(build)
        store = narrow(whole, scope, _silent, lambda: whole)
        return _same(store, build.key, scope.view or build.view)
    if build.counts.get("quads", 0) > _IN_MEMORY and settings.scratch is None:
        return Kept(partial(cache.open_build, build), build.key, build.view)

    def dump(out: IO[bytes]) -> None:  # the engine starts threads for a store on disk: elsewhere
        cache.open_build(build).dump(out)

    store = OxigraphStore()
    with run_limited(dump, Limits(0, 0, 0), "the copy of the data") as quads:
        store.engine.load(quads, format=ox.RdfFormat.N_QUADS, lenient=True)
    return _same(store, build.key, build.view)


def _scope(scope: Scope) -> Scope:
    return scope._replace(sources=tuple(scope.sources), without=tuple(scope.without))


def _remote(scope: Scope, settings: Settings) -> Kept:
    from kg.graph.opening import narrow
    from kg.store.remote import RemoteStore

    assert settings.remote is not None  # noqa: S101  # asked by the caller
    opener = partial(RemoteStore, settings.remote)
    if (scope := _scope(scope)).is_whole:
        return Kept(opener, opener().version)
    return _same(narrow(opener(), scope, _silent), "", scope.view or "")


def _same(store: Store, key: str, view: str) -> Kept:
    return Kept(lambda: store, key, view, is_ours=bool(key))


def _silent(_: str) -> None:
    """What a person at a terminal would be told."""


def keep(control: socket.socket, kept: Kept, settings: Settings) -> None:
    """Fork a worker or a write for each message, and tell how each of them ended."""
    loop = _Loop(control)
    while (message := loop.next()) is not None:
        asked, files = message
        keeper = os.getpid()
        child = os.fork()
        if child == 0:
            # A write that went well goes on here, as the keeper: with its own socket, and no deeper
            # in calls than the one before.
            new = _forked(asked, files, (keeper, loop), (kept, settings))
            loop = _Loop(new)
            continue
        loop.children.add(child)
        for number in files:
            os.close(number)


class _Loop:
    """What a keeper waits for: messages on its socket, and the ends of its forks, which it tells."""

    def __init__(self, control: socket.socket) -> None:
        self.control = control
        self.children: set[int] = set()
        self._pipe = os.pipe()
        for number in self._pipe:
            os.set_blocking(number, False)
        signal.signal(signal.SIGCHLD, lambda *_: None)
        signal.set_wakeup_fd(self._pipe[1], warn_on_full_buffer=False)
        self._events = poll()
        self._events.register(control, POLLIN)
        self._events.register(self._pipe[0], POLLIN)

    def next(self) -> tuple[Message, list[int]] | None:
        """The next message; None where the server has gone."""
        while True:
            ready = {number for number, _ in self._events.poll()}
            if self._pipe[0] in ready:
                os.read(self._pipe[0], 4096)
                _tell_of_the_dead(self.control, self.children)
            if self.control.fileno() in ready:
                return wire.receive(self.control)

    def leave(self) -> None:
        """Let it go, in a fork that is no keeper of these."""
        signal.set_wakeup_fd(-1)
        signal.signal(signal.SIGCHLD, signal.SIG_DFL)
        for number in self._pipe:
            os.close(number)
        self.control.close()


def _forked(
    asked: Message,
    files: list[int],
    parent: tuple[int, _Loop],
    held: tuple[Kept, Settings],
) -> socket.socket:
    """The life of a fork: all of a worker's, or a write, which gives its socket where it went well."""
    keeper, loop = parent
    goes_on = False
    try:
        loop.leave()
        channel = socket.socket(fileno=files[0])
        if asked["be"] == "worker":
            end_with_parent(keeper)
            _work(channel, *held, network=asked["network"])
        else:
            goes_on = _written(channel, asked, files[1], held)
    finally:
        if not goes_on:
            os._exit(0)
    return channel


def _tell_of_the_dead(control: socket.socket, children: set[int]) -> None:
    while children:
        child, status = os.waitpid(-1, os.WNOHANG)
        if child == 0:
            return
        children.discard(child)
        number = os.WTERMSIG(status) if os.WIFSIGNALED(status) else 0
        wire.send(control, {"died": child, "signal": number})


def _written(
    channel: socket.socket,
    asked: Message,
    body: int,
    held: tuple[Kept, Settings],
) -> bool:
    """Write, and say how it went; whether this process is a keeper from now on."""
    kept, settings = held
    wire.send(channel, {"hello": os.getpid()})
    limits = resource.getrlimit(resource.RLIMIT_DATA)
    limit_memory(settings.megabytes)
    signal.signal(signal.SIGALRM, signal.SIG_DFL)
    signal.setitimer(signal.ITIMER_REAL, settings.seconds)
    told: Message = {"end": True}
    with _Catching(told), os.fdopen(body, "rb") as file:
        store = kept.open()
        assert isinstance(store, OxigraphStore)  # noqa: S101  # a scratch store is ours
        told |= updates.write(store, asked, file, settings)
    signal.setitimer(signal.ITIMER_REAL, 0)
    wire.send(channel, told)
    if "error" in told:
        return False
    resource.setrlimit(resource.RLIMIT_DATA, limits)
    return True


def _work(channel: socket.socket, kept: Kept, settings: Settings, *, network: bool) -> None:
    """A worker's whole life: answer each request on the channel."""
    limit_memory(settings.megabytes)
    if not network and settings.remote is None and not is_closed():
        close_network()
    signal.signal(signal.SIGALRM, signal.SIG_DFL)
    wire.send(channel, {"hello": os.getpid()})
    store: Store | None = None
    born = _held()
    while (message := wire.receive(channel)) is not None:
        asked, _ = message
        least = making.SECONDS.get(asked["do"], 0.0) if settings.seconds else 0.0
        signal.setitimer(signal.ITIMER_REAL, max(settings.seconds, least))
        told: Message = {"end": True}
        with closing(Output(settings.bytes, _Telling(channel))) as out:
            content = b""
            with _Catching(told):
                if store is None:  # its truth is its length, for which all of it is counted
                    store = kept.open()
                _WORK[asked["do"]](store, asked, out, settings)
                content = out.finish()
            signal.setitimer(signal.ITIMER_REAL, 0)
            told |= {"at": out.size, "head": out.head, "inline": len(content)}
            told["worn"] = network or _held() - born > _WORN
        wire.send(channel, told, content)


class _Telling:
    """Tells the server how far an answer has come; the first time with its file."""

    def __init__(self, channel: socket.socket) -> None:
        self._channel = channel
        self._has_sent = False

    def __call__(self, message: Message, number: int) -> None:
        """Tell it. Raises OSError where the server has gone."""
        wire.send(self._channel, message, files=[] if self._has_sent else [number])
        self._has_sent = True


def _held() -> int:
    """The most bytes that this process had in memory so far."""
    unit = 1 if sys.platform == "darwin" else 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * unit


class _Catching:
    """Puts an error, whatever it is, into a message as ``error``: the client is told in our words."""

    def __init__(self, message: Message) -> None:
        self._message = message

    def __enter__(self) -> None: ...

    def __exit__(self, _: object, error: BaseException | None, __: TracebackType | None) -> bool:
        if isinstance(error, Exception):
            self._message["error"] = _told(error)
        return isinstance(error, Exception)


def _told(error: Exception) -> list[object]:
    """An error as the client is told of it: status, what is wrong, what to do; never where in the program."""
    if isinstance(error, Refusal):
        refusal = error
    elif isinstance(error, RuntimeError) and damage_met(error):
        refusal = Refusal(503, "the built graph is damaged", "try again after: kg build --force")
    elif isinstance(error, KgError):
        refusal = explained(error)
    elif isinstance(error, MemoryError):
        refusal = Refusal(422, "this needs more memory than the limit", "narrow it (LIMIT)")
    elif isinstance(error, OSError):
        refusal = Refusal(503, "the answer cannot be written: the server is out of space")
    else:
        if os.environ.get("KG_TRACEBACK"):
            sys.__excepthook__(type(error), error, error.__traceback__)
        refusal = Refusal(500, "a fault of the program", "please report it")
    return [refusal.status, refusal.what, refusal.remedy]
