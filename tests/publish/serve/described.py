"""Holds answers of a server against its own description (OpenAPI 3.1), by JSON Schema's reference validator."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any

from jsonschema import Draft202012Validator
from referencing import Registry, Resource
from referencing.jsonschema import DRAFT202012

if TYPE_CHECKING:
    from tests.publish.serve.running import Reply, Served

_known: dict[int, dict[str, Any]] = {}


def description(served: Served) -> dict[str, Any]:
    """What a server says that it answers."""
    if served.port not in _known:
        _known[served.port] = json.loads(served.ask("/openapi.json").content)
    return _known[served.port]


def is_json(reply: Reply) -> bool:
    return reply.type.endswith("json")


def require(served: Served, method: str, path: str, reply: Reply) -> None:
    """Have an answer in JSON be one that is described for its address."""
    told = description(served)
    methods = _methods(told, path.partition("?")[0])
    if method.lower() not in methods:
        assert reply.status == 405, (method, path, reply.status)
        return
    operation = methods[method.lower()]
    said = operation["responses"].get(str(reply.status))
    assert said is not None, (method, path, reply.status, reply.text[:300])
    content = said.get("content", {})
    assert reply.type in content, (method, path, reply.status, reply.type)
    root = Resource(contents=told, specification=DRAFT202012)
    schema = _absolute(content[reply.type]["schema"])
    checker = Draft202012Validator(schema, registry=Registry().with_resource("urn:told", root))
    faults = [(list(e.absolute_path), e.message[:300]) for e in checker.iter_errors(reply.json)]
    assert not faults, (method, path, faults)


def _absolute(schema: Any) -> Any:
    """A schema whose references lead into the description, wherever it is read."""
    return json.loads(json.dumps(schema).replace('"#/components', '"urn:told#/components'))


def _methods(told: dict[str, Any], path: str) -> dict[str, Any]:
    for template in sorted(told["paths"], key=lambda each: each.count("{")):
        if re.fullmatch(re.sub(r"\\{\w+\\}", "[^/]+", re.escape(template)), path):
            return told["paths"][template]
    raise AssertionError(f"{path} is not described")
