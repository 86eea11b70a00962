"""What is known of one thing, by its IRI: as RDF with the claims behind it, or as a page."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pyoxigraph as ox

from kg.errors import missing
from kg.graph.claims import Claims
from kg.graph.labels import Labels
from kg.iris import CURRENT_VIEW, DERIVED_GRAPH, KG, KGD, RDF, SRC
from kg.publish.serve.evaluation import Refusal, node_of, write_triples
from kg.publish.site.sentences import statement_of, verb_of
from kg.text.display import shown, web_address
from kg.text.reading import read_text

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    import jinja2

    from kg.claims.claim import Claim
    from kg.publish.serve.evaluation import Output
    from kg.publish.serve.settings import Settings
    from kg.publish.serve.wire import Message
    from kg.store.base import Store

_HERE = Path(__file__).parent
_STYLE = _HERE.parent / "site" / "templates" / "style.css"
#: What leads from a claim to what it is on.
_NAMING = ("about", "attributedTo", "counts")
_STATED = ("subject", "predicate", "object")
_MOST = 2_000  # claims of one thing
_ROWS = 300  # values on one page
#: The namespaces that the server answers for, each with its path and what its things are.
SPACES = ((KG, "/ns/", "Terms"), (KGD, "/id/", "Entities"), (SRC, "/source/", "Sources"))


def iri_of(path: str) -> str | None:
    """The IRI that is answered at a path of the server (``/id/state-russia``); None where none is."""
    for space, top, _ in SPACES:
        if path.startswith(top) and path != top:
            return space + path.removeprefix(top)
    return CURRENT_VIEW if path == "/view/current" else None


def path_of(iri: str) -> str:
    """The path at which an IRI is answered; empty where it is none of ours."""
    for space, top, _ in SPACES:
        if iri.startswith(space) and iri != space:
            return top + iri.removeprefix(space)
    return ""


def describe(store: Store, asked: Message, out: Output, settings: Settings) -> None:
    """Write what is known of ``asked["iri"]``. Raises Refusal 404 where nothing is."""
    node = node_of(asked["iri"])
    if next(iter(store.quads(node)), None) is None and not _is_graph(store, node):
        raise Refusal(404, f"nothing is known of {asked['iri'][:300]}", "look for it: /sparql")
    if asked["form"][0] == "html":
        out.begin("text/html")
        out.write(_page(store, node, settings))
        return
    write_triples(_described(store, node), asked["form"], out, settings)


def _is_graph(store: Store, node: ox.NamedNode) -> bool:
    return node.value == CURRENT_VIEW and any(store.quads(None, None, None, node))


def _described(store: Store, node: ox.NamedNode) -> Iterator[ox.Triple]:
    """The triples of a thing and of its blank nodes, then those of the claims behind it."""
    if node.value == CURRENT_VIEW:
        yield from (quad.triple for quad in store.quads(None, None, None, node))
        return
    seen: set[ox.Triple] = set()
    for subject in (node, *_claims_on(store, node)):
        for triple in _stated(store, subject):
            if triple not in seen:
                seen.add(triple)
                yield triple


def _stated(store: Store, subject: ox.NamedNode | ox.BlankNode) -> Iterator[ox.Triple]:
    waiting: list[ox.NamedNode | ox.BlankNode] = [subject]
    known = {subject}
    while waiting:
        for quad in store.quads(waiting.pop()):
            yield quad.triple
            if isinstance(quad.object, ox.BlankNode) and quad.object not in known:
                known.add(quad.object)
                waiting.append(quad.object)


def _claims_on(store: Store, node: ox.NamedNode) -> list[ox.NamedNode]:
    """The claims that name a thing, or that stand in a source, at most so many."""
    names = [*(KG + name for name in (*_NAMING, "source")), *(RDF + name for name in _STATED)]
    found: dict[ox.NamedNode, None] = {}
    for name in names:
        for quad in store.quads(None, ox.NamedNode(name), node):
            if isinstance(quad.subject, ox.NamedNode) and quad.graph_name != _VIEW:
                found[quad.subject] = None
    return sorted(found, key=lambda claim: claim.value)[:_MOST]


_VIEW, _DERIVED = ox.NamedNode(CURRENT_VIEW), ox.NamedNode(DERIVED_GRAPH)


def _page(store: Store, node: ox.NamedNode, settings: Settings) -> bytes:
    labels = Labels(store)
    claims = Claims(store, labels)
    on = [claims[c.value] for c in _claims_on(store, node) if c.value in claims]
    on = [claim for claim in on if claim.iri != node.value]
    own = claims.get(node.value)
    return render(
        "thing.html",
        title=labels(node.value) if own is None else statement_of(own),
        iri=node.value,
        short=settings.layout.prefixes.shorten(node.value),
        kinds=[
            _value(quad.object, labels)
            for quad in store.quads(node, ox.NamedNode(RDF + "type"))
            if quad.graph_name != _DERIVED
        ],
        said=None if own is None else _told(own),
        rows=_rows(store, node, labels),
        claims=[_told(claim) for claim in on[:_ROWS]],
        more=len(on) - _ROWS,
    )


def _rows(store: Store, node: ox.NamedNode, labels: Labels) -> list[tuple[str, list[Any]]]:
    """What is stated of a thing, by property: the label of each, and its values."""
    by_property: dict[str, dict[Any, None]] = {}
    for number, quad in enumerate(store.quads(node)):
        if number == _ROWS:
            break
        by_property.setdefault(quad.predicate.value, {})[quad.object] = None
    by_property.pop(RDF + "type", None)
    rows = []
    for name, values in sorted(by_property.items(), key=lambda row: labels(row[0])):
        told = []
        for value in values:
            if isinstance(value, ox.BlankNode):
                parts = [
                    f"{labels(quad.predicate.value)}: {_value(quad.object, labels)[0]}"
                    for quad in store.quads(value)
                    if quad.predicate.value != RDF + "type"
                ]
                told.append(("; ".join(sorted(parts)), "", ""))
            else:
                told.append(_value(value, labels))
        rows.append((shown(labels(name)), sorted(told)))
    return rows


def _value(term: object, labels: Labels) -> tuple[str, str, str]:
    """A term as it is shown, the address of its page here, and of one elsewhere."""
    if isinstance(term, ox.NamedNode):
        return shown(labels(term.value)), path_of(term.value), web_address(term.value)
    if isinstance(term, ox.Literal):
        return shown(term.value), "", web_address(term.value)
    return "…", "", ""


def _told(claim: Claim) -> dict[str, object]:
    source, speaker = claim.get("source") or "", claim.get("attributedTo") or ""
    return {
        "path": path_of(claim.iri),
        "statement": shown(statement_of(claim)),
        "speaker": (shown(claim.speaker), path_of(speaker)),
        "verb": shown(verb_of(claim)),
        "document": (shown(claim.document), path_of(source)),
        "wording": shown(claim.get("wording") or claim.evidence.get(KG + "wording", "")),
        "status": shown(claim.status),
    }


def listing(store: Store, asked: Message, out: Output, settings: Settings) -> None:
    """The things of a namespace that the server answers for: as a page, or their IRIs as JSON."""
    space = asked["space"]
    labels = Labels(store)
    iris = sorted(set(_things_of(store, space)))
    if asked["form"][0] == "json":
        out.begin(asked["form"][1])
        out.write(json.dumps(iris).encode())
        return
    things = sorted((shown(labels(iri)), path_of(iri)) for iri in iris)
    title = next(name for each, _, name in SPACES if each == space)
    out.begin("text/html")
    out.write(render("listing.html", title=title, things=things, iri=space))


def _things_of(store: Store, space: str) -> Iterator[str]:
    """The IRIs of a namespace that have a type; of claims, below their sources, none."""
    for quad in store.quads(None, ox.NamedNode(RDF + "type")):
        if isinstance(quad.subject, ox.NamedNode):
            iri = quad.subject.value
            if iri.startswith(space) and iri != space and "/" not in iri.removeprefix(space):
                yield iri


@cache
def _environment() -> jinja2.Environment:
    try:
        import jinja2
        from markupsafe import Markup
    except ImportError:
        raise missing("jinja2", "serve") from None
    environment = jinja2.Environment(
        loader=jinja2.FileSystemLoader(_HERE / "templates"),
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
        undefined=jinja2.StrictUndefined,
    )
    style = read_text(_STYLE, _STYLE.name, root=_STYLE.parent)
    environment.globals["style"] = Markup(style)  # noqa: S704  # our own file
    environment.globals["spaces"] = [(top, name) for _, top, name in SPACES]
    return environment


def render(template: str, **values: object) -> bytes:
    """A page by a template; what it shows is escaped."""
    page: Callable[..., str] = _environment().get_template(template).render
    return page(**values).encode("utf-8", "replace")


def style() -> str:
    """The style of all pages, of which their policy has the hash."""
    return str(_environment().globals["style"])
