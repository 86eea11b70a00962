"""What a build on a cluster costs a claim, and what a second worker brings: scripts/bench-spark."""

from __future__ import annotations

import argparse
import importlib.util
import subprocess
import sys
import tempfile
import time
from collections import defaultdict
from importlib.machinery import SourceFileLoader
from pathlib import Path
from typing import TYPE_CHECKING

from kg.build import cells
from kg.build.cells import Row
from kg.build.contents import document_quads
from kg.build.merged import Merges
from kg.build.pipeline import Texts, parse_texts
from kg.claims.facts.view import View
from kg.text.inputs import read_inputs
from kg.text.layout import find_layout
from kg.text.turtle.document import with_own_blank_nodes
from tests.conftest import ROOT

if TYPE_CHECKING:
    from types import ModuleType

_BUCKET = 2_000  # claims of one piece of the layer


def bench() -> ModuleType:
    """scripts/bench, which makes the documents."""
    loader = SourceFileLoader("bench", str(ROOT / "scripts" / "bench"))
    spec = importlib.util.spec_from_loader("bench", loader)
    assert spec is not None
    module = importlib.util.module_from_spec(spec)
    loader.exec_module(module)
    return module


def costs(workspace: Path) -> None:
    """Print what the pieces of a build cost, in this process."""
    layout = find_layout(workspace)
    begin = time.process_time()
    texts = parse_texts(layout, read_inputs(layout))
    parsed = time.process_time() - begin
    _tell(texts, parsed)


def _tell(texts: Texts, parsed: float) -> None:
    ontology = "".join(
        cells.lines_of(document_quads(with_own_blank_nodes(d), texts.terms)[0])
        for d in texts.ontology
    )
    rules = cells.rules_of(cells.frame_of(ontology, ()))
    begin = time.process_time()
    rows: defaultdict[str, list[Row]] = defaultdict(list)
    for document in texts.seeds:
        for row in cells.source_rows(document, texts.terms, rules, Merges({}, set())):
            rows[row.kind].append(row)
    read = time.process_time() - begin
    claims = sum(int(row.text) for row in rows[cells.COUNT])
    linked = {row.key for row in rows[cells.LINKED]}
    told = [*rows[cells.FRAME]]
    told += [row for row in rows[cells.CLAIM] if cells.is_linked(row.node, linked)]
    told += [row for row in rows[cells.NAMES] if row.key in {r.key for r in rows[cells.SPEAKER]}]
    frame = cells.frame_of(ontology, (row.text for row in told))
    joins = [(row.key, row.text) for row in rows[cells.JOIN]]
    roots = cells.roots(joins)
    count = max(1, len(rows[cells.CLAIM]) // _BUCKET)
    buckets: list[list[Row]] = [[] for _ in range(count)]
    for row in rows[cells.CLAIM]:
        buckets[hash(roots.get(row.key, row.key)) % count].append(row)
    begin = time.process_time()
    layer = 0
    for bucket in buckets:
        keys = {row.key for row in bucket}
        layer += len(cells.cell_lines(frame, View(), keys, (row.text for row in bucket)))
    derived = time.process_time() - begin
    size = {kind: sum(len(row.text) + len(row.key) for row in of) for kind, of in rows.items()}
    print(f"{claims:,} claims of {len(texts.seeds):,} sources")
    for name, seconds in (("parse", parsed), ("source to rows", read), ("cells to facts", derived)):
        print(f"{name}: {seconds / claims * 1e6:,.0f} µs of CPU a claim")
    print(
        f"rows that are shuffled (claims by cell): {size[cells.CLAIM] / claims:,.0f} bytes a claim"
    )
    print(f"written: {(size[cells.OWN] + layer) / claims:,.0f} bytes a claim")
    own = {row.node or row.key for row in told if row.kind in (cells.CLAIM, cells.FRAME)}
    print(f"frame: {len(own) / claims:.1%} of the claims, {sum(len(r.text) for r in told):,} bytes")


def cluster(workspace: Path, folder: Path) -> None:
    """Print how long a build takes on one worker and on two."""
    from tests.build.test_spark import Cluster

    times = {}
    for workers in (1, 2):
        place = folder / f"cluster-{workers}"
        place.mkdir()
        started = Cluster(place)
        try:
            if workers == 1:
                started.end(2)
            begin = time.monotonic()
            out = place / "graph"
            given = ("--workspace", workspace, "--spark", started.master, "--out", out)
            command = [sys.executable, "-m", "kg", "build", *map(str, given)]
            subprocess.run(command, check=True, capture_output=True)
            times[workers] = time.monotonic() - begin
        finally:
            for number in range(3):
                started.end(number)
        print(f"{workers} of two workers: {times[workers]:.0f} s")
    print(f"two to one: {times[1] / times[2]:.2f} × (target: 1.6)")


def main() -> None:
    parser = argparse.ArgumentParser(prog="scripts/bench-spark", description=__doc__)
    parser.add_argument("--sources", type=int, default=500, help="made documents of 20 claims")
    parser.add_argument("--cluster", action="store_true", help="on one worker and on two")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        workspace = bench().made_workspace(folder / "made", given.sources)
        if given.cluster:
            cluster(workspace, folder)
        else:
            costs(workspace)


if __name__ == "__main__":
    main()
