"""What completes a cell of the form: names in all scripts, those of the document first, and words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg.claims.claim import read_claims
from kg.curate.sheets.choices import allowed_words
from kg.curate.sheets.columns import BY_NAME
from kg.iris import KG, RDF
from kg.publish.desk.desk import RefusedError
from kg.text.folding import fold

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from kg.publish.desk.desk import Desk
    from kg.publish.serve.wire import Message

_ENTITIES = frozenset(("who", "whom", "speaker", "possible speaker", "share of"))
_SPEAKERS = frozenset(("speaker", "possible speaker"))
_OFFERED = 12


def complete(desk: Desk, asked: Message) -> object:
    """The names or words that may stand in a cell of ``column`` and begin with, or have in them, what is typed.

    A name comes with its kind and its identifier, so that two of one name can be told apart. With a
    ``source`` those come first whom its claims name, in a column of speakers those who speak in it.
    """
    column, typed = BY_NAME.get(asked["column"]), fold(str(asked["typed"]))
    if column is None:
        raise RefusedError(404, f"there is no column “{asked['column']}”")
    if column.name in _ENTITIES or (column.name == "whom" and not asked.get("relation")):
        own = _named(desk, str(asked.get("source") or ""), speakers=column.name in _SPEAKERS)
        return list(_entities(desk, typed, own))
    words = allowed_words(desk.lexicon)
    name = (
        "who kind" if column.name.endswith(" kind") and column.group != "document" else column.name
    )
    return [{"text": word} for word in _fitting(words.get(name, ()), typed)]


def speakers_of(desk: Desk, source: str) -> list[str]:
    """Who speaks in the claims of a document, as a cell names them, the most frequent first."""
    names = desk.lexicon.names
    return [names.spelling(iri, names.entity) for iri in _named(desk, source, speakers=True)]


def _named(desk: Desk, source: str, *, speakers: bool) -> list[str]:
    """The IRIs that the claims of a document name, the most frequent first; ``speakers``: as speakers."""
    document = desk.lexicon.documents.get(source)
    if document is None:
        return []
    count: dict[str, int] = {}
    spoken, named = KG + "attributedTo", (RDF + "subject", KG + "about", RDF + "object")
    columns = (spoken,) if speakers else (*named, spoken)
    for claim in read_claims(document.triples, document.graph, desk.lexicon.terms):
        for name in columns:
            iri = claim.get(name)
            if iri and desk.lexicon.names.is_entity(iri):
                count[iri] = count.get(iri, 0) + 1
    return sorted(count, key=lambda iri: (-count[iri], iri))


def _entities(desk: Desk, typed: str, own: list[str]) -> Iterator[dict[str, str]]:
    names = desk.lexicon.names
    best: dict[str, tuple[int, int, str, str]] = {}
    place = {iri: number for number, iri in enumerate(own)}
    for name in names.names:
        if not names.is_entity(name.iri):
            continue
        rank = _rank(fold(name.text), typed)
        if rank is not None:
            # A word that is typed whole is meant, whoever else the document names.
            entry = (
                place.get(name.iri, len(own)) if rank else -1,
                rank,
                name.text.casefold(),
                name.text,
            )
            best[name.iri] = min(best.get(name.iri, entry), entry)
    for iri, (*_, text) in sorted(best.items(), key=lambda one: one[1])[:_OFFERED]:
        label = names.label(iri)
        kinds = ", ".join(sorted(map(names.label, names.types[iri])))
        note = kinds if text == label else f"{text} · {kinds}"
        yield {"text": names.spelling(iri, names.entity), "label": label, "note": note}


def _fitting(words: Iterable[str], typed: str) -> list[str]:
    ranked = ((rank, word) for word in words if (rank := _rank(fold(word), typed)) is not None)
    return [word for _, word in sorted(ranked)[: 4 * _OFFERED]]


def _rank(name: str, typed: str) -> int | None:
    """How well a name fits what is typed: 0 the same, 1 begins so, 2 a word of it does, 3 in it; else None."""
    if name == typed:
        return 0
    if name.startswith(typed):
        return 1
    if f" {typed}" in name:
        return 2
    return 3 if typed in name else None
