"""A client that offers another protocol is answered by HTTP/1.1, its content read (RFC 9110, section 7.8).

One that takes too long to ask is not awaited.
"""

from __future__ import annotations

import asyncio
import socket
import time
from concurrent.futures import ThreadPoolExecutor

import pytest
import uvicorn
from uvicorn.server import ServerState

from kg.publish.serve import offers

OFFER = "Connection: Upgrade, HTTP2-Settings\r\nUpgrade: h2c\r\nHTTP2-Settings: AAEAAEAA\r\n"
HEAD = f"POST /sparql HTTP/1.1\r\nHost: x\r\nContent-Type: application/sparql-query\r\n{OFFER}"
WHOLE = f"{HEAD}Content-Length: 6\r\n\r\nASK {{}}"
CHUNKED = f"{HEAD}Transfer-Encoding: chunked\r\n\r\n4\r\nASK \r\n2\r\n{{}}\r\n0\r\n\r\n"
LAST = "GET /health HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n"


@pytest.mark.parametrize(
    "pieces",
    [
        [WHOLE + LAST],
        [CHUNKED + LAST],
        [*WHOLE.partition("\r\n\r\n"), LAST],
        [CHUNKED[:-9], CHUNKED[-9:], LAST],
        [WHOLE + CHUNKED, WHOLE + LAST],
        [f"GET /sparql?query=ASK{{}} HTTP/1.1\r\nHost: x\r\n{OFFER}\r\n{LAST}"],
        [WHOLE.replace("Connection: Upgrade", "Connection: close, Upgrade")],
    ],
)
def test_what_is_sent_with_an_offer_is_read(server, pieces):
    answer = b""
    with socket.create_connection(("127.0.0.1", server.port), timeout=60) as connection:
        for piece in pieces:
            connection.sendall(piece.encode())
            time.sleep(0.05)  # so that it comes by itself
        while got := connection.recv(65_536):
            answer += got
    sent = "".join(pieces)
    assert answer.count(b"HTTP/1.1 200 ") == sent.count(" HTTP/1.1\r\n"), answer
    assert answer.count(b'"boolean":true') == sent.count("ASK")
    assert b" 101 " not in answer


def test_a_broken_content_behind_an_offer_is_refused(server):
    answer = server.raw(f"{HEAD}Transfer-Encoding: chunked\r\n\r\nZZ\r\n".encode())
    assert b" 400 " in answer
    assert answer.count(b"HTTP/1.1 ") == 1
    tunnel = server.raw(b"CONNECT x:80 HTTP/1.1\r\nHost: x\r\n\r\nmore")
    assert b" 200 " not in tunnel.partition(b"\r\n")[0]


async def _answer(scope, receive, send):
    await asyncio.sleep(0.5)  # a query may take longer than the head of a request
    await send(
        {"type": "http.response.start", "status": 200, "headers": [(b"content-length", b"2")]}
    )
    await send({"type": "http.response.body", "body": b"ok"})


async def _got(sent: bytes, goes_on: bytes) -> bytes:
    """What a server answers until it hangs up, while a client goes on to send."""
    config, state = uvicorn.Config(_answer, log_config=None), ServerState()
    loop = asyncio.get_running_loop()
    server = await loop.create_server(
        lambda: offers.Http(config=config, server_state=state, app_state={}), "127.0.0.1", 0
    )
    reader, writer = await asyncio.open_connection(*server.sockets[0].getsockname())
    writer.write(sent)

    async def go_on() -> None:
        while goes_on:
            writer.write(goes_on)
            await asyncio.sleep(0.02)

    going = asyncio.create_task(go_on())
    async with asyncio.timeout(20):
        answer = await reader.read()
    going.cancel()
    writer.close()
    server.close()
    return answer


def got(sent: bytes, goes_on: bytes) -> bytes:
    """The same, in a thread of its own: that of a browser's tests has a loop which never ends."""
    with ThreadPoolExecutor(1) as thread:
        return thread.submit(asyncio.run, _got(sent, goes_on)).result()


@pytest.mark.parametrize(
    ("sent", "goes_on", "answers"),
    [
        (b"", b"", 0),
        (b"GET / HTTP/1.1\r\nHost: x\r\nX: ", b"a", 0),
        (b"GET / HTTP/1.1\r\nHost: x\r\n\r\n", b"", 1),
        (b"POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 99999999\r\n\r\n", b"a", 1),
    ],
)
def test_who_takes_too_long_to_ask_is_hung_up_on(monkeypatch, sent, goes_on, answers):
    monkeypatch.setattr(offers, "HEAD_SECONDS", 0.2)
    answer = got(sent, goes_on)
    assert answer.count(b"HTTP/1.1 200 OK") == answers
    assert answer.endswith(b"ok" * answers)


@pytest.mark.parametrize(
    ("sent", "goes_on"),
    [
        (b"GET /", b"a" * 65_536),
        (b"GET / HTTP/1.1\r\nHost: x\r\nX: ", b"a" * 65_536),
        (b"GET / HTTP/1.1\r\nHost: x\r\n", b"X: a\r\n" * 9_000),
    ],
)
def test_a_head_without_an_end_is_refused(monkeypatch, sent, goes_on):
    monkeypatch.setattr(offers, "HEAD_BYTES", 100_000)
    answer = got(sent, goes_on)
    assert answer.startswith(b"HTTP/1.1 400 ")
    assert b"more than 100,000 bytes" in answer
