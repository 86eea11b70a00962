"""A sheet brought to the desk: read as ``kg add`` reads it, each cell that was not understood at its place."""

from __future__ import annotations

import base64
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from kg.curate.sheets.adding import add_sheet
from kg.curate.sheets.causes import cause_lines
from kg.curate.sheets.mapping.rendering import mapping_text
from kg.curate.sheets.mapping.stored import given, storing
from kg.curate.sheets.opening import Opened, open_for_adding
from kg.curate.sheets.sources import Defaults
from kg.curate.sheets.table import PLAIN, text_rows
from kg.errors import DataError
from kg.publish.desk import changing, history
from kg.publish.desk.desk import finding_told, short_id
from kg.store.limits import Limits

if TYPE_CHECKING:
    from kg.curate.sheets.additions import Addition
    from kg.publish.desk.desk import Desk
    from kg.publish.serve.wire import Message

_LIMITS = Limits(45, 1_536)
#: Rows that are shown with their faults; the others are counted.
_SHOWN = 500


def look_at(desk: Desk, asked: Message) -> object:
    """What a sheet would add; or the cells that were not understood, or a mapping that it needs."""
    read = _read(desk, asked)
    if isinstance(read, dict):
        return read
    opened, addition = read
    return {
        "ok": True,
        "claims": [
            {"id": short_id(iri), "row": row, "statement": _statement(lines)}
            for iri, (row, lines) in addition.claims.items()
        ][:_SHOWN],
        "count": len(addition.claims),
        "present": len(addition.present),
        "entities": len(addition.entities),
        "left out": dict(opened.left_out),
        "difference": history.difference(addition.changes)[:100_000],
    }


def add(desk: Desk, asked: Message) -> object:
    """Write the claims of a sheet, all of them or none."""
    with changing.writing(desk):
        read = _read(desk, asked)
        if isinstance(read, dict):
            return read
        opened, addition = read
        used = opened.used
        kept = storing(desk.layout, used, opened.headers, str(asked["name"])) if used else None
        claims = tuple(map(short_id, addition.claims))
        stems = {change.path.stem for change in addition.changes}
        source = stems.pop() if len(stems) == 1 else ""
        deed = history.Deed(
            asked["user"], "added a sheet", source, claims, more={"sheet": str(asked["name"])[:200]}
        )
        changing.commit(desk, deed, addition.changes, [kept] if kept else [])
    return {"ok": True, "count": len(claims), "added": True, "claims": list(claims[:_SHOWN])}


def _read(desk: Desk, asked: Message) -> tuple[Opened, Addition] | dict[str, Any]:
    """A sheet in our columns and what it adds; or what is told of one that cannot be added so."""
    try:
        opened = _opened(desk, asked)
        return opened if isinstance(opened, dict) else (opened, _addition(desk, asked, opened))
    except DataError as error:
        return _faults(asked, error)


def _statement(lines: Any) -> str:
    return next((v.value for name, v in lines if name.endswith("/statement")), "")


def _opened(desk: Desk, asked: Message) -> Opened | dict[str, Any]:
    """The sheet in our columns, or the proposal of a mapping. Raises DataError, KgError."""
    mapping = asked.get("mapping")
    opened = open_for_adding(
        desk.layout,
        Path(Path(str(asked["name"])).name or "sheet"),
        PLAIN,
        mapping=given(str(mapping).encode(), "the mapping") if mapping else None,
        data=base64.b64decode(asked["content"]),
        source=asked.get("source") or None,
        texts=desk.layout.texts,
    )
    if isinstance(opened, Opened):
        return opened
    proposal = opened.proposal
    return {
        "ok": False,
        "mapping": mapping_text(proposal),
        "columns": [
            {
                "letters": c.letters,
                "header": c.header,
                "column": c.column or "",
                "reason": c.reason,
                "samples": list(c.samples),
            }
            for c in proposal.columns
        ],
    }


def _addition(desk: Desk, asked: Message, opened: Opened) -> Addition:
    source = asked.get("source")
    if source:
        desk.document(source)
    today = datetime.now(UTC).date().isoformat()
    return add_sheet(
        desk.layout,
        opened.table,
        Defaults(today, source or None),
        desk.layout.texts,
        _LIMITS,
        at_hand=desk.lexicon,
    )


def _faults(asked: Message, error: DataError) -> dict[str, Any]:
    """The findings of a sheet by cell, and its rows as they stand."""
    wrong = {finding.line for finding in error.findings}
    data, name = base64.b64decode(asked["content"]), str(asked["name"])
    rows = []
    for number, cells in enumerate(text_rows(data, name, PLAIN), start=1):
        if number == 1 or number in wrong:
            rows.append({"row": number, "cells": [cell[:500] for cell in cells[:100]]})
        if len(rows) > _SHOWN:
            break
    return {
        "ok": False,
        "causes": cause_lines(error.findings),
        "findings": [finding_told(finding) for finding in error.findings[: 4 * _SHOWN]],
        "count": len(error.findings),
        "rows": rows,
    }
