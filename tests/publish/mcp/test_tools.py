"""`kg mcp`, asked by the official SDK's own client over the standard streams of a real process."""

from __future__ import annotations

import json
import os
import sys
from pathlib import Path
from types import SimpleNamespace
from typing import TYPE_CHECKING

import pytest
from anyio.from_thread import start_blocking_portal

from tests.conftest import ROOT

if TYPE_CHECKING:
    from mcp import Client

ARTICLE = "khaled-north-korea-russia"
UNIT = "kgd:unit-kpa-11th-corps"
TOOLS = {"search", "show", "ask", "query", "estimates", "conflicts"}


class Assistant:
    """A client, called from a test that is no coroutine."""

    def __init__(self, portal, client: Client, errors: Path) -> None:
        self._portal, self._client, self.errors = portal, client, errors

    def tools(self) -> dict:
        listed = self._portal.call(self._client.list_tools)
        return {tool.name: tool for tool in listed.tools}

    def call(self, tool: str, **arguments):
        return self._portal.call(self._client.call_tool, tool, arguments)

    def answer(self, tool: str, **arguments) -> dict:
        """The structured answer, which the text holds too."""
        result = self.call(tool, **arguments)
        assert not result.is_error, result.content
        assert json.loads(result.content[0].text) == result.structured_content
        return result.structured_content

    def refusal(self, tool: str, **arguments) -> str:
        result = self.call(tool, **arguments)
        assert result.is_error
        (told,) = result.content
        assert "Traceback" not in told.text
        return told.text


@pytest.fixture(scope="module")
def assistant(core, tmp_path_factory):
    """One process for all tests: of the core, with a small limit of time and of rows."""
    # Half a second, not in each worker that collects this file.
    from mcp import Client, StdioServerParameters, stdio_client

    errors = tmp_path_factory.mktemp("mcp") / "errors"
    started = StdioServerParameters(
        command=sys.executable,
        args=["-m", "kg", "mcp", "--timeout", "2", "--rows", "3000"],
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        cwd=ROOT,
    )
    with errors.open("w") as log, start_blocking_portal() as portal:
        client = Client(stdio_client(started, errlog=log))
        with portal.wrap_async_context_manager(client):
            yield Assistant(portal, client, errors)
    assert "Traceback" not in errors.read_text()


def cited(claim: dict) -> tuple[str, ...]:
    return claim["id"], claim["speaker"], claim["evidence"], claim["document"]["id"]


#: Characters 782 to 889 of the article: the README, and the design's claim c020.
C020 = (
    f"{ARTICLE}/c020",
    "Ministry of Defence of the United Kingdom",
    "characters 782–889",
    ARTICLE,
)


def test_the_tools_only_read_and_say_what_they_take_and_give(assistant):
    tools = assistant.tools()
    assert set(tools) == TOOLS
    for tool in tools.values():
        assert tool.annotations.read_only_hint
        assert tool.description
        assert tool.output_schema["type"] == "object"
        for parameter in tool.input_schema["properties"].values():
            assert parameter["description"]


def test_words_find_an_entity_and_the_claim_of_its_nickname(assistant):
    """The article calls the 11th Corps the Storm Corps in claim c019, at characters 672 to 741."""
    first, *_ = assistant.answer("search", words="storm corps", limit=3)["hits"]
    assert first["id"] == UNIT
    assert first["claim"]["id"] == f"{ARTICLE}/c019"
    assert first["claim"]["evidence"] == "characters 672–741"


def test_a_claim_is_shown_as_it_can_be_cited(assistant):
    shown = assistant.answer("show", name=f"{ARTICLE}/c020")
    (claim,) = shown["claims"]
    assert cited(claim) == C020
    assert (claim["kind"], claim["figure"]) == ("estimate", "more than 6,000")
    assert claim["wording"] == "More than 6,000"
    assert claim["of"] == ""  # the article names no day


def test_an_entity_is_shown_with_its_claims_by_any_name(assistant):
    by_name = assistant.answer("show", name="Storm Corps", limit=2)
    assert (by_name["id"], by_name["kind"]) == (UNIT, "MilitaryUnit")
    assert "폭풍군단" in by_name["other_names"]
    assert len(by_name["claims"]) == 2 < by_name["total_claims"]
    assert assistant.answer("show", name=UNIT, limit=2) == by_name


def test_a_document_is_shown_with_its_claims(assistant):
    shown = assistant.answer("show", name=ARTICLE, limit=1000)
    assert shown["kind"] == "Source"
    assert shown["document"]["title"].startswith("North Korea Bolsters")
    assert C020 in [cited(claim) for claim in shown["claims"]]
    assert {claim["document"]["id"] for claim in shown["claims"]} == {ARTICLE}


def test_a_question_is_answered_with_the_claims_of_its_rows(assistant):
    answer = assistant.answer("ask", question="casualties")
    assert answer["total"] == len(answer["rows"])
    column = answer["columns"].index("claim")
    assert {row[column] for row in answer["rows"]} == {claim["id"] for claim in answer["claims"]}
    assert C020 in [cited(claim) for claim in answer["claims"]]


def test_the_questions_are_listed_with_their_parameters(assistant):
    listed = {each["name"]: each for each in assistant.answer("ask")["questions"]}
    (entity,) = listed["about"]["parameters"]
    assert (entity["kind"], entity["default"]) == ("entity", None)


def test_a_query_gives_rows_and_the_claims_that_they_name(assistant):
    answer = assistant.answer(
        "query", sparql=f"SELECT ?c ?low {{ ?c kg:lower ?low FILTER(?c = src:{ARTICLE}\\/c020) }}"
    )
    assert answer["rows"] == [[f"src:{ARTICLE}/c020", 6000]]
    assert [cited(claim) for claim in answer["claims"]] == [C020]
    assert assistant.answer("query", sparql="ASK { ?c a kg:Claim }")["truth"] is True


def test_figures_are_ranges_with_their_claims(assistant):
    groups = assistant.answer("estimates", entity="kgd:casualties-dprk-troops")["groups"]
    figures = {each["claim"]["id"]: each for group in groups for each in group["figures"]}
    figure = figures[f"{ARTICLE}/c020"]
    assert (figure["lower"], figure["lower_included"], figure["upper"]) == (6000, False, None)
    assert figure["undated"]


def test_contradictions_name_both_claims_and_why(assistant):
    """About 1,000 killed by 15 January 2025 and about 600 by 30 April: a count that can only grow."""
    found = assistant.answer("conflicts", entity="kgd:casualties-dprk-troops", limit=100)
    (pair,) = [
        pair
        for pair in found["pairs"]
        if {pair["first"]["id"], pair["second"]["id"]}
        == {"bbc-2025-01-22-casualties/c002", "unn-2025-04-30-casualties/c002"}
    ]
    assert pair["outcome"] == "contradicts"
    assert "grow" in pair["why"]
    assert found["total"] == len(found["pairs"])


@pytest.mark.parametrize(
    ("tool", "arguments", "words"),
    [
        ("show", {"name": "nobody at all"}, "nothing here is called"),
        ("show", {"name": f"{ARTICLE}/c9999"}, "c9999"),
        ("search", {"words": "…"}, "no word"),
        ("ask", {"question": "casualtys"}, "did you mean casualties?"),
        ("ask", {"question": "about"}, "needs entity"),
        ("ask", {"question": "about", "parameters": {"whom": "x"}}, "no parameter whom"),
        ("estimates", {"entity": UNIT, "measure": "nothing"}, "nothing"),
        ("conflicts", {"verdicts": ["contradict"]}, "did you mean contradicts?"),
        ("query", {"sparql": "SELECT * {"}, "not SPARQL"),
        ("query", {"sparql": "DELETE WHERE { ?s ?p ?o }"}, "not SPARQL"),
        ("query", {"sparql": "SELECT * { SERVICE <http://127.0.0.1/> { ?s ?p ?o } }"}, "network"),
        ("query", {"sparql": "SELECT * { ?s ?p ?o }"}, "more than 3,000 rows"),
        ("query", {"sparql": "SELECT ?s { ?s ?p ?o }", "limit": 0}, "limit"),
    ],
)
def test_what_cannot_be_answered_is_an_error_in_words(assistant, tool, arguments, words):
    told = assistant.refusal(tool, **arguments)
    assert words in told
    assert "--" not in told  # an assistant has no options of commands
    assert "kg " not in told


def test_a_newer_build_is_read_once_and_also_where_the_text_is_broken(core, monkeypatch):
    from kg.cli._data import DataOptions
    from kg.cli.mcp import _Opened
    from kg.store import cache
    from kg.store.limits import QUERY_LIMITS

    opened: list[bool] = []
    graph = core.at()

    def open_core(data: DataOptions):
        opened.append(data.stale)
        return graph

    monkeypatch.setattr(DataOptions, "open", open_core)
    builds = ["first", "first", "second", "second", "second"]
    monkeypatch.setattr(cache, "current", lambda _: SimpleNamespace(path=builds.pop(0)))
    asker = _Opened(DataOptions(None, None, (), None, None, False), QUERY_LIMITS)
    first = asker()
    second = asker()
    assert second is not first
    assert asker() is second
    assert opened == [False, True]


@pytest.mark.slow
def test_a_query_that_never_ends_is_ended_and_the_next_is_answered(assistant):
    endless = "SELECT * { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i } ORDER BY ?a"
    assert "did not finish within 2 seconds" in assistant.refusal("query", sparql=endless)
    assert assistant.answer("query", sparql="ASK { ?c a kg:Claim }")["truth"] is True
