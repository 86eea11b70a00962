"""The documents behind a page: title, who made it, when, where, and how many claims it has."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from kg.claims.edtf import in_words
from kg.iris import DCTERMS, KG, SRC
from kg.store.sparql import select
from kg.text.display import shown, web_address

if TYPE_CHECKING:
    from kg.graph.snapshot import Snapshot

#: The language of a tag, without its script and region (BCP 47).
_LANGUAGE = re.compile(r"[A-Za-z]{2,3}(?![A-Za-z0-9])")
_PROPERTIES = """
SELECT ?s ?p ?o { ?s a kg:Source ; ?p ?o FILTER(?p IN (dcterms:creator, dcterms:language, kg:url, dcterms:issued)) }
ORDER BY ?s ?p ?o"""


def documents_of(graph: Snapshot) -> dict[str, dict[str, Any]]:
    """The documents that state a claim, by IRI, those with most claims first.

    Each is what the page shows of it: texts fit to be shown, and ``claims``, their number.
    """
    counts: dict[str, int] = {}
    for claim in graph.claims.values():
        source = claim.get("source")
        if source is not None:
            counts[source] = counts.get(source, 0) + 1
    properties: dict[str, dict[str, str]] = {source: {} for source in counts}
    for row in select(graph.store, _PROPERTIES):
        properties.get(row["s"].value, {}).setdefault(row["p"].value, row["o"].value)
    return {
        source: {
            "name": shown(source.removeprefix(SRC)),
            "title": shown(graph.labels(source)),
            "creator": shown(properties[source].get(DCTERMS + "creator", "")),
            "issued": shown(in_words(properties[source].get(DCTERMS + "issued", ""))),
            "day": shown(properties[source].get(DCTERMS + "issued", "")),
            "language": _language(properties[source].get(DCTERMS + "language", "")),
            "url": web_address(properties[source].get(KG + "url", "")),
            "claims": count,
        }
        for source, count in sorted(counts.items(), key=lambda item: (-item[1], item[0]))
    }


def _language(tag: str) -> str:
    """The code of a tag's language: ``ko`` of ``ko-KR``; empty where it is none."""
    found = _LANGUAGE.match(tag)
    return found.group().lower() if found else ""
