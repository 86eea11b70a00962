"""Bring a Turtle file into the pinned form, and refuse a file of which that would lose something."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pyoxigraph as ox

from kg.errors import DataError, Finding, KgError
from kg.iris import CORE, XSD
from kg.text.turtle.canonical import canonical
from kg.text.turtle.document import parse_turtle
from kg.text.turtle.tokens import tokens
from kg.text.turtle.writer import write_turtle

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from kg.iris import Prefixes
    from kg.text.inputs import InputFile

#: The id of the findings here.
CHECK = "format"
_DECIMAL = re.compile(r"-?(?:0|[1-9][0-9]*)\.[0-9]+")  # a last zero stays: 0.80 may be meant so


def pinned_text(file: InputFile, prefixes: Prefixes = CORE) -> str:
    """The text of a file in the pinned form; ``prefixes`` as in ``parse_turtle``.

    A file that says nothing yet stays as it is. Raises DataError for a file that is not Turtle, for
    one with comments, which the form does not have, and for one with numbers such as 007, which the
    parser turns into 7; KgError for blank nodes nested too deep.
    """
    before = parse_turtle(file, "", prefixes)
    if before.triples and (refused := list(_losses(file, before.text))):
        raise DataError(refused)
    try:
        text = _pinned(before.text)
        says_the_same = same_graph(before.triples, triples_of(text))
    except KgError as error:
        raise KgError(error.what, file.shown, error.remedy) from None
    if not says_the_same:
        raise KgError(
            "its pinned form would say something else: a fault of the program",
            file.shown,
            "leave this file out, and report it together with the file",
        )
    return text


def in_form_of(before: str, after: str) -> str:
    """The text ``after``; in the pinned form, if ``before`` is in that form."""
    try:
        return _pinned(after) if _pinned(before) == before else after
    except KgError:  # nested too deep for it
        return after


def _pinned(text: str) -> str:
    triples = triples_of(text)
    return write_turtle(triples, prefixes_of(text)) if triples else text


def triples_of(text: str) -> list[ox.Triple]:
    """The triples of a Turtle text. Raises SyntaxError for a text that is none."""
    return [quad.triple for quad in ox.parse(text, format=ox.RdfFormat.TURTLE)]


def prefixes_of(text: str) -> dict[str, str]:
    """The namespaces that a Turtle text declares, by prefix; of one declared twice, the last."""
    parser = ox.parse(text, format=ox.RdfFormat.TURTLE)
    for _ in parser:  # they are known when all has been read
        pass
    return dict(parser.prefixes)


def same_graph(first: Iterable[ox.Triple], second: Iterable[ox.Triple]) -> bool:
    """Whether two graphs are equal but for the names of their blank nodes (RDFC-1.0).

    Raises KgError for blank nodes that cannot be told apart.
    """
    return canonical(first) == canonical(second)


def _losses(file: InputFile, text: str) -> Iterator[Finding]:
    """A finding for each comment, number and truth value that the pinned form would lose or change."""
    all_tokens = list(tokens(text))
    for token, next_token, after_next in zip(
        all_tokens, [*all_tokens[1:], None], [*all_tokens[2:], None, None], strict=False
    ):
        if token.kind == "comment":
            problem = f"the comment “{token.text.lstrip('# ')[:40]}” would be lost"
            remedy = "make it a triple (rdfs:comment, kg:note), or leave this file out"
        elif token.kind == "number" and is_noncanonical(token.text, None):
            problem = f"{token.text} is another way to write a number, and would not be kept"
            remedy = f"write {_canonical_number(token.text)}; the digits of a source belong in kg:wording"
        elif (
            token.kind == "string"
            and next_token
            and after_next
            and is_noncanonical(token.text[1:-1], after_next.iri)
        ):
            problem = f"{token.text} is another way to write a value, and would not be kept"
            plain = _canonical_number(token.text[1:-1])
            if after_next.iri == XSD + "boolean":
                plain = "true" if plain == "1" else "false"
            remedy = f"write {plain}, or leave the datatype away if it is a text"
        else:
            continue
        yield Finding(CHECK, "error", file.shown, token.line, "", problem, remedy)


def is_noncanonical(text: str, datatype: str | None) -> bool:
    """Whether a number or truth value is not written in its canonical form.

    ``datatype`` is its IRI; None for a number that stands in the text without quotation marks.
    """
    if datatype in (XSD + "integer", None) and re.fullmatch(r"[+\-]?[0-9]+", text):
        return text != _canonical_number(text)
    if datatype in (XSD + "decimal", None) and re.fullmatch(r"[+\-]?[0-9]*\.[0-9]+", text):
        return not _DECIMAL.fullmatch(text)
    return datatype == XSD + "boolean" and text in ("0", "1")


def _canonical_number(text: str) -> str:
    """A number without plus sign and leading zeros."""
    sign = "-" if text.startswith("-") and text.strip("+-0.") else ""
    whole, point, part = text.lstrip("+-").partition(".")
    return f"{sign}{whole.lstrip('0') or '0'}{point}{part}"
