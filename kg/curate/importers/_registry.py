"""The readers: those of ``kg`` by their files in this folder, others by entry points."""

from __future__ import annotations

from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Protocol, cast

from kg.errors import KgError, UsageError, did_you_mean, missing, nearest
from kg.plugins import IMPORTERS, Plugin, plugin, usable

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from kg.curate.importers._given import Given
    from kg.curate.importers._imported import Asked, Imported
    from kg.curate.importers._records import Options, Record, Release
    from kg.text.layout import Layout

_FOLDER = Path(__file__).parent


class ReaderModule(Protocol):
    """What the module of a reader must have.

    It may also have ``EXTRA: str``, the extra of its package that its imports need;
    ``MAPPING: bool``, whether it needs a mapping (``--map``); ``PACKED: bool``, whether it takes a zip
    as it is; and a function ``bring`` in place of
    ``read``, for what is no stream of records: see ``csv``.
    """

    SUMMARY: str  #: what it reads, in a few words: "galaxies of MISP (JSON)"

    def read(self, given: Sequence[Given], options: Options, /) -> tuple[Release, Iterable[Record]]:
        """What the files are, and their records, an entity before the claims that name it.

        Raises DataError and KgError for other files, also while the records are read.
        """


@dataclass(frozen=True, slots=True)
class Importer:
    """A reader and what its module declares."""

    name: str
    summary: str
    module: ReaderModule
    extra: str = ""
    needs_mapping: bool = False
    takes_zip: bool = False
    plugin: Plugin | None = None

    @property
    def brings(self) -> bool:
        """Whether it makes the files itself."""
        return hasattr(self.module, "bring")

    def bring(
        self,
        layout: Layout,
        paths: Sequence[str],
        asked: Asked,
        today: str,
        progress: Callable[[str], None],
    ) -> Imported:
        """What the files bring, of a reader that makes it itself. Raises as ``import_files``."""
        made: Imported = self.module.bring(layout, paths, asked, today, progress)  # type: ignore[attr-defined]
        return made

    def read(self, given: Sequence[Given], options: Options) -> tuple[Release, Iterable[Record]]:
        """As ``ReaderModule.read``. Raises KgError where a package that it needs is not installed."""
        try:
            return self.module.read(given, options)
        except ModuleNotFoundError as error:
            if not self.extra:
                raise
            package = self.plugin.package if self.plugin else "entente-kg"
            raise missing(str(error.name), self.extra, package) from error


def built_in() -> list[str]:
    """The names of the readers that ``kg`` brings."""
    return sorted(path.stem for path in _FOLDER.glob("*.py") if not path.stem.startswith("_"))


def importers() -> tuple[dict[str, Importer], list[KgError]]:
    """All readers by name, and why those of some packages cannot be used."""
    readers = {name: _own(name) for name in built_in()}
    added, refused = usable(IMPORTERS, readers, _of_plugin)
    return readers | {p.name: importer for p, importer in added.items()}, refused


def importer(name: str) -> Importer:
    """The reader of a name. Raises UsageError where nothing has it, KgError for a broken plug-in."""
    if name in built_in():
        return _own(name)
    if added := plugin(IMPORTERS, name):
        return _of_plugin(added)
    names, _ = importers()
    remedy = did_you_mean(nearest(name, names), f"the readers are: {', '.join(sorted(names))}")
    raise UsageError(f"there is no reader “{name}”", "READER", remedy)


def _own(name: str) -> Importer:
    module = import_module(f"kg.curate.importers.{name}")
    return _importer(name, cast("ReaderModule", module), None)


def _of_plugin(added: Plugin) -> Importer:
    module = added.load()
    if not isinstance(getattr(module, "SUMMARY", None), str) or not callable(
        getattr(module, "read", None)
    ):
        raise added.error("cannot be used: it must have SUMMARY, a text, and a function read")
    return _importer(added.name, cast("ReaderModule", module), added)


def _importer(name: str, module: ReaderModule, added: Plugin | None) -> Importer:
    extra, mapping = getattr(module, "EXTRA", ""), getattr(module, "MAPPING", False)
    packed = getattr(module, "PACKED", False)
    return Importer(name, module.SUMMARY, module, extra, mapping, packed, added)
