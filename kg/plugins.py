"""What other installed packages add to ``kg``, found by their entry points.

A package names what it adds in its ``pyproject.toml``::

    [project.entry-points."entente.formats"]
    parquet = "entente_parquet.format"       # a module, see kg.publish.formats._registry

    [project.entry-points."entente.commands"]
    timeline = "entente_parquet.cli:command"  # a click.Command

    [project.entry-points."entente.importers"]
    acled = "entente_parquet.acled"           # a module, see kg.curate.importers._registry

What ``kg`` brings itself is found by its files and always comes first: a package cannot replace it.
Entry points are read only for a name that no file answers, and for lists, because reading them costs
as much as a whole query. Stores of other packages are only listed so far: a store is given to
``kg.open(store=…)`` as an object. A workspace holds data and runs no code.
"""

from __future__ import annotations

from contextlib import contextmanager
from dataclasses import dataclass
from importlib import import_module
from os import PathLike
from pathlib import Path
from typing import TYPE_CHECKING, Literal, TypeVar

from kg.errors import KgError, UsageError

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterator

FORMATS = "entente.formats"
COMMANDS = "entente.commands"
IMPORTERS = "entente.importers"
STORES = "entente.stores"
#: What one entry point of each group adds, in a word.
KINDS = {FORMATS: "format", COMMANDS: "command", IMPORTERS: "importer", STORES: "store"}

#: What an option can hold: ``text`` a str, ``number`` an int, ``flag`` a bool, ``folder`` and ``file`` a Path.
OptionKind = Literal["text", "number", "flag", "folder", "file"]
OptionValue = str | int | bool | Path
OPTION_TYPES: dict[OptionKind, type[OptionValue]] = {
    "text": str,
    "number": int,
    "flag": bool,
    "folder": Path,
    "file": Path,
}

Usable = TypeVar("Usable")


@dataclass(frozen=True, slots=True)
class Option:
    """An option of a format: ``--name`` on the command line, a keyword of its ``write``.

    ``name`` is that of the keyword (``min_size`` is ``--min-size``), ``help`` says in a line what it
    does, ``needs`` what a person should give where a value cannot serve ("a folder with .txt files").
    Where it is not given, ``write`` is called without it: its default stands there alone.
    """

    name: str
    help: str
    kind: OptionKind = "text"
    needs: str = ""

    @property
    def flag(self) -> str:
        """As it is typed: ``--min-size``."""
        return f"--{self.name.replace('_', '-')}"

    def read(self, value: object) -> OptionValue:
        """The value as ``write`` takes it; a folder or a file may be given as a text or a path.

        Raises UsageError for a value of another type, and for a folder that is not there.
        """
        remedy = f"give {self.flag} {self.needs or f'a {self.kind}'}"
        if self.kind == "folder" and isinstance(value, str | PathLike):
            folder = Path(value)
            if not folder.is_dir():
                raise UsageError("there is no such folder", str(value), remedy)
            return folder
        if self.kind == "file" and isinstance(value, str | PathLike):
            return Path(value)  # who reads it says whether it is there
        if type(value) is not OPTION_TYPES[self.kind]:
            raise UsageError(f"this is no {self.kind}", f"{self.flag} {value}", remedy)
        return value


@dataclass(frozen=True, slots=True)
class Plugin:
    """One entry point: its group, the name that a person types, its package, and its code.

    ``package`` is the name of the distribution (``pip uninstall PACKAGE`` removes it), ``target``
    is ``module`` or ``module:object``.
    """

    group: str
    name: str
    package: str
    target: str

    @property
    def kind(self) -> str:
        """``format``, ``command``, ``importer`` or ``store``."""
        return KINDS[self.group]

    def load(self) -> object:
        """The module or object of the entry point. Raises KgError where it cannot be imported."""
        with self.blamed("cannot be loaded"):
            module, _, names = self.target.partition(":")
            loaded: object = import_module(module.strip())
            for name in names.split("[")[0].strip().split(".") if names else ():
                loaded = getattr(loaded, name)
        return loaded

    @contextmanager
    def blamed(self, what_failed: str) -> Iterator[None]:
        """While code of the package runs: what it raises becomes a KgError that names the package.

        A KgError and an OSError stay as they are: they speak for themselves.
        """
        try:
            yield
        except BaseException as error:  # the code of others may raise anything, SystemExit too
            if isinstance(error, KgError | OSError | KeyboardInterrupt):
                raise
            reason = f"{type(error).__name__}: {error}".removesuffix(": ")
            raise self.error(f"{what_failed}: {reason}") from error

    def error(self, fault: str) -> KgError:
        """An error for a package that adds something which cannot be used; ``fault`` says why."""
        return KgError(
            f"the {self.kind} “{self.name}” of the package {self.package} {fault}",
            f"entry point {self.name} = {self.target} ({self.group})",
            f"update the package, tell its authors (KG_TRACEBACK=1 shows where), or: pip uninstall {self.package}",
        )


def plugins(group: str) -> list[Plugin]:
    """The entry points of a group in all installed packages, by name and package; none is loaded."""
    from importlib import metadata

    return sorted(
        (
            Plugin(group, entry.name, entry.dist.name if entry.dist else "?", entry.value)
            for entry in metadata.entry_points(group=group)
        ),
        key=lambda plugin: (plugin.name, plugin.package),
    )


def plugin(group: str, name: str) -> Plugin | None:
    """The entry point of a name; None where no package has one. Raises KgError where several have.

    To be called for a name that no file of ``kg`` answers.
    """
    named = [each for each in plugins(group) if each.name == name]
    if len(named) > 1:
        raise _ambiguous(named)
    return named[0] if named else None


def usable(
    group: str, built_in: Collection[str], load: Callable[[Plugin], Usable]
) -> tuple[dict[Plugin, Usable], list[KgError]]:
    """For a list: what packages add, each as ``load`` gives it; and for each of the others, why not.

    ``built_in`` are the names that ``kg`` answers itself. ``load`` raises KgError where a package's
    code cannot serve.
    """
    by_name: dict[str, list[Plugin]] = {}
    for each in plugins(group):
        by_name.setdefault(each.name, []).append(each)
    loaded: dict[Plugin, Usable] = {}
    refused: list[KgError] = []
    for name, named in by_name.items():
        if name in built_in:
            reason = f"is not used, because kg has a {KINDS[group]} of this name"
            refused += [each.error(reason) for each in named]
        elif len(named) > 1:
            refused.append(_ambiguous(named))
        else:
            try:
                loaded[named[0]] = load(named[0])
            except KgError as error:
                refused.append(error)
    return loaded, refused


def importers() -> list[Plugin]:
    """The importers that installed packages name; ``kg import`` finds them by their names."""
    return plugins(IMPORTERS)


def stores() -> list[Plugin]:
    """The stores that installed packages name. Nothing uses them yet."""
    return plugins(STORES)


def _ambiguous(named: list[Plugin]) -> KgError:
    packages = " and ".join(each.package for each in named)
    return KgError(
        f"several packages add a {named[0].kind} “{named[0].name}”: {packages}",
        None,
        "uninstall all but one of them (pip uninstall)",
    )
