"""Named questions: SPARQL files in ``ontology/queries/`` with a header of comments.

# title: Who deployed what, and how many
# question: How many troops has {actor} sent?
# param: actor entity kgd:state-north-korea — whose troops
# none: The sources do not say how many troops {actor} has sent.
# headline: 2

``title``, ``question`` and ``none`` stand once; ``param`` is a name (the variable that is bound),
a type (entity, date, number, text), a default or ``-`` (required), and what it is. ``headline``,
which few have, is the place in ``kg ask --headline``.

What an answer's row rests on stands in a column ``claim`` (the short id of one claim) or ``claims``
(several, joined by ", "), as plain text of the query.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

import pyoxigraph as ox

from kg.errors import KgError, UsageError, did_you_mean, nearest
from kg.iris import SRC, XSD
from kg.text.inputs import query_paths, read_query

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from pathlib import Path


_HEADER = re.compile(r"^#\s*(title|question|none|param|headline):\s*(.*)$")
PLACE = re.compile(r"\{(\w+)\}")
_PARAM = re.compile(r"(\w+)\s+(entity|date|number|text)\s+(\S+)\s+—\s+(.+)")


@dataclass(frozen=True, slots=True)
class Parameter:
    """A typed parameter; ``default`` None means that it must be given."""

    name: str
    kind: str  # entity, date, number, text
    default: str | None
    meaning: str


@dataclass(frozen=True, slots=True)
class Question:
    """A named question: its query, its parameters, and what no answer means."""

    name: str
    title: str
    question: str
    none: str
    parameters: tuple[Parameter, ...]
    sparql: str
    headline: int | None = None


def read_question(path: Path) -> Question:
    """Read one question. Raises KgError, with file and line, for a header that is not complete."""
    text = read_query(path, str(path), "this question")
    header: dict[str, str] = {}
    parameters = []
    for number, line in enumerate(text.splitlines(), 1):
        match = _HEADER.match(line)
        if match is None:
            continue
        if match[1] != "param":
            header[match[1]] = match[2].strip()
            continue
        stated = _PARAM.fullmatch(match[2].strip())
        if stated is None:
            raise KgError(
                "this parameter cannot be read",
                f"{path}:{number}",
                "write: # param: name entity|date|number|text DEFAULT|- — what it is",
            )
        default = None if stated[3] == "-" else stated[3]
        parameters.append(Parameter(stated[1], stated[2], default, stated[4]))
    for needed in ("title", "question", "none"):
        if needed not in header:
            raise KgError(f"the header has no {needed}", f"{path}:1", f"add a line: # {needed}: …")
    names = {parameter.name for parameter in parameters}
    for place in PLACE.findall(header["question"] + header["none"]):
        if place not in names:
            raise KgError(
                f"the header speaks of {{{place}}}, which is no parameter",
                f"{path}:1",
                f"add a line: # param: {place} entity - — what it is",
            )
    headline = header.get("headline")
    if headline is not None and not re.fullmatch("[0-9]{1,9}", headline):
        raise KgError(f"“{headline}” is no place among the headlines", str(path), "write a number")
    return Question(
        path.stem,
        header["title"],
        header["question"],
        header["none"],
        tuple(parameters),
        text,
        int(headline) if headline else None,
    )


def all_questions(*folders: Path) -> dict[str, Question]:
    """Every question of the folders by its name. Raises KgError for a name that stands twice."""
    return {name: read_question(path) for name, path in _files(folders).items()}


def _files(folders: Sequence[Path]) -> dict[str, Path]:
    files: dict[str, Path] = {}
    for path in query_paths(*folders):
        if files.setdefault(path.stem, path) != path:
            raise KgError(
                f"there is a question {path.stem} already, {files[path.stem]}",
                str(path),
                "rename this file",
            )
    return files


def headlines(*folders: Path) -> list[Question]:
    """The questions with a place among the headlines, in that order."""
    chosen = [(q.headline, q) for q in all_questions(*folders).values() if q.headline is not None]
    return [question for _, question in sorted(chosen, key=lambda pair: pair[0])]


def find_question(name: str, *folders: Path) -> Question:
    """The question of a name. Raises UsageError, with the nearest name, when there is none."""
    files = _files(folders)
    if name in files:
        return read_question(files[name])
    hint = did_you_mean(nearest(name, files), "the questions are listed by: kg ask --list")
    raise UsageError(f"there is no question “{name}”", None, hint)


#: The columns of an answer that name claims.
CLAIM_COLUMNS = ("claim", "claims")


def claims_of_cell(term: object) -> list[str]:
    """The claims (IRIs) that a cell of one of CLAIM_COLUMNS names: the query's value, not what is shown."""
    if not isinstance(term, ox.Literal):
        return []
    return [SRC + name for name in term.value.split(", ") if name]


def bind(
    question: Question, given: Mapping[str, str], entity: Callable[[str], str]
) -> dict[str, ox.NamedNode | ox.Literal]:
    """Typed values for a question's parameters.

    ``entity`` turns a name or an IRI into the IRI of an entity. Raises UsageError for an unknown
    or missing parameter and for a value of the wrong type.
    """
    known = {parameter.name: parameter for parameter in question.parameters}
    for name in given:
        if name not in known:
            listed = ", ".join(known) or "none"
            raise UsageError(
                f"“{question.name}” has no parameter {name}", None, f"its parameters are: {listed}"
            )
    values: dict[str, ox.NamedNode | ox.Literal] = {}
    for parameter in question.parameters:
        text = given.get(parameter.name, parameter.default)
        if text is None:
            raise UsageError(
                f"“{question.name}” needs {parameter.name}: {parameter.meaning}",
                None,
                f"give it: kg ask {question.name} {parameter.name}=…",
            )
        values[parameter.name] = _typed(parameter, text, entity)
    return values


def _typed(
    parameter: Parameter, text: str, entity: Callable[[str], str]
) -> ox.NamedNode | ox.Literal:
    if parameter.kind == "entity":
        return ox.NamedNode(entity(text))
    if parameter.kind == "number":
        if not re.fullmatch(r"-?\d+(\.\d+)?", text):
            raise UsageError(
                f'"{text}" is not a number', parameter.name, "write digits, such as 6000"
            )
        kind = "decimal" if "." in text else "integer"
        return ox.Literal(text, datatype=ox.NamedNode(XSD + kind))
    if parameter.kind == "date":
        from kg.claims.edtf import span
        from kg.errors import UndatableError

        try:
            last = span(text)[1]
        except UndatableError as error:
            raise UsageError(
                error.what, parameter.name, "write 2024, 2024-06 or 2024-06-19"
            ) from None
        if last is None:
            raise UsageError(
                f'"{text}" has no last day',
                parameter.name,
                "write a date that ends, such as 2024-06",
            )
        return ox.Literal(last.isoformat(), datatype=ox.NamedNode(XSD + "date"))
    return ox.Literal(text)
