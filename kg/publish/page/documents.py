"""The documents behind a page: title, who made it, when, where, and how many claims it has."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from kg.claims.edtf import in_words
from kg.iris import DCTERMS, KG, SRC
from kg.store.sparql import select
from kg.text.display import shown, web_address

if TYPE_CHECKING:
    from kg.graph.claims import Listing
    from kg.graph.snapshot import Snapshot

_ABOUT = """
SELECT ?s ?p ?o { ?s a kg:Source ; ?p ?o FILTER(?p IN (dcterms:creator, kg:url, dcterms:issued)) }
ORDER BY ?s ?p ?o"""


def documents_of(graph: Snapshot, book: Listing) -> dict[str, dict[str, Any]]:
    """The documents that state a claim, by IRI, those with most claims first."""
    counts: dict[str, int] = {}
    for claim in book.claims.values():
        source = claim.get("source")
        if source is not None:
            counts[source] = counts.get(source, 0) + 1
    about: dict[str, dict[str, str]] = {source: {} for source in counts}
    for row in select(graph.store, _ABOUT):
        about.get(row["s"].value, {}).setdefault(row["p"].value, row["o"].value)
    return {
        source: {
            "name": shown(source.removeprefix(SRC)),
            "title": shown(book.title(source)),
            "creator": shown(about[source].get(DCTERMS + "creator", "")),
            "issued": shown(in_words(about[source].get(DCTERMS + "issued", ""))),
            "url": web_address(about[source].get(KG + "url", "")),
            "claims": count,
        }
        for source, count in sorted(counts.items(), key=lambda item: (-item[1], item[0]))
    }
