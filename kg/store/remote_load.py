"""Load a store into a SPARQL server, graph by graph: a reader sees the old state or the new one.

Each graph that is other than what is loaded is first written to a graph of its own, under names that no
query asks for, and read back; what stands there whole is not written again by a load that comes after a
break. Then one update puts all of them in their places, with the version that readers compare: at
once, on a server that takes an update as one transaction.
"""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING, NamedTuple
from urllib.parse import quote

import pyoxigraph as ox

from kg.errors import KgError, UsageError
from kg.store.remote import HASH, ROWS, STAGED, STATE, VERSION, RemoteStore, as_iri

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from kg.store.base import Store

_N_TRIPLES = "application/n-triples"


class Loaded(NamedTuple):
    """What a load did: how many graphs it wrote, found written by one before, left as they were, and took
    away; and how many quads there are.
    """

    written: int
    resumed: int
    same: int
    gone: int
    quads: int


def load(source: Store, target: RemoteStore, progress: Callable[[str], None]) -> Loaded:
    """Have a server hold what a store holds; ``progress`` is told what is being done.

    Raises UsageError where the server cannot be written, KgError where it breaks off: it is as it was
    then, and the same call goes on from there.
    """
    if not target.addresses.update or not target.addresses.graph:
        raise UsageError(
            "it is not known where this store takes updates and graphs",
            target.client.shown,
            "give --update and --graph, or update and graph in [store] of kg.toml",
        )
    before = target.loaded()
    staged = _staged(target)
    hashes: dict[str, str] = {}
    written = resumed = same = quads = 0
    graphs = sorted(g.value for g in source.graphs() if isinstance(g, ox.NamedNode))
    for number, graph in enumerate(graphs, 1):
        lines = _lines(source.quads(None, None, None, ox.NamedNode(graph)))
        quads += len(lines)
        hashes[graph] = digest = _hash(lines)
        if before.get(graph) == digest:
            same += 1
            continue
        place = STAGED + hashlib.sha256(f"{graph} {digest}".encode()).hexdigest()
        if place in staged and _is_there(target, place, lines):
            resumed += 1
        else:
            progress(f"writing graph {number} of {len(graphs)}")
            _stage(target, place, lines)
            written += 1
        staged.discard(place)
    gone = sorted(before.keys() - hashes.keys())
    changed = {g: h for g, h in hashes.items() if before.get(g) != h}
    version = _hash([f"{graph} {digest}" for graph, digest in sorted(hashes.items())])
    if changed or gone or target.version != version:
        progress("putting them in their places")
        _update(target, _swap(changed, gone, staged, hashes, version))
    if target.loaded() != hashes:
        raise KgError(
            "the store does not hold what was loaded",
            target.client.shown,
            "look at its log, and run the command again",
        )
    return Loaded(written, resumed, same, len(gone), quads)


def _lines(quads: Iterable[ox.Quad]) -> list[str]:
    """The triples of a graph in N-Triples, in one order; blank nodes as the server has them."""
    return sorted(f"{as_iri(q.subject)} {q.predicate} {as_iri(q.object)} ." for q in quads)


def _hash(lines: Iterable[str]) -> str:
    digest = hashlib.sha256()
    for line in lines:
        digest.update(f"{line}\n".encode())
    return digest.hexdigest()


def _stage(target: RemoteStore, place: str, lines: list[str]) -> None:
    """Write a graph under another name, and read it back."""
    body = "".join(f"{_hidden(line)}\n" for line in lines).encode()
    address = f"{target.addresses.graph}?graph={quote(place, safe='')}"
    answer = target.client.send("PUT", address, body, _N_TRIPLES)
    if answer.status not in (200, 201, 204):
        raise _as_error(target, target.refusal(answer))
    if not _is_there(target, place, lines):
        raise KgError(
            "a graph is not as it was written: the store changes values, or lost some of them",
            target.client.shown,
            "look at its log; a store that alters numbers or dates cannot hold this graph",
        )


def _hidden(line: str) -> str:
    """A line whose property nobody asks for."""
    subject, predicate, value = line.split(" ", 2)
    return f"{subject} <{STAGED}{predicate[1:]} {value}"


def _is_there(target: RemoteStore, place: str, lines: list[str]) -> bool:
    """Whether a graph in the making holds just these triples, by their number and hash."""
    rows = target.rows(f"SELECT ?s ?p ?o WHERE {{ GRAPH <{place}> {{ ?s ?p ?o }} }}")
    found = sorted(
        f"{as_iri(row['s'])} <{row['p'].value.removeprefix(STAGED)}> {as_iri(row['o'])} ."
        for row in rows
    )
    return len(found) == len(lines) and _hash(found) == _hash(lines)


def _staged(target: RemoteStore) -> set[str]:
    """The graphs in the making."""
    rows = target.rows(
        f'SELECT DISTINCT ?g WHERE {{ GRAPH ?g {{ ?s ?p ?o }} FILTER(STRSTARTS(STR(?g), "{STAGED}")) }}'
    )
    return {row["g"].value for row in rows}


def _swap(
    changed: dict[str, str],
    gone: Iterable[str],
    left: Iterable[str],
    hashes: dict[str, str],
    version: str,
) -> str:
    """The update that has all graphs in their places at once."""
    steps = []
    for graph, digest in changed.items():
        place = STAGED + hashlib.sha256(f"{graph} {digest}".encode()).hexdigest()
        steps += [
            f"DROP SILENT GRAPH <{graph}>",
            f"INSERT {{ GRAPH <{graph}> {{ ?s ?p ?o }} }} WHERE {{ GRAPH <{place}> {{ ?s ?q ?o }}"
            f' BIND(IRI(STRAFTER(STR(?q), "{STAGED}")) AS ?p) }}',
            f"DROP SILENT GRAPH <{place}>",
        ]
    steps += [f"DROP SILENT GRAPH <{graph}>" for graph in (*gone, *left)]
    states = [f'<{graph}> {HASH} "{digest}"' for graph, digest in hashes.items()]
    states.append(f'{STATE} {VERSION} "{version}"')
    steps.append(f"DROP SILENT GRAPH {STATE}")
    steps.append(f"INSERT DATA {{ GRAPH {STATE} {{ {' . '.join(states)} }} }}")
    return " ;\n".join(steps)


def _update(target: RemoteStore, text: str) -> None:
    answer = target.client.post(target.addresses.update, [("update", text)], ROWS)
    if answer.status not in (200, 201, 204):
        raise _as_error(target, target.refusal(answer))


def _as_error(target: RemoteStore, error: Exception) -> KgError:
    if isinstance(error, KgError):
        return error
    return KgError(
        f"the store refuses what is written: {error}", target.client.shown, "look at its log"
    )
