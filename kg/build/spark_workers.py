"""What the workers of a cluster do in a build: a source becomes rows, cells become their part of the layer."""

from __future__ import annotations

import hashlib
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from kg.build import cells
from kg.build.cells import Row
from kg.errors import DataError, KgError
from kg.iris import CURRENT_VIEW, KG
from kg.text.inputs import InputFile
from kg.text.turtle.document import parse_turtle, source_iri

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from kg.build.merged import Merges
    from kg.claims.facts.view import View
    from kg.claims.ontology import Ontology
    from kg.iris import Prefixes
    from kg.store.base import Store
    from kg.text.turtle.document import Document

#: The columns of the rows of sources, and of what is counted of a part.
ROW = "kind string, key string, text string, node string"
FILE = "file string, sha256 string, bytes long, quads long, facts long, ranges long"
_FACT, _RANGE = (f" <{KG}{name}> <{CURRENT_VIEW}> .\n".encode() for name in ("Fact", "RangeFact"))


class Setup(NamedTuple):
    """What each worker needs to read a source: small, and the same for all."""

    terms: Ontology
    prefixes: Prefixes
    ontology: str
    rules: cells.Rules
    merges: Merges


def document_of(name: str, shown: str, text: str | bytes, prefixes: Prefixes) -> Document:
    """A source as it is parsed. Raises DataError."""
    data = text.encode() if isinstance(text, str) else bytes(text)
    return parse_turtle(InputFile(Path(f"{name}.ttl"), shown, data), source_iri(name), prefixes)


class OfSources:
    """What a worker does with sources: a batch of name, shown and text becomes one of rows."""

    def __init__(self, setup: Any) -> None:
        self._setup = setup

    def __call__(self, batches: Iterator[Any]) -> Iterator[Any]:
        setup: Setup = self._setup.value
        for batch in batches:
            for source in batch.to_pylist():
                yield _batch(_rows_of(setup, **source))


def _rows_of(setup: Setup, name: str, shown: str, text: str | bytes) -> list[Row]:
    """The rows of one source; of one that may break the graph, at least that it does."""
    graph = source_iri(name)
    rows: list[Row] = []
    try:
        document = document_of(name, shown, text, setup.prefixes)
        for row in cells.source_rows(document, setup.terms, setup.rules, setup.merges):
            rows.append(row._replace(text=shown, node=row.text) if row.kind == cells.COUNT else row)
    except (DataError, KgError):
        rows.append(Row(cells.SUSPECT, graph))
    return rows


def _batch(rows: Sequence[Row]) -> Any:
    import pyarrow as pa

    columns = zip(*rows, strict=True) if rows else ([],) * len(Row._fields)
    text = pa.string()
    return pa.RecordBatch.from_pydict(
        {name: pa.array(list(c), text) for name, c in zip(Row._fields, columns, strict=True)}
    )


class OfCells:
    """What a worker does with the cells of a partition: their claims become their part of the layer."""

    def __init__(self, frame: Any, view: View) -> None:
        self._frame, self._view = frame, str(view)

    def __call__(self, batches: Iterator[Any]) -> Iterator[Any]:
        import pyarrow as pa

        from kg.claims.facts.view import parse_view

        rows = [row for batch in batches for row in batch.to_pylist()]
        if not rows:
            return
        keys = {row["key"] for row in rows}
        frame = _store_of(self._frame.value)
        lines = cells.cell_lines(frame, parse_view(self._view), keys, (row["text"] for row in rows))
        yield pa.RecordBatch.from_pydict({"text": pa.array([lines], pa.string())})


@lru_cache(maxsize=1)
def _store_of(frame: str) -> Store:
    return cells.frame_of("", [frame])


def count_lines(batches: Iterator[Any]) -> Iterator[Any]:
    """By file what the manifest says of it."""
    import pyarrow as pa

    for batch in batches:
        for name in batch.column("file").to_pylist():
            digest = hashlib.sha256()
            size = quads = facts = ranges = 0
            with Path(name).open("rb") as file:
                for line in file:
                    digest.update(line)
                    size += len(line)
                    quads += 1
                    facts += line.endswith(_FACT)
                    ranges += line.endswith(_RANGE)
            row = (Path(name).name, digest.hexdigest(), size, quads, facts, ranges)
            names = ("file", "sha256", "bytes", "quads", "facts", "ranges")
            yield pa.RecordBatch.from_pydict({n: [v] for n, v in zip(names, row, strict=True)})
