"""Edits of a Turtle text that change one thing and leave every other character as it is."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import pyoxigraph as ox

from kg.errors import KgError
from kg.text.turtle.form import kept, prefixes_of, same, triples_of
from kg.text.turtle.tokens import Token, tokens
from kg.text.turtle.writer import short_name

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping


class Block(NamedTuple):
    """What is said of a subject in one place: its tokens (no comments), and where it stands."""

    tokens: tuple[Token, ...]

    @property
    def start(self) -> int:
        return self.tokens[0].start

    @property
    def end(self) -> int:
        """After its last point."""
        return self.tokens[-1].end


def blocks(text: str) -> Iterator[Block]:
    """The blocks of a text in their order."""
    held: list[Token] = []
    for token in tokens(text):
        if token.kind == "comment":
            continue
        held.append(token)
        if token.text == "." and token.kind == "mark" and token.depth == 0:
            if held[0].kind != "directive":
                yield Block(tuple(held))
            held = []
        elif held[0].kind == "directive" and token.kind == "namespace" and held[0].text[0] != "@":
            held = []  # PREFIX and BASE have no point


def block_of(text: str, iri: str) -> Block | None:
    """The first block of a subject."""
    return next((block for block in blocks(text) if block.tokens[0].iri == iri), None)


def with_properties(text: str, iri: str, lines: list[str]) -> str:
    """The text with properties added at the end of the first block of a subject."""
    block = block_of(text, iri)
    if block is None:
        raise KgError("this file has no block of its own for it", iri)
    at = max(token.end for token in block.tokens[:-1] if token.text != ";" or token.depth)
    return text[:at] + "".join(f" ;\n    {line}" for line in lines) + text[at:]


def without_properties(text: str, iri: str, predicates: Collection[str]) -> str:
    """The text without some properties in the blocks of a subject."""
    cuts: list[tuple[int, int]] = []
    for block in blocks(text):
        if block.tokens[0].iri != iri:
            continue
        before, inside = block.tokens[0], block.tokens[1:-1]
        segment: list[Token] = []
        ends: list[tuple[Token, list[Token]]] = []
        for token in (*inside, None):
            if token is None or (token.text == ";" and token.depth == 0):
                if segment:
                    ends.append((before, segment))
                    before = segment[-1]
                segment = []
            else:
                segment.append(token)
        cuts += [(b.end, own[-1].end) for b, own in ends if own[0].iri in predicates]
    for start, end in reversed(cuts):
        text = text[:start] + text[end:]
    return text


def with_copy(text: str, iri: str, new: str) -> str:
    """The text with a second block after that of a subject, which says the same of another."""
    block = block_of(text, iri)
    if block is None:
        raise KgError("this file has no block of its own for it", iri)
    head = short_name(new, prefixes_of(text))
    return (
        f"{text[: block.end]}\n\n{head}{text[block.tokens[0].end : block.end]}{text[block.end :]}"
    )


def without_blocks(text: str, iri: str) -> str:
    """The text without the blocks of a subject, and without the blank lines before them."""
    for block in reversed(list(blocks(text))):
        if block.tokens[0].iri == iri:
            text = text[: block.start].rstrip("\n") + text[block.end :]
    return text if text.endswith("\n") else f"{text}\n"


def with_terms(text: str, new: Mapping[str, str]) -> str:
    """The text with IRIs in place of others, where they stand as terms: never within a string.

    A text in the pinned form stays in it. Raises KgError where the outcome would say anything
    else than that.
    """
    prefixes = prefixes_of(text)
    changed, at = [], 0
    for token in tokens(text):
        if token.iri in new:
            changed += [text[at : token.start], short_name(new[token.iri], prefixes)]
            at = token.end
    result = "".join([*changed, text[at:]])

    def put(term: object) -> object:
        return (
            ox.NamedNode(new.get(term.value, term.value))
            if isinstance(term, ox.NamedNode)
            else term
        )

    def typed(term: object) -> object:
        if isinstance(term, ox.Literal) and term.datatype.value in new:
            return ox.Literal(term.value, datatype=ox.NamedNode(new[term.datatype.value]))
        return put(term)

    wanted = {
        ox.Triple(put(t.subject), put(t.predicate), typed(t.object))  # type: ignore[arg-type]
        for t in triples_of(text)
    }
    if not same(wanted, triples_of(result)):
        raise KgError("its names could not be replaced safely", None, "replace them by hand")
    return kept(text, result)
