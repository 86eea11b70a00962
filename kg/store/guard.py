"""Refuse a query that would reach the network, before the engine sees it."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from kg.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Iterator

# What can hide a keyword (https://www.w3.org/TR/sparql11-query/#grammar), exactly as the engine
# reads it: a string with an escape that is none is no string, and "\#" in a prefixed name begins
# no comment. Surrogates and code points above U+10FFFF are no escapes.
_ESCAPE = (
    r"""\\(?:[tbnrf"'\\]|u(?![Dd][89A-Fa-f])[0-9A-Fa-f]{4}"""
    r"|U(?:000(?:0(?![Dd][89A-Fa-f])|[1-9A-Fa-f])|0010)[0-9A-Fa-f]{4})"
)
_STRING = (
    rf"""\"""(?:"{{0,2}}(?:[^"\\]|{_ESCAPE}))*+\"""|\'\'\'(?:'{{0,2}}(?:[^'\\]|{_ESCAPE}))*+\'\'\'"""
    rf"""|"(?:[^"\\\n\r]|{_ESCAPE})*+"|'(?:[^'\\\n\r]|{_ESCAPE})*+'"""
)
_COMMENT = r"\#[^\n\r]*+"
_IRI = r'<[^<>"{}|^`\x00-\x20]*+>'
# SERVICE, SILENT, variable or IRI, brace. The engine needs no space between these, reads
# "service:x {" as SERVICE :x {, and can fall back to that reading in the middle of a name.
_GAP = rf"(?:[ \t\r\n]++|{_COMMENT})*+"
_NAME = r'(?:[^ \t\r\n{}<>"#\\]|\\.)*+'


class _Lexer(NamedTuple):
    """The patterns, compiled only for a query that may need them."""

    hiding: re.Pattern[str]
    iri: re.Pattern[str]
    service: re.Pattern[str]
    clause: re.Pattern[str]
    token: re.Pattern[str]


@cache
def _lexer() -> _Lexer:
    return _Lexer(
        hiding=re.compile(rf"{_STRING}|{_COMMENT}|\\.|[?$]\w+", re.DOTALL),
        iri=re.compile(_IRI),
        service=re.compile("SERVICE", re.IGNORECASE),
        clause=re.compile(
            rf"SERVICE{_GAP}(?:SILENT{_GAP})?"
            rf'(?:<[^<>]*+>|[?$]{_NAME}|(?=[^ \t\r\n{{}}<>"#\\:]*+:){_NAME}){_GAP}\{{',
            re.IGNORECASE | re.DOTALL,
        ),
        token=re.compile(
            rf"{_STRING}|{_COMMENT}|{_IRI}"
            r"|[?$]\w+|@[A-Za-z][A-Za-z0-9\-]*"
            r"|(?P<prefix>(?:[^\W\d_][\w.\-]*)?):(?P<local>(?:[\w:%.\-]|\\.)*)"
            r"|(?P<word>[^\W\d][\w\-]*)",
            re.DOTALL,
        ),
    )


def refuse_network(query: str) -> None:
    """Raise UsageError when a query holds a SERVICE clause, or is a LOAD.

    The engine would follow it to any address. ``<`` may open an IRI or mean "less than", and only
    a whole parser could tell which: both readings are followed, and a clause in either is refused.
    """
    folded = query.casefold()
    if "service" in folded:
        code = _code_positions(query)
        for word in _lexer().service.finditer(query):
            if word.start() in code and _lexer().clause.match(query, word.start()):
                raise _refusal("SERVICE", query, word.start())
    if "load" in folded:
        for keyword, start in keywords(query):
            if keyword == "LOAD":
                raise _refusal("LOAD", query, start)


def _refusal(word: str, query: str, start: int) -> UsageError:
    line = query.count("\n", 0, start) + 1
    column = start - query.rfind("\n", 0, start)
    return UsageError(
        f"{word} would fetch from the network, which a query here never does",
        f"query, line {line}, column {column}",
        "take it out; load the other data as a source of its own",
    )


def _code_positions(query: str) -> set[int]:
    """The offsets that lie outside strings, comments, IRIs and variables in some reading."""
    lexer = _lexer()
    outside: set[int] = set()
    starts = [0]
    while starts:
        at = starts.pop()
        while at < len(query) and at not in outside:
            outside.add(at)
            if iri := lexer.iri.match(query, at):
                starts.append(iri.end())
            hiding = lexer.hiding.match(query, at)
            at = hiding.end() if hiding else at + 1
    return outside


def keywords(query: str) -> Iterator[tuple[str, int]]:
    """The bare words of a query in upper case, each with its offset: keywords and functions."""
    for match in _lexer().token.finditer(query):
        if match["word"] is not None:
            yield match["word"].upper(), match.start()


def prefixed_names(query: str) -> Iterator[tuple[str, str, int]]:
    """Each prefixed name in a query: prefix, local part, and offset."""
    for match in _lexer().token.finditer(query):
        if match["prefix"] is not None:
            yield match["prefix"], match["local"].rstrip("."), match.start()  # a stop ends a triple
