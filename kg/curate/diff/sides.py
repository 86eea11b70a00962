"""Read one side of a comparison: a folder, built cache, git revision, wheel or dump, as N-Quads."""

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
from kg.errors import KgError, UsageError
from kg.iris import CORE, CURRENT_VIEW, DERIVED_GRAPH, PART_OF_VIEW
from kg.store import cache
from kg.store.oxigraph import OxigraphStore
from kg.text.inputs import read_inputs
from kg.text.layout import find_layout
from kg.text.reading import read_named
from kg.text.workspace import MARK

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from kg.build.pipeline import Texts
    from kg.iris import Prefixes
    from kg.text.layout import Layout

# The graphs that a build adds; they are left out, and derived again for effects.
_DERIVED = tuple(f" <{g}> .\n".encode() for g in (DERIVED_GRAPH, CURRENT_VIEW, PART_OF_VIEW))
_IN_WHEEL = re.compile(r"kg/_data/((?:ontology|seeds)/(?:[\w\-]+/)*[\w\-][\w.\-]*\.(?:ttl|rq))")
_LARGEST = 1 << 28  # bytes of text in a wheel; more is no release of ours
_DUMPS = {".nq": ox.RdfFormat.N_QUADS, ".trig": ox.RdfFormat.TRIG}


@dataclass(frozen=True, slots=True)
class GraphState:
    """A state of the graph: its name, and its lines of N-Quads as pyoxigraph writes them, each once.

    ``prefixes`` are the short names of its terms.
    """

    name: str
    lines: tuple[bytes, ...]
    prefixes: Prefixes = CORE


def read_side(name: str, home: Path) -> GraphState:
    """The state of the folder, cache, git revision, wheel or dump that ``name`` names.

    Git revisions are those of the repository of ``home``, a layout's folder, whose prefixes a cache
    and a dump are shown with. Raises UsageError for a name that is none of these, DataError and
    KgError for files that cannot be read.
    """
    path = Path(name)
    if path.is_dir() and (path / "entente.json").is_file():
        return _state_of_cache(name, path, find_layout(home).prefixes)
    if path.suffix in _DUMPS and path.exists():
        return _state_of_dump(name, path, find_layout(home).prefixes)
    with ExitStack() as stack:
        layout = layout_of(name, home, stack)
        return texts_side(name, parse_texts(layout, read_inputs(layout)))


def layout_of(name: str, home: Path, stack: ExitStack) -> Layout:
    """The layout of a folder, a wheel or a git revision; it lasts until ``stack`` is closed.

    Raises UsageError for a name that is none of these, KgError for a wheel that cannot be read.
    """
    path = Path(name)
    if path.is_dir() and (
        (path / MARK).is_file() or all((path / part).is_dir() for part in ("ontology", "seeds"))
    ):
        return find_layout(path)
    if path.suffix == ".whl" and path.exists():
        return extracted(_files_of_wheel(path), stack)
    if path.exists() and not path.is_dir():
        raise UsageError(
            "this is nothing that can be compared",
            name,
            "give a folder, a built cache, a git revision, a wheel (.whl) or a dump (.nq, .trig)",
        )
    return extracted(_files_of_revision(home, name), stack)


def _files_of_revision(home: Path, name: str) -> dict[str, bytes]:
    """The files of a git revision; raises UsageError, also for a folder that is no revision either."""
    try:
        return files_at(home, name)
    except UsageError:
        if not Path(name).is_dir():
            raise
    raise UsageError(
        "this folder holds no graph: it has neither ontology/ and seeds/ nor a built cache",
        name,
        f"give the folder around them, one with {MARK}, or a git revision",
    )


def extracted(files: dict[str, bytes], stack: ExitStack) -> Layout:
    """A layout of files (bytes by path) in a temporary folder, which goes when ``stack`` closes."""
    root = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="entente-")))
    for part in ("ontology", "seeds"):
        (root / part).mkdir()
    for name, data in files.items():
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_bytes(data)
    return find_layout(root)


def home_of(names: tuple[str, ...], workspace: str | None) -> Path:
    """The folder whose git repository is asked for revisions.

    The first of the names that is the folder of a layout, else the folder of the workspace.
    """
    for name in names:
        path = Path(name)
        if path.is_dir() and (path / "ontology").is_dir():
            return path.absolute()
    return find_layout(workspace).root


def texts_side(name: str, texts: Texts) -> GraphState:
    """The state of parsed files, with merges followed as in a build."""
    quads = (
        ox.Quad(t.subject, t.predicate, t.object, ox.NamedNode(document.graph))
        for document in (*texts.ontology, *with_merges(texts.seeds))
        for t in document.triples
    )
    return _state_of_quads(name, quads, texts.terms.prefixes)


def _state_of_quads(name: str, quads: Iterable[ox.Quad], prefixes: Prefixes) -> GraphState:
    """The state of quads, whose values the store brings into one form (0.80 becomes 0.8).

    Raises KgError for a graph without a name, of which nobody could say whether it is the same.
    """
    store = OxigraphStore()
    store.load(quads)
    if any(isinstance(graph, ox.BlankNode) for graph in store.graphs()):
        raise KgError(
            "a graph in it has no name", name, "give each graph an IRI, as our exports do"
        )
    dump = io.BytesIO()
    store.dump(dump)
    dump.seek(0)
    return GraphState(name, _stated_lines(dump), prefixes)


def _state_of_cache(name: str, path: Path, prefixes: Prefixes) -> GraphState:
    build = cache.current(path)
    if build is None:
        raise UsageError("this cache holds no build", name, "run kg build, or give a folder")
    lines = io.BytesIO(cache.read_dump(build))
    return GraphState(name, _with_other_blank_nodes(_stated_lines(lines)), prefixes)


def _with_other_blank_nodes(lines: Sequence[bytes]) -> tuple[bytes, ...]:
    """Lines whose blank nodes have names of this side alone: those of two builds do not mean the same."""
    plain = [line for line in lines if b"_:" not in line]
    named = b"".join(line for line in lines if b"_:" in line)
    quads = ox.parse(named, format=ox.RdfFormat.N_QUADS, lenient=True, rename_blank_nodes=True)
    renamed = ox.serialize(quads, format=ox.RdfFormat.N_QUADS) or b""
    return (*plain, *renamed.splitlines(keepends=True))


def _stated_lines(lines: Iterable[bytes]) -> tuple[bytes, ...]:
    """The lines outside the graphs that a build derives, each once."""
    return tuple(dict.fromkeys(line for line in lines if not line.endswith(_DERIVED)))


def _state_of_dump(name: str, path: Path, prefixes: Prefixes) -> GraphState:
    try:
        quads = ox.parse(read_named(path), format=_DUMPS[path.suffix])
        return _state_of_quads(name, quads, prefixes)
    except SyntaxError as error:
        raise KgError(f"this is broken: {error}", name, "export it anew") from None


def _files_of_wheel(path: Path) -> dict[str, bytes]:
    files: dict[str, bytes] = {}
    try:
        with zipfile.ZipFile(io.BytesIO(read_named(path, "this wheel"))) as wheel:
            for entry in wheel.infolist():
                if (match := _IN_WHEEL.fullmatch(entry.filename)) is None:
                    continue
                if sum(map(len, files.values())) + entry.file_size > _LARGEST:
                    raise KgError("this wheel holds too much", str(path), "is it ours?")
                files[match[1]] = wheel.read(entry)
    except (zipfile.BadZipFile, RuntimeError, NotImplementedError) as error:
        raise KgError(f"this is no wheel: {error}", str(path), "fetch it anew") from None
    if not files:
        raise UsageError("this wheel holds no claims", str(path), "give a wheel of entente-kg")
    return files
