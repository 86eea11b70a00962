"""Make a new workspace: ``kg.toml``, and folders for its own terms, sources and texts."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING

import pyoxigraph as ox

from kg.curate.new.slugs import slug
from kg.errors import UsageError, os_error
from kg.iris import DCTERMS, KG, KGD, OWL, RDF, RDFS, XSD
from kg.text.atomic import clear_dead, write_new
from kg.text.layout import data_root, refuse_installed_core
from kg.text.reading import read_file, real_path
from kg.text.turtle.blocks import Line, english, new_turtle
from kg.text.turtle.document import source_iri
from kg.text.workspace import MARK, Workspace, core_version, namespace_problem

if TYPE_CHECKING:
    from datetime import date
    from pathlib import Path

_TOML = """\
# This folder is a workspace of Entente: what stands in its ontology/ and seeds/ is layered on the
# installed core. Commands find it from here and from the folders below.

name = {name}
# The version of the core that it was made for; a newer one of the same major version serves too.
core = {core}
# Its own terms. Before you publish them, choose an address that you hold.
prefix = {prefix}
namespace = {namespace}
"""
_README = """\
# {name}

A workspace of [Entente](https://w3id.org/entente/ns/): sources and terms of its own, layered on the installed core.

| folder | holds |
|---|---|
| `seeds/` | one source a file: `kg new source`, `kg new entity` |
| `ontology/` | its terms, questions and rules: `kg new class`, `kg new property`, `kg new question`, `kg new check` |
| `texts/` | your copies of the texts, as NAME-OF-THE-SOURCE.txt; git leaves them out, for they are other people's |

`kg check` says what is wrong and what to do; every command works in this folder and below it.
"""
_LEFT = "# What a command that was killed may leave; the next one takes it away.\n.kg-writing/\n.*.part\n"
_TEXTS = "# Texts are other people's: they stay out of git.\n*\n!.gitignore\n"


def plan_workspace(
    folder: Path, name: str | None, prefix: str | None, namespace: str | None
) -> Workspace:
    """The settings of a new workspace; those that are None follow from the name of the folder.

    Raises UsageError for a name, prefix or namespace that cannot be used.
    """
    workspace_name = name or real_path(folder).name
    if not workspace_name.strip() or not workspace_name.isprintable():
        raise UsageError(
            "this name does not show on a line", repr(workspace_name), "give another --name"
        )
    short_prefix = prefix or re.sub(r"^[^a-z]+", "", slug(workspace_name))[:20].rstrip("-") or "own"
    namespace_iri = namespace or f"https://example.org/{short_prefix}/ns/"
    if problem := namespace_problem(short_prefix, namespace_iri):
        raise UsageError(problem[0], "--prefix and --namespace", problem[1])
    return Workspace(workspace_name, short_prefix, namespace_iri, core_version(data_root()))


def new_workspace(folder: Path, workspace: Workspace, today: date) -> list[Path]:
    """Make a workspace in a new or empty folder, and give its files.

    ``kg.toml`` comes last: a folder in which this was interrupted is no workspace yet, and the same
    call completes it. Raises UsageError for a folder that holds something else or is of the core of
    an installation, KgError for files.
    """
    refuse_installed_core(folder)
    files = {folder / name: text for name, text in _files(workspace, today).items()}
    _refuse_foreign(folder, files)
    paths = []
    try:
        for part in ("ontology/terms", "ontology/queries", "ontology/checks", "seeds", "texts"):
            (folder / part).mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise os_error(error, folder, "make this folder") from None
    for path, text in files.items():
        clear_dead(path)
        if not path.exists():
            write_new(path, text, str(path))
        paths.append(path)
    return paths


def _files(workspace: Workspace, today: date) -> dict[str, str]:
    """The text of each file by its path."""
    words = {key: json.dumps(getattr(workspace, key), ensure_ascii=False) for key in _KEYS}
    return {
        f"ontology/{workspace.prefix}.ttl": _header(workspace),
        f"seeds/reference-{workspace.prefix}.ttl": _reference(workspace, today),
        "texts/.gitignore": _TEXTS,
        ".gitignore": _LEFT,
        "README.md": _README.format(name=workspace.name),
        MARK: _TOML.format(**words),
    }


_KEYS = ("name", "core", "prefix", "namespace")


def _header(workspace: Workspace) -> str:
    lines: list[Line] = [
        (RDF + "type", ox.NamedNode(OWL + "Ontology")),
        (RDFS + "label", english(f"{workspace.name} ontology")),
        (DCTERMS + "title", english(f"{workspace.name}: terms beside those of Entente")),
        (OWL + "imports", ox.NamedNode(KG)),
        (OWL + "versionInfo", ox.Literal("0.1.0")),
    ]
    return new_turtle({workspace.namespace: lines})


def _refuse_foreign(folder: Path, files: dict[Path, str]) -> None:
    """Raises UsageError for a folder that holds other files than those about to be written.

    Hidden files (git's) may be there, and the files of an earlier call that was interrupted.
    """
    if (folder / MARK).exists():
        raise UsageError("this is a workspace already", str(folder), "add to it: kg new source")
    try:
        visible_paths = [path for path in sorted(folder.rglob("*")) if not _is_hidden(path, folder)]
        for path in visible_paths if folder.exists() else ():
            if path.is_file() and (
                path not in files
                or _undated(read_file(path, str(path), root=folder).decode())
                != _undated(files[path])
            ):
                raise UsageError(
                    f"this folder holds {path.relative_to(folder)}",
                    str(folder),
                    "give a new or empty folder; files can be copied into it afterwards",
                )
        if folder.exists() and not folder.is_dir():
            raise UsageError("this is a file", str(folder), "give the name of a new folder")
    except UnicodeDecodeError:
        raise UsageError(
            "this folder holds other files", str(folder), "give a new or empty folder"
        ) from None
    except OSError as error:
        raise os_error(error, folder, "look into this folder") from None


def _undated(text: str) -> str:
    """A text without dates, so that what was begun yesterday can be completed today."""
    return re.sub(r'"\d{4}-\d\d-\d\d"', "", text)


def _reference(workspace: Workspace, today: date) -> str:
    """The Turtle of the reference source of a workspace, with the entity of its editors."""
    stem, editors = f"reference-{workspace.prefix}", f"{KGD}organisation-{workspace.prefix}-editors"
    day = ox.Literal(today.isoformat(), datatype=ox.NamedNode(XSD + "date"))
    blocks: dict[str, list[Line]] = {
        source_iri(stem): [
            (RDF + "type", ox.NamedNode(KG + "ReferenceWork")),
            (DCTERMS + "title", english(f"Reference: {workspace.name}")),
            (DCTERMS + "language", ox.Literal("en")),
            (KG + "recordedAt", day),
            (KG + "curator", ox.NamedNode(editors)),
            (KG + "reviewStatus", ox.NamedNode(KG + "draft")),
        ],
        editors: [
            (RDF + "type", ox.NamedNode(KG + "Organisation")),
            (RDFS + "label", english(f"{workspace.name} editors")),
            (RDFS + "comment", english("Those who keep this workspace.")),
        ],
    }
    return new_turtle(blocks)


def _is_hidden(path: Path, folder: Path) -> bool:
    return any(part.startswith(".") for part in path.relative_to(folder).parts)
