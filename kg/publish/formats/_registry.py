"""The export formats: those of ``kg`` by their files in this folder, others by entry points.

A format is a module with what ``FormatModule`` names. Its heavy packages are imported inside its
functions, so that a list of the formats needs none of them.
"""

from __future__ import annotations

import inspect
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Protocol, cast

from kg.errors import KgError, UsageError, did_you_mean, missing, nearest
from kg.plugins import FORMATS, OPTION_TYPES, Option, OptionValue, Plugin, plugin, usable

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Mapping

    from kg.graph.entities import Holdings
    from kg.graph.snapshot import Snapshot
    from kg.publish.formats._loss import Carried

_FOLDER = Path(__file__).parent
#: The groups of the formats of ``kg``, in the order of a list; those of other packages follow.
GROUPS = (
    "pages and pictures",
    "for spreadsheets",
    "to edit and kg add",
    "network tools",
    "RDF (nothing lost)",
    "for other systems",
)


class FormatModule(Protocol):
    """What the module of a format must have.

    It may also have ``EXTRA: str``, the extra of its package that its heavy imports need;
    ``PICTURE: bool``, whether it is looked at, so that only the entities with the most claims are
    drawn where there are too many; ``ENDING: str``, how the name of every such file ends;
    ``OPTIONS: tuple[kg.plugins.Option, ...]``, each a keyword of ``write``; and
    ``carries(holdings: Holdings) -> Carried``, which declares for the loss report what a file holds
    (with a keyword for an option that changes this).
    The formats of ``kg`` declare it, those of one file have ``render(graph: Snapshot) -> bytes`` for
    callers that write no file, and ``tests/publish/reading.py`` has a reader for each.
    """

    SUMMARY: str  #: what a file is, in a few words: "a flowchart, for Markdown pages"
    SUFFIX: str  #: how a file is called that nobody has named: ".gexf"
    GROUP: str  #: what it serves: "network tools"

    def write(self, snapshot: Snapshot, path: Path, /, **options: OptionValue) -> None:
        """Write the file, all of it or nothing. Raises OSError.

        What a person should know of the file goes to ``snapshot.notify``.
        """


@dataclass(frozen=True, slots=True)
class Format:
    """An export format and what its module declares, see ``FormatModule``.

    ``package`` is the distribution that brings it: ``entente-kg``, or that of a plug-in.
    """

    name: str
    summary: str
    suffix: str
    group: str
    extra: str
    picture: bool
    ending: str
    options: tuple[Option, ...]
    module: FormatModule
    plugin: Plugin | None = None

    @property
    def package(self) -> str:
        """The distribution that brings it."""
        return self.plugin.package if self.plugin else "entente-kg"

    @property
    def reports_loss(self) -> bool:
        """Whether it declares what it carries."""
        return hasattr(self.module, "carries")

    def read(self, options: Mapping[str, object]) -> dict[str, OptionValue]:
        """Options by name, with their values as ``write`` of the module takes them.

        Raises UsageError for one that the format does not have, or a value that cannot serve.
        """
        known = {option.name: option for option in self.options}
        if unknown := [name for name in options if name not in known]:
            remedy = f"it has: {', '.join(known)}" if known else "leave it away"
            raise UsageError(f"{self.name} has no such option", unknown[0], remedy)
        return {name: known[name].read(value) for name, value in options.items()}

    def write(self, snapshot: Snapshot, path: Path, **options: object) -> None:
        """Write the snapshot to a file, all of it or nothing. ``options`` are those it declares.

        Raises UsageError for a wrong option, KgError where a package is not installed or a plug-in
        fails, OSError.
        """
        values = self.read(options)
        with self._blamed():
            try:
                self.module.write(snapshot, path, **values)
            except ModuleNotFoundError as error:
                if not self.extra:
                    raise
                raise missing(str(error.name), self.extra, self.package) from error

    def carries(self, holdings: Holdings, **options: object) -> Carried:
        """What a file of these holdings carries; only where ``reports_loss``. Raises KgError.

        ``options`` are those of ``write``; the module gets the ones that its ``carries`` asks for.
        """
        carries: Callable[..., Carried] = self.module.carries  # type: ignore[attr-defined]
        with self._blamed():
            asked = inspect.signature(carries).parameters if options else {}
            return carries(holdings, **{n: value for n, value in options.items() if n in asked})

    def _blamed(self) -> AbstractContextManager[None]:
        return self.plugin.blamed("failed") if self.plugin else nullcontext()


def built_in() -> list[str]:
    """The names of the formats that ``kg`` brings, by the files in this folder."""
    return sorted(path.stem for path in _FOLDER.glob("*.py") if not path.stem.startswith("_"))


def load(name: str) -> Format | None:
    """The format of a name; None where neither ``kg`` nor an installed package has it.

    Raises KgError for a plug-in that cannot be used.
    """
    if name in built_in():
        module = import_module(f"kg.publish.formats.{name}")
        return _format(name, cast("FormatModule", module))
    added = plugin(FORMATS, name)
    return _of_plugin(added) if added else None


def named(name: str) -> Format:
    """The format of a name. Raises UsageError where there is none, with the nearest; KgError as ``load``."""
    form = load(name)
    if form is None:
        remedy = did_you_mean(
            nearest(name, built_in()), "the formats are listed by: kg export --help"
        )
        raise UsageError(f"there is no format “{name}”", None, remedy)
    return form


def formats() -> list[Format]:
    """All formats that can be used, in the order of their groups, then by name."""
    return survey()[0]


def survey() -> tuple[list[Format], list[KgError]]:
    """All formats that can be used, and why the others of installed packages cannot."""
    names = built_in()
    own = [form for form in map(load, names) if form is not None]
    added, refused = usable(FORMATS, names, _of_plugin)
    return sorted([*own, *added.values()], key=_place), refused


def _place(form: Format) -> tuple[int, str, str]:
    place = GROUPS.index(form.group) if form.group in GROUPS else len(GROUPS)
    return place, form.group if place == len(GROUPS) else "", form.name


def _of_plugin(added: Plugin) -> Format:
    module = added.load()
    if faults := faults_of(module):
        raise added.error(f"cannot be used: {'; '.join(faults)}")
    return _format(added.name, cast("FormatModule", module), added)


def _format(name: str, module: FormatModule, added: Plugin | None = None) -> Format:
    return Format(
        name,
        module.SUMMARY,
        module.SUFFIX,
        module.GROUP,
        getattr(module, "EXTRA", ""),
        getattr(module, "PICTURE", False),
        getattr(module, "ENDING", ""),
        getattr(module, "OPTIONS", ()),
        module,
        added,
    )


def faults_of(module: object) -> list[str]:
    """What a module lacks to be a format, in words; empty where it is one."""
    faults = []
    for name in ("SUMMARY", "SUFFIX", "GROUP"):
        if not (isinstance(value := getattr(module, name, None), str) and value):
            faults.append(f"{name} must be a text")
    for name in ("EXTRA", "ENDING"):
        if not isinstance(getattr(module, name, ""), str):
            faults.append(f"{name} must be a text")
    if not isinstance(getattr(module, "PICTURE", False), bool):
        faults.append("PICTURE must be True or False")
    if not callable(getattr(module, "carries", len)):
        faults.append("carries must be a function")
    options = getattr(module, "OPTIONS", ())
    if not isinstance(options, tuple) or not all(isinstance(each, Option) for each in options):
        return [*faults, "OPTIONS must be a tuple of kg.plugins.Option"]
    return faults + _faults_of_options(options) + _faults_of_write(module, options)


def _faults_of_options(options: Collection[Option]) -> list[str]:
    return [
        f"the option {option.name} must have a name of letters, a help text and a known kind"
        for option in options
        if not option.name.isidentifier() or not option.help or option.kind not in OPTION_TYPES
    ]


def _faults_of_write(module: object, options: Collection[Option]) -> list[str]:
    """Whether ``write`` takes a snapshot, a path, and the options by name."""
    write = getattr(module, "write", None)
    if not callable(write):
        return ["there is no function write(snapshot, path)"]
    named = ", ".join(f"{option.name}=…" for option in options)
    try:
        inspect.signature(write).bind("snapshot", "path", **{o.name: None for o in options})
        inspect.signature(write).bind("snapshot", "path")
    except TypeError as error:
        return [f"write must take (snapshot, path{', ' if named else ''}{named}): {error}"]
    return []
