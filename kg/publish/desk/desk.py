"""What is done at the desk is done on this: a workspace, its names and words, and its documents."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from kg.claims.evidence.decoding import decode
from kg.claims.evidence.passages import read_origin
from kg.curate.checks.texts import copy_of
from kg.curate.sheets.causes import cell_of, column_of
from kg.errors import KgError, TextError
from kg.iris import SRC

if TYPE_CHECKING:
    from collections.abc import Callable

    from kg.curate.sheets.lexicon import Lexicon
    from kg.errors import Finding
    from kg.text.layout import Layout
    from kg.text.turtle.document import Document


class RefusedError(KgError):
    """What is asked cannot be done so: the status of HTTP, and where it helps what there is now."""

    def __init__(
        self, status: int, what: str, remedy: str | None = None, value: object = None
    ) -> None:
        super().__init__(what, None, remedy)
        self.status, self.value = status, value


class NotUnderstoodError(KgError):
    """What is asked cannot be done as it is said; ``findings`` as they are sent."""

    def __init__(self, what: str, findings: list[dict[str, Any]]) -> None:
        super().__init__(what)
        self.findings = findings


@dataclass
class Desk:
    """A workspace as it is now. ``afterwards`` is called when the answer is sent."""

    layout: Layout
    lexicon: Lexicon
    afterwards: Callable[[], None] | None = None

    def document(self, stem: str) -> Document:
        """The document of a source of the workspace, by its id. Raises RefusedError 404."""
        document = self.lexicon.documents.get(stem)
        if document is None or not self.layout.is_own(document.path):
            raise RefusedError(404, "this workspace has no such source", "see the documents: /desk")
        return document

    def text_of(self, document: Document) -> tuple[str | None, str]:
        """The text of a document, or None and why there is none that its offsets belong to."""
        origin = read_origin(document.stem, document.graph, document.triples)
        if origin.sha256 is None:
            return None, "the source states no hash of a text (kg:textSha256)"
        texts = self.layout.texts
        data = None if texts is None else copy_of(texts, document.stem)
        if data is None:
            return None, f"there is no texts/{document.stem}.txt"
        try:
            return decode(data, origin.sha256), ""
        except TextError as error:
            return None, f"texts/{document.stem}.txt {error.what}: {error.remedy}"


def tag_of(document: Document) -> str:
    """The entity tag of a source: the hash of its file."""
    return hashlib.sha256(document.text.encode()).hexdigest()


def short_id(iri: str) -> str:
    """The id of a claim with that of its source."""
    return iri.removeprefix(SRC)


def finding_told(finding: Finding) -> dict[str, object]:
    """A finding as it is sent: its column and cell where it is in a sheet."""
    return {
        "check": finding.check,
        "severity": finding.severity,
        "column": column_of(finding),
        "cell": cell_of(finding),
        "row": finding.line,
        "where": finding.where,
        "term": finding.term,
        "problem": finding.problem,
        "remedy": finding.remedy,
    }
