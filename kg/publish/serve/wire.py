"""Messages between the server's processes: a length, JSON, and at most two open files beside it.

A small answer of a worker stands behind its message, a large one in a file without a name, which goes
to the server with the first message of it: a client that reads slowly keeps no worker waiting.
"""

from __future__ import annotations

import asyncio
import json
import os
import socket
import struct
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Sequence

Message = dict[str, Any]
_LENGTH = struct.Struct("!I")
_FILES = 2


def packed(message: Message) -> bytes:
    """A message as bytes, behind its length."""
    content = json.dumps(message).encode()
    return _LENGTH.pack(len(content)) + content


def send(
    sock: socket.socket, message: Message, content: bytes = b"", files: Sequence[int] = ()
) -> None:
    """Write a message, and the content that ``inline`` in it counts. Raises OSError where nobody reads."""
    whole = packed(message) + content
    sent = socket.send_fds(sock, [whole], files) if files else sock.send(whole)
    if sent < len(whole):
        sock.sendall(whole[sent:])


def receive(sock: socket.socket) -> tuple[Message, list[int]] | None:
    """The next message, and the numbers of the files that came with it; None where the other side has gone."""
    head, files = b"", []
    while len(head) < _LENGTH.size:
        piece, more, _, _ = socket.recv_fds(sock, _LENGTH.size - len(head), _FILES)
        if not piece:
            return None
        head += piece
        files += more
    content = _read(sock, _LENGTH.unpack(head)[0])
    return None if content is None else (json.loads(content), files)


def _read(sock: socket.socket, size: int) -> bytes | None:
    pieces = []
    while size:
        piece = sock.recv(min(size, 1 << 20))
        if not piece:
            return None
        pieces.append(piece)
        size -= len(piece)
    return b"".join(pieces)


class Channel:
    """The server's end of a socket, to be awaited."""

    def __init__(self, sock: socket.socket) -> None:
        sock.setblocking(False)
        self._sock = sock
        self._held = b""
        self._ready: asyncio.Future[None] | None = None
        self.files: list[int] = []  # that came, and were not taken yet

    async def send(self, message: Message, files: Sequence[int] = ()) -> None:
        """Write a message. Raises OSError where nobody reads it any more."""
        content = packed(message)
        sent = socket.send_fds(self._sock, [content], files) if files else self._sock.send(content)
        if sent < len(content):
            await asyncio.get_running_loop().sock_sendall(self._sock, content[sent:])

    async def receive(self) -> tuple[Message, bytes] | None:
        """The next message, and the content behind it; None where the other side has gone."""
        head = await self._take(_LENGTH.size)
        text = head and await self._take(_LENGTH.unpack(head)[0])
        if not text:
            return None
        message: Message = json.loads(text)
        content = await self._take(message["inline"]) if message.get("inline") else b""
        return None if content is None else (message, content)

    async def _take(self, size: int) -> bytes | None:
        while len(self._held) < size:
            try:
                piece, files, _, _ = socket.recv_fds(self._sock, 1 << 17, _FILES)
            except BlockingIOError:
                await self._readable()
                continue
            except OSError:
                return None
            if not piece:
                return None
            self._held += piece
            self.files += files
        taken, self._held = self._held[:size], self._held[size:]
        return taken

    async def _readable(self) -> None:
        loop = asyncio.get_running_loop()
        self._ready = ready = loop.create_future()
        number = self._sock.fileno()
        if number < 0:  # closed
            return
        loop.add_reader(number, _resolve, ready)
        try:
            await ready
        finally:
            if self._sock.fileno() == number:
                loop.remove_reader(number)

    def close(self) -> None:
        """Let it go, and the files that nobody took; who waits for a message gets none.

        The loop must forget it first: the next socket may get its number.
        """
        for number in self.files:
            os.close(number)
        self.files = []
        if self._ready is not None and self._sock.fileno() >= 0:
            self._ready.get_loop().remove_reader(self._sock.fileno())
            _resolve(self._ready)
        self._sock.close()


def _resolve(ready: asyncio.Future[None]) -> None:
    if not ready.done():
        ready.set_result(None)
