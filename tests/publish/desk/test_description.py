"""What the desk answers in JSON is described, with nothing missing and nothing that is not there."""

from __future__ import annotations

import json
import socket

from kg.publish.desk.routes import DeskRoutes
from kg.publish.desk.signing import Signing

_NO_JSON = {"/desk", "/desk/{source}", "/desk/static/{name}"}


def _operations(routes) -> set[tuple[str, str]]:
    return {
        (route.path, method.lower())
        for route in routes
        if route.path not in _NO_JSON
        for method in route.methods - {"HEAD"}
    }


def test_each_address_of_the_desk_is_described(served, tmp_path):
    ours, theirs = socket.socketpair()
    with ours, theirs:
        routes = DeskRoutes(ours, Signing(tmp_path / "users.toml")).routes()
    told = json.loads(served.ask("/openapi.json").content)
    described = {
        (path, method)
        for path, methods in told["paths"].items()
        if path.startswith("/desk")
        for method in methods
    }
    assert described == _operations(routes)
    assert set(told["components"]["securitySchemes"]) == {"bearer", "cookie"}


def test_who_sends_no_token_gets_a_described_problem(served):
    told = json.loads(served.ask("/openapi.json").content)
    for path in ("/desk/api/form", "/desk/api/documents", "/desk/api/log"):
        reply = served.ask(path, Accept="application/json")
        said = told["paths"][path]["get"]["responses"][str(reply.status)]["content"]
        assert (reply.status, reply.type) == (401, "application/problem+json")
        assert set(said[reply.type]["schema"]["required"]) <= set(json.loads(reply.content))
