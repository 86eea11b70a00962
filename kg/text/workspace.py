"""Read ``kg.toml``, the settings of a workspace: a user's own terms and sources on top of the core."""

from __future__ import annotations

import re
from dataclasses import dataclass, fields
from typing import TYPE_CHECKING

from kg.errors import KgError, UsageError, did_you_mean, nearest
from kg.iris import CORE
from kg.text.reading import read_file, read_text

if TYPE_CHECKING:
    from pathlib import Path

#: The file that makes a folder a workspace.
MARK = "kg.toml"
_PART = r"(0|[1-9][0-9]{0,8})"
_VERSION = re.compile(rf"{_PART}\.{_PART}(?:\.{_PART})?")
_PREFIX = re.compile(r"[a-z][a-z0-9\-]*")
_NAMESPACE = re.compile(r"https?://[^\s<>\"{}|\\^`/#]+/[^\s<>\"{}|\\^`]*[/#]|https?://[^\s/#]+/")
_VERSION_INFO = re.compile(r'owl:versionInfo\s+"([^"]*)"')


@dataclass(frozen=True, slots=True)
class Workspace:
    """The settings in ``kg.toml``; ``core`` is the version of the core that it was made for."""

    name: str
    prefix: str
    namespace: str
    core: str


_KEYS = tuple(field.name for field in fields(Workspace))


def read_workspace(path: Path, core: Path) -> Workspace:
    """The settings in a ``kg.toml``, compared with the core in the folder ``core``.

    Raises UsageError for a wrong setting or a core of another version than the workspace needs,
    KgError for a file that cannot be read.
    """
    settings = _settings_of(path)
    settings.pop("store", None)  # kg.text.store_settings, where a store is asked for
    for key in settings:
        if key not in _KEYS:
            raise _setting_error(path, f"there is no setting {key}", _key_remedy(key))
    for key in _KEYS:
        value = settings.get(key)
        if not isinstance(value, str) or not value.strip() or not value.isprintable():
            raise _setting_error(
                path, f"it does not say its {key} in a line", f'add a line: {key} = "…"'
            )
    workspace = Workspace(**{key: str(settings[key]) for key in _KEYS})
    if problem := namespace_problem(workspace.prefix, workspace.namespace):
        raise _setting_error(path, *problem)
    if problem := unfit_core(workspace.core, core_version(core)):
        raise _setting_error(path, *problem)
    return workspace


def _settings_of(path: Path) -> dict[str, object]:
    import tomllib  # only where there is a workspace

    try:
        data = read_file(path, str(path), "this workspace", root=path.parent)
        return tomllib.loads(data.decode("utf-8"))
    except UnicodeDecodeError as error:
        raise _setting_error(
            path, f"byte {error.start} is not UTF-8", "save the file as UTF-8"
        ) from None
    except (ValueError, RecursionError) as error:  # also for a number of too many digits
        raise _setting_error(
            path, f"this is not TOML: {error}", 'write lines such as: name = "…"'
        ) from None


def namespace_problem(prefix: str, namespace: str) -> tuple[str, str] | None:
    """The problem and remedy of a prefix and namespace that a workspace cannot have, or None."""
    if not _PREFIX.fullmatch(prefix):
        return f"“{prefix}” cannot be a prefix", "use small letters a to z, digits and hyphens"
    if not _NAMESPACE.fullmatch(namespace):
        return (
            f"“{namespace}” cannot be a namespace",
            "write an address that ends in / or #, such as https://example.org/my/ns/",
        )
    for known_prefix, known_namespace in CORE.items():
        if known_prefix == prefix:
            return (
                f"the prefix {prefix}: stands for <{known_namespace}> already",
                "choose another prefix",
            )
        if namespace.startswith(known_namespace) or known_namespace.startswith(namespace):
            return (
                f"<{namespace}> overlaps with {known_prefix}: <{known_namespace}>",
                "choose another namespace",
            )
    return None


def core_version(core: Path) -> str:
    """The version that the ontology in a core's folder states. Raises KgError."""
    path = core / "ontology" / "kg.ttl"
    text = read_text(path, str(path), "the version of the core", root=core)
    stated = _VERSION_INFO.search(text)
    if stated is None:
        raise KgError("the core does not state its version", str(path), "install the core again")
    return stated[1]


def unfit_core(needed: str, present: str) -> tuple[str, str] | None:
    """The problem and remedy where a core does not fit a workspace; None where it does.

    ``needed`` is the version that the workspace was made for, ``present`` that of the core. A newer
    version with the same major number fits: it has all terms of the older one.
    """
    made_for, installed = _version_numbers(needed), _version_numbers(present)
    if made_for is None:
        return f"“{needed}” is no version of the core", f'write core = "{present}"'
    if (
        installed is None
        or made_for[0] > installed[0]
        or (made_for[0] == installed[0] and made_for > installed)
    ):
        return (
            f"it needs core {needed}, and {present} is installed",
            "install the newer one: pip install --upgrade entente-kg",
        )
    if made_for[0] < installed[0]:
        return (
            f"it was made for core {needed}, and {present} redefines or removes terms",
            f'read the CHANGELOG, adapt the workspace, then write core = "{present}";'
            f' or: pip install "entente-kg<{made_for[0] + 1}"',
        )
    return None


def _version_numbers(version: str) -> tuple[int, int, int] | None:
    match = _VERSION.fullmatch(version)
    return (int(match[1]), int(match[2]), int(match[3] or 0)) if match else None


def _key_remedy(key: str) -> str:
    return did_you_mean(nearest(key, _KEYS), f"the settings are: {', '.join(_KEYS)}")


def _setting_error(path: Path, problem: str, remedy: str) -> UsageError:
    return UsageError(problem, str(path), remedy)
