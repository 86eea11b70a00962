"""QuickStatements V1, for Wikidata: other names, and facts between two items, each with its sources.

Only entities with a Wikidata id, only facts that occurred and that nobody denies, and only relations
that have one property there. Names never replace a label. https://www.wikidata.org/wiki/Help:QuickStatements
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from kg.claims.edtf import is_day
from kg.iris import DCTERMS, KG, KGD, SKOS
from kg.publish.formats._loss import Carried, owned_by
from kg.text.atomic import write_atomic
from kg.text.display import visible, web_address

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from kg.graph.entities import Entity, Holdings, Relation, Text
    from kg.graph.snapshot import Snapshot
    from kg.publish.formats._loss import Item

SUMMARY = "QuickStatements, for Wikidata"
SUFFIX = ".quickstatements.txt"
GROUP = "for other systems"
# The property of Wikidata, and whether it points the other way.
_PROPERTIES = {
    KG + "partOf": ("P361", False),
    KG + "subEventOf": ("P361", False),
    KG + "hasMember": ("P463", True),
    KG + "hasSignatory": ("P1891", False),
    KG + "locatedIn": ("P276", False),
    KG + "originState": ("P495", False),
    KG + "inConflict": ("P607", False),
}
_LONGEST = 250  # characters of a name in Wikidata
_TITLE = 400  # … and of a text of one language
_LANGUAGE = re.compile(r"[a-z]{2,3}(-[a-z]{2,8})*")
_ITEM = re.compile(r"Q[1-9]\d*")


def write(graph: Snapshot, path: Path) -> None:
    """Write the commands, all of them or nothing. Raises OSError."""
    write_atomic(path, render(graph))


def carries(holdings: Holdings) -> Carried:
    """Other names of items, and the facts between two of them with address, title and date."""
    sent = _facts_sent(holdings)
    facts = owned_by({edge.fact for edge in sent})
    claims = owned_by({claim for edge in sent for claim in edge.claims})
    ends = {iri for edge in sent for iri in (edge.subject, edge.object)}
    named = {iri for iri, entity in holdings.entities.items() if any(_aliases(entity))}
    own = {iri: entity for iri, entity in holdings.entities.items() if iri.startswith(KGD)}
    items = sum(_is_item(entity) for entity in own.values())

    def aliased(item: Item) -> bool:
        values = [value for _, value in item.values]
        return item.owner in named and any(
            text.value in values for text in _aliases(holdings.entities[item.owner])
        )

    remarks = (
        f"{items} of {len(own)} entities have a Wikidata id; "
        f"{len(sent)} facts join two of them by a relation that has a property there.",
        "Labels are not sent: they would replace those that Wikidata has.",
    )
    return Carried(
        {
            **dict.fromkeys(("aliases", "languages"), aliased),
            "identifiers": lambda item: (
                item.owner in named | ends and "wikidata" in item.get(SKOS + "exactMatch")
            ),
            "facts": facts,
            "relations": claims,
        },
        remarks,
    )


def render(graph: Snapshot) -> bytes:
    """The commands, one a line. The same graph gives the same bytes."""
    holdings = graph.holdings
    lines = [
        f'{entity.wikidata}\tA{text.language}\t"{text.value}"'
        for entity in holdings.entities.values()
        for text in _aliases(entity)
    ]
    for edge in _facts_sent(holdings):
        name, turned = _PROPERTIES[edge.predicate]
        ends = [holdings.entities[iri].wikidata for iri in (edge.subject, edge.object)]
        item, value = reversed(ends) if turned else ends
        references = list(_references(edge, holdings)) or [[]]
        lines += ["\t".join([item, name, value, *reference]) for reference in references]
    return "".join(f"{line}\n" for line in lines).encode()


def _is_item(entity: Entity) -> bool:
    return _ITEM.fullmatch(entity.wikidata) is not None


def _aliases(entity: Entity) -> list[Text]:
    """The names of an item that can be sent; none for what is no item, or no entity of ours."""
    if not (_is_item(entity) and entity.iri.startswith(KGD)):
        return []
    return [text for text in entity.aliases if _can_send(text)]


def _can_send(text: Text) -> bool:
    """Whether a name has a language and nothing that QuickStatements reads as syntax."""
    return _LANGUAGE.fullmatch(text.language) is not None and _is_safe(text.value, _LONGEST)


def _is_safe(text: str, longest: int) -> bool:
    plain = visible(text) == text and not any(mark in text for mark in ('"', "|", "/*", "*/"))
    return plain and 0 < len(text) <= longest and text == text.strip()


def _facts_sent(holdings: Holdings) -> list[Relation]:
    """The undisputed facts of what occurred, said in words, that join two items by a relation with a property there."""
    return [
        edge
        for edge in holdings.edges
        if edge.layer == "fact"
        and edge.predicate in _PROPERTIES
        and not edge.disputed
        and not edge.implied
        and edge.status is None
        and all(_is_item(holdings.entities[iri]) for iri in (edge.subject, edge.object))
    ]


def _references(edge: Relation, holdings: Holdings) -> Iterator[list[str]]:
    """For each document behind a fact: address (S854), title (S1476), date (S577)."""
    sources = dict.fromkeys(holdings.claims[claim].get("source") or "" for claim in edge.claims)
    for source in sources:
        document = holdings.documents.get(source)
        if document is None:
            continue
        reference: list[str] = []
        if web_address(document.url) and _is_safe(document.url, 2_000):
            reference += ["S854", f'"{document.url}"']
        language = document.get(DCTERMS + "language")
        if _LANGUAGE.fullmatch(language) and _is_safe(document.title, _TITLE):
            reference += ["S1476", f'{language}:"{document.title}"']
        if is_day(document.issued):
            reference += ["S577", f"+{document.issued}T00:00:00Z/11"]
        if reference:
            yield reference
