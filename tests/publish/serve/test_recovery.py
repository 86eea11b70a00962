"""What goes wrong around an evaluation: a client that leaves, a process that is ended from outside."""

from __future__ import annotations

import os
import signal
import socket
import time
from urllib.parse import urlencode

from tests.publish.serve.running import Served
from tests.publish.serve.test_processes import ENDLESS, family_of


def soon(check) -> bool:
    """Whether something is so within a while."""
    for _ in range(600):
        if check():
            return True
        time.sleep(0.05)
    return False


def slow_ones(server: Served) -> float:
    (line,) = [
        x for x in server.ask("/metrics").text.splitlines() if x.startswith("entente_queries_slow ")
    ]
    return float(line.split()[1])


def test_a_client_that_leaves_ends_its_query(server: Served):
    with socket.create_connection(("127.0.0.1", server.port)) as client:
        path = f"/sparql?{urlencode({'query': ENDLESS})}"
        client.sendall(f"GET {path} HTTP/1.1\r\nHost: x\r\n\r\n".encode())
        assert soon(lambda: slow_ones(server) == 1)
    assert soon(lambda: slow_ones(server) == 0)


def test_processes_that_are_ended_from_outside_are_made_anew(server: Served):
    """All workers and what holds the data; the nursery, the first of them, stays."""
    assert server.holds("?s a kg:State")
    for pid in sorted(family_of(server.process.pid))[1:]:
        os.kill(pid, signal.SIGKILL)
    assert soon(lambda: server.query("ASK {}").status == 200)
    assert server.holds("?s a kg:State")
    assert server.ask("/ready").status == 200
