"""``kg serve`` beside ``oxigraph serve``, for ``scripts/bench-serve``: the same data, queries and clients.

Both hold them in memory, in the default graph.
"""

from __future__ import annotations

import argparse
import contextlib
import http.client
import subprocess
import sys
import threading
import time
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlencode

import kg
from kg.iris import CORE
from tests.conftest import ROOT
from tests.publish.serve import running
from tests.store.servers import oxigraph

PREFIXES = "".join(f"PREFIX {name}: <{iri}> " for name, iri in CORE.items())
#: What analysts ask: each is as long as it is found in their tools, none is of one row of one table.
QUERIES = (
    'SELECT ?s { ?s rdfs:label "Russia"@en }',
    "SELECT ?c ?low ?who ?d { ?c kg:measure ?m ; kg:lower ?low ; kg:attributedTo ?who ; kg:source ?s . "
    '?s dcterms:issued ?d FILTER(?d > "2025-01-01"^^xsd:date) }',
    "SELECT ?m (COUNT(*) AS ?n) (MAX(?low) AS ?most) { ?c kg:measure ?m ; kg:lower ?low } GROUP BY ?m HAVING(COUNT(*) > 2)",
    "SELECT ?unit ?top { ?unit kg:partOf+ ?top }",
    "SELECT ?e { ?e a kg:Event FILTER NOT EXISTS { ?c kg:about ?e } }",
    "SELECT ?c { ?c a kg:Claim MINUS { ?c kg:stance kg:denies } }",
    "CONSTRUCT { <https://w3id.org/entente/id/state-russia> ?p ?o . ?s ?q <https://w3id.org/entente/id/state-russia> } "
    "{ { <https://w3id.org/entente/id/state-russia> ?p ?o } UNION { ?s ?q <https://w3id.org/entente/id/state-russia> } }",
    "SELECT ?c ?w { ?c kg:wording ?w } ORDER BY ?w LIMIT 50",
    "SELECT ?s ?label ?born { ?s a kg:Person ; rdfs:label ?label OPTIONAL { ?s kg:partOf ?born } }",
    "SELECT ?who (COUNT(DISTINCT ?c) AS ?n) { ?c kg:attributedTo ?who } GROUP BY ?who ORDER BY DESC(?n) LIMIT 20",
    "ASK { ?f a kg:Fact ; kg:supportedBy ?c . ?c kg:stance kg:denies }",
    'SELECT ?c ?w { ?c kg:wording ?w FILTER(CONTAINS(LCASE(?w), "troops")) }',
)
ENDLESS = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l }"
TARGETS = "throughput ≥ 0.7 ×, p99 ≤ 1.5 ×"


@dataclass
class Clients:
    """Some clients that ask one query after the other until time is up."""

    port: int
    queries: tuple[str, ...]
    took: list[float] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)

    def run(self, count: int, seconds: float) -> Clients:
        self._end = time.monotonic() + seconds
        threads = [threading.Thread(target=self._ask, args=(n,)) for n in range(count)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        self.took.sort()
        return self

    def _ask(self, number: int) -> None:
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=120)
        while time.monotonic() < self._end:
            query = self.queries[number % len(self.queries)]
            number += 1
            begin = time.monotonic()
            connection.request("GET", f"/query?{urlencode({'query': PREFIXES + query})}")
            answer = connection.getresponse()
            content = answer.read()
            self.took.append(time.monotonic() - begin)
            if answer.status != 200:
                self.faults.append(f"{answer.status}: {content[:100]!r}")
        connection.close()

    def part(self, share: float) -> float:
        """The time (s) that this share of the answers did not take longer than."""
        return self.took[min(len(self.took) - 1, int(len(self.took) * share))]


def port_of(address: str) -> int:
    return int(address.rpartition(":")[2].partition("/")[0])


def fill(port: int, copies: int) -> int:
    """Load so many copies of the core into the default graph, each of other things; gives the triples."""
    triples = {quad.triple for quad in kg.open(ROOT).store.quads()}
    core = "".join(f"{triple} .\n" for triple in triples)
    for copy in range(copies):
        text = core.replace("entente/id/", f"entente/id/{copy}-") if copy else core
        text = text.replace("entente/source/", f"entente/source/{copy}-") if copy else text
        connection = http.client.HTTPConnection("127.0.0.1", port)
        kind = {"Content-Type": "application/n-triples"}
        connection.request("POST", "/store?default", text.encode(), kind)
        assert connection.getresponse().status in (200, 201, 204)
        connection.close()
    return len(triples) * copies


def memory(pid: int) -> float:
    """Megabytes that a process and those below it have to themselves."""
    done = subprocess.run(["ps", "-eo", "pid,ppid,rss"], capture_output=True, text=True, check=True)
    rows = [list(map(int, line.split())) for line in done.stdout.splitlines()[1:]]
    family = {pid}
    for _ in range(4):
        family |= {row[0] for row in rows if row[1] in family}
    total = 0
    for each in family:
        with contextlib.suppress(OSError):  # it has just ended
            for line in Path(f"/proc/{each}/smaps_rollup").read_text().splitlines():
                if line.startswith("Pss:"):
                    total += int(line.split()[1])
    return total / 1024


def streaming(served: running.Served) -> float:
    """By how many megabytes the server grows while 100,000 rows go out to a slow reader."""
    idle = memory(served.process.pid)
    query = "SELECT * { ?a a ?b . ?c a ?d } LIMIT 100000"
    connection = http.client.HTTPConnection("127.0.0.1", served.port)
    connection.request("GET", f"/query?{urlencode({'query': query})}")
    answer, most = connection.getresponse(), 0.0
    while answer.read(1 << 20):
        most = max(most, memory(served.process.pid))
    return most - idle


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seconds", type=float, default=5.0, help="of each measurement")
    parser.add_argument("--copies", type=int, default=1, help="of the core")
    parser.add_argument(
        "--soak", type=float, metavar="MINUTES", help="only this: mixed load for so long"
    )
    options = parser.parse_args()
    if options.soak:
        from tests.bench.soak import soak  # which has its clients from here

        return soak(options.soak)
    seconds = options.seconds
    served = running.start("--scratch")
    try:
        with oxigraph() as address:
            peer = port_of(address)
            for port in (served.port, peer):
                count = fill(port, options.copies)
            print(f"{count:,} triples")
            for count in (1, 8, 32):
                ours = Clients(served.port, QUERIES).run(count, seconds)
                theirs = Clients(peer, QUERIES).run(count, seconds)
                assert not ours.faults + theirs.faults, (ours.faults + theirs.faults)[0]
                rate = len(ours.took) / len(theirs.took)
                late = ours.part(0.99) / theirs.part(0.99)
                print(
                    f"{count:2} clients: {len(ours.took) / seconds:,.0f} a second to {len(theirs.took) / seconds:,.0f}"
                    f" = {rate:.2f} ×; p99 {ours.part(0.99) * 1000:.0f} ms to"
                    f" {theirs.part(0.99) * 1000:.0f} = {late:.2f} × ({TARGETS})"
                )
        print(f"100,000 rows stream: {streaming(served):.0f} MB over idle (≤ 50)")
        idle = Clients(served.port, QUERIES).run(2, seconds)
        endless = Clients(served.port, (ENDLESS,))
        background = threading.Thread(target=endless.run, args=(10, seconds + 3))
        background.start()
        time.sleep(3)  # until they go on beside
        beside = Clients(served.port, QUERIES).run(2, seconds)
        background.join()
        print(
            f"beside ten that ask what never ends: p95 {beside.part(0.95) * 1000:.0f} ms to"
            f" {idle.part(0.95) * 1000:.0f} = {beside.part(0.95) / idle.part(0.95):.1f} × (≤ 3),"
            f" {len(beside.faults)} refused"
        )
    finally:
        served.stop()
    return 0


if __name__ == "__main__":
    sys.exit(main())
