"""Refuse a query that would reach the network, before the engine sees it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from kg.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Iterator

# What can hide or imitate a keyword in SPARQL 1.1 (https://www.w3.org/TR/sparql11-query/#grammar):
# strings, comments, IRIs, variables, prefixed names, language tags, blank nodes.
_TOKEN = re.compile(
    r'"""(?:[^"\\]|\\.|"(?!""))*"""|\'\'\'(?:[^\'\\]|\\.|\'(?!\'\'))*\'\'\''
    r'|"(?:[^"\\\n\r]|\\.)*"|\'(?:[^\'\\\n\r]|\\.)*\''
    r"|\#[^\n\r]*"
    r'|<[^<>"{}|^`\\\x00-\x20]*>'
    r"|[?$]\w+|@[A-Za-z][A-Za-z0-9\-]*"
    r"|(?:[^\W\d_][\w.\-]*)?:(?:[\w:%\\.\-])*"
    r"|(?P<word>[^\W\d][\w\-]*)",
    re.DOTALL,
)
_ESCAPE = re.compile(r"\\u([0-9A-Fa-f]{4})|\\U([0-9A-Fa-f]{8})")
_FORBIDDEN = {"SERVICE", "LOAD"}


def refuse_network(query: str) -> None:
    """Raise UsageError when a query holds the keyword SERVICE (or LOAD).

    The engine would follow it to any address, so no query that holds it is run. Code point
    escapes are resolved first, as they may spell the keyword (SPARQL 1.1, section 19.2).
    """
    for text in {query, _ESCAPE.sub(_unescape, query)}:
        for word, start in keywords(text):
            if word in _FORBIDDEN:
                line = text.count("\n", 0, start) + 1
                column = start - text.rfind("\n", 0, start)
                raise UsageError(
                    f"{word} would fetch from the network, which a query here never does",
                    f"query, line {line}, column {column}",
                    "take it out; load the other data as a source of its own",
                )


def keywords(query: str) -> Iterator[tuple[str, int]]:
    """The bare words of a query in upper case, each with its offset: keywords and functions."""
    for match in _TOKEN.finditer(query):
        if match["word"] is not None:
            yield match["word"].upper(), match.start()


def _unescape(match: re.Match[str]) -> str:
    code = int(match[1] or match[2], 16)
    return chr(code) if code < 0x110000 else match[0]
