"""HTTP/1.1 as uvicorn speaks it, for clients that it serves badly.

One sends the head of its request byte by byte, or nothing, or without an end: it is neither awaited for
ever nor kept in memory. Another offers a protocol beside HTTP/1.1: Java's own client, and with it Jena,
offers HTTP/2 (``Upgrade: h2c``) with its first request. A server may pass that over (RFC 9110, section
7.8), but uvicorn's parser stops behind the head of such a request, and its content would be lost
(https://github.com/Kludex/uvicorn/issues/2722).
"""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

import httptools
from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol

if TYPE_CHECKING:
    import asyncio

_OFFERS = (b"upgrade", b"http2-settings")
#: How long (s) a client may take to send the head of a request.
HEAD_SECONDS = 30.0
#: The most bytes of the head: a query in the address, and what a browser may say of itself.
HEAD_BYTES = 2 << 20


class Http(HttpToolsProtocol):
    """A connection on which no other protocol is ever spoken, and which ends where nothing is asked on it."""

    _since = 0.0  # when it began to wait for a request
    _timer: asyncio.TimerHandle | None = None
    _in_head, _head_bytes = False, 0

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]  # as uvicorn has it
        """Begin to wait for a request."""
        super().connection_made(transport)
        self._since = time.monotonic()
        self._timer = self.loop.call_later(HEAD_SECONDS, self._look)

    def connection_lost(self, exc: Exception | None) -> None:
        """End."""
        if self._timer is not None:
            self._timer.cancel()
        super().connection_lost(exc)

    def on_response_complete(self) -> None:
        """Wait for the next request."""
        self._since = time.monotonic()
        super().on_response_complete()

    def _look(self) -> None:
        """Hang up where a request has not begun for too long; what is sent behind an answer is none."""
        left = self._since + HEAD_SECONDS - time.monotonic()
        if self.cycle is not None and not self.cycle.response_complete:
            left = HEAD_SECONDS
        if left <= 0:
            self.transport.close()
        else:
            self._timer = self.loop.call_later(left, self._look)

    def data_received(self, data: bytes) -> None:
        """Parse what came; behind a head with an offer by a parser that has not seen the offer."""
        self._unset_keepalive_if_required()
        try:
            while True:
                try:
                    self.parser.feed_data(data)
                except httptools.HttpParserUpgrade as offer:
                    if self.scope["method"] == "CONNECT":  # behind it comes what is no HTTP
                        raise httptools.HttpParserError from None
                    data = data[offer.args[0] :]
                    self._without_offer()
                else:
                    break
        except httptools.HttpParserError:
            self.send_400_response("Invalid HTTP request received.")
            return
        if self._in_head:
            self._head_bytes += len(data)
            if self._head_bytes > HEAD_BYTES:
                self.send_400_response(
                    f"The head of the request has more than {HEAD_BYTES:,} bytes."
                )

    def on_message_begin(self) -> None:
        """Begin to read a head."""
        self._in_head, self._head_bytes = True, 0
        super().on_message_begin()

    def on_headers_complete(self) -> None:
        """Begin to answer."""
        self._in_head = False
        super().on_headers_complete()

    def _without_offer(self) -> None:
        """Go on with a parser that has read the same head, but for the offer. Raises HttpParserError."""
        head = [f"{self.scope['method']} / HTTP/{self.scope['http_version']}\r\n".encode()]
        for name, value in self.headers:
            kept = value
            if name == b"connection":
                tokens = [token.strip() for token in value.split(b",")]
                kept = b", ".join(token for token in tokens if token.lower() not in _OFFERS)
            if kept and name not in _OFFERS:
                head.append(b"%b: %b\r\n" % (name, kept))
        self.cycle.more_body = True
        self.cycle.message_event.clear()
        self.parser = httptools.HttpRequestParser(_Behind(self))
        self.parser.feed_data(b"".join([*head, b"\r\n"]))


class _Behind:
    """Hands on what a parser finds behind the head that it is given first."""

    def __init__(self, to: Http) -> None:
        self._to, self._is_known = to, True
        self.on_body, self.on_message_complete = to.on_body, to.on_message_complete

    def on_message_begin(self) -> None:
        if not self._is_known:
            self._to.on_message_begin()

    def on_url(self, url: bytes) -> None:
        if not self._is_known:
            self._to.on_url(url)

    def on_header(self, name: bytes, value: bytes) -> None:
        if not self._is_known:
            self._to.on_header(name, value)

    def on_headers_complete(self) -> None:
        if self._is_known:
            self._is_known, old = False, self._to.scope["http_version"] == "1.0"
            self._to.cycle.keep_alive = not old and self._to.parser.should_keep_alive()
        else:
            self._to.on_headers_complete()
