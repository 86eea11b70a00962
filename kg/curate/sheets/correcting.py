"""Rows that change a claim, and claims that a sheet lacks: what differs, and the text afterwards."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import pyoxigraph as ox

from kg.curate.sheets.columns import COLUMN_OF
from kg.curate.sheets.sentence import claim_sentence
from kg.iris import KG, OA, RDF
from kg.text.turtle.edit import with_properties, with_replaced, without_blocks, without_properties

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from kg.curate.sheets.lexicon import Lexicon
    from kg.text.turtle.blocks import Line, Value
    from kg.text.turtle.document import Document

_AT_LEAST = KG + "claimsAtLeast"
#: What a figure consists of: a sheet with the column has all of it.
_PARTS = {
    KG + name: "figure"
    for name in ("lower", "upper", "best", "lowerInclusive", "upperInclusive", "qualifier")
}
_MANNER = {KG + "likelihood": "how likely"}


@dataclass(frozen=True, slots=True)
class ChangedClaim:
    """A claim that a row changes: the number of the row, its lines afterwards, and what differs."""

    row: int
    lines: list[Line]
    differences: tuple[Difference, ...]


@dataclass(frozen=True, slots=True)
class Difference:
    """What differs in a column: the texts before and afterwards, "" for nothing."""

    column: str
    before: str
    after: str

    def line(self) -> str:
        """``figure: 300 → 350``."""
        return f"{self.column}: {self.before or '(nothing)'} → {self.after or '(nothing)'}"


def lines_in_file(document: Document, iri: str) -> list[Line]:
    """The lines of a claim in its file, those of its nodes in brackets in them."""
    return list(_lines(document.triples, ox.NamedNode(iri)))


def _lines(triples: Sequence[ox.Triple], subject: object) -> Iterator[Line]:
    values: dict[str, list[Value]] = {}
    for triple in triples:
        if triple.subject == subject:
            value = triple.object
            inner = list(_lines(triples, value)) if isinstance(value, ox.BlankNode) else value
            values.setdefault(triple.predicate.value, []).append(inner)  # type: ignore[arg-type]
    for name, several in values.items():
        nodes = [value for value in several if isinstance(value, ox.NamedNode)]
        if len(several) > 1 and len(nodes) == len(several):
            yield name, tuple(nodes)
        else:
            yield from ((name, value) for value in several)


def merged(
    lexicon: Lexicon, old: Sequence[Line], new: Sequence[Line], columns: Iterable[str]
) -> list[Line]:
    """The lines of a claim as its row says, with what the sheet has no column for as it was.

    A sentence that was put together from the claim is put together anew.
    """
    taken = set(columns)
    if {"lowest", "highest", "best", "hedge"} & taken:
        taken.add("figure")
    if {"from", "to"} & taken:
        taken.add("when")
    if {"start", "end", "address"} & taken:
        taken.add("quote")
    said = {name for name, _ in new}
    kept = [
        (name, value)
        for name, value in old
        if (column := _column(name)) and column not in taken and name not in said
    ]
    result = [*new, *kept]
    own_words = dict(old).get(KG + "statement")
    composed = claim_sentence(lexicon, dict(old))
    if "statement" not in taken and getattr(own_words, "value", composed) != composed and own_words:
        result = [(n, own_words if n == KG + "statement" else v) for n, v in result]
    return result


def _column(name: str) -> str:
    return _PARTS.get(name) or _MANNER.get(name) or COLUMN_OF.get(name, "")


def differences(
    lexicon: Lexicon, old: Sequence[Line], new: Sequence[Line]
) -> tuple[Difference, ...]:
    """What differs between two states of a claim, by the columns of a sheet."""
    before, after = _texts(lexicon, old), _texts(lexicon, new)
    return tuple(
        Difference(column, before.get(column, ""), after.get(column, ""))
        for column in dict.fromkeys([*before, *after])
        if before.get(column, "") != after.get(column, "")
    )


def _texts(lexicon: Lexicon, lines: Sequence[Line]) -> dict[str, str]:
    texts: dict[str, list[str]] = {}
    for name, value in lines:
        column = (
            "kind of claim" if name == RDF + "type" else _column(name) or lexicon.names.label(name)
        )
        texts.setdefault(column, []).append(_text(lexicon, value))
    return {column: ", ".join(sorted(filter(None, several))) for column, several in texts.items()}


def _text(lexicon: Lexicon, value: Value) -> str:
    if isinstance(value, tuple):
        return "; ".join(lexicon.names.label(term.value) for term in value)
    if isinstance(value, list):
        places = {name: _text(lexicon, inner) for name, inner in value if name != RDF + "type"}
        if OA + "start" in places:
            return f"characters {places[OA + 'start']}–{places.get(OA + 'end', '')}"
        return ", ".join(places.values())
    return lexicon.names.label(value.value) if isinstance(value, ox.NamedNode) else value.value


def with_changes(
    text: str,
    changed: Mapping[str, ChangedClaim],
    removed: Sequence[str],
    prefixes: Mapping[str, str],
) -> str:
    """The text of a source with its changed claims, and without those that are taken out.

    Raises KgError where its text cannot be changed safely.
    """
    for iri, claim in changed.items():
        text = with_replaced(text, iri, claim.lines, prefixes)
    for iri in removed:
        text = without_blocks(text, iri)
    return text


def with_count(text: str, source: str, claims: int, stated: int | None) -> str:
    """The text of a source that states no more claims than it has."""
    if stated is None or stated <= claims:
        return text
    text = without_properties(text, source, (_AT_LEAST,))
    return with_properties(text, source, [f"kg:claimsAtLeast {claims}"])


def stated_count(document: Document) -> int | None:
    """How many claims a source states that it has at least; None where it does not."""
    for triple in document.triples:
        if (
            triple.predicate.value == _AT_LEAST
            and str(getattr(triple.object, "value", "")).isdecimal()
        ):
            return int(triple.object.value)  # type: ignore[union-attr]
    return None
