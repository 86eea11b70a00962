"""Write new blocks of Turtle, as a file or into the text of one, from subjects and their lines."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import pairwise
from typing import TYPE_CHECKING

import pyoxigraph as ox

from kg.errors import KgError
from kg.iris import CORE, SRC
from kg.text.turtle.form import in_form_of, prefixes_of, same_graph, triples_of
from kg.text.turtle.tokens import tokens
from kg.text.turtle.writer import Node, write_blocks, write_turtle

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kg.iris import Prefixes

#: Prefixes that our files use and that a query does not know by itself.
_FILE_PREFIXES = {
    "geo": "http://www.w3.org/2003/01/geo/wgs84_pos#",
    "sh": "http://www.w3.org/ns/shacl#",
    "wd": "http://www.wikidata.org/entity/",
}

#: The object of a line: a term, several terms, or the lines of a blank node in brackets.
Value = ox.NamedNode | ox.Literal | tuple[ox.NamedNode, ...] | list["Line"]
Line = tuple[str, Value]
#: By the IRI of a subject, its lines: (predicate IRI, value).
Blocks = Mapping[str, Sequence[Line]]


def english(text: str) -> ox.Literal:
    """An English literal."""
    return ox.Literal(text, language="en")


def new_turtle(blocks: Blocks, claims_of: str | None = None, prefixes: Prefixes = CORE) -> str:
    """The text of a new file, which declares those of ``prefixes`` that it uses.

    ``claims_of``: the source whose claims get the prefix ``c:``.
    """
    return write_turtle(triples_of_blocks(blocks), _prefixes(claims_of, prefixes))


def with_blocks(
    text: str,
    blocks: Blocks,
    at: int,
    claims_of: str | None = None,
    prefixes: Prefixes = CORE,
) -> str:
    """The text of a file with new blocks inserted at the offset ``at``, where a block begins or the end.

    The prefixes of the file are used, and those that it lacks are declared in it; ``claims_of`` and
    ``prefixes`` as in ``new_turtle``. Raises KgError where the outcome would differ in more than the new triples.
    """
    declared, new_triples = prefixes_of(text), triples_of_blocks(blocks)
    spaces = declared | {
        name: space
        for name, space in _prefixes(claims_of, prefixes).items()
        if name not in declared and space not in declared.values()
    }
    added, used = write_blocks(new_triples, spaces)
    if not text[at:].strip():
        longer = f"{text.rstrip()}\n\n{added}"
    else:
        at = _with_comments(text, at)
        gap = "\n" if text[:at][-1:] not in ("\n", "") else ""
        longer = f"{text[:at]}{gap}{added}\n{text[at:]}"
    if lacking := {name: spaces[name] for name in used - declared.keys()}:
        longer = _with_prefixes(longer, lacking)
    try:
        fits = same_graph([*triples_of(text), *new_triples], triples_of(longer))
    except SyntaxError:
        fits = False
    if not fits:
        raise KgError("no place for a new block was found", None, "write it by hand")
    return in_form_of(text, longer)


def _with_comments(text: str, at: int) -> int:
    """The offset of a block including the comment lines above it."""
    start = text.rfind("\n", 0, at) + 1
    if text[start:at].strip():
        return at  # another block ends on its line
    while text[text.rfind("\n", 0, max(start - 1, 0)) + 1 : start].lstrip().startswith("#"):
        start = text.rfind("\n", 0, start - 1) + 1
    return start


def triples_of_blocks(blocks: Blocks) -> list[ox.Triple]:
    """The triples of subjects and their lines."""
    return [
        triple
        for subject, lines in blocks.items()
        for triple in _triples_of_lines(ox.NamedNode(subject), lines)
    ]


def _triples_of_lines(subject: Node, lines: Sequence[Line]) -> Iterator[ox.Triple]:
    for name, value in lines:
        predicate = ox.NamedNode(name)
        if isinstance(value, list):
            node = ox.BlankNode()
            yield ox.Triple(subject, predicate, node)
            yield from _triples_of_lines(node, value)
        else:
            terms = value if isinstance(value, tuple) else (value,)
            yield from (ox.Triple(subject, predicate, term) for term in terms)


def _prefixes(claims_of: str | None, prefixes: Prefixes) -> dict[str, str]:
    claim_prefix = {"c": f"{SRC}{claims_of}/"} if claims_of else {}
    return _FILE_PREFIXES | dict(prefixes) | claim_prefix


def _with_prefixes(text: str, lacking: dict[str, str]) -> str:
    """The text with more prefixes, each in its alphabetical place among those that are there."""
    places, end = [], 0
    for head, name in pairwise(token for token in tokens(text) if token.kind != "comment"):
        if head.kind == "directive" and name.kind == "name":
            places.append((name.text[:-1], head.start))
        elif head.kind == "namespace":
            end = text.find("\n", head.end) + 1
        elif head.kind == "mark" and head.text == "." and name.kind != "directive":
            break  # the first block: what is declared below it is none of the head
    if not end:
        text = f"\n{text}"
    for prefix in sorted(lacking, reverse=True):
        at = next((start for name, start in places if name > prefix), end)
        text = f"{text[:at]}@prefix {prefix}: <{lacking[prefix]}> .\n{text[at:]}"
    return text
