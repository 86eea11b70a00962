"""The server of ``kg mcp``: its tools, each with typed parameters and a typed answer (official SDK).

Everything is asked in one thread beside the loop that reads and writes the protocol, one call after the
other, so that a long one does not keep others from being heard. Nothing is written.
"""

from __future__ import annotations

import asyncio
import re
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Annotated, TypeVar

from mcp.server.mcpserver import MCPServer
from mcp.server.mcpserver.exceptions import ToolError
from mcp.types import ToolAnnotations
from pydantic import Field

from kg import __version__
from kg.claims.verdicts.verdict import VERDICTS
from kg.errors import KgError
from kg.publish.mcp import values
from kg.publish.mcp.asking import Asker

Value = TypeVar("Value")
Limit = Annotated[int, Field(ge=1, le=1_000, description="how many to give at most")]
Entity = Annotated[str, Field(description="a name, an alias or an id (kgd:unit-kpa-11th-corps)")]
Verdict = Annotated[str, Field(json_schema_extra={"enum": list(VERDICTS)})]

_INSTRUCTIONS = """\
A graph of claims: who says what about whom, in which document, how surely, of which day. A claim is what
a speaker says, not what is so: name the speaker and cite the claim's id with its document. A judgement is
never a fact. What has a status was overtaken. Where speakers contradict each other, say so and name both.
Find names by search, all about one thing by show, answers to common questions by ask (without a
question: the list), figures by estimates, contradictions by conflicts, anything else by query (SPARQL)."""
_COMMAND = re.compile(r"\bkg (search|find|show|ask|query|estimates|conflicts)\b( --list)?")
_READING = ToolAnnotations(read_only_hint=True, idempotent_hint=True, open_world_hint=False)


class Tools:
    """The tools, over the graph that ``asker`` gives: it is called before each answer."""

    def __init__(self, asker: Callable[[], Asker]) -> None:
        self._asker = asker
        self._thread = ThreadPoolExecutor(1, "asking")

    async def _answer(self, ask: Callable[[Asker], Value]) -> Value:
        def work() -> Value:
            return ask(self._asker())

        try:
            return await asyncio.get_running_loop().run_in_executor(self._thread, work)
        except KgError as error:
            raise ToolError(in_words(error)) from None

    async def search(
        self,
        words: Annotated[str, Field(description="words of a name, a title or a claim")],
        limit: Limit = 20,
    ) -> values.Found:
        """Find entities, documents and claims by words; case, accents and small typos are forgiven."""
        return await self._answer(lambda asker: asker.search(words, limit))

    async def show(
        self,
        name: Annotated[
            str, Field(description="an entity (name or id), a document's id, or a claim's id")
        ],
        limit: Limit = 50,
    ) -> values.Shown:
        """All about one entity, document or claim: names, and the claims on it; of a claim what contradicts it."""
        return await self._answer(lambda asker: asker.show(name, limit))

    async def ask(
        self,
        question: Annotated[str, Field(description="its name; empty: list all questions")] = "",
        parameters: Annotated[
            dict[str, str] | None, Field(description="values by the names of its parameters")
        ] = None,
        limit: Limit = 100,
    ) -> values.Asked:
        """Answer a named question, with the claims that each row rests on; without one list the questions."""
        if not question:
            return await self._answer(lambda asker: asker.questions())
        return await self._answer(lambda asker: asker.ask(question, parameters or {}, limit))

    async def query(
        self,
        sparql: Annotated[
            str, Field(description="SELECT, ASK or CONSTRUCT; kg:, kgd:, src: need no PREFIX")
        ],
        limit: Limit = 100,
    ) -> values.Rows:
        """Answer a SPARQL 1.1 query over all claims, within limits of time, memory and rows, without network.

        Select the claim (?c kg:attributedTo ?who; kg:source ?document) so that the answer can be cited.
        """
        return await self._answer(lambda asker: asker.query(sparql, limit))

    async def estimates(
        self,
        entity: Entity,
        measure: Annotated[
            str | None, Field(description="only this measure: personnelKilled")
        ] = None,
    ) -> values.Estimates:
        """The figures of all speakers on an entity and its events, in groups that compare, with verdicts."""
        return await self._answer(lambda asker: asker.estimates(entity, measure))

    async def conflicts(
        self,
        entity: Annotated[
            str | None, Field(description="only on this thing and its events; null: on all")
        ] = None,
        verdicts: Annotated[list[Verdict], Field(description="only these; empty: any")] = [],  # noqa: B006  # it is read
        sources: Annotated[
            list[str], Field(description="ids of documents, of which one side is; empty: any")
        ] = [],  # noqa: B006  # it is read
        every: Annotated[
            bool, Field(description="each pair that was weighed, also those that agree")
        ] = False,
        limit: Limit = 20,
    ) -> values.Conflicts:
        """Where sources contradict each other, why, and what would settle it; with sets that cannot all be true."""
        return await self._answer(
            lambda asker: asker.conflicts(entity, verdicts, sources, every=every, limit=limit)
        )


def server(asker: Callable[[], Asker], *, log: bool = False) -> MCPServer[None]:
    """The server, whose ``run`` speaks on stdin and stdout until stdin ends.

    ``asker`` gives what is asked, and raises KgError where it cannot be opened any more. With ``log``
    calls and faults are logged on stderr.
    """
    made: MCPServer[None] = MCPServer(
        "entente",
        title="Entente",
        instructions=_INSTRUCTIONS,
        version=__version__,
        log_level="INFO" if log else "CRITICAL",
    )
    tools = Tools(asker)
    for tool in (
        tools.search,
        tools.show,
        tools.ask,
        tools.query,
        tools.estimates,
        tools.conflicts,
    ):
        made.tool(annotations=_READING)(tool)
    return made


def in_words(error: KgError) -> str:
    """An error for an assistant: what is wrong, and what to do with the tools; no command, no option."""
    remedy = _COMMAND.sub(_tool, re.split(r", or (?:allow|give) more", error.remedy or "")[0])
    place = f"{error.where}: " if error.where else ""
    is_of_commands = re.search(r"\bkg [a-z]|--[a-z]", remedy) is not None
    return f"{place}{error.what}" + (f"\n→ {remedy}" if remedy and not is_of_commands else "")


def _tool(command: re.Match[str]) -> str:
    return f"the tool {'search' if command[1] == 'find' else command[1]}"
