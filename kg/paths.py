"""Where things are: the data (checkout, wheel or workspace) and the cache."""

from __future__ import annotations

import hashlib
import os
import stat
from dataclasses import dataclass
from pathlib import Path

from kg.errors import CacheError, UsageError, os_error

_PACKAGE = Path(__file__).resolve().parent


@dataclass(frozen=True, slots=True)
class Layout:
    """A folder with ``ontology/`` and ``seeds/``; ``cache`` is its own folder of built stores."""

    root: Path
    cache: Path

    @property
    def ontology(self) -> Path:
        return self.root / "ontology"

    @property
    def seeds(self) -> Path:
        return self.root / "seeds"

    def shown(self, path: Path) -> str:
        """The path as a message shows it: relative to the root where it lies below it."""
        try:
            return path.relative_to(self.root).as_posix()
        except ValueError:
            return str(path)


def data_root() -> Path:
    """The checkout's root if the package runs from one, else the data inside the wheel."""
    checkout = _PACKAGE.parent
    if (checkout / "pyproject.toml").is_file() and (checkout / "ontology").is_dir():
        return checkout
    return _PACKAGE / "_data"


def cache_home() -> Path:
    """``$KG_CACHE``, else ``$XDG_CACHE_HOME/entente-kg``, else ``~/.cache/entente-kg``.

    A user without a home folder gets one below the system's folder for temporary files. It is made
    here, for that user alone: everyone may write there, and could prepare a cache for others.
    Raises CacheError when it is someone else's.
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

    return _own_temporary(Path(tempfile.gettempdir()) / f"entente-kg-{os.getuid()}")


def _own_temporary(folder: Path) -> Path:
    try:
        folder.mkdir(mode=0o700, exist_ok=True)
        found = folder.lstat()  # of a link itself, not of where it leads
    except OSError as error:
        raise os_error(error, folder, "use this cache folder") from None
    if not stat.S_ISDIR(found.st_mode) or found.st_uid != os.getuid() or found.st_mode & 0o022:
        raise CacheError(
            "others can write to this cache folder, or own it",
            str(folder),
            "set KG_CACHE to a folder of your own",
        )
    return folder


def find_layout(workspace: str | os.PathLike[str] | None = None) -> Layout:
    """The layout of a workspace folder, or of the installed core.

    Raises UsageError when the folder has no ``ontology/`` and ``seeds/``.
    """
    root = Path(workspace).absolute() if workspace is not None else data_root()
    for part in ("ontology", "seeds"):
        if not (root / part).is_dir():
            raise UsageError(
                f"no folder {part}/ here",
                str(root),
                "give --workspace a folder that holds ontology/ and seeds/",
            )
    key = hashlib.sha256(str(root.resolve()).encode()).hexdigest()[:16]
    return Layout(root, cache_home() / key)
