"""A document of invented matter, the rows that its sentences say, and a client of its desk."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING
from urllib.parse import quote

from tests.publish.serve import described

if TYPE_CHECKING:
    from pathlib import Path

    from tests.publish.serve.running import Reply, Served

FIRST = "Exactly 300 soldiers of the Reed Battalion had been killed by 1 March 2025, the Harbour Institute said."
SECOND = "Exactly 500 soldiers of the Reed Battalion had been killed by 1 March 2025, the Coast Agency said."
THIRD = "The Reed Battalion is part of the Delta Army, the Harbour Institute said."
TEXT = f"Losses at the river\nBy Ana Example\nPublished 3 March 2025\n{FIRST} {SECOND}\n{THIRD} 병력 😀 потери.\n"

_FIGURE = {
    "who": "Reed Battalion",
    "measure": "personnel killed",
    "counted": "soldier",
    "unit": "person",
    "as of": "2025-03-01",
}
ROW = {
    **_FIGURE,
    "who kind": "military unit",
    "figure": "exactly 300",
    "speaker": "Harbour Institute",
    "speaker kind": "organisation",
    "quote": FIRST,
}
RIVAL = {
    **_FIGURE,
    "figure": "exactly 500",
    "speaker": "Coast Agency",
    "speaker kind": "government agency",
    "quote": SECOND,
}


class Client:
    """Somebody who has a token, or nobody (""); what is sent and comes is JSON."""

    def __init__(self, served: Served, token: str = "") -> None:
        self.served, self.token = served, token

    def ask(
        self, method: str, path: str, sent: object = None, tag: str = "", **headers: str
    ) -> Reply:
        given = {"Accept": "application/json", **headers}
        if self.token:
            given["Authorization"] = f"Bearer {self.token}"
        if sent is not None:
            given.setdefault("Content-Type", "application/json")
        if tag:
            given["If-Match"] = f'"{tag}"'
        body = None if sent is None else sent if isinstance(sent, bytes) else json.dumps(sent)
        reply = self.served.ask(f"/desk/{path}", method, body, **given)
        if described.is_json(reply):  # each answer is as its description says
            described.require(self.served, method, f"/desk/{path}", reply)
        return reply

    def told(self, method: str, path: str, sent: object = None, tag: str = "") -> dict:
        """What an answer that is well says."""
        reply = self.ask(method, path, sent, tag)
        assert reply.status == 200, reply.text
        return json.loads(reply.content)

    def bring(self, title: str, text: str = TEXT) -> str:
        """A new document; gives its id."""
        fields = {
            "title": title,
            "publisher": "River Post",
            "issued": "2025-03-03",
            "language": "en",
        }
        return self.told("POST", "api/documents", {"fields": fields, "text": text})["source"]

    def document(self, source: str) -> dict:
        return self.told("GET", at(source))

    def save(self, source: str, cells: dict[str, str], **more: str) -> dict:
        """A claim, saved into the document as it is now."""
        tag = self.document(source)["tag"]
        return self.told("POST", f"{at(source)}/claims", {"cells": cells, **more}, tag)


def at(source: str) -> str:
    return f"api/documents/{quote(source)}"


def text_of(workspace: Path, source: str) -> str:
    """The Turtle of a source."""
    return (workspace / "seeds" / f"{source}.ttl").read_text(encoding="utf-8")
