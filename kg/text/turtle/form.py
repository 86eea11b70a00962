"""A Turtle file in the pinned form, or the reasons why that would alter what it says."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pyoxigraph as ox

from kg.errors import DataError, Finding, KgError
from kg.iris import XSD
from kg.text.turtle.document import parse_turtle
from kg.text.turtle.tokens import tokens
from kg.text.turtle.writer import write_turtle

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from kg.text.inputs import InputFile

#: The id of the findings here.
CHECK = "format"
_DECIMAL = re.compile(r"-?(?:0|[1-9]\d*)\.\d+")  # a last zero stays: 0.80 may be meant so


def formatted(file: InputFile) -> str:
    """The text of a file in the pinned form.

    Raises DataError for a file that is not Turtle, and for one with comments, which the form has
    not, or with numbers such as 007, of which the store makes 7.
    """
    before = parse_turtle(file, "")
    if refused := list(_refused(file, before.text)):
        raise DataError(refused)
    text = _pinned(before.text)
    if not same(before.triples, triples_of(text)):
        raise KgError(
            "its pinned form would say something else: a fault of the program",
            file.shown,
            "leave this file out, and report it together with the file",
        )
    return text


def kept(before: str, after: str) -> str:
    """A changed text of a file: in the pinned form if the text before was in it, else as it is."""
    try:
        return _pinned(after) if _pinned(before) == before else after
    except KgError:  # nested too deep for it
        return after


def _pinned(text: str) -> str:
    return write_turtle(triples_of(text), prefixes_of(text))


def triples_of(text: str) -> list[ox.Triple]:
    """The triples of a text. Raises SyntaxError for one that is not Turtle."""
    return [quad.triple for quad in ox.parse(text, format=ox.RdfFormat.TURTLE)]


def prefixes_of(text: str) -> dict[str, str]:
    """The prefixes that a Turtle text declares; of one declared twice, the last."""
    parser = ox.parse(text, format=ox.RdfFormat.TURTLE)
    for _ in parser:  # they are known when all has been read
        pass
    return dict(parser.prefixes)


def same(one: Iterable[ox.Triple], other: Iterable[ox.Triple]) -> bool:
    """Whether two graphs are the same, whatever their blank nodes are called (RDFC-1.0)."""
    return canonical(one) == canonical(other)


def canonical(triples: Iterable[ox.Triple]) -> set[str]:
    """The triples as N-Triples, with the names that RDFC-1.0 gives to blank nodes."""
    graph = ox.Dataset(ox.Quad(t.subject, t.predicate, t.object) for t in triples)
    graph.canonicalize(ox.CanonicalizationAlgorithm.RDFC_1_0)
    return {str(quad.triple) for quad in graph}


def _refused(file: InputFile, text: str) -> Iterator[Finding]:
    """Comments and odd numbers, each with its line."""
    found = list(tokens(text))
    for token, mark, kind in zip(found, [*found[1:], None], [*found[2:], None, None], strict=False):
        if token.kind == "comment":
            problem = f"the comment “{token.text.lstrip('# ')[:40]}” would be lost"
            remedy = "make it a triple (rdfs:comment, kg:note), or leave this file out"
        elif token.kind == "number" and is_odd(token.text, None):
            problem = f"{token.text} is another way to write a number, and would not be kept"
            remedy = f"write {_plain(token.text)}; the digits of a source belong in kg:wording"
        elif token.kind == "string" and mark and kind and is_odd(token.text[1:-1], kind.iri):
            problem = f"{token.text} is another way to write a value, and would not be kept"
            plain = _plain(token.text[1:-1])
            if kind.iri == XSD + "boolean":
                plain = "true" if plain == "1" else "false"
            remedy = f"write {plain}, or leave the datatype away if it is a text"
        else:
            continue
        yield Finding(CHECK, "error", file.shown, token.line, "", problem, remedy)


def is_odd(text: str, datatype: str | None) -> bool:
    """Whether a number or truth value is not in its one form; no datatype: it stands bare."""
    if datatype in (XSD + "integer", None) and re.fullmatch(r"[+\-]?\d+", text):
        return text != str(int(text))
    if datatype in (XSD + "decimal", None) and re.fullmatch(r"[+\-]?\d*\.\d+", text):
        return not _DECIMAL.fullmatch(text)
    return datatype == XSD + "boolean" and text in ("0", "1")


def _plain(text: str) -> str:
    """A number without plus and leading zeros."""
    sign = "-" if text.startswith("-") and text.strip("+-0.") else ""
    whole, point, part = text.lstrip("+-").partition(".")
    return f"{sign}{whole.lstrip('0') or '0'}{point}{part}"
