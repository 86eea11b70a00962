"""The sources of a build on a cluster, as a table of name, shown and text, one row each.

They lie in a layout, in folders, in archives, or in tables: Parquet and JSON lines. Files are read by the
workers, an archive by one of them.
"""

from __future__ import annotations

import re
import tarfile
import zipfile
from pathlib import Path
from typing import TYPE_CHECKING, Any

from kg.errors import DataError, Finding, UsageError
from kg.text.inputs import turtle_paths
from kg.text.reading import largest_file, list_files, read_file

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from kg.text.layout import Layout

_SCHEMA = "name string, shown string, text binary"
_STEM = r"[A-Za-z0-9][A-Za-z0-9._\-]*"
_TAR = (".tar", ".tar.gz", ".tgz", ".tar.bz2", ".tar.xz")
_TABLES = {".parquet": "parquet", ".jsonl": "json", ".ndjson": "json"}


def read_sources(spark: Any, layout: Layout, places: Sequence[Path]) -> Any:
    """The table of the sources in some places; of the layout's own where there are none.

    Raises UsageError for a place that is no such, KgError for a folder that cannot be read, DataError
    for a source whose name cannot be one.
    """
    if not places:
        paths = turtle_paths(layout)[1]
        return _files(spark, [(p, layout.shown(p), layout.root_of(p)) for p in paths])
    tables = [_of_place(spark, place) for place in places]
    whole = tables[0]
    for table in tables[1:]:
        whole = whole.unionByName(table)
    return whole


def _of_place(spark: Any, place: Path) -> Any:
    if not place.exists():
        raise UsageError("there is no such file or folder", str(place), "check --sources")
    kind = _TABLES.get(place.suffix.lower())
    if kind is not None:
        return _table(spark, place, kind)
    if place.is_dir():
        paths = list_files(place, ".ttl", root=place, deep=True)
        if not paths:
            remedy = "name a folder with .ttl files, or a .parquet or .jsonl"
            raise UsageError("no Turtle lies in this folder", str(place), remedy)
        return _files(spark, [(path, str(path), place) for path in paths])
    if zipfile.is_zipfile(place) or place.name.lower().endswith(_TAR):
        rows = spark.createDataFrame([(str(place),)], "path string")
        return rows.mapInArrow(_members, _SCHEMA)
    raise UsageError(
        "sources lie in no such file",
        str(place),
        "name a folder, a .zip or .tar.gz of Turtle files, a .parquet or .jsonl with name and text",
    )


def _files(spark: Any, files: Sequence[tuple[Path, str, Path]]) -> Any:
    _require_names([(path.stem, shown) for path, shown, _ in files])
    rows = [(str(path), shown, str(root)) for path, shown, root in files]
    table = spark.createDataFrame(rows, "path string, shown string, root string")
    count = min(len(rows), 16 * spark.sparkContext.defaultParallelism)
    return table.repartition(count).mapInArrow(_contents, _SCHEMA)


def _require_names(sources: Sequence[tuple[str, str]]) -> None:
    findings = [
        Finding(
            "source-name",
            "error",
            shown,
            1,
            "",
            f"“{stem}” cannot be the name of a source",
            "rename the file: letters a to z, digits, hyphens",
        )
        for stem, shown in sources
        if not re.fullmatch(_STEM, stem)
    ]
    if findings:
        raise DataError(findings)


def _table(spark: Any, place: Path, kind: str) -> Any:
    """The rows of Parquet or of JSON lines."""
    from pyspark.sql import functions as sql

    table = getattr(spark.read, kind)(str(place))
    if not {"name", "text"} <= set(table.columns):
        remedy = "give it the columns name and text (Turtle)"
        raise UsageError(f"it has the columns {', '.join(table.columns)}", str(place), remedy)
    wrong = table.filter(~sql.coalesce(sql.col("name"), sql.lit("")).rlike(f"^{_STEM}$")).take(5)
    _require_names([(str(row.name), f"{place}: {row.name}") for row in wrong])
    shown = sql.concat(sql.lit(f"{place}: "), sql.col("name"))
    return table.select("name", shown.alias("shown"), sql.col("text").cast("binary").alias("text"))


def _contents(batches: Iterator[Any]) -> Iterator[Any]:
    """Files by their paths become rows with their texts."""
    for batch in batches:
        for row in batch.to_pylist():
            path = Path(row["path"])
            yield _row(
                path.stem, row["shown"], read_file(path, row["shown"], root=Path(row["root"]))
            )


def _members(batches: Iterator[Any]) -> Iterator[Any]:
    """Archives become rows of the Turtle files in them. Raises DataError for a name that cannot be one."""
    for batch in batches:
        for place in batch.column("path").to_pylist():
            members = _of_zip(place) if zipfile.is_zipfile(place) else _of_tar(place)
            for member, data in members:
                _require_names([(Path(member).stem, f"{place}: {member}")])
                yield _row(Path(member).stem, f"{place}: {member}", data)


def _of_zip(place: str) -> Iterator[tuple[str, bytes]]:
    most = largest_file()
    with zipfile.ZipFile(place) as archive:
        for info in archive.infolist():
            if _is_turtle(info.filename):
                with archive.open(info) as file:
                    yield info.filename, _no_more(file.read(most + 1), most, info.filename)


def _of_tar(place: str) -> Iterator[tuple[str, bytes]]:
    most = largest_file()
    with tarfile.open(place) as archive:
        for member in archive:
            file = archive.extractfile(member) if member.isfile() else None
            if file is not None and _is_turtle(member.name):
                yield member.name, _no_more(file.read(most + 1), most, member.name)


def _is_turtle(name: str) -> bool:
    return name.endswith(".ttl") and not Path(name).name.startswith(".")


def _no_more(data: bytes, most: int, name: str) -> bytes:
    if len(data) > most:
        remedy = "split it, or set KG_LARGEST_FILE (in MB)"
        raise UsageError("this file is too large", name, remedy)
    return data


def _row(name: str, shown: str, data: bytes) -> Any:
    import pyarrow as pa

    return pa.RecordBatch.from_pydict({"name": [name], "shown": [shown], "text": [data]})
