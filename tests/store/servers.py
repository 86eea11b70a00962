"""SPARQL servers for the tests: a real Oxigraph, and one that goes wrong in a chosen way before it."""

from __future__ import annotations

import http.client
import shutil
import socket
import subprocess
import sys
import threading
import time
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator


@contextmanager
def oxigraph(*options: str) -> Iterator[str]:
    """The address of the queries of a new, empty ``oxigraph serve``."""
    found = shutil.which("oxigraph", path=str(Path(sys.executable).parent)) or shutil.which(
        "oxigraph"
    )
    assert found, "the package oxigraph of the extra test is not installed"
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    process = subprocess.Popen(
        [found, "serve", "--bind", f"127.0.0.1:{port}", *options],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        for _ in range(200):
            with socket.socket() as one:
                if one.connect_ex(("127.0.0.1", port)) == 0:
                    break
            time.sleep(0.05)
        yield f"http://127.0.0.1:{port}/query"
    finally:
        process.terminate()
        process.wait()


class Faulty:
    """A server that hands all on to another, unless ``fault`` does something else with a request.

    ``fault`` gets the handler and says whether it has dealt with the request.
    """

    def __init__(self, behind: str = "") -> None:
        self.fault: Callable[[BaseHTTPRequestHandler], bool] = lambda _: False
        self.seen: list[tuple[str, str, dict[str, str]]] = []
        self._behind = behind.removeprefix("http://").partition("/")[0]
        server = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def log_message(self, *_: object) -> None: ...

            def answer(self) -> None:
                size = int(self.headers.get("Content-Length") or 0)
                self.body = self.rfile.read(size)
                server.seen.append((self.command, self.path, dict(self.headers)))
                if not server.fault(self):
                    server.hand_on(self)

            do_GET = do_POST = do_PUT = answer  # noqa: N815

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self._server.daemon_threads = True
        self.address = f"http://127.0.0.1:{self._server.server_address[1]}/query"
        threading.Thread(target=self._server.serve_forever, args=(0.05,), daemon=True).start()

    def hand_on(self, request: BaseHTTPRequestHandler) -> None:
        """Answer as the server behind does."""
        connection = http.client.HTTPConnection(self._behind, timeout=10)
        headers = {n: v for n, v in request.headers.items() if n in ("Content-Type", "Accept")}
        connection.request(request.command, request.path, request.body, headers)
        answer = connection.getresponse()
        reply(request, answer.status, answer.read(), answer.getheader("Content-Type") or "")
        connection.close()

    def close(self) -> None:
        self._server.shutdown()
        self._server.server_close()


def reply(
    request: BaseHTTPRequestHandler, status: int, content: bytes, kind: str, **headers: str
) -> bool:
    """Answer a request."""
    request.send_response(status)
    for name, value in ({"Content-Type": kind} if kind else {}).items() | headers.items():
        request.send_header(name.replace("_", "-"), value)
    request.send_header("Content-Length", str(len(content)))
    request.end_headers()
    request.wfile.write(content)
    return True
