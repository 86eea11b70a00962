"""Edits of a Turtle text that change one thing and leave every other character as it is."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import pyoxigraph as ox

from kg.errors import KgError
from kg.text.turtle.blocks import triples_of_blocks
from kg.text.turtle.form import in_form_of, prefixes_of, same_graph, triples_of
from kg.text.turtle.tokens import Token, tokens
from kg.text.turtle.writer import short_name, write_blocks

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

    from kg.text.turtle.blocks import Line


class Block(NamedTuple):
    """The statements about a subject up to a full stop, as tokens without comments."""

    tokens: tuple[Token, ...]

    @property
    def start(self) -> int:
        """The offset of its subject."""
        return self.tokens[0].start

    @property
    def end(self) -> int:
        """The offset after its full stop."""
        return self.tokens[-1].end


def blocks(text: str) -> Iterator[Block]:
    """The blocks of a Turtle text in their order."""
    block_tokens: list[Token] = []
    for token in tokens(text):
        if token.kind == "comment":
            continue
        block_tokens.append(token)
        if token.text == "." and token.kind == "mark" and token.depth == 0:
            if block_tokens[0].kind != "directive":
                yield Block(tuple(block_tokens))
            block_tokens = []
        elif (
            block_tokens[0].kind == "directive"
            and token.kind == "namespace"
            and block_tokens[0].text[0] != "@"
        ):
            block_tokens = []  # PREFIX and BASE have no point


def block_of(text: str, iri: str) -> Block | None:
    """The first block of a subject (an IRI); None without one."""
    return next((block for block in blocks(text) if block.tokens[0].iri == iri), None)


def with_properties(text: str, iri: str, lines: list[str]) -> str:
    """The text with lines (``kg:p value``) added at the end of the first block of a subject.

    Raises KgError where the text has no block of it.
    """
    block = block_of(text, iri)
    if block is None:
        raise KgError("this file has no block of its own for it", iri)
    at = max(token.end for token in block.tokens[:-1] if token.text != ";" or token.depth)
    return text[:at] + "".join(f" ;\n    {line}" for line in lines) + text[at:]


def without_properties(text: str, iri: str, predicates: Collection[str]) -> str:
    """The text without some properties (IRIs) in all blocks of a subject."""
    cuts: list[tuple[int, int]] = []
    for block in blocks(text):
        if block.tokens[0].iri != iri:
            continue
        before, inside = block.tokens[0], block.tokens[1:-1]
        current: list[Token] = []
        properties: list[tuple[Token, list[Token]]] = []
        for token in (*inside, None):
            if token is None or (token.text == ";" and token.depth == 0):
                if current:
                    properties.append((before, current))
                    before = current[-1]
                current = []
            else:
                current.append(token)
        cuts += [
            (b.end, property_tokens[-1].end)
            for b, property_tokens in properties
            if property_tokens[0].iri in predicates
        ]
    for start, end in reversed(cuts):
        text = text[:start] + text[end:]
    return text


def with_copy(text: str, iri: str, new: str) -> str:
    """The text with a copy of the first block of ``iri`` after it, whose subject is ``new``.

    Raises KgError where the text has no block of ``iri``.
    """
    block = block_of(text, iri)
    if block is None:
        raise KgError("this file has no block of its own for it", iri)
    head = short_name(new, prefixes_of(text))
    return (
        f"{text[: block.end]}\n\n{head}{text[block.tokens[0].end : block.end]}{text[block.end :]}"
    )


def without_blocks(text: str, iri: str) -> str:
    """The text without the blocks of a subject, and without the blank lines before each."""
    for block in reversed(list(blocks(text))):
        if block.tokens[0].iri == iri:
            text = text[: block.start].rstrip("\n") + text[block.end :]
    return text if text.endswith("\n") else f"{text}\n"


def with_replaced(text: str, iri: str, lines: Sequence[Line], prefixes: Mapping[str, str]) -> str:
    """The text with the one block of a subject in place of which its ``lines`` are written.

    ``prefixes``: those that the file declares not itself and that may be written. Raises KgError
    where the text has no block of it, or several, or the outcome would differ in more.
    """
    own = [block for block in blocks(text) if block.tokens[0].iri == iri]
    if len(own) != 1:
        raise KgError(
            f"this file has {len(own) or 'no'} blocks of it", iri, "make one of them by hand"
        )
    declared = prefixes_of(text)
    new = triples_of_blocks({iri: lines})
    written, used = write_blocks(new, {**prefixes, **declared})
    if lacking := used - declared.keys():
        raise KgError(f"the file declares no prefix {sorted(lacking)[0]}:", iri, "declare it")
    result = f"{text[: own[0].start]}{written.strip()}{text[own[0].end :]}"
    before = triples_of(text)
    kept = _without_node(before, ox.NamedNode(iri))
    if not same_graph([*kept, *new], triples_of(result)):
        raise KgError("its block could not be replaced safely", iri, "change it by hand")
    return in_form_of(text, result)


def _without_node(triples: Iterable[ox.Triple], node: ox.NamedNode) -> list[ox.Triple]:
    """The triples without those of a node, and of the blank nodes that it alone leads to."""
    left: set[object] = {node}
    everything = list(triples)
    while True:
        inner = {
            triple.object
            for triple in everything
            if triple.subject in left and isinstance(triple.object, ox.BlankNode)
        }
        if inner <= left:
            return [triple for triple in everything if triple.subject not in left]
        left |= inner


def with_terms(
    text: str, new: Mapping[str, str], within: Mapping[str, Mapping[str, str]] | None = None
) -> str:
    """The text with IRIs replaced, but never within a string; ``new``: by old IRI, the new one.

    ``within`` gives by subject (an IRI) what is replaced in its blocks alone, as the predicate of
    a claim: where it names an IRI, ``new`` does not count. A text in the pinned form stays in it.
    Raises KgError where the triples of the outcome would differ in anything else.
    """
    prefixes = prefixes_of(text)
    own = within or {}
    in_blocks = {
        token.start: own[block.tokens[0].iri][token.iri]
        for block in (blocks(text) if own else ())
        for token in block.tokens[1:]
        if token.iri in own.get(block.tokens[0].iri, ())
    }
    pieces, copied_to = [], 0
    for token in tokens(text):
        put = in_blocks.get(token.start, new.get(token.iri))
        if put is not None:
            pieces += [text[copied_to : token.start], short_name(put, prefixes)]
            copied_to = token.end
    result = "".join([*pieces, text[copied_to:]])

    def replaced_node(term: object, here: Mapping[str, str]) -> object:
        return (
            ox.NamedNode(here.get(term.value, new.get(term.value, term.value)))
            if isinstance(term, ox.NamedNode)
            else term
        )

    def replaced(term: object, here: Mapping[str, str]) -> object:
        if isinstance(term, ox.Literal) and term.datatype.value in new:
            return ox.Literal(term.value, datatype=ox.NamedNode(new[term.datatype.value]))
        return replaced_node(term, here)

    expected = set()
    for t in triples_of(text):
        here = own.get(t.subject.value, {}) if isinstance(t.subject, ox.NamedNode) else {}
        expected.add(
            ox.Triple(
                replaced_node(t.subject, {}),  # type: ignore[arg-type]
                replaced_node(t.predicate, here),  # type: ignore[arg-type]
                replaced(t.object, here),  # type: ignore[arg-type]
            )
        )
    if not same_graph(expected, triples_of(result)):
        raise KgError("its names could not be replaced safely", None, "replace them by hand")
    return in_form_of(text, result)
