"""The server's handles on the processes of ``keeper.py``: a keeper, a worker, an answer that grows."""

from __future__ import annotations

import asyncio
import contextlib
import os
import signal
import socket
import sys
import time
from collections import OrderedDict
from typing import TYPE_CHECKING

from kg.publish.serve.evaluation import Refusal
from kg.publish.serve.wire import Channel

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kg.claims.scope import Scope
    from kg.publish.serve.settings import Settings
    from kg.publish.serve.wire import Message

#: How long (s) loading the data may take, and how long one waits for a death notice.
_LOADING, _NOTICE = 600.0, 1.0
_DEATHS = 100  # of which is known for a while, as who asks comes later


class Keeper:
    """A process that holds a state of the data; it ends when it is retired and nobody uses it."""

    def __init__(self, control: Channel) -> None:
        self._control = control
        self.key = self.view = ""
        self._idle: list[Worker] = []
        self._users = 0
        self._is_retired = self.is_dead = False
        self._deaths: OrderedDict[int, asyncio.Future[int]] = OrderedDict()
        self._listening: asyncio.Task[None] | None = None
        self._asking = asyncio.Lock()

    async def ask_nursery(self, nursery: Channel, theirs: socket.socket, scope: Scope) -> None:
        """Have the nursery fork it."""
        await nursery.send({"scope": list(scope)}, [theirs.fileno()])

    async def ready(self) -> Keeper:
        """Wait until it has loaded. Raises Refusal where it cannot."""
        try:
            async with asyncio.timeout(_LOADING):
                received = await self._control.receive()
        except TimeoutError:
            received = None
        told = received[0] if received else {}
        if "ready" not in told:
            self.close()
            raise Refusal(*told.get("error", [503, "the data could not be loaded", ""]))
        self.key, self.view = told["key"], told["view"]
        self._listening = asyncio.create_task(self._listen())
        return self

    async def _listen(self) -> None:
        while (received := await self._control.receive()) is not None:
            told = received[0]
            death = self._deaths.setdefault(told["died"], asyncio.Future())
            if not death.done():
                death.set_result(told["signal"])
            while len(self._deaths) > _DEATHS:
                self._deaths.popitem(last=False)
        self.is_dead = True

    async def death_of(self, pid: int) -> int:
        """The signal that ended a worker, 0 where it ended by itself."""
        death = self._deaths.setdefault(pid, asyncio.Future())
        with contextlib.suppress(TimeoutError):
            return await asyncio.wait_for(death, _NOTICE)
        return 0

    async def worker(self, *, network: bool = False) -> Worker:
        """A worker that is free, or a new one. Raises Refusal."""
        while self._idle and not network:
            worker = self._idle.pop()
            if worker.is_sound:
                return worker
        channel = await self._forked({"be": "worker", "network": network}, [])
        hello = await channel.receive()
        if hello is None:
            channel.close()
            raise Refusal(503, "no process could be started", "try again")
        return Worker(self, channel, hello[0]["hello"])

    async def _forked(self, asked: Message, files: list[int]) -> Channel:
        ours, theirs = socket.socketpair()
        channel = Channel(ours)
        with theirs:
            async with self._asking:
                try:
                    await self._control.send(asked, [theirs.fileno(), *files])
                except OSError:
                    channel.close()
                    raise Refusal(503, "the data are not held any more", "try again") from None
        return channel

    def take_back(self, worker: Worker) -> None:
        """Keep a worker for the next request."""
        if self._is_retired:
            worker.end()
        else:
            self._idle.append(worker)

    async def written(
        self, asked: Message, body: int, settings: Settings
    ) -> tuple[Keeper, Message]:
        """Have a fork write, which is the keeper from then on; and what it told. Raises Refusal."""
        channel = await self._forked({"be": "writer", **asked}, [body])
        hello = await channel.receive()
        received = hello and await channel.receive()
        told = received[0] if received else None
        if told is None or "error" in told:
            channel.close()
            number = await self.death_of(hello[0]["hello"]) if hello else 0
            raise (
                Refusal(*told["error"])
                if told
                else _ended(number, settings.seconds, settings.megabytes)
            )
        new = Keeper(channel)
        new.key, new.view = self.key, self.view
        new._listening = asyncio.create_task(new._listen())
        return new, told

    @contextlib.contextmanager
    def used(self) -> Iterator[None]:
        """While this is entered, it stays, also when it is retired."""
        self._users += 1
        try:
            yield
        finally:
            self._users -= 1
            if self._is_retired and not self._users:
                self.close()

    def retire(self) -> None:
        """End it as soon as nobody uses it."""
        self._is_retired = True
        if not self._users:
            self.close()

    def close(self) -> None:
        """End it and its workers."""
        if self._listening is not None:
            self._listening.cancel()
        for worker in self._idle:
            worker.end()
        self._idle.clear()
        self._control.close()


class Worker:
    """A process that evaluates one request at a time."""

    def __init__(self, keeper: Keeper, channel: Channel, pid: int) -> None:
        self.keeper, self.channel, self.pid = keeper, channel, pid
        self.is_sound = True

    def worked(self) -> float:
        """How many seconds of a processor it has had so far; on systems that do not tell, of the clock."""
        if sys.platform == "linux":
            with contextlib.suppress(OSError):
                return time.clock_gettime((~self.pid << 3) | 2)  # clock_getcpuclockid(3)
        return time.monotonic()

    def end(self) -> None:
        """End it, whatever it does."""
        if self.is_sound:
            self.is_sound = False
            self.channel.close()
            with contextlib.suppress(OSError):
                os.kill(self.pid, signal.SIGKILL)


class Answer:
    """What a worker answers to a request: what it is, how far it has come, and its bytes."""

    def __init__(self, worker: Worker, seconds: float, megabytes: int) -> None:
        self._worker, self._seconds, self._megabytes = worker, seconds, megabytes
        self._file = -1  # of an answer that is large
        self._content = b""  # of one that is small
        self._changed = asyncio.Event()
        self._reading: asyncio.Task[None] | None = None
        self.finished: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self.head: Message = {}
        self.size = 0
        self.error: Refusal | None = None
        self.ended = self.worn = False
        self.took = 0.0

    async def start(self, asked: Message) -> None:
        """Send the request. Raises Refusal where the worker is gone."""
        try:
            await self._worker.channel.send(asked)
        except OSError:
            self._worker.end()
            raise Refusal(503, "the worker is gone", "try again") from None
        self._reading = asyncio.create_task(self._read(time.monotonic()))

    async def _read(self, start: float) -> None:
        worker = self._worker
        while not self.finished.done():
            received = await worker.channel.receive()
            if worker.channel.files:
                self._file = worker.channel.files.pop()
            if received is None:
                number = await worker.keeper.death_of(worker.pid)
                self.fail(_ended(number, self._seconds, self._megabytes))
                worker.end()
                return
            told, self._content = received
            self.size, self.head = told["at"], told["head"]
            if "end" in told:
                self.ended, self.worn = True, told["worn"]
                self.took = time.monotonic() - start
                if "error" in told:
                    self.fail(Refusal(*told["error"]))
                elif not self.finished.done():
                    self.finished.set_result(None)
            self._changed.set()

    def fail(self, error: Refusal) -> None:
        """End it with an error."""
        if self.error is None and not self.finished.done():
            self.error = error
            self.finished.set_result(None)
        self._changed.set()

    async def begun(self) -> None:
        """Wait until there is something to send, or the whole. Raises Refusal where it is refused by then."""
        while not self.finished.done() and not self.size:
            await self._next()
        if self.error is not None:
            raise self.error

    async def _next(self) -> None:
        self._changed.clear()
        await self._changed.wait()

    async def more(self, place: int) -> bytes:
        """The bytes from an offset on, as soon as there are some; empty at the end. Raises Refusal."""
        while place >= self.size and not self.finished.done():
            await self._next()
        if place < self.size:
            if self._file < 0:
                return self._content[place:]
            return os.pread(self._file, min(self.size - place, 1 << 16), place)
        if self.error is not None:
            raise self.error
        return b""

    def close(self) -> None:
        """Let it go."""
        if self._reading is not None:
            self._reading.cancel()
        if not self.finished.done():
            self.finished.set_result(None)
        if self._file >= 0:
            os.close(self._file)
            self._file = -1


def _ended(number: int, seconds: float, megabytes: int) -> Refusal:
    """What is said of an evaluation that the kernel ended."""
    if number == signal.SIGALRM:
        return Refusal(
            422,
            f"this did not finish within {seconds:g} seconds and was ended",
            "narrow it (LIMIT, a more selective pattern)",
        )
    if number == signal.SIGSYS:
        return Refusal(403, "this asked for the network, which is closed to it, and was ended")
    if number in (signal.SIGABRT, signal.SIGSEGV, signal.SIGBUS):
        return Refusal(
            422,
            f"this is nested too deeply, or needs more memory than {megabytes:,} megabytes",
            "make it smaller (LIMIT, fewer levels)",
        )
    return Refusal(503, "the evaluation was ended from outside", "try again")
