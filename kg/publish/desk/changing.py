"""What changes the text at the desk: each is checked first, written with its entry in the log, or not at all."""

from __future__ import annotations

import hashlib
from contextlib import suppress
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING, Any

from kg.build.pipeline import build
from kg.curate.new.source import NewSource, planned_source
from kg.curate.new.target import target_of
from kg.curate.sheets.adding import add_sheet
from kg.curate.sheets.additions import Mode, sentences_of
from kg.curate.sheets.cell import Cell
from kg.curate.sheets.columns import BY_NAME, REQUIRED
from kg.curate.sheets.foreseen import foresee
from kg.curate.sheets.sources import Defaults
from kg.curate.sheets.table import make_table
from kg.curate.sheets.taking_out import take_out
from kg.errors import DataError, KgError, UnclearError, UsageError
from kg.iris import KG, RDFS
from kg.publish.desk import history
from kg.publish.desk.asked_of_texts import FORM, claim_iri
from kg.publish.desk.completing import speakers_of
from kg.publish.desk.desk import (
    NotUnderstoodError,
    RefusedError,
    finding_told,
    short_id,
    tag_of,
)
from kg.publish.desk.offers import findings_with_offers
from kg.store.limits import Limits
from kg.text.reading import read_if_there
from kg.text.turtle.edit import with_properties, without_properties
from kg.text.writing import Change, write_all, writing_in

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from contextlib import AbstractContextManager

    from kg.claims.verdicts.verdict import Verdict
    from kg.curate.sheets.additions import Addition
    from kg.curate.sheets.foreseen import Foreseen
    from kg.publish.desk.desk import Desk
    from kg.publish.serve.wire import Message
    from kg.text.turtle.document import Document

#: The limits of the checks, within those of the clerk's fork.
_LIMITS = Limits(45, 1_536)
_LOCK = 10.0  # seconds that one waits for another who writes
_REVIEW = KG + "reviewStatus"
STATES = ("draft", "reviewed")


def preview(desk: Desk, asked: Message) -> object:
    """What a row would say and do, before it is saved: its sentence, what is wrong, what it contradicts."""
    document = desk.document(asked["source"])
    try:
        addition = _addition(desk, document, asked)
    except NotUnderstoodError as error:
        return {"ok": False, "findings": error.findings}
    return {"ok": True, **_told(addition, foresee(desk.layout, addition))}


def save(desk: Desk, asked: Message) -> object:
    """Write a row as a claim, or as the claim that it changes, where nobody changed the document meanwhile."""
    document = desk.document(asked["source"])
    with writing(desk):
        _require_unchanged(desk, document, asked)
        addition = _addition(desk, document, asked)
        claims = tuple(map(short_id, (*addition.claims, *addition.altered)))
        did = "changed a claim" if asked["cells"].get("claim") else "added a claim"
        draft = asked.get("draft")
        _write(desk, asked, addition.changes, did, claims, {"draft": draft} if draft else None)
    return _written(document, addition.changes) | _told(addition, None)


def take_out_claim(desk: Desk, asked: Message) -> object:
    """Take a claim out of its document."""
    document = desk.document(asked["source"])
    with writing(desk):
        _require_unchanged(desk, document, asked)
        addition = take_out(desk.layout, claim_iri(asked["claim"]), desk.layout.texts, _LIMITS)
        _write(desk, asked, addition.changes, "took out a claim", (asked["claim"],))
    return _written(document, addition.changes)


def refuse_draft(desk: Desk, asked: Message) -> object:
    """Note that a draft is not taken, so that it is not offered again."""
    document = desk.document(asked["source"])
    with writing(desk):
        _write(desk, asked, (), "refused a draft", (), {"draft": str(asked["draft"])})
    return {"tag": tag_of(document)}


def review(desk: Desk, asked: Message) -> object:
    """Set the review status of a document."""
    document = desk.document(asked["source"])
    if asked["status"] not in STATES:
        raise RefusedError(
            422, f"there is no status {asked['status']}", f"give {' or '.join(STATES)}"
        )
    with writing(desk):
        _require_unchanged(desk, document, asked)
        text = without_properties(document.text, document.graph, (_REVIEW,))
        text = with_properties(text, document.graph, [f"kg:reviewStatus kg:{asked['status']}"])
        change = Change(document.path, document.shown, document.text.encode(), text.encode())
        changes = [change] if change.before != change.after else []
        if changes:
            _write(desk, asked, changes, f"marked it as {asked['status']}", ())
    return _written(document, changes)


def undo(desk: Desk, asked: Message) -> object:
    """Undo the last change of a document that is not undone: one's own, or for an admin anybody's."""
    document = desk.document(asked["source"])
    with writing(desk):
        _require_unchanged(desk, document, asked)
        own = "" if asked["role"] == "admin" else asked["user"]
        entry = history.last_of(desk.layout, document.stem, own)
        if entry is None:
            raise RefusedError(409, "there is nothing of yours to undo here")
        if own and history.last_of(desk.layout, document.stem) != entry:
            raise RefusedError(
                409, "somebody else has changed this document since", "ask them first"
            )
        try:
            changes = history.undone(desk.layout, entry)
        except KgError as error:
            raise RefusedError(409, error.what, error.remedy) from None
        did = f"undid: {entry['did']}"
        deed = history.Deed(
            asked["user"], did, document.stem, tuple(entry["claims"]), str(entry["id"])
        )
        commit(desk, deed, changes)
    return _written(document, changes) | {"undone": entry["did"], "claims": entry["claims"]}


def new_document(desk: Desk, asked: Message) -> object:
    """Make a source of a document, with its text. Raises RefusedError for what it cannot have."""
    given: dict[str, str] = {name: str(value).strip() for name, value in asked["fields"].items()}
    target, names = target_of(desk.layout), desk.lexicon.names
    text = str(asked.get("text") or "").replace("\r\n", "\n")
    try:
        kind = names.kind(given.get("kind") or "news article", KG + "Source")
        curator = names.entity(given["curator"]) if given.get("curator") else target.curators
        source = NewSource(
            title=given.get("title", ""),
            kind=kind,
            curator=curator,
            recorded=date.today(),  # of the curator's own calendar, as by kg new source
            authors=tuple(filter(None, map(str.strip, given.get("authors", "").split(";")))),
            publisher=given.get("publisher", ""),
            issued=given.get("issued", ""),
            address=given.get("address", ""),
            language=given.get("language", ""),
            text=text.encode() if text.strip() else None,
            name=given.get("id", ""),
        )
        with writing(desk):
            changes = planned_source(target, source)
            stem = changes[0].path.stem
            deed = history.Deed(asked["user"], "brought a document", stem)
            # The text is other people's, and does not go into the log.
            commit(desk, deed, changes[:1], changes[1:])
    except (UsageError, UnclearError) as error:
        raise RefusedError(422, error.what, error.remedy) from None
    return {"source": stem}


def _addition(desk: Desk, document: Document, asked: Message) -> Addition:
    """What a row of the form adds or changes, with the statuses of events that were given beside it.

    Raises NotUnderstoodError with what is wrong in it.
    """
    given = asked["cells"]
    cells = {"source": document.stem}
    for name, text in given.items():
        if name not in BY_NAME:
            raise RefusedError(
                422, f"there is no column “{str(name)[:60]}”", "see: kg add --columns"
            )
        cells[name] = str(text)
    changes = bool(cells.get("claim"))
    # Of a claim that is changed the form has every column: one that is empty is taken away.
    named = (*(c.name for c in FORM),) if changes else (*REQUIRED, *cells, *_SAID_WITH)
    columns = list(dict.fromkeys(("source", *named)))
    rows = [cells, *_statuses(desk, cells, asked.get("statuses") or {})]
    shown = [[Cell(row.get(name, "")) for name in columns] for row in rows]
    table = make_table("the form", [[Cell(name) for name in columns], *shown])
    table.problems.letters.clear()  # there are no letters above a form
    try:
        return add_sheet(
            desk.layout,
            table,
            Defaults(datetime.now(UTC).date().isoformat()),
            desk.layout.texts,
            _LIMITS,
            mode=Mode(change=changes),
            at_hand=desk.lexicon,
        )
    except DataError as error:
        speakers = speakers_of(desk, document.stem)
        told = findings_with_offers(error.findings, cells, desk, table.problems, speakers)
        raise NotUnderstoodError(error.what, told) from None


#: What the claim of an event's status has of the claim that it is given with.
_SAID_WITH = ("relation", "whom", "speaker", "quote", "start", "end", "address", "accessed")


def _statuses(
    desk: Desk, cells: dict[str, str], statuses: dict[str, str]
) -> Iterator[dict[str, str]]:
    """The rows that say what became of events (by name, the word), by the speaker and passage of a claim."""
    names = desk.lexicon.names
    relation = names.spelling(KG + "eventStatus", names.relation)
    said = {name: cells[name] for name in ("source", *_SAID_WITH) if name in cells}
    for event, status in statuses.items():
        yield {**said, "who": event, "relation": relation, "whom": status}


def _told(addition: Addition, foreseen: Foreseen | None) -> dict[str, Any]:
    """What an addition is: sentences, new names, its difference; and what follows from it."""
    statement, label = KG + "statement", RDFS + "label"
    claims = {
        **{iri: lines for iri, (_, lines) in addition.claims.items()},
        **{iri: claim.lines for iri, claim in addition.altered.items()},
    }
    entities = [getattr(dict(lines)[label], "value", "") for _, lines in addition.entities.values()]
    findings = addition.report.findings if addition.report is not None else ()
    changed = {change.shown for change in addition.changes}
    told: dict[str, Any] = {
        "claims": {
            short_id(iri): getattr(dict(lines).get(statement), "value", "")
            for iri, lines in claims.items()
        },
        "present": [short_id(iri) for iri in addition.present],
        "entities": entities,
        "difference": history.difference(addition.changes),
        "reviews": [finding_told(f) for f in findings if f.file in changed],
    }
    if foreseen is not None:
        own = set(claims)
        sentences = _sentences(addition)
        told["verdicts"] = [_verdict_told(v, own, sentences) for v in foreseen.verdicts]
        told["effects"] = [
            {
                "kind": e.kind,
                "change": e.change,
                "what": e.what,
                "before": e.before,
                "after": e.after,
                "why": e.why,
            }
            for e in foreseen.effects
            if e.kind != "contradiction"
        ]
    return told


def _verdict_told(verdict: Verdict, own: set[str], sentences: dict[str, str]) -> dict[str, object]:
    other = verdict.second if verdict.first in own else verdict.first
    return {
        "kind": verdict.kind,
        "outcome": verdict.outcome,
        "suspect": verdict.suspect,
        "claim": short_id(other),
        "statement": sentences.get(other, ""),
        "reason": verdict.reason,
        "remedy": verdict.remedy,
    }


def _sentences(addition: Addition) -> dict[str, str]:
    return {
        iri: sentence
        for document in (addition.after.seeds if addition.after else ())
        for iri, sentence in sentences_of(document).items()
    }


def writing(desk: Desk) -> AbstractContextManager[None]:
    """Keep others from writing in the workspace. Raises KgError where another does for too long."""
    return writing_in(desk.layout.root, seconds=_LOCK)


def _require_unchanged(desk: Desk, document: Document, asked: Message) -> None:
    """Raise RefusedError 412 where the document is not the one that was shown."""
    data = read_if_there(document.path, document.shown, root=desk.layout.root)
    now = hashlib.sha256(data or b"").hexdigest()
    if now == asked["tag"] and now == tag_of(document):
        return
    last = history.last_of(desk.layout, document.stem)
    who = f"{last['who']} {last['did']}, {last['when'][:16].replace('T', ' ')} UTC" if last else ""
    raise RefusedError(
        412,
        "the document was changed meanwhile" + (f": {who}" if who else ""),
        "look at it again; what you typed is kept",
        {"tag": now},
    )


def _write(
    desk: Desk,
    asked: Message,
    changes: Sequence[Change],
    did: str,
    claims: tuple[str, ...],
    more: dict[str, str] | None = None,
) -> None:
    commit(desk, history.Deed(asked["user"], did, asked["source"], claims, more=more), changes)


def commit(
    desk: Desk, deed: history.Deed, changes: Sequence[Change], unlogged: Sequence[Change] = ()
) -> None:
    """Write changes with their entry in the log; what is served is built anew when the answer is sent."""
    entry = history.logged(desk.layout, deed, changes, datetime.now(UTC))
    write_all([*changes, *unlogged, entry])
    if changes:
        desk.afterwards = lambda: _build(desk)


def _build(desk: Desk) -> None:
    with suppress(KgError):  # kg build says what is wrong; the text is written
        build(desk.layout)


def _written(document: Document, changes: Sequence[Change]) -> dict[str, Any]:
    after = next((c.after for c in changes if c.path == document.path), document.text.encode())
    return {"tag": hashlib.sha256(after).hexdigest(), "difference": history.difference(changes)}
