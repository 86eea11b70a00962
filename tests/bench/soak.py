"""Mixed load on two servers for a long time, for ``scripts/bench-serve --soak``: no error, and no growth.

One serves a workspace at whose desk claims are saved and undone, so that its data are built and loaded
anew all the time; the other holds the core in a store that is written. Clients ask both for queries of all
kinds (some that never end, some malformed), pages, names and things; some hang up before the answer.
"""

from __future__ import annotations

import http.client
import random
import tempfile
import threading
import time
from collections import Counter
from datetime import date
from pathlib import Path
from urllib.parse import quote, urlencode

from kg.curate.new.workspace import new_workspace, plan_workspace
from kg.publish.desk.users import added, new_token, write_users
from tests.bench.serve import ENDLESS, PREFIXES, QUERIES, memory
from tests.publish.desk.material import RIVAL, ROW, Client, at
from tests.publish.serve import running

_CLIENTS = 6
_PAGES = (
    *("/", "/questions", "/search?q=reed", "/search?q=koera", "/id/", "/ns/Claim", "/conflicts"),
    *("/ask/agreed", "/ready", "/metrics", "/sitemap.xml", "/openapi.json", "/reconcile"),
    "/reconcile?" + urlencode({"queries": '{"a": {"query": "Reed Battalion"}}'}),
    "/id/no-such-thing",
    "/sparql?query=NONSENSE",
)
#: Statuses that are no errors here: what was asked for, what it asked wrongly, and that it asked too much.
_EXPECTED = {200, 204, 303, 304, 400, 404, 422, 503}


class Load:
    """Clients and writers until an hour comes; what they got, counted."""

    def __init__(self, text: running.Served, scratch: running.Served, token: str) -> None:
        self.text, self.scratch, self._desk = text, scratch, Client(text, token)
        self.counts: Counter[str] = Counter()
        self.faults: list[str] = []
        self._end = 0.0

    def run(self, seconds: float, every: float) -> None:
        """Run for so long, and tell the state each time that so many seconds have passed."""
        begin = time.monotonic()
        self._end = begin + seconds
        workers = [threading.Thread(target=self._ask, args=(n,)) for n in range(_CLIENTS)]
        workers += [threading.Thread(target=each) for each in (self._save, self._update)]
        for worker in workers:
            worker.start()
        while (left := self._end - time.monotonic()) > 0:
            time.sleep(min(every, left))
            self.tell(time.monotonic() - begin)
        for worker in workers:
            worker.join()

    def tell(self, passed: float) -> None:
        """One line: how much was answered, and what both servers hold."""
        sizes = [memory(served.process.pid) for served in (self.text, self.scratch)]
        files = [_descriptors(served.process.pid) for served in (self.text, self.scratch)]
        print(
            f"{passed / 60:5.1f} min: {sum(self.counts.values()):,} answers"
            f" ({', '.join(f'{name} {count:,}' for name, count in sorted(self.counts.items()))}),"
            f" {len(self.faults)} errors; {sizes[0]:.0f} and {sizes[1]:.0f} MB,"
            f" {files[0]} and {files[1]} open files",
            flush=True,
        )

    def _ask(self, number: int) -> None:
        chance = random.Random(number)
        while time.monotonic() < self._end:
            served = chance.choice((self.text, self.scratch))
            try:
                self._one(served, chance)
            except (OSError, http.client.HTTPException) as error:
                self.faults.append(f"{type(error).__name__}: {error}")

    def _one(self, served: running.Served, chance: random.Random) -> None:
        kind = chance.random()
        if kind < 0.02:
            path = f"/sparql?{urlencode({'query': ENDLESS})}"
        elif kind < 0.7:
            path = f"/sparql?{urlencode({'query': PREFIXES + chance.choice(QUERIES)})}"
        else:
            path = chance.choice(_PAGES)
        connection = http.client.HTTPConnection("127.0.0.1", served.port, timeout=120)
        try:
            connection.request("GET", path, headers={"Accept-Encoding": "gzip"})
            if kind < 0.01 or chance.random() < 0.01:
                self.counts["hung up"] += 1
                return
            answer = connection.getresponse()
            answer.read()
        finally:
            connection.close()
        self._note(str(answer.status), answer.status in _EXPECTED, path)

    def _note(self, what: str, is_well: bool, told: str) -> None:
        self.counts[what] += 1
        if not is_well:
            self.faults.append(f"{what}: {told[:200]}")

    def _save(self) -> None:
        """Save two claims that contradict, and undo both, again and again: each is built and loaded."""
        source = self._desk.bring("Losses at the river")
        while time.monotonic() < self._end:
            for row in (ROW, RIVAL):
                self._change("saved", f"{at(source)}/claims", {"cells": row}, source)
            for _ in range(2):
                self._change("undone", f"{at(source)}/undo", {}, source)

    def _change(self, name: str, path: str, sent: object, source: str) -> None:
        tag = self._desk.document(source)["tag"]
        reply = self._desk.ask("POST", path, sent, tag)
        self._note(name, reply.status == 200, reply.text)
        time.sleep(2)

    def _update(self) -> None:
        number = 0
        while time.monotonic() < self._end:
            number = (number + 1) % 50  # what is written is written over: the store does not grow
            name = f"urn:soak:{number}"
            text = (
                f"DELETE WHERE {{ <{name}> ?p ?o }} ; INSERT DATA {{ <{name}> <urn:p> {number} }}"
            )
            reply = self.scratch.update(text)
            self._note("updated", reply.status == 204, reply.text)
            path = f"/store?graph={quote(name)}"
            reply = self.scratch.ask(
                path, "PUT", f"<{name}> <urn:q> 1 .", Content_Type="text/turtle"
            )
            self._note("put", reply.status in (201, 204), reply.text)
            time.sleep(1)


def _descriptors(pid: int) -> int:
    return sum(1 for _ in Path(f"/proc/{pid}/fd").iterdir())


def _is_told(line: str) -> bool:
    """Whether a server says by it that it started, or that newer data are served."""
    return any(words in line for words in ("http://", "built", "the new build answers"))


def soak(minutes: float) -> int:
    """Run, print a line each minute; gives 1 where anything was answered wrongly."""
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder) / "river"
        new_workspace(root, plan_workspace(root, "River", "river", None), date(2026, 12, 1))
        token = new_token()
        users = added({}, "ana", "curate", None, token=token)
        write_users(root / "desk" / "users.toml", users)
        text = running.start("--write", cwd=root)
        scratch = running.start("--scratch=copy")
        load = Load(text, scratch, token)
        try:
            load.run(minutes * 60, 60)
        finally:
            codes = [text.stop(), scratch.stop()]
        said = [line for served in (text, scratch) for line in served.lines]
        stray = [line for line in said if not line.startswith("{") and not _is_told(line)]
    for fault in [*load.faults[:20], *stray[:5]]:
        print(fault)
    print(f"{len(load.faults)} errors in {sum(load.counts.values()):,} answers; exit codes {codes}")
    return 1 if load.faults or any(codes) else 0
