"""Check the layout of the ontology's files: one block for each term, in alphabetical order.

SPARQL cannot see the order of a file; the other rules on terms stand in ``ontology/checks/``.
"""

from __future__ import annotations

from itertools import groupby, pairwise
from typing import TYPE_CHECKING

import pyoxigraph as ox

from kg.errors import Finding
from kg.iris import local_name

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from kg.iris import Prefixes
    from kg.text.turtle.document import Document

ORDER, BLOCK = "term-order", "term-block"


def layout_findings(ontology: Sequence[Document], prefixes: Prefixes) -> Iterator[Finding]:
    """A finding for each term that is out of order in its file, or that two blocks describe.

    ``prefixes`` are those of the ontology's terms. Alignments are left out: they add matches to terms that have their block elsewhere.
    """
    first: dict[str, Document] = {}
    for document in ontology:
        if document.path.parent.name == "alignments":
            continue
        for before, term in pairwise(["", *_blocks(document, prefixes)]):
            if term in first:
                problem = f"{prefixes.shorten(term)} has a block already, in {first[term].shown}"
                remedy = "join the two into one block"
                yield _finding(BLOCK, document, term, prefixes.shorten(term), problem, remedy)
            elif before and block_order(term) < block_order(before):
                problem = f"{prefixes.shorten(term)} stands after {prefixes.shorten(before)}"
                remedy = "put the terms of a file in alphabetical order"
                yield _finding(ORDER, document, term, prefixes.shorten(term), problem, remedy)
            first.setdefault(term, document)


def _blocks(document: Document, prefixes: Prefixes) -> list[str]:
    """The IRIs of terms in the order of their blocks, as the parser keeps the order of the text."""
    named = (
        triple.subject.value
        for triple in document.triples
        if isinstance(triple.subject, ox.NamedNode)
    )
    return [term for term, _ in groupby(named) if prefixes.is_term(term)]


def block_order(iri: str) -> tuple[str, str]:
    """The key by which the blocks of a file are sorted: the local name, upper and lower case alike."""
    name = local_name(iri)
    return name.casefold(), name


def _finding(
    check: str, document: Document, term: str, short: str, problem: str, remedy: str
) -> Finding:
    """A finding on a term (an IRI), which is shown as ``short``."""
    severity = "review" if check == ORDER else "error"
    line = document.line(term)
    return Finding(check, severity, document.shown, line, short, problem, remedy)
