"""Media types, and which of them a client would rather have (RFC 9110, section 12.5.1)."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

import pyoxigraph as ox

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

#: Of rows and truth values, the best first: the W3C's names, and what else clients call them.
RESULTS: Mapping[str, tuple[str, ...]] = {
    "json": ("application/sparql-results+json", "application/json"),
    "xml": ("application/sparql-results+xml", "application/xml", "text/xml"),
    "csv": ("text/csv",),
    "tsv": ("text/tab-separated-values",),
}
#: Of graphs, likewise.
GRAPHS: Mapping[str, tuple[str, ...]] = {
    "ttl": ("text/turtle", "application/x-turtle"),
    "nt": ("application/n-triples", "text/plain"),
    "nq": ("application/n-quads",),
    "trig": ("application/trig",),
    "jsonld": ("application/ld+json", "application/json"),
    "rdf": ("application/rdf+xml", "application/xml", "text/xml"),
}
PAGES: Mapping[str, tuple[str, ...]] = {"html": ("text/html", "application/xhtml+xml")}
JSON: Mapping[str, tuple[str, ...]] = {"json": ("application/json",)}

RDF_FORMATS = {
    "ttl": ox.RdfFormat.TURTLE,
    "nt": ox.RdfFormat.N_TRIPLES,
    "nq": ox.RdfFormat.N_QUADS,
    "trig": ox.RdfFormat.TRIG,
    "jsonld": ox.RdfFormat.JSON_LD,
    "rdf": ox.RdfFormat.RDF_XML,
}
RESULT_FORMATS = {
    "json": ox.QueryResultsFormat.JSON,
    "xml": ox.QueryResultsFormat.XML,
    "csv": ox.QueryResultsFormat.CSV,
    "tsv": ox.QueryResultsFormat.TSV,
}
#: What may be written into a graph, by the type of the content.
READABLE = {
    name: form
    for form in ("ttl", "nt", "nq", "trig", "jsonld", "rdf")
    for name in GRAPHS[form]
    if name not in ("text/plain", "application/json")
}
_TEXT = re.compile(r"text/|application/(?:x-turtle|trig|n-)")
_TOKEN = r"[!#$%&'*+\-.^_`|~0-9A-Za-z]+"  # noqa: S105  # HTTP's word for it
_RANGE = re.compile(rf"\s*({_TOKEN})/({_TOKEN})\s*")
_QUALITY = re.compile(r"0(?:\.\d{0,3})?|1(?:\.0{0,3})?")


class Range(NamedTuple):
    """A range of media types that a client takes: ``text/*`` is ("text", "*"), and how gladly (0 to 1)."""

    kind: str
    subtype: str
    quality: float

    def covers(self, name: str) -> int:
        """How closely it names a type: 3 itself, 2 its kind, 1 anything; 0 not at all."""
        kind, _, subtype = name.partition("/")
        if self.kind == "*":
            return 1
        if self.kind != kind or self.subtype not in ("*", subtype):
            return 0
        return 2 if self.subtype == "*" else 3


def accepted(header: str) -> list[Range]:
    """The ranges of an Accept header; one that is empty takes anything, what cannot be read is passed over."""
    ranges = []
    for part in header.split(","):
        name, *parameters = part.split(";")
        match = _RANGE.fullmatch(name)
        if match is None or (match[1] == "*" != match[2]):
            continue
        quality = 1.0
        for parameter in parameters:
            key, _, value = parameter.partition("=")
            if key.strip().lower() == "q":
                quality = float(value) if _QUALITY.fullmatch(value := value.strip()) else 0.0
        ranges.append(Range(match[1].lower(), match[2].lower(), quality))
    return ranges if header.strip() else [Range("*", "*", 1.0)]


def quality(ranges: Iterable[Range], name: str) -> float:
    """How gladly a type is taken: what names it most closely says so (RFC 9110, section 12.5.1)."""
    fits = [(range_.covers(name), range_.quality) for range_ in ranges if range_.covers(name)]
    if not fits:
        return 0.0
    closest = max(closeness for closeness, _ in fits)
    return max(value for closeness, value in fits if closeness == closest)


def preferred(
    header: str, offered: Mapping[str, tuple[str, ...]], first: str | None = None
) -> tuple[str, str] | None:
    """The form of those on offer that a client would rather have, and the type by which it is sent.

    ``first`` is preferred among equals, else the first. None where none is taken.
    """
    ranges = accepted(header)
    best: tuple[float, str, str] | None = None
    order = sorted(offered, key=lambda form: form != first)
    for form in order:
        for place, name in enumerate(offered[form]):
            value = quality(ranges, name)
            named = any(range_.covers(name) == 3 and range_.quality for range_ in ranges)
            if place and not named:
                continue  # a further name is used only for who asks by it
            if value and (best is None or value > best[0]):
                best = (value, form, name)
    return None if best is None else (best[1], best[2])


@lru_cache(512)
def results_for(header: str) -> tuple[str, str] | None:
    """``preferred`` among the types of rows."""
    return preferred(header, RESULTS)


@lru_cache(512)
def graphs_for(header: str) -> tuple[str, str] | None:
    """``preferred`` among the types of graphs."""
    return preferred(header, GRAPHS)


def content_type(name: str) -> str:
    """A type as the header has it: text is UTF-8."""
    return f"{name}; charset=utf-8" if _TEXT.match(name) and name != "text/xml" else name


def takes_gzip(header: str) -> bool:
    """Whether an Accept-Encoding header takes gzip (RFC 9110, section 12.5.3)."""
    values: dict[str, float] = {}
    for part in header.split(","):
        name, _, parameter = part.partition(";")
        key, _, value = parameter.partition("=")
        value = value.strip()
        known = key.strip().lower() == "q"
        values[name.strip().lower()] = (
            (float(value) if _QUALITY.fullmatch(value) else 0.0) if known else 1.0
        )
    return values.get("gzip", values.get("x-gzip", values.get("*", 0.0))) > 0
