"""Messages between the server's processes, as they come: in pieces, with files, or not any more."""

from __future__ import annotations

import asyncio
import os
import socket
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING

from kg.publish.serve import wire

if TYPE_CHECKING:
    from collections.abc import Coroutine


def run(talk: Coroutine[object, object, None]) -> None:
    """Run a talk in a thread of its own: the browser of other tests has a loop in this one."""
    with ThreadPoolExecutor(1) as threads:
        threads.submit(asyncio.run, talk).result()


def test_a_message_brings_its_content_and_its_files(tmp_path):
    file = tmp_path / "file"
    file.write_bytes(b"in the file")

    async def talk() -> None:
        ours, theirs = socket.socketpair()
        channel = wire.Channel(ours)
        with file.open("rb") as opened:
            wire.send(theirs, {"a": 1, "inline": 3}, b"xyz", [opened.fileno()])
        wire.send(theirs, {"b": "é" * 10_000})
        assert await channel.receive() == ({"a": 1, "inline": 3}, b"xyz")
        (number,) = channel.files
        assert os.pread(number, 100, 0) == b"in the file"
        reading = asyncio.create_task(channel.receive())
        assert (await reading)[0] == {"b": "é" * 10_000}
        theirs.close()
        assert await channel.receive() is None
        channel.close()
        assert channel.files == []

    run(talk())


def test_a_socket_with_the_number_of_a_closed_one_is_heard():
    """Also where the one before was awaited, and its waiter cancelled, when it was closed."""

    async def talk(*, cancelled: bool) -> None:
        ours, theirs = socket.socketpair()
        first, number = wire.Channel(ours), ours.fileno()
        waiting = asyncio.create_task(first.receive())
        await asyncio.sleep(0)
        if cancelled:
            waiting.cancel()
        first.close()
        theirs.close()
        pairs = [socket.socketpair()]
        while number not in {sock.fileno() for sock in pairs[-1]}:
            pairs.append(socket.socketpair())  # a lower number was free
        mine, other = sorted(pairs[-1], key=lambda sock: sock.fileno() != number)
        second = wire.Channel(mine)
        answer = asyncio.create_task(second.receive())
        await asyncio.sleep(0.01)
        wire.send(other, {"heard": True})
        assert await asyncio.wait_for(answer, 10) == ({"heard": True}, b"")
        done = await asyncio.gather(waiting, return_exceptions=True)
        assert done == [None] or isinstance(done[0], asyncio.CancelledError)
        second.close()
        for sock in sum(pairs, ()):
            sock.close()

    for cancelled in (False, True):
        run(talk(cancelled=cancelled))


def test_the_other_side_reads_what_the_server_sends():
    async def talk() -> None:
        ours, theirs = socket.socketpair()
        channel = wire.Channel(ours)
        await channel.send({"do": "it"}, [theirs.fileno()])
        message, (number,) = wire.receive(theirs)
        assert message == {"do": "it"}
        os.close(number)
        channel.close()
        assert wire.receive(theirs) is None
        theirs.close()

    run(talk())
