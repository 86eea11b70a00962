"""Compare the claims of parsed files with the user's texts: the one call behind ``kg verify``."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

import pyoxigraph as ox

from kg.build.pipeline import parse_texts
from kg.build.scope import wanted_sources
from kg.claims.claim import claim_named, read_claims
from kg.claims.evidence.passages import read_evidence, read_names, read_origin, read_phrases
from kg.claims.evidence.verify import verify_source
from kg.curate.checks.texts import copy_of
from kg.text.inputs import read_inputs

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Sequence
    from pathlib import Path

    from kg.build.pipeline import Texts
    from kg.claims.evidence.verify import Outcome
    from kg.claims.ontology import Ontology
    from kg.text.layout import Layout
    from kg.text.turtle.document import Document


@dataclass(frozen=True, slots=True)
class Verification:
    """The outcomes of one source's claims, in the order in which they stand in its file."""

    document: Document
    outcomes: tuple[Outcome, ...]

    @property
    def counts(self) -> Counter[str]:
        """How many claims have each result."""
        return Counter(outcome.result for outcome in self.outcomes)

    def place(self, outcome: Outcome) -> str:
        """``file:line`` of the claim of an outcome."""
        return f"{self.document.shown}:{self.document.line(outcome.iri)}"


def verify_documents(
    ontology: Sequence[Document],
    seeds: Sequence[Document],
    terms: Ontology,
    folder: Path,
    wanted: Collection[str] | None = None,
) -> Iterator[Verification]:
    """Compare the claims of each source that has any with ``folder/<stem>.txt``.

    ``wanted`` are the IRIs of the claims to compare (None: all). One text at a time is in memory.
    Raises KgError for a text that cannot be read.
    """
    phrases = read_phrases(triple for document in ontology for triple in document.triples)
    names = read_names(triple for d in (*ontology, *seeds) for triple in d.triples)
    for document in seeds:
        claims = read_claims(document.triples, document.graph, terms)
        if wanted is not None:
            claims = [claim for claim in claims if claim.iri in wanted]
        if not claims:
            continue
        evidence = read_evidence(claims, document.triples, phrases, names)
        origin = read_origin(document.stem, document.graph, document.triples)
        data = None if origin.sha256 is None else copy_of(folder, document.stem)
        yield Verification(document, tuple(verify_source(evidence, origin, data)))


def verify_layout(
    layout: Layout, folder: Path, claims: Sequence[str] = (), sources: Sequence[str] = ()
) -> list[Verification]:
    """Compare the claims of a layout's text with the texts of a folder, source by source.

    ``claims`` and ``sources`` (ids) limit what is compared. Raises UsageError for one that is not
    there, DataError for a file that is not Turtle, KgError for a text that cannot be read.
    """
    parsed = parse_texts(layout, read_inputs(layout))
    wanted = _wanted(parsed, claims, sources)
    return list(verify_documents(parsed.ontology, parsed.seeds, parsed.terms, folder, wanted))


def _wanted(parsed: Texts, ids: Sequence[str], sources: Sequence[str]) -> set[str] | None:
    """The claims that were named, of the sources that were named; None: all. Raises UsageError."""
    if not ids and not sources:
        return None
    graphs = {ox.NamedNode(document.graph) for document in parsed.seeds}
    chosen = {source.value for source in wanted_sources(sources, graphs)}
    known = [claim.iri for claim in parsed.claims if not chosen or claim.source in chosen]
    return {claim_named(name, known) for name in ids} if ids else set(known)
