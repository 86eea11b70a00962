"""A server to which nothing may connect."""

from __future__ import annotations

import socket
import threading
from typing import Self


class Listener:
    """A server that hangs up on everyone, and counts them."""

    def __init__(self) -> None:
        self.socket = socket.create_server(("127.0.0.1", 0), backlog=64)
        self.address = f"http://127.0.0.1:{self.socket.getsockname()[1]}/"
        self.count = self.own = 0
        threading.Thread(target=self._hang_up, daemon=True).start()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.socket.shutdown(socket.SHUT_RDWR)
        self.socket.close()

    def _hang_up(self) -> None:
        while True:
            try:
                connection, _ = self.socket.accept()
            except OSError:
                return  # closed
            self.count += 1
            connection.close()

    def counted(self) -> int:
        """How many have connected so far: a connection of our own comes after all of them."""
        with socket.create_connection(self.socket.getsockname()) as ours:
            while ours.recv(1):
                pass  # until it is hung up on
        self.own += 1
        return self.count - self.own
