"""The parts of which the description of the server's addresses is put together (OpenAPI 3.1, JSON Schema 2020-12)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterable

Schema = dict[str, Any]

TEXT: Schema = {"type": "string"}
NUMBER: Schema = {"type": "integer", "minimum": 0}
TRUTH: Schema = {"type": "boolean"}
TEXT_OR_NONE: Schema = {"type": ["string", "null"]}

#: What each status says, wherever it is answered.
WORDS = {
    "304": "It is as the client holds it",
    "400": "Malformed",
    "401": "Nobody that is known asks",
    "403": "The role does not allow it, or a page of another origin asks",
    "404": "There is no such thing",
    "406": "None of the types is accepted",
    "408": "The content did not come in time",
    "409": "What there is now does not allow it",
    "412": "The document has changed since: If-Match is not its ETag",
    "413": "Too large",
    "415": "The content has another type than what is read",
    "422": "What is sent cannot be done so, or takes too much",
    "428": "If-Match is missing",
    "429": "Too many wrong tokens",
    "503": "Too much is asked; Retry-After says when to come again",
}


def record(more: Schema | None = None, /, **properties: Schema) -> Schema:
    """An object that has each of these properties, and may have ``more``."""
    return {
        "type": "object",
        "required": [*properties],
        "properties": {**properties, **(more or {})},
    }


def list_of(items: Schema) -> Schema:
    """A list of such items."""
    return {"type": "array", "items": items}


def by_name(values: Schema) -> Schema:
    """An object whose properties have any name, and such values."""
    return {"type": "object", "additionalProperties": values}


#: An error (RFC 9457), for who accepts JSON; others are told the same in words.
PROBLEM = record(
    {"detail": TEXT, "instance": TEXT},
    type=TEXT,
    title=TEXT,
    status={"type": "integer", "minimum": 400, "maximum": 599},
)
_SAID: Schema = {
    "application/problem+json": {"schema": {"$ref": "#/components/schemas/Problem"}},
    "text/plain": {"schema": TEXT},
    "text/html": {"schema": TEXT},
}


def responses(
    answer: Schema | None, codes: Iterable[str], kinds: Iterable[str] = ("application/json",)
) -> Schema:
    """What is answered: by ``answer`` in each of ``kinds``, or by one of ``codes`` why not."""
    told: Schema = {"200": {"description": "What is asked for"}}
    if answer is not None:
        told["200"]["content"] = {kind: {"schema": answer} for kind in kinds}
    for code in sorted(codes):
        told[code] = {"description": WORDS[code]}
        if code != "304":
            told[code]["content"] = _SAID
    return told


def in_query(name: str, words: str, schema: Schema | None = None, **more: Any) -> Schema:
    """A parameter of the address behind the ``?``; ``more`` is what else is said of it."""
    return {
        "name": name,
        "in": "query",
        "schema": schema or TEXT,
        "description": words,
        **more,
    }


def in_path(name: str, schema: Schema | None = None) -> Schema:
    """A part of the path."""
    return {"name": name, "in": "path", "required": True, "schema": schema or TEXT}


def sent_as(*contents: tuple[str, Schema]) -> Schema:
    """What is sent: in one of some media types, each with what it holds."""
    return {
        "required": True,
        "content": {kind: {"schema": schema} for kind, schema in contents},
    }
