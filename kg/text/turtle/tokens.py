"""The tokens of a Turtle text with their places: https://www.w3.org/TR/turtle/#sec-grammar."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator

#: The characters of names: PN_CHARS_BASE of the grammar, and PN_CHARS, which may follow.
NAME_START = (
    "A-Za-z\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u02ff\u0370-\u037d\u037f-\u1fff\u200c\u200d"
    "\u2070-\u218f\u2c00-\u2fef\u3001-\ud7ff\uf900-\ufdcf\ufdf0-\ufffd\U00010000-\U000effff"
)
NAME_PART = f"{NAME_START}_0-9\\-\u00b7\u0300-\u036f\u203f\u2040"
_ESCAPED = r"%[0-9A-Fa-f]{2}|\\[_~.\-!$&'()*+,;=/?#@%]"
_TOKEN = re.compile(
    r'(?P<string>"""(?:[^"\\]|\\.|"(?!""))*"""|\'\'\'(?:[^\'\\]|\\.|\'(?!\'\'))*\'\'\''
    r'|"(?:[^"\\\n]|\\.)*"|\'(?:[^\'\\\n]|\\.)*\')'
    r"|(?P<comment>\#[^\n]*)"
    r"|<(?P<iri>[^<>\x00-\x20]*)>"
    r"|(?P<directive>@(?:prefix|base)\b)"
    r"|(?P<language>@[A-Za-z]+(?:-[A-Za-z0-9]+)*)"
    rf"|(?P<blank>_:[{NAME_START}_0-9](?:[{NAME_PART}.]*[{NAME_PART}])?)"
    rf"|(?P<name>(?P<prefix>(?:[{NAME_START}](?:[{NAME_PART}.]*[{NAME_PART}])?)?):"
    rf"(?P<local>(?:(?:[{NAME_START}_0-9:]|{_ESCAPED})"
    rf"(?:(?:[{NAME_PART}.:]|{_ESCAPED})*(?:[{NAME_PART}:]|{_ESCAPED}))?)?))"
    r"|(?P<number>[+\-]?(?:\d+\.\d*[eE][+\-]?\d+|\.?\d+[eE][+\-]?\d+|\d*\.\d+|\d+))"
    r"|(?P<word>[A-Za-z]+)"
    r"|(?P<mark>\^\^|[.;,\[\]()])",
    re.DOTALL,
)


class Token(NamedTuple):
    """A token: its kind, its text, its offsets and its line (from 1).

    ``kind`` is a group of the grammar above, or "namespace" for the IRI of a directive. ``iri``: the
    IRI that it stands for, given in full or by a declared prefix; else "". ``depth``: the number of
    brackets that are open around it.
    """

    kind: str
    text: str
    start: int
    end: int
    line: int
    iri: str
    depth: int


def tokens(text: str) -> Iterator[Token]:
    """The tokens of a Turtle text in their order. What is no token in another text is passed over."""
    prefixes: dict[str, str] = {}
    depth, line, counted_to = 0, 1, 0
    declared_prefix: str | None = None  # the prefix whose namespace comes next
    in_directive = False
    for match in _TOKEN.finditer(text):
        line += text.count("\n", counted_to, match.start())
        counted_to = match.start()
        kind = match.lastgroup or ""  # of groups in a group, the outer one
        token_text = match.group()
        iri = ""
        if kind == "directive" or (kind == "word" and token_text.lower() in ("prefix", "base")):
            kind, in_directive = "directive", True
        elif in_directive and kind == "name":
            declared_prefix = match["prefix"]
        elif kind == "iri" and in_directive:
            if declared_prefix is not None:
                prefixes[declared_prefix] = match["iri"]
            declared_prefix, in_directive = None, False
            kind = "namespace"
        elif kind == "iri":
            iri = unescaped(match["iri"])
        elif kind == "name" and match["prefix"] in prefixes:
            local = re.sub(r"\\(.)", r"\1", match["local"] or "")
            iri = unescaped(prefixes[match["prefix"]]) + local
        depth -= token_text in ("]", ")") and kind == "mark"
        yield Token(kind, token_text, match.start(), match.end(), line, iri, depth)
        depth += token_text in ("[", "(") and kind == "mark"


def unescaped(text: str) -> str:
    """An IRI without the \\u escapes that Turtle allows in it."""
    return re.sub(
        r"\\u([0-9A-Fa-f]{4})|\\U([0-9A-Fa-f]{8})",
        lambda match: chr(int(match[1] or match[2], 16)),
        text,
    )
