"""The server's side of its workers: who is served next, by whom, and what becomes of a slow query.

Waiting requests are taken by turns of their clients, so that a client with many does not keep others
waiting. A query that has not ended after ``QUICK`` seconds, while others are served, goes on beside them at
the lowest priority, and its place is free. Where too many go on like that, or too many
of one client, it is ended.
"""

from __future__ import annotations

import asyncio
import contextlib
import os
import socket
import uuid
from collections import Counter, OrderedDict, deque
from typing import TYPE_CHECKING

from kg.publish.serve.evaluation import Refusal
from kg.publish.serve.handles import Answer, Keeper, Worker
from kg.publish.serve.wire import Channel

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable

    from kg.claims.scope import Scope
    from kg.errors import KgError
    from kg.publish.serve.settings import Settings
    from kg.publish.serve.wire import Message

#: How long (s) a query may take before it gives way to others; how long (s of work) where there are
#: none; and before it is ended, where too many go on beside.
QUICK, LONG, PLACE = 0.1, 0.5, 2.0
_LOWEST = 19  # the priority of those
_BESIDE = 16  # of them for each worker: they wait more than they work
#: How many requests wait at most, and how many of one client; how long (s) one waits.
WAITING, WAITING_OF_ONE, PATIENCE = 256, 128, 20.0
#: How many states of the data are kept beside that of the text as it is: other clocks, other views.
_KEPT = 4
#: How long (s) one waits for the answer that one's long queries are too many: who asks again at once gains nothing.
_TARPIT = 1.0
_AGAIN = 2  # seconds after which who is refused may come again


class Busy(Refusal):
    """The server has too much to do: HTTP 503, with ``Retry-After``."""

    def __init__(self, what: str) -> None:
        super().__init__(503, what, f"try again after {_AGAIN} seconds")
        self.after = _AGAIN


class Turns:
    """Places for so many at a time, dealt out by turns of clients. Raises Busy where too many wait."""

    def __init__(self, places: int) -> None:
        self._places = self._free = places
        self._waiting: OrderedDict[str, deque[asyncio.Future[None]]] = OrderedDict()
        self.count = 0

    @property
    def taken(self) -> int:
        """How many places are taken."""
        return self._places - self._free

    async def take(self, client: str) -> None:
        """Wait for a place. Raises Busy."""
        if self._free:
            self._free -= 1
            return
        own = self._waiting.setdefault(client, deque())
        if self.count >= WAITING or len(own) >= WAITING_OF_ONE:
            raise Busy("too many requests are waiting")
        place: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        own.append(place)
        self.count += 1
        try:
            async with asyncio.timeout(PATIENCE):
                await place
        except TimeoutError:
            if not place.done() or place.cancelled():
                raise Busy("the request has waited too long") from None
        except asyncio.CancelledError:
            if place.done() and not place.cancelled():
                self.give_back()
            raise
        finally:
            place.cancel()

    def give_back(self) -> None:
        """Free a place: it goes to the client whose turn it is."""
        while self._waiting:
            client, places = self._waiting.popitem(last=False)
            while places:
                place = places.popleft()
                self.count -= 1
                if places:
                    self._waiting[client] = places  # behind all others
                if not place.done():
                    place.set_result(None)
                    return
                places = self._waiting.pop(client, deque())
        self._free += 1


class Pool:
    """All states of the data that are served, and their workers."""

    def __init__(self, nursery: socket.socket, settings: Settings) -> None:
        self.settings = settings
        self._nursery = Channel(nursery)
        self._turns = Turns(settings.workers * 2)
        self._slow = Counter[str]()
        self._most_slow = settings.workers * _BESIDE
        self.current: Keeper | None = None
        self._others: OrderedDict[Scope, asyncio.Task[Keeper]] = OrderedDict()
        self._making = asyncio.Lock()
        self._writing = asyncio.Lock()
        # What is written here is of this process alone, and so are the tags of it.
        self._born = uuid.uuid4().hex if settings.scratch else ""
        self.problem: KgError | None = None  # why the data could not be loaded at the start
        self.version = 0  # of a scratch store: how often it was written
        self.ended: Callable[[str], None] = lambda _: None  # told why a query was ended

    @property
    def waiting(self) -> int:
        """How many requests wait."""
        return self._turns.count

    @property
    def busy(self) -> int:
        """How many evaluations hold a place, or go on beside."""
        return self._turns.taken + self.slow

    @property
    def slow(self) -> int:
        """How many queries go on beside the others."""
        return self._slow.total()

    @property
    def key(self) -> str:
        """What tells states of the data apart."""
        keeper = self.current
        state = (keeper.key, keeper.view) if keeper else ("", "")
        return ".".join((*state, self._born, str(self.version)))

    async def load(self, scope: Scope) -> None:
        """Load the data as the text is now; they take the place of the old at once. Raises Refusal."""
        new = await self._made(scope)
        old, self.current = self.current, new
        others, self._others = self._others, OrderedDict()
        if old is not None:
            old.retire()
        for task in others.values():
            task.add_done_callback(_retire)

    async def _made(self, scope: Scope) -> Keeper:
        ours, theirs = socket.socketpair()
        with theirs:
            keeper = Keeper(Channel(ours))
            await keeper.ask_nursery(self._nursery, theirs, scope)
        return await keeper.ready()

    async def keeper(self, scope: Scope) -> Keeper:
        """The state of the data at a scope, made where it is not kept. Raises Refusal."""
        if scope.is_whole:
            return await self._whole_graph()
        if self.settings.scratch == "empty":
            raise Refusal(400, "an empty store has no dates, sources and views")
        task = self._others.get(scope)
        if task is None or (task.done() and (task.cancelled() or task.exception())):
            task = self._others[scope] = asyncio.create_task(self._one_at_a_time(scope))
            while len(self._others) > _KEPT:
                _, dropped = self._others.popitem(last=False)
                dropped.add_done_callback(_retire)
        self._others.move_to_end(scope)
        return await asyncio.shield(task)

    async def _whole_graph(self) -> Keeper:
        """What holds the whole; made anew where it was ended from outside. Raises Refusal."""
        keeper = self.current
        if keeper is None or (keeper.is_dead and self.settings.scratch):
            raise Busy("the data are not held")
        if keeper.is_dead:
            async with self._making:
                if self.current is keeper:
                    await self.load(_whole())
        return self.current or keeper

    @property
    def is_ready(self) -> bool:
        """Whether queries are answered."""
        return self.current is not None and not self.current.is_dead

    async def _one_at_a_time(self, scope: Scope) -> Keeper:
        async with self._making:
            return await self._made(scope)

    @contextlib.asynccontextmanager
    async def answer(
        self, asked: Message, scope: Scope, client: str, *, network: bool = False
    ) -> AsyncIterator[Answer]:
        """Have a worker evaluate; what it has answered so far can be read within. Raises Refusal."""
        keeper = await self.keeper(scope)
        with keeper.used():
            run = _Run(self, client)
            await self._turns.take(client)
            run.has_place = True
            try:
                worker = await keeper.worker(network=network)
                answer = Answer(worker, self.settings.seconds, self.settings.megabytes)
                try:
                    await answer.start(asked)
                    run.watch(worker, answer)
                    await answer.begun()
                    yield answer
                except Busy:
                    run.leave()
                    await asyncio.sleep(_TARPIT)
                    raise
                finally:
                    answer.close()
                    if answer.ended and not answer.worn and worker.is_sound and run.is_fresh:
                        keeper.take_back(worker)
                    else:
                        worker.end()
            finally:
                run.leave()

    async def write(self, asked: Message, body: int) -> Message:
        """Write to the scratch store; gives what was told of it. Raises Refusal."""
        async with self._writing:
            old = await self.keeper(_whole())
            new, told = await old.written(asked, body, self.settings)
            self.current = new
            self.version += 1
            old.retire()
            return told

    def close(self) -> None:
        """End all processes."""
        for keeper in (self.current, *map(_kept, self._others.values())):
            if keeper is not None:
                keeper.close()
        self._nursery.close()


class _Run:
    """One evaluation, and the place that it holds."""

    def __init__(self, pool: Pool, client: str) -> None:
        self._pool, self._client = pool, client
        self.has_place = self._is_slow = False
        self.is_fresh = True
        self._timer: asyncio.TimerHandle | None = None
        self._before = 0.0  # seconds that its worker had worked

    def watch(self, worker: Worker, answer: Answer) -> None:
        """Have it give way when it is slow, or end; free its place when it has ended."""
        loop = asyncio.get_running_loop()
        self._before = worker.worked()
        self._timer = loop.call_later(QUICK, self._look, worker, answer)
        answer.finished.add_done_callback(lambda _: self.leave())

    def _look(self, worker: Worker, answer: Answer) -> None:
        """Give its place to who waits, and others the processor once it has worked for long itself."""
        pool = self._pool
        own, all_ = pool._slow[self._client], pool.slow
        is_full = all_ >= pool._most_slow or own >= pool._most_slow * 3 // 4
        worked = worker.worked() - self._before
        # Where others wait or are served too, it gives way at once; alone it need not.
        gives_way = pool.waiting or pool.busy > pool.settings.workers or worked >= LONG
        if gives_way and self.is_fresh:
            self.is_fresh = False  # the system lets nobody raise its priority again
            with contextlib.suppress(OSError):  # it has just ended
                os.setpriority(os.PRIO_PROCESS, worker.pid, _LOWEST)
        if not self._is_slow and not is_full and not self.is_fresh:
            self._is_slow = True
            pool._slow[self._client] += 1
            self._free()
        if not self._is_slow and worked >= PLACE:
            answer.fail(Busy("the server works at too many long queries"))
            worker.end()
        elif self.is_fresh or not self._is_slow:
            loop = asyncio.get_running_loop()
            self._timer = loop.call_later(QUICK, self._look, worker, answer)

    def _free(self) -> None:
        if self.has_place:
            self.has_place = False
            self._pool._turns.give_back()

    def leave(self) -> None:
        """Free what it holds."""
        if self._timer is not None:
            self._timer.cancel()
        self._free()
        if self._is_slow:
            self._is_slow = False
            self._pool._slow[self._client] -= 1
            self._pool._slow += Counter()  # without those of none


def _whole() -> Scope:
    from kg.claims.scope import Scope

    return Scope()


def _kept(task: asyncio.Task[Keeper]) -> Keeper | None:
    if task.done() and not task.cancelled() and task.exception() is None:
        return task.result()
    return None


def _retire(task: asyncio.Task[Keeper]) -> None:
    keeper = _kept(task)
    if keeper is not None:
        keeper.retire()
