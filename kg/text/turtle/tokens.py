"""The tokens of a Turtle text with their places: https://www.w3.org/TR/turtle/#sec-grammar."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator

_ESCAPED = r"%[0-9A-Fa-f]{2}|\\[_~.\-!$&'()*+,;=/?#@%]"
_TOKEN = re.compile(
    r'(?P<string>"""(?:[^"\\]|\\.|"(?!""))*"""|\'\'\'(?:[^\'\\]|\\.|\'(?!\'\'))*\'\'\''
    r'|"(?:[^"\\\n]|\\.)*"|\'(?:[^\'\\\n]|\\.)*\')'
    r"|(?P<comment>\#[^\n]*)"
    r"|<(?P<iri>[^<>\s]*)>"
    r"|(?P<directive>@(?:prefix|base)\b)"
    r"|(?P<language>@[A-Za-z]+(?:-[A-Za-z0-9]+)*)"
    r"|(?P<blank>_:[\w](?:[\w.\-]*[\w\-])?)"
    rf"|(?P<name>(?P<prefix>(?:[^\W\d_](?:[\w.\-]*[\w\-])?)?):"
    rf"(?P<local>(?:(?:[\w:]|{_ESCAPED})(?:(?:[\w.:\-·]|{_ESCAPED})*(?:[\w:\-·]|{_ESCAPED}))?)?))"
    r"|(?P<number>[+\-]?(?:\d+\.\d*[eE][+\-]?\d+|\.?\d+[eE][+\-]?\d+|\d*\.\d+|\d+))"
    r"|(?P<word>[A-Za-z]+)"
    r"|(?P<mark>\^\^|[.;,\[\]()])",
    re.DOTALL,
)


class Token(NamedTuple):
    """A token: its kind (a group of the grammar above), its text, where it stands.

    ``iri`` is what it names: an IRI or a name with a declared prefix; else empty. ``depth`` counts
    the brackets that are open around it.
    """

    kind: str
    text: str
    start: int
    end: int
    line: int
    iri: str
    depth: int


def tokens(text: str) -> Iterator[Token]:
    """The tokens of a text that is Turtle (of another, some)."""
    prefixes: dict[str, str] = {}
    depth, line, seen = 0, 1, 0
    declared: str | None = None  # the prefix whose namespace comes next
    declaring = False
    for match in _TOKEN.finditer(text):
        line += text.count("\n", seen, match.start())
        seen = match.start()
        kind = match.lastgroup or ""  # of groups in a group, the outer one
        word = match.group()
        iri = ""
        if kind == "directive" or (kind == "word" and word.lower() in ("prefix", "base")):
            kind, declaring = "directive", True
        elif declaring and kind == "name":
            declared = match["prefix"]
        elif kind == "iri" and declaring:
            if declared is not None:
                prefixes[declared] = match["iri"]
            declared, declaring = None, False
            kind = "namespace"
        elif kind == "iri":
            iri = unescaped(match["iri"])
        elif kind == "name" and match["prefix"] in prefixes:
            local = re.sub(r"\\(.)", r"\1", match["local"] or "")
            iri = unescaped(prefixes[match["prefix"]]) + local
        depth -= word in ("]", ")") and kind == "mark"
        yield Token(kind, word, match.start(), match.end(), line, iri, depth)
        depth += word in ("[", "(") and kind == "mark"


def unescaped(text: str) -> str:
    """An IRI without the \\u escapes that Turtle allows in it."""
    return re.sub(
        r"\\u([0-9A-Fa-f]{4})|\\U([0-9A-Fa-f]{8})",
        lambda found: chr(int(found[1] or found[2], 16)),
        text,
    )
