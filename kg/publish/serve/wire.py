"""Messages between the server's processes: a length, JSON, and at most two open files beside it.

What a worker answers is not in its messages but in a file without a name, which the server opened and
reads on its own: a client that reads slowly keeps no worker waiting.
"""

from __future__ import annotations

import json
import os
import socket
import struct
from typing import Any

Message = dict[str, Any]
_LENGTH = struct.Struct("!I")
_FILES = 2


def packed(message: Message) -> bytes:
    """A message as bytes, behind its length."""
    content = json.dumps(message).encode()
    return _LENGTH.pack(len(content)) + content


def send(number: int, message: Message) -> None:
    """Write a message to a socket by its number. Raises OSError where nobody reads it any more."""
    content = memoryview(packed(message))
    while content:
        content = content[os.write(number, content) :]


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


def length_of(head: bytes) -> int:
    """How many bytes of JSON follow behind the first four of a message."""
    length: int = _LENGTH.unpack(head)[0]
    return length


HEAD = _LENGTH.size
