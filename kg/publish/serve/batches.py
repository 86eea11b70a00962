"""The queries of the Reconciliation API 0.2 as values: what is malformed raises Refusal 400 in words."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any

from kg.publish.serve.evaluation import Refusal

_MOST_QUERIES, _MOST_IDS, _MOST_CANDIDATES = 1_000, 1_000, 100
_FIELDS = ("query", "type", "limit", "properties", "type_strict")
_STRICT = ("any", "should", "all")


@dataclass(frozen=True, slots=True)
class Query:
    """A name that is asked for ("" where none is), the types and the properties of what is meant.

    ``properties`` holds identifiers, each with the values of which one shall be had: texts, numbers,
    truth values, or objects with an ``id``. ``limit``: how many candidates are taken.
    """

    text: str
    types: tuple[str, ...]
    properties: tuple[tuple[str, list[object]], ...]
    limit: int


def read_batch(text: str) -> dict[str, Query]:
    """The queries of a batch by their keys. Raises Refusal."""
    batch = _object(text, "queries")
    if len(batch) > _MOST_QUERIES:
        raise Refusal(400, f"there are more than {_MOST_QUERIES:,} queries", "send less at a time")
    return {key: _query(f"the query {key[:80]}", query) for key, query in batch.items()}


def _query(place: str, query: object) -> Query:
    if not isinstance(query, dict):
        raise Refusal(400, f"{place} is no object", 'send {"query": "a name"}')
    for name in query:
        if name not in _FIELDS:
            listed = ", ".join(_FIELDS)
            raise Refusal(400, f"{place} has a field {name[:80]}", f"there are: {listed}")
    text, limit = query.get("query", ""), query.get("limit", 5)
    if not isinstance(text, str):
        raise Refusal(400, f"{place}: query is no text")
    if not isinstance(limit, int | float) or isinstance(limit, bool) or not 1 <= limit < 1e9:
        raise Refusal(400, f"{place}: limit is no number from 1 on")
    if query.get("type_strict", "any") not in _STRICT:
        raise Refusal(400, f"{place}: type_strict is none of {', '.join(_STRICT)}")
    properties = _properties(place, query.get("properties", []))
    if not text.strip() and not properties:
        raise Refusal(400, f"{place} has neither a query nor properties")
    types = query.get("type", [])
    types = [types] if isinstance(types, str) else types
    types = _texts(types, f"{place}: type is neither a text nor a list of texts")
    return Query(
        text.strip(), tuple(filter(None, types)), properties, min(int(limit), _MOST_CANDIDATES)
    )


def _properties(place: str, given: object) -> tuple[tuple[str, list[object]], ...]:
    if not isinstance(given, list):
        raise Refusal(400, f"{place}: properties is no list")
    found = []
    for each in given:
        if not isinstance(each, dict) or not isinstance(each.get("pid"), str) or "v" not in each:
            raise Refusal(400, f"{place}: a property has no pid or no v")
        values = each["v"] if isinstance(each["v"], list) else [each["v"]]
        for value in values:
            is_entity = isinstance(value, dict) and isinstance(value.get("id"), str)
            if not is_entity and not isinstance(value, str | int | float):
                raise Refusal(400, f"{place}: a value is no text, number, truth value or entity")
        found.append((each["pid"], values))
    return tuple(found)


def read_extension(text: str) -> tuple[list[str], list[str]]:
    """The identifiers of the entities and of the properties whose values are wanted. Raises Refusal."""
    query = _object(text, "extend")
    ids = _texts(query.get("ids"), "extend: ids is no list of texts")
    given = query.get("properties")
    listed = given if isinstance(given, list) else [None]
    named = [each.get("id") if isinstance(each, dict) else None for each in listed]
    properties = _texts(named, "extend: properties is no list of objects with an id")
    if len(ids) > _MOST_IDS or len(properties) > _MOST_IDS:
        raise Refusal(400, f"extend: there are more than {_MOST_IDS:,} ids or properties")
    return ids, properties


def _texts(values: object, complaint: str) -> list[str]:
    if not isinstance(values, list) or not all(isinstance(each, str) for each in values):
        raise Refusal(400, complaint)
    return values


def _object(text: str, name: str) -> dict[str, Any]:
    """A parameter that is a JSON object. Raises Refusal."""
    try:
        found = json.loads(text)
        json.dumps(found, ensure_ascii=False).encode()  # half a character by an escape is none
    except (ValueError, RecursionError):
        raise Refusal(400, f"{name} is not JSON") from None
    if not isinstance(found, dict):
        raise Refusal(400, f"{name} is no JSON object")
    return found
