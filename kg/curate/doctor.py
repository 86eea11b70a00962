"""Look at all that ``kg`` works with, mend what is only derived, and say what a person must do.

What is looked at is a function of ``LOOKS``; to look at one thing more, add one there.
"""

from __future__ import annotations

import itertools
import os
import re
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from kg.build.pipeline import build
from kg.curate.checks.kept import FILE, forget_kept, look_at_kept
from kg.errors import KgError
from kg.store import cache
from kg.store.remote import RemoteStore
from kg.text.inputs import query_paths, turtle_paths
from kg.text.layout import find_layout
from kg.text.reading import list_files, read_file
from kg.text.store_settings import store_of_workspace

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from kg.text.layout import Layout

STATES = FINE, MENDED, WRONG = "fine", "mended", "wrong"
_PACKAGE = re.compile(
    r"([A-Za-z0-9._\-]+)(?:\[[^\]]*\])?([^;]*)(?:;.*extra == ['\"]([^'\"]+)['\"])?"
)


@dataclass(frozen=True, slots=True)
class Look:
    """What was looked at, how it is (one of STATES), what was seen, and what to do about it."""

    what: str
    state: str
    seen: str
    remedy: str = ""


def examine(workspace: str | os.PathLike[str] | None = None) -> list[Look]:
    """Look at a folder's files, its cache, leftovers, permissions and the installed packages.

    A damaged cache is built anew and what killed builds left is taken away; nothing else is changed.
    Raises UsageError for a folder that is no workspace.
    """
    layout = find_layout(workspace)
    return [found for look in LOOKS for found in look(layout)]


def _look_at_text(layout: Layout) -> Iterator[Look]:
    """Every file of the ontology, the sources and the texts: can it be read?"""
    problems: list[Look] = []
    paths: list[Path] = []
    for listing in _listings(layout):
        with _noting(problems):
            paths += listing()
    for path in paths:
        with _noting(problems):
            read_file(path, layout.shown(path), root=layout.root_of(path))
    yield from problems
    if not problems:
        yield Look("text", FINE, f"{len(paths)} files can be read")


def _listings(layout: Layout) -> Iterator[Callable[[], list[Path]]]:
    """What lists the files of each sort; each raises KgError for a folder that cannot be read."""
    yield lambda: list(itertools.chain(*turtle_paths(layout)))
    for name in ("queries", "checks", "migrations"):
        for folder in layout.folders(f"ontology/{name}"):
            yield partial(query_paths, folder)
    listed = partial(list_files, shown=layout.shown)
    for folder in layout.folders("ontology/checks/red"):
        yield partial(listed, folder, ".ttl", root=layout.root_of(folder))
    if layout.texts is not None:
        yield partial(listed, layout.texts, ".txt", root=layout.root)


@contextmanager
def _noting(problems: list[Look]) -> Iterator[None]:
    """Note a KgError among the problems, and go on."""
    try:
        yield
    except KgError as error:
        problems.append(Look("text", WRONG, f"{error.where}: {error.what}", error.remedy or ""))


def _look_at_cache(layout: Layout) -> Iterator[Look]:
    """All bytes of the build that answers; a damaged one is built anew."""
    try:
        cache.prepare(layout.cache)
        before, problem = cache.look(layout.cache, thorough=True)
        if problem is not None:
            build(layout, force=True)
    except KgError as error:
        seen = f"{error.where or layout.cache}: {error.what}"
        yield Look("cache", WRONG, seen, error.remedy or "see what is wrong in the text: kg check")
        return
    if problem is not None:
        yield Look("cache", MENDED, f"damaged ({problem}): built anew")
    elif before is None:
        yield Look("cache", FINE, "no build yet: the first command that asks makes it")
    else:
        yield Look("cache", FINE, f"{len(before.files)} files are as they were written")


def _look_at_check(layout: Layout) -> Iterator[Look]:
    """What the last check found, which is kept; where that is damaged it is taken away."""
    kept, problem = look_at_kept(layout.cache)
    if problem is not None:
        try:
            forget_kept(layout.cache)
        except OSError as error:
            remedy = f"take {layout.cache / FILE} away"
            yield Look("check", WRONG, f"damaged ({problem}): {error.strerror}", remedy)
            return
        yield Look("check", MENDED, f"damaged ({problem}): taken away, the next check reads all")
    elif kept is None:
        yield Look("check", FINE, "nothing is kept of a check: the next one reads all")
    else:
        seen = f"{len(kept.findings)} findings in {len(kept.texts)} files are kept of the last one"
        yield Look("check", FINE, seen)


def _look_at_server(layout: Layout) -> Iterator[Look]:
    """The SPARQL server that kg.toml names: does it answer, and what is loaded?"""
    try:
        addresses = store_of_workspace(layout.root)
        if addresses is None:
            yield Look("store", FINE, "kg.toml names no server")
            return
        store = RemoteStore(addresses)
        loaded = len(store.loaded())
    except (KgError, SyntaxError) as error:
        where, what = getattr(error, "where", None), getattr(error, "what", str(error))
        remedy = getattr(error, "remedy", None) or "look at the addresses in [store] of kg.toml"
        yield Look("store", WRONG, f"{where}: {what}" if where else what, remedy)
        return
    if not store.version:
        remedy = "run: kg store load kg.toml"
        yield Look("store", FINE, f"{store.client.shown} answers, and nothing is loaded", remedy)
    else:
        yield Look("store", FINE, f"{store.client.shown} answers, with {loaded} graphs")


def _look_at_leftovers(layout: Layout) -> Iterator[Look]:
    """What killed commands left behind."""
    try:
        left = cache.clear_leftovers(layout.cache)
    except KgError as error:
        yield Look("leftovers", WRONG, error.what, error.remedy or "")
        return
    if left:
        yield Look("leftovers", MENDED, f"{left} of killed commands taken away")
    else:
        yield Look("leftovers", FINE, "none")


def _look_at_permissions(layout: Layout) -> Iterator[Look]:
    """Who may write into the cache, and whether this person may write into the workspace."""
    folder = layout.cache.parent
    if folder.is_dir() and folder.stat().st_mode & 0o022:
        remedy = f"run: chmod go-w {folder}"
        yield Look("permissions", WRONG, f"others can write into the cache {folder}", remedy)
    elif not os.access(layout.seeds, os.W_OK):
        yield Look("permissions", FINE, "you can read the text, and not write it")
    else:
        yield Look("permissions", FINE, "you can write the text, and nobody else the cache")


def _look_at_packages(_layout: Layout) -> Iterator[Look]:
    """The packages that each extra needs, with their versions."""
    from importlib import metadata

    try:
        needed = metadata.requires("entente-kg") or []
    except metadata.PackageNotFoundError:
        yield Look("packages", WRONG, "entente-kg is not installed", "run: pip install entente-kg")
        return
    by_extra: dict[str, list[tuple[str, str]]] = {}
    for requirement in needed:
        if match := _PACKAGE.match(requirement):
            by_extra.setdefault(match[3] or "", []).append((match[1], match[2].strip()))
    for extra, packages in by_extra.items():
        if extra not in ("all", "test"):
            yield _extra(extra, [package for package in packages if package[0] != "entente-kg"])


def _extra(extra: str, packages: list[tuple[str, str]]) -> Look:
    """Whether the packages of an extra (“”: those that are always needed) are there, and fit."""
    from importlib import metadata

    what = f"packages [{extra}]" if extra else "packages"
    seen, absent, unfit = [], [], []
    for name, versions in packages:
        try:
            version = metadata.version(name)
        except metadata.PackageNotFoundError:
            absent.append(name)
            continue
        seen.append(f"{name} {version}")
        if not _fits(version, versions):
            unfit.append(f"{name} {version} (needed: {versions})")
    remedy = f'run: pip install --upgrade "entente-kg[{extra}]"'.replace("[]", "")
    if unfit or (absent and not extra):
        return Look(
            what, WRONG, ", ".join([*unfit, *(f"{name} is missing" for name in absent)]), remedy
        )
    if absent:
        return Look(what, FINE, f"not installed: {', '.join(absent)}", f"if you need it, {remedy}")
    return Look(what, FINE, ", ".join(seen))


def _fits(version: str, needed: str) -> bool:
    """Whether a version is one of those needed, as far as numbers tell: ``>=7.6,<8``."""
    numbers = _numbers(version)
    for rule in filter(None, needed.split(",")):
        match = re.fullmatch(r"\s*(>=|<=|==|<|>|!=|~=)\s*([0-9.]+)\s*", rule)
        if match is None:
            continue
        bound = _numbers(match[2])
        holds = {
            ">=": numbers >= bound,
            "<=": numbers <= bound,
            "==": numbers == bound,
            "!=": numbers != bound,
            "<": numbers < bound,
            ">": numbers > bound,
            "~=": numbers >= bound and numbers[: len(bound) - 1] == bound[:-1],
        }
        if not holds[match[1]]:
            return False
    return True


def _numbers(version: str) -> tuple[int, ...]:
    """The numbers that a version begins with, without zeros at the end: 7.6.0 is 7.6."""
    match = re.match(r"\d+(?:\.\d+)*", version)
    numbers = [int(part) for part in match[0].split(".")] if match else []
    while numbers and not numbers[-1]:
        numbers.pop()
    return tuple(numbers)


#: What ``kg doctor`` looks at, in this order: each gives what it has seen of a layout.
LOOKS: tuple[Callable[[Layout], Iterator[Look]], ...] = (
    _look_at_text,
    _look_at_leftovers,  # before the cache: a build takes them away, and says nothing
    _look_at_cache,
    _look_at_check,
    _look_at_server,
    _look_at_permissions,
    _look_at_packages,
)
