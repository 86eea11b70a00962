"""What a worker evaluates: queries, whole graphs, descriptions of things; it writes the answer to a file.

It runs in a process that the kernel ends at the limits. What is wrong with a request raises ``Refusal``
or KgError; the answer may have begun by then.
"""

from __future__ import annotations

import io
import re
from typing import IO, TYPE_CHECKING, Any, cast

import pyoxigraph as ox

from kg.errors import KgError, UsageError
from kg.publish.serve.types import RDF_FORMATS, RESULT_FORMATS
from kg.store import sparql
from kg.store.counted import CountedOutput
from kg.store.guard import keywords, network_clauses, refuse_network
from kg.store.limits import temporary_file
from kg.store.oxigraph import OxigraphStore

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from kg.publish.serve.settings import Settings
    from kg.publish.serve.wire import Message
    from kg.store.base import Store

_LONGEST = 600
#: An answer of fewer bytes is held in memory; after so many more the server is told each time.
_STEP = 1 << 17
_DATASET = ("default-graph-uri", "named-graph-uri")


class Refusal(Exception):  # noqa: N818  # it is an answer
    """What is answered in place of what was asked for: an HTTP status, words, and what to do."""

    def __init__(self, status: int, what: str, remedy: str = "") -> None:
        super().__init__(what)
        self.status, self.what, self.remedy = status, what, remedy


class Output:
    """What an answer is written to: memory, then a file; counts bytes up to a limit.

    ``tell`` is called with how far a large answer has come, and with its file.
    """

    def __init__(self, most: int, tell: Callable[[Message, int], None]) -> None:
        self._file: IO[bytes] = io.BytesIO()
        self._most, self._tell = most, tell
        self.size = self._told = 0
        self.head: Message = {}

    def begin(self, kind: str) -> None:
        """Say what comes: its media type."""
        self.head = {"type": kind}

    def write(self, content: bytes) -> int:
        self.size += len(content)
        if self._most and self.size > self._most:
            raise Refusal(
                422,
                f"the answer is larger than {self._most:,} bytes",
                "ask for less (LIMIT, fewer variables)",
            )
        self._file.write(content)
        if self.size - self._told >= _STEP:
            self._report()
        return len(content)

    def _report(self) -> None:
        if isinstance(self._file, io.BytesIO):
            held, self._file = self._file, temporary_file()
            self._file.write(held.getvalue())
        self._file.flush()
        self._told = self.size
        self._tell({"at": self.size, "head": self.head}, self._file.fileno())

    def finish(self) -> bytes:
        """Have all of it where the server reads it; gives the content of a small answer."""
        if isinstance(self._file, io.BytesIO):
            return self._file.getvalue()
        self._file.flush()
        return b""

    def close(self) -> None:
        """Let the file go."""
        self._file.close()

    def flush(self) -> None: ...

    # For `CountedOutput`, which reads again what it is not sure of.
    def tell(self) -> int:
        return self._file.tell()

    def seek(self, place: int) -> int:
        return self._file.seek(place)

    def read(self, size: int = -1) -> bytes:
        return self._file.read(size)


def query(store: Store, asked: Message, out: Output, settings: Settings) -> None:
    """Evaluate a query. ``asked``: its text, dataset, base, and the forms in which the client takes
    rows and graphs (None: in none). Raises Refusal, KgError."""
    text = asked["text"]
    check_network(text, settings.allowed)
    with sparql.answering():
        try:
            result = _result(store, asked, settings)
        except SyntaxError as error:
            raise _not_sparql(error, text, settings) from None
        except OSError as error:
            raise Refusal(422, f"SERVICE could not be asked: {error}") from None
        if isinstance(result, ox.QueryTriples):
            write_triples(result, _taken(asked["graphs"], "a graph"), out, settings)
        else:
            write_rows(result, _taken(asked["results"], "rows or a truth value"), out, settings)


def _taken(form: list[str] | None, what: str) -> list[str]:
    if form is None:
        raise Refusal(
            406,
            f"the answer is {what}, in none of the types that are accepted",
            "see the types at the address of the service without a query",
        )
    return form


def _result(store: Store, asked: Message, settings: Settings) -> Any:
    text = asked["text"]
    given = {name: asked[name] for name in _DATASET if asked.get(name)}
    union = settings.union and not given and not names_graphs(text)
    if not isinstance(store, OxigraphStore):
        if given:
            raise Refusal(
                422,
                "default-graph-uri and named-graph-uri are not handed on to the store behind this server",
                "name the graphs in the query: FROM, FROM NAMED",
            )
        return store.select(text, prefixes=settings.known_prefixes, union=union)
    dataset = None
    if given:
        default, named = (_nodes(given.get(name, ())) for name in _DATASET)
        dataset = (default, named)
    return store.evaluate(
        text,
        base=asked["base"],
        prefixes=settings.known_prefixes,
        union=union,
        dataset=dataset,
    )


def _nodes(iris: Iterable[str]) -> list[ox.NamedNode]:
    return [node_of(iri) for iri in dict.fromkeys(iris)]  # one that is given twice is one


def node_of(iri: str) -> ox.NamedNode:
    """An IRI as the engine has it. Raises Refusal where it is none."""
    try:
        return ox.NamedNode(iri)
    except ValueError:
        raise Refusal(400, f"this is no absolute IRI: {iri[:200]}") from None


def names_graphs(text: str) -> bool:
    """Whether a query says itself, by FROM, which graphs it asks."""
    return "from" in text.casefold() and any(word == "FROM" for word, _ in keywords(text))


def _not_sparql(error: SyntaxError, text: str, settings: Settings) -> KgError:
    return sparql.syntax_error(str(error), text, "query", settings.layout.prefixes)


def check_network(text: str, allowed: tuple[str, ...]) -> bool:
    """Whether a query or update may reach other servers, each of which is allowed. Raises Refusal.

    One that is a variable is never allowed.
    """
    try:
        refuse_network(text)
    except UsageError as error:
        if allowed and only_reaches(text, allowed):
            return True
        raise Refusal(
            403,
            "SERVICE and LOAD reach only addresses that this server allows",
            error.remedy or "",
        ) from None
    return False


_ADDRESS = re.compile(r"(?:SERVICE|LOAD)\s+(?:SILENT\s+)?<([^<>]*)>", re.IGNORECASE)


def only_reaches(text: str, allowed: tuple[str, ...]) -> bool:
    """Whether each SERVICE and LOAD names an allowed address in full; in doubt not."""
    if "\\u" in text.casefold():
        return False  # an escape may hide a word, or a part of the address
    addresses = (_ADDRESS.match(text, start) for _, start in network_clauses(text))
    return all(found and _is_allowed(found[1], allowed) for found in addresses)


def _is_allowed(address: str, allowed: tuple[str, ...]) -> bool:
    """Whether an address is on the list: itself, or what it begins with, where that ends with a star.

    One that names a user is not: "http://good.example:80@evil.example" begins like another server.
    """
    if "@" in address or not address.startswith(("http://", "https://")):
        return False
    return any(
        address.startswith(each[:-1]) if each.endswith("*") else address == each for each in allowed
    )


def write_rows(result: Any, form: list[str], out: Output, settings: Settings) -> None:
    """Write rows or a truth value in a form: its name in ``types.RESULTS``, and the media type."""
    out.begin(form[1])
    target: Any = out
    if settings.rows and isinstance(result, ox.QuerySolutions):
        target = CountedOutput(cast("IO[bytes]", out), form[0], settings.rows)
    result.serialize(target, format=RESULT_FORMATS[form[0]])


def write_triples(
    triples: Iterable[ox.Triple | ox.Quad], form: list[str], out: Output, settings: Settings
) -> None:
    """Write triples in a form: its name in ``types.GRAPHS``, and the media type. Raises Refusal at a limit."""
    out.begin(form[1])
    prefixes = dict(settings.layout.prefixes) if form[0] in ("ttl", "trig", "rdf") else None
    ox.serialize(
        _counted(triples, settings.rows),
        cast("IO[bytes]", out),
        format=RDF_FORMATS[form[0]],
        prefixes=prefixes,
    )


def _counted(triples: Iterable[Any], most: int) -> Iterator[Any]:
    for number, triple in enumerate(triples):
        if most and number == most:
            raise Refusal(
                422, f"there are more than {most:,} triples", "narrow it (LIMIT, a smaller pattern)"
            )
        yield triple


def graph(store: Store, asked: Message, out: Output, settings: Settings) -> None:
    """A whole graph, by its IRI, or the default graph. Raises Refusal 404 where there is none."""
    form = _taken(asked["graphs"], "a graph")
    name = ox.DefaultGraph() if asked["graph"] is None else node_of(asked["graph"])
    if asked["graph"] is None and settings.union:
        found: Iterable[ox.Quad] = store.quads(None, None, None, None)
    else:
        found = store.quads(None, None, None, name)
        if not holds(store, name):
            raise Refusal(404, "there is no such graph", "list the graphs: GRAPH ?g { }")
    write_triples((quad.triple for quad in found), form, out, settings)


def holds(store: Store, name: ox.NamedNode | ox.DefaultGraph) -> bool:
    """Whether there is a graph: the default graph always, another also where it is empty."""
    if isinstance(name, ox.DefaultGraph):
        return True
    if isinstance(store, OxigraphStore):
        return store.has_graph(name)
    return next(iter(store.quads(None, None, None, name)), None) is not None


def names(store: Store, _: Message, out: Output, __: Settings) -> None:
    """The graphs, for descriptions of the data: their names and how many triples each has, as JSON."""
    import json

    listed = {}
    for name in store.graphs():
        if isinstance(name, ox.NamedNode):
            listed[name.value] = sum(1 for _ in store.quads(None, None, None, name))
    out.begin("application/json")
    out.write(json.dumps(listed).encode())


def explained(error: KgError) -> Refusal:
    """What is answered for an error of ours; without the place, which is of this machine."""
    place = f"{error.where}: " if error.where and error.where.startswith("query") else ""
    status = 400 if isinstance(error, UsageError) else 422
    return Refusal(status, place + error.what, _for_http(error.remedy or ""))


def _for_http(remedy: str) -> str:
    """What to do, without the options of commands, which a client does not have."""
    words = re.split(r", or (?:allow|give) more|: kg ", remedy)[0]
    return words if len(words) <= _LONGEST else f"{words[:_LONGEST]}…"
