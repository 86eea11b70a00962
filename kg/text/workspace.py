"""A workspace: a folder of a user's own terms and sources, layered on the core; its ``kg.toml``."""

from __future__ import annotations

import re
from dataclasses import dataclass, fields
from typing import TYPE_CHECKING

from kg.errors import KgError, UsageError, did_you_mean, nearest, os_error
from kg.iris import PREFIXES

if TYPE_CHECKING:
    from pathlib import Path

#: The file that makes a folder a workspace.
MARK = "kg.toml"
_VERSION = re.compile(r"(0|[1-9]\d*)\.(0|[1-9]\d*)(?:\.(0|[1-9]\d*))?")
_PREFIX = re.compile(r"[a-z][a-z0-9\-]*")
_NAMESPACE = re.compile(r"https?://[^\s<>\"{}|\\^`/#]+/[^\s<>\"{}|\\^`]*[/#]|https?://[^\s/#]+/")
_STATED = re.compile(r'owl:versionInfo\s+"([^"]*)"')


@dataclass(frozen=True, slots=True)
class Workspace:
    """What ``kg.toml`` says; ``core`` is the version of the core that it was made for."""

    name: str
    prefix: str
    namespace: str
    core: str


_KEYS = tuple(field.name for field in fields(Workspace))


def read_workspace(path: Path, core: Path) -> Workspace:
    """Read a ``kg.toml`` and compare its version with that of the core's folder.

    Raises UsageError for what it says wrongly or for a core that does not fit, KgError for a file
    that cannot be read.
    """
    said = _parsed(path)
    for key in said:
        if key not in _KEYS:
            raise _wrong(path, f"there is no setting {key}", _nearest(key))
    for key in _KEYS:
        value = said.get(key)
        if not isinstance(value, str) or not value.strip() or not value.isprintable():
            raise _wrong(path, f"it does not say its {key} in a line", f'add a line: {key} = "…"')
    workspace = Workspace(**{key: str(said[key]) for key in _KEYS})
    if problem := wrong_namespace(workspace.prefix, workspace.namespace):
        raise _wrong(path, *problem)
    if problem := unfit_core(workspace.core, core_version(core)):
        raise _wrong(path, *problem)
    return workspace


def _parsed(path: Path) -> dict[str, object]:
    import tomllib  # only where there is a workspace

    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise os_error(error, path, "read this workspace") from None
    except UnicodeDecodeError as error:
        raise _wrong(path, f"byte {error.start} is not UTF-8", "save the file as UTF-8") from None
    except (tomllib.TOMLDecodeError, RecursionError) as error:
        raise _wrong(
            path, f"this is not TOML: {error}", 'write lines such as: name = "…"'
        ) from None


def wrong_namespace(prefix: str, namespace: str) -> tuple[str, str] | None:
    """Why a prefix and namespace cannot be a workspace's own, and what to do; None: they can."""
    if not _PREFIX.fullmatch(prefix):
        return f"“{prefix}” cannot be a prefix", "use small letters a to z, digits and hyphens"
    if not _NAMESPACE.fullmatch(namespace):
        return (
            f"“{namespace}” cannot be a namespace",
            "write an address that ends in / or #, such as https://example.org/my/ns/",
        )
    for known, space in PREFIXES.items():
        same = (known == prefix, space == namespace)
        if same == (True, True):
            continue  # this workspace, read before
        if known == prefix:
            return f"the prefix {prefix}: stands for <{space}> already", "choose another prefix"
        if namespace.startswith(space) or space.startswith(namespace):
            return f"<{namespace}> overlaps with {known}: <{space}>", "choose another namespace"
    return None


def core_version(core: Path) -> str:
    """The version that the ontology in a core's folder states. Raises KgError."""
    path = core / "ontology" / "kg.ttl"
    try:
        stated = _STATED.search(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise os_error(error, path, "read the version of the core") from None
    if stated is None:
        raise KgError("the core does not state its version", str(path), "install the core again")
    return stated[1]


def unfit_core(needed: str, present: str) -> tuple[str, str] | None:
    """Why a core of one version does not serve a workspace made for another, and what to do.

    A newer one of the same major version serves: it has all that the older one had. None: it serves.
    """
    wanted, found = _numbers(needed), _numbers(present)
    if wanted is None:
        return f"“{needed}” is no version of the core", f'write core = "{present}"'
    if found is None or wanted[0] > found[0] or (wanted[0] == found[0] and wanted > found):
        return (
            f"it needs core {needed}, and {present} is installed",
            "install the newer one: pip install --upgrade entente-kg",
        )
    if wanted[0] < found[0]:
        return (
            f"it was made for core {needed}, and {present} redefines or removes terms",
            f'read the CHANGELOG, adapt the workspace, then write core = "{present}";'
            f' or: pip install "entente-kg<{wanted[0] + 1}"',
        )
    return None


def _numbers(version: str) -> tuple[int, int, int] | None:
    match = _VERSION.fullmatch(version)
    return (int(match[1]), int(match[2]), int(match[3] or 0)) if match else None


def _nearest(key: str) -> str:
    return did_you_mean(nearest(key, _KEYS), f"the settings are: {', '.join(_KEYS)}")


def _wrong(path: Path, problem: str, remedy: str) -> UsageError:
    return UsageError(problem, str(path), remedy)
