"""What is written to a scratch store: SPARQL updates, and whole graphs. Nothing of it reaches the text.

A write runs in a copy of the process that holds the store, which takes its place only when all was
done: a write that fails, or that is ended at a limit, leaves nothing behind.
"""

from __future__ import annotations

import json
import re
from typing import IO, TYPE_CHECKING, NamedTuple

import pyoxigraph as ox

from kg.publish.serve.evaluation import (
    Refusal,
    check_network,
    holds,
    node_of,
)
from kg.publish.serve.types import RDF_FORMATS
from kg.store import sparql
from kg.store.guard import keywords, skeleton
from kg.store.sandbox import close_network, is_closed

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kg.publish.serve.settings import Settings
    from kg.publish.serve.wire import Message
    from kg.store.oxigraph import OxigraphStore

_DATASET = ("using-graph-uri", "using-named-graph-uri")
#: Levels of JSON: those of a document of people, with room; a thousand cost gigabytes.
_DEEPEST = 100


def write(store: OxigraphStore, asked: Message, body: IO[bytes], settings: Settings) -> Message:
    """Do what is asked: ``update``, ``put``, ``post`` or ``delete``; gives what to tell of it. Raises Refusal."""
    if not settings.allowed and not is_closed():
        close_network()
    if asked["do"] == "update":
        return _update(store, asked, settings)
    name = ox.DefaultGraph() if asked["graph"] is None else node_of(asked["graph"])
    if asked["do"] == "delete":
        if not holds(store, name):
            raise Refusal(404, "there is no such graph")
        store.drop_graph(name)
        return {"created": False}
    quads = [
        ox.Quad(quad.subject, quad.predicate, quad.object, name)
        for part in asked["parts"]
        for quad in _read(body, part, asked["base"])
    ]
    created = not holds(store, name)
    store.replace_graph(name, quads, keep=asked["do"] == "post")
    return {"created": created}


def _read(body: IO[bytes], part: Message, base: str) -> Iterator[ox.Quad]:
    body.seek(part["start"])
    content = body.read(part["size"])
    refuse_dangerous(content, part["form"])
    try:
        for quad in ox.parse(content, format=RDF_FORMATS[part["form"]], base_iri=base):
            if not isinstance(quad.graph_name, ox.DefaultGraph):
                raise Refusal(
                    400, "a graph is written here, and the content names others", "send triples"
                )
            yield quad
    except (SyntaxError, ValueError) as error:
        raise Refusal(400, f"the content cannot be read: {str(error)[:300]}") from None


def refuse_dangerous(content: bytes, form: str) -> None:
    """Raise Refusal for XML with a DTD, whose entities grow without bound, and for deep JSON-LD."""
    if form == "rdf" and _holds_doctype(content):
        raise Refusal(400, "XML with a document type (DTD) is not read", "write entities out")
    if form == "jsonld":
        depth = deepest = 0
        for bracket in re.findall(rb'"(?:[^"\\]|\\.)*"|[\[\]{}]', content):
            depth += (bracket in b"[{") - (bracket in b"]}") if len(bracket) == 1 else 0
            deepest = max(deepest, depth)
        if deepest > _DEEPEST:
            raise Refusal(400, f"JSON-LD is read {_DEEPEST} levels deep, and this has {deepest}")
        try:
            json.loads(content)
        except (ValueError, RecursionError):
            raise Refusal(400, "the content is not JSON") from None


def _holds_doctype(content: bytes) -> bool:
    folded = content.replace(b"\0", b"")  # UTF-16 too
    return b"<!DOCTYPE" in folded.upper()


def _update(store: OxigraphStore, asked: Message, settings: Settings) -> Message:
    text = asked["text"]
    check_network(text, settings.allowed)
    if any(asked.get(name) for name in _DATASET):
        text = with_dataset(text, asked.get(_DATASET[0], ()), asked.get(_DATASET[1], ()))
    with sparql.answering("update"):
        try:
            store.update(text, base=asked["base"], prefixes=settings.known_prefixes)
        except SyntaxError as error:
            raise sparql.syntax_error(
                str(error), text, "update", settings.layout.prefixes
            ) from None
        except OSError as error:
            raise Refusal(422, f"another server could not be asked: {error}") from None
    return {}


class _Word(NamedTuple):
    name: str
    start: int


def with_dataset(text: str, default: list[str], named: list[str]) -> str:
    """An update of which each WHERE looks at these graphs (SPARQL 1.1 Protocol, section 2.2.3).

    Raises Refusal 400 for one that names graphs itself, by USING or WITH.
    """
    bare, depth, at = skeleton(text), 0, 0
    clauses = "".join(f" USING {node_of(iri)}" for iri in default)
    clauses += "".join(f" USING NAMED {node_of(iri)}" for iri in named)
    pieces, copied, before = [], 0, ""
    for word in (_Word(*each) for each in keywords(text)):
        depth += bare.count("{", at, word.start) - bare.count("}", at, word.start)
        at = word.start
        if depth:
            continue
        if word.name in ("USING", "WITH"):
            raise Refusal(
                400,
                f"the update names its graphs itself ({word.name}), and so does the request",
                "name them in one of the two",
            )
        if word.name == "WHERE":
            pieces.append(text[copied : word.start])
            copied = word.start
            if before == "DELETE":  # DELETE WHERE { … }: the pattern is the template too
                end = _closing(bare, word.start)
                pieces.append(text[word.start + len("WHERE") : end])
            pieces.append(clauses + " ")
        before = word.name
    return "".join((*pieces, text[copied:]))


def _closing(bare: str, start: int) -> int:
    """The offset behind the brace that closes the first one from an offset on."""
    depth = 0
    for match in re.compile(r"[{}]").finditer(bare, start):
        depth += 1 if match[0] == "{" else -1
        if depth == 0:
            return match.end()
    return len(bare)
