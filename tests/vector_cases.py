"""The cases of ``tests/vectors/*.json``, and what Python and the page each take of one."""

from __future__ import annotations

import json
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any

import pyoxigraph as ox
import pytest

from kg.build.facts import stored_overtaken
from kg.build.scope import restrict
from kg.claims.corrections import Link
from kg.claims.scope import Scope
from kg.iris import KG, KGD, RDF, SRC, XSD
from kg.store.oxigraph import OxigraphStore
from tests.publish.page.script import Script

FOLDER = Path(__file__).parent / "vectors"
Case = dict[str, Any]


def cases(name: str) -> list[Any]:
    """The cases of a file, each called by its reason."""
    read = json.loads((FOLDER / f"{name}.json").read_text("utf-8"))
    return [pytest.param(case, id=case["why"]) for case in read]


both = pytest.mark.parametrize("language", ["python", "javascript"])


@cache
def script(*entries: str) -> Script:
    return Script(*entries)


_ROLES = {
    "subject": RDF + "subject",
    "object": RDF + "object",
    "about": KG + "about",
    "whole": KG + "shareOf",
}


def _store(case: Case) -> OxigraphStore:
    """The documents, claims and links of a case as a graph."""
    store = OxigraphStore()
    verbs = {"retracted": "retracts", "superseded": "supersedes"}

    def add(graph: str, subject: str, predicate: str, value: ox.NamedNode | ox.Literal) -> None:
        quad = ox.Quad(ox.NamedNode(subject), ox.NamedNode(predicate), value, ox.NamedNode(graph))
        store.add([quad])

    def day(text: str) -> ox.Literal:
        return ox.Literal(text, datatype=ox.NamedNode(XSD + "date"))

    for document, known in case["documents"].items():
        add(SRC + document, SRC + document, RDF + "type", ox.NamedNode(KG + "Source"))
        if known is not None:
            add(SRC + document, SRC + document, KG + "knownFrom", day(known))
    add(KG, KG + "stays", RDF + "type", ox.NamedNode(KG + "StateRelation"))
    for claim, said in case["claims"].items():
        _add_claim(claim, said, add)
    _add_relays(case, add)
    for later, kind, earlier in case.get("links", ()):
        if kind == "corrected":
            graph, verb = SRC + earlier.partition("/")[0], "correctedBy"
            add(graph, SRC + earlier, KG + verb, ox.NamedNode(SRC + later))
        else:
            graph = SRC + later.partition("/")[0]
            add(graph, SRC + later, KG + verbs[kind], ox.NamedNode(SRC + earlier))
    return store


def _add_claim(claim: str, said: dict[str, Any], add: Callable[..., None]) -> None:
    """What a claim is about, its stance, and its days."""
    graph = SRC + claim.partition("/")[0]
    add(graph, SRC + claim, KG + "source", ox.NamedNode(graph))
    relation = "eventStatus" if said.get("event") else "happens"
    relation = "stays" if said.get("state") else relation
    add(graph, SRC + claim, RDF + "predicate", ox.NamedNode(KG + relation))
    for name, term in (("from", "earliest"), ("to", "latest"), ("asOfFrom", "asOfEarliest")):
        if name in said:
            value = ox.Literal(said[name], datatype=ox.NamedNode(XSD + "date"))
            add(graph, SRC + claim, KG + term, value)
    for name, term in _ROLES.items():
        if name in said:
            add(graph, SRC + claim, term, ox.NamedNode(KGD + said[name]))
    if said.get("denies"):
        add(graph, SRC + claim, KG + "stance", ox.NamedNode(KG + "denies"))


def _add_relays(case: Case, add: Callable[..., None]) -> None:
    """What each claim is derived from."""
    for claim, said in case["claims"].items():
        for origin in said.get("derived", ()):
            graph = SRC + claim.partition("/")[0]
            add(graph, SRC + claim, KG + "derivedFrom", ox.NamedNode(SRC + origin))


def standing_in_python(case: Case) -> tuple[list[str], dict[str, Link]]:
    """The claims that hold, and what takes claims back."""
    scope = Scope(
        as_of=case.get("asOf"), known_at=case.get("knownAt"), without=tuple(case.get("without", ()))
    )
    store = restrict(_store(case), scope)
    quads = store.quads(None, ox.NamedNode(KG + "source"), None)
    return sorted(q.subject.value.removeprefix(SRC) for q in quads), stored_overtaken(store)


def shipped(case: Case) -> dict[str, Any]:
    """What a page holds of the case's claims and links; a link to a document holds for its claims."""
    documents = list(case["documents"])
    claims = {}
    for claim, said in case["claims"].items():
        document = claim.partition("/")[0]
        known = case["documents"][document]
        number = documents.index(document)
        named = [said[role] for role in ("subject", "about", "object") if role in said]
        shipped = {
            name: day for name, day in said.items() if name not in (*_ROLES, "event", "denies")
        }
        shipped |= {"ends": named, "document": number} | ({"known": known} if known else {})
        shipped |= {"wholeId": said["whole"]} if "whole" in said else {}
        shipped |= {"event": [-1, ""]} if said.get("event") else {}
        claims[claim] = shipped | {"stance": "denies" if said.get("denies") else "asserts"}
    links = []
    for later, kind, earlier in case.get("links", ()):
        inside = [c for c in claims if c.startswith(f"{earlier}/") and c != later]
        for name in (earlier, *inside):
            link: dict[str, Any] = {"later": later, "earlier": name, "kind": kind}
            if later in documents:
                link |= {"document": documents.index(later), "known": case["documents"][later]}
            links.append(link)
    choice = {"asOf": case.get("asOf"), "knownAt": case.get("knownAt")}
    gone = [documents.index(name) for name in case.get("without", ())]
    return {"claims": claims, "links": links, "choice": choice, "without": gone}
