"""A client that offers another protocol is answered by HTTP/1.1, its content read (RFC 9110, section 7.8)."""

from __future__ import annotations

import socket
import time

import pytest

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
