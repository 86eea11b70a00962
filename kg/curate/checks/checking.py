"""The check of a layout: of what was changed since the last one, where that is enough, else of all."""

from __future__ import annotations

import hashlib
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

import pyoxigraph as ox

from kg.curate.checks.changed import copy_state, recheck
from kg.curate.checks.kept import About, KeptText, look_at_kept, new_kept
from kg.curate.checks.run import Report, check_layout, in_file_order, query_folders
from kg.curate.checks.vocabularies import known_terms
from kg.errors import KgError
from kg.iris import ONTOLOGY_GRAPH
from kg.store.limits import CHECK_LIMITS
from kg.text.inputs import program, query_paths, read_query, survey_inputs
from kg.text.unread import unread_findings

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kg.build.pipeline import Texts
    from kg.curate.checks.kept import Kept
    from kg.store.limits import Limits
    from kg.text.inputs import Known, Surveyed
    from kg.text.layout import Layout


def checked(
    layout: Layout,
    texts: Path | None = None,
    limits: Limits = CHECK_LIMITS,
    *,
    referee: bool = False,
) -> Report:
    """All findings in the text of a layout, as ``check_layout`` gives and raises them.

    What was found is kept in the cache. With ``referee``, and where a rule has a red fixture, which may
    meet all that there is, all is checked.
    """
    folders = layout.folders("ontology/checks")
    if referee or any((folder / "red").is_dir() for folder in folders):
        return check_layout(layout, texts, limits, referee=referee)[1]
    kept, damage = look_at_kept(layout.cache)
    surveyed = survey_inputs(layout, _known(kept))
    key = _key(layout, surveyed, folders)
    is_ours = damage is None and kept is not None and kept.about.key == key
    if is_ours and kept is not None and kept.about.copies == _folder(texts):
        before = (kept.about, dict(kept.texts))
        if recheck(layout, kept, surveyed, folders, texts, limits):
            if before != (kept.about, kept.texts):
                kept.write(layout)
            return _report(layout, kept, surveyed)
    parsed, report = check_layout(layout, texts, limits, by_build=True)
    if report.tagged is not None:
        _keep(layout, parsed, report, key, texts)
    return report


def _known(kept: Kept | None) -> dict[str, Known]:
    return {} if kept is None else {path: text.known for path, text in kept.texts.items()}


def _folder(texts: Path | None) -> str:
    return "" if texts is None else str(texts.resolve())


def _key(layout: Layout, surveyed: Sequence[Surveyed], folders: Sequence[Path]) -> str:
    """A hash of all that findings rest on beside the sources: the program, the ontology, the rules."""
    digest = hashlib.sha256(program("curate").encode())
    said = [ox.__version__, repr(layout.prefixes), repr(layout.workspace)]
    for text in surveyed:
        if not layout.is_seed(text.path):
            said += [text.known.shown, text.known.sha256]
    for path in query_paths(*query_folders(folders)):
        said += [str(path), read_query(path, str(path), "this file")]
    digest.update("\n".join(said).encode("utf-8", "backslashreplace"))
    return digest.hexdigest()


def _keep(layout: Layout, parsed: Texts, report: Report, key: str, texts: Path | None) -> None:
    """Keep what a check of all found, unless a text was changed meanwhile."""
    documents = {str(d.path): d for d in (*parsed.ontology, *parsed.seeds)}
    try:
        surveyed = survey_inputs(layout, {})
    except KgError:
        return
    if {text.path for text in surveyed} != documents.keys():
        return
    kept: dict[str, tuple[KeptText, str]] = {}
    absent = set(report.without_text)
    for text in surveyed:
        document = documents[text.path]
        if text.data is None or document.text.encode() != text.data:
            return
        is_seed = document.graph != ONTOLOGY_GRAPH
        copy = copy_state(texts, document.stem, absent) if is_seed else None
        kept[text.path] = (KeptText(text.known, copy), document.text if is_seed else "")
    about = About(
        key,
        _folder(texts),
        report.claims,
        report.sources,
        report.shapes,
        report.rules,
        tuple(sorted(known_terms(parsed.ontology))),
    )
    with suppress(UnicodeError):  # the name of a file that is no text
        new_kept(about, kept, report.tagged or ()).write(layout)


def _report(layout: Layout, kept: Kept, surveyed: Sequence[Surveyed]) -> Report:
    """The report of what is kept."""
    found = in_file_order((t.finding for t in kept.findings), [t.known.shown for t in surveyed])
    copies = {text.path: kept.texts[text.path].copy for text in surveyed}
    return Report(
        (*unread_findings(layout), *found),
        kept.about.shapes,
        kept.about.rules,
        without_text=tuple(Path(path).stem for path, copy in copies.items() if copy == ()),
        claims=kept.about.claims,
        sources=kept.about.sources,
        compared=sum(bool(copy) for copy in copies.values()),
    )
