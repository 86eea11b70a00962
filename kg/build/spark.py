"""Builds what one machine cannot hold: the pieces of ``kg.build.cells`` on a cluster of Apache Spark.

Each source gives its rows by itself; these are kept in files, so that a worker that is lost costs its own
work alone. What binds cells together (the frame, and which cells belong together) goes to the driver;
each partition then derives its cells. The result is a folder of N-Quads with ``manifest.json``, which
says of each part its SHA-256 (hex), bytes and quads; sorted, its lines are those of a build here.
The driver, the workers and the folder need one file system, and this package on each machine.

The functions run inside ``mapInArrow``, which needs no pandas (pyspark 4 does not know pandas 3 yet).
"""

from __future__ import annotations

import contextlib
import json
import os
import shutil
import sys
from typing import TYPE_CHECKING, Any

from kg.build import cells
from kg.build.contents import document_quads, reader_of
from kg.build.facts import require_source
from kg.build.merged import INTO, RENAMED, Merges, links, merges_of, nodes_of
from kg.build.pipeline import parse_texts
from kg.build.refusals import findings_of_some
from kg.build.spark_workers import FILE, ROW, OfCells, OfSources, Setup, count_lines, document_of
from kg.claims.facts.view import View
from kg.errors import DataError, Finding, KgError, UsageError
from kg.iris import SRC, local_name
from kg.text.atomic import staged_folder
from kg.text.inputs import read_input, turtle_paths
from kg.text.turtle.document import with_own_blank_nodes

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from pathlib import Path

    from kg.text.layout import Layout
    from kg.text.turtle.document import Document

MANIFEST = "manifest.json"
_SUSPECTS = 200  # sources of which the findings are told


def build_on(
    master: str,
    layout: Layout,
    out: Path,
    *,
    view: View | None = None,
    sources: Sequence[Path] = (),
    partitions: int | None = None,
) -> dict[str, int]:
    """Build the sources of a layout, or those that ``sources`` hold, into the folder ``out``.

    ``master`` is the address of the cluster, ``local[2]`` for two processes here. ``sources`` are
    folders, zip and tar archives of Turtle files, Parquet or JSON lines with the columns ``name`` and
    ``text``. Gives how many sources, claims, facts, ranges and quads there are. Raises DataError where
    the text would break the graph, UsageError for what cannot be read or is in the way, KgError where
    the cluster fails; ``out`` is then as it was. Raises ModuleNotFoundError without pyspark.
    """
    from kg.build.spark_sources import read_sources

    if out.exists() and not (out / MANIFEST).is_file():
        raise UsageError("this is no folder of a build", str(out), "name a new folder: --out DIR")
    if layout.workspace is not None:
        # What a workspace may not do to the core (kg.build.layering) no worker looks for.
        remedy = (
            "build it here, without --spark; or run this in a checkout of the core, with --sources"
        )
        raise UsageError("a cluster does not build a workspace", "--spark", remedy)
    chosen = view or View()
    with session(master) as spark, staged_folder(out) as folder:
        count = partitions or 2 * spark.sparkContext.defaultParallelism
        spark.conf.set("spark.sql.shuffle.partitions", str(count))
        texts = read_sources(spark, layout, sources)
        return _Run(spark, layout, texts, folder, count).build(chosen)


@contextlib.contextmanager
def session(master: str) -> Iterator[Any]:
    """A session of Spark, ended with the block; what fails in it is a KgError."""
    import warnings

    from py4j.protocol import Py4JError
    from pyspark.errors import PySparkException
    from pyspark.sql import SparkSession

    warnings.filterwarnings("ignore", message=".*pandas")
    os.environ.setdefault("PYSPARK_PYTHON", sys.executable)
    if _is_here(master):
        os.environ.setdefault("SPARK_LOCAL_IP", "127.0.0.1")
    builder = SparkSession.builder.master(master).appName("entente")
    for name, value in (
        ("spark.ui.enabled", "false"),
        ("spark.log.level", "ERROR"),
        ("spark.ui.showConsoleProgress", "false"),
        ("spark.sql.execution.arrow.maxRecordsPerBatch", "64"),
        ("spark.sql.files.maxPartitionBytes", "32m"),
        ("spark.sql.adaptive.enabled", "false"),
    ):
        builder = builder.config(name, value)
    try:
        spark = builder.getOrCreate()
    except (PySparkException, Py4JError, RuntimeError, OSError) as error:
        raise _failed(error) from None
    try:
        yield spark
    except (PySparkException, Py4JError) as error:
        raise _failed(error) from None
    finally:
        spark.stop()


def _is_here(master: str) -> bool:
    return master.startswith("local") or "//127.0.0.1" in master or "//localhost" in master


def _failed(error: Exception) -> KgError:
    """What a failed job becomes: the last line of what a worker said, if one said something."""
    said = [line.strip() for line in str(error).splitlines() if line.strip()]
    told = [line for line in said if line.startswith("kg.errors.")]
    reason = told[-1].partition(": ")[2] if told else (said[0] if said else type(error).__name__)
    return KgError(
        f"the cluster did not finish: {reason[:300]}",
        None,
        "look at its log; kg build without --spark builds here. Nothing was written",
    )


class _Run:
    """One build: the sources as a table (``texts``), the folder that it is written to."""

    def __init__(
        self, spark: Any, layout: Layout, texts: Any, folder: Path, partitions: int
    ) -> None:
        self._spark, self._layout, self._texts = spark, layout, texts
        self._folder, self._partitions = folder, partitions
        ontology, _ = turtle_paths(layout)
        self._ontology = parse_texts(layout, [read_input(layout, path) for path in ontology])

    def build(self, view: View) -> dict[str, int]:
        terms = self._ontology.terms
        ontology = "".join(
            cells.lines_of(document_quads(with_own_blank_nodes(document), terms)[0])
            for document in self._ontology.ontology
        )
        rules = cells.rules_of(cells.frame_of(ontology, ()))
        setup = Setup(terms, self._layout.prefixes, ontology, rules, self._merges())
        work = self._folder / "work"
        rows = self._texts.mapInArrow(OfSources(self._spark.sparkContext.broadcast(setup)), ROW)
        rows.write.partitionBy("kind").parquet(str(work))
        rows = self._spark.read.schema(ROW).parquet(str(work))
        sources = self._count_sources(rows)
        require_source(view, set(sources))
        self._require_sound(rows)
        frame, joins = self._frame(rows, ontology), self._joins(rows)
        self._write(_of_kind(rows, cells.OWN).select("text"), "sources", ())
        shared = _of_kind(rows, cells.SHARED).select(_column("key", "text")).distinct()
        self._write(shared, "shared", ())
        layer = self._layer(rows, frame, joins, view)
        bound = cells.frame_lines(cells.frame_of("", [frame]), view)
        self._write(layer, "layer", (ontology, bound))
        shutil.rmtree(work)
        parts = self._parts()
        counts = {
            "sources": len(sources),
            "claims": sum(sources.values()),
            "facts": sum(part["facts"] for part in parts),
            "ranges": sum(part["ranges"] for part in parts),
            "quads": sum(part["quads"] for part in parts),
        }
        counts["facts"] -= counts["ranges"]
        told = [
            {name: part[name] for name in ("file", "sha256", "bytes", "quads")} for part in parts
        ]
        manifest = {
            "format": 1,
            "view": str(view),
            "program": reader_of(self._layout),
            "counts": counts,
            "parts": told,
        }
        text = json.dumps(manifest, indent=1) + "\n"
        (self._folder / MANIFEST).write_text(text, encoding="utf-8")
        return counts

    def _merges(self) -> Merges:
        """The merged entities, for which only the texts are read here that name one."""
        merging = self._documents_with([local_name(INTO), local_name(RENAMED)])
        nodes = nodes_of(links(t for document in merging for t in document.triples))
        if not nodes:
            return Merges({}, set())
        return merges_of(self._documents_with([local_name(n.value) for n in nodes.values()]), nodes)

    def _documents_with(self, words: Sequence[str]) -> list[Document]:
        """The sources in whose text one of some words stands; those that are no Turtle are left out."""
        from pyspark.sql import functions as sql

        condition = sql.lit(False)  # a column
        for word in words:
            condition = condition | sql.col("text").contains(word)
        documents = []
        for row in self._texts.filter(condition).collect():
            try:
                documents.append(document_of(row.name, row.shown, row.text, self._layout.prefixes))
            except DataError:
                continue  # it is told with all others
        return documents

    def _count_sources(self, rows: Any) -> dict[str, int]:
        """The sources (IRIs), each with the number of its claims. Raises DataError for a name given twice."""
        counts: dict[str, int] = {}
        twice: list[Finding] = []
        for row in _of_kind(rows, cells.COUNT).collect():
            if row.key in counts:
                problem = f"two sources have the name {row.key.removeprefix(SRC)}"
                twice.append(
                    Finding("source-name", "error", row.text, 1, "", problem, "rename one of them")
                )
            counts[row.key] = int(row.node)
        if twice:
            raise DataError(twice)
        return counts

    def _require_sound(self, rows: Any) -> None:
        """Raises DataError with what would break the graph."""
        suspect = {row.key: row.text for row in _of_kind(rows, cells.SUSPECT).collect()}
        asked = _of_kind(rows, cells.ASKED)
        described = _of_kind(rows, cells.DESCRIBED).select("key").distinct()
        missing: set[str] = set()
        own = {
            t.subject.value
            for d in self._ontology.ontology
            for t in d.triples
            if hasattr(t.subject, "value")
        }
        for row in asked.join(described, "key", "left_anti").collect():
            if row.key not in own:
                missing.add(row.key)
                suspect.setdefault(row.text, "")
        if not suspect:
            return
        findings: list[Finding] = []
        documents = []
        chosen = sorted(suspect)[:_SUSPECTS]
        names = self._spark.createDataFrame([(n.removeprefix(SRC),) for n in chosen], "name string")
        for row in self._texts.join(names, "name").collect():
            try:
                documents.append(document_of(row.name, row.shown, row.text, self._layout.prefixes))
            except DataError as error:
                findings += error.findings
        subjects = {
            t.subject.value for d in documents for t in d.triples if hasattr(t.subject, "value")
        }
        keys = self._spark.createDataFrame([(s,) for s in sorted(subjects)], "key string")
        types = _of_kind(rows, cells.TYPES).join(keys, "key")
        kinds: dict[str, set[str]] = {}
        for row in types.collect():
            for line in row.text.splitlines():
                kinds.setdefault(row.key, set()).add(line.split(" ")[2].strip("<>"))
        findings += findings_of_some(
            self._ontology.ontology, documents, self._ontology.terms, _AllBut(missing), kinds
        )
        if findings:
            raise DataError(sorted(findings, key=lambda f: (f.file, f.line)))

    def _frame(self, rows: Any, ontology: str) -> str:
        """The N-Quads of the frame."""
        linked = _keys(rows, cells.LINKED)
        of_document = linked.withColumnRenamed("key", "source")
        claims = _of_kind(rows, cells.CLAIM)
        source = _column("regexp_replace(node, '/[^/]*$', '')", "source")
        told = [
            _of_kind(rows, cells.FRAME).select("text"),
            claims.join(linked.withColumnRenamed("key", "node"), "node", "left_semi").select(
                "text"
            ),
            claims.select(source, "text").join(of_document, "source", "left_semi").select("text"),
            _of_kind(rows, cells.DOCUMENT).join(linked, "key", "left_semi").select("text"),
            _of_kind(rows, cells.NAMES)
            .join(_keys(rows, cells.SPEAKER), "key", "left_semi")
            .select("text"),
            _of_kind(rows, cells.TYPES)
            .join(_keys(rows, cells.PLACED), "key", "left_semi")
            .select("text"),
        ]
        return ontology + "".join(row.text for table in told for row in table.collect())

    def _joins(self, rows: Any) -> list[tuple[str, str]]:
        """By cell the first of those that belong together with it."""
        stated = [(row.key, row.text) for row in _of_kind(rows, cells.JOIN).collect()]
        linked = _keys(rows, cells.LINKED).withColumnRenamed("key", "node")
        claims = _of_kind(rows, cells.CLAIM).join(linked, "node", "left_semi")
        stated += [(row.key, f"c {row.node}") for row in claims.select("key", "node").collect()]
        return list(cells.roots(stated).items())

    def _layer(self, rows: Any, frame: str, joins: Sequence[tuple[str, str]], view: View) -> Any:
        """The layer of all cells as a table of texts."""
        from pyspark.sql import functions as sql

        claims = _of_kind(rows, cells.CLAIM)
        roots = self._spark.createDataFrame(list(joins), "key string, root string")
        rooted = claims.join(sql.broadcast(roots), "key", "left").select(
            "key", "text", "node", sql.coalesce("root", "key").alias("root")
        )
        seen = self._spark.sparkContext.broadcast(frame)
        by_cell = rooted.repartition(self._partitions, "root")
        return by_cell.mapInArrow(OfCells(seen, view), "text string")

    def _write(self, table: Any, name: str, more: Iterable[str]) -> None:
        """Write a table of texts, and further ones, as parts with a name."""
        from pyspark.sql import functions as sql

        without_end = sql.regexp_replace("text", "\\n$", "")  # the writer ends each row's last line
        kept = table.filter(sql.col("text") != "").select(without_end.alias("text"))
        target = self._folder / f"{name}.parts"
        kept.write.text(str(target))
        parts = sorted(target.glob("part-*"))
        for number, part in enumerate(parts):
            part.rename(self._folder / f"{name}-{number:05}.nq")
        shutil.rmtree(target)
        for number, text in enumerate(more, len(parts)):
            (self._folder / f"{name}-{number:05}.nq").write_text(text, encoding="utf-8")

    def _parts(self) -> list[dict[str, Any]]:
        """The parts, each with what the manifest says of it; their bytes are read by the workers."""
        files = sorted(self._folder.glob("*.nq"))
        for path in files:
            if not path.stat().st_size:
                path.unlink()
        rows = [(str(path),) for path in files if path.exists()]
        table = self._spark.createDataFrame(rows, "file string").repartition(max(1, len(rows)))
        counted = table.mapInArrow(count_lines, FILE).collect()
        parts = [row.asDict() for row in counted]
        return sorted(parts, key=lambda part: str(part["file"]))


class _AllBut:
    """Stands for what all texts describe: everything, but for some IRIs."""

    def __init__(self, missing: set[str]) -> None:
        self._missing = missing

    def __contains__(self, iri: object) -> bool:
        return iri not in self._missing

    def __iter__(self) -> Iterator[str]:
        return iter(())

    def __len__(self) -> int:
        return 0


def _of_kind(rows: Any, kind: str) -> Any:
    from pyspark.sql import functions as sql

    return rows.filter(sql.col("kind") == kind)


def _keys(rows: Any, kind: str) -> Any:
    return _of_kind(rows, kind).select("key").distinct()


def _column(expression: str, name: str) -> Any:
    from pyspark.sql import functions as sql

    return sql.expr(expression).alias(name)
