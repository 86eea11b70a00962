"""What can be compared: a folder, a built cache, a git revision, a wheel, a dump; as N-Quads."""

from __future__ import annotations

import io
import re
import tempfile
import zipfile
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import pyoxigraph as ox

from kg.build.merged import with_merges
from kg.build.pipeline import parse_texts
from kg.curate.diff.git import files_at
from kg.errors import KgError, UsageError, os_error
from kg.iris import CURRENT_VIEW, DERIVED_GRAPH, PART_OF_VIEW
from kg.store import cache
from kg.store.oxigraph import OxigraphStore
from kg.text.inputs import read_inputs
from kg.text.layout import find_layout

if TYPE_CHECKING:
    from collections.abc import Iterable

    from kg.build.pipeline import Texts
    from kg.text.layout import Layout

# What a build adds to the text is derived again where it matters.
_DERIVED = tuple(f" <{g}> .\n".encode() for g in (DERIVED_GRAPH, CURRENT_VIEW, PART_OF_VIEW))
_IN_WHEEL = re.compile(r"kg/_data/((?:ontology|seeds)/(?:[\w\-]+/)*[\w\-][\w.\-]*\.(?:ttl|rq))")
_LARGEST = 1 << 28  # bytes of text in a wheel; more is no release of ours
_DUMPS = {".nq": ox.RdfFormat.N_QUADS, ".trig": ox.RdfFormat.TRIG}


@dataclass(frozen=True, slots=True)
class Side:
    """One of two states: its name, and its lines of N-Quads as pyoxigraph writes them, each once."""

    name: str
    lines: tuple[bytes, ...]


def read_side(name: str, home: Path) -> Side:
    """The side that a name stands for; git revisions are those of the repository of ``home``.

    Raises UsageError for a name that stands for nothing, DataError and KgError for what it holds.
    """
    path = Path(name)
    if path.is_dir() and (path / "entente.json").is_file():
        return _cache(name, path)
    if path.is_file() and path.suffix in _DUMPS:
        return _dump(name, path)
    with ExitStack() as held:
        layout = layout_of(name, home, held)
        return texts_side(name, parse_texts(layout, read_inputs(layout)))


def layout_of(name: str, home: Path, held: ExitStack) -> Layout:
    """The layout of a folder, a wheel or a git revision; it is there until ``held`` closes."""
    path = Path(name)
    if path.is_dir() and all((path / part).is_dir() for part in ("ontology", "seeds")):
        return find_layout(path)
    if path.is_file() and path.suffix == ".whl":
        return extracted(_wheel(path), held)
    if path.is_file():
        raise UsageError(
            "this is nothing that can be compared",
            name,
            "give a folder, a built cache, a git revision, a wheel (.whl) or a dump (.nq, .trig)",
        )
    return extracted(files_at(home, name), held)


def extracted(files: dict[str, bytes], held: ExitStack) -> Layout:
    """A layout in a temporary folder, which goes when ``held`` closes."""
    root = Path(held.enter_context(tempfile.TemporaryDirectory(prefix="entente-")))
    for part in ("ontology", "seeds"):
        (root / part).mkdir()
    for name, data in files.items():
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_bytes(data)
    return find_layout(root)


def home_of(names: tuple[str, ...], workspace: str | None) -> Path:
    """The folder whose repository is asked: that of a side, else that of the layout."""
    for name in names:
        path = Path(name)
        if path.is_dir() and (path / "ontology").is_dir():
            return path.absolute()
    return find_layout(workspace).root


def texts_side(name: str, texts: Texts) -> Side:
    """The side of parsed files, as the graph has them."""
    quads = (
        ox.Quad(t.subject, t.predicate, t.object, ox.NamedNode(document.graph))
        for document in (*texts.ontology, *with_merges(texts.seeds))
        for t in document.triples
    )
    return _stored(name, quads)


def _stored(name: str, quads: Iterable[ox.Quad]) -> Side:
    """Quads as a build writes them: the store brings values into one form (0.80 is 0.8)."""
    store = OxigraphStore()
    store.load(quads)
    dump = io.BytesIO()
    store.dump(dump)
    dump.seek(0)
    return Side(name, _stated(dump))


def _cache(name: str, path: Path) -> Side:
    done = cache.current(path)
    if done is None:
        raise UsageError("this cache holds no build", name, "run kg build, or give a folder")
    dump = cache.dump_of(done)
    try:
        with dump.open("rb") as file:
            return Side(name, _stated(file))
    except OSError as error:
        raise os_error(error, dump, "read this build") from None


def _stated(lines: Iterable[bytes]) -> tuple[bytes, ...]:
    """The lines that are no work of a build."""
    return tuple([line for line in lines if not line.endswith(_DERIVED)])


def _dump(name: str, path: Path) -> Side:
    try:
        return _stored(name, ox.parse(path=str(path), format=_DUMPS[path.suffix]))
    except OSError as error:
        raise os_error(error, name, "read this file") from None
    except SyntaxError as error:
        raise KgError(f"this is broken: {error}", name, "export it anew") from None


def _wheel(path: Path) -> dict[str, bytes]:
    files: dict[str, bytes] = {}
    try:
        with zipfile.ZipFile(path) as wheel:
            for entry in wheel.infolist():
                if (found := _IN_WHEEL.fullmatch(entry.filename)) is None:
                    continue
                if sum(map(len, files.values())) + entry.file_size > _LARGEST:
                    raise KgError("this wheel holds too much", str(path), "is it ours?")
                files[found[1]] = wheel.read(entry)
    except OSError as error:
        raise os_error(error, path, "read this wheel") from None
    except (zipfile.BadZipFile, RuntimeError, NotImplementedError) as error:
        raise KgError(f"this is no wheel: {error}", str(path), "fetch it anew") from None
    if not files:
        raise UsageError("this wheel holds no claims", str(path), "give a wheel of entente-kg")
    return files
