"""The first page: what there is, what is new, and what contradicts."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from kg.claims.edtf import in_words
from kg.graph.questions import headlines
from kg.iris import KG
from kg.publish.page.intro import release_of
from kg.publish.site.sheets import Sheet
from kg.text.display import shown

if TYPE_CHECKING:
    from kg.graph.entities import Document
    from kg.publish.serve.pages.held import Held
    from kg.publish.serve.settings import Settings
    from kg.publish.serve.wire import Message

_NEWEST, _ASKED = 6, 6
#: Addresses for programs, and what answers there.
SERVICES = (
    ("/sparql", "queries (SPARQL 1.1), and the description of the service"),
    ("/store?default", "the whole graph (Graph Store Protocol); a named one: ?graph="),
    ("/.well-known/void", "the data in VoID and DCAT"),
    ("/reconcile", "names, for OpenRefine (Reconciliation API 0.2)"),
    ("/openapi.json", "what answers in JSON"),
    ("/sitemap.xml", "the pages"),
)


class Newest(NamedTuple):
    """A document that was recorded lately."""

    iri: str
    title: str
    published: str
    recorded: str


def sheet(known: Held, _: Message, settings: Settings) -> Sheet:
    """The first page."""
    sheets, graph = known.sheets, known.graph
    documents = sorted(sheets.documents.values(), key=_recorded, reverse=True)
    newest = [
        Newest(
            each.iri,
            shown(each.title),
            shown(in_words(each.issued)),
            shown(in_words(_recorded(each)[0])),
        )
        for each in documents[:_NEWEST]
    ]
    counts = {"Sources": len(documents), "Terms": len(sheets.terms)}
    if known.few:
        counts = {"Claims": len(graph.claims), "Entities": len(sheets.entities), **counts}
    asked = headlines(*settings.layout.folders("ontology/queries"))
    values = {
        "counts": counts,
        "newest": newest,
        "day": newest[0].recorded if newest else "",
        "every": sheets.clashes.all() if known.few else None,
        "questions": asked[:_ASKED],
        "release": release_of(graph),
        "services": SERVICES,
    }
    return Sheet(
        "home_here.html",
        settings.layout.workspace.name if settings.layout.workspace else "Entente",
        values,
    )


def _recorded(document: Document) -> tuple[str, str, str]:
    return document.get(KG + "recordedAt"), document.issued, document.iri
