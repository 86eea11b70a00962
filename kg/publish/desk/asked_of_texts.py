"""What the desk shows: the documents, a text with its claims, drafts, completion, findings, codings, the log."""

from __future__ import annotations

import hashlib
import json
from typing import TYPE_CHECKING, Any

import pyoxigraph as ox

from kg.claims.claim import read_claims
from kg.claims.evidence.passages import read_origin, read_passages
from kg.claims.labels import preferred_label
from kg.curate.agree.agreement import agreement
from kg.curate.agree.coding import read_curation, read_labels
from kg.curate.checks.run import check_layout
from kg.curate.checks.verification import verify_documents
from kg.curate.sheets.columns import COLUMNS
from kg.curate.sheets.writing import rows_of
from kg.curate.suggest.drafting import drafts_of_words, read_text
from kg.curate.suggest.sentences import sentences
from kg.errors import UsageError
from kg.iris import DCTERMS, KG, SRC
from kg.publish.desk import history
from kg.publish.desk.desk import RefusedError, finding_told, short_id, tag_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from kg.curate.agree.agreement import Coding
    from kg.curate.suggest.drafting import ReadText
    from kg.curate.suggest.drafts import Draft
    from kg.publish.desk.desk import Desk
    from kg.publish.serve.wire import Message
    from kg.text.turtle.document import Document

#: Columns of the form: those of a claim. The document's own are not of the claim.
FORM = tuple(column for column in COLUMNS if column.group != "document" and column.name != "source")
_LOGGED = 200
#: The most sentences of some selected words that are drafted.
_SENTENCES = 5


def documents(desk: Desk, _: Message) -> object:
    """The sources of the workspace, with what each is and how many claims it has."""
    told = []
    for document in desk.lexicon.seeds:
        if not desk.layout.is_own(document.path):
            continue
        claims = read_claims(document.triples, document.graph, desk.lexicon.terms)
        told.append({**_described(desk, document), "claims": len(claims)})
    return sorted(told, key=lambda one: (not one["hash"], str(one["title"]).casefold()))


def _described(desk: Desk, document: Document) -> dict[str, Any]:
    """What the file of a source says of its document."""
    node = ox.NamedNode(document.graph)
    values: dict[str, list[Any]] = {}
    for triple in document.triples:
        if triple.subject == node:
            values.setdefault(triple.predicate.value, []).append(triple.object)

    def text(name: str) -> str:
        return "; ".join(getattr(value, "value", "") for value in values.get(name, ()))

    label = desk.lexicon.names.label
    titles = [(value.value, value.language) for value in values.get(DCTERMS + "title", ())]
    return {
        "id": document.stem,
        "title": preferred_label(titles) or document.stem,
        "publisher": text(DCTERMS + "publisher"),
        "authors": text(DCTERMS + "creator"),
        "issued": text(DCTERMS + "issued"),
        "language": text(DCTERMS + "language"),
        "address": text(KG + "url"),
        "curator": "; ".join(label(v.value) for v in values.get(KG + "curator", ())),
        "review": "; ".join(label(v.value) for v in values.get(KG + "reviewStatus", ())),
        "hash": text(KG + "textSha256"),
        "tag": tag_of(document),
    }


def document(desk: Desk, asked: Message) -> object:
    """A document with its text and its claims, each with its places and the cells of the form."""
    source = desk.document(asked["source"])
    text, why = desk.text_of(source)
    passages = read_passages(source.triples)
    rows = rows_of(desk.lexicon, source)
    claims = read_claims(source.triples, source.graph, desk.lexicon.terms)
    told = []
    for claim in sorted(claims, key=lambda claim: claim.iri):
        passage = passages.get(claim.iri)
        told.append(
            {
                "id": short_id(claim.iri),
                "statement": claim.get("statement") or "",
                "spans": sorted(passage.spans) if passage else [],
                "cells": rows[claim.iri],
                "denied": claim.denied,
            }
        )
    return {**_described(desk, source), "text": text, "why": why, "claims": told} | {
        "sentences": [] if text is None else [[one.start, one.end] for one in sentences(text)]
    }


def drafts(desk: Desk, asked: Message) -> object:
    """The drafts of a document's text, without those that were taken or refused, or say what a claim says."""
    source = desk.document(asked["source"])
    done = _read(desk, source)
    answered = {
        str(entry["draft"])
        for entry in history.entries(desk.layout)
        if entry["source"] == source.stem and "draft" in entry
    }
    claimed = {_matter(row) for row in rows_of(desk.lexicon, source).values()}
    return [
        _draft_told(key, draft)
        for key, draft in keyed(done.drafts(done.readings))
        if key not in answered and _matter(_cells(draft)) not in claimed
    ]


def draft_of_selection(desk: Desk, asked: Message) -> object:
    """The form for some selected words (``start``, ``end``), filled as far as the text says it.

    ``others``: the same of the other sentences that the words touch, since a claim stands on one.
    """
    source = desk.document(asked["source"])
    start, end = int(asked["start"]), int(asked["end"])
    done = _read(desk, source, (start, end))
    text = desk.text_of(source)[0] or ""
    drafts = drafts_of_words(done, start, end)[:_SENTENCES]
    if not drafts:
        line = _line_around(text, start, end)
        return {
            "cells": {"quote": text[slice(*line)], **_offsets(line)},
            "level": "open",
            "why": [],
            "others": [],
        }
    keys = [(one, key) for key, one in keyed(done.drafts(done.readings))]
    told = []
    for draft in drafts:
        one = _draft_told(next((key for same, key in keys if same == draft), ""), draft)
        words = " ".join(text[max(start, draft.start) : min(end, draft.end)].split())
        # The few words that carry a figure are its wording; a text is not copied relation by relation.
        if "figure" in one["cells"] and 1 < len(words.split()) <= 12:  # the column's limit
            one["cells"].setdefault("wording", words)
        told.append(one)
    return {**told[0], "others": told[1:]}


def _line_around(text: str, start: int, end: int) -> tuple[int, int]:
    first = text.rfind("\n", 0, start) + 1
    last = text.find("\n", end)
    return first, len(text) if last < 0 else last


def _offsets(span: tuple[int, int]) -> dict[str, str]:
    return {"start": str(span[0]), "end": str(span[1])}


def _read(desk: Desk, source: Document, span: tuple[int, int] | None = None) -> ReadText:
    """The text of a source, or a span of it, read by rules. Raises RefusedError where there is none."""
    text, why = desk.text_of(source)
    if text is None:
        raise RefusedError(409, why, "bring the text: it is what claims are marked in")
    told = _described(desk, source)
    return read_text(
        text,
        desk.lexicon,
        author=told["authors"],
        published=told["issued"],
        language=read_origin(source.stem, source.graph, source.triples).language,
        span=span,
    )


def _cells(draft: Draft) -> dict[str, str]:
    return {**draft.cells, **_offsets((draft.start, draft.end))}


def _draft_told(key: str, draft: Draft) -> dict[str, Any]:
    return {
        "key": key,
        "level": draft.level,
        "why": draft.why,
        "place": draft.place,
        "start": draft.start,
        "end": draft.end,
        "cells": _cells(draft),
    }


def keyed(drafts: Iterable[Draft]) -> Iterator[tuple[str, Draft]]:
    """Drafts with the keys by which they are known again: by their places, relations and figures.

    The names in it are no part of a key: what was drafted as a new name is a known one once a claim
    has it. Of several that begin at one place with one relation each has its number.
    """
    seen: dict[tuple[object, ...], int] = {}
    for draft in drafts:
        cells = draft.cells
        told = (draft.start, draft.end, draft.place, cells.get("relation"), cells.get("figure"))
        seen[told] = seen.get(told, 0) + 1
        text = json.dumps([*told, seen[told]])
        yield hashlib.sha256(text.encode()).hexdigest()[:16], draft


def _matter(cells: dict[str, str]) -> tuple[str, ...]:
    return tuple(
        cells.get(name, "") for name in ("start", "relation", "who", "whom", "measure", "figure")
    )


def findings(desk: Desk, asked: Message) -> object:
    """What the checks and the comparison with the text find in a document, by claim where it is in one."""
    source = desk.document(asked["source"])
    _, report = check_layout(desk.layout, desk.layout.texts)
    starts = sorted((m.line, m.iri) for m in source.mentions if m.opens_block)
    told = []
    for finding in report.findings:
        if finding.file == source.shown:
            above = [iri for line, iri in starts if line <= finding.line]
            claim = (
                short_id(above[-1]) if above and above[-1].startswith(f"{source.graph}/") else ""
            )
            told.append({**finding_told(finding), "claim": claim, "from": "check"})
    lexicon = desk.lexicon
    own = {c.iri for c in read_claims(source.triples, source.graph, lexicon.terms)}
    results = {}
    if own and desk.layout.texts is not None:
        found = verify_documents(
            lexicon.ontology, lexicon.seeds, lexicon.terms, desk.layout.texts, own
        )
        for verification in found:
            for outcome in verification.outcomes:
                reasons = [{"problem": r.problem, "remedy": r.remedy} for r in outcome.reasons]
                results[short_id(outcome.iri)] = {"result": outcome.result, "reasons": reasons}
    return {"findings": told, "verified": results}


def codings(desk: Desk, asked: Message) -> object:
    """Another curator's claims of the same text beside these: pairs, differences, what only one has.

    Without ``other``: the sources on the same text, by its hash. Raises RefusedError where there is no such.
    """
    first = desk.document(asked["source"])
    origin = read_origin(first.stem, first.graph, first.triples)
    others = [
        document
        for document in desk.lexicon.seeds
        if document is not first
        and origin.sha256
        and read_origin(document.stem, document.graph, document.triples).sha256 == origin.sha256
    ]
    if not asked.get("other"):
        return {"others": [_described(desk, document) for document in others]}
    second = next((document for document in others if document.stem == asked["other"]), None)
    if second is None:
        raise RefusedError(404, f"{asked['other']} is not on the same text", "see: kg agree --help")
    labels: dict[str, str] = {}
    for each in desk.lexicon.seeds:
        labels |= read_labels(each.triples)
    try:
        curations = [read_curation(each, desk.lexicon.terms, labels) for each in (first, second)]
    except UsageError as error:
        raise RefusedError(409, f"{error.where}: {error.what}", error.remedy) from None
    found = agreement(curations[0].codings, curations[1].codings)
    sentences = {**_sentences(desk, first), **_sentences(desk, second)}

    def told(coding: Coding) -> dict[str, object]:
        return {
            "id": short_id(coding.id),
            "statement": sentences.get(coding.id, ""),
            "spans": list(coding.spans),
        }

    name = desk.lexicon.names.label
    shown = {(d.first.id, d.second.id): list[dict[str, str]]() for d in found.differences}
    for difference in found.differences:
        a, b = (name(v) if v.startswith("http") else v for v in difference.values)
        shown[difference.first.id, difference.second.id].append(
            {"field": difference.field, "first": a, "second": b}
        )
    return {
        "first": _described(desk, first),
        "second": _described(desk, second),
        "pairs": [
            {"first": told(a), "second": told(b), "differences": shown.get((a.id, b.id), [])}
            for a, b in found.pairs
        ],
        "only first": [told(coding) for coding in found.unmatched[0]],
        "only second": [told(coding) for coding in found.unmatched[1]],
        "scores": [
            {"field": s.field, "n": s.n, "agreed": s.agreed, "alpha": s.alpha, "note": s.note}
            for s in found.scores
        ],
    }


def _sentences(desk: Desk, source: Document) -> dict[str, str]:
    claims = read_claims(source.triples, source.graph, desk.lexicon.terms)
    return {claim.iri: claim.get("statement") or "" for claim in claims}


def log(desk: Desk, asked: Message) -> object:
    """The last entries of the log, the newest first; of a document, or of all."""
    wanted = asked.get("source")
    kept = [e for e in history.entries(desk.layout) if not wanted or e["source"] == wanted]
    return [
        {name: value for name, value in entry.items() if name not in ("chain", "files")}
        | {"files": [file["path"] for file in entry["files"]]}
        for entry in kept[: -_LOGGED - 1 : -1]
    ]


def claim_iri(identifier: str) -> str:
    """The IRI of a claim from its id with that of its source."""
    return SRC + identifier
