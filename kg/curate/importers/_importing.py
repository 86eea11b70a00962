"""``kg import``: read files with a reader, and make sources of them: all of them, or nothing."""

from __future__ import annotations

import hashlib
import re
from dataclasses import replace
from datetime import UTC, datetime
from functools import partial
from typing import TYPE_CHECKING

import pyoxigraph as ox

from kg.build.pipeline import parse_texts, store_of_texts
from kg.claims.literals import date_problem
from kg.curate.checks.run import Material, run_checks
from kg.curate.importers import _settled
from kg.curate.importers._given import Faults, open_given
from kg.curate.importers._imported import MOST_CHECKED, Asked, Imported
from kg.curate.importers._ledger import is_address
from kg.curate.importers._pages import Pages, text_of_page
from kg.curate.importers._pipeline import Importing
from kg.curate.importers._reconcile import Reconciler, entities_described
from kg.curate.importers._turtle import string
from kg.curate.new.target import target_of
from kg.curate.sheets.checked import shapeable
from kg.curate.sheets.lexicon import Lexicon
from kg.errors import ERROR, DataError, UsageError
from kg.graph.snapshot import silent
from kg.iris import KGD
from kg.store.limits import CHECK_LIMITS
from kg.text.inputs import InputFile, read_input, turtle_paths
from kg.text.journal import Sha256
from kg.text.reading import list_files, read_file
from kg.text.writing import Change, LargeChange, write_all

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from pathlib import Path

    from kg.curate.importers._records import Options, Release
    from kg.curate.importers._registry import Importer
    from kg.errors import Finding
    from kg.text.layout import Layout

_RECORDED = re.compile(r'kg:recordedAt "([0-9]{4}-[0-9]{2}-[0-9]{2})"')
_STEM = re.compile(r"[a-z0-9][a-z0-9\-]*")


def import_files(
    layout: Layout,
    importer: Importer,
    paths: Sequence[str],
    asked: Asked,
    progress: Callable[[str], None] = silent,
) -> Imported:
    """What the files bring to a layout; nothing is written (``write_import`` does it).

    Raises DataError for what is wrong in the files, or would be in the text; UsageError for what a
    person has to say; KgError for files, ImportError without pySHACL.
    """
    today = datetime.now(UTC).date().isoformat()
    if importer.brings:
        return importer.bring(layout, paths, asked, today, progress)
    given = [open_given(path, packed=importer.takes_zip) for path in paths]
    progress("reading")
    release, records = importer.read(given, asked.options)
    release = _as_asked(release, asked.options)
    stem = asked.source or release.tag
    if not _STEM.fullmatch(stem):
        raise UsageError(
            f"“{stem}” cannot be the name of a source",
            "--source",
            "use small letters, digits and hyphens",
        )
    release = replace(release, tag=stem)
    own, others = _files(layout, stem, importer.name)
    parsed = parse_texts(layout, [read_input(layout, path) for path in others])
    lexicon = Lexicon(parsed.ontology, parsed.seeds, parsed.terms)
    curator = _curator(layout, lexicon, asked.curator)
    settled, settled_before = _settled.kept(layout, stem, lexicon)
    if asked.settled:
        settled |= _settled.read_settled(asked.settled, lexicon)
    reconciler = Reconciler(lexicon, stem, _described(layout, own.get(stem)), settled)
    pages = Pages(stem)
    faults = Faults(given[0])
    importing = Importing(release, reconciler, faults, pages)
    importing.take(records)
    faults.stop()
    progress("comparing with what is here")
    header = partial(_header, release, importer.name, curator)
    imported = Imported(release, pages.stems(), [], reconciler.outcome, importing.losses)
    imported.places, imported.checked = importing.ledger.places, pages.claims <= MOST_CHECKED
    imported.files = [file.name for file in given]
    imported.claim_places = importing.claim_places
    _compare(layout, imported, pages, partial(header, today), own)
    if imported.checked and imported.changes:
        _check(layout, imported, others, progress)
    kept = _settled.keeping(layout, stem, settled, settled_before)
    if kept is not None:
        imported.changes.append(kept)
    return imported


def write_import(imported: Imported) -> None:
    """Write all files of an import, or none. Raises as ``write_all``."""
    write_all(imported.changes)


def _as_asked(release: Release, options: Options) -> Release:
    """The release with what a person says of it; raises UsageError where something is lacking."""
    if not is_address(release.address):  # of the file, which may hold anything
        release = replace(release, address="")
    for name in ("title", "address", "licence", "version", "issued", "language"):
        if value := getattr(options, name):
            release = replace(release, **{name: value})
    if options.publisher:
        publisher = replace(
            release.publisher, name=options.publisher, key=options.publisher, same=(), codes=()
        )
        release = replace(release, publisher=publisher)
    if not release.publisher.name:
        raise UsageError(
            "the file does not say who publishes it",
            "--publisher",
            'give --publisher "…"; its claims are that one\'s',
        )
    for option, address in (("--address", release.address), ("--licence", release.licence)):
        if (address or option == "--address") and not is_address(address):
            problem = (
                f"“{address}” is no web address"
                if address
                else "the file does not say where it can be read"
            )
            raise UsageError(problem, option, f"give {option} https://…")
    if release.issued and (problems := date_problem(release.issued)):
        raise UsageError(problems[0], "--issued", problems[1])
    return release


def _files(layout: Layout, stem: str, reader: str) -> tuple[dict[str, Path], list[Path]]:
    """The files of earlier imports by their stems, and all others of the text.

    Raises UsageError for a file of such a name that no import of this reader has made.
    """
    ontology, seeds = turtle_paths(layout)
    own: dict[str, Path] = {}
    others = list(ontology)
    for path in seeds:
        name = path.stem
        mine = name == stem or name.startswith(f"{stem}-")
        if mine and layout.is_own(path):
            head = read_file(path, layout.shown(path), root=layout.root)[:4000].decode(
                "utf-8", "replace"
            )
            if _mark(reader, stem) in head:
                own[name] = path
                continue
        if name == stem:
            raise UsageError(
                f"{layout.shown(path)} is there already, and was not made by: kg import {reader}",
                "--source",
                "give another name with --source",
            )
        others.append(path)
    return own, others


def _mark(reader: str, stem: str) -> str:
    """The words by which a file of an import of this name is known again."""
    return f"Made by kg import {reader} as {stem}:"


def _described(layout: Layout, path: Path | None) -> set[str]:
    """The entities that the main file of an earlier import describes."""
    if path is None:
        return set()
    data = read_file(path, layout.shown(path), root=layout.root)
    try:
        return entities_described([q.triple for q in ox.parse(data, format=ox.RdfFormat.TURTLE)])
    except SyntaxError as error:
        raise UsageError(
            f"the file of the earlier import is no Turtle: {error}",
            layout.shown(path),
            "take it away, or restore it from git",
        ) from None


def _curator(layout: Layout, lexicon: Lexicon, name: str) -> str:
    """The IRI of who has the claims written down."""
    if name:
        return lexicon.names.thing(name, ["https://w3id.org/entente/ns/Actor"], strict=True)
    return target_of(layout).curators


def _header(
    release: Release, reader: str, curator: str, today: str, claims: int, recorded: str
) -> list[str]:
    """The lines of a source, with the number of its claims and the day on which they were recorded."""
    publisher = release.publisher.name
    lines = [
        f"a kg:{release.kind}",
        f"dcterms:title {string(release.title, 'en')}",
        f"dcterms:publisher {string(publisher)}",
    ]
    if release.issued:
        lines.append(f'dcterms:issued "{release.issued}"^^edtf:EDTF')
    lines.append(f"dcterms:language {string(release.language)}")
    if release.licence:
        lines.append(f"dcterms:license <{release.licence}>")
    if release.version:
        lines.append(f"owl:versionInfo {string(release.version)}")
    remark = f"{_mark(reader, release.tag)} the next import writes this file anew. {release.remark}".strip()
    return [
        *lines,
        f"kg:url {string(release.address)}^^xsd:anyURI",
        f'kg:recordedAt "{recorded or today}"^^xsd:date',
        f"kg:curator kgd:{curator.removeprefix(KGD)}",
        "kg:reviewStatus kg:draft",
        f"kg:claimsAtLeast {claims}",
        f"kg:claimsAtMost {claims}",
        f"rdfs:comment {string(remark, 'en')}",
    ]


def _compare(
    layout: Layout,
    imported: Imported,
    pages: Pages,
    header: Callable[[int, str], list[str]],
    own: Mapping[str, Path],
) -> None:
    """Note the files that differ from those that are here, and in what.

    ``header`` gives the lines of a source of so many claims, recorded on a day or today ("").
    """
    today = ""
    gone = sorted(own.keys() - set(imported.stems))

    def text(stem: str, recorded: str) -> bytes:
        blocks = pages.blocks(stem) if stem not in gone else []
        claims = sum(b.is_claim for b in blocks)
        return text_of_page(stem, header(claims, recorded), blocks).encode()

    for stem in (*imported.stems, *gone):
        path = own.get(stem, layout.seeds / f"{stem}.ttl")
        shown = layout.shown(path)
        if stem not in own:
            blocks = pages.blocks(stem)
            imported.new["claims"] += sum(b.is_claim for b in blocks)
            imported.new["entities"] += sum(not b.is_claim for b in blocks)
            if imported.checked:
                imported.changes.append(Change(path, shown, None, text(stem, today)))
            else:
                imported.changes.append(LargeChange(path, shown, None, partial(text, stem, today)))
            continue
        before = read_file(path, shown, root=layout.root)
        recorded = _RECORDED.search(before[:6000].decode("utf-8", "replace"))
        if recorded and text(stem, recorded[1]) == before:
            continue
        _count(imported, before.decode("utf-8", "replace"), text(stem, today).decode())
        if imported.checked:
            imported.changes.append(Change(path, shown, before, text(stem, today)))
        else:
            checksum = Sha256(hashlib.sha256(before).hexdigest())
            imported.changes.append(LargeChange(path, shown, checksum, partial(text, stem, today)))


def _count(imported: Imported, before: str, after: str) -> None:
    """Count what two texts of a file have in common, by their blocks."""
    old, new = _blocks(before), _blocks(after)
    for subject in new.keys() | old.keys():
        if subject.startswith(("@", "src:")):
            continue
        what = "claims" if subject.startswith("c:") else "entities"
        if subject not in old:
            imported.new[what] += 1
        elif subject not in new:
            imported.gone[what] += 1
        elif old[subject] != new[subject]:
            imported.changed[what] += 1


def _blocks(text: str) -> dict[str, str]:
    blocks = (block.strip() for block in text.split("\n\n"))
    return {block.partition(" ")[0]: block for block in blocks if block}


def _check(
    layout: Layout, imported: Imported, others: Sequence[Path], progress: Callable[[str], None]
) -> None:
    """Run all checks over the text as it would be. Raises DataError for the errors that they find."""
    new = [InputFile(c.path, c.shown, c.after) for c in imported.changes if isinstance(c, Change)]
    changed = {file.path for file in new}
    kept = [
        layout.seeds / f"{stem}.ttl"
        for stem in imported.stems
        if layout.seeds / f"{stem}.ttl" not in changed
    ]
    known = set(list_files(layout.seeds, ".ttl", root=layout.root, deep=True))
    before = [read_input(layout, path) for path in (*others, *(p for p in kept if p in known))]
    after = parse_texts(layout, [*before, *new])
    shaped = tuple(
        document if document.path in changed else shapeable(document, set())
        for document in after.seeds
    )
    material = Material(
        after.ontology, after.seeds, after.terms, lambda: store_of_texts(after), shaped
    )
    report = run_checks(material, layout.folders("ontology/checks"), None, CHECK_LIMITS, progress)
    errors = [finding for finding in report.findings if finding.severity == ERROR]
    if errors:
        texts = {file.shown: file.data.decode().split("\n") for file in new}
        raise DataError([_where_it_was_read(f, texts.get(f.file), imported) for f in errors])
    shown = {file.shown for file in new}
    imported.reviews = sum(finding.file in shown for finding in report.findings)


def _where_it_was_read(
    finding: Finding, lines: Sequence[str] | None, imported: Imported
) -> Finding:
    """A finding about a claim that is not written, with its place in the file that was read."""
    if lines is None or not finding.line:
        return finding
    heads = (line for line in reversed(lines[: finding.line]) if line and not line[0].isspace())
    place = imported.claim_places.get(next(heads, "").partition(" ")[0], "")
    if not place or len(imported.files) != 1:
        return finding
    row = int(place) if place.isascii() and place.isdigit() else 0
    remedy = f"{finding.remedy}; where the file itself is so, take one of the two out of it"
    return replace(
        finding,
        file=imported.files[0],
        line=row,
        term=finding.term if row else f"{place}: {finding.term}",
        remedy=remedy if finding.check.endswith("-cycle") else finding.remedy,
    )


__all__ = ["Asked", "Imported", "import_files", "write_import"]
