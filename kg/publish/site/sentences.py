"""A claim as a sentence: who says it, how, what, of which day, and in which document."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from kg.claims.claim import ASSERTED, IMPLIED, LEAVES_OPEN
from kg.claims.edtf import in_words
from kg.iris import KG, RDF, local_name
from kg.text.display import shown

if TYPE_CHECKING:
    from collections.abc import Mapping

    from kg.claims.claim import Claim
    from kg.graph.entities import Document

# How a speaker puts something forward, by the local name of the modality: before a statement, and
# behind one.
_VERBS = {
    "asserted": ("says", "says so"),
    "reported": ("reports", "reports it"),
    "estimated": ("estimates", "estimates it"),
    "assessed": ("judges", "judges so"),
    "warned": ("warns", "warns of it"),
    "forecast": ("forecasts", "forecasts it"),
    "noComment": ("does not comment on this", "does not comment on it"),
    "notConfirmed": ("does not confirm this", "does not confirm it"),
    "notKnown": ("says that nobody can tell this", "says that nobody can tell"),
}


@dataclass(frozen=True)
class Said:
    """A claim in the parts of a sentence; all texts are fit to be shown, all IRIs may be "".

    ``verb`` is what stands between the speaker and the statement, ``verb_behind`` what stands behind
    the statement and the speaker, ``day`` the day that it speaks of, ``status`` what has taken its
    place; ``published`` is the day of the document.
    """

    iri: str
    speaker: str
    speaker_iri: str
    verb: str
    verb_behind: str
    statement: str
    figure: str
    day: str
    wording: str
    document: str
    document_iri: str
    published: str
    status: str


def said(claim: Claim, documents: Mapping[str, Document]) -> Said:
    """The sentence of a claim; ``documents`` are those of the graph, by IRI."""
    source = claim.get("source") or ""
    document = documents.get(source)
    parts = {
        "speaker": claim.speaker,
        "verb": verb_of(claim),
        "verb_behind": verb_of(claim, behind=True),
        "statement": statement_of(claim),
        "figure": claim.figure,
        "day": day_of(claim),
        "wording": claim.get("wording") or claim.evidence.get(KG + "wording", ""),
        "document": claim.document,
        "published": in_words(document.issued) if document is not None else "",
        "status": claim.status,
    }
    return Said(
        iri=claim.iri,
        speaker_iri=claim.get("attributedTo") or "",
        document_iri=source,
        **{name: shown(text) for name, text in parts.items()},
    )


def verb_of(claim: Claim, *, behind: bool = False) -> str:
    """What the speaker does: “estimates”, “denies this”, “takes for granted”, “says, as “likely””.

    ``behind`` gives the form that stands behind a statement: “estimates it”.
    """
    name = local_name(claim.modality)
    other = f"says ({claim.label('modality')})"
    words = _VERBS.get(name, (other, f"{other} so"))[behind]
    if claim.denied:
        denies = "denies it" if behind else "denies this"
        words = denies if claim.modality == ASSERTED else f"{denies} ({claim.label('modality')})"
    elif claim.unstated and claim.modality == ASSERTED:
        implies = ("implies", "implies it")
        granted = ("takes for granted", "takes it for granted")
        words = (implies if claim.explicitness == IMPLIED else granted)[behind]
    elif claim.unstated and claim.modality not in LEAVES_OPEN:
        words += " (implied)" if claim.explicitness == IMPLIED else " (taken for granted)"
    if claim.likelihood:
        words += f", as “{claim.label_of(claim.likelihood)}”"
    return words


def statement_of(claim: Claim) -> str:
    """What is said, in a sentence: the curator's, else that of its three parts, or of its figure."""
    if sentence := claim.get("statement"):
        return sentence
    if claim.edge is not None:
        return " ".join(claim.label(RDF + name) for name in ("subject", "predicate", "object"))
    if claim.figure:
        counted = f" ({claim.label('counts')})" if claim.get("counts") else ""
        return f"{claim.label('measure')} of {claim.label('about')}: {claim.figure}{counted}"
    return claim.id


def day_of(claim: Claim) -> str:
    """The day that a claim speaks of, in words: “as of 15 June 2025”, “since autumn 2024”, or nothing."""
    if day := claim.get("asOf"):
        return f"as of {in_words(day)}"
    return in_words(claim.get("time") or "")
