"""Compare the claims of parsed files with the user's texts: the one call behind ``kg verify``."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from kg.claims.claim import read_claims
from kg.claims.evidence.passages import read_evidence, read_origin, read_phrases
from kg.claims.evidence.verify import verify_source
from kg.curate.checks.texts import copy_of

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Sequence
    from pathlib import Path

    from kg.claims.evidence.verify import Outcome
    from kg.claims.ontology import Ontology
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
    for document in seeds:
        claims = read_claims(document.triples, document.graph, terms)
        if wanted is not None:
            claims = [claim for claim in claims if claim.iri in wanted]
        if not claims:
            continue
        evidence = read_evidence(claims, document.triples, phrases)
        origin = read_origin(document.stem, document.graph, document.triples)
        data = None if origin.sha256 is None else copy_of(folder, document.stem)
        yield Verification(document, tuple(verify_source(evidence, origin, data)))
