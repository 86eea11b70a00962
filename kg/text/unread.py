"""The files of a workspace's ``seeds/`` and ``ontology/`` that no command reads, and what to do about each.

They are found by where they lie and by the ending of their names; one that is not found is left out.
"""

from __future__ import annotations

import re
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from kg.errors import Finding, KgError
from kg.text.inputs import query_paths, terms_paths
from kg.text.reading import list_files, list_names

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from kg.text.layout import Layout

CHECK = ("unread-file", "review")
#: What nobody expects to be read: notes, editors' copies, what systems leave behind.
_NOTES = re.compile(
    r"\..*|.*~|#.*#|.*\.(?:md|bak|orig|rej|swp|swo|tmp|old)|LICEN[CS]E.*|Thumbs\.db|desktop\.ini",
    re.IGNORECASE,
)
_TURTLE = re.compile(r"\.(?:ttl|turtle)(?:\.txt)?", re.IGNORECASE)
_RDF = re.compile(
    r"\.(?:rdfs?|owl|xml|nt|nq|n3|trig|trix|jsonld|json|ttl)(?:\.(?:gz|bz2|xz|zip))?", re.IGNORECASE
)
_SHEET = re.compile(r"\.(?:csv|tsv|xlsx|xlsm|xls|ods)", re.IGNORECASE)
_QUERY = re.compile(r"\.(?:rq|sparql)(?:\.txt)?", re.IGNORECASE)
_FOR_TURTLE = "ontology/terms/ (terms and their shapes), ontology/vocab/ or ontology/alignments/"
_FOR_QUERIES = "ontology/queries/ (a question) or ontology/checks/ (a rule)"


def unread_findings(layout: Layout) -> list[Finding]:
    """A finding for each file of one's own folders that is not read, in the order of their names.

    Raises KgError for a folder of sources, terms or rules that cannot be read.
    """
    return [
        Finding(*CHECK, layout.shown(path), 0, "", *_words(layout, path, problem))
        for folder, is_read in (
            (layout.ontology, _read_of_ontology(layout).__contains__),
            (layout.seeds, partial(_is_source, f"{layout.seeds}/")),
        )
        for path, problem in _others(layout, folder, is_read)
    ]


def _read_of_ontology(layout: Layout) -> set[str]:
    """The paths of the terms, shapes, questions and rules that are read."""
    parts = ("queries", "checks", "migrations")
    paths = [
        *terms_paths(layout, layout.ontology),
        *query_paths(*(layout.ontology / name for name in parts)),
        *list_files(
            layout.ontology / "checks" / "red", ".ttl", root=layout.root, shown=layout.shown
        ),
    ]
    return set(map(str, paths))


def _is_source(seeds: str, path: str) -> bool:
    """Whether a file below ``seeds`` is a source: nothing is sought in what has the name of a source itself."""
    return path.endswith(".ttl") and ".ttl/" not in path.removeprefix(seeds)


def _others(
    layout: Layout, folder: Path, is_read: Callable[[str], bool]
) -> Iterator[tuple[Path, str]]:
    """The files of a folder that are not read, and what is wrong; a folder that cannot be looked into."""
    try:
        names = list_names(folder, "", root=layout.root, shown=layout.shown, deep=True)
    except KgError as error:
        yield folder, f"not all of this folder is looked into: {error.where}: {error.what}"
        return
    for name in names:
        if not is_read(name):
            path = Path(name)
            if not any(map(_NOTES.fullmatch, path.relative_to(folder).parts)):
                yield path, "this file is not read"


def _words(layout: Layout, path: Path, problem: str) -> tuple[str, str]:
    """The problem, and what to do about it."""
    ending = "".join(path.suffixes[-2:]) if _last_is_a_wrap(path) else path.suffix
    if path.is_relative_to(layout.seeds):
        return problem, _for_a_source(path, ending)
    return problem, _for_the_ontology(layout, path, ending)


def _last_is_a_wrap(path: Path) -> bool:
    return path.suffix.lower() in (".txt", ".gz", ".bz2", ".xz", ".zip") and len(path.suffixes) > 1


def _for_a_source(path: Path, ending: str) -> str:
    name = path.name.removesuffix(ending)
    if _TURTLE.fullmatch(ending):
        return f"rename it: {name}.ttl"
    if _RDF.fullmatch(ending):
        return f"a source is a file of Turtle: write it as {name}.ttl, or move it out of seeds/"
    if _SHEET.fullmatch(ending):
        return f"kg add {path.name} makes a source of a sheet; then move it out of seeds/"
    if ending.lower() in (".txt", ".html", ".pdf"):
        return "the text of a source belongs into texts/; move it there, or out of seeds/"
    return "a source is a file of Turtle that ends in .ttl: rename it, or move it out of seeds/"


def _for_the_ontology(layout: Layout, path: Path, ending: str) -> str:
    name = path.name.removesuffix(ending)
    folder = layout.shown(path.parent)
    if ending == ".ttl":
        return f"move it to {_FOR_TURTLE}"
    if ending == ".rq":
        return f"move it to {_FOR_QUERIES}"
    if _TURTLE.fullmatch(ending):
        return f"rename it to {name}.ttl, in {_FOR_TURTLE}"
    if _QUERY.fullmatch(ending):
        return f"rename it to {name}.rq, in {_FOR_QUERIES}"
    if _RDF.fullmatch(ending):
        return f"write it as Turtle, {name}.ttl, in {_FOR_TURTLE}"
    return f"terms and shapes end in .ttl, questions and rules in .rq: rename it, or move it out of {folder}/"
