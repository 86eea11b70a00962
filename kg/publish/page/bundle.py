"""The browser's code as one script: ES modules, joined in the order of their imports.

Users need no build step, and the page's policy names the hash of one script; so the modules are put
one behind the other into one scope, without their ``import`` and ``export``. That is sound because
what could go wrong is refused here or by the type checker in the tests: a name that two modules
declare, a name that is imported under another one or that nobody exports, and imports in a circle.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

_IMPORT = re.compile(r'^import (?:\{ ([\w$]+(?:, [\w$]+)*) \} from )?"(\.[\w./-]+)";\n+', re.M)
_EXPORT = re.compile(r"^export (?=(?:const|let|function|async function|class)\b)", re.M)
_EXPORTED = re.compile(r"^export (.*)", re.M)
_OTHER = re.compile(r"^(?:import|export)\b.*|\bimport\s*\(.*", re.M)
_NAMES = re.compile(r"^(?:(?:async )?function\*?|class|const|let) ([\w$]+|[\[{][^=]*[\]}])", re.M)
# Comments for the type checker and for readers of the files: the page does without.
_COMMENT = re.compile(r"^[ \t]*/\*\*(?:[^*]|\*(?!/))*\*/[ \t]*\n", re.M)


class BundleError(ValueError):
    """Modules that cannot be joined; says which and why."""


def bundle(folder: Path, entries: Iterable[str]) -> str:
    """The text of some modules and of all that they import, each once and behind its imports.

    ``entries`` are paths below ``folder``. Raises BundleError for a circle, a module or a name that
    is not there, a name that is declared twice, and other forms of import or export than
    ``import { a, b } from "./c.js"``, ``import "./c.js"`` and ``export`` before a declaration; OSError for a file that
    cannot be read.
    """
    modules: dict[Path, str] = {}
    for entry in entries:
        _add_module((folder / entry).resolve(), modules, ())
    declared_in: dict[str, Path] = {}
    for path, text in modules.items():
        for name in _declared(_EXPORT.sub("", text)):
            if name in declared_in:
                raise BundleError(f"{path.name} and {declared_in[name].name} both declare {name}")
            declared_in[name] = path
    return "\n".join(_COMMENT.sub("", _EXPORT.sub("", text)) for text in modules.values())


def _add_module(path: Path, modules: dict[Path, str], above: tuple[Path, ...]) -> None:
    """Put a module into ``modules`` (texts by path), without its imports, behind what it imports.

    ``above`` are the modules that led here, from the entry on. Raises as ``bundle`` does.
    """
    if path in above:
        circle = " → ".join(module.name for module in (*above[above.index(path) :], path))
        raise BundleError(f"imports in a circle: {circle}")
    if path in modules:
        return
    if not path.is_file():
        raise BundleError(f"{above[-1].name if above else 'the page'} imports {path}: no such file")
    text = path.read_text("utf-8")
    body = _IMPORT.sub("", text)
    if (other := _OTHER.search(_EXPORT.sub("", body))) is not None:
        raise BundleError(f"{path.name}: this form cannot be joined: {other[0]}")
    for names, address in _IMPORT.findall(text):
        source = (path.parent / address).resolve()
        _add_module(source, modules, (*above, path))
        exported = set(_declared("\n".join(_EXPORTED.findall(modules[source]))))
        if missing := [name for name in names.split(", ") if name and name not in exported]:
            raise BundleError(f"{path.name}: {source.name} does not export {', '.join(missing)}")
    modules[path] = body


def _declared(text: str) -> Iterator[str]:
    """The names that a text declares at the top level; a pattern may bind several."""
    for (target,) in (match.groups() for match in _NAMES.finditer(text)):
        if target[0] in "[{":
            yield from re.findall(r"[\w$]+(?=\s*[,}\]])", target)
        else:
            yield target
