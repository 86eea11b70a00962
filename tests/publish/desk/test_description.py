"""What the desk answers is as it is described: each answer that any test here gets, and who is refused."""

from __future__ import annotations

from tests.publish.desk.material import Client
from tests.publish.serve import described


def test_who_sends_no_token_gets_a_described_problem(served):
    """The answers themselves are held against the description by the client."""
    for path in ("api/form", "api/documents", "api/log"):
        reply = Client(served).ask("GET", path)
        assert (reply.status, reply.type) == (401, "application/problem+json")
    schemes = described.description(served)["components"]["securitySchemes"]
    assert set(schemes) == {"bearer", "cookie"}
