"""Write the file of a new source: what is known of a document, and the hash of its text."""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

import pyoxigraph as ox

from kg.claims.edtf import date_parts
from kg.claims.literals import date_problem
from kg.curate.checks.gaps import MARK
from kg.curate.new.addresses import require_address
from kg.curate.new.slugs import slug
from kg.errors import UsageError
from kg.iris import DCTERMS, EDTF, KG, RDF, RDFS, XSD
from kg.text.inputs import turtle_paths
from kg.text.reading import read_if_there, read_named
from kg.text.turtle.blocks import Line, english, new_turtle
from kg.text.turtle.document import source_iri
from kg.text.writing import Change, write_all

if TYPE_CHECKING:
    from datetime import date
    from pathlib import Path

    from kg.curate.new.target import Target

_LANGUAGE = re.compile(r"[a-z]{2,3}(-[A-Za-z0-9]{2,8})*")
_COMMONS = re.compile(r"cc[ \-](by(?:-(?:nc|nd|sa)){0,2})[ \-](\d\.\d)", re.IGNORECASE)
_TITLE_WORDS = 4


@dataclass(frozen=True, slots=True)
class NewSource:
    """What is known of a document; empty where nothing is. ``kind`` and ``curator`` are IRIs.

    ``issued`` is EDTF, ``reliability`` a letter A to F, ``text`` a file or what is in it, ``name`` the id of the source.
    """

    title: str
    kind: str
    curator: str
    recorded: date
    authors: tuple[str, ...] = ()
    publisher: str = ""
    issued: str = ""
    address: str = ""
    language: str = ""
    licence: str = ""
    reliability: str = ""
    text: Path | bytes | None = None
    name: str = ""


def new_source(target: Target, source: NewSource) -> list[Path]:
    """Write the file of a source, and in a workspace a copy of its text; give the files.

    Raises as ``planned_source``, and KgError for files that cannot be written.
    """
    changes = planned_source(target, source)
    write_all(changes)
    return [change.path for change in changes]


def planned_source(target: Target, source: NewSource) -> list[Change]:
    """The change that makes the file of a source, then in a workspace that which keeps its text.

    Raises UsageError for a value that a source cannot have or an id that is taken, KgError for a text
    that cannot be read.
    """
    licence = _checked(source)
    stem = _stem(target, source)
    layout = target.layout
    source_file = layout.seeds / f"{stem}.ttl"
    digest = _digest(source.text) if source.text is not None else None
    blocks = {source_iri(stem): _lines(source, licence, digest)}
    text = new_turtle(blocks, claims_of=stem, prefixes=layout.prefixes)
    changes = [Change(source_file, layout.shown(source_file), None, text.encode())]
    if digest is not None and layout.workspace is not None:
        changes += _copy_of_text(layout.root / "texts" / f"{stem}.txt", digest[2])
    return changes


def _lines(source: NewSource, licence: str, digest: tuple[str, int, bytes] | None) -> list[Line]:
    title = ox.Literal(source.title, language=source.language or None)
    lines: list[Line] = [(RDF + "type", ox.NamedNode(source.kind)), (DCTERMS + "title", title)]
    lines += [(DCTERMS + "creator", ox.Literal(author)) for author in source.authors]
    for name, text in (("publisher", source.publisher), ("language", source.language)):
        lines += [(DCTERMS + name, ox.Literal(text))] if text else []
    if source.issued:
        issued = ox.Literal(source.issued, datatype=ox.NamedNode(EDTF))
        lines.insert(-1 if source.language else len(lines), (DCTERMS + "issued", issued))
    lines += [(DCTERMS + "license", ox.NamedNode(licence))] if licence else []
    if source.address:
        address = ox.Literal(source.address, datatype=ox.NamedNode(XSD + "anyURI"))
        lines.append((KG + "url", address))
    day = ox.Literal(source.recorded.isoformat(), datatype=ox.NamedNode(XSD + "date"))
    lines += [(KG + "recordedAt", day), (KG + "curator", ox.NamedNode(source.curator))]
    lines.append((KG + "reviewStatus", ox.NamedNode(KG + "draft")))
    if source.reliability:
        grade = ox.NamedNode(f"{KG}reliability{source.reliability}")
        lines.append((KG + "reliability", grade))
    if digest is not None:
        lines += [
            (KG + "textSha256", ox.Literal(digest[0])),
            (KG + "textLength", ox.Literal(digest[1])),
        ]
    gap_text = f"{MARK}which of its statements are curated, and which are not."
    return [*lines, (RDFS + "comment", english(gap_text))]


def _checked(source: NewSource) -> str:
    """Check the values of a source, and give the web address of its licence. Raises UsageError."""
    if not source.title.strip():
        raise UsageError("a source has a title", "--title", "give it as the document does")
    if source.issued and (problem := date_problem(source.issued)):
        raise UsageError(problem[0], "--date", problem[1])
    if source.language and not _LANGUAGE.fullmatch(source.language):
        raise UsageError(
            f"“{source.language}” is no language tag", "--language", "write en, ko, ru, uk, zh …"
        )
    if source.reliability and source.reliability not in "ABCDEF":
        raise UsageError(
            f"there is no reliability {source.reliability}", "--reliability", "give A to F"
        )
    commons = _COMMONS.fullmatch(source.licence.strip())
    licence = source.licence
    if commons:
        licence = f"https://creativecommons.org/licenses/{commons[1].lower()}/{commons[2]}/"
    for option, address in (("--url", source.address), ("--licence", licence)):
        require_address(address, option)
    return licence


def _stem(target: Target, source: NewSource) -> str:
    """The id of the source: its ``name``, else ``<publisher or author>-[<date>-]<title>``.

    Raises UsageError for an id that is taken or has other letters.
    """
    if source.name:
        stem = source.name
        if slug(stem) != stem:
            raise UsageError(f"“{stem}” is no name of a source", "--name", f"write {slug(stem)}")
    else:
        who = source.publisher or (source.authors[0].split()[-1] if source.authors else "")
        words = slug(source.title).split("-")[:_TITLE_WORDS]
        parts = date_parts(source.issued)
        issued = source.issued if parts is not None and not parts.mark else ""
        stem = "-".join(filter(None, (slug(who) if who else "", issued, *words)))
    for path in turtle_paths(target.layout)[1]:
        if path.stem == stem:
            raise UsageError(
                f"there is a source {stem} already",
                target.layout.shown(path),
                "give another --name",
            )
    return stem


def _digest(given: Path | bytes) -> tuple[str, int, bytes]:
    """SHA-256, length in characters, and bytes of a text, which is a file or the bytes of one.

    Raises UsageError for a file that is empty or not plain UTF-8, KgError where it cannot be read.
    """
    data, path = (
        (given, "the text") if isinstance(given, bytes) else (read_named(given, "this text"), given)
    )
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        raise UsageError(
            f"byte {error.start} is not UTF-8", str(path), "save the text as UTF-8"
        ) from None
    if not text.strip() or text.startswith("\ufeff"):
        what = "begins with a byte order mark" if text.strip() else "holds no text"
        raise UsageError(f"this file {what}", str(path), "save the text as plain UTF-8")
    return hashlib.sha256(data).hexdigest(), len(text), data


def _copy_of_text(path: Path, data: bytes) -> list[Change]:
    """The change that keeps a text in ``path``; none where the same text is there already.

    Raises UsageError where another text is there, KgError where that cannot be read.
    """
    there = read_if_there(path, str(path), "this text", root=path.parents[1])
    if there is not None:
        if there != data:
            raise UsageError("another text lies here", str(path), "give another --name")
        return []
    return [Change(path, str(path), None, data)]
