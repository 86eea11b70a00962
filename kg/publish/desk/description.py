"""The desk's addresses that answer in JSON, as OpenAPI 3.1 describes them."""

from __future__ import annotations

from typing import Any

_TEXT: dict[str, Any] = {"type": "string"}
_NUMBER: dict[str, Any] = {"type": "integer", "minimum": 0}
_OBJECT: dict[str, Any] = {"type": "object"}
_CELLS = {
    "type": "object",
    "additionalProperties": _TEXT,
    "description": "the cells of a claim, by column",
}
_WORDS = {
    "400": "Malformed",
    "401": "Nobody that is known asks",
    "403": "The role does not allow it, or a page of another origin asks",
    "404": "There is no such source, claim or draft",
    "409": "What there is now does not allow it",
    "412": "The document has changed since: If-Match is not its ETag",
    "413": "Too large",
    "415": "The content is no JSON",
    "422": "What is sent cannot be written so, or takes too much",
    "428": "If-Match is missing",
    "429": "Too many wrong tokens",
    "503": "Too much is asked, or the desk has ended",
}
_ALWAYS = ("400", "401", "403", "404", "422", "429", "503")
_SENDING = ("409", "413", "415")
_ONE = "/desk/api/documents/{source}"

SECURITY = {
    "bearer": {"type": "http", "scheme": "bearer", "description": "a token of kg token add"},
    "cookie": {"type": "apiKey", "in": "cookie", "name": "kg_desk"},
}
#: An error (RFC 9457).
PROBLEM = {
    "type": "object",
    "required": ["type", "title", "status"],
    "properties": {"type": _TEXT, "title": _TEXT, "status": _NUMBER, "detail": _TEXT},
}


def _needs(**properties: dict[str, Any]) -> dict[str, Any]:
    return {"type": "object", "required": [*properties], "properties": properties}


def _operation(
    path: str,
    summary: str,
    answer: dict[str, Any] | None = None,
    sent: dict[str, Any] | None = None,
    *,
    tagged: bool = False,
    asked: tuple[str, ...] = (),
) -> dict[str, Any]:
    codes = {*_ALWAYS, *(_SENDING if sent else ()), *(("409", "412", "428") if tagged else ())}
    problem = {"application/problem+json": {"schema": PROBLEM}}
    responses: dict[str, Any] = {
        "200": {
            "description": "What is asked for",
            "content": {"application/json": {"schema": _OBJECT if answer is None else answer}},
        }
    }
    for code in sorted(codes):
        responses[code] = {"description": _WORDS[code], "content": problem}
    parameters = [
        {"name": name, "in": "path", "required": True, "schema": _TEXT}
        for name in ("source", "claim")
        if f"{{{name}}}" in path
    ]
    parameters += [{"name": name, "in": "query", "schema": _TEXT} for name in asked]
    if tagged:
        parameters += [{"name": "If-Match", "in": "header", "required": True, "schema": _TEXT}]
    told: dict[str, Any] = {
        "summary": summary,
        "parameters": parameters,
        "responses": responses,
        "security": [{"bearer": []}, {"cookie": []}],
    }
    if sent:
        told["requestBody"] = {"required": True, "content": {"application/json": {"schema": sent}}}
    return told


_USER = {"type": ["object", "null"], "properties": {"name": _TEXT, "role": _TEXT}}
_CLAIM = {
    **_needs(cells=_CELLS),
    "properties": {
        "cells": _CELLS,
        "draft": {"type": ["string", "null"]},
        "statuses": {"type": "object", "additionalProperties": {"type": "string"}},
    },
}
_ANYTHING: dict[str, Any] = {}
_DOCUMENT = {**_needs(fields=_OBJECT), "properties": {"fields": _OBJECT, "text": _ANYTHING}}
_SHEET = {
    **_needs(name=_TEXT, content=_TEXT),
    "properties": {"name": _TEXT, "content": _TEXT, "add": {"type": "boolean"}},
}
#: The operations: the path, the method, what it does, and what it takes and gives.
_OPERATIONS: list[tuple[str, str, str, dict[str, Any]]] = [
    ("/desk/session", "get", "Who is signed in", {"answer": _USER}),
    ("/desk/session", "post", "Sign in", {"answer": _USER, "sent": _needs(token=_TEXT)}),
    ("/desk/session", "delete", "Sign out", {"answer": {"type": "null"}}),
    ("/desk/api/form", "get", "The fields of a claim", {"answer": {"type": "array"}}),
    (
        "/desk/api/complete",
        "get",
        "What completes a cell",
        {"answer": _ANYTHING, "asked": ("typed", "column", "relation", "source")},
    ),
    ("/desk/api/log", "get", "Who changed what, and when", {"answer": _ANYTHING}),
    ("/desk/api/documents", "get", "The documents", {"answer": _ANYTHING}),
    ("/desk/api/documents", "post", "Bring a document", {"answer": _ANYTHING, "sent": _DOCUMENT}),
    (
        "/desk/api/sheets",
        "post",
        "Look at a sheet, or add it",
        {"answer": _ANYTHING, "sent": _SHEET},
    ),
    (
        "/desk/api/words",
        "post",
        "Make a relation or a word",
        {"answer": _ANYTHING, "sent": _needs(sort=_TEXT, label=_TEXT, said=_OBJECT)},
    ),
    (_ONE, "get", "A document with its claims", {"answer": _ANYTHING}),
    (f"{_ONE}/drafts", "get", "What could be claims", {"answer": _ANYTHING}),
    (f"{_ONE}/findings", "get", "What checks find", {"answer": _ANYTHING}),
    (
        f"{_ONE}/codings",
        "get",
        "The claims of two documents side by side",
        {"answer": _ANYTHING, "asked": ("other",)},
    ),
    (f"{_ONE}/log", "get", "Its changes", {"answer": _ANYTHING}),
    (
        f"{_ONE}/draft",
        "post",
        "A form filled from selected words",
        {"answer": _ANYTHING, "sent": _needs(start=_NUMBER, end=_NUMBER)},
    ),
    (
        f"{_ONE}/preview",
        "post",
        "What a claim would say and contradict",
        {"answer": _ANYTHING, "sent": _CLAIM},
    ),
    (
        f"{_ONE}/refuse",
        "post",
        "Refuse a draft",
        {"answer": _ANYTHING, "sent": _needs(draft=_TEXT)},
    ),
    (
        f"{_ONE}/claims",
        "post",
        "Save a claim",
        {"answer": _ANYTHING, "sent": _CLAIM, "tagged": True},
    ),
    (
        f"{_ONE}/claims/{{claim}}",
        "delete",
        "Take a claim out",
        {"answer": _ANYTHING, "tagged": True},
    ),
    (
        f"{_ONE}/review",
        "post",
        "Say how far it is reviewed",
        {"answer": _ANYTHING, "sent": _needs(status=_TEXT), "tagged": True},
    ),
    (
        f"{_ONE}/undo",
        "post",
        "Undo the last change",
        {"answer": _ANYTHING, "sent": _OBJECT, "tagged": True},
    ),
]


def paths() -> dict[str, Any]:
    """The paths of the desk, each with its methods."""
    told: dict[str, Any] = {}
    for path, method, summary, more in _OPERATIONS:
        told.setdefault(path, {})[method] = _operation(path, summary, **more)
    return told
