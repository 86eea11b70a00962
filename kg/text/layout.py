"""Find the folders of the data (a checkout, the wheel, a workspace on top of it) and of the cache."""

from __future__ import annotations

import hashlib
import os
import stat
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from kg.errors import CacheError, UsageError, os_error
from kg.iris import CORE
from kg.text.reading import real_path

if TYPE_CHECKING:
    from kg.iris import Prefixes
    from kg.text.workspace import Workspace

_PACKAGE = Path(__file__).resolve().parents[1]  # the folder `kg`
_DATA = "_data"  # the folder of an installed core in it
_MARK = "kg.toml"  # kg.text.workspace.MARK, which is not imported where there is none
_WRITING = ".kg-writing"  # kg.text.journal.FOLDER, which is not imported where there is none


@dataclass(frozen=True, slots=True)
class Layout:
    """A folder with ``ontology/`` and ``seeds/``, and ``cache``, the folder of its built stores.

    A workspace is read on top of the core, whose folder is ``core``. ``ontology`` and ``seeds`` are
    the folders that a user writes to; ``folders`` gives all those that are read.
    """

    root: Path
    cache: Path
    core: Path | None = None
    workspace: Workspace | None = None

    @property
    def prefixes(self) -> Prefixes:
        """The prefixes that its texts and queries know: the core's, and that of the workspace."""
        if self.workspace is None:
            return CORE
        return CORE.extended(self.workspace.prefix, self.workspace.namespace)

    @property
    def ontology(self) -> Path:
        """The folder of the user's own terms, questions and rules."""
        return self.root / "ontology"

    @property
    def seeds(self) -> Path:
        """The folder of the user's own sources."""
        return self.root / "seeds"

    @property
    def texts(self) -> Path | None:
        """The folder of the workspace's texts; None where there is none."""
        folder = self.root / "texts"
        return folder if self.workspace is not None and folder.is_dir() else None

    def folders(self, name: str) -> tuple[Path, ...]:
        """A folder (``seeds``, ``ontology/checks``) of the core and then of the workspace."""
        below = () if self.core is None else (self.core / name,)
        return (*below, self.root / name)

    def is_seed(self, path: Path | str) -> bool:
        """Whether a file is a source, and not part of the ontology."""
        name = f"{path}/"  # as text, since it is asked of each of many files
        return any(
            name.startswith(f"{root}/seeds/".replace("//", "/"))
            for root in (self.root, self.core)
            if root is not None
        )

    def is_own(self, path: Path) -> bool:
        """Whether a file is the user's, and not of the core below a workspace."""
        return path.is_relative_to(self.root)

    def root_of(self, path: Path) -> Path:
        """The folder that a file of the user's or of the core lies in, and no link leads out of."""
        return self.root if self.core is None or self.is_own(path) else self.core

    def shown(self, path: Path) -> str:
        """The path as a message shows it: relative to the root, or ``core/…`` in a workspace."""
        if path.is_relative_to(self.root):
            return path.relative_to(self.root).as_posix()
        if self.core is not None and path.is_relative_to(self.core):
            return f"core/{path.relative_to(self.core).as_posix()}"
        return str(path)


def data_root() -> Path:
    """The folder of the core: the checkout if the package runs from one, else ``_data`` in the wheel."""
    checkout = _PACKAGE.parent
    if (checkout / "pyproject.toml").is_file() and (checkout / "ontology").is_dir():
        return checkout
    return _PACKAGE / _DATA


def refuse_installed_core(path: Path) -> None:
    """Raises UsageError for a path in the core of an installation, this one or another."""
    real = real_path(path)
    core = data_root()
    if not (core.name == _DATA and real.is_relative_to(real_path(core))) and not any(
        (folder.parent.name, folder.name) == ("kg", _DATA) and (folder / "ontology").is_dir()
        for folder in (real, *real.parents)
    ):
        return
    raise UsageError(
        "the core of an installation is not written to",
        str(path),
        "make a workspace (kg new workspace DIR) and call this inside it",
    )


def surrounding_layout(path: Path) -> Path | None:
    """The nearest folder, from a path upwards, that can be given as ``--workspace``; None for none."""
    for folder in (path, *path.parents):
        if (folder / _MARK).is_file() or (
            (folder / "ontology").is_dir() and (folder / "seeds").is_dir()
        ):
            return folder
    return None


def settle(*roots: Path | None) -> None:
    """Have no file of some layouts be half of what a command writes; most often nothing is to be done.

    Raises KgError where what an ended command began can be neither finished nor undone.
    """
    for root in roots:
        if root is not None and os.path.lexists(f"{root}/{_WRITING}"):
            from kg.text.journal import settle as settle_journal

            settle_journal(root)


def cache_home() -> Path:
    """``$KG_CACHE``, else ``$XDG_CACHE_HOME/entente-kg``, else ``~/.cache/entente-kg``.

    A user without a home folder gets a folder among the system's temporary files. It is made here,
    for that user alone: where everyone may write, others could prepare a false cache. Raises
    CacheError when that folder belongs to someone else, KgError when it cannot be made.
    """
    if named := os.environ.get("KG_CACHE"):
        return Path(named).absolute()
    if named := os.environ.get("XDG_CACHE_HOME"):
        return Path(named).absolute() / "entente-kg"
    try:
        home = Path.home()
    except RuntimeError:
        home = Path()
    if home.is_dir() and str(home) not in (".", "/nonexistent"):
        return home / ".cache" / "entente-kg"
    import tempfile  # costs 3 ms, and nearly everybody has a home

    return _private_temporary(Path(tempfile.gettempdir()) / f"entente-kg-{os.getuid()}")


def _private_temporary(folder: Path) -> Path:
    try:
        folder.mkdir(mode=0o700, exist_ok=True)
        status = folder.lstat()  # of a link itself, not of where it leads
    except OSError as error:
        raise os_error(error, folder, "use this cache folder") from None
    if not stat.S_ISDIR(status.st_mode) or status.st_uid != os.getuid() or status.st_mode & 0o022:
        raise CacheError(
            "others can write to this cache folder, or own it",
            str(folder),
            "set KG_CACHE to a folder of your own",
        )
    return folder


def find_layout(workspace: str | os.PathLike[str] | None = None) -> Layout:
    """The layout of a folder; for None that of the workspace around the current folder, or the core.

    ``$KG_WORKSPACE`` may name the folder too. A folder with a ``kg.toml`` is read on top of the core;
    another must have ``ontology/`` and ``seeds/``.
    Raises UsageError for a folder that is neither, or whose ``kg.toml`` is wrong or does not fit.
    """
    named = workspace if workspace is not None else os.environ.get("KG_WORKSPACE") or None
    root = Path(named).absolute() if named is not None else _surrounding_workspace() or data_root()
    key = hashlib.sha256(os.fsencode(os.path.realpath(root))).hexdigest()[:16]
    settle(root)
    if root != data_root() and _is_mark(_mode(root / _MARK)):
        return _workspace_layout(root, cache_home() / key)
    for part in ("ontology", "seeds"):
        if not stat.S_ISDIR(_mode(root / part)):
            raise UsageError(
                f"no folder {part}/ here",
                str(root),
                f"give --workspace a folder with {_MARK} (kg new workspace DIR makes one),"
                " or one that holds ontology/ and seeds/",
            )
    return Layout(root, cache_home() / key)


def layout_to_write(workspace: str | os.PathLike[str] | None = None) -> Layout:
    """The layout that a command writes to: as ``find_layout``, but the core only where it is meant.

    That is in its checkout, or where it is named. Elsewhere the core serves those who ask, and a
    command that writes would change the sources of the program unseen. Raises UsageError there, and
    as ``find_layout``.
    """
    layout = find_layout(workspace)
    if workspace is not None or os.environ.get("KG_WORKSPACE") or layout.workspace is not None:
        return layout
    try:
        here = Path.cwd()
    except FileNotFoundError:
        here = None
    if here is not None and layout.root in (here, *here.parents):
        return layout
    raise UsageError(
        "no workspace is around this folder, and the core is not written to from here",
        str(here) if here is not None else "the current folder, which is gone",
        "make one: kg new workspace DIR, then cd DIR; or name the folder that is meant: --workspace DIR",
    )


def _is_mark(mode: int) -> bool:
    """Whether a thing of this mode, called kg.toml, makes a workspace; that it is a file is read later."""
    return bool(mode) and not stat.S_ISDIR(mode)


def _status(path: Path) -> os.stat_result:
    """What a path leads to; of a link that leads nowhere, or in a circle, the link. Raises OSError."""
    try:
        return path.stat()
    except OSError:
        status = path.lstat()
        if not stat.S_ISLNK(status.st_mode):
            raise
        return status


def _mode(path: Path) -> int:
    """The mode of a file or folder, which says its kind; 0 where there is none. Raises KgError."""
    try:
        return _status(path).st_mode
    except (FileNotFoundError, NotADirectoryError, ValueError):
        return 0
    except OSError as error:
        raise os_error(error, path, "look into this workspace") from None


def _workspace_layout(root: Path, cache: Path) -> Layout:
    from kg.text.workspace import read_workspace

    core = data_root()
    workspace = read_workspace(root / _MARK, core)
    return Layout(root, cache, core, workspace)


def _surrounding_workspace() -> Path | None:
    """The nearest folder with a ``kg.toml``, from the current one up to the user's home.

    None in a checkout of the core, which is meant there. Raises UsageError for a ``kg.toml`` that
    belongs to another user.
    """
    try:
        here = Path.cwd()
    except FileNotFoundError:
        return None
    try:
        home = real_path(Path.home())
    except RuntimeError:
        home = None
    for folder in (here, *here.parents):
        if folder == data_root():
            return None
        try:
            status = _status(folder / _MARK)
        except OSError:
            status = None
        if status is not None and _is_mark(status.st_mode):
            if os.getuid() not in (0, status.st_uid) and status.st_uid != 0:
                raise UsageError(
                    "this workspace belongs to another user",
                    str(folder / _MARK),
                    f"if you trust it, name it: --workspace {folder}",
                )
            return folder
        if folder == home:
            return None
    return None
