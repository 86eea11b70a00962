"""A real ``kg serve``, and a client that sends what it is told, byte by byte."""

from __future__ import annotations

import gzip
import http.client
import json
import os
import re
import socket
import subprocess
import sys
import threading
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import quote, urlencode

from tests.conftest import ROOT

#: Every answer is awaited for so long (s): a machine may be busy.
PATIENCE = 60


@dataclass
class Reply:
    """What a server answered; the names of headers are in small letters."""

    status: int
    headers: dict[str, str]
    content: bytes
    is_whole: bool = True

    @property
    def text(self) -> str:
        return self.content.decode()

    @property
    def json(self) -> Any:
        return json.loads(self.content)

    @property
    def type(self) -> str:
        return self.headers.get("content-type", "").partition(";")[0]


@dataclass
class Served:
    """A server process; ``lines`` are what it wrote so far."""

    process: subprocess.Popen
    port: int
    lines: list[str] = field(default_factory=list)
    reader: threading.Thread | None = None

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def ask(
        self,
        path: str,
        method: str = "GET",
        body: bytes | str | None = None,
        **headers: str,
    ) -> Reply:
        """Send a request; of the names of headers ``_`` stands for ``-``."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=PATIENCE)
        given = {name.replace("_", "-"): value for name, value in headers.items()}
        try:
            content = body.encode() if isinstance(body, str) else body
            connection.request(method, path, content, given)
            answer = connection.getresponse()
            try:
                got, whole = answer.read(), True
            except http.client.IncompleteRead as broken:
                got, whole = broken.partial, False
            found = {name.lower(): value for name, value in answer.getheaders()}
            if found.get("content-encoding") == "gzip" and whole:
                got = gzip.decompress(got)
            return Reply(answer.status, found, got, whole)
        finally:
            connection.close()

    def query(self, text: str, accept: str = "", method: str = "GET", **parameters) -> Reply:
        """Ask a query by GET; parameters may be lists, and ``_`` stands for ``-``."""
        named = {name.replace("_", "-"): value for name, value in parameters.items()}
        form = urlencode({"query": text, **named}, doseq=True)
        return self.ask(f"/sparql?{form}", method, **({"Accept": accept} if accept else {}))

    def rows(self, text: str, **parameters) -> list[dict[str, str]]:
        """The values of the rows of a SELECT."""
        reply = self.query(text, "application/sparql-results+json", **parameters)
        assert reply.status == 200, reply.text
        found = json.loads(reply.content)["results"]["bindings"]
        return [{name: value["value"] for name, value in row.items()} for row in found]

    def holds(self, pattern: str, **parameters) -> bool:
        """What an ASK says."""
        reply = self.query(f"ASK {{ {pattern} }}", "application/sparql-results+json", **parameters)
        assert reply.status == 200, reply.text
        return json.loads(reply.content)["boolean"]

    def update(self, text: str, **headers: str) -> Reply:
        return self.ask(
            "/update", "POST", text, **{"Content-Type": "application/sparql-update", **headers}
        )

    def raw(self, content: bytes) -> bytes:
        """Send bytes that no client would, and give what comes until the server hangs up."""
        with socket.create_connection(("127.0.0.1", self.port), timeout=PATIENCE) as sock:
            sock.sendall(content)
            sock.shutdown(socket.SHUT_WR)
            pieces = []
            while piece := sock.recv(65_536):
                pieces.append(piece)
            return b"".join(pieces)

    def stop(self) -> int:
        """End it as an operator does; gives the exit code."""
        self.process.terminate()
        code = self.process.wait(PATIENCE)
        self.reader.join()
        self.process.stderr.close()
        return code


def graph(iri: str) -> str:
    """The path of a graph in the graph store."""
    return f"/store?graph={quote(iri, safe='')}"


def start(*options: str, cwd: Path = ROOT, core: Path | None = None, **environment: str) -> Served:
    """Start a server on a free port, and wait until it answers; on the checkout or another core."""
    program = ["kg"] if core is None else ["tests.publish.serve.layered", str(core)]
    process = subprocess.Popen(
        [sys.executable, "-m", *program, "serve", "--port", "0", *options],
        stderr=subprocess.PIPE,
        text=True,
        cwd=cwd,
        env={**os.environ, "PYTHONPATH": str(ROOT), **environment},
    )
    seen: list[str] = []
    for line in process.stderr:
        seen.append(line)
        if found := re.search(r"http://[^ ]*?:(\d+)/", line):
            break
    else:
        raise AssertionError("".join(seen))
    served = Served(process, int(found[1]), seen)
    served.reader = threading.Thread(
        target=served.lines.extend, args=(process.stderr,), daemon=True
    )
    served.reader.start()
    served.ask("/ready")
    return served
